//! What extractors give: values, each with its place and its rule.

use super::id::RuleId;
use crate::text::Span;

/// A value, the place it was read from and the rule that read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// The place in the text layer.
    pub span: Span,
    /// Index of the innermost segment that holds it.
    pub segment: u32,
    /// The rule that made the row.
    pub rule: RuleId,
    /// What people said of it.
    pub review: Review,
    /// What it means.
    pub value: T,
}

/// What people said of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Review {
    /// Nothing, or nothing that counts.
    #[default]
    None,
    /// That it is right.
    Accepted,
    /// That it has other values, which it has now.
    Corrected,
    /// That it is missing.
    Added,
}
