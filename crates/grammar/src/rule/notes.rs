//! What a reader of documents finds out about words by themselves, and notes for the next documents.

use super::lattice::Lattice;
use crate::lexicon::Sense;
use crate::text::Token;
use std::cell::Cell;

/// A word by itself.
#[derive(Clone, Copy, Debug)]
pub struct WordAlone<'w> {
    /// Its letters, as they are written.
    pub letters: &'w str,
    lattice: &'w Lattice<'w>,
    number: u32,
}

impl WordAlone<'_> {
    /// All that the lexicon knows of it.
    pub fn senses(&self) -> impl Iterator<Item = &Sense> {
        self.lattice.senses_alone(self.number)
    }
}

/// What is noted of words.
#[derive(Clone, Copy, Debug)]
pub struct Notes<'m> {
    lattice: &'m Lattice<'m>,
    notes: &'m [Cell<u64>],
}

impl<'m> Notes<'m> {
    pub(super) fn new(lattice: &'m Lattice<'m>) -> Self {
        Self { lattice, notes: lattice.memory().notes() }
    }

    /// What is noted of a token's word; `find` says it of words of which nothing is noted, and never says 0. Nothing for a
    /// token that is no word of the index.
    #[inline]
    pub fn of(&self, token: &Token, find: impl FnOnce(WordAlone<'_>) -> u64) -> Option<u64> {
        if token.word == 0 {
            return None;
        }
        let note = self.notes.get(token.word as usize)?;
        if note.get() == 0 {
            let (lattice, number) = (self.lattice, token.word);
            let found =
                lattice.memory().with_word(number, |letters| find(WordAlone { letters, lattice, number }));
            note.set(found);
        }
        Some(note.get())
    }

    /// Whether what begins at a token is what the lexicon knows of its word by itself.
    #[inline]
    pub fn stands_alone(&self, at: usize) -> bool {
        self.lattice.is_known(at)
    }
}
