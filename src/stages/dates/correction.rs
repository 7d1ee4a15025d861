//! Dates as people correct them.

use super::Dates;
use super::model::{
    Anchor, Clock, DateRow, Kind, Modifier, Precision, Resolution, TemporalExpression, Written,
};
use crate::calendar::{Day, Duration, Period, edtf, zones};
use crate::stages::correct::Corrector;
use crate::stages::extractor::Input;
use crate::stages::values::Values;
use crate::table::RowsOf;
use crate::text::Span;

impl<A: RowsOf<DateRow>> Corrector<A, TemporalExpression> for Dates {
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "calendar",
        "resolution",
        "start_date",
        "end_date",
        "precision",
        "edtf",
        "hour",
        "minute",
        "second",
        "time_zone",
        "duration",
        "modifier",
    ];

    fn blank(&self) -> TemporalExpression {
        TemporalExpression::new(Kind::Date, Precision::Day)
    }

    fn set(
        &self,
        row: &mut DateRow,
        values: &Values<'_>,
        _: &mut A,
        _: Option<&Input<'_>>,
    ) -> Result<(), String> {
        set(&mut row.value, values)
    }

    fn added(
        &self,
        _: Span,
        values: &Values<'_>,
        _: &mut A,
        _: &Input<'_>,
    ) -> Result<TemporalExpression, String> {
        let mut date = TemporalExpression::new(Kind::Date, Precision::Day);
        if values.has("duration") && !values.has("kind") {
            (date.kind, date.precision) = (Kind::Duration, Precision::Other);
        }
        if !["edtf", "start_date", "duration", "resolution", "hour"].iter().any(|column| values.has(column)) {
            // Nobody has said when it is.
            date.resolution = Resolution::Unresolved;
        }
        set(&mut date, values)?;
        Ok(date)
    }

    fn renumber(&self, analysis: &mut A, _: &Input<'_>, moved: &[Option<usize>], _: &[DateRow]) {
        let new = |row: usize| moved.get(row).copied().flatten();
        for row in analysis.rows_of_mut() {
            let date = &mut row.value;
            date.paired_with = date.paired_with.and_then(new);
            date.shape.same_day = date.shape.same_day.and_then(new);
            date.anchor = match date.anchor {
                Some(Anchor::Row(row)) => new(row).map(Anchor::Row),
                other => other,
            };
        }
    }
}

fn set(date: &mut TemporalExpression, values: &Values<'_>) -> Result<(), String> {
    date.kind = values.word("kind")?.unwrap_or(date.kind);
    date.calendar = values.word("calendar")?.unwrap_or(date.calendar);
    date.resolution = values.word("resolution")?.unwrap_or(date.resolution);
    let (before, read) = (date.period, (date.clock, date.time_zone, date.kind));
    let precise = period(date, values)?;
    date.precision = values.word("precision")?.or(precise).unwrap_or(date.precision);
    date.modifier = values.word("modifier")?.unwrap_or(date.modifier);
    if let Some(duration) = values.read("duration", "an ISO 8601 duration such as P45D", Duration::parse)? {
        date.duration = duration;
    }
    clock(date, values)?;
    let is_new = date.period != before;
    if is_new
        && date.period.is_some()
        && date.resolution == Resolution::Unresolved
        && !values.has("resolution")
    {
        date.resolution = Resolution::Explicit;
    }
    if is_new || values.has("calendar") || values.has("precision") {
        date.written = written(date);
    }
    match date.kind {
        Kind::Duration => date.period = None,
        Kind::Time if date.clock.is_none() => {
            return Err("kind: expected the hour of a time, found none".to_owned());
        }
        _ => {}
    }
    if is_new || read != (date.clock, date.time_zone, date.kind) {
        instant(date);
    }
    Ok(())
}

