//! Dates against each other: completion, pairs, findings.

use super::{complete, judge, pairs, relative};
use crate::calendar::{Calendar, Day, zones};
use crate::error::Result;
use crate::finding::Finding;
use crate::lexicon::{ClassSet, Lexicon};
use crate::rule::View;
use crate::segment::Segments;
use crate::stages::dates::{DateRow, Kind, Precision, place};
use serde::Deserialize;

/// The phase that relates what the stages found, with what it needs to know of the grammar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::stages::dates) struct Resolver {
    /// The words between two dates that say that they are one.
    pair: ClassSet,
}

impl Resolver {
    /// Reads what the lexicon says of the words between dates.
    ///
    /// # Errors
    /// A feature of the schema that is none here.
    pub(in crate::stages::dates) fn new(lexicon: &Lexicon) -> Result<Self> {
        lexicon.features("pairs")
    }

    /// Completes and pairs the dates of a document, counts the relative ones from the reference day, and
    /// says what the source has wrong.
    pub(in crate::stages::dates) fn dates(
        &self,
        view: &View<'_>,
        segments: &Segments,
        reference: Option<Day>,
        rows: &mut [DateRow],
        findings: &mut Vec<Finding>,
    ) {
        neighbourhood(rows);
        pairs::link(view, &self.pair, rows);
        pairs::name_days(view, &self.pair, rows);
        complete::years(segments, reference, rows);
        relative::resolve(segments, reference, rows);
        instants(rows);
        judge::judge(view, rows, findings);
    }
}

/// Years this near to each other are of one story.
const NEAR: i16 = 120;

/// A decade of two digits, and a year that could be solar or Gregorian, belong to the calendar of the
/// years named before them.
fn neighbourhood(rows: &mut [DateRow]) {
    let mut context: Option<Calendar> = None;
    let mut told = None;
    for row in rows {
        let date = &mut row.value;
        let full = date.written.year.filter(|_| date.shape.doubt.assumed && !date.shape.doubt.decade);
        if let (Some(year), Some(Calendar::Gregorian), Some(before)) = (full, context, told)
            && i16::abs_diff(year, before) <= NEAR.unsigned_abs()
            && date.shape.until.is_none()
        {
            date.calendar = context;
            date.period = place(Calendar::Gregorian, &date.written, date.shape.unit);
        }
        if date.shape.doubt.decade {
            if context == Some(Calendar::Gregorian)
                && let Some(year) = date.written.year.filter(|year| (1300..1400).contains(year))
            {
                date.written.year = Some(year + 600);
                date.calendar = context;
                date.period = place(Calendar::Gregorian, &date.written, date.shape.unit);
            }
        } else if date.calendar.is_some() && date.period.is_some() {
            context = date.calendar;
            told = date.written.year;
        }
    }
}

/// The instants of clock times whose day and zone are known.
fn instants(rows: &mut [DateRow]) {
    for row in rows.iter_mut().filter(|row| row.value.kind == Kind::Time) {
        let date = &mut row.value;
        let (Some(day), Some(clock), Some(zone)) = (date.day(), date.clock, date.time_zone) else { continue };
        if date.precision != Precision::Day {
            continue;
        }
        let part = |value: i8| u8::try_from(value).unwrap_or(0);
        date.instant =
            zones::instant_micros(day, part(clock.hour), part(clock.minute), part(clock.second), zone);
    }
}
