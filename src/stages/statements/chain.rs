//! Which statement reports another one.

use super::model::StatementRow;

/// How many statements beside one are looked at for the one that reports it.
const NEAR: usize = 32;

/// Says of each statement whose cue stands in the content of another one which that is: the innermost.
pub(super) fn chain(rows: &mut [StatementRow]) {
    for at in 0..rows.len() {
        let cue = rows[at].value.cue;
        let holds = |other: &usize| {
            rows[*other].span.contains(cue) && !rows[*other].span.contains(rows[*other].value.cue)
        };
        let holder = (at.saturating_sub(NEAR)..at)
            .filter(holds)
            .min_by_key(|&other| rows[other].span.end - rows[other].span.start);
        // «X به نقل از Y نوشت …»: X cites.
        let cites = |other: &usize| {
            let value = &rows[*other].value;
            let around = value.speaker.is_some_and(|by| by.end <= cue.start) && cue.end <= value.cue.start;
            around && rows[*other].span == rows[at].span
        };
        let citing = || (at + 1..rows.len().min(at + NEAR)).find(cites);
        let parent = holder.or_else(citing);
        rows[at].value.parent = parent;
    }
}
