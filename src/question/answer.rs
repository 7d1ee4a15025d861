//! What a query answers: rows of cells.

use crate::calendar::Day;
use polars::prelude::{AnyValue, DataFrame, TimeUnit};

/// A value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A number of things.
    Count(i64),
    /// Any other number.
    Number(f64),
    /// Words, and days and instants as ISO 8601 has them.
    Text(String),
}

impl Cell {
    /// The cell as it is shown; `None` where it is null.
    #[must_use]
    pub fn shown(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Flag(flag) => Some(flag.to_string()),
            Self::Count(count) => Some(count.to_string()),
            Self::Number(number) => Some(number.to_string()),
            Self::Text(text) => Some(text.clone()),
        }
    }
}

impl From<AnyValue<'_>> for Cell {
    fn from(value: AnyValue<'_>) -> Self {
        match value {
            AnyValue::Null => Self::Null,
            AnyValue::Boolean(flag) => Self::Flag(flag),
            AnyValue::Float64(number) => Self::Number(number),
            AnyValue::Float32(number) => Self::Number(f64::from(number)),
            AnyValue::Date(day) => Self::Text(Day(day).to_string()),
            AnyValue::Datetime(micros, TimeUnit::Microseconds, _)
            | AnyValue::DatetimeOwned(micros, TimeUnit::Microseconds, _) => Self::Text(instant(micros)),
            AnyValue::String(text) => Self::Text(text.to_owned()),
            AnyValue::StringOwned(text) => Self::Text(text.to_string()),
            other => other.extract::<i64>().map_or_else(|| Self::Text(other.to_string()), Self::Count),
        }
    }
}

/// An instant in UTC, from microseconds since 1970.
fn instant(micros: i64) -> String {
    const DAY: i64 = 86_400;
    let seconds = micros.div_euclid(1_000_000);
    let (day, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let day = i32::try_from(day).map_or_else(|_| String::new(), |day| Day(day).to_string());
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// The rows that a query gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// A cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

impl From<&DataFrame> for Answer {
    fn from(frame: &DataFrame) -> Self {
        let columns = frame.columns().iter().map(|column| column.name().to_string()).collect();
        let cell = |column: &polars::prelude::Column, row| column.get(row).unwrap_or(AnyValue::Null).into();
        let row = |row| frame.columns().iter().map(|column| cell(column, row)).collect();
        Self { columns, rows: (0..frame.height()).map(row).collect() }
    }
}
