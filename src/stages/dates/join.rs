//! A day and a clock time side by side are one expression; behind a preposition the hour is one of its own.

use super::clock;
use super::words::{DayPart, Word, Words};
use super::{Clock, Kind, Modifier, Precision, Resolution, TemporalExpression};
use crate::lexicon::{ClassSet, Particle};
use crate::rule::{Reading, TokenSet, View};
use crate::text::Gap;

/// Joins each clock time to the day before or after it, where nothing but a comma or «و»
/// stands between them, and to a length of two units the third one that «و» puts on it.
pub(super) fn dates_and_times(
    view: &View<'_>,
    words: &Words,
    readings: Vec<Reading<TemporalExpression>>,
    joints: &ClassSet,
    taken: &mut TokenSet,
) -> Vec<Reading<TemporalExpression>> {
    let mut out: Vec<Reading<TemporalExpression>> = Vec::with_capacity(readings.len());
    let begins: Vec<(u32, Kind)> = readings.iter().map(|next| (next.found.first, next.value.kind)).collect();
    for (n, reading) in readings.into_iter().enumerate() {
        let joined = out.last().and_then(|before| {
            if before.value.kind == Kind::Duration && reading.value.kind == Kind::Duration {
                return sum(view, before, &reading);
            }
            if !between(view, joints, before.found.last, reading.found.first) {
                return None;
            }
            // «از ۱۵ دی تا ساعت ۱۴ مورخ ۲۵ دی»: the hour is of the day behind it.
            let next = begins.get(n + 1).filter(|next| next.1 == Kind::Date);
            let of_next = next.is_some_and(|next| next.0 <= reading.found.last + 1);
            if of_next && view.is(before.found.last, Particle::To) {
                return None;
            }
            match (before.value.kind, reading.value.kind) {
                (Kind::Date, Kind::Time) => {
                    let part = part_of_day(view, words, before, &reading);
                    join(&before.value, &reading.value, part)
                }
                // «۸ تا ۱۵، پنجشنبه‌ها تا ۱۲»: behind the comma are the hours of other days.
                (Kind::Time, Kind::Date)
                    if reading.found.first > before.found.last && is_weekly(&reading.value) =>
                {
                    None
                }
                (Kind::Time, Kind::Date) => {
                    let part = part_of_day(view, words, &reading, before);
                    join(&reading.value, &before.value, part)
                }
                _ => None,
            }
        });
        match (joined, out.last_mut()) {
            (Some(value), Some(before)) => {
                // The row is the clock time's: its rule made it one.
                if reading.value.kind == Kind::Time {
                    before.found.rule = reading.found.rule;
                }
                before.found.last = reading.found.last;
                before.found.to = reading.found.to;
                before.value = value;
                taken.take(before.found.first, before.found.last);
            }
            _ => out.push(reading),
        }
    }
    out
}

/// Whether a row is a weekday that comes again each week.
fn is_weekly(date: &TemporalExpression) -> bool {
    date.written.weekday.is_some() && date.written.month.is_none() && date.shape.shift.is_none()
}

/// «دو ساعت و ده دقیقه» with «و چهار ثانیه» behind it.
fn sum(
    view: &View<'_>,
    before: &Reading<TemporalExpression>,
    reading: &Reading<TemporalExpression>,
) -> Option<TemporalExpression> {
    let last = before.found.last;
    if reading.found.first != last + 1 || !view.is(last, Particle::And) {
        return None;
    }
    let plain = reading.value.resolution == Resolution::Explicit && reading.value.modifier == Modifier::None;
    let duration = before.value.duration.as_ref()?.and(reading.value.duration.as_ref()?)?;
    plain.then(|| TemporalExpression { duration: Some(duration), ..before.value.clone() })
}

/// The part of the day that a day is named with, where its hour has none: «دیشب ساعت ۱۰», «فردا عصر ساعت ۵».
fn part_of_day(
    view: &View<'_>,
    words: &Words,
    date: &Reading<TemporalExpression>,
    time: &Reading<TemporalExpression>,
) -> Option<DayPart> {
    let named = |found: &crate::rule::Match| {
        let meanings = (found.first..found.last).flat_map(|at| view.meanings_at(&words.meanings, at));
        let part = |word: &Word| match word {
            Word::DayPart(part) => Some(*part),
            Word::Night => Some(DayPart::Night),
            _ => None,
        };
        meanings.filter_map(|(_, word)| part(word)).last()
    };
    named(&date.found).filter(|_| named(&time.found).is_none())
}

fn join(
    date: &TemporalExpression,
    time: &TemporalExpression,
    part: Option<DayPart>,
) -> Option<TemporalExpression> {
    if date.precision != Precision::Day
        || time.calendar.is_some()
        || time.period.is_some()
        || date.clock.is_some()
        || time.shape.recurs
        // «دوشنبه، ساعت ۳ سه‌شنبه»: the hour has its day.
        || time.written.weekday.is_some() && date.written.weekday.is_some()
    {
        return None;
    }
    let mut whole = date.clone();
    whole.kind = Kind::Time;
    let turned = |clock: Option<Clock>| clock.map(|clock| clock::in_part(clock, part));
    whole.clock = turned(time.clock);
    whole.clock_end = turned(time.clock_end);
    whole.resolution = if date.period.is_some() { date.resolution } else { Resolution::Relative };
    Some(whole)
}

/// Whether only what can stand between day and hour stands between two tokens.
fn between(view: &View<'_>, joints: &ClassSet, last: u32, first: u32) -> bool {
    match first.checked_sub(last) {
        Some(0) => !view.slice(view.span(last.saturating_sub(1), first + 1)).contains('\t'),
        Some(1) if is_cell_mark(view, last) => false,
        Some(1) => {
            view.tokens
                .list
                .get(last as usize)
                .is_some_and(|token| matches!(view.slice(token.span()), "،" | "," | "-"))
                || view.entries_at(last).any(|edge| edge.last() == first && joints.has(edge.class))
        }
        _ => false,
    }
}

/// Whether a comma has no blank on either side, and others like it stand before the cells beside it or behind them: «7,1398/07/01,07:45».
fn is_cell_mark(view: &View<'_>, at: u32) -> bool {
    /// Most tokens of a numeric day or a clock time with the comma beside it.
    const CELL: u32 = 6;
    let glued = |at: u32| {
        let token = |at: u32| view.tokens.list.get(at as usize);
        let (Some(mark), Some(next)) = (token(at), token(at + 1)) else { return false };
        matches!(view.slice(mark.span()), "," | ";") && mark.gap == Gap::None && next.gap == Gap::None
    };
    glued(at) && ((at.saturating_sub(CELL)..at).any(glued) || (at + 1..at + CELL).any(glued))
}
