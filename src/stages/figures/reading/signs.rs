//! Numbers below zero: the signs and brackets of accounts.

use super::{Draft, Number, Reader};
use crate::numeral::{Numeral, Script};
use crate::rule::Match;
use crate::stages::figures::model::Kind;
use crate::stages::figures::plausible::is_year;
use crate::stages::figures::units::Measured;
use crate::stages::figures::words::Word;
use crate::text::{Gap, TokenKind};
use rust_decimal::Decimal;

impl Reader<'_> {
    /// «۱۱-» in a cell that does not begin its line, or in brackets: elsewhere the mark is a dash.
    pub(super) fn with_sign_behind(&self, found: &Match, numeral: &Numeral) -> Option<Draft> {
        let (first, last) = (found.first, found.last);
        let brackets = first.checked_sub(1).is_some_and(|before| self.context.slice(before) == "(")
            && self.context.slice(last) == ")";
        let cell = self.context.is_cell(first, last, self.sentence)
            && !self.context.begins_line(first, self.sentence);
        if numeral.ordinal || self.context.is_named(first, last) || !(brackets || cell) {
            return None;
        }
        self.account(found, numeral)
    }

    /// «(۹٬۱۰۰)» as all that a cell holds: an account's number below zero, and no remark or footnote.
    pub(super) fn in_cell_brackets(&self, found: &Match, numeral: &Numeral) -> Option<Draft> {
        let account = numeral.script == Script::Marked || numeral.value >= Decimal::ONE_HUNDRED;
        let cell = self.context.is_cell(found.first, found.last, self.sentence)
            && !self.context.begins_line(found.first, self.sentence);
        let year = numeral.integer().is_some_and(is_year) && numeral.script != Script::Marked;
        if !account || !cell || year || numeral.ordinal {
            return None;
        }
        self.account(found, numeral)
    }

    /// «۴/۱۱» under «کمینه/بیشینه»: one of two numbers in a cell.
    pub(super) fn cell_pair(&self, found: &Match) -> Option<Draft> {
        if !self.is_in_pair(found) {
            return None;
        }
        let value = Decimal::from(self.digits(self.context.view.capture(found, "number")?.first)?);
        let sign = self.slot(found, "sign").and_then(|edge| self.context.words.get(edge.value));
        let number = match sign {
            Some(Word::Sign { negative: true }) => Number::of(value).negative(),
            _ => Number::of(value),
        };
        Some(self.uncounted(found, number))
    }

    /// Whether a match lies in a cell that holds two numbers.
    pub(super) fn is_in_pair(&self, found: &Match) -> bool {
        if self.pairs.is_empty() {
            return false;
        }
        let span = self.context.view.span(found.first, found.last);
        let cell = self.pairs.partition_point(|cell| cell.end < span.end);
        self.pairs.get(cell).is_some_and(|cell| cell.start <= span.start)
    }

    /// A signed number of an account, which counts nothing that is named.
    fn account(&self, found: &Match, numeral: &Numeral) -> Option<Draft> {
        let number = self.signed(found, self.number(numeral))?;
        Some(self.uncounted(found, number))
    }

    /// A number that counts nothing that is named.
    fn uncounted(&self, found: &Match, number: Number) -> Draft {
        let mut draft =
            self.draft(found, number, Measured { kind: Kind::Count, unit: None, scale: Decimal::ONE });
        draft.quantity.item = None;
        draft
    }

    /// The number below zero, where a minus belongs to it, or brackets stand round it in a statement.
    pub(super) fn signed(&self, found: &Match, number: Number) -> Option<Number> {
        if self.context.slice(found.first) == "(" {
            return Some(number.negative());
        }
        let sign = self.slot(found, "sign");
        if sign.is_some_and(|sign| sign.first == found.first && !self.is_free_sign(sign.first)) {
            return None;
        }
        // «در وزن ۸۶- کیلوگرم»: up to so much, since nothing weighs less than nothing.
        let unit = self.slot(found, "unit").and_then(|edge| self.context.words.get(edge.value));
        if matches!(unit, Some(Word::Unit(unit)) if unit.kind == Kind::Mass) {
            return Some(number);
        }
        if let Some(Word::Sign { negative }) = sign.and_then(|edge| self.context.words.get(edge.value)) {
            return Some(if *negative { number.negative() } else { number });
        }
        if !self.is_hyphen(found.first) {
            return Some(number);
        }
        self.is_free_sign(found.first).then(|| number.negative())
    }

    pub(super) fn is_hyphen(&self, at: u32) -> bool {
        self.context.token_kind(at) == Some(TokenKind::Hyphen)
    }

    /// Whether nothing stands before a minus that it could join to the number.
    pub(super) fn is_free_sign(&self, at: u32) -> bool {
        at == self.sentence.first
            || (self.context.gap(at) == Gap::Space
                && self.context.token_kind(at - 1) != Some(TokenKind::Digits))
            || self.context.slice(at - 1) == "("
            // «۴۱۵     -۲۴٫۷»: of another cell.
            || self.context.is_set_apart(at, self.sentence)
    }
}
