//! The clause around a figure: from the verb before it to its own.

use super::words::Scene;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// The clause that a figure stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// From behind the verb before it to its own verb.
    pub(super) tokens: TokenRange,
    /// Its verb, where it has one.
    pub(super) verb: Option<VerbGroup>,
}

/// The clause of some tokens of a sentence.
pub(super) fn clause(
    scene: &Scene<'_>,
    sentence: TokenRange,
    groups: &[VerbGroup],
    figure: TokenRange,
) -> Clause {
    let verb = groups.iter().find(|group| group.closes && group.tokens.first >= figure.end).copied();
    let start = scene.clause_start(sentence, groups, figure);
    let end = verb.map_or(sentence.end, |verb| verb.tokens.end);
    Clause { tokens: TokenRange::new(start, end), verb }
}
