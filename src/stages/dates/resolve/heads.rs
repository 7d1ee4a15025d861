//! The day that a text gives itself: a letter or report at its head, a line of a chat or log at its beginning.

use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::segment::{SegmentKind, Segments};
use crate::stages::dates::{DateRow, Kind, Precision};
use crate::text::{Span, TokenKind, TokenRange};

/// How many bytes of a text its head lies within.
const HEAD: u32 = 600;
/// How many lines the head of a text has at most.
const LINES: usize = 4;
/// How many words a label or a place before the day of a head has at most.
const LABEL: usize = 2;
/// The same where a name stands before the moment of a message, or behind it.
const NAME: usize = 3;

/// Marks the days that texts and lines give themselves.
pub(super) fn mark(view: &View<'_>, segments: &Segments, labels: &ClassSet, rows: &mut [DateRow]) {
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| may_head(row)) else { continue };
        let is_clocked = row.value.kind == Kind::Time;
        if row.span.start > HEAD && !is_clocked {
            continue;
        }
        let place = Line::of(view, row.span);
        let of_text = row.span.start <= HEAD
            && !in_table(segments, row)
            && place.opens_text(view)
            && place.is_own(view, labels, rows, at);
        if of_text || is_clocked && place.is_message(view) {
            rows[at].value.shape.heads = true;
        }
    }
}

/// Whether a row is a day of a calendar that its text may have been written on.
fn may_head(row: &DateRow) -> bool {
    let date = &row.value;
    date.calendar.is_some()
        && date.precision == Precision::Day
        && date.written.day.is_some()
        && date.shape.shift.is_none()
        && date.shape.until.is_none()
        && !date.shape.named
        && !date.shape.recurs
        && matches!(date.kind, Kind::Date | Kind::Time)
}

fn in_table(segments: &Segments, row: &DateRow) -> bool {
    let kind = |at: u32| segments.list.get(at as usize).map(|segment| segment.kind);
    let parent = segments.list.get(row.segment as usize).and_then(|segment| segment.parent);
    parent.and_then(kind) == Some(SegmentKind::TableRow)
}

/// The line that a row stands in: what is before it there, and what behind.
struct Line {
    start: u32,
    before: TokenRange,
    behind: TokenRange,
}

impl Line {
    fn of(view: &View<'_>, span: Span) -> Self {
        let start = view.slice(Span::new(0, span.start)).rfind('\n').map_or(0, |at| at as u32 + 1);
        let tokens = &view.tokens.list;
        let at = |offset: u32| tokens.partition_point(|token| token.span().start < offset) as u32;
        let end = (at(span.end)..tokens.len() as u32)
            .find(|&next| {
                let token = tokens[next as usize].span();
                view.slice(Span::new(span.end, token.start)).contains('\n')
                    || next - at(span.end) > 2 * NAME as u32 + 6
            })
            .unwrap_or(tokens.len() as u32);
        Self {
            start,
            before: TokenRange::new(at(start), at(span.start)),
            behind: TokenRange::new(at(span.end), end),
        }
    }

    /// Whether the line is one of the first.
    fn opens_text(&self, view: &View<'_>) -> bool {
        let above = view.slice(Span::new(0, self.start));
        above.lines().filter(|line| !line.trim().is_empty()).count() < LINES
    }

    /// Whether the line holds nothing but a day, what announces it («تاریخ: …», «نامه مورخ …») or the place where it was
    /// written («تهران، …»), and other dates.
    fn is_own(&self, view: &View<'_>, labels: &ClassSet, rows: &[DateRow], at: usize) -> bool {
        let dated = |token: u32| {
            let span = view.span(token, token + 1);
            let beside = rows.get(at.saturating_sub(1)..).unwrap_or_default().iter().take(3);
            beside.into_iter().any(|row| row.span.start <= span.start && span.end <= row.span.end)
        };
        if words(view, self.behind).any(|token| !dated(token)) {
            return false;
        }
        let before: Vec<u32> = words(view, self.before).filter(|&token| !dated(token)).collect();
        let Some(&last) = before.last() else { return true };
        let labelled = view.words_before(last + 1, self.before.first, labels).is_some();
        let joined = view.token(self.before.end.saturating_sub(1));
        before.len() <= LABEL && (labelled || matches!(joined, "،" | "," | "/" | "-" | "–"))
    }

    /// Whether the line is a message with the moment of its sending before it: «[1402/05/06، 22:20] رضا: …».
    fn is_message(&self, view: &View<'_>) -> bool {
        let bracket = self.before.end > self.before.first && view.token(self.before.end - 1) == "[";
        let opens = match words(view, self.before).count() {
            0 => self.before.end - self.before.first <= u32::from(bracket),
            names => bracket && names <= NAME,
        };
        let ends = || {
            let mut names = 0;
            for token in self.behind.first..self.behind.end {
                match view.token(token) {
                    "]" | "-" | "–" | ":" => return true,
                    _ => names += 1,
                }
                if names > NAME {
                    return false;
                }
            }
            false
        };
        opens && ends()
    }
}

/// The tokens of a range that are words or numbers.
fn words<'v>(view: &'v View<'_>, tokens: TokenRange) -> impl Iterator<Item = u32> + 'v {
    (tokens.first..tokens.end).filter(|&token| {
        matches!(
            view.token_kind(token),
            Some(TokenKind::Word | TokenKind::Latin | TokenKind::Foreign | TokenKind::Digits)
        )
    })
}
