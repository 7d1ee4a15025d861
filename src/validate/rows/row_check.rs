//! A check that looks at rows, and what it finds wrong.

use crate::validate::catalogue::Kind;
use crate::validate::offender::Offenders;
use arrow::array::RecordBatch;

/// A check that looks at the rows of a batch.
pub(super) struct RowCheck<'a> {
    pub(super) kind: Kind,
    pub(super) what: String,
    /// The columns that it cannot do without.
    pub(super) columns: Vec<&'static str>,
    pub(super) look: Box<Look<'a>>,
}

/// Looks at a batch; `None` where a column that it needs is not there.
pub(super) type Look<'a> = dyn Fn(&RecordBatch, &mut Wrong<'_>) -> Option<()> + Sync + Send + 'a;

/// Takes down what is wrong with the rows of a batch.
pub(super) struct Wrong<'o> {
    pub(super) offenders: &'o mut Offenders,
    pub(super) piece: usize,
    /// Rows of the piece before this batch.
    pub(super) before: u64,
}

impl Wrong<'_> {
    pub(super) fn row(&mut self, row: usize, note: impl FnOnce() -> String) {
        self.offenders.add(self.piece, self.before + row as u64, note);
    }
}
