//! The readings: from a form that fits to a quantity.

mod across;
mod compound;
mod count;
mod pair;
mod pressure;
mod sense;
mod signs;

use super::ambiguity::Sense;
use super::context::Context;
use super::item;
use super::model::{Kind, Measure, Quantity};
use super::plausible::{Place, Support};
use super::spelling::Spelling;
use super::units::{self, Measured};
use super::words::{Bound, Word};
use crate::numeral::Numeral;
use crate::rule::{Edge, Match, ReadingKind};
use crate::text::{Gap, Span, TokenKind, TokenRange};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::ops::RangeInclusive;

/// Whole numbers that may be years.
const YEARS: RangeInclusive<i64> = 200..=2100;

/// What a rule of this stage can mean; [`READINGS`] names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Form {
    Count,
    Measure,
    Range,
    SharedUnit,
    Vague,
    Ratio,
    Frequency,
    BloodPressure,
    CellPair,
    Designation,
}

/// A number and the word before it that bounds it.
const NUMBER: &[&str] = &["number", "bound", "sign", "spread"];
/// The noun that says that it is how many there are, and a scale word apart from it.
const COUNT: &[&str] =
    &["how-many", "counted-word", "scaled", "short-scale", "negated", "rest", "parts", "fraction-word"];
/// A number with its unit, which may be a word misspelt, or said once more, or have minutes and seconds of arc behind it.
const MEASURE: &[&str] = &[
    "unit",
    "below-zero",
    "per",
    "misspelt",
    "again",
    "scaled",
    "short-scale",
    "minutes",
    "seconds",
    "negated",
    "rest",
    "rest-unit",
    "parts",
    "fraction-word",
];
/// The two ends of a range.
const ENDS: &[&str] = &[
    "from",
    "to",
    "bound",
    "unit",
    "first-unit",
    "range-word",
    "between",
    "from-again",
    "to-again",
    "scaled",
    "one-or",
    "per",
];

/// The readings that rules of this stage can name, with the slots that they read.
pub(super) const READINGS: &[ReadingKind] = &[
    ReadingKind::new("count", &[NUMBER, COUNT]).needing(&[&["number"]]),
    ReadingKind::new("measure", &[NUMBER, MEASURE])
        .needing(&[&["number", "fraction-word"], &["unit", "misspelt", "again"]]),
    ReadingKind::new("range", &[ENDS]).needing(&[&["from", "one-or"], &["to"]]),
    ReadingKind::new("shared-unit", &[NUMBER, &["last", "unit"]]).needing(&[
        &["number"],
        &["last"],
        &["unit"],
    ]),
    ReadingKind::new("vague", &[&["vague", "unit", "bound"]]).needing(&[&["vague"]]),
    ReadingKind::new("ratio", &[NUMBER, &["fraction-word", "parts"]]).needing(&[&["fraction-word", "parts"]]),
    ReadingKind::new("frequency", &[NUMBER, &["from", "to", "per", "event-noun"]])
        .needing(&[&["number", "to"], &["per"]]),
    ReadingKind::new("blood-pressure", &[&["pressure-word", "number", "beside"]]).needing(&[
        &["pressure-word"],
        &["number"],
        &["beside"],
    ]),
    // One of two numbers in a cell, whose head or caption names two things.
    ReadingKind::new("cell-pair", &[NUMBER]).needing(&[&["number"]]),
    ReadingKind::new("designation", &[]).silent(),
];

/// What a form means.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    Quantity(Box<Draft>),
    /// Its numbers name something, and count and measure nothing.
    Designation,
}

/// A quantity before the document's decimals are judged.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) quantity: Quantity,
    /// The measure with the digits around «/» swapped, where there is one.
    pub(super) swapped: Option<Measure>,
    /// The measure with the other reading of a mark that may part thousands or a decimal part, where there is one.
    pub(super) alternative: Option<Measure>,
    /// Whether the whole part before «/» begins with a zero that no number has.
    pub(super) padded: bool,
    /// Bytes at the end of the form that are a clitic of its last word, and no part of the quantity.
    pub(super) clitic: u32,
}

/// Reads the forms of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) spelling: &'a Spelling,
    pub(super) sentence: TokenRange,
    /// The cells that hold two numbers, in text order.
    pub(super) pairs: &'a [Span],
}

/// A number with its reading after a swap.
#[derive(Clone, Copy)]
struct Number {
    value: Decimal,
    swapped: Option<Decimal>,
    /// With the other reading of its mark.
    other: Option<Decimal>,
    padded: bool,
}

