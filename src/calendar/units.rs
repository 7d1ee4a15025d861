//! The larger units of a calendar as periods: seasons, quarters, halves, decades, centuries.

use super::{Calendar, Period};

/// A season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The season at a place in the solar year, 1 (spring) to 4 (winter).
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::Spring),
            2 => Some(Self::Summer),
            3 => Some(Self::Autumn),
            4 => Some(Self::Winter),
            _ => None,
        }
    }
}

/// How far the solar year that begins in the spring of a Gregorian one is behind it.
const SOLAR_BEHIND: i32 = 621;

/// The exact half of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Half {
    First,
    Second,
}

impl Calendar {
    /// The months `first` to `last` (from 1) of a year; `None` where one of them does not exist or they
    /// run backwards.
    #[must_use]
    pub fn months(self, year: i32, first: u8, last: u8) -> Option<Period> {
        Period::new(self.day(year, first, 1)?, self.day(year, last, self.month_len(year, last)?)?)
    }

    /// A season of a year.
    ///
    /// A season is three solar months, spring from Farvardin, also where its year is Gregorian: spring, summer and autumn are
    /// those that lie in that year, and winter the one that lies mostly in it. The lunar year has no seasons.
    #[must_use]
    pub fn season(self, year: i32, season: Season) -> Option<Period> {
        let year = match self {
            Self::Solar => year,
            // The winter that ends in spring is of the solar year before.
            Self::Gregorian if season == Season::Winter => year.checked_sub(SOLAR_BEHIND + 1)?,
            Self::Gregorian => year.checked_sub(SOLAR_BEHIND)?,
            Self::Lunar => return None,
        };
        let first = season as u8 * 3 + 1;
        Self::Solar.months(year, first, first + 2)
    }

    /// A quarter of a year, 1 to 4: three months.
    #[must_use]
    pub fn quarter(self, year: i32, quarter: u8) -> Option<Period> {
        let first = quarter.checked_sub(1)?.checked_mul(3)?.checked_add(1)?;
        self.months(year, first, first.checked_add(2)?)
    }

    /// Half a year: six months.
    #[must_use]
    pub fn half_year(self, year: i32, half: Half) -> Option<Period> {
        match half {
            Half::First => self.months(year, 1, 6),
            Half::Second => self.months(year, 7, 12),
        }
    }

    /// Half a month: its first fifteen days, or the rest.
    #[must_use]
    pub fn half_month(self, year: i32, month: u8, half: Half) -> Option<Period> {
        let whole = self.month(year, month)?;
        match half {
            Half::First => Period::new(whole.first, self.day(year, month, 15)?),
            Half::Second => Period::new(self.day(year, month, 16)?, whole.last),
        }
    }

    /// A third of a month: its first or second ten days, or the rest; `None` of any other.
    #[must_use]
    pub fn third_of_month(self, year: i32, month: u8, third: u8) -> Option<Period> {
        let first = match third {
            1..=3 => self.day(year, month, 10 * third - 9)?,
            _ => return None,
        };
        match third {
            3 => Period::new(first, self.month(year, month)?.last),
            _ => Period::new(first, self.day(year, month, 10 * third)?),
        }
    }

    /// A week of a month: each of its first four times seven days, or (5) its last seven days; `None` of any other.
    #[must_use]
    pub fn week_of_month(self, year: i32, month: u8, week: u8) -> Option<Period> {
        match week {
            1..=4 => Period::new(self.day(year, month, 7 * week - 6)?, self.day(year, month, 7 * week)?),
            5 => {
                let last = self.month(year, month)?.last;
                Period::new(last.add_days(-6)?, last)
            }
            _ => None,
        }
    }

    /// Whole years, both included.
    #[must_use]
    pub fn year_span(self, first: i32, last: i32) -> Option<Period> {
        self.year(first)?.through(self.year(last)?)
    }

    /// The ten years from `first_year` on: the decade of 1990 is 1990 to 1999.
    #[must_use]
    pub fn decade(self, first_year: i32) -> Option<Period> {
        self.year_span(first_year, first_year.checked_add(9)?)
    }

    /// Five years of the decade that begins with `first_year`.
    #[must_use]
    pub fn half_decade(self, first_year: i32, half: Half) -> Option<Period> {
        let first = match half {
            Half::First => first_year,
            Half::Second => first_year.checked_add(5)?,
        };
        self.year_span(first, first.checked_add(4)?)
    }

    /// A century, counted from 1: the 19th is the years 1801 to 1900.
    #[must_use]
    pub fn century(self, century: i32) -> Option<Period> {
        let last = century.checked_mul(100)?;
        self.year_span(last.checked_sub(99)?, last)
    }

