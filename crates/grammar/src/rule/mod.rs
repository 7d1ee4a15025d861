//! Rules: forms as data, matched over classes of tokens.
//!
//! A *rule* is a file: a pattern over token classes, the name of the reading that gives it its
//! meaning, examples and counterexamples. The *lattice* holds what each token can begin; a rule
//! starts only at tokens whose classes can start it; of overlapping matches the longest stays.

mod begun;
mod class;
mod file;
mod lattice;
mod matcher;
mod overlap;
mod pattern;
mod phrase;
mod reading;
mod scene;
mod set;
mod starts;
mod watch;

pub use file::{Counterexample, Example, Rule};
pub use lattice::{Edge, Lattice, NUMBER};
pub use matcher::{Captures, Match};
pub use overlap::{Reading, Taken, keep_longest};
pub use reading::{ReadingKind, RuleTable};
pub use scene::{Grammar, Scene};
pub use set::{RuleId, RuleSet, RuleSetBuilder};
pub use watch::Watch;

use crate::text::Span;

/// What a slot of a pattern holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The edge; nothing for a plain token.
    pub edge: Option<Edge>,
    /// The slot ([`RuleSet::slot`] names it).
    pub slot: u16,
}

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
