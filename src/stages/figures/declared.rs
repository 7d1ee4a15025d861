//! Units that a text declares for numbers which stand without one: «ارقام به میلیون ریال», «هزینه (هزار تومان)», the head of a
//! column.

use super::context::Context;
use super::declaration::{Declared, Manner};
use super::model::Kind;
use super::units::{self, Measured};
use super::words::Word;
use crate::lexicon::Particle;
use crate::numeral::{Numeral, Script};
use crate::rule::Edge;
use crate::text::{Gap, TokenKind, TokenRange};
use rust_decimal::Decimal;

/// How far before a unit the bracket opens that it stands in, in tokens: «(متری، میلیون تومان)».
const OPENING: u32 = 6;
/// How far before a unit the amounts are named that it holds for, in tokens: «مبالغ این جدول همگی به تومان».
const AMOUNTS: u32 = 6;
/// The same in a title that ends with the unit, in tokens.
const TITLE: u32 = 16;
/// Most tokens of scale words: «هزار میلیارد».
const SCALES: u32 = 3;
/// How far around a head other heads of its line say what it is, in tokens.
const HEADS: u32 = 12;

/// Finds the units that stand in a text without a number, of those that begin at one token the longest, in text order.
pub(super) fn all(context: &Context<'_>) -> Vec<Declared> {
    let mut found: Vec<Declared> = Vec::new();
    let kinds = context.kinds();
    context.view.lattice.report_several_or(&kinds.declaring, |edge| {
        let declared = if kinds.unit.has(edge.class) {
            read(context, &edge)
        } else if kinds.classifier.has(edge.class) {
            read_scale(context, &edge)
        } else {
            None
        };
        let Some(declared) = declared else { return };
        match found.last_mut() {
            // «هزار تن» is a unit, where the word is one.
            Some(before) if declared.first < before.last => {
                if declared.last > before.last || before.unit.is_none() && declared.unit.is_some() {
                    *before = declared;
                }
            }
            _ => found.push(declared),
        }
    });
    found
}

/// «جمعیت (هزار نفر)»: how many stand for one in the numbers of a row or a column of counts.
fn read_scale(context: &Context<'_>, edge: &Edge) -> Option<Declared> {
    let last = edge.last();
    let scale = context
        .view
        .numbers_before(edge.first, edge.first.saturating_sub(SCALES))
        .find(|number| is_scale(context, number))?;
    let first = scale.first;
    let manner = if is_bracketed(context, first, last) {
        Manner::Bracketed
    } else if ends_cell(context, last) {
        Manner::Bare
    } else {
        return None;
    };
    let (fills, counted) = (fills_cell(context, first, last), Some((edge.first, last)));
    Some(Declared { first, last, manner, kind: Kind::Count, unit: None, scale: scale.value, fills, counted })
}

fn fills_cell(context: &Context<'_>, first: u32, last: u32) -> bool {
    let whole = TokenRange::new(0, context.view.tokens.list.len() as u32);
    let begins = first == 0
        || context.is_set_apart(first, whole)
        || context.slice_before(first).contains(['\n', '\r']);
    begins && ends_cell(context, last)
}

/// Whether a cell or a line ends before the token.
fn ends_cell(context: &Context<'_>, last: u32) -> bool {
    let whole = TokenRange::new(0, context.view.tokens.list.len() as u32);
    last >= whole.end
        || context.is_set_apart(last, whole)
        || context.slice_before(last).contains(['\n', '\r'])
}

