//! Quantities whose unit or scale nothing around them tells for certain: degrees of heat or of an angle, metres of ground, sums of
//! money without their currency that look like counts. They stay what they look like, and a finding tells of it.

use super::ambiguity::Sense;
use super::context::Context;
use super::model::{FigureRow, Kind, Measure};
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::syntax::tokens_of;
use crate::text::{Span, TokenKind, TokenRange};
use rust_decimal::Decimal;
use std::ops::RangeInclusive;

/// How far from degrees the words stand that say what they are of, in tokens.
const NEAR: u32 = 25;
/// How far before metres the word for a length stands, in tokens.
const LENGTH: u32 = 5;
/// How many metres may be those of a flat or a plot.
const GROUND: RangeInclusive<i64> = 25..=2000;
/// How far from a sum of money, in bytes, another one may stand that leaves out its currency.
const SUMS: u32 = 400;

/// Adds a finding for each of them.
pub(super) fn find(context: &Context<'_>, rows: &[FigureRow], findings: &mut Vec<Finding>) {
    for (index, row) in rows.iter().enumerate() {
        if may_be_thousands(context, row) {
            findings.push(finding(
                "ambiguous-scale",
                index,
                row,
                "in speech so few tomans are as many thousands, or millions",
            ));
            continue;
        }
        let message = if may_be_of_heat(context, row) {
            "neither of heat nor of an angle is spoken, and degrees are of both"
        } else if may_be_of_ground(context, row) {
            "it may be so much ground: nothing says of what it is the length"
        } else if may_be_persons(context, row) {
            "it may be so many persons: nothing near speaks of goods"
        } else if may_be_sum(context, row) {
            "it may be a sum: what is counted is a currency, too"
        } else if may_be_money(context, rows, index) {
            "it may be a sum without its currency, as others stand near, and no count"
        } else {
            continue;
        };
        findings.push(finding("ambiguous-unit", index, row, message));
    }
}

fn finding(check: &'static str, index: usize, row: &FigureRow, message: &str) -> Finding {
    Finding {
        check,
        severity: Severity::Info,
        row: Some(RowRef { table: FIGURES.name, index }),
        span: row.span,
        message: message.to_owned(),
    }
}

/// «۱۸ تومن»: whether so few tomans, as speech calls them, are hardly meant as written.
fn may_be_thousands(context: &Context<'_>, row: &FigureRow) -> bool {
    let spoken = |unit: Span| {
        let word = tokens_of(context.view, unit).first;
        context.view.begins(word, &context.features().spoken_money)
    };
    let most = match row.value.measure {
        Measure::Interval { upper, .. } => Some(upper),
        ref measure => measure.number(),
    };
    row.value.kind == Kind::Money
        && most.is_some_and(|most| most < Decimal::ONE_THOUSAND)
        && row.value.unit_span.is_some_and(spoken)
}

fn has_unit(row: &FigureRow, code: &str) -> bool {
    row.value.unit.as_ref().is_some_and(|unit| &*unit.code == code)
}

/// «۳۸ درجه بود»: whether degrees are read as those of an angle, of which nothing around speaks.
fn may_be_of_heat(context: &Context<'_>, row: &FigureRow) -> bool {
    if !has_unit(row, "deg") || context.view.slice(row.span).contains('°') {
        return false;
    }
    let tokens = tokens_of(context.view, row.span);
    let near = TokenRange::new(tokens.first.saturating_sub(NEAR), tokens.end + NEAR);
    !context.speaks_of(Sense::Angle, near)
}

/// «یعنی ۲٫۵ میلیون تن، بیرون مانده‌اند»: whether tonnes are read of which nothing around says that they are of goods.
fn may_be_persons(context: &Context<'_>, row: &FigureRow) -> bool {
    let Some(unit) = row.value.unit_span.filter(|_| has_unit(row, "t")) else { return false };
    let word = tokens_of(context.view, unit);
    let near = TokenRange::new(word.first.saturating_sub(NEAR), word.end + NEAR);
    let goods = [Sense::Goods, Sense::Mass].into_iter().any(|sense| context.speaks_of(sense, near));
    let ambiguous = context.view.begins(word.first, &context.kinds().classifier);
    ambiguous && !goods
}

