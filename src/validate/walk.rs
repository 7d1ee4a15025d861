//! The documents in order, each with its text layer and its rows of every table.
//!
//! All tables list their rows in the order of the documents, so one walk meets each text once and holds a few of
//! them, however many there are.

use super::current_document::CurrentDocument;
use super::demands::Demands;
use super::layers::{Sources, for_rows};
use super::listed::{Listed, listed};
use super::report::Report;
use super::span_rows::SpanRows;
use super::tables::OpenTable;
use super::within::{HOLDING, Holders};
use crate::check::{
    CLAUSE_TREE, COUNTS, DOCUMENT_ORDER, ENTITY_KIND, GROUNDING, HEADING, IDS, Offenders, QUOTED, READABLE,
    WITHIN, cell, count, number, text, value,
};
use crate::dataset::Batches;
use crate::error::Result;
use crate::stages::actors::EntityKind;
use crate::table::Vocabulary;
use crate::text::CharIndex;
use arrow::array::RecordBatch;
use arrow::datatypes::Int64Type;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Documents that are looked at together: at most this many, or one that is larger than all.
const DOCUMENTS: usize = 256;
const BYTES: u64 = 8 << 20;

/// The tables whose rows `documents` counts.
const COUNTED: [&str; 6] = ["dates", "figures", "mentions", "clauses", "statements", "events"];

pub(super) fn check(
    tables: &[OpenTable],
    (sources, dataset): (&Path, &Path),
    demands: Demands<'_>,
    report: &mut Report,
) {
    let find = |name: &str| tables.iter().find(|open| open.table.name == name);
    let Some(documents) = find("documents").filter(|open| open.has("doc_id")) else {
        report.leave_out(GROUNDING, "documents", "without the table `documents` no text is found");
        return;
    };
    let mut sources = Sources::new(sources, dataset, demands);
    let mut walkers: Vec<Walker<'_>> = tables.iter().filter_map(Walker::new).collect();
    let kinds = Arc::new(kinds(tables).unwrap_or_default());
    walkers.iter_mut().for_each(|walker| walker.rows.kinds = Arc::clone(&kinds));
    let mut counts = Counts::new(documents);
    if let Err(cause) = walk(documents, find("texts"), &mut walkers, &mut sources, &mut counts) {
        report.files(READABLE, "documents", "the documents can be read in order", vec![cause.to_string()]);
    }
    sources.report(documents, report);
    counts.report(documents, report);
    let mut entities = FxHashMap::default();
    let readable =
        walkers.iter().all(|walker| walker.open.table.name != "mentions" || walker.unreadable.is_none());
    for walker in walkers {
        walker.report(report);
        entities.extend(walker.rows.entities);
    }
    for (table, id) in [("actors", "actor_id"), ("places", "place_id"), ("products", "product_id")] {
        if let Some(open) = find(table).filter(|open| open.lacks(&[id, "mentions", "documents"]).is_none())
            && readable
            && find("mentions").is_some_and(|open| open.has("entity_id") && open.has("doc_id"))
        {
            match entity_counts(open, id, &entities) {
                Ok(wrong) => {
                    report.rows(COUNTS, open, "mentions and documents are those of `mentions`", &wrong)
                }
                Err(cause) => report.files(READABLE, table, "the rows can be read", vec![cause.to_string()]),
            }
        }
    }
}

fn walk(
    documents: &OpenTable,
    texts: Option<&OpenTable>,
    walkers: &mut [Walker<'_>],
    sources: &mut Sources<'_>,
    counts: &mut Counts,
) -> Result<()> {
    let order = order(documents)?;
    let mut texts = texts.filter(|open| open.lacks(&["doc_id", "text"]).is_none()).map(Walker::of_texts);
    let (mut chunk, mut bytes, mut first) = (Vec::new(), 0_u64, 0);
    for (piece, stored) in documents.pieces.iter().enumerate() {
        let mut before = 0;
        for batch in stored.read(None)? {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                let one = Listed { place: (piece, before + row as u64), ..listed(&batch, row) };
                bytes = bytes.saturating_add(one.bytes.unwrap_or(0));
                counts.expect(&batch, row, piece, before + row as u64);
                chunk.push(one);
                if chunk.len() >= DOCUMENTS || bytes >= BYTES {
                    look(&chunk, first, &order, texts.as_mut(), walkers, sources, counts);
                    first += chunk.len();
                    chunk.clear();
                    bytes = 0;
                }
            }
            before += batch.num_rows() as u64;
        }
    }
    look(&chunk, first, &order, texts.as_mut(), walkers, sources, counts);
    Ok(())
}

