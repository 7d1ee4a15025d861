//! Documents in groups: analysed together, written together.

use super::copy::Copier;
use super::state::{Recall, Trace, key_of, name_of};
use crate::extract::{Analysis, Document, Engine};
use crate::sink::DatasetWriter;
use crate::source::{Documents, Format, Reject, SourceDocument};
use crate::table::{DocumentRecord, EntityCounts, Tables, TablesBuilder, tables};
use crate::{Error, Result};
use std::any::Any;
use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What comes next in the input.
pub(super) enum Read {
    /// A document that has to be analysed, and its key where a state is kept.
    Document(SourceDocument, u128),
    /// One that the last run analysed, by its number then.
    Known(Known),
    Reject(Reject),
}

/// A document whose rows the old dataset has.
pub(super) struct Known {
    at: u32,
    /// Where it was read; a file that surely is as it was is not.
    source: Option<Box<SourceDocument>>,
    /// The file that it is by itself.
    file: Option<u128>,
}

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

/// The code of documents that took too long.
pub(super) const TIMEOUT: &str = "timeout";

/// Texts from here on have their tables built while they are written, since all their rows at once would take more
/// memory than the analysis.
const LONG: usize = 4 << 20;

/// Cuts the stream of documents into groups.
pub(super) struct Groups {
    documents: Documents,
    memory: Option<Option<Arc<Recall>>>,
    /// The last document that is as it was: the old dataset is read forwards.
    last: Option<u32>,
}

impl Groups {
    /// `memory`: nothing where no state is kept, then what is known from the last run.
    pub(super) fn new(documents: Documents, memory: Option<Option<Arc<Recall>>>) -> Self {
        Self { documents, memory, last: None }
    }

    fn read(&mut self) -> Option<Read> {
        let recall = self.memory.as_ref().and_then(Option::as_ref);
        let ahead = |at: &u32| self.last.is_none_or(|last| last < *at);
        if let Some((recall, file)) = recall.zip(self.documents.next_file())
            && let Some(at) = recall.by_file(file).filter(ahead)
        {
            let file = Some(name_of(&file.name, &file.doc_id));
            self.documents.skip_file();
            self.last = Some(at);
            return Some(Read::Known(Known { at, source: None, file }));
        }
        let source = match self.documents.next()? {
            Ok(source) => source,
            Err(reject) => return Some(Read::Reject(reject)),
        };
        let key = self.memory.as_ref().map_or(0, |_| key_of(&source));
        let Some(at) = recall.and_then(|recall| recall.by_key(key)).filter(ahead) else {
            return Some(Read::Document(source, key));
        };
        self.last = Some(at);
        let file = file_of(&source);
        Some(Read::Known(Known { at, source: Some(Box::new(source)), file }))
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
            let Some(read) = self.read() else { break };
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
    match read {
        Read::Document(source, _) => source.text.len(),
        Read::Known(known) => known.source.as_ref().map_or(0, |source| source.text.len()),
        Read::Reject(_) => 0,
    }
}

/// The name of the file that a document is by itself.
fn file_of(source: &SourceDocument) -> Option<u128> {
    (source.format == Format::Text).then(|| name_of(&source.path, &source.doc_id))
}

/// What one group of documents gives.
pub(super) struct Group {
    parts: Vec<Part>,
    /// Bytes of the source of each document that was analysed or is known.
    pub(super) documents: Vec<u64>,
    /// How many of them are known from before.
    pub(super) known: u64,
    pub(super) rejects: Vec<Reject>,
    pub(super) findings: BTreeMap<String, u64>,
    /// What the next run is to know; empty where no state is kept.
    pub(super) traces: Vec<(Trace, Option<u128>)>,
}

/// Rows of a group, in document order.
enum Part {
    Tables(Tables),
    /// A long document, whose rows are built when they are written, and the number of its trace.
    Long(Box<(SourceDocument, Analysis)>, usize),
    /// Documents of the old dataset, and whether they were not even read.
    Old(Range<u32>, bool),
}

impl Group {
    fn add(&mut self, findings: BTreeMap<String, u64>, bytes: u64) {
        self.documents.push(bytes);
        for (check, count) in findings {
            *self.findings.entry(check).or_default() += count;
        }
    }
}

/// What is written, and what rows are copied from.
pub(super) struct Writers {
    pub(super) dataset: DatasetWriter,
    pub(super) old: Option<Copier>,
}

/// The rows of a group on their way into parts.
struct Assembly<'a> {
    analyst: &'a Analyst,
    tables: TablesBuilder<'a>,
    /// Old documents behind the rows in `tables`.
    old: Option<(Range<u32>, bool)>,
    parts: Vec<Part>,
}

impl<'a> Assembly<'a> {
    fn new(analyst: &'a Analyst) -> Self {
        Self { analyst, tables: analyst.tables(), old: None, parts: Vec::new() }
    }

    fn close(&mut self) -> Result<()> {
        let tables = std::mem::replace(&mut self.tables, self.analyst.tables());
        self.parts.push(Part::Tables(tables.finish()?));
        self.parts.extend(self.old.take().map(|(range, unread)| Part::Old(range, unread)));
        Ok(())
    }

