//! A check that looks at rows, and what it finds wrong.

use super::catalogue::Kind;
use super::offender::Offenders;
use arrow::array::RecordBatch;

/// A check that looks at the rows of a batch.
pub(crate) struct RowCheck {
    pub(crate) kind: Kind,
    pub(crate) what: String,
    /// The columns that it cannot do without.
    pub(crate) columns: Vec<&'static str>,
    pub(crate) look: Box<Look>,
}

/// Looks at a batch; `None` where a column that it needs is not there.
pub(crate) type Look = dyn Fn(&RecordBatch, &mut Wrong<'_>) -> Option<()> + Sync + Send;

/// Takes down what is wrong with the rows of a batch.
pub(crate) struct Wrong<'o> {
    pub(crate) offenders: &'o mut Offenders,
    pub(crate) piece: usize,
    /// Rows of the piece before this batch.
    pub(crate) before: u64,
}

impl Wrong<'_> {
    pub(crate) fn row(&mut self, row: usize, note: impl FnOnce() -> String) {
        self.offenders.add(self.piece, self.before + row as u64, note);
    }
}
