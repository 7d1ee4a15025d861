//! `[[expect]]`: what a pipeline expects of its dataset beyond the contract of the tables.

use crate::calendar::Day;
use crate::table::{Column, ColumnType};
use crate::tables;
use crate::toml_error::TomlPlace;
use crate::{Error, Result};
use serde::Deserialize;
use toml::Spanned;

/// What a dataset must be like.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// Its name in reports.
    pub name: String,
    /// How grave it is where it is not so.
    pub severity: Severity,
    /// The table it is about; `None` for SQL, which names its own.
    pub table: Option<String>,
    /// What must be so.
    pub condition: Condition,
    /// Where it stands in the pipeline file.
    pub(crate) place: TomlPlace,
}

impl Expectation {
    /// A mistake in the expectation, as an error that points at it.
    #[must_use]
    pub fn error(&self, message: &str) -> Error {
        self.place.error(message)
    }
}

/// How grave a failed check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warn,
    /// The dataset is wrong.
    #[default]
    Error,
}

/// What can be expected.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// The table has so many rows.
    Rows(Bounds),
    /// At least this share of the rows has a value in a column.
    NotNull(String, f64),
    /// The values of a column are of this list, nulls aside.
    Values(String, Vec<String>),
    /// The texts of a column match a regular expression, nulls aside.
    Regex(String, String),
    /// No two rows share a value of a column, nulls aside.
    Unique(String),
    /// The numbers or days of a column lie between bounds, nulls aside.
    Between(String, Interval),
    /// The mean of the numbers of a column lies between bounds.
    Mean(String, Interval),
    /// At least this share of the documents has a row.
    Coverage(f64),
    /// A query that returns no row.
    Sql(String),
}

/// Inclusive bounds; days are counted from 1970-01-01.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// The least.
    pub min: Option<f64>,
    /// The greatest.
    pub max: Option<f64>,
    /// Both as they were written.
    pub written: String,
}

