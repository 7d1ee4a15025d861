//! Paragraphs, headings and rows of tables, from the lines of all pages.

use super::column::cut;
use super::furniture::Furniture;
use super::glyph::median;
use super::letters::is_digit;
use super::page::{PrintedLine, PrintedPage};
use crate::source::allowance::Allowance;
use std::ops::RangeInclusive;

/// How much of the size of its font may be free at the end of a full line.
const FLUSH: f64 = 0.35;
/// How many full lines tell whether a document is justified.
const FEWEST_FULL: u32 = 6;

/// Lines that belong together.
#[derive(Debug)]
pub(super) enum Printed {
    Paragraph(Vec<PrintedLine>),
    Heading(PrintedLine, u8),
    Note(Vec<PrintedLine>),
    /// Cells side by side, the first at the right.
    Row(Vec<PrintedLine>),
    /// The head or foot of a page.
    Furniture(PrintedLine),
}

impl Printed {
    /// Its lines.
    pub(super) fn lines(&self) -> &[PrintedLine] {
        match self {
            Self::Paragraph(lines) | Self::Note(lines) | Self::Row(lines) => lines,
            Self::Heading(line, _) | Self::Furniture(line) => std::slice::from_ref(line),
        }
    }
}

/// The parts that the lines of a document make together, in order; where that is more than is allowed, not all of them.
pub(super) fn assemble(pages: Vec<PrintedPage>, is_rtl: bool, allowance: &Allowance<'_>) -> Vec<Printed> {
    let furniture = Furniture::of(&pages);
    let body = body_size(&pages);
    let (out, notes) = (Vec::new(), Vec::new());
    let mut blocks = Assembly { out, notes, body, open: None, is_rtl, full: 0, flush: 0, allowance };
    for page in pages {
        if allowance.is_over() {
            break;
        }
        let height = page.height;
        let (edges, lines): (Vec<_>, Vec<_>) =
            page.lines.into_iter().partition(|line| furniture.has(line, height));
        blocks.page(lines, height);
        blocks.out.extend(edges.into_iter().map(Printed::Furniture));
    }
    blocks.finish()
}

/// The size of most of the text.
fn body_size(pages: &[PrintedPage]) -> f64 {
    let mut sizes: Vec<(f64, u64)> =
        pages.iter().flat_map(|page| &page.lines).map(|line| (line.size, u64::from(line.glyphs))).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, glyphs)| glyphs).sum::<u64>() / 2;
    let mut count = 0;
    let middle = sizes.iter().find(|(_, glyphs)| {
        count += glyphs;
        count > half
    });
    middle.map_or(10.0, |(size, _)| *size)
}

struct Assembly<'a> {
    out: Vec<Printed>,
    notes: Vec<PrintedLine>,
    body: f64,
    /// The size of the last line of the page before, where its paragraph may go on.
    open: Option<f64>,
    is_rtl: bool,
    /// Lines so far that look full by the first word of what stands below them, and those that end at the edge of their
    /// column: in a justified document nearly all do.
    full: u32,
    flush: u32,
    allowance: &'a Allowance<'a>,
}

