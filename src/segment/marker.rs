//! The markers that list items begin with: «۱-», «(۲)», «الف)», «•», «ماده ۵ -», «تبصره».

use crate::error::Result;
use crate::lexicon::{ClassId, Lexicon};
use crate::rule::Scene;
use crate::text::{Gap, TokenKind};
use serde::Deserialize;

/// Class of the letters that number items («الف»، «ب»).
const ENUMERATOR: &str = "enumerator";
/// Class of the words that head provisions («ماده»، «تبصره»).
const PROVISION_HEAD: &str = "provision-head";
/// The longest number of a list item: a year is none.
const LARGEST: i64 = 999;

/// How a list item begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its style.
    pub kind: MarkerKind,
    /// The tokens of the label, without punctuation.
    pub label: (u32, u32),
    /// The number it gives, if it gives one.
    pub number: Option<i64>,
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
    /// A letter and the mark behind it.
    Letter(char),
    /// A bullet.
    Bullet(char),
}

impl MarkerKind {
    /// Whether a marker of this kind goes on with a list of the other.
    #[must_use]
    pub fn same_list(&self, other: &Self) -> bool {
        self == other
    }

    /// The usual depth: a kind of lower rank never stands inside one of higher rank.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Head { rank, .. } => *rank,
            Self::Number(_) => 30,
            Self::Letter(_) => 31,
            Self::Bullet(_) => 40,
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
}

/// The lexicon's words that markers are made of.
#[derive(Debug, Default)]
pub struct Markers {
    heads: Option<ClassId>,
    enumerators: Option<ClassId>,
    /// By lexicon entry: the rank of a head, the value of an enumerator.
    values: Vec<i64>,
}

impl Markers {
    /// Reads what the lexicon says of them.
    ///
    /// # Errors
    /// An entry without its rank or value.
    pub fn new(lexicon: &Lexicon) -> Result<Self> {
        let (heads, enumerators) = (lexicon.class(PROVISION_HEAD), lexicon.class(ENUMERATOR));
        let values = lexicon
            .entries()
            .iter()
            .map(|entry| {
                if Some(entry.class) == heads {
                    entry.read::<HeadAttributes>().map(|head| i64::from(head.rank))
                } else if Some(entry.class) == enumerators {
                    entry.read::<EnumeratorAttributes>().map(|letter| letter.value)
                } else {
                    Ok(0)
                }
            })
            .collect::<Result<_>>()?;
        Ok(Self { heads, enumerators, values })
    }

    /// The marker that the block `first..last` begins with.
    #[must_use]
    pub fn read(&self, scene: &Scene<'_>, first: usize, last: usize) -> Option<Marker> {
        self.bullet(scene, first, last)
            .or_else(|| self.head(scene, first, last))
            .or_else(|| self.item(scene, first, last))
    }

    fn bullet(&self, scene: &Scene<'_>, first: usize, last: usize) -> Option<Marker> {
        let mark = mark(scene, first)?;
        let spaced = scene.tokens.list.get(first + 1).filter(|_| first + 1 < last)?.gap == Gap::Space;
        let bullet = matches!(mark, '•' | '●' | '▪' | '◦' | '■' | '*' | '\u{F0B7}' | '✓' | '➢')
            || (spaced && matches!(mark, '-' | '–' | '—' | '·' | 'o'));
        bullet.then_some(Marker {
            kind: MarkerKind::Bullet(mark),
            label: (first as u32, first as u32 + 1),
            number: None,
            body: first as u32 + 1,
        })
    }

    /// «ماده ۵ -», «تبصره», «بند ب -», «ماده واحده»: a head, its number, and a mark or the line's end.
    fn head(&self, scene: &Scene<'_>, first: usize, last: usize) -> Option<Marker> {
        let head =
            scene.lattice.at(first).iter().find(|edge| Some(edge.class) == self.heads && edge.suffix == 0)?;
        let entry = scene.entry(head)?;
        let kind = MarkerKind::Head { id: entry.id.clone(), rank: self.value(head.value) as u8 };
        let after = head.last as usize;
        let numbered = self.number(scene, after, last, true);
        let (number, end) = match numbered {
            Some((number, end)) => (Some(number), end),
            None => (None, after),
        };
        let body = self.behind(scene, end, last).or_else(|| {
            // Without a mark: only a number that is followed by the line's end.
            (numbered.is_some() && end == last).then_some(end)
        })?;
        Some(Marker { kind, label: (first as u32, end as u32), number, body: body as u32 })
    }

    /// «۱-», «۱.», «۱)», «(۱)», «الف -».
    fn item(&self, scene: &Scene<'_>, first: usize, last: usize) -> Option<Marker> {
        let bracketed = mark(scene, first) == Some('(');
        let at = first + usize::from(bracketed);
        let letter = self.letter(scene, at);
        let (number, end) = self.number(scene, at, last, false)?;
        let closing = mark(scene, end)?;
        if bracketed && closing != ')' {
            return None;
        }
        let body = self.behind(scene, end, last)?;
        let style = if bracketed { '(' } else { closing };
        let kind = if letter { MarkerKind::Letter(style) } else { MarkerKind::Number(style) };
        Some(Marker { kind, label: (at as u32, end as u32), number: Some(number), body: body as u32 })
    }

    /// The token behind the mark at `end`; none where that is no list mark.
    fn behind(&self, scene: &Scene<'_>, end: usize, last: usize) -> Option<usize> {
        let mark = mark(scene, end).filter(|_| end < last)?;
        if !matches!(mark, '-' | '–' | '—' | ')' | '.' | ':' | 'ـ') {
            return None;
        }
        let mut body = end + 1;
        // «۱.-», «ماده ۱ـ -»: marks may be doubled.
        while body < last && matches!(self::mark(scene, body), Some('-' | '–' | '—')) {
            body += 1;
        }
        let next = scene.tokens.list.get(body).filter(|_| body < last);
        let decimal = next.is_some_and(|token| token.kind == TokenKind::Digits && token.gap == Gap::None);
        (!decimal).then_some(body)
    }

    fn letter(&self, scene: &Scene<'_>, at: usize) -> bool {
        scene.lattice.at(at).iter().any(|edge| Some(edge.class) == self.enumerators)
    }

    /// The number at a token: digits, a letter, or (behind a head) words.
    fn number(&self, scene: &Scene<'_>, at: usize, last: usize, words: bool) -> Option<(i64, usize)> {
        let mut best = None;
        for edge in scene.lattice.at(at).iter().filter(|edge| edge.last as usize <= last) {
            if Some(edge.class) == self.enumerators && edge.last == at as u32 + 1 {
                best = best.or(Some((self.value(edge.value), edge.last as usize)));
            } else if let Some(numeral) = scene.lattice.numeral(edge) {
                let plain = words || matches!(numeral.script, crate::numeral::Script::Digits { .. });
                if let Some(value) = numeral.integer().filter(|value| plain && (1..=LARGEST).contains(value))
                {
                    let end = numeral.last as usize;
                    best = best.filter(|(_, known)| *known >= end).or(Some((value, end)));
                }
            }
        }
        best
    }

    fn value(&self, entry: u32) -> i64 {
        self.values.get(entry as usize).copied().unwrap_or(0)
    }
}

/// The character of the punctuation token at `at`.
fn mark(scene: &Scene<'_>, at: usize) -> Option<char> {
    let token = scene.tokens.list.get(at)?;
    match token.kind {
        TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop => {
            scene.slice(token.span).chars().next()
        }
        _ => None,
    }
}
