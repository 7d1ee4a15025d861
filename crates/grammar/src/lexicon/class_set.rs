//! Sets of classes, which sightings are asked for together.

use super::entry::ClassId;
use serde::Deserialize;

/// Bits of a word of a [`ClassSet`].
const WORD: u16 = u64::BITS as u16;

/// Some classes of a lexicon, with the sets of classes that forms with several have: a bit for each, by number.
///
/// Lexicons make them ([`Lexicon::class_set`](super::Lexicon::class_set)); a question about many classes costs no more
/// than one about a single class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct ClassSet {
    bits: Vec<u64>,
}

impl ClassSet {
    /// The set without classes.
    pub const EMPTY: Self = Self { bits: Vec::new() };

    /// Whether a class, or what the class of a sighting stands for, is of the set.
    #[must_use]
    #[inline]
    pub fn has(&self, class: ClassId) -> bool {
        self.bits.get(usize::from(class.0 / WORD)).is_some_and(|bits| bits >> (class.0 % WORD) & 1 == 1)
    }

    /// Adds a class.
    pub(crate) fn add(&mut self, class: ClassId) {
        let at = usize::from(class.0 / WORD);
        self.bits.resize(self.bits.len().max(at + 1), 0);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= 1 << (class.0 % WORD);
        }
    }

    /// Adds the classes of another set.
    pub(crate) fn join(&mut self, other: &Self) {
        self.bits.resize(self.bits.len().max(other.bits.len()), 0);
        self.bits.iter_mut().zip(&other.bits).for_each(|(bits, more)| *bits |= more);
    }

    /// The classes, and the numbers of the sets of classes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = ClassId> {
        let ones = |mut bits: u64| {
            std::iter::from_fn(move || {
                let one = (bits != 0).then(|| bits.trailing_zeros() as u16)?;
                bits &= bits - 1;
                Some(one)
            })
        };
        // A class has a number of 16 bits, so there are at most 1024 words.
        (0..1024)
            .zip(&self.bits)
            .flat_map(move |(at, bits)| ones(*bits).map(move |one| ClassId(at * WORD + one)))
    }

    /// The bits, for [`Lexicon::features`](super::Lexicon::features).
    pub(super) fn into_bits(self) -> Vec<u64> {
        self.bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_added() {
        let mut set = ClassSet::default();
        assert_eq!(set, ClassSet::EMPTY);
        let added = [0, 63, 64, 200, u16::MAX - 1].map(ClassId);
        added.into_iter().for_each(|class| set.add(class));
        assert_eq!(set.iter().collect::<Vec<_>>(), added);
        assert!(!set.has(ClassId(1)) && !set.has(ClassId(u16::MAX)));
    }
}
