//! Chooses instruments of a dataset and writes them.

use super::akn;
use super::model;
use super::model::{Instrument, Wanted};
use super::tree;
use crate::Error;
use crate::cli::args::{ClausesArgs, ClausesFormat};
use crate::cli::dataset::Dataset;
use crate::cli::plain::results;
use crate::cli::terminal::Terminal;
use crate::cli::{Failure, Verdict};
use crate::dataset::at_one_time;
use std::io::{Write, stdout};

/// How many instruments a message lists.
const LISTED: usize = 12;

pub(in crate::cli) fn clauses(args: &ClausesArgs, terminal: &Terminal) -> Result<Verdict, Failure> {
    let all: Vec<Instrument> = at_one_time(&[&args.dataset], || model::load(&Dataset::open(&args.dataset)?))?;
    let name = args.instrument.as_deref().map(Wanted::new);
    let wanted: Vec<&Instrument> = all
        .iter()
        .filter(|one| args.doc.as_deref().is_none_or(|doc| one.doc_id == doc))
        .filter(|one| name.as_ref().is_none_or(|name| name.is(one)))
        .collect();
    if wanted.is_empty() {
        if args.doc.is_none() && args.instrument.is_none() {
            terminal.tell("no clauses in this dataset");
            return Ok(Verdict::Fine);
        }
        let message =
            format!("expected one of these instruments, found none that fits:\n{}", listed(all.iter()));
        return Err(Error::configuration(message).at(args.dataset.display()).into());
    }
    match args.format {
        ClausesFormat::Tree => {
            let mut out = results();
            for (n, instrument) in wanted.iter().enumerate() {
                if n > 0 {
                    writeln!(out)?;
                }
                tree::write(instrument, args.width, &mut out, |head| terminal.bold(head))?;
            }
        }
        ClausesFormat::Akn => {
            let [instrument] = wanted.as_slice() else {
                let message = format!(
                    "expected one instrument for an Akoma Ntoso document, found {}; choose with --instrument:\n{}",
                    wanted.len(),
                    listed(wanted.iter().copied())
                );
                return Err(Error::configuration(message).at(args.dataset.display()).into());
            };
            akn::write(instrument, &mut stdout().lock())?;
        }
    }
    Ok(Verdict::Fine)
}

/// The instruments for a message, one a line.
fn listed<'a>(instruments: impl Iterator<Item = &'a Instrument>) -> String {
    let mut lines: Vec<String> = instruments
        .map(|one| format!("  {}  {}  {}", one.list_id, one.doc_id, one.title.as_deref().unwrap_or("-")))
        .collect();
    let more = lines.len().saturating_sub(LISTED);
    lines.truncate(LISTED);
    if more > 0 {
        lines.push(format!("  … and {more} more"));
    }
    lines.join("\n")
}
