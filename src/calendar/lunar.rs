//! The lunar calendar: the months of Umm al-Qura as `icu_calendar` has them, the tabular calendar around them.
//!
//! Before 1420 these months are calculated, and begin a day after the printed Saudi calendar as often as with it. Iran
//! and Afghanistan sight the moon for themselves and are mostly a day behind that calendar, so a printed table would
//! bring a Persian document no nearer: a lunar day is true to a day either way, and a finding says so.

use icu_calendar::{
    Date,
    cal::{Hijri, hijri::UmmAlQura},
    types::RataDie,
};

use super::fixed::{numbers, since_1970};

/// Whether the lunar dates of a year come from the tabular calendar, because no months of Umm al-Qura are known for
/// it; such dates may be a day or two away from those in use at the time.
#[must_use]
pub fn lunar_is_tabular(year: i32) -> bool {
    !(1300..=1600).contains(&year)
}

/// Days since 1970-01-01 of a lunar date.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<i32> {
    let date = Date::try_new_hijri_with_calendar(year, month, day, umm_al_qura()).ok()?;
    since_1970(date.to_rata_die())
}

/// Year, month and day of month of a fixed day.
pub(super) fn parts(fixed: RataDie) -> (i32, u8, u8) {
    numbers(&Date::from_rata_die(fixed, umm_al_qura()))
}

const fn umm_al_qura() -> Hijri<UmmAlQura> {
    Hijri::new_umm_al_qura()
}
