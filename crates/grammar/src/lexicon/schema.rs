//! The schema of a lexicon: the classes that code reads, what their entries mean to it, and the keys that they may have.
//!
//! A class that stands neither in the schema nor in a rule's pattern is read by nobody; a key that does not stand with its
//! class has no effect. Neither loads.

use super::file::{EntryText, LexiconFile};
use crate::error::{Error, Result};
use crate::limits::fault_of_class;
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum KeyType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts.
    Texts,
    /// Keys and values of their own.
    Table,
    /// A text, or the number that stands for one.
    TextOrInteger,
    /// The id of an entry of a class that means this: `entry of entity`.
    Entry(String),
}

impl KeyType {
    /// Those that refer to nothing, each with its name in the schema and what people are told that it is.
    const PLAIN: [(Self, &str, &str); 7] = [
        (Self::Text, "text", "a text"),
        (Self::Integer, "integer", "a whole number"),
        (Self::Number, "number", "a number"),
        (Self::Flag, "flag", "true or false"),
        (Self::Texts, "texts", "a list of texts"),
        (Self::Table, "table", "a table"),
        (Self::TextOrInteger, "text or integer", "a text or a whole number"),
    ];
    /// What the name of a reference begins with.
    const ENTRY: &str = "entry of ";

    /// What people are told that it is.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Entry(target) => format!("the id of an entry ({target})"),
            plain => {
                Self::PLAIN.iter().find(|(known, ..)| known == plain).map_or("", |(.., told)| told).to_owned()
            }
        }
    }

    fn has(&self, value: &Value) -> bool {
        match self {
            Self::Text | Self::Entry(_) => value.is_str(),
            Self::Integer => value.is_integer(),
            Self::Number => value.is_integer() || value.as_float().is_some_and(f64::is_finite),
            Self::Flag => value.is_bool(),
            Self::Texts => value.as_array().is_some_and(|list| list.iter().all(Value::is_str)),
            Self::Table => value.is_table(),
            Self::TextOrInteger => value.is_str() || value.is_integer(),
        }
    }
}

impl TryFrom<String> for KeyType {
    type Error = String;

    fn try_from(name: String) -> std::result::Result<Self, String> {
        if let Some(target) = name.strip_prefix(Self::ENTRY) {
            return Ok(Self::Entry(target.to_owned()));
        }
        let known = Self::PLAIN.into_iter().find(|(_, known, _)| *known == name);
        known.map(|(plain, ..)| plain).ok_or_else(|| {
            let known = Self::PLAIN.map(|(_, known, _)| format!("`{known}`")).join(", ");
            format!("unknown variant `{name}`, expected one of {known}, `{}…`", Self::ENTRY)
        })
    }
}

impl From<KeyType> for String {
    fn from(key: KeyType) -> Self {
        match key {
            KeyType::Entry(target) => format!("{}{target}", KeyType::ENTRY),
            plain => KeyType::PLAIN
                .iter()
                .find(|(known, ..)| *known == plain)
                .map_or("", |(_, name, _)| name)
                .to_owned(),
        }
    }
}

/// What an entry says of another one by its id.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// The key that says it.
    pub(super) key: String,
    /// What the class of the other one means.
    pub(super) target: String,
    pub(super) id: String,
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
            if let Some(fault) = fault_of_class(&class.name) {
                return Err(Error::configuration(format!("class: {fault}")).at(name));
            }
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
    /// ambiguous which it does not have; gives what each entry says of others.
    pub(super) fn check(&self, name: &str, file: &LexiconFile) -> Result<Vec<Vec<Reference>>> {
        let class = self.class(&file.class);
        let check = |entry: &EntryText| {
            let references = match class {
                Some(class) => check_keys(class, entry),
                None => self.check_bare(&file.class, entry),
            };
            references
                .and_then(|references| check_ambiguous(entry).map(|()| references))
                .map_err(|cause| cause.at(entry.place(name)))
        };
        file.entries.iter().map(check).collect()
    }

    /// Refuses an entry with keys whose class the schema does not have: a mistyped class, most likely.
    fn check_bare(&self, class: &str, entry: &EntryText) -> Result<Vec<Reference>> {
        let Some(key) = entry.attributes.keys().next() else { return Ok(Vec::new()) };
        let message = format!(
            "unknown class {class:?}: expected one whose entries have the key {key:?}; those of a class that patterns \
             alone name have {}",
            COMMON.join(", ")
        );
        Err(Error::configuration(with_nearest(
            message,
            class,
            self.classes.iter().map(|known| known.name.as_str()),
        )))
    }
}

impl ClassSchema {
    /// All keys that its entries may have.
    pub fn all(&self) -> impl Iterator<Item = &(String, KeyType)> {
        self.keys.iter().chain(&self.notes)
    }
}

/// The keys that all entries may have.
const COMMON: [&str; 5] = ["id", "forms", "example", "table", "row"];

fn check_keys(class: &ClassSchema, entry: &EntryText) -> Result<Vec<Reference>> {
    let known = || class.all();
    let mut references = Vec::new();
    for (key, value) in &entry.attributes {
        let Some((_, wanted)) = known().find(|(name, _)| name == key) else {
            let expected = COMMON.into_iter().chain(known().map(|(name, _)| name.as_str()));
            let expected: Vec<&str> = expected.collect();
            let message = format!(
                "unknown key {key:?}: expected one of {} for an entry of class {:?}",
                expected.join(", "),
                class.name
            );
            return Err(Error::configuration(with_nearest(message, key, expected)));
        };
        if !wanted.has(value) {
            let message = format!("{key}: expected {}, found {} {value}", wanted.name(), value.type_str());
            return Err(Error::configuration(message));
        }
        if let (KeyType::Entry(target), Some(id)) = (wanted, value.as_str()) {
            references.push(Reference { key: key.clone(), target: target.clone(), id: id.to_owned() });
        }
    }
    Ok(references)
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
        let mut files = files.iter();
        files
            .find_map(|file| schema.check("words.toml", file).err())
            .map_or_else(String::new, |e| e.to_string())
    }

    #[test]
    fn keys_have_their_types() {
        let schema = "[[class]]\nname = \"a\"\nkeys = { size = \"integer\" }\nnotes = { from = \"text\" }\n";
        assert_eq!(problem(schema, "size = 1\nfrom = \"x\""), "");
        for (entry, expected) in [
            ("size = \"1\"", "words.toml:4, entry \"b\": size: expected a whole number, found string \"1\""),
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
