//! The markers that list items begin with: «۱-», «(۲)», «الف)», «•», «ماده ۵ -», «تبصره».
//!
//! What a label looks like is data (`rules/clauses`); that a mark or the line's end must follow it is
//! decided here.

use super::kind::{ARTICLE_RANK, Marker, MarkerKind, NOTE_RANK};
use super::line::ends_sentence;
use super::mark::{self, behind_bold, mark, opens_bracket};
use crate::error::Result;
use crate::lexicon::{ClassSet, Entry, EntryMap};
use crate::rule::{ByRule, Grammar, Match, ReadingKind, RuleTable, TokenSet, View};
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
    /// That a provision was inserted, changed or repealed later.
    amendment: ClassSet,
    /// A heading over the notes of a text.
    notes: ClassSet,
    /// A verb or predicate, which no name of a chapter ends with.
    verb: ClassSet,
    /// What obliges, permits or forbids.
    modality: ClassSet,
}

/// The rules that describe labels, and what stands around the labelled.
pub(crate) const LABEL_RULES: RuleTable = RuleTable {
    name: LABEL_TABLE,
    rows: LABEL_TABLE,
    readings: &[
        ReadingKind::new("label", &[&["head", "number", "first", "until", "letter", "repeated", "single"]])
            .with_senses(&[
                "head", "listed", "note", "number", "misread", "part", "section", "word", "letter", "adverb",
                "bullet",
            ])
            .needing_in(&[
                ("head", "head"),
                ("listed", "head"),
                ("misread", "first"),
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
    /// A head in a list of bullets.
    Listed,
    /// A note without number and mark.
    Note,
    Number,
    /// What scans have for the number 1.
    Misread,
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
                ranks.push((entry.id.clone().into(), rank));
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
        // «- **ماده ۵** - …» has a bullet, too.
        let mut markers = readings.into_iter().map(|reading| reading.value);
        let first = markers.next();
        // A sign of Markdown says nothing beside a number.
        let is_hash = first.as_ref().is_some_and(Marker::is_hash);
        let more = markers.find(|marker| is_hash || marker.kind.head_rank().is_some());
        Beginning { marker: more.or(first), closing }
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

    /// Whether a block is the heading of notes: «پی‌نوشت‌ها».
    pub(super) fn is_over_notes(&self, view: &View<'_>, (first, last): (usize, usize)) -> bool {
        let end = view.words_at(first as u32, &self.features.notes).map(|end| end as usize);
        end.is_some_and(|end| end == last || end + 1 == last && mark(view, end) == Some(':'))
    }

    /// Whether a block obliges, permits or forbids.
    pub(super) fn rules(&self, view: &View<'_>, (first, last): (usize, usize)) -> bool {
        view.words_within(TokenRange::new(first as u32, last as u32), &self.features.modality).is_some()
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
        let before = found.first.checked_sub(1).filter(|before| *before >= found.from);
        let before = before.map_or("", |before| view.token(before));
        let bold = matches!(before, "*" | "_");
        // The signs of Markdown stand before a label, too.
        let bracketed = !before.is_empty() && !bold && !matches!(before, "#" | ">");
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
            // «*** توجه ***»: stars apart from the words stand around them.
            let stars = (first..last).rev().take_while(|at| view.token(*at as u32).starts_with(sign));
            let closing = stars.last().and_then(|at| view.tokens.list.get(at));
            if second.is_some() && closing.is_some_and(|token| token.gap == Gap::Space) {
                return None;
            }
            // Whoever leaves the blank out makes a list where the line before says so.
            let word = view.tokens.list.get(end).filter(|_| end < last && sign != '+');
            marker.closed = spaced || !dash;
            let glued = word.is_some_and(|token| token.kind == TokenKind::Word);
            return (spaced || !dash && !bold || dash && glued).then_some(marker);
        }
        // «**ماده ۵** - متن»
        let open = if bold && found.to == found.last { behind_bold(view, end, last) } else { end };
        let behind = mark::behind(view, open, last);
        if matches!(label, Label::Head | Label::Listed | Label::Note) {
            let (head, meaning) = word("head")?;
            let id: String = view.entry(&head)?.id.clone().into();
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
            // The lines of a menu name articles, and say nothing.
            if label == Label::Listed
                && (rank < ARTICLE_RANK || behind.is_none() || !ends_sentence(view, first, last))
            {
                return None;
            }
            let amended = opens_bracket(view, open) && view.begins(open as u32 + 1, &self.features.amendment);
            if marker.until.is_some_and(|until| marker.number.is_none_or(|number| until <= number)) {
                return None;
            }
            match behind {
                // What amended the provision is part of what it says: its day is a day.
                Some(_) if found.to > found.last => marker.body = found.last,
                Some((body, _)) => marker.body = body as u32,
                None if open < last
                    && (bare || marker.until.is_some() && !amended || self.is_referred_to(view, open)) =>
                {
                    return None;
                }
                // «تبصره» on a line of its own.
                None if bare && rank == NOTE_RANK => marker.closed = false,
                None if bare => return None,
                None => {
                    marker.closed = open >= last || opens_bracket(view, open);
                    marker.body = open as u32;
                }
            }
            if bold {
                marker.body = behind_bold(view, marker.body as usize, last) as u32;
            }
            return Some(marker);
        }
        if label == Label::Part {
            let mut path = self.numbers(view, found)?;
            marker.number = path.pop();
            marker.kind = MarkerKind::Part(path);
            marker.closed = behind.is_some();
            marker.body = behind.map_or(end, |(body, _)| body) as u32;
            let next =
                view.tokens.list.get(marker.body as usize).filter(|_| (marker.body as usize) < last)?;
            let named = matches!(next.kind, TokenKind::Word | TokenKind::Latin);
            return (named || marker.closed && next.gap == Gap::Space).then_some(marker);
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
        // A rule may ask for the mark itself.
        let behind = if !bracketed && found.to > found.last {
            mark::behind(view, found.last as usize, last)
        } else {
            behind
        };
        // «مرحله اول» on a line of its own.
        let alone = label == Label::Number && end >= last && found.last - found.first > 1;
        let behind =
            behind.or_else(|| bracketed.then_some((end, '('))).or_else(|| alone.then_some((end, ':')));
        // «دوم، …»: an item where the list goes on.
        let comma = label == Label::Word && matches!(mark(view, end), Some('،' | ','));
        // «دوم آن که …», likewise.
        let that = label == Label::Word && found.to > found.last;
        let (body, sign) =
            behind.or_else(|| comma.then_some((end + 1, ','))).or_else(|| that.then_some((end, ',')))?;
        let cardinal = || view.numeral(found, "number").is_some_and(|number| !number.ordinal);
        // «دو - سه نفر», «یک، دو، سه»
        let counts = || view.numbers_at(body as u32).next().is_some();
        if label == Label::Word && cardinal() && (sign == ',' || sign == '-' && counts()) {
            return None;
        }
        let sign = if bracketed { '(' } else { sign };
        marker.body = body as u32;
        marker.kind = match label {
            Label::Number | Label::Misread => MarkerKind::Number(sign),
            Label::Word => MarkerKind::Word(sign),
            _ => MarkerKind::Letter(sign),
        };
        // «A. Reza»: a letter and a stop may be a first name, and a stroke may be no 1.
        let latin = view.tokens.list.get(marker.label.first as usize);
        let latin = label == Label::Letter && latin.is_some_and(|token| token.kind == TokenKind::Latin);
        marker.closed = label != Label::Misread && sign != ',' && (!latin || matches!(sign, ')' | '('));
        Some(marker)
    }

    /// The numbers of a label such as «۳-۱» or «د-۱», of letters their places; none where one is too large for an item's.
    fn numbers(&self, view: &View<'_>, found: &Match) -> Option<Vec<i64>> {
        let kind = |at: usize| view.tokens.list.get(at).map(|token| token.kind);
        let value = |at: usize| {
            if kind(at) == Some(TokenKind::Word) {
                return self.letter_at(view, at)?[0];
            }
            let digits = view.tokens.codes_of(at).iter().copied().filter(|code| is_digit(*code));
            let value = digits.fold(0_i64, |value, code| {
                value.saturating_mul(10).saturating_add(i64::from(code - DIGIT_ZERO))
            });
            (1..=LARGEST_ITEM).contains(&value).then_some(value)
        };
        let counts = |at: &usize| match kind(*at) {
            Some(TokenKind::Digits) => true,
            Some(TokenKind::Word) => self.letter_at(view, *at).is_some(),
            _ => false,
        };
        (found.first as usize..found.last as usize).filter(counts).map(value).collect()
    }
}
