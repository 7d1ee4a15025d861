//! A query in SQL over the tables of datasets.

use super::answer::Answer;
use super::frame;
use crate::dataset::Dataset;
use crate::error::{Error, Result};
use crate::table::Table;
use crate::tables;
use polars::prelude::{DataFrame, IntoLazy, LazyFrame, PolarsError};
use polars::sql::SQLContext;

/// The table that a condition on an answer is about.
const ANSWER: &str = "answer";

/// What queries begin with, which only read.
const READ: [&str; 3] = ["SELECT", "WITH", "FROM"];

/// A query in SQL.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    sql: &'a str,
    condition: Option<&'a str>,
}

impl<'a> Query<'a> {
    /// The query that some SQL is, which may have comments.
    #[must_use]
    pub const fn new(sql: &'a str) -> Self {
        Self { sql, condition: None }
    }

    /// The same, of which only rows count that a condition holds of: `speaker = 'Ilham Aliyev'`.
    #[must_use]
    pub const fn only(self, condition: Option<&'a str>) -> Self {
        Self { condition, ..self }
    }

    /// Asks datasets, whose tables stand below one another in their order.
    ///
    /// # Errors
    /// A configuration error where the query cannot be run, or names a table that no dataset has; a damaged file.
    pub fn ask(&self, datasets: &[Dataset]) -> Result<Answer> {
        let (frame, _) = self.run(datasets)?;
        Ok(Answer::from(&frame))
    }

    /// The rows of a query, and the tables that it names.
    ///
    /// # Errors
    /// As [`Query::ask`].
    pub(crate) fn run(&self, datasets: &[Dataset]) -> Result<(DataFrame, Vec<&'static Table>)> {
        let sql = without_comments(self.sql);
        let words: Vec<&str> = sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let verb = words.iter().find(|word| !word.is_empty()).copied().unwrap_or_default();
        if !READ.iter().any(|read| read.eq_ignore_ascii_case(verb)) {
            let message =
                format!("expected a query ({} …), found one that begins with {verb:?}", READ.join(" …, "));
            return Err(Error::configuration(message));
        }
        let mut context = SQLContext::new();
        let mut named = Vec::new();
        for &table in tables::tables().iter().filter(|table| words.contains(&table.name)) {
            let frame = whole(datasets, table, &sql, &words)?.ok_or_else(|| {
                let message = format!("the query reads {}, of which the dataset has no file", table.name);
                Error::configuration(message)
            })?;
            context.register(table.name, frame.lazy());
            named.push(table);
        }
        let mut rows = context.execute(&sql).and_then(LazyFrame::collect).map_err(failure)?;
        if let Some(condition) = self.condition {
            context.register(ANSWER, rows.lazy());
            let sql = format!("SELECT * FROM {ANSWER} WHERE {condition}");
            rows = context.execute(&sql).and_then(LazyFrame::collect).map_err(failure)?;
        }
        Ok((rows, named))
    }
}

/// Why a query cannot be run. Behind the first line stands the plan, which is none of the user's.
fn failure(cause: PolarsError) -> Error {
    let cause = cause.to_string();
    let cause = cause.lines().next().unwrap_or_default();
    let cause = cause.split(", , Resolved plan").next().unwrap_or_default();
    Error::configuration(format!("the query fails: {cause}"))
}

fn without_comments(sql: &str) -> String {
    let lines = sql.lines().filter(|line| !line.trim_start().starts_with("--"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A table of all datasets that have it, with the columns that a query can be about: those that it names, or all.
fn whole(datasets: &[Dataset], table: &Table, sql: &str, words: &[&str]) -> Result<Option<DataFrame>> {
    let bare = sql.to_lowercase().replace(char::is_whitespace, "");
    let all = bare.replace("count(*)", "").contains('*') || bare.contains("natural");
    let mut columns: Vec<&str> = table
        .columns()
        .filter(|column| all || words.iter().any(|word| word.eq_ignore_ascii_case(column.name)))
        .map(|column| column.name)
        .collect();
    if columns.is_empty() {
        // Something must be read for the rows to be counted.
        columns.extend(table.columns().next().map(|column| column.name));
    }
    let mut whole: Option<DataFrame> = None;
    for dataset in datasets.iter().filter(|dataset| dataset.format_of(table.name).is_some()) {
        let part = frame::read(dataset, table, &columns)?;
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.vstack_mut(&part).map_err(failure)?;
            }
        }
    }
    Ok(whole)
}
