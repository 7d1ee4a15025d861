//! What a row of `dates` says of one day in several forms.

use crate::calendar::{Calendar, Day, Duration, Period, edtf, solar_string, zones};
use crate::check::{
    CLOCK, DURATION, EDTF, INSTANT, RowCheck, SAME_DAY, WRITTEN_PARTS, Wrong, cell, number, text, value,
};
use crate::error::Result;
use crate::lexicon::Lexicon;
use arrow::array::{Array, Int8Array, RecordBatch};
use arrow::datatypes::{Date32Type, Int8Type, Int16Type, TimestampMicrosecondType};

pub(super) fn checks(_: &Lexicon) -> Result<Vec<RowCheck>> {
    let same = |day: &'static str, solar: &'static str| RowCheck {
        kind: SAME_DAY,
        what: format!("{solar} is the day of {day}"),
        columns: vec![day, solar],
        look: Box::new(move |batch, wrong| same_day(batch, day, solar, wrong)),
    };
    Ok(vec![
        same("start_date", "solar_start"),
        same("end_date", "solar_end"),
        RowCheck {
            kind: EDTF,
            what: "edtf has the bounds start_date and end_date".to_owned(),
            columns: vec!["start_date", "end_date", "edtf"],
            look: Box::new(edtf_bounds),
        },
        RowCheck {
            kind: WRITTEN_PARTS,
            what: "the written parts are those of a calendar's day".to_owned(),
            columns: vec![
                "calendar",
                "resolution",
                "kind",
                "precision",
                "start_date",
                "end_date",
                "written_year",
                "written_month",
                "written_day",
            ],
            look: Box::new(written_parts),
        },
        durations(),
        RowCheck {
            kind: INSTANT,
            what: "time_zone is an IANA name, and the instant that of day and clock there, or of a clock at most 14 hours from UTC".to_owned(),
            columns: vec!["instant", "time_zone", "start_date", "hour", "minute", "second"],
            look: Box::new(instants),
        },
        RowCheck {
            kind: CLOCK,
            what: "times have a clock time, and nothing else has".to_owned(),
            columns: vec!["kind", "hour", "minute", "second"],
            look: Box::new(clock_times),
        },
        RowCheck {
            kind: CLOCK,
            what: "a clock time that another one ends has both, and stands in a row of a time".to_owned(),
            columns: vec!["hour", "hour_end", "minute_end"],
            look: Box::new(clock_ends),
        },
    ])
}

fn day(batch: &RecordBatch, column: &str) -> Option<Vec<Option<Day>>> {
    let days = number::<Date32Type>(batch, column)?;
    Some((0..days.len()).map(|row| value(days, row).map(Day)).collect())
}

fn same_day(batch: &RecordBatch, day: &str, solar: &str, wrong: &mut Wrong<'_>) -> Option<()> {
    let (days, solars) = (number::<Date32Type>(batch, day)?, text(batch, solar)?);
    let mut last: (Option<Day>, Option<String>) = (None, None);
    for row in 0..batch.num_rows() {
        let of = value(days, row).map(Day);
        if of != last.0 {
            last = (of, of.and_then(solar_string));
        }
        let found = cell(solars, row);
        if found != last.1.as_deref() {
            wrong.row(row, || {
                let expected = last.1.as_deref().unwrap_or("null");
                format!("{day} {} is {expected}, {solar} is {}", shown(of), found.unwrap_or("null"))
            });
        }
    }
    Some(())
}

fn shown(day: Option<Day>) -> String {
    day.map_or("null".to_owned(), Day::to_iso)
}

fn edtf_bounds(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (first, last, written) = (day(batch, "start_date")?, day(batch, "end_date")?, text(batch, "edtf")?);
    for (row, (first, last)) in first.into_iter().zip(last).enumerate() {
        let period = first.zip(last).and_then(|(first, last)| Period::new(first, last));
        match (cell(written, row), period) {
            (None, None) => {}
            (None, Some(period)) => {
                if let Some(expected) = edtf::write(period, false) {
                    wrong.row(row, || format!("edtf is null, expected {expected}"));
                }
            }
            (Some(edtf), period) => match edtf::bounds(edtf) {
                None => wrong.row(row, || format!("edtf {edtf} is no date and no interval")),
                Some(found) if Some(found) != period => wrong.row(row, || {
                    let (first, last) = (shown(first), shown(last));
                    format!("edtf {edtf} is {}/{}, the row says {first}/{last}", found.first, found.last)
                }),
                Some(_) => {}
            },
        }
    }
    Some(())
}

fn written_parts(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (months, days) =
        (number::<Int8Type>(batch, "written_month")?, number::<Int8Type>(batch, "written_day")?);
    let years = number::<Int16Type>(batch, "written_year")?;
    let [calendars, resolutions, kinds, precisions] =
        ["calendar", "resolution", "kind", "precision"].map(|name| text(batch, name));
    let (calendars, resolutions, kinds, precisions) = (calendars?, resolutions?, kinds?, precisions?);
    let (first, last) = (day(batch, "start_date")?, day(batch, "end_date")?);
    for (row, (first, last)) in first.into_iter().zip(last).enumerate() {
        let (year, month, day) = (value(years, row), value(months, row), value(days, row));
        if month.is_some_and(|month| !(1..=12).contains(&month))
            || day.is_some_and(|day| !(1..=31).contains(&day))
        {
            wrong.row(row, || format!("written_month is {month:?}, written_day is {day:?}"));
            continue;
        }
        let whole = cell(resolutions, row) == Some("explicit")
            && cell(kinds, row) == Some("date")
            && cell(precisions, row) == Some("day");
        let calendar = match cell(calendars, row) {
            Some("solar") => Calendar::Solar,
            Some("gregorian") => Calendar::Gregorian,
            // The lunar month began when the moon was seen: one day more or less is no mistake.
            _ => continue,
        };
        if let (true, Some(year), Some(month), Some(day), Some(first)) = (whole, year, month, day, first) {
            let month = u8::try_from(month).unwrap_or_default();
            let expected = calendar.day(i32::from(year), month, u8::try_from(day).unwrap_or_default());
            if expected != Some(first) && expected != last {
                wrong.row(row, || {
                    let calendar = cell(calendars, row).unwrap_or_default();
                    let written = format!("year {year}, month {month}, day {day}");
                    format!("{written} ({calendar}) is {}, start_date is {first}", shown(expected))
                });
            }
        }
    }
    Some(())
}

