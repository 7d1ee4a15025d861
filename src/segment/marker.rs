//! The markers that list items begin with: «۱-», «(۲)», «الف)», «•», «ماده ۵ -», «تبصره».
//!
//! What a label looks like is data (`rules/clauses`); that a mark or the line's end must follow it is
//! decided here.

use crate::error::Result;
use crate::lexicon::{ClassSet, Entry, EntryMap};
use crate::rule::{ByRule, Grammar, Match, ReadingKind, RuleId, RuleTable, TokenSet, View};
use crate::text::fold::{DIGIT_ZERO, is_digit};
use crate::text::{Gap, TokenKind, TokenRange};
use serde::Deserialize;
use std::ops::RangeInclusive;

/// The reader of the words that markers and titles are made of, as the schema names it.
const READER: &str = "segments";
/// The table whose rules say what labels look like.
pub(crate) const LABEL_TABLE: &str = "clauses";
/// No label is longer than this, in tokens.
const LONGEST: usize = 24;
/// Largest number of an item among several («۳-۱»).
const LARGEST_ITEM: i64 = 299;
/// Rank of the heads that number a law's provisions: those above hold them, those below are their parts.
pub(crate) const ARTICLE_RANK: u8 = 10;

/// Rank of notes, which stand beside the list of an article and not in it.
pub(crate) const NOTE_RANK: u8 = 20;

/// How a list item begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its style.
    pub kind: MarkerKind,
    /// The tokens of the label, without punctuation.
    pub label: TokenRange,
    /// The number it gives, if it gives one; of a letter its place in the alphabet.
    pub number: Option<i64>,
    /// Of a letter: its place in the abjad order, by which laws count too.
    pub abjad: Option<i64>,
    /// The lexicon entry of the letter.
    pub letter: Option<u32>,
    /// The last number of several that it gives («ماده ۳ تا ۵»).
    pub until: Option<i64>,
    /// «مکرر»: an item inserted behind the one of the same number.
    pub repeated: bool,
    /// Whether a mark or the line's end closes it; without one it is an item only where it goes on
    /// with a list.
    pub closed: bool,
    /// The rule that found it.
    pub rule: RuleId,
    /// Whether a word such as «پیوست» stands without its number.
    pub bare: bool,
    /// The first token behind the marker.
    pub body: u32,
}

impl Marker {
    /// The number from which the next item counts on.
    #[must_use]
    pub const fn last_number(&self) -> Option<i64> {
        match self.until {
            Some(until) => Some(until),
            None => self.number,
        }
    }

    /// Whether a word that counts steps («گام ۲:») stands in its label.
    pub(super) const fn is_step(&self) -> bool {
        matches!(self.kind, MarkerKind::Number(_)) && self.label.end - self.label.first > 1
    }
}

/// The style of a marker; items of one list share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    /// A word such as «ماده», with the id of its lexicon entry and its rank among such words.
    Head {
        /// Id of the lexicon entry (`art`, `note`).
        id: String,
        /// How deep it stands: books are 1, articles 10, notes 20.
        rank: u8,
    },
    /// A number and the mark behind it.
    Number(char),
    /// An ordinal in words and the mark behind it.
    Word(char),
    /// A letter and the mark behind it.
    Letter(char),
    /// Two numbers or more, «۳-۱»: an item of the one that all but the last number name.
    Part(Vec<i64>),
    /// A bullet.
    Bullet(char),
}

impl MarkerKind {
    /// The rank of a head; none for the others.
    #[must_use]
    pub const fn head_rank(&self) -> Option<u8> {
        match self {
            Self::Head { rank, .. } => Some(*rank),
            _ => None,
        }
    }
}

/// What an entry is to markers, as the lexicon has it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum Word {
    /// A word that heads provisions.
    Head { rank: u8 },
    /// The plural of the one with the same id.
    Plural,
    /// A letter that numbers items.
    Letter { value: i64, abjad: Option<i64> },
}

/// The words that tell of titles and signatures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    /// A kind of law or agreement, which titles begin with.
    title: ClassSet,
    /// That an agreement was signed.
    signing: ClassSet,
    /// Behind a provision that is spoken of.
    mention: ClassSet,
    /// A verb or predicate, which no name of a chapter ends with.
    verb: ClassSet,
}

/// The rules that describe labels, and what stands around the labelled.
pub(crate) const LABEL_RULES: RuleTable = RuleTable {
    name: LABEL_TABLE,
    rows: LABEL_TABLE,
    readings: &[
        ReadingKind::new("label", &[&["head", "number", "first", "until", "letter", "repeated", "single"]])
            .with_senses(&["head", "note", "number", "part", "section", "word", "letter", "adverb", "bullet"])
            .needing_in(&[
                ("head", "head"),
                ("note", "head"),
                ("number", "number"),
                ("section", "number"),
                ("letter", "letter"),
                ("adverb", "letter"),
            ]),
        ReadingKind::new("frame", &[&["opening", "deed"]]).with_senses(&["preamble", "signature"]),
    ],
};

