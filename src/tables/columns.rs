//! The columns of a batch of documents, in the forms that other programs give them.

use super::input_document::{InputDocument, InputSource};
use crate::calendar::Day;
use crate::error::{Error, Result};
use crate::source::{ReferenceSource, Reject};
use crate::suggestion::with_nearest;
use crate::table::{self, Vocabulary, instants, whole_numbers};
use arrow::array::{Array, ArrayRef, AsArray, Date32Array, Int64Array, RecordBatch};
use arrow::datatypes::DataType;
use std::borrow::Cow;
use std::sync::Arc;

/// A batch of documents, its columns read.
pub(super) struct DocumentColumns {
    rows: usize,
    texts: Texts,
    ids: Option<Texts>,
    titles: Option<Texts>,
    /// Days since 1970.
    days: Option<Date32Array>,
    path: Option<Texts>,
    format: Option<Texts>,
    encoding: Option<Texts>,
    sha256: Option<Texts>,
    bytes: Option<Vec<Option<u64>>>,
    references: Option<Vec<Option<ReferenceSource>>>,
}

impl DocumentColumns {
    /// Reads the columns.
    ///
    /// # Errors
    /// A configuration error for a column that is missing, of another type, or has a cell that means nothing.
    pub(super) fn of(batch: &RecordBatch) -> Result<Self> {
        let texts = Texts::of(batch, "text", false)?.ok_or_else(|| {
            let schema = batch.schema();
            let found: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            let found = if found.is_empty() { "no column".to_owned() } else { found.join(", ") };
            Error::configuration(format!("expected a column \"text\" of strings in the batch, found {found}"))
        })?;
        Ok(Self {
            rows: batch.num_rows(),
            texts,
            ids: Texts::of(batch, "doc_id", true)?,
            titles: Texts::of(batch, "title", false)?,
            days: days(batch)?,
            path: Texts::of(batch, "path", false)?,
            format: Texts::of(batch, "format", false)?,
            encoding: Texts::of(batch, "encoding", false)?,
            sha256: Texts::of(batch, "sha256", false)?,
            bytes: bytes(batch)?,
            references: Texts::of(batch, "reference_source", false)?
                .map(|words| sources(&words))
                .transpose()?,
        })
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    /// Bytes of all texts.
    pub(super) fn bytes(&self) -> u64 {
        (0..self.rows).filter_map(|row| self.texts.get(row)).map(|text| text.len() as u64).sum()
    }

    /// The document of a row; `number` counts the rows of all batches, and is the id of a document where there is no column
    /// of ids.
    pub(super) fn document(
        &self,
        row: usize,
        number: usize,
    ) -> std::result::Result<InputDocument<'_>, Reject> {
        let doc_id = match &self.ids {
            None => Cow::Owned(number.to_string()),
            Some(ids) => Cow::Borrowed(ids.get(row).ok_or_else(|| ids.null(number, "missing-id"))?),
        };
        let text = self.texts.get(row).ok_or_else(|| self.texts.null(number, "missing-text"))?;
        let day = |days: &Date32Array| days.is_valid(row).then(|| Day(days.value(row)));
        Ok(InputDocument {
            doc_id,
            text: text.into(),
            reference: self.days.as_ref().and_then(day),
            title: cell(self.titles.as_ref(), row),
            sha256: cell(self.sha256.as_ref(), row).unwrap_or_default(),
            source: InputSource {
                path: cell(self.path.as_ref(), row),
                format: cell(self.format.as_ref(), row),
                encoding: cell(self.encoding.as_ref(), row),
                bytes: self.bytes.as_ref().and_then(|bytes| *bytes.get(row)?),
                reference: self.references.as_ref().and_then(|sources| *sources.get(row)?),
            },
            ..InputDocument::default()
        })
    }
}

/// A column of strings.
struct Texts {
    name: &'static str,
    column: ArrayRef,
}

impl Texts {
    /// The column of this name, if there is one; whole numbers are taken for what they are written as, where they may be
    /// `numbers`.
    fn of(batch: &RecordBatch, name: &'static str, numbers: bool) -> Result<Option<Self>> {
        let Some(column) = batch.column_by_name(name) else { return Ok(None) };
        let words = |column| table::texts(column).map(|texts| Arc::new(texts) as ArrayRef);
        let read = match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Some(column.clone()),
            DataType::Dictionary(_, values) if is_text(values) => words(column),
            // A column without a value has no type in some programs.
            DataType::Null => words(column),
            number if numbers && number.is_integer() => words(column),
            _ => None,
        };
        let column = read.ok_or_else(|| {
            let wanted = if numbers { "strings or whole numbers" } else { "strings" };
            Error::configuration(format!("column {name:?}: expected {wanted}, found {}", column.data_type()))
        })?;
        Ok(Some(Self { name, column }))
    }

    fn get(&self, row: usize) -> Option<&str> {
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

fn cell(column: Option<&Texts>, row: usize) -> Option<Cow<'_, str>> {
    column.and_then(|column| column.get(row)).map(Cow::Borrowed)
}

const fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// The column of reference days, as days since 1970.
fn days(batch: &RecordBatch) -> Result<Option<Date32Array>> {
    let refused = |message: String| Error::configuration(format!("column \"reference_date\": {message}"));
    let Some(column) = batch.column_by_name("reference_date") else { return Ok(None) };
    if let DataType::Timestamp(_, Some(zone)) = column.data_type() {
        return Err(refused(format!(
            "expected days or instants without a time zone, found those of {zone}: take the days that are meant"
        )));
    }
    let in_day = |(instants, day): (Int64Array, i64)| {
        instants.iter().position(|at| at.is_some_and(|at| at.rem_euclid(day) != 0))
    };
    if let Some(row) = instants(column).and_then(in_day) {
        return Err(refused(format!("expected an instant at midnight in row {row}, found another")));
    }
    let found = || refused(format!("expected days or instants at midnight, found {}", column.data_type()));
    table::days(column).map(Some).ok_or_else(found)
}

/// The column of lengths.
fn bytes(batch: &RecordBatch) -> Result<Option<Vec<Option<u64>>>> {
    let Some(column) = batch.column_by_name("bytes") else { return Ok(None) };
    let refused = |message: String| Error::configuration(format!("column \"bytes\": {message}"));
    let Some(numbers) = whole_numbers(column) else {
        return Err(refused(format!("expected whole numbers, found {}", column.data_type())));
    };
    let length = |(row, number): (usize, Option<i128>)| {
        let length = number.map(u64::try_from).transpose();
        length.map_err(|_| refused(format!("expected a length in row {row}, found less than 0")))
    };
    numbers.into_iter().enumerate().map(length).collect::<Result<_>>().map(Some)
}

/// Who gave the reference days.
fn sources(words: &Texts) -> Result<Vec<Option<ReferenceSource>>> {
    let all = [
        ReferenceSource::None,
        ReferenceSource::Record,
        ReferenceSource::Metadata,
        ReferenceSource::Filename,
        ReferenceSource::Pipeline,
    ];
    let source = |row| {
        let Some(word) = words.get(row) else { return Ok(None) };
        all.into_iter().find(|source| source.word() == word).map(Some).ok_or_else(|| {
            let message = format!("column \"reference_source\": found {word:?} in row {row}");
            Error::configuration(with_nearest(message, word, ReferenceSource::WORDS.iter().copied()))
        })
    };
    (0..words.column.len()).map(source).collect()
}
