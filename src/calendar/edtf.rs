//! Periods in the Extended Date/Time Format (ISO 8601-2, level 1).
//!
//! | period | written |
//! |---|---|
//! | one day | `2020-11-09` |
//! | a whole Gregorian month | `2020-11` |
//! | a whole Gregorian year | `1992` |
//! | whole Gregorian years | `1998/2010` |
//! | anything else, such as a month or a year of another calendar | `2020-10-22/2020-11-20` |
//!
//! What is written always has exactly the period's first and last day; [`bounds`] reads them back.

use super::written::{digits, push_digits};
use super::{Calendar, Day, Period};

/// Writes a period; an approximate one has `~` after its date, or after both ends.
///
/// `None` when the period leaves the Gregorian years 1 to 9999, which four digits write.
#[must_use]
pub fn write(period: Period, approximate: bool) -> Option<String> {
    if !(period.first.is_writable() && period.last.is_writable()) {
        return None;
    }
    let mark = if approximate { "~" } else { "" };
    let (first_year, first_month, _) = Calendar::Gregorian.parts(period.first);
    let (last_year, _, _) = Calendar::Gregorian.parts(period.last);
    let year = |year| {
        let mut out = String::with_capacity(4);
        push_digits(&mut out, year, 4);
        out
    };
    let (first, last) = if period.first == period.last {
        (period.first.to_iso(), None)
    } else if Calendar::Gregorian.year_span(first_year, last_year) == Some(period) {
        (year(first_year), (first_year != last_year).then(|| year(last_year)))
    } else if Calendar::Gregorian.month(first_year, first_month) == Some(period) {
        let mut month = year(first_year);
        month.push('-');
        push_digits(&mut month, i32::from(first_month), 2);
        (month, None)
    } else {
        (period.first.to_iso(), Some(period.last.to_iso()))
    };
    let mut written = first + mark;
    if let Some(last) = last {
        written.extend(["/", &last, mark]);
    }
    Some(written)
}

/// The first and last day of what [`write()`] writes: a day, month or year, or an interval of two of them,
/// each with at most one mark (`~`, `?`, `%`).
///
/// `None` for everything else, also for EDTF that fixes no bounds (`2020/..`, `20XX`), for dates that do not
/// exist and intervals that run backwards.
#[must_use]
pub fn bounds(text: &str) -> Option<Period> {
    match text.split_once('/') {
        Some((first, last)) => date_bounds(first)?.through(date_bounds(last)?),
        None => date_bounds(text),
    }
}

fn date_bounds(text: &str) -> Option<Period> {
    let date = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
    match date.split_once('-') {
        None => Calendar::Gregorian.year(digits(date, 4)?),
        Some((year, month)) if !month.contains('-') => {
            Calendar::Gregorian.month(digits(year, 4)?, u8::try_from(digits(month, 2)?).ok()?)
        }
        Some(_) => Day::from_iso(date).map(Period::single),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_shortest_exact_form_is_written() {
        let cases = [
            (Calendar::Gregorian.day(2020, 11, 9).map(Period::single), "2020-11-09"),
            (Calendar::Gregorian.month(2020, 11), "2020-11"),
            (Calendar::Gregorian.year(1992), "1992"),
            (Calendar::Gregorian.year(7), "0007"),
            (Calendar::Gregorian.decade(1990), "1990/1999"),
            (Calendar::Gregorian.year_span(1998, 2010), "1998/2010"),
            (Calendar::Gregorian.months(2020, 1, 2), "2020-01-01/2020-02-29"),
            (Calendar::Solar.month(1399, 8), "2020-10-22/2020-11-20"),
            (Calendar::Solar.year(1399), "2020-03-20/2021-03-20"),
            (Calendar::Lunar.year(1442), "2020-08-20/2021-08-08"),
        ];
        for (period, expected) in cases {
            assert_eq!(period.and_then(|p| write(p, false)).as_deref(), Some(expected));
            assert_eq!(bounds(expected), period, "{expected}");
        }
    }

    #[test]
    fn approximate_dates_are_marked() {
        let mark = |period: Option<Period>| period.and_then(|p| write(p, true));
        assert_eq!(mark(Calendar::Gregorian.year(1992)).as_deref(), Some("1992~"));
        assert_eq!(mark(Calendar::Gregorian.month(1992, 3)).as_deref(), Some("1992-03~"));
        assert_eq!(mark(Calendar::Solar.month(1399, 8)).as_deref(), Some("2020-10-22~/2020-11-20~"));
        assert_eq!(bounds("1992~/1994?"), Calendar::Gregorian.year_span(1992, 1994));
    }

    #[test]
    fn what_has_no_bounds_is_refused() {
        let wrong = [
            "",
            "/",
            "2020/",
            "2020/..",
            "20XX",
            "2020-13",
            "2021-02-29",
            "2020-1",
            "1994/1992",
            "2020~~",
            "1992/1993/1994",
            "-0044",
            "Y17000",
            "2020-11-09T10:00",
            "۲۰۲۰",
            "0000",
        ];
        for text in wrong {
            assert_eq!(bounds(text), None, "{text}");
        }
    }

    #[test]
    fn years_that_four_digits_cannot_write_have_no_form() {
        assert_eq!(write(Period::single(Day(i32::MAX)), false), None);
        assert_eq!(write(Period { first: Day(i32::MIN), last: Day(0) }, false), None);
    }

    /// Periods as documents name them, and any others.
    fn periods() -> impl Strategy<Value = Period> {
        let calendar = prop_oneof![Just(Calendar::Solar), Just(Calendar::Gregorian), Just(Calendar::Lunar)];
        let unit = (calendar, 1..2990i32, 1..=12u8, 0..=9i32, 0..5u8).prop_filter_map(
            "exists",
            |(calendar, year, month, more, unit)| match unit {
                0 => calendar.day(year, month, month).map(Period::single),
                1 => calendar.month(year, month),
                2 => calendar.year(year),
                3 => calendar.year_span(year, year + more),
                _ => calendar.months(year, 1, month),
            },
        );
        let any = (-719_162..=2_932_896, -719_162..=2_932_896i32)
            .prop_filter_map("runs forwards", |(first, last)| Period::new(Day(first), Day(last)));
        prop_oneof![unit, any]
    }

    proptest! {
        #[test]
        fn bounds_read_what_is_written(period in periods(), approximate: bool) {
            let written = write(period, approximate).expect("within four-digit years");
            prop_assert_eq!(bounds(&written), Some(period), "{}", written);
            prop_assert_eq!(written.contains('~'), approximate);
        }

        #[test]
        fn no_text_panics(text in "[-0-9~/?%.XTP]{0,24}|\\PC*") {
            if let Some(period) = bounds(&text) {
                prop_assert!(period.first <= period.last);
            }
        }
    }
}
