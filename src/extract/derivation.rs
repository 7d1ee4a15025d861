//! How dates came to their days: what was read, in which calendar, and where missing parts came from.

use crate::calendar::{Calendar, Day, Period};
use crate::rule::View;
use crate::stages::Analysis;
use crate::stages::dates::{Anchor, DateRow, Resolution, TemporalExpression, Written};
use std::fmt::{Result, Write};

/// Writes a paragraph for each date of a text.
pub(super) fn dates(
    view: &View<'_>,
    analysis: &Analysis,
    reference: Option<Day>,
    out: &mut String,
) -> Result {
    for row in &analysis.dates {
        let date = &row.value;
        writeln!(out, "date «{}»", view.slice(row.span))?;
        if let Some(rule) = view.grammar.rules.rule(row.rule) {
            writeln!(out, "  rule        {}: {}", rule.name, rule.summary)?;
            writeln!(out, "  reading     {}", rule.meaning())?;
        }
        let parts = written(date);
        if !parts.is_empty() {
            writeln!(out, "  parts       {parts}")?;
        }
        writeln!(out, "  conversion  {}", conversion(date))?;
        writeln!(out, "  anchor      {}", anchor(view, &analysis.dates, date, reference))?;
    }
    Ok(())
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

fn anchor(view: &View<'_>, rows: &[DateRow], date: &TemporalExpression, reference: Option<Day>) -> String {
    match (date.anchor, date.resolution) {
        (Some(Anchor::Row(at)), _) => {
            let words = rows.get(at).map_or("", |row| view.slice(row.span));
            format!("the date «{words}»")
        }
        (Some(Anchor::Reference), _) => {
            format!("the reference day{}", reference.map_or(String::new(), |day| format!(" {day}")))
        }
        (None, Resolution::Explicit) => "none is needed: all is written".to_owned(),
        (None, _) if reference.is_none() => {
            "none: the text gives none, and there is no reference day".to_owned()
        }
        (None, _) => "none: neither the text nor the reference day gives one".to_owned(),
    }
}
