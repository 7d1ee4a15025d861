//! What the lexicon knows of words by themselves, by their number.

use super::compiled::Lexicon;
use super::going_on::Head;
use super::sighting::{Place, Sighting};
use crate::text::fold::Code;
use crate::text::{Gap, TokenKind, Tokens, WordIndex};

/// What the lexicon knows of the words of an index.
#[derive(Debug, Default)]
pub struct KnownWords {
    /// What words are by themselves, one after the other.
    sightings: Vec<Sighting>,
    /// By number, from 1.
    words: Vec<KnownWord>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct KnownWord {
    /// Where its sightings stand among those of all words, and its kind, which the rules have numbers for.
    pub place: Place,
    /// Whether a number may begin with it.
    pub counts: bool,
    /// Whether something that begins with it takes suffixes, so that a part behind a ZWNJ may be one.
    inflects: bool,
    /// Whether suffixes of it may stand apart.
    apart: bool,
    /// The word, where forms go on behind it.
    head: Option<Head>,
}

impl KnownWord {
    /// Whether what begins at token `at`, which is this word, does not depend on the tokens behind it.
    #[inline]
    pub(super) fn stands_alone(&self, lexicon: &Lexicon, tokens: &Tokens, at: usize) -> bool {
        let Some(next) = tokens.list.get(at + 1) else { return true };
        if !(self.inflects || self.head.is_some()) {
            return true;
        }
        let letters = tokens.codes_of(at + 1);
        !(self.inflects && next.gap == Gap::Joiner
            || self.apart && next.gap == Gap::Space && lexicon.apart.allows(letters)
            || self.head.is_some_and(|head| lexicon.going_on.allows(head, letters)))
    }
}

impl KnownWords {
    /// Looks up the words that an index has more than these. `counts` says of letters, and of what is found of them where
    /// number words may be among it, whether a number may begin with them, `kind` of a token, how it is written
    /// and its letters, and of what is found of it which kind it is of.
    pub fn learn(
        &mut self,
        lexicon: &Lexicon,
        index: &WordIndex,
        counts: impl Fn(&[Code], &[Sighting]) -> bool,
        mut kind: impl FnMut(TokenKind, &str, &[Code], &[Sighting]) -> u16,
    ) {
        let mut tokens = Tokens::default();
        for number in self.end()..index.end() {
            tokens.become_word(index, number);
            let codes = tokens.codes_of(0);
            let token = index.kind(number).unwrap_or(TokenKind::Line);
            let start = self.sightings.len();
            let list = &mut self.sightings;
            let mut look_up = |written: &str| {
                let found = lexicon.look_up_token(written, &tokens, 0, list);
                (found, kind(token, written, codes, list.get(start..).unwrap_or_default()))
            };
            // Only of marks it matters how they are written.
            let (found, kind) = match token {
                TokenKind::Word => look_up(""),
                _ => index.with_word(number, look_up),
            };
            let place = Place { kind, ..Place::new(&mut self.sightings, start) };
            let words = self.sightings.get(place.range()).filter(|_| found.counts).unwrap_or_default();
            self.words.push(KnownWord {
                place,
                counts: counts(codes, words),
                inflects: found.inflects,
                apart: found.apart,
                head: lexicon.going_on.head(codes),
            });
        }
    }

    /// One more than the number of the last word.
    #[must_use]
    pub const fn end(&self) -> u32 {
        self.words.len() as u32 + 1
    }

    /// What is known of a word.
    #[must_use]
    #[inline]
    pub fn get(&self, number: u32) -> Option<&KnownWord> {
        self.words.get((number as usize).wrapping_sub(1))
    }

    /// Takes what all words are out, one after the other, for a text that adds its own behind it.
    pub fn take(&mut self) -> Vec<Sighting> {
        std::mem::take(&mut self.sightings)
    }

    /// Gives back what was taken, as it was.
    pub fn give_back(&mut self, sightings: Vec<Sighting>) {
        self.sightings = sightings;
    }
}
