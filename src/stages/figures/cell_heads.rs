//! What the head of a column says of the bare numbers below it: their unit («وزن (کیلوگرم)»), what they count («تعداد کارگران»),
//! or that they name things («ردیف») and years.

use super::ambiguity::Sense;
use super::context::Context;
use super::item::counted;
use super::model::{Kind, Measure};
use super::reading::Draft;
use super::units::{Measured, plain, resolve};
use super::words::Word;
use crate::lexicon::Particle;
use crate::numeral::Numeral;
use crate::rule::{Edge, Reading};
use crate::text::{Span, TableCell, TokenKind, TokenRange, cell_at, cells_before};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Gold, silver and bronze.
const MEDALS: usize = 3;

/// What a head says.
enum Said {
    /// A unit, and where it is written.
    Unit(Measured, Span),
    /// What is counted, in so many at once.
    Item(Span, Decimal),
    /// The numbers are none of anything.
    Names,
}

/// The heads of the columns of a document, in text order.
pub(super) struct CellHeads(Vec<Span>);

impl CellHeads {
    pub(super) fn of(cells: &[TableCell]) -> Self {
        let mut heads: Vec<Span> = cells.iter().map(|cell| cell.head).collect();
        heads.sort_unstable_by_key(|head| head.start);
        heads.dedup();
        Self(heads)
    }

    /// Gives the numbers that are a whole cell what the heads of their columns say.
    pub(super) fn tell(&self, context: &Context<'_>, readings: &mut Vec<Reading<Draft>>) {
        if !self.0.is_empty() {
            readings.retain_mut(|reading| self.keeps(context, reading));
        }
    }

    /// Whether a number is a figure, with what its head says of it.
    fn keeps(&self, context: &Context<'_>, reading: &mut Reading<Draft>) -> bool {
        let TokenRange { first, end } = TokenRange::new(reading.found.first, reading.found.last);
        let span = context.view.span(first, end);
        // «هزار تن» in a head is what the numbers below are in.
        let has_digits = (first..end).any(|at| context.token_kind(at) == Some(TokenKind::Digits));
        if !has_digits && self.0.binary_search_by(|head| around(*head, span)).is_ok() {
            return false;
        }
        let quantity = &mut reading.value.quantity;
        let bare = quantity.kind == Kind::Count && quantity.unit.is_none() && quantity.item.is_none();
        let Some(cell) = cell_at(&context.view.cells, span.start).filter(|cell| bare && cell.span == span)
        else {
            return true;
        };
        let is_year = quantity.measure.number().is_some_and(is_year);
        let head = tokens_of(context, cell.head);
        let told = if self.exchanges(context, cell) {
            None
        } else if self.is_of_medals(context, cell.head) {
            Some(Said::Item(cell.head, Decimal::ONE))
        } else {
            said(context, head, is_year)
        };
        // The numbers at the beginnings of lines are their names, unless the head says what they are in, or how many.
        let counts = context.view.begins(head.first, &context.features().number_noun);
        let whole = quantity.measure.number().is_some_and(|number| number.fract().is_zero());
        let measured = matches!(told, Some(Said::Unit(..)));
        let begins_line = cells_before(context.view.text, &context.view.cells, cell.span).next().is_none();
        if whole && !counts && !measured && begins_line {
            return false;
        }
        let (kind, unit, at, scale) = match told {
            None => return true,
            // «مهر | آبان | آذر»: months over what was measured in them.
            Some(Said::Names) if is_of_month(context, cell, head, &quantity.measure) => return true,
            Some(Said::Names) => return false,
            // «اختلاف», «واقعی»: what comes in parts is not counted.
            Some(Said::Item(..)) if !whole => return true,
            Some(Said::Item(item, scale)) => {
                quantity.item = Some(item);
                (quantity.kind, None, None, scale)
            }
            Some(Said::Unit(measured, at)) => (measured.kind, measured.unit, Some(at), measured.scale),
        };
        // What is too large to be told stays as it is written.
        if let Some(measure) = times(quantity.measure, scale) {
            (quantity.measure, quantity.kind, quantity.unit, quantity.unit_span) = (measure, kind, unit, at);
        }
        true
    }
}

impl CellHeads {
    /// The other heads of the line that a head stands in, the nearest first on each side.
    fn beside<'h>(&'h self, text: &'h str, own: Span) -> impl Iterator<Item = Span> + 'h {
        let line = move |from: Span, to: Span| {
            text.get(from.end as usize..to.start as usize).is_some_and(|between| !between.contains('\n'))
        };
        let at = self.0.partition_point(|head| head.start < own.start);
        let (before, behind) = (self.0.get(..at), self.0.get(at + 1..));
        let before = before.unwrap_or_default().iter().rev().take_while(move |head| line(**head, own));
        let behind = behind.unwrap_or_default().iter().take_while(move |head| line(own, **head));
        before.chain(behind).copied()
    }

