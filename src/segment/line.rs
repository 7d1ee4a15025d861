//! What a line looks like: a heading, a title, the introduction of a list.

use super::kind::{Marker, MarkerKind};
use crate::rule::View;
use crate::text::{Gap, Span, Token, TokenKind, block_at};

/// Longest heading, in words.
const HEADING_WORDS: usize = 14;
/// Longest title of a law or agreement, in words.
const TITLE_WORDS: usize = 40;

/// What leads to the number of a page in a table of contents.
const LEADERS: [&str; 6] = ["...", ". . .", "…", "···", "___", "--"];

/// Whether the source says that a block is a heading.
pub(super) fn told_heading(view: &View<'_>, span: Span) -> bool {
    block_at(view.blocks, span.start).is_some_and(|block| block.role.heads())
}

/// Whether a block ends with a colon.
pub(super) fn introduces(view: &View<'_>, (first, last): (usize, usize)) -> bool {
    view.slice(view.span(first as u32, last as u32)).ends_with(':')
}

/// Whether a block is as short as headings are, and ends with a colon: «پرداخت:».
pub(super) fn introduces_shortly(view: &View<'_>, (first, last): (usize, usize)) -> bool {
    last > first && introduces(view, (first, last)) && is_short(view, first, last - 1)
}

/// Whether what stands behind a label is no more than a letter, or begins with a number.
pub(super) fn is_doubtful(view: &View<'_>, first: usize, last: usize) -> bool {
    let tokens = view.tokens.list.get(first..last).unwrap_or_default();
    let digits = tokens.first().is_some_and(|token| token.kind == TokenKind::Digits);
    let marks = |token: &&Token| token.kind != TokenKind::Word;
    let letter = tokens.first().is_some_and(|token| view.slice(token.span()).chars().nth(1).is_none());
    digits || letter && tokens.iter().skip(1).all(|token| marks(&token))
}

/// What stands between a block and a place behind it.
pub(super) fn gap<'t>(view: &View<'t>, (_, end): (usize, usize), start: u32) -> &'t str {
    let before = end.checked_sub(1).and_then(|end| view.tokens.list.get(end));
    let gap = before.map(|token| Span::new(token.span().end, start.max(token.span().end)));
    gap.map_or("", |gap| view.slice(gap))
}

/// The blanks at the end of a gap, behind its last line break; a tab counts as four.
pub(super) fn indent(gap: &str) -> u32 {
    let blanks = gap.rsplit('\n').next().unwrap_or_default().chars();
    blanks.map(|blank| if blank == '\t' { 4 } else { u32::from(blank == ' ' || blank == '\u{a0}') }).sum()
}

/// Whether an empty line stands behind a block.
pub(super) fn is_followed_by_blank(view: &View<'_>, last: usize) -> bool {
    let start = (last..view.tokens.list.len())
        .find(|at| view.tokens.list.get(*at).is_some_and(|token| token.kind != TokenKind::Line));
    let start = start.and_then(|at| view.tokens.list.get(at)).map_or(0, |token| token.span().start);
    gap(view, (0, last), start).matches('\n').count() > 1
}

/// Whether a line is a heading by the signs of Markdown or of a wiki: «## نصب», «== نصب ==».
pub(super) fn is_marked_heading(view: &View<'_>, first: usize, last: usize) -> bool {
    let is = |at: usize, sign: &str| at < last && view.token(at as u32).starts_with(sign);
    if is(first, "=") {
        return last - first > 2 && is(last - 1, "=") && has_words(view, first, last);
    }
    let behind = (first..last).find(|at| !is(*at, "#"));
    let spaced = behind.and_then(|at| view.tokens.list.get(at)).is_some_and(|token| token.gap == Gap::Space);
    is(first, "#") && spaced
}

/// Whether a block has a word or number.
pub(super) fn has_words(view: &View<'_>, first: usize, last: usize) -> bool {
    let tokens = view.tokens.list.get(first..last).unwrap_or(&[]);
    tokens.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Digits))
}

/// A line that can be the title of a law: of some words, without a sentence's end.
pub(super) fn is_title(view: &View<'_>, first: usize, last: usize) -> bool {
    last - first <= TITLE_WORDS && !ends_sentence(view, first, last)
}

/// Whether a line ends as sentences do, or as what goes on, also behind the marks that close a quotation or a bracket.
pub(super) fn ends_sentence(view: &View<'_>, first: usize, last: usize) -> bool {
    let marks = (first..last).rev().map(|at| view.token(at as u32));
    let end = marks.into_iter().find(|mark| !matches!(*mark, "»" | "”" | "’" | "\"" | "'" | ")" | "]"));
    matches!(end, Some("." | "؟" | "!" | "?" | ":" | "؛" | "،" | "…" | "۔"))
}

/// A short line without a sentence's end, before a longer one.
pub(super) fn is_heading(view: &View<'_>, first: usize, last: usize, next: Option<&(usize, usize)>) -> bool {
    let Some(&(next_first, next_last)) = next else { return false };
    is_short(view, first, last) && next_last - next_first > (last - first).min(HEADING_WORDS)
}

/// Whether a line is as short as headings are, and has no sentence's end.
pub(super) fn is_short(view: &View<'_>, first: usize, last: usize) -> bool {
    let tokens = &view.tokens.list;
    let words = tokens[first..last]
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin))
        .take(HEADING_WORDS + 1)
        .count();
    (1..=HEADING_WORDS).contains(&words) && !ends_sentence(view, first, last)
}

/// Whether a line is a short question: «چرا باغ؟».
pub(super) fn asks(view: &View<'_>, first: usize, last: usize) -> bool {
    let question = last.checked_sub(1).is_some_and(|at| matches!(view.token(at as u32), "؟" | "?"));
    question && is_short(view, first, last - 1)
}

/// Whether a line is one of a table of contents, with dots before the number of the page: «فصل دوم ........ ۵».
pub(super) fn is_of_contents(view: &View<'_>, first: usize, last: usize) -> bool {
    let Some(page) = last.checked_sub(1).filter(|page| *page > first) else { return false };
    let digits = view.tokens.list.get(page).is_some_and(|token| token.kind == TokenKind::Digits);
    let before = || view.slice(view.span(first as u32, page as u32)).trim_end();
    digits && LEADERS.iter().any(|leader| before().ends_with(leader))
}

/// How many signs stand close behind that of an item: «**» is an item of a list in a list.
pub(super) fn further_signs(view: &View<'_>, marker: &Marker) -> u32 {
    let behind = if matches!(marker.kind, MarkerKind::Bullet(_)) { marker.body } else { marker.label.end };
    let close = |at: &u32| view.tokens.list.get(*at as usize).is_some_and(|token| token.gap == Gap::None);
    (marker.label.end..behind).take_while(close).count() as u32
}
