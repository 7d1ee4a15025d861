//! How often rules were tried and how often they matched, for people who ask what a rule costs.

use super::id::RuleId;
use super::starts::Start;
use std::cell::RefCell;

/// What a rule was put to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Tokens at which the matcher tried its pattern.
    pub tries: u64,
    /// Matches that its reading was asked about.
    pub matches: u64,
}

/// The effort of every rule in a document; nothing is counted where nobody asks.
#[derive(Debug, Default)]
pub struct Efforts(Option<RefCell<Vec<Effort>>>);

impl Efforts {
    /// Efforts of this many rules, which are counted.
    #[must_use]
    pub fn counted(rules: usize) -> Self {
        Self(Some(RefCell::new(vec![Effort::default(); rules])))
    }

    /// Counts the tries of rules where they can begin.
    pub(super) fn tried(&self, starts: &[Start]) {
        if let Some(list) = &self.0 {
            let mut list = list.borrow_mut();
            for start in starts {
                start.each(|rule| {
                    if let Some(effort) = list.get_mut(usize::from(rule.0)) {
                        effort.tries += 1;
                    }
                });
            }
        }
    }

    /// Counts a match that a reading is asked about.
    #[inline]
    pub(super) fn asked(&self, rule: RuleId) {
        if let Some(list) = &self.0
            && let Some(effort) = list.borrow_mut().get_mut(usize::from(rule.0))
        {
            effort.matches += 1;
        }
    }

    /// Returns what was counted, in the order of the rules.
    #[must_use]
    pub fn list(&self) -> Vec<Effort> {
        self.0.as_ref().map(|list| list.borrow().clone()).unwrap_or_default()
    }
}
