//! What a source says of the parts of its text, and what the text layer does not take from it as it stands.

use super::node_path::NodePath;
use crate::language::Language;
use crate::text::{Block, BlockRole, Origin, OriginPlace, Span, TableCell};
use std::hash::Hash;
use std::sync::Arc;
use xxhash_rust::xxh3::Xxh3;

/// The parts of a document. Spans are of the text layer, and all lists are in text order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Structure {
    /// Headings, paragraphs, items, rows of tables, notes.
    pub blocks: Vec<SourceBlock>,
    /// The cells of tables.
    pub cells: Vec<SourceCell>,
    /// The pages, where the source has pages.
    pub pages: Vec<SourcePage>,
    /// The printed lines, where the source has pages.
    pub lines: Vec<SourceLine>,
    /// What the layer leaves out or adds.
    pub edits: Vec<Edit>,
    /// The language that the source says it is in.
    pub language: Option<Language>,
}

/// A part of the text, with its place in the source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceBlock {
    /// What it is, and where in the layer.
    pub block: Block,
    /// The label that it begins with, if the source says that there is one.
    pub label: Option<Label>,
    /// The file inside a package.
    pub part: Option<Arc<str>>,
    /// Its node, as an XPath.
    pub xpath: Option<NodePath>,
    /// Its bytes in the decoded part.
    pub source: Option<Span>,
    /// The table that a row is of, and which row it is, both from 1.
    pub row: Option<(u32, u32)>,
}

/// The number or letter before an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Its place in the layer.
    pub span: Span,
    /// Who wrote it.
    pub origin: LabelOrigin,
}

/// Who wrote a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelOrigin {
    /// It stands in the source.
    Written,
    /// The source says how to count, and the reader has counted.
    Generated,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceCell {
    /// Its place in the layer.
    pub span: Span,
    /// The block that is its row, by its place among the blocks.
    pub block: u32,
    /// Its row in the table, from 1.
    pub row: u32,
    /// Its first column, from 1.
    pub column: u32,
    /// How many columns it takes.
    pub column_span: u32,
    /// The words of its column's head.
    pub header: Option<Arc<str>>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourcePage {
    /// Its number, from 1.
    pub page: u32,
    /// Its width and height in hundredths of a point.
    pub size: (i32, i32),
    /// Degrees that it is turned by.
    pub rotation: u32,
    /// What the layer has of it.
    pub span: Span,
    /// Glyphs on it.
    pub glyphs: u32,
    /// Those whose letter the file does not tell.
    pub glyphs_unmapped: u32,
    /// Where its text comes from.
    pub text: PageText,
}

/// Where the text of a page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageText {
    /// It is printed.
    Text,
    /// It lies unseen over a picture, as programs that read scans leave it.
    OcrLayer,
    /// There is none.
    None,
}

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLine {
    /// Its place in the layer.
    pub span: Span,
    /// Its place on paper.
    pub at: Boxed,
}

/// A box on a page, from its upper left corner, in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Boxed {
    /// The page, from 1.
    pub page: u32,
    /// Left, top, width and height.
    pub bounds: [i32; 4],
}

/// Something that the layer does not take from the source as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edit {
    /// What was added, or the place where something was left out.
    pub span: Span,
    /// What was done.
    pub kind: EditKind,
    /// What the source has there, shortened.
    pub source: Box<str>,
    /// Where on paper.
    pub at: Option<Boxed>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// A joiner that the letters or their shapes show.
    ZwnjFromShape,
    /// A letter that the file does not tell.
    LetterGuessed,
    /// A label that the reader has counted.
    LabelGenerated,
    /// Text that an unfinished revision deletes.
    RevisionDropped,
    /// Heads and feet of pages, and what is not shown.
    FurnitureDropped,
    /// What surrounds the article of a web page.
    BoilerplateDropped,
    /// Text that the source has twice.
    DuplicateDropped,
}

