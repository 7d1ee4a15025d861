//! The place of a row in its source: columns that many tables have.

use super::schema::{Column, ColumnType, Reference};
use super::vocabulary::{Vocabulary, vocabulary};
use crate::rule::Review;

pub(crate) const DOC_ID: Column = Column::text(
    "doc_id",
    "the document: its path below the raw folder without extension, or the record's own id",
)
.required();

pub(crate) const OFFSETS: [Column; 4] = [
    Column::count("char_start", "first character of the span, in Unicode code points of the text layer")
        .unit("code point"),
    Column::count("char_end", "one past the last character").unit("code point"),
    Column::count("byte_start", "first byte of the span, in UTF-8 bytes of the text layer").unit("byte"),
    Column::count("byte_end", "one past the last byte").unit("byte"),
];

pub(crate) const TEXT: Column =
    Column::text("text", "exactly that slice of the text layer, as written, nothing repaired").required();

/// The place of a row in its source: the same columns in every table of spans.
pub(crate) const GROUNDING: &[Column] = &[
    DOC_ID,
    Column::text("segment_id", "the sentence, heading or list item that holds the span"),
    OFFSETS[0],
    OFFSETS[1],
    OFFSETS[2],
    OFFSETS[3],
    TEXT,
    Column::text("rule", "the rule or lexicon entry that made the row").required(),
    Column::text("block_id", "the block of the source, where the source has blocks"),
    Column::new("page", ColumnType::Int32, "the page, where the source has pages"),
    Column::text(
        "coords",
        "the boxes of its lines on paper as `page,x,y,width,height` in points, with semicolons between them",
    ),
];

/// Behind all that says where a row stands, of rows that people can look at and judge.
pub(crate) const REVIEW: Column = Column {
    name: "review",
    kind: ColumnType::Text,
    required: true,
    unique: false,
    doc: "what people said of the row: `none`: nothing; `accepted`: it is right; `corrected`: it was wrong and has their values; \
          `added`: it was missing",
    words: Review::WORDS,
    pattern: None,
    unit: None,
};

vocabulary!(Review {
    Self::None => "none",
    Self::Accepted => "accepted",
    Self::Corrected => "corrected",
    Self::Added => "added",
});

pub(crate) const IN_DOCUMENT: Reference = Reference { column: "doc_id", table: "documents", to: "doc_id" };

pub(crate) const IN_SEGMENT: Reference =
    Reference { column: "segment_id", table: "segments", to: "segment_id" };

/// Behind the place of rows that may stand in a clause.
pub(crate) const CLAUSE_ID: Column = Column::text("clause_id", "the innermost clause that holds the row");

pub(crate) const IN_CLAUSE: Reference = Reference { column: "clause_id", table: "clauses", to: "clause_id" };

/// Behind [`CLAUSE_ID`], of rows that somebody may say.
pub(crate) const STATEMENT_ID: Column =
    Column::text("statement_id", "the innermost statement whose content holds the row: who claims it");

pub(crate) const IN_STATEMENT: Reference =
    Reference { column: "statement_id", table: "statements", to: "statement_id" };
