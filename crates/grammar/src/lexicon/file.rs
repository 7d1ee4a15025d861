//! The lexicon file format: a class or several, their entries, and the words they are written with.

use crate::error::{Error, Result};
use crate::toml_error::refused;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::{Table, Value};

/// The words of a class as a file has them: the whole file, or one of its sections `[[class]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// The token class that every form gets; the `name` of a section.
    #[serde(alias = "name")]
    pub class: String,
    /// What words they are, in one sentence.
    pub summary: String,
    /// For imported data: source, version and licence.
    pub origin: Option<String>,
    /// For imported data: the command that made the file.
    pub command: Option<String>,
    /// The suffix sets that may follow a form.
    #[serde(default)]
    pub inflect: Vec<String>,
    /// A sentence with `{}` in which every form must be found; instead of an example at each entry.
    pub frame: Option<String>,
    /// The table in whose rows the entries' values show: that of each entry's `row`.
    pub table: Option<String>,
    /// The entries.
    #[serde(default, rename = "entry")]
    pub entries: Vec<EntryText>,
}

/// A file of several classes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    class: Vec<LexiconFile>,
}

/// The line that begins a section.
const SECTION: &str = "[[class]]";

/// An entry as written: its words, and whatever its class needs to know.
#[derive(Clone, Debug, Deserialize)]
pub struct EntryText {
    /// Unique within the class.
    pub id: String,
    /// The words, in good Persian; a space or ZWNJ is a joint that texts write in several ways.
    pub forms: Vec<String>,
    /// A text in which the entry must be found; with `{}`, a frame of its own.
    pub example: Option<String>,
    /// The table of its `row`, where that is not the file's.
    pub table: Option<String>,
    /// Cells of a row that the table has for that text, or for the frame with each form, which stands for `{}` in them
    /// too; of several rows in a list.
    #[serde(default, deserialize_with = "rows")]
    pub row: Vec<Table>,
    /// The keys that belong to the class.
    #[serde(flatten)]
    pub attributes: Table,
}

/// One row, or a list of rows.
fn rows<'de, D: Deserializer<'de>>(text: D) -> std::result::Result<Vec<Table>, D::Error> {
    let wrong = |found: &Value| D::Error::custom(format!("row: expected cells, found {}", found.type_str()));
    match Value::deserialize(text)? {
        Value::Table(row) => Ok(vec![row]),
        Value::Array(rows) if !rows.is_empty() => rows
            .into_iter()
            .map(|row| match row {
                Value::Table(row) => Ok(row),
                other => Err(wrong(&other)),
            })
            .collect(),
        other => Err(wrong(&other)),
    }
}

impl LexiconFile {
    /// Reads a file: the words of each of its classes; `name` stands in messages.
    ///
    /// # Errors
    /// What is not TOML, lacks a key, has an unknown one, or shows no example of its entries.
    pub fn parse(name: &str, text: &str) -> Result<Vec<Self>> {
        let files = if text.lines().any(|line| line.trim_end() == SECTION) {
            toml::from_str::<Sections>(text).map(|sections| sections.class)
        } else {
            toml::from_str::<Self>(text).map(|file| vec![file])
        };
        let files = files.map_err(|cause| refused(name, text, &cause))?;
        files.iter().try_for_each(|file| file.check(name))?;
        Ok(files)
    }

    fn check(&self, name: &str) -> Result<()> {
        if let Some(frame) = &self.frame
            && !frame.contains(FORM)
        {
            return Err(Error::configuration(format!(
                "frame has no place for a form: expected {{}}, found {frame:?}"
            ))
            .at(name));
        }
        for entry in &self.entries {
            let problem = if entry.id.is_empty() {
                "an entry has an empty id"
            } else if entry.forms.is_empty() {
                "the entry has no forms: expected at least one word"
            } else if entry.example.is_none() && self.frame.is_none() {
                "the entry has no example: expected `example` at the entry or `frame` at the file"
            } else if !entry.row.is_empty() && self.table.is_none() && entry.table.is_none() {
                "the entry has a row and no table: expected `table` at the file or the entry"
            } else {
                continue;
            };
            return Err(Error::configuration(problem).at(format!("{name}, entry {:?}", entry.id)));
        }
        Ok(())
    }
}

/// Where each form stands in a frame, and in the cells that are expected of it.
pub const FORM: &str = "{}";
