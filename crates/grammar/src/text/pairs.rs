//! Sets of pairs of letters: whether a look into a larger table can find anything.

use super::fold::Code;

/// A set of pairs of letters, a bit for each.
#[derive(Clone, Debug)]
pub struct LetterPairs(Box<[u64; 1024]>);

impl Default for LetterPairs {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl LetterPairs {
    /// Adds a pair; nothing where there is none.
    pub fn insert(&mut self, pair: Option<&[Code; 2]>) {
        if let Some((word, bit)) = pair.map(place) {
            self.0[word] |= bit;
        }
    }

    /// Adds all pairs that begin with a letter.
    pub fn insert_all(&mut self, first: Code) {
        (0..=Code::MAX).for_each(|second| self.insert(Some(&[first, second])));
    }

    /// Whether a pair was added; `None` never was.
    #[must_use]
    pub fn has(&self, pair: Option<&[Code; 2]>) -> bool {
        pair.map(place).is_some_and(|(word, bit)| self.0[word] & bit != 0)
    }
}

/// The word and the bit of a pair.
const fn place(pair: &[Code; 2]) -> (usize, u64) {
    let at = u16::from_be_bytes(*pair) as usize;
    (at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn holds_what_was_added(pairs in proptest::collection::vec(any::<[Code; 2]>(), 0..20), other: [Code; 2], all: Code) {
            let mut set = LetterPairs::default();
            pairs.iter().for_each(|pair| set.insert(Some(pair)));
            prop_assert!(pairs.iter().all(|pair| set.has(Some(pair))));
            prop_assert_eq!(set.has(Some(&other)), pairs.contains(&other));
            prop_assert!(!set.has(None));
            set.insert_all(all);
            prop_assert!(set.has(Some(&[all, other[1]])));
            prop_assert_eq!(set.has(Some(&other)), other[0] == all || pairs.contains(&other));
        }
    }
}
