//! Number words that are written together with what stands behind them: «۱۲ هزارتومان», «میلیون‌نفر», «هزارو پانصد», «دوتا».
//!
//! A number ends where a word ends, so such words are parted before anything is read: «هزارتومان» becomes two tokens with
//! nothing between them.

use super::item::{Role, Word, Words};
use crate::lexicon::{Lexicon, Sightings};
use crate::text::fold::{Code, VAV};
use crate::text::{Gap, TokenKind, Tokens};
use rust_decimal::Decimal;

/// Fewest letters of a word that a ZWNJ joins to a scale word and that is no ending, and of a small number before «و».
const SHORTEST: usize = 3;

/// Parts the words of a text that have a number word and what stands behind it in one, and returns which tokens became two.
/// Where a ZWNJ stands between, the words are apart already.
pub(crate) fn part(
    text: &str,
    tokens: &mut Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
) -> Vec<usize> {
    let (mut glued, mut joined) = (Vec::new(), Vec::new());
    let looker = Looker { tokens, lexicon, words, sightings };
    for at in sightings.numerals.iter().map(|at| *at as usize) {
        if tokens.list.get(at).is_none_or(|token| token.kind != TokenKind::Word) {
            continue;
        }
        // A word that the lexicon knows stays whole.
        let unknown = sightings.at(at).is_empty();
        let end = if unknown { looker.end_of_number(at) } else { None };
        if let Some(end) = end {
            glued.push((at, end));
        } else if looker.is_joined(at) {
            joined.push(at + 1);
        }
    }
    for &at in &joined {
        tokens.list[at].gap = Gap::None;
    }
    if !glued.is_empty() {
        tokens.part(text, &glued);
    }
    glued.into_iter().map(|(at, _)| at).collect()
}

/// Looks for words to part.
struct Looker<'a> {
    tokens: &'a Tokens,
    lexicon: &'a Lexicon,
    words: &'a Words,
    sightings: &'a Sightings,
}

impl Looker<'_> {
    /// How many letters of a word that the lexicon does not know are a numeral.
    fn end_of_number(&self, at: usize) -> Option<usize> {
        let piece = || self.words.before_piece(self.lexicon, self.tokens.codes_of(at));
        self.before_counted(at).or_else(|| self.before_and(at)).or_else(piece)
    }

    /// How many letters of a word that the lexicon does not know are a numeral, where the rest is what it counts.
    fn before_counted(&self, at: usize) -> Option<usize> {
        let codes = self.tokens.codes_of(at);
        let end = self.words.behind_scale(codes)?;
        let parts = self.scaled(codes.get(..end)?)?;
        let numbered = parts.len() > 1 || self.is_numbered(at);
        let rest = codes.get(end..)?;
        // «۹ هزاردانش‌آموز»: the first part of a compound, which by itself is not counted.
        let next = self.tokens.list.get(at + 1);
        let compound = numbered && rest.len() >= SHORTEST && next.is_some_and(|next| next.gap == Gap::Joiner);
        (compound || self.words.counted().fits(self.lexicon, rest, numbered)).then_some(end)
    }

    /// How many letters of such a word stand before the «و» that it ends in: «هزارو پانصد», as people write who leave out the space
    /// before it. A number goes on behind it, and the one before is large enough to be added to; «سیو» is a loan word.
    fn before_and(&self, at: usize) -> Option<usize> {
        let codes = self.tokens.codes_of(at);
        let (_, number) = codes.split_last().filter(|(last, _)| **last == VAV)?;
        let next = self.tokens.list.get(at + 1).filter(|next| next.gap == Gap::Space)?;
        let goes_on = next.kind == TokenKind::Digits || self.is_word(at + 1, Role::is_part);
        let parts = self.words.parts(number, self.lexicon).filter(|_| goes_on)?;
        let open = parts.last().is_some_and(|word| match word.role {
            Role::Number => {
                let least = if number.len() < SHORTEST { Decimal::ONE_HUNDRED } else { Decimal::from(20) };
                word.value >= least
            }
            role => role == Role::Scale,
        });
        open.then_some(number.len())
    }

    /// Whether a ZWNJ joins what it counts to a scale word, or to a small number: «سه‌تا».
    fn is_joined(&self, at: usize) -> bool {
        let next = self.tokens.list.get(at + 1);
        let joined = next.is_some_and(|next| next.gap == Gap::Joiner && next.kind == TokenKind::Word);
        // «هزار‌تو» is known as a whole.
        if !joined || self.sightings.at(at).iter().any(|sighting| sighting.length > 1) {
            return false;
        }
        let letters = self.tokens.codes_of(at + 1);
        let Some(parts) = self.scaled(self.tokens.codes_of(at)) else {
            return self.is_word(at, |role| role == Role::Number)
                && self.words.counted().is_piece(self.lexicon, letters);
        };
        let numbered = parts.len() > 1 || self.is_numbered(at);
        let noun = numbered
            && letters.len() >= SHORTEST
            && !self.lexicon.is_suffix(letters)
            && !self.is_word(at + 1, |_| true);
        noun || self.words.counted().fits(self.lexicon, letters, numbered)
    }

    /// The parts of a numeral that ends in a scale word.
    fn scaled(&self, letters: &[Code]) -> Option<Vec<Word>> {
        let parts = self.words.parts(letters, self.lexicon)?;
        parts.last().is_some_and(|last| last.role == Role::Scale).then_some(parts)
    }

    /// Whether a number stands right before a word.
    fn is_numbered(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        self.tokens.list.get(before).is_some_and(|token| token.kind == TokenKind::Digits)
            || self
                .is_word(before, |role| matches!(role, Role::Number | Role::Scale | Role::Half | Role::Share))
    }

    fn is_word(&self, at: usize, wanted: fn(Role) -> bool) -> bool {
        self.words.is_word(self.lexicon, self.sightings, at, wanted)
    }
}
