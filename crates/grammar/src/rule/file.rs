//! The rule file format: one form, its meaning, its examples.

use super::cases::{Cases, Counterexample, Example, Texts, examples};
use super::reading::RuleTable;
use crate::error::{Error, Result};
use crate::limits::{RULE_BYTES, fault_of_name, fault_of_size};
use crate::suggestion::with_nearest;
use crate::toml_error::{Lines, refused};
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, Deserializer as TomlDeserializer};

/// A rule file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    name: String,
    summary: String,
    why: Option<String>,
    pattern: String,
    reading: String,
    sense: Option<String>,
    #[serde(default)]
    any_language: bool,
    #[serde(default)]
    over: Vec<String>,
    #[serde(default, rename = "example", deserialize_with = "examples")]
    examples: Vec<Example>,
    #[serde(default, rename = "counterexample")]
    counterexamples: Vec<Counterexample>,
}

/// A rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// The file's stem; what the column `rule` holds.
    pub name: String,
    /// The folder of its table, below which it stands.
    pub table: String,
    /// The form, in one sentence.
    pub summary: String,
    /// Why the rule is as it is.
    pub why: Option<String>,
    /// The form, in the pattern language.
    pub pattern: String,
    /// The function that gives the form its meaning.
    pub reading: String,
    /// Which of the things that the reading can mean the form means, where it has several to choose from.
    pub sense: Option<String>,
    /// Whether the form says the same in any language that is written with these digits and signs, so that it is
    /// read in texts that are not Persian. Number words are not, whatever the rule.
    pub any_language: bool,
    /// Rules that this one wins over where both take the same words.
    pub over: Vec<String>,
    /// Whether it was added to the program's own rules.
    pub added: bool,
    cases: Cases,
    /// Where it stands.
    pub place: RulePlace,
}

/// The file of a rule and the lines of its keys, for messages.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct RulePlace {
    path: String,
    lines: Vec<(String, usize)>,
}

impl RulePlace {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file and the line on which a key of the rule has its value; the file alone where it has none.
    #[must_use]
    pub fn of(&self, key: &str) -> String {
        match self.lines.iter().find(|(known, _)| known == key) {
            Some((_, line)) => format!("{}:{line}", self.path),
            None => self.path.clone(),
        }
    }

    /// The file and the line on which an example begins.
    #[must_use]
    pub fn of_example(&self, example: &Example) -> String {
        format!("{}:{}", self.path, example.line)
    }
}

impl Rule {
    /// Texts in which the rule makes a row.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.cases.texts().examples
    }

    /// Texts in which it must not.
    #[must_use]
    pub fn counterexamples(&self) -> &[Counterexample] {
        &self.cases.texts().counterexamples
    }

    /// The reading, with its sense where it has one: `modality: obligation`.
    #[must_use]
    pub fn meaning(&self) -> String {
        self.sense.as_ref().map_or_else(|| self.reading.clone(), |sense| format!("{}: {sense}", self.reading))
    }

    /// Reads a rule file `<table>/…/<name>.toml`: the innermost folder with the name of a table is its table.
    ///
    /// # Errors
    /// What is not TOML, has unknown or missing keys, another name than its file, stands below no table, or lacks an
    /// example or a counterexample.
    pub fn parse(path: &str, text: &str, tables: &[RuleTable]) -> Result<Self> {
        if let Some(fault) = fault_of_size(text, RULE_BYTES) {
            return Err(Error::configuration(fault).at(path));
        }
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let table = DeTable::parse(text).map_err(|cause| refused(path, text, &cause))?;
        let lines = Lines::new(text);
        let keys = table.get_ref().iter();
        let of_keys = keys.map(|(key, value)| (key.get_ref().to_string(), lines.of(value.span().start)));
        let place = RulePlace { path: path.to_owned(), lines: of_keys.collect() };
        let mut rule = RuleText::deserialize(TomlDeserializer::from(table))
            .map_err(|cause| refused(path, text, &cause))?;
        rule.examples.iter_mut().for_each(|example| example.line = lines.of(example.line));
        let mut parts = path.rsplit(['/', '\\']);
        let stem = parts.next().unwrap_or(path).trim_end_matches(".toml");
        let folder = parts.clone().next().unwrap_or_default();
        let known = || tables.iter().map(|table| table.name);
        let table = parts.find(|part| known().any(|table| table == *part)).unwrap_or_default().to_owned();
        let mut key = "name";
        let problem = if let Some(fault) = fault_of_name(&rule.name) {
            format!("name: {fault}")
        } else if rule.name != stem {
            format!("name: expected {stem:?}, the file's stem, found {:?}", rule.name)
        } else if table.is_empty() {
            let message = format!(
                "a rule stands below the folder of its table: expected one of {}, found {folder:?}",
                known().collect::<Vec<_>>().join(", ")
            );
            with_nearest(message, folder, known())
        } else if rule.summary.trim().is_empty() {
            key = "summary";
            "the rule has no summary: expected the form, in one sentence".to_owned()
        } else if rule.examples.is_empty() {
            key = "";
            "the rule has no example: expected at least one [[example]] with text and row".to_owned()
        } else if rule.counterexamples.is_empty() {
            key = "";
            "the rule has no counterexample: expected at least one [[counterexample]] with text and because"
                .to_owned()
        } else {
            return Ok(rule.into_rule(table, place));
        };
        Err(Error::configuration(problem).at(place.of(key)))
    }
}

impl RuleText {
    fn into_rule(self, table: String, place: RulePlace) -> Rule {
        Rule {
            name: self.name,
            table,
            summary: self.summary,
            why: self.why,
            pattern: self.pattern,
            reading: self.reading,
            sense: self.sense,
            any_language: self.any_language,
            over: self.over,
            added: false,
            cases: Cases::new(Texts { examples: self.examples, counterexamples: self.counterexamples }),
            place,
        }
    }
}
