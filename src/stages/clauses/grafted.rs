//! Clauses that people add, and their place in the tree of those that were found.

use super::model::{Clause, ClauseKind, ClauseRow};
use crate::corrections::nearest;
use crate::rule::{Review, RuleId};
use crate::stages::values::Values;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// The depth that is asked for, where it is.
///
/// # Errors
/// What is no depth.
pub(super) fn level(values: &Values<'_>) -> Result<Option<u8>, String> {
    let Some(level) = values.whole("level", 1..=i64::from(u8::MAX))? else { return Ok(None) };
    let level = level.and_then(|level| u8::try_from(level).ok());
    level.map(Some).ok_or_else(|| "level: expected a depth from 1 on, found null".to_owned())
}

/// A clause at a span, as the clauses around it make it: one deeper than the clause that holds it, or of the depth that is
/// asked for; then the clauses of that depth and deeper in which it begins end before it (see [`graft`]).
///
/// # Errors
/// A span that leaves the clauses around it no place in a tree, a depth that it cannot have, a label that it does not begin
/// with.
pub(super) fn clause(
    text: &str,
    rows: &[ClauseRow],
    span: Span,
    values: &Values<'_>,
) -> Result<ClauseRow, String> {
    // The clauses in which it begins, each in the one before.
    let around: Vec<usize> = (0..rows.len())
        .filter(|&at| {
            let other = rows[at].span;
            other.start < span.start && span.start < other.end || other.contains(span)
        })
        .collect();
    let holding = around.iter().take_while(|&&at| rows[at].span.contains(span)).count();
    let deepest = holding + 1;
    let asked = level(values)?.map(usize::from);
    let level = asked.unwrap_or(deepest);
    if level > deepest {
        return Err(format!("level: expected at most {deepest} at these words, found {level}"));
    }
    let cut = around.get(level - 1..).unwrap_or_default();
    for &at in cut {
        let other = rows[at].span;
        let behind = text.get(span.end as usize..other.end.max(span.end) as usize);
        if other.start == span.start || behind.is_some_and(|behind| !behind.trim().is_empty()) {
            return Err(format!(
                "level: expected one below the clause «{}», which goes on behind these words, found {level}",
                label_of(text, &rows[at])
            ));
        }
    }
    let starts_inside = |row: &&ClauseRow| (span.start..span.end).contains(&row.span.start);
    if let Some(other) =
        rows.iter().filter(starts_inside).find(|row| row.span.end > span.end && !row.span.contains(span))
    {
        return Err(format!(
            "quote: expected all of the clause, to the end of its last part, found the end within «{}»",
            label_of(text, other)
        ));
    }
    let parent = level.checked_sub(2).and_then(|at| around.get(at)).copied();
    let kind = values.word("kind")?.unwrap_or(ClauseKind::Item);
    let label = match kind {
        ClauseKind::Item => label(text, span, values)?,
        _ => Span::new(span.start, span.start),
    };
    let (list, instrument) = list(text, rows, parent, span);
    let before = |row: &&ClauseRow| {
        row.value.parent == parent && row.value.list == list && row.span.start < span.start
    };
    let siblings = rows.iter().filter(before).count();
    let ordinal = u32::try_from(siblings).unwrap_or(u32::MAX).saturating_add(1);
    let sibling = rows.iter().rev().find(before);
    let sibling =
        sibling.or_else(|| rows.iter().find(|row| row.value.parent == parent && row.value.list == list));
    let above = parent.map(|at| format!("{}__", rows[at].value.eid)).unwrap_or_default();
    let name =
        sibling.and_then(|row| last(&row.value.eid).rsplit_once('_')).map_or("point", |(name, _)| name);
    let number = digits(text.get(label.range()).unwrap_or_default()).unwrap_or(u64::from(ordinal));
    let known: FxHashSet<&str> =
        rows.iter().filter(|row| row.value.list == list).map(|row| row.value.eid.as_str()).collect();
    let eid = free(format!("{above}{name}_{number}"), |eid| known.contains(eid));
    let value = Clause {
        kind,
        instrument,
        list,
        label,
        ordinal,
        level: u8::try_from(level).unwrap_or(u8::MAX),
        parent,
        eid,
        heading: None,
    };
    Ok(ClauseRow { span, segment: 0, rule: RuleId::PERSON, review: Review::Added, value })
}

/// Whether two added clauses stand beside or in each other.
///
/// # Errors
/// Where each has words that the other one does not have, and both have some.
pub(super) fn beside(row: &ClauseRow, other: &ClauseRow) -> Result<(), String> {
    let nested = row.span.contains(other.span) || other.span.contains(row.span);
    if row.span.overlaps(other.span) && !nested {
        return Err(
            "quote: expected clauses that stand beside or in each other, found another added one that \
                    these words cut"
                .to_owned(),
        );
    }
    Ok(())
}

