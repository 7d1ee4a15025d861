//! The same date in two calendars.

use crate::calendar::{Day, DurationUnit};
use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::stages::dates::{DateRow, Kind, Precision, Shift, TemporalExpression};
use crate::text::TokenKind;

/// Most tokens that can stand between the two («مطابق با» in brackets).
const FARTHEST: usize = 4;
/// The same where a place stands between them.
const FARTHEST_PLACE: usize = 8;

/// What stands between two dates, as evidence that they are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A dash, a bracket or a word such as «برابر با» says so.
    Sign,
    /// A comma or nothing at all: they are one where they can be.
    Loose,
    /// Other words, such as a place, with a bracket before or behind them: they are one where they are the same day.
    Words,
}

/// Links neighbours that state one date in two calendars.
pub(super) fn link(view: &View<'_>, words: &ClassSet, rows: &mut [DateRow]) {
    for second in 1..rows.len() {
        let first = second - 1;
        let (Some(a), Some(b)) = (rows.get(first), rows.get(second)) else { break };
        if a.segment != b.segment
            || !can_pair(&a.value, &b.value)
            || !joint(view, a.span.end, b.span.start, words)
                .is_some_and(|joint| fits(joint, &a.value, &b.value))
        {
            continue;
        }
        if let Some(head) = a.value.paired_with {
            // «۱۸ شعبان ۱۳۲۴ (۱۴ مهر ۱۲۸۵؛ ۷ اکتبر ۱۹۰۶)»: the third calendar points to the first.
            let third = rows.get(head).is_some_and(|head| can_pair(&head.value, &b.value));
            if third && head < first {
                rows[second].value.paired_with = Some(head);
            }
            continue;
        }
        rows[first].value.paired_with = Some(second);
        rows[second].value.paired_with = Some(first);
    }
}

/// Links a weekday, or «دیروز», to the day that is stated right beside it («روز سه‌شنبه (۲۰ آبان ۱۳۹۹)»).
pub(super) fn name_days(view: &View<'_>, words: &ClassSet, rows: &mut [DateRow]) {
    for second in 1..rows.len() {
        let first = second - 1;
        let (Some(a), Some(b)) = (rows.get(first), rows.get(second)) else { break };
        let (named, day) = match (names_no_day(&a.value), names_no_day(&b.value)) {
            (true, false) => (first, second),
            (false, true) => (second, first),
            _ => continue,
        };
        if a.segment != b.segment || !states_day(&rows[day].value) {
            continue;
        }
        let one = match joint(view, a.span.end, b.span.start, words) {
            Some(Joint::Sign) => true,
            Some(Joint::Loose) => named == first && is_adjacent(view, a.span.end, b.span.start),
            // «سه‌شنبه در تبریز (۲۰ آبان ۱۳۹۹)», if that was a Tuesday.
            Some(Joint::Words) => {
                let weekday = rows[named].value.written.weekday;
                weekday.is_some() && rows[day].value.day().map(Day::weekday) == weekday
            }
            None => false,
        };
        if one {
            let (weekday, shift) = (rows[named].value.written.weekday, rows[named].value.shape.shift);
            rows[named].value.shape.same_day = Some(day);
            rows[day].value.shape.weekday = weekday;
            if let Some(Shift::Point { count, .. }) = shift {
                rows[day].value.shape.from_today = Some(count);
            }
        }
    }
}

/// Whether an expression is a day of which only the weekday or the distance from today is told.
fn names_no_day(date: &TemporalExpression) -> bool {
    date.calendar.is_none()
        && matches!(date.kind, Kind::Date | Kind::Time)
        && matches!(
            date.shape.shift,
            Some(
                Shift::OfWeekday(..)
                    | Shift::InWeek(..)
                    | Shift::Point { unit: DurationUnit::Day, count: -2..=2 }
            )
        )
}

/// Whether an expression is a day of a calendar, which states no weekday itself.
fn states_day(date: &TemporalExpression) -> bool {
    date.calendar.is_some()
        && date.precision == Precision::Day
        && date.written.weekday.is_none()
        && date.shape.shift.is_none()
        && matches!(date.kind, Kind::Date | Kind::Time)
}

/// Whether nothing stands between two places.
fn is_adjacent(view: &View<'_>, from: u32, to: u32) -> bool {
    let tokens = &view.tokens.list;
    let at = |offset: u32| tokens.partition_point(|token| token.span().start < offset);
    at(from) == at(to)
}

fn can_pair(a: &TemporalExpression, b: &TemporalExpression) -> bool {
    let dated = |kind| matches!(kind, Kind::Date | Kind::Time);
    a.calendar.is_some()
        && b.calendar.is_some()
        && a.calendar != b.calendar
        && (a.kind == b.kind || dated(a.kind) && dated(b.kind))
        && a.precision == b.precision
}

fn fits(joint: Joint, a: &TemporalExpression, b: &TemporalExpression) -> bool {
    match (joint, a.period, b.period) {
        (Joint::Sign, ..) => true,
        (Joint::Words, Some(first), Some(second)) => {
            a.precision == Precision::Day && first.first.0.abs_diff(second.first.0) <= 1
        }
        (Joint::Words, ..) => false,
        (Joint::Loose, Some(a), Some(b)) => a.first <= b.last && b.first <= a.last,
        // Two incomplete days with nothing between them, or one that the other completes.
        (Joint::Loose, ..) => true,
    }
}

/// How two byte offsets are joined, `None` where other words stand between them.
fn joint(view: &View<'_>, from: u32, to: u32, words: &ClassSet) -> Option<Joint> {
    let tokens = &view.tokens.list;
    let first = tokens.partition_point(|token| token.span().start < from);
    let last = tokens.partition_point(|token| token.span().start < to);
    let length = last.checked_sub(first)?;
    let mut found = Joint::Loose;
    let mut bracket = false;
    let mut at = first;
    if length > FARTHEST_PLACE {
        return None;
    }
    while at < last {
        if let Some(end) = view.words_at(at as u32, words) {
            if found != Joint::Words {
                found = Joint::Sign;
            }
            at = end as usize;
            continue;
        }
        let token = tokens.get(at)?;
        match view.slice(token.span()) {
            "،" | "," | "؛" => {}
            ":" if found == Joint::Words => {}
            mark @ ("-" | "–" | "—" | "/" | "(" | ")" | "=" | "[") => {
                bracket |= matches!(mark, "(" | "[");
                if found != Joint::Words {
                    found = Joint::Sign;
                }
            }
            _ if token.kind == TokenKind::Word => found = Joint::Words,
            _ => return None,
        }
        at += 1;
    }
    let near = if found == Joint::Words { bracket } else { length <= FARTHEST };
    near.then_some(found)
}
