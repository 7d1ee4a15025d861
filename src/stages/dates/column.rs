//! Years that the head of their column says are years: «سال» above «۱۳۹۹».

use super::civil;
use super::model::{DateRow, Kind};
use super::slots::{Number, Parts};
use crate::lexicon::ClassSet;
use crate::numeral::Script;
use crate::rule::{Found, Review, RuleId, TokenSet, View};
use crate::syntax::tokens_of;
use crate::text::{Span, TokenRange};

/// The cells of a document below the heads that begin with a word for a year, in text order.
pub(super) struct YearColumns(Vec<Span>);

impl YearColumns {
    pub(super) fn of(view: &View<'_>, year: &ClassSet) -> Self {
        let mut known: Option<(Span, bool)> = None;
        let mut of_year = |head: Span| match known {
            Some((last, of_year)) if last == head => of_year,
            _ => {
                let of_year = view.begins(tokens_of(view, head).first, year);
                known = Some((head, of_year));
                of_year
            }
        };
        let cells = view.cells.iter().filter(|cell| !cell.head.is_empty() && of_year(cell.head));
        Self(cells.map(|cell| cell.span).collect())
    }

    /// The years among some tokens that nothing else has taken, as rows of a rule.
    pub(super) fn years(
        &self,
        view: &View<'_>,
        (segment, tokens): (u32, TokenRange),
        rule: RuleId,
        taken: &mut TokenSet,
    ) -> Vec<DateRow> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let span = view.span(tokens.first, tokens.end);
        let from = self.0.partition_point(|cell| cell.start < span.start);
        let cells = self.0.iter().skip(from).take_while(|cell| cell.end <= span.end);
        let read = |cell: &Span| {
            let TokenRange { first, end } = tokens_of(view, *cell);
            let number = view.numbers_at(first).find(|number| number.last == end && !number.ordinal)?;
            let Script::Digits { count: 4, .. } = number.script else { return None };
            let year =
                Number { value: number.value, digits: Some(4), words: false, ordinal: false, last: end };
            let value = civil::date(&Parts { year: Some(year), ..Parts::default() })?;
            let plausible = value.kind == Kind::Date && value.period.is_some();
            if !plausible || taken.any(first, end) {
                return None;
            }
            taken.take(first, end);
            Some(Found { span: *cell, segment, rule, review: Review::None, value })
        };
        cells.filter_map(read).collect()
    }
}