impl Interval {
    /// Whether a number lies between the bounds; what is no number does not.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max) && !value.is_nan()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExpectTable {
    name: Option<Spanned<String>>,
    #[serde(default)]
    severity: Severity,
    table: Option<Spanned<String>>,
    column: Option<Spanned<String>>,
    rows: Option<Spanned<Bounds>>,
    not_null: Option<Spanned<toml::Value>>,
    values: Option<Spanned<Vec<String>>>,
    regex: Option<Spanned<String>>,
    unique: Option<Spanned<bool>>,
    between: Option<Spanned<IntervalTable>>,
    mean: Option<Spanned<IntervalTable>>,
    coverage: Option<Spanned<toml::Value>>,
    sql: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IntervalTable {
    min: Option<toml::Value>,
    max: Option<toml::Value>,
}

/// The conditions by the names of their keys.
const CONDITIONS: &str =
    "`rows`, `not_null`, `values`, `regex`, `unique`, `between`, `mean`, `coverage` or `sql`";

type Point<'a> = dyn Fn(std::ops::Range<usize>) -> TomlPlace + 'a;

impl ExpectTable {
    /// The expectation; `whole` is where the table stands in the file.
    pub(super) fn expectation(self, whole: std::ops::Range<usize>, at: &Point<'_>) -> Result<Expectation> {
        let mut given = Vec::new();
        for (key, span) in [
            ("rows", self.rows.as_ref().map(Spanned::span)),
            ("not_null", self.not_null.as_ref().map(Spanned::span)),
            ("values", self.values.as_ref().map(Spanned::span)),
            ("regex", self.regex.as_ref().map(Spanned::span)),
            ("unique", self.unique.as_ref().map(Spanned::span)),
            ("between", self.between.as_ref().map(Spanned::span)),
            ("mean", self.mean.as_ref().map(Spanned::span)),
            ("coverage", self.coverage.as_ref().map(Spanned::span)),
            ("sql", self.sql.as_ref().map(Spanned::span)),
        ] {
            given.extend(span.map(|span| (key, span)));
        }
        let (key, span) = match &given[..] {
            [] => return Err(at(whole).error(&format!("expected one of {CONDITIONS}, found none"))),
            [(key, span)] => (*key, span.clone()),
            [(first, _), (second, span), ..] => {
                let message =
                    format!("expected one condition in each [[expect]], found `{second}` besides `{first}`");
                return Err(at(span.clone()).error(&message));
            }
        };
        let table = match (&self.table, key) {
            (Some(table), "sql") => {
                return Err(at(table.span()).error("expected no `table` beside `sql`, which names its own"));
            }
            (None, "sql") => None,
            (None, _) => {
                return Err(at(span).error(&format!("expected a `table` beside `{key}`, found none")));
            }
            (Some(name), _) => Some(tables::table(name.get_ref()).ok_or_else(|| {
                let known: Vec<String> =
                    tables::tables().iter().map(|table| format!("`{}`", table.name)).collect();
                let message =
                    format!("expected one of the tables {}, found «{}»", known.join(", "), name.get_ref());
                at(name.span()).error(&message)
            })?),
        };
        let of_rows = matches!(key, "rows" | "coverage" | "sql");
        let column = match (&self.column, table) {
            (Some(column), _) if of_rows => {
                return Err(at(column.span()).error(&format!("expected no `column` beside `{key}`")));
            }
            (None, _) if !of_rows => {
                return Err(at(span).error(&format!("expected a `column` beside `{key}`, found none")));
            }
            (Some(name), Some(table)) => {
                Some(table.columns().find(|column| column.name == name.get_ref()).ok_or_else(|| {
                    let known: Vec<&str> = table.columns().map(|column| column.name).collect();
                    let (known, name_) = (known.join(", "), name.get_ref());
                    let message = format!("expected a column of {} ({known}), found «{name_}»", table.name);
                    at(name.span()).error(&message)
                })?)
            }
            _ => None,
        };
        if key == "coverage"
            && let Some(table) = table
            && !table.columns().any(|column| column.name == "doc_id")
        {
            let message = format!("expected a table whose rows are of documents, found {}", table.name);
            return Err(at(span).error(&message));
        }
        let name = match &self.name {
            Some(name) if name.get_ref().trim().is_empty() => {
                return Err(at(name.span()).error("expected a name, found an empty one"));
            }
            Some(name) => name.get_ref().clone(),
            None => format!("expect-{}", key.replace('_', "-")),
        };
        let severity = self.severity;
        let condition = self.condition(column, &|message| at(span.clone()).error(message))?;
        let table = table.map(|table| table.name.to_owned());
        // What SQL has wrong is known when it is run.
        Ok(Expectation { name, severity, table, condition, place: at(span.clone()) })
    }

