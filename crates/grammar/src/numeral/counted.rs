//! Scale words that are written together with what they count: «۱۲ هزارتومان», «میلیون‌نفر».
//!
//! A number ends where a word ends, so such words are parted before anything is read: «هزارتومان» becomes two tokens with
//! nothing between them.

use super::item::{Role, Words};
use crate::error::Result;
use crate::lexicon::{ClassSet, Lexicon, Sightings};
use crate::text::fold::Code;
use crate::text::{Gap, TokenKind, Tokenizer, Tokens};
use rustc_hash::FxHashSet;

/// The stage whose features say what is counted, and the features.
const STAGE: &str = "numerals";
const UNIT: &str = "unit";
const NOUN: &str = "noun";

/// Fewest letters of a word that a ZWNJ joins to a scale word and that is no ending.
const SHORTEST: usize = 3;

/// What may be glued to a scale word.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Units and classifiers, and with them all that is counted.
    units: ClassSet,
    nouns: ClassSet,
    /// Units that are other words too: «هزارپا» is an animal.
    ambiguous: FxHashSet<Box<[Code]>>,
}

impl Counted {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let with = |wanted: &[&str]| {
            lexicon.class_set(|class| {
                let features = lexicon.schema(class).map_or(&[][..], |schema| schema.features.as_slice());
                let ours = features.iter().filter(|(stage, _)| stage == STAGE);
                ours.flat_map(|(_, names)| names).any(|name| wanted.contains(&name.as_str()))
            })
        };
        let (units, nouns) = (with(&[UNIT]), with(&[UNIT, NOUN]));
        let tokenizer = Tokenizer::new();
        let mut ambiguous = FxHashSet::default();
        for entry in lexicon.entries().iter().filter(|entry| units.has(entry.class)) {
            ambiguous.extend(entry.ambiguous_forms()?.iter().map(|form| tokenizer.codes(form)));
        }
        Ok(Self { units, nouns, ambiguous })
    }

    /// Whether letters behind a scale word are what it counts; `numbered` where a number stands before it, which leaves
    /// less room for doubt.
    fn fits(&self, lexicon: &Lexicon, letters: &[Code], numbered: bool) -> bool {
        if numbered {
            return lexicon.is_form(letters, &self.nouns);
        }
        !self.ambiguous.contains(letters) && lexicon.is_form(letters, &self.units)
    }
}

/// Parts the words of a text that have a scale word and what it counts in one; returns whether there were any. What was
/// looked up of the text before does not hold any more then.
pub(crate) fn part(
    text: &str,
    tokens: &mut Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
) -> bool {
    let (mut glued, mut joined) = (Vec::new(), Vec::new());
    for at in sightings.numerals.iter().map(|at| *at as usize) {
        if tokens.list.get(at).is_none_or(|token| token.kind != TokenKind::Word) {
            continue;
        }
        let codes = tokens.codes_of(at);
        let numeral = |end: usize| {
            let letters = codes.get(..end).unwrap_or_default();
            words
                .parts(letters, lexicon)
                .filter(|parts| parts.last().is_some_and(|last| last.role == Role::Scale))
        };
        if let Some(end) = words.behind_scale(codes)
            && sightings.at(at).is_empty()
            && let Some(parts) = numeral(end)
            && words.counted().fits(
                lexicon,
                &codes[end..],
                parts.len() > 1 || numbered(tokens, lexicon, words, sightings, at),
            )
        {
            glued.push((at, end));
        } else if let Some(next) = tokens.list.get(at + 1).filter(|next| next.gap == Gap::Joiner)
            && next.kind == TokenKind::Word
            && sightings.at(at).iter().all(|sighting| sighting.length == 1)
            && let Some(parts) = numeral(codes.len())
        {
            let letters = tokens.codes_of(at + 1);
            let numbered = parts.len() > 1 || numbered(tokens, lexicon, words, sightings, at);
            let noun = numbered
                && letters.len() >= SHORTEST
                && !lexicon.is_suffix(letters)
                && !words.is_word(lexicon, sightings, at + 1, |_| true);
            if noun || words.counted().fits(lexicon, letters, numbered) {
                joined.push(at + 1);
            }
        }
    }
    for &at in &joined {
        tokens.list[at].gap = Gap::None;
    }
    tokens.part(text, &glued);
    !(glued.is_empty() && joined.is_empty())
}

/// Whether a number stands right before a word.
fn numbered(tokens: &Tokens, lexicon: &Lexicon, words: &Words, sightings: &Sightings, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    tokens.list.get(before).is_some_and(|token| token.kind == TokenKind::Digits)
        || words.is_word(lexicon, sightings, before, |role| {
            matches!(role, Role::Number | Role::Scale | Role::Half | Role::Share)
        })
}
