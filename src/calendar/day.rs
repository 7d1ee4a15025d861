//! One civil day: its number, its weekday, its spelling in ISO 8601.

use std::fmt;

use super::{Calendar, Period};

/// A civil day: days since 1970-01-01 (Arrow's `date32`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Day(pub i32);

/// A day of the week, from Saturday as the Persian week begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Weekday {
    Saturday,
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
}

impl Weekday {
    /// The seven days in order.
    pub const ALL: [Self; 7] = [
        Self::Saturday,
        Self::Sunday,
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
    ];

    /// Its place in the week: 0 is Saturday, 6 is Friday.
    #[must_use]
    pub const fn index(self) -> u8 {
        self as u8
    }

    /// The weekday at a place in the week, `None` above 6.
    #[must_use]
    pub fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

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
        self.to_string()
    }

    /// The weekday's place in the week: 0 is Saturday, 6 is Friday.
    #[must_use]
    pub const fn weekday_index(self) -> u8 {
        // Day 0 was a Thursday.
        ((self.0.rem_euclid(7) + 5) % 7) as u8
    }

    /// The weekday.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        Weekday::from_index(self.weekday_index()).unwrap_or(Weekday::Friday)
    }

    /// The day a number of days later (earlier, when negative); `None` when that leaves the Gregorian
    /// years 1 to 9999.
    #[must_use]
    pub fn add_days(self, days: i32) -> Option<Self> {
        self.0.checked_add(days).map(Day).filter(|day| day.is_writable())
    }

    /// The Saturday-to-Friday week around this day.
    #[must_use]
    pub fn week(self) -> Option<Period> {
        let first = self.add_days(-i32::from(self.weekday_index()))?;
        Period::new(first, first.add_days(6)?)
    }

    /// Whether four digits write the day's Gregorian year.
    pub(super) fn is_writable(self) -> bool {
        (FIRST..=LAST).contains(&self.0)
    }
}

/// 0001-01-01.
const FIRST: i32 = -719_162;
/// 9999-12-31.
const LAST: i32 = 2_932_896;

impl fmt::Display for Day {
    /// Writes the day as ISO 8601; a year that four digits cannot hold gets a sign and six digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = Calendar::Gregorian.parts(*self);
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+07}-{month:02}-{day:02}"),
        }
    }
}

/// The day in the solar Hijri calendar, year first: `1399/08/19`. `None` outside the solar years
/// ([`Calendar::years`]).
///
/// With slashes, as those write it who use it: with hyphens it is an ISO date of another calendar, and `1399-02-31`, which
/// is a day, a broken one.
#[must_use]
pub fn solar_string(day: Day) -> Option<String> {
    let (year, month, day) = Calendar::Solar.parts(day);
    Calendar::Solar.years().contains(&year).then(|| format!("{year:04}/{month:02}/{day:02}"))
}

/// The number that exactly so many ASCII digits write.
pub(super) fn digits(text: &str, count: usize) -> Option<i32> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn weekdays_start_with_saturday() {
        let weekday = |iso| Day::from_iso(iso).map(Day::weekday);
        assert_eq!(weekday("2020-11-07"), Some(Weekday::Saturday));
        assert_eq!(weekday("2020-11-09"), Some(Weekday::Monday));
        assert_eq!(weekday("1969-12-26"), Some(Weekday::Friday));
        for (index, weekday) in (0u8..).zip(Weekday::ALL) {
            assert_eq!(weekday.index(), index);
            assert_eq!(Weekday::from_index(index), Some(weekday));
        }
        assert_eq!(Weekday::from_index(7), None);
    }

    #[test]
    fn weeks_run_from_saturday_to_friday() {
        let week = Day::from_iso("2020-11-09")
            .and_then(Day::week)
            .map(|week| (week.first.to_iso(), week.last.to_iso()));
        assert_eq!(week, Some(("2020-11-07".into(), "2020-11-13".into())));
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

        #[test]
        fn no_day_panics(number: i32, days: i32, text in "\\PC*") {
            let day = Day(number);
            prop_assert_eq!(day.to_iso().is_empty(), false);
            prop_assert_eq!(usize::from(day.weekday_index()), day.weekday() as usize);
            let moved = day.add_days(days);
            prop_assert_eq!(moved.is_some(), (i64::from(FIRST)..=i64::from(LAST)).contains(&(i64::from(number) + i64::from(days))));
            let _ = (solar_string(day), day.week(), Day::from_iso(&text));
        }
    }
}
