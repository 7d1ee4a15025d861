//! Checks across the figures of a document: ranges that run backwards, parts that do not make their
//! total, one measure with two values, shares of more than a whole.

use super::context::Context;
use super::model::{FigureRow, Kind, Measure};
use super::slash::backwards;
use super::table::{FIGURES, double};
use crate::finding::{Finding, RowRef, Severity};
use crate::lexicon::Particle;
use crate::segment::{SegmentKind, Segments};
use crate::text::fold::Code;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// How far before its number the word for a total can stand, in tokens.
const TOTAL_REACH: u32 = 3;
/// Most figures behind a total that are looked at for its parts.
const PARTS: usize = 64;
/// How many figures before a list its total can stand.
const LIST_REACH: usize = 4;
/// The words before a number that must agree for two figures to be of the same thing; each of them names something.
const SAME_WORDS: u32 = 3;

/// A figure with its tokens: those of the span, and the first of the whole form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) from: u32,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Runs all checks.
pub(super) fn run(
    context: &Context<'_>,
    segments: &Segments,
    rows: &[FigureRow],
    places: &[Placed],
    findings: &mut Vec<Finding>,
) {
    for (at, row) in rows.iter().enumerate() {
        findings.extend(inexact(row).map(|message| about(row, at, "inexact-number", message)));
        if backwards(&row.value.measure) == Some(true) {
            findings.push(about(row, at, "reversed-range", "the range runs backwards".to_owned()));
        }
        if row.value.kind == Kind::Percent
            && row.value.per.is_none()
            && let Some(value) = row.value.measure.number().filter(|value| *value > Decimal::ONE_HUNDRED)
            && places.get(at).is_some_and(|place| of_a_whole(context, place))
        {
            let message = format!("{value} percent of a whole: expected at most 100");
            findings.push(about(row, at, "percent-over-whole", message));
        }
    }
    totals(context, rows, places, findings);
    listed(segments, rows, findings);
    conflicts(context, rows, places, findings);
}

/// What a column of doubles makes of a whole number that it does not hold.
fn inexact(row: &FigureRow) -> Option<String> {
    let (a, b) = match row.value.measure {
        Measure::Interval { lower, upper } => (lower, Some(upper)),
        Measure::Vague { at_least } => (at_least, None),
        ref measure => (measure.number()?, None),
    };
    let lost = |value: &Decimal| value.is_integer() && double(*value).to_string().parse() != Ok(*value);
    let value = [Some(a), b].into_iter().flatten().find(lost)?;
    Some(format!("{value} is written, and {} is the nearest number that the table holds", double(value)))
}

fn about(row: &FigureRow, at: usize, check: &'static str, message: String) -> Finding {
    Finding {
        check,
        severity: Severity::Warning,
        row: Some(RowRef { table: FIGURES.name, index: at }),
        span: row.span,
        message,
    }
}

/// «۱۲۰ درصد از مردم»: of people, not of a growth.
fn of_a_whole(context: &Context<'_>, place: &Placed) -> bool {
    context.view.is(place.last, Particle::From) && context.is_noun(place.last + 1)
}

/// In each sentence, a total and the parts that a word such as «شامل» sets behind it.
fn totals(context: &Context<'_>, rows: &[FigureRow], places: &[Placed], findings: &mut Vec<Finding>) {
    let features = context.features();
    for (at, (row, place)) in rows.iter().zip(places).enumerate() {
        let Some(total) = row.value.measure.number() else { continue };
        let stated = (place.from.saturating_sub(TOTAL_REACH)..=place.from)
            .any(|token| context.view.begins(token, &features.total));
        let mut parts = rows
            .iter()
            .enumerate()
            .skip(at + 1)
            .take(PARTS)
            .take_while(|(_, part)| part.segment == row.segment)
            .filter(|(_, part)| same_unit(part, row))
            .filter_map(|(n, part)| Some((n, part.value.measure.number()?)))
            .peekable();
        let Some(next) = parts.peek().and_then(|(n, _)| places.get(*n)) else { continue };
        // «که ۴۴۳ کیلومتر آن در …»: the first part says what it is a part of.
        let partitive = context.view.is(next.last, Particle::ThatOne)
            && context.view.is(next.from.saturating_sub(1), Particle::That);
        if !stated && !partitive {
            continue;
        }
        let introduced = (place.last..next.from).any(|token| {
            context.view.begins(token, &features.parts) || matches!(context.slice(token), ":" | "(")
        });
        let parts: Vec<(usize, Decimal)> = parts.collect();
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, (_, part)| sum.checked_add(*part));
        let Some(sum) = sum.filter(|_| (introduced || partitive) && parts.len() >= 2) else { continue };
        // A sum far from the total is of other things; parts of no stated total may be some of them.
        let near = if stated {
            total.checked_mul(Decimal::TWO).is_some_and(|twice| sum <= twice && sum + sum >= total)
        } else {
            (total - sum).abs().checked_mul(Decimal::TEN).is_some_and(|gap| gap <= total)
        };
        if near && sum != total {
            let list: Vec<String> = parts.iter().map(|(_, part)| part.to_string()).collect();
            let message = format!("the parts {} make {sum}, the total says {total}", list.join(", "));
            findings.push(about(row, at, "sum-mismatch", message));
        }
    }
}

