//! Years that a table says are years: by the head of their column, «سال» above «۱۳۹۹», or as heads beside one another,
//! «۱۳۸۵ | ۱۳۹۰ | ۱۳۹۵».

use super::civil;
use super::model::{DateRow, Kind};
use super::slots::{Number, Parts};
use crate::lexicon::ClassSet;
use crate::numeral::Script;
use crate::rule::{Found, Review, RuleId, TokenSet, View};
use crate::syntax::tokens_of;
use crate::text::{Span, TokenRange};

/// The cells of a document below the heads that begin with a word for a year, and heads that are years, in text order.
pub(super) struct YearColumns(Vec<Span>);

/// The years of our time that heads of columns can be, of the solar and the Gregorian calendar.
const OF_OUR_TIME: [std::ops::RangeInclusive<i64>; 2] = [1281..=1419, 1851..=2049];
/// Heads that are all multiples of this are amounts.
const ROUND: i64 = 100;

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
        let mut years: Vec<Span> = cells.map(|cell| cell.span).collect();
        let heads = years_in_heads(view);
        if !heads.is_empty() {
            years.extend(heads);
            years.sort_unstable_by_key(|cell| cell.start);
            years.dedup();
        }
        Self(years)
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

/// The heads of columns that are years beside other years in one line.
fn years_in_heads(view: &View<'_>) -> Vec<Span> {
    let mut heads: Vec<Span> =
        view.cells.iter().map(|cell| cell.head).filter(|head| !head.is_empty()).collect();
    heads.sort_unstable_by_key(|head| (head.start, head.end));
    heads.dedup();
    let year = |head: &Span| {
        let TokenRange { first, end } = tokens_of(view, *head);
        let number = view.numbers_at(first).find(|number| number.last == end && !number.ordinal)?;
        let digits = matches!(number.script, Script::Digits { count: 4, .. });
        let value = number.integer().filter(|_| digits)?;
        let calendar = OF_OUR_TIME.iter().position(|years| years.contains(&value))?;
        Some((*head, value, calendar))
    };
    let years: Vec<(Span, i64, usize)> = heads.iter().filter_map(year).collect();
    let beside = |a: Span, b: Span| !view.slice(Span::new(a.end, b.start)).contains('\n');
    let lines = years.chunk_by(|a, b| a.2 == b.2 && beside(a.0, b.0));
    let told = lines.filter(|line| line.len() > 1 && line.iter().any(|(_, year, _)| year % ROUND != 0));
    told.flatten().map(|(head, ..)| *head).collect()
}
