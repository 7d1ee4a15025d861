//! Prefixes and endings of words.

use crate::text::fold::Code;

/// Prefixes or endings, folded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Affixes {
    pub(super) list: Vec<Box<[Code]>>,
    /// The letters that they begin and end with, as bits: most words have another one there.
    first: u128,
    last: u128,
}

impl Affixes {
    /// Whether letters are one of them.
    pub(super) fn has(&self, letters: &[Code]) -> bool {
        self.list.iter().any(|affix| **affix == *letters)
    }

    /// What is left of a word behind each of the prefixes that it has.
    pub(crate) fn behind<'w>(&'w self, word: &'w [Code]) -> impl Iterator<Item = &'w [Code]> {
        let may = word.first().is_some_and(|letter| self.first & bit(*letter) != 0);
        let list = if may { self.list.as_slice() } else { &[] };
        // Nearly all that differ do so in the first letter.
        let alike = list.iter().filter(|prefix| prefix.first() == word.first());
        alike.filter_map(|prefix| word.strip_prefix(prefix.as_ref()))
    }

    /// What is left of a word before each of the endings that it has.
    pub(crate) fn before<'w>(&'w self, word: &'w [Code]) -> impl Iterator<Item = &'w [Code]> {
        let may = word.last().is_some_and(|letter| self.last & bit(*letter) != 0);
        let list = if may { self.list.as_slice() } else { &[] };
        let alike = list.iter().filter(|ending| ending.last() == word.last());
        alike.filter_map(|ending| word.strip_suffix(ending.as_ref()))
    }
}

impl Extend<Box<[Code]>> for Affixes {
    fn extend<I: IntoIterator<Item = Box<[Code]>>>(&mut self, affixes: I) {
        for affix in affixes {
            self.first |= affix.first().map_or(0, |letter| bit(*letter));
            self.last |= affix.last().map_or(0, |letter| bit(*letter));
            self.list.push(affix);
        }
    }
}

impl FromIterator<Box<[Code]>> for Affixes {
    fn from_iter<I: IntoIterator<Item = Box<[Code]>>>(affixes: I) -> Self {
        let mut out = Self::default();
        out.extend(affixes);
        out
    }
}

/// The bit of a letter; letters of other scripts share theirs with some of these.
pub(super) const fn bit(letter: Code) -> u128 {
    1 << (letter & 127)
}
