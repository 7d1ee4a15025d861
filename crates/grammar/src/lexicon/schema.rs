//! The schema of a lexicon: the classes that code reads, what their entries mean to it, and the keys that they may have.
//!
//! A class that stands neither in the schema nor in a rule's pattern is read by nobody; a key that does not stand with its
//! class has no effect. Neither loads.

use super::file::{EntryText, LexiconFile};
use crate::error::{Error, Result};
use crate::suggestion::with_nearest;
use crate::toml_error::refused;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// The class of the endings that words of other classes may have.
pub const SUFFIX: &str = "suffix";
/// The class of number words.
pub const NUMERAL: &str = "numeral";

/// The schema of a lexicon.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    classes: Vec<ClassSchema>,
}

/// A class that code reads.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ClassSchema {
    /// Its name.
    pub name: String,
    /// The stages that read what its entries say.
    pub read_by: Vec<String>,
    /// What its entries mean to those stages, which several classes may share.
    pub means: String,
    /// By stage, the features by which it asks for the words of the class, without reading a value.
    pub features: Vec<(String, Vec<String>)>,
    /// The keys that a reader reads.
    pub keys: Vec<(String, KeyType)>,
    /// Keys that are for people alone: where a value comes from, or what an entry is called in English.
    pub notes: Vec<(String, KeyType)>,
    /// Keys that are the same for all its entries, as JSON.
    pub(super) gives: String,
    /// Whether its forms are parts of words, which are not looked for in texts: stems and endings.
    pub parts: bool,
}

/// What the value of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyType {
    /// A text.
    #[serde(rename = "text")]
    Text,
    /// A whole number.
    #[serde(rename = "integer")]
    Integer,
    /// Any number.
    #[serde(rename = "number")]
    Number,
    /// `true` or `false`.
    #[serde(rename = "flag")]
    Flag,
    /// A list of texts.
    #[serde(rename = "texts")]
    Texts,
    /// Keys and values of their own.
    #[serde(rename = "table")]
    Table,
    /// A text, or the number that stands for one.
    #[serde(rename = "text or integer")]
    TextOrInteger,
}

impl KeyType {
    /// What people are told that it is.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Texts => "a list of texts",
            Self::Table => "a table",
            Self::TextOrInteger => "a text or a whole number",
        }
    }

    fn has(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_str(),
            Self::Integer => value.is_integer(),
            Self::Number => value.is_integer() || value.is_float(),
            Self::Flag => value.is_bool(),
            Self::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_str)),
            Self::Table => value.is_table(),
            Self::TextOrInteger => value.is_str() || value.is_integer(),
        }
    }
}

/// A class as the schema's file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassText {
    name: String,
    #[serde(default)]
    read_by: Vec<String>,
    means: Option<String>,
    #[serde(default)]
    features: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    keys: BTreeMap<String, KeyType>,
    #[serde(default)]
    notes: BTreeMap<String, KeyType>,
    #[serde(default)]
    gives: Table,
    #[serde(default)]
    parts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemaText {
    class: Vec<ClassText>,
}

impl Schema {
    /// Reads a schema; `name` stands in messages.
    ///
    /// # Errors
    /// What is no TOML, has unknown keys or types, or a class twice.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let file: SchemaText = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        let mut classes: Vec<ClassSchema> = Vec::with_capacity(file.class.len());
        for class in file.class {
            let refuse = |message: String| {
                Err(Error::configuration(message).at(format!("{name}, class {:?}", class.name)))
            };
            if classes.iter().any(|known| known.name == class.name) {
                return refuse("expected each class once, found the name again".to_owned());
            }
            if let Some(key) = class.gives.keys().find(|key| class.keys.contains_key(*key)) {
                return refuse(format!("gives: expected keys that entries do not have, found {key:?}"));
            }
            let gives = serde_json::to_string(&class.gives).map_err(Error::caused)?;
            classes.push(ClassSchema {
                means: class.means.unwrap_or_else(|| class.name.clone()),
                name: class.name,
                read_by: class.read_by,
                features: class.features.into_iter().collect(),
                keys: class.keys.into_iter().collect(),
                notes: class.notes.into_iter().collect(),
                gives,
                parts: class.parts,
            });
        }
        Ok(Self { classes })
    }

    /// What is known of a class.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&ClassSchema> {
        self.classes.iter().find(|known| known.name == name)
    }

    /// All classes.
    #[must_use]
    pub fn classes(&self) -> &[ClassSchema] {
        &self.classes
    }

    /// Refuses an entry with a key that its class does not have, a value of another type, or one that calls a form
    /// ambiguous which it does not have.
    pub(super) fn check(&self, name: &str, file: &LexiconFile) -> Result<()> {
        let class = self.class(&file.class);
        file.entries.iter().try_for_each(|entry| {
            check_keys(class, &file.class, entry)
                .and_then(|()| check_ambiguous(entry))
                .map_err(|cause| cause.at(format!("{name}, entry {:?}", entry.id)))
        })
    }
}

