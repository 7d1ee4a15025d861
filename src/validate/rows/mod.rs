//! What each row must hold by itself: one pass over the columns that matter, pieces in parallel.

mod dates;
mod figures;
mod places;

use super::catalogue::{Kind, NOT_NULL, ORDER, READABLE, VOCABULARY};
use super::offender::Offenders;
use super::report::Report;
use super::tables::{OpenTable, cell, number, text, value};
use crate::error::Result;
use crate::figures::UnitTable;
use arrow::array::{Array, RecordBatch};
use arrow::datatypes::{ArrowPrimitiveType, Date32Type, Float64Type, Int32Type};
use rayon::prelude::*;

/// A check that looks at the rows of a batch.
struct RowCheck<'a> {
    kind: Kind,
    what: String,
    /// The columns that it cannot do without.
    columns: Vec<&'static str>,
    look: Box<Look<'a>>,
}

/// Looks at a batch; `None` where a column that it needs is not there.
type Look<'a> = dyn Fn(&RecordBatch, &mut Wrong<'_>) -> Option<()> + Sync + Send + 'a;

/// Takes down what is wrong with the rows of a batch.
struct Wrong<'o> {
    offenders: &'o mut Offenders,
    piece: usize,
    /// Rows of the piece before this batch.
    before: u64,
}

impl Wrong<'_> {
    fn row(&mut self, row: usize, note: impl FnOnce() -> String) {
        self.offenders.add(self.piece, self.before + row as u64, note);
    }
}

pub(super) fn check(tables: &[OpenTable], units: &UnitTable, report: &mut Report) {
    for open in tables {
        let (mut checks, mut lacking) = (Vec::new(), Vec::new());
        for check in checks_of(open, units) {
            match open.lacks(&check.columns) {
                None => checks.push(check),
                Some(column) => lacking.push((check, column)),
            }
        }
        for (check, column) in lacking {
            let why = format!("{}: the column {column} is not there as it is declared", check.what);
            report.leave_out(check.kind, open.table.name, why);
        }
        let (offenders, unreadable) = look(open, &checks);
        report.files(READABLE, open.table.name, "every row can be read", unreadable);
        for (check, wrong) in checks.iter().zip(&offenders) {
            report.rows(check.kind, open, check.what.clone(), wrong);
        }
    }
}

fn checks_of<'a>(open: &OpenTable, units: &'a UnitTable) -> Vec<RowCheck<'a>> {
    let mut checks = nulls(open);
    checks.extend(vocabularies(open));
    checks.extend(order(open));
    match open.table.name {
        "dates" => checks.extend(dates::checks()),
        "figures" => checks.extend(figures::checks(units)),
        "provisions" => checks.push(dates::durations()),
        "places" | "actors" => checks.extend(places::checks(open)),
        _ => {}
    }
    checks
}