    /// Fifty years of a century: the second half of the 20th is 1951 to 2000.
    #[must_use]
    pub fn half_century(self, century: i32, half: Half) -> Option<Period> {
        let last = century.checked_mul(100)?.checked_sub(match half {
            Half::First => 50,
            Half::Second => 0,
        })?;
        self.year_span(last.checked_sub(49)?, last)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::{Day, edtf};

    fn written(period: Option<Period>) -> Option<String> {
        period.and_then(|period| edtf::write(period, false))
    }

    #[test]
    fn units_of_the_gregorian_year() {
        let gregorian = Calendar::Gregorian;
        let cases = [
            (gregorian.season(2020, Season::Spring), "2020-03-20/2020-06-20"),
            (gregorian.season(2019, Season::Winter), "2018-12-22/2019-03-20"),
            (gregorian.quarter(2021, 4), "2021-10-01/2021-12-31"),
            (gregorian.half_year(2005, Half::Second), "2005-07-01/2005-12-31"),
            (gregorian.half_month(2020, 2, Half::Second), "2020-02-16/2020-02-29"),
            (gregorian.decade(1990), "1990/1999"),
            (gregorian.half_decade(1990, Half::Second), "1995/1999"),
            (gregorian.century(19), "1801/1900"),
            (gregorian.half_century(20, Half::First), "1901/1950"),
            (gregorian.half_century(20, Half::Second), "1951/2000"),
        ];
        for (period, expected) in cases {
            assert_eq!(written(period).as_deref(), Some(expected));
        }
    }

    #[test]
    fn units_of_the_hijri_years() {
        let cases = [
            (Calendar::Solar.season(1399, Season::Spring), "2020-03-20/2020-06-20"),
            (Calendar::Solar.season(1399, Season::Winter), "2020-12-21/2021-03-20"),
            (Calendar::Solar.half_year(1400, Half::First), "2021-03-21/2021-09-22"),
            (Calendar::Solar.decade(1330), "1951-03-22/1961-03-20"),
            (Calendar::Solar.century(14), "1922-03-22/2022-03-20"),
            (Calendar::Lunar.month(1442, 9), "2021-04-13/2021-05-12"),
        ];
        for (period, expected) in cases {
            assert_eq!(written(period).as_deref(), Some(expected));
        }
    }

    #[test]
    fn units_that_do_not_exist() {
        assert_eq!(Calendar::Lunar.season(1442, Season::Spring), None);
        assert_eq!(Calendar::Gregorian.season(i32::MIN, Season::Winter), None);
        assert_eq!(Calendar::Gregorian.quarter(2020, 5), None);
        assert_eq!(Calendar::Gregorian.quarter(2020, 0), None);
        assert_eq!(Calendar::Gregorian.century(0), None);
        assert_eq!(Calendar::Gregorian.months(2020, 5, 3), None);
        assert_eq!(Calendar::Solar.decade(2995), None);
        assert_eq!(Season::from_number(4), Some(Season::Winter));
        assert_eq!(Season::from_number(5), None);
    }

    proptest! {
        #[test]
        fn parts_fill_the_whole(year in 1..2900i32, month in 1..=12u8) {
            for calendar in [Calendar::Solar, Calendar::Gregorian, Calendar::Lunar] {
                let follow = |earlier: Option<Period>, later: Option<Period>| {
                    earlier.and_then(|p| p.last.add_days(1)) == later.map(|p| p.first) && later.is_some()
                };
                prop_assert!(follow(calendar.year(year), calendar.year(year + 1)));
                prop_assert!(follow(calendar.half_month(year, month, Half::First), calendar.half_month(year, month, Half::Second)));
                prop_assert!(follow(calendar.half_year(year, Half::First), calendar.half_year(year, Half::Second)));
                prop_assert!((1..4).all(|quarter| follow(calendar.quarter(year, quarter), calendar.quarter(year, quarter + 1))));
                prop_assert_eq!(calendar.quarter(year, 4).map(|p| p.last), calendar.year(year).map(|p| p.last));
            }
        }

        #[test]
        fn no_number_panics(number: i32, small: u8, other: u8) {
            for calendar in [Calendar::Solar, Calendar::Gregorian, Calendar::Lunar] {
                let _ = (calendar.months(number, small, other), calendar.quarter(number, small), calendar.month_len(number, small));
                let _ = (calendar.decade(number), calendar.century(number), calendar.half_century(number, Half::First));
                let _ = (calendar.season(number, Season::Winter), calendar.half_decade(number, Half::Second));
                let _ = (calendar.add_months(Day(number), number), calendar.add_years(Day(number), number));
                let parts = calendar.parts(Day(number));
                prop_assert!((1..=12).contains(&parts.1) && (1..=31).contains(&parts.2), "{:?}", parts);
            }
        }
    }
}
