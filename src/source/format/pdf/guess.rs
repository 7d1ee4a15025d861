//! Letters of glyphs whose letter the file does not tell: the one that stands best between the letters around all places of a
//! glyph, and whose form nothing else on the pages has.

use super::letters::{ZWNJ, is_mark, is_unknown, joins_on};
use super::page::PrintedPage;
use super::trigram::{Trigrams, letter_of};
use crate::source::allowance::Allowance;
use crate::source::format::structure::EditKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Times that neighbours are looked at again, once they have letters themselves.
const ROUNDS: usize = 6;

/// How much likelier than the next one a letter is, in bits of all its places, that stands for a glyph.
const SURE: f64 = 1.0;

/// Glyphs without letters, and places of each, that are looked at: more say no more.
const CODES: usize = 1000;
const PLACES: usize = 500;

/// What the letters of a place weigh, as bytes that are read.
const PLACE: usize = 512;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// No letter: a space, a mark, a joiner, the end.
    Edge,
    /// A letter, by its number.
    Letter(usize),
    /// A glyph, by its code.
    Glyph(char),
    /// A glyph with a joiner behind it, which is none if the glyph joins nothing.
    Apart(char),
}

/// How likely a letter is, by its number.
type Scored = (f64, usize);

/// How a letter is joined: to the one before it, and to one behind it.
type Form = (bool, bool);

/// A letter in a form, of a font: one outline.
type Outline = (u64, usize, Form);

/// All places of a glyph, and what they say of its form.
#[derive(Default)]
struct Glyph {
    font: u64,
    /// What stands before it, and behind it if it is a letter that joins and if it is one that does not.
    places: Vec<(Place, [Place; 2])>,
    /// Places whose letter before joins, and those whose letter before does not.
    joined: [usize; 2],
    /// Places with a letter behind, and those without.
    followed: [usize; 2],
}

impl Glyph {
    /// The outline that it is if it is a letter.
    fn outline(&self, letter: usize) -> Outline {
        let joined = self.joined[0] > self.joined[1];
        (self.font, letter, (joined, self.followed[0] > 0 && joins_on(letter_of(letter))))
    }

    /// Whether it may be a letter: one that joins is not followed in one place and at the end of a word in another.
    fn may_be(&self, letter: usize) -> bool {
        let mixed = self.followed[0] > 0 && self.followed[1] > 0;
        let rare = self.followed[0].min(self.followed[1]) * 8 <= self.followed[0] + self.followed[1];
        !joins_on(letter_of(letter)) || !mixed || rare
    }
}

/// Puts letters in the place of glyphs, and says how many glyphs are left without one.
pub(super) fn letters(pages: &mut [PrintedPage], allowance: &Allowance<'_>) -> u64 {
    let lines = || pages.iter().flat_map(|page| &page.lines);
    if !lines().any(|line| line.text.contains(is_unknown)) {
        return 0;
    }
    let mut glyphs: FxHashMap<char, Glyph> = FxHashMap::default();
    let mut known: FxHashMap<Outline, usize> = FxHashMap::default();
    for line in lines().take_while(|line| !allowance.is_over_after(line.text.len())) {
        look((&line.text, line.font), &mut glyphs, &mut known);
    }
    let told = tell(&glyphs, &known, allowance);
    let mut lost = 0;
    for line in pages.iter_mut().flat_map(|page| &mut page.lines) {
        if line.text.contains(is_unknown) {
            lost += write(&mut line.text, &mut line.edits, &told);
        }
    }
    lost
}

fn place_of(c: char) -> Option<Place> {
    match c {
        _ if is_mark(c) || c == '\u{640}' => None,
        _ if is_unknown(c) => Some(Place::Glyph(c)),
        _ => Some(Trigrams::number(c).map_or(Place::Edge, Place::Letter)),
    }
}

