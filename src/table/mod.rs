//! What a table is: its declaration, the cells of its rows, their ids, and the place of a row in its source.
//!
//! A stage declares its tables beside its model (`stages/dates/table.rs`): a [`Table`] and, for the rows that it finds,
//! `TableRow`. From these two come the Arrow schema, builders, ids, counts, documentation and what datasets are validated by;
//! [`crate::tables`] lists them all.
//!
//! Numbers become doubles, byte offsets become character offsets and indices become row ids here and nowhere else.

mod cells;
mod context;
mod foreign;
mod grounding;
mod id;
mod row;
mod rows;
mod schema;
mod vocabulary;

pub(crate) use cells::{Columns, Row, whole_row};
pub(crate) use context::{Context, Place, Places, RuleName};
pub use foreign::{as_column, micros, texts};
pub(crate) use foreign::{days, instants, numbers, whole_numbers, without_zone};
pub(crate) use grounding::{
    CLAUSE_ID, DOC_ID, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT, IN_STATEMENT, OFFSETS, REVIEW,
    STATEMENT_ID, TEXT,
};
pub(crate) use id::{RowId, RowIds, ends_sentence, push_placed, push_words};
pub use row::RowsOf;
pub(crate) use row::{Reasons, RowValue, TableRow, told};
pub(crate) use rows::{Declared, Derivation, Rows, TableRows};
pub use schema::{Column, ColumnType, Group, Reference, Table};
pub(crate) use vocabulary::vocabulary;
pub use vocabulary::{Closed, Vocabulary};

#[cfg(test)]
pub(crate) mod tests;
