//! What a program's rows are worth, in numbers.

use std::ops::AddAssign;

/// Counts of rows, of which precision and recall are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Rows that there should be.
    pub gold: usize,
    /// Rows that there are.
    pub predicted: usize,
    /// Rows of both that overlap, one to one.
    pub found: usize,
    /// Those of `found` with the same span.
    pub exact: usize,
    /// Those of `found` with the right value.
    pub right: usize,
    /// Rows that should not be, or have a wrong value, and have no finding beside them.
    pub silent: usize,
}

impl Score {
    /// The share of the rows that there are which should be, from 0 to 1; 1 of none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.found, self.predicted)
    }

    /// The share of the rows that there should be which are, from 0 to 1; 1 of none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.gold)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        share(2 * self.found, self.gold + self.predicted)
    }

    /// F1 where spans must be equal.
    #[must_use]
    pub fn exact_f1(&self) -> f64 {
        share(2 * self.exact, self.gold + self.predicted)
    }

    /// The share of the rows found whose value is right.
    #[must_use]
    pub fn value(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the rows that there are which are wrong without a word.
    #[must_use]
    pub fn silent(&self) -> f64 {
        if self.predicted == 0 { 0.0 } else { self.silent as f64 / self.predicted as f64 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.found += other.found;
        self.exact += other.exact;
        self.right += other.right;
        self.silent += other.silent;
    }
}
