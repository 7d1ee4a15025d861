//! The clause around a figure: from the verb before it to its own.

use super::words::Scene;
use crate::lexicon::Particle;
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
    let before = groups.iter().filter(|group| group.closes && group.tokens.end <= figure.first);
    let verb = groups.iter().find(|group| group.closes && group.tokens.first >= figure.end).copied();
    let floor = before.map(|group| group.tokens.end).max().unwrap_or(sentence.first);
    let opens = |at: &u32| scene.mark(*at) == Some("؛") || scene.view.is(*at, Particle::That) && *at >= floor;
    let start = (floor..figure.first).rev().find(opens).map_or(floor, |at| at + 1);
    let end = verb.map_or(sentence.end, |verb| verb.tokens.end);
    Clause { tokens: TokenRange::new(start, end), verb }
}
