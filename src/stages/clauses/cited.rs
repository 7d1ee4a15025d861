//! The parts of references as they are written: heads, their numbers and letters, and which of them belong together.

use crate::error::{Error, Result};
use crate::lexicon::{ClassSet, EntryMap, Particle};
use crate::rule::{ByRule, Grammar, Match, ReadingKind, RuleId, RuleTable, View};
use crate::segment::ARTICLE_RANK;
use crate::text::fold::{DIGIT_ZERO, is_digit};
use crate::text::{Gap, TokenKind, TokenRange};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// Of a wider range («مواد ۱ تا ۵۰۰») only the ends are named.
const WIDEST: i64 = 100;
/// Rank of what is a part of an article where an article stands behind it.
const INNER_RANK: u8 = 30;
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
        /// Whether it stands for a part of an article, too: «قسمت دوم ماده ۷۸».
        #[serde(default)]
        inner: bool,
    },
    /// The plural of the head with its id.
    Plural,
    Letter {},
}

/// What a word is to the numbers of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// A letter that numbers items.
    Letter,
    /// What heads provisions.
    Head,
}

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
    /// That a law is changed.
    pub(super) amends: ClassSet,
    /// The initial of a law that is named by its initials.
    pub(super) initial: ClassSet,
}

/// The words of references.
#[derive(Debug)]
pub(super) struct References {
    senses: ByRule<Sense>,
    pub(super) ranks: FxHashMap<String, u8>,
    /// The heads of parts of articles, too.
    inner: Vec<String>,
    words: EntryMap<Word>,
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
        let (mut plurals, mut inner) = (Vec::new(), Vec::new());
        let words = lexicon.read(TABLE, |entry, word| {
            match word {
                WordText::Head { rank, inner: also } => {
                    ranks.insert(entry.id.clone().into(), rank);
                    inner.extend(also.then(|| entry.id.clone().into()));
                }
                WordText::Plural => plurals.push((String::from(entry.id.clone()), entry.file.clone())),
                WordText::Letter {} => return Ok(Some(Word::Letter)),
            }
            Ok(Some(Word::Head))
        })?;
        for (id, file) in plurals {
            if !ranks.contains_key(&id) {
                let message = format!("expected the id of a provision-head, found {id:?}");
                return Err(Error::configuration(message).at(file));
            }
        }
        Ok(Self {
            senses: grammar.rules.senses(TABLE)?,
            ranks,
            inner,
            words,
            features: lexicon.features(TABLE)?,
        })
    }
}

