//! Makes the checks of all rows: pieces in parallel, all checks at once.

use super::columns::{nulls, order, vocabularies};
use super::dates;
use super::figures;
use super::places;
use super::row_check::{RowCheck, Wrong};
use crate::error::Result;
use crate::stages::figures::UnitTable;
use crate::validate::catalogue::READABLE;
use crate::validate::offender::Offenders;
use crate::validate::report::Report;
use crate::validate::tables::OpenTable;
use rayon::prelude::*;

pub(in crate::validate) fn check(tables: &[OpenTable], units: &UnitTable, report: &mut Report) {
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
