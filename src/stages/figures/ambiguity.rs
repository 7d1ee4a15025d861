//! Forms of units that are other words too, and what tells that they are the unit.

use crate::numeral::{Numeral, Script};
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rust_decimal::Decimal;
use serde::Deserialize;

/// What the words around an ambiguous unit speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Sense {
    People,
    /// Where people gather and what they gather for: what is counted there by «تن» is persons.
    Gathering,
    Pressure,
    /// The pressure of the blood.
    Blood,
    Temperature,
    /// Angles, and the places on the globe that are told by them.
    Angle,
    Length,
    Speed,
    Data,
    /// What holds data, and comes in sizes.
    Memory,
    Mass,
    /// What is weighed by the tonne.
    Goods,
    /// Metals that are weighed by the troy ounce.
    Precious,
    /// Sums that are earned, owed or spent.
    Money,
    /// Buying, selling, paying, and what things cost.
    Price,
    Magnitude,
    /// How much ground something covers.
    Area,
    /// What is told apart by how much ground it covers: flats, plots, rooms.
    Dwelling,
    /// What a kitchen measures by: «۱/۲ لیوان» is half a cup.
    Portion,
    /// What registers of births and deaths count.
    Vital,
    /// What is no thing that is counted, and may come in parts: «۲/۲۵۰ برابر».
    Graded,
    /// What there are millions of: shares, jobs, copies, users.
    Plenty,
    /// Sheets, pipes and wires, which are measured in thousandths of a metre.
    Thickness,
}

/// What of a number alone tells that the word behind it is the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Shape {
    /// It is not in words.
    Digits,
    /// A scale word is part of it: so many thousand are sums.
    Scale,
    /// It is not whole, as what is counted is.
    Fraction,
}

/// The forms of a unit that are other words too, and what tells that they are the unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Ambiguity {
    pub(super) forms: Vec<Box<[Code]>>,
    pub(super) told_by: Vec<Sense>,
    pub(super) number: Vec<Shape>,
    pub(super) unless: Vec<Sense>,
}

/// The same, as an entry has it.
#[derive(Deserialize)]
pub(super) struct AmbiguityText {
    #[serde(default)]
    ambiguous_forms: Vec<String>,
    /// The text around speaks of one of these.
    #[serde(default)]
    told_by: Vec<Sense>,
    /// The number is one of these.
    #[serde(default)]
    number: Vec<Shape>,
    /// The text around does not speak of these; with `told_by`, what stands nearest decides.
    #[serde(default)]
    unless: Vec<Sense>,
}

/// Another unit that the words of a unit stand for where the text speaks of something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Becomes {
    /// The forms that do, as they are written; all where none is named.
    #[serde(default)]
    pub(super) forms: Vec<String>,
    /// The text around speaks of one of these nearer than of goods; with `unless`, at all.
    #[serde(default)]
    pub(super) senses: Vec<Sense>,
    /// The number says how much of one of these there is, which stands beside it.
    #[serde(default)]
    pub(super) describing: Vec<Sense>,
    /// The same where the unit has an ending.
    #[serde(default)]
    pub(super) adjective: Vec<Sense>,
    /// The number says how much of one of these there is, which stands right behind.
    #[serde(default)]
    pub(super) of: Vec<Sense>,
    /// The text around does not speak of these.
    #[serde(default)]
    pub(super) unless: Vec<Sense>,
    /// The id of its entry.
    pub(super) unit: String,
}

impl AmbiguityText {
    /// Reads the forms; says what is wrong where forms have no cue, or a cue no forms.
    pub(super) fn read(self, tokenizer: &Tokenizer) -> Result<Ambiguity, &'static str> {
        let cued = !(self.told_by.is_empty() && self.number.is_empty() && self.unless.is_empty());
        match (self.ambiguous_forms.is_empty(), cued) {
            (false, false) => {
                return Err("ambiguous_forms: expected told_by, number or unless beside it, found none");
            }
            (true, true) => {
                return Err("told_by, number, unless: expected ambiguous_forms beside them, found none");
            }
            _ => {}
        }
        Ok(Ambiguity {
            forms: self.ambiguous_forms.iter().map(|form| tokenizer.codes(form)).collect(),
            told_by: self.told_by,
            number: self.number,
            unless: self.unless,
        })
    }
}

impl Ambiguity {
    /// Whether these letters are one of the forms, with an ending where the word has one.
    pub(super) fn has(&self, codes: &[Code], inflected: bool) -> bool {
        self.forms.iter().any(|form| **form == *codes || inflected && codes.starts_with(form))
    }
}

impl Shape {
    pub(super) fn fits(self, numeral: &Numeral) -> bool {
        match self {
            Self::Digits => numeral.script != Script::Words,
            Self::Scale => numeral.scale > Decimal::ONE,
            Self::Fraction => !numeral.value.is_integer(),
        }
    }
}
