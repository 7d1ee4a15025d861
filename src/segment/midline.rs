//! Provisions that stand in one line with the one before them: «ماده ۱ - … است. ماده ۲ - … تبصره - …», «فصل اول - کلیات
//! ماده ۱ - …», «ماده ۵ - الف - …».

use super::kind::{ARTICLE_RANK, Marker, MarkerKind, NOTE_RANK};
use super::list::follows;
use super::marker::Markers;
use crate::rule::{TokenSet, View};
use crate::text::TokenKind;

/// Longest name of a chapter before an article in its line, in tokens.
const NAME: usize = 14;

/// The provisions that a line goes on from.
#[derive(Debug, Default)]
struct Open {
    article: Option<Marker>,
    note: Option<Marker>,
}

impl Open {
    fn take(&mut self, marker: Marker) {
        match marker.kind.head_rank() {
            Some(ARTICLE_RANK) => *self = Self { article: Some(marker), note: None },
            Some(NOTE_RANK) => self.note = Some(marker),
            _ => {}
        }
    }

    /// Whether an article, with a mark behind its number, counts on from the last one, or a note stands in it.
    fn goes_on(&self, marker: &Marker) -> bool {
        let marked = marker.closed && marker.body > marker.label.end;
        let behind = |open: &Marker| {
            open.kind == marker.kind
                && marker
                    .number
                    .zip(open.last_number())
                    .is_some_and(|(now, last)| last.checked_add(1) == Some(now))
        };
        marked
            && match (marker.kind.head_rank(), &self.article) {
                (Some(ARTICLE_RANK), Some(article)) => behind(article),
                (Some(NOTE_RANK), Some(_)) => match &self.note {
                    Some(note) => behind(note),
                    None => marker.number.is_none_or(|number| number == 1),
                },
                _ => false,
            }
    }
}

/// Cuts blocks where an article that counts on, or a note, begins behind a sentence; an article behind the name of its
/// chapter; and the first item of a list behind the label of its article. A number that a later block begins with is no such
/// article's but quoted.
pub(super) fn cut(view: &View<'_>, markers: &Markers, blocks: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut out = Vec::with_capacity(blocks.len());
    let mut open = Open::default();
    // Each label is read by itself: nothing is taken from the next one.
    let read = |at: usize, last: usize| markers.read(view, at, last, &mut TokenSet::new(0)).marker;
    for (n, &(first, last)) in blocks.iter().enumerate().take_while(|_| !view.watch.ended()) {
        let mut from = first;
        let headed = markers.head_at(view, first);
        if !headed && open.article.is_none() {
            out.push((from, last));
            continue;
        }
        let next = || blocks.get(n + 1).and_then(|next| read(next.0, next.1));
        if let Some(marker) = headed.then(|| read(first, last)).flatten() {
            if let Some(at) = behind_name(view, markers, &marker, &open, last) {
                out.push((from, at));
                from = at;
            }
            let marker = if from > first { read(from, last) } else { Some(marker) };
            if let Some(marker) = marker {
                let body = marker.body as usize;
                if is_article(&marker)
                    && body > marker.label.end as usize
                    && begins_list(&read, &next, body, last)
                {
                    out.push((from, body));
                    from = body;
                }
                open.take(marker);
            }
        }
        for at in (first..last).filter(|at| begins(view, markers, *at, last)) {
            let Some(marker) = read(at, last) else { continue };
            if open.goes_on(&marker)
                && !next().is_some_and(|later| marker.number.is_some() && same(&later, &marker))
            {
                out.push((from, at));
                from = at;
                open.take(marker);
            }
        }
        out.push((from, last));
    }
    out
}

fn is_article(marker: &Marker) -> bool {
    marker.kind.head_rank() == Some(ARTICLE_RANK)
}

/// Where the first article of a chapter, or one that counts on, begins behind the chapter's name: «فصل اول - کلیات ماده ۱ - …».
fn behind_name(
    view: &View<'_>,
    markers: &Markers,
    chapter: &Marker,
    open: &Open,
    last: usize,
) -> Option<usize> {
    chapter.kind.head_rank().filter(|rank| *rank < ARTICLE_RANK)?;
    let from = chapter.body as usize + 1;
    (from..last.min(from + NAME)).filter(|at| markers.numbered_head_at(view, *at)).find(|at| {
        let marker = markers.read(view, *at, last, &mut TokenSet::new(0)).marker;
        marker.is_some_and(|marker| {
            is_article(&marker)
                && marker.closed
                && marker.body > marker.label.end
                && (marker.number == Some(1) || open.goes_on(&marker))
        })
    })
}

/// Whether the first item of a list that the next block goes on with begins at a token: «ماده ۵ - الف - …».
fn begins_list(
    read: &impl Fn(usize, usize) -> Option<Marker>,
    next: &impl Fn() -> Option<Marker>,
    at: usize,
    last: usize,
) -> bool {
    let counts = |marker: &Marker| {
        matches!(marker.kind, MarkerKind::Number(_) | MarkerKind::Letter(_)) && marker.number == Some(1)
    };
    let marker = (at < last).then(|| read(at, last)).flatten();
    marker.filter(counts).is_some_and(|marker| next().is_some_and(|next| follows(&marker, &next)))
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

fn same(a: &Marker, b: &Marker) -> bool {
    a.kind == b.kind && a.number == b.number
}
