//! Measures in two units, a pound with its ounces, degrees with their minutes, and in one with a part of it.

use super::{Draft, Number, Reader};
use crate::rule::Match;
use crate::stages::figures::ambiguity::Sense;
use crate::stages::figures::cue::is_certain;
use crate::stages::figures::item;
use crate::stages::figures::model::Kind;
use crate::stages::figures::plausible::Support;
use crate::stages::figures::units::{self, Measured};
use crate::stages::figures::words::Word;
use crate::text::TokenRange;
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

    /// «سه کیلو و نیم», «دو متر و سه چهارم»: a part of one behind the unit.
    pub(super) fn with_half(&self, found: &Match) -> Option<Draft> {
        let (whole, edge) = (self.numeral(found, "number")?, self.slot(found, "unit")?);
        let part = match self.fraction(found) {
            Some(share) => share,
            None => self.numeral(found, "rest").filter(|rest| !rest.ordinal)?.value,
        };
        self.admit(found, whole, Support::Unit)?;
        let proper = part > Decimal::ZERO && part < Decimal::ONE;
        // «۲ هزار تومان و نیم»: half of what, nothing says.
        let small = whole.value < Decimal::ONE_THOUSAND && whole.scale == Decimal::ONE;
        if !proper || !whole.value.is_integer() || !small || whole.ordinal {
            return None;
        }
        let measured = units::resolve(self.context, &edge, Some(whole), self.sentence)?;
        if measured.scale > Decimal::ONE || self.context.view.number_at(edge.first).is_some() {
            return None;
        }
        let mut draft = self.draft(found, Number::of(whole.value.checked_add(part)?), measured);
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        Some(draft)
    }

    /// «دو کیلو و چهارصد», «یک متر و هفتاد»: grams and centimetres that are not said.
    pub(super) fn with_unsaid(&self, found: &Match) -> Option<Draft> {
        let (whole, rest) = (self.numeral(found, "number")?, self.numeral(found, "rest")?);
        let edge = self.slot(found, "unit")?;
        self.admit(found, whole, Support::Unit)?;
        let thousandths = self.context.is_unit(edge.first, "kilogram");
        let (least, all) = if thousandths { (100, 1000) } else { (10, 100) };
        let fits = rest.value.is_integer() && rest.value >= least.into() && rest.value < all.into();
        let plain =
            whole.value.is_integer() && whole.scale == Decimal::ONE && whole.value < Decimal::ONE_HUNDRED;
        let counts = found.last < self.sentence.end
            && (self.context.is_noun(found.last) || self.context.is_classifier(found.last))
            && !self.context.begins_entry(found.last);
        if !fits || !plain || rest.ordinal || whole.ordinal || counts || self.context.unit_at(found.last) {
            return None;
        }
        let measured = units::resolve(self.context, &edge, Some(whole), self.sentence)?;
        let value = whole.value.checked_add(rest.value.checked_div(all.into())?)?;
        let mut draft = self.draft(found, Number::of(value), measured);
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        draft.quantity.item = None;
        Some(draft)
    }

    /// «دو لیوان و نیم»: half of what is counted, behind it.
    pub(super) fn count_and_half(&self, found: &Match) -> Option<Draft> {
        let whole = self.numeral(found, "number")?;
        let half = self.fraction(found)?;
        self.admit(found, whole, Support::None)?;
        let small = whole.value.is_integer() && whole.value < Decimal::ONE_THOUSAND;
        if !small || !self.context.is_noun(whole.last) {
            return None;
        }
        let measured = Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE };
        let mut draft = self.draft(found, Number::of(whole.value.checked_add(half)?), measured);
        draft.quantity.item = item::counted(self.context, whole.last, whole.last + 1);
        Some(draft)
    }

    /// «۲ و ۱/۲ پیمانه», «۲ و ۱/۴ لیوان»: a whole number and a fraction of two digits, before what kitchens measure by.
    pub(super) fn with_portion(&self, found: &Match) -> Option<Draft> {
        let whole =
            self.numeral(found, "number").filter(|whole| !whole.ordinal && whole.value.is_integer())?;
        let over = self.numeral(found, "rest")?.value;
        let parts = Decimal::from(self.digits(self.context.view.capture(found, "parts")?.first)?);
        let edge = self.slot(found, "unit");
        let measure = edge.map_or(found.last, |edge| edge.first);
        let halves = [2, 3, 4, 8].into_iter().any(|number| Decimal::from(number) == parts);
        let kitchen = self.context.speaks_of(Sense::Portion, TokenRange::new(measure, measure + 1));
        if over >= parts || !halves || !kitchen || self.context.is_named(whole.first, whole.last) {
            return None;
        }
        let measured = match &edge {
            Some(edge) => units::resolve(self.context, edge, Some(whole), self.sentence)?,
            None => Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE },
        };
        let value = whole.value.checked_add(over.checked_div(parts)?)?;
        let mut draft = self.draft(found, Number::of(value), measured);
        draft.quantity.unit_span = edge.map(|edge| self.context.stem(&edge));
        Some(draft)
    }

    /// «نصف پیمانه», «ربع کیلو»: a part of one unit, which is nothing but a unit.
    pub(super) fn part_of_unit(&self, found: &Match) -> Option<Draft> {
        let (share, edge) = (self.fraction(found)?, self.slot(found, "unit")?);
        if !is_certain(self.context, edge.first) {
            return None;
        }
        let measured = units::resolve(self.context, &edge, None, self.sentence)?;
        let mut draft = self.draft(found, Number::of(share), measured);
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        Some(draft)
    }

    /// What a word for a part of one says.
    pub(super) fn fraction(&self, found: &Match) -> Option<Decimal> {
        match self.context.words.get(self.slot(found, "fraction-word")?.value)? {
            Word::Fraction(share) => Some(*share),
            _ => None,
        }
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
