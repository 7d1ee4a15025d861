//! What the rows of `documents` must hold by themselves.

use crate::check::{ORDER, RowCheck, VOCABULARY, Wrong, cell, number, text, value};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::source::{Encoding, Format, ReferenceSource};
use crate::table::Vocabulary;
use arrow::array::RecordBatch;
use arrow::datatypes::{Date32Type, Int64Type};
use std::sync::LazyLock;

/// What the column `format` can say: the formats that are read, and `record` for a document in memory.
static FORMATS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let read = Format::all().filter(|format| !matches!(format, Format::Any | Format::Other));
    read.map(Format::name).chain(["record"]).collect()
});

pub(super) fn checks(_: &Lexicon) -> Result<Vec<RowCheck>> {
    Ok(vec![
        words("format", "format is one that is read", |word| FORMATS.contains(&word)),
        words("encoding", "encoding is one that is known", is_encoding),
        words("sha256", "sha256 is a sum in hexadecimal", is_sum),
        RowCheck {
            kind: VOCABULARY,
            what: "reference_source is none where there is no reference_date, and there alone".to_owned(),
            columns: vec!["reference_date", "reference_source"],
            look: Box::new(references),
        },
        RowCheck {
            kind: ORDER,
            what: "bytes and chars are no less than 0".to_owned(),
            columns: vec!["bytes", "chars"],
            look: Box::new(lengths),
        },
    ])
}

fn words(column: &'static str, what: &str, is: fn(&str) -> bool) -> RowCheck {
    RowCheck {
        kind: VOCABULARY,
        what: what.to_owned(),
        columns: vec![column],
        look: Box::new(move |batch: &RecordBatch, wrong: &mut Wrong<'_>| {
            let cells = text(batch, column)?;
            for row in 0..batch.num_rows() {
                if let Some(word) = cell(cells, row).filter(|word| !is(word)) {
                    wrong.row(row, || format!("{column} is «{word}»"));
                }
            }
            Some(())
        }),
    }
}

/// Python's name for UTF-8 behind a mark is one of ours; others have no mark in their names.
fn is_encoding(name: &str) -> bool {
    name == "utf-8-sig" || Encoding::from_name(name).is_some_and(|known| known.name() == name)
}

/// A document in memory has no file and no sum.
fn is_sum(sum: &str) -> bool {
    sum.is_empty()
        || sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn references(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (days, sources) = (number::<Date32Type>(batch, "reference_date")?, text(batch, "reference_source")?);
    for row in 0..batch.num_rows() {
        let source = cell(sources, row).unwrap_or_default();
        if value(days, row).is_some() == (source == ReferenceSource::None.word()) {
            wrong.row(row, || match value(days, row) {
                Some(_) => "a reference_date that nobody gave".to_owned(),
                None => format!("reference_source is «{source}», and there is no reference_date"),
            });
        }
    }
    Some(())
}

fn lengths(batch: &RecordBatch, wrong: &mut Wrong<'_>) -> Option<()> {
    let (bytes, chars) = (number::<Int64Type>(batch, "bytes")?, number::<Int64Type>(batch, "chars")?);
    for row in 0..batch.num_rows() {
        for (name, length) in [("bytes", value(bytes, row)), ("chars", value(chars, row))] {
            if let Some(length) = length.filter(|length| *length < 0) {
                wrong.row(row, || format!("{name} is {length}"));
            }
        }
    }
    Some(())
}
