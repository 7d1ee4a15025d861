//! Units of a calendar as periods.

use super::{Precision, Unit, Written};
use crate::calendar::{Calendar, Period};

/// The days of what is written, `None` where a part is missing or no such date exists.
#[must_use]
pub fn place(calendar: Calendar, written: &Written, unit: Unit) -> Option<Period> {
    let year = i32::from(written.year?);
    let month = || u8::try_from(written.month?).ok();
    match unit {
        Unit::Day => calendar.day(year, month()?, u8::try_from(written.day?).ok()?).map(Period::single),
        Unit::Month => calendar.month(year, month()?),
        Unit::HalfMonth(half) => calendar.half_month(year, month()?, half),
        Unit::ThirdOfMonth(third) => calendar.third_of_month(year, month()?, third),
        Unit::WeekOfMonth(week) => calendar.week_of_month(year, month()?, week),
        Unit::Season(season) => calendar.season(year, season),
        Unit::Quarter(quarter) => calendar.quarter(year, quarter),
        Unit::HalfYear(half) => calendar.half_year(year, half),
        Unit::FirstMonths(last) => calendar.months(year, 1, last),
        Unit::Year => calendar.year(year),
        Unit::HalfDecade(half) => calendar.half_decade(year, half),
        Unit::Decade => calendar.decade(year),
        Unit::HalfCentury(half) => calendar.half_century(century(year), half),
        Unit::Century => calendar.century(century(year)),
    }
}

/// The century that a year lies in: 1801 to 1900 is the 19th.
const fn century(year: i32) -> i32 {
    (year + 99) / 100
}

impl Unit {
    /// The precision that a date of this unit has.
    #[must_use]
    pub const fn precision(self) -> Precision {
        match self {
            Self::Day => Precision::Day,
            Self::Month => Precision::Month,
            Self::Season(_) => Precision::Season,
            Self::Year => Precision::Year,
            Self::Decade => Precision::Decade,
            Self::Century => Precision::Century,
            Self::HalfMonth(_)
            | Self::ThirdOfMonth(_)
            | Self::WeekOfMonth(_)
            | Self::Quarter(_)
            | Self::HalfYear(_)
            | Self::FirstMonths(_)
            | Self::HalfDecade(_)
            | Self::HalfCentury(_) => Precision::Other,
        }
    }
}
