//! Corrections of rows: what people say of the rows of a table, done before later stages see them.

use super::extractor::Input;
use super::values::Values;
use crate::corrections::{
    Applied, Candidate, Claim, Correction, Letters, Line, Status, Target, Verdict, claims,
};
use crate::error::{Error, Result};
use crate::finding::{Finding, RowRef};
use crate::rule::{Found, Review, RuleId};
use crate::segment::SegmentKind;
use crate::table::{Columns, Context, RowIds, RowValue, Rows, RowsOf, TableRows, push_words, without_zone};
use crate::text::Span;
use arrow::array::RecordBatch;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Value};
use std::sync::Arc;

/// How the rows of a table are corrected. `A` is the analysis that holds them.
pub(crate) trait Corrector<A, T> {
    /// The columns that people can set; what follows from them is made again.
    const COLUMNS: &'static [&'static str];

    /// Those of them that only rows which people add can be given: of others they follow from the text.
    const OF_ADDED: &'static [&'static str] = &[];

    /// A row that says as little as a row can, to try values on.
    fn blank(&self) -> T;

    /// Gives a row other values. There is no document where values are only tried on.
    ///
    /// # Errors
    /// Values that the columns cannot have, or that do not go together.
    fn set(
        &self,
        row: &mut Found<T>,
        values: &Values<'_>,
        analysis: &mut A,
        document: Option<&Input<'_>>,
    ) -> std::result::Result<(), String>;

    /// What a row means that the program did not find.
    ///
    /// # Errors
    /// As [`Self::set`]; also where rows of the table cannot be added by hand.
    fn added(
        &self,
        span: Span,
        values: &Values<'_>,
        analysis: &mut A,
        input: &Input<'_>,
    ) -> std::result::Result<T, String>;

    /// Whether a row that people add can stand beside another one that they add.
    ///
    /// # Errors
    /// Why not.
    fn beside(&self, _row: &Found<T>, _other: &Found<T>) -> std::result::Result<(), String> {
        Ok(())
    }

    /// Rows have other numbers: what refers to them follows. `moved` has the new number of each of the `old` rows, none of
    /// one that is gone; a row whose number is none of these was added.
    fn renumber(&self, analysis: &mut A, document: &Input<'_>, moved: &[Option<usize>], old: &[Found<T>]);
}

/// What the claims make of the rows.
struct Changes<T> {
    rows: Vec<Option<Found<T>>>,
    /// Rows with values that people gave them, which are still to be looked at.
    given: Vec<Given<T>>,
    added: Vec<(Found<T>, Told)>,
    /// Rows whose findings are answered.
    answered: Vec<bool>,
    /// What is told of rows that were there.
    told: Vec<(Arc<Line>, Status, usize)>,
    nothing: Vec<Applied>,
}

/// A row with values that people gave it.
struct Given<T> {
    /// The number of the row; none of one that was missing.
    row: Option<usize>,
    found: Found<T>,
    set: Map<String, Value>,
    lines: Told,
}

/// What is told of lines.
type Told = Vec<(Arc<Line>, Status)>;

/// Cells as text, by column; null is none.
type Cells = Vec<(String, Option<String>)>;