/// What a unit's words declare; nothing where a number before them makes a quantity of them.
fn read(context: &Context<'_>, edge: &Edge) -> Option<Declared> {
    let Some(Word::Unit(word)) = context.words.get(edge.value) else { return None };
    // «دبی (لیتر در ثانیه)»
    let per = context.meanings_at(edge.last()).find_map(|(per, word)| match word {
        Word::Per(code) => Some((per.last(), code)),
        _ => None,
    });
    let last = per.map_or(edge.last(), |(last, _)| last);
    let scale = context
        .view
        .numbers_before(edge.first, edge.first.saturating_sub(SCALES))
        .find(|number| is_scale(context, number));
    let (first, scale) = scale.map_or((edge.first, Decimal::ONE), |number| (number.first, number.value));
    // «عملکرد ۱۴۰۰      درصد تحقق»: a number of another column is none of its.
    let whole = TokenRange::new(0, context.view.tokens.list.len() as u32);
    if !context.is_set_apart(first, whole)
        && context.view.numbers_before(first, first.saturating_sub(SCALES)).next().is_some()
    {
        return None;
    }
    // «(تومان / کیلوگرم)», «به ازای هر کیلو», «بر سانتی‌متر»: what something else is counted by.
    let divides = |at: u32| {
        context.slice(at) == "/"
            || context.view.is(at, Particle::Each)
            || context.is_number_leader(at) && !context.view.is(at, Particle::Toward)
    };
    if first.checked_sub(1).is_some_and(divides) {
        return None;
    }
    // «(م‌م/ث)»: a unit that is divided by what no unit is, so it is another one.
    let divided =
        context.slice(last) == "/" && context.gap(last) == Gap::None && context.gap(last + 1) == Gap::None;
    if divided && word.kind != Kind::Money && context.token_kind(last + 1) == Some(TokenKind::Word) {
        return None;
    }
    let manner = if is_stated(context, first, last) {
        Manner::Stated
    } else if is_bracketed(context, first, last) {
        Manner::Bracketed
    } else {
        Manner::Bare
    };
    let doubtful = !word.ambiguous.forms.is_empty() && !ends_cell(context, last);
    // «تولد | فوت | طلاق»: what is counted, and not the foot.
    let around = TokenRange::new(edge.first.saturating_sub(HEADS), edge.last() + HEADS);
    let other = word.ambiguous.unless.iter().any(|&sense| context.speaks_of(sense, around));
    // «در ضدسرقت درجه ۱»: what is numbered so.
    let numbers =
        context.view.number_at(last).is_some() && context.token_kind(last) == Some(TokenKind::Digits);
    if manner == Manner::Bare && (other || numbers && !ends_cell(context, last)) {
        return None;
    }
    // «دلار | ۵۰۱۲۰ | ۵۰۲۲۰»: what is traded, and not what it is paid in.
    let foreign = word.kind == Kind::Money && word.unit.base.as_ref().is_none_or(|base| &*base.code != "IRR");
    // «نرخ ارز: دلار ۷۱,۲۵۰ | یورو ۷۴,۸۰۰» names it before its number.
    let named = foreign && numbers && manner == Manner::Stated;
    if named || manner == Manner::Bare && (doubtful || foreign || edge.suffix != 0) {
        return None;
    }
    let mut measured = units::plain(word);
    measured.scale = measured.scale.checked_mul(scale)?;
    if word.id == "degree" {
        measured = units::celsius();
    }
    if let Some((_, code)) = per {
        measured = units::divided(measured, code);
    }
    let fills = fills_cell(context, first, last);
    let Measured { kind, unit, scale } = measured;
    Some(Declared { first, last, manner, kind, unit, scale, fills, counted: None })
}

/// Whether a number is scale words and nothing else: «هزار», «هزار میلیارد», but not «یک میلیون», which is an amount.
fn is_scale(context: &Context<'_>, number: &Numeral) -> bool {
    let mut shorter = context.view.numbers_before(number.last, number.first + 1);
    if shorter.any(|other| other.value == number.value) {
        return false;
    }
    let thousand = number.last - number.first == 1 && number.value == Decimal::ONE_THOUSAND;
    number.script == Script::Words
        && (thousand || number.value == number.scale && number.value > Decimal::ONE_THOUSAND)
}

fn is_bracketed(context: &Context<'_>, first: u32, last: u32) -> bool {
    let led = first.checked_sub(1).is_some_and(|at| {
        context.token_kind(at) != Some(TokenKind::Word)
            || context.view.is(at, Particle::Toward)
            || context.view.begins(at, &context.features().unit_lead)
    });
    let closed = matches!(context.slice(last), ")" | "]" | "،" | "-" | "–" | "؛" | "/")
        || context.view.is(last, Particle::Each);
    let opened = || {
        (first.saturating_sub(OPENING)..first)
            .rev()
            .take_while(|&at| {
                context.token_kind(at) == Some(TokenKind::Word)
                    || matches!(context.slice(at), "(" | "[" | "،" | ":" | "-" | "/")
            })
            .any(|at| matches!(context.slice(at), "(" | "["))
    };
    led && closed && opened()
}

/// Whether amounts of which this is the unit are named before it, and nothing is said of them but that.
fn is_stated(context: &Context<'_>, first: u32, last: u32) -> bool {
    let Some(lead) = first.checked_sub(1) else { return false };
    let led = context.view.is(lead, Particle::Toward)
        || matches!(context.slice(lead), ":" | "=")
        || context.view.begins(lead, &context.features().unit_lead);
    // «قیمت خودرو در بازار ۲۲ آبان - میلیون تومان» ends its line.
    let closing = matches!(context.slice(lead), "-" | "–" | "—" | "|")
        && context.slice_before(last).contains(['\n', '\r'])
        && context.gap(lead) == Gap::Space;
    let led = led || closing;
    let reach = if closing { TITLE } else { AMOUNTS };
    let named =
        || (lead.saturating_sub(reach)..lead).any(|at| context.view.begins(at, &context.features().amount));
    let said = || {
        context.token_kind(last) != Some(TokenKind::Word)
            || context.view.begins(last, &context.features().be)
            || context.view.is(last, Particle::And)
            || context.slice_before(last).contains(['\n', '\r', '\t'])
    };
    led && named() && said()
}
