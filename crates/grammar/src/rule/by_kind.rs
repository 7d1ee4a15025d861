//! The tokens of a document by their kind, for questions about some classes in all of it.

use super::kind::{Kinds, SEVERAL};
use crate::lexicon::{ClassSet, Place};

/// The tokens of each kind, in text order.
#[derive(Debug, Default)]
pub(super) struct ByKind {
    /// The kinds that there are, with where their tokens end.
    kinds: Vec<(u16, u32)>,
    tokens: Vec<u32>,
}

impl ByKind {
    pub(super) fn new(places: &[Place], kinds: &Kinds) -> Self {
        let mut ends = vec![0_u32; kinds.count().max(1) + 1];
        for place in places {
            if let Some(end) = ends.get_mut(usize::from(place.kind & !SEVERAL) + 1) {
                *end += 1;
            }
        }
        let mut out = Self { kinds: Vec::new(), tokens: vec![0; places.len()] };
        let mut before = 0;
        for (kind, end) in ends.iter_mut().skip(1).enumerate() {
            let count = std::mem::replace(end, before);
            before += count;
            if count > 0 {
                out.kinds.push((kind as u16, before));
            }
        }
        // Each kind's number is where its next token stands now.
        for (at, place) in places.iter().enumerate() {
            if let Some(next) = ends.get_mut(usize::from(place.kind & !SEVERAL) + 1) {
                if let Some(token) = out.tokens.get_mut(*next as usize) {
                    *token = at as u32;
                }
                *next += 1;
            }
        }
        out
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
        let (mut found, mut runs, mut start) = (Vec::new(), 0, 0);
        for &(kind, end) in &self.kinds {
            if wanted(kind) {
                found.extend_from_slice(self.tokens.get(start as usize..end as usize).unwrap_or(&[]));
                runs += 1;
            }
            start = end;
        }
        if runs > 1 {
            found.sort_unstable();
        }
        found
    }
}
