//! The lines of a document and the cells of those that are rows of a table, in plain text too.

use crate::text::Span;
use memchr::{memchr, memchr_iter};

/// Blanks that set two columns apart.
const GAP: &str = "  ";

/// A line without the blanks at its end.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// One for a line of running text, and an empty one before it where it is indented.
    pub(super) cells: Vec<Span>,
    /// How many of them are not empty.
    filled: usize,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.span.start == self.span.end
    }

    /// Whether it is a line of a table.
    pub(super) fn is_row(&self) -> bool {
        self.filled > 1
    }

    /// The number of the cell that holds this byte.
    pub(super) fn cell_at(&self, at: u32) -> Option<usize> {
        let found = self.cells.partition_point(|cell| cell.end <= at);
        self.cells.get(found).is_some_and(|cell| cell.start <= at).then_some(found)
    }
}

/// All lines of a document.
#[derive(Debug)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let trimmed = line.trim_end();
            let span = Span::new(start, start + trimmed.len() as u32);
            start += line.len() as u32;
            let cells = cells(trimmed, span.start);
            let text = |cell: &&Span| {
                let (from, to) = ((cell.start - span.start) as usize, (cell.end - span.start) as usize);
                !is_empty(trimmed, from, to)
            };
            let filled = cells.iter().filter(text).count();
            Line { span, cells, filled }
        });
        Self(lines.collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Line> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Line> {
        self.0.get(at)
    }

    /// The number of the line that holds this byte.
    pub(super) fn at(&self, byte: u32) -> usize {
        self.0.partition_point(|line| line.span.start <= byte).saturating_sub(1)
    }
}

/// The cells of a line that starts at a byte: what tabs, bars, semicolons, columns of blanks or the commas of an exported line
/// set apart.
fn cells(line: &str, start: u32) -> Vec<Span> {
    let bytes = line.as_bytes();
    let has = |mark: u8| memchr(mark, bytes).is_some();
    let tight = |mark: char| {
        let mut buffer = [0; 4];
        let last = mark.encode_utf8(&mut buffer).bytes().next_back().unwrap_or_default();
        // Hardly a line has two.
        memchr_iter(last, bytes).nth(1).is_some()
            && line.split(mark).skip(1).filter(|part| !part.starts_with(' ')).count() >= 2
    };
    let gap = || memchr_iter(b' ', bytes).any(|at| bytes.get(at + 1) == Some(&b' '));
    let pieces: Vec<(usize, usize)> = if has(b'\t') {
        split(line, |at| line.get(at..).and_then(|rest| rest.starts_with('\t').then_some(1)))
    } else if has(b'|') {
        let mut pieces = split(line, |at| line.get(at..).and_then(|rest| rest.starts_with('|').then_some(1)));
        // «| a | b |»
        pieces.retain(|&(from, to)| from > 0 && to < line.len() || !is_empty(line, from, to));
        pieces
    } else if tight(';') {
        split(line, |at| line.get(at..).and_then(|rest| rest.starts_with(';').then_some(1)))
    } else if tight('؛') {
        split(line, |at| line.get(at..).and_then(|rest| rest.starts_with('؛').then_some('؛'.len_utf8())))
    } else if gap() {
        split(line, |at| {
            let rest = line.get(at..).filter(|rest| rest.starts_with(GAP))?;
            Some(rest.len() - rest.trim_start_matches(' ').len())
        })
    } else if has(b',') {
        // A comma before three digits is part of a number.
        let pieces = split(line, |at| {
            let rest = line.get(at..).filter(|rest| rest.starts_with(','))?;
            let digits = rest.chars().skip(1).take_while(|c| c.is_numeric()).count();
            let head = line.get(..at)?.chars().rev().take_while(|c| c.is_numeric()).count();
            let decimal =
                head > 0 && line.get(..at)?.trim_end_matches(char::is_numeric).ends_with(['.', '٫', '/']);
            (!((1..=3).contains(&head) && digits == 3) || decimal).then_some(1)
        });
        let tight = pieces.iter().skip(1).filter(|(from, _)| {
            line.get(*from..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' '))
        });
        if tight.count() >= 2 { pieces } else { vec![(0, line.len())] }
    } else {
        vec![(0, line.len())]
    };
    pieces.into_iter().map(|(from, to)| Span::new(start + from as u32, start + to as u32)).collect()
}

fn is_empty(line: &str, from: usize, to: usize) -> bool {
    line.get(from..to).is_none_or(|piece| piece.trim().is_empty())
}

/// The pieces between separators, of which `mark` says how long one is at a byte.
fn split(line: &str, mark: impl Fn(usize) -> Option<usize>) -> Vec<(usize, usize)> {
    let (mut pieces, mut from, mut at, mut quoted) = (Vec::new(), 0, 0, false);
    // A lone quotation mark quotes nothing.
    let quotes = line.matches('"').count().is_multiple_of(2);
    while at < line.len() {
        quoted ^= quotes && line.as_bytes().get(at) == Some(&b'"');
        let wide = if line.is_char_boundary(at) && !quoted { mark(at) } else { None };
        if let Some(wide) = wide {
            pieces.push((from, at));
            at += wide;
            from = at;
        } else {
            at += 1;
        }
    }
    pieces.push((from, line.len()));
    pieces
}