/// The senses of rules about clauses: the labels that they begin with, and what stands around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Label {
    Head,
    /// A note without number and mark.
    Note,
    Number,
    /// Several numbers, the outer ones first.
    Part,
    /// A number without a mark, over what it counts.
    Section,
    Word,
    Letter,
    /// A word that counts without a mark: «اولاً».
    Adverb,
    Bullet,
    /// What stands before the first clause.
    Preamble,
    /// What stands behind the last one.
    Signature,
}

/// What a block begins with.
#[derive(Debug)]
pub(super) struct Beginning {
    pub(super) marker: Option<Marker>,
    /// Whether the block stands over the signatures of a law or agreement.
    pub(super) closing: bool,
}

/// The lexicon's words that markers are made of.
#[derive(Debug, Default)]
pub struct Markers {
    words: EntryMap<Word>,
    /// The ids of heads, with their ranks.
    ranks: Vec<(String, u8)>,
    features: Features,
    labels: ByRule<Label>,
}

/// What letters can count.
const COUNTED: RangeInclusive<i64> = 1..=i32::MAX as i64;

/// Refuses a letter that counts nothing.
fn checked(entry: &Entry, word: Word) -> Result<Word> {
    match word {
        Word::Letter { value, abjad }
            if [Some(value), abjad].into_iter().flatten().any(|number| !COUNTED.contains(&number)) =>
        {
            Err(entry.refuse(&format!("expected value and abjad from 1 to {}, found others", COUNTED.end())))
        }
        word => Ok(word),
    }
}

impl Markers {
    /// Reads what the lexicon says of them.
    ///
    /// # Errors
    /// An entry without its rank or value.
    pub fn new(grammar: &Grammar) -> Result<Self> {
        let mut ranks = Vec::new();
        let words = grammar.lexicon.read(READER, |entry, word| {
            if let Word::Head { rank } = word {
                ranks.push((entry.id.clone(), rank));
            }
            checked(entry, word).map(Some)
        })?;
        Ok(Self {
            words,
            ranks,
            features: grammar.lexicon.features(READER)?,
            labels: grammar.rules.senses(LABEL_TABLE)?,
        })
    }

    /// What the block `first..last` begins with.
    #[must_use]
    pub(super) fn read(&self, view: &View<'_>, first: usize, last: usize, taken: &mut TokenSet) -> Beginning {
        let range = (first as u32, last.min(first + LONGEST) as u32);
        let mut closing = false;
        let readings = view.read(LABEL_TABLE, range, taken, |found| {
            if found.from as usize != first {
                return None;
            }
            let label = self.labels.get(found.rule)?;
            closing |= label == Label::Signature && self.is_closing(view, found, last);
            self.marker(view, found, label, first, last)
        });
        Beginning { marker: readings.into_iter().next().map(|reading| reading.value), closing }
    }

    /// Whether a head («فصل اول») begins at a token.
    pub(super) fn head_at(&self, view: &View<'_>, at: usize) -> bool {
        let mut words = view.meanings_at(&self.words, at as u32);
        words.any(|(edge, word)| matches!(word, Word::Head { .. }) && edge.suffix == 0)
    }

    /// The place of a letter that can count, in the alphabet and in the abjad order.
    pub(super) fn letter_at(&self, view: &View<'_>, at: usize) -> Option<[Option<i64>; 2]> {
        view.meanings_at(&self.words, at as u32).find_map(|(edge, word)| match word {
            Word::Letter { value, abjad } if edge.last() == at as u32 + 1 => Some([Some(*value), *abjad]),
            _ => None,
        })
    }

    /// Whether a head with its number («فصل اول») begins at a token.
    pub(super) fn numbered_head_at(&self, view: &View<'_>, at: usize) -> bool {
        let mut words = view.meanings_at(&self.words, at as u32);
        words.any(|(edge, word)| {
            matches!(word, Word::Head { .. }) && view.numbers_at(edge.last()).next().is_some()
        })
    }

    /// Whether a kind of law or agreement («قانون», «موافقت‌نامه») begins at a token.
    pub(super) fn is_title(&self, view: &View<'_>, at: usize) -> bool {
        view.begins(at as u32, &self.features.title)
    }

