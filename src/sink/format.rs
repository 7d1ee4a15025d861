//! The file formats of tables.

/// A file format for tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// RFC 4180: UTF-8, a header row, CRLF line ends. An empty cell is null, a quoted empty cell an empty string.
    Csv,
}

impl Format {
    /// All formats, the preferred one first.
    pub const ALL: [Self; 2] = [Self::Parquet, Self::Csv];

    /// The name in settings and the extension of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }

    /// The name of a table's file.
    #[must_use]
    pub fn file_name(self, table: &str) -> String {
        format!("{table}.{}", self.name())
    }
}
