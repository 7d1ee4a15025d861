//! Cells of tables in plain text: what tabs, columns of spaces, bars and the commas of exported lines set apart.

use super::context::Context;
use crate::text::{Gap, TokenKind, TokenRange};

/// Spaces in a row that set columns apart, whatever stands beside them.
const COLUMN: usize = 3;

/// How a token is set apart from what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Border {
    /// As words are.
    None,
    /// By two spaces, which are a slip in running text.
    Wide,
    /// The line begins or ends.
    Edge,
    /// As cells are.
    Cell,
}

impl Context<'_> {
    /// Whether a cell ends before the token: what stands there belongs to another number.
    pub(super) fn is_set_apart(&self, at: u32, sentence: TokenRange) -> bool {
        self.border(at, sentence) == Border::Cell
    }

    /// Whether the tokens are a whole cell of a line that has several.
    pub(super) fn is_cell(&self, first: u32, last: u32, sentence: TokenRange) -> bool {
        let quoted = first > sentence.first && self.slice(first - 1) == "\"" && self.slice(last) == "\"";
        let (first, last) = if quoted { (first - 1, last + 1) } else { (first, last) };
        let digits = |at: u32| self.token_kind(at) == Some(TokenKind::Digits);
        let side = |at: u32, beyond: Option<u32>| match self.border(at, sentence) {
            Border::Wide if beyond.is_some_and(digits) => Border::Cell,
            border => border,
        };
        let (before, behind) = (side(first, first.checked_sub(1)), side(last, Some(last)));
        before.max(behind) == Border::Cell && before.min(behind) >= Border::Wide
    }

    /// Whether the tokens begin their line.
    pub(super) fn begins_line(&self, first: u32, sentence: TokenRange) -> bool {
        self.border(first, sentence) == Border::Edge
    }

    fn border(&self, at: u32, sentence: TokenRange) -> Border {
        // «چای .......... ۴۵»: dots lead to what stands at the line's end.
        if at < sentence.end && self.is_leader(at) {
            return Border::Cell;
        }
        if at <= sentence.first || at >= sentence.end {
            return Border::Edge;
        }
        if self.gap(at) == Gap::None {
            let mark = self.is_separator(at - 1) && self.gap(at - 1) == Gap::None && at - 1 > sentence.first;
            return if mark || self.is_bar(at - 1) || self.is_mark(at, sentence) {
                Border::Cell
            } else {
                Border::None
            };
        }
        let gap = self.slice_before(at);
        if gap.contains('\t') || gap.chars().count() >= COLUMN && !gap.contains(['\n', '\r']) {
            return Border::Cell;
        }
        if self.is_bar(at - 1) || self.is_bar(at) {
            return Border::Cell;
        }
        if gap.contains(['\n', '\r']) {
            return Border::Edge;
        }
        if gap.chars().count() > 1 { Border::Wide } else { Border::None }
    }

    /// Whether the token is the mark behind a field of an exported line.
    fn is_mark(&self, at: u32, sentence: TokenRange) -> bool {
        self.is_separator(at) && self.gap(at + 1) == Gap::None && at + 1 < sentence.end
    }

    fn is_separator(&self, at: u32) -> bool {
        matches!(self.slice(at), "," | ";" | "؛" | "،")
    }

    /// Whether a run of dots ends before the token.
    fn is_leader(&self, at: u32) -> bool {
        let stop =
            |back: u32| at.checked_sub(back).is_some_and(|at| self.token_kind(at) == Some(TokenKind::Stop));
        stop(1) && (stop(2) && stop(3) || self.slice(at - 1).chars().count() >= 3)
    }

    fn is_bar(&self, at: u32) -> bool {
        self.slice(at) == "|"
    }
}
