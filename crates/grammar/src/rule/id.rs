//! Names of rules as numbers.

use serde::{Deserialize, Serialize};

/// A rule, by position in [`RuleSet::rules`](super::RuleSet::rules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(pub u16);

impl RuleId {
    /// No rule: where one that a stage knows by name is not there.
    pub const NONE: Self = Self(u16::MAX);

    /// No rule but a trained model.
    pub const MODEL: Self = Self(u16::MAX - 1);

    /// No rule but a person, who added the row.
    pub const PERSON: Self = Self(u16::MAX - 2);
}
