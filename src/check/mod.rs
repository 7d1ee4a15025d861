//! What datasets are checked for: the names of the checks, and those that look at rows one by one.
//!
//! A stage says beside its table what its rows must hold by themselves ([`crate::table::Table`]); [`crate::validate`] makes the
//! checks.

mod catalogue;
mod column;
mod offender;
mod row_check;

pub(crate) use catalogue::{
    BASE_VALUE, CHECKSUMS, CLAUSE_TREE, CLOCK, CODE, COLUMNS, CORRECTION_CONFLICT, CORRECTION_STALE, COUNTS,
    CSV_AGREES, CSV_FORMULA, DESCRIPTIONS, DOCUMENT_ORDER, DURATION, EDTF, EXPECTATION, GROUNDING, HEADING,
    IDS, INSTANT, NOT_NULL, ORDER, READABLE, REFERENCE, SAME_DAY, SOURCE_UNCHANGED, TABLE_PRESENT, UNIQUE_ID,
    UNIT, VOCABULARY, WRITTEN_PARTS,
};
pub use catalogue::{CHECKS, Kind};
pub(crate) use column::{cell, count, number, text, value};
pub(crate) use offender::{Offender, Offenders, SHOWN};
pub(crate) use row_check::{RowCheck, Wrong};
