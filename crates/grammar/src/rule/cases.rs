//! What a rule says of itself: texts in which it makes a row, and texts in which it must not.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::OnceLock;
use toml::Spanned;

/// A text and the row that the rule makes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// "Today" for relative dates.
    pub reference_date: Option<toml::value::Datetime>,
    /// Cells of the row, by column; none where the reading is silent, which takes words and makes no row.
    #[serde(default)]
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
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    /// The text.
    pub text: String,
    /// Why not.
    pub because: String,
}

/// The texts of one rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Texts {
    #[serde(default)]
    pub(super) examples: Vec<Example>,
    #[serde(default)]
    pub(super) counterexamples: Vec<Counterexample>,
}

/// The same, of which a rule that was stored keeps the TOML until somebody asks: no start of the program does.
#[derive(Clone, Debug)]
pub(super) struct Cases {
    texts: OnceLock<Texts>,
    stored: Stored,
}

/// Texts as TOML, and the lines of the examples, which TOML does not have.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Stored {
    toml: String,
    lines: Vec<usize>,
}

impl Cases {
    /// Texts that were read.
    pub(super) fn new(texts: Texts) -> Self {
        Self { texts: OnceLock::from(texts), stored: Stored::default() }
    }

    /// The texts.
    pub(super) fn texts(&self) -> &Texts {
        self.texts.get_or_init(|| {
            // What was stored was read before.
            let mut texts: Texts = toml::from_str(&self.stored.toml).unwrap_or_default();
            for (example, line) in texts.examples.iter_mut().zip(&self.stored.lines) {
                example.line = *line;
            }
            texts
        })
    }
}

impl Serialize for Cases {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts = self.texts();
        let toml = toml::to_string(texts).map_err(serde::ser::Error::custom)?;
        Stored { toml, lines: texts.examples.iter().map(|example| example.line).collect() }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cases {
    fn deserialize<D: Deserializer<'de>>(stored: D) -> Result<Self, D::Error> {
        Ok(Self { texts: OnceLock::new(), stored: Stored::deserialize(stored)? })
    }
}

/// Examples with the byte at which each of them begins in place of its line, which needs the text.
pub(super) fn examples<'de, D: Deserializer<'de>>(text: D) -> Result<Vec<Example>, D::Error> {
    let examples: Vec<Spanned<Example>> = Deserialize::deserialize(text)?;
    let begun = |example: Spanned<Example>| {
        let line = example.span().start;
        Example { line, ..example.into_inner() }
    };
    Ok(examples.into_iter().map(begun).collect())
}
