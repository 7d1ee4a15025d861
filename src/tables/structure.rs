//! Writes what sources say of their parts, and finds the block, the page and the boxes of each row.

use super::parts::{BLOCKS, CELLS, EDITS, PAGES};
use crate::source::format::{Boxed, SourceBlock, Structure};
use crate::table::{Columns, Context, Place, Places, Row, RowId, RowIds, Table, Vocabulary};
use crate::text::{Block, Span, block_at};

/// The blocks of a document with their ids.
pub(super) struct Placed<'a> {
    structure: &'a Structure,
    blocks: Vec<Block>,
    ids: Vec<RowId>,
}

impl<'a> Placed<'a> {
    pub(super) fn new(structure: &'a Structure, doc_id: &str, text: &str, ids: &mut RowIds) -> Self {
        ids.expect(structure.blocks.len() + structure.cells.len());
        let blocks: Vec<Block> = structure.blocks.iter().map(|block| block.block).collect();
        let id = |block: &Block| ids.of_span(&BLOCKS, doc_id, block.role.word(), text, block.span);
        let ids = blocks.iter().map(id).collect();
        Self { structure, blocks, ids }
    }

    fn coords(&self, span: Span) -> Option<String> {
        let boxes: Vec<String> = self.structure.boxes(span).map(|at| at.to_string()).collect();
        (!boxes.is_empty()).then(|| boxes.join(";"))
    }

    fn page(&self, span: Span) -> Option<u32> {
        self.structure.boxes(span).next().map(|at| at.page)
    }
}

impl Places for Placed<'_> {
    fn place(&self, span: Span) -> Place<'_> {
        let block = block_at(&self.blocks, span.start);
        let at =
            block.and_then(|block| self.blocks.binary_search_by_key(&block.span, |block| block.span).ok());
        Place {
            block_id: at.and_then(|at| self.ids.get(at)).map(RowId::as_str),
            page: self.page(span),
            coords: self.coords(span),
        }
    }
}

/// The columns of a table.
fn of<'c>(all: &'c mut [Columns], table: &Table) -> Option<&'c mut Columns> {
    all.iter_mut().find(|columns| columns.is_of(table))
}

/// Appends what a source says of its parts.
pub(super) fn write<A>(
    placed: &Placed<'_>,
    context: &Context<'_, '_, A>,
    ids: &mut RowIds,
    all: &mut [Columns],
) {
    let Structure { blocks, cells, pages, edits, .. } = placed.structure;
    if let Some(columns) = of(all, &BLOCKS) {
        for (block, id) in blocks.iter().zip(&placed.ids) {
            write_block(block, id, placed, context, columns.row());
        }
    }
    if let Some(columns) = of(all, &CELLS) {
        for cell in cells {
            let id = ids.of_span(&CELLS, context.doc_id, "", context.text, cell.span);
            let row = columns
                .row()
                .text("cell_id", id.as_str())
                .text("block_id", placed.ids.get(cell.block as usize).map(RowId::as_str))
                .text("doc_id", context.doc_id)
                .int32("row", cell.row)
                .int32("column", cell.column)
                .int32("column_span", cell.column_span)
                .text("header", cell.header.as_deref());
            context.offsets(row, cell.span).text("text", context.slice(cell.span));
        }
    }
    if let Some(columns) = of(all, &PAGES) {
        for page in pages {
            columns
                .row()
                .text("doc_id", context.doc_id)
                .int32("page", page.page)
                .float("width", f64::from(page.size.0) / 100.0)
                .float("height", f64::from(page.size.1) / 100.0)
                .int32("rotation", page.rotation)
                .int32("char_start", context.chars(page.span.start))
                .int32("char_end", context.chars(page.span.end))
                .int32("glyphs", page.glyphs)
                .int32("glyphs_unmapped", page.glyphs_unmapped)
                .text("text_origin", page.text.word());
        }
    }
    if let Some(columns) = of(all, &EDITS) {
        for edit in edits {
            let coords = edit.at.map(|at: Boxed| at.to_string()).or_else(|| placed.coords(edit.span));
            columns
                .row()
                .text("doc_id", context.doc_id)
                .int32("char_start", context.chars(edit.span.start))
                .int32("char_end", context.chars(edit.span.end))
                .text("kind", edit.kind.word())
                .text("source", Some(&*edit.source).filter(|source| !source.is_empty()))
                .int32_or_null("page", edit.at.map(|at| at.page).or_else(|| placed.page(edit.span)))
                .text("coords", coords.as_deref());
        }
    }
}

fn write_block<A>(
    block: &SourceBlock,
    id: &RowId,
    placed: &Placed<'_>,
    context: &Context<'_, '_, A>,
    row: Row<'_>,
) {
    let span = block.block.span;
    let row = row.text("block_id", id.as_str()).text("doc_id", context.doc_id);
    context
        .offsets(row, span)
        .text("text", context.slice(span))
        .text("kind", block.block.role.word())
        .int32("level", u32::from(block.block.level))
        .text("label", block.label.as_ref().map(|label| context.slice(label.span)))
        .text("label_origin", block.label.as_ref().map(|label| label.origin.word()))
        .text("part", block.part.as_deref())
        .text("xpath", block.xpath.as_ref().map(ToString::to_string).as_deref())
        .int32_or_null("source_start", block.source.map(|source| source.start))
        .int32_or_null("source_end", block.source.map(|source| source.end))
        .int32_or_null("page", placed.page(span))
        .int32_or_null("page_end", placed.structure.boxes(span).last().map(|at| at.page))
        .text("coords", placed.coords(span).as_deref())
        .int32_or_null("table_id", block.row.map(|(table, _)| table))
        .int32_or_null("row", block.row.map(|(_, row)| row));
}
