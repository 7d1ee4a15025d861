//! The cells of tables that days and lengths are told in.

use crate::numeral::Numeral;
use crate::rule::View;
use crate::syntax::tokens_of;
use crate::text::{Span, TableCell, TokenRange};

/// The cells that some tokens hold, in text order.
pub(super) fn within<'v>(view: &'v View<'_>, tokens: TokenRange) -> impl Iterator<Item = &'v TableCell> {
    let span = view.span(tokens.first, tokens.end);
    let from = view.cells.partition_point(|cell| cell.span.start < span.start);
    view.cells.iter().skip(from).take_while(move |cell| cell.span.end <= span.end)
}

/// The number that is all of a cell, and no ordinal.
pub(super) fn number_in<'v>(view: &'v View<'_>, cell: Span) -> Option<&'v Numeral> {
    let TokenRange { first, end } = tokens_of(view, cell);
    view.numbers_at(first).find(|number| number.last == end && !number.ordinal)
}
