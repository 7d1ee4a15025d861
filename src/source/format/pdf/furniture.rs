//! Heads and feet of pages: what stands at one place of several, and page numbers.

use super::letters::is_digit;
use super::page::{PrintedLine, PrintedPage};
use rustc_hash::FxHashMap;

/// The part of a page, from its top and from its foot, where heads and feet stand.
const EDGE: f64 = 0.1;

/// Words that stand beside page numbers and nowhere else by themselves, letters alone.
const PAGE_WORDS: &str = include_str!("page_words.txt");

/// Heights, in points, that count as one.
const STEP: f64 = 4.0;

/// The part of a single page above which a line by itself is its head.
const HEAD: f64 = 0.055;
/// How far below such a line the next one stands at least, in sizes of its letters.
const APART: f64 = 2.0;
/// Most letters of it.
const LONGEST: usize = 60;

/// What stands at the edges of all pages, and on how many.
pub(super) struct Furniture {
    counts: FxHashMap<(i64, String), usize>,
    pages: usize,
    /// The head of a page that is the only one: nothing repeats it.
    head: Option<(i64, String)>,
}

impl Furniture {
    pub(super) fn of(pages: &[PrintedPage]) -> Self {
        let mut counts = FxHashMap::default();
        for page in pages {
            for line in page.lines.iter().filter(|line| is_at_edge(line, page.height)) {
                *counts.entry((step(line), letters(line))).or_insert(0) += 1;
            }
        }
        let head = match pages {
            [page] => head(page).map(|line| (step(line), letters(line))),
            _ => None,
        };
        Self { counts, pages: pages.len(), head }
    }

    /// Whether a line of a page so high is one of them.
    pub(super) fn has(&self, line: &PrintedLine, height: f64) -> bool {
        if !is_at_edge(line, height) {
            return false;
        }
        let letters = letters(line);
        if letters.is_empty() || PAGE_WORDS.lines().any(|word| word == letters) {
            return true;
        }
        if self.head.as_ref().is_some_and(|(at, head)| *at == step(line) && *head == letters) {
            return true;
        }
        let around = (-1..=1).map(|by| (step(line) + by, letters.clone()));
        let pages: usize = around.filter_map(|place| self.counts.get(&place)).sum();
        pages >= (self.pages / 2).max(2)
    }
}

/// A short line in the margin of a page, of letters that are no larger than most, with nothing beside or near it.
fn head(page: &PrintedPage) -> Option<&PrintedLine> {
    let line = page.lines.iter().min_by(|a, b| a.y.total_cmp(&b.y))?;
    let mut sizes: Vec<f64> = page.lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = *sizes.get(sizes.len() / 2)?;
    let next = page.lines.iter().map(|other| other.y).filter(|y| *y > line.y).min_by(f64::total_cmp)?;
    let alone = page.lines.iter().filter(|other| step(other) == step(line)).count() == 1;
    let small = line.size <= usual + 0.5 && line.text.chars().count() <= LONGEST;
    (line.y < HEAD * page.height && alone && small && next - line.y > APART * line.size).then_some(line)
}

fn is_at_edge(line: &PrintedLine, height: f64) -> bool {
    line.y < EDGE * height || line.y > (1.0 - EDGE) * height
}

fn step(line: &PrintedLine) -> i64 {
    (line.y / STEP) as i64
}

/// The text without digits and white space.
fn letters(line: &PrintedLine) -> String {
    line.text.chars().filter(|c| !is_digit(*c) && !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::format::structure::PageText;

    fn line(text: &str, y: f64, size: f64) -> PrintedLine {
        let (text, column) = (text.to_owned(), (40.0, 380.0));
        let (edits, marks, first_word) = (Vec::new(), Vec::new(), 20.0);
        PrintedLine {
            text,
            edits,
            marks,
            page: 1,
            left: 40.0,
            right: 380.0,
            y,
            size,
            font: 1,
            glyphs: 9,
            first_word,
            column,
        }
    }

    fn page(lines: Vec<PrintedLine>) -> PrintedPage {
        let (width, height, text) = (420.0, 600.0, PageText::Text);
        PrintedPage { number: 1, width, height, rotation: 0, glyphs: 90, unmapped: 0, text, lines }
    }

    #[test]
    fn a_single_page_has_a_head_where_a_small_line_stands_in_its_margin() {
        let body = |y| line("text", y, 12.0);
        let has = |first: PrintedLine, next: f64| {
            let pages = [page(vec![first.clone(), body(next), body(95.0), body(110.0)])];
            Furniture::of(&pages).has(&first, 600.0)
        };
        assert!(has(line("Journal", 30.0, 11.0), 80.0));
        // A title, what stands below the margin, a line right above the text.
        assert!(!has(line("Journal", 30.0, 18.0), 80.0));
        assert!(!has(line("Journal", 62.0, 11.0), 90.0));
        assert!(!has(line("Journal", 30.0, 11.0), 45.0));
    }
}