    /// «طلا | نقره | برنز»: whether a head is a medal, and the two others stand beside it.
    fn is_of_medals(&self, context: &Context<'_>, head: Span) -> bool {
        let medal = |head: Span| {
            let TokenRange { first, end } = tokens_of(context, head);
            context.view.words_at(first, &context.features().medal) == Some(end)
        };
        medal(head) && self.beside(context.view.text, head).filter(|head| medal(*head)).count() + 1 == MEDALS
    }

    /// Whether a head names a foreign currency whose rate stands under it: in a line with a day («تاریخ | دلار»), or beside
    /// other currencies, where no column is of units.
    fn exchanges(&self, context: &Context<'_>, cell: &TableCell) -> bool {
        let currency = |head: Span| {
            let TokenRange { first, end } = tokens_of(context, head);
            let mut words = context.meanings_at(first).filter(|(edge, _)| edge.last() == end);
            words.find_map(|(edge, word)| match word {
                Word::Unit(unit) => {
                    let own = unit.unit.base.as_ref().is_some_and(|base| &*base.code == "IRR");
                    Some((unit.kind == Kind::Money && !own && edge.suffix == 0, &*unit.unit.code))
                }
                _ => None,
            })
        };
        let Some((true, code)) = currency(cell.head) else { return false };
        let text = context.view.text;
        let mut beside = self.beside(text, cell.head).filter_map(currency).peekable();
        let alone = beside.peek().is_none();
        let others = beside.all(|(foreign, other)| foreign && other != code);
        let dated = || {
            cells_before(text, &context.view.cells, cell.span).any(|cell| {
                let TokenRange { first, end } = tokens_of(context, cell.span);
                context.dates.any(first, end)
            })
        };
        others && (!alone || dated())
    }
}

/// Whether a number stands under the name of a month and is no day: it is too large, or comes in parts, or the next column is
/// of a month too.
fn is_of_month(context: &Context<'_>, cell: &TableCell, head: TokenRange, measure: &Measure) -> bool {
    let features = context.features();
    let month = |head: TokenRange| {
        context.view.begins(head.first, &features.calendar_word)
            && !context.view.begins(head.first, &features.era_word)
    };
    let day =
        |number: Decimal| number.fract().is_zero() && number >= Decimal::ONE && number <= Decimal::from(31);
    let cells = &context.view.cells;
    let at = cells.partition_point(|other| other.span.start < cell.span.start);
    let beside = || {
        let before = at.checked_sub(1).and_then(|before| cells.get(before));
        let around = before.into_iter().chain(cells.get(at + 1));
        around.filter(|other| other.head != cell.head).any(|other| month(tokens_of(context, other.head)))
    };
    month(head) && (!measure.number().is_some_and(day) || beside())
}

/// Whether a number is one of a year that documents speak of, in either calendar.
fn is_year(number: Decimal) -> bool {
    i32::try_from(number).is_ok_and(|year| (1200..=1500).contains(&year) || (1800..=2100).contains(&year))
}

