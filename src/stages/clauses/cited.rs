//! The parts of references as they are written: heads, their numbers and letters, and which of them belong together.

use crate::error::{Error, Result};
use crate::lexicon::{ClassSet, EntryMap, Particle};
use crate::rule::{ByRule, Grammar, Match, ReadingKind, RuleId, RuleTable, View};
use crate::segment::ARTICLE_RANK;
use crate::text::{Gap, TokenRange};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Of a wider range («مواد ۱ تا ۵۰۰») only the ends are named.
const WIDEST: i64 = 100;
/// One reference names no more provisions than this.
pub(super) const MOST: usize = 200;

pub(crate) const TABLE: &str = "references";

/// The rules about references. The numbers and letters behind a head are read from the text, as far as they go.
pub(crate) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: "clause_references",
    readings: &[ReadingKind::new("reference", &[&["head", "single"]])
        .needing(&[&["head"]])
        .with_senses(&["numbered", "listed", "this", "said", "above", "previous", "next", "bare"])],
};

/// The senses of rules about references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sense {
    /// A head with its number: «ماده ۵».
    Numbered,
    /// A head in the plural with its numbers: «مواد ۳ و ۴».
    Listed,
    This,
    Said,
    Above,
    Previous,
    Next,
    /// A head that something else holds: «تبصره ماده ۵».
    Bare,
}

/// How a part of a reference says which provision it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// By names (`art_5`), of which there may be several.
    Named(Vec<String>),
    /// By what holds it («تبصره ماده ۵»).
    Bare,
    This,
    Said,
    Above,
    Previous,
    Next,
}

/// One part of a reference: «بند ب» in «بند ب ماده ۳».
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) head: String,
    pub(super) rank: u8,
    pub(super) which: Which,
    pub(super) rule: RuleId,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// What an entry means to references, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Head {
        rank: u8,
    },
    /// The plural of the head with its id.
    Plural,
    Letter {},
}

/// Letters that number items.
#[derive(Debug)]
struct Letter;

/// The words that references turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Features {
    /// Between a provision and the one that holds it.
    pub(super) joint: ClassSet,
    /// Behind the number of a provision that was inserted later.
    repeated: ClassSet,
    /// Behind the law that the words stand in.
    pub(super) present: ClassSet,
    /// A kind of law.
    pub(super) law: ClassSet,
}

/// The words of references.
#[derive(Debug)]
pub(super) struct References {
    senses: ByRule<Sense>,
    pub(super) ranks: FxHashMap<String, u8>,
    letters: EntryMap<Letter>,
    pub(super) features: Features,
}

/// A number or letter behind a head: its value, where it is a number, and its part of the name.
#[derive(Clone, Debug)]
struct Number {
    value: Option<i64>,
    name: String,
    end: u32,
}

impl References {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let lexicon = &grammar.lexicon;
        let mut ranks: FxHashMap<String, u8> = FxHashMap::default();
        let mut plurals = Vec::new();
        let letters = lexicon.read(TABLE, |entry, word| {
            match word {
                WordText::Head { rank } => _ = ranks.insert(entry.id.clone(), rank),
                WordText::Plural => plurals.push((entry.id.clone(), entry.file.clone())),
                WordText::Letter {} => return Ok(Some(Letter)),
            }
            Ok(None)
        })?;
        for (id, file) in plurals {
            if !ranks.contains_key(&id) {
                let message = format!("expected the id of a provision-head, found {id:?}");
                return Err(Error::configuration(message).at(file));
            }
        }
        Ok(Self { senses: grammar.rules.senses(TABLE)?, ranks, letters, features: lexicon.features(TABLE)? })
    }
}

impl References {
    /// What a rule's match means.
    pub(super) fn part(&self, view: &View<'_>, found: &Match, last: u32) -> Option<Part> {
        let head = view.entry(&view.slot(found, "head")?)?.id.clone();
        let rank = *self.ranks.get(&head)?;
        let mut end = found.last;
        let which = match self.senses.get(found.rule)? {
            sense @ (Sense::Numbered | Sense::Listed) => {
                let start = view.capture(found, "head")?.last;
                let several = sense == Sense::Listed;
                let names;
                (names, end) = if view.slot(found, "single").is_some() {
                    (vec![format!("{head}_1")], found.last)
                } else {
                    self.names(view, &head, TokenRange::new(start, last), several)?
                };
                Which::Named(names)
            }
            Sense::This => Which::This,
            Sense::Said => Which::Said,
            Sense::Above => Which::Above,
            Sense::Previous => Which::Previous,
            Sense::Next => Which::Next,
            Sense::Bare => Which::Bare,
        };
        Some(Part { head, rank, which, rule: found.rule, first: found.first, last: end })
    }

    /// The names of a head with the numbers and letters behind it, and where these end.
    fn names(
        &self,
        view: &View<'_>,
        head: &str,
        behind: TokenRange,
        several: bool,
    ) -> Option<(Vec<String>, u32)> {
        let TokenRange { first: from, end: last } = behind;
        if several && from < last && slice(view, from) == "(" && self.number(view, from, last).is_none() {
            // «مواد (۵ تا ۸)»
            let (names, end) = self.named(view, head, TokenRange::new(from + 1, last), several)?;
            return (slice(view, end) == ")").then_some((names, end + 1));
        }
        self.named(view, head, behind, several)
    }

