//! Days as records have them: dates of two calendars in any digits, instants, seconds since 1970.

use crate::calendar::{Calendar, Day};

/// Years of the solar calendar that no document has in another one: lunar years of today are above them.
const SOLAR: std::ops::RangeInclusive<i32> = 1200..=1420;

/// Gregorian years that documents are of.
const GREGORIAN: std::ops::RangeInclusive<i32> = 1600..=2200;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The day that a record gives; `None` where it gives none.
///
/// # Errors
/// One sentence for what is no day.
pub(super) fn day_of(written: &str) -> Result<Option<Day>, String> {
    let folded: String = written.trim().chars().map(western).collect();
    if folded.is_empty()
        || ["null", "none", "nan", "nat", "-"].contains(&folded.to_ascii_lowercase().as_str())
    {
        return Ok(None);
    }
    let found = numbers(&folded).or_else(|| {
        jiff::fmt::rfc2822::parse(&folded).ok().and_then(|at| {
            let date = at.date();
            Calendar::Gregorian.day(
                date.year().into(),
                u8::try_from(date.month()).ok()?,
                u8::try_from(date.day()).ok()?,
            )
        })
    });
    match found {
        Some(day) => Ok(Some(day)),
        None => Err(format!(
            "expected a day such as 2020-12-10 or 1399/09/20, an instant or seconds since 1970, found «{written}»"
        )),
    }
}

/// The day of a number: seconds or milliseconds since 1970 by the clock of Greenwich, or a date in eight digits.
pub(super) fn day_of_number(number: f64) -> Option<Day> {
    let whole = number as i64;
    if (10_000_000..100_000_000).contains(&whole) && number.fract() == 0.0 {
        let (year, month, day) = (whole / 10_000, whole / 100 % 100, whole % 100);
        if let Some(day) =
            dated(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        {
            return Some(day);
        }
    }
    // No document is of the first months of 1970, in milliseconds, nor of the year 5138, in seconds.
    let seconds = if whole.abs() >= 100_000_000_000 { whole.div_euclid(1000) } else { whole };
    i32::try_from(seconds.div_euclid(DAY)).ok().map(Day).filter(|_| number.is_finite())
}

fn western(c: char) -> char {
    let zero = match c {
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        '\u{660}'..='\u{669}' => '\u{660}',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// A day at the beginning, with what stands behind it no part of it.
fn numbers(text: &str) -> Option<Day> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().filter(|b| *b == b'.').count() <= 1
    {
        return day_of_number(text.parse().ok()?);
    }
    let mut parts = text.splitn(3, ['-', '/', '.']);
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let behind = rest.get(end..)?;
    let is_end = behind.is_empty() || behind.starts_with(['T', 't', ' ']);
    (year.len() == 4 && end <= 2 && is_end).then_some(())?;
    dated(year.parse().ok()?, month.parse().ok()?, rest.get(..end)?.parse().ok()?)
}

fn dated(year: i32, month: u8, day: u8) -> Option<Day> {
    if SOLAR.contains(&year) {
        Calendar::Solar.day(year, month, day)
    } else if GREGORIAN.contains(&year) {
        Calendar::Gregorian.day(year, month, day)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_both_calendars_and_instants_are_read() {
        for written in [
            "2020-12-10",
            "2020/12/10 08:30",
            "2020-12-10T23:59:59Z",
            "1399-09-20",
            "۱۳۹۹/۰۹/۲۰",
            "1399/9/20",
            "20201210",
            "13990920",
            "1607558400",
            "1607558400000",
            "Thu, 10 Dec 2020 08:30:00 +0330",
        ] {
            assert_eq!(day_of(written), Ok(Some(Day(18_606))), "{written}");
        }
        assert_eq!(day_of_number(1_607_558_400.5), Some(Day(18_606)));
        for written in ["", " ", "null", "NaN", "-"] {
            assert_eq!(day_of(written), Ok(None), "{written}");
        }
        for written in ["1442-03-23", "2020-13-01", "yesterday", "10/12/2020", "1399-12-31"] {
            assert!(day_of(written).is_err_and(|why| why.contains(written)), "{written}");
        }
    }
}
