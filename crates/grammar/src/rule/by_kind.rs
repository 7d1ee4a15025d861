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

impl ByKind {
    pub(super) fn new(places: &[Place], kinds: &Kinds) -> Self {
        let (mut present, mut last) = (Vec::new(), vec![0; kinds.count().max(1)]);
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

    /// The tokens that may be of some classes, in text order.
    pub(super) fn of(&self, kinds: &Kinds, classes: &ClassSet) -> Vec<u32> {
        self.of_kinds(|kind| kinds.may_be(kind, classes))
    }

    /// The words that may be of no class, in text order.
    pub(super) fn unknown(&self, kinds: &Kinds) -> Vec<u32> {
        self.of_kinds(|kind| kinds.may_be_unknown(kind))
    }

    fn of_kinds(&self, wanted: impl Fn(u16) -> bool) -> Vec<u32> {
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
