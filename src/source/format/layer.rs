//! The text layer of a document with a structure of its own, as its reader builds it.

use super::node_path::NodePath;
use super::numbering::BULLET;
#[cfg(feature = "pdf")]
use super::structure::{Boxed, SourceLine, SourcePage};
use super::structure::{Edit, EditKind, Label, LabelOrigin, SourceBlock, SourceCell, Structure};
use super::taking::Parts;
use crate::calendar::Day;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::text::{Block, BlockRole, Span, TableCell};
use std::borrow::Cow;
use std::sync::Arc;

/// What a reader makes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// The text.
    pub text: String,
    /// What the source says of its parts.
    pub structure: Structure,
    /// The title that the source gives.
    pub title: Option<String>,
    /// The day on which it says that it was published or written.
    pub published: Option<Day>,
    /// The program that it says it was written by.
    pub producer: Option<String>,
    /// The encoding of its text.
    pub encoding: Cow<'static, str>,
    /// Whether the text is the file itself.
    pub is_file: bool,
}

/// Characters of what was left out that an edit keeps.
const KEPT: usize = 200;

/// Where a block stands in its source.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) part: Option<Arc<str>>,
    pub(super) xpath: Option<NodePath>,
    pub(super) source: Option<Span>,
}

/// The words of the head of a column, where it has one; the cells below share them.
pub(super) type Head = Option<Arc<str>>;

/// Columns that may have heads.
const HEADS: usize = 1 << 16;

/// How many times its elements a list holds at most, which has grown to twice its length to take the last.
const GROWN: usize = 2;

/// A cell before it is in the layer.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) columns: u32,
}

/// A printed line.
#[cfg(feature = "pdf")]
pub(super) struct Line<'l> {
    pub(super) text: &'l str,
    /// What its reader has added or guessed, by the place in the text.
    pub(super) edits: &'l [(usize, EditKind)],
    /// Marks of notes that were taken out.
    pub(super) marks: &'l [String],
    pub(super) at: Boxed,
}

/// Appends block after block, as far as it is allowed.
pub(super) struct LayerBuilder<'a> {
    allowance: &'a Allowance<'a>,
    text: String,
    structure: Structure,
    tables: u32,
    parts: Parts,
}

impl<'a> LayerBuilder<'a> {
    /// A layer of these parts.
    pub(super) fn of(parts: Parts, allowance: &'a Allowance<'a>) -> Self {
        Self { allowance, text: String::new(), structure: Structure::default(), tables: 0, parts }
    }

    /// Whether what comes now is too much, after a step that appends a text. Then nothing is appended any more.
    fn is_over(&self, text: &str) -> bool {
        self.allowance.is_over_after(text.len())
    }

    /// Whether blocks of a role are left out.
    fn lacks(&self, role: BlockRole) -> bool {
        match role {
            BlockRole::Footnote => !self.parts.footnotes,
            BlockRole::TableRow => !self.parts.tables,
            _ => false,
        }
    }

    /// Takes the words of heads and feet of pages.
    pub(super) fn furniture(&mut self, words: &str) {
        if self.parts.headers {
            self.block((BlockRole::Paragraph, 0), None, words, Node::default());
        } else if !words.trim().is_empty() {
            self.leave_out(EditKind::FurnitureDropped, words);
        }
    }

    /// Begins a block, a blank line behind the last; rows of one table follow each other line by line.
    fn begin(&mut self, row: Option<(u32, u32)>) -> usize {
        let last = self.structure.blocks.last().and_then(|block| block.row);
        match (last, row) {
            _ if self.text.is_empty() => {}
            (Some((before, _)), Some((table, _))) if before == table => self.text.push('\n'),
            _ => self.text.push_str("\n\n"),
        }
        self.text.len()
    }

    fn end(&mut self, start: usize, role: BlockRole, level: u8, node: Node, row: Option<(u32, u32)>) {
        let Node { part, xpath, source } = node;
        // Rows of tables hold the way to a node as it is written.
        let written = xpath.as_ref().map_or(0, NodePath::written);
        self.allowance.hold(self.text.len() - start + GROWN * size_of::<SourceBlock>() + written);
        let block = Block { span: self.span(start), role, level };
        self.structure.blocks.push(SourceBlock { block, label: None, part, xpath, source, row });
    }

    fn span(&self, start: usize) -> Span {
        // A text that is too long is refused when it is finished.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(place(start), place(self.text.len()))
    }

    /// Appends a block, unless it is empty, and says where its text begins. `label` is what the reader has counted to, with what stands behind it.
    pub(super) fn block(
        &mut self,
        (role, level): (BlockRole, u8),
        label: Option<(&str, &str)>,
        text: &str,
        node: Node,
    ) -> Option<usize> {
        let text = text.trim_matches(|c: char| c.is_whitespace());
        if text.is_empty() || self.is_over(text) {
            return None;
        }
        if self.lacks(role) {
            self.leave_out(EditKind::FurnitureDropped, text);
            return None;
        }
        let start = self.begin(None);
        let label = label.filter(|(label, _)| *label != BULLET || !is_labelled(text));
        let label = label.map(|(label, behind)| {
            self.text.push_str(label);
            let span = self.span(start);
            self.text.push_str(behind);
            self.edit_at(span, EditKind::LabelGenerated, "");
            Label { span, origin: LabelOrigin::Generated }
        });
        let begins = self.text.len();
        self.text.push_str(text);
        self.end(start, role, level, node, None);
        if let Some(block) = self.structure.blocks.last_mut() {
            block.label = label;
        }
        Some(begins)
    }

