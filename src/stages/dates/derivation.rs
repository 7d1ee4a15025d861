//! How dates came to their days: what was read, in which calendar, and where missing parts came from.

use super::model::{Anchor, DateRow, Resolution, TemporalExpression, Written};
use crate::calendar::{Calendar, Day, Period};
use crate::table::{Context, Reasons, RowsOf, told};
use std::fmt::Write;

/// Where the days of a date come from.
pub(super) fn reasons<A: RowsOf<DateRow>>(row: &DateRow, context: &Context<'_, '_, A>) -> Reasons {
    let date = &row.value;
    let parts = Some(written(date)).filter(|parts| !parts.is_empty());
    told([("parts", parts), ("conversion", Some(conversion(date))), ("anchor", Some(anchor(context, date)))])
}

/// The parts as the calendar counts them, with those that were found elsewhere.
fn written(date: &TemporalExpression) -> String {
    let ends = [Some(date.written), date.shape.until.map(|(until, _)| until)];
    let ends: Vec<String> = ends.iter().flatten().map(parts).filter(|parts| !parts.is_empty()).collect();
    let mut out = ends.join(" to ");
    if let Some(clock) = date.clock {
        let separator = if out.is_empty() { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(out, "{separator}clock {:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second);
    }
    if let Some(end) = date.clock_end {
        let _ = write!(out, " to {:02}:{:02}", end.hour, end.minute);
    }
    out
}

fn parts(written: &Written) -> String {
    let named = [
        written.year.map(|year| format!("year {year}")),
        written.month.map(|month| format!("month {month}")),
        written.day.map(|day| format!("day {day}")),
        written.weekday.map(|weekday| format!("weekday {weekday:?}")),
    ];
    named.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn conversion(date: &TemporalExpression) -> String {
    if let Some(length) = &date.duration {
        return format!("a length: {length}");
    }
    let Some(period) = date.period else { return "none: no day is known".to_owned() };
    match date.calendar {
        Some(calendar @ (Calendar::Solar | Calendar::Lunar)) => {
            let days = |day| calendar.describe(day);
            format!("{} = {}", ends(period, days), ends(period, Day::to_iso))
        }
        _ => ends(period, |day| Calendar::Gregorian.describe(day)),
    }
}

fn ends(period: Period, day: impl Fn(Day) -> String) -> String {
    if period.first == period.last {
        return day(period.first);
    }
    format!("{} to {}", day(period.first), day(period.last))
}

fn anchor<A: RowsOf<DateRow>>(context: &Context<'_, '_, A>, date: &TemporalExpression) -> String {
    match (date.anchor, date.resolution) {
        (Some(Anchor::Row(at)), _) => {
            let rows: &[DateRow] = context.analysis.rows_of();
            let words = rows.get(at).map_or("", |row| context.slice(row.span));
            format!("the date «{words}»")
        }
        (Some(Anchor::Reference), _) => {
            format!("the reference day{}", context.reference.map_or(String::new(), |day| format!(" {day}")))
        }
        (None, Resolution::Explicit) => "none is needed: all is written".to_owned(),
        (None, Resolution::Completed) => "the year that stands above the table".to_owned(),
        (None, _) if context.reference.is_none() => {
            "none: the text gives none, and there is no reference day".to_owned()
        }
        (None, _) => "none: neither the text nor the reference day gives one".to_owned(),
    }
}
