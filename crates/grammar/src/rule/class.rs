//! What a pattern's `{name}` accepts: lexicon classes, unions of them, numbers by shape, plain tokens.

use super::input::{MatchInput, word_end};
use super::lattice::{Lattice, NUMBER};
use crate::lexicon::ClassId;
use crate::numeral::{Numeral, Script};
use crate::text::TokenKind;
use serde::Deserialize;
use std::sync::Arc;

/// The shape of a number. All that is given must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberTest {
    min: Option<i64>,
    max: Option<i64>,
    /// Only ordinals (true) or only cardinals (false).
    ordinal: Option<bool>,
    /// Whether fractions and decimals are let in; whole numbers always are.
    #[serde(default)]
    decimal: bool,
    /// How it is written.
    script: Option<ScriptTest>,
    /// Least and greatest number of digits, where it is one run of digits.
    digits: Option<[u8; 2]>,
    /// Only whole tens (true) or only others (false).
    round: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ScriptTest {
    /// One run of digits.
    Digits,
    /// No digits.
    Words,
}

impl NumberTest {
    fn accepts(&self, numeral: &Numeral, whole: Option<i64>) -> bool {
        if whole.is_none() && !self.decimal {
            return false;
        }
        let above = |min: i64| whole.map_or_else(|| numeral.value >= min.into(), |value| value >= min);
        let below = |max: i64| whole.map_or_else(|| numeral.value <= max.into(), |value| value <= max);
        self.min.is_none_or(above)
            && self.max.is_none_or(below)
            && self.ordinal.is_none_or(|wanted| numeral.ordinal == wanted)
            && self.digits.is_none_or(|[least, most]| match numeral.script {
                Script::Digits { count, .. } => (least..=most).contains(&count),
                Script::Words | Script::Mixed => true,
                Script::Marked => false,
            })
            && self.round.is_none_or(|wanted| whole.is_some_and(|value| value % 10 == 0) == wanted)
            && match self.script {
                None => true,
                Some(ScriptTest::Digits) => matches!(numeral.script, Script::Digits { .. }),
                Some(ScriptTest::Words) => numeral.script == Script::Words,
            }
    }
}

/// What a word must be.
pub(super) trait WordFeatures: std::fmt::Debug + Send + Sync {
    /// Whether tokens `first..last`, which are a word, are such a one.
    fn accepts(&self, input: MatchInput<'_>, first: usize, last: usize) -> bool;
}

/// A class, ready to test edges and tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) lexical: Lexical,
    pub(super) numbers: Vec<NumberTest>,
    /// Features of whole words, of which they have those of one; a class of such words has nothing else.
    pub(super) words: Vec<Arc<dyn WordFeatures>>,
    /// Plain tokens, which have no edge.
    pub(super) token: Option<TokenTest>,
}

/// Which lexicon classes, and which sets of them for one of its classes, a class accepts: a bit for each, by
/// [`ClassId`].
#[derive(Clone, Debug, Default)]
pub(super) struct Lexical(Vec<u64>);

impl Lexical {
    #[inline]
    pub(super) fn has(&self, class: ClassId) -> bool {
        self.0.get(usize::from(class.0 / 64)).is_some_and(|bits| bits >> (class.0 % 64) & 1 == 1)
    }

    pub(super) fn add(&mut self, class: ClassId) {
        let at = usize::from(class.0 / 64);
        self.0.resize(self.0.len().max(at + 1), 0);
        self.0[at] |= 1 << (class.0 % 64);
    }

    fn iter(&self) -> impl Iterator<Item = ClassId> {
        let end = (64 * self.0.len()).min(usize::from(u16::MAX)) as u16;
        (0..end).map(ClassId).filter(|class| self.has(*class))
    }
}

/// Plain tokens that patterns can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenTest {
    /// `{word}`: letters of the Arabic script.
    Word,
    /// `{latin}`: Latin letters.
    Latin,
    /// `{digits}`: a run of digits.
    Digits,
    /// `{any}`: any token.
    Any,
    /// `{unknown}`: letters of the Arabic script at which nothing begins that the lexicon knows.
    Unknown,
    /// `{unquoted}`: any token but a mark that closes a quotation.
    Unquoted,
}

impl TokenTest {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "word" => Self::Word,
            "latin" => Self::Latin,
            "digits" => Self::Digits,
            "any" => Self::Any,
            "unknown" => Self::Unknown,
            "unquoted" => Self::Unquoted,
            _ => return None,
        })
    }

    pub(super) fn accepts(self, kind: TokenKind) -> bool {
        match self {
            Self::Word | Self::Unknown => kind == TokenKind::Word,
            Self::Latin => kind == TokenKind::Latin,
            Self::Digits => kind == TokenKind::Digits,
            Self::Any | Self::Unquoted => true,
        }
    }
}

impl Class {
    /// Whether it accepts an entry of a class, something of a set of classes, or the numeral of this position.
    #[inline]
    pub(super) fn accepts(&self, class: ClassId, value: u32, lattice: &Lattice<'_>) -> bool {
        self.lexical.has(class) || class == NUMBER && self.accepts_number(value, lattice)
    }

    fn accepts_number(&self, position: u32, lattice: &Lattice<'_>) -> bool {
        !self.numbers.is_empty()
            && lattice
                .number(position)
                .is_some_and(|(numeral, whole)| self.numbers.iter().any(|test| test.accepts(numeral, whole)))
    }

    /// The lexicon classes it accepts, and the sets of them.
    pub(super) fn lexical(&self) -> impl Iterator<Item = ClassId> {
        self.lexical.iter()
    }

    /// Whether it is a union that has a lexicon class.
    pub(super) fn has(&self, class: ClassId) -> bool {
        self.lexical.has(class)
    }

    /// The lexicon classes alone.
    pub(super) fn into_lexical(self) -> Lexical {
        self.lexical
    }

    /// Whether it accepts numbers of some shape.
    pub(super) fn numeric(&self) -> bool {
        !self.numbers.is_empty()
    }
}

impl Class {
    /// One past the word at a token, where it is a word of this class.
    pub(super) fn word_at(&self, input: MatchInput<'_>, at: usize) -> Option<usize> {
        word_end(input, at).filter(|last| self.accepts_word(input, at, *last))
    }

    /// Whether the word that ends right before a token is one of this class.
    pub(super) fn word_before(&self, input: MatchInput<'_>, at: usize) -> bool {
        let first = (input.first..at).rev().find(|first| input.tokens.begins_word(*first));
        first.is_some_and(|first| self.word_at(input, first) == Some(at))
    }

    /// Whether tokens that are a word are one of this class.
    pub(super) fn accepts_word(&self, input: MatchInput<'_>, first: usize, last: usize) -> bool {
        self.words.iter().any(|test| test.accepts(input, first, last))
    }
}
