//! The tables of a dataset, each declared once.

mod clauses;
mod dates;
mod documents;
mod figures;
mod findings;
mod grounding;
mod mentions;
mod tables;

pub(super) use clauses::{CLAUSE_REFERENCES, CLAUSES, PROVISION_PARTIES, PROVISIONS};
pub(super) use dates::DATES;
pub(super) use documents::{DOCUMENTS, REJECTS, SEGMENTS, TEXTS};
pub(super) use figures::FIGURES;
pub(super) use findings::FINDINGS;
pub(super) use mentions::{ACTORS, MENTIONS, PLACES};
pub use tables::{table, tables};
