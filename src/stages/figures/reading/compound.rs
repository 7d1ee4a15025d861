//! Measures in two units: a pound with its ounces, degrees with their minutes.

use super::{Draft, Number, Reader};
use crate::rule::Match;
use crate::stages::figures::plausible::Support;
use crate::stages::figures::units;
use rust_decimal::Decimal;

impl Reader<'_> {
    /// «۱۲ کیلو و ۵۰۰ گرم», «۲۵ دلار و ۴۰ سنت»: the rest is less than one of the first unit.
    pub(super) fn with_rest(&self, found: &Match) -> Option<Draft> {
        let (whole, rest) = (self.numeral(found, "number")?, self.numeral(found, "rest")?);
        let (edge, rest_edge) = (self.slot(found, "unit")?, self.slot(found, "rest-unit")?);
        self.admit(found, whole, Support::Unit)?;
        self.admit(found, rest, Support::Unit)?;
        let measured = units::resolve(self.context, &edge, Some(whole), self.sentence)?;
        let smaller = units::resolve(self.context, &rest_edge, Some(rest), self.sentence)?;
        let part = units::share(&smaller, &measured)?.checked_mul(rest.value)?;
        if whole.ordinal || rest.ordinal || part <= Decimal::ZERO || part >= Decimal::ONE {
            return None;
        }
        let number = Number::of(whole.value.checked_add(part)?);
        let mut draft = self.draft(found, number, measured);
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        Some(draft)
    }

    /// «۵۱ درجه و ۲۳ دقیقه».
    pub(super) fn arc(&self, found: &Match) -> Option<Draft> {
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
        let number = Number::of(value);
        let mut draft = self.draft(found, number, units::plain(unit));
        let edge = self.slot(found, "unit")?;
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        draft.quantity.item = None;
        Some(draft)
    }
}