impl Number {
    fn times(self, scale: Decimal) -> Option<Self> {
        let times = |value: Option<Decimal>| value.and_then(|value| value.checked_mul(scale));
        let value = self.value.checked_mul(scale)?;
        Some(Self { value, swapped: times(self.swapped), other: times(self.other), ..self })
    }

    fn negative(self) -> Self {
        let negative = |value: Option<Decimal>| value.map(|value| -value);
        Self { value: -self.value, swapped: negative(self.swapped), other: negative(self.other), ..self }
    }

    /// The same with another reading of its marks, which leaves none to be swapped.
    fn reading(self, value: Decimal) -> Self {
        let value = if self.value.is_sign_negative() { -value.abs() } else { value };
        Self::of(value)
    }

    /// A number that has one reading.
    const fn of(value: Decimal) -> Self {
        Self { value, swapped: None, other: None, padded: false }
    }

    fn best(self) -> Decimal {
        self.swapped.unwrap_or(self.value)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn read(&self, form: Form, found: &mut Match) -> Option<Meaning> {
        if form == Form::Designation {
            self.context.view.refuse::<()>(found, "its numbers name something, and no figure is read in it");
            return Some(Meaning::Designation);
        }
        if form != Form::CellPair && self.is_in_pair(found) {
            return self.context.view.refuse(found, "its cell holds two numbers");
        }
        if let Some(why) = self.parted(form, found) {
            return self.context.view.refuse(found, why);
        }
        self.quantity(form, found).map(|draft| Meaning::Quantity(Box::new(draft)))
    }

    fn quantity(&self, form: Form, found: &mut Match) -> Option<Draft> {
        match form {
            Form::Count | Form::Measure if self.context.view.capture(found, "parts").is_some() => {
                self.with_portion(found)
            }
            Form::Count if self.slot(found, "fraction-word").is_some() => self.count_and_half(found),
            Form::Count => self.count(found),
            Form::Measure if self.slot(found, "again").is_some() => self.twice(found),
            Form::Measure if self.slot(found, "minutes").is_some() => self.arc(found),
            Form::Measure if self.slot(found, "rest-unit").is_some() => self.with_rest(found),
            Form::Measure if self.numeral(found, "number").is_none() => self.part_of_unit(found),
            Form::Measure
                if self.slot(found, "rest").is_some() || self.slot(found, "fraction-word").is_some() =>
            {
                self.with_half(found).or_else(|| self.with_unsaid(found))
            }
            Form::Measure if self.context.view.capture(found, "misspelt").is_some() => self.misspelt(found),
            Form::Measure => self.measure(found),
            Form::Range if self.slot(found, "one-or").is_some() => self.one_or(found),
            Form::Range => self.range(found),
            Form::SharedUnit => self.shared(found),
            Form::Vague => self.vague(found),
            Form::Ratio => self.ratio(found),
            Form::Frequency => self.frequency(found),
            Form::BloodPressure => self.blood_pressure(found),
            Form::CellPair => self.cell_pair(found),
            Form::Designation => None,
        }
    }

    /// «۱۰ تا ۲۰ بار»: what stands behind the last number may be what is counted, and not the unit that it looks like.
    fn leave_out_no_unit(&self, found: &mut Match) {
        let Some(edge) = self.unit(found).filter(|edge| edge.last() == found.last) else { return };
        let numeral = self.numeral(found, "to").or_else(|| self.numeral(found, "number"));
        if units::resolve(self.context, &edge, numeral, self.sentence).is_none() {
            found.last = edge.first;
        }
    }

    /// Nothing where the numeral is no quantity here.
    fn admit(&self, found: &Match, numeral: &Numeral, support: Support) -> Option<()> {
        let place = Place { context: self.context, sentence: self.sentence };
        match place.doubt(numeral, support) {
            Some(why) => self.context.view.refuse(found, why),
            None => Some(()),
        }
    }

    fn measure(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        let edge = self.slot(found, "unit")?;
        self.admit(found, numeral, Support::Unit)?;
        // «نوار ۵-متری»: a hyphen between.
        if self.slot(found, "sign").is_some()
            && self.context.gap(edge.first) == Gap::None
            && self.context.token_kind(edge.first) == Some(TokenKind::Word)
        {
            return None;
        }
        if self.is_formula(numeral, &edge) {
            return self.context.view.refuse(found, "the signs around it are those of a formula");
        }
        if edge.first < numeral.first && self.context.token_kind(edge.first) == Some(TokenKind::Word) {
            return None;
        }
        // «میلگرد ۱۶      کیلوگرم»: the unit fills the next cell, and the number belongs to a name.
        let named = numeral.first > self.sentence.first
            && self.context.token_kind(numeral.first - 1) == Some(TokenKind::Word)
            && self.context.gap(numeral.first) == Gap::Space
            && !self.context.is_set_apart(numeral.first, self.sentence);
        if named && edge.first >= numeral.last && self.context.is_set_apart(edge.first, self.sentence) {
            return self.context.view.refuse(found, "the unit stands in another cell");
        }
        let measured = units::resolve(self.context, &edge, Some(numeral), self.sentence)?;
        // «۶۰ میلیون ± ۱۰٪» is no share.
        let off_by_share =
            self.context.view.capture(found, "spread").is_some() && numeral.scale > Decimal::ONE;
        if off_by_share && measured.kind == Kind::Percent {
            return None;
        }
        // «سقف ۲۵ درصدی»: how high it is, and no bound.
        let ceiling = self.slot(found, "bound").is_some_and(|bound| {
            self.describes(found) && self.context.view.begins(bound.first, &self.context.features().ceiling)
        });
        if ceiling {
            return None;
        }
        let pressure = matches!(measured.unit.as_ref().map(|unit| &*unit.code), Some("mm[Hg]" | "cm[Hg]"));
        let word = self.context.words.get(edge.value)?;
        if pressure && (self.is_blood_pressure(numeral) || self.is_pair_of(numeral, word)) {
            return self.context.view.refuse(found, "the two values of a blood pressure are no decimal");
        }
        let unit = TokenRange::new(edge.first, edge.last());
        // «۳/۴ اینچ», «۱/۲ پیمانه»
        let portion = numeral.quotient().filter(|_| self.context.speaks_of(Sense::Portion, unit));
        let portion = portion.or_else(|| self.spoken_thousands(numeral, Some(edge.first)));
        let number =
            portion.map_or_else(|| self.of_money(numeral, self.number(numeral), &measured), Number::of);
        let number = self.scaled(found, self.signed(found, number)?)?;
        let below = self.slot(found, "below-zero").is_some();
        if below && measured.kind != Kind::Temperature {
            return None;
        }
        let number = if below { number.negative() } else { number };
        // «۱۵- درجه»: no angle is below zero.
        let degrees = measured.unit.as_ref().is_some_and(|unit| &*unit.code == "deg");
        let measured = if degrees && number.value < Decimal::ZERO { units::celsius() } else { measured };
        let measured = match self.slot(found, "per").and_then(|edge| self.context.words.get(edge.value)) {
            Some(Word::Per(code)) => units::divided(measured, code),
            _ => measured,
        };
        let class = measured.kind == Kind::Mass && self.slot(found, "sign").is_some();
        let mut draft = self.draft(found, number, measured);
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        if class {
            self.bound_class(found, &mut draft);
        }
        Some(draft)
    }

    /// «۸۶- کیلوگرم», «۱۰۹+ کیلوگرم»: a class of weights, up to so much or above it.
    fn bound_class(&self, found: &Match, draft: &mut Draft) {
        let sign = self.slot(found, "sign").and_then(|edge| self.context.words.get(edge.value));
        let (Some(Word::Sign { negative }), Measure::Single(bound)) = (sign, draft.quantity.measure) else {
            return;
        };
        draft.quantity.item = None;
        draft.quantity.measure = if *negative {
            Measure::Upper { bound, strict: false }
        } else {
            Measure::Lower { bound, strict: true }
        };
    }

    /// «$12.4$»: whether the sign of a currency stands on both sides of a number.
    fn is_formula(&self, numeral: &Numeral, unit: &Edge) -> bool {
        let (context, sign) = (self.context, self.context.slice(unit.first));
        let glued = unit.last() == numeral.first && context.gap(numeral.first) == Gap::None
            || unit.first == numeral.last && context.gap(numeral.last) == Gap::None;
        glued
            && sign == "$"
            && context.slice(numeral.last) == sign
            && numeral.first.checked_sub(1).is_some_and(|at| context.slice(at) == sign)
    }

    fn misspelt(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        let word = self.context.view.capture(found, "misspelt")?;
        let entry = self.spelling.unit(self.context.view.tokens.codes_of(word.first as usize))?;
        self.admit(found, numeral, Support::Unit)?;
        let Some(Word::Unit(unit)) = self.context.words.get(entry) else { return None };
        let mut draft = self.draft(found, self.number(numeral), units::plain(unit));
        draft.quantity.unit_span = Some(self.context.view.span(word.first, word.last));
        Some(draft)
    }

    fn vague(&self, found: &Match) -> Option<Draft> {
        let edge = self.slot(found, "unit");
        let least = match self.context.words.get(self.slot(found, "vague")?.value)? {
            Word::Vague(least) => *least,
            // «میلیارد دلاری»: the unit's ending says that the scale word counts.
            Word::Scale(least) if edge.is_some_and(|unit| unit.suffix != 0) => *least,
            _ => return None,
        };
        if self.context.is_named(found.first, found.last) {
            return None;
        }
        let measured = match edge {
            Some(edge) => units::resolve(self.context, &edge, None, self.sentence)?,
            None => Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE },
        };
        let at_least = least.checked_mul(measured.scale)?;
        let number = Number::of(least);
        let mut draft = self.draft(found, number, measured);
        draft.quantity.measure = Measure::Vague { at_least };
        draft.quantity.approximate = false;
        draft.quantity.unit_span = edge.map(|edge| self.context.stem(&edge));
        Some(draft)
    }

