//! The rows that one document gives a table.

use super::cells::Columns;
use super::context::{Context, Prepared};
use super::id::{RowId, RowIds};
use super::row::{Reasons, RowsOf, TableRow};
use super::schema::Table;
use crate::rule::RuleId;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::marker::PhantomData;
use std::ops::Range;

impl<A> Context<'_, '_, A> {
    /// The id of a row, by its place among the rows of its type.
    pub(crate) fn id_of<R: TableRow<A>>(&self, row: usize) -> Option<&str> {
        self.ids(R::table().name).get(row).map(RowId::as_str)
    }

    /// The id of a group of rows.
    pub(crate) fn group_id<R: TableRow<A>>(&self, group: u32) -> Option<&str> {
        self.table(R::table().name)?.groups.get(&group).map(RowId::as_str)
    }
}

/// How an analysis `A` fills a table.
pub(crate) trait TableRows<A>: Sync {
    fn table(&self) -> &'static Table;

    /// How many rows of the analysis its rows are made of.
    fn count(&self, analysis: &A) -> usize;

    /// Gives rows their ids, before any is written: rows refer to rows that come later.
    fn prepare(&self, _context: &mut Context<'_, '_, A>, _ids: &mut RowIds) {}

    /// Returns where a row of the table stands and why it is what it is; of rows that are made of no other, nothing.
    fn derive(&self, _row: usize, _context: &Context<'_, '_, A>) -> Option<Derivation> {
        None
    }

    /// Appends what some of the rows that [`Self::count`] counts give.
    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns);
}

/// Where a row stands, and why it is what it is.
pub(crate) struct Derivation {
    pub(crate) span: Span,
    /// The rule that made it.
    pub(crate) rule: Option<RuleId>,
    pub(crate) reasons: Reasons,
}

/// The table of the rows `R`, one for each.
pub(crate) struct Rows<R>(PhantomData<fn() -> R>);

impl<R> Rows<R> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<A: RowsOf<R>, R: TableRow<A>> TableRows<A> for Rows<R> {
    fn table(&self) -> &'static Table {
        R::table()
    }

    fn count(&self, analysis: &A) -> usize {
        analysis.rows_of().len()
    }

    fn prepare(&self, context: &mut Context<'_, '_, A>, ids: &mut RowIds) {
        let rows: &[R] = context.analysis.rows_of();
        ids.expect(rows.len());
        let own = R::ids(rows, ids, context);
        let mut groups = FxHashMap::default();
        if let Some(group) = &R::table().group {
            for row in rows {
                if let Some(number) = row.group() {
                    groups
                        .entry(number)
                        .or_insert_with(|| ids.of_group(group, context.doc_id, context.text, row.span()));
                }
            }
        }
        let holders = if R::table().nests {
            rows.iter().map(|row| (row.span(), row.parent())).collect()
        } else {
            Vec::new()
        };
        context.add(Prepared { table: R::table().name, ids: own, groups, holders });
    }

    fn derive(&self, row: usize, context: &Context<'_, '_, A>) -> Option<Derivation> {
        let row: &R = context.analysis.rows_of().get(row)?;
        Some(Derivation { span: row.span(), rule: row.rule(), reasons: row.reasons(context) })
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns) {
        let Some(key) = R::table().primary_key.first() else { return };
        let rows: &[R] = context.analysis.rows_of();
        let ids = context.ids(R::table().name);
        let some = rows.get(some.clone()).unwrap_or_default().iter().zip(ids.get(some).unwrap_or_default());
        for (row, id) in some {
            row.write(columns.row().text(key, id.as_str()), context);
        }
    }
}

/// A table whose rows are not made of an analysis.
pub(crate) struct Declared(pub(crate) fn() -> &'static Table);

impl<A> TableRows<A> for Declared {
    fn table(&self) -> &'static Table {
        (self.0)()
    }

    fn count(&self, _: &A) -> usize {
        0
    }

    fn write(&self, _: Range<usize>, _: &Context<'_, '_, A>, _: &mut Columns) {}
}