impl Assembly<'_> {
    fn page(&mut self, lines: Vec<PrintedLine>, height: f64) {
        let mut blocks = cut(lines, self.allowance);
        self.measure(&blocks);
        // Small text at the foot of a page is notes.
        let is_note = |block: &Vec<PrintedLine>| {
            let weighted =
                block.iter().flat_map(|line| std::iter::repeat_n(line.size, line.glyphs.min(400) as usize));
            let size = median(weighted.collect()).unwrap_or(self.body);
            let top = block.iter().map(|line| line.y).fold(f64::MAX, f64::min);
            size < 0.9 * self.body && top > 0.4 * height
        };
        let notes = blocks.iter().rev().take_while(|block| is_note(block)).count();
        // A page of small text alone is no foot of one.
        if notes < blocks.len() {
            for mut block in blocks.split_off(blocks.len() - notes) {
                block.sort_by(|a, b| a.y.total_cmp(&b.y));
                self.notes.extend(block);
            }
        }
        let rows: Vec<Vec<PrintedLine>> =
            blocks.into_iter().flat_map(|block| rows_of(block, self.allowance)).collect();
        self.rows(rows);
    }

    fn rows(&mut self, rows: Vec<Vec<PrintedLine>>) {
        let leading = leading(&rows);
        let mut before: Option<PrintedLine> = None;
        let count = rows.len();
        for (n, mut row) in rows.into_iter().enumerate() {
            if row.len() > 1 {
                row.sort_by(|a, b| {
                    if self.is_rtl { b.right.total_cmp(&a.right) } else { a.left.total_cmp(&b.left) }
                });
                self.out.push(Printed::Row(row));
                (before, self.open) = (None, None);
                continue;
            }
            let Some(line) = row.pop() else { continue };
            let open = self.paragraph_to_go_on().and_then(|lines| lines.first());
            let in_item = open.is_some_and(|first| begins_item(&first.text));
            let joins = match &before {
                Some(before) => self.goes_on(before, &line, in_item, leading),
                None => {
                    let open = self.open.filter(|_| n == 0);
                    open.is_some_and(|size| {
                        (line.size - size).abs() < 0.08 * line.size && self.indent(&line) < 0.9 * line.size
                    })
                }
            };
            let is_last = n + 1 == count;
            let full = self.room(&line) < 2.0 * line.size;
            let ends = line.text.ends_with(['.', ':', '\u{61B}', '\u{61F}', '»']);
            self.open = (is_last && full && !ends).then_some(line.size);
            before = Some(line.clone());
            match self.paragraph_to_go_on().filter(|_| joins) {
                Some(paragraph) => paragraph.push(line),
                None => self.out.push(Printed::Paragraph(vec![line])),
            }
        }
    }

    /// The paragraph that the next line may go on: the last one, also over the edges of pages.
    fn paragraph_to_go_on(&mut self) -> Option<&mut Vec<PrintedLine>> {
        self.out.iter_mut().rev().find(|part| !matches!(part, Printed::Furniture(_))).and_then(|part| {
            match part {
                Printed::Paragraph(lines) => Some(lines),
                _ => None,
            }
        })
    }

    /// How far a line begins from the edge of its column.
    fn indent(&self, line: &PrintedLine) -> f64 {
        if self.is_rtl { line.column.1 - line.right } else { line.left - line.column.0 }
    }

    /// What is free at the end of a line.
    fn room(&self, line: &PrintedLine) -> f64 {
        if self.is_rtl { line.left - line.column.0 } else { line.column.1 - line.right }
    }

    /// Counts the full lines of a page.
    fn measure(&mut self, blocks: &[Vec<PrintedLine>]) {
        for pair in blocks.iter().flat_map(|block| block.windows(2)) {
            let [before, line] = pair else { continue };
            let room = self.room(before);
            if line.y > before.y && room < line.first_word + FLUSH * before.size {
                self.full += 1;
                self.flush += u32::from(room < FLUSH * before.size);
            }
        }
    }

    /// Whether a line goes on with the paragraph of the one before.
    fn goes_on(&self, before: &PrintedLine, line: &PrintedLine, in_item: bool, leading: f64) -> bool {
        let below = line.y - before.y;
        let room = self.room(before);
        let is_justified = self.full >= FEWEST_FULL && 5 * self.flush >= 4 * self.full;
        let word = if is_justified { 0.0 } else { line.first_word };
        let is_full = room < word + FLUSH * before.size;
        let same_size = (line.size - before.size).abs() < 0.08 * line.size;
        let same_font = line.font == before.font || line.right - line.left > 3.0 * line.size;
        let next_column = below < 0.0;
        let is_indented =
            !next_column && self.indent(line) > 0.9 * line.size && self.indent(before) < 0.3 * line.size;
        // An item mostly is one sentence; where it ends inside of the line, the item does.
        let is_item = ends(&before.text) && (begins_item(&line.text) || in_item && room > before.size);
        is_full
            && same_size
            && same_font
            && !is_indented
            && !is_item
            && (next_column || below < 1.25 * leading)
    }

    fn finish(mut self) -> Vec<Printed> {
        let (mut notes, mut open): (Vec<Vec<PrintedLine>>, bool) = (Vec::new(), false);
        for line in std::mem::take(&mut self.notes) {
            let full = self.room(&line) < 3.0 * line.size;
            let next_open = full && !line.text.ends_with('.');
            match notes.last_mut().filter(|_| open && !line.text.starts_with(is_digit)) {
                Some(note) => note.push(line),
                None => notes.push(vec![line]),
            }
            open = next_open;
        }
        let body = self.body;
        let parts = self.out.into_iter().map(|part| heading(part, body));
        parts.chain(notes.into_iter().map(Printed::Note)).collect()
    }
}

