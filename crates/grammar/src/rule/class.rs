//! What a pattern's `{name}` accepts: lexicon classes, unions of them, numbers by shape, words by features, plain tokens.

use super::input::{MatchInput, word_end};
use super::known::Known;
use super::lattice::{Lattice, NUMBER};
use super::memory::QUESTIONS;
use crate::lexicon::{ClassId, ClassSet, Lemma};
use crate::limits::PLAIN_TOKENS;
use crate::numeral::{Numeral, Script};
use crate::text::TokenKind;
use serde::Deserialize;
use std::sync::Arc;

/// The shape of a number. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
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
    /// Only multiples of ten (true) or only others (false).
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
    /// Why no number can have this shape.
    pub(super) fn fault(&self) -> Option<String> {
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            return Some(format!("expected min up to max, found min = {min} and max = {max}"));
        }
        match self.digits {
            Some([0, _]) => Some("digits: expected at least 1, found 0".to_owned()),
            Some([least, most]) if least > most => {
                Some(format!("digits: expected the least and the greatest number, found [{least}, {most}]"))
            }
            Some(_) if self.script == Some(ScriptTest::Words) => {
                Some("expected no `digits` beside script = \"words\", found them".to_owned())
            }
            _ => None,
        }
    }

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

    /// Whether a word that begins with a token of which this is known, and nothing else, may be such a one.
    fn may_accept(&self, known: Known<'_>) -> bool;

    /// The verbs that it names.
    fn verbs(&self) -> Vec<Lemma>;
}

/// Words by their features.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// Which ones they are among all that classes have.
    pub(super) number: u16,
    pub(super) features: Arc<dyn WordFeatures>,
}

/// A class, ready to test edges and tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub(super) name: String,
    /// How deep it is made of others that files define; 0 for one of the lexicon.
    pub(super) height: usize,
    /// The lexicon classes it accepts.
    lexical: ClassSet,
    numbers: Vec<NumberTest>,
    /// What whole words must be, one or the other; a class of such words has nothing else.
    words: Vec<Words>,
    /// Plain tokens, which have no edge.
    pub(super) token: Option<TokenTest>,
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
    /// Those that [`PLAIN_TOKENS`] names, in their order.
    const ALL: [Self; PLAIN_TOKENS.len()] =
        [Self::Word, Self::Unknown, Self::Latin, Self::Digits, Self::Any, Self::Unquoted];

    fn named(name: &str) -> Option<Self> {
        PLAIN_TOKENS.iter().zip(Self::ALL).find(|(known, _)| **known == name).map(|(_, test)| test)
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
    /// A class of nothing.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// The words of a class of a lexicon.
    pub(super) fn of_lexicon(name: &str, lexical: ClassSet) -> Self {
        Self { lexical, ..Self::named(name) }
    }

    /// Plain tokens, where some are called so.
    pub(super) fn of_tokens(name: &str) -> Option<Self> {
        Some(Self { token: Some(TokenTest::named(name)?), ..Self::named(name) })
    }

    /// Adds what another class accepts.
    pub(super) fn join(&mut self, part: &Self) {
        self.lexical.join(&part.lexical);
        part.numbers.iter().for_each(|test| self.count(Some(test.clone())));
        part.words.iter().for_each(|words| self.read_words(words.clone()));
    }

    /// Adds numbers of a shape.
    pub(super) fn count(&mut self, test: Option<NumberTest>) {
        let test = test.filter(|test| !self.numbers.contains(test));
        self.numbers.extend(test);
    }

    /// Adds words by their features.
    pub(super) fn read_words(&mut self, words: Words) {
        if !self.words.iter().any(|known| known.number == words.number) {
            self.words.push(words);
        }
        self.token = Some(TokenTest::Word);
    }

    /// Whether it accepts an entry of a class, something of a set of classes, or the numeral of this position.
    #[inline]
    pub(super) fn accepts(&self, class: ClassId, value: u32, lattice: &Lattice<'_>) -> bool {
        self.lexical.has(class) || class == NUMBER && self.accepts_number(value, lattice)
    }

    /// Whether it may accept something of a class, or a numeral.
    #[inline]
    pub(super) fn may_accept(&self, class: ClassId) -> bool {
        self.lexical.has(class) || class == NUMBER && self.numeric()
    }

    fn accepts_number(&self, position: u32, lattice: &Lattice<'_>) -> bool {
        !self.numbers.is_empty()
            && lattice
                .number(position)
                .is_some_and(|(numeral, whole)| self.numbers.iter().any(|test| test.accepts(numeral, whole)))
    }

    /// Whether a token of which this is known, and nothing else, may be one of this class: what it denies is so.
    pub(super) fn may_be(&self, known: Known<'_>) -> bool {
        let Known { token, classes, .. } = known;
        if self.has_words() {
            return token == TokenKind::Word
                && self.words.iter().any(|words| words.features.may_accept(known));
        }
        match self.token {
            Some(TokenTest::Unknown) => token == TokenKind::Word && classes.is_empty(),
            Some(test) => test.accepts(token),
            None => self.may_have(classes),
        }
    }

    /// The verbs that its words are forms of, where it names them.
    pub(super) fn verbs(&self) -> impl Iterator<Item = Lemma> {
        self.words.iter().flat_map(|words| words.features.verbs())
    }

    /// Whether it accepts some entries or numbers of these classes.
    pub(super) fn may_have(&self, known: &[ClassId]) -> bool {
        known.iter().any(|class| self.may_accept(*class))
    }

    /// The lexicon classes it accepts, and the sets of them.
    pub(super) fn lexical(&self) -> impl Iterator<Item = ClassId> {
        self.lexical.iter()
    }

    /// The same as a set.
    pub(super) const fn entries(&self) -> &ClassSet {
        &self.lexical
    }

    /// Whether it accepts numbers of some shape.
    pub(super) fn numeric(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Whether it accepts whole words by their features, and nothing else.
    #[inline]
    pub(super) fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

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
        let alone = (last == first + 1).then(|| input.lattice.known_alone(input.tokens, first)).flatten();
        self.words.iter().any(|words| {
            let find = || words.features.accepts(input, first, last);
            match alone {
                Some((word, spaced)) if words.number < QUESTIONS => {
                    input.lattice.memory().answer(word, spaced, words.number, find)
                }
                _ => input.answers.of(words.number, first, find),
            }
        })
    }
}
