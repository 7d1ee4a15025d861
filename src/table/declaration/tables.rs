//! The list of all tables.

use super::clauses::{CLAUSE_REFERENCES, CLAUSES, PROVISION_PARTIES, PROVISIONS};
use super::dates::DATES;
use super::documents::{DOCUMENTS, REJECTS, SEGMENTS, TEXTS};
use super::figures::FIGURES;
use super::findings::FINDINGS;
use super::mentions::{ACTORS, MENTIONS, PLACES};
use crate::table::schema::Table;

/// Every table, in the order datasets list them.
static TABLES: &[&Table] = &[
    &DOCUMENTS,
    &SEGMENTS,
    &DATES,
    &FIGURES,
    &MENTIONS,
    &ACTORS,
    &PLACES,
    &CLAUSES,
    &PROVISIONS,
    &PROVISION_PARTIES,
    &CLAUSE_REFERENCES,
    &FINDINGS,
    &REJECTS,
    &TEXTS,
];

/// Every table, in the order that datasets list them.
#[must_use]
pub fn tables() -> &'static [&'static Table] {
    TABLES
}

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    tables().iter().copied().find(|table| table.name == name)
}
