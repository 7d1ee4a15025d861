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

/// What stands at the edges of all pages, and on how many.
pub(super) struct Furniture {
    counts: FxHashMap<(i64, String), usize>,
    pages: usize,
}

impl Furniture {
    pub(super) fn of(pages: &[PrintedPage]) -> Self {
        let mut counts = FxHashMap::default();
        for page in pages {
            for line in page.lines.iter().filter(|line| is_at_edge(line, page.height)) {
                *counts.entry((step(line), letters(line))).or_insert(0) += 1;
            }
        }
        Self { counts, pages: pages.len() }
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
        let around = (-1..=1).map(|by| (step(line) + by, letters.clone()));
        let pages: usize = around.filter_map(|place| self.counts.get(&place)).sum();
        pages >= (self.pages / 2).max(2)
    }
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
