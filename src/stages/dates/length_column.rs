//! Lengths that a table tells by the head of their column: «۴» under «مدت (ساعت)», «۲۵» under «سن (سال)».

use super::cells;
use super::length;
use super::length::Suffixes;
use super::model::{DateRow, TemporalExpression};
use super::slots::{Number, Parts};
use super::words::{Word, Words};
use crate::calendar::DurationUnit;
use crate::lexicon::{ClassSet, Particle};
use crate::numeral::Script;
use crate::rule::{Found, Review, RuleId, TokenSet, View};
use crate::syntax::tokens_of;
use crate::text::{Span, TableCell, TokenRange};

/// Which heads of columns say that lengths stand below them, and the rule whose rows those are.
#[derive(Debug)]
pub(super) struct Heads<'a> {
    /// What has a length: «مدت», «سن», «مرخصی».
    pub(super) nouns: &'a ClassSet,
    pub(super) rule: RuleId,
    pub(super) suffixes: Suffixes,
}

/// Years above this are years of a calendar.
const LONGEST: u32 = 1000;

/// The lengths among the cells of some tokens that nothing else has taken.
pub(super) fn lengths(
    view: &View<'_>,
    words: &Words,
    (segment, tokens): (u32, TokenRange),
    heads: &Heads<'_>,
    taken: &mut TokenSet,
) -> Vec<DateRow> {
    let read = |cell: &TableCell| {
        let count = number(view, cell.span)?;
        let inside = tokens_of(view, cell.span);
        if taken.any(inside.first, inside.end) {
            return None;
        }
        let value = of_unit(count, unit_of(view, words, heads.nouns, cell.head)?, heads.suffixes)?;
        taken.take(inside.first, inside.end);
        Some(Found { span: cell.span, segment, rule: heads.rule, review: Review::None, value })
    };
    cells::within(view, tokens).filter_map(read).collect()
}

/// The number in digits that is all of a cell.
fn number(view: &View<'_>, cell: Span) -> Option<Number> {
    let number = cells::number_in(view, cell)?;
    let digits = matches!(number.script, Script::Digits { .. } | Script::Marked);
    let (value, last) = (number.value, number.last);
    digits.then_some(Number { value, digits: None, words: false, ordinal: false, last })
}

/// The unit that a head ends with, in brackets or behind «به», where it begins with what has a length.
fn unit_of(view: &View<'_>, words: &Words, nouns: &ClassSet, head: Span) -> Option<DurationUnit> {
    let TokenRange { first, end } = tokens_of(view, head);
    if head.is_empty() || !view.begins(first, nouns) {
        return None;
    }
    let at = |back: u32| end.checked_sub(back).filter(|at| *at > first);
    let unit = |at: u32, last: u32| {
        let mut units = view.meanings_at(&words.meanings, at).filter(|(edge, _)| edge.last() == last);
        units.find_map(|(_, word)| match word {
            Word::Unit(unit) => Some(*unit),
            _ => None,
        })
    };
    let bracketed = at(3).filter(|open| view.token(*open) == "(" && view.token(end - 1) == ")");
    let led = || at(2).filter(|lead| view.is(*lead, Particle::Toward));
    bracketed.and_then(|open| unit(open + 1, end - 1)).or_else(|| led().and_then(|lead| unit(lead + 1, end)))
}

fn of_unit(count: Number, unit: DurationUnit, suffixes: Suffixes) -> Option<TemporalExpression> {
    // «دوره (سال) | ۱۳۹۸»
    if unit == DurationUnit::Year && count.value > LONGEST.into() {
        return None;
    }
    let parts = Parts { count: Some(count), unit: Some(unit), ..Parts::default() };
    length::duration(&[parts, Parts::default()], false, suffixes)
}
