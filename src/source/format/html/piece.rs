//! Parts of a page's text in the order in which they stand.

use super::element::Left;
use crate::source::format::NodePath;
use crate::text::{BlockRole, Span};

/// A part of a page, as it is read.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Block(Prose),
    /// The rows of a table of data, and whether its first row says that it is the head.
    Table {
        rows: Vec<Vec<TableCell>>,
        has_head: bool,
        place: Place,
    },
}

/// A paragraph, a heading, an item.
#[derive(Clone, Debug)]
pub(super) struct Prose {
    pub(super) role: BlockRole,
    pub(super) level: u8,
    pub(super) label: Option<String>,
    pub(super) text: String,
    /// Characters of it that are links.
    pub(super) linked: usize,
    pub(super) place: Place,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct TableCell {
    pub(super) text: String,
    pub(super) columns: u32,
}

/// Where a part stands, and whether that is where the article is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) xpath: NodePath,
    pub(super) source: Span,
    pub(super) region: usize,
    pub(super) left: Option<Left>,
}

impl Piece {
    pub(super) fn place(&self) -> &Place {
        match self {
            Self::Block(prose) => &prose.place,
            Self::Table { place, .. } => place,
        }
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Block(prose) => prose.text.clone(),
            Self::Table { rows, .. } => {
                let cells = rows.iter().flatten().map(|cell| cell.text.as_str());
                cells.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Bytes that it holds.
    pub(super) fn bytes(&self) -> usize {
        let own = 2 * size_of::<Self>();
        match self {
            Self::Block(prose) => own + prose.text.len() + prose.label.as_ref().map_or(0, String::len),
            Self::Table { rows, .. } => {
                let cell = |cell: &TableCell| 2 * size_of::<TableCell>() + cell.text.len();
                own + rows
                    .iter()
                    .map(|row| 2 * size_of_val(row) + row.iter().map(cell).sum::<usize>())
                    .sum::<usize>()
            }
        }
    }

    /// Its characters, and those of them that are links.
    pub(super) fn weight(&self) -> (usize, usize) {
        match self {
            Self::Block(prose) => (prose.text.chars().count(), prose.linked),
            Self::Table { rows, .. } => {
                (rows.iter().flatten().map(|cell| cell.text.chars().count()).sum(), 0)
            }
        }
    }
}