    /// Begins a table; its rows follow.
    pub(super) fn table(&mut self) -> u32 {
        self.tables += 1;
        self.tables
    }

    /// Appends the row of a table, cells with a tab between them; `heads` has the words of the head of each column.
    pub(super) fn row(&mut self, table: u32, row: u32, cells: &[Cell], heads: &[Head], node: Node) {
        if cells.iter().all(|cell| cell.text.trim().is_empty()) || self.is_over("") {
            return;
        }
        if self.lacks(BlockRole::TableRow) {
            let words: Vec<&str> = cells.iter().map(|cell| cell.text.trim()).collect();
            return self.leave_out(EditKind::FurnitureDropped, &words.join("\t"));
        }
        let start = self.begin(Some((table, row)));
        let block = u32::try_from(self.structure.blocks.len()).unwrap_or(u32::MAX);
        let mut column = 1;
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.text.push('\t');
            }
            if self.is_over(&cell.text) {
                break;
            }
            let from = self.text.len();
            self.text.push_str(cell.text.trim());
            let span = self.span(from);
            let header = heads.get(column as usize - 1).cloned().flatten();
            let column_span = cell.columns.max(1);
            if !span.is_empty() {
                self.hold_cell(header.as_deref());
                let cell = SourceCell { span, block, row, column, column_span, header };
                self.structure.cells.push(cell);
            }
            column = column.saturating_add(column_span);
        }
        self.end(start, BlockRole::TableRow, 0, node, Some((table, row)));
    }

    /// Counts a cell, whose row in a table has the words of its head.
    fn hold_cell(&self, header: Option<&str>) {
        const CELL: usize = size_of::<SourceCell>() + size_of::<TableCell>();
        self.allowance.hold(GROWN * CELL + header.map_or(0, str::len));
    }

    /// Appends a block of printed lines.
    #[cfg(feature = "pdf")]
    pub(super) fn printed<'l>(
        &mut self,
        (role, level): (BlockRole, u8),
        lines: impl Iterator<Item = Line<'l>>,
    ) {
        let mut start = None;
        for line in lines.filter(|line| !line.text.is_empty()) {
            if self.is_over(line.text) {
                break;
            }
            if self.lacks(role) {
                self.leave_out_at(EditKind::FurnitureDropped, line.text, line.at);
                continue;
            }
            match start {
                None => start = Some(self.begin(None)),
                Some(_) => self.text.push(' '),
            }
            self.line(&line);
        }
        if let Some(start) = start {
            self.end(start, role, level, Node::default(), None);
        }
    }

    /// Appends the row of a printed table.
    #[cfg(feature = "pdf")]
    pub(super) fn printed_row<'l>(
        &mut self,
        (table, row): (u32, u32),
        cells: impl Iterator<Item = Line<'l>>,
        heads: &[Head],
    ) {
        if self.lacks(BlockRole::TableRow) {
            cells.for_each(|cell| self.leave_out_at(EditKind::FurnitureDropped, cell.text, cell.at));
            return;
        }
        let start = self.begin(Some((table, row)));
        let block = u32::try_from(self.structure.blocks.len()).unwrap_or(u32::MAX);
        for (column, cell) in (1..).zip(cells) {
            if self.is_over(cell.text) {
                break;
            }
            if column > 1 {
                self.text.push('\t');
            }
            let from = self.text.len();
            self.line(&cell);
            let header = heads.get(column as usize - 1).cloned().flatten();
            self.hold_cell(header.as_deref());
            let span = self.span(from);
            self.structure.cells.push(SourceCell { span, block, row, column, column_span: 1, header });
        }
        self.end(start, BlockRole::TableRow, 0, Node::default(), Some((table, row)));
    }

    #[cfg(feature = "pdf")]
    fn line(&mut self, line: &Line<'_>) {
        let from = self.text.len();
        self.text.push_str(line.text);
        let span = self.span(from);
        self.allowance.hold(GROWN * (size_of::<SourceLine>() + line.edits.len() * size_of::<Edit>()));
        self.structure.lines.push(SourceLine { span, at: line.at });
        for (at, kind) in line.edits {
            let length = line.text.get(*at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            let place = Span::new(span.start + *at as u32, span.start + (*at + length) as u32);
            self.structure.edits.push(Edit {
                span: place,
                kind: *kind,
                source: "".into(),
                at: Some(line.at),
            });
        }
        for mark in line.marks {
            self.leave_out_at(EditKind::FurnitureDropped, mark, line.at);
        }
    }

    /// Says what is on the pages.
    #[cfg(feature = "pdf")]
    pub(super) fn pages(&mut self, mut pages: Vec<SourcePage>) {
        // Notes stand behind all pages, and are of none of them here.
        let mut last = (0, 0);
        for line in &self.structure.lines {
            let number = line.at.page;
            let at = pages.binary_search_by_key(&number, |page| page.page).ok();
            if let Some(page) = at.and_then(|at| pages.get_mut(at)) {
                if page.span.is_empty() {
                    page.span = line.span;
                } else if last == (number, page.span.end) {
                    page.span.end = line.span.end;
                }
            }
            last = (number, line.span.end);
        }
        self.structure.pages = pages;
    }

    /// Says that something printed at a place is not in the layer here.
    #[cfg(feature = "pdf")]
    pub(super) fn leave_out_at(&mut self, kind: EditKind, what: &str, at: Boxed) {
        self.leave_out(kind, what);
        // Of what is too much there is none.
        if let Some(edit) = self.structure.edits.last_mut().filter(|edit| edit.kind == kind) {
            edit.at = Some(at);
        }
    }

    /// Says that something of the source is not in the layer here.
    pub(super) fn leave_out(&mut self, kind: EditKind, what: &str) {
        let here = self.span(self.text.len());
        self.edit_at(here, kind, what);
    }

    /// Says the same of a place in the layer.
    pub(super) fn edit_at(&mut self, span: Span, kind: EditKind, what: &str) {
        let what = what.trim();
        if self.is_over("") {
            return;
        }
        self.allowance.hold(GROWN * size_of::<Edit>() + what.len().min(4 * KEPT));
        let source = match what.char_indices().nth(KEPT) {
            Some((end, _)) => format!("{}…", what.get(..end).unwrap_or_default()).into(),
            None => what.into(),
        };
        self.structure.edits.push(Edit { span, kind, source, at: None });
    }

    /// Bytes of text so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The layer of all blocks.
    ///
    /// # Errors
    /// A [`Defect`] where no column could hold its places, or it is more than is allowed.
    pub(super) fn finish(mut self) -> Result<Layer, Defect> {
        self.allowance.ask_now()?;
        Defect::unless_addressable(self.text.len())?;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.structure.edits.sort_by_key(|edit| edit.span);
        Ok(Layer { text: self.text, structure: self.structure, encoding: "utf-8".into(), ..Layer::default() })
    }
}

