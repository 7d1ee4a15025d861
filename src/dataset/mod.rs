//! Datasets that are already written: their folder, the files of each table, and the rows in them.
//!
//! A table is one Parquet file, a folder of Parquet parts, or a CSV file; whoever reads goes through
//! [`Dataset`] and sees record batches. Where a table is there in both formats, Parquet is read.

mod batch_rows;
mod batches;
mod cells;
mod csv;
mod diff;
mod folder;
mod piece;
mod schema;
mod snapshot;

pub use batches::Batches;
pub use cells::CellBytes;
pub use csv::{CsvForm, csv_cells, csv_form};
pub use diff::{CellDiff, Diff, RowChange, RowDiff, TableDiff, diff};
pub use folder::Dataset;
pub(crate) use folder::no_document;
pub use piece::Piece;
pub use schema::{Schema, SchemaChange, declared_schema, diff_schemas, read_schema};
pub use snapshot::{Snapshot, at_one_time};