/// Whether a sentence or a part of one ends with a line.
fn ends(text: &str) -> bool {
    text.ends_with(['.', ':', '!', '\u{61B}', '\u{61F}'])
}

/// Whether a line begins with a label: «۳-», «ب)», «تبصره ۲-».
fn begins_item(text: &str) -> bool {
    let numbered = |word: &str| {
        let label = word.trim_end_matches(['-', '–', ')', '.']);
        let short = (1..=3).contains(&label.chars().count());
        label.len() < word.len() && short && label.chars().all(is_digit)
    };
    let lettered = |word: &str| {
        let label = word.trim_end_matches([')', '-']);
        let short = (1..=3).contains(&label.chars().count());
        label.len() < word.len() && short && label.chars().all(char::is_alphabetic)
    };
    let mut words = text.split_whitespace();
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let is_word = first.chars().count() <= 6 && first.chars().all(char::is_alphabetic);
    numbered(first) || lettered(first) || is_word && second.is_some_and(numbered)
}

/// A short paragraph in larger letters than the others is a heading.
fn heading(part: Printed, body: f64) -> Printed {
    match part {
        Printed::Paragraph(mut lines) if lines.len() == 1 => match lines.pop() {
            Some(line) if line.size > 1.12 * body && line.text.chars().any(char::is_alphabetic) => {
                let level = if line.size > 1.3 * body { 1 } else { 2 };
                Printed::Heading(line, level)
            }
            line => Printed::Paragraph(line.into_iter().collect()),
        },
        part => part,
    }
}

/// Lines of a block that stand at one height are cells of a row.
fn rows_of(block: Vec<PrintedLine>, allowance: &Allowance<'_>) -> Vec<Vec<PrintedLine>> {
    let mut rows: Vec<(Vec<PrintedLine>, RangeInclusive<f64>)> = Vec::new();
    for line in block {
        if allowance.is_over() {
            break;
        }
        let near = 0.3 * line.size;
        let is_at = |height: f64| (height - line.y).abs() < near;
        // Lines come from the top, but for those of one height.
        let own = rows.iter_mut().rev().take(8).find(|(_, at)| is_at(*at.start()) && is_at(*at.end()));
        match own {
            Some((row, at)) => {
                *at = at.start().min(line.y)..=at.end().max(line.y);
                row.push(line);
            }
            None => {
                let at = line.y..=line.y;
                rows.push((vec![line], at));
            }
        }
    }
    rows.into_iter().map(|(row, _)| row).collect()
}

/// The usual distance of lines.
fn leading(rows: &[Vec<PrintedLine>]) -> f64 {
    let mut distances: Vec<f64> = rows
        .windows(2)
        .filter_map(|pair| match pair {
            [before, next] if before.len() == 1 && next.len() == 1 => {
                let (before, next) = (before.first()?, next.first()?);
                Some(next.y - before.y).filter(|below| *below > 0.0 && *below < 3.0 * next.size)
            }
            _ => None,
        })
        .collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 3).copied().unwrap_or(14.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_begin_items_and_numbers_alone_do_not() {
        for (text, expected) in [
            ("۳- باغ", true),
            ("ب) باغ", true),
            ("فصل ۴- باغ", true),
            ("۱۲. باغ", true),
            ("۳ باغ", false),
            ("۱۴۰۰- باغ", false),
            ("باغ ۳ درخت", false),
            ("", false),
        ] {
            assert_eq!(begins_item(text), expected, "{text}");
        }
    }
}
