//! Makes the checks of all rows: pieces in parallel, all checks at once.

use super::columns::{finite, nulls, order, vocabularies};
use crate::check::{Offenders, READABLE, RowCheck, Wrong};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::validate::report::Report;
use crate::validate::tables::OpenTable;
use rayon::prelude::*;

pub(in crate::validate) fn check(tables: &[OpenTable], lexicon: &Lexicon, report: &mut Report) -> Result<()> {
    for open in tables {
        let (mut checks, mut lacking) = (Vec::new(), Vec::new());
        for check in checks_of(open, lexicon)? {
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
    Ok(())
}

fn checks_of(open: &OpenTable, lexicon: &Lexicon) -> Result<Vec<RowCheck>> {
    let mut checks = nulls(open);
    checks.extend(vocabularies(open));
    checks.extend(order(open));
    checks.extend(finite(open));
    checks.extend((open.table.checks)(lexicon)?);
    Ok(checks)
}

/// Makes all checks at once; what they found, and what could not be read.
fn look(open: &OpenTable, checks: &[RowCheck]) -> (Vec<Offenders>, Vec<String>) {
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
                if before != piece.rows() {
                    let message =
                        format!("expected {} rows, as its footer says, found {before}", piece.rows());
                    return Err(Error::output(message).at(piece.path().display()));
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
