//! Offending rows, and where they are stored.

/// How many offending rows a report shows.
pub(crate) const SHOWN: usize = 5;

/// Offending rows of one table as they are found.
#[derive(Debug, Default)]
pub(crate) struct Offenders {
    pub(crate) count: u64,
    /// The first of them.
    pub(crate) first: Vec<Offender>,
}

/// An offending row: where it is stored, and what is wrong.
#[derive(Debug)]
pub(crate) struct Offender {
    pub(crate) piece: usize,
    pub(crate) row: u64,
    pub(crate) note: String,
}

impl Offenders {
    pub(crate) fn add(&mut self, piece: usize, row: u64, note: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(Offender { piece, row, note: note() });
        }
    }

    /// Appends the offenders of a later piece.
    pub(crate) fn append(&mut self, later: Self) {
        self.count += later.count;
        let room = SHOWN.saturating_sub(self.first.len());
        self.first.extend(later.first.into_iter().take(room));
    }
}
