//! Documents in groups, and the tables of one group.

use crate::extract::{Document, Engine};
use crate::source::{Documents, Reject, SourceDocument};
use crate::table::{DocumentRecord, Tables, TablesBuilder};
use crate::{Error, Result};
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// A document or the reason why there is none.
pub(super) type Read = std::result::Result<SourceDocument, Reject>;

/// Documents whose rows are built together: at most this many, or one that is larger than all.
///
/// The limits are constants, not shares of the machine, so that the same input makes the same groups,
/// and with them the same bytes, on any number of threads.
const GROUP: Limit = Limit { items: 64, bytes: 512 << 10 };

#[derive(Clone, Copy)]
struct Limit {
    items: usize,
    bytes: usize,
}

/// Cuts the stream of documents into groups.
pub(super) struct Groups {
    documents: Documents,
}

impl Groups {
    pub(super) fn new(documents: Documents) -> Self {
        Self { documents }
    }
}

impl Iterator for Groups {
    type Item = Vec<Read>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut group, mut bytes) = (Vec::new(), 0);
        while group.len() < GROUP.items && bytes < GROUP.bytes {
            let Some(read) = self.documents.next() else { break };
            bytes += size(&read);
            group.push(read);
        }
        (!group.is_empty()).then_some(group)
    }
}

fn size(read: &Read) -> usize {
    read.as_ref().map_or(0, |document| document.text.len())
}

/// The rows of one group of documents.
pub(super) struct Group {
    pub(super) tables: Tables,
    /// Bytes of the source of each document that was analysed.
    pub(super) documents: Vec<u64>,
    pub(super) rejects: Vec<Reject>,
    pub(super) findings: BTreeMap<&'static str, u64>,
}

impl Group {
    /// Analyses the documents of a group, in order.
    pub(super) fn analyse(
        engine: &Engine,
        keep_all_texts: bool,
        group: Vec<Read>,
        stop: &AtomicBool,
    ) -> Result<Self> {
        let mut tables = TablesBuilder::new(|rule| engine.rules().name(rule));
        let (mut documents, mut rejects, mut findings) = (Vec::new(), Vec::new(), BTreeMap::new());
        for read in group {
            if stop.load(Ordering::Relaxed) {
                return Err(Error::interrupted());
            }
            let analysed = read.and_then(|source| {
                let document =
                    Document { doc_id: &source.doc_id, text: &source.text, reference: source.reference.day };
                // The engine is only read, so a document that breaks it breaks nothing for the next.
                match catch_unwind(AssertUnwindSafe(|| engine.analyse(&document))) {
                    Ok(analysis) => Ok((source, analysis)),
                    Err(panic) => Err(gave_up(&source, panic.as_ref())),
                }
            });
            match analysed {
                Ok((source, analysis)) => {
                    for finding in &analysis.findings {
                        *findings.entry(finding.check).or_default() += 1;
                    }
                    tables.append(&record(&source, keep_all_texts), &analysis, &source.text);
                    documents.push(source.bytes);
                }
                Err(reject) => {
                    tables.reject(&reject);
                    rejects.push(reject);
                }
            }
        }
        Ok(Self { tables: tables.finish()?, documents, rejects, findings })
    }
}

fn record(source: &SourceDocument, keep_all_texts: bool) -> DocumentRecord<'_> {
    DocumentRecord {
        doc_id: &source.doc_id,
        path: &source.path,
        format: source.format.name(),
        encoding: &source.encoding,
        bytes: source.bytes,
        sha256: &source.sha256,
        title: source.title.as_deref(),
        reference_date: source.reference.day,
        reference_source: source.reference.source.name(),
        keep_text: source.keep_text || keep_all_texts,
    }
}

fn gave_up(source: &SourceDocument, panic: &(dyn Any + Send)) -> Reject {
    let reason =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Reject {
        path: source.path.clone(),
        stage: "extract",
        code: "panic",
        message: format!(
            "expected every text to be readable, found the analysis of «{}» broken off ({}); please report it",
            source.doc_id,
            reason.unwrap_or("no reason given")
        ),
        byte_offset: None,
    }
}
