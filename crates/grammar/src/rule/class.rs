//! What a pattern's `{name}` accepts: lexicon classes, unions of them, numbers by shape, plain tokens.

use super::lattice::{Lattice, NUMBER};
use super::word::{PartsOfWords, WordTest, WordText};
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Lexicon};
use crate::numeral::{Numeral, Script};
use crate::suggestion::with_nearest;
use crate::text::TokenKind;
use crate::toml_error::refused;
use serde::Deserialize;
use std::sync::Arc;

/// The file `rules/classes.toml`: classes that are made of others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassFile {
    #[serde(default, rename = "class")]
    pub(super) classes: Vec<ClassText>,
}

/// A class as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClassText {
    pub(super) name: String,
    pub(super) summary: String,
    /// Lexicon classes, or classes defined above, of which it is the union.
    #[serde(default)]
    any: Vec<String>,
    /// Or numbers of this shape.
    number: Option<NumberTest>,
    /// Or whole words that have these features.
    word: Option<WordText>,
}

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

/// A class, ready to test edges and tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub(super) name: String,
    lexical: Lexical,
    numbers: Vec<NumberTest>,
    /// Features of whole words, of which they have those of one; a class of such words has nothing else.
    pub(super) words: Vec<Arc<WordTest>>,
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

    fn add(&mut self, class: ClassId) {
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
    fn named(name: &str) -> Option<Self> {
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

/// All classes that patterns can name.
#[derive(Debug)]
pub(super) struct Classes<'l> {
    lexicon: &'l Lexicon,
    defined: Vec<Arc<Class>>,
}

impl<'l> Classes<'l> {
    pub(super) const fn new(lexicon: &'l Lexicon) -> Self {
        Self { lexicon, defined: Vec::new() }
    }

    pub(super) fn add(&mut self, name: &str, text: &str) -> Result<()> {
        let file: ClassFile = toml::from_str(text).map_err(|cause| refused(name, text, &cause))?;
        let words = file.classes.iter().filter_map(|class| class.word.as_ref());
        let parts = PartsOfWords::new(words, self.lexicon).map_err(|cause| cause.at(name.to_owned()))?;
        let mut own: Vec<String> = Vec::with_capacity(file.classes.len());
        for text in file.classes {
            if own.contains(&text.name) {
                return Err(Error::configuration("expected each class of a file once, found the name again")
                    .at(format!("{name}, class {:?}", text.name)));
            }
            own.push(text.name.clone());
            if text.summary.is_empty() {
                return Err(Error::configuration("the class has no summary")
                    .at(format!("{name}, class {:?}", text.name)));
            }
            if self.lexicon.class(&text.name).is_some() {
                return Err(Error::configuration(
                    "a lexicon file has this class already: expected another name",
                )
                .at(format!("{name}, class {:?}", text.name)));
            }
            let here = |cause: Error| cause.at(format!("{name}, class {:?}", text.name));
            let mut class = Class { name: text.name.clone(), ..self.union(&text.any).map_err(here)? };
            class.numbers.extend(text.number);
            if let Some(word) = &text.word {
                class.words.push(Arc::new(WordTest::new(word, self, self.lexicon, &parts).map_err(here)?));
            }
            if !class.words.is_empty() {
                class.token = Some(TokenTest::Word);
            }
            self.defined.retain(|old| old.name != class.name);
            self.defined.push(Arc::new(class));
        }
        Ok(())
    }

    /// A class without a name that is all of these.
    pub(super) fn union(&self, names: &[String]) -> Result<Class> {
        let mut class = Class::default();
        for name in names {
            let part = self.get(name)?;
            part.lexical().for_each(|part| class.lexical.add(part));
            class.numbers.extend(part.numbers.iter().cloned());
            class.words.extend(part.words.iter().cloned());
        }
        Ok(class)
    }

    /// The class of this name: a defined one, a lexicon's, or plain tokens.
    pub(super) fn get(&self, name: &str) -> Result<Arc<Class>> {
        if let Some(class) = self.defined.iter().find(|class| class.name == name) {
            return Ok(Arc::clone(class));
        }
        let mut class = Class { name: name.to_owned(), ..Class::default() };
        if let Some(only) = self.lexicon.class(name) {
            class.lexical.add(only);
            let sets = (self.lexicon.classes().len() as u16..).zip(self.lexicon.class_sets());
            sets.filter(|(_, set)| set.contains(&only)).for_each(|(at, _)| class.lexical.add(ClassId(at)));
            return Ok(Arc::new(class));
        }
        class.token = TokenTest::named(name);
        if class.token.is_some() {
            return Ok(Arc::new(class));
        }
        let known = self.names();
        let message = format!(
            "unknown class {{{name}}}: expected a class of the lexicon, one of classes.toml, or a plain token"
        );
        Err(Error::configuration(with_nearest(message, name, known)))
    }

    /// All names that a pattern can write, in order.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.defined.iter().map(|class| class.name.as_str()).collect();
        names.extend(self.lexicon.classes().iter().map(String::as_str));
        names.extend(["word", "unknown", "latin", "digits", "any", "unquoted"]);
        names.sort_unstable();
        names
    }
}
