//! Articles that stand in one line with the article before them: «ماده ۱ - … است. ماده ۲ - …».

use super::marker::{ARTICLE_RANK, Marker, Markers};
use crate::rule::{TokenSet, View};
use crate::text::TokenKind;

/// Cuts blocks where an article that counts on begins behind a sentence. A number that a later block begins with is no
/// such article's but quoted.
pub(super) fn cut(view: &View<'_>, markers: &Markers, blocks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut out = Vec::with_capacity(blocks.len());
    for (n, &(first, last)) in blocks.iter().enumerate().take_while(|_| !view.watch.ended()) {
        let mut from = first;
        if markers.head_at(view, first) && (first..last).any(|at| begins(view, markers, at, last)) {
            // Each label is read by itself: nothing is taken from the next one.
            let read = |at: usize| markers.read(view, at, last, &mut TokenSet::new(0)).marker;
            let later = blocks
                .get(n + 1)
                .and_then(|next| markers.read(view, next.0, next.1, &mut TokenSet::new(0)).marker);
            let mut open = read(first);
            for at in (first..last).filter(|at| begins(view, markers, *at, last)) {
                let Some(marker) = read(at) else { continue };
                if open.as_ref().is_some_and(|open| goes_on(open, &marker))
                    && !later.as_ref().is_some_and(|later| same(later, &marker))
                {
                    out.push((from, at));
                    from = at;
                    open = Some(marker);
                }
            }
        }
        out.push((from, last));
    }
    out
}

/// Whether a head begins at a token, behind the end of a sentence.
fn begins(view: &View<'_>, markers: &Markers, at: usize, last: usize) -> bool {
    let ends = |at: usize| match view.tokens.list.get(at).map(|token| token.kind) {
        Some(TokenKind::Stop) => true,
        Some(TokenKind::Punctuation) => matches!(view.token(at as u32), "؛" | "؟" | "!" | "»"),
        _ => false,
    };
    at < last && at.checked_sub(1).is_some_and(ends) && markers.head_at(view, at)
}

/// Whether an article, with a mark behind its number, counts on from another one.
fn goes_on(open: &Marker, marker: &Marker) -> bool {
    let marked = marker.closed && marker.body > marker.label.end;
    let counts =
        marker.number.zip(open.last_number()).is_some_and(|(now, last)| last.checked_add(1) == Some(now));
    open.kind == marker.kind && marker.kind.head_rank() == Some(ARTICLE_RANK) && marked && counts
}

fn same(a: &Marker, b: &Marker) -> bool {
    a.kind == b.kind && a.number == b.number
}