/// Takes what a line shows of its letters and glyphs.
fn look(
    (text, font): (&str, u64),
    glyphs: &mut FxHashMap<char, Glyph>,
    known: &mut FxHashMap<Outline, usize>,
) {
    let chars: Vec<(char, Place)> = text.chars().filter_map(|c| Some((c, place_of(c)?))).collect();
    let places: Vec<Place> = chars.iter().map(|(_, place)| *place).collect();
    for (at, (c, place)) in chars.iter().enumerate() {
        let back = |by: usize| at.checked_sub(by).and_then(|at| chars.get(at)).copied();
        let before = match (back(1), back(2)) {
            (Some((ZWNJ, _)), Some((code, Place::Glyph(_)))) => Place::Apart(code),
            (Some((_, place)), _) => place,
            (None, _) => Place::Edge,
        };
        let behind = places.get(at + 1).copied().unwrap_or(Place::Edge);
        let joined = match before {
            Place::Edge => Some(false),
            Place::Letter(letter) => Some(joins_on(letter_of(letter))),
            Place::Glyph(_) | Place::Apart(_) => None,
        };
        let followed = behind != Place::Edge;
        // A joiner behind a glyph stands there because it does not touch the next letter: it joins nothing, or ends here.
        let is_apart = chars.get(at + 1).is_some_and(|(c, _)| *c == ZWNJ);
        match *place {
            Place::Edge | Place::Apart(_) => {}
            Place::Letter(letter) => {
                // «لا» is an outline of its own, and so are letters with a mark that the table of letters does not have.
                let is_ligature =
                    *c == 'ل' && behind == Trigrams::number('ا').map_or(Place::Edge, Place::Letter);
                let is_itself = *c == letter_of(letter) && !is_ligature;
                if let Some(joined) = joined.filter(|_| is_itself) {
                    let form = (joined, followed && joins_on(letter_of(letter)));
                    *known.entry((font, letter, form)).or_default() += 1;
                }
            }
            Place::Glyph(code) => {
                if glyphs.len() >= CODES && !glyphs.contains_key(&code) {
                    continue;
                }
                let glyph = glyphs.entry(code).or_insert_with(|| Glyph { font, ..Glyph::default() });
                if glyph.places.len() < PLACES {
                    let beyond = places.get(at + 2).copied().unwrap_or(Place::Edge);
                    glyph.places.push((before, [behind, if is_apart { beyond } else { behind }]));
                }
                if let Some(joined) = joined {
                    glyph.joined[usize::from(!joined)] += 1;
                }
                if !is_apart {
                    glyph.followed[usize::from(!followed)] += 1;
                }
            }
        }
    }
}

