//! What the lexicon says of the words that figures are made of, read once.

use super::ambiguity::{Ambiguity, AmbiguityText, Becomes, Sense};
use super::model::{Base, Kind, Unit};
use crate::error::Result;
use crate::lexicon::{ClassSet, Entry, EntryMap, Lexicon};
use crate::rule::Edge;
use crate::suggestion::with_nearest;
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::Arc;

/// How a word before a number bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// A period beside the quantity; `adjacent_only`: only right before the number («ساعتی», «ماهی»).
    Rate {
        period: &'static str,
        adjacent_only: bool,
    },
    Senses(Vec<Sense>),
    /// A head behind which a number names a thing; `may_count`: where a number word may still count.
    Reference {
        may_count: bool,
    },
    /// A word between a number and a noun; `counted`: it is itself what is counted; `adjective`: it says of how many
    /// parts another noun is, and what stands behind it is not counted.
    Classifier {
        counted: bool,
        adjective: bool,
    },
    /// A part of compounds that may stand apart before its noun: «شبه», «غیر».
    NounPrefix,
    /// The mark of a number above or below zero.
    Sign {
        negative: bool,
    },
}

/// The words that figures turn on without a pattern, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    /// A word that is no noun.
    pub(super) function: ClassSet,
    /// «هر», behind which a noun is none that is called by a number.
    pub(super) each: ClassSet,
    /// A verb that the noun before it is part of.
    pub(super) light_verb: ClassSet,
    /// Nominal parts of verbs, which right before their verb are counted by nothing.
    pub(super) verb_noun: ClassSet,
    /// That a number is that of all.
    pub(super) total: ClassSet,
    /// That the parts of a total follow.
    pub(super) parts: ClassSet,
    /// What stands before the number of a thing: «شماره».
    pub(super) number_head: ClassSet,
    /// A noun for how many there are: «تعداد».
    pub(super) number_noun: ClassSet,
    /// A scale word that stands for a thousand millions or for a million of them.
    pub(super) doubtful_scale: ClassSet,
    /// What a short number word is a number behind.
    pub(super) leader: ClassSet,
    /// A name or another phrase: numbers inside are part of it.
    pub(super) name: ClassSet,
    /// A unit of time that sentences count in.
    pub(super) period: ClassSet,
    /// Names of months and eras, which head columns of days.
    pub(super) calendar_word: ClassSet,
    /// Names of eras, which head columns of days in several calendars.
    pub(super) era_word: ClassSet,
    /// Words and letters for the calendar of a year, behind it.
    pub(super) era: ClassSet,
    /// Amounts, of which a text says in what they are.
    pub(super) amount: ClassSet,
    /// What stands between amounts and the unit that they are in.
    pub(super) unit_lead: ClassSet,
    /// That such a thing is so: «است».
    pub(super) be: ClassSet,
    /// What the numbers of a column count or name, and do not measure.
    pub(super) counting_head: ClassSet,
    /// What stands behind a classifier and is not counted.
    pub(super) classified_word: ClassSet,
    /// Heads of columns of accounts and stocks, whose numbers are of no thing that is counted.
    pub(super) sum_head: ClassSet,
    /// What hours stand behind.
    pub(super) clock_cue: ClassSet,
    /// Money as speech calls it.
    pub(super) spoken_money: ClassSet,
    /// What is a word by itself, and with a ZWNJ behind it the first part of a noun.
    pub(super) joined_prefix: ClassSet,
    /// What the numbers of a column are names of.
    pub(super) naming_head: ClassSet,
    /// Nouns of two words that are also written apart: «دانش آموز».
    pub(super) compound: ClassSet,
    /// What a sum without its currency is, and no thing that is counted: «۳۰۰ رهن».
    pub(super) sum_kind: ClassSet,
    /// What buildings, flights and classes have so many of.
    pub(super) held_thing: ClassSet,
    /// That something has something.
    pub(super) having: ClassSet,
    /// What stands before a bare year.
    pub(super) year_lead: ClassSet,
    /// What has a number without a unit for its value: «معدل ۱۸».
    pub(super) valued_noun: ClassSet,
    /// What there is so much of in each period: «تولید سالانه».
    pub(super) flow_noun: ClassSet,
    /// What a team has so many of: «۷ برد».
    pub(super) match_result: ClassSet,
    /// The most or the least that there may be: «سقف».
    pub(super) ceiling: ClassSet,
    /// What is done so many times in a period: «بار», «دور».
    pub(super) event_noun: ClassSet,
    /// A verb of a sentence that says what something is.
    pub(super) predicate: ClassSet,
    /// What goods are sold in, whose size stands beside it: «بسته», «قوطی».
    pub(super) package: ClassSet,
    /// What names a number that is no sum: «قد», «وزن».
    pub(super) size_label: ClassSet,
    /// What the winners of games get.
    pub(super) medal: ClassSet,
}