/// Does what people say of the rows of a table.
pub(crate) fn correct<A, T, C>(corrector: &C, input: &Input<'_>, analysis: &mut A)
where
    A: RowsOf<Found<T>> + RowsOf<Finding> + RowsOf<Applied>,
    T: RowValue<A> + Clone,
    C: Corrector<A, T>,
{
    let table = T::table().name;
    let lines: Vec<Arc<Line>> =
        input.corrections.iter().filter(|line| line.correction.table == table).cloned().collect();
    if lines.is_empty() {
        return;
    }
    let letters = Letters::new(input.view.text);
    let (claims, nothing) = {
        let context = context::<A, T>(analysis, input);
        let rows: &[Found<T>] = context.analysis.rows_of();
        let candidate = |(n, row): (usize, &Found<T>)| {
            Some(Candidate { id: context.id_of::<Found<T>>(n)?, letters: letters.of(row.span) })
        };
        let candidates: Vec<Candidate<'_>> = rows.iter().enumerate().filter_map(candidate).collect();
        let (claims, nothing) = claims(&letters, (&lines, input.sha256), &candidates);
        let with_cells = claims.into_iter().map(|claim| {
            let before = match claim.target {
                Target::Row(row) => rows.get(row).and_then(|row| cells(&context, row).ok()),
                Target::Place(_) => None,
            };
            (claim, before)
        });
        (with_cells.collect::<Vec<_>>(), nothing)
    };
    let rows: &[Found<T>] = analysis.rows_of();
    let mut changes = Changes {
        answered: vec![false; rows.len()],
        rows: rows.iter().cloned().map(Some).collect(),
        given: Vec::new(),
        added: Vec::new(),
        told: Vec::new(),
        nothing,
    };
    for (claim, before) in claims {
        match (claim.target, before) {
            (Target::Row(row), Some(before)) => {
                of_row(corrector, input, analysis, claim, (row, &before), &mut changes);
            }
            (Target::Row(_), None) => {}
            (Target::Place(place), _) => {
                of_place(corrector, input, analysis, claim, letters.span(place), &mut changes);
            }
        }
    }
    look_at_given(corrector, &context::<A, T>(analysis, input), &mut changes);
    finish(corrector, input, analysis, changes);
}

/// A context that knows the rows of one table.
fn context<'a, A: RowsOf<Found<T>>, T: RowValue<A>>(
    analysis: &'a A,
    input: &Input<'a>,
) -> Context<'a, 'static, A> {
    let mut context = Context::new(analysis, (input.doc_id, input.view.text, input.reference), &|_| "");
    Rows::<Found<T>>::NEW.prepare(&mut context, &mut RowIds::default());
    context
}

/// The cells of a row but for its id.
fn cells<A, T: RowValue<A>>(context: &Context<'_, '_, A>, row: &Found<T>) -> Result<Cells> {
    let mut columns = Columns::new(T::table());
    if let Some(key) = T::table().primary_key.first() {
        T::write(row, columns.row().text(key, ""), context);
    }
    told(&columns.finish()?)
}

/// Keeps the rows that have the values which people gave them: not all values go together.
fn look_at_given<A, T: RowValue<A>, C: Corrector<A, T>>(
    corrector: &C,
    context: &Context<'_, '_, A>,
    changes: &mut Changes<T>,
) {
    for Given { row, mut found, set, lines } in std::mem::take(&mut changes.given) {
        let wrong = match cells(context, &found) {
            Err(error) => Some(error.to_string()),
            Ok(cells) => differs(&cells, &set).map(|(column, has)| {
                format!("set: expected values that go together, found a {column} that comes out as {has}")
            }),
        };
        let others = || changes.added.iter().map(|(other, _)| other).filter(|_| row.is_none());
        let wrong = wrong.or_else(|| others().find_map(|other| corrector.beside(&found, other).err()));
        if let Some(message) = wrong {
            let told = lines.iter().map(|(line, _)| nothing(line, Status::Outdated, message.clone()));
            changes.nothing.extend(told);
            continue;
        }
        let Some(row) = row else {
            changes.added.push((found, lines));
            continue;
        };
        found.review = Review::Corrected;
        if let (Some(place), Some(answered)) = (changes.rows.get_mut(row), changes.answered.get_mut(row)) {
            (*place, *answered) = (Some(found), true);
        }
        changes.told.extend(lines.into_iter().map(|(line, status)| (line, status, row)));
    }
}

fn told(batch: &RecordBatch) -> Result<Cells> {
    let mut out = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        let plain = without_zone(column);
        let cell = ArrayFormatter::try_new(&plain, &FormatOptions::default()).map_err(Error::caused)?;
        let there = batch.num_rows() > 0 && plain.is_valid(0);
        out.push((field.name().clone(), there.then(|| cell.value(0).to_string())));
    }
    Ok(out)
}

/// The first column that does not have the value that is expected, with what it has.
fn differs<'m>(
    cells: &[(String, Option<String>)],
    expected: &'m Map<String, Value>,
) -> Option<(&'m str, String)> {
    let wrong = |(column, value): &(&'m String, &Value)| {
        let cell = cells.iter().find(|(name, _)| name == *column).and_then(|(_, cell)| cell.as_deref());
        !is(cell, value)
    };
    let (column, _) = expected.iter().find(wrong)?;
    let cell = cells.iter().find(|(name, _)| name == column).and_then(|(_, cell)| cell.clone());
    Some((column, cell.unwrap_or_else(|| "null".to_owned())))
}

