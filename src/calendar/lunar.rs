//! The lunar calendar: Umm al-Qura as it was published, continued by calculation.

use icu_calendar::{
    Date,
    cal::{Hijri, hijri::UmmAlQura},
    types::RataDie,
};

use super::{
    system::{numbers, since_1970},
    umm_al_qura::{FIRST_DAY, FIRST_YEAR, MONTH_LENGTHS},
};

const MONTHS: usize = MONTH_LENGTHS.len() * 12;

/// The first day of each published month, and the day after the last.
const STARTS: [i32; MONTHS + 1] = {
    let mut starts = [FIRST_DAY; MONTHS + 1];
    let mut month = 0;
    while month < MONTHS {
        starts[month + 1] = starts[month] + MONTH_LENGTHS[month / 12][month % 12] as i32;
        month += 1;
    }
    starts
};

/// Whether the lunar dates of a year come from the tabular calendar, because neither published nor
/// calculated months of Umm al-Qura are known for it; such dates may be a day or two away from those in use
/// at the time.
#[must_use]
pub fn lunar_is_tabular(year: i32) -> bool {
    !(1300..=1600).contains(&year)
}

/// Days since 1970-01-01 of a lunar date.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<i32> {
    let place = usize::try_from(year - FIRST_YEAR).ok().filter(|&place| place < MONTH_LENGTHS.len());
    if let Some(place) = place {
        let month = place * 12 + usize::from(month.checked_sub(1).filter(|&month| month < 12)?);
        let number = STARTS.get(month)?.checked_add(i32::from(day.checked_sub(1)?))?;
        return (number < *STARTS.get(month + 1)?).then_some(number);
    }
    let calculated = Date::try_new_hijri_with_calendar(year, month, day, calculated()).ok()?;
    let number = since_1970(calculated.to_rata_die())?;
    // The calculated 1342 ends a day after the published 1343 has begun: that day belongs to 1343.
    (year >= FIRST_YEAR || number < FIRST_DAY).then_some(number)
}

/// Year, month and day of month of a fixed day that is so many days after 1970-01-01.
pub(super) fn parts(number: i32, fixed: RataDie) -> (i32, u8, u8) {
    let after = STARTS.partition_point(|&start| start <= number);
    let published = after.checked_sub(1).filter(|&month| month < MONTHS).and_then(|month| {
        let year = FIRST_YEAR + i32::try_from(month / 12).ok()?;
        let day = u8::try_from(number - STARTS.get(month)? + 1).ok()?;
        Some((year, u8::try_from(month % 12 + 1).ok()?, day))
    });
    published.unwrap_or_else(|| numbers(&Date::from_rata_die(fixed, calculated())))
}

const fn calculated() -> Hijri<UmmAlQura> {
    Hijri::new_umm_al_qura()
}
