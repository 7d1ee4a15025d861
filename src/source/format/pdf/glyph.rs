//! Glyphs on paper.

use super::ink::Ink;
use std::rc::Rc;

/// A glyph, or several that stand for one text.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Its left and right end, and its line, from the upper left corner of the page, in points.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    /// The size of its font.
    pub(super) size: f64,
    pub(super) ink: Option<Rc<Ink>>,
    /// Where its outline begins, and how wide a thousandth of an em of it is.
    pub(super) origin: f64,
    pub(super) scale: f64,
    /// The text that the file gives for it and its neighbours, by number.
    pub(super) actual: Option<usize>,
    pub(super) font: u64,
    /// Whether it is printed without colour, as programs that read scans do.
    pub(super) is_unseen: bool,
    /// What stands for it where its font turns out to say letters that it has not: a code of the outline.
    pub(super) alias: Option<char>,
    /// Whether the file tells its letters in a way that had to be mended.
    pub(super) is_guessed: bool,
}

impl Glyph {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The middle one of some numbers.
pub(super) fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
