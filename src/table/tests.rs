//! The columns of tables, to be compared with the contract.

use super::Table;

/// The names of a table's columns, `GROUNDING` for those that say where a row stands.
pub(crate) fn columns(table: &Table) -> String {
    let names: Vec<&str> = table.columns().map(|column| column.name).collect();
    names.join(" ").replace(
        "doc_id segment_id char_start char_end byte_start byte_end text rule block_id page coords",
        "GROUNDING",
    )
}
