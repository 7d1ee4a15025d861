//! What the lexicon says of the words that figures are made of, read once.

use super::ambiguity::{Ambiguity, AmbiguityText, Becomes, Sense};
use super::model::{Base, Kind, Unit};
use crate::error::{Error, Result};
use crate::lexicon::{ClassId, Entry, Lexicon, Meanings};
use crate::rule::Edge;
use crate::suggestion::with_nearest;
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::Arc;

/// How a word before a number bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Approx,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

/// A unit of measure, a currency or a percent sign.
#[derive(Clone, Debug)]
pub(super) struct UnitWord {
    pub(super) kind: Kind,
    pub(super) unit: Unit,
    /// What the number is multiplied by before the unit holds («همت»: 10^12 tomans).
    pub(super) scale: Decimal,
    /// Forms that are other words too.
    pub(super) ambiguous: Ambiguity,
    /// Where its words stand for another unit.
    pub(super) becomes: Option<Becomes>,
    /// Other words that differ from it in letters which folding does not tell apart.
    pub(super) not_written: Vec<String>,
    pub(super) id: String,
}

/// What an entry means to figures.
#[derive(Clone, Debug)]
pub(super) enum Word {
    Unit(Box<UnitWord>),
    Bound(Bound),
    Vague(Decimal),
    Scale(Decimal),
    Fraction(Decimal),
    /// A UCUM code to divide by.
    Per(Arc<str>),
    /// A period beside the quantity; `beside`: only right before the number («ساعتی», «ماهی»).
    Rate {
        period: &'static str,
        beside: bool,
    },
    Senses(Vec<Sense>),
    /// A head behind which a number names a thing; `loose`: where a number word may still count.
    Reference {
        loose: bool,
    },
    /// A word between a number and a noun; `counted`: it is itself what is counted.
    Classifier {
        counted: bool,
    },
}

/// The classes that figures look at without a pattern.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Classes {
    pub(super) classifier: Option<ClassId>,
    pub(super) function: Option<ClassId>,
    pub(super) light_verb: Option<ClassId>,
    pub(super) reference: Option<ClassId>,
    pub(super) rate: Option<ClassId>,
    pub(super) context: Option<ClassId>,
    pub(super) unit: Option<ClassId>,
    pub(super) currency: Option<ClassId>,
    pub(super) percent: Option<ClassId>,
    pub(super) below_zero: Option<ClassId>,
    pub(super) total: Option<ClassId>,
    pub(super) parts: Option<ClassId>,
    pub(super) number_head: Option<ClassId>,
    pub(super) number_leader: Option<ClassId>,
}

/// All words that figures know.
#[derive(Debug, Default)]
pub(super) struct Words {
    meanings: Meanings<Word>,
    /// By class: whether its entries are names, which numbers inside are part of.
    names: Vec<bool>,
    pub(super) classes: Classes,
    /// The classes of years, months and days, and the number of the plural's suffix set.
    pub(super) times: Vec<ClassId>,
    pub(super) plural: Option<u8>,
    comparatives: Comparatives,
}

/// The ending of comparatives, and the adjectives that it is glued to, folded.
#[derive(Debug, Default)]
struct Comparatives {
    endings: Vec<Box<[Code]>>,
    stems: FxHashSet<Box<[Code]>>,
}

impl Comparatives {
    fn new(lexicon: &Lexicon, tokenizer: &Tokenizer) -> Self {
        let class = lexicon.class("comparative");
        let mut out = Self::default();
        for entry in lexicon.entries().iter().filter(|entry| Some(entry.class) == class) {
            let forms = entry.forms.iter();
            let codes = forms.map(|form| tokenizer.codes(form));
            if entry.id == "ending" { out.endings.extend(codes) } else { out.stems.extend(codes) }
        }
        out
    }
}

