//! Days as they are written: in ISO 8601, and in the solar calendar.

use super::day::Day;
use super::system::Calendar;
use std::fmt;

impl Day {
    /// The day that ISO 8601 calendar notation names: `2020-11-09`. Only that form, of years 0001 to 9999,
    /// and only of days that exist.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let month = u8::try_from(digits(month, 2)?).ok()?;
        let day = u8::try_from(digits(day, 2)?).ok()?;
        Calendar::Gregorian.day(digits(year, 4)?, month, day)
    }

    /// The day in ISO 8601 calendar notation: `2020-11-09`.
    #[must_use]
    pub fn to_iso(self) -> String {
        let (year, month, day) = Calendar::Gregorian.parts(self);
        match year {
            0..=9999 => date(year, month, day, '-'),
            _ => format!("{year:+07}-{month:02}-{day:02}"),
        }
    }
}

impl fmt::Display for Day {
    /// Writes the day as ISO 8601; a year that four digits cannot hold gets a sign and six digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso())
    }
}

/// The day in the solar Hijri calendar, year first: `1399/08/19`. `None` outside the solar years
/// ([`Calendar::years`]).
///
/// It is written with slashes, as is usual: with hyphens it looks like an ISO date of the Gregorian calendar, in which
/// `1399-02-31`, a solar day, does not exist.
#[must_use]
pub fn solar_string(day: Day) -> Option<String> {
    let (year, month, day) = Calendar::Solar.parts(day);
    Calendar::Solar.years().contains(&year).then(|| date(year, month, day, '/'))
}

/// A date in ten characters, the year first.
fn date(year: i32, month: u8, day: u8, between: char) -> String {
    let mut out = String::with_capacity(10);
    push_digits(&mut out, year, 4);
    for part in [month, day] {
        out.push(between);
        push_digits(&mut out, i32::from(part), 2);
    }
    out
}

/// Appends the last so many decimal digits of a number, at most four.
pub(super) fn push_digits(out: &mut String, number: i32, count: usize) {
    let (mut digits, mut rest) = ([b'0'; 4], number.unsigned_abs());
    for digit in digits.iter_mut().rev() {
        *digit += (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits.iter().skip(digits.len() - count).map(|&digit| char::from(digit)));
}

/// The number that exactly so many ASCII digits write.
pub(super) fn digits(text: &str, count: usize) -> Option<i32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::day::{FIRST, LAST};
    use proptest::prelude::*;

    #[test]
    fn iso_notation_names_days() {
        assert_eq!(Day::from_iso("1970-01-01"), Some(Day(0)));
        assert_eq!(Day(-1).to_iso(), "1969-12-31");
        assert_eq!(Day::from_iso("0001-01-01"), Some(Day(FIRST)));
        assert_eq!(Day::from_iso("9999-12-31"), Some(Day(LAST)));
        for wrong in [
            "",
            "2020-11",
            "2020-11-9",
            "2020-11-31",
            "02020-11-09",
            "2020-1١-09",
            "+202-11-09",
            "0000-01-01",
        ] {
            assert_eq!(Day::from_iso(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn solar_strings_end_with_the_solar_years() {
        let solar = |iso| Day::from_iso(iso).and_then(solar_string);
        assert_eq!(solar("2020-11-09").as_deref(), Some("1399/08/19"));
        assert_eq!(solar("0700-01-01").as_deref(), Some("0078/10/11"));
        assert_eq!(solar("0600-01-01"), None);
        assert_eq!(solar("5000-01-01"), None);
    }

    proptest! {
        #[test]
        fn iso_round_trips(number in FIRST..=LAST) {
            prop_assert_eq!(Day::from_iso(&Day(number).to_iso()), Some(Day(number)));
        }
    }
}
