//! Phrases: parts that several patterns have in common, written once.

use crate::error::{Error, Result};
use crate::limits::{NAME, PHRASES};
use crate::toml_error::{Lines, refused};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

/// The file `rules/phrases.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    #[serde(rename = "phrase")]
    phrases: Vec<PhraseText>,
}

/// A phrase as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseText {
    name: Spanned<String>,
    summary: String,
    pattern: String,
}

/// A part of patterns that has a name.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) name: String,
    pub(super) pattern: String,
    /// The file and line that it stands in, for messages.
    pub(super) place: String,
}

/// All phrases, in the order of their files. A phrase may hold any other that does not hold it.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    list: Vec<Phrase>,
    by_name: FxHashMap<String, usize>,
}

impl Phrases {
    /// Adds a file, whose phrases have names of their own.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file: PhraseFile = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        let lines = Lines::new(text);
        for phrase in file.phrases {
            let place = format!("{name}:{}", lines.of(phrase.name.span().start));
            let called = phrase.name.into_inner();
            let good = |c: char| c.is_ascii_lowercase() || c == '-';
            let problem = if called.is_empty() || called.len() > NAME || !called.chars().all(good) {
                format!("expected a name of a-z and «-», of at most {NAME} characters")
            } else if phrase.summary.trim().is_empty() {
                "the phrase has no summary: expected what it is, in one sentence".to_owned()
            } else if let Some(known) = self.by_name.get(&called).and_then(|at| self.list.get(*at)) {
                format!(
                    "expected each phrase once, found the name again, which is first in {}; rules are written with \
                     the phrases there are, so none takes the place of another",
                    known.place
                )
            } else if self.list.len() == PHRASES {
                format!("expected at most {PHRASES} phrases in all files, found more")
            } else {
                self.by_name.insert(called.clone(), self.list.len());
                self.list.push(Phrase { name: called, pattern: phrase.pattern, place });
                continue;
            };
            return Err(Error::configuration(problem).at(format!("{place}, phrase {called:?}")));
        }
        Ok(())
    }

    /// Refuses a phrase that is not among those that patterns `named`: nothing would ever compile it.
    pub(super) fn check<'p>(&self, named: impl Iterator<Item = &'p usize>) -> Result<()> {
        let mut idle: Vec<Option<&Phrase>> = self.list.iter().map(Some).collect();
        named.filter_map(|&at| idle.get_mut(at)?.take()).for_each(drop);
        let Some(phrase) = idle.into_iter().flatten().next() else { return Ok(()) };
        let message =
            format!("expected a phrase that a pattern names, found {:?}, which none does", phrase.name);
        Err(Error::configuration(message).at(&phrase.place))
    }

    /// The phrase of this name, and its position.
    pub(super) fn get(&self, name: &str) -> Option<(usize, &Phrase)> {
        let at = *self.by_name.get(name)?;
        Some((at, self.list.get(at)?))
    }

    /// The name of the phrase at a position.
    pub(super) fn name(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |phrase| phrase.name.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Phrase> + Clone {
        self.list.iter()
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
