//! Documents in groups: analysed together, written together.

use super::copy::{Copier, OldRows};
use super::state::{DocumentTrace, FileTrace, Known, Recall, Trace, key_of};
use crate::corrections::Corrections;
use crate::extract::{Analysis, Document, Engine, weight};
use crate::extraction::{self, Before, GROUP, LARGE, Outcome};
use crate::sink::DatasetWriter;
use crate::source::{Documents, Format, Reject, SourceDocument, Step, TIMEOUT, TOO_DENSE};
use crate::tables::{DocumentRecord, EntityCounts, Tables, TablesBuilder, tables};
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

/// What comes next in the input.
pub(super) enum Read {
    /// A file, where a state is kept.
    File(FileTrace),
    /// A document that has to be analysed, and its key where a state is kept.
    Document(Box<SourceDocument>, u128),
    /// One that the last run analysed, and the document itself where its file had to be read.
    Known(Known, Option<Box<SourceDocument>>),
    Reject(Reject),
    /// The machine failed: what was read so far is no input of a dataset.
    Failed(Error),
    /// A large document comes: what waits to be written is to leave the memory to it.
    Flush,
}

/// Texts from here on have their tables built while they are written, since all their rows at once would take more
/// memory than the analysis.
const LONG: usize = 2 << 20;

/// Bytes of cells, blocks and lines from which on the same holds of the rows of these.
const MANY: usize = 32 << 20;

/// What a run that keeps a state knows when it begins.
pub(super) struct Memory {
    pub(super) began: SystemTime,
    pub(super) recall: Option<Recall>,
    /// Whether files are read as in the last run.
    pub(super) same_reading: bool,
}

/// Cuts the stream of documents into groups.
pub(super) struct Groups {
    documents: Documents,
    corrections: Arc<Corrections>,
    memory: Option<Memory>,
    /// The name of the file that is read.
    file: Box<str>,
    /// Its document, where it need not be read.
    known: Option<Known>,
    /// A large document that was read before its turn.
    next: Option<Read>,
}

impl Groups {
    /// `memory`: nothing where no state is kept.
    pub(super) fn new(documents: Documents, corrections: Arc<Corrections>, memory: Option<Memory>) -> Self {
        Self { documents, corrections, memory, file: Box::default(), known: None, next: None }
    }

    fn read(&mut self) -> Option<Read> {
        if let Some(read) = self.next.take() {
            return Some(read);
        }
        let read = self.read_on()?;
        if !is_large(&read) {
            return Some(read);
        }
        self.next = Some(read);
        Some(Read::Flush)
    }

    fn read_on(&mut self) -> Option<Read> {
        if let Some(known) = self.known.take() {
            return Some(Read::Known(known, None));
        }
        loop {
            let step = self.documents.step()?;
            let Some(memory) = &mut self.memory else {
                match step {
                    Step::File(_) => continue,
                    Step::Document(source) => return Some(Read::Document(Box::new(source), 0)),
                    Step::Reject(reject) => return Some(Read::Reject(reject)),
                    Step::Failed(error) => return Some(Read::Failed(error)),
                }
            };
            return Some(match step {
                Step::File(file) => {
                    let trace = FileTrace::of(&file, memory.began);
                    self.file.clone_from(&trace.name);
                    // Which corrections are about a document is known of those that are read.
                    let unread = self.corrections.is_empty() && memory.same_reading;
                    let recall = memory.recall.as_mut().filter(|_| unread && file.format.is_document());
                    if let Some(known) = recall.and_then(|recall| recall.file(&trace)) {
                        self.documents.pass_over();
                        self.known = Some(known);
                    }
                    Read::File(trace)
                }
                Step::Document(source) => {
                    let key = key_of(&source, &self.corrections);
                    match memory.recall.as_mut().and_then(|recall| recall.document(key, &self.file)) {
                        Some(known) => Read::Known(known, Some(Box::new(source))),
                        None => Read::Document(Box::new(source), key),
                    }
                }
                Step::Reject(reject) => Read::Reject(reject),
                Step::Failed(error) => Read::Failed(error),
            });
        }
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
            // The group is to be written before the large document is in work.
            if self.next.is_some() {
                break;
            }
        }
        (!group.is_empty()).then_some(group)
    }
}

impl extraction::Groups for Groups {
    fn expects(&self) -> usize {
        self.next.as_ref().map_or_else(|| self.documents.next_bytes(), size).max(GROUP.bytes)
    }

    fn weight(group: &Vec<Read>) -> usize {
        let weigh = |read: &Read| match read {
            // Running text takes eight times its length, and what it is weighed by is such text.
            Read::Document(source, _) => weight(&source.text).saturating_add(beside(source) / 8),
            read => size(read),
        };
        group.iter().map(weigh).fold(0, usize::saturating_add)
    }
}

/// Bytes that a document holds beside its text, where they are many: a short text may have left out a million words, and a hundred
/// of such documents are no group.
fn beside(source: &SourceDocument) -> usize {
    source.structure.bytes().saturating_sub(BESIDE)
}

/// What documents of usual lengths have beside their texts at most.
const BESIDE: usize = 4 << 20;

