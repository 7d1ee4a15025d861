//! Readings of two numbers: the ends of a range, numbers that share a unit, and one that is written twice.

use super::{Draft, Number, Reader};
use crate::lexicon::Particle;
use crate::numeral::{Numeral, Script};
use crate::rule::Match;
use crate::stages::figures::item;
use crate::stages::figures::model::{Kind, Measure};
use crate::stages::figures::plausible::Support;
use crate::stages::figures::units::{self, Measured};
use crate::stages::figures::words::Word;
use crate::text::{Gap, TokenKind};
use rust_decimal::Decimal;

/// The unit of shares.
const PERCENT: &str = "percent";
/// How many times as much as another number one is that has nothing to do with it.
const APART: u32 = 50;

/// Most pieces that «×» counts, where more are the side of a picture.
const PIECES: u32 = 64;

impl Reader<'_> {
    /// «از ۵ تا ۶ کیلومتر», «دو سه نفر»: a quantity between two ends.
    pub(super) fn range(&self, found: &mut Match) -> Option<Draft> {
        self.leave_out_no_unit(found);
        let (from, to) = (self.numeral(found, "from")?, self.numeral(found, "to")?);
        // «سی چهل نفر», «سی، چهل نفر»
        let side_by_side = from.last == to.first || self.context.slice(from.last) == "،";
        let shared_tens = if from.last == to.first { self.shared_tens(from, to) } else { None };
        let neighbours = shared_tens.is_some() || self.are_neighbours(from, to);
        if side_by_side && !neighbours || !self.are_said_again(found, from, to) {
            return None;
        }
        let edge = self.unit(found);
        let measured = match edge {
            Some(edge) => units::resolve(self.context, &edge, Some(to), self.sentence)?,
            None => Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE },
        };
        // «۱۸۰-۲۲۰ کیلو در هکتار»
        let measured = match self.slot(found, "per").and_then(|edge| self.context.words.get(edge.value)) {
            Some(Word::Per(code)) => units::divided(measured, code),
            _ => measured,
        };
        if let Some(first) = self.slot(found, "first-unit") {
            let first = units::resolve(self.context, &first, Some(from), self.sentence)?;
            if first.unit.map(|unit| unit.code) != measured.unit.as_ref().map(|unit| unit.code.clone()) {
                return None;
            }
        }
        if from.ordinal || to.ordinal || self.context.is_named(from.first, to.last) {
            return None;
        }
        if self.counts_pieces_of_price(from, to) {
            return self.context.view.refuse(found, "the pieces of something, and what they cost");
        }
        let (low, high) = (self.sharing_scale(from, to)?, self.number(to));
        let low = self.end(found, from, self.thousands(from, low, to, &measured))?;
        let high = self.end(found, to, self.thousands(to, high, to, &measured))?;
        // «از ده (۱۰) تا بیست (۲۰) میلیون»
        let low = if from.scale == Decimal::ONE { self.scaled(found, low)? } else { low };
        let high = self.scaled(found, high)?;
        let high = shared_tens.map_or(high, |value| high.reading(value));
        let joined = from.last < to.first && (from.last..to.first).all(|at| self.is_hyphen(at));
        let counter = edge.is_some() || self.context.is_classifier(to.last);
        // «۲٫۸۵–۲٫۴۵ کیلوگرم»: text that runs from right to left shows the ends of such a range the other way round.
        let (low, high) = if counter && low.value > high.value && (joined || high.value < Decimal::ZERO) {
            (high, low)
        } else {
            (low, high)
        };
        let forward = low.value < high.value;
        if edge.is_none() {
            let noun = to.last < self.sentence.end
                && (self.context.is_noun(to.last) || self.context.is_classifier(to.last));
            let year = |numeral: &Numeral| {
                numeral.integer().is_some_and(|n| (1200..=1450).contains(&n) || (1800..=2100).contains(&n))
            };
            let hour = |numeral: &Numeral| numeral.value.is_integer() && numeral.value <= Decimal::from(24);
            // «بازدید ۸ الی ۱۲ تا ۱۰ اسفند»
            let counted = noun && !self.context.view.is(to.last, Particle::To);
            if hour(from) && hour(to) && !counted && self.context.speaks_of_hours(found.first, self.sentence)
            {
                return self.context.view.refuse(found, "they are hours");
            }
            let word = self.slot(found, "range-word").is_some() || self.slot(found, "between").is_some();
            // «۸-۹ میلیون»
            let sized = to.scale >= Decimal::ONE_THOUSAND;
            let told = word || sized || self.fills_cell(from, to);
            if !forward || (!noun && (!told || (year(from) && year(to)))) {
                return None;
            }
        }
        // «۷.۲- میلیارد دلار»: a scale word by itself is no end of a range.
        let scale_alone = to.script == Script::Words && to.scale > Decimal::ONE && to.value == to.scale;
        if joined && scale_alone {
            return None;
        }
        if joined && (!forward || !self.is_joined_range(from, to, counter)) {
            return None;
        }
        if !forward && low.best() >= high.best() && low.value == high.value {
            return None;
        }
        let written = Measure::Interval { lower: low.value, upper: high.value };
        let swapped = (low.swapped.is_some() || high.swapped.is_some())
            .then(|| Measure::Interval { lower: low.best(), upper: high.best() });
        let mut draft = self.draft(found, low, measured.clone());
        draft.quantity.measure = scaled(written, measured.scale)?;
        draft.swapped = swapped.and_then(|measure| scaled(measure, measured.scale));
        draft.padded = low.padded || high.padded;
        draft.quantity.unit_span = edge.map(|edge| self.context.stem(&edge));
        Some(draft)
    }

    /// «۷۰-۱۰۰», «۳.۵-۵.۵» as all of a cell; what is below ten may be a score.
    fn fills_cell(&self, from: &Numeral, to: &Numeral) -> bool {
        let in_parts = !(from.value.is_integer() && to.value.is_integer());
        // «۵–۱۴»: an age, which its line is of.
        let names = self.context.begins_line(from.first, self.sentence);
        (in_parts || to.value >= Decimal::TEN)
            && !names
            && self.context.is_cell(from.first, to.last, self.sentence)
    }

    /// «یکی دو نفر», «یکی دو کیلو»: one or two of what stands behind.
    pub(super) fn one_or(&self, found: &mut Match) -> Option<Draft> {
        self.leave_out_no_unit(found);
        let to = self.numeral(found, "to").filter(|to| to.value == Decimal::TWO && !to.ordinal)?;
        let edge = self.unit(found);
        let noun = self.context.is_noun(to.last) || self.context.is_classifier(to.last);
        if edge.is_none() && !(to.last < self.sentence.end && noun) {
            return None;
        }
        let measured = match edge {
            Some(edge) => units::resolve(self.context, &edge, Some(to), self.sentence)?,
            None => Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE },
        };
        let mut draft = self.draft(found, Number::of(Decimal::ONE), measured.clone());
        let both = Measure::Interval { lower: Decimal::ONE, upper: Decimal::TWO };
        draft.quantity.measure = scaled(both, measured.scale)?;
        draft.quantity.unit_span = edge.map(|edge| self.context.stem(&edge));
        Some(draft)
    }

    /// Whether hyphens between two numbers make a range of them: close to both, or apart from both before what they count,
    /// where the first is no label.
    fn is_joined_range(&self, from: &Numeral, to: &Numeral, counter: bool) -> bool {
        let (before, behind) = (self.context.gap(from.last), self.context.gap(to.first));
        let tight = from.last == to.first - 1 && before == Gap::None;
        // «021-84330»: a telephone number.
        if matches!(from.script, Script::Digits { padded: true, .. }) {
            return false;
        }
        let apart = before == Gap::Space
            && behind == Gap::Space
            && from.first > self.sentence.first
            && (counter || self.ranges_over_noun(from, to));
        tight && self.ends_free(from, to) || apart
    }

    /// «در ۱۰ - ۱۵ روستا»: whether two numbers of a size stand before a noun, and behind no noun that the first may name.
    fn ranges_over_noun(&self, from: &Numeral, to: &Numeral) -> bool {
        let Some(before) = from.first.checked_sub(1) else { return false };
        let digits =
            |numeral: &Numeral| matches!(numeral.script, Script::Digits { .. }) && numeral.value.is_integer();
        digits(from)
            && digits(to)
            && to.value <= from.value * Decimal::TEN
            && self.context.is_noun(to.last)
            && self.context.token_kind(before) == Some(TokenKind::Word)
            && (!self.context.is_noun(before)
                || self.context.view.begins(before, &self.context.features().number_noun)
                || before > 0 && self.context.view.is(before - 1, Particle::Each))
    }

    /// The number at an end of a range, with the minus that stands at one of its sides.
    fn end(&self, found: &Match, numeral: &Numeral, number: Number) -> Option<Number> {
        let (first, last) = (numeral.first, numeral.last);
        let before = first > found.first && self.is_hyphen(first - 1) && self.context.gap(first) == Gap::None;
        // «۱۰-۱۲»: that hyphen is the range itself.
        if before
            && !(first - 1 > found.first && self.context.token_kind(first - 2) == Some(TokenKind::Digits))
        {
            return self.is_free_sign(first - 1).then(|| number.negative());
        }
        let behind = last < found.last && self.is_hyphen(last) && self.context.gap(last) == Gap::None;
        let closed = behind && self.context.gap(last + 1) == Gap::Space && last + 1 < found.last;
        Some(if closed && self.slot(found, "range-word").is_some() { number.negative() } else { number })
    }

    /// Whether what is written once more behind an end, in brackets, is that end.
    fn are_said_again(&self, found: &Match, from: &Numeral, to: &Numeral) -> bool {
        let said = |slot: &str, numeral: &Numeral| {
            self.numeral(found, slot).is_none_or(|again| same(numeral, again))
        };
        said("from-again", from) && said("to-again", to)
    }

    /// «زنجیر ۲تا ۴۵۰ تومن»: whether the word that says «until» too is written together with the number before it alone, which
    /// is of another size.
    fn counts_pieces_of_price(&self, from: &Numeral, to: &Numeral) -> bool {
        let (context, word) = (self.context, from.last);
        to.first == word + 1
            && context.view.is(word, Particle::To)
            && context.gap(word) == Gap::None
            && context.gap(to.first) == Gap::Space
            && from.value.checked_mul(Decimal::TEN).is_some_and(|low| low < to.value)
    }

    /// An end of a range as its unit, or what is counted behind it, reads the mark between its digits.
    fn thousands(&self, end: &Numeral, number: Number, last: &Numeral, measured: &Measured) -> Number {
        match measured.unit {
            Some(_) if last.scale == Decimal::ONE => self.of_money(end, number, measured),
            Some(_) => number,
            None => self.thousands_of_things(end, last.last).map_or(number, |value| number.reading(value)),
        }
    }

    /// «دو سه نفر»: whether two numbers side by side are the ends of a range: neighbours, in words.
    fn are_neighbours(&self, from: &Numeral, to: &Numeral) -> bool {
        let words = [from, to].iter().all(|numeral| numeral.script == Script::Words && !numeral.fraction);
        let low = self.sharing_scale(from, to).and_then(|low| low.value.checked_div(to.scale));
        let (Some(low), Some(high)) = (low, to.value.checked_div(to.scale)) else { return false };
        let (step, five) = (high - low, Decimal::from(5));
        let fives = (low % five).is_zero() && (step % five).is_zero() && low >= Decimal::TEN;
        // «ده دوازده نفر»
        let dozen = low == Decimal::TEN && step == Decimal::TWO;
        let neighbours = step == Decimal::ONE || dozen || fives && high <= low + low;
        words && step > Decimal::ZERO && neighbours
    }

    /// «بیست و دو سه نفر», «صد و پنجاه شصت هزار»: the second number, where it takes the tens or hundreds of the first.
    fn shared_tens(&self, from: &Numeral, to: &Numeral) -> Option<Decimal> {
        let words = [from, to].iter().all(|numeral| numeral.script == Script::Words && !numeral.fraction);
        let high = to.value.checked_div(to.scale)?;
        if !words || from.scale != Decimal::ONE {
            return None;
        }
        crate::numeral::shared_tens(from.value, high)?.checked_mul(to.scale)
    }

    /// «۴۴.۸ و ۴۱.۵ درصد»: the number takes the unit of the last one.
    pub(super) fn shared(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        let last = self.numeral(found, "last")?;
        let edge = self.slot(found, "unit")?;
        self.admit(found, numeral, Support::Unit)?;
        // «این دو، ۲۶ متر»: a pronoun.
        let before = found.first.checked_sub(1).and_then(|at| self.context.view.particle(at));
        let points = matches!(before, Some(Particle::ThisOne | Particle::ThatOne | Particle::Each));
        if numeral.script == Script::Words && points {
            return None;
        }
        if last.ordinal || self.context.is_named(last.first, last.last) {
            return None;
        }
        // «یه متر و بیست، یه متر و سی»: hundredths of the unit before, which is not said again.
        let joined = before == Some(Particle::And) && found.first >= self.sentence.first + 2;
        if joined && self.context.meanings_at(found.first - 2).any(|(unit, _)| unit.value == edge.value) {
            return None;
        }
        // «تعداد تنفس ۱۸، دما ۳۷ و اکسیژن ۹۴ درصد»: what is a number by itself is no share.
        let features = self.context.features();
        let named = [&features.number_noun, &features.valued_noun]
            .into_iter()
            .any(|nouns| self.context.view.words_before(numeral.first, self.sentence.first, nouns).is_some());
        let far = last.first > numeral.last + 2;
        if named && far && self.context.is_unit(edge.first, PERCENT) {
            return self.context.view.refuse(found, "its noun has no percent");
        }
        if self.is_of_another_matter(numeral, last) {
            return self.context.view.refuse(found, "it is nowhere near the number that has the unit");
        }
        let measured = units::resolve(self.context, &edge, Some(last), self.sentence)?;
        // «۲۰ میلیارد، یعنی ۶۶٪»
        // «سالاد ۱۱۰ و ۹٪ مالیات»: no share beside one of a whole is of more than all.
        let other = numeral.value > Decimal::ONE_HUNDRED && last.value < Decimal::TEN * Decimal::TWO;
        if measured.kind == Kind::Percent && (numeral.scale > Decimal::ONE || other) {
            return None;
        }
        // «۲×۱۵۰ گرم»: so many of them, where the sides of a thing are lengths.
        // «4x2.40 GHz»: so are what has a rate or holds data.
        let packs = match measured.kind {
            Kind::Mass | Kind::Volume => numeral.value < last.value,
            Kind::Other => numeral.value.is_integer() && numeral.value <= PIECES.into(),
            _ => false,
        };
        let sign = matches!(self.context.slice(numeral.last), "×" | "*" | "x" | "X");
        if packs && sign && last.first == numeral.last + 1 {
            let count = Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE };
            let mut draft = self.draft(found, self.number(numeral), count);
            draft.quantity.item = None;
            return Some(draft);
        }
        let flows = !matches!(measured.kind, Kind::Money | Kind::Percent | Kind::Ratio);
        let measured = match self.divisor(edge.last()).filter(|_| flows) {
            Some(per) => units::divided(measured, per),
            None => measured,
        };
        // «۲- و ۸ درجه»
        let number = self.sharing_scale(numeral, last)?;
        let number = if self.slot(found, "sign").is_some() { self.signed(found, number)? } else { number };
        let mut draft = self.draft(found, number, measured);
        if draft.quantity.kind == Kind::Percent {
            draft.quantity.item = item::measured(self.context, edge.last(), self.sentence.end);
        }
        draft.quantity.unit_span = Some(self.context.stem(&edge));
        Some(draft)
    }

    /// What the unit that ends before a token is divided by: «میلی‌گرم در دسی‌لیتر», but not «بشکه در سال ۱۴۰۰».
    fn divisor(&self, at: u32) -> Option<&str> {
        let mut words = self.context.meanings_at(at).filter(|(edge, _)| edge.last() <= self.sentence.end);
        words.find_map(|(edge, word)| match word {
            Word::Per(code) if !self.context.dates.any(edge.first, edge.last()) => Some(&**code),
            _ => None,
        })
    }

    /// «رشد ۲۰۲۴، دو میلیون بشکه», «p<0.05، 95%»: whether a comma alone joins two numbers of which one is many times the other.
    fn is_of_another_matter(&self, numeral: &Numeral, last: &Numeral) -> bool {
        let next = numeral.last + 1;
        let joined = matches!(self.context.slice(numeral.last), "،" | ",");
        let middle = last.first > next && self.context.view.number_at(next).is_some();
        // «بزرگسال ۵۰، کودک ۲۰ هزار تومان»: as many thousands.
        let value = self.sharing_scale(numeral, last).map_or(numeral.value, |number| number.value);
        let (low, high) = (value.min(last.value), value.max(last.value));
        // «عرض ۲۸٫۱، ۲۷ کیلومتری بندر»: what is written to a tenth, and what is not.
        let unlike =
            numeral.script == Script::Marked && !numeral.value.is_integer() && last.value.is_integer();
        joined && !middle && (unlike || low.checked_mul(APART.into()).is_some_and(|low| low < high))
    }

    /// «سی (۳۰) نفر», «سی درصد (۳۰٪)»: one quantity, written twice.
    pub(super) fn twice(&self, found: &mut Match) -> Option<Draft> {
        self.leave_out_no_unit(found);
        let (numeral, again) = (self.numeral(found, "number")?, self.numeral(found, "again")?);
        let small = self.unit(found).is_none() && numeral.value < Decimal::TWO;
        if !same(numeral, again) || small {
            return None;
        }
        // One of the two is in words: «۵ ۵» is a table.
        let script = |numeral: &Numeral| numeral.script == Script::Words;
        if script(numeral) == script(again)
            || numeral.ordinal
            || again.ordinal
            || self.context.is_named(numeral.first, again.last)
        {
            return None;
        }
        let edge = self.unit(found);
        let measured = match edge {
            Some(edge) => units::resolve(self.context, &edge, Some(numeral), self.sentence)?,
            None => Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE },
        };
        let words = if numeral.script == Script::Words { numeral } else { again };
        let mut draft = self.draft(found, self.scaled(found, self.number(words))?, measured);
        draft.quantity.unit_span = edge.map(|edge| self.context.stem(&edge));
        Some(draft)
    }

    /// The first of two numbers, with the second's scale word where it has none («۵ تا ۶ میلیارد»).
    fn sharing_scale(&self, from: &Numeral, to: &Numeral) -> Option<Number> {
        let number = self.number(from);
        let shares = from.scale == Decimal::ONE
            && to.scale > Decimal::ONE
            && to.value.checked_div(to.scale).is_some_and(|coefficient| {
                // A hundred times smaller is another number: «۵۰۰ تا ۲ هزار»; «از ۱٬۵۰۰ به ۲٬۰۰۰ میلیارد» is of one scale.
                from.value < Decimal::ONE_THOUSAND && from.value <= coefficient * Decimal::TEN
                    || from.value <= coefficient * Decimal::TWO
            });
        if shares { number.times(to.scale) } else { Some(number) }
    }

    /// Whether no further number hangs on a range of digits («۰۲۱-۸۸-۷۷»).
    fn ends_free(&self, from: &Numeral, to: &Numeral) -> bool {
        let glued = |at: u32| {
            self.context.gap(at) == Gap::None
                && matches!(
                    self.context.token_kind(at),
                    Some(TokenKind::Hyphen | TokenKind::Digits | TokenKind::Latin)
                )
        };
        let before = from.first > self.sentence.first
            && self.context.gap(from.first) == Gap::None
            && !matches!(self.context.slice(from.first - 1), "(" | "«");
        !(before || (to.last < self.sentence.end && glued(to.last)))
    }
}

/// Whether two numerals say the same, where a mark of one of them can be read either way.
fn same(a: &Numeral, b: &Numeral) -> bool {
    a.value == b.value || a.other() == Some(b.value) || b.other() == Some(a.value)
}

/// A measure times the number that its unit stands for.
fn scaled(measure: Measure, scale: Decimal) -> Option<Measure> {
    match measure {
        Measure::Interval { lower, upper } => {
            Some(Measure::Interval { lower: lower.checked_mul(scale)?, upper: upper.checked_mul(scale)? })
        }
        other => Some(other),
    }
}
