//! Records of corpora: lines of JSON, rows of tables, of which columns hold the text and what is known of it.

mod columns;
mod json;
mod model;
mod when;

pub use columns::Columns;
pub(super) use json::Lines;
pub(super) use model::{Found, Record, Records};
