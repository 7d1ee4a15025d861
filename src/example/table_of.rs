//! The table that the rules of a folder make rows of.

use crate::extract::RULE_TABLES;

/// The table of a folder's rules; the folder's name where it has none.
pub(super) fn table_of(folder: &str) -> &str {
    RULE_TABLES.iter().find(|table| table.name == folder).map_or(folder, |table| table.rows)
}
