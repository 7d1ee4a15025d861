//! What the tokens of a text can be, as far as the lexicon knows.

use super::entry::ClassId;
use serde::{Deserialize, Serialize};

/// Entries that some tokens of a text can be: all that one form stands for, or one of them where it is inflected or
/// cut. A text has one or two for each of its words, so it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The key of the entries for [`Lexicon::senses`](super::Lexicon::senses).
    pub value: u32,
    /// The class of all of them; where they have several, the number of their set of classes, which
    /// [`ClassSet`](super::ClassSet)s have.
    pub class: ClassId,
    /// How many tokens there are.
    pub length: u8,
    /// The suffix set that the word's ending belongs to, from 1; 0 without ending.
    pub suffix: u8,
}

/// One of the entries that a form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sense {
    /// The entry, by position.
    pub entry: u32,
    /// Its class.
    pub class: ClassId,
}

/// The entries found in a text, by first token.
#[derive(Debug, Default)]
pub struct Sightings {
    pub(super) list: Vec<Sighting>,
    /// For each token, where its sightings begin; one more at the end.
    pub(super) starts: Vec<u32>,
    /// The tokens at which an entry of the class [`super::NUMERAL`] begins.
    pub(super) numerals: Vec<u32>,
}

impl Sightings {
    /// What begins at a token, shorter forms first.
    #[must_use]
    pub fn at(&self, token: usize) -> &[Sighting] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&a), Some(&b)) => self.list.get(a as usize..b as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The tokens at which number words begin.
    #[must_use]
    pub fn numerals(&self) -> &[u32] {
        &self.numerals
    }

    /// All of them, by first token, with the position where those of each token begin and one more at the end.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Sighting>, Vec<u32>) {
        (self.list, self.starts)
    }
}