/// The kinds of all entities. A table that cannot be read is reported as that.
fn kinds(tables: &[OpenTable]) -> Result<FxHashMap<String, String>> {
    let mut kinds = FxHashMap::default();
    for_rows(tables, "actors", &["actor_id", "kind"], |cells| {
        if let [Some(id), Some(kind)] = cells {
            kinds.insert((*id).to_owned(), (*kind).to_owned());
        }
    })?;
    for (table, id, kind) in
        [("places", "place_id", EntityKind::Place), ("products", "product_id", EntityKind::Product)]
    {
        for_rows(tables, table, &[id], |cells| {
            if let [Some(id)] = cells {
                kinds.insert((*id).to_owned(), kind.word().to_owned());
            }
        })?;
    }
    Ok(kinds)
}

/// The place of each document among all.
fn order(documents: &OpenTable) -> Result<FxHashMap<u64, u32>> {
    let mut order = FxHashMap::default();
    let mut next = 0;
    for piece in &documents.pieces {
        for batch in piece.read(Some(&["doc_id"]))? {
            let batch = batch?;
            let Some(ids) = text(&batch, "doc_id") else { continue };
            for id in ids {
                if let Some(id) = id {
                    // Of two documents with one id, which is a mistake of its own, the first has the rows.
                    order.entry(xxh3_64(id.as_bytes())).or_insert(next);
                }
                next += 1;
            }
        }
    }
    Ok(order)
}

/// Looks at the rows of some documents.
fn look(
    chunk: &[Listed],
    first: usize,
    order: &FxHashMap<u64, u32>,
    texts: Option<&mut Walker<'_>>,
    walkers: &mut [Walker<'_>],
    sources: &mut Sources<'_>,
    counts: &mut Counts,
) {
    let numbers =
        u32::try_from(first).unwrap_or(u32::MAX)..u32::try_from(first + chunk.len()).unwrap_or(u32::MAX);
    let mut kept = FxHashMap::default();
    if let Some(texts) = texts {
        let docs: Vec<CurrentDocument<'_>> =
            chunk.iter().map(|listed| CurrentDocument { doc_id: &listed.doc_id, layer: None }).collect();
        texts.advance(&docs, &numbers, order, &Holders::default());
        kept.extend(texts.rows.texts.drain(..));
    }
    let layers = sources.layers(chunk, kept);
    let docs: Vec<CurrentDocument<'_>> = chunk
        .iter()
        .zip(&layers)
        .map(|(listed, layer)| CurrentDocument {
            doc_id: &listed.doc_id,
            layer: layer.as_deref().map(|layer| (layer, CharIndex::new(layer))),
        })
        .collect();
    let mut holders = Holders::default();
    for holding in HOLDING {
        if let Some(walker) = walkers.iter_mut().find(|walker| walker.open.table.name == holding) {
            walker.advance(&docs, &numbers, order, &holders);
            holders.add(holding, &walker.rows.spans);
        }
    }
    walkers
        .par_iter_mut()
        .filter(|walker| !HOLDING.contains(&walker.open.table.name))
        .for_each(|walker| walker.advance(&docs, &numbers, order, &holders));
    // Rows that cannot be read are not counted.
    for walker in walkers.iter().filter(|walker| walker.unreadable.is_none()) {
        if let Some(table) = COUNTED.iter().position(|name| *name == walker.open.table.name) {
            counts.found(table, first, &walker.counts);
        }
    }
}

/// A table whose rows are met document by document.
struct Walker<'t> {
    open: &'t OpenTable,
    columns: Vec<&'static str>,
    rows: SpanRows,
    piece: usize,
    batches: Option<Batches>,
    batch: Option<RecordBatch>,
    row: usize,
    /// Rows of the piece before the batch.
    before: u64,
    current: Option<u32>,
    /// Rows of each document that is looked at now.
    counts: Vec<u32>,
    unordered: Offenders,
    unreadable: Option<String>,
}