/// The words with values that are looked for without a pattern.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    pub(super) unit: ClassSet,
    pub(super) rate: ClassSet,
    pub(super) senses: ClassSet,
    pub(super) reference: ClassSet,
    pub(super) classifier: ClassSet,
    pub(super) noun_prefix: ClassSet,
    /// What may say what numbers that stand alone are of.
    pub(super) declaring: ClassSet,
}

impl Kinds {
    fn new(lexicon: &Lexicon, meanings: &EntryMap<Word>) -> Self {
        let all = |kind: fn(&Word) -> bool| lexicon.class_set_of(meanings, kind);
        Self {
            unit: all(|word| matches!(word, Word::Unit(_))),
            rate: all(|word| matches!(word, Word::Rate { .. })),
            senses: all(|word| matches!(word, Word::Senses(_))),
            reference: all(|word| matches!(word, Word::Reference { .. })),
            classifier: all(|word| matches!(word, Word::Classifier { .. })),
            noun_prefix: all(|word| matches!(word, Word::NounPrefix)),
            declaring: all(|word| matches!(word, Word::Unit(_) | Word::Classifier { .. })),
        }
    }
}

/// All words that figures know.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) meanings: EntryMap<Word>,
    pub(super) kinds: Kinds,
    pub(super) features: Features,
    /// The number of the plural's suffix set.
    pub(super) plural: Option<u8>,
    /// The number of the suffix set of speech: «متره», «درصدشو».
    spoken: Option<u8>,
    /// The numbers of the suffix sets that are words of their own, glued to the word before them.
    clitics: Vec<u8>,
    comparatives: Comparatives,
}

/// The ending of comparatives, and the adjectives that it is glued to, folded.
#[derive(Debug, Default)]
struct Comparatives {
    endings: Vec<Box<[Code]>>,
    stems: FxHashSet<Box<[Code]>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ComparativePart {
    Ending,
    Stem,
}

/// Bases that nobody counts in: bits a second, of which there are millions, and one, of which ratios are parts.
const BARE_BASES: [&str; 2] = ["bit/s", "1"];

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    QuantityUnit(Box<UnitText>),
    Bound {
        bound: Bound,
    },
    Vague {
        value: i64,
    },
    Scale {
        value: i64,
    },
    Fraction {
        parts: i64,
        times: Option<i64>,
    },
    Per {
        code: String,
    },
    Rate {
        code: String,
        #[serde(default)]
        adjacent_only: bool,
    },
    Senses {
        senses: Vec<Sense>,
    },
    Reference {
        #[serde(default)]
        may_count: bool,
    },
    Classifier {
        #[serde(default)]
        counted: bool,
        #[serde(default)]
        adjective: bool,
    },
    NounPrefix,
    Sign {
        #[serde(default)]
        negative: bool,
    },
    Comparative,
}

