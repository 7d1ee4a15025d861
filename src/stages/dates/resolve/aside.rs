//! Dates that say nothing of when the text around them takes place: births, and what is said in brackets; and feasts, of which it
//! says nothing.

use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::stages::dates::DateRow;
use crate::syntax::tokens_of;

/// Most tokens between a word of birth and its day.
const NEAR: u32 = 3;
/// Most tokens between a bracket and a day in it.
const WIDE: u32 = 10;

/// Marks the rows that stand aside of what is told, and those of feasts.
pub(super) fn mark(view: &View<'_>, (births, feasts): (&ClassSet, &ClassSet), rows: &mut [DateRow]) {
    for row in rows.iter_mut().filter(|row| row.value.calendar.is_some()) {
        let tokens = tokens_of(view, row.span);
        let end = view.tokens.list.len() as u32;
        let born = (tokens.first.saturating_sub(NEAR)..tokens.first).any(|at| view.begins(at, births))
            || (tokens.end..end.min(tokens.end + NEAR)).any(|at| view.begins(at, births));
        row.value.shape.feast = [0, 1].into_iter().any(|gap| {
            // «جشن مهرگان، ۱۶ مهر»
            let end = tokens.first.saturating_sub(gap);
            (gap == 0 || matches!(view.token(end), "،" | ":" | "("))
                && view.words_before(end, 0, feasts).is_some()
        });
        row.value.shape.aside =
            born || row.value.paired_with.is_none() && is_bracketed(view, tokens.first, tokens.end);
    }
}

/// Whether a bracket opens right before some tokens, or words before, and closes behind them.
fn is_bracketed(view: &View<'_>, first: u32, last: u32) -> bool {
    let opens = (first.saturating_sub(WIDE)..first)
        .rev()
        .map(|at| view.token(at))
        .find(|token| matches!(*token, "(" | ")"))
        == Some("(");
    opens
        && (last..last + WIDE).map(|at| view.token(at)).find(|token| matches!(*token, "(" | ")")) == Some(")")
}
