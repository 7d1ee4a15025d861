//! What a stage says of the rows that it finds.

use super::cells::Row;
use super::context::Context;
use super::id::{RowId, RowIds};
use super::schema::Table;
use crate::rule::{Found, RuleId};
use crate::text::Span;

/// What an analysis holds: the rows of one type, in document order.
///
/// Stages and tables ask an analysis for the rows that they need, and know nothing else of it.
pub trait RowsOf<R> {
    /// The rows.
    fn rows_of(&self) -> &[R];

    /// The rows, to be filled and completed.
    fn rows_of_mut(&mut self) -> &mut Vec<R>;
}

/// Where the values of a row come from, for people: what is told, and the reason.
pub(crate) type Reasons = Vec<(&'static str, String)>;

/// The reasons that there are, in their order.
pub(crate) fn told<const N: usize>(reasons: [(&'static str, Option<String>); N]) -> Reasons {
    reasons.into_iter().filter_map(|(what, reason)| Some((what, reason?))).collect()
}

/// A row of a table of spans: where it stands, what its id is made of, and its cells. `A` is the analysis that holds it.
pub(crate) trait TableRow<A>: Sized {
    /// The table that it is a row of.
    fn table() -> &'static Table;

    /// Its place in the text layer.
    fn span(&self) -> Span;

    /// The word that tells it apart from another row of its span: the cell of [`Table::aspect`].
    fn aspect(&self) -> &str {
        ""
    }

    /// The row of the same table that holds it, which stands before it.
    fn parent(&self) -> Option<usize> {
        None
    }

    /// The number of the [`Table::group`] that it belongs to.
    fn group(&self) -> Option<u32> {
        None
    }

    /// The rule that made it.
    fn rule(&self) -> Option<RuleId> {
        None
    }

    /// Where its values come from.
    fn reasons(&self, _context: &Context<'_, '_, A>) -> Reasons {
        Vec::new()
    }

    /// Returns the row's id. The ids of tables before this one are known.
    fn id(&self, ids: &mut RowIds, context: &Context<'_, '_, A>) -> RowId {
        ids.of_span(Self::table(), context.doc_id, self.aspect(), context.text, self.span())
    }

    /// Returns the ids of all rows of a document.
    fn ids(rows: &[Self], ids: &mut RowIds, context: &Context<'_, '_, A>) -> Vec<RowId> {
        rows.iter().map(|row| row.id(ids, context)).collect()
    }

    /// Writes the cells behind the row's id, in the order of the declaration.
    fn write(&self, cells: Row<'_>, context: &Context<'_, '_, A>);
}

/// What a row means that a rule made: the row is this value with its place and its rule.
pub(crate) trait RowValue<A>: Sized {
    /// The table that its row is of.
    fn table() -> &'static Table;

    /// See [`TableRow::aspect`].
    fn aspect(&self) -> &str {
        ""
    }

    /// See [`TableRow::parent`].
    fn parent(&self) -> Option<usize> {
        None
    }

    /// See [`TableRow::group`].
    fn group(&self) -> Option<u32> {
        None
    }

    /// See [`TableRow::reasons`].
    fn reasons(row: &Found<Self>, context: &Context<'_, '_, A>) -> Reasons;

    /// See [`TableRow::write`].
    fn write(row: &Found<Self>, cells: Row<'_>, context: &Context<'_, '_, A>);
}

impl<A, T: RowValue<A>> TableRow<A> for Found<T> {
    fn table() -> &'static Table {
        T::table()
    }

    fn span(&self) -> Span {
        self.span
    }

    fn aspect(&self) -> &str {
        self.value.aspect()
    }

    fn parent(&self) -> Option<usize> {
        self.value.parent()
    }

    fn group(&self) -> Option<u32> {
        self.value.group()
    }

    fn rule(&self) -> Option<RuleId> {
        Some(self.rule)
    }

    fn reasons(&self, context: &Context<'_, '_, A>) -> Reasons {
        T::reasons(self, context)
    }

    fn write(&self, cells: Row<'_>, context: &Context<'_, '_, A>) {
        T::write(self, cells, context);
    }
}
