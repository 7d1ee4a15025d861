//! Whether a word that is a unit and something else too is the unit where it stands.

use super::ambiguity::Sense;
use super::context::Context;
use super::model::Kind;
use super::words::{UnitWord, Word};
use crate::lexicon::Particle;
use crate::numeral::{Numeral, Script};
use crate::rule::Edge;
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;

/// How far from a sum the words that speak of money stand, in tokens.
const MONEY_REACH: u32 = 10;

/// How far before a currency that names people, too, the word stands that says what is paid, in tokens.
const PAID: u32 = 8;

/// How far behind a comma or «و» the next number stands, in tokens.
const JOINED: u32 = 3;

/// Whether the word of an edge behind a number is its unit, and no other word that is spelled alike.
pub(super) fn is_unit(
    context: &Context<'_>,
    word: &UnitWord,
    edge: &Edge,
    numeral: Option<&Numeral>,
    near: TokenRange,
) -> bool {
    // «20w50»: letters between digits are none.
    let last = edge.last();
    let glued = context.token_kind(last) == Some(TokenKind::Digits) && context.gap(last) == Gap::None;
    if glued && context.token_kind(last - 1) == Some(TokenKind::Latin) {
        return false;
    }
    // «کامیون ۵ تنی»: what has a number and an ending is measured, but «مسابقه ۱۲ راندی» has rounds.
    // «۹ فوتی»: where the dead are counted, no feet.
    let speaks = |senses: &[Sense]| senses.iter().any(|&sense| context.speaks_of(sense, near));
    let counted = word.ambiguous.told_by.is_empty() && speaks(&word.ambiguous.unless);
    let adjective =
        edge.suffix != 0 && word.kind != Kind::Money && !context.words.has_clitic(edge) && !counted;
    if adjective || !is_ambiguous(context, word, edge) {
        return true;
    }
    // «دو باره», «ده تنه»: with an ending of speech the word is yet another one.
    if context.words.is_spoken(edge) {
        return false;
    }
    let ambiguity = &word.ambiguous;
    if numeral.is_some_and(|numeral| ambiguity.number.iter().any(|shape| shape.fits(numeral))) {
        return true;
    }
    match (ambiguity.told_by.as_slice(), ambiguity.unless.as_slice()) {
        ([], []) => false,
        ([], unless) => !speaks(unless),
        (told_by, []) if word.kind == Kind::Money => pays(context, told_by, edge, near),
        (told_by, []) => speaks(told_by),
        (told_by, unless) => {
            let money = word.kind == Kind::Money;
            weighs(context, (told_by, unless), edge, (numeral, money), near)
        }
    }
}

fn is_ambiguous(context: &Context<'_>, word: &UnitWord, edge: &Edge) -> bool {
    let codes = context.view.tokens.codes_between(edge.first, edge.last());
    word.ambiguous.has(codes, edge.suffix != 0)
}

/// Whether the text around a sum speaks of money or has another sum. A noun right behind the word is what there are so
/// many of («سه راند مذاکره»).
fn pays(
    context: &Context<'_>,
    told_by: &[Sense],
    edge: &Edge,
    TokenRange { first, end: last }: TokenRange,
) -> bool {
    let tells = |at: u32| told_by.iter().any(|&sense| context.speaks_of(sense, TokenRange::new(at, at + 1)));
    let next = edge.last();
    // «۲۰ بات حساب کرد»: half of a verb is no noun.
    let verb = || context.is_half_verb(next) || context.is_half_verb(next + 1);
    if next < last && context.is_noun(next) && !tells(next) && !verb() {
        return false;
    }
    let before = first.max(edge.first.saturating_sub(MONEY_REACH))..edge.first;
    let behind = next..last.min(next + MONEY_REACH);
    before.chain(behind).any(|at| tells(at) || is_currency(context, at))
}

/// Whether a currency stands at a token that is nothing else.
fn is_currency(context: &Context<'_>, at: u32) -> bool {
    certain(context, at).any(|(unit, _)| unit.kind == Kind::Money)
}

