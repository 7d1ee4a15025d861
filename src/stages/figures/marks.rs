//! What a document means by the marks between its digits, where one group of three could be thousands or a decimal part.
//!
//! Numbers that cannot be read otherwise decide: where a document has «۱.۲۵۰.۰۰۰» and never «۲.۵», «۳.۲۵۵» has thousands, too.
//! Behind «/» each kind of measure has its own say, since people write sums with thousands and weights with decimals there
//! in one text. Where both are there, each number is read by its own looks.

use super::checks::Placed;
use super::context::Context;
use super::model::Kind;
use super::slash::Doubted;
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::text::{Gap, TokenKind};
use rustc_hash::FxHashMap;

/// Digits of a group of thousands.
const GROUP: usize = 3;

/// How a number uses a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Thousands,
    Decimal,
    /// One group of three digits: either.
    Open,
}

/// A mark, and of «/» the kind of the measure.
type Side = (char, Option<Kind>);

/// What the numbers of a document say that have no other reading of their mark.
#[derive(Debug, Default)]
struct Ballot {
    /// The first whose mark parts thousands.
    thousands: Option<usize>,
    /// Whether there are decimals.
    decimals: bool,
}

/// Gives numbers whose mark could be read either way the thousands that the others have behind it, and tells of it.
pub(super) fn agree(
    context: &Context<'_>,
    drafts: &mut [Doubted],
    places: &[Placed],
    findings: &mut Vec<Finding>,
) {
    if drafts.iter().all(|(doubt, _)| doubt.as_ref().is_none_or(|doubt| doubt.alternative.is_none())) {
        return;
    }
    let mut ballots: FxHashMap<Side, Ballot> = FxHashMap::default();
    let uses: Vec<Option<(Side, Use)>> = drafts
        .iter()
        .zip(places)
        .map(|((_, row), place)| {
            let (mark, found) = use_of_mark(context, place)?;
            Some(((mark, (mark == '/').then_some(row.value.kind)), found))
        })
        .collect();
    for (at, used) in uses.iter().enumerate() {
        let Some((side, found)) = used else { continue };
        let ballot = ballots.entry(*side).or_default();
        match found {
            Use::Thousands => ballot.thousands = ballot.thousands.or(Some(at)),
            Use::Decimal => ballot.decimals = true,
            Use::Open => {}
        }
    }
    for (at, used) in uses.iter().enumerate() {
        let Some((side, Use::Open)) = used else { continue };
        let Some(ballot) = ballots.get(side) else { continue };
        let (Some(witness), false) = (ballot.thousands, ballot.decimals) else { continue };
        let says = drafts.get(witness).map_or("", |(_, row)| context.view.slice(row.span));
        let Some((Some(doubt), row)) = drafts.get_mut(at) else { continue };
        let Some((other, written)) = doubt.alternative.zip(row.value.measure.number()) else { continue };
        let Some(value) = other.number().filter(|value| *value > written) else { continue };
        row.value.measure = other;
        row.value.as_written = Some(written);
        doubt.swapped = None;
        findings.push(Finding {
            check: "mark-between-digits",
            severity: Severity::Warning,
            row: Some(RowRef { table: FIGURES.name, index: at }),
            span: row.span,
            message: format!(
                "«{}» is read as {}: its mark parts thousands elsewhere, in «{says}»",
                context.view.slice(row.span),
                value.normalize(),
            ),
        });
    }
}

/// The mark of the first number of a row that has one, and how it is used.
fn use_of_mark(context: &Context<'_>, place: &Placed) -> Option<(char, Use)> {
    let digits = |at: u32| {
        let found = context.token_kind(at) == Some(TokenKind::Digits);
        found.then(|| context.view.tokens.codes_of(at as usize).len())
    };
    let behind = |at: u32| {
        let glued = context.gap(at) == Gap::None && context.gap(at + 1) == Gap::None;
        let mark = Some(context.slice(at)).filter(|mark| matches!(*mark, "/" | "." | "٫"))?;
        glued.then(|| mark.chars().next()).flatten().zip(digits(at + 1))
    };
    (place.first..place.last).find_map(|at| {
        let (head, (mark, group)) = digits(at).zip(behind(at + 1))?;
        let zero = context.slice(at).chars().all(|c| matches!(c, '0' | '۰' | '٠'));
        let further = behind(at + 3).filter(|(again, _)| *again == mark);
        let found = match further {
            Some((_, GROUP)) if group == GROUP && head <= GROUP => Use::Thousands,
            Some(_) => return None,
            None if group == GROUP && head <= GROUP && !zero => Use::Open,
            None => Use::Decimal,
        };
        Some((mark, found))
    })
}
