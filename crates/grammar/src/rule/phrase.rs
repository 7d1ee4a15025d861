//! Phrases: parts that several patterns have in common, written once.

use crate::error::{Error, Result};
use crate::toml_error::refused;
use serde::Deserialize;

/// The file `rules/phrases.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    #[serde(rename = "phrase")]
    phrases: Vec<Phrase>,
}

/// A part of patterns that has a name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrase {
    pub(super) name: String,
    summary: String,
    pub(super) pattern: String,
    /// The file it stands in, for messages.
    #[serde(skip)]
    pub(super) file: String,
}

/// All phrases, in the order of their files. A phrase may hold those above it, so none holds itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases(Vec<Phrase>);

impl Phrases {
    /// Adds a file; a phrase of a known name takes its place.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file: PhraseFile = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        for mut phrase in file.phrases {
            let good = |c: char| c.is_ascii_lowercase() || c == '-';
            let problem = if phrase.name.is_empty() || !phrase.name.chars().all(good) {
                "expected a name of a-z and «-»"
            } else if phrase.summary.is_empty() {
                "the phrase has no summary"
            } else {
                name.clone_into(&mut phrase.file);
                match self.0.iter_mut().find(|known| known.name == phrase.name) {
                    Some(known) => *known = phrase,
                    None => self.0.push(phrase),
                }
                continue;
            };
            return Err(Error::configuration(problem).at(format!("{name}, phrase {:?}", phrase.name)));
        }
        Ok(())
    }

    /// Refuses a phrase that is not among those that patterns `named`: nothing would ever compile it.
    pub(super) fn check<'p>(&self, named: impl Iterator<Item = &'p usize>) -> Result<()> {
        let mut idle: Vec<Option<&Phrase>> = self.0.iter().map(Some).collect();
        named.filter_map(|&at| idle.get_mut(at)?.take()).for_each(drop);
        let Some(phrase) = idle.into_iter().flatten().next() else { return Ok(()) };
        let message =
            format!("expected a phrase that a pattern names, found {:?}, which none does", phrase.name);
        Err(Error::configuration(message).at(&phrase.file))
    }

    /// The phrase of this name among the first `limit`, and its position.
    pub(super) fn get(&self, name: &str, limit: usize) -> Option<(usize, &Phrase)> {
        self.0.iter().take(limit).enumerate().find(|(_, phrase)| phrase.name == name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Phrase> + Clone {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_says_what_it_is() {
        let mut phrases = Phrases::default();
        let file = "[[phrase]]\nname = \"year\"\nsummary = \"\"\npattern = \"{full-year}\"\n";
        let problem = phrases.add("phrases.toml", file).unwrap_err().to_string();
        assert!(problem.contains("no summary") && problem.contains("\"year\""), "{problem}");
    }
}
