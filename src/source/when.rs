//! Days as records, metadata and names of files have them: dates of two calendars in any digits, instants, seconds since 1970.

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
pub(in crate::source) fn day_of(written: &str) -> Result<Option<Day>, String> {
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
pub(in crate::source) fn day_of_number(number: f64) -> Option<Day> {
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

/// The one day that the name of a file has, behind its folders or in them; `None` where it has none, or several.
///
/// The parts stand together or apart, with the year first: `news_20201110`, `1399-08-19`, `2020/11/10/a`.
pub(in crate::source) fn day_of_name(name: &str) -> Option<Day> {
    let folded: String = name.chars().map(western).collect();
    let behind = folded.rsplit_once('/').map_or(&*folded, |(_, behind)| behind);
    one_day(behind).or_else(|| one_day(&folded))
}

fn one_day(name: &str) -> Option<Day> {
    let is_digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let run = |from: usize| (from..name.len()).take_while(|at| is_digit(*at)).count();
    let number = |from: usize, length: usize| name.get(from..from + length)?.parse::<i32>().ok();
    let (mut found, mut at) = (None, 0);
    while at < name.len() {
        let digits = run(at);
        if digits == 0 {
            at += 1;
            continue;
        }
        let (day, end) = match digits {
            // With a time behind it, or without one.
            8 | 12 | 14 => (eight(name.get(at..at + 8)?), at + digits),
            4 => {
                let month = at + 5;
                let (months, separator) = (run(month), name.as_bytes().get(at + 4));
                let last = month + months + 1;
                let days = run(last);
                let is_date = separator.is_some_and(|byte| b"-_./ ".contains(byte))
                    && separator == name.as_bytes().get(last - 1)
                    && (1..=2).contains(&months)
                    && (1..=2).contains(&days);
                let parts = || Some((number(at, 4)?, number(month, months)?, number(last, days)?));
                let day = is_date.then(parts).flatten().and_then(|(year, month, day)| {
                    dated(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
                });
                (day, if day.is_some() { last + days } else { at + 4 })
            }
            _ => (None, at + digits),
        };
        at = end;
        match (found, day) {
            (Some(first), Some(day)) if first != day => return None,
            (None, day) => found = day,
            _ => {}
        }
    }
    found
}

/// The day of a date in eight digits.
pub(in crate::source) fn eight(digits: &str) -> Option<Day> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u16>().ok();
    let (month, day) = (u8::try_from(number(4, 6)?).ok()?, u8::try_from(number(6, 8)?).ok()?);
    dated(number(0, 4)?.into(), month, day)
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
    fn the_name_of_a_file_gives_its_one_day() {
        for name in [
            "news_20201210",
            "1399-09-20",
            "a/۱۳۹۹٫a/1399_09_20 b",
            "2020/12/10/story",
            "IMG-20201210083000",
            "2020.12.10-2020-12-10",
            "nr 1234 of 13990920",
        ] {
            assert_eq!(day_of_name(name), Some(Day(18_606)), "{name}");
        }
        for name in
            ["news", "2020", "2020-12", "20201301", "2020-12-10_2020-12-11", "10-12-2020", "1442-03-23"]
        {
            assert_eq!(day_of_name(name), None, "{name}");
        }
    }

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
