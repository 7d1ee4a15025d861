//! Documents in groups: analysed together, written together.

use crate::extract::{Analysis, Document, Engine};
use crate::sink::DatasetWriter;
use crate::source::{Documents, Reject, SourceDocument};
use crate::table::{DocumentRecord, Tables, TablesBuilder};
use crate::{Error, Result};
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

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

/// Texts from here on have their tables built while they are written, since all their rows at once would take more
/// memory than the analysis.
const LONG: usize = 4 << 20;

/// Cuts the stream of documents into groups.
pub(super) struct Groups {
    documents: Documents,
}

impl Groups {
    pub(super) fn new(documents: Documents) -> Self {
        Self { documents }
    }

    /// Bytes that the next group will have at least, as far as they are known.
    pub(super) fn expects(&self) -> usize {
        self.documents.next_bytes().max(GROUP.bytes)
    }
}

impl Iterator for Groups {
    type Item = Vec<Read>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut group, mut bytes) = (Vec::new(), 0);
        while group.len() < GROUP.items && bytes < GROUP.bytes {
            // A long document stays by itself, so that it is weighed before it is read.
            if !group.is_empty() && self.documents.next_bytes() >= GROUP.bytes {
                break;
            }
            let Some(read) = self.documents.next() else { break };
            bytes += size(&read);
            group.push(read);
        }
        (!group.is_empty()).then_some(group)
    }
}

/// Bytes of the texts of a group.
pub(super) fn weight(group: &[Read]) -> usize {
    group.iter().map(size).sum()
}

fn size(read: &Read) -> usize {
    read.as_ref().map_or(0, |document| document.text.len())
}

/// What one group of documents gives.
pub(super) struct Group {
    parts: Vec<Part>,
    /// Bytes of the source of each document that was analysed.
    pub(super) documents: Vec<u64>,
    pub(super) rejects: Vec<Reject>,
    pub(super) findings: BTreeMap<&'static str, u64>,
}

/// Rows of a group, in document order.
enum Part {
    Tables(Tables),
    /// A long document, whose rows are built when they are written.
    Long(Box<(SourceDocument, Analysis)>),
}

/// How documents are analysed.
pub(super) struct Analyst {
    pub(super) engine: Arc<Engine>,
    pub(super) keep_all_texts: bool,
    pub(super) timeout: Option<Duration>,
    pub(super) stop: Arc<AtomicBool>,
}

impl Analyst {
    /// Analyses the documents of a group, in order.
    pub(super) fn group(&self, group: Vec<Read>) -> Result<Group> {
        let mut parts = Vec::new();
        let mut tables = self.tables();
        let (mut documents, mut rejects, mut findings) = (Vec::new(), Vec::new(), BTreeMap::new());
        for read in group {
            if self.stopped() {
                return Err(Error::interrupted());
            }
            match read.and_then(|source| Ok((self.analyse(&source)?, source))) {
                Ok((analysis, source)) => {
                    for finding in &analysis.findings {
                        *findings.entry(finding.check).or_default() += 1;
                    }
                    documents.push(source.bytes);
                    if source.text.len() < LONG {
                        tables.append(&self.record(&source), &analysis, &source.text);
                    } else {
                        let before = std::mem::replace(&mut tables, self.tables());
                        parts.push(Part::Tables(before.finish()?));
                        parts.push(Part::Long(Box::new((source, analysis))));
                    }
                }
                // A document that was given up is no reject if the run is at an end.
                Err(_) if self.stopped() => return Err(Error::interrupted()),
                Err(reject) => {
                    tables.reject(&reject);
                    rejects.push(reject);
                }
            }
        }
        parts.push(Part::Tables(tables.finish()?));
        Ok(Group { parts, documents, rejects, findings })
    }

    /// Writes the rows of a group.
    pub(super) fn write(&self, group: &mut Group, writer: &mut DatasetWriter) -> Result<()> {
        let give_up = || self.stopped();
        for part in std::mem::take(&mut group.parts) {
            match part {
                Part::Tables(tables) => writer.write_until(&tables, &give_up)?,
                Part::Long(long) => {
                    let (source, analysis) = *long;
                    let mut tables = self.tables();
                    let mut write = |part: Tables| writer.write_until(&part, &give_up);
                    tables.append_in_parts(&self.record(&source), &analysis, &source.text, &mut write)?;
                    writer.write_until(&tables.finish()?, &give_up)?;
                }
            }
        }
        Ok(())
    }

    fn analyse(&self, source: &SourceDocument) -> std::result::Result<Analysis, Reject> {
        let document =
            Document { doc_id: &source.doc_id, text: &source.text, reference: source.reference.day };
        let started = self.timeout.map(|limit| (Instant::now(), limit));
        let give_up = || self.stopped() || started.is_some_and(|(at, limit)| at.elapsed() > limit);
        // The engine is only read, so a document that breaks it breaks nothing for the next.
        match catch_unwind(AssertUnwindSafe(|| self.engine.analyse_until(&document, &give_up))) {
            Ok(Some(analysis)) => Ok(analysis),
            Ok(None) => Err(took_too_long(source, self.timeout.unwrap_or_default())),
            Err(panic) => Err(gave_up(source, panic.as_ref())),
        }
    }

    fn tables(&self) -> TablesBuilder<'_> {
        TablesBuilder::new(|rule| self.engine.rules().name(rule))
    }

    fn record<'a>(&self, source: &'a SourceDocument) -> DocumentRecord<'a> {
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
            keep_text: source.keep_text || self.keep_all_texts,
        }
    }

    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn took_too_long(source: &SourceDocument, limit: Duration) -> Reject {
    Reject {
        path: source.path.clone(),
        stage: "extract",
        code: "timeout",
        message: format!(
            "expected the analysis of «{}» to take at most {} s, found it at work after that; \
             --timeout-per-document sets the limit",
            source.doc_id,
            limit.as_secs_f64()
        ),
        byte_offset: None,
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