    fn condition(self, column: Option<&Column>, refuse: &dyn Fn(&str) -> Error) -> Result<Condition> {
        let named = || column.map_or(String::new(), |column| column.name.to_owned());
        let is = |kinds: &[ColumnType]| column.is_some_and(|column| kinds.contains(&column.kind));
        let typed = |what: &str| {
            let kind = column.map_or("", |column| column.kind.name());
            refuse(&format!("expected a column of {what}, found {} ({kind})", named()))
        };
        if let Some(rows) = self.rows {
            let bounds = rows.into_inner();
            if bounds.min.is_none() && bounds.max.is_none() {
                return Err(refuse("expected `min`, `max` or both, found neither"));
            }
            if bounds.min.zip(bounds.max).is_some_and(|(min, max)| min > max) {
                return Err(refuse("expected `min` not to be above `max`"));
            }
            return Ok(Condition::Rows(bounds));
        }
        if let Some(share) = self.not_null {
            return Ok(Condition::NotNull(named(), self::share(share.get_ref(), refuse)?));
        }
        if let Some(share) = self.coverage {
            return Ok(Condition::Coverage(self::share(share.get_ref(), refuse)?));
        }
        if let Some(values) = self.values {
            if !is(&[ColumnType::Text]) {
                return Err(typed("texts"));
            }
            let values = values.into_inner();
            if values.is_empty() {
                return Err(refuse("expected at least one value, found an empty list"));
            }
            let closed = column.map_or(&[][..], |column| column.words);
            if let Some(foreign) =
                values.iter().find(|value| !closed.is_empty() && !closed.contains(&value.as_str()))
            {
                let message =
                    format!("expected values of {} ({}), found «{foreign}»", named(), closed.join(", "));
                return Err(refuse(&message));
            }
            return Ok(Condition::Values(named(), values));
        }
        if let Some(pattern) = self.regex {
            if !is(&[ColumnType::Text]) {
                return Err(typed("texts"));
            }
            let pattern = pattern.into_inner();
            if let Err(cause) = regex::Regex::new(&pattern) {
                // The last line says what; those before it draw where.
                let cause = cause.to_string();
                let cause = cause.lines().last().unwrap_or_default().trim_start_matches("error: ");
                return Err(refuse(&format!(
                    "expected a regular expression, found a mistake in {pattern:?}: {cause}"
                )));
            }
            return Ok(Condition::Regex(named(), pattern));
        }
        if let Some(unique) = self.unique {
            if !unique.into_inner() {
                return Err(refuse("expected `unique = true`; without it nothing is expected"));
            }
            return Ok(Condition::Unique(named()));
        }
        if let Some(between) = self.between {
            if is(&[ColumnType::Text, ColumnType::Instant]) {
                return Err(typed("numbers or days"));
            }
            return Ok(Condition::Between(named(), interval(&between.into_inner(), column, refuse)?));
        }
        if let Some(mean) = self.mean {
            if is(&[ColumnType::Text, ColumnType::Instant, ColumnType::Date]) {
                return Err(typed("numbers"));
            }
            return Ok(Condition::Mean(named(), interval(&mean.into_inner(), column, refuse)?));
        }
        let sql = self.sql.map(Spanned::into_inner).unwrap_or_default();
        if sql.trim().is_empty() {
            return Err(refuse("expected a query, found nothing"));
        }
        // What changes a table of the moment gives no rows, and would hold of every dataset.
        if !asks(&sql) {
            return Err(refuse("expected a query that begins with select or with, found another statement"));
        }
        Ok(Condition::Sql(sql))
    }
}

/// Whether SQL asks and does nothing else: one statement, which selects.
fn asks(sql: &str) -> bool {
    let lines = sql.lines().filter(|line| !line.trim_start().starts_with("--"));
    let bare = lines.collect::<Vec<_>>().join("\n");
    let bare = bare.trim().trim_end_matches(';').trim_start_matches('(').trim_start();
    let first = bare.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    ["select", "with"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// `true` is all of them, `0.9` nine of ten.
fn share(written: &toml::Value, refuse: &dyn Fn(&str) -> Error) -> Result<f64> {
    let share = match written {
        toml::Value::Boolean(true) => Some(1.0),
        toml::Value::Float(share) => Some(*share),
        toml::Value::Integer(share) => Some(*share as f64),
        _ => None,
    };
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| refuse(&format!("expected a share between 0 and 1, or true, found {written}")))
}

fn interval(
    table: &IntervalTable,
    column: Option<&Column>,
    refuse: &dyn Fn(&str) -> Error,
) -> Result<Interval> {
    let days = column.is_some_and(|column| column.kind == ColumnType::Date);
    let number = |written: &toml::Value| {
        let read = match written {
            toml::Value::Float(number) if !days => Some(*number),
            toml::Value::Integer(number) if !days => Some(*number as f64),
            toml::Value::Datetime(day) if days => Day::from_iso(&day.to_string()).map(|day| f64::from(day.0)),
            _ => None,
        };
        let expected = if days { "a day such as 2020-12-10" } else { "a number" };
        read.filter(|number| !number.is_nan())
            .ok_or_else(|| refuse(&format!("expected {expected}, found {written}")))
    };
    let min = table.min.as_ref().map(number).transpose()?;
    let max = table.max.as_ref().map(number).transpose()?;
    let written = match (&table.min, &table.max) {
        (None, None) => return Err(refuse("expected `min`, `max` or both, found neither")),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("between {min} and {max}"),
    };
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        return Err(refuse("expected `min` not to be above `max`"));
    }
    Ok(Interval { min, max, written })
}

/// Inclusive bounds of a number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least this many.
    pub min: Option<u64>,
    /// At most this many.
    pub max: Option<u64>,
}
