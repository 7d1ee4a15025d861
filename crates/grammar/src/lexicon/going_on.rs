//! Which words the lexicon's forms go on behind: most do not, and of them all is known by themselves.

use crate::text::fold::Code;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// Bits of [`GoingOn::pairs`]: some for each pair that forms have, so that few others share one.
const BITS: u64 = 1 << 18;

/// A word that forms go on behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head(u64);

/// Behind which words forms go on, and with what.
///
/// What it denies is so; what it allows may be otherwise, as different words share bits.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct GoingOn {
    /// The hashes of the words, in order.
    heads: Vec<u64>,
    /// A bit for the hash of each of them with the first two letters of the next word.
    pairs: Vec<u64>,
}

impl GoingOn {
    /// Of forms with the places where a text may cut each of them (bit n: before its n-th letter), and whether suffixes
    /// may follow.
    pub(super) fn new<'f>(forms: impl Iterator<Item = (&'f [Code], u128, bool)>) -> Self {
        let mut out = Self { heads: Vec::new(), pairs: vec![0; (BITS / 64) as usize] };
        for (letters, joints, inflects) in forms {
            for at in (1..letters.len().min(127)).filter(|at| joints >> at & 1 == 1) {
                let head = Head(hash(&letters[..at]));
                out.heads.push(head.0);
                match letters[at..] {
                    [] => {}
                    [only] if inflects => (0..=Code::MAX).for_each(|second| out.allow(head, &[only, second])),
                    [first, _, ..] if at + 1 < 127 && joints >> (at + 1) & 1 == 1 => {
                        out.allow(head, &letters[at..]);
                        out.allow(head, &[first]);
                    }
                    _ => out.allow(head, &letters[at..]),
                }
            }
        }
        out.heads.sort_unstable();
        out.heads.dedup();
        out
    }

    fn allow(&mut self, head: Head, next: &[Code]) {
        if let Some((at, bit)) = place(head, next)
            && let Some(bits) = self.pairs.get_mut(at)
        {
            *bits |= bit;
        }
    }

    /// A word, where forms go on behind it.
    pub(super) fn head(&self, word: &[Code]) -> Option<Head> {
        let hash = hash(word);
        self.heads.binary_search(&hash).ok().map(|_| Head(hash))
    }

    /// Whether a next word of these letters may be meant.
    #[inline]
    pub(super) fn allows(&self, head: Head, next: &[Code]) -> bool {
        // A word without letters is a hyphen, which forms have between their words.
        place(head, next).is_none_or(|(at, bit)| self.pairs.get(at).is_some_and(|bits| bits & bit != 0))
    }
}

/// The bit of a word and the first two letters of the next one, one of which is 0 where there is a single letter.
#[inline]
fn place(Head(head): Head, next: &[Code]) -> Option<(usize, u64)> {
    let (first, rest) = next.split_first()?;
    let letters = u64::from(*first) << 8 | rest.first().map_or(0, |second| u64::from(*second));
    let at = (head ^ letters).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 & (BITS - 1);
    Some(((at / 64) as usize, 1 << (at % 64)))
}

fn hash(letters: &[Code]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(letters);
    hasher.finish()
}

/// Letters that suffixes which stand apart may begin with: bits that several letters share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Apart(u64);

impl Apart {
    /// Adds a suffix.
    pub(super) fn add(&mut self, suffix: &[Code]) {
        self.0 |= suffix.first().map_or(0, |first| 1 << (first % 64));
    }

    /// Whether a word of these letters may be one.
    #[inline]
    pub(super) fn allows(self, word: &[Code]) -> bool {
        word.first().is_some_and(|first| self.0 >> (first % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_forms_go_on_with_is_allowed_and_little_else() {
        // A form of three words: letters 1 2, 3, 4 5.
        let joints = 1 << 2 | 1 << 3;
        let going_on = GoingOn::new([(&[1, 2, 3, 4, 5][..], joints, false)].into_iter());
        let head = |word: &[Code]| going_on.head(word).unwrap();
        let first = head(&[1, 2]);
        assert!([&[3][..], &[3, 4, 5], &[]].into_iter().all(|next| going_on.allows(first, next)));
        assert!(!going_on.allows(first, &[4, 5]));
        assert!(going_on.allows(head(&[1, 2, 3]), &[4, 5]));
        assert!(!going_on.allows(head(&[1, 2, 3]), &[4]));
        assert_eq!((going_on.head(&[1]), going_on.head(&[4, 5])), (None, None));
    }

    #[test]
    fn a_suffix_may_follow_a_last_letter() {
        let going_on = GoingOn::new([(&[1, 2][..], 1 << 1, true)].into_iter());
        let head = going_on.head(&[1]).unwrap();
        assert!((0..100).all(|suffix| going_on.allows(head, &[2, suffix])));
    }

    #[test]
    fn suffixes_apart_are_told_by_their_first_letter() {
        let mut apart = Apart::default();
        assert!(!apart.allows(&[67, 1]));
        apart.add(&[67, 37]);
        assert!(apart.allows(&[67, 1]) && !apart.allows(&[68, 37]) && !apart.allows(&[]));
    }
}
