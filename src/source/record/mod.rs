//! Records of corpora: lines of JSON, rows of tables, of which columns hold the text and what is known of it; and files of archives.

mod columns;
mod delimited;
mod json;
mod model;
mod objects;
mod parquet;
mod sheet;
mod tar;
#[cfg(feature = "office")]
mod zip;

pub use columns::Columns;
pub(super) use delimited::Delimited;
pub(super) use json::Lines;
pub(super) use model::{Entry, Found, Member, Records};
pub(super) use objects::Objects;
pub(super) use parquet::Rows;
pub(super) use sheet::records_of;
pub(super) use tar::{Tape, of_member};
#[cfg(feature = "office")]
pub(super) use zip::{Archive, Input};