impl References {
    /// What a rule's match means.
    pub(super) fn part(&self, view: &View<'_>, found: &Match, last: u32) -> Option<Part> {
        let head: String = view.entry(&view.slot(found, "head")?)?.id.clone().into();
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
                    self.names(view, (&head, rank), TokenRange::new(start, last), several)?
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
        head: (&str, u8),
        behind: TokenRange,
        several: bool,
    ) -> Option<(Vec<String>, u32)> {
        let TokenRange { first: from, end: last } = behind;
        if several && from < last && slice(view, from) == "(" && self.number(view, from, last, None).is_none()
        {
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
        (head, rank): (&str, u8),
        TokenRange { first: from, end: last }: TokenRange,
        several: bool,
    ) -> Option<(Vec<String>, u32)> {
        let single = (!several).then_some(rank);
        let first = self.number(view, from, last, single)?;
        let (mut names, mut end) = (vec![format!("{head}_{}", first.name)], first.end);
        let mut before = first.value;
        while names.len() < MOST {
            let dashed = slice(view, end) == "-";
            let to = view.words_at(end, view.grammar.particles.words(Particle::To));
            let next = match to {
                Some(behind) => Some(behind),
                None if dashed => Some(end + 1),
                None if several => self.joint_end(view, end),
                None => self.and_or(view, end),
            };
            // «بندهای ۲-۱ و ۲-۲»
            let parts = names.first().is_some_and(|name| name.contains('-')).then_some(u8::MAX);
            let Some(next) = next.and_then(|at| self.number(view, at, last, parts)) else { break };
            // «ماده ۵ و ۶ قانون کار», but not «ماده ۵ و ۶ درصد».
            let both = parts.is_some() && next.name.contains('-') || self.is_of_both(view, end, &next, last);
            if !several && to.is_none() && !dashed && !both {
                break;
            }
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

    /// Whether what stands behind the second of two numbers says that both are provisions: the law or the provision that
    /// holds them, or brackets around each.
    fn is_of_both(&self, view: &View<'_>, end: u32, next: &Number, last: u32) -> bool {
        let closes = |end: u32| end.checked_sub(1).is_some_and(|at| slice(view, at) == ")");
        let features = &self.features;
        let at = view.words_at(next.end, &features.joint).unwrap_or(next.end);
        let this = view.words_at(at, view.grammar.particles.words(Particle::ThisOne));
        let law = |at: u32| at < last && view.begins(at, &features.law);
        let head = || {
            let mut words = view.meanings_at(&self.words, at);
            words.any(|(edge, word)| *word == Word::Head && edge.suffix == 0)
        };
        closes(end) && closes(next.end) || law(at) || this.is_some_and(law) || at < last && head()
    }

    /// The numbers and letters of a number such as «۳-۲» or «۲.۱», as far as they stand close to each other, and where
    /// they end; none where there is one alone.
    pub(super) fn compound(&self, view: &View<'_>, first: u32, last: u32) -> Option<(String, u32)> {
        let token = |at: u32| view.tokens.list.get(at as usize).filter(|_| at < last);
        let part = |at: u32| {
            let token = token(at)?;
            if token.kind == TokenKind::Digits {
                let digits = view.tokens.codes_of(at as usize).iter().filter(|code| is_digit(**code));
                return Some(digits.map(|code| char::from(b'0' + (code - DIGIT_ZERO))).collect::<String>());
            }
            let mut words = view.meanings_at(&self.words, at);
            let letter = words.find(|(edge, word)| **word == Word::Letter && edge.last() == at + 1);
            letter.and_then(|(edge, _)| Some(view.entry(&edge)?.id.clone().into()))
        };
        let close = |at: u32| token(at).is_some_and(|token| token.gap == Gap::None);
        let (mut name, mut end) = (part(first)?, first + 1);
        while close(end)
            && close(end + 1)
            && matches!(slice(view, end), "-" | "." | "٫" | "/")
            && let Some(next) = part(end + 1)
        {
            name.push('-');
            name.push_str(&next);
            end += 2;
        }
        (end > first + 1).then_some((name, end))
    }

    /// Behind the «و», comma or dash that joins numbers at a token.
    fn joint(&self, view: &View<'_>, at: u32) -> Option<u32> {
        if slice(view, at) == "-" { Some(at + 1) } else { self.joint_end(view, at) }
    }

    /// Behind «و», «یا», «،» or both.
    fn joint_end(&self, view: &View<'_>, at: u32) -> Option<u32> {
        let behind = if slice(view, at) == "،" { at + 1 } else { at };
        self.and_or(view, behind).or((behind > at).then_some(behind))
    }

    /// Behind «و» or «یا».
    fn and_or(&self, view: &View<'_>, at: u32) -> Option<u32> {
        let particles = &view.grammar.particles;
        let and = view.words_at(at, particles.words(Particle::And));
        and.or_else(|| view.words_at(at, particles.words(Particle::Or)))
    }

    /// Whether «و» or a comma alone stands between two references.
    pub(super) fn joined(&self, view: &View<'_>, end: u32, next: u32) -> bool {
        self.joint_end(view, end) == Some(next)
    }

    /// Behind the initials of a law: «ق.م.», «ق.آ.د.ک».
    pub(super) fn initials(&self, view: &View<'_>, at: u32) -> Option<u32> {
        let close = |at: u32| view.tokens.list.get(at as usize).is_some_and(|token| token.gap == Gap::None);
        let stop = |at: u32| slice(view, at) == "." && close(at);
        let letter = |at: u32| view.tokens.codes_of(at as usize).len() == 1 && close(at);
        let mut end = view.words_at(at, &self.features.initial)?;
        if !stop(end) || !letter(end + 1) {
            return None;
        }
        while stop(end) && letter(end + 1) {
            end += 2;
        }
        Some(end)
    }

    /// A number or letter, which may stand in brackets; of one provision of a rank one of several parts, too: «بند ۳-۲». Between
    /// the numbers of articles a dash makes a range, unless the second is the smaller one.
    fn number(&self, view: &View<'_>, at: u32, last: u32, single: Option<u8>) -> Option<Number> {
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
            let letters = view.meanings_at(&self.words, first).filter(|(_, word)| **word == Word::Letter);
            let mut edges = letters.map(|(edge, _)| edge);
            let edge = edges.find(|edge| edge.last() <= last).filter(|_| plain)?;
            Some(Number { value: None, name: view.entry(&edge)?.id.clone().into(), end: edge.last() })
        };
        let mut found = number.or_else(letter)?;
        if let Some((name, end)) = self.compound(view, first, last) {
            let falls = falls(&name);
            let dashed = slice(view, first + 1) == "-";
            if single.is_some_and(|rank| rank > ARTICLE_RANK || falls || !dashed)
                || single.is_none() && falls && dashed
            {
                found = Number { value: None, name, end };
            }
        }
        if let Some(close) = close {
            if slice(view, found.end) != close {
                return None;
            }
            found.end += 1;
        } else if found.value.is_some()
            && slice(view, found.end) == "("
            && let Some(again) = self.number(view, found.end, last, None).filter(|n| n.value == found.value)
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

    /// Puts the parts of articles below them: «قسمت دوم ماده ۷۸».
    pub(super) fn put_inside(&self, parts: &mut [Part]) {
        for n in 1..parts.len() {
            let Some([part, holder]) = parts.get_mut(n - 1..=n) else { continue };
            if part.last == holder.first && holder.rank >= ARTICLE_RANK && self.inner.contains(&part.head) {
                part.rank = INNER_RANK;
            }
        }
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

/// Whether the second of two numbers, «۲-۱», is no greater than the first, so that they are no range.
fn falls(name: &str) -> bool {
    let mut numbers = name.split('-').map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(a)), Some(Ok(b))) if a >= b)
}

fn slice<'s>(view: &View<'s>, at: u32) -> &'s str {
    view.tokens.list.get(at as usize).map_or("", |token| view.slice(token.span()))
}
