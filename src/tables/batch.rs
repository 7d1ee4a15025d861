//! Documents that are rows of an Arrow batch, and the short doors for other programs.

use super::{InputDocument, Tables};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::extract::{Document, Engine};
use crate::extraction::{Extraction, OnReject};
use crate::source::Reject;
use arrow::array::{Array, AsArray, Date32Array, RecordBatch};
use arrow::datatypes::{DataType, Date32Type};
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
/// A text of 2 GiB or more, or one that breaks its analysis off ([`Error::is_document`] holds); also where a table outgrows
/// what Arrow can hold.
pub fn extract_one(engine: &Engine, document: &Document<'_>) -> Result<Tables> {
    Extraction::new(engine).on_reject(OnReject::Fail).documents([*document])
}

impl<E: Deref<Target = Engine> + Clone + Send + Sync> Extraction<'_, E> {
    /// The tables of a batch of documents, one row each.
    ///
    /// | column | type | |
    /// |---|---|---|
    /// | `doc_id` | strings | no two the same |
    /// | `text` | strings | the text layer |
    /// | `reference_date` | date32 | "today" for relative dates; the column may be missing |
    /// | `title` | strings | the column may be missing |
    ///
    /// Strings have offsets of 32 or 64 bits, or are views; other columns are passed over. Rows of `rejects` are those
    /// without an id (code `missing-id`) or text (`missing-text`), with an id that an earlier row has (`duplicate-id`), with
    /// a text that is too large (`too-large`), takes too long (`timeout`) or breaks its analysis off (`panic`); `message`
    /// says which row it is, counted from 0.
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
        let ids = Texts::required(documents, "doc_id")?;
        let texts = Texts::required(documents, "text")?;
        let titles = Texts::optional(documents, "title")?;
        let references = references(documents)?;
        let document = |row| {
            Ok(InputDocument {
                doc_id: ids.get(row).ok_or_else(|| ids.null(row, "missing-id"))?.into(),
                text: texts.get(row).ok_or_else(|| texts.null(row, "missing-text"))?.into(),
                reference: references.and_then(|days| days.is_valid(row).then(|| Day(days.value(row)))),
                title: titles.as_ref().and_then(|titles| titles.get(row)).map(Into::into),
                ..InputDocument::default()
            })
        };
        let rows = 0..documents.num_rows();
        let bytes = rows.clone().filter_map(|row| texts.get(row)).map(|text| text.len() as u64).sum();
        self.join_documents("row", bytes, rows.map(document))
    }
}

/// A string column of either offset size or of views.
struct Texts<'a> {
    name: &'static str,
    column: &'a dyn Array,
}

impl<'a> Texts<'a> {
    fn required(batch: &'a RecordBatch, name: &'static str) -> Result<Self> {
        Self::optional(batch, name)?.ok_or_else(|| {
            let schema = batch.schema();
            let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            let found = if found.is_empty() { "no column".to_owned() } else { found.join(", ") };
            Error::configuration(format!("expected a column {name:?} of strings in the batch, found {found}"))
        })
    }

    fn optional(batch: &'a RecordBatch, name: &'static str) -> Result<Option<Self>> {
        let Some(column) = batch.column_by_name(name) else { return Ok(None) };
        match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(Some(Self { name, column })),
            other => Err(Error::configuration(format!("column {name:?}: expected strings, found {other}"))),
        }
    }

    fn get(&self, row: usize) -> Option<&'a str> {
        self.column.is_valid(row).then(|| match self.column.data_type() {
            DataType::LargeUtf8 => self.column.as_string::<i64>().value(row),
            DataType::Utf8View => self.column.as_string_view().value(row),
            _ => self.column.as_string::<i32>().value(row),
        })
    }

    /// The reject of a row that has nothing in this column.
    fn null(&self, row: usize, code: &'static str) -> Reject {
        let message = format!("row {row}: expected a string in the column {:?}, found null", self.name);
        Reject { path: String::new(), stage: "source", code, message, byte_offset: None }
    }
}

fn references(batch: &RecordBatch) -> Result<Option<&Date32Array>> {
    let Some(column) = batch.column_by_name("reference_date") else { return Ok(None) };
    match column.data_type() {
        DataType::Date32 => Ok(Some(column.as_primitive::<Date32Type>())),
        other => {
            Err(Error::configuration(format!("column \"reference_date\": expected date32, found {other}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{DocumentRecord, TablesBuilder};
    use arrow::array::{ArrayRef, LargeStringArray, StringArray, StringViewArray};
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
        let forms: [ArrayRef; 3] = [
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
        assert_eq!((tables[0].batches(), tables[0].batches()), (tables[1].batches(), tables[2].batches()));
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
            (vec![("id", some.clone()), text.clone()], ["expected a column \"doc_id\"", "found id, text"]),
            (
                vec![("doc_id", numbers.clone()), text.clone()],
                ["\"doc_id\": expected strings", "found Date32"],
            ),
            (
                vec![("doc_id", some.clone()), text.clone(), ("reference_date", some.clone())],
                ["\"reference_date\": expected date32", "found Utf8"],
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
