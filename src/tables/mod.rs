//! All tables of a dataset: listed once, built from analyses, described for people and machines.
//!
//! [`tables`] lists them: those of the stages, which declare them, between documents and their segments and what could not be
//! read. A [`TablesBuilder`] takes documents one by one and yields one record batch per table; it reads no file and starts no
//! thread. [`markdown`], [`json`] and [`text`] are the reference.

mod batch;
mod builder;
mod columns;
mod corrections;
mod declaration;
mod describe;
mod documents;
mod explain;
mod findings;
mod input_document;
mod large;
mod list;
mod parts;
mod record;
mod row;
mod structure;
mod validation;
mod writer;

pub use crate::stages::actors::EntityCounts;
pub use batch::{extract, extract_one};
pub use builder::{Tables, TablesBuilder};
pub use describe::{json, markdown, text};
pub use explain::{Derived, derived, explain};
pub use input_document::{InputDocument, InputSource};
pub(crate) use large::{LargeDocuments, Numbers, ids, owner};
pub use list::{table, tables};
pub use record::DocumentRecord;
pub use row::{Row, rows, rows_of_batch};

#[cfg(test)]
pub(crate) mod tests;