/// The first column of what a person looked at that the row never had: neither by itself, nor by values that people gave it.
fn unseen<'m>(
    cells: &[(String, Option<String>)],
    was: &'m Map<String, Value>,
    given: &[Map<String, Value>],
) -> Option<(&'m str, String)> {
    let (column, found) = differs(cells, was)?;
    let was_given =
        |(column, value): (&String, &Value)| given.iter().any(|set| set.get(column) == Some(value));
    let shown =
        |column: &str| cells.iter().find(|(name, _)| name == column).and_then(|(_, cell)| cell.as_deref());
    let known = was.iter().all(|(column, value)| is(shown(column), value) || was_given((column, value)));
    (!known).then_some((column, found))
}

fn is(cell: Option<&str>, value: &Value) -> bool {
    match (cell, value) {
        (None, Value::Null) => true,
        (None, _) | (_, Value::Null) => false,
        // Words of the text may be spelt otherwise in another copy of it.
        (Some(cell), Value::String(text)) => {
            cell == text || !text.is_ascii() && letters(cell) == letters(text)
        }
        (Some(cell), Value::Number(number)) => cell.parse::<f64>().ok() == number.as_f64(),
        (Some(cell), Value::Bool(flag)) => cell.parse() == Ok(*flag),
        // Lists and objects are no cells.
        (Some(_), _) => false,
    }
}

/// The letters of words, which other spellings of them share.
fn letters(words: &str) -> Vec<u8> {
    let mut letters = Vec::new();
    push_words(&mut letters, words);
    letters
}

fn nothing(line: &Arc<Line>, status: Status, message: String) -> Applied {
    Applied { line: Arc::clone(line), status, row: None, message }
}

/// What is said of a row that is there; `before` are its cells.
fn of_row<A, T, C>(
    corrector: &C,
    input: &Input<'_>,
    analysis: &mut A,
    claim: Claim,
    (row, before): (usize, &Cells),
    changes: &mut Changes<T>,
) where
    T: RowValue<A> + Clone,
    C: Corrector<A, T>,
{
    let is_settled = !claim.set.is_empty() && differs(before, &claim.set).is_none();
    let mut lines = Vec::new();
    for (line, moved) in claim.lines {
        match unseen(before, &line.correction.was, &claim.given).filter(|_| !is_settled) {
            None => lines.push((line, if moved { Status::Moved } else { Status::Applied })),
            Some((column, found)) => {
                let message = format!("`was` has another {column} than the row, which has {found}");
                let about = Some(RowRef { table: T::table().name, index: row });
                changes.nothing.push(Applied { row: about, ..nothing(&line, Status::Outdated, message) });
            }
        }
    }
    let Some(Some(found)) = changes.rows.get(row).filter(|_| !lines.is_empty()) else { return };
    let mut found = found.clone();
    let left = match claim.verdict {
        Verdict::Unsure => Some(found),
        Verdict::Reject => None,
        Verdict::Accept => {
            found.review = Review::Accepted;
            Some(found)
        }
        Verdict::Correct | Verdict::Add if is_settled => {
            found.review = Review::Accepted;
            lines.iter_mut().for_each(|(_, status)| *status = Status::Settled);
            Some(found)
        }
        Verdict::Correct | Verdict::Add => {
            match corrector.set(&mut found, &Values(&claim.set), analysis, Some(input)) {
                Ok(()) => changes.given.push(Given { row: Some(row), found, set: claim.set, lines }),
                Err(message) => {
                    let told = lines.iter().map(|(line, _)| nothing(line, Status::Outdated, message.clone()));
                    changes.nothing.extend(told);
                }
            }
            return;
        }
    };
    if let Some(place) = changes.rows.get_mut(row) {
        *place = left;
    }
    changes.told.extend(lines.into_iter().map(|(line, status)| (line, status, row)));
}

/// What is said of a place without a row.
fn of_place<A, T, C>(
    corrector: &C,
    input: &Input<'_>,
    analysis: &mut A,
    claim: Claim,
    span: Option<Span>,
    changes: &mut Changes<T>,
) where
    C: Corrector<A, T>,
{
    let Some(span) = span else { return };
    let lines = claim.lines;
    let mut tell = |status: Status, message: &str| {
        changes.nothing.extend(lines.iter().map(|(line, _)| nothing(line, status, message.to_owned())));
    };
    match claim.verdict {
        Verdict::Reject => tell(Status::Settled, ""),
        Verdict::Unsure => tell(Status::Applied, ""),
        Verdict::Accept | Verdict::Correct => {
            tell(Status::Outdated, "the words are there, and the program makes no row of them any more");
        }
        Verdict::Add => match corrector.added(span, &Values(&claim.set), analysis, input) {
            Err(message) => tell(Status::Outdated, &message),
            Ok(value) => {
                let segment = segment(input, span);
                let found = Found { span, segment, rule: RuleId::PERSON, review: Review::Added, value };
                let lines = lines.into_iter().map(|(line, _)| (line, Status::Applied)).collect();
                changes.given.push(Given { row: None, found, set: claim.set, lines });
            }
        },
    }
}

