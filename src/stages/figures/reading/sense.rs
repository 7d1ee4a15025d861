//! What a number that can be read in two ways is, by what it counts.

use super::{Number, Reader};
use crate::numeral::Numeral;
use crate::rule::Match;
use crate::stages::figures::ambiguity::Sense;
use crate::stages::figures::model::Kind;
use crate::stages::figures::units::Measured;
use crate::text::TokenRange;
use crate::text::fold::DIGIT_ZERO;
use rust_decimal::Decimal;

impl Reader<'_> {
    /// «یه میلیون و دویست»: in speech hundreds behind millions are thousands, and behind thousands of millions they are millions,
    /// where nothing is counted and the money, if it is said, is that of speech.
    pub(super) fn spoken_thousands(&self, numeral: &Numeral, unit: Option<u32>) -> Option<Decimal> {
        let (thousand, million) = (Decimal::ONE_THOUSAND, Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND);
        let rest = numeral.value.checked_rem(million)?;
        let hundreds = rest >= Decimal::ONE_HUNDRED && rest < thousand && (rest % Decimal::TEN).is_zero();
        let spoken = match unit {
            Some(unit) => self.context.view.begins(unit, &self.context.features().spoken_money),
            None => !self.context.is_noun(numeral.last) || self.context.begins_entry(numeral.last),
        };
        if numeral.ordinal || numeral.fraction || numeral.value < million || !hundreds || !spoken {
            return None;
        }
        let whole = numeral.value - rest;
        // «۱۱ میلیارد و ۴۰۰»
        let next = if (whole % million.checked_mul(thousand)?).is_zero() { million } else { thousand };
        whole.checked_add(rest.checked_mul(next)?)
    }

    /// «امتیاز: ۸/۱۰»: a decimal part does not end in a zero, so it is so many of ten, twenty or a hundred.
    pub(super) fn of_full_marks(&self, found: &Match, numeral: &Numeral) -> Option<Decimal> {
        let slash = numeral.first + 1;
        let whole =
            numeral.last == slash + 2 && self.context.slice(slash) == "/" && found.last == numeral.last;
        let (had, full) = whole.then(|| self.digits(numeral.first).zip(self.digits(slash + 1))).flatten()?;
        if !matches!(full, 10 | 20 | 100) || had > full {
            return None;
        }
        let noun = self.context.is_noun(numeral.last) && !self.context.is_half_verb(numeral.last);
        if noun { None } else { Decimal::from(had).checked_div(full.into()) }
    }

    /// Whether what stands at a token is counted by the piece: people, or what has a classifier.
    pub(super) fn comes_whole(&self, at: u32) -> bool {
        let people =
            self.context.is_noun(at) && self.context.speaks_of(Sense::People, TokenRange::new(at, at + 1));
        people || self.context.is_classifier(at)
    }

    /// «۳۵۷٫۳۳۹ پرواز», «۲۵/۰۰۰ نفر»: what is counted comes whole, so the mark parts thousands. Behind «/» digits that do not end
    /// in a zero are a decimal before all but people. What is no thing comes in parts: «۲٫۲۵۰ برابر».
    pub(super) fn thousands_of_things(&self, numeral: &Numeral, next: u32) -> Option<Decimal> {
        let graded = self.context.speaks_of(Sense::Graded, TokenRange::new(next, next + 1));
        let other = numeral.other().filter(|other| graded || *other > numeral.value)?;
        if graded {
            return (other < numeral.value).then_some(other);
        }
        let noun = self.context.is_noun(next);
        let round = numeral.swapped().is_none() || (other % Decimal::TEN).is_zero();
        (self.comes_whole(next) || noun && round).then_some(other)
    }

    /// «۹۸/۰۰۰ تومان»: before money, one group of three digits behind «/» is thousands, and before money that has no smaller
    /// coin in use behind any mark. A scale word makes a decimal of it: «۱۲/۵۰۰ میلیارد».
    pub(super) fn of_money(&self, numeral: &Numeral, number: Number, measured: &Measured) -> Number {
        // «۱۲۰/۰۰۰ میلیون ریال»: no decimal is written with zeros alone.
        if measured.kind == Kind::Money && numeral.scale > Decimal::ONE && self.ends_in_zeros(numeral) {
            return number.times(Decimal::ONE_THOUSAND).unwrap_or(number);
        }
        let plain = numeral.scale == Decimal::ONE && measured.scale == Decimal::ONE;
        let iranian = measured
            .unit
            .as_ref()
            .and_then(|unit| unit.base.as_ref())
            .is_some_and(|base| &*base.code == "IRR");
        let other = numeral.other().filter(|other| *other > numeral.value);
        let other = other.filter(|_| plain && (numeral.swapped().is_some() || iranian));
        match other.or(numeral.former().filter(|_| iranian)) {
            Some(value) if measured.kind == Kind::Money => number.reading(value),
            _ => number,
        }
    }

    /// Whether «/» and three zeros stand behind the first digits of a number that a scale word ends: «۱۲۰/۰۰۰ میلیون».
    fn ends_in_zeros(&self, numeral: &Numeral) -> bool {
        let zeros = self.context.view.tokens.codes_of(numeral.first as usize + 2);
        numeral.last > numeral.first + 3
            && self.context.slice(numeral.first + 1) == "/"
            && zeros.len() == 3
            && zeros.iter().all(|code| *code == DIGIT_ZERO)
    }
}
