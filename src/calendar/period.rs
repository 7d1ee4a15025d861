//! A stretch of whole days.

use super::day::Day;

/// First and last day, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub first: Day,
    /// Last day, not before the first.
    pub last: Day,
}

impl Period {
    /// From one day to another; `None` when they run backwards.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// One day.
    #[must_use]
    pub const fn single(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// Whether a day lies in the period.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The number of days, 1 at least.
    #[must_use]
    pub const fn len_days(self) -> i64 {
        self.last.0 as i64 - self.first.0 as i64 + 1
    }

    /// The period from the first day of this one to the last day of another; `None` when it would run
    /// backwards.
    #[must_use]
    pub fn through(self, end: Self) -> Option<Self> {
        Self::new(self.first, end.last)
    }
}

impl Day {
    /// The Saturday-to-Friday week around this day.
    #[must_use]
    pub fn week(self) -> Option<Period> {
        let first = self.add_days(-i32::from(self.weekday_index()))?;
        Period::new(first, first.add_days(6)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_run_from_saturday_to_friday() {
        let week = Day::from_iso("2020-11-09")
            .and_then(Day::week)
            .map(|week| (week.first.to_iso(), week.last.to_iso()));
        assert_eq!(week, Some(("2020-11-07".into(), "2020-11-13".into())));
    }

    #[test]
    fn periods_hold_both_ends() {
        let period = Period::new(Day(3), Day(5)).expect("runs forwards");
        assert_eq!(period.len_days(), 3);
        assert!([3, 4, 5].into_iter().all(|day| period.contains(Day(day))));
        assert!(!period.contains(Day(2)) && !period.contains(Day(6)));
        assert_eq!(Period::single(Day(3)).len_days(), 1);
        assert_eq!(Period::new(Day(i32::MIN), Day(i32::MAX)).map(Period::len_days), Some(1 << 32));
    }

    #[test]
    fn periods_do_not_run_backwards() {
        assert_eq!(Period::new(Day(5), Day(3)), None);
        let (early, late) = (Period::single(Day(3)), Period::single(Day(5)));
        assert_eq!(early.through(late), Period::new(Day(3), Day(5)));
        assert_eq!(late.through(early), None);
    }
}
