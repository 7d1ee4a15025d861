//! What people together say of one row.

use super::letters::{LetterRange, Letters, Located};
use super::model::{Correction, Line, Verdict};
use super::status::{Applied, Status};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row that corrections can be about.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'i> {
    pub(crate) id: &'i str,
    pub(crate) letters: LetterRange,
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// A row, by its number.
    Row(usize),
    /// A place without a row.
    Place(LetterRange),
}

/// What all who are sure say of one row or place.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) target: Target,
    pub(crate) verdict: Verdict,
    pub(crate) set: Map<String, Value>,
    /// Who says it, and whether the row was found by its quotation alone.
    pub(crate) lines: Vec<(Arc<Line>, bool)>,
}

/// What is said of the rows of a table, and the corrections that nothing can be done with. `sha256` is the sum of the
/// document's source.
pub(crate) fn claims(
    letters: &Letters<'_>,
    (lines, sha256): (&[Arc<Line>], &str),
    rows: &[Candidate<'_>],
) -> (Vec<Claim>, Vec<Applied>) {
    let (mut said, mut told) = (BTreeMap::<Target, Vec<(Arc<Line>, bool)>>::new(), Vec::new());
    for line in lines {
        match target(letters, &line.correction, sha256, rows) {
            Ok((target, moved)) => said.entry(target).or_default().push((Arc::clone(line), moved)),
            Err((status, message)) => told.push(nothing(line, status, message)),
        }
    }
    let mut claims = Vec::new();
    for (target, lines) in said {
        claims.extend(agreed(target, lines, &mut told));
    }
    (claims, told)
}

/// A correction that nothing was done with.
fn nothing(line: &Arc<Line>, status: Status, message: impl Into<String>) -> Applied {
    Applied { line: Arc::clone(line), status, row: None, message: message.into() }
}

/// The row or place that a correction is about, and whether the row's id is another one than was written.
fn target(
    letters: &Letters<'_>,
    correction: &Correction,
    sha256: &str,
    rows: &[Candidate<'_>],
) -> Result<(Target, bool), (Status, &'static str)> {
    let same_source = !sha256.is_empty() && correction.doc_sha256.as_deref() == Some(sha256);
    let named = |row: &Candidate<'_>| correction.row_id.as_deref() == Some(row.id);
    let at = |range: LetterRange| rows.iter().enumerate().filter(move |(_, row)| row.letters == range);
    match letters.locate(&correction.quote, same_source) {
        Located::Nowhere => Err((Status::Stale, "the words are not in the document any more")),
        Located::Several => {
            Err((Status::Ambiguous, "the words stand in several places with the same surroundings"))
        }
        Located::Near(places) => {
            let mut known = places.iter().flat_map(|&place| at(place)).filter(|(_, row)| named(row));
            match (known.next(), known.next()) {
                (Some((row, _)), None) => Ok((Target::Row(row), false)),
                _ => Err((Status::Ambiguous, "the words stand in the document, and other words around them")),
            }
        }
        Located::At(place) => {
            if let Some((row, _)) = at(place).find(|(_, row)| named(row)) {
                return Ok((Target::Row(row), false));
            }
            let mut there = at(place);
            match (there.next(), there.next()) {
                (None, _) => Ok((Target::Place(place), false)),
                (Some((row, _)), None) => Ok((Target::Row(row), correction.row_id.is_some())),
                _ => Err((Status::Ambiguous, "several rows of the table stand at the words")),
            }
        }
    }
}

/// What counts of several corrections of one row: the last word of each person, where all agree.
fn agreed(target: Target, mut lines: Vec<(Arc<Line>, bool)>, told: &mut Vec<Applied>) -> Option<Claim> {
    // Files are in their order; where both lines have a time, that goes before.
    lines.sort_by(|(one, _), (other, _)| one.correction.at.cmp(&other.correction.at));
    let says = |line: &Line| (line.correction.verdict, line.correction.set.clone());
    let mut last = BTreeMap::new();
    for (line, _) in &lines {
        last.insert(line.correction.reviewer.clone(), Arc::clone(line));
    }
    lines.retain(|(line, _)| {
        let counts = last.get(&line.correction.reviewer).is_none_or(|last| says(last) == says(line));
        if !counts {
            told.push(nothing(line, Status::Superseded, "the same person said something else later"));
        }
        counts
    });
    let sure = |(line, _): &&(Arc<Line>, bool)| line.correction.verdict != Verdict::Unsure;
    let (verdict, set) = lines.iter().find(sure).or(lines.first()).map(|(line, _)| says(line))?;
    let others = lines.iter().filter(sure).find(|(line, _)| says(line) != (verdict, set.clone()));
    if others.is_some() {
        for (line, _) in &lines {
            told.push(nothing(line, Status::Conflict, "people say different things of this row"));
        }
        return None;
    }
    Some(Claim { target, verdict, set, lines })
}
