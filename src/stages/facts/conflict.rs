//! Claims that contradict each other: the same property of the same subject at the same time, with another value.

use super::words::Scene;
use crate::finding::{Finding, RowRef, Severity};
use crate::stages::figures::{FIGURES, Fact, FigureRow, Measure, Status};
use crate::syntax::tokens_of;
use crate::text::TokenKind;

/// Fewest letters that two words have in common which name the same kind of thing: «نیروی», «نیروهای».
const COMMON: usize = 4;
/// How many earlier figures one is compared with.
const BACK: usize = 200;

/// A figure and what it is of.
type Told<'r> = (&'r FigureRow, &'r Fact);

/// Adds a finding for each figure that contradicts an earlier one.
pub(super) fn conflicts(scene: &Scene<'_>, rows: &[FigureRow], facts: &[Fact], findings: &mut Vec<Finding>) {
    let told = rows.iter().zip(facts).enumerate();
    let stated: Vec<(usize, Told<'_>)> = told.filter(|(_, told)| is_stated(*told)).collect();
    for (n, &(at, (row, fact))) in stated.iter().enumerate() {
        let earlier = stated.get(n.saturating_sub(BACK)..n).unwrap_or(&[]).iter().rev();
        let mut earlier = earlier.map(|(_, told)| *told);
        let Some((other, _)) = earlier.find(|other| contradicts(scene, *other, (row, fact))) else {
            continue;
        };
        let message = format!(
            "{} of {}: «{}» here, «{}» at byte {}",
            fact.property.as_deref().unwrap_or_default(),
            fact.subject.as_deref().unwrap_or_default(),
            scene.view.slice(row.span),
            scene.view.slice(other.span),
            other.span.start
        );
        findings.push(Finding {
            check: "conflicting-claims",
            severity: Severity::Info,
            row: Some(RowRef { table: FIGURES.name, index: at }),
            span: row.span,
            message,
        });
    }
}

/// Whether a figure is one number that is told of a subject as a fact.
fn is_stated((row, fact): Told<'_>) -> bool {
    let single = matches!(row.value.measure, Measure::Single(_)) && !row.value.approximate;
    single && fact.property.is_some() && fact.subject.is_some() && fact.status == Status::Actual
}

fn contradicts(scene: &Scene<'_>, (other, a): Told<'_>, (row, b): Told<'_>) -> bool {
    let unit = |row: &FigureRow| row.value.unit.as_ref().map(|unit| unit.code.clone());
    let same = a.property == b.property
        && a.subject == b.subject
        && a.of.is_some() == b.of.is_some()
        && row.value.kind == other.value.kind
        && unit(other) == unit(row)
        && (a.date == b.date || a.date.is_none() || b.date.is_none())
        && (a.place == b.place || a.place.is_none() || b.place.is_none());
    let differs = other.value.measure != row.value.measure && other.segment != row.segment;
    same && differs && counts_same(scene, a, b)
}

/// Whether the counted phrases of two figures have a word in common, or neither has one.
fn counts_same(scene: &Scene<'_>, a: &Fact, b: &Fact) -> bool {
    let words = |fact: &Fact| -> Vec<Vec<u8>> {
        let Some(item) = fact.item else { return Vec::new() };
        let tokens = &scene.view.tokens;
        tokens_of(scene.view, item)
            .positions()
            .filter(|&at| tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Word))
            .map(|at| tokens.codes_of(at as usize).iter().copied().take(COMMON).collect::<Vec<_>>())
            .filter(|codes: &Vec<_>| codes.len() == COMMON)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.is_empty() && b.is_empty() || a.iter().any(|word| b.contains(word))
}
