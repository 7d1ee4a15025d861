//! Places that hold others: the laws and agreements of a document, and the innermost row around a place.

use super::clauses::{ClauseKind, ClauseRow};
use crate::rule::View;
use crate::text::Span;

/// Places that hold others, of which none holds another one.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<Span>);

impl Places {
    /// The laws and agreements of a document, whose clauses say nothing of what was said and done. Bullets are lists.
    pub(super) fn laws(view: &View<'_>, clauses: &[ClauseRow]) -> Self {
        let numbered = |row: &ClauseRow| view.slice(row.value.label).contains(char::is_alphanumeric);
        let part = |row: &ClauseRow| row.value.kind != ClauseKind::Item;
        let of_law =
            clauses.iter().filter(|row| row.value.instrument.is_some() && (numbered(row) || part(row)));
        Self::new(of_law.map(|row| row.span))
    }

    /// The outermost of some places.
    fn new(places: impl Iterator<Item = Span>) -> Self {
        let mut all: Vec<Span> = places.collect();
        all.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut outermost: Vec<Span> = Vec::new();
        for place in all {
            if outermost.last().is_none_or(|last| place.start >= last.end) {
                outermost.push(place);
            }
        }
        Self(outermost)
    }

    /// Whether one of them holds a place.
    pub(super) fn hold(&self, place: Span) -> bool {
        let behind = self.0.partition_point(|held| held.start <= place.start);
        behind.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|held| held.contains(place))
    }
}

/// How many rows before a place are looked at for one that holds it.
const LOOK_BACK: usize = 32;

/// The innermost row, of rows in text order, that holds a place.
pub(super) fn innermost(rows: &[Span], place: Span) -> Option<usize> {
    let behind = rows.partition_point(|row| row.start <= place.start);
    let near = behind.saturating_sub(LOOK_BACK)..behind;
    let holding = near.filter(|&at| rows.get(at).is_some_and(|row| row.contains(place)));
    holding.min_by_key(|&at| rows.get(at).map(|row| row.end - row.start))
}
