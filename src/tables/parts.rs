//! The tables of what sources say of their parts: blocks, cells, pages, and what the layer does not take as it stands.

use crate::source::format::{EditKind, LabelOrigin, PageText};
use crate::table::{
    Column, ColumnType, DOC_ID, IN_DOCUMENT, OFFSETS, Reference, TEXT, Table, Vocabulary, vocabulary,
};
use crate::text::BlockRole;

pub(super) static BLOCKS: Table = Table {
    name: "blocks",
    summary: "One row is a part of a document whose source says what it is: a heading, a paragraph, an item, a row of a table, a note.",
    id_prefix: Some("b"),
    whole: true,
    aspect: Some("kind"),
    groups: &[
        &[Column::id("block_id", "the block"), DOC_ID],
        &OFFSETS,
        &[
            TEXT,
            Column::words("kind", BlockRole::WORDS, "what it is").required(),
            Column::count("level", "depth of headings and list items, from 1; 0 for the others"),
            Column::text(
                "label",
                "the number or letter that it begins with, where the source says that it is one",
            ),
            Column::words(
                "label_origin",
                LabelOrigin::WORDS,
                "`written` in the source, or `generated`: the source says how to count, and a program shows the number",
            ),
            Column::text("part", "the file inside a package (`word/document.xml`)"),
            Column::text("xpath", "its node, as an XPath"),
            Column::new("source_start", ColumnType::Int32, "its first byte in the decoded part").unit("byte"),
            Column::new("source_end", ColumnType::Int32, "one past its last byte").unit("byte"),
            PAGE,
            Column::new("page_end", ColumnType::Int32, "the page that it ends on"),
            COORDS,
            Column::new("table_id", ColumnType::Int32, "of a row: its table in the document, from 1"),
            Column::new("row", ColumnType::Int32, "of a row: its number in the table, from 1"),
        ],
    ],
    primary_key: &["block_id"],
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
};

pub(super) static CELLS: Table = Table {
    name: "cells",
    summary: "One row is a cell of a table of a document.",
    id_prefix: Some("cell"),
    groups: &[
        &[
            Column::id("cell_id", "the cell"),
            Column::text("block_id", "the row of the table that it is in").required(),
            DOC_ID,
            Column::count("row", "its row in the table, from 1"),
            Column::count("column", "its first column, from 1"),
            Column::count("column_span", "how many columns it takes"),
            Column::text("header", "the words of its column's head"),
        ],
        &OFFSETS,
        &[TEXT],
    ],
    primary_key: &["cell_id"],
    references: &[IN_DOCUMENT, Reference { column: "block_id", table: "blocks", to: "block_id" }],
    ..Table::EMPTY
};

pub(super) static PAGES: Table = Table {
    name: "pages",
    summary: "One row is a page of a document that has pages.",
    groups: &[
        &[
            DOC_ID,
            Column::count("page", "its number, from 1"),
            Column::float("width", "its width").unit("point"),
            Column::float("height", "its height").unit("point"),
            Column::count("rotation", "how far it is turned").unit("degree"),
        ],
        &[OFFSETS[0], OFFSETS[1]],
        &[
            Column::count("glyphs", "glyphs on it"),
            Column::count("glyphs_unmapped", "those whose letter the file does not tell"),
            Column::words(
                "text_origin",
                PageText::WORDS,
                "printed `text`, the unseen `ocr-layer` over a scan, or `none`",
            )
            .required(),
        ],
    ],
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
};

pub(super) static EDITS: Table = Table {
    name: "edits",
    summary: "One row is something that the text layer does not take from the source as it stands.",
    groups: &[
        &[DOC_ID],
        &[OFFSETS[0], OFFSETS[1]],
        &[
            Column::words(
                "kind",
                EditKind::WORDS,
                "what was added or left out; of what was left out the span is empty",
            )
            .required(),
            Column::text("source", "what the source has there, shortened"),
            PAGE,
            COORDS,
        ],
    ],
    references: &[IN_DOCUMENT],
    ..Table::EMPTY
};

const PAGE: Column =
    Column::new("page", ColumnType::Int32, "the page that it begins on, where the source has pages");

const COORDS: Column = Column::text(
    "coords",
    "boxes on paper as `page,x,y,width,height` in points, with semicolons between them",
);

vocabulary!(BlockRole {
    Self::Title => "title",
    Self::Heading => "heading",
    Self::Paragraph => "paragraph",
    Self::ListItem => "list_item",
    Self::TableRow => "table_row",
    Self::Caption => "caption",
    Self::Footnote => "footnote",
    Self::Code => "code",
});

vocabulary!(LabelOrigin {
    Self::Written => "written",
    Self::Generated => "generated",
});

vocabulary!(PageText {
    Self::Text => "text",
    Self::OcrLayer => "ocr-layer",
    Self::None => "none",
});

vocabulary!(EditKind {
    Self::ZwnjFromShape => "zwnj-from-shape",
    Self::LetterGuessed => "letter-guessed",
    Self::LabelGenerated => "label-generated",
    Self::RevisionDropped => "revision-dropped",
    Self::FurnitureDropped => "furniture-dropped",
    Self::BoilerplateDropped => "boilerplate-dropped",
    Self::DuplicateDropped => "duplicate-dropped",
});
