//! Relative expressions: counted from the reference day or from the event told before.

use super::complete::in_year;
use super::story::Stories;
use super::today::Today;
use crate::calendar::{Calendar, Day, DurationUnit, Period};
use crate::segment::Segments;
use crate::stages::dates::{
    Anchor, DateRow, Kind, Resolution, Shift, TemporalExpression, Tense, Weekday, place,
};

/// Resolves what is counted from today, where the document says which day that is.
pub(super) fn resolve(segments: &Segments, reference: Option<Day>, rows: &mut [DateRow]) {
    // The last row before that is a point in time.
    let mut told: Option<usize> = None;
    let mut today = Today::new(reference);
    let stories = Stories::new(segments, reference, rows);
    for at in 0..rows.len() {
        if let Some(before) = at.checked_sub(1)
            && rows[before].value.period.is_some()
            && rows[before].value.kind != Kind::Duration
        {
            told = Some(before);
        }
        let Some(shift) =
            rows.get(at).filter(|row| row.value.period.is_none()).and_then(|r| r.value.shape.shift)
        else {
            continue;
        };
        if let Some(day) = rows[at].value.shape.same_day {
            let stated =
                rows.get(day).filter(|row| row.value.day().is_some()).and_then(|row| row.value.period);
            rows[at].value.period = stated;
            rows[at].value.anchor = stated.map(|_| Anchor::Row(day));
            continue;
        }
        if shift == Shift::SameYear {
            if let Some(told) = told.filter(|&told| same_paragraph(segments, rows, at, told)) {
                in_same_year(rows, at, told);
            }
            continue;
        }
        if let Some((day, anchor)) = told_week(rows, at, told, shift).filter(|_| !rows[at].value.shape.recurs)
        {
            rows[at].value.period = Some(day);
            rows[at].value.anchor = Some(anchor);
            continue;
        }
        let from = match told {
            Some(told) if rows[at].value.shape.narrative => Some(event(segments, rows, at, told, shift)),
            _ => None,
        };
        // «پایان سال» where no story tells a year is of the one that runs.
        let from = from.filter(|event| event.is_some() || shift != Shift::InYear(0));
        // An event that does not say its day leaves the expression open; without any, it is today.
        let from = match from {
            Some(event) => event,
            None if is_of_story(&rows[at].value, shift) => None,
            None => today.at(rows, at),
        };
        let Some((today, anchor)) = from else { continue };
        if rows[at].value.shape.recurs {
            continue;
        }
        let counting = calendar_of(rows, anchor);
        let date = &rows[at].value;
        if date.kind == Kind::Duration {
            continue;
        }
        let days = period(date, counting, shift, today);
        if days.is_some()
            && anchor == Anchor::Reference
            && !stories.speaks_of_today(segments, &rows[at], shift)
        {
            let date = &mut rows[at].value;
            date.shape.doubt.present = true;
            date.resolution = Resolution::Unresolved;
            continue;
        }
        let headed =
            matches!(anchor, Anchor::Row(head) if rows.get(head).is_some_and(|row| row.value.shape.heads));
        let date = &mut rows[at].value;
        date.shape.doubt.week =
            (headed || anchor == Anchor::Reference) && leaves_open_its_week(date, shift, days, today);
        date.period = days;
        date.anchor = days.map(|_| anchor);
    }
}

/// Whether an expression is of a story that told no date: «روز بعد رفت» is no day that is to come.
fn is_of_story(date: &TemporalExpression, shift: Shift) -> bool {
    let past = matches!(date.shape.tense, Some(Tense::Past | Tense::Perfect));
    let ahead = matches!(shift, Shift::Step { steps: 1.., .. } | Shift::Point { count: 1.., .. });
    // «تا ظهر روز قبل رایگان است»: before any day of its kind.
    let back = matches!(shift, Shift::Step { unit: DurationUnit::Day, steps: ..0 }) && !past;
    date.shape.told_only || date.shape.narrative && (past && ahead || back)
}

/// Whether a weekday other than today's may be the last one or the next: no verb tells which.
fn leaves_open_its_week(date: &TemporalExpression, shift: Shift, days: Option<Period>, today: Day) -> bool {
    matches!(shift, Shift::OfWeekday(_, None))
        && matches!(date.shape.tense, None | Some(Tense::Lasting))
        && days.is_some_and(|days| days.first != today)
}

