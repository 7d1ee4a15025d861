//! The values that a correction gives the columns of a row.

use crate::calendar::Day;
use crate::suggestion::with_nearest;
use crate::table::Closed;
use rust_decimal::Decimal;
use serde_json::{Map, Value};

/// Values by column, as JSON has them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Values<'v>(pub(crate) &'v Map<String, Value>);

/// The value of a column, where it is set: none is null.
type Set<T> = Result<Option<Option<T>>, String>;

impl<'v> Values<'v> {
    /// Whether a column is set.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Set<&'v str> {
        match self.0.get(column) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(Value::String(text)) => Ok(Some(Some(text))),
            Some(other) => Err(format!("{column}: expected a text, found {other}")),
        }
    }

    /// What a text is read as.
    pub(crate) fn read<T>(&self, column: &str, what: &str, read: impl Fn(&str) -> Option<T>) -> Set<T> {
        let Some(text) = self.text(column)? else { return Ok(None) };
        let Some(text) = text else { return Ok(Some(None)) };
        let value = read(text).ok_or_else(|| format!("{column}: expected {what}, found {text:?}"))?;
        Ok(Some(Some(value)))
    }

    /// A day.
    pub(crate) fn day(&self, column: &str) -> Set<Day> {
        self.read(column, "a Gregorian day as 2020-11-09", Day::from_iso)
    }

    /// A word of a closed column; `all` are the values that there are.
    pub(crate) fn word<T: Closed + Copy>(&self, column: &str) -> Result<Option<T>, String> {
        let Some(word) = self.text(column)? else { return Ok(None) };
        let known = || T::VALUES.iter().map(|value| value.word());
        let found = word.and_then(|word| T::VALUES.iter().find(|value| value.word() == word));
        found.copied().map(Some).ok_or_else(|| {
            let words: Vec<&str> = known().collect();
            let word = word.unwrap_or("null");
            with_nearest(
                format!("{column}: expected one of {}, found {word:?}", words.join(", ")),
                word,
                known(),
            )
        })
    }

    /// A number.
    pub(crate) fn number(&self, column: &str) -> Set<Decimal> {
        match self.0.get(column) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(value) => {
                let written = value.to_string();
                let exact = value
                    .is_number()
                    .then(|| written.parse().or_else(|_| Decimal::from_scientific(&written)).ok());
                let number =
                    exact.flatten().ok_or_else(|| format!("{column}: expected a number, found {value}"))?;
                Ok(Some(Some(number)))
            }
        }
    }

    /// A whole number within bounds.
    pub(crate) fn whole(&self, column: &str, within: std::ops::RangeInclusive<i64>) -> Set<i64> {
        match self.0.get(column) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(value) => value
                .as_i64()
                .filter(|number| within.contains(number))
                .map(|number| Some(Some(number)))
                .ok_or_else(|| {
                    format!(
                        "{column}: expected a whole number from {} to {}, found {value}",
                        within.start(),
                        within.end()
                    )
                }),
        }
    }

    /// A truth.
    pub(crate) fn flag(&self, column: &str) -> Result<Option<bool>, String> {
        match self.0.get(column) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => Err(format!("{column}: expected true or false, found {other}")),
        }
    }
}