#[derive(Deserialize)]
struct UnitText {
    code: String,
    kind: Kind,
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

impl Words {
    pub(super) fn new(lexicon: &Lexicon) -> Result<Self> {
        let tokenizer = Tokenizer::new();
        let mut comparatives = Comparatives::default();
        let meanings =
            lexicon.read("figures", |entry, text| word(entry, text, &tokenizer, &mut comparatives))?;
        check_becomes(lexicon, &meanings)?;
        check_bases(lexicon, &meanings)?;
        Ok(Self {
            kinds: Kinds::new(lexicon, &meanings),
            meanings,
            features: lexicon.features("figures")?,
            plural: lexicon.suffix_number("plural"),
            spoken: lexicon.suffix_number("spoken"),
            clitics: ["spoken", "its", "glued-copula"]
                .into_iter()
                .filter_map(|name| lexicon.suffix_number(name))
                .collect(),
            comparatives,
        })
    }

    pub(super) fn get(&self, entry: u32) -> Option<&Word> {
        self.meanings.get(entry)
    }

    /// Whether an edge is a name.
    pub(super) fn is_name(&self, edge: &Edge) -> bool {
        self.features.name.has(edge.class)
    }

    /// Whether an edge ends as speech lets words end: «متره» is a metre, but «باره» no bar.
    pub(super) fn is_spoken(&self, edge: &Edge) -> bool {
        self.spoken == Some(edge.suffix)
    }

