//! Blood pressures: two values with a slash between.

use super::{Draft, Number, Reader};
use crate::numeral::Numeral;
use crate::rule::Match;
use crate::stages::figures::ambiguity::Sense;
use crate::stages::figures::units;
use crate::stages::figures::words::Word;
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// The units, by id, and what the upper and the lower value can be; the first is of any pressure.
const SCALES: [(&str, RangeInclusive<i64>, RangeInclusive<i64>); 2] =
    [("millimetre-of-mercury", 60..=300, 30..=200), ("centimetre-of-mercury", 6..=30, 3..=20)];

/// Digits of the largest value.
const DIGITS: usize = 3;

/// How far before its values the word stands, in tokens: «فشار خون او در آن روز: ۱۲۰/۸۰».
const REACH: u32 = 6;

impl Reader<'_> {
    /// One value of «فشار خون ۱۲۰/۸۰».
    pub(super) fn blood_pressure(&self, found: &Match) -> Option<Draft> {
        let (number, beside) =
            (self.context.view.capture(found, "number")?, self.context.view.capture(found, "beside")?);
        let (first, second) = (number.first.min(beside.first), number.first.max(beside.first));
        let word = self.context.words.get(self.slot(found, "pressure-word")?.value)?;
        let unit = self.pressures(first, second, word)?;
        let (_, unit) = self.context.words.units().find(|(_, known)| known.id == unit)?;
        let value = Decimal::from(self.digits(number.first)?);
        let mut draft = self.draft(found, Number::of(value), units::plain(unit));
        draft.quantity.item = None;
        Some(draft)
    }

    /// Whether a number with a slash is the two values of a blood pressure.
    pub(super) fn is_blood_pressure(&self, numeral: &Numeral) -> bool {
        let first = numeral.first;
        if numeral.swapped().is_none() {
            return false;
        }
        let before = self.sentence.first.max(first.saturating_sub(REACH))..first;
        let words = before.flat_map(|at| self.context.meanings_at(at));
        words.into_iter().any(|(_, word)| self.pressures(first, first + 2, word).is_some())
    }

    /// Whether a number with a slash is the two values that a unit is of by itself.
    pub(super) fn is_pair_of(&self, numeral: &Numeral, unit: &Word) -> bool {
        let first = numeral.first;
        matches!(unit, Word::Unit(_))
            && numeral.swapped().is_some()
            && self.pressures(first, first + 2, unit).is_some()
    }

    /// The unit of two values behind a word, the upper one first.
    fn pressures(&self, first: u32, second: u32, word: &Word) -> Option<&'static str> {
        let (upper, lower) = (self.digits(first)?, self.digits(second)?);
        let (pressure, blood) = match word {
            Word::Senses(senses) => (senses.contains(&Sense::Pressure), senses.contains(&Sense::Blood)),
            // «BP: 145/95 mmHg»: the unit says it alone.
            Word::Unit(unit) => (SCALES.iter().any(|(id, ..)| *id == unit.id), true),
            _ => return None,
        };
        if !pressure {
            return None;
        }
        let mut scales = SCALES.iter().take(if blood { SCALES.len() } else { 1 });
        let (unit, ..) = scales.find(|(_, above, below)| above.contains(&upper) && below.contains(&lower))?;
        (upper > lower).then_some(unit)
    }

    /// A run of digits, which is no number by itself where a mark joins it to others.
    pub(super) fn digits(&self, at: u32) -> Option<i64> {
        self.context.digits(at, DIGITS).map(i64::from)
    }
}
