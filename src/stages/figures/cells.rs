//! Cells of tables in plain text: what tabs, columns of spaces, bars and the commas of exported lines set apart.

use super::context::Context;
use crate::text::{Gap, Span, TokenKind, TokenRange};

/// Spaces in a row that set columns apart, whatever stands beside them.
const COLUMN: usize = 3;

/// How far in its line the commas of an exported one are looked for, in tokens.
const FIELDS: u32 = 60;

/// Fewest commas of an exported line.
const EXPORTED: usize = 3;
/// Commas of one that stands among others.
const SPARSE: usize = 2;

/// How many lines on each side say whether a paragraph is one whose lines are as long as they can be.
const LINES: usize = 12;

/// Letters of a line that are counted.
const LONGEST_LINE: usize = 400;

/// By how many letters lines of one paragraph differ that are as long as they can be.
const SLACK: usize = 8;

/// Fewest lines beside the one at hand that show that lines are of no one length.
const RAGGED: usize = 3;

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

    /// «2  فولاد  18»: whether a number begins its line, and two blanks part it from what stands behind.
    pub(super) fn heads_columns(&self, first: u32, last: u32, sentence: TokenRange) -> bool {
        self.begins_line(first, sentence) && self.border(last, sentence) == Border::Wide
    }

    /// Whether the token stands in a line whose fields are parted by commas without blanks.
    pub(super) fn is_exported_line(&self, at: u32) -> bool {
        let (first, end) = self.line_of(at);
        match self.tight_commas(first, end) {
            commas if commas >= EXPORTED => true,
            // «فروردین,۱۲,۱۵.۲» among lines of as many fields.
            SPARSE => {
                let above = first.checked_sub(1).map(|before| self.line_of(before));
                let below = Some(self.line_of(end)).filter(|line| line.1 > line.0);
                [above, below].into_iter().flatten().any(|(from, to)| self.tight_commas(from, to) == SPARSE)
            }
            _ => false,
        }
    }

    /// The first token of a token's line, and one past the last, as far as lines are looked at.
    fn line_of(&self, at: u32) -> (u32, u32) {
        let new_line = |at: u32| self.slice_before(at).contains('\n');
        let first = (at.saturating_sub(FIELDS)..=at).rev().find(|&at| new_line(at));
        let first = first.unwrap_or(at.saturating_sub(FIELDS));
        let line = (first..at + FIELDS)
            .take_while(|&next| (next == first || !new_line(next)) && self.token_kind(next).is_some());
        (first, first + line.count() as u32)
    }

    /// How many commas without blanks part the fields of a line; none where all of its fields are numbers.
    fn tight_commas(&self, first: u32, end: u32) -> usize {
        let digits = |at: u32| self.token_kind(at) == Some(TokenKind::Digits);
        // A comma before three digits may be a mark of thousands.
        let tight = |at: &u32| {
            self.slice(*at) == ","
                && self.gap(*at) == Gap::None
                && self.gap(*at + 1) == Gap::None
                && !(*at > 0
                    && digits(*at - 1)
                    && digits(*at + 1)
                    && self.slice(*at + 1).chars().count() == 3)
        };
        // «3,25 % und 14,5 m»: the fields of a line are not all numbers.
        let worded = |at: u32| !(at > 0 && digits(at - 1) && digits(at + 1));
        let fields: Vec<u32> = (first..end).filter(tight).collect();
        if fields.iter().any(|&at| worded(at)) { fields.len() } else { 0 }
    }

    /// Whether the token begins a line that is an entry of a list, and no line of a paragraph that was too long for one: its
    /// first word would have fitted on the line before it.
    pub(super) fn begins_entry(&self, at: u32) -> bool {
        if self.gap(at) == Gap::None || !self.slice_before(at).contains('\n') {
            return false;
        }
        let list = &self.view.tokens.list;
        let Some((before, token)) =
            (at as usize).checked_sub(1).and_then(|before| list.get(before)).zip(list.get(at as usize))
        else {
            return false;
        };
        let whole = |start: u32, end: u32| self.view.slice(Span::new(start, end));
        let end = list.last().map_or(0, |last| last.span().end);
        let (above, below) = (whole(0, before.span().end), whole(token.span().start, end));
        let width = |line: &str| line.chars().take(LONGEST_LINE).count();
        let block = |line: &&str| !line.trim().is_empty();
        // «… ۲۲۰٬۰۰۰٬۰۰۰» at the end of a table's line.
        let Some(own) = above.rsplit('\n').next().filter(block) else { return false };
        if own.contains(['\t', '|']) || own.trim().contains("   ") {
            return true;
        }
        let above: Vec<usize> = above.rsplit('\n').take(LINES).take_while(block).map(width).collect();
        let below: Vec<usize> = below.split('\n').take(LINES).take_while(block).map(width).collect();
        let widest = above.iter().chain(&below).copied().max().unwrap_or(0);
        if width(own) + width(self.slice(at)) + SLACK < widest {
            return true;
        }
        // The last line of a paragraph is as long as it happens to be.
        let inner = above.iter().skip(1).chain(below.iter().rev().skip(1));
        let (count, short) = inner
            .fold((0, 0), |(count, short), &width| (count + 1, short + usize::from(width * 4 < widest * 3)));
        count >= RAGGED && short * 3 >= count
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