impl<'t> Walker<'t> {
    /// For tables whose rows are of documents and have offsets.
    fn new(open: &'t OpenTable) -> Option<Self> {
        let declared = |name: &str| open.table.columns().any(|column| column.name == name);
        (declared("char_start") && open.has("doc_id")).then(|| Self::with(open))
    }

    fn of_texts(open: &'t OpenTable) -> Self {
        Self::with(open)
    }

    fn with(open: &'t OpenTable) -> Self {
        let columns = SpanRows::read_columns(open);
        Self {
            open,
            columns,
            rows: SpanRows::new(open),
            piece: 0,
            batches: None,
            batch: None,
            row: 0,
            before: 0,
            current: None,
            counts: Vec::new(),
            unordered: Offenders::default(),
            unreadable: None,
        }
    }

    /// Meets all rows of these documents.
    fn advance(
        &mut self,
        docs: &[CurrentDocument<'_>],
        numbers: &Range<u32>,
        order: &FxHashMap<u64, u32>,
        holders: &Holders,
    ) {
        self.rows.spans.clear();
        self.counts.clear();
        self.counts.resize(docs.len(), 0);
        while let Some(batch) = self.next_batch() {
            let ids = text(&batch, "doc_id");
            let mut last: Option<(&str, Option<u32>)> = None;
            let cells = self.rows.cells(self.open, &batch);
            while self.row < batch.num_rows() {
                let id = ids.and_then(|ids| cell(ids, self.row)).unwrap_or_default();
                let number = match last {
                    Some((known, number)) if known == id => number,
                    _ => order.get(&xxh3_64(id.as_bytes())).copied(),
                };
                last = Some((id, number));
                // A document that is not there is a dangling reference.
                if let Some(number) = number {
                    if number >= numbers.end {
                        self.batch = Some(batch);
                        return;
                    }
                    let at = self.before + self.row as u64;
                    if self.current.is_some_and(|current| number < current) || number < numbers.start {
                        self.unordered.add(self.piece, at, || {
                            format!("stands behind rows of documents that follow {id}")
                        });
                    } else {
                        if self.current != Some(number) {
                            self.current = Some(number);
                            self.rows.next_document();
                        }
                        let n = (number - numbers.start) as usize;
                        if let (Some(document), Some(count)) = (docs.get(n), self.counts.get_mut(n)) {
                            *count += 1;
                            self.rows.look(document, &cells, self.row, (self.piece, at), holders);
                        }
                    }
                }
                self.row += 1;
            }
            self.before += batch.num_rows() as u64;
            self.row = 0;
        }
    }

    /// The batch that the next row is in.
    fn next_batch(&mut self) -> Option<RecordBatch> {
        loop {
            if let Some(batch) = self.batch.take() {
                return Some(batch);
            }
            if let Some(batches) = &mut self.batches {
                match batches.next() {
                    Some(Ok(batch)) => {
                        self.batch = Some(batch);
                        continue;
                    }
                    Some(Err(cause)) => self.unreadable = Some(cause.to_string()),
                    None => {}
                }
                self.batches = None;
                self.piece += 1;
                self.before = 0;
            }
            match self.open.pieces.get(self.piece)?.read(Some(&self.columns)) {
                Ok(batches) => self.batches = Some(batches),
                Err(cause) => {
                    self.unreadable = Some(cause.to_string());
                    self.piece += 1;
                }
            }
        }
    }

    fn report(&self, report: &mut Report) {
        let open = self.open;
        if let Some(cause) = &self.unreadable {
            report.files(READABLE, open.table.name, "every row can be read", vec![cause.clone()]);
        }
        report.rows(DOCUMENT_ORDER, open, "rows stand in the order of the documents", &self.unordered);
        let what = "each text is its slice of the text layer, in bytes and in characters";
        if let Some(lacking) = self.rows.lacking {
            let why = format!("the column {lacking} is not there as it is declared");
            report.leave_out(GROUNDING, open.table.name, why.clone());
            report.leave_out(IDS, open.table.name, why);
            return;
        }
        let what =
            if open.table.name == "findings" { "each finding is about a place of the text" } else { what };
        report.rows(GROUNDING, open, what, &self.rows.ungrounded);
        report.rows(WITHIN, open, "each row begins in the rows that it names", &self.rows.elsewhere);
        report.rows(QUOTED, open, "the words that it quotes stand in the text", &self.rows.unquoted);
        if open.table.name == "mentions" {
            report.rows(ENTITY_KIND, open, "each is of the kind of its entity", &self.rows.other_kinds);
        }
        report.rows(IDS, open, "each id is what the row gives", &self.rows.other_ids);
        if open.table.name == "segments" {
            report.rows(
                HEADING,
                open,
                "each segment stands under the last heading before it",
                &self.rows.under_another,
            );
        }
        if open.table.name == "clauses" {
            report.rows(
                CLAUSE_TREE,
                open,
                "clauses nest, and siblings do not overlap",
                &self.rows.bad_nesting,
            );
        }
    }
}

/// The rows that `documents` counts, and those that were met.
struct Counts {
    there: Vec<&'static str>,
    expected: Vec<([Option<u32>; 6], usize, u64)>,
    wrong: Offenders,
    done: usize,
}

impl Counts {
    fn new(documents: &OpenTable) -> Self {
        let there = COUNTED.into_iter().filter(|column| documents.has(column)).collect();
        Self { there, expected: Vec::new(), wrong: Offenders::default(), done: 0 }
    }

