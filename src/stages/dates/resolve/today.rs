//! Which day is today where a row stands: the reference day, or the one that the text itself calls today.

use crate::calendar::{Day, DurationUnit};
use crate::stages::dates::{Anchor, DateRow, Resolution, Shift};

/// Today, kept up while a pass goes from row to row.
pub(super) struct Today {
    reference: Option<Day>,
    /// The last day that the text called today, and the row that says so.
    told: Option<(Day, usize)>,
    /// The rows that were looked at.
    reached: usize,
}

impl Today {
    pub(super) const fn new(reference: Option<Day>) -> Self {
        Self { reference, told: None, reached: 0 }
    }

    /// Today at a row: as the text tells before it («امروز شنبه ۱۹ مهر ۱۳۹۹»), else the reference day.
    pub(super) fn at(&mut self, rows: &[DateRow], at: usize) -> Option<(Day, Anchor)> {
        for n in self.reached..at {
            self.told = day_of_today(rows, n).map(|day| (day, n)).or(self.told);
        }
        self.reached = self.reached.max(at);
        let told = self.told.map(|(day, row)| (day, Anchor::Row(row)));
        told.or(self.reference.map(|day| (day, Anchor::Reference)))
    }
}

/// The day that is today by a row of a whole date at the head of a text or line, or beside «امروز», «دیروز» or the like.
fn day_of_today(rows: &[DateRow], at: usize) -> Option<Day> {
    let date = &rows.get(at)?.value;
    if date.shape.heads {
        return date.day();
    }
    let beside = || {
        let before = &rows.get(at.checked_sub(1)?)?.value;
        match before.shape.shift {
            Some(Shift::Point { unit: DurationUnit::Day, count }) if before.shape.same_day == Some(at) => {
                Some(count)
            }
            _ => None,
        }
    };
    let distance = date.shape.from_today.or_else(beside)?;
    let whole = date.resolution == Resolution::Explicit && date.shape.shift.is_none();
    date.day().filter(|_| whole)?.add_days(distance.checked_neg()?)
}
