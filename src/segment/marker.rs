//! The markers that list items begin with: «۱-», «(۲)», «الف)», «•», «ماده ۵ -», «تبصره».
//!
//! What a label looks like is data (`rules/clauses`); that a mark or the line's end must follow it is
//! decided here.

use crate::error::Result;
use crate::lexicon::{ClassId, Lexicon, Particle};
use crate::rule::{ByRule, Grammar, Match, ReadingKind, RuleId, RuleTable, TokenSet, View};
use crate::text::{Gap, TokenKind};
use serde::Deserialize;

/// Class of the letters that number items («الف»، «ب»).
const ENUMERATOR: &str = "enumerator";
/// Class of the words that head provisions («ماده»، «تبصره»).
const PROVISION_HEAD: &str = "provision-head";
/// Class of the kinds of law and agreement, which titles begin with.
const INSTRUMENT: &str = "instrument";
/// Class of the words that the last paragraph of an agreement begins with.
const CLOSING: &str = "instrument-closing";
const SIGNING: &str = "signing-word";
/// The table whose rules say what labels look like.
pub(crate) const LABEL_TABLE: &str = "clauses";
/// No label is longer than this, in tokens.
const LONGEST: usize = 24;
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
    pub label: (u32, u32),
    /// The number it gives, if it gives one; of a letter its place in the alphabet.
    pub number: Option<i64>,
    /// Of a letter: its place in the abjad order, by which laws count too.
    pub abjad: Option<i64>,
    /// The lexicon entry of the letter.
    pub letter: Option<u32>,
    /// «مکرر»: an item inserted behind the one of the same number.
    pub repeated: bool,
    /// Whether a mark or the line's end closes it; without one it is an item only where it goes on
    /// with a list.
    pub closed: bool,
    /// The rule that found it.
    pub rule: RuleId,
    /// The first token behind the marker.
    pub body: u32,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadAttributes {
    rank: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnumeratorAttributes {
    value: i64,
    abjad: Option<i64>,
}

/// The ids of the words that head provisions, with their ranks.
///
/// # Errors
/// An entry without its rank.
pub(crate) fn head_ranks(lexicon: &Lexicon) -> Result<Vec<(String, u8)>> {
    let class = lexicon.class(PROVISION_HEAD);
    let heads = lexicon.entries().iter().filter(|entry| Some(entry.class) == class);
    heads.map(|entry| Ok((entry.id.clone(), entry.read::<HeadAttributes>()?.rank))).collect()
}

/// The rules that describe labels, and what stands around the labelled.
pub(crate) const LABEL_RULES: RuleTable = RuleTable {
    name: LABEL_TABLE,
    rows: LABEL_TABLE,
    readings: &[
        ReadingKind::new("label", &[&["head", "number", "letter", "repeated", "single"]])
            .with_senses(&["head", "number", "word", "letter", "bullet"])
            .needing_in(&[("head", "head"), ("number", "number"), ("word", "number"), ("letter", "letter")]),
        ReadingKind::new("frame", &[&["opening"]]).with_senses(&["preamble", "signature"]),
    ],
};

/// The senses of rules about clauses: the labels that they begin with, and what stands around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Label {
    Head,
    Number,
    Word,
    Letter,
    Bullet,
    /// What stands before the first clause.
    Preamble,
    /// What stands behind the last one.
    Signature,
}

/// The lexicon's words that markers are made of.
#[derive(Debug, Default)]
pub struct Markers {
    heads: Option<ClassId>,
    titles: Option<ClassId>,
    closings: Option<ClassId>,
    demonstratives: Option<ClassId>,
    signings: Option<ClassId>,
    /// By lexicon entry: the rank of a head, the value of an enumerator, and its abjad value.
    values: Vec<(i64, Option<i64>)>,
    labels: ByRule<Label>,
}

impl Markers {
    /// Reads what the lexicon says of them.
    ///
    /// # Errors
    /// An entry without its rank or value.
    pub fn new(grammar: &Grammar) -> Result<Self> {
        let lexicon = &grammar.lexicon;
        let (heads, enumerators) = (lexicon.class(PROVISION_HEAD), lexicon.class(ENUMERATOR));
        let values = lexicon
            .entries()
            .iter()
            .map(|entry| {
                if Some(entry.class) == heads {
                    entry.read::<HeadAttributes>().map(|head| (i64::from(head.rank), None))
                } else if Some(entry.class) == enumerators {
                    let letter: EnumeratorAttributes = entry.read()?;
                    if letter.value < 1 || letter.abjad.is_some_and(|abjad| abjad < 1) {
                        return Err(entry.refuse("expected value and abjad from 1 on, found less"));
                    }
                    Ok((letter.value, letter.abjad))
                } else {
                    Ok((0, None))
                }
            })
            .collect::<Result<_>>()?;
        let labels = grammar.rules.senses(LABEL_TABLE)?;
        let (titles, closings) = (lexicon.class(INSTRUMENT), lexicon.class(CLOSING));
        let (demonstratives, signings) = (grammar.particles.class(Particle::ThisOne), lexicon.class(SIGNING));
        Ok(Self { heads, titles, closings, demonstratives, signings, values, labels })
    }

