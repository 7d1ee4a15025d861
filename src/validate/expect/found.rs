//! How an expectation came out.

use crate::check::Offenders;
use crate::validate::example::Example;
use crate::validate::tables::OpenTable;

/// How an expectation came out.
pub(super) struct Found {
    pub(super) what: String,
    pub(super) offending: u64,
    pub(super) examples: Vec<Example>,
}

impl Found {
    /// Returns the outcome of a condition about the table as a whole.
    pub(super) fn as_whole(what: String, holds: bool) -> Self {
        Self { what, offending: u64::from(!holds), examples: Vec::new() }
    }

    pub(super) fn in_rows(open: &OpenTable, what: String, wrong: &Offenders) -> Self {
        let examples = wrong.first.iter().map(|offender| open.example(offender)).collect();
        Self { what, offending: wrong.count, examples }
    }
}