    fn expect(&mut self, batch: &RecordBatch, row: usize, piece: usize, at: u64) {
        let counts = COUNTED.map(|name| {
            let known = self.there.contains(&name);
            number(batch, name).filter(|_| known).and_then(|counts| count(counts, row))
        });
        self.expected.push((counts, piece, at));
    }

    /// Compares the counts of one table; `first` is the number of the first document.
    fn found(&mut self, table: usize, first: usize, counts: &[u32]) {
        // The counts of earlier documents are not needed any more.
        if first > self.done {
            self.expected.drain(..(first - self.done).min(self.expected.len()));
            self.done = first;
        }
        for ((expected, piece, row), found) in self.expected.iter().zip(counts) {
            if let Some(Some(expected)) = expected.get(table)
                && expected != found
            {
                let name = COUNTED.get(table).copied().unwrap_or_default();
                self.wrong.add(*piece, *row, || format!("{name} is {expected}, the table has {found} rows"));
            }
        }
    }

    fn report(&self, documents: &OpenTable, report: &mut Report) {
        report.rows(COUNTS, documents, "the counts of rows are those of the tables", &self.wrong);
    }
}

/// The entities whose counts are not those of their mentions.
fn entity_counts(
    open: &OpenTable,
    id: &'static str,
    entities: &FxHashMap<u64, (u64, u64)>,
) -> Result<Offenders> {
    let mut wrong = Offenders::default();
    for (n, piece) in open.pieces.iter().enumerate() {
        let mut before = 0;
        for batch in piece.read(Some(&[id, "mentions", "documents"]))? {
            let batch = batch?;
            let [mentions, documents] =
                ["mentions", "documents"].map(|name| number::<Int64Type>(&batch, name));
            let (Some(ids), Some(mentions), Some(documents)) = (text(&batch, id), mentions, documents) else {
                continue;
            };
            for row in 0..batch.num_rows() {
                let hash = cell(ids, row).map_or(0, |id| xxh3_64(id.as_bytes()));
                let (of, within) = entities.get(&hash).copied().unwrap_or_default();
                let found = |column| value(column, row).and_then(|count| u64::try_from(count).ok());
                if of == 0 || found(mentions) != Some(of) || found(documents) != Some(within) {
                    wrong.add(n, before + row as u64, || {
                        let id = cell(ids, row).unwrap_or_default();
                        format!("{id}: `mentions` has {of} rows in {within} documents")
                    });
                }
            }
            before += batch.num_rows() as u64;
        }
    }
    Ok(wrong)
}
