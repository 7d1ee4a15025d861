//! Sets of classes: what forms that stand for entries of several classes have together.

use super::entry::ClassId;

/// Bits of a word of [`ClassSets::members`].
const WORD: usize = u64::BITS as usize;

/// The sets of classes that forms of a lexicon have, numbered behind its classes.
#[derive(Debug, Default)]
pub(super) struct ClassSets {
    sets: Vec<Vec<ClassId>>,
    /// For each class the numbers of the classes and sets that have it, as bits.
    members: Vec<u64>,
    /// Words of `members` for each class.
    width: usize,
}

impl ClassSets {
    /// The sets of a lexicon with so many classes.
    pub(super) fn new(classes: usize, sets: Vec<Vec<ClassId>>) -> Self {
        let width = (classes + sets.len()).div_ceil(WORD);
        let mut members = vec![0; width * classes];
        let alone = (0..classes).map(|class| (class, class));
        let in_sets = sets
            .iter()
            .enumerate()
            .flat_map(|(at, set)| set.iter().map(move |class| (usize::from(class.0), classes + at)));
        for (class, number) in alone.chain(in_sets) {
            if let Some(word) = members.get_mut(class * width + number / WORD) {
                *word |= 1 << (number % WORD);
            }
        }
        Self { sets, members, width }
    }

    pub(super) fn list(&self) -> &[Vec<ClassId>] {
        &self.sets
    }

    /// Returns the classes and sets of classes that have a class.
    #[inline]
    pub(super) fn members(&self, class: ClassId) -> Members<'_> {
        let first = usize::from(class.0) * self.width;
        Members { class, bits: self.members.get(first..first + self.width).unwrap_or(&[]) }
    }
}

/// The classes and sets of classes that have a class.
#[derive(Clone, Copy, Debug)]
pub struct Members<'s> {
    class: ClassId,
    bits: &'s [u64],
}

impl Members<'_> {
    /// Whether a sighting's class is this one, or a set that has it.
    #[must_use]
    #[inline]
    pub fn has(&self, found: ClassId) -> bool {
        let number = usize::from(found.0);
        // The class of numerals is none of the lexicon's, so it has no bits.
        found == self.class
            || self.bits.get(number / WORD).is_some_and(|word| word >> (number % WORD) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_in_itself_and_in_its_sets() {
        let [a, b, c] = [0, 1, 99].map(ClassId);
        // The sets have the numbers 100 and 101.
        let sets = ClassSets::new(100, vec![vec![a, c], vec![a, b]]);
        let all =
            |class| (0..200).map(ClassId).filter(|found| sets.members(class).has(*found)).collect::<Vec<_>>();
        assert_eq!(all(a), [0, 100, 101].map(ClassId));
        assert_eq!(all(b), [1, 101].map(ClassId));
        assert_eq!(all(c), [99, 100].map(ClassId));
        assert_eq!(all(ClassId(150)), [ClassId(150)]);
    }
}