/// Classes whose entries are names, or other phrases in which a number counts nothing.
const NAMES: [&str; 10] = [
    "state",
    "place",
    "organisation",
    "armed-force",
    "company",
    "media",
    "group",
    "person",
    "given-name",
    "number-idiom",
];

/// Classes of units of time.
const TIMES: [&str; 4] = ["year-word", "month-word", "week-word", "day-word"];

#[derive(Deserialize)]
struct UnitText {
    code: String,
    kind: Option<Kind>,
    base: Option<toml::Value>,
    factor: Option<f64>,
    #[serde(default)]
    offset: f64,
    scale: Option<f64>,
    #[serde(flatten)]
    ambiguity: AmbiguityText,
    becomes: Option<Becomes>,
    #[serde(default)]
    not_written: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueText {
    value: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FractionText {
    parts: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PerText {
    code: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateText {
    code: String,
    #[serde(default)]
    beside: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceText {
    #[serde(default)]
    loose: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassifierText {
    #[serde(default)]
    counted: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SenseText {
    senses: Vec<Sense>,
}

impl Words {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let class = |name: &str| lexicon.class(name);
        let classes = Classes {
            classifier: class("classifier"),
            function: class("function-word"),
            light_verb: class("light-verb"),
            reference: class("reference-head"),
            rate: class("rate-word"),
            context: class("figure-context"),
            unit: class("unit-of-measure"),
            currency: class("currency"),
            percent: class("percent"),
            below_zero: class("below-zero"),
            total: class("total-word"),
            parts: class("parts-word"),
            number_head: class("number-head"),
            number_leader: class("number-leader"),
        };
        let known = lexicon.classes();
        let tokenizer = Tokenizer::new();
        let meanings = lexicon
            .entries()
            .iter()
            .map(|entry| {
                word(entry, known.get(entry.class.0 as usize).map_or("", String::as_str), &tokenizer)
            })
            .collect::<Result<_>>()?;
        check_becomes(lexicon, &meanings)?;
        let names = known.iter().map(|class| NAMES.contains(&class.as_str())).collect();
        let times = TIMES.iter().filter_map(|name| lexicon.class(name)).collect();
        let comparatives = Comparatives::new(lexicon, &tokenizer);
        let plural = lexicon.suffix_number("plural");
        Ok(Self { meanings, names, classes, times, plural, comparatives })
    }

    pub(super) fn get(&self, entry: u32) -> Option<&Word> {
        self.meanings.get(entry)
    }

    /// Whether an edge is a name.
    pub(super) fn is_name(&self, edge: &Edge) -> bool {
        self.names.get(edge.class.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a word is the ending of comparatives, or an adjective with it.
    pub(super) fn is_comparative(&self, word: &[Code]) -> bool {
        self.comparatives.endings.iter().any(|ending| {
            let stem = word.strip_suffix(ending.as_ref());
            stem.is_some_and(|stem| stem.is_empty() || self.comparatives.stems.contains(stem))
        })
    }

    /// All units and currencies, with the entries they come from.
    pub(super) fn units(&self) -> impl Iterator<Item = (u32, &UnitWord)> {
        self.meanings.iter().filter_map(|(entry, word)| match word {
            Word::Unit(unit) => Some((entry, unit.as_ref())),
            _ => None,
        })
    }

    /// The codes that units can be divided by.
    pub(super) fn periods(&self) -> impl Iterator<Item = Arc<str>> {
        self.meanings.iter().filter_map(|(_, word)| match word {
            Word::Per(code) => Some(Arc::clone(code)),
            _ => None,
        })
    }
}

/// Refuses a unit that becomes one which is not there.
fn check_becomes(lexicon: &Lexicon, meanings: &Meanings<Word>) -> Result<()> {
    let units = || {
        meanings.iter().filter_map(|(at, word)| match word {
            Word::Unit(unit) => Some((at, unit)),
            _ => None,
        })
    };
    for (at, unit) in units() {
        let Some(becomes) = &unit.becomes else { continue };
        if !units().any(|(_, other)| other.id == becomes.unit)
            && let Some(entry) = lexicon.entry(at)
        {
            let message = format!("becomes: expected the id of a unit of measure, found {:?}", becomes.unit);
            let known = units().map(|(_, other)| other.id.as_str());
            return Err(refuse(entry, &with_nearest(message, &becomes.unit, known)));
        }
    }
    Ok(())
}

fn word(entry: &Entry, class: &str, tokenizer: &Tokenizer) -> Result<Option<Word>> {
    Ok(Some(match class {
        "unit-of-measure" | "currency" | "percent" => {
            Word::Unit(Box::new(unit(entry, class == "currency", tokenizer)?))
        }
        "approx" => Word::Bound(Bound::Approx),
        "more-than" => Word::Bound(Bound::MoreThan),
        "at-least" => Word::Bound(Bound::AtLeast),
        "less-than" => Word::Bound(Bound::LessThan),
        "at-most" => Word::Bound(Bound::AtMost),
        "vague" => Word::Vague(entry.read::<ValueText>()?.value.into()),
        "scale-word" => Word::Scale(entry.read::<ValueText>()?.value.into()),
        "fraction-word" => {
            let parts = Decimal::from(entry.read::<FractionText>()?.parts);
            let share = Decimal::ONE.checked_div(parts);
            Word::Fraction(share.ok_or_else(|| refuse(entry, "parts: expected more than 0, found 0"))?)
        }
        "per" => Word::Per(Arc::from(entry.read::<PerText>()?.code)),
        "rate-word" => {
            let RateText { code, beside } = entry.read()?;
            let known = ["s", "min", "h", "d", "wk", "mo", "a"];
            let period = known.into_iter().find(|name| **name == *code);
            let period = period.ok_or_else(|| {
                refuse(entry, &format!("code: expected one of {}, found {code:?}", known.join(", ")))
            })?;
            Word::Rate { period, beside }
        }
        "figure-context" => Word::Senses(entry.read::<SenseText>()?.senses),
        "classifier" => Word::Classifier { counted: entry.read::<ClassifierText>()?.counted },
        "reference-head" => Word::Reference { loose: entry.read::<ReferenceText>()?.loose },
        _ => return Ok(None),
    }))
}

fn unit(entry: &Entry, money: bool, tokenizer: &Tokenizer) -> Result<UnitWord> {
    let text: UnitText = entry.read()?;
    let ambiguous = text.ambiguity.read(tokenizer).map_err(|problem| refuse(entry, problem))?;
    let kind = if money { Some(Kind::Money) } else { text.kind };
    let kind = kind.ok_or_else(|| refuse(entry, "kind: expected one, found none"))?;
    let code = match text.base {
        Some(toml::Value::String(code)) => Some(Arc::from(code)),
        Some(toml::Value::Integer(one)) => Some(Arc::from(one.to_string())),
        Some(other) => return Err(refuse(entry, &format!("base: expected a code, found {other}"))),
        // A currency without a base is its own.
        None => (money && text.factor.is_none() && !text.code.starts_with('{'))
            .then(|| Arc::from(text.code.as_str())),
    };
    let base = code.map(|code| Base { code, factor: text.factor.unwrap_or(1.0), offset: text.offset });
    let scale = text.scale.map_or(Some(Decimal::ONE), Decimal::from_f64);
    let scale = scale.ok_or_else(|| refuse(entry, "scale: expected a number"))?;
    Ok(UnitWord {
        kind,
        unit: Unit { code: Arc::from(text.code), base },
        scale,
        ambiguous,
        becomes: text.becomes,
        not_written: text.not_written,
        id: entry.id.clone(),
    })
}

fn refuse(entry: &Entry, problem: &str) -> Error {
    Error::configuration(problem).at(format!("{}, entry {:?}", entry.file, entry.id))
}
