//! Documents that are rows of an Arrow batch, and the short doors for other programs.

use super::Tables;
use super::columns::DocumentColumns;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::extraction::{Extraction, OnReject};
use arrow::array::RecordBatch;
use std::ops::Deref;

/// Extracts the tables of a batch of documents: no files, no threads, safe to call from many threads. It is
/// [`Extraction::batch`] with nothing set.
///
/// # Errors
/// As there.
pub fn extract(engine: &Engine, documents: &RecordBatch) -> Result<Tables> {
    Extraction::new(engine).batch(documents)
}

/// Extracts the tables of one document, and fails where it cannot be read. It is [`Extraction::documents`] for one, with
/// [`OnReject::Fail`].
///
/// ```
/// use jadval::extract::{Document, Engine};
///
/// let engine = Engine::builder().build()?;
/// let text = "توافق در ۱۹ آبان ۱۳۹۹ امضا شد.";
/// let tables = jadval::tables::extract_one(&engine, &Document { doc_id: "note", text, ..Document::default() })?;
/// assert_eq!(tables.get("dates").map(|dates| dates.num_rows()), Some(1));
/// # Ok::<(), jadval::Error>(())
/// ```
///
/// # Errors
/// A text of 2 GiB or more, or one that breaks its analysis off (`Error::is_document` holds); also where a table outgrows
/// what Arrow can hold.
pub fn extract_one(engine: &Engine, document: &Document<'_>) -> Result<Tables> {
    Extraction::new(engine).on_reject(OnReject::Fail).documents([*document])
}

