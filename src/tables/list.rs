//! The list of all tables.

use super::corrections::CorrectionRows;
use super::declaration::{DOCUMENTS, REJECTS, TEXTS};
use super::parts::{BLOCKS, CELLS, EDITS, PAGES};
use crate::extract::Analysis;
use crate::finding::Finding;
use crate::segment::Segment;
use crate::stages;
use crate::table::{Declared, Rows, Table, TableRows};
use std::sync::LazyLock;

/// How each table is filled, in the order in which datasets list them.
static ALL: LazyLock<Vec<&'static dyn TableRows<Analysis>>> = LazyLock::new(|| {
    let mut all: Vec<&'static dyn TableRows<Analysis>> =
        vec![&Declared(|| &DOCUMENTS), &Rows::<Segment>::NEW];
    all.extend(stages::rows());
    all.extend([
        &Rows::<Finding>::NEW as &dyn TableRows<Analysis>,
        &CorrectionRows,
        &Declared(|| &BLOCKS),
        &Declared(|| &CELLS),
        &Declared(|| &PAGES),
        &Declared(|| &EDITS),
        &Declared(|| &REJECTS),
        &Declared(|| &TEXTS),
    ]);
    all
});

static TABLES: LazyLock<Vec<&'static Table>> =
    LazyLock::new(|| ALL.iter().map(|rows| rows.table()).collect());

/// How an analysis fills each table, in the order of [`tables`].
pub(super) fn all() -> &'static [&'static dyn TableRows<Analysis>] {
    &ALL
}

/// Every table, in the order that datasets list them.
#[must_use]
pub fn tables() -> &'static [&'static Table] {
    &TABLES
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    tables().iter().copied().find(|table| table.name == name)
}
