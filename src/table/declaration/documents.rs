//! Documents: those that were read, their parts, their texts, and those that could not be read.

use super::grounding::{DOC_ID, IN_DOCUMENT, OFFSETS, TEXT};
use crate::language::Language;
use crate::segment::SegmentKind;
use crate::source::ReferenceSource;
use crate::table::schema::{Column, ColumnType, Reference, Table};
use crate::table::vocabulary::Vocabulary;

pub(in crate::table) static DOCUMENTS: Table = Table {
    name: "documents",
    summary: "One row is a document that was read.",
    id_prefix: None,
    groups: &[&[
        Column::id(
            "doc_id",
            "the document: its path below the raw folder without extension, or the record's own id",
        ),
        Column::text(
            "path",
            "the file it was read from, as it was named: a path from the folder that jadval ran in",
        )
        .required(),
        Column::text("format", "file format, by extension (`txt`, `jsonl`)").required(),
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
            "who gave it: the document's own `record`, or the `pipeline` (its file, or `--reference-date`)",
        )
        .required(),
        Column::count("dates", "rows of `dates` in this document").unit("row"),
        Column::count("figures", "rows of `figures` in this document").unit("row"),
        Column::count("mentions", "rows of `mentions` in this document").unit("row"),
        Column::count("clauses", "rows of `clauses` in this document").unit("row"),
    ]],
    primary_key: &["doc_id"],
    references: &[],
};

pub(in crate::table) static SEGMENTS: Table = Table {
    name: "segments",
    summary: "One row is a heading, a paragraph, a list item or a sentence.",
    id_prefix: Some("s"),
    groups: &[
        &[
            Column::id("segment_id", "the segment"),
            DOC_ID,
            Column::words("kind", SegmentKind::WORDS, "what it is").required(),
            Column::text("parent_id", "the segment that holds this one"),
            Column::text(
                "heading_id",
                "the heading that it stands under: the last one before it; of a heading, the last one of a lower level",
            ),
            Column::count("level", "depth of headings and list items, from 1; 0 for the others"),
            Column::count("ordinal", "1-based position among its siblings"),
        ],
        &OFFSETS,
        &[TEXT],
    ],
    primary_key: &["segment_id"],
    references: &[
        IN_DOCUMENT,
        Reference { column: "parent_id", table: "segments", to: "segment_id" },
        Reference { column: "heading_id", table: "segments", to: "segment_id" },
    ],
};

pub(in crate::table) static REJECTS: Table = Table {
    name: "rejects",
    summary: "One row is a document that could not be read.",
    id_prefix: None,
    groups: &[&[
        Column::text("path", "the file, with the line of a `.jsonl` corpus").required(),
        Column::text("stage", "the stage that gave up").required(),
        Column::text("code", "a short name of the reason").required(),
        Column::text("message", "one sentence: what was expected, what was found").required(),
        Column::new("byte_offset", ColumnType::Int64, "where in the file, if the place is known")
            .unit("byte"),
    ]],
    primary_key: &[],
    references: &[],
};

pub(in crate::table) static TEXTS: Table = Table {
    name: "texts",
    summary: "One row is the text layer of a document whose source is not itself a UTF-8 `.txt` file.",
    id_prefix: None,
    groups: &[&[
        Column::id("doc_id", "the document"),
        Column::text("text", "the decoded document: the layer that all offsets point into").required(),
    ]],
    primary_key: &["doc_id"],
    references: &[IN_DOCUMENT],
};
