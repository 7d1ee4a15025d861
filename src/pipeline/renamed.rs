//! The corrections of a run whose documents have neither their name nor their source any more.

use super::Plan;
use crate::corrections::{Corrections, Search};
use crate::error::{Error, Result};
use crate::source::{Documents, SourceDocument, Step};
use rustc_hash::FxHashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The corrections of a plan, with what the documents are called by now that they name and that are not there. Only where
/// there are such ones the documents are read for it, before they are read for their rows; of a run that reads from standard
/// input, which can be read once, nothing is found out.
///
/// # Errors
/// [`Error::interrupted`] after a wish to stop. What cannot be read is told by the run.
pub(super) fn found(plan: &Plan, stop: &AtomicBool) -> Result<Arc<Corrections>> {
    let same = || Ok(Arc::clone(&plan.corrections));
    if plan.corrections.is_empty() || plan.files.iter().any(|file| file.is_stdin()) {
        return same();
    }
    let named: FxHashSet<Box<str>> = plan.files.iter().map(|file| file.doc_id.clone()).collect();
    if plan.corrections.lines().iter().all(|line| named.contains(line.correction.doc_id.as_str())) {
        return same();
    }
    let (mut ids, mut sums) = (FxHashSet::default(), FxHashSet::default());
    each(plan, stop, |document| {
        ids.insert(document.doc_id);
        sums.insert(document.sha256);
    })?;
    let is_there =
        |id: &str, sum: Option<&str>| ids.contains(id) || sum.is_some_and(|sum| sums.contains(sum));
    let mut search = Search::new(plan.corrections.lines(), is_there);
    if search.is_empty() {
        return same();
    }
    each(plan, stop, |document| search.look(&document.doc_id, &document.text))?;
    Ok(Arc::new(plan.corrections.with(search.decided())))
}

/// Calls `take` with each document that can be read.
fn each(plan: &Plan, stop: &AtomicBool, mut take: impl FnMut(SourceDocument)) -> Result<()> {
    let mut documents = Documents::new(Arc::clone(&plan.files), plan.reading.clone());
    while let Some(step) = documents.step() {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::interrupted());
        }
        if let Step::Document(document) = step {
            take(document);
        }
    }
    Ok(())
}