/// A total in the text before a list, and one part of the same unit in each of its items.
fn listed(segments: &Segments, rows: &[FigureRow], findings: &mut Vec<Finding>) {
    let item = |row: &FigureRow| {
        let parent = segments.list.get(row.segment as usize)?.parent?;
        let kind = segments.list.get(parent as usize)?.kind;
        (kind == SegmentKind::ListItem).then_some(parent)
    };
    let mut at = 0;
    while at < rows.len() {
        let first = at;
        while rows.get(at).is_some_and(|row| item(row).is_some()) {
            at += 1;
        }
        if at == first {
            at += 1;
            continue;
        }
        // One figure in each item, all of one unit: else the items say more than their part.
        let parts = rows.get(first..at).unwrap_or(&[]);
        let alike = parts.windows(2).all(|pair| {
            let [a, b] = pair else { return false };
            same_unit(a, b) && item(a) != item(b)
        });
        if parts.len() < 2 || !alike || parts.iter().any(|part| part.value.unit.is_none()) {
            continue;
        }
        let before = rows.get(first.saturating_sub(LIST_REACH)..first).unwrap_or(&[]);
        let total = parts
            .first()
            .and_then(|part| before.iter().enumerate().rev().find(|(_, row)| same_unit(row, part)));
        let Some((back, total)) = total else { continue };
        let stated = total.value.measure.number();
        let sum =
            parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value.measure.number()?));
        let Some((stated, sum)) = stated.zip(sum) else { continue };
        // Within a tenth: a sum farther off is no statement of the same total.
        let near = (stated - sum).abs().checked_mul(Decimal::TEN).is_some_and(|gap| gap <= stated);
        if near && stated != sum {
            let list: Vec<String> =
                parts.iter().filter_map(|part| Some(part.value.measure.number()?.to_string())).collect();
            let message = format!("the listed parts {} make {sum}, the total says {stated}", list.join(", "));
            let at = first - before.len() + back;
            findings.push(about(total, at, "sum-mismatch", message));
        }
    }
}

fn same_unit(a: &FigureRow, b: &FigureRow) -> bool {
    let [a, b] = [&a.value, &b.value];
    a.kind == b.kind && a.unit.as_ref().map(|unit| &unit.code) == b.unit.as_ref().map(|unit| &unit.code)
}

/// Measures behind the same words, with the same unit and noun, whose values differ.
fn conflicts(context: &Context<'_>, rows: &[FigureRow], places: &[Placed], findings: &mut Vec<Finding>) {
    let mut known: FxHashMap<Vec<Code>, usize> = FxHashMap::default();
    for (at, (row, place)) in rows.iter().zip(places).enumerate() {
        let measured = !matches!(row.value.kind, Kind::Count | Kind::Percent | Kind::Ratio | Kind::Money);
        let Some(value) = row.value.measure.number().filter(|_| measured) else { continue };
        let Some(words) = words_before(context, place.from) else { continue };
        let Some(&first) = known.get(&words) else {
            known.insert(words, at);
            continue;
        };
        let Some((other, other_place)) = rows.get(first).zip(places.get(first)) else { continue };
        let differs = other.value.measure.number().is_some_and(|known| known != value);
        if differs && same_unit(other, row) {
            let (a, b) = (context.view.span(other_place.first, other_place.last), row.span);
            let message = format!(
                "«{}» here, «{}» at byte {} for what the same words name",
                context.view.slice(b),
                context.view.slice(a),
                a.start
            );
            findings.push(about(row, at, "conflicting-values", message));
        }
    }
}

/// The letters of the words right before a figure, if they say what it measures: [`SAME_WORDS`] words that name
/// something, with nothing else between them.
fn words_before(context: &Context<'_>, from: u32) -> Option<Vec<Code>> {
    let first = from.checked_sub(SAME_WORDS)?;
    let mut codes = Vec::new();
    for at in first..from {
        if !context.is_noun(at) {
            return None;
        }
        codes.extend_from_slice(context.view.tokens.codes_of(at as usize));
        codes.push(crate::text::fold::BARRIER);
    }
    Some(codes)
}