    /// «نیمی از», «دو ثلث».
    fn ratio(&self, found: &Match) -> Option<Draft> {
        if let Some(parts) = self.context.view.capture(found, "parts") {
            let digits = |at: u32| self.context.view.numbers_at(at).find(|number| number.last == at + 1);
            let first = self.context.view.capture(found, "number")?.first;
            let value = digits(first)?.value.checked_div(digits(parts.first)?.value)?;
            let ratio = Measured { kind: Kind::Ratio, unit: None, scale: Decimal::ONE };
            return Some(self.draft(found, Number::of(value), ratio));
        }
        let share = self.fraction(found)?;
        let value = match self.numeral(found, "number") {
            Some(count) => share.checked_mul(count.value).filter(|value| *value <= Decimal::ONE)?,
            None => share,
        };
        let number = Number::of(value);
        Some(self.draft(found, number, Measured { kind: Kind::Ratio, unit: None, scale: Decimal::ONE }))
    }

    /// «دو بار در روز», «دو تا سه بار در روز».
    fn frequency(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number").or_else(|| self.numeral(found, "to"))?;
        // «۸-۱۰ بار در دقیقه»: the hyphen is that of the range.
        let joined = self.numeral(found, "from").is_some_and(|from| self.is_hyphen(from.last));
        if !joined {
            self.admit(found, numeral, Support::Unit)?;
        } else if found.first > self.sentence.first && self.is_hyphen(found.first - 1) {
            // «۸۰۰ - ۱۰۰۰ - ۱۲۰۰ دور در دقیقه»: of several values none is a bound.
            return None;
        }
        let code = match self.context.words.get(self.slot(found, "per")?.value)? {
            Word::Per(code) => &**code,
            // «سالی یک بار»: when, and not how often.
            Word::Rate { period, .. } if numeral.value > Decimal::ONE => period,
            _ => return None,
        };
        let noun = self.context.view.capture(found, "event-noun");
        // «۵۰۰ در سال»: a date, or how many there were in it.
        if noun.is_none() && matches!(code, "d" | "wk" | "mo" | "a") {
            return None;
        }
        let measured = units::divided(Measured { kind: Kind::Rate, unit: None, scale: Decimal::ONE }, code);
        let mut draft = self.draft(found, self.number(numeral), measured);
        draft.quantity.item = noun.map(|noun| self.context.view.span(noun.first, noun.last));
        if let Some(from) = self.numeral(found, "from") {
            let (lower, upper) = (from.value, numeral.value);
            draft.quantity.measure = (lower < upper).then_some(Measure::Interval { lower, upper })?;
        }
        Some(draft)
    }

