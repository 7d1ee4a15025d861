//! The readings: from a form that fits to a quantity.

mod pair;

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
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;
use serde::Deserialize;

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
}

/// A number and the word before it that bounds it.
const NUMBER: &[&str] = &["number", "bound"];
/// A number with its unit, which may be a word misspelt, or said once more, or have minutes and seconds of arc behind it.
const MEASURE: &[&str] = &["unit", "below-zero", "per", "misspelt", "again", "minutes", "seconds"];
/// The two ends of a range.
const ENDS: &[&str] = &["from", "to", "bound", "unit", "first-unit", "range-word", "between"];

/// The readings that rules of this stage can name, with the slots that they read.
pub(super) const READINGS: &[ReadingKind] = &[
    ReadingKind::new("count", &[NUMBER]).needing(&[&["number"]]),
    ReadingKind::new("measure", &[NUMBER, MEASURE]).needing(&[&["number"], &["unit", "misspelt", "again"]]),
    ReadingKind::new("range", &[ENDS]).needing(&[&["from"], &["to"]]),
    ReadingKind::new("shared-unit", &[NUMBER, &["last", "unit"]]).needing(&[
        &["number"],
        &["last"],
        &["unit"],
    ]),
    ReadingKind::new("vague", &[&["vague", "unit", "bound"]]).needing(&[&["vague"]]),
    ReadingKind::new("ratio", &[NUMBER, &["fraction-word"]]).needing(&[&["fraction-word"]]),
    ReadingKind::new("frequency", &[NUMBER, &["from", "to", "per", "event-noun"]]).needing(&[
        &["number", "to"],
        &["per"],
        &["event-noun"],
    ]),
];

/// A quantity before the document's decimals are judged.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) quantity: Quantity,
    /// The measure with the digits around «/» swapped, where there is one.
    pub(super) swapped: Option<Measure>,
    /// Whether the whole part before «/» begins with a zero that no number has.
    pub(super) padded: bool,
}

/// Reads the forms of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) spelling: &'a Spelling,
    pub(super) sentence: TokenRange,
}

/// A number with its reading after a swap.
#[derive(Clone, Copy)]
struct Number {
    value: Decimal,
    swapped: Option<Decimal>,
    padded: bool,
}

impl Number {
    fn times(self, scale: Decimal) -> Option<Self> {
        let swapped = match self.swapped {
            Some(swapped) => Some(swapped.checked_mul(scale)?),
            None => None,
        };
        Some(Self { value: self.value.checked_mul(scale)?, swapped, ..self })
    }

    fn negative(self) -> Self {
        Self { value: -self.value, swapped: self.swapped.map(|value| -value), ..self }
    }

