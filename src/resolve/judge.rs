//! What the source has wrong or leaves open about its dates.

use crate::calendar::{Calendar, Day};
use crate::dates::{DateRow, Kind, Precision, Resolution, TemporalExpression, Weekday};
use crate::finding::{Finding, RowRef, Severity};
use crate::rule::Scene;

/// Adds the findings about all rows, in their order.
pub(super) fn judge(scene: &Scene<'_>, rows: &[DateRow], findings: &mut Vec<Finding>) {
    for (at, row) in rows.iter().enumerate() {
        let mut say = |check, severity, message: String| {
            findings.push(Finding { check, severity, row: Some(RowRef::Date(at)), span: row.span, message });
        };
        let text = scene.slice(row.span);
        let date = &row.value;
        weekday(text, date, &mut say);
        // A pair is judged once, at its first row; a third calendar points back alone.
        let other = |pair: usize| rows.get(pair).filter(|row| pair > at || row.value.paired_with != Some(at));
        if let Some(pair) = date.paired_with.and_then(other) {
            mismatch((text, date), (scene.slice(pair.span), &pair.value), &mut say);
        }
        doubts(text, date, &mut say);
    }
}

fn weekday(text: &str, date: &TemporalExpression, say: &mut impl FnMut(&'static str, Severity, String)) {
    let (Some(written), Some(period)) = (date.written.weekday, date.period) else { return };
    if date.precision != Precision::Day || date.calendar.is_none() && date.shape.until.is_some() {
        return;
    }
    let day = period.first;
    // A lunar day may be one off.
    let near = |n: i32| day.add_days(n).is_some_and(|day| day.weekday() == written);
    if near(0) || date.calendar == Some(Calendar::Lunar) && (near(1) || near(-1)) {
        return;
    }
    say(
        "weekday-mismatch",
        Severity::Warning,
        format!("«{text}» is {day}, a {}, not the {} that is written", name(day.weekday()), name(written)),
    );
}

fn mismatch(
    (text, date): (&str, &TemporalExpression),
    (other_text, other): (&str, &TemporalExpression),
    say: &mut impl FnMut(&'static str, Severity, String),
) {
    let (Some(a), Some(b)) = (date.period, other.period) else { return };
    let lunar = [date, other].iter().any(|date| date.calendar == Some(Calendar::Lunar));
    let slack = i32::from(lunar);
    let agree = match date.precision {
        Precision::Day if date.kind != Kind::Range => (a.first.0 - b.first.0).abs() <= slack,
        Precision::Day => (a.first.0 - b.first.0).abs() <= slack && (a.last.0 - b.last.0).abs() <= slack,
        _ => a.first <= b.last && b.first <= a.last,
    };
    if agree {
        return;
    }
    let corrected = date.calendar.map_or(String::new(), |calendar| written(calendar, b.first));
    let back = other.calendar.map_or(String::new(), |calendar| written(calendar, a.first));
    say(
        "calendar-mismatch",
        Severity::Warning,
        format!(
            "«{text}» is {} and «{other_text}» is {}; they would agree if the first were {corrected} or the second {back}",
            a.first, b.first
        ),
    );
}

/// A day in a calendar, year first.
fn written(calendar: Calendar, day: Day) -> String {
    let (year, month, day) = calendar.parts(day);
    let calendar = match calendar {
        Calendar::Solar => "solar",
        Calendar::Gregorian => "gregorian",
        Calendar::Lunar => "lunar",
    };
    format!("{year}-{month:02}-{day:02} {calendar}")
}

fn doubts(text: &str, date: &TemporalExpression, say: &mut impl FnMut(&'static str, Severity, String)) {
    let doubt = date.shape.doubt;
    if doubt.reversed {
        say(
            "reversed-range",
            Severity::Warning,
            format!("«{text}» ends before it begins; its days are given in order"),
        );
    }
    if doubt.order {
        say(
            "ambiguous-order",
            Severity::Warning,
            format!(
                "«{text}» does not show which number is the day: expected a day above 12 or a month's name"
            ),
        );
    }
    if doubt.calendar {
        say(
            "ambiguous-calendar",
            Severity::Warning,
            format!("«{text}» does not show its calendar: expected a calendar word or a full year"),
        );
    }
    if doubt.impossible {
        say("unresolved-date", Severity::Warning, format!("«{text}» does not exist in its calendar"));
    } else if date.period.is_none()
        && date.calendar.is_some()
        && date.resolution == Resolution::Relative
        && !doubt.ancient
    {
        say(
            "unresolved-date",
            Severity::Info,
            format!("«{text}» has no year, and nothing around it gives one"),
        );
    }
    if date.calendar == Some(Calendar::Lunar) && date.precision == Precision::Day && date.period.is_some() {
        say(
            "lunar-day",
            Severity::Info,
            format!(
                "«{text}» may be a day earlier or later where the month began with the sighting of the moon"
            ),
        );
    }
}

const fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
    }
}
