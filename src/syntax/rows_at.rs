//! Rows by the tokens that they stand at.

use crate::rule::View;
use crate::text::{Span, TokenRange};

/// The places of rows as tokens, in text order, with their indices.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowsAt(Vec<(TokenRange, usize)>);

impl RowsAt {
    /// Of rows that stand at these places.
    pub(crate) fn new(view: &View<'_>, places: impl Iterator<Item = Span>) -> Self {
        Self::of_some(view, places.enumerate())
    }

    /// Of some rows, with their indices.
    pub(crate) fn of_some(view: &View<'_>, places: impl Iterator<Item = (usize, Span)>) -> Self {
        let mut before = TokenRange::default();
        let tokens = |(row, span): (usize, Span)| {
            before = tokens_from(view, before.first, span);
            (before, row)
        };
        let mut rows: Vec<_> = places.map(tokens).collect();
        rows.sort_by_key(|(tokens, row)| (tokens.first, tokens.end, *row));
        Self(rows)
    }

    /// The longest row that begins at a token.
    pub(crate) fn at(&self, at: u32) -> Option<(usize, TokenRange)> {
        let from = self.0.partition_point(|(tokens, _)| tokens.first < at);
        let same = self.0.get(from..)?.iter().take_while(|(tokens, _)| tokens.first == at);
        same.last().map(|&(tokens, row)| (row, tokens))
    }

    /// The rows within some tokens, in text order.
    pub(crate) fn within(&self, tokens: TokenRange) -> impl DoubleEndedIterator<Item = (usize, TokenRange)> {
        let from = self.0.partition_point(|(place, _)| place.first < tokens.first);
        let end = self.0.partition_point(|(place, _)| place.first < tokens.end);
        let inside = self.0.get(from..end.max(from)).unwrap_or(&[]).iter();
        inside.map(|&(place, row)| (row, place)).filter(move |(_, place)| place.end <= tokens.end)
    }
}

/// The tokens of a place.
pub(crate) fn tokens_of(view: &View<'_>, span: Span) -> TokenRange {
    tokens_from(view, 0, span)
}

/// The same, soonest found where the place stands not far behind a token.
fn tokens_from(view: &View<'_>, near: u32, span: Span) -> TokenRange {
    let list = &view.tokens.list;
    let near = near as usize;
    let is_before = list.get(near).is_some_and(|token| token.span().start <= span.start);
    let from = if is_before { near } else { 0 };
    let first = partition_from(list, from, |token| token.span().end <= span.start);
    let end = partition_from(list, first, |token| token.span().start < span.end);
    TokenRange::new(first as u32, end as u32)
}

/// The first element, from a position on, of which something does not hold that holds of all before it.
fn partition_from<T>(list: &[T], mut from: usize, holds: impl Fn(&T) -> bool) -> usize {
    let mut step = 1;
    while list.get(from + step - 1).is_some_and(&holds) {
        from += step;
        step *= 2;
    }
    let rest = list.get(from..list.len().min(from + step - 1)).unwrap_or_default();
    from + rest.partition_point(holds)
}

#[cfg(test)]
mod tests {
    use super::partition_from;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn wherever_it_is_looked_for_from_the_same_is_found(count in 0_usize..200, less in 0_usize..220, from in 0_usize..200) {
            let list: Vec<usize> = (0..count).collect();
            let found = list.partition_point(|n| *n < less);
            prop_assert_eq!(partition_from(&list, from.min(found), |n| *n < less), found);
        }
    }
}