/// Sets first and last day; says how precise the words for them are.
fn period(date: &mut TemporalExpression, values: &Values<'_>) -> Result<Option<Precision>, String> {
    let mut precise = None;
    if let Some(text) = values.text("edtf")? {
        let what =
            "a day, month or year or an interval of them, as 2020-11-09, 2020-11 or 2020-10-22/2020-11-20";
        let (plain, approximate) =
            text.map_or((None, false), |text| (Some(text.replace('~', "")), text.contains('~')));
        date.period = match &plain {
            None => None,
            Some(plain) => {
                let period = edtf::bounds(plain).filter(|period| edtf::write(*period, false).is_some());
                Some(period.ok_or_else(|| format!("edtf: expected {what}, found {plain:?}"))?)
            }
        };
        precise = plain.and_then(|plain| match (plain.contains('/'), plain.len()) {
            (false, 4) => Some(Precision::Year),
            (false, 7) => Some(Precision::Month),
            (false, 10) => Some(Precision::Day),
            _ => None,
        });
        if approximate {
            date.modifier = Modifier::Approx;
        } else if date.modifier == Modifier::Approx && text.is_some() {
            date.modifier = Modifier::None;
        }
    }
    let (first, last) = (values.day("start_date")?, values.day("end_date")?);
    if first.is_some() || last.is_some() {
        let first = first.unwrap_or(date.period.map(|period| period.first));
        let last = last.unwrap_or(match values.has("edtf") || date.day().is_none() {
            true => date.period.map(|period| period.last).or(first),
            // The first day of a single day alone: it is another day.
            false => first,
        });
        date.period = match (first, last) {
            (None, None) => None,
            (Some(first), Some(last)) => Some(ordered(first, last)?),
            _ => return Err("start_date, end_date: expected both or neither, found one".to_owned()),
        };
    }
    Ok(precise)
}

fn ordered(first: Day, last: Day) -> Result<Period, String> {
    Period::new(first, last).ok_or_else(|| {
        format!("end_date: expected a day from {} on, found {}", first.to_iso(), last.to_iso())
    })
}

/// Sets the reading of a clock and its zone.
fn clock(date: &mut TemporalExpression, values: &Values<'_>) -> Result<(), String> {
    let hour = values.whole("hour", 0..=24)?;
    let minute = values.whole("minute", 0..=59)?;
    let second = values.whole("second", 0..=59)?;
    if hour.is_some() || minute.is_some() || second.is_some() {
        let old = date.clock;
        let part = |new: Option<Option<i64>>, old: Option<i8>| match new {
            Some(new) => new.and_then(|new| i32::try_from(new).ok()),
            None => old.map(i32::from),
        };
        let hour = part(hour, old.map(|clock| clock.hour));
        let minute = part(minute, old.map(|clock| clock.minute)).unwrap_or_default();
        let second = part(second, old.map(|clock| clock.second)).unwrap_or_default();
        date.clock = match hour {
            None => None,
            Some(hour) => Some(Clock::new(hour, minute, second).ok_or_else(|| {
                format!("hour, minute, second: expected a time on a clock of 24 hours, found {hour}:{minute}:{second}")
            })?),
        };
    }
    if let Some(zone) = values.read("time_zone", "an IANA time zone such as Asia/Tehran", zones::name)? {
        date.time_zone = zone;
    }
    Ok(())
}

/// The parts that a period has in its calendar, as far as it is that precise.
fn written(date: &TemporalExpression) -> Written {
    let Some((first, calendar)) = date.period.map(|period| period.first).zip(date.calendar) else {
        return Written::default();
    };
    if date.resolution != Resolution::Explicit || date.kind == Kind::Range {
        return Written::default();
    }
    let (year, month, day) = calendar.parts(first);
    let months = matches!(date.precision, Precision::Day | Precision::Month);
    let years = months || date.precision == Precision::Year;
    Written {
        year: i16::try_from(year).ok().filter(|_| years),
        month: i8::try_from(month).ok().filter(|_| months),
        day: i8::try_from(day).ok().filter(|_| date.precision == Precision::Day),
        weekday: None,
    }
}

/// The instant of a time whose day and zone are known.
fn instant(date: &mut TemporalExpression) {
    let clock = date.clock.filter(|_| date.kind == Kind::Time);
    date.instant = clock.zip(date.day()).zip(date.time_zone).and_then(|((clock, day), zone)| {
        let part = |part: i8| u8::try_from(part).unwrap_or_default();
        zones::instant_micros(day, part(clock.hour), part(clock.minute), part(clock.second), zone)
    });
}
