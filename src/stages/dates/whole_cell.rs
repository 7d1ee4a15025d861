//! Months, seasons and hours that are all of a cell, as the head of the column or the other cells of it tell: «فروردین» above
//! «اردیبهشت», «۸ تا ۱۰» under «ساعت».

use super::civil;
use super::clock;
use super::model::{DateRow, Kind, Resolution, TemporalExpression, Unit};
use super::slots::{Number, Parts};
use super::words::{Word, Words};
use crate::calendar::{Calendar, DurationUnit, Season};
use crate::lexicon::Particle;
use crate::numeral::Script;
use crate::rule::{Found, Review, RuleId, TokenSet, View};
use crate::syntax::tokens_of;
use crate::text::{Span, TableCell, TokenKind, TokenRange};
use rustc_hash::FxHashMap;

/// How far above the cells the year of a table stands, in bytes.
const ABOVE: u32 = 600;

/// The rules whose rows these are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    pub(super) month: RuleId,
    pub(super) season: RuleId,
    pub(super) hours: RuleId,
}

/// What a cell says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Month(Calendar, u8),
    Season(Season),
    /// Two hours of a day, the first one before the last.
    Hours(i32, i32),
}

/// The cells of a document that are times by what stands above or below them, in text order.
pub(super) struct WholeCells(Vec<(Span, Whole)>);

impl WholeCells {
    pub(super) fn of(view: &View<'_>, words: &Words) -> Self {
        if view.cells.is_empty() {
            return Self(Vec::new());
        }
        // Of each column the first month or season, and whether it has another one.
        let mut columns: FxHashMap<Span, (Whole, bool)> = FxHashMap::default();
        let mut cells = Vec::new();
        for cell in view.cells.iter() {
            let Some(whole) = named(view, words, cell.span).or_else(|| hours(view, words, cell)) else {
                continue;
            };
            cells.push((*cell, whole));
            columns
                .entry(cell.head)
                .and_modify(|(first, several)| *several |= *first != whole)
                .or_insert((whole, false));
        }
        let several = |head: Span| columns.get(&head).is_some_and(|(_, several)| *several);
        let mut told: Vec<(Span, Whole)> = cells
            .into_iter()
            .filter(|(cell, whole)| {
                matches!(whole, Whole::Hours(..))
                    || several(cell.head)
                    || is_of_months(view, words, cell.head)
            })
            .map(|(cell, whole)| (cell.span, whole))
            .collect();
        told.extend(in_heads(view, words));
        told.sort_unstable_by_key(|(span, _)| span.start);
        told.dedup();
        Self(told)
    }

    /// Those among some tokens that nothing else has taken, as rows.
    pub(super) fn rows(
        &self,
        view: &View<'_>,
        (segment, tokens): (u32, TokenRange),
        (rules, told): (Rules, &[DateRow]),
        taken: &mut TokenSet,
    ) -> Vec<DateRow> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let span = view.span(tokens.first, tokens.end);
        let from = self.0.partition_point(|(cell, _)| cell.start < span.start);
        let cells = self.0.iter().skip(from).take_while(|(cell, _)| cell.end <= span.end);
        let read = |&(cell, whole): &(Span, Whole)| {
            let TokenRange { first, end } = tokens_of(view, cell);
            if taken.any(first, end) {
                return None;
            }
            let year = |calendar| self.year_above(view, told, calendar);
            let date = |parts: Parts| Some(completed(civil::date(&parts)?));
            let (rule, value) = match whole {
                Whole::Month(calendar, month) => {
                    let (month, year) = (Some((calendar, month)), year(calendar));
                    (rules.month, date(Parts { month, year, ..Parts::default() })?)
                }
                Whole::Season(season) => {
                    let (season, year) = (Some(season), year(Calendar::Solar));
                    (rules.season, date(Parts { season, year, ..Parts::default() })?)
                }
                Whole::Hours(from, to) => {
                    let clock_end = clock::at(to, 0, 0)?.clock;
                    (rules.hours, TemporalExpression { clock_end, ..clock::at(from, 0, 0)? })
                }
            };
            taken.take(first, end);
            Some(Found { span: cell, segment, rule, review: Review::None, value })
        };
        cells.filter_map(read).collect()
    }
}

