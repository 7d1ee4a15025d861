//! Days that a table tells by the month at the head of their column, «رمضان» above «۲» where the line has its weekday, or by the
//! day above them: «۱۲ اسفند» and below it «۱۳».

use super::cells;
use super::civil;
use super::model::{DateRow, Unit};
use super::slots::{Number, Parts};
use super::words::{Word, Words};
use crate::calendar::Calendar;
use crate::numeral::Script;
use crate::rule::{Found, Review, RuleId, TokenSet, View};
use crate::syntax::tokens_of;
use crate::text::{Span, TableCell, TokenRange};

/// How many days a line of a table lies at most behind the one above it.
const STEP: i8 = 10;

/// The days among the cells of some tokens that nothing else has taken, as rows of a rule; `told`: the rows before them.
pub(super) fn days(
    view: &View<'_>,
    words: &Words,
    (segment, tokens): (u32, TokenRange),
    (rule, told): (RuleId, &[DateRow]),
    taken: &mut TokenSet,
) -> Vec<DateRow> {
    let cells: Vec<&TableCell> = cells::within(view, tokens).collect();
    let mut found: Vec<DateRow> = Vec::new();
    for cell in &cells {
        let Some((day, last)) = day_in(view, cell.span) else { continue };
        let inside = tokens_of(view, cell.span);
        let month = if taken.any(inside.first, inside.end) {
            None
        } else {
            month_above(view, cell, day, told).or_else(|| month_of_head(view, words, cell, &cells))
        };
        let Some(month) = month else { continue };
        let number = Number { value: day.into(), digits: Some(2), words: false, ordinal: false, last };
        let parts = Parts { day: Some(number), month: Some(month), ..Parts::default() };
        let Some(value) = civil::date(&parts) else { continue };
        taken.take(inside.first, inside.end);
        found.push(Found { span: cell.span, segment, rule, review: Review::None, value });
    }
    found
}

/// The day of a month that is all that a cell holds, and one past its token.
fn day_in(view: &View<'_>, cell: Span) -> Option<(i8, u32)> {
    let number = cells::number_in(view, cell)?;
    let Script::Digits { count: 1..=2, .. } = number.script else { return None };
    let day = number.integer().and_then(|day| i8::try_from(day).ok())?;
    (1..=31).contains(&day).then_some((day, number.last))
}

/// The month of the day that fills the cell above, some days before this one.
fn month_above(view: &View<'_>, cell: &TableCell, day: i8, told: &[DateRow]) -> Option<(Calendar, u8)> {
    let at = view.cells.partition_point(|other| other.span.start < cell.span.start);
    let above = view.cells.get(..at)?.iter().rev().find(|other| other.head == cell.head)?;
    let row = told
        .iter()
        .rev()
        .take_while(|row| row.span.start >= above.span.start)
        .find(|row| row.span == above.span)?;
    let date = &row.value;
    let before = date.written.day.filter(|_| date.shape.unit == Unit::Day && date.written.year.is_none())?;
    let month = date.written.month.and_then(|month| u8::try_from(month).ok())?;
    (before < day && day <= before + STEP).then_some((date.calendar?, month))
}

/// The month that is all of the head of a cell, in a line that tells the day of the week.
fn month_of_head(
    view: &View<'_>,
    words: &Words,
    cell: &TableCell,
    line: &[&TableCell],
) -> Option<(Calendar, u8)> {
    let whole = |cell: Span, wanted: fn(Word) -> Option<(Calendar, u8)>| {
        let TokenRange { first, end } = tokens_of(view, cell);
        let mut meanings = view.meanings_at(&words.meanings, first).filter(|(edge, _)| edge.last() == end);
        meanings.find_map(|(_, word)| wanted(*word))
    };
    let month = whole(cell.head, |word| match word {
        Word::Month(calendar, month) => Some((calendar, month)),
        _ => None,
    })?;
    let weekday = |word| matches!(word, Word::Weekday(_)).then_some((Calendar::Solar, 0));
    line.iter().any(|other| whole(other.span, weekday).is_some()).then_some(month)
}
