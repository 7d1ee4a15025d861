//! The table `segments`.

use super::model::{Segment, SegmentKind};
use crate::table::{
    Column, Context, DOC_ID, IN_DOCUMENT, OFFSETS, Reference, Row, TEXT, Table, TableRow, Vocabulary,
    vocabulary,
};
use crate::text::Span;

pub(crate) static SEGMENTS: Table = Table {
    name: "segments",
    summary: "One row is a heading, a paragraph, a list item, a row of a table or a sentence.",
    id_prefix: Some("s"),
    whole: true,
    aspect: Some("kind"),
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
    ..Table::EMPTY
};

impl<A> TableRow<A> for Segment {
    fn table() -> &'static Table {
        &SEGMENTS
    }

    fn span(&self) -> Span {
        self.span
    }

    fn aspect(&self) -> &str {
        self.kind.word()
    }

    fn write(&self, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let id = |segment: Option<u32>| context.id_of::<Self>(segment? as usize);
        let cells = cells
            .text("doc_id", context.doc_id)
            .text("kind", self.kind.word())
            .text("parent_id", id(self.parent))
            .text("heading_id", id(self.heading))
            .int32("level", u32::from(self.level))
            .int32("ordinal", self.ordinal);
        context.offsets(cells, self.span).text("text", context.slice(self.span));
    }
}

vocabulary!(SegmentKind {
    Self::Heading => "heading",
    Self::Paragraph => "paragraph",
    Self::ListItem => "list_item",
    Self::TableRow => "table_row",
    Self::Sentence => "sentence",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&SEGMENTS),
            "segment_id doc_id kind parent_id heading_id level ordinal char_start char_end byte_start byte_end text"
        );
    }
}