/// The week that is told in the same sentence right before a weekday: «هفته آینده: جلسه هیئت مدیره دوشنبه».
fn told_week(rows: &[DateRow], at: usize, told: Option<usize>, shift: Shift) -> Option<(Period, Anchor)> {
    let Shift::OfWeekday(weekday, None) = shift else { return None };
    let before = told?;
    let (week, row) = (&rows.get(before)?.value, rows.get(at)?);
    let stepped =
        matches!(week.shape.shift, Some(Shift::Step { unit: DurationUnit::Week, steps }) if steps != 0);
    if !stepped || rows.get(before)?.segment != row.segment {
        return None;
    }
    let day = week.period?.first.add_days(i32::from(weekday.index()))?;
    Some((Period::single(day), Anchor::Row(before)))
}

/// The day that a story has reached before a row; `None` where what is told is too far off or too vague to
/// count from.
fn event(
    segments: &Segments,
    rows: &[DateRow],
    at: usize,
    told: usize,
    shift: Shift,
) -> Option<(Day, Anchor)> {
    let before = rows.get(told)?;
    // Days are counted from a day; months and years from any date that is no longer than a year.
    let longest = match shift {
        Shift::Step { unit, .. } | Shift::Point { unit, .. } => match unit {
            DurationUnit::Month | DurationUnit::Season => 31,
            DurationUnit::Year | DurationUnit::Decade | DurationUnit::Century => 366,
            _ => 1,
        },
        Shift::InYear(_) => 366,
        _ => 1,
    };
    let period = before.value.period?;
    (same_paragraph(segments, rows, at, told) && period.len_days() <= longest)
        .then_some((period.first, Anchor::Row(told)))
}

/// The calendar whose years are counted from an anchor: behind a Gregorian date Gregorian ones. What is counted from a
/// row that is counted itself goes on with that one's.
fn calendar_of(rows: &[DateRow], anchor: Anchor) -> Calendar {
    let mut anchor = anchor;
    while let Anchor::Row(at) = anchor {
        let Some(row) = rows.get(at).filter(|row| !row.value.shape.heads) else { break };
        if let Some(calendar) = row.value.calendar.filter(|calendar| *calendar != Calendar::Lunar) {
            return calendar;
        }
        match row.value.anchor {
            // Only a row before it, so that there is an end.
            Some(Anchor::Row(before)) if before < at => anchor = Anchor::Row(before),
            _ => break,
        }
    }
    Calendar::Solar
}

fn same_paragraph(segments: &Segments, rows: &[DateRow], at: usize, other: usize) -> bool {
    let paragraph = |at: usize| {
        let segment = rows.get(at)?.segment;
        segments.list.get(segment as usize).map(|found| found.parent.unwrap_or(segment))
    };
    paragraph(at) == paragraph(other)
}

/// Completes «آبان همان سال» from a date that lies within a year.
fn in_same_year(rows: &mut [DateRow], at: usize, told: usize) {
    let Some(before) = rows.get(told).map(|row| &row.value) else { return };
    let (Some(period), Some(named)) = (before.period, before.calendar) else { return };
    let Some(date) = rows.get(at).map(|row| &row.value) else { return };
    let calendar = date.calendar.unwrap_or(named);
    let year = calendar.parts(period.first).0;
    // A month of another calendar may lie in either of two years.
    if period.len_days() > 366 || named.parts(period.first).0 != named.parts(period.last).0 {
        return;
    }
    let done = match calendar == named {
        true => in_year(date, calendar, year),
        false => {
            (year..=year.saturating_add(1)).filter_map(|year| in_year(date, calendar, year)).find(|done| {
                done.period.is_some_and(|found| named.parts(found.first).0 == named.parts(period.first).0)
            })
        }
    };
    if let (Some(mut done), Some(row)) = (done, rows.get_mut(at)) {
        done.calendar = Some(calendar);
        done.resolution = Resolution::Completed;
        done.anchor = Some(Anchor::Row(told));
        row.value = done;
    }
}

