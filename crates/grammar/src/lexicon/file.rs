//! The lexicon file format: a class or several, their entries, and the words they are written with.

use crate::error::{Error, Result};
use crate::limits::{LEXICON_BYTES, fault_of_class, fault_of_name, fault_of_size};
use crate::toml_error::{Lines, refused};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::de::{DeTable, DeValue, Deserializer as TomlDeserializer};
use toml::{Spanned, Table, Value};

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
    #[serde(default, rename = "entry", deserialize_with = "entries")]
    pub entries: Vec<EntryText>,
    /// The line of the file on which the class is named, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// A file of several classes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sections {
    class: Vec<LexiconFile>,
}

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
    /// The line of the file on which the entry begins, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// Entries with the byte at which each of them begins in place of its line, which needs the text.
fn entries<'de, D: Deserializer<'de>>(text: D) -> std::result::Result<Vec<EntryText>, D::Error> {
    let entries: Vec<Spanned<EntryText>> = Deserialize::deserialize(text)?;
    let begun = |entry: Spanned<EntryText>| {
        let line = entry.span().start;
        EntryText { line, ..entry.into_inner() }
    };
    Ok(entries.into_iter().map(begun).collect())
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
        if let Some(fault) = fault_of_size(text, LEXICON_BYTES) {
            return Err(Error::configuration(fault).at(name));
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let table = DeTable::parse(text).map_err(|cause| refused(name, text, &cause))?;
        let (sections, named) = classes(table.get_ref());
        let reader = TomlDeserializer::from(table);
        let files = if sections {
            Sections::deserialize(reader).map(|sections| sections.class)
        } else {
            Self::deserialize(reader).map(|file| vec![file])
        };
        let mut files = files.map_err(|cause| refused(name, text, &cause))?;
        if files.is_empty() {
            return Err(Error::configuration("expected at least one [[class]], found none").at(name));
        }
        let lines = Lines::new(text);
        for (file, named) in files.iter_mut().zip(named) {
            file.line = lines.of(named);
            file.entries.iter_mut().for_each(|entry| entry.line = lines.of(entry.line));
        }
        files.iter().try_for_each(|file| file.check(name))?;
        Ok(files)
    }

    /// Refuses what no file can say, nor a table of entities.
    pub(super) fn check(&self, name: &str) -> Result<()> {
        if let Some(fault) = fault_of_class(&self.class) {
            return Err(Error::configuration(format!("class: {fault}")).at(format!("{name}:{}", self.line)));
        }
        if let Some(frame) = &self.frame
            && !frame.contains(FORM)
        {
            return Err(Error::configuration(format!(
                "frame has no place for a form: expected {{}}, found {frame:?}"
            ))
            .at(format!("{name}:{}", self.line)));
        }
        for entry in &self.entries {
            let problem = if let Some(fault) = fault_of_name(&entry.id) {
                &format!("id: {fault}")
            } else if let Some(form) = entry.forms.iter().find(|form| form.contains(char::is_control)) {
                &format!("forms: expected words without control characters, found {form:?}")
            } else if entry.forms.is_empty() {
                "the entry has no forms: expected at least one word"
            } else if entry.example.is_none() && self.frame.is_none() {
                "the entry has no example: expected `example` at the entry or `frame` at the file"
            } else if !entry.row.is_empty() && self.table.is_none() && entry.table.is_none() {
                "the entry has a row and no table: expected `table` at the file or the entry"
            } else {
                continue;
            };
            return Err(Error::configuration(problem).at(entry.place(name)));
        }
        Ok(())
    }
}

impl EntryText {
    /// Where it stands in a file of this name, for messages.
    pub(super) fn place(&self, file: &str) -> String {
        place(file, self.line, &self.id)
    }
}

/// Where an entry stands, for messages.
pub(super) fn place(file: &str, line: usize, id: &str) -> String {
    format!("{file}:{line}, entry {id:?}")
}

/// Whether a file has sections `[[class]]`, and where it names its class, or each of them.
fn classes(file: &DeTable<'_>) -> (bool, Vec<usize>) {
    match file.get("class") {
        Some(class) => match class.get_ref() {
            DeValue::Array(sections) => {
                let name = |section: &Spanned<DeValue<'_>>| match section.get_ref() {
                    DeValue::Table(keys) => keys.get("name").map(Spanned::span),
                    _ => None,
                };
                let named = |section| name(section).unwrap_or_else(|| section.span());
                (true, sections.iter().map(|section| named(section).start).collect())
            }
            _ => (false, vec![class.span().start]),
        },
        None => (false, vec![0]),
    }
}

/// Where each form stands in a frame, and in the cells that are expected of it.
pub const FORM: &str = "{}";