/// Where a head stands to a span: it holds it, or stands before or behind it.
fn around(head: Span, span: Span) -> Ordering {
    if head.end <= span.start {
        Ordering::Less
    } else if head.start > span.start {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

fn tokens_of(context: &Context<'_>, span: Span) -> TokenRange {
    let tokens = &context.view.tokens.list;
    let first = tokens.partition_point(|token| token.span().start < span.start);
    let end = tokens.partition_point(|token| token.span().start < span.end);
    TokenRange::new(first as u32, end as u32)
}

/// What a head says of a number, which may be a year.
fn said(context: &Context<'_>, head: TokenRange, is_year: bool) -> Option<Said> {
    let TokenRange { first, end } = head;
    if first >= end {
        return None;
    }
    let view = context.view;
    // «ردیف», «شماره پرونده», and «ماده» alone: the number says which one it is.
    let names = context
        .meanings_at(first)
        .any(|(edge, word)| edge.last() == end && matches!(word, Word::Reference { may_count: false }));
    // «نمره» is no number of a thing here, but a mark; «نتیجه» is what was found.
    let names = names && !context.begins(Sense::Graded, first);
    // «یادداشت»: so does the head of any column of names.
    let features = context.features();
    let names =
        names || view.begins(first, &features.naming_head) && !view.begins(first, &features.counting_head);
    if names || view.begins(first, &features.number_head) && !view.begins(first, &features.sum_head) {
        return Some(Said::Names);
    }
    // «رمضان», «میلادی»: so does the day of a month.
    if view.begins(first, &context.features().calendar_word) {
        return Some(Said::Names);
    }
    // «سال», «سال پایان»: so does a year.
    if is_year && view.begins(first, &context.features().period) {
        return Some(Said::Names);
    }
    // The last of its parts says what it is in: «فروش - میلیون ریال», «طول به متر», «وزن (تن)», «باد (km/h)».
    for slash in [false, true] {
        let mut from = end;
        while from > first {
            let to = from;
            while from > first && !divides(context, from - 1, slash) {
                from -= 1;
            }
            if let Some(said) = in_unit(context, TokenRange::new(from, to), head) {
                return Some(said);
            }
            from = from.saturating_sub(1);
        }
    }
    // «مدت (ساعت)»: lengths, and no thing that is counted.
    let time = |at: u32| {
        let features = context.features();
        context.slice(at) == "("
            && (view.begins(at + 1, &features.period) || view.begins(at + 1, &features.clock_cue))
    };
    if (first..end).any(time) {
        return None;
    }
    // «درصد قبولی»
    let percent =
        context.meanings_at(first).filter(|(edge, _)| edge.last() <= end).find_map(|(edge, word)| {
            let is_percent = matches!(word, Word::Unit(unit) if unit.kind == Kind::Percent);
            let measured = resolve(context, &edge, None, head).filter(|_| is_percent)?;
            Some(Said::Unit(measured, view.span(edge.first, edge.last())))
        });
    percent.or_else(|| {
        let noun = match view.words_at(first, &context.features().number_noun) {
            Some(behind) => (behind < end).then_some(behind)?,
            // «شرح», «ارتفاع», «بها»: what is measured is none that is counted.
            None if context.view.begins(first, &context.kinds().senses) => return None,
            // «شنبه», «ساعت ۸», «سال منتهی به ۱۴۰۲/۱۲/۲۹»: when, and not what.
            None if context.view.begins(first, &context.features().clock_cue) => return None,
            None if view.begins(first, &context.features().period) || context.dates.any(first, end) => {
                return None;
            }
            // «مقدار تولید», «مبلغ»: how much, and not of what.
            None if view.begins(first, &features.amount) || view.begins(first, &features.sum_head) => {
                return None;
            }
            None => first,
        };
        counted(context, noun, end).map(|item| Said::Item(item, Decimal::ONE))
    })
}

/// Whether a token stands between the parts of a head, which a slash may do or not.
fn divides(context: &Context<'_>, at: u32, slash: bool) -> bool {
    matches!(context.slice(at), "(" | ")" | "[" | "]" | ":" | "-" | "–" | "،")
        || slash && context.slice(at) == "/"
        || context.view.is(at, Particle::Toward)
}

/// The unit, or the counting word, that is all of a part, with the words that say how many of it are one: «هزار تن».
fn in_unit(context: &Context<'_>, part: TokenRange, head: TokenRange) -> Option<Said> {
    let number = context.view.number_at(part.first).filter(|number| number.last < part.end);
    // «۶۸,۵۰۰,۰۰۰ تومان»: an amount, and no unit of others.
    if number.is_some_and(|number| !is_scale(number)) {
        return None;
    }
    let (at, scale) = number.map_or((part.first, Decimal::ONE), |number| (number.last, number.value));
    if at >= part.end {
        return None;
    }
    let words = || context.meanings_at(at).filter(|(edge, _)| edge.last() == part.end);
    let span = context.view.span(at, part.end);
    // «تراز (m)»: in brackets a letter is the unit.
    let bracketed = at > head.first
        && context.token_kind(at) == Some(TokenKind::Latin)
        && context.slice(at - 1) == "("
        && context.slice(part.end) == ")";
    // «فوتی», «فوت»: an adjective, and a word that the head alone does not tell from another one.
    let alone = (part.first, part.end) == (head.first, head.end);
    let doubtful = |word: &Word| matches!(word, Word::Unit(unit) if unit.ambiguous.told_by.is_empty() && !unit.ambiguous.unless.is_empty());
    let plain_word = |(edge, word): &(Edge, &Word)| edge.suffix == 0 && !(alone && doubtful(word));
    let unit = words().filter(plain_word).find_map(|(edge, word)| {
        let letter = match word {
            Word::Unit(unit) if bracketed => Some(plain(unit)),
            _ => None,
        };
        resolve(context, &edge, None, head).or(letter)
    });
    if let Some(measured) = unit {
        let scale = measured.scale.checked_mul(scale)?;
        return Some(Said::Unit(Measured { scale, ..measured }, span));
    }
    let counts = words().any(|(_, word)| matches!(word, Word::Classifier { counted: true, .. }));
    (counts && (at > head.first || number.is_some())).then_some(Said::Item(span, scale))
}

/// Whether a number in a head can say how many of a unit are one: «هزار», «یک میلیون», «۱۰۰۰».
fn is_scale(number: &Numeral) -> bool {
    let mut rest = number.value;
    while rest > Decimal::ONE && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
    }
    rest == Decimal::ONE && !number.ordinal
}

fn times(measure: Measure, scale: Decimal) -> Option<Measure> {
    let times = |value: Decimal| value.checked_mul(scale);
    Some(match measure {
        Measure::Single(value) => Measure::Single(times(value)?),
        Measure::Interval { lower, upper } => {
            Measure::Interval { lower: times(lower)?, upper: times(upper)? }
        }
        Measure::Lower { bound, strict } => Measure::Lower { bound: times(bound)?, strict },
        Measure::Upper { bound, strict } => Measure::Upper { bound: times(bound)?, strict },
        Measure::Vague { at_least } => Measure::Vague { at_least: times(at_least)? },
    })
}