/// The days of an expression counted from a day, in years of a calendar where it has none of its own.
fn period(date: &TemporalExpression, counting: Calendar, shift: Shift, today: Day) -> Option<Period> {
    let calendar = date.calendar.unwrap_or(counting);
    match shift {
        Shift::Point { unit, count, .. } => point(calendar, today, unit, count),
        Shift::Step { unit, steps, .. } => step(calendar, today, unit, steps),
        Shift::InYear(years) => {
            let (year, ..) = calendar.parts(today);
            // The year that people speak of is the solar one, whatever the calendar of the day.
            if calendar == Calendar::Lunar && date.written.month.is_some() {
                let solar = Calendar::Solar.parts(today).0;
                let around = Calendar::Solar.year(solar + years)?;
                return (year + years - 1..=year + years + 2)
                    .filter_map(|year| in_year(date, calendar, year)?.period)
                    .find(|period| around.contains(period.first));
            }
            if date.written.month.is_some() {
                return in_year(date, calendar, year + years)?.period;
            }
            let mut written = date.written;
            written.year = i16::try_from(year + years).ok();
            place(calendar, &written, date.shape.unit)
        }
        // Its year is in the text and not counted from a day.
        Shift::SameYear => None,
        Shift::OfMonth(steps) => {
            let (year, ..) = calendar.parts(today);
            let months = (-1..=1).filter_map(|n| in_year(date, calendar, year + n)?.period);
            match steps.signum() {
                -1 => months.filter(|month| month.last < today).max_by_key(|month| month.first),
                1 => months.filter(|month| month.first > today).min_by_key(|month| month.first),
                _ => months.min_by_key(|month| (month.first.0 - today.0).abs()),
            }
        }
        Shift::InWeek(weekday, steps) => {
            let week = today.add_days(steps.checked_mul(7)?)?.week()?;
            week.first.add_days(i32::from(weekday.index())).map(Period::single)
        }
        Shift::OfWeekday(weekday, steps) => {
            of_weekday(today, weekday, steps, date.shape.tense).map(Period::single)
        }
    }
}

/// So many years ago no year is meant that could be counted.
const CENTURY: i32 = 100;

/// The day, month or year that lies so many units away.
fn point(calendar: Calendar, today: Day, unit: DurationUnit, count: i32) -> Option<Period> {
    let month = |day: Day| {
        let (year, month, _) = calendar.parts(day);
        calendar.month(year, month)
    };
    let year = |day: Day| calendar.year(calendar.parts(day).0);
    match unit {
        DurationUnit::Day => today.add_days(count).map(Period::single),
        DurationUnit::Week => today.add_days(count.checked_mul(7)?).map(Period::single),
        DurationUnit::Season => month(calendar.add_months(today, count.checked_mul(3)?)?),
        DurationUnit::Month => month(calendar.add_months(today, count)?),
        // «هزار سال پیش» tells no year.
        DurationUnit::Year if count.saturating_abs() >= CENTURY => None,
        DurationUnit::Year => year(calendar.add_years(today, count)?),
        // Ten years ago to the day is not what «دو دهه پیش» means.
        DurationUnit::Decade
        | DurationUnit::Century
        | DurationUnit::Millennium
        | DurationUnit::Hour
        | DurationUnit::Minute
        | DurationUnit::Second => None,
    }
}

/// The unit of the calendar so many units away from the one that holds today.
fn step(calendar: Calendar, today: Day, unit: DurationUnit, steps: i32) -> Option<Period> {
    let year = calendar.parts(today).0;
    match unit {
        DurationUnit::Week => today.add_days(steps.checked_mul(7)?)?.week(),
        DurationUnit::Decade => calendar.decade(year.div_euclid(10).checked_add(steps)?.checked_mul(10)?),
        DurationUnit::Century => calendar.century((year + 99).div_euclid(100).checked_add(steps)?),
        _ => point(calendar, today, unit, steps),
    }
}

/// A weekday by itself: the last one where the sentence tells what was, the next one where it tells what is to come;
/// today where it is today's, and the nearest where no verb tells.
fn of_weekday(today: Day, weekday: Weekday, steps: Option<i32>, tense: Option<Tense>) -> Option<Day> {
    let ahead = (i32::from(weekday.index()) - i32::from(today.weekday_index())).rem_euclid(7);
    let days = match (steps, tense) {
        (Some(..=-1), _) => ahead - 7,
        (Some(1..), _) if ahead == 0 => 7,
        (None, Some(Tense::Past | Tense::Perfect)) if ahead > 0 => ahead - 7,
        (None, None | Some(Tense::Lasting)) if ahead > 3 => ahead - 7,
        _ => ahead,
    };
    today.add_days(days)
}
