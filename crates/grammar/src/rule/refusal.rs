//! Why forms that fit came to nothing, for people who ask.

use super::id::RuleId;
use crate::text::TokenRange;
use std::cell::RefCell;

/// A match that its reading gave no value, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule that fits.
    pub rule: RuleId,
    /// Its tokens: the first, and one past the last.
    pub tokens: TokenRange,
    /// The reason, as a clause: `it stands behind the head of a street`.
    pub why: &'static str,
}

/// What was refused in a document; nothing is kept where nobody asks.
#[derive(Debug, Default)]
pub struct Refusals(Option<RefCell<Vec<Refusal>>>);

impl Refusals {
    /// Refusals that are kept.
    #[must_use]
    pub fn kept() -> Self {
        Self(Some(RefCell::default()))
    }

    /// Keeps a refusal where somebody asks.
    pub(super) fn add(&self, refusal: Refusal) {
        if let Some(list) = &self.0 {
            list.borrow_mut().push(refusal);
        }
    }

    /// What was refused so far, in the order of the stages.
    #[must_use]
    pub fn list(&self) -> Vec<Refusal> {
        self.0.as_ref().map(|list| list.borrow().clone()).unwrap_or_default()
    }
}
