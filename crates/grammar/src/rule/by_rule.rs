//! What rules mean to a stage: their readings and senses as the stage's own types.

use super::file::Rule;
use super::id::RuleId;
use super::set::RuleSet;
use crate::error::{Error, Result};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// A value for each rule of a table.
#[derive(Clone, Debug)]
pub struct ByRule<T>(Vec<Option<T>>);

impl<T> Default for ByRule<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy> ByRule<T> {
    /// The value of a rule; none for one of another table, or without a sense.
    #[must_use]
    #[inline]
    pub fn get(&self, rule: RuleId) -> Option<T> {
        self.0.get(usize::from(rule.0)).copied().flatten()
    }
}

impl RuleSet {
    /// The readings of a table's rules, as variants of a type that carry their names.
    ///
    /// # Errors
    /// A reading that the type does not have.
    pub fn readings<T: DeserializeOwned>(&self, table: &str) -> Result<ByRule<T>> {
        self.words_of(table, |rule| Some(&rule.reading))
    }

    /// The senses of those of a table's rules that have one, likewise.
    ///
    /// # Errors
    /// A sense that the type does not have.
    pub fn senses<T: DeserializeOwned>(&self, table: &str) -> Result<ByRule<T>> {
        self.words_of(table, |rule| rule.sense.as_ref())
    }

    fn words_of<T: DeserializeOwned>(
        &self,
        table: &str,
        word: impl Fn(&Rule) -> Option<&String>,
    ) -> Result<ByRule<T>> {
        let value = |rule: &Rule| {
            let word = word(rule).filter(|_| rule.table == table);
            let word = word.map(|word| -> StrDeserializer<'_, serde::de::value::Error> {
                word.as_str().into_deserializer()
            });
            word.map(T::deserialize).transpose().map_err(|cause| {
                Error::configuration(cause.to_string()).at(format!("rule {}/{}", rule.table, rule.name))
            })
        };
        self.rules().iter().map(value).collect::<Result<_>>().map(ByRule)
    }
}
