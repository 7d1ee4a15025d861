//! What a dataset says of its origin, and how it is written.

use super::compression::Compression;
use super::csv::CsvMode;
use super::format::Format;

/// The version of jadval that datasets name.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a dataset says about its own origin.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Provenance {
    /// Name of the dataset; by custom the name of its pipeline.
    pub name: String,
    /// A title for people; the name, where absent.
    pub title: Option<String>,
    /// What the documents are.
    pub description: Option<String>,
    /// SPDX identifier of the licence of the documents; unknown, where absent.
    pub license: Option<String>,
    /// Hash over all lexicon and rule files in use.
    pub rules_hash: String,
    /// Hash of the pipeline file, where there is one.
    pub pipeline_hash: Option<String>,
    /// How documents were read, where that is not as usual: what was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// How CSV cells are written.
    pub csv: CsvMode,
    /// How Parquet files are compressed.
    pub compression: Compression,
}

impl Provenance {
    pub(super) fn title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.name)
    }

    /// What the documents are, in words that are made of the title where nobody gave any.
    #[must_use]
    pub fn described(&self) -> String {
        self.description.clone().unwrap_or_else(|| {
            format!(
                "{}: dates, figures, actors, places and clauses of Persian documents, each row tied to its place \
                 in the source.",
                self.title()
            )
        })
    }

    /// The provenance as keys and values, as Parquet files and descriptions carry it.
    pub(super) fn entries(&self) -> Vec<(&'static str, &str)> {
        let mut entries = vec![("jadval.version", VERSION), ("jadval.rules", self.rules_hash.as_str())];
        entries.extend(self.pipeline_hash.as_deref().map(|hash| ("jadval.pipeline", hash)));
        entries
    }
}

/// How a dataset is written.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Options {
    /// Formats of the tables, at least one; each once.
    pub formats: Vec<Format>,
    /// What the dataset says about its origin.
    pub provenance: Provenance,
    /// Most rows of a Parquet file: a table with more is a folder of parts.
    pub part_rows: usize,
}

impl Options {
    /// Four million rows: some hundred megabytes, and no table of a collection of ordinary size.
    pub const PART_ROWS: usize = 4 << 20;
}
