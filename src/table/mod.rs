//! The tables of a dataset: declared once, built from analyses, described for people and machines.
//!
//! [`tables`] is the one declaration. From it come the Arrow schemas, the builders, the reference page
//! ([`markdown`]) and the descriptions that the sink writes beside the data. A [`TablesBuilder`] takes documents
//! one by one and yields one record batch per table; it reads no file and starts no thread.
//!
//! Numbers become doubles, byte offsets become character offsets and indices become row ids here and nowhere else.

mod batch;
mod builder;
mod columns;
mod declaration;
mod describe;
mod documents;
mod entities;
mod id;
mod record;
mod row;
mod rows;
mod schema;
mod vocabulary;

pub use batch::{extract, extract_one};
pub use builder::{Tables, TablesBuilder};
pub use declaration::{table, tables};
pub use describe::{json, markdown, text};
pub use documents::InputDocument;
pub use entities::EntityCounts;
pub(crate) use id::{RowIds, aspect};
pub use record::DocumentRecord;
pub use row::{Row, rows};
pub use schema::{Column, ColumnType, Reference, Table};
pub use vocabulary::Vocabulary;

#[cfg(test)]
pub(crate) mod tests;
