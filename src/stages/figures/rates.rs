//! Words beside a quantity that make it a rate («روزانه ۵ بشکه»), and units that a list shares.

use super::ambiguity::Sense;
use super::context::Context;
use super::model::{Kind, Measure};
use super::reading::Draft;
use super::units::{self, Measured};
use super::words::Word;
use crate::lexicon::Particle;
use crate::rule::Reading;
use crate::text::{TokenKind, TokenRange};
use rust_decimal::Decimal;

/// How far before its quantity a rate word can stand, in tokens («سالانه به بیش از ۳۰»).
const REACH: u32 = 4;
/// How far apart two sums that share a currency can stand, in tokens.
const APART: u32 = 6;
/// The least sum that is money without saying so.
const MILLION: i64 = 1_000_000;

/// Gives the quantities of a sentence the periods that stand beside them.
pub(super) fn periods(context: &Context<'_>, sentence: TokenRange, rows: &mut [Reading<Draft>]) {
    let mut previous = sentence.first;
    let mut shared = None;
    for row in rows {
        let (first, last) = (row.found.from.min(row.found.first), row.found.last);
        let near = before(context, previous.max(first.saturating_sub(REACH)), first);
        let told = near.map(|(period, _)| period);
        let divides = behind(context, last, sentence.end);
        let period =
            told.or(divides.map(|(period, _)| period)).or_else(|| adjective(context, last, sentence.end));
        // «سالانه حدود ۲۵۰ تن», «۵۰ گرم روزانه»: what each period has is an amount still; «روزانه ۵۰ تن» is a rate.
        // «تولید سالانه ۵۰ تن است»: so is what a noun of a flow has in one; «کارخانه سالانه ۵۰ تن می‌سازد» is a rate.
        let described = |end: u32| {
            let flow = &context.features().flow_noun;
            end > sentence.first && context.view.words_before(end - 1, sentence.first, flow).is_some()
        };
        let apart = match (near, divides) {
            (Some((_, end)), _) => end != row.found.first || described(end),
            (None, Some((_, per))) => !per,
            (None, None) => false,
        };
        let quantity = &mut row.value.quantity;
        // «سالانه ۱۲ میلیارد دلار به شمال و ۴۰۰ میلیون دلار به جنوب»: a word that opens a list holds for all of it.
        let sort = Sort::of(quantity.kind);
        if let Some((_, of)) = shared
            && (of != sort || !goes_on(context, previous, first))
        {
            shared = None;
        }
        let opens = || before(context, sentence.first, first).filter(|_| previous == sentence.first);
        if let (None, Some((period, _))) = (shared, opens()) {
            shared = Some((period, sort));
        }
        let period = period.or(shared.map(|(period, _)| period).filter(|_| sort != Sort::Other));
        previous = last;
        let Some(period) = period else { continue };
        // «۱۲۷+ درجه در روز و ۱۷۳- درجه در شب»: when it is so warm.
        if matches!(quantity.kind, Kind::Rate | Kind::Speed | Kind::Temperature) {
            continue;
        }
        quantity.per = Some(period);
        let data = quantity
            .unit
            .as_ref()
            .and_then(|unit| unit.base.as_ref())
            .is_some_and(|base| &*base.code == "By");
        if !apart && (units::flows(quantity.kind) || data) {
            let measured = Measured { kind: quantity.kind, unit: quantity.unit.take(), scale: Decimal::ONE };
            let rate = units::divided(measured, period);
            (quantity.kind, quantity.unit) = (Kind::Rate, rate.unit);
        }
    }
}

/// What a rate word at the head of a list can hold for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Sum,
    Flow,
    Other,
}

impl Sort {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Money => Self::Sum,
            Kind::Mass | Kind::Volume | Kind::Energy => Self::Flow,
            _ => Self::Other,
        }
    }
}

/// Whether the list that one quantity is in goes on to the next one: no clause ends between them.
fn goes_on(context: &Context<'_>, from: u32, to: u32) -> bool {
    let joint = |at: u32| context.view.is(at, Particle::And) || context.slice(at) == "،";
    // «، اما امسال …»: behind a comma stands another clause.
    let contrast = |at: u32| context.slice(at) == "،" && context.is_function_word(at + 1);
    let ends = |at: u32| {
        matches!(context.slice(at), "؛" | ":" | "(" | ")") || context.is_clause_end(at) || contrast(at)
    };
    (from..to).any(joint) && !(from..to).any(ends) && !context.dates.any(from, to)
}