/// The letters of glyphs, as far as they can be told.
fn tell(
    glyphs: &FxHashMap<char, Glyph>,
    known: &FxHashMap<Outline, usize>,
    allowance: &Allowance<'_>,
) -> FxHashMap<char, usize> {
    let trigrams = Trigrams::new();
    let mut codes: Vec<char> = glyphs.keys().copied().collect();
    codes.sort_unstable();
    let mut told: FxHashMap<char, usize> = FxHashMap::default();
    let mut sure: FxHashMap<char, f64> = FxHashMap::default();
    for _ in 0..ROUNDS {
        // All letters of all glyphs, the likeliest against its next one first.
        let mut ranked: Vec<(f64, char, Vec<Scored>)> = Vec::new();
        for code in &codes {
            let Some(glyph) = glyphs.get(code) else { continue };
            if allowance.is_over_after(glyph.places.len().saturating_mul(PLACE)) {
                return told;
            }
            let is_free = |letter: usize| {
                glyph.may_be(letter) && known.get(&glyph.outline(letter)).is_none_or(|times| *times < 2)
            };
            let number = |place: &Place| match place {
                Place::Edge => Some(0),
                Place::Letter(letter) => Some(*letter),
                Place::Glyph(code) => told.get(code).copied(),
                Place::Apart(code) => {
                    let letter = told.get(code).copied();
                    letter.map(|letter| if joins_on(letter_of(letter)) { 0 } else { letter })
                }
            };
            let of = |side: usize, joins: bool| {
                let places = glyph.places.iter().map(|(before, behind)| (*before, behind[side]));
                let scores = trigrams.scores(&places.collect::<Vec<_>>(), number);
                scores.into_iter().filter(move |(_, letter)| joins_on(letter_of(*letter)) == joins)
            };
            let mut scores: Vec<Scored> = of(0, true).chain(of(1, false)).collect();
            scores.retain(|(_, letter)| is_free(*letter));
            scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let margin = margin(&scores);
            ranked.push((margin, *code, scores));
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut taken: FxHashSet<Outline> = FxHashSet::default();
        told.clear();
        for (_, code, mut scores) in ranked {
            let Some(glyph) = glyphs.get(&code) else { continue };
            scores.retain(|(_, letter)| !taken.contains(&glyph.outline(*letter)));
            if let Some((_, letter)) = scores.first() {
                taken.insert(glyph.outline(*letter));
                told.insert(code, *letter);
                sure.insert(code, margin(&scores));
            }
        }
    }
    told.retain(|code, _| sure.get(code).is_some_and(|margin| *margin >= SURE));
    told
}

fn margin(scores: &[Scored]) -> f64 {
    match scores {
        [first, second, ..] => first.0 - second.0,
        [_] => SURE,
        [] => 0.0,
    }
}

/// Writes the letters of glyphs into a line, whose edits move with them. A joiner that shapes showed behind what turns out to
/// join nothing goes.
fn write(text: &mut String, edits: &mut Vec<(usize, EditKind)>, told: &FxHashMap<char, usize>) -> u64 {
    let mut out = String::with_capacity(text.len());
    let (mut moved, mut lost, mut ends_apart) = (Vec::with_capacity(edits.len()), 0, false);
    let mut ahead = std::mem::take(edits).into_iter().peekable();
    for (at, c) in text.char_indices() {
        let own: Vec<EditKind> =
            std::iter::from_fn(|| ahead.next_if(|(place, _)| *place <= at)).map(|(_, kind)| kind).collect();
        if c == ZWNJ && ends_apart && own.contains(&EditKind::ZwnjFromShape) {
            continue;
        }
        moved.extend(own.into_iter().map(|kind| (out.len(), kind)));
        ends_apart = false;
        match told.get(&c) {
            Some(letter) => {
                let letter = letter_of(*letter);
                ends_apart = !joins_on(letter);
                out.push(letter);
            }
            None if is_unknown(c) => {
                lost += 1;
                out.push(char::REPLACEMENT_CHARACTER);
            }
            None => out.push(c),
        }
    }
    (*text, *edits) = (out, moved);
    lost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn glyphs_get_the_letter_that_fits_all_their_places() {
        // «و» wherever it stands apart.
        let text = "این دو روز در کوه و دشت بودم و نور ماه بر رود و دره می‌تابید و او نیز با برادر و خواهر خود در راه بود"
            .replace(" و", " \u{E000}")
            .replace("رو", "ر\u{E000}")
            .replace("دو", "د\u{E000}");
        let (mut glyphs, mut known) = (FxHashMap::default(), FxHashMap::default());
        look((&text, 1), &mut glyphs, &mut known);
        let told = tell(&glyphs, &known, &Allowance::of(Limits::default(), 0));
        assert_eq!(told.get(&'\u{E000}').map(|letter| letter_of(*letter)), Some('و'));
        let (mut line, mut edits) = (
            "\u{E000}\u{200C}ا x\u{E009}".to_owned(),
            vec![(3, EditKind::ZwnjFromShape), (10, EditKind::LetterGuessed)],
        );
        let told: FxHashMap<char, usize> =
            [('\u{E000}', Trigrams::number('و').expect("a letter"))].into_iter().collect();
        assert_eq!(write(&mut line, &mut edits, &told), 1);
        assert_eq!((line.as_str(), edits), ("وا x\u{FFFD}", vec![(6, EditKind::LetterGuessed)]));
    }
}
