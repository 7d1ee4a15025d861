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
        let mut rows: Vec<_> = places.map(|(row, span)| (tokens_of(view, span), row)).collect();
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
    let list = &view.tokens.list;
    let first = list.partition_point(|token| token.span().end <= span.start);
    let end = list.partition_point(|token| token.span().start < span.end);
    TokenRange::new(first as u32, end.max(first) as u32)
}