fn size(read: &Read) -> usize {
    match read {
        Read::Document(source, _) => source.text.len().saturating_add(beside(source)),
        Read::Known(_, source) => {
            source.as_ref().map_or(0, |source| source.text.len().saturating_add(beside(source)))
        }
        Read::File(_) | Read::Reject(_) | Read::Failed(_) | Read::Flush => 0,
    }
}

/// Whether this is a large document. What its source has decides, which is known of every document.
fn is_large(read: &Read) -> bool {
    match read {
        Read::Document(source, _) => source.bytes >= LARGE,
        Read::Known(known, _) => known.trace.bytes >= LARGE,
        Read::File(_) | Read::Reject(_) | Read::Failed(_) | Read::Flush => false,
    }
}

/// What one group of documents gives.
pub(super) struct Group {
    parts: Vec<Part>,
    pub(super) outcome: Outcome,
    /// How many of its documents are known from before.
    pub(super) known: u64,
    pub(super) findings: Vec<(Arc<str>, u64)>,
    /// What the documents that were read turned out to be, and whether they are rows of tables.
    pub(super) formats: Vec<(Format, bool)>,
    /// What the next run is to know; empty where no state is kept.
    pub(super) traces: Vec<Trace>,
    /// The corrections, by their places, that are about its documents.
    pub(super) heard: Vec<u32>,
    /// Whether a large document comes next.
    pub(super) before_large: bool,
}

/// Rows of a group, in document order.
enum Part {
    Tables(Tables),
    /// A long document, whose rows are built when they are written, and the number of its trace.
    Long(Box<(SourceDocument, Analysis)>, usize),
    Old(OldRows),
    Flush,
}

/// What is written, and what rows are copied from.
pub(super) struct Writers {
    pub(super) dataset: DatasetWriter,
    pub(super) old: Option<Copier>,
}

/// The rows of a group on their way into parts.
struct Assembly<'a> {
    analyst: &'a GroupAnalyst,
    tables: TablesBuilder<'a>,
    /// Old documents behind the rows in `tables`.
    old: Option<OldRows>,
    parts: Vec<Part>,
}

impl<'a> Assembly<'a> {
    fn new(analyst: &'a GroupAnalyst) -> Self {
        Self { analyst, tables: analyst.tables(), old: None, parts: Vec::new() }
    }

    fn close(&mut self) -> Result<()> {
        let tables = std::mem::replace(&mut self.tables, self.analyst.tables());
        self.parts.push(Part::Tables(tables.finish_part()?));
        self.parts.extend(self.old.take().map(Part::Old));
        Ok(())
    }

    /// The tables, behind all old documents.
    fn tables(&mut self) -> Result<&mut TablesBuilder<'a>> {
        if self.old.is_some() {
            self.close()?;
        }
        Ok(&mut self.tables)
    }

    fn flush(&mut self) -> Result<()> {
        self.close()?;
        self.parts.push(Part::Flush);
        Ok(())
    }

    fn long(&mut self, source: SourceDocument, analysis: Analysis, trace: usize) -> Result<()> {
        self.close()?;
        self.parts.push(Part::Long(Box::new((source, analysis)), trace));
        Ok(())
    }

    fn known(&mut self, known: &Known, source: Option<&SourceDocument>) -> Result<()> {
        let unread = source.is_none();
        match &mut self.old {
            Some(old) if old.is_followed_by(known, unread) => old.add(known),
            _ => {
                self.tables()?;
                self.old = Some(OldRows::of(known, unread));
            }
        }
        if let Some(source) = source {
            self.tables.append_known(
                &self.analyst.record(source),
                &known.trace.rows,
                known.trace.language,
                &source.text,
            );
        }
        Ok(())
    }
}

/// How groups are analysed and written.
pub(super) struct GroupAnalyst {
    /// How each document is.
    pub(super) documents: extraction::Analyst<Arc<Engine>>,
    pub(super) keep_all_texts: bool,
    pub(super) corrections: Arc<Corrections>,
    /// Whether a state is kept.
    pub(super) remembers: bool,
}

