//! Decimals written with «/», whose digits PDF extraction may have swapped.
//!
//! A document's own evidence decides, never a single number's size: a range that runs backwards as
//! written and forwards when swapped, a whole part that begins with a zero, the same figure written
//! elsewhere with another mark.

use super::model::{FigureRow, Measure};
use super::reading::Draft;
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::rule::View;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The digits of a decimal that two quantities can have by chance, as a number.
const FEW_DIGITS: u128 = 100;

/// How decimals written with «/» are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalSlash {
    /// Swapped or not, by the document's own evidence.
    #[default]
    Auto,
    /// The digits before the slash are the whole part.
    AsWritten,
    /// The digits behind the slash are the whole part, as PDF extraction leaves them.
    Swapped,
}

/// The other readings of a figure's numbers, of which few have any.
#[derive(Debug)]
pub(super) struct Doubt {
    /// The measure as it is written.
    pub(super) written: Measure,
    /// With the digits around «/» swapped, where there is one.
    pub(super) swapped: Option<Measure>,
    /// With the other reading of a mark that may part thousands or a decimal part, where there is one.
    pub(super) alternative: Option<Measure>,
    /// Whether the whole part before «/» begins with a zero that no number has.
    padded: bool,
}

impl Doubt {
    /// Those of a draft; none where it has one reading.
    pub(super) fn of(draft: &Draft) -> Option<Box<Self>> {
        let &Draft { swapped, alternative, padded, ref quantity, .. } = draft;
        let doubt = || Box::new(Self { written: quantity.measure, swapped, alternative, padded });
        (swapped.is_some() || alternative.is_some()).then(doubt)
    }
}

/// A figure with the other readings that it may have.
pub(super) type Doubted = (Option<Box<Doubt>>, FigureRow);

/// The measure of a figure with its digits swapped, where it has one.
fn swapped(doubt: &Option<Box<Doubt>>) -> Option<&Measure> {
    doubt.as_ref()?.swapped.as_ref()
}

impl DecimalSlash {
    /// Why the digits around «/» are to be swapped in a document; none where they are not.
    pub(super) fn evidence(self, view: &View<'_>, drafts: &[Doubted]) -> Option<String> {
        match self {
            Self::AsWritten => None,
            Self::Swapped => Some("the setting decimal_slash says so".to_owned()),
            Self::Auto => weigh(view, drafts),
        }
    }
}

/// The first evidence for swapping, if more speaks for it than against it.
fn weigh(view: &View<'_>, drafts: &[Doubted]) -> Option<String> {
    if drafts.iter().all(|(doubt, _)| swapped(doubt).is_none()) {
        return None;
    }
    let plain: FxHashMap<Decimal, usize> = drafts
        .iter()
        .enumerate()
        .filter(|(_, (doubt, _))| swapped(doubt).is_none())
        .filter_map(|(n, (doubt, row))| {
            let written = doubt.as_ref().map_or(&row.value.measure, |doubt| &doubt.written);
            Some((written.number()?, n))
        })
        .filter(|(value, _)| !value.is_integer())
        .collect();
    let (mut reasons, mut against) = (Vec::new(), 0_usize);
    for (doubt, row) in drafts {
        let Some(doubt) = doubt else { continue };
        let (Some(swapped), written) = (&doubt.swapped, &doubt.written) else { continue };
        let text = view.slice(row.span);
        let twin = |measure: &Measure| {
            let number = measure.number().filter(is_telling)?;
            let (_, twin) = drafts.get(*plain.get(&number)?)?;
            (unit(twin) == unit(row)).then_some(twin)
        };
        match (backwards(written), backwards(swapped)) {
            (Some(true), Some(false)) => reasons
                .push(format!("the range «{text}» runs backwards as written and forwards when swapped")),
            (Some(false), Some(true)) => against += 1,
            _ if doubt.padded => {
                reasons.push(format!("the whole part of «{text}» begins with a zero as written"));
            }
            _ => match (twin(swapped), twin(written)) {
                (Some(twin), None) => reasons.push(format!(
                    "«{text}» stands elsewhere in the document as «{}»",
                    view.slice(twin.span)
                )),
                (None, Some(_)) => against += 1,
                _ => {}
            },
        }
    }
    if reasons.len() > against { reasons.into_iter().next() } else { None }
}

/// Whether a number has digits enough to stand in two places by no chance: any text may have 2.1 and «۱/۲».
fn is_telling(number: &Decimal) -> bool {
    number.normalize().mantissa().unsigned_abs() >= FEW_DIGITS
}

/// Repairs a figure whose digits are swapped: the row keeps the literal reading beside the repaired one.
pub(super) fn repair(doubt: &Doubt, row: &mut FigureRow, at: usize, evidence: &str) -> Option<Finding> {
    let swapped = doubt.swapped?;
    let written = std::mem::replace(&mut row.value.measure, swapped);
    let (literal, repaired) = changed(&written, &swapped)?;
    row.value.as_written = Some(literal);
    Some(Finding {
        check: "swapped-decimal",
        severity: Severity::Warning,
        row: Some(RowRef { table: FIGURES.name, index: at }),
        span: row.span,
        message: format!(
            "{} is written and {} is read, with the digits around «/» swapped: {evidence}",
            literal.normalize(),
            repaired.normalize()
        ),
    })
}

/// The literal and the repaired number of a measure that changed.
fn changed(written: &Measure, swapped: &Measure) -> Option<(Decimal, Decimal)> {
    let pairs = match (written, swapped) {
        (Measure::Interval { lower: a, upper: b }, Measure::Interval { lower: c, upper: d }) => {
            [Some((*a, *c)), Some((*b, *d))]
        }
        _ => [written.number().zip(swapped.number()), None],
    };
    pairs.into_iter().flatten().find(|(a, b)| a != b)
}

fn unit(row: &FigureRow) -> Option<&str> {
    row.value.unit.as_ref().map(|unit| &*unit.code)
}

/// Whether an interval runs backwards; none for other measures.
pub(super) fn backwards(measure: &Measure) -> Option<bool> {
    match measure {
        Measure::Interval { lower, upper } => Some(lower > upper),
        _ => None,
    }
}
