//! Matches that go on in another cell.

use super::{Form, Reader};
use crate::rule::Match;
use crate::stages::figures::context::Context;
use crate::stages::figures::model::Kind;
use crate::stages::figures::words::Word;
use crate::text::{Gap, TokenKind, TokenRange, cell_at};

impl Reader<'_> {
    /// Why a match is none that goes on in another cell: of one figure a number fills one cell, and its unit the other one.
    pub(super) fn parted(&self, form: Form, found: &Match) -> Option<&'static str> {
        let context = self.context;
        if self.is_of_another_number(found) {
            return Some("the sign is written together with another number");
        }
        if !context.view.slice(context.view.span(found.first, found.last)).contains('\t') {
            return None;
        }
        let border = |at: &u32| {
            let gap = context.slice_before(*at);
            gap.contains('\t') && !gap.contains('\n')
        };
        let mut borders = (found.first + 1..found.last).filter(border);
        let at = borders.next()?;
        let digits = |range: std::ops::Range<u32>| {
            let mut tokens = range;
            tokens.any(|at| context.token_kind(at) == Some(TokenKind::Digits))
        };
        if borders.next().is_some() || digits(found.first..at) && digits(at..found.last) {
            return Some("its numbers stand in several cells");
        }
        let (first, last) = if digits(at..found.last) { (found.first, at) } else { (at, found.last) };
        // «۵ تا ۱۰ | کیلوگرم», but not «۵ تا | ۱۰»
        let measures = match form {
            Form::Measure | Form::Frequency => true,
            Form::Range => context.view.number_at(at).is_none(),
            _ => false,
        };
        if !measures || !context.is_cell(first, last, self.sentence) {
            return Some("the unit stands in another cell, beside other words");
        }
        let money = self.slot(found, "unit").and_then(|unit| context.words.get(unit.value));
        let money = matches!(money, Some(Word::Unit(unit)) if unit.kind == Kind::Money);
        let priced = self.slot(found, "number").is_some_and(|number| is_priced(context, number.first));
        (priced && !money).then_some("a price is not in the unit that the goods are sold by")
    }

    /// «۹۰,۰۰۰ ٪۱۰», «۵٪ ۱۶۱,۵۰۰»: whether a sign stands apart from the number of a match, and right beside another one.
    fn is_of_another_number(&self, found: &Match) -> bool {
        let (context, sentence) = (self.context, self.sentence);
        let Some((number, unit)) = self.slot(found, "number").zip(self.slot(found, "unit")) else {
            return false;
        };
        let digits = |at: u32| context.token_kind(at) == Some(TokenKind::Digits);
        if context.token_kind(unit.first) == Some(TokenKind::Word) {
            return false;
        }
        if unit.first >= number.last() {
            let end = unit.last();
            context.gap(unit.first) == Gap::Space
                && context.gap(end) == Gap::None
                && end < sentence.end
                && digits(end)
        } else {
            context.gap(number.first) == Gap::Space
                && context.gap(unit.first) == Gap::None
                && unit.first > sentence.first
                && digits(unit.first - 1)
        }
    }
}

/// Whether the head of the column that a token stands in speaks of prices.
fn is_priced(context: &Context<'_>, at: u32) -> bool {
    let Some(token) = context.view.tokens.list.get(at as usize) else { return false };
    let Some(cell) = cell_at(&context.view.cells, token.span().start) else { return false };
    let tokens = &context.view.tokens.list;
    let first = tokens.partition_point(|token| token.span().start < cell.head.start);
    let end = tokens.partition_point(|token| token.span().start < cell.head.end);
    context.is_of_prices(TokenRange::new(first as u32, end as u32))
}
