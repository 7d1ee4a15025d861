//! Findings.

use super::clauses::{CLAUSES, PROVISIONS};
use super::dates::DATES;
use super::figures::FIGURES;
use super::grounding::{DOC_ID, IN_DOCUMENT, OFFSETS};
use super::mentions::MENTIONS;
use crate::extract::Severity;
use crate::table::schema::{Column, Table};
use crate::table::vocabulary::Vocabulary;

/// The tables that a finding can be about.
static FINDING_TABLES: &[&str] = &[DATES.name, FIGURES.name, MENTIONS.name, CLAUSES.name, PROVISIONS.name];

pub(in crate::table) static FINDINGS: Table = Table {
    name: "findings",
    summary: "One row is something that the source itself has wrong or leaves open; nothing is silently mended.",
    id_prefix: Some("x"),
    groups: &[&[
        Column::id("finding_id", "the row"),
        DOC_ID,
        Column::words("table", FINDING_TABLES, "the table of the row it is about"),
        Column::text("row_id", "the row it is about"),
        Column::text("check", "the check that speaks (`weekday-mismatch`, `reversed-range`)").required(),
        Column::words("severity", Severity::WORDS, "how grave it is").required(),
        Column::text("message", "one sentence: what is written, what was expected").required(),
        OFFSETS[0],
        OFFSETS[1],
    ]],
    primary_key: &["finding_id"],
    references: &[IN_DOCUMENT],
};
