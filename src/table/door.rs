//! The doors for other programs: documents in, one record batch per table out.

use super::{DocumentRecord, Tables, TablesBuilder};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::extract::{Document, Engine};
use crate::text::MAX_TEXT_BYTES;
use arrow::array::{Array, AsArray, Date32Array, RecordBatch};
use arrow::datatypes::{DataType, Date32Type};

/// Extracts the tables of a batch of documents with the columns `doc_id` and `text` (strings) and,
/// where wanted, `reference_date` (date32): no files, no threads, safe to call from many threads.
///
/// The text layers are kept in the table `texts`, as no file holds them.
///
/// # Errors
/// A column that is missing or of another type, a null `doc_id` or `text`, or a text of 2 GiB or more; also where a
/// table outgrows what Arrow can hold.
pub fn extract(engine: &Engine, documents: &RecordBatch) -> Result<Tables> {
    let ids = Texts::new(documents, "doc_id")?;
    let texts = Texts::new(documents, "text")?;
    let references = references(documents)?;
    let document = |row| {
        let reference = references.and_then(|days| days.is_valid(row).then(|| Day(days.value(row))));
        Ok(Document { doc_id: ids.get(row)?, text: texts.get(row)?, reference })
    };
    extract_all(engine, (0..documents.num_rows()).map(document))
}

/// Extracts the tables of one document, as [`extract`] does those of a batch.
///
/// ```
/// use jadval::extract::{Document, Engine};
///
/// let engine = Engine::builder().build()?;
/// let text = "توافق در ۱۹ آبان ۱۳۹۹ امضا شد.";
/// let tables = jadval::table::extract_one(&engine, &Document { doc_id: "note", text, reference: None })?;
/// assert_eq!(tables.get("dates").map(|dates| dates.num_rows()), Some(1));
/// # Ok::<(), jadval::Error>(())
/// ```
///
/// # Errors
/// A text of 2 GiB or more; also where a table outgrows what Arrow can hold.
pub fn extract_one(engine: &Engine, document: &Document<'_>) -> Result<Tables> {
    extract_all(engine, [Ok(*document)])
}

fn extract_all<'d>(
    engine: &Engine,
    documents: impl IntoIterator<Item = Result<Document<'d>>>,
) -> Result<Tables> {
    let mut builder = TablesBuilder::new(|rule| engine.rules().name(rule));
    for document in documents {
        let document = document?;
        // One that is too long is named before the others are looked at.
        if document.text.len() > MAX_TEXT_BYTES {
            return Err(Error::configuration(format!(
                "document {:?}: expected at most {MAX_TEXT_BYTES} bytes of text, found {}",
                document.doc_id,
                document.text.len()
            )));
        }
        builder.append(&DocumentRecord::of(&document), &engine.analyse(&document), document.text);
    }
    builder.finish()
}

/// A string column of either offset size or of views.
struct Texts<'a> {
    name: &'static str,
    column: &'a dyn Array,
}

impl<'a> Texts<'a> {
    fn new(batch: &'a RecordBatch, name: &'static str) -> Result<Self> {
        let column = batch
            .column_by_name(name)
            .ok_or_else(|| Error::configuration(format!("the batch has no column {name:?}")))?;
        match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok(Self { name, column }),
            other => Err(Error::configuration(format!("column {name:?}: expected strings, found {other}"))),
        }
    }

    fn get(&self, row: usize) -> Result<&'a str> {
        if self.column.is_null(row) {
            return Err(Error::configuration(format!(
                "column {:?}, row {row}: expected a string, found null",
                self.name
            )));
        }
        Ok(match self.column.data_type() {
            DataType::LargeUtf8 => self.column.as_string::<i64>().value(row),
            DataType::Utf8View => self.column.as_string_view().value(row),
            _ => self.column.as_string::<i32>().value(row),
        })
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
    use arrow::array::{ArrayRef, StringArray};
    use std::sync::Arc;

    fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
        RecordBatch::try_from_iter(columns).unwrap()
    }

    #[test]
    fn a_batch_of_documents_gives_a_batch_for_each_table() {
        let engine = Engine::builder().build().unwrap();
        let documents = batch(vec![
            ("doc_id", Arc::new(StringArray::from(vec!["a", "b"])) as ArrayRef),
            ("text", Arc::new(StringArray::from(vec!["در تهران.", "در کابل."]))),
            ("reference_date", Arc::new(Date32Array::from(vec![Some(18_606), None]))),
        ]);
        let tables = extract(&engine, &documents).unwrap();
        assert_eq!(tables.get("documents").unwrap().num_rows(), 2);
        assert_eq!(tables.get("texts").unwrap().num_rows(), 2);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_text_with_places_that_no_column_holds_is_an_error_and_gives_no_row() {
        // Zeros that are read and never written take no memory.
        let text = String::from_utf8(vec![0; i32::MAX as usize + 1]).unwrap();
        let document = Document { doc_id: "long", text: &text, reference: None };
        let engine = Engine::builder().build().unwrap();
        let error = extract_one(&engine, &document).unwrap_err();
        assert!(error.is_configuration() && error.to_string().contains("\"long\""), "{error}");
        let analysis = engine.analyse(&document);
        assert_eq!(analysis.findings.iter().map(|finding| finding.check).collect::<Vec<_>>(), ["too-long"]);
        assert!(analysis.segments.is_empty());
        let mut builder = TablesBuilder::new(|rule| engine.rules().name(rule));
        builder.append(&DocumentRecord::of(&document), &analysis, &text);
        assert!(builder.finish().unwrap_err().to_string().contains("2147483648"));
    }

    #[test]
    fn a_missing_column_is_named() {
        let engine = Engine::builder().build().unwrap();
        let documents = batch(vec![("doc_id", Arc::new(StringArray::from(vec!["a"])) as ArrayRef)]);
        let message = extract(&engine, &documents).unwrap_err().to_string();
        assert!(message.contains("\"text\""), "{message}");
    }
}