    /// Whether words end with a verb, as no name of a chapter does.
    pub(super) fn end_with_verb(&self, view: &View<'_>, first: usize, last: usize) -> bool {
        let (first, last) = (first as u32, last as u32);
        view.words_before(last, first, &self.features.verb).is_some()
            || last > first && view.grammar.verbs.is_third_person(view.tokens.codes_of(last as usize - 1))
    }

    /// Whether a block that begins as those over the signatures do is one: where it begins with «this agreement», if it
    /// tells that it was signed.
    fn is_closing(&self, view: &View<'_>, found: &Match, last: usize) -> bool {
        let signed =
            || view.words_within(TokenRange::new(found.from, last as u32), &self.features.signing).is_some();
        view.slot(found, "deed").is_none() || signed()
    }

    /// Whether what stands behind a number says that a provision is spoken of: «ماده ۲، بخش ۱، …», «ماده ۲ قانون …».
    fn is_referred_to(&self, view: &View<'_>, end: usize) -> bool {
        matches!(mark(view, end), Some('،' | ',' | '؛' | '»'))
            || self.is_title(view, end)
            || self.head_at(view, end)
            || view.begins(end as u32, &self.features.mention)
    }

    fn marker(
        &self,
        view: &View<'_>,
        found: &Match,
        label: Label,
        first: usize,
        last: usize,
    ) -> Option<Marker> {
        if matches!(label, Label::Preamble | Label::Signature) {
            return None;
        }
        let end = found.to as usize;
        let mut marker = Marker {
            kind: MarkerKind::Bullet('-'),
            label: TokenRange::new(found.first, found.last),
            number: view.numeral(found, "number").and_then(crate::numeral::Numeral::integer),
            until: view.numeral(found, "until").and_then(crate::numeral::Numeral::integer),
            abjad: None,
            letter: None,
            repeated: view.slot(found, "repeated").is_some(),
            closed: true,
            bare: false,
            rule: found.rule,
            body: found.to,
        };
        if view.slot(found, "first").is_some() {
            marker.number = Some(1);
        }
        let word = |slot: &str| {
            let edge = view.slot(found, slot)?;
            Some((edge, *self.words.get(edge.value)?))
        };
        if let Some((letter, Word::Letter { value, abjad })) = word("letter") {
            marker.number = Some(value);
            marker.abjad = abjad;
            marker.letter = Some(letter.value);
        }
        let bracketed = found.first > found.from && view.token(found.from) != "#";
        if label == Label::Bullet {
            let spaced = view.tokens.list.get(end).filter(|_| end < last)?.gap == Gap::Space;
            let sign = view.slice(view.span(found.first, found.last)).chars().next()?;
            // A dash that stands close to what follows is a minus or a broken word.
            let dash = sign == '+'
                || view.tokens.list.get(first).is_some_and(|token| token.kind == TokenKind::Hyphen);
            marker.kind = MarkerKind::Bullet(sign);
            // Two stars close to a word make it bold.
            let second = view.tokens.list.get(found.last as usize).filter(|_| found.to > found.last);
            let bold = second
                .is_some_and(|token| token.gap == Gap::None && view.slice(token.span()).starts_with(sign));
            return (spaced || !dash && !bold).then_some(marker);
        }
        let behind = behind(view, end, last);
        if matches!(label, Label::Head | Label::Note) {
            let (head, meaning) = word("head")?;
            let id = view.entry(&head)?.id.clone();
            let rank = match meaning {
                Word::Head { rank } => rank,
                // «مواد ۳ تا ۵»
                Word::Plural if marker.until.is_some() => {
                    self.ranks.iter().find(|(known, _)| *known == id)?.1
                }
                _ => return None,
            };
            marker.kind = MarkerKind::Head { id, rank };
            if label == Label::Note {
                marker.closed = false;
                return (rank == NOTE_RANK && behind.is_none() && end < last).then_some(marker);
            }
            let bare = marker.number.is_none() && view.slot(found, "single").is_none();
            marker.bare = bare;
            if marker.until.is_some_and(|until| marker.number.is_none_or(|number| until <= number)) {
                return None;
            }
            match behind {
                // What amended the provision is part of what it says: its day is a day.
                Some(_) if found.to > found.last => marker.body = found.last,
                Some((body, _)) => marker.body = body as u32,
                None if end < last && (bare || marker.until.is_some() || self.is_referred_to(view, end)) => {
                    return None;
                }
                // «تبصره» on a line of its own.
                None if bare && rank == NOTE_RANK => marker.closed = false,
                None if bare => return None,
                None => marker.closed = end >= last || opens_amendment(view, end),
            }
            return Some(marker);
        }
        if label == Label::Part {
            let mut path = numbers(view, found)?;
            marker.number = path.pop();
            marker.kind = MarkerKind::Part(path);
            marker.closed = behind.is_some();
            marker.body = behind.map_or(end, |(body, _)| body) as u32;
            let next =
                view.tokens.list.get(marker.body as usize).filter(|_| (marker.body as usize) < last)?;
            return matches!(next.kind, TokenKind::Word | TokenKind::Latin).then_some(marker);
        }
        if label == Label::Section {
            marker.kind = MarkerKind::Number(' ');
            return (behind.is_none() && end < last).then_some(marker);
        }
        if label == Label::Adverb {
            marker.kind = MarkerKind::Word(',');
            let comma = matches!(mark(view, end), Some('،' | ','));
            marker.body = behind.map_or(end + usize::from(comma), |(body, _)| body) as u32;
            return Some(marker);
        }
        // A rule may ask for the bracket itself.
        let shut = !bracketed && found.to > found.last && view.token(found.to - 1) == ")";
        let behind = if shut { Some((end, ')')) } else { behind };
        // «مرحله اول» on a line of its own.
        let alone = label == Label::Number && end >= last && found.last - found.first > 1;
        let behind =
            behind.or_else(|| bracketed.then_some((end, '('))).or_else(|| alone.then_some((end, ':')));
        let (body, sign) = behind?;
        let cardinal = || view.numeral(found, "number").is_some_and(|number| !number.ordinal);
        // «دو - سه نفر»
        if label == Label::Word && sign == '-' && cardinal() && view.numbers_at(body as u32).next().is_some()
        {
            return None;
        }
        let sign = if bracketed { '(' } else { sign };
        marker.body = body as u32;
        marker.kind = match label {
            Label::Number => MarkerKind::Number(sign),
            Label::Word => MarkerKind::Word(sign),
            _ => MarkerKind::Letter(sign),
        };
        Some(marker)
    }
}

