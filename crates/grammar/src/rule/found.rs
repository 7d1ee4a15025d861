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
    /// What it means.
    pub value: T,
}
