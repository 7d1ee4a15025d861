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
    let verb = groups.iter().find(|group| group.closes && group.tokens.first >= figure.end).copied();
    let start = main_start(scene, sentence, groups, scene.clause_start(sentence, groups, figure));
    let end = verb.map_or(sentence.end, |verb| verb.tokens.end);
    Clause { tokens: TokenRange::new(start, end), verb }
}

/// Where the clause begins that goes on behind a relative one: «شمار آنان که X فرستاد به ۵ رسید».
fn main_start(scene: &Scene<'_>, sentence: TokenRange, groups: &[VerbGroup], start: u32) -> u32 {
    let Some(verb) = groups.iter().rfind(|group| group.closes && group.tokens.end == start) else {
        return start;
    };
    let first = scene.clause_start(sentence, groups, verb.tokens);
    let Some(that) = first.checked_sub(1).filter(|&that| that > sentence.first) else { return start };
    let relative = scene.view.is(that, Particle::That)
        && !groups.iter().any(|group| group.tokens.end == that)
        && !scene.view.is(start, Particle::And)
        && scene.mark(start).is_none();
    if relative { scene.clause_start(sentence, groups, TokenRange::new(that, that)) } else { start }
}