    /// The same without brackets around them.
    fn named(
        &self,
        view: &View<'_>,
        head: &str,
        TokenRange { first: from, end: last }: TokenRange,
        several: bool,
    ) -> Option<(Vec<String>, u32)> {
        let first = self.number(view, from, last)?;
        let (mut names, mut end) = (vec![format!("{head}_{}", first.name)], first.end);
        let mut before = first.value;
        while names.len() < MOST {
            let dashed = slice(view, end) == "-";
            let to = view.words_at(end, view.grammar.particles.words(Particle::To));
            let next = match to {
                Some(behind) => Some(behind),
                None if dashed => Some(end + 1),
                None if several => self.joint_end(view, end),
                None => None,
            };
            let Some(next) = next.and_then(|at| self.number(view, at, last)) else { break };
            let ascending = before.zip(next.value).is_none_or(|(lower, upper)| lower < upper);
            if (to.is_some() || !several && dashed) && !ascending {
                break;
            }
            // Of two numbers a dash makes a range, of more a list: «مواد ۵ - ۷ - ۹».
            let lone = dashed && names.len() == 1 && self.joint(view, next.end).is_none();
            if let (true, Some(lower), Some(upper)) = (to.is_some() || lone, before, next.value)
                && (lower..=lower + WIDEST).contains(&upper)
            {
                names.extend((lower + 1..upper).map(|n| format!("{head}_{n}")));
            }
            names.push(format!("{head}_{}", next.name));
            (before, end) = (next.value, next.end);
            if !several {
                break;
            }
        }
        Some((names, end))
    }

    /// Behind the «و», comma or dash that joins numbers at a token.
    fn joint(&self, view: &View<'_>, at: u32) -> Option<u32> {
        if slice(view, at) == "-" { Some(at + 1) } else { self.joint_end(view, at) }
    }

    /// Behind «و», «،» or both.
    fn joint_end(&self, view: &View<'_>, at: u32) -> Option<u32> {
        let behind = if slice(view, at) == "،" { at + 1 } else { at };
        view.words_at(behind, view.grammar.particles.words(Particle::And)).or((behind > at).then_some(behind))
    }

    /// Whether «و» or a comma alone stands between two references.
    pub(super) fn joined(&self, view: &View<'_>, end: u32, next: u32) -> bool {
        self.joint_end(view, end) == Some(next)
    }

    /// A number or letter, which may stand in brackets.
    fn number(&self, view: &View<'_>, at: u32, last: u32) -> Option<Number> {
        let close = match slice(view, at) {
            "(" => Some(")"),
            "«" => Some("»"),
            _ => None,
        };
        let first = at + u32::from(close.is_some());
        let number = view.numbers_at(first).filter(|number| number.last <= last).find_map(|number| {
            let value = number.integer().filter(|n| (1..=1999).contains(n))?;
            Some(Number { value: Some(value), name: value.to_string(), end: number.last })
        });
        // «و» is a letter in brackets alone, and the «ی» of «ماده‌ی» is none.
        let apart = view.tokens.list.get(first as usize).is_some_and(|token| token.gap == Gap::Space);
        let plain =
            close.is_some() || apart && !view.begins(first, view.grammar.particles.words(Particle::And));
        let letter = || {
            let mut edges = view.meanings_at(&self.letters, first).map(|(edge, _)| edge);
            let edge = edges.find(|edge| edge.last() <= last).filter(|_| plain)?;
            Some(Number { value: None, name: view.entry(&edge)?.id.clone(), end: edge.last() })
        };
        let mut found = number.or_else(letter)?;
        if let Some(close) = close {
            if slice(view, found.end) != close {
                return None;
            }
            found.end += 1;
        } else if found.value.is_some()
            && slice(view, found.end) == "("
            && let Some(again) = self.number(view, found.end, last).filter(|n| n.value == found.value)
        {
            // «اصل هفتاد و هفتم (۷۷)»
            found.end = again.end;
        }
        if let Some(behind) = view.words_at(found.end, &self.features.repeated) {
            found.name.push_str("bis");
            found.end = behind;
        }
        (found.end <= last).then_some(found)
    }

    /// How many parts are one reference, and whether the outermost stands first.
    pub(super) fn chain(&self, view: &View<'_>, parts: &[Part]) -> (usize, bool) {
        // «ماده ۵ بند ب»; all else stands before what holds it, points and notes in either.
        let low = |part: &Part| part.rank > ARTICLE_RANK;
        let inward = matches!(parts, [a, b, ..] if !low(a) && b.rank > a.rank);
        let joined = |pair: &&[Part]| {
            let [a, b] = pair else { return false };
            let joint = view.words_at(a.last, &self.features.joint) == Some(b.first);
            match a.last == b.first {
                true if inward => b.rank > a.rank,
                adjacent if adjacent || joint => b.rank < a.rank || !inward && b.rank > a.rank && low(a),
                _ => false,
            }
        };
        (parts.windows(2).take_while(joined).count() + 1, inward)
    }
}

fn slice<'s>(view: &View<'s>, at: u32) -> &'s str {
    view.tokens.list.get(at as usize).map_or("", |token| view.slice(token.span()))
}
