//! Forms: the ways to write an entry, and those that share a key of the automaton.

use super::entry::ClassId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One way to write an entry, which `Lexicon::senses` has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Form {
    /// The suffix sets that may follow.
    pub(super) suffixes: u32,
    /// The class, or the set of classes, of all entries of its key.
    pub(super) classes: ClassId,
}

/// Where a form may be cut: bit n, before its n-th letter.
pub(super) type Joints = u128;

/// What the automaton holds for a key, in the 31 bits that it has room for: which of `Lexicon::forms` they are, and
/// what spares a look at them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct KeyForms(pub(super) u32);

impl KeyForms {
    /// Most forms that one key can stand for.
    pub(super) const MOST: usize = 127;
    /// Most forms that a lexicon can have.
    pub(super) const FORMS: usize = 1 << 22;

    pub(super) const fn new(first: usize, length: usize, inflects: bool, counts: bool) -> Self {
        Self((first as u32) << 9 | (length as u32) << 2 | (counts as u32) << 1 | inflects as u32)
    }

    pub(super) const fn forms(self) -> Range<usize> {
        let first = (self.0 >> 9) as usize;
        first..first + (self.0 as usize >> 2 & Self::MOST)
    }

    /// Whether one of the forms takes suffixes; most short forms that other words begin with do not.
    pub(super) const fn inflects(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether one of the forms is a number word.
    pub(super) const fn counts(self) -> bool {
        self.0 & 2 == 2
    }
}