/// The period of a rate word right behind what is counted: «۴۵۰ پرواز هفتگی».
fn adjective(context: &Context<'_>, at: u32, end: u32) -> Option<&'static str> {
    let noun = at < end && context.is_noun(at) && context.token_kind(at + 1) == Some(TokenKind::Word);
    if !noun || at + 1 >= end || !context.view.begins(at + 1, &context.kinds().rate) {
        return None;
    }
    let mut rates = context.meanings_at(at + 1).filter_map(|(edge, word)| Some((edge, rate(word)?)));
    let (edge, (period, adjacent_only)) = rates.next()?;
    (!adjacent_only && context.view.number_at(edge.last()).is_none()).then_some(period)
}

/// The nearest rate word of `from..to`, with nothing but words behind it: its period, and one past its last token.
fn before(context: &Context<'_>, from: u32, to: u32) -> Option<(&'static str, u32)> {
    for at in (from..to).rev() {
        if context.token_kind(at) != Some(TokenKind::Word) {
            return None;
        }
        if context.view.begins(at, &context.kinds().rate) {
            let mut rates = context.meanings_at(at).filter_map(|(edge, word)| Some((edge, rate(word)?)));
            if let Some((edge, (period, adjacent_only))) = rates.next() {
                return (!adjacent_only || edge.last() == to).then_some((period, edge.last()));
            }
        }
    }
    None
}

/// The period of the words right behind a quantity, and whether they divide it («در روز») or are an adverb («روزانه»).
fn behind(context: &Context<'_>, at: u32, end: u32) -> Option<(&'static str, bool)> {
    let words = context.meanings_at(at).filter(|(edge, _)| edge.last() <= end);
    for (edge, word) in words {
        if let Some((period, false)) = rate(word) {
            return context.view.number_at(edge.last()).is_none().then_some((period, false));
        }
        if let Word::Per(code) = word
            // «۵۰ تن در سال ۱۹۴۱»: a date.
            && !context.dates.any(edge.first, edge.last())
        {
            let periods = ["s", "min", "h", "d", "wk", "mo", "a"];
            return periods.into_iter().find(|name| **name == **code).map(|period| (period, true));
        }
    }
    None
}

fn rate(word: &Word) -> Option<(&'static str, bool)> {
    match word {
        Word::Rate { period, adjacent_only } => Some((period, *adjacent_only)),
        _ => None,
    }
}

/// «۲۹ میلیارد دلار … و ترکیه ۶۰۰ میلیون»: a large sum without a noun takes the currency of the sum
/// beside it in the sentence.
pub(super) fn currencies(context: &Context<'_>, sentence: TokenRange, rows: &mut [Reading<Draft>]) {
    for n in 1..rows.len() {
        share(context, sentence, rows, n, n - 1);
    }
    for n in (1..rows.len()).rev() {
        share(context, sentence, rows, n - 1, n);
    }
}

/// Gives row `to` the currency of row `from`.
fn share(context: &Context<'_>, sentence: TokenRange, rows: &mut [Reading<Draft>], to: usize, from: usize) {
    let Some([first, second]) = rows.get(to.min(from)..=to.max(from)) else { return };
    let apart = second.found.from.saturating_sub(first.found.last);
    let money = if from < to { &first.value.quantity } else { &second.value.quantity };
    // «۴۶ میلیون + ۲۵۰ دلار»: what is added on has another currency.
    let added = (first.found.last..second.found.from).any(|at| context.slice(at) == "+");
    if money.kind != Kind::Money || apart > APART || added {
        return;
    }
    let (unit, unit_span) = (money.unit.clone(), money.unit_span);
    let Some(row) = rows.get_mut(to) else { return };
    let (last, sum) = (row.found.last, &mut row.value.quantity);
    // «۲ میلیون و ۱۰۰ هزار نفری»: a number that another noun is told by.
    if context.is_number_adjective(last) {
        return;
    }
    let large = matches!(sum.measure, Measure::Single(value) if value >= MILLION.into());
    let earned = context.speaks_of(Sense::Money, TokenRange::new(last, (last + 1).min(sentence.end)));
    if large && sum.kind == Kind::Count && (sum.item.is_none() || earned) {
        (sum.kind, sum.unit, sum.unit_span, sum.item) = (Kind::Money, unit, unit_span, None);
    }
}
