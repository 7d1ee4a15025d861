//! Numbers of which nothing says what they are numbers of.
//!
//! A number without a unit and without a noun may be a year, a page, a score, a price or a count. It stays a row, and where
//! its place does not say that it counts something, a finding tells of it.

use super::context::Context;
use super::heads::is_open;
use super::lines::Line;
use super::model::{FigureRow, Kind, Measure};
use super::plausible::is_year;
use super::sheet::Sheet;
use crate::finding::{Finding, RowRef, Severity};
use crate::lexicon::Particle;
use crate::stages::figures::FIGURES;
use crate::syntax::tokens_of;
use crate::text::{Gap, Span, TokenKind, TokenRange};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Deref;

/// How far before a number the noun for how many there are stands, in tokens.
const REACH: u32 = 5;
/// Fewest cells of a line of a table whose numbers count what its heads name.
const CELLS: usize = 3;
/// Most tokens from «و» to the number that it joins, with a word that bounds it.
const SHARED: u32 = 3;
/// So many numbers with a blank between their thousands show that a document writes them so.
const HABIT: usize = 4;
/// How many digits a year has.
const YEAR_DIGITS: usize = 4;
/// Fewest letters of a label that says what is counted.
const LABEL: usize = 3;

/// Adds a finding for each number that nothing says what it is a number of.
pub(super) fn find<'a>(
    sheet: &impl Deref<Target = Sheet<'a>>,
    rows: &[FigureRow],
    findings: &mut Vec<Finding>,
) {
    let grouped = rows.iter().filter(|row| may_be_two(sheet.context, row)).take(HABIT).count();
    for (index, row) in rows.iter().enumerate() {
        let message = if is_bare(row) && !counts(sheet, row) && !shares(sheet.context, rows, index) {
            "neither a unit nor a noun says what it is a number of"
        } else if may_be_year(sheet.context, row) {
            "it may be a year, and count nothing"
        } else if grouped < HABIT && may_be_two(sheet.context, row) {
            "a blank parts its digits: it may be two numbers"
        } else {
            continue;
        };
        findings.push(Finding {
            check: "bare-number",
            severity: Severity::Info,
            row: Some(RowRef { table: FIGURES.name, index }),
            span: row.span,
            message: message.to_owned(),
        });
    }
}

/// Whether a row is a number and nothing else; «صدها» is not.
fn is_bare(row: &FigureRow) -> bool {
    is_open(row) && !matches!(row.value.measure, Measure::Vague { .. })
}

/// «در ۱۹۹۸ شرکت تأسیس شد»: whether four digits before a noun that is no classifier stand where years do.
fn may_be_year(context: &Context<'_>, row: &FigureRow) -> bool {
    let tokens = tokens_of(context.view, row.span);
    let Measure::Single(number) = &row.value.measure else { return false };
    row.value.kind == Kind::Count
        && row.value.item.is_some()
        && tokens.end == tokens.first + 1
        && context.view.tokens.codes_of(tokens.first as usize).len() == YEAR_DIGITS
        && number.to_i64().is_some_and(is_year)
        && !context.is_classifier(tokens.end)
        && context.view.words_before(tokens.first, 0, &context.features().year_lead).is_some()
}

/// «۸۵۰ ۵۹۴»: whether two runs of digits are one number by a plain blank between them alone, as two columns have it.
fn may_be_two(context: &Context<'_>, row: &FigureRow) -> bool {
    let tokens = tokens_of(context.view, row.span);
    let digits = |at: u32| context.token_kind(at) == Some(TokenKind::Digits);
    let pairs: usize = (tokens.first + 1..tokens.end)
        .filter(|&at| digits(at - 1) && digits(at) && context.slice_before(at) == " ")
        .count();
    pairs == 1
}

