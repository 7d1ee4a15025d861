//! The rule file format: one form, its meaning, its examples.

use super::reading::RuleTable;
use crate::error::{Error, Result};
use crate::limits::{RULE_BYTES, fault_of_name, fault_of_size};
use crate::suggestion::with_nearest;
use crate::toml_error::{Lines, refused};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::{DeTable, Deserializer as TomlDeserializer};

/// A rule as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The file's stem; what the column `rule` holds.
    pub name: String,
    /// The folder of its table, below which it stands.
    #[serde(skip)]
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
    #[serde(default)]
    pub any_language: bool,
    /// Rules that this one wins over where both take the same words.
    #[serde(default)]
    pub over: Vec<String>,
    /// Texts in which the rule makes a row.
    #[serde(default, rename = "example", deserialize_with = "examples")]
    pub examples: Vec<Example>,
    /// Texts in which it must not.
    #[serde(default, rename = "counterexample")]
    pub counterexamples: Vec<Counterexample>,
    /// Where it stands.
    #[serde(skip)]
    pub place: RulePlace,
}

/// The file of a rule and the lines of its keys, for messages.
#[derive(Clone, Debug, Default)]
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

/// Examples with the byte at which each of them begins in place of its line, which needs the text.
fn examples<'de, D: Deserializer<'de>>(text: D) -> std::result::Result<Vec<Example>, D::Error> {
    let examples: Vec<Spanned<Example>> = Deserialize::deserialize(text)?;
    let begun = |example: Spanned<Example>| {
        let line = example.span().start;
        Example { line, ..example.into_inner() }
    };
    Ok(examples.into_iter().map(begun).collect())
}

/// A text and the row that the rule makes of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// "Today" for relative dates.
    pub reference_date: Option<toml::value::Datetime>,
    /// Cells of the row, by column.
    pub row: toml::Table,
    /// Cells of each further row that the text has in the table, by whichever rule.
    #[serde(default)]
    pub others: Vec<toml::Table>,
    /// Checks that must speak up about the text (`weekday-mismatch`).
    #[serde(default)]
    pub findings: Vec<String>,
    /// The line of the file on which it begins, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// A text in which the rule wins no span.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    /// The text.
    pub text: String,
    /// Why not.
    pub because: String,
}

impl Rule {
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
        let mut rule =
            Self::deserialize(TomlDeserializer::from(table)).map_err(|cause| refused(path, text, &cause))?;
        rule.examples.iter_mut().for_each(|example| example.line = lines.of(example.line));
        rule.place = place;
        let mut parts = path.rsplit(['/', '\\']);
        let stem = parts.next().unwrap_or(path).trim_end_matches(".toml");
        let folder = parts.clone().next().unwrap_or_default();
        let known = || tables.iter().map(|table| table.name);
        rule.table = parts.find(|part| known().any(|table| table == *part)).unwrap_or_default().to_owned();
        let mut key = "name";
        let problem = if let Some(fault) = fault_of_name(&rule.name) {
            format!("name: {fault}")
        } else if rule.name != stem {
            format!("name: expected {stem:?}, the file's stem, found {:?}", rule.name)
        } else if rule.table.is_empty() {
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
            return Ok(rule);
        };
        Err(Error::configuration(problem).at(rule.place.of(key)))
    }
}
