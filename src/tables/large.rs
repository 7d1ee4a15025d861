//! Documents so large that row groups begin with them, as in a run, which writes what is before them first.

use super::builder::Tables;
use super::list::tables;
use crate::extraction::LARGE;
use crate::table::{Reference, Table};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::Int64Type;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The numbers of documents, by their ids or those of rows that belong to them.
pub(crate) type Numbers = FxHashMap<String, usize>;

const DOC_ID: &str = "doc_id";

/// The large ones among documents that follow each other.
#[derive(Debug, Default)]
pub(crate) struct LargeDocuments {
    /// Their numbers, rising.
    begin: Vec<usize>,
    /// The number of every document, where there are large ones.
    numbers: Numbers,
    count: usize,
}

impl LargeDocuments {
    /// Takes further rows of `documents`.
    pub(crate) fn measure(&mut self, documents: &RecordBatch) {
        let bytes =
            documents.column_by_name("bytes").and_then(|column| column.as_primitive_opt::<Int64Type>());
        for row in 0..documents.num_rows() {
            if bytes.is_some_and(|bytes| bytes.value(row) as u64 >= LARGE) {
                self.begin.push(self.count + row);
            }
        }
        self.count += documents.num_rows();
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.begin.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.begin.len()
    }

    /// Takes the ids of further rows of `documents`, in a second round: only where there are large ones are they kept.
    pub(crate) fn name(&mut self, documents: &RecordBatch) {
        for id in ids(documents).flatten() {
            let number = self.numbers.len();
            self.numbers.insert(id.to_owned(), number);
        }
    }

    /// Takes rows that others belong to: of each its id, in the column `to`, with the number of its document.
    pub(crate) fn own(&self, rows: &RecordBatch, to: &str, owners: &mut Numbers) {
        for (id, document) in strings(rows, to).zip(ids(rows)) {
            if let (Some(id), Some(&number)) = (id, document.and_then(|document| self.numbers.get(document)))
            {
                owners.insert(id.to_owned(), number);
            }
        }
    }

    /// The numbers of documents by their ids.
    pub(crate) fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Cuts a table whose column has the keys of these numbers.
    pub(crate) fn cuts<'l>(&'l self, column: &'l str, numbers: &'l Numbers) -> Cuts<'l> {
        Cuts { begin: &self.begin, column, numbers, row: 0, starts: Vec::new() }
    }
}

/// The rows that the rows of a table belong to, where it does not name their documents.
pub(crate) fn owner(table: &Table) -> Option<&'static Reference> {
    let names_documents = table.columns().any(|column| column.name == DOC_ID);
    table.references.first().filter(|_| !names_documents)
}

/// Finds where the rows of a table are to be cut: before the first large document, and before each.
pub(crate) struct Cuts<'l> {
    begin: &'l [usize],
    column: &'l str,
    numbers: &'l Numbers,
    row: u64,
    starts: Vec<u64>,
}

impl Cuts<'_> {
    /// Takes further rows of the table; whether nothing is found in those behind them.
    pub(crate) fn take(&mut self, rows: &RecordBatch) -> bool {
        let begin = self.begin;
        for key in strings(rows, self.column) {
            let number = key.and_then(|key| self.numbers.get(key)).copied().unwrap_or_default();
            while begin.get(self.starts.len()).is_some_and(|&first| number >= first) {
                self.starts.push(self.row);
            }
            if self.starts.len() == begin.len() {
                return true;
            }
            self.row += 1;
        }
        false
    }

    /// One range more than there are large documents, of a table with so many rows; those that belong to no document are all in
    /// the first.
    pub(crate) fn ranges(self, all: u64) -> Vec<Range<u64>> {
        let Self { begin, mut starts, .. } = self;
        starts.resize(begin.len(), all);
        let ends = starts.iter().copied().chain([all]);
        std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(start, end)| start..end).collect()
    }
}