impl Structure {
    /// Whether the source says nothing of the parts of its text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.pages.is_empty() && self.edits.is_empty()
    }

    /// The blocks as the stages want them. Of paper it is known what is a table, but not what is a paragraph: an item or a small
    /// heading may look so.
    #[must_use]
    pub fn text_blocks(&self) -> Vec<Block> {
        let is_known = |block: &Block| self.lines.is_empty() || block.role != BlockRole::Paragraph;
        self.blocks.iter().map(|block| block.block).filter(is_known).collect()
    }

    /// The cells below the heads of their columns, as the stages want them.
    #[must_use]
    pub fn text_cells(&self) -> Vec<TableCell> {
        let table = |cell: &SourceCell| Some(self.blocks.get(cell.block as usize)?.row?.0);
        let (mut out, mut heads, mut of) = (Vec::new(), Vec::<&SourceCell>::new(), None);
        for cell in &self.cells {
            if table(cell) != of {
                (heads, of) = (Vec::new(), table(cell));
            }
            if cell.header.is_none() {
                // What stands in the first row of a table heads what is below it: from the first column on.
                if heads.first().is_none_or(|first| first.row == cell.row) {
                    heads.push(cell);
                }
                continue;
            }
            let before = heads.partition_point(|head| head.column <= cell.column);
            let head = before.checked_sub(1).and_then(|at| heads.get(at));
            let head = head.filter(|head| cell.column - head.column < head.column_span.max(1));
            out.extend(head.map(|head| TableCell { span: cell.span, head: head.span }));
        }
        out
    }

    /// Where the parts of the text come from: pages where there are pages, else nodes.
    #[must_use]
    pub fn origins(&self) -> Vec<Origin> {
        if !self.lines.is_empty() {
            let line = |line: &SourceLine| Origin { span: line.span, place: OriginPlace::Page(line.at.page) };
            return self.lines.iter().map(line).collect();
        }
        // A row of a sheet has no node, and a place for each cell.
        let is_of_sheet = |block: &SourceBlock| block.xpath.is_none() && block.part.is_some();
        if self.blocks.iter().all(is_of_sheet) {
            let sheet = |cell: &SourceCell| self.blocks.get(cell.block as usize)?.part.clone();
            let cell = |cell: &SourceCell| {
                let place = OriginPlace::Cell { sheet: sheet(cell)?, row: cell.row, column: cell.column };
                Some(Origin { span: cell.span, place })
            };
            return self.cells.iter().filter_map(cell).collect();
        }
        let node = |block: &SourceBlock| {
            let path = block.xpath.as_ref()?.to_string().into();
            Some(Origin {
                span: block.block.span,
                place: OriginPlace::Path { part: block.part.clone(), path },
            })
        };
        self.blocks.iter().filter_map(node).collect()
    }

    /// The boxes of the lines that a span stands in.
    pub fn boxes(&self, span: Span) -> impl Iterator<Item = Boxed> + '_ {
        let first = self.lines.partition_point(|line| line.span.end <= span.start);
        self.lines.iter().skip(first).take_while(move |line| line.span.start < span.end).map(|line| line.at)
    }

    /// About how many bytes of memory it takes, with the ways to its nodes as rows of tables hold them.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let block = |block: &SourceBlock| {
            size_of::<SourceBlock>() + size_of::<Block>() + block.xpath.as_ref().map_or(0, NodePath::written)
        };
        let edit = |edit: &Edit| size_of::<Edit>() + edit.source.len();
        self.blocks.iter().map(block).sum::<usize>()
            + self.cells.len() * (size_of::<SourceCell>() + size_of::<TableCell>())
            + size_of_val(&*self.lines)
            + size_of_val(&*self.pages)
            + self.edits.iter().map(edit).sum::<usize>()
    }

    /// A sum over all of it: equal sums, equal structures.
    #[must_use]
    pub fn sum(&self) -> u128 {
        let mut sum = Xxh3::new();
        self.hash(&mut sum);
        sum.digest128()
    }
}

impl std::fmt::Display for Boxed {
    /// As GROBID writes boxes: `page,x,y,w,h`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.page)?;
        self.bounds.iter().try_for_each(|side| write!(f, ",{:.2}", f64::from(*side) / 100.0))
    }
}
