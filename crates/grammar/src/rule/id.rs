//! Names of rules as numbers.

/// A rule, by position in [`RuleSet::rules`](super::RuleSet::rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u16);