/// The ids of the documents that rows belong to; none where there is no such column.
pub(crate) fn ids(rows: &RecordBatch) -> impl Iterator<Item = Option<&str>> {
    strings(rows, DOC_ID)
}

fn strings<'b>(rows: &'b RecordBatch, column: &str) -> impl Iterator<Item = Option<&'b str>> {
    let column = rows.column_by_name(column).and_then(|column| column.as_string_opt::<i32>());
    (0..column.map_or(0, Array::len))
        .map(move |row| column.filter(|column| column.is_valid(row)).map(|column| column.value(row)))
}

impl Tables {
    /// The same rows in pieces, of which all but the first begin with a document of [`LARGE`] bytes: a writer that is flushed
    /// before each writes the files of a run. The entities are those of the first.
    #[must_use]
    pub fn by_large_documents(&self) -> Vec<Self> {
        let mut large = LargeDocuments::default();
        if let Some(documents) = self.get("documents") {
            large.measure(documents);
            if !large.is_empty() {
                large.name(documents);
            }
        }
        let cuts = tables().iter().zip(self.batches()).map(|(table, batch)| {
            let (owner, mut owners) = (owner(table), Numbers::default());
            if let Some((parent, rows)) = owner.and_then(|parent| Some((parent, self.get(parent.table)?))) {
                large.own(rows, parent.to, &mut owners);
            }
            let (column, numbers) = owner.map_or((DOC_ID, &large.numbers), |parent| (parent.column, &owners));
            let mut cuts = large.cuts(column, numbers);
            if !large.is_empty() {
                cuts.take(batch);
            }
            cuts.ranges(batch.num_rows() as u64)
        });
        let cuts: Vec<_> = cuts.collect();
        let piece = |number: usize| {
            let rows = self.batches().iter().zip(&cuts).map(|(batch, cuts)| {
                let rows = cuts.get(number).cloned().unwrap_or(0..0);
                batch.slice(rows.start as usize, (rows.end - rows.start) as usize)
            });
            self.part(rows.collect(), number == 0)
        };
        (0..=large.len()).map(piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Engine;
    use crate::extraction::Extraction;
    use crate::tables::{InputDocument, InputSource};

    #[test]
    fn a_large_document_begins_a_piece_and_no_row_is_lost() {
        let engine = Engine::builder().build().unwrap();
        // What its source has decides, and not what is left of it.
        let document = |doc_id: &'static str, bytes| InputDocument {
            doc_id: doc_id.into(),
            text: "وزارت خارجه گفت که «۱۲ نفر آمدند».".into(),
            source: InputSource { bytes: Some(bytes), ..InputSource::default() },
            ..InputDocument::default()
        };
        let given = [("a", 1), ("b", LARGE), ("c", LARGE - 1), ("d", LARGE), ("e", LARGE)];
        let documents = given.map(|(doc_id, bytes)| document(doc_id, bytes));
        let whole = Extraction::new(&engine).documents(documents.clone()).unwrap();
        let pieces = whole.by_large_documents();
        for table in ["documents", "figures"] {
            let ids = pieces.iter().map(|piece| ids(piece.get(table).unwrap()).flatten().collect());
            let ids: Vec<Vec<&str>> = ids.collect();
            assert_eq!(ids, [vec!["a"], vec!["b", "c"], vec!["d"], vec!["e"]], "{table}");
        }
        for (at, table) in tables().iter().enumerate() {
            let rows: usize = pieces.iter().map(|piece| piece.batches()[at].num_rows()).sum();
            assert_eq!(rows, whole.batches()[at].num_rows(), "{}", table.name);
        }
        // They name the statement, and that its document.
        let speakers = |piece: &Tables| piece.get("statement_speakers").unwrap().num_rows();
        assert_eq!(pieces.iter().map(speakers).collect::<Vec<_>>(), [1, 2, 1, 1]);
        let [first, ..] = documents;
        let small = Extraction::new(&engine).documents([first]).unwrap();
        assert_eq!(small.by_large_documents().len(), 1);
    }
}