/// Whether a word without ending stands at a token that is a unit and nothing else.
pub(super) fn is_certain(context: &Context<'_>, at: u32) -> bool {
    certain(context, at).any(|(_, edge)| edge.suffix == 0)
}

/// Whether the word at a token, without an ending, is a currency and nothing else.
pub(super) fn is_certain_money(context: &Context<'_>, at: u32) -> bool {
    certain(context, at).any(|(unit, edge)| edge.suffix == 0 && unit.kind == Kind::Money)
}

/// The units at a token that are nothing else.
fn certain<'a>(context: &'a Context<'_>, at: u32) -> impl Iterator<Item = (&'a UnitWord, Edge)> + 'a {
    context.meanings_at(at).filter_map(move |(edge, word)| match word {
        Word::Unit(unit) => (!is_ambiguous(context, unit, &edge)).then_some((unit.as_ref(), edge)),
        _ => None,
    })
}

/// Whether the nearest word of those that speak of goods speaks of one of these.
pub(super) fn nearest(context: &Context<'_>, senses: &[Sense], edge: &Edge, near: TokenRange) -> bool {
    let goods = context.distance(&[Sense::Goods, Sense::Mass], edge, near);
    context.distance(senses, edge, near).is_some_and(|found| goods.is_none_or(|goods| found <= goods))
}

/// Whether «تن» behind a number is the tonne and not persons: what stands nearest speaks of goods or of people.
fn weighs(
    context: &Context<'_>,
    (told_by, unless): (&[Sense], &[Sense]),
    edge: &Edge,
    (numeral, money): (Option<&Numeral>, bool),
    near: TokenRange,
) -> bool {
    let below = |most| numeral.is_some_and(|numeral| numeral.value < most);
    // «فروش ۲۹۸ هزار تن، ۱۸۲۰ نفر پرسنل»: behind so much of what was named the next number has words of its own.
    let before = context.distance(told_by, edge, TokenRange::new(near.first, edge.last()));
    let near = match before {
        Some(_) if !below(Decimal::ONE_THOUSAND) => before_next_number(context, edge.last(), near),
        _ => near,
    };
    // «با معاش ۱۲۵۰۰ افغانی استخدام شد»: a sum, and no people.
    let next = edge.last();
    let counted = context.is_noun(next) && !context.is_nominal_part(next);
    if money && before.is_some_and(|before| before <= PAID) && !counted {
        return true;
    }
    let goods = context.distance(told_by, edge, near);
    let words = numeral.is_some_and(|numeral| numeral.script == Script::Words);
    // «دو تن به نام‌های …», «این سه تن که …»: nobody weighs a little without saying what.
    let unsaid = !context.is_noun(edge.last()) && goods.is_none_or(|goods| goods > 3);
    if words && below(Decimal::TEN) && (unsaid || context.view.is(edge.last(), Particle::That)) {
        return false;
    }
    match (goods, context.distance(unless, edge, near)) {
        (Some(goods), people) => people.is_none_or(|people| goods < people),
        (None, Some(_)) => false,
        (None, None) => !below(Decimal::ONE_THOUSAND) || !leads_on(context, edge.last()),
    }
}

/// What stands near a word before the next number that a comma or «و» joins to it.
fn before_next_number(context: &Context<'_>, from: u32, near: TokenRange) -> TokenRange {
    let joins = |at: &u32| matches!(context.slice(*at), "،" | "؛") || context.view.is(*at, Particle::And);
    let counts = |at: &u32| (at + 1..=at + JOINED).any(|at| context.view.number_at(at).is_some());
    let end = (from..near.end).filter(joins).find(counts).unwrap_or(near.end);
    TokenRange::new(near.first, end)
}

/// Whether what stands behind «تن» goes on as it does behind persons: «۵ تن از آنها», «۷ تن به دادگاه رفتند», but not «از ۵ تن به ۸
/// تن».
fn leads_on(context: &Context<'_>, at: u32) -> bool {
    context.view.is(at, Particle::From)
        || context.view.is(at, Particle::Toward) && context.view.number_at(at + 1).is_none()
}
