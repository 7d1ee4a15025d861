//! From the glyphs of a page to its lines of text.

use super::content::{Shared, Shown, run};
use super::letters::is_arabic_letter;
use super::line::{Line, lines_of};
use super::order::{Direction, balance, read};
use super::split::split_all;
use crate::source::allowance::Allowance;
use crate::source::format::structure::{EditKind, PageText};
use hayro_syntax::page::{Page, Rotation};

/// A line of a page, read; the glyphs are gone.
#[derive(Clone, Debug, Default)]
pub(super) struct PrintedLine {
    pub(super) text: String,
    pub(super) edits: Vec<(usize, EditKind)>,
    /// Marks that were taken out.
    pub(super) marks: Vec<String>,
    pub(super) page: u32,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) font: u64,
    pub(super) glyphs: u32,
    /// How wide its first word is, which might have stood on the line before.
    pub(super) first_word: f64,
    /// The bounds of its column.
    pub(super) column: (f64, f64),
}

impl PrintedLine {
    /// Bytes that it holds, and as many while it is put into paragraphs.
    pub(super) fn bytes(&self) -> usize {
        let marks = self.marks.iter().map(|mark| 2 * size_of::<String>() + mark.len()).sum::<usize>();
        2 * size_of::<Self>() + self.text.len() + size_of_val(&*self.edits) + marks
    }
}

/// A page, read.
#[derive(Clone, Debug)]
pub(super) struct PrintedPage {
    pub(super) number: u32,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) rotation: u32,
    pub(super) glyphs: u32,
    pub(super) unmapped: u32,
    pub(super) text: PageText,
    pub(super) lines: Vec<PrintedLine>,
}

impl PrintedPage {
    /// Bytes that it holds.
    pub(super) fn bytes(&self) -> usize {
        2 * size_of::<Self>() + self.lines.iter().map(PrintedLine::bytes).sum::<usize>()
    }
}

/// Letters of the pages so far: of the Arabic script, and others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    arabic: usize,
    others: usize,
}

impl Letters {
    pub(super) fn is_rtl(self) -> bool {
        self.arabic > self.others
    }
}

/// Reads a page.
pub(super) fn page_of<'a>(
    page: &'a Page<'a>,
    number: u32,
    shared: &mut Shared<'a>,
    letters: &mut Letters,
) -> PrintedPage {
    let (width, height) = page.render_dimensions();
    let Shown { glyphs, actual, rules, unmapped, .. } = run(page, shared);
    let count = u32::try_from(glyphs.len()).unwrap_or(u32::MAX);
    let unseen = glyphs.iter().filter(|glyph| glyph.is_unseen).count();
    let text = match glyphs.len() {
        0 => PageText::None,
        all if 2 * unseen > all => PageText::OcrLayer,
        _ => PageText::Text,
    };
    let mut glyphs = actual.merge(glyphs);
    shared.suspects.mark(&mut glyphs);
    for c in glyphs.iter().flat_map(|glyph| glyph.text.chars()) {
        letters.arabic += usize::from(is_arabic_letter(c));
        letters.others += usize::from(!is_arabic_letter(c) && c.is_alphabetic());
    }
    let lines = split_all(lines_of(glyphs, shared.allowance), &rules, shared.allowance);
    let is_rtl = letters.is_rtl();
    let direction = Direction { is_rtl, is_mirrored: is_mirrored(&lines, is_rtl, shared.allowance) };
    let allowed = lines.iter().take_while(|_| !shared.allowance.is_over());
    PrintedPage {
        number,
        width: f64::from(width),
        height: f64::from(height),
        rotation: match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        },
        glyphs: count,
        unmapped,
        text,
        lines: allowed.map(|line| printed(line, number, direction)).collect(),
    }
}

/// Whether brackets are drawn as they look: their outlines show it, and where there are none, which way they fit together.
fn is_mirrored(lines: &[Line], is_rtl: bool, allowance: &Allowance<'_>) -> bool {
    if lines.iter().flat_map(|line| &line.glyphs).any(|glyph| glyph.ink.is_some()) {
        return true;
    }
    let votes = |is_mirrored| -> i64 {
        let allowed = lines.iter().take_while(|_| !allowance.is_over());
        allowed.map(|line| balance(&read(line, Direction { is_rtl, is_mirrored }).text)).sum()
    };
    votes(true) >= votes(false)
}

fn printed(line: &Line, page: u32, direction: Direction) -> PrintedLine {
    let read = read(line, direction);
    // Where a joiner is printed as a space, the first word ends too early on paper.
    let chars = |text: &str| text.chars().count() as f64;
    let share = read.text.split(' ').next().map_or(0.0, chars) / chars(&read.text).max(1.0);
    PrintedLine {
        text: read.text,
        edits: read.edits,
        marks: line.holes.iter().map(|(.., words)| words.clone()).collect(),
        page,
        left: line.left,
        right: line.right,
        y: line.y,
        size: line.size,
        font: line.glyphs.get(line.glyphs.len() / 2).map_or(0, |glyph| glyph.font),
        glyphs: u32::try_from(line.glyphs.len()).unwrap_or(u32::MAX),
        first_word: first_word(line).max(share * (line.right - line.left)),
        column: (line.left, line.right),
    }
}

/// The width of the word at the right end.
fn first_word(line: &Line) -> f64 {
    let mut glyphs: Vec<_> = line.glyphs.iter().collect();
    glyphs.sort_by(|a, b| b.right.total_cmp(&a.right));
    let start = glyphs.first().map_or(0.0, |glyph| glyph.right);
    let mut end = start;
    for glyph in glyphs {
        let is_space = glyph.is_blank() && glyph.width() > 0.1 * line.size;
        if is_space || end - glyph.right > 0.14 * line.size {
            break;
        }
        end = end.min(glyph.left);
    }
    start - end
}
