//! The mutants of lexicon entries: one value of an entry changed.

use super::registry::{Entity, Registry};
use jadval::lexicon::LexiconFile;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// Keys that name a thing, or say more of it, for people and other databases. Nothing of a text can show whether they
/// are right.
const NAMES: [&str; 7] = ["gender", "geonames", "name_en", "name_fa", "population", "wikidata", "zone_en"];

/// The key that says which words beside a doubtful name tell it. That the name is none without them its class's examples show,
/// and of each town by itself a text of its own would say no more.
const CUE: &str = "cue";

/// Keys of some classes, likewise: whom a person stood for, and where a company, a medium or a body is at home, is taken from
/// the world. No text is read otherwise for it, and few of their names say it.
const UNTOLD: [(&str, &str); 6] = [
    ("person", "part_of"),
    ("company", "part_of"),
    ("media", "part_of"),
    ("organisation", "part_of"),
    ("armed-force", "part_of"),
    ("classifier", "adjective"),
];

/// The class of endings, which no file can replace, so that none can be changed for a trial. Texts of all other classes
/// show them.
const ENDINGS: &str = "suffix";

/// Keys of an entry that are no values.
const WORDS: [&str; 6] = ["id", "forms", "ambiguous_forms", "example", "table", "row"];

/// A lexicon file with one entry, of which one value was changed.
#[derive(Clone, Debug)]
pub(crate) struct ValueMutant {
    /// The file's path from the checkout's root.
    pub(crate) file: String,
    pub(crate) entry: String,
    /// The file's text with this entry alone.
    pub(crate) text: String,
    pub(crate) change: String,
    /// Whether it cannot be, whatever texts say: see [`Registry::faults`].
    pub(crate) refused: bool,
}

/// Every change of one value in a lexicon file.
pub(crate) fn mutants(registry: &Registry, file: &str, text: &str) -> Vec<ValueMutant> {
    let Ok(mut whole) = text.parse::<Table>() else { return Vec::new() };
    match whole.remove("class") {
        Some(Value::Array(sections)) => sections
            .into_iter()
            .filter_map(|section| if let Value::Table(section) = section { Some(section) } else { None })
            .flat_map(|mut section| {
                let name = section.remove("name").unwrap_or_else(|| Value::String(String::new()));
                section.insert("class".to_owned(), name);
                mutants_of_class(registry, file, section)
            })
            .collect(),
        Some(class) => {
            whole.insert("class".to_owned(), class);
            mutants_of_class(registry, file, whole)
        }
        None => Vec::new(),
    }
}

/// Every change of one value among the words of a class, as a file of this class alone has them.
fn mutants_of_class(registry: &Registry, file: &str, mut whole: Table) -> Vec<ValueMutant> {
    let Some(Value::Array(entries)) = whole.remove("entry") else { return Vec::new() };
    let class = whole.get("class").and_then(Value::as_str).unwrap_or_default().to_owned();
    let entries: Vec<&Table> = entries.iter().filter_map(Value::as_table).collect();
    let mut known: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for (key, value) in entries.iter().flat_map(|entry| entry.iter()) {
        let values = known.entry(key).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let mut out = Vec::new();
    for entry in &entries {
        let id = entry.get("id").and_then(Value::as_str).unwrap_or_default();
        let values = entry.iter().filter(|(key, _)| is_value(&class, key));
        for (key, value) in values {
            let Some(other) = changed(value, known.get(key.as_str()).map_or(&[], Vec::as_slice)) else {
                continue;
            };
            let mut alone = whole.clone();
            let mut mutant = (*entry).clone();
            mutant.insert(key.clone(), other.clone());
            alone.insert("entry".to_owned(), Value::Array(vec![Value::Table(mutant)]));
            let text = alone.to_string();
            if let Ok(parsed) = LexiconFile::parse(file, &text) {
                let change = format!("{key} = {other} and not {value}");
                let refused = parsed
                    .into_iter()
                    .flat_map(Entity::of)
                    .any(|entity| !registry.faults(&entity).is_empty());
                let (file, entry) = (file.to_owned(), id.to_owned());
                out.push(ValueMutant { file, entry, text, change, refused });
            }
        }
    }
    out
}

/// Classes whose words say what a whole sentence means: a row of their own does not show it, and gold is to judge it
/// (docs/limits.md says that it does not yet).
const OF_SENTENCES: [&str; 8] = [
    "speech-noun",
    "attribution",
    "count-word",
    "measure-word",
    "money-word",
    "event-word",
    "event-verb-sense",
    "verb",
];

/// Whether a key of a class holds a value that a text, or a law, can show to be wrong.
pub(crate) fn is_value(class: &str, key: &str) -> bool {
    class != ENDINGS
        && key != CUE
        && !OF_SENTENCES.contains(&class)
        && !NAMES.contains(&key)
        && !WORDS.contains(&key)
        && !UNTOLD.contains(&(class, key))
}

/// Another value of the same kind: ten times a double, one more than an integer, the next word of those that
/// the file's entries have there.
fn changed(value: &Value, known: &[&Value]) -> Option<Value> {
    let next = || {
        let at = known.iter().position(|other| *other == value)?;
        known.get((at + 1) % known.len()).filter(|other| **other != value).map(|other| (*other).clone())
    };
    match value {
        Value::Integer(whole) => Some(Value::Integer(whole + 1)),
        Value::Float(float) => Some(Value::Float(if *float == 0.0 { 1.0 } else { float * 10.0 })),
        Value::Boolean(yes) => Some(Value::Boolean(!yes)),
        Value::String(_) | Value::Array(_) => next(),
        Value::Datetime(_) | Value::Table(_) => None,
    }
}