/// Whether the place of a number says that it counts something.
fn counts(sheet: &Sheet<'_>, row: &FigureRow) -> bool {
    let context = sheet.context;
    let tokens = tokens_of(context.view, row.span);
    // «۵ تا», «۱۵ نفره», «شش‌تایش», but not «از ۲ تا ۴».
    let classified = (tokens.first + 1..=tokens.end).any(|at| context.is_classifier(at))
        && context.view.number_at(tokens.end + 1).is_none();
    let noun = &context.features().number_noun;
    let named = (tokens.first.saturating_sub(REACH)..tokens.first)
        .rev()
        .take_while(|&at| {
            matches!(context.token_kind(at), Some(TokenKind::Word | TokenKind::Latin))
                || context.slice(at) == ":"
        })
        .any(|at| context.view.begins(at, noun));
    classified
        || named
        || is_adjective(context, tokens)
        || is_exported(context, tokens.first)
        || is_whole(row)
            && (is_labelled(context, tokens.first) && !is_scaled(context, row) || is_cell(sheet, row))
}

/// «حداقل ۲۵ و حداکثر ۴۰ نفر»: whether the next number, which «و» joins to this one, has the noun of both.
fn shares(context: &Context<'_>, rows: &[FigureRow], at: usize) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else { return false };
    let (own, other) = (tokens_of(context.view, row.span), tokens_of(context.view, next.span));
    next.value.kind == Kind::Count
        && next.value.item.is_some()
        && context.view.is(own.end, Particle::And)
        && other.first <= own.end + SHARED
}

/// «شهر ۳ میلیونی»: whether a scale word with an ending makes an adjective of a number.
fn is_adjective(context: &Context<'_>, tokens: TokenRange) -> bool {
    let closed = |at: u32| {
        let numeral = context.view.number_at(at);
        numeral.is_some_and(|numeral| numeral.last == tokens.end && numeral.closed)
    };
    tokens.positions().any(closed)
}

/// Whether it is a whole number that is written in digits, as labels and tables have them.
fn is_whole(row: &FigureRow) -> bool {
    let whole = |number: &Decimal| number.fract().is_zero() && !number.is_sign_negative();
    matches!(&row.value.measure, Measure::Single(number) if whole(number))
}

/// «وام ازدواج: ۳۰۰ میلیون»: whether a scale word is part of a number, as sums have one that leave out their money.
fn is_scaled(context: &Context<'_>, row: &FigureRow) -> bool {
    context.view.slice(row.span).contains(char::is_alphabetic)
}

/// «1399/08/19,18250»: whether a comma of an exported line stands between a number or a date and this one.
fn is_exported(context: &Context<'_>, first: u32) -> bool {
    let before = |back: u32| first.checked_sub(back);
    before(1).is_some_and(|at| context.slice(at) == "," && context.gap(at) == Gap::None)
        && context.gap(first) == Gap::None
        && before(2).is_some_and(|at| context.token_kind(at) == Some(TokenKind::Digits))
}

/// «ولادت: ۲۷۴۱»: whether a label stands right before a number, and no name.
fn is_labelled(context: &Context<'_>, first: u32) -> bool {
    let Some(colon) = first.checked_sub(1).filter(|&at| context.slice(at) == ":") else { return false };
    let Some(word) = colon.checked_sub(1) else { return false };
    context.token_kind(word) == Some(TokenKind::Word)
        && context.view.tokens.codes_of(word as usize).len() >= LABEL
        && !context.is_name(word)
}

/// Whether a number is all that a cell of a table holds, which is not the first of its line.
fn is_cell(sheet: &Sheet<'_>, row: &FigureRow) -> bool {
    let (view, lines) = (sheet.context.view, &sheet.lines);
    let in_line = |line: &Line| {
        let cell = line.cell_at(row.span.start)?;
        let whole = line.cells.get(cell)?;
        let around = [Span::new(whole.start, row.span.start), Span::new(row.span.end, whole.end)];
        let blank = around.iter().all(|part| view.slice(*part).trim().is_empty());
        // «قیمت پایانی», «ارتفاع»: what is under such a head is measured, in what nothing says.
        if sheet.measures(row.span, cell) {
            return Some(false);
        }
        Some(line.is_row() && line.cells.len() >= CELLS && cell > 0 && blank)
    };
    lines.get(lines.at(row.span.start)).and_then(in_line).unwrap_or(false)
}
