//! The tokens of a document by their kind, for questions about some classes in all of it.

use super::kind::{Kinds, SEVERAL};
use crate::lexicon::{ClassSet, Place};

/// The tokens of each kind.
#[derive(Debug, Default)]
pub(super) struct ByKind {
    /// The kinds that there are, with the last token of each, and by token the one of its kind before it; all counted from 1.
    kinds: Vec<u16>,
    last: Vec<u32>,
    before: Vec<u32>,
}

/// A text of more tokens than this has no list of them, which would take half as much memory as their places do: a look at all
/// of those, for each of some dozens of questions, is a hundredth of its analysis.
const LISTED: usize = 1 << 20;

impl ByKind {
    pub(super) fn new(places: &[Place], kinds: &Kinds) -> Self {
        Self::up_to(LISTED, places, kinds.count())
    }

    fn up_to(listed: usize, places: &[Place], kinds: usize) -> Self {
        if places.len() > listed {
            return Self::default();
        }
        let (mut present, mut last) = (Vec::new(), vec![0; kinds.max(1)]);
        let mut before = Vec::with_capacity(places.len());
        for (place, token) in places.iter().zip(1..) {
            let kind = place.kind & !SEVERAL;
            let Some(last) = last.get_mut(usize::from(kind)) else {
                before.push(0);
                continue;
            };
            if *last == 0 {
                present.push(kind);
            }
            before.push(std::mem::replace(last, token));
        }
        Self { kinds: present, last, before }
    }

    /// Bytes that it holds of the text.
    pub(super) fn bytes(&self) -> usize {
        self.before.len() * size_of::<u32>()
    }

    /// The tokens that may be of some classes, in text order.
    pub(super) fn of(&self, places: &[Place], kinds: &Kinds, classes: &ClassSet) -> Vec<u32> {
        self.of_kinds(places, kinds.count(), |kind| kinds.may_be(kind, classes))
    }

    /// The words that may be of no class, in text order.
    pub(super) fn unknown(&self, places: &[Place], kinds: &Kinds) -> Vec<u32> {
        self.of_kinds(places, kinds.count(), |kind| kinds.may_be_unknown(kind))
    }

    fn of_kinds(&self, places: &[Place], kinds: usize, wanted: impl Fn(u16) -> bool) -> Vec<u32> {
        if self.before.is_empty() {
            let wanted: Vec<bool> = (0..kinds.max(1)).map(|kind| wanted(kind as u16)).collect();
            let is = |place: &Place| wanted.get(usize::from(place.kind & !SEVERAL)) == Some(&true);
            return places.iter().zip(0..).filter(|(place, _)| is(place)).map(|(_, at)| at).collect();
        }
        let mut found = Vec::new();
        for &kind in self.kinds.iter().filter(|kind| wanted(**kind)) {
            let mut token = self.last.get(usize::from(kind)).copied().unwrap_or(0);
            while let Some(at) = token.checked_sub(1) {
                found.push(at);
                token = self.before.get(at as usize).copied().unwrap_or(0);
            }
        }
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_with_a_list_of_them_and_without() {
        let places: Vec<Place> =
            [1, 0, 2 | SEVERAL, 1, 1 | SEVERAL, 2].map(|kind| Place { start: 0, length: 0, kind }).into();
        let (listed, looked_at) = (ByKind::up_to(6, &places, 4), ByKind::up_to(5, &places, 4));
        assert!(listed.bytes() > 0 && looked_at.bytes() == 0);
        for (kind, tokens) in [(0, vec![1]), (1, vec![0, 3, 4]), (2, vec![2, 5]), (3, vec![])] {
            for by_kind in [&listed, &looked_at] {
                assert_eq!(by_kind.of_kinds(&places, 4, |of| of == kind), tokens, "{kind}");
            }
        }
    }
}