/// The innermost segment that holds a span; of one that goes over several, the paragraph or item in which it begins.
fn segment(input: &Input<'_>, span: Span) -> u32 {
    let list = &input.segments.list;
    let at = input.segments.innermost(span);
    if list.get(at as usize).is_some_and(|segment| segment.span.contains(span)) {
        return at;
    }
    let first = input.segments.innermost(Span::new(span.start, span.start + 1));
    let sentence = list.get(first as usize).filter(|segment| segment.kind == SegmentKind::Sentence);
    sentence.and_then(|sentence| sentence.parent).unwrap_or(first)
}

/// Puts the rows in their place, and everything that refers to them.
fn finish<A, T, C>(corrector: &C, input: &Input<'_>, analysis: &mut A, changes: Changes<T>)
where
    A: RowsOf<Found<T>> + RowsOf<Finding> + RowsOf<Applied>,
    T: RowValue<A> + Clone,
    C: Corrector<A, T>,
{
    let Changes { rows, mut added, answered, told, nothing, .. } = changes;
    let table = T::table().name;
    // What holds others stands before them.
    let place = |row: &Found<T>| (row.span.start, std::cmp::Reverse(row.span.end));
    added.sort_by_key(|(row, _)| place(row));
    let mut moved = vec![None; rows.len()];
    let (mut all, mut applied) = (Vec::with_capacity(rows.len()), nothing);
    let mut added = added.into_iter().peekable();
    let add = |all: &mut Vec<Found<T>>, (row, lines): (Found<T>, Told)| {
        let about = Some(RowRef { table, index: all.len() });
        all.push(row);
        lines.into_iter().map(move |(line, status)| Applied {
            line,
            status,
            row: about,
            message: String::new(),
        })
    };
    for (row, moved) in rows.into_iter().zip(&mut moved) {
        let Some(row) = row else { continue };
        while let Some(next) = added.next_if(|(next, _)| place(next) < place(&row)) {
            applied.extend(add(&mut all, next));
        }
        *moved = Some(all.len());
        all.push(row);
    }
    for next in added {
        applied.extend(add(&mut all, next));
    }
    let old = std::mem::replace(analysis.rows_of_mut(), all);
    corrector.renumber(analysis, input, &moved, &old);
    let new = |index: usize| moved.get(index).copied().flatten();
    let findings: &mut Vec<Finding> = analysis.rows_of_mut();
    findings.retain_mut(|finding| match &mut finding.row {
        Some(row) if row.table == table => {
            let Some(index) = new(row.index) else { return false };
            let is_answered = answered.get(row.index).copied().unwrap_or_default();
            row.index = index;
            !is_answered
        }
        _ => true,
    });
    let about = |index| new(index).map(|index| RowRef { table, index });
    // Those that were told before the rows had their new numbers.
    for one in &mut applied {
        if one.status == Status::Outdated {
            one.row = one.row.and_then(|row| about(row.index));
        }
    }
    applied.extend(told.into_iter().map(|(line, status, row)| Applied {
        line,
        status,
        row: about(row),
        message: String::new(),
    }));
    let all: &mut Vec<Applied> = analysis.rows_of_mut();
    all.extend(applied);
}

/// Whether the values of a correction can be those of a row.
///
/// # Errors
/// Which value cannot, and why.
pub(crate) fn sound<A: Default, T, C: Corrector<A, T>>(
    corrector: &C,
    correction: &Correction,
) -> std::result::Result<(), String> {
    let only_added = |column: &&String| C::OF_ADDED.contains(&column.as_str());
    if let Some(column) =
        correction.set.keys().find(only_added).filter(|_| correction.verdict != Verdict::Add)
    {
        return Err(format!("{column}: expected it with the verdict add alone, found it with another"));
    }
    let (span, value) = (Span::new(0, 0), corrector.blank());
    let mut row = Found { span, segment: 0, rule: RuleId::PERSON, review: Review::None, value };
    corrector.set(&mut row, &Values(&correction.set), &mut A::default(), None)
}
