//! Fixed days: the day numbers that all calendars of `icu_calendar` share, and those counted from 1970-01-01.

use icu_calendar::{Date, types::RataDie};

/// `RataDie` of 1970-01-01.
pub(super) const EPOCH: i64 = 719_163;

/// The number of a fixed day, counted from 1970-01-01.
pub(super) fn since_1970(fixed: RataDie) -> Option<i32> {
    i32::try_from(fixed.to_i64_date() - EPOCH).ok()
}

/// Year, month and day of month of a date.
pub(super) fn numbers<C: icu_calendar::AsCalendar>(date: &Date<C>) -> (i32, u8, u8) {
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}