    fn best(self) -> Decimal {
        self.swapped.unwrap_or(self.value)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn read(&self, form: Form, found: &mut Match) -> Option<Draft> {
        match form {
            Form::Count => self.count(found),
            Form::Measure if self.slot(found, "again").is_some() => self.twice(found),
            Form::Measure if self.slot(found, "minutes").is_some() => self.arc(found),
            Form::Measure if self.context.view.capture(found, "misspelt").is_some() => self.misspelt(found),
            Form::Measure => self.measure(found),
            Form::Range => self.range(found),
            Form::SharedUnit => self.shared(found),
            Form::Vague => self.vague(found),
            Form::Ratio => self.ratio(found),
            Form::Frequency => self.frequency(found),
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

    fn count(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        let support = if self.bound(found).is_some() { Support::Bound } else { Support::None };
        self.admit(found, numeral, support)?;
        let share = numeral.fraction && numeral.value.abs() < Decimal::ONE;
        let kind = if share { Kind::Ratio } else { Kind::Count };
        let mut number = self.signed(found, self.number(numeral))?;
        // «۳۵۷٫۳۳۹ پرواز»: what is counted comes whole, so the mark parts thousands.
        if let Some(other) = numeral.other.filter(|other| *other > numeral.value)
            && self.context.is_noun(found.last)
        {
            number.value = other;
        }
        // «لرزه‌ای به بزرگی ۷٫۴ شهر را ویران کرد»
        let before = TokenRange::new(found.from.saturating_sub(1).max(self.sentence.first), found.from);
        if self.context.speaks_of(Sense::Magnitude, before) {
            let measured = Measured { kind: Kind::Other, unit: None, scale: Decimal::ONE };
            let mut draft = self.draft(found, number, measured);
            draft.quantity.item = None;
            return Some(draft);
        }
        Some(self.draft(found, number, Measured { kind, unit: None, scale: Decimal::ONE }))
    }

    fn measure(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        let edge = self.slot(found, "unit")?;
        self.admit(found, numeral, Support::Unit)?;
        if edge.first < numeral.first && self.context.token_kind(edge.first) == Some(TokenKind::Word) {
            return None;
        }
        let measured = units::resolve(self.context, &edge, Some(numeral), self.sentence)?;
        let number = self.signed(found, self.number(numeral))?;
        let below = self.slot(found, "below-zero").is_some();
        if below && measured.kind != Kind::Temperature {
            return None;
        }
        let number = if below { number.negative() } else { number };
        let measured = match self.slot(found, "per").and_then(|edge| self.context.words.get(edge.value)) {
            Some(Word::Per(code)) => units::divided(measured, code),
            _ => measured,
        };
        let mut draft = self.draft(found, number, measured);
        draft.quantity.unit_span = Some(self.context.view.span(edge.first, edge.last()));
        Some(draft)
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
        let number = Number { value: least, swapped: None, padded: false };
        let mut draft = self.draft(found, number, measured);
        draft.quantity.measure = Measure::Vague { at_least };
        draft.quantity.approximate = false;
        draft.quantity.unit_span = edge.map(|edge| self.context.view.span(edge.first, edge.last()));
        Some(draft)
    }

    /// «نیمی از», «دو ثلث».
    fn ratio(&self, found: &Match) -> Option<Draft> {
        let edge = self.slot(found, "fraction-word")?;
        let Some(Word::Fraction(share)) = self.context.words.get(edge.value) else { return None };
        let value = match self.numeral(found, "number") {
            Some(count) => share.checked_mul(count.value).filter(|value| *value <= Decimal::ONE)?,
            None => *share,
        };
        let number = Number { value, swapped: None, padded: false };
        Some(self.draft(found, number, Measured { kind: Kind::Ratio, unit: None, scale: Decimal::ONE }))
    }

    /// «دو بار در روز», «دو تا سه بار در روز».
    fn frequency(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number").or_else(|| self.numeral(found, "to"))?;
        self.admit(found, numeral, Support::Unit)?;
        let Some(Word::Per(code)) = self.context.words.get(self.slot(found, "per")?.value) else {
            return None;
        };
        let noun = self.slot(found, "event-noun")?;
        let measured = units::divided(Measured { kind: Kind::Rate, unit: None, scale: Decimal::ONE }, code);
        let mut draft = self.draft(found, self.number(numeral), measured);
        draft.quantity.item = Some(self.context.view.span(noun.first, noun.last()));
        if let Some(from) = self.numeral(found, "from") {
            let (lower, upper) = (from.value, numeral.value);
            draft.quantity.measure = (lower < upper).then_some(Measure::Interval { lower, upper })?;
        }
        Some(draft)
    }

    /// «۵۱ درجه و ۲۳ دقیقه».
    fn arc(&self, found: &Match) -> Option<Draft> {
        let sixty = Decimal::from(60);
        let degrees = self.numeral(found, "number")?;
        let part = |name: &str, size: Decimal| match self.numeral(found, name) {
            Some(part) if part.ordinal || part.value.is_sign_negative() || part.value >= sixty => None,
            Some(part) => part.value.checked_div(size),
            None => Some(Decimal::ZERO),
        };
        let (minutes, seconds) = (part("minutes", sixty)?, part("seconds", sixty * sixty)?);
        self.admit(found, degrees, Support::Unit)?;
        let value = degrees.value.checked_add(minutes)?.checked_add(seconds)?;
        let (_, unit) = self.context.words.units().find(|(_, unit)| unit.id == "degree")?;
        let number = Number { value, swapped: None, padded: false };
        let mut draft = self.draft(found, number, units::plain(unit));
        let edge = self.slot(found, "unit")?;
        draft.quantity.unit_span = Some(self.context.view.span(edge.first, edge.last()));
        draft.quantity.item = None;
        Some(draft)
    }

    /// The quantity of a number, with the bound before it and the noun behind it.
    fn draft(&self, found: &Match, number: Number, measured: Measured) -> Draft {
        let number = number.times(measured.scale).unwrap_or(number);
        let bound = self.bound(found);
        // Behind a sum or a length mostly stands what happens to it, not what it is of.
        let counts = !matches!(measured.kind, Kind::Money | Kind::Length | Kind::Speed | Kind::Temperature);
        let item = match measured.kind {
            Kind::Count => item::counted(self.context, found.last, self.sentence.end),
            _ if counts => item::measured(self.context, found.last, self.sentence.end),
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
                fact: Default::default(),
            },
            swapped: number.swapped.map(measure),
            padded: number.padded,
        }
    }

    fn number(&self, numeral: &Numeral) -> Number {
        let codes = self.context.view.tokens.codes_of(numeral.first as usize);
        let padded = codes.len() > 1 && codes.first() == Some(&crate::text::fold::DIGIT_ZERO);
        Number { value: numeral.value, swapped: numeral.swapped, padded: padded && numeral.swapped.is_some() }
    }

    /// The number below zero, where a minus belongs to it.
    fn signed(&self, found: &Match, number: Number) -> Option<Number> {
        if self.context.token_kind(found.first) != Some(TokenKind::Hyphen) {
            return Some(number);
        }
        let first = found.first;
        let free = first == self.sentence.first
            || (self.context.gap(first) == Gap::Space
                && self.context.token_kind(first - 1) != Some(TokenKind::Digits))
            || self.context.slice(first - 1) == "(";
        free.then(|| number.negative())
    }

    fn bound(&self, found: &Match) -> Option<Bound> {
        match self.context.words.get(self.slot(found, "bound")?.value) {
            Some(Word::Bound(bound)) => Some(*bound),
            _ => None,
        }
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
