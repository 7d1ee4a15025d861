//! Fonts that say letters which their glyphs are not, as some writers leave them: one Latin letter for several outlines, inside of
//! Arabic words.

use super::glyph::Glyph;
use super::letters::{is_arabic_letter, is_eastern_digit};
use rustc_hash::{FxHashMap, FxHashSet};

/// Outlines that one Latin letter may have in an honest font, with swashes and small capitals.
const OUTLINES: usize = 3;

/// A gap within a word, in sizes of the font.
const WITHIN: f64 = 0.1;

/// What has been seen of the fonts of a document.
#[derive(Default)]
pub(super) struct Suspects {
    outlines: FxHashMap<(u64, String), FxHashSet<char>>,
    fonts: FxHashSet<u64>,
    /// The letters that those say.
    letters: FxHashSet<String>,
    /// Outlines whose letters are wrong.
    wrong: FxHashSet<char>,
    /// How outlines stand to digits.
    numbers: FxHashMap<char, Numeric>,
}

/// How often an outline stands somewhere, and how often that is between digits, with three of them behind it, at the end of a
/// number, or in an Arabic word.
#[derive(Clone, Copy, Default)]
struct Numeric {
    all: usize,
    between: usize,
    thousands: usize,
    beside: usize,
    in_words: usize,
}

/// Whether a character is one that fonts say where they have another.
pub(super) fn may_be_wrong(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x250 || c.is_ascii_digit() || c == '/'
}

impl Suspects {
    /// Puts a code in the place of each letter that its outline is not, and a mark in that of what stands in numbers.
    pub(super) fn mark(&mut self, glyphs: &mut [Glyph]) {
        let arabic: FxHashSet<u64> = glyphs
            .iter()
            .filter(|glyph| glyph.text.chars().any(is_arabic_letter))
            .map(|glyph| glyph.font)
            .collect();
        let of_words =
            |glyph: &&Glyph| arabic.contains(&glyph.font) && glyph.text.chars().all(char::is_alphabetic);
        for glyph in glyphs.iter().filter(of_words) {
            let Some(alias) = glyph.alias else { continue };
            let outlines = self.outlines.entry((glyph.font, glyph.text.clone())).or_default();
            outlines.insert(alias);
            if outlines.len() > OUTLINES {
                self.fonts.insert(glyph.font);
                self.letters.insert(glyph.text.clone());
            }
        }
        if self.fonts.is_empty() {
            return;
        }
        // What one font of a document says wrongly the others do too.
        let is_told = |glyph: &&Glyph| arabic.contains(&glyph.font) && self.letters.contains(&glyph.text);
        self.fonts.extend(glyphs.iter().filter(is_told).map(|glyph| glyph.font));
        self.find(glyphs);
        for glyph in glyphs {
            let Some(alias) = glyph.alias else { continue };
            if self.wrong.contains(&alias) {
                glyph.text = alias.to_string();
            } else if let Some(mark) =
                self.numeric(alias).filter(|_| glyph.text.chars().all(char::is_alphabetic))
            {
                glyph.text = mark.to_string();
                glyph.is_guessed = true;
            }
        }
    }

    /// Finds the outlines that stand in Arabic words, those that share their letter with others, and those of numbers.
    fn find(&mut self, glyphs: &[Glyph]) {
        let mut order: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.is_blank()).collect();
        let line = |glyph: &Glyph| (4.0 * glyph.y).round();
        order.sort_by(|a, b| line(a).total_cmp(&line(b)).then(a.left.total_cmp(&b.left)));
        let is_next = |left: &Glyph, right: &Glyph| {
            let size = left.size.max(right.size);
            (left.y - right.y).abs() < 0.1 * size && right.left - left.right < WITHIN * size
        };
        let is_digit = |glyph: &Glyph| glyph.text.chars().all(is_eastern_digit);
        for (at, glyph) in order.iter().enumerate() {
            let Some(alias) = glyph.alias.filter(|_| self.fonts.contains(&glyph.font)) else { continue };
            let left = at.checked_sub(1).and_then(|at| order.get(at)).filter(|left| is_next(left, glyph));
            let right = order.get(at + 1).filter(|right| is_next(glyph, right));
            let arabic = |other: &&&Glyph| other.text.chars().any(is_arabic_letter);
            let in_word = left.filter(arabic).is_some() || right.filter(arabic).is_some();
            let behind = order.get(at + 1..).unwrap_or_default();
            let digits = behind.iter().zip(order.get(at..).unwrap_or_default());
            let digits =
                digits.take_while(|(digit, before)| is_digit(digit) && is_next(before, digit)).count();
            let begins = left.is_some_and(|left| is_digit(left));
            let numeric = self.numbers.entry(alias).or_default();
            numeric.all += 1;
            numeric.in_words += usize::from(in_word);
            // Signs and digits stand beside words too.
            let is_letter = glyph.text.chars().all(char::is_alphabetic);
            if in_word && (is_letter || 2 * numeric.in_words > numeric.all) {
                self.wrong.insert(alias);
            }
            numeric.between += usize::from(begins && digits > 0);
            numeric.thousands += usize::from(begins && digits == 3);
            numeric.beside += usize::from(begins != (digits > 0));
        }
        let is_wrong = |(font, letter): &(u64, String), outlines: usize| {
            (outlines > 1 || self.letters.contains(letter)) && self.fonts.contains(font)
        };
        let shared = self.outlines.iter().filter(|(key, all)| is_wrong(key, all.len()));
        let shared: Vec<char> = shared.flat_map(|(_, outlines)| outlines.iter().copied()).collect();
        self.wrong.extend(shared);
    }

    /// The mark that an outline is, where it is a letter that stands in numbers alone.
    fn numeric(&self, alias: char) -> Option<char> {
        let Numeric { all, between, thousands, beside, .. } = *self.numbers.get(&alias)?;
        match () {
            () if between == all && thousands == all => Some('\u{66C}'),
            () if between == all => Some('\u{66B}'),
            () if beside == all => Some('\u{66A}'),
            () => None,
        }
    }
}
