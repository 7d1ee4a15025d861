//! The three calendars: which dates exist, and which civil day each of them is.

use icu_calendar::{Date, Gregorian, cal::Persian, types::RataDie};

use super::day::Day;
use super::fixed::{EPOCH, numbers, since_1970};
use super::lunar;
use super::period::Period;

/// A calendar that Persian documents date by.
///
/// - Solar years follow the 33-year rule with the corrections that make it agree with the astronomical
///   calendar of 1178 to 3000; earlier years are the same rule carried back.
/// - Gregorian years are proleptic: the day after 1582-10-04 is 1582-10-05.
/// - Lunar years from 1300 to 1600 are those of Umm al-Qura, all others follow the tabular (civil) calendar
///   ([`lunar_is_tabular`]). Countries that wait for the sighting of the moon, Iran and Afghanistan among them,
///   may be a day off.
///
/// [`lunar_is_tabular`]: super::lunar_is_tabular
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    /// Solar Hijri (Iran and Afghanistan).
    Solar,
    /// Gregorian.
    Gregorian,
    /// Lunar Hijri.
    Lunar,
}

impl Calendar {
    /// The years this calendar knows; dates outside them do not exist for [`Calendar::day`].
    #[must_use]
    pub const fn years(self) -> std::ops::RangeInclusive<i32> {
        match self {
            Self::Solar | Self::Lunar => 1..=3000,
            Self::Gregorian => 1..=9999,
        }
    }

    /// The day with this year, month (from 1) and day of month (from 1).
    ///
    /// `None` where no such date exists: 30 Esfand of a common year, 31 Mehr, month 13, or a year
    /// outside [`Calendar::years`].
    #[must_use]
    pub fn day(self, year: i32, month: u8, day: u8) -> Option<Day> {
        if !self.years().contains(&year) {
            return None;
        }
        let number = match self {
            Self::Solar => since_1970(Date::try_new_persian(year, month, day).ok()?.to_rata_die()),
            Self::Gregorian => since_1970(Date::try_new_gregorian(year, month, day).ok()?.to_rata_die()),
            Self::Lunar => lunar::day(year, month, day),
        };
        number.map(Day)
    }

    /// Year, month and day of month of a day in this calendar.
    ///
    /// The year may lie outside [`Calendar::years`] (0 and below are years before the first); days
    /// hundreds of thousands of years away give the last date that can be counted.
    #[must_use]
    pub fn parts(self, day: Day) -> (i32, u8, u8) {
        let fixed = RataDie::new(i64::from(day.0) + EPOCH);
        match self {
            Self::Solar => numbers(&Date::from_rata_die(fixed, Persian)),
            Self::Gregorian => numbers(&Date::from_rata_die(fixed, Gregorian)),
            Self::Lunar => lunar::parts(fixed),
        }
    }

    /// A day in this calendar, for people: `1399/08/19 solar`, and in the form of ISO 8601 where it is Gregorian.
    #[must_use]
    pub fn describe(self, day: Day) -> String {
        let (year, month, day) = self.parts(day);
        let (between, calendar) = match self {
            Self::Solar => ('/', "solar"),
            Self::Gregorian => ('-', "gregorian"),
            Self::Lunar => ('/', "lunar"),
        };
        format!("{year}{between}{month:02}{between}{day:02} {calendar}")
    }

    /// The number of days of a month, `None` where the month does not exist.
    #[must_use]
    pub fn month_len(self, year: i32, month: u8) -> Option<u8> {
        // Every month of the three calendars has 28 days at least.
        (28..=31).rev().find(|&day| self.day(year, month, day).is_some())
    }

    /// First and last day of a month.
    #[must_use]
    pub fn month(self, year: i32, month: u8) -> Option<Period> {
        self.months(year, month, month)
    }

    /// First and last day of a year.
    #[must_use]
    pub fn year(self, year: i32) -> Option<Period> {
        self.months(year, 1, 12)
    }

    /// The day a number of months later (earlier, when negative). A day of month that the month reached
    /// does not have becomes its last: a month after 31 January is 28 or 29 February.
    ///
    /// `None` when the result leaves [`Calendar::years`].
    #[must_use]
    pub fn add_months(self, day: Day, months: i32) -> Option<Day> {
        let (year, month, day_of_month) = self.parts(day);
        let count = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
        let year = i32::try_from(count.div_euclid(12)).ok()?;
        let month = u8::try_from(count.rem_euclid(12) + 1).ok()?;
        self.day(year, month, day_of_month.min(self.month_len(year, month)?))
    }

    /// The day a number of years later (earlier, when negative), with the day of month clamped as in
    /// [`Calendar::add_months`].
    #[must_use]
    pub fn add_years(self, day: Day, years: i32) -> Option<Day> {
        self.add_months(day, years.checked_mul(12)?)
    }
}
