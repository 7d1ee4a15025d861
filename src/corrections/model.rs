//! What a line of a file of corrections says.

use crate::table::vocabulary;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What one person says of one row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The table of the row.
    pub table: String,
    /// The id that the row had when it was looked at; none of a row that was missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row_id: Option<String>,
    /// What is said.
    pub verdict: Verdict,
    /// Of a row that is corrected or added: its values, by column. They are cells of Parquet files in JSON; `null` empties one.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub set: Map<String, Value>,
    /// The values that the row had when it was looked at, as far as the verdict rests on them.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub was: Map<String, Value>,
    /// The document.
    pub doc_id: String,
    /// SHA-256 of the source of the document, in hexadecimal: tells a file that was renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_sha256: Option<String>,
    /// Where the row stands.
    pub quote: Quote,
    /// The rule that made the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Who says it.
    pub reviewer: String,
    /// When, as the writer's clock has it; of two lines of one person on one row the later one counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Why, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The words of a row and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The row's own words.
    pub exact: String,
    /// The characters before them, 32 where there are so many.
    #[serde(default)]
    pub prefix: String,
    /// The characters behind them, 32 where there are so many.
    #[serde(default)]
    pub suffix: String,
    /// The first character, in Unicode code points of the text layer.
    pub char_start: u32,
    /// One past the last.
    pub char_end: u32,
}

/// What can be said of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is right.
    Accept,
    /// There should be no such row.
    Reject,
    /// It has other values.
    Correct,
    /// It is missing.
    Add,
    /// The reviewer cannot tell.
    Unsure,
}

vocabulary!(Verdict {
    Self::Accept => "accept",
    Self::Reject => "reject",
    Self::Correct => "correct",
    Self::Add => "add",
    Self::Unsure => "unsure",
});

/// A correction and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub number: u32,
    /// What it says.
    pub correction: Correction,
}

impl Line {
    /// The place as messages have it.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.number)
    }
}
