//! How the columns of a table are stored in Parquet files.

use parquet::basic::Encoding;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use super::provenance::{Options, VERSION};
use crate::table::{Column, ColumnType, Table};

/// Whether a column is a place in a text.
fn is_offset(column: &Column) -> bool {
    column.kind == ColumnType::Int32 && (column.name.ends_with("_start") || column.name.ends_with("_end"))
}

/// Whether a column refers to rows, of which each is referred to a few times at most.
fn is_row_id(column: &Column) -> bool {
    matches!(column.name, "segment_id" | "parent_id" | "clause_id" | "provision_id" | "mention_id" | "row_id")
}

/// Whether a column holds whole sentences and more, which do not repeat.
fn is_running_text(table: &Table, column: &str) -> bool {
    column == "text" && ["segments", "clauses", "provisions"].contains(&table.name)
        || is_whole_document(table, column)
}

/// Whether a column holds whole documents.
fn is_whole_document(table: &Table, column: &str) -> bool {
    table.name == "texts" && column == "text"
}

/// Dictionaries pay for every column but those whose values do not repeat: offsets grow, so their differences
/// are small, and words compress better and faster where their lengths do not stand between them.
pub(super) fn properties(table: &Table, options: &Options) -> WriterProperties {
    let metadata = options
        .provenance
        .entries()
        .into_iter()
        .map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()))
        .collect();
    let mut builder = WriterProperties::builder()
        .set_created_by(format!("jadval version {VERSION}"))
        .set_compression(options.provenance.compression.codec())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_key_value_metadata(Some(metadata));
    for column in table.columns() {
        let path = || ColumnPath::from(column.name);
        if is_offset(column) {
            builder = builder.set_column_dictionary_enabled(path(), false);
            builder = builder.set_column_encoding(path(), Encoding::DELTA_BINARY_PACKED);
        } else if column.unique || is_row_id(column) || is_running_text(table, column.name) {
            builder = builder.set_column_dictionary_enabled(path(), false);
            // A whole document is a page by itself; there are no lengths between words, but one copy more.
            if column.kind == ColumnType::Text && !is_whole_document(table, column.name) {
                builder = builder.set_column_encoding(path(), Encoding::DELTA_LENGTH_BYTE_ARRAY);
            }
        }
        // Nobody looks for the least of a column of words.
        if column.kind == ColumnType::Text && column.name != "doc_id" {
            builder = builder.set_column_statistics_enabled(path(), EnabledStatistics::None);
        }
    }
    builder.build()
}
