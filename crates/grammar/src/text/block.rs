//! What a source says of the parts of its text: a heading is one because the document says so, and not because it looks so.

use super::Span;
use super::span::part_at;

/// A part of the text layer whose role its source tells. What ends a line of the layer ends a block too; a block of several
/// lines is as many of its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// Its place in the text layer.
    pub span: Span,
    /// What it is.
    pub role: BlockRole,
    /// Depth of headings and list items, from 1; 0 for the others.
    pub level: u8,
}

/// What a block is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockRole {
    /// The title of the document, or of a law in it.
    Title,
    /// A heading.
    Heading,
    /// Running text, which may begin with a label.
    Paragraph,
    /// An item of a list, with its label if it has one.
    ListItem,
    /// A row of a table, its cells side by side.
    TableRow,
    /// What stands below a picture or a table.
    Caption,
    /// A note at the foot of a page.
    Footnote,
    /// A program, or another text that is no prose.
    Code,
}

impl BlockRole {
    /// Whether it stands above what follows.
    #[must_use]
    pub const fn heads(self) -> bool {
        matches!(self, Self::Title | Self::Heading)
    }

    /// Whether it may begin with the label of a clause.
    #[must_use]
    pub const fn can_be_labelled(self) -> bool {
        !matches!(self, Self::TableRow | Self::Caption | Self::Footnote | Self::Code)
    }
}

/// Returns the block that a place begins in, of blocks in text order.
#[must_use]
pub fn block_at(blocks: &[Block], start: u32) -> Option<&Block> {
    part_at(blocks, |block| block.span, start)
}
