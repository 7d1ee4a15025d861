//! What stands in a document one below the other, and its way into the layer.

use crate::source::allowance::Allowance;
use crate::source::format::NodePath;
use crate::source::format::layer::{Cell, LayerBuilder, Node, heads};
use crate::source::format::structure::EditKind;
use crate::text::{BlockRole, Span};

/// A paragraph or a table.
pub(super) enum Item {
    Paragraph(Paragraph),
    Table { rows: Vec<Row>, node: Node },
}

/// A paragraph with what is known of it.
pub(super) struct Paragraph {
    pub(super) role: BlockRole,
    pub(super) level: u8,
    pub(super) label: Option<(String, &'static str)>,
    pub(super) text: String,
    /// What it leaves out or adds, by the place in its text.
    pub(super) edits: Vec<(usize, EditKind, String)>,
    pub(super) node: Node,
}

/// The row of a table.
#[derive(Default)]
pub(super) struct Row {
    pub(super) cells: Vec<(Vec<Item>, u32)>,
    pub(super) is_head: bool,
    pub(super) is_deleted: bool,
}

impl Paragraph {
    /// Bytes that it holds.
    pub(super) fn bytes(&self) -> usize {
        let label = self.label.as_ref().map_or(0, |(label, _)| label.len());
        let edit = |(_, _, source): &(usize, EditKind, String)| {
            2 * size_of::<(usize, EditKind, String)>() + source.len()
        };
        let edits: usize = self.edits.iter().map(edit).sum();
        2 * size_of::<Item>()
            + self.text.len()
            + label
            + edits
            + self.node.xpath.as_ref().map_or(0, NodePath::step_bytes)
    }
}

/// Appends items to the layer, as far as it is allowed.
pub(super) fn append(items: Vec<Item>, layer: &mut LayerBuilder<'_>, allowance: &Allowance<'_>) {
    for item in items {
        if allowance.is_over() {
            return;
        }
        match item {
            Item::Paragraph(paragraph) => append_paragraph(&paragraph, layer),
            Item::Table { rows, node } => append_table(rows, &node, layer, allowance),
        }
    }
}

fn append_paragraph(paragraph: &Paragraph, layer: &mut LayerBuilder<'_>) {
    let Paragraph { role, level, label, text, edits, node } = paragraph;
    let label = label.as_ref().map(|(label, behind)| (label.as_str(), *behind));
    let begins = layer.block((*role, *level), label, text, node.clone());
    let start = begins.unwrap_or_else(|| layer.len());
    let (lead, end) = (text.len() - text.trim_start().len(), layer.len());
    for (at, kind, source) in edits {
        let at = (start + at.saturating_sub(lead)).min(end);
        let length = if *kind == EditKind::ZwnjFromShape { '\u{200C}'.len_utf8() } else { 0 };
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        layer.edit_at(Span::new(place(at), place((at + length).min(end))), *kind, source);
    }
}

/// Appends a table. One whose rows have a single cell is a frame around what stands in it.
fn append_table(rows: Vec<Row>, node: &Node, layer: &mut LayerBuilder<'_>, allowance: &Allowance<'_>) {
    if rows.iter().all(|row| row.cells.len() <= 1) {
        for (items, _) in rows.into_iter().flat_map(|row| row.cells) {
            append(items, layer, allowance);
        }
        return;
    }
    let table = layer.table();
    let texts = |row: &Row| -> Vec<Cell> {
        let cell =
            |(items, columns): &(Vec<Item>, u32)| Cell { text: text_of(items, allowance), columns: *columns };
        row.cells.iter().map(cell).collect()
    };
    let kept = rows.iter().filter(|row| !row.is_deleted).count();
    let heads = rows.first().map(|row| heads(&texts(row), kept, row.is_head)).unwrap_or_default();
    for (n, row) in (1..).zip(&rows) {
        if allowance.is_over() {
            return;
        }
        let cells = texts(row);
        if row.is_deleted {
            let words: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
            layer.leave_out(EditKind::RevisionDropped, &words.join("\t"));
            continue;
        }
        let xpath = node.xpath.as_ref().map(|path| path.below("w:tr", n));
        layer.row(table, n, &cells, if n == 1 { &[] } else { &heads }, Node { xpath, ..node.clone() });
        for (items, _) in &row.cells {
            leave_out(items, layer);
        }
    }
}

/// The words of a cell in one line.
fn text_of(items: &[Item], allowance: &Allowance<'_>) -> String {
    let mut out = String::new();
    push_words(&mut out, items, allowance);
    out
}

/// Puts the words of a cell behind those that are there, and of all cells in it, a space between them.
fn push_words(out: &mut String, items: &[Item], allowance: &Allowance<'_>) {
    for item in items {
        match item {
            Item::Paragraph(Paragraph { label, text, .. }) => {
                let text = text.trim();
                if allowance.is_over_after(text.len()) {
                    return;
                }
                if text.is_empty() {
                    continue;
                }
                if !out.is_empty() {
                    out.push(' ');
                }
                let (label, behind) = label.as_ref().map_or(("", ""), |(label, behind)| (label, *behind));
                for part in [label, behind, text] {
                    out.push_str(&part.replace(['\n', '\t'], " "));
                }
            }
            Item::Table { rows, .. } => {
                for (items, _) in rows.iter().flat_map(|row| &row.cells) {
                    push_words(out, items, allowance);
                }
            }
        }
    }
}

/// Says what the paragraphs of a cell leave out.
fn leave_out(items: &[Item], layer: &mut LayerBuilder<'_>) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => {
                for (_, kind, source) in &paragraph.edits {
                    layer.leave_out(*kind, source);
                }
                if let Some((label, _)) = &paragraph.label {
                    layer.leave_out(EditKind::LabelGenerated, label);
                }
            }
            Item::Table { rows, .. } => {
                rows.iter().flat_map(|row| &row.cells).for_each(|(items, _)| leave_out(items, layer));
            }
        }
    }
}