impl WholeCells {
    /// The year that stands above the first of these cells, alone: «بارش سال ۱۴۰۲».
    fn year_above(&self, view: &View<'_>, told: &[DateRow], calendar: Calendar) -> Option<Number> {
        let (first, _) = self.0.first()?;
        let end = told.partition_point(|row| row.span.end <= first.start);
        let above = told.get(..end)?.iter().rev().take_while(|row| first.start - row.span.end < ABOVE);
        let mut years =
            above.filter(|row| row.value.kind == Kind::Date && row.value.shape.unit == Unit::Year);
        let row = years.find(|row| row.value.calendar == Some(calendar))?;
        let apart = view.slice(Span::new(row.span.end, first.start)).contains('\n');
        row.value.written.year.filter(|_| apart).map(|year| Number {
            value: year.into(),
            digits: Some(4),
            words: false,
            ordinal: false,
            last: 0,
        })
    }
}

/// What took its year from above the table, or will take one from elsewhere, and may be of another one.
fn completed(mut date: TemporalExpression) -> TemporalExpression {
    date.shape.doubt.cell = date.period.is_none();
    if date.period.is_some() {
        date.resolution = Resolution::Completed;
    }
    date
}

/// The month or season that a cell is.
fn named(view: &View<'_>, words: &Words, cell: Span) -> Option<Whole> {
    let TokenRange { first, end } = tokens_of(view, cell);
    let mut meanings = view.meanings_at(&words.meanings, first).filter(|(edge, _)| edge.last() == end);
    meanings.find_map(|(_, word)| match *word {
        Word::Month(calendar, month) => Some(Whole::Month(calendar, month)),
        Word::Season(season) => Some(Whole::Season(season)),
        _ => None,
    })
}

/// The hours that a cell under «ساعت» is: «۸ تا ۱۰», «۸-۱۰».
fn hours(view: &View<'_>, words: &Words, cell: &TableCell) -> Option<Whole> {
    let TokenRange { first, end } = tokens_of(view, cell.span);
    if end != first + 3 || !begins_with(view, words, cell.head, DurationUnit::Hour) {
        return None;
    }
    let joint = view.is(first + 1, Particle::To) || view.token_kind(first + 1) == Some(TokenKind::Hyphen);
    let hour = |at: u32| {
        let number = view.numbers_at(at).find(|number| number.last == at + 1 && !number.ordinal)?;
        let Script::Digits { count: 1..=2, .. } = number.script else { return None };
        number.integer().and_then(|hour| i32::try_from(hour).ok()).filter(|hour| (0..=24).contains(hour))
    };
    let (from, to) = (hour(first)?, hour(first + 2)?);
    (joint && from != to).then_some(Whole::Hours(from, to))
}

/// Whether a head begins with the word for a month.
fn is_of_months(view: &View<'_>, words: &Words, head: Span) -> bool {
    begins_with(view, words, head, DurationUnit::Month)
}

fn begins_with(view: &View<'_>, words: &Words, head: Span, unit: DurationUnit) -> bool {
    let first = tokens_of(view, head).first;
    !head.is_empty()
        && view
            .meanings_at(&words.meanings, first)
            .any(|(_, word)| matches!(word, Word::Unit(own) if *own == unit))
}

/// The heads of columns that are months beside other months in one line: «شهر | فروردین | اردیبهشت».
fn in_heads(view: &View<'_>, words: &Words) -> Vec<(Span, Whole)> {
    let mut heads: Vec<Span> =
        view.cells.iter().map(|cell| cell.head).filter(|head| !head.is_empty()).collect();
    heads.sort_unstable_by_key(|head| (head.start, head.end));
    heads.dedup();
    let named: Vec<(Span, Whole)> =
        heads.into_iter().filter_map(|head| Some((head, named(view, words, head)?))).collect();
    let beside = |a: Span, b: Span| !view.slice(Span::new(a.end, b.start)).contains('\n');
    let lines = named.chunk_by(|a, b| a.1 != b.1 && beside(a.0, b.0));
    lines.filter(|line| line.len() > 1).flatten().copied().collect()
}