/// The numbers of a label such as «۳-۱»; none where one is too large for an item's.
fn numbers(view: &View<'_>, found: &Match) -> Option<Vec<i64>> {
    let tokens = (found.first as usize..found.last as usize)
        .filter(|at| view.tokens.list.get(*at).is_some_and(|token| token.kind == TokenKind::Digits));
    let value = |at: usize| {
        let digits = view.tokens.codes_of(at).iter().copied().filter(|code| is_digit(*code));
        digits
            .fold(0_i64, |value, code| value.saturating_mul(10).saturating_add(i64::from(code - DIGIT_ZERO)))
    };
    tokens.map(value).map(|value| (1..=LARGEST_ITEM).contains(&value).then_some(value)).collect()
}

/// «ماده ۷ (اصلاحی ۱۳۸۳)», «ماده ۷ [منسوخ]»: what amended the article stands where the mark would.
fn opens_amendment(view: &View<'_>, end: usize) -> bool {
    matches!(mark(view, end), Some('(' | '['))
}

/// The token behind the mark at `end`, and the mark; none where that is no list mark.
fn behind(view: &View<'_>, end: usize, last: usize) -> Option<(usize, char)> {
    // «۳ـ متن»: a tatweel stands for the dash, and is part of the token before it.
    let stretched = end.checked_sub(1).and_then(|n| view.tokens.list.get(n));
    let stretched = stretched.is_some_and(|token| view.slice(token.span()).ends_with('ـ'));
    // «1️⃣ متن»: the frame of a key closes the number in it.
    if end < last && view.token(end as u32).starts_with('\u{20E3}') {
        return Some((end + 1, ')'));
    }
    let sign = match mark(view, end).filter(|_| end < last) {
        Some(sign) if matches!(sign, '-' | '–' | '—' | '−' | '‐' | ')' | '.' | ':' | 'ـ' | '_') => {
            sign
        }
        _ if stretched => return Some((end, '-')),
        _ => return None,
    };
    let mut body = end + 1;
    // «۱.-», «ماده ۱ـ -»: marks may be doubled.
    while body < last && matches!(mark(view, body), Some('-' | '–' | '—' | 'ـ' | '_')) {
        body += 1;
    }
    let next = view.tokens.list.get(body).filter(|_| body < last);
    let decimal = next.is_some_and(|token| token.kind == TokenKind::Digits && token.gap == Gap::None);
    // All dashes are one mark: «۱۰-» and «۱۱–» stand in the same list.
    let sign = if matches!(sign, '–' | '—' | '−' | '‐' | 'ـ' | '_') { '-' } else { sign };
    (!decimal).then_some((body, sign))
}

/// The character of the punctuation token at `at`.
fn mark(view: &View<'_>, at: usize) -> Option<char> {
    let token = view.tokens.list.get(at)?;
    match token.kind {
        TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop => {
            view.slice(token.span()).chars().next()
        }
        _ => None,
    }
}