/// «هر خانواده ۵۰ هزار افغانی»: whether the word that so much is counted of is a currency as well.
fn may_be_sum(context: &Context<'_>, row: &FigureRow) -> bool {
    let Some(item) = row.value.item.filter(|_| row.value.kind == Kind::Count) else { return false };
    let tokens = tokens_of(context.view, row.span);
    let word = tokens_of(context.view, item);
    let round = row.value.measure.number().is_some_and(|value| value >= Decimal::ONE_HUNDRED);
    round && word.first == tokens.end && context.is_money(word.first)
}

/// «یه ۵۰ متری با حقوق متوسط», «خیابان سی متری»: whether so many metres, as an adjective behind a word that no preposition
/// is, may be how much ground something covers.
fn may_be_of_ground(context: &Context<'_>, row: &FigureRow) -> bool {
    let tokens = tokens_of(context.view, row.span);
    if !has_unit(row, "m") || tokens.end < tokens.first + 2 {
        return false;
    }
    let unit = || context.meanings_at(tokens.end - 1);
    let metres = unit().any(|(edge, _)| edge.suffix != 0);
    // «۱۴۰ متره!»: all that is said.
    let said = unit().any(|(edge, _)| context.words.is_spoken(&edge));
    let many = row.value.measure.number().and_then(|value| {
        use rust_decimal::prelude::ToPrimitive;
        value.is_integer().then(|| value.to_i64()).flatten()
    });
    let Some(before) = tokens.first.checked_sub(1) else { return false };
    let near = TokenRange::new(before.saturating_sub(LENGTH), tokens.first);
    metres
        && many.is_some_and(|many| GROUND.contains(&many))
        && match context.token_kind(before) {
            Some(TokenKind::Word) => !context.is_function_word(before),
            _ => said,
        }
        && !context.speaks_of(Sense::Length, near)
}

/// «چک ۷۵ میلیونی»: whether a scale word with an ending ends the number.
fn is_adjective(context: &Context<'_>, row: &FigureRow) -> bool {
    let tokens = tokens_of(context.view, row.span);
    context.view.number_at(tokens.first).is_some_and(|number| number.closed && number.last == tokens.end)
}

/// «رضایت‌نامه هم ۲۵ میلیارد آب خورده»: whether so large a count beside sums of money counts nothing that there is so much of.
fn may_be_money(context: &Context<'_>, rows: &[FigureRow], index: usize) -> bool {
    let Some(row) = rows.get(index) else { return false };
    let million = Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND;
    let round = |value: Decimal| value >= million && (value % Decimal::ONE_THOUSAND).is_zero();
    if row.value.kind != Kind::Count
        || row.value.unit.is_some()
        || row.value.item.is_none() && !is_adjective(context, row)
        || !row.value.measure.number().is_some_and(round)
    {
        return false;
    }
    let tokens = tokens_of(context.view, row.span);
    let behind = TokenRange::new(tokens.end, tokens.end + 3);
    let counted = context.is_classifier(tokens.end)
        || context.is_counted_itself(tokens.end)
        || context.speaks_of(Sense::People, behind)
        || context.speaks_of(Sense::Goods, behind)
        || context.speaks_of(Sense::Plenty, behind);
    let money = |other: &FigureRow| {
        let apart =
            row.span.start.saturating_sub(other.span.end).max(other.span.start.saturating_sub(row.span.end));
        other.value.kind == Kind::Money && apart <= SUMS
    };
    let beside = [index.checked_sub(1), index.checked_add(1)];
    !counted && beside.into_iter().flatten().any(|at| rows.get(at).is_some_and(money))
}
