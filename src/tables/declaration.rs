//! The tables that are not those of a stage: documents that were read, their texts, and those that could not be read.

use crate::language::Language;
use crate::source::ReferenceSource;
use crate::stages;
use crate::table::{Column, ColumnType, IN_DOCUMENT, Table, Vocabulary, vocabulary};
use std::sync::LazyLock;

pub(super) static DOCUMENTS: LazyLock<Table> = LazyLock::new(|| Table {
    name: "documents",
    summary: "One row is a document that was read.",
    groups: grouped(DOCUMENT.iter().copied().chain(counts()).collect()),
    primary_key: &["doc_id"],
    checks: super::validation::checks,
    ..Table::EMPTY
});

const DOCUMENT: &[Column] = &[
    Column::id(
        "doc_id",
        "the document: its path below the raw folder without extension, or the record's own id",
    ),
    Column::text(
        "path",
        "the file it was read from, as it was named: a path from the folder that jadval ran in",
    )
    .required(),
    Column::text("format", "file format, by content (`txt`, `jsonl`, `html`, `docx`, `pdf`, …)").required(),
    Column::text("encoding", "character encoding of the source").required(),
    Column::new("bytes", ColumnType::Int64, "length of the source").required().unit("byte"),
    Column::new("chars", ColumnType::Int64, "length of the text layer").required().unit("code point"),
    Column::text("sha256", "SHA-256 of the source file, in hexadecimal").required(),
    Column::words(
        "language",
        Language::WORDS,
        "the language that most of it is in, by its BCP 47 code (`prs`: Dari); `mixed`: several; `none`: no language that is known",
    )
    .required(),
    Column::text("title", "the title, where the source states one"),
    Column::date("reference_date", "\"today\" for relative dates"),
    Column::words(
        "reference_source",
        ReferenceSource::WORDS,
        "who gave it: the document's own `record`, its `metadata` or `filename` where those are asked, or the `pipeline` (its file, or `--reference-date`)",
    )
    .required(),
    Column::text("producer", "the program that the source says it was written by"),
    Column::new("pages", ColumnType::Int32, "pages, where the source has pages"),
];

/// The columns that count the rows of other tables, each with the name of its table.
fn counts() -> impl Iterator<Item = Column> {
    let counted = stages::rows().map(|rows| rows.table()).filter(|table| table.counted);
    counted
        .map(|table| Column::count(table.name, "rows of the table of this name in this document").unit("row"))
}

/// Columns of a declaration that other tables have a part in. It is made once in the life of a program, and kept.
pub(super) fn grouped(columns: Vec<Column>) -> &'static [&'static [Column]] {
    Vec::leak(vec![&*Vec::leak(columns)])
}

pub(super) static REJECTS: Table = Table {
    name: "rejects",
    summary: "One row is a document that could not be read.",
    groups: &[&[
        Column::text("path", "the file, with the line of a `.jsonl` corpus").required(),
        Column::text("stage", "the stage that gave up").required(),
        Column::text("code", "a short name of the reason").required(),
        Column::text("message", "one sentence: what was expected, what was found").required(),
        Column::new("byte_offset", ColumnType::Int64, "where in the file, if the place is known")
            .unit("byte"),
    ]],
    ..Table::EMPTY
};

pub(super) static TEXTS: Table = Table {
    name: "texts",
    summary: "One row is the text layer of a document whose source is not itself a UTF-8 `.txt` file.",
    groups: &[&[
        Column::id("doc_id", "the document"),
        Column::text("text", "the decoded document: the layer that all offsets point into").required(),
    ]],
    primary_key: &["doc_id"],
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
};

vocabulary!(ReferenceSource {
    Self::Pipeline => "pipeline",
    Self::Record => "record",
    Self::Metadata => "metadata",
    Self::Filename => "filename",
    Self::None => "none",
});

impl Vocabulary for Language {
    const WORDS: &'static [&'static str] = &Self::CODES;

    fn word(&self) -> &'static str {
        self.code()
    }
}
