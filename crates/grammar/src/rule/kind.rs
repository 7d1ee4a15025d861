//! Kinds of tokens: the alphabet that rules are made over.
//!
//! Tokens of which the lexicon knows the same classes, and which are the same mark or sort of token, are of one kind. What a
//! token is good for to all rules is a row that is made once for its kind.

use super::known::{Known, Met, OfVerb};
use super::prospect::Prospect;
use super::row::Row;
use crate::lexicon::{ClassId, ClassSet, Lemma, Particles};
use crate::text::TokenKind;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The kind of tokens of which nothing is held: they may be all that rules ask for.
const ANYTHING: u16 = 0;

/// Most kinds, as one bit of their number says something else.
const MOST: usize = 1 << 15;

/// Of a token's kind, the bit that says that something of several tokens begins with it.
pub(super) const SEVERAL: u16 = 1 << 15;

/// What tokens are good for to all rules.
pub(super) trait Uses {
    /// How many blocks of rules there are.
    fn blocks(&self) -> usize;

    /// The mark that a token is, where rules name it.
    fn mark_of(&self, token: TokenKind, written: &str) -> Option<usize>;

    /// The verbs that rules name.
    fn verbs(&self) -> &[Lemma];

    /// The rows of a token, one for each block, and what it is for, of all that patterns can go on with, in bits.
    fn of(&self, known: Known<'_>) -> (Vec<Row>, Vec<u64>);

    /// How many words of bits that is.
    fn words_of_prospects(&self) -> usize;
}

/// The kinds that were met, with their rows.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    /// By kind, and then by block of rules.
    rows: Vec<Row>,
    /// How many blocks there are.
    blocks: usize,
    /// By kind, what patterns can go on with ([`Prospect::is_in`]), in so many words of bits.
    prospects: Vec<u64>,
    words_of_prospects: usize,
    /// Of the sort of token, the mark and the classes in order, each once, and of the verb.
    by_classes: FxHashMap<(SmallVec<[ClassId; 8]>, OfVerb), u16>,
    /// The same of words and numbers of one class, or none.
    of_one: FxHashMap<(Option<ClassId>, u8, OfVerb), u16>,
    /// By kind, whether it is of words of no class.
    unknown: Vec<bool>,
    /// By kind, its classes.
    classes: Vec<SmallVec<[ClassId; 4]>>,
    /// By kind, the particles among them, in bits.
    particles: Vec<u16>,
}

impl Kinds {
    /// The kind of a token.
    pub(super) fn of(&mut self, rules: &dyn Uses, particles: &Particles, met: Met<'_>) -> u16 {
        if self.classes.is_empty() {
            self.blocks = rules.blocks();
            self.rows.resize(self.blocks, Row::ANYTHING);
            self.words_of_prospects = rules.words_of_prospects();
            self.prospects.resize(self.words_of_prospects, u64::MAX);
            self.classes.push(SmallVec::new());
            self.unknown.push(false);
            self.particles.push(u16::MAX);
        }
        // Most tokens are nothing or one thing.
        let Met { token, verb, .. } = met;
        let plain = matches!(token, TokenKind::Word | TokenKind::Digits | TokenKind::Latin);
        let one = match *met.sightings {
            [] if plain => (None, token as u8, verb),
            [one] if plain => (Some(one.class), token as u8, verb),
            _ => return self.of_any(rules, particles, met),
        };
        if let Some(kind) = self.of_one.get(&one) {
            return *kind;
        }
        let kind = self.of_any(rules, particles, met);
        self.of_one.insert(one, kind);
        kind
    }

    /// The same of any token.
    fn of_any(&mut self, rules: &dyn Uses, particles: &Particles, met: Met<'_>) -> u16 {
        let Met { token, written, verb, sightings } = met;
        let mark = rules.mark_of(token, written);
        let mut key: SmallVec<[ClassId; 8]> = sightings.iter().map(|found| found.class).collect();
        key.sort_unstable();
        key.dedup();
        let classes = key.len();
        key.extend([token as u16, mark.map_or(u16::MAX, |mark| mark as u16)].map(ClassId));
        let key = (key, verb);
        if let Some(kind) = self.by_classes.get(&key) {
            return *kind;
        }
        let kind = self.classes.len();
        if kind >= MOST {
            return ANYTHING;
        }
        let classes = key.0.get(..classes).unwrap_or(&[]);
        self.classes.push(classes.into());
        self.particles.push(particles.among(classes));
        let known = Known { token, mark, classes, verb };
        let (rows, prospects) = rules.of(known);
        self.rows.extend(rows);
        self.prospects.extend(prospects);
        self.unknown.push(classes.is_empty() && token == TokenKind::Word);
        self.by_classes.insert(key, kind as u16);
        kind as u16
    }

    /// What tokens of a kind are good for to the rules of a block.
    #[inline]
    pub(super) fn row(&self, kind: u16, block: usize) -> &Row {
        self.rows.get(usize::from(kind & !SEVERAL) * self.blocks + block).unwrap_or(&Row::NOTHING)
    }

    /// What tokens of a kind are good for to the rules, by block.
    #[inline]
    pub(super) fn rows(&self, kind: u16) -> &[Row] {
        let first = usize::from(kind & !SEVERAL) * self.blocks;
        self.rows.get(first..first + self.blocks).unwrap_or_default()
    }

    /// Whether a pattern that can go on with this may go on with a token of a kind.
    #[inline]
    pub(super) fn goes_on(&self, kind: u16, prospect: Prospect) -> bool {
        prospect.is_in(self.prospects(kind))
    }

    /// What patterns can go on with at tokens of a kind, in bits.
    #[inline]
    pub(super) fn prospects(&self, kind: u16) -> &[u64] {
        let first = usize::from(kind & !SEVERAL) * self.words_of_prospects;
        self.prospects.get(first..first + self.words_of_prospects).unwrap_or_default()
    }

    /// The particles that tokens of a kind may be, in bits by their numbers: all of them, if nothing is known of it.
    #[inline]
    pub(super) fn particles(&self, kind: u16) -> u16 {
        self.particles.get(usize::from(kind & !SEVERAL)).copied().unwrap_or(u16::MAX)
    }

    /// How many kinds there are.
    pub(super) const fn count(&self) -> usize {
        self.classes.len()
    }

    /// Whether tokens of a kind may be of some classes.
    #[inline]
    pub(super) fn may_be(&self, kind: u16, classes: &ClassSet) -> bool {
        self.may_have(kind, |class| classes.has(class))
    }

    /// Whether tokens of a kind may be of a class of which something holds.
    #[inline]
    pub(super) fn may_have(&self, kind: u16, wanted: impl Fn(ClassId) -> bool) -> bool {
        let kind = kind & !SEVERAL;
        let known = self.classes.get(usize::from(kind)).map_or(&[][..], |known| known);
        kind == ANYTHING || known.iter().any(|class| wanted(*class))
    }

    /// Whether tokens of a kind may be words of no class.
    pub(super) fn may_be_unknown(&self, kind: u16) -> bool {
        kind == ANYTHING || self.unknown.get(usize::from(kind)).is_some_and(|unknown| *unknown)
    }
}