    /// The tables, behind all old documents.
    fn tables(&mut self) -> Result<&mut TablesBuilder<'a>> {
        if self.old.is_some() {
            self.close()?;
        }
        Ok(&mut self.tables)
    }

    fn long(&mut self, source: SourceDocument, analysis: Analysis, trace: usize) -> Result<()> {
        self.close()?;
        self.parts.push(Part::Long(Box::new((source, analysis)), trace));
        Ok(())
    }

    fn known(&mut self, recall: &Recall, known: &Known) -> Result<()> {
        let unread = known.source.is_none();
        match &mut self.old {
            Some((range, same)) if range.end == known.at && *same == unread => range.end += 1,
            _ => {
                self.tables()?;
                self.old = Some((known.at..known.at + 1, unread));
            }
        }
        if let Some(source) = &known.source {
            let record = self.analyst.record(source);
            self.tables.append_known(&record, recall.state.rows(known.at), &source.text);
        }
        Ok(())
    }
}

/// How documents are analysed.
pub(super) struct Analyst {
    pub(super) engine: Arc<Engine>,
    pub(super) keep_all_texts: bool,
    pub(super) timeout: Option<Duration>,
    /// Nothing where no state is kept, then what is known from the last run.
    pub(super) memory: Option<Option<Arc<Recall>>>,
    pub(super) stop: Arc<AtomicBool>,
}

impl Analyst {
    /// Analyses the documents of a group, in order.
    pub(super) fn group(&self, group: Vec<Read>) -> Result<Group> {
        let mut rows = Assembly::new(self);
        let mut out = Group {
            parts: Vec::new(),
            documents: Vec::new(),
            known: 0,
            rejects: Vec::new(),
            findings: BTreeMap::new(),
            traces: Vec::new(),
        };
        for read in group {
            if self.stopped() {
                return Err(Error::interrupted());
            }
            let analysed = match read {
                Read::Reject(reject) => Err(reject),
                Read::Document(source, key) => self.analyse(&source).map(|analysis| (source, key, analysis)),
                Read::Known(known) => {
                    let Some(recall) = self.memory.as_ref().and_then(Option::as_ref) else { continue };
                    rows.known(recall, &known)?;
                    let trace = recall.trace(known.at);
                    out.known += 1;
                    out.add(trace.findings.clone(), trace.bytes);
                    out.traces.push((trace, known.file));
                    continue;
                }
            };
            match analysed {
                Ok((source, key, analysis)) => {
                    let mut findings = BTreeMap::<String, u64>::new();
                    for finding in &analysis.findings {
                        *findings.entry(finding.check.to_owned()).or_default() += 1;
                    }
                    let entities =
                        if self.memory.is_some() { EntityCounts::of(&analysis) } else { Vec::new() };
                    let entities = entities.into_iter().map(|(entity, kind, n)| (entity.clone(), kind, n));
                    let mut trace = Trace {
                        key,
                        bytes: source.bytes,
                        rows: Vec::new(),
                        entities: entities.collect(),
                        findings: findings.clone(),
                    };
                    let file = file_of(&source);
                    out.add(findings, source.bytes);
                    if source.text.len() < LONG {
                        let tables = rows.tables()?;
                        let before = tables.rows();
                        tables.append(&self.record(&source), &analysis, &source.text);
                        trace.rows = tables.rows().iter().zip(before).map(|(after, n)| after - n).collect();
                    } else {
                        rows.long(source, analysis, out.traces.len())?;
                    }
                    if self.memory.is_some() {
                        out.traces.push((trace, file));
                    }
                }
                // A document that was given up is no reject if the run is at an end.
                Err(_) if self.stopped() => return Err(Error::interrupted()),
                Err(reject) => {
                    rows.tables.reject(&reject);
                    out.rejects.push(reject);
                }
            }
        }
        rows.close()?;
        out.parts = rows.parts;
        Ok(out)
    }

    /// Writes the rows of a group.
    pub(super) fn write(&self, group: &mut Group, desk: &mut Writers) -> Result<()> {
        let give_up = || self.stopped();
        let Writers { dataset: writer, old } = desk;
        for part in std::mem::take(&mut group.parts) {
            match part {
                Part::Tables(tables) => writer.write_until(&tables, &give_up)?,
                Part::Old(documents, unread) => {
                    if let Some(old) = old {
                        old.copy(documents, unread, writer, &give_up)?;
                    }
                }
                Part::Long(long, trace) => {
                    let (source, analysis) = *long;
                    let mut rows = vec![0; tables().len()];
                    let mut write = |part: Tables| {
                        for (sum, batch) in rows.iter_mut().zip(part.batches()) {
                            *sum += batch.num_rows() as u32;
                        }
                        writer.write_until(&part, &give_up)
                    };
                    let mut builder = self.tables();
                    builder.append_in_parts(&self.record(&source), &analysis, &source.text, &mut write)?;
                    write(builder.finish()?)?;
                    for (table, rows) in tables().iter().zip(&mut rows) {
                        if EntityCounts::makes(table) {
                            *rows = 0;
                        }
                    }
                    if let Some((trace, _)) = group.traces.get_mut(trace) {
                        trace.rows = rows;
                    }
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
        code: TIMEOUT,
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