/// Gives the tree its new clauses: the ones in which they begin end before them, and what stands in them is theirs. Rows
/// are in the order of the text, parents are those that were there before.
pub(super) fn graft(text: &str, rows: &mut [ClauseRow], new: &[bool]) {
    let added: Vec<(usize, Span, u8)> = (0..rows.len())
        .filter(|&at| new.get(at).copied().unwrap_or_default())
        .map(|at| (at, rows[at].span, rows[at].value.level))
        .collect();
    for &(at, span, level) in &added {
        for (_, row) in rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let begins_in = row.span.start < span.start && span.start < row.span.end;
            if begins_in && row.value.level >= level {
                let kept = text.get(row.span.start as usize..span.start as usize).unwrap_or_default();
                row.span.end = row.span.start + kept.trim_end().len() as u32;
            }
        }
    }
    let places: Vec<Span> = rows.iter().map(|row| row.span).collect();
    for at in 0..rows.len() {
        let parent = rows[at].value.parent;
        let is_new = |at: usize| new.get(at).copied().unwrap_or_default();
        let holds = |parent: usize| places.get(parent).is_some_and(|place| place.contains(places[at]));
        let innermost = innermost(&places[..at], places[at]);
        let stays = parent.is_none_or(holds) && !innermost.is_some_and(is_new);
        if stays && !is_new(at) {
            continue;
        }
        if innermost == parent && !is_new(at) {
            continue;
        }
        rows[at].value.parent = innermost;
        if let Some((list, instrument, eid)) = innermost.map(|above| {
            let above = &rows[above].value;
            (above.list, above.instrument, format!("{}__{}", above.eid, last(&rows[at].value.eid)))
        }) {
            let (former, moved) = (rows[at].value.list, rows[at].value.eid.clone());
            let taken = rows
                .iter()
                .enumerate()
                .any(|(other, row)| other != at && row.value.list == list && row.value.eid == eid);
            let eid = if taken { free(eid, |eid| rows.iter().any(|row| row.value.eid == eid)) } else { eid };
            // What stands in it moves with it.
            let below = format!("{moved}__");
            let (own, inside) = (eid.clone(), places[at]);
            for row in rows
                .iter_mut()
                .skip(at + 1)
                .filter(|row| inside.contains(row.span) && row.value.list == former)
            {
                row.value.list = list;
                row.value.instrument = instrument;
                if let Some(rest) = row.value.eid.strip_prefix(&below) {
                    row.value.eid = format!("{own}__{rest}");
                }
            }
            let value = &mut rows[at].value;
            (value.list, value.instrument, value.eid) = (list, instrument, eid);
        }
    }
}

/// The last of the places that holds a span: the innermost one, where places are in the order of the text and nest.
pub(super) fn innermost(places: &[Span], span: Span) -> Option<usize> {
    let behind = places.partition_point(|place| place.start <= span.start);
    (0..behind).rev().find(|&at| places[at].contains(span))
}

/// The label that an added clause has: the words that are named, which it begins with, else its first word.
fn label(text: &str, span: Span, values: &Values<'_>) -> Result<Span, String> {
    let words = text.get(span.range()).unwrap_or_default();
    let marks = [' ', '.', '-', '–', '—', ':', ')', '(', '\u{200c}'];
    match values.text("label")?.flatten() {
        Some(label) => {
            let place = nearest(text, span, label, Span::new(span.start, span.start));
            let before = |place: &Span| {
                let before = text.get(span.start as usize..place.start as usize).unwrap_or_default();
                before.trim_matches(marks).is_empty()
            };
            place.filter(before).ok_or_else(|| {
                format!("label: expected the words that the clause begins with, found «{label}»")
            })
        }
        None => {
            let lead = words.len() - words.trim_start_matches(marks).len();
            let rest = words.get(lead..).unwrap_or_default();
            let first = rest.split(char::is_whitespace).next().unwrap_or_default().trim_end_matches(marks);
            let (lead, length) = if first.is_empty() {
                // A bullet.
                (0, words.split(char::is_whitespace).next().map_or(0, str::len))
            } else {
                (lead, first.len())
            };
            let start = span.start + lead as u32;
            Ok(Span::new(start, start + length as u32))
        }
    }
}

/// The list of an added clause and its title: those of its parent, else of the clauses before or behind with nothing but
/// space between, or on both sides; a list of its own where there is none.
fn list(text: &str, rows: &[ClauseRow], parent: Option<usize>, span: Span) -> (u32, Option<Span>) {
    let of = |row: &ClauseRow| (row.value.list, row.value.instrument);
    if let Some(parent) = parent.and_then(|at| rows.get(at)) {
        return of(parent);
    }
    let top = || rows.iter().filter(|row| row.value.parent.is_none());
    let before = top().rev().find(|row| row.span.start < span.start);
    let behind = top().find(|row| row.span.start > span.start);
    let empty = |first: u32, end: u32| {
        text.get(first as usize..end as usize).is_none_or(|between| between.trim().is_empty())
    };
    let touches_before =
        before.is_some_and(|row| row.span.end >= span.start || empty(row.span.end, span.start));
    let touches_behind =
        behind.is_some_and(|row| row.span.start <= span.end || empty(span.end, row.span.start));
    match (before, behind) {
        (Some(before), _) if touches_before => of(before),
        (_, Some(behind)) if touches_behind => of(behind),
        (Some(before), Some(behind)) if before.value.list == behind.value.list => of(before),
        _ => (rows.iter().map(|row| row.value.list + 1).max().unwrap_or(0), None),
    }
}

fn label_of<'t>(text: &'t str, row: &ClauseRow) -> &'t str {
    text.get(row.value.label.range()).unwrap_or_default()
}

/// The last part of an identifier: `point_b` of `art_5__point_b`.
fn last(eid: &str) -> &str {
    eid.rsplit_once("__").map_or(eid, |(_, last)| last)
}

/// An identifier that is not taken.
fn free(eid: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&eid) {
        return eid;
    }
    (2_u32..).map(|n| format!("{eid}-{n}")).find(|eid| !taken(eid)).unwrap_or(eid)
}

/// The first number in the digits of any set.
fn digits(label: &str) -> Option<u64> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(c as u32 - 0x6F0),
        _ => None,
    };
    let first = label.find(|c| digit(c).is_some())?;
    label
        .get(first..)?
        .chars()
        .map_while(digit)
        .try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit)))
}