impl ClassSchema {
    /// All keys that its entries may have.
    pub fn all(&self) -> impl Iterator<Item = &(String, KeyType)> {
        self.keys.iter().chain(&self.notes)
    }
}

fn check_keys(schema: Option<&ClassSchema>, class: &str, entry: &EntryText) -> Result<()> {
    let known = || schema.into_iter().flat_map(ClassSchema::all);
    for (key, value) in &entry.attributes {
        let Some((_, wanted)) = known().find(|(name, _)| name == key) else {
            let expected =
                ["id", "forms", "example"].into_iter().chain(known().map(|(name, _)| name.as_str()));
            let expected: Vec<&str> = expected.collect();
            let message = format!(
                "unknown key {key:?}: expected one of {} for an entry of class {class:?}",
                expected.join(", ")
            );
            return Err(Error::configuration(with_nearest(message, key, expected)));
        };
        if !wanted.has(value) {
            let message = format!("{key}: expected {}, found {} {value}", wanted.name(), value.type_str());
            return Err(Error::configuration(message));
        }
    }
    Ok(())
}

fn check_ambiguous(entry: &EntryText) -> Result<()> {
    let ambiguous = entry.attributes.get("ambiguous_forms").and_then(Value::as_array);
    let mut ambiguous = ambiguous.into_iter().flatten().filter_map(Value::as_str);
    let forms = || entry.forms.iter().map(String::as_str);
    let Some(lost) = ambiguous.find(|form| !forms().any(|known| known == *form)) else { return Ok(()) };
    let message = format!("ambiguous_forms: expected some of the entry's forms, found {lost:?}");
    Err(Error::configuration(with_nearest(message, lost, forms())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(schema: &str, entry: &str) -> String {
        let schema = match Schema::parse("schema.toml", schema) {
            Ok(schema) => schema,
            Err(problem) => return problem.to_string(),
        };
        let file = format!(
            "class = \"a\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"b\"\nforms = [\"c\"]\n{entry}"
        );
        let files = LexiconFile::parse("words.toml", &file).expect("a file");
        files
            .iter()
            .find_map(|file| schema.check("words.toml", file).err())
            .map_or_else(String::new, |e| e.to_string())
    }

    #[test]
    fn keys_have_their_types() {
        let schema = "[[class]]\nname = \"a\"\nkeys = { size = \"integer\" }\nnotes = { from = \"text\" }\n";
        assert_eq!(problem(schema, "size = 1\nfrom = \"x\""), "");
        for (entry, expected) in [
            ("size = \"1\"", "words.toml, entry \"b\": size: expected a whole number, found string \"1\""),
            ("from = 1", "from: expected a text, found integer 1"),
            ("sise = 1", "unknown key \"sise\""),
            ("sise = 1", "did you mean \"size\""),
        ] {
            let found = problem(schema, entry);
            assert!(found.contains(expected), "{entry}: {found}");
        }
    }

    #[test]
    fn a_schema_has_each_class_and_each_key_once() {
        let twice = "[[class]]\nname = \"a\"\n[[class]]\nname = \"a\"\n";
        assert!(problem(twice, "").contains("class \"a\": expected each class once"));
        let given = "[[class]]\nname = \"a\"\nkeys = { size = \"integer\" }\ngives = { size = 1 }\n";
        assert!(problem(given, "").contains("found \"size\""), "{}", problem(given, ""));
        assert!(
            problem("[[class]]\nname = \"a\"\nkeys = { size = \"whole\" }\n", "").contains("unknown variant")
        );
    }
}