    /// The quantity of a number, with the bound before it and the noun behind it.
    fn draft(&self, found: &Match, number: Number, measured: Measured) -> Draft {
        let number = number.times(measured.scale).unwrap_or(number);
        let bound = self.bound(found);
        // Behind a sum or a length mostly stands what happens to it, not what it is of.
        let counts = !matches!(measured.kind, Kind::Money | Kind::Length | Kind::Speed | Kind::Temperature);
        let apart = self.context.is_set_apart(found.last, self.sentence)
            || self.context.begins_entry(found.last)
            || self.context.heads_columns(found.first, found.last, self.sentence);
        let end = if apart { found.last } else { self.sentence.end };
        let item = match measured.kind {
            // «صد هزار پنج صفر دارد»
            _ if self.context.view.number_at(found.last).is_some() => None,
            // «زلزله ۵٫۸ ریشتری کرمانشاه»: what the unit describes stands before it.
            Kind::Other if self.describes(found) && self.context.is_name(found.last) => None,
            // «ضریب ۱٫۴ محاسبه می‌شود»: what comes in parts is mostly no thing, and the noun of a verb.
            Kind::Count if !number.value.is_integer() => item::measured(self.context, found.last, end),
            Kind::Count => item::counted(self.context, found.last, end),
            Kind::Mass | Kind::Volume => {
                let (figure, adjective) = (TokenRange::new(found.first, found.last), self.describes(found));
                item::weighed(self.context, figure, adjective, TokenRange::new(self.sentence.first, end))
            }
            _ if counts => item::measured(self.context, found.last, end),
            _ => None,
        };
        let measure = |value| match bound {
            Some(Bound::MoreThan) => Measure::Lower { bound: value, strict: true },
            Some(Bound::AtLeast) => Measure::Lower { bound: value, strict: false },
            Some(Bound::LessThan) => Measure::Upper { bound: value, strict: true },
            Some(Bound::AtMost) => Measure::Upper { bound: value, strict: false },
            Some(Bound::Approx) | None => Measure::Single(value),
        };
        Draft {
            quantity: Quantity {
                measure: measure(number.value),
                approximate: bound == Some(Bound::Approx),
                kind: measured.kind,
                unit: measured.unit,
                unit_span: None,
                item,
                per: None,
                as_written: None,
                denied_bound: bound.is_some() && self.slot(found, "negated").is_some(),
                fact: Default::default(),
            },
            swapped: number.swapped.map(measure),
            alternative: number.other.map(measure),
            padded: number.padded,
            clitic: self
                .unit(found)
                .filter(|edge| edge.last() == found.last)
                .map_or(0, |edge| self.clitic(&edge)),
        }
    }

