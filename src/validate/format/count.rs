//! Numbers of rows in words.

/// «1 row», «2 rows».
pub(super) fn rows(count: u64) -> String {
    format!("{count} row{}", if count == 1 { "" } else { "s" })
}
