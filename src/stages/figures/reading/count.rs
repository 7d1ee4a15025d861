//! Numbers that no unit stands beside: counts, shares of one, marks.

use super::{Draft, Number, Reader, YEARS};
use crate::numeral::{Numeral, Script};
use crate::rule::Match;
use crate::stages::figures::ambiguity::Sense;
use crate::stages::figures::model::Kind;
use crate::stages::figures::plausible::{Support, is_year};
use crate::stages::figures::units::Measured;
use crate::text::{TokenKind, TokenRange};
use rust_decimal::Decimal;

impl Reader<'_> {
    /// A number by itself, or with what it counts behind it.
    pub(super) fn count(&self, found: &Match) -> Option<Draft> {
        let numeral = self.numeral(found, "number")?;
        if self.slot(found, "sign").is_some() {
            return self.with_sign_behind(found, numeral);
        }
        let bracketed = self.context.slice(found.first) == "(";
        if bracketed && found.from == found.first {
            return self.in_cell_brackets(found, numeral);
        }
        // «شش صفر»: a word that is a number too, and is counted here.
        let word = self.slot(found, "counted-word");
        let stated = self.slot(found, "how-many").is_some() || word.is_some() || bracketed;
        let short = self.slot(found, "short-scale");
        if short.is_some_and(|letter| !self.multiplies(numeral, letter.first)) {
            return self.context.view.refuse(found, "the letter behind it is no scale");
        }
        let support = match self.bound(found) {
            _ if short.is_some() => Support::Unit,
            _ if stated => Support::Stated,
            Some(_) => Support::Bound,
            None => Support::None,
        };
        // «تعداد پروانه‌ها: ۱۴۰۰: ۳۱۲ فقره»: a year before its number.
        let labels = self.context.slice(found.last) == ":" && numeral.integer().is_some_and(is_year);
        if stated && labels {
            return self.context.view.refuse(found, "it is the year of the number behind it");
        }
        self.admit(found, numeral, support)?;
        let share = numeral.fraction && numeral.value.abs() < Decimal::ONE;
        let mut number = self.scaled(found, self.signed(found, self.number(numeral))?)?;
        let next = TokenRange::new(found.last, found.last + 1);
        let mut units = self.context.meanings_at(numeral.last);
        if self.is_blood_pressure(numeral) || units.any(|(_, unit)| self.is_pair_of(numeral, unit)) {
            return self.context.view.refuse(found, "the two values of a blood pressure are no decimal");
        }
        if let Some(spoken) = self.spoken_thousands(numeral, None) {
            number = number.reading(spoken);
        }
        if numeral.doubtful && !self.comes_whole(found.last) {
            return self.context.view.refuse(found, "the number word is another word too");
        }
        // «یک دوم شد»: the second, and no half.
        if share && numeral.script == Script::Words && !self.context.is_noun(found.last) && numeral.is_half()
        {
            return self.context.view.refuse(found, "a half of nothing is an ordinal");
        }
        if let Some(other) = self.thousands_of_things(numeral, found.last) {
            number = number.reading(other);
        }
        // «۱/۲ لیوان»: half a cup.
        let portion = numeral.quotient().filter(|_| self.context.speaks_of(Sense::Portion, next));
        if let Some(portion) = portion {
            number = number.reading(portion);
        }
        let share = match self.of_full_marks(found, numeral) {
            Some(marks) => {
                number = Number::of(marks);
                true
            }
            None => share,
        };
        // «لرزه‌ای به بزرگی ۷٫۴ شهر را ویران کرد»
        let before = TokenRange::new(found.from.saturating_sub(1).max(self.sentence.first), found.from);
        if self.context.speaks_of(Sense::Magnitude, before) {
            let measured = Measured { kind: Kind::Other, unit: None, scale: Decimal::ONE };
            let mut draft = self.draft(found, number, measured);
            draft.quantity.item = None;
            return Some(draft);
        }
        let kind = if share || portion.is_some() { Kind::Ratio } else { Kind::Count };
        let mut draft = self.draft(found, number, Measured { kind, unit: None, scale: Decimal::ONE });
        // «در ۱۹۹۸ بهرام رفت»: a year, behind which somebody is named.
        let is_year = matches!(numeral.script, Script::Digits { .. })
            && numeral.integer().is_some_and(|number| YEARS.contains(&number));
        let named = is_year && self.context.is_name(found.last);
        // «بازار ۱۲۰ میلیونی مصر», «پنج‌تایش»: what is counted is another noun, or in the word.
        // «۲۵ میلیارد رضایت‌نامه», «۳ میلیون اجاره»: so much is paid for it.
        let million = Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND;
        let paid = numeral.scale >= million
            && self.context.speaks_of(Sense::Price, next)
            && !self.context.speaks_of(Sense::People, next);
        // «۲۰ هزار افغانی»: persons or money.
        let coins = numeral.scale >= Decimal::ONE_THOUSAND && self.context.is_money(found.last);
        // «۳۰۰ رهن، ۱۵ اجاره»
        let sum =
            kind == Kind::Count && self.context.view.begins(found.last, &self.context.features().sum_kind);
        // «۱×۱/۵ دستباف»: the sides of a thing.
        let side = |at: u32| matches!(self.context.slice(at), "×" | "*");
        let sides = side(numeral.last) || numeral.first.checked_sub(1).is_some_and(side);
        if named
            || sides
            || paid
            || coins
            || sum
            || self.is_behind_label(numeral)
            || numeral.closed
            || numeral.last < found.last && short.is_none()
        {
            draft.quantity.item = None;
        }
        if let Some(word) = word {
            draft.quantity.item = Some(self.context.view.span(word.first, word.last()));
        }
        Some(draft)
    }

    /// «۳۸.۵k», «1.2M»: whether a letter behind a number multiplies it: none of «4K», «۵m» or «CM 750K» does.
    fn multiplies(&self, numeral: &Numeral, letter: u32) -> bool {
        let context = self.context;
        let named = numeral.first > self.sentence.first
            && context.token_kind(numeral.first - 1) == Some(TokenKind::Latin);
        let picture = numeral.value.is_integer() && numeral.value < Decimal::TEN;
        matches!(context.slice(letter), "k" | "K" | "M")
            && !named
            && !picture
            && numeral.script != Script::Words
    }

    /// «کارخانه ۲۴۱ بازار ۳۳۷», «قد ۱۷۸ وزن ۸۲»: whether the word behind a number is the label of the next one, as the word before
    /// it is its own.
    fn is_behind_label(&self, numeral: &Numeral) -> bool {
        let (context, last) = (self.context, numeral.last);
        let digits = |numeral: &Numeral| matches!(numeral.script, Script::Digits { .. } | Script::Marked);
        let Some(next) = context.view.number_at(last + 1).filter(|next| digits(next)) else { return false };
        let led = numeral.first > self.sentence.first
            && context.is_noun(numeral.first - 1)
            && !context.is_number_leader(numeral.first - 1);
        let counted = context.is_noun(next.last) && !context.is_set_apart(next.last, self.sentence)
            || context.unit_at(next.last);
        digits(numeral) && led && !counted && !context.is_classifier(last) && next.last <= self.sentence.end
    }
}
