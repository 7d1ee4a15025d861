//! Which words may hold the stem of a verb: most words do not, which their letters tell at once.

use super::affixes::bit;
use crate::text::fold::Code;

/// Letters that forms of verbs have: what it refuses is no form.
#[derive(Debug)]
pub(super) struct StemFilter {
    /// The letters that forms end in.
    last: u128,
    /// The letters that a prefix before a stem begins with.
    prefix: u128,
    /// For the first letter of a stem, the second ones.
    pairs: Box<[u128]>,
}

impl Default for StemFilter {
    fn default() -> Self {
        Self { last: 0, prefix: 0, pairs: vec![0; 128].into() }
    }
}

impl StemFilter {
    /// Lets words in that have a stem.
    pub(super) fn add_stem(&mut self, stem: &[Code]) {
        if let [first, rest @ ..] = stem
            && let Some(second) = self.pairs.get_mut(usize::from(*first & 127))
        {
            *second |= rest.first().map_or(u128::MAX, |letter| bit(*letter));
        }
    }

    /// Lets words in that end in these letters.
    pub(super) fn add_ending(&mut self, ending: &[Code]) {
        self.last |= ending.last().map_or(0, |letter| bit(*letter));
    }

    /// Lets words in whose stem stands behind a prefix.
    pub(super) fn add_prefix(&mut self, prefix: &[Code]) {
        self.prefix |= prefix.first().map_or(0, |letter| bit(*letter));
    }

    /// Whether a word may be a form of a verb.
    #[inline]
    pub(super) fn lets_in(&self, word: &[Code]) -> bool {
        let [first, .., last] = word else { return !word.is_empty() };
        if self.last & bit(*last) == 0 {
            return false;
        }
        let begins = |pair: &[Code]| match pair {
            [first, second] => {
                self.pairs.get(usize::from(first & 127)).is_some_and(|seconds| seconds & bit(*second) != 0)
            }
            _ => false,
        };
        let mut pairs = word.windows(2);
        // A stem of one letter that is the last one of its word.
        let alone = || self.pairs.get(usize::from(last & 127)) == Some(&u128::MAX);
        pairs.next().is_some_and(begins) || self.prefix & bit(*first) != 0 && (pairs.any(begins) || alone())
    }
}