    /// Whether the ending of an edge is a word of its own: «متره», «درجه‌ست», «درصدشان», but not «متری».
    pub(super) fn has_clitic(&self, edge: &Edge) -> bool {
        self.clitics.contains(&edge.suffix)
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
fn check_becomes(lexicon: &Lexicon, meanings: &EntryMap<Word>) -> Result<()> {
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
            return Err(entry.refuse(&with_nearest(message, &becomes.unit, known)));
        }
    }
    Ok(())
}

/// Refuses a base that is no unit by itself: a code that no entry has, or one whose unit is counted in another base.
fn check_bases(lexicon: &Lexicon, meanings: &EntryMap<Word>) -> Result<()> {
    let units = || {
        meanings.iter().filter_map(|(at, word)| match word {
            Word::Unit(unit) => Some((at, unit)),
            _ => None,
        })
    };
    let coded = units().map(|(_, unit)| (&*unit.unit.code, unit.unit.base.as_ref()));
    let bases: FxHashMap<&str, Option<&Base>> = coded.collect();
    for (at, unit) in units() {
        let Some(base) = unit.unit.base.as_ref().filter(|base| base.code != unit.unit.code) else { continue };
        let code: &str = &base.code;
        let problem = match bases.get(code) {
            None if BARE_BASES.contains(&code) => continue,
            None => format!("base: expected the code of a unit, found {code:?}, which none has"),
            Some(Some(other)) if *other.code != *code => {
                format!("base: expected a unit by itself, found {code:?}, whose base is {:?}", other.code)
            }
            Some(_) => continue,
        };
        let Some(entry) = lexicon.entry(at) else { continue };
        let known = bases.iter().filter(|(code, base)| base.is_none_or(|base| *base.code == ***code));
        let known = known.map(|(code, _)| *code).chain(BARE_BASES);
        return Err(entry.refuse(&with_nearest(problem, code, known)));
    }
    Ok(())
}

/// What an entry is; none for a part of words, which is kept for itself.
fn word(
    entry: &Entry,
    text: WordText,
    tokenizer: &Tokenizer,
    comparatives: &mut Comparatives,
) -> Result<Option<Word>> {
    Ok(Some(match text {
        WordText::QuantityUnit(text) => Word::Unit(Box::new(unit(entry, *text, tokenizer)?)),
        WordText::Bound { bound } => Word::Bound(bound),
        WordText::Vague { value } => Word::Vague(above_zero(entry, "value", value)?),
        WordText::Scale { value } => Word::Scale(above_zero(entry, "value", value)?),
        WordText::Fraction { parts, times } => {
            let times = above_zero(entry, "times", times.unwrap_or(1))?;
            let share = times.checked_div(above_zero(entry, "parts", parts)?);
            Word::Fraction(share.ok_or_else(|| entry.refuse("parts: expected a number to divide by"))?)
        }
        WordText::Per { code } => Word::Per(Arc::from(code)),
        WordText::Rate { code, adjacent_only } => {
            let known = ["s", "min", "h", "d", "wk", "mo", "a"];
            let period = known.into_iter().find(|name| **name == *code).ok_or_else(|| {
                let message = format!("code: expected one of {}, found {code:?}", known.join(", "));
                entry.refuse(&with_nearest(message, &code, known))
            })?;
            Word::Rate { period, adjacent_only }
        }
        WordText::Senses { senses } => Word::Senses(senses),
        WordText::Reference { may_count } => Word::Reference { may_count },
        WordText::Classifier { counted, adjective } => Word::Classifier { counted, adjective },
        WordText::NounPrefix => Word::NounPrefix,
        WordText::Sign { negative } => Word::Sign { negative },
        WordText::Comparative => {
            let forms = entry.forms.iter().map(|form| tokenizer.codes(form));
            match entry.id_as()? {
                ComparativePart::Ending => comparatives.endings.extend(forms),
                ComparativePart::Stem => comparatives.stems.extend(forms),
            }
            return Ok(None);
        }
    }))
}

/// A number of which there is something.
fn above_zero(entry: &Entry, key: &str, value: i64) -> Result<Decimal> {
    if value > 0 {
        return Ok(value.into());
    }
    Err(entry.refuse(&format!("{key}: expected more than 0, found {value}")))
}

/// Least and most that a unit can be of its base, or that a number can be multiplied by.
const FACTORS: std::ops::RangeInclusive<f64> = 1e-30..=1e30;

/// Refuses what no value can be multiplied by.
fn check_factor(entry: &Entry, key: &str, factor: Option<f64>) -> Result<()> {
    let Some(factor) = factor.filter(|factor| !FACTORS.contains(factor)) else { return Ok(()) };
    let (least, most) = (FACTORS.start(), FACTORS.end());
    Err(entry.refuse(&format!("{key}: expected {least:e} to {most:e}, found {factor}")))
}

fn unit(entry: &Entry, text: UnitText, tokenizer: &Tokenizer) -> Result<UnitWord> {
    let ambiguous = text.ambiguity.read(tokenizer).map_err(|problem| entry.refuse(problem))?;
    let money = text.kind == Kind::Money;
    if text.code.trim().is_empty() || text.code.contains(char::is_whitespace) {
        return Err(
            entry.refuse(&format!("code: expected a code such as kg or {{bag}}, found {:?}", text.code))
        );
    }
    check_factor(entry, "factor", text.factor)?;
    check_factor(entry, "scale", text.scale)?;
    if !text.offset.is_finite() {
        return Err(entry.refuse(&format!("offset: expected a number, found {}", text.offset)));
    }
    if text.base.is_none() && (text.factor.is_some() || text.offset != 0.0) {
        return Err(entry.refuse("expected `base` beside `factor` and `offset`, found none"));
    }
    let code = match text.base {
        Some(toml::Value::Integer(one)) => Some(Arc::from(one.to_string())),
        Some(toml::Value::String(code)) => Some(Arc::from(code)),
        Some(other) => return Err(entry.refuse(&format!("base: expected a code, found {other}"))),
        // A currency without a base is its own.
        None => (money && text.factor.is_none() && !text.code.starts_with('{'))
            .then(|| Arc::from(text.code.as_str())),
    };
    let base = code.map(|code| Base { code, factor: text.factor.unwrap_or(1.0), offset: text.offset });
    let scale = text.scale.map_or(Some(Decimal::ONE), Decimal::from_f64);
    let scale = scale.ok_or_else(|| entry.refuse("scale: expected a number"))?;
    Ok(UnitWord {
        kind: text.kind,
        unit: Unit { code: Arc::from(text.code), base },
        scale,
        ambiguous,
        becomes: text.becomes,
        not_written: text.not_written,
        id: entry.id.clone().into(),
    })
}
