//! Lines: glyphs that stand on one.

use super::glyph::{Glyph, median};
use super::letters::{is_digit, is_mark};
use crate::source::allowance::Allowance;

/// Lines of a page beyond which marks are not looked for between them: no printed page has so many.
const MANY: usize = 4000;

/// A line of a page, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where raised marks were taken out: left end, right end, words.
    pub(super) holes: Vec<(f64, f64, String)>,
}

impl Line {
    pub(super) fn new(glyphs: Vec<Glyph>, y: f64, size: f64, holes: Vec<(f64, f64, String)>) -> Self {
        let mut line = Self { glyphs, y, size, left: 0.0, right: 0.0, holes };
        line.measure();
        line
    }

    fn inked(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs.iter().filter(|glyph| !glyph.is_blank())
    }

    /// Takes its place and size from its glyphs.
    fn measure(&mut self) {
        self.size = median(self.inked().map(|glyph| glyph.size).collect()).unwrap_or(self.size);
        self.y = median(self.inked().map(|glyph| glyph.y).collect()).unwrap_or(self.y);
        self.left = self.inked().map(|glyph| glyph.left).fold(f64::MAX, f64::min);
        self.right = self.inked().map(|glyph| glyph.right).fold(f64::MIN, f64::max);
    }
}

/// The lines of a page from its top to its foot.
pub(super) fn lines_of(mut glyphs: Vec<Glyph>, allowance: &Allowance<'_>) -> Vec<Line> {
    glyphs.retain(|glyph| !glyph.text.is_empty() && glyph.size > 1.0);
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        let on = |line: &&mut Line| {
            let larger = line.size.max(glyph.size);
            let differ = glyph.size < 0.8 * line.size || line.size < 0.8 * glyph.size;
            (glyph.y - line.y).abs() < if differ { 0.12 } else { 0.25 } * larger
        };
        match lines.iter_mut().rev().take(8).find(on) {
            Some(line) => {
                if !glyph.is_blank() {
                    line.size = line.size.max(glyph.size);
                }
                line.glyphs.push(glyph);
            }
            None => {
                let (y, size) = (glyph.y, glyph.size);
                lines.push(Line { glyphs: vec![glyph], y, size, left: 0.0, right: 0.0, holes: Vec::new() });
            }
        }
    }
    lines.iter_mut().for_each(Line::measure);
    if lines.len() <= MANY {
        join_marks(&mut lines, allowance);
    }
    lines
}

/// Raised marks of notes leave the text, and marks of letters that stand on a line of their own join the line that they touch.
fn join_marks(lines: &mut Vec<Line>, allowance: &Allowance<'_>) {
    let mut at = 0;
    while at < lines.len() {
        if allowance.is_over_after(lines.len().saturating_mul(8)) {
            return;
        }
        match lines.get(at).and_then(|line| host(lines, at, line)) {
            Some((host, is_mark)) => {
                let line = lines.remove(at);
                let host = if host > at { host - 1 } else { host };
                if let Some(host) = lines.get_mut(host) {
                    if is_mark {
                        host.glyphs.extend(line.glyphs);
                        host.measure();
                    } else {
                        let words = line.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
                        host.holes.push((line.left, line.right, words));
                    }
                }
            }
            None => at += 1,
        }
    }
}

/// The line that a small one belongs to, and whether it is marks of letters.
fn host(lines: &[Line], at: usize, line: &Line) -> Option<(usize, bool)> {
    let all = |of: fn(char) -> bool| line.glyphs.iter().all(|glyph| glyph.text.chars().all(of));
    if !all(|c| is_digit(c) || is_mark(c) || c == '*' || c == ' ') {
        return None;
    }
    let is_mark = all(|c| is_mark(c) || c == ' ');
    let touches = |other: &Line| {
        (is_mark || line.size < 0.85 * other.size)
            && (other.y - line.y).abs() < 0.75 * other.size
            && other.left - 2.0 * line.size < line.right
            && other.right + 2.0 * line.size > line.left
    };
    let hosts = lines.iter().enumerate().filter(|(n, other)| *n != at && touches(other));
    let nearest = hosts.min_by(|(_, a), (_, b)| (a.y - line.y).abs().total_cmp(&(b.y - line.y).abs()));
    nearest.map(|(host, _)| (host, is_mark))
}