/// Makes all checks at once; what they found, and what could not be read.
fn look(open: &OpenTable, checks: &[RowCheck<'_>]) -> (Vec<Offenders>, Vec<String>) {
    let mut columns: Vec<&str> = checks.iter().flat_map(|check| check.columns.iter().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    let none = || checks.iter().map(|_| Offenders::default()).collect::<Vec<_>>();
    let found: Vec<(Vec<Offenders>, Result<()>)> = open
        .pieces
        .par_iter()
        .enumerate()
        .map(|(n, piece)| {
            let mut found = none();
            let mut before = 0;
            let done = piece.read(Some(&columns)).and_then(|batches| {
                for batch in batches {
                    let batch = batch?;
                    for (check, offenders) in checks.iter().zip(&mut found) {
                        (check.look)(&batch, &mut Wrong { offenders, piece: n, before });
                    }
                    before += batch.num_rows() as u64;
                }
                Ok(())
            });
            (found, done)
        })
        .collect();
    let (mut all, mut unreadable) = (none(), Vec::new());
    for (found, done) in found {
        unreadable.extend(done.err().map(|cause| cause.to_string()));
        all.iter_mut().zip(found).for_each(|(all, found)| all.append(found));
    }
    (all, unreadable)
}

/// Required columns. Parquet columns that cannot be null need not be read for it.
fn nulls(open: &OpenTable) -> Vec<RowCheck<'static>> {
    let nullable = |name: &str| {
        open.pieces
            .iter()
            .any(|piece| piece.schema().field_with_name(name).is_ok_and(|field| field.is_nullable()))
    };
    let required = open.table.columns().filter(|column| column.required && nullable(column.name));
    required
        .map(|column| RowCheck {
            kind: NOT_NULL,
            what: format!("{} has a value", column.name),
            columns: vec![column.name],
            look: Box::new(move |batch, wrong| {
                let cells = batch.column_by_name(column.name)?;
                // In CSV an empty text is null too.
                if cells.null_count() > 0 {
                    (0..cells.len())
                        .filter(|&row| cells.is_null(row))
                        .for_each(|row| wrong.row(row, || format!("{} is null", column.name)));
                }
                Some(())
            }),
        })
        .collect()
}

fn vocabularies(open: &OpenTable) -> Vec<RowCheck<'static>> {
    open.table
        .columns()
        .filter(|column| !column.words.is_empty())
        .map(|column| RowCheck {
            kind: VOCABULARY,
            what: format!("{} is one of {}", column.name, column.words.join(", ")),
            columns: vec![column.name],
            look: Box::new(move |batch, wrong| {
                let cells = text(batch, column.name)?;
                let mut last = "";
                for row in 0..cells.len() {
                    let Some(word) = cell(cells, row).filter(|word| *word != last) else { continue };
                    match column.words.iter().find(|known| **known == word) {
                        Some(known) => last = known,
                        None => wrong.row(row, || format!("{} is «{word}»", column.name)),
                    }
                }
                Some(())
            }),
        })
        .collect()
}

/// Pairs of columns of which the first is never after the second.
const ORDERED: [(&str, &str); 6] = [
    ("start_date", "end_date"),
    ("lower", "upper"),
    ("lower", "value"),
    ("value", "upper"),
    ("char_start", "char_end"),
    ("byte_start", "byte_end"),
];

fn order(open: &OpenTable) -> Vec<RowCheck<'static>> {
    let has = |name: &str| open.table.columns().any(|column| column.name == name);
    ORDERED
        .into_iter()
        .filter(|(first, last)| has(first) && has(last))
        .map(|(first, last)| RowCheck {
            kind: ORDER,
            what: format!("{first} is not after {last}"),
            columns: vec![first, last],
            look: Box::new(move |batch, wrong| {
                if first.ends_with("_date") {
                    ordered::<Date32Type>(batch, first, last, wrong)
                } else if first.ends_with("_start") {
                    ordered::<Int32Type>(batch, first, last, wrong)
                } else {
                    ordered::<Float64Type>(batch, first, last, wrong)
                }
            }),
        })
        .collect()
}

fn ordered<T: ArrowPrimitiveType>(
    batch: &RecordBatch,
    first: &str,
    last: &str,
    wrong: &mut Wrong<'_>,
) -> Option<()>
where
    T::Native: PartialOrd + std::fmt::Display,
{
    let (lower, upper) = (number::<T>(batch, first)?, number::<T>(batch, last)?);
    for row in 0..batch.num_rows() {
        if let (Some(before), Some(after)) = (value(lower, row), value(upper, row))
            && before > after
        {
            let shown = |days: T::Native| match T::DATA_TYPE {
                arrow::datatypes::DataType::Date32 => days
                    .to_string()
                    .parse()
                    .map_or_else(|_| days.to_string(), |days| crate::calendar::Day(days).to_iso()),
                _ => days.to_string(),
            };
            wrong.row(row, || format!("{first} is {}, {last} is {}", shown(before), shown(after)));
        }
    }
    Some(())
}
