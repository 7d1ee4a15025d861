//! The tables and columns that examples name, before any text is read.

use super::table_of::table_of;
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::extract::{Engine, RULE_TABLES};
use crate::rule::{Example, Rule};
use crate::suggestion::with_nearest;
use crate::tables::{table, tables};

/// Checks the names in the examples of rules, and in the rows of entries, that were added to the program's own: tests check
/// those.
///
/// # Errors
/// A table or column that is not there, with the nearest one; a reference date that is no day.
pub fn check_names(engine: &Engine) -> Result<()> {
    engine.rules().rules().iter().filter(|rule| rule.added).try_for_each(check_rule_names)?;
    for entry in engine.grammar().lexicon.entries().iter().filter(|entry| entry.added) {
        let Some(rows) = &entry.rows else { continue };
        for cells in rows.cells("")? {
            check_columns(&rows.table, &cells).map_err(|problem| entry.refuse(&format!("row: {problem}")))?;
        }
    }
    Ok(())
}

/// Checks the names in a rule's examples.
pub(super) fn check_rule_names(rule: &Rule) -> Result<()> {
    let table = table_of(&rule.table);
    let silent = is_silent(rule);
    for example in rule.examples() {
        let refuse = |problem: String| Error::configuration(problem).at(rule.place.of_example(example));
        if example.row.is_empty() != silent {
            let expected = if silent { "no row, which the reading never makes" } else { "cells of the row" };
            let found = if silent { "cells" } else { "none" };
            return Err(refuse(format!("row: expected {expected}, found {found}")));
        }
        check_columns(table, &example.row).map_err(|problem| refuse(format!("row: {problem}")))?;
        for other in &example.others {
            check_columns(table, other).map_err(|problem| refuse(format!("others: {problem}")))?;
        }
        if let Some(day) = written_day(example).filter(|day| Day::from_iso(day).is_none()) {
            return Err(refuse(format!("reference_date: expected a day such as 2020-12-10, found {day}")));
        }
    }
    Ok(())
}

/// Whether the rule's reading takes words and makes no rows of them.
pub(super) fn is_silent(rule: &Rule) -> bool {
    let readings =
        RULE_TABLES.iter().filter(|table| table.name == rule.table).flat_map(|table| table.readings);
    readings.into_iter().any(|reading| reading.name == rule.reading && reading.silent)
}

fn written_day(example: &Example) -> Option<String> {
    example.reference_date.map(|date| date.to_string())
}

/// What is wrong with cells of a table, by name.
fn check_columns(name: &str, cells: &toml::Table) -> std::result::Result<(), String> {
    let Some(table) = table(name) else {
        let message = format!("expected a table of datasets, found {name:?}");
        return Err(with_nearest(message, name, tables().iter().map(|table| table.name)));
    };
    if let Some((column, cell)) = cells.iter().find(|(_, cell)| cell.is_array() || cell.is_table()) {
        return Err(format!(
            "{column}: expected a text, a number, a day or true or false, found {}",
            cell.type_str()
        ));
    }
    let columns = || table.columns().map(|column| column.name);
    match cells.keys().find(|cell| !columns().any(|column| column == *cell)) {
        None => Ok(()),
        Some(lost) => {
            let message = format!(
                "expected columns of {name}, found {lost:?}; they are {}",
                columns().collect::<Vec<_>>().join(", ")
            );
            Err(with_nearest(message, lost, columns()))
        }
    }
}
