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
