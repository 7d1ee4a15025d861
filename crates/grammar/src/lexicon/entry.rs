//! Entries: the things that words stand for, and their classes.

use super::file::{FORM, place};
use super::written::Written;
use crate::error::{Error, Result};
use crate::suggestion::with_nearest_listed;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;

/// A token class, by position in [`Lexicon::classes`](super::Lexicon::classes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(pub u16);

/// A thing that words stand for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Entry {
    /// Its token class.
    pub class: ClassId,
    /// Unique within the class.
    pub id: Written,
    /// The words.
    pub forms: Vec<Written>,
    /// The file it stands in.
    #[serde(skip)]
    pub file: Arc<str>,
    /// The line of that file on which it begins, from 1.
    pub line: usize,
    /// Whether it was added to the program's own entries.
    pub added: bool,
    /// A text in which it is found. This and the two below are what it is checked by: a lexicon that was stored is without them.
    #[serde(skip)]
    pub example: Option<String>,
    /// A sentence in which each of its forms is found.
    #[serde(skip)]
    pub frame: Option<String>,
    /// Rows that such a text must have.
    #[serde(skip)]
    pub rows: Option<ExpectedRows>,
    /// What its class needs to know: a JSON object, since most stages read none of it.
    pub(super) attributes: Written,
}

/// Rows that an entry's example or frame has.
#[derive(Clone, Debug)]
pub struct ExpectedRows {
    /// The table that has them.
    pub table: String,
    /// The cells of each, as TOML: examples alone read them.
    cells: Vec<String>,
}

impl ExpectedRows {
    pub(super) fn new(table: &str, rows: &[toml::Table]) -> Self {
        Self { table: table.to_owned(), cells: rows.iter().map(ToString::to_string).collect() }
    }

    /// The cells of each row, by column, for the text with a form.
    ///
    /// # Errors
    /// None for the cells of a loaded lexicon.
    pub fn cells(&self, form: &str) -> Result<Vec<toml::Table>> {
        let with_form = |mut cells: toml::Table| {
            for (_, cell) in &mut cells {
                if let toml::Value::String(text) = cell {
                    *text = text.replace(FORM, form);
                }
            }
            cells
        };
        let parse = |cells: &String| cells.parse().map(with_form);
        let rows: std::result::Result<_, toml::de::Error> = self.cells.iter().map(parse).collect();
        rows.map_err(|cause| Error::configuration(cause.to_string()))
    }
}

impl Entry {
    /// The text in which a form is found: the entry's example, or the file's frame, with the form in its place.
    #[must_use]
    pub fn text_of(&self, form: &str) -> Option<String> {
        Some(self.example.as_ref().or(self.frame.as_ref())?.replace(FORM, form))
    }

    /// The texts in which the entry must be found, each with the form it is found by: its example, or the example or
    /// the file's frame with each of its forms.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let whole = self.example.as_ref().is_some_and(|example| !example.contains(FORM));
        let forms = self.forms.iter().take(if whole { 1 } else { usize::MAX });
        forms.filter_map(|form| Some((self.text_of(form)?, form.as_str())))
    }

    /// The attributes as the type that the class's reader expects.
    ///
    /// # Errors
    /// A missing, unknown or ill-typed attribute.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        self.parse(&self.attributes)
    }

    /// Its forms that are ordinary words too.
    ///
    /// # Errors
    /// An ill-typed attribute.
    pub fn ambiguous_forms(&self) -> Result<Vec<String>> {
        #[derive(Deserialize)]
        struct Forms {
            #[serde(default)]
            ambiguous_forms: Vec<String>,
        }
        // Few entries have any.
        if !self.attributes.contains("\"ambiguous_forms\"") {
            return Ok(Vec::new());
        }
        self.parse::<Forms>(&self.attributes).map(|forms| forms.ambiguous_forms)
    }

    /// The id as a variant of a type that carries the ids of the class.
    ///
    /// # Errors
    /// An id that the type does not have.
    pub fn id_as<T: DeserializeOwned>(&self) -> Result<T> {
        let id: StrDeserializer<'_, serde::de::value::Error> = self.id.as_str().into_deserializer();
        T::deserialize(id).map_err(|cause| self.refuse(&format!("id: {cause}")))
    }

    /// The attributes with what the entry means in the key `means`.
    pub(super) fn read_as<T: DeserializeOwned>(&self, means: &str) -> Result<T> {
        self.parse(&joined(&format!("{{\"means\":\"{means}\"}}"), &self.attributes))
    }

    fn parse<T: DeserializeOwned>(&self, attributes: &str) -> Result<T> {
        serde_json::from_str(attributes)
            // Read again from a value: its message names no line of the JSON text, which nobody wrote.
            .or_else(|cause| serde_json::from_str(attributes).map_or(Err(cause), serde_json::from_value::<T>))
            .map_err(|cause| self.refuse(&told(&cause.to_string(), attributes)))
    }

    /// The error of an entry that cannot be used.
    #[must_use]
    pub fn refuse(&self, problem: &str) -> Error {
        Error::configuration(problem).at(place(&self.file, self.line, &self.id))
    }
}

/// What a reader of attributes refuses, with the key whose value it shows: «month: invalid value: integer `300`».
fn told(message: &str, attributes: &str) -> String {
    let told = with_nearest_listed(message);
    let Some(shown) = message.split('`').nth(1) else { return told };
    // Texts stand there without their marks.
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let is_shown = |value: &Value| plain(value) == shown;
    let keys: Option<Map<String, Value>> = serde_json::from_str(attributes).ok();
    let key = keys.into_iter().flatten().find(|(_, value)| match value {
        Value::Array(values) => values.iter().any(is_shown),
        value => is_shown(value),
    });
    key.map_or_else(|| told.clone(), |(key, _)| format!("{key}: {told}"))
}

/// Two JSON objects, as they are written, in one.
pub(super) fn joined(first: &str, second: &str) -> String {
    let (head, rest) = (first.strip_suffix('}').unwrap_or("{"), second.strip_prefix('{').unwrap_or("}"));
    let comma = if head == "{" || rest == "}" { "" } else { "," };
    format!("{head}{comma}{rest}")
}
