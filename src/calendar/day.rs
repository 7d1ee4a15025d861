//! One civil day: its number and its weekday.

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

    /// Whether four digits write the day's Gregorian year.
    pub(super) fn is_writable(self) -> bool {
        (FIRST..=LAST).contains(&self.0)
    }
}

/// 0001-01-01.
pub(super) const FIRST: i32 = -719_162;
/// 9999-12-31.
pub(super) const LAST: i32 = 2_932_896;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::solar_string;

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

    proptest! {
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
