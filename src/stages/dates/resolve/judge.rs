//! What the source has wrong or leaves open about its dates.

use crate::calendar::Calendar;
use crate::finding::{Finding, RowRef, Severity};
use crate::rule::View;
use crate::stages::dates::table::DATES;
use crate::stages::dates::{DateRow, Kind, Precision, Resolution, TemporalExpression, Unit, Weekday};
use crate::syntax::{BROKEN, number_above, tokens_of};

/// Adds the findings about all rows, in their order.
pub(super) fn judge(view: &View<'_>, rows: &[DateRow], findings: &mut Vec<Finding>) {
    for (at, row) in rows.iter().enumerate() {
        let mut say = |check, severity, message: String| {
            findings.push(Finding {
                check,
                severity,
                row: Some(RowRef { table: DATES.name, index: at }),
                span: row.span,
                message,
            });
        };
        let text = view.slice(row.span);
        let date = &row.value;
        weekday(text, date, &mut say);
        // A pair is judged once, at its first row; a third calendar points back alone.
        let other = |pair: usize| rows.get(pair).filter(|row| pair > at || row.value.paired_with != Some(at));
        if let Some(pair) = date.paired_with.and_then(other) {
            mismatch((text, date), (view.slice(pair.span), &pair.value), &mut say);
        }
        doubts(text, date, &mut say);
        if is_broken(view, row) {
            say("broken-number", Severity::Warning, BROKEN.to_owned());
        }
    }
}

/// Whether a month begins a line below a number that may be its day.
fn is_broken(view: &View<'_>, row: &DateRow) -> bool {
    let above = || number_above(view, tokens_of(view, row.span).first).filter(|(_, joined)| !joined);
    row.value.precision == Precision::Month
        && row.value.kind == Kind::Date
        && above().and_then(|(number, _)| number.integer()).is_some_and(|day| (1..=31).contains(&day))
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
    let corrected = date.calendar.map_or(String::new(), |calendar| calendar.describe(b.first));
    let back = other.calendar.map_or(String::new(), |calendar| calendar.describe(a.first));
    say(
        "calendar-mismatch",
        Severity::Warning,
        format!(
            "«{text}» is {} and «{other_text}» is {}; they would agree if the first were {corrected} or the second {back}",
            a.first, b.first
        ),
    );
}

/// What the words leave open: whether it holds, its check, and what is said of the words.
type Remark = (bool, &'static str, Severity, &'static str);

fn doubts(text: &str, date: &TemporalExpression, say: &mut impl FnMut(&'static str, Severity, String)) {
    let doubt = date.shape.doubt;
    let yearless = date.written.month.is_some()
        && date.period.is_none()
        && date.calendar.is_some()
        && date.resolution == Resolution::Relative
        && !date.shape.recurs
        && !doubt.ancient;
    // «در زمستان»
    let season =
        matches!(date.shape.unit, Unit::Season(_)) && date.written.year.is_none() && date.period.is_none();
    let yearless =
        yearless || season && date.shape.shift.is_none() && date.resolution == Resolution::Relative;
    let lunar_day = date.calendar == Some(Calendar::Lunar)
        && matches!(date.precision, Precision::Day | Precision::Month)
        && date.period.is_some();
    let remarks: [Remark; 9] = [
        (
            doubt.reversed,
            "reversed-range",
            Severity::Warning,
            "ends before it begins; its days are given in order",
        ),
        (
            doubt.order,
            "ambiguous-order",
            Severity::Warning,
            "does not show which number is the day: expected a day above 12 or a month's name",
        ),
        (
            doubt.calendar,
            "ambiguous-calendar",
            Severity::Warning,
            "does not show its calendar: expected a calendar word or a full year",
        ),
        (doubt.impossible, "unresolved-date", Severity::Warning, "does not exist in its calendar"),
        (
            yearless && !doubt.impossible,
            "unresolved-date",
            Severity::Info,
            "has no year, and nothing around it gives one",
        ),
        (
            doubt.present,
            "unresolved-date",
            Severity::Info,
            "is counted from today, of which the text around it does not speak",
        ),
        (
            doubt.year && date.period.is_some(),
            "ambiguous-year",
            Severity::Info,
            "leaves out its year, and may be of another one than that which is taken",
        ),
        (
            doubt.week && date.period.is_some(),
            "ambiguous-week",
            Severity::Info,
            "does not tell its week: no verb says whether it was or is to come",
        ),
        (
            lunar_day,
            "lunar-day",
            Severity::Info,
            "may be a day earlier or later where the month began with the sighting of the moon",
        ),
    ];
    for (_, check, severity, what) in remarks.into_iter().filter(|(holds, ..)| *holds) {
        say(check, severity, format!("«{text}» {what}"));
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