/// Whether an item begins with a number or a letter of its own, beside which a bullet says nothing.
fn is_labelled(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (label, behind) = text.split_at(end);
    let short = label.chars().all(char::is_numeric) || label.chars().count() <= 3;
    !label.is_empty() && short && behind.trim_start().starts_with([')', '-', '.', '–'])
}

/// The heads of the columns of a table: its first row, where that has words alone and others follow.
pub(super) fn heads(first: &[Cell], rows: usize, told: bool) -> Vec<Head> {
    let worded = |cell: &Cell| {
        let text = cell.text.trim();
        text.is_empty() || text.chars().any(char::is_alphabetic)
    };
    if rows < 2 || !told && !first.iter().all(worded) {
        return Vec::new();
    }
    first
        .iter()
        .flat_map(|cell| {
            let words = Some(cell.text.trim()).filter(|words| !words.is_empty()).map(Arc::from);
            std::iter::repeat_n(words, cell.columns.clamp(1, 1024) as usize)
        })
        .take(HEADS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn blocks_stand_apart_rows_line_by_line_and_labels_are_told() {
        let allowance = Allowance::of(Limits::default(), 0);
        let mut layer = LayerBuilder::of(Parts::default(), &allowance);
        assert!(layer.block((BlockRole::Heading, 1), None, " سر ", Node::default()).is_some());
        assert!(layer.block((BlockRole::Paragraph, 0), None, " \n", Node::default()).is_none());
        layer.block((BlockRole::ListItem, 1), Some(("۱-", " ")), "بند", Node::default());
        layer.leave_out(EditKind::BoilerplateDropped, &"آ".repeat(300));
        let table = layer.table();
        let cells = |words: [&str; 2]| words.map(|text| Cell { text: text.into(), columns: 1 });
        let head = cells(["شهر", "شمار"]);
        let heads = heads(&head, 2, false);
        layer.row(table, 1, &head, &[], Node::default());
        layer.row(table, 2, &cells(["یزد", "۵"]), &heads, Node::default());
        let layer = layer.finish().expect("a layer");
        assert_eq!(layer.text, "سر\n\n۱- بند\n\nشهر\tشمار\nیزد\t۵\n");
        let Structure { blocks, cells, edits, .. } = &layer.structure;
        assert_eq!(blocks.len(), 4);
        let label = blocks[1].label.as_ref().expect("a label");
        assert_eq!(&layer.text[label.span.range()], "۱-");
        assert_eq!(cells.last().and_then(|cell| cell.header.as_deref()), Some("شمار"));
        assert_eq!(
            edits.iter().map(|edit| edit.kind).collect::<Vec<_>>(),
            [EditKind::LabelGenerated, EditKind::BoilerplateDropped]
        );
        assert_eq!(edits[1].source.chars().count(), KEPT + 1);
    }
}