impl GroupAnalyst {
    /// Analyses the documents of a group, in order.
    pub(super) fn group(&self, group: Vec<Read>) -> Result<Group> {
        let mut rows = Assembly::new(self);
        let mut out = Group {
            parts: Vec::new(),
            outcome: Outcome::default(),
            known: 0,
            findings: Vec::new(),
            formats: Vec::new(),
            traces: Vec::new(),
            heard: Vec::new(),
            before_large: false,
        };
        for read in group {
            if self.documents.stopped() {
                return Err(Error::interrupted());
            }
            let analysed = match read {
                Read::Reject(reject) => Err(reject),
                Read::Failed(error) => return Err(error),
                Read::Document(source, key) => {
                    out.heard.extend(self.corrections.places_of(&source.doc_id, &source.sha256));
                    self.analyse(&source)?.map(|analysis| (source, key, analysis))
                }
                Read::Flush => {
                    rows.flush()?;
                    out.before_large = true;
                    continue;
                }
                Read::File(file) => {
                    out.traces.push(Trace::File(file));
                    continue;
                }
                Read::Known(known, source) => {
                    if let Some(source) = &source {
                        out.heard.extend(self.corrections.places_of(&source.doc_id, &source.sha256));
                    }
                    rows.known(&known, source.as_deref())?;
                    out.known += 1;
                    out.outcome.documents.push(known.trace.bytes);
                    out.findings.extend(known.trace.findings.iter().cloned());
                    out.traces.push(Trace::Document(known.trace));
                    continue;
                }
            };
            match analysed {
                Ok((source, key, analysis)) => {
                    out.formats.push((source.format, !source.structure.cells.is_empty()));
                    let mut trace = self.trace(&source, key, &analysis);
                    out.outcome.documents.push(source.bytes);
                    out.findings.extend(trace.findings.iter().cloned());
                    if source.text.len() < LONG && source.structure.bytes() < MANY {
                        let tables = rows.tables()?;
                        let before = tables.rows();
                        tables.append(&self.record(&source), &analysis, &source.text);
                        trace.rows = tables.rows().iter().zip(before).map(|(after, n)| after - n).collect();
                    } else {
                        rows.long(*source, analysis, out.traces.len())?;
                    }
                    if self.remembers {
                        out.traces.push(Trace::Document(trace));
                    }
                }
                Err(reject) => {
                    rows.tables.reject(&reject);
                    out.outcome.rejects.push(reject);
                }
            }
        }
        rows.close()?;
        out.parts = rows.parts;
        Ok(out)
    }

    /// Writes the rows of a group.
    pub(super) fn write(&self, group: &mut Group, desk: &mut Writers) -> Result<()> {
        let give_up = || self.documents.stopped();
        let Writers { dataset: writer, old } = desk;
        for part in std::mem::take(&mut group.parts) {
            match part {
                Part::Tables(tables) => writer.write_until(&tables, &give_up)?,
                Part::Flush => writer.flush()?,
                Part::Old(rows) => {
                    if let Some(old) = old {
                        old.copy(&rows, writer, &give_up)?;
                    }
                }
                Part::Long(long, trace) => {
                    let (source, analysis) = *long;
                    let record = self.record(&source);
                    let keeps_text = record.keep_text;
                    let mut rows = vec![0; tables().len()];
                    let mut write = |part: Tables| {
                        for (sum, batch) in rows.iter_mut().zip(part.batches()) {
                            *sum += batch.num_rows() as u32;
                        }
                        writer.write_until(&part, &give_up)
                    };
                    let mut builder = self.tables();
                    builder.append_in_parts(&record, &analysis, &source.text, &mut write)?;
                    write(builder.finish_part()?)?;
                    drop(analysis);
                    if keeps_text {
                        write(Tables::of_text(&source.doc_id, source.text)?)?;
                    }
                    if let Some(Trace::Document(trace)) = group.traces.get_mut(trace) {
                        trace.rows = rows;
                    }
                }
            }
        }
        Ok(())
    }

    /// What the next run is to know of a document, but for its rows.
    fn trace(&self, source: &SourceDocument, key: u128, analysis: &Analysis) -> DocumentTrace {
        let mut findings = BTreeMap::<&str, u64>::new();
        for finding in &analysis.findings {
            *findings.entry(finding.check).or_default() += 1;
        }
        let entities = if self.remembers { EntityCounts::of(analysis) } else { Vec::new() };
        DocumentTrace {
            language: analysis.language,
            key,
            bytes: source.bytes,
            rows: Vec::new(),
            entities: entities
                .into_iter()
                .map(|(entity, kind, n)| (Arc::new((entity.clone(), kind)), n))
                .collect(),
            findings: findings.into_iter().map(|(check, n)| (check.into(), n)).collect(),
        }
    }

    /// Analyses one document.
    ///
    /// # Errors
    /// As [`extraction::Analyst::analyse`].
    fn analyse(&self, source: &SourceDocument) -> Result<std::result::Result<Analysis, Reject>> {
        let before = Before { spent: source.spent, held: source.structure.bytes() as u64 };
        let document = Document {
            doc_id: &source.doc_id,
            text: &source.text,
            blocks: &source.structure.text_blocks(),
            cells: &source.structure.text_cells(),
            // No stage asks where in the source anything stands.
            origins: &[],
            reference: source.reference.day,
            language: source.structure.language,
            sha256: &source.sha256,
            corrections: &self.corrections.of(&source.doc_id, &source.sha256),
        };
        let analysed = self.documents.analyse(&document, &source.path, before)?;
        Ok(analysed.map_err(|mut reject| {
            if reject.code == TIMEOUT {
                reject.message.push_str("; --timeout-per-document sets the limit");
            }
            if reject.code == TOO_DENSE {
                reject.message.push_str(" with --max-document-memory");
            }
            reject
        }))
    }

    pub(super) fn tables(&self) -> TablesBuilder<'_> {
        TablesBuilder::new(|rule| self.documents.engine().rules().name(rule))
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
            producer: source.producer.as_deref(),
            reference_date: source.reference.day,
            reference_source: source.reference.source,
            keep_text: source.keep_text || self.keep_all_texts,
            structure: &source.structure,
        }
    }
}