/// Durations of any table that has them.
pub(crate) fn durations() -> RowCheck {
    RowCheck {
        kind: DURATION,
        what: "duration is ISO 8601".to_owned(),
        columns: vec!["duration"],
        look: Box::new(|batch, wrong| {
            let durations = text(batch, "duration")?;
            for row in 0..durations.len() {
                if let Some(written) = cell(durations, row)
                    && !written.split('/').all(|one| Duration::parse(one).is_some())
                {
                    wrong.row(row, || format!("duration is «{written}»"));
                }
            }
            Some(())
        }),
    }
}

/// The clock time of each row, where it has one, as hour, minute and second.
fn clocks(batch: &RecordBatch) -> Option<[&Int8Array; 3]> {
    Some([number(batch, "hour")?, number(batch, "minute")?, number(batch, "second")?])
}

fn clock_times(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (clocks, kinds) = (clocks(batch)?, text(batch, "kind")?);
    for row in 0..batch.num_rows() {
        let found = clocks.map(|parts| value(parts, row));
        let fits = match found {
            [Some(hour), Some(minute), Some(second)] => {
                let read = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
                cell(kinds, row) == Some("time") && (read || (hour, minute, second) == (24, 0, 0))
            }
            [None, None, None] => cell(kinds, row) != Some("time"),
            _ => false,
        };
        if !fits {
            wrong.row(row, || {
                let [hour, minute, second] =
                    found.map(|part| part.map_or("null".to_owned(), |part| part.to_string()));
                let kind = cell(kinds, row).unwrap_or("null");
                format!("kind is {kind}, hour is {hour}, minute is {minute}, second is {second}")
            });
        }
    }
    Some(())
}

fn clock_ends(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let [begins, hours, minutes]: [&Int8Array; 3] =
        [number(batch, "hour")?, number(batch, "hour_end")?, number(batch, "minute_end")?];
    for row in 0..batch.num_rows() {
        let fits = match (value(hours, row), value(minutes, row)) {
            (None, None) => true,
            (Some(hour), Some(minute)) => {
                let read = (0..24).contains(&hour) && (0..60).contains(&minute) || (hour, minute) == (24, 0);
                read && value(begins, row).is_some()
            }
            _ => false,
        };
        if !fits {
            wrong.row(row, || {
                let shown = [begins, hours, minutes]
                    .map(|of| value(of, row).map_or("null".to_owned(), |n| n.to_string()));
                let [hour, hour_end, minute_end] = shown;
                format!("hour is {hour}, hour_end is {hour_end}, minute_end is {minute_end}")
            });
        }
    }
    Some(())
}

/// The farthest that a clock is from UTC, and the least by which clocks differ, in microseconds.
const FARTHEST: i64 = 14 * 3_600_000_000;
const STEP: i64 = 15 * 60_000_000;

/// Whether an instant can be that of a clock time whose text gives a distance from UTC instead of a zone.
fn is_some_clocks(instant: i64, utc: i64) -> bool {
    let distance = instant.abs_diff(utc);
    distance <= FARTHEST.unsigned_abs() && distance % STEP.unsigned_abs() == 0
}

fn instants(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (instants, zones) =
        (number::<TimestampMicrosecondType>(batch, "instant")?, text(batch, "time_zone")?);
    let (days, clocks) = (day(batch, "start_date")?, clocks(batch)?);
    for (row, day) in days.into_iter().enumerate() {
        let zone = cell(zones, row);
        if let Some(zone) = zone.filter(|zone| !zones::is_known(zone)) {
            wrong.row(row, || format!("time_zone «{zone}» is not known"));
            continue;
        }
        let Some(instant) = value(instants, row) else { continue };
        let [hour, minute, second] =
            clocks.map(|parts| value(parts, row).and_then(|part| u8::try_from(part).ok()));
        let expected = match (day, zone, hour, minute, second) {
            (Some(day), Some(zone), Some(hour), Some(minute), Some(second)) => {
                zones::instant_micros(day, hour, minute, second, zone)
            }
            (Some(day), None, Some(hour), Some(minute), Some(second)) => {
                zones::instant_micros(day, hour, minute, second, "UTC")
                    .map(|utc| if is_some_clocks(instant, utc) { instant } else { utc })
            }
            _ => None,
        };
        if expected != Some(instant) {
            wrong.row(row, || {
                let shown = |micros: Option<i64>| {
                    let instant = micros.and_then(|micros| jiff::Timestamp::from_microsecond(micros).ok());
                    instant.map_or("none".to_owned(), |instant| instant.to_string())
                };
                let (expected, found) = (shown(expected), shown(Some(instant)));
                format!("day, clock and zone give the instant {expected}, found {found}")
            });
        }
    }
    Some(())
}