    /// Whether the unit has the ending of an adjective.
    fn describes(&self, found: &Match) -> bool {
        self.unit(found).is_some_and(|edge| edge.suffix != 0 && !self.context.words.has_clitic(&edge))
    }

    /// How many bytes of a unit's word are a clitic.
    fn clitic(&self, edge: &Edge) -> u32 {
        self.context.view.span(edge.first, edge.last()).end - self.context.stem(edge).end
    }

    fn number(&self, numeral: &Numeral) -> Number {
        let codes = self.context.view.tokens.codes_of(numeral.first as usize);
        let padded = codes.len() > 1 && codes.first() == Some(&crate::text::fold::DIGIT_ZERO);
        let (value, swapped) = (numeral.value, numeral.swapped());
        // «۱۲/۵۰۰ میلیارد» is a decimal.
        let other = numeral.other().filter(|_| numeral.scale == Decimal::ONE);
        Number { value, swapped, other, padded: padded && swapped.is_some() }
    }

    /// The number times the scale word that stands apart from it: behind its digits in brackets («نه (۹) میلیون»), or in
    /// short («$2bn»).
    fn scaled(&self, found: &Match, number: Number) -> Option<Number> {
        if let Some(scale) = self.numeral(found, "scaled") {
            let alone = scale.value == scale.scale || scale.value == Decimal::ONE_THOUSAND;
            return if alone { number.times(scale.value) } else { None };
        }
        match self.slot(found, "short-scale").and_then(|edge| self.context.words.get(edge.value)) {
            Some(Word::Scale(scale)) => number.times(*scale),
            _ => Some(number),
        }
    }

    fn bound(&self, found: &Match) -> Option<Bound> {
        let Some(Word::Bound(bound)) = self.context.words.get(self.slot(found, "bound")?.value) else {
            return None;
        };
        // «کمتر از ۱۵ نباشد»: not less is at least.
        let negated = self.slot(found, "negated").is_some();
        Some(match bound {
            Bound::LessThan if negated => Bound::AtLeast,
            Bound::MoreThan if negated => Bound::AtMost,
            bound => *bound,
        })
    }

    fn slot(&self, found: &Match, name: &str) -> Option<Edge> {
        self.context.view.slot(found, name)
    }

    /// The unit that belongs to the row.
    fn unit(&self, found: &Match) -> Option<Edge> {
        self.slot(found, "unit").filter(|edge| edge.last() <= found.last)
    }

    fn numeral(&self, found: &Match, name: &str) -> Option<&'a Numeral> {
        self.context.view.numeral(found, name)
    }
}
