//! Text that the file gives for some of its glyphs (`/ActualText`).

use super::glyph::Glyph;
use super::letters::typed;

/// Lines that a group of glyphs may lie apart, in sizes of its font.
const APART: f64 = 0.6;

/// The groups of a page.
#[derive(Default)]
pub(super) struct Actual {
    texts: Vec<(String, Vec<usize>)>,
    open: Vec<Option<usize>>,
}

impl Actual {
    /// A group begins, of which the text may be given.
    pub(super) fn begin(&mut self, text: Option<String>) {
        let of = match text {
            Some(text) => {
                self.texts.push((text, Vec::new()));
                Some(self.texts.len() - 1)
            }
            None => self.open.last().copied().flatten(),
        };
        self.open.push(of);
    }

    pub(super) fn end(&mut self) {
        self.open.pop();
    }

    /// Takes a glyph by its number; says which group it is of.
    pub(super) fn add(&mut self, glyph: usize) -> Option<usize> {
        let of = self.open.last().copied().flatten()?;
        self.texts.get_mut(of)?.1.push(glyph);
        Some(of)
    }

    /// Glyphs with those of a group as one, unless it spans lines or words: then they are read one by one.
    pub(super) fn merge(&self, glyphs: Vec<Glyph>) -> Vec<Glyph> {
        if self.texts.is_empty() {
            return glyphs;
        }
        let mut done = vec![false; self.texts.len()];
        let mut out = Vec::with_capacity(glyphs.len());
        for glyph in &glyphs {
            let Some(group) = glyph.actual else {
                out.push(glyph.clone());
                continue;
            };
            if done.get_mut(group).is_some_and(|done| std::mem::replace(done, true)) {
                continue;
            }
            let Some((text, members)) = self.texts.get(group) else { continue };
            let members: Vec<&Glyph> = members.iter().filter_map(|&at| glyphs.get(at)).collect();
            let several = members.len() > 1;
            let spans_lines =
                several && members.iter().any(|one| (one.y - glyph.y).abs() > APART * glyph.size);
            let spans_words = several && text.chars().count() > 3 && text.contains(' ');
            if spans_lines || spans_words {
                out.extend(members.into_iter().cloned());
                continue;
            }
            let Some(widest) = members.iter().max_by(|a, b| a.width().total_cmp(&b.width())) else {
                continue;
            };
            let text = typed(text);
            if text.is_empty() {
                continue;
            }
            out.push(Glyph {
                text,
                left: members.iter().map(|one| one.left).fold(f64::MAX, f64::min),
                right: members.iter().map(|one| one.right).fold(f64::MIN, f64::max),
                ink: widest.ink.clone().filter(|_| !several),
                ..(*widest).clone()
            });
        }
        out
    }
}