impl<E: Deref<Target = Engine> + Clone + Send + Sync> Extraction<'_, E> {
    /// The tables of a batch of documents, one row each.
    ///
    /// | column | type | |
    /// |---|---|---|
    /// | `text` | strings | the text layer |
    /// | `doc_id` | strings or whole numbers | no two the same; without the column, documents have numbers from 0 |
    /// | `reference_date` | days, or instants at midnight without a zone | "today" for relative dates |
    /// | `title` | strings | |
    /// | `path`, `format`, `encoding`, `sha256` | strings | where the text was read from, as `documents` has it |
    /// | `bytes` | whole numbers | the length of the source |
    /// | `reference_source` | strings | who gave the reference date, a word of that column of `documents` |
    ///
    /// All but `text` may be missing. Strings have offsets of 32 or 64 bits, are views, or come by a dictionary; other
    /// columns are passed over. Rows of `rejects` are those without an id (code `missing-id`) or text (`missing-text`),
    /// with an id that an earlier row has (`duplicate-id`), with a text that is too large (`too-large`), takes too much
    /// memory (`too-dense`) or time (`timeout`), or breaks its analysis off (`panic`); `message` says which row it is,
    /// counted from 0.
    ///
    /// ```
    /// use arrow::array::{ArrayRef, RecordBatch, StringArray};
    /// use jadval::{extract::Engine, extraction::Extraction};
    /// use std::sync::Arc;
    ///
    /// let strings = |cells: [Option<&str>; 2]| Arc::new(StringArray::from(cells.to_vec())) as ArrayRef;
    /// let batch = RecordBatch::try_from_iter([
    ///     ("doc_id", strings([Some("a"), Some("b")])),
    ///     ("text", strings([Some("ده نفر آمدند."), None])),
    /// ]).map_err(jadval::Error::caused)?;
    /// let engine = Engine::builder().build()?;
    /// let tables = Extraction::new(&engine).batch(&batch)?;
    /// let rows = |table| tables.get(table).map(|batch| batch.num_rows());
    /// assert_eq!((rows("documents"), rows("figures"), rows("rejects")), (Some(1), Some(1), Some(1)));
    /// # Ok::<(), jadval::Error>(())
    /// ```
    ///
    /// # Errors
    /// A column that is missing or of another type, before anything is read; otherwise as [`Self::documents`].
    pub fn batch(&self, documents: &RecordBatch) -> Result<Tables> {
        self.batches(std::slice::from_ref(documents))
    }

    /// The tables of the documents of several batches, as of one that has all their rows.
    ///
    /// # Errors
    /// As [`Self::batch`].
    pub fn batches(&self, documents: &[RecordBatch]) -> Result<Tables> {
        let mut parts = Vec::new();
        self.batches_in_parts(documents, |part| {
            parts.push(part);
            Ok(())
        })?;
        Tables::joined(parts)
    }

    /// The same in parts, as [`Self::documents_in_parts`] gives them.
    ///
    /// # Errors
    /// Those of `take`, and those of [`Self::batch`].
    pub fn batches_in_parts(
        &self,
        documents: &[RecordBatch],
        take: impl FnMut(Tables) -> Result<()>,
    ) -> Result<()> {
        let read = documents.iter().map(DocumentColumns::of).collect::<Result<Vec<_>>>()?;
        let bytes = read.iter().map(DocumentColumns::bytes).sum();
        let mut first = 0;
        let mut rows = Vec::with_capacity(documents.iter().map(RecordBatch::num_rows).sum());
        for columns in &read {
            rows.extend((0..columns.rows()).map(|row| (columns, row, first + row)));
            first += columns.rows();
        }
        let given = rows.into_iter().map(|(columns, row, number)| columns.document(row, number));
        self.take_documents("row", bytes, given, take)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{DocumentRecord, TablesBuilder};
    use arrow::array::{
        Array, ArrayRef, AsArray, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
        StringArray, StringViewArray, TimestampMicrosecondArray, TimestampNanosecondArray,
    };
    use arrow::datatypes::{Date32Type, Int32Type};
    use std::sync::Arc;

    fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
        RecordBatch::try_from_iter(columns).unwrap()
    }

    #[test]
    fn a_batch_of_documents_gives_a_batch_for_each_table() {
        let engine = Engine::builder().build().unwrap();
        let documents = batch(vec![
            ("doc_id", Arc::new(StringArray::from(vec!["a", "b"])) as ArrayRef),
            ("text", Arc::new(StringArray::from(vec!["دیروز در تهران.", "دیروز در کابل."]))),
            ("reference_date", Arc::new(Date32Array::from(vec![Some(18_606), None]))),
        ]);
        let tables = extract(&engine, &documents).unwrap();
        assert_eq!(tables.get("documents").unwrap().num_rows(), 2);
        assert_eq!(tables.get("texts").unwrap().num_rows(), 2);
        // Yesterday is a day where somebody says what today is.
        let days =
            tables.get("dates").unwrap().column_by_name("start_date").unwrap().as_primitive::<Date32Type>();
        assert_eq!(days.iter().collect::<Vec<_>>(), [Some(18_605), None]);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_text_with_places_that_no_column_holds_is_an_error_and_gives_no_row() {
        // Zeros that are read and never written take no memory.
        let text = String::from_utf8(vec![0; i32::MAX as usize + 1]).unwrap();
        let document = Document { doc_id: "long", text: &text, ..Document::default() };
        let engine = Engine::builder().build().unwrap();
        let error = extract_one(&engine, &document).unwrap_err();
        assert!(error.is_document() && error.to_string().contains("«long»"), "{error}");
        let analysis = engine.analyse(&document);
        assert_eq!(analysis.findings.iter().map(|finding| finding.check).collect::<Vec<_>>(), ["too-long"]);
        assert!(analysis.segments.is_empty());
        let mut builder = TablesBuilder::new(|rule| engine.rules().name(rule));
        builder.append(&DocumentRecord::of(&document), &analysis, &text);
        assert!(builder.finish().unwrap_err().to_string().contains("2147483648"));
    }

    fn strings(cells: &[Option<&str>]) -> ArrayRef {
        Arc::new(StringArray::from(cells.to_vec()))
    }

    #[test]
    fn strings_are_taken_in_every_form_and_other_columns_passed_over() {
        let engine = Engine::builder().build().unwrap();
        let cells = ["در ۲۰ آبان ۱۳۹۹ ده نفر آمدند.", "در تهران."];
        let forms: [ArrayRef; 4] = [
            Arc::new(DictionaryArray::<Int32Type>::from_iter(cells)),
            Arc::new(StringArray::from(cells.to_vec())),
            Arc::new(LargeStringArray::from(cells.to_vec())),
            Arc::new(StringViewArray::from(cells.to_vec())),
        ];
        let tables = forms.map(|texts| {
            let numbers: ArrayRef = Arc::new(Date32Array::from(vec![1, 2]));
            let ids = strings(&[Some("a"), Some("b")]);
            let titles = strings(&[None, Some("دو")]);
            extract(
                &engine,
                &batch(vec![("n", numbers), ("text", texts), ("title", titles), ("doc_id", ids)]),
            )
            .unwrap()
        });
        assert_eq!(tables[0].get("figures").unwrap().num_rows(), 1);
        assert_eq!(tables[0].get("documents").unwrap().column_by_name("title").unwrap().null_count(), 1);
        assert!(tables[1..].iter().all(|one| one.batches() == tables[0].batches()));
    }

    fn cells(tables: &Tables, table: &str, column: &str) -> Vec<String> {
        let rows = crate::tables::rows(tables, table).unwrap();
        rows.iter().map(|row| row.get(column).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn ids_may_be_numbers_or_missing_and_days_instants_at_midnight() {
        let engine = Engine::builder().build().unwrap();
        let texts = || strings(&[Some("دیروز آمد."), Some("دیروز رفت.")]);
        let day: i64 = 18_606 * 86_400_000_000;
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![7, -3]));
        for days in [
            Arc::new(Date32Array::from(vec![Some(18_606), None])) as ArrayRef,
            Arc::new(TimestampMicrosecondArray::from(vec![Some(day), None])),
            Arc::new(TimestampNanosecondArray::from(vec![Some(day * 1000), None])),
        ] {
            let given = batch(vec![("doc_id", numbers.clone()), ("text", texts()), ("reference_date", days)]);
            let tables = extract(&engine, &given).unwrap();
            assert_eq!(cells(&tables, "documents", "doc_id"), ["7", "-3"]);
            assert_eq!(cells(&tables, "dates", "start_date"), ["2020-12-09", ""]);
        }
        // Numbers go on from batch to batch.
        let some = [batch(vec![("text", texts())]), batch(vec![("text", texts())])];
        let tables = Extraction::new(&engine).batches(&some).unwrap();
        assert_eq!(cells(&tables, "documents", "doc_id"), ["0", "1", "2", "3"]);
    }

    #[test]
    fn an_instant_that_is_no_day_is_refused_with_its_row() {
        let engine = Engine::builder().build().unwrap();
        let instants = |instants| ("reference_date", Arc::new(instants) as ArrayRef);
        let noon = TimestampMicrosecondArray::from(vec![0, 43_200_000_000]);
        let zoned = TimestampMicrosecondArray::from(vec![0, 0]).with_timezone("Asia/Tehran");
        for (days, expected) in [
            (instants(noon), "\"reference_date\": expected an instant at midnight in row 1"),
            (instants(zoned), "\"reference_date\": expected days or instants without a time zone"),
        ] {
            let given = batch(vec![("text", strings(&[Some("a"), Some("b")])), days]);
            let error = extract(&engine, &given).unwrap_err();
            assert!(error.is_configuration() && error.to_string().contains(expected), "{error}");
        }
    }

    #[test]
    fn what_is_known_of_the_source_stands_in_documents() {
        let engine = Engine::builder().build().unwrap();
        let one = |cell: &str| strings(&[Some(cell)]);
        let given = batch(vec![
            ("text", one("a")),
            ("path", one("in/a.docx")),
            ("format", one("docx")),
            ("encoding", one("utf-16")),
            ("sha256", one("00ff")),
            ("bytes", Arc::new(Int64Array::from(vec![12]))),
            ("reference_date", Arc::new(Date32Array::from(vec![18_606]))),
            ("reference_source", one("pipeline")),
        ]);
        let tables = extract(&engine, &given).unwrap();
        for (column, expected) in [
            ("path", "in/a.docx"),
            ("format", "docx"),
            ("encoding", "utf-16"),
            ("sha256", "00ff"),
            ("bytes", "12"),
            ("reference_source", "pipeline"),
        ] {
            assert_eq!(cells(&tables, "documents", column), [expected], "{column}");
        }
        let wrong = batch(vec![("text", one("a")), ("reference_source", one("pipelines"))]);
        let error = extract(&engine, &wrong).unwrap_err().to_string();
        assert!(error.contains("did you mean") && error.contains("pipeline"), "{error}");
        let wrong = batch(vec![("text", one("a")), ("bytes", Arc::new(Int64Array::from(vec![-1])))]);
        assert!(extract(&engine, &wrong).unwrap_err().to_string().contains("row 0"));
    }

    #[test]
    fn rows_without_an_id_or_a_text_are_rejects_and_the_others_go_on() {
        let engine = Engine::builder().build().unwrap();
        let ids = strings(&[Some("a"), None, Some("c"), Some("a"), Some("e"), None]);
        let texts = strings(&[Some("x"), Some("x"), None, Some("x"), Some("ده نفر"), None]);
        for threads in [None, Some(2)] {
            let extraction = threads.into_iter().fold(Extraction::new(&engine), Extraction::threads);
            let tables =
                extraction.batch(&batch(vec![("doc_id", ids.clone()), ("text", texts.clone())])).unwrap();
            let cells = |table: &str, column: &str| -> Vec<String> {
                let rows = crate::tables::rows(&tables, table).unwrap();
                rows.iter().map(|row| row.get(column).unwrap_or_default().to_owned()).collect()
            };
            assert_eq!(cells("documents", "doc_id"), ["a", "e"]);
            assert_eq!(cells("figures", "doc_id"), ["e"]);
            let codes = ["missing-id", "missing-text", "duplicate-id", "missing-id"];
            assert_eq!(cells("rejects", "code"), codes);
            let messages = cells("rejects", "message");
            assert_eq!(messages[0], "row 1: expected a string in the column \"doc_id\", found null");
            assert_eq!(messages[1], "row 2: expected a string in the column \"text\", found null");
            assert_eq!(messages[2], "row 3 («a»): expected an id of its own, found that of row 0");
        }
    }

    #[test]
    fn an_empty_batch_gives_empty_tables() {
        let engine = Engine::builder().build().unwrap();
        let documents = batch(vec![("doc_id", strings(&[])), ("text", strings(&[]))]);
        let tables = extract(&engine, &documents).unwrap();
        assert_eq!(tables.batches().len(), crate::tables::tables().len());
        assert!(tables.batches().iter().all(|batch| batch.num_rows() == 0 && batch.num_columns() > 0));
    }

    #[test]
    fn a_column_that_is_missing_or_of_another_type_is_named_with_what_was_found() {
        let engine = Engine::builder().build().unwrap();
        let (some, numbers) = (strings(&[Some("a")]), Arc::new(Date32Array::from(vec![1])) as ArrayRef);
        let text = ("text", some.clone());
        for (columns, expected) in [
            (vec![("doc_id", some.clone())], ["expected a column \"text\" of strings", "found doc_id"]),
            (
                vec![("doc_id", numbers.clone()), text.clone()],
                ["\"doc_id\": expected strings or whole numbers", "found Date32"],
            ),
            (
                vec![("doc_id", Arc::new(Float64Array::from(vec![1.5]))), text.clone()],
                ["\"doc_id\": expected strings or whole numbers", "found Float64"],
            ),
            (
                vec![("doc_id", some.clone()), text.clone(), ("reference_date", some.clone())],
                ["\"reference_date\": expected days", "found Utf8"],
            ),
            (
                vec![("doc_id", some.clone()), text.clone(), ("title", numbers.clone())],
                ["\"title\": expected strings", "found Date32"],
            ),
        ] {
            let error = extract(&engine, &batch(columns)).unwrap_err();
            let said = error.to_string();
            assert!(error.is_configuration() && expected.iter().all(|words| said.contains(words)), "{said}");
        }
    }

    #[test]
    fn who_listens_is_told_how_much_there_is() {
        struct Heard(std::sync::Mutex<Option<(usize, u64)>>);
        impl crate::extraction::Observer for Heard {
            fn event(&self, event: crate::extraction::Event<'_>) {
                if let crate::extraction::Event::Started { inputs, bytes } = event {
                    *self.0.lock().unwrap() = Some((inputs, bytes));
                }
            }
        }
        let engine = Engine::builder().build().unwrap();
        let documents = batch(vec![
            ("doc_id", strings(&[Some("a"), None])),
            ("text", strings(&[Some("abc"), Some("de")])),
        ]);
        let heard = Heard(std::sync::Mutex::default());
        Extraction::new(&engine).observer(&heard).batch(&documents).unwrap();
        assert_eq!(*heard.0.lock().unwrap(), Some((2, 5)));
    }
}