    /// The marker that the block `first..last` begins with.
    #[must_use]
    pub(super) fn read(
        &self,
        view: &View<'_>,
        first: usize,
        last: usize,
        taken: &mut TokenSet,
    ) -> Option<Marker> {
        let range = (first as u32, last.min(first + LONGEST) as u32);
        let readings = view.read(LABEL_TABLE, range, taken, |found| {
            if found.from as usize == first { self.marker(view, found, first, last) } else { None }
        });
        readings.into_iter().next().map(|reading| reading.value)
    }

    /// Whether a head («فصل اول») begins at a token.
    pub(super) fn head_at(&self, view: &View<'_>, at: usize) -> bool {
        view.entries_at(at as u32).any(|edge| Some(edge.class) == self.heads && edge.suffix == 0)
    }

    /// Whether a kind of law or agreement («قانون», «موافقت‌نامه») begins at a token.
    pub(super) fn is_title(&self, view: &View<'_>, at: usize) -> bool {
        view.begins_class(at as u32, self.titles)
    }

    /// Whether a block stands over the signatures: by the words it begins with, or because it tells of «this
    /// agreement» that it was signed.
    pub(super) fn is_closing(&self, view: &View<'_>, first: usize, last: usize) -> bool {
        let (begin, end) = (first as u32, last as u32);
        view.begins_class(begin, self.closings)
            || (view.begins_class(begin, self.demonstratives)
                && self.is_title(view, first + 1)
                && view.class_within((begin, end), self.signings).is_some())
    }

    fn marker(&self, view: &View<'_>, found: &Match, first: usize, last: usize) -> Option<Marker> {
        let label = self.labels.get(found.rule)?;
        if matches!(label, Label::Preamble | Label::Signature) {
            return None;
        }
        let end = found.to as usize;
        let mut marker = Marker {
            kind: MarkerKind::Bullet('-'),
            label: (found.first, found.last),
            number: view.numeral(found, "number").and_then(crate::numeral::Numeral::integer),
            abjad: None,
            letter: None,
            repeated: view.slot(found, "repeated").is_some(),
            closed: true,
            rule: found.rule,
            body: found.to,
        };
        if let Some(letter) = view.slot(found, "letter") {
            let (value, abjad) = self.value(letter.value);
            marker.number = Some(value);
            marker.abjad = abjad;
            marker.letter = Some(letter.value);
        }
        let bracketed = found.first > found.from;
        if label == Label::Bullet {
            let spaced = view.tokens.list.get(end).filter(|_| end < last)?.gap == Gap::Space;
            let sign = view.slice(view.span(found.first, found.last)).chars().next()?;
            // A dash that stands close to what follows is a minus or a broken word.
            let dash = view.tokens.list.get(first).is_some_and(|token| token.kind == TokenKind::Hyphen);
            marker.kind = MarkerKind::Bullet(sign);
            return (spaced || !dash).then_some(marker);
        }
        let behind = behind(view, end, last);
        if label == Label::Head {
            let head = view.slot(found, "head")?;
            let rank = self.value(head.value).0 as u8;
            let bare = marker.number.is_none() && view.slot(found, "single").is_none();
            marker.kind = MarkerKind::Head { id: view.entry(&head)?.id.clone(), rank };
            match behind {
                Some((body, _)) => marker.body = body as u32,
                None if bare => return None,
                None => marker.closed = end >= last || opens_amendment(view, end),
            }
            return Some(marker);
        }
        let (body, sign) = behind.or_else(|| bracketed.then_some((end, '(')))?;
        let sign = if bracketed { '(' } else { sign };
        marker.body = body as u32;
        marker.kind = match label {
            Label::Number => MarkerKind::Number(sign),
            Label::Word => MarkerKind::Word(sign),
            _ => MarkerKind::Letter(sign),
        };
        Some(marker)
    }

    fn value(&self, entry: u32) -> (i64, Option<i64>) {
        self.values.get(entry as usize).copied().unwrap_or((0, None))
    }
}

/// «ماده ۷ (اصلاحی ۱۳۸۳)»: what amended the article stands where the mark would.
fn opens_amendment(view: &View<'_>, end: usize) -> bool {
    mark(view, end) == Some('(')
}

/// The token behind the mark at `end`, and the mark; none where that is no list mark.
fn behind(view: &View<'_>, end: usize, last: usize) -> Option<(usize, char)> {
    // «۳ـ متن»: a tatweel stands for the dash, and is part of the token before it.
    let stretched = end.checked_sub(1).and_then(|n| view.tokens.list.get(n));
    let stretched = stretched.is_some_and(|token| view.slice(token.span()).ends_with('ـ'));
    let sign = match mark(view, end).filter(|_| end < last) {
        Some(sign) if matches!(sign, '-' | '–' | '—' | '−' | '‐' | ')' | '.' | ':' | 'ـ') => sign,
        _ if stretched => return Some((end, '-')),
        _ => return None,
    };
    let mut body = end + 1;
    // «۱.-», «ماده ۱ـ -»: marks may be doubled.
    while body < last && matches!(mark(view, body), Some('-' | '–' | '—')) {
        body += 1;
    }
    let next = view.tokens.list.get(body).filter(|_| body < last);
    let decimal = next.is_some_and(|token| token.kind == TokenKind::Digits && token.gap == Gap::None);
    // All dashes are one mark: «۱۰-» and «۱۱–» stand in the same list.
    let sign = if matches!(sign, '–' | '—' | '−' | '‐' | 'ـ') { '-' } else { sign };
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
