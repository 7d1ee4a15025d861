//! The same date in two calendars.

use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::stages::dates::{DateRow, Kind, TemporalExpression};

/// Most tokens that can stand between the two («مطابق با» in brackets).
const FARTHEST: usize = 4;

/// What stands between two dates, as evidence that they are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A dash, a bracket or a word such as «برابر با» says so.
    Sign,
    /// A comma or nothing at all: they are one where they can be.
    Loose,
}

/// Links neighbours that state one date in two calendars.
pub(super) fn link(view: &View<'_>, words: &ClassSet, rows: &mut [DateRow]) {
    for second in 1..rows.len() {
        let first = second - 1;
        let (Some(a), Some(b)) = (rows.get(first), rows.get(second)) else { break };
        if a.segment != b.segment
            || !can_pair(&a.value, &b.value)
            || !joint(view, a.span.end, b.span.start, words)
                .is_some_and(|joint| fits(joint, &a.value, &b.value))
        {
            continue;
        }
        if let Some(head) = a.value.paired_with {
            // «۱۸ شعبان ۱۳۲۴ (۱۴ مهر ۱۲۸۵؛ ۷ اکتبر ۱۹۰۶)»: the third calendar points to the first.
            let third = rows.get(head).is_some_and(|head| can_pair(&head.value, &b.value));
            if third && head < first {
                rows[second].value.paired_with = Some(head);
            }
            continue;
        }
        rows[first].value.paired_with = Some(second);
        rows[second].value.paired_with = Some(first);
    }
}

fn can_pair(a: &TemporalExpression, b: &TemporalExpression) -> bool {
    let dated = |kind| matches!(kind, Kind::Date | Kind::Time);
    a.calendar.is_some()
        && b.calendar.is_some()
        && a.calendar != b.calendar
        && (a.kind == b.kind || dated(a.kind) && dated(b.kind))
        && a.precision == b.precision
}

fn fits(joint: Joint, a: &TemporalExpression, b: &TemporalExpression) -> bool {
    match (joint, a.period, b.period) {
        (Joint::Sign, ..) => true,
        (Joint::Loose, Some(a), Some(b)) => a.first <= b.last && b.first <= a.last,
        // Two incomplete days with nothing between them, or one that the other completes.
        (Joint::Loose, ..) => true,
    }
}

/// How two byte offsets are joined, `None` where other words stand between them.
fn joint(view: &View<'_>, from: u32, to: u32, words: &ClassSet) -> Option<Joint> {
    let tokens = &view.tokens.list;
    let first = tokens.partition_point(|token| token.span().start < from);
    let last = tokens.partition_point(|token| token.span().start < to);
    if last.checked_sub(first)? > FARTHEST {
        return None;
    }
    let mut found = Joint::Loose;
    let mut at = first;
    while at < last {
        if let Some(end) = view.words_at(at as u32, words) {
            found = Joint::Sign;
            at = end as usize;
            continue;
        }
        match view.slice(tokens.get(at)?.span()) {
            "،" | "," | "؛" => {}
            "-" | "–" | "—" | "/" | "(" | ")" | "=" | "[" => found = Joint::Sign,
            _ => return None,
        }
        at += 1;
    }
    Some(found)
}
