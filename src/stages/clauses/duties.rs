//! Several things that one sentence wants done, each by a day of its own: «شهر نخست را تا ۱۰ مهر و شهر دوم را تا ۲۰ آبان
//! تحویل می‌دهد».

use super::when::Deadline;
use super::words::Words;
use crate::calendar::Day;
use crate::lexicon::Particle;
use crate::rule::View;
use crate::text::{Span, TokenKind, TokenRange};

/// The parts of a sentence that name what is to be done by which day; none where the sentence has one such day, or
/// several for one thing.
pub(super) fn duties(
    view: &View<'_>,
    words: &Words,
    sentence: TokenRange,
    deadlines: &[Deadline],
) -> Vec<(Span, Day)> {
    let mut from = sentence.first;
    let mut out = Vec::new();
    for (n, deadline) in deadlines.iter().enumerate() {
        let next = deadlines.get(n + 1);
        let joint = next.map(|next| joint(view, words, deadline.tokens.end, next.tokens.first));
        let (end, behind) = match joint {
            Some(Some(joint)) => joint,
            Some(None) => return Vec::new(),
            None => (sentence.end, sentence.end),
        };
        out.push((view.span(from, end), deadline.day));
        from = behind;
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// Where the words for one day end and those for the next begin: at «و» or a mark between them, with the next thing
/// named behind it.
fn joint(view: &View<'_>, words: &Words, first: u32, last: u32) -> Option<(u32, u32)> {
    let mark = |at: u32| matches!(view.token(at), "،" | "؛");
    let joins = |at: u32| mark(at) || view.is(at, Particle::And);
    let verb = |at: u32| view.grammar.verbs.is_third_person(view.tokens.codes_of(at as usize));
    // «… تا ۵ مهر نقشه و طرح را بدهد و تا ۱۰ آبان پل را بسازد»: the first thing is told up to its verb.
    let told = (first..last).find(|at| verb(*at)).map(|at| at + 1);
    let at = (told.unwrap_or(first)..last).find(|at| joins(*at))?;
    let behind = (at..=last).find(|at| !joins(*at))?;
    // «تا ۱۵ مهر و حداکثر تا ۲۰ مهر»: a bound of the day names nothing.
    let named = (behind..last).any(|at| {
        view.token_kind(at) == Some(TokenKind::Word)
            && !view.begins(at, &words.features.bound)
            && !view.begins(at, &words.features.deadline)
    });
    (named || told.is_some()).then_some((at, behind))
}
