//! Gives numbers of tables and lists the unit that stands at the head of their row, their column, their list or the document.

use super::context::Context;
use super::declaration::Declared;
use super::lines::Line;
use super::model::{FigureRow, Kind, Measure};
use super::plausible::is_year;
use super::sheet::{Sheet, span_of};
use super::table::FIGURES;
use crate::finding::{Finding, RowRef, Severity};
use crate::syntax::tokens_of;
use crate::text::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;
use std::ops::Deref;
use std::sync::Arc;

/// Which rows name a line of a table and measure nothing: numbers of lines, codes, days and years under their heads.
pub(super) fn names<'a>(sheet: &impl Deref<Target = Sheet<'a>>, rows: &[&FigureRow]) -> Vec<bool> {
    let open: Vec<&FigureRow> = rows.iter().copied().filter(|row| is_open(row)).collect();
    if open.len() < 2 {
        return vec![false; rows.len()];
    }
    // The numbers that lines begin with.
    let mut leading: FxHashMap<usize, Decimal> = FxHashMap::default();
    for row in &open {
        let at = sheet.lines.at(row.span.start);
        let Some((line, value)) = sheet.lines.get(at).zip(row.value.measure.number()) else { continue };
        if line.is_row() && line.cell_at(row.span.start) == Some(0) && sheet.fills(line, 0, row.span) {
            leading.insert(at, value);
        }
    }
    let mut known = Known { leading, days: FxHashMap::default() };
    rows.iter().map(|row| is_open(row) && sheet.names(row, &mut known)).collect()
}

/// What is known of tables.
struct Known {
    /// The numbers that lines begin with.
    leading: FxHashMap<usize, Decimal>,
    /// Whether the columns of tables have dates in them, by first line.
    days: FxHashMap<(usize, usize), bool>,
}

/// A column of a table, by the first line and the cell's number in its line.
type Column = (usize, usize);

/// Most words between two sums of a list.
const APART: usize = 6;
/// Most tokens of the name of a value.
const NAME: u32 = 4;

/// Gives all rows without a unit what is declared for them.
pub(super) fn settle<'a>(sheet: &impl Deref<Target = Sheet<'a>>, rows: &mut [FigureRow]) {
    // A head that names what is counted is no number's own line.
    let headed = |row: &FigureRow| {
        let item = row.value.item.filter(|item| item.end < row.span.start);
        item.filter(|_| row.value.kind == Kind::Count && row.value.unit.is_none())
    };
    if !rows.iter().any(|row| is_open(row) || headed(row).is_some()) {
        return;
    }
    let context = sheet.context;
    for row in rows.iter_mut() {
        if let Some(head) = headed(row).and_then(|item| sheet.caption_over(row.span, item)) {
            apply(context, row, head);
        }
    }
    let columns = sheet.columns(rows);
    // «حافظه | ۲۵۶ گیگابایت | ۱۲۸»: under the names of things stands what is measured in each line.
    for row in rows.iter_mut().filter(|row| headed(row).is_some()) {
        if sheet.column(row.span).is_some_and(|column| columns.contains_key(&column)) {
            row.value.item = None;
        }
    }
    for row in rows.iter_mut().filter(|row| is_open(row)) {
        if let Some(head) = sheet.head_of(row.span, false) {
            apply(context, row, head);
        }
    }
    sheet.hand_down(rows, &columns);
    sheet.share_money(rows);
    // What the whole text says stands behind what is written beside a number.
    for row in rows.iter_mut().filter(|row| is_open(row)) {
        if let Some(head) = sheet.head_of(row.span, true) {
            apply(context, row, head);
        }
    }
}

/// How far before a number the noun for how many there are stands, in tokens.
const CLAUSE: u32 = 10;

/// How far behind a sum of money another one is likely to be one, in bytes.
const NEAR: u32 = 400;

/// Gives large sums without a noun the currency of the last sum before them, and tells of it: «بهای آن ۱۸۵ میلیون است».
pub(super) fn assume_money(context: &Context<'_>, rows: &mut [FigureRow], findings: &mut Vec<Finding>) {
    let mut known: Option<usize> = None;
    let million = Decimal::ONE_THOUSAND * Decimal::ONE_THOUSAND;
    for n in 0..rows.len() {
        let Some(row) = rows.get(n) else { continue };
        if row.value.kind == Kind::Money {
            known = Some(n);
            continue;
        }
        let least = match row.value.measure {
            Measure::Interval { lower, .. } => Some(lower),
            ref measure => measure.number(),
        };
        let written = context.view.slice(row.span);
        let sum = is_open(row)
            && least.is_some_and(|least| {
                // «۷۰ هزار تومان بود و به ۷۲ هزار رسید»: smaller ones beside one that is like them.
                least >= million
                    || known.and_then(|known| rows.get(known)).is_some_and(|money| is_like(money, row, least))
            })
            && written.chars().any(char::is_alphabetic)
            && !context.is_noun_behind(row.span.end)
            && !is_how_many(context, row.span.start);
        let near = |known: &usize| {
            let before = rows.get(*known).map_or(0, |money| money.span.end);
            context.speaks_of_sums(row.span, row.span.start.saturating_sub(before) <= NEAR)
        };
        let known = known.filter(|_| sum).filter(near);
        let Some(money) = known.and_then(|known| rows.get(known)) else { continue };
        let (unit, unit_span, span) = (money.value.unit.clone(), money.value.unit_span, money.span);
        let Some(row) = rows.get_mut(n) else { continue };
        (row.value.kind, row.value.unit, row.value.unit_span) = (Kind::Money, unit, unit_span);
        findings.push(Finding {
            check: "assumed-currency",
            severity: Severity::Warning,
            row: Some(RowRef { table: FIGURES.name, index: n }),
            span: row.span,
            message: format!("no currency is written; that of «{}» is taken", context.view.slice(span)),
        });
    }
}

/// Whether a number of thousands is about as large as a sum of money in the same sentence.
fn is_like(money: &FigureRow, row: &FigureRow, least: Decimal) -> bool {
    let tenfold = |number: Decimal| number.checked_mul(Decimal::TEN).unwrap_or(Decimal::MAX);
    let sum = money.value.measure.number().filter(|_| money.segment == row.segment);
    let near = |sum: Decimal| least <= tenfold(sum) && sum <= tenfold(least);
    least >= Decimal::ONE_THOUSAND && sum.is_some_and(near)
}

/// «تعداد کاربران از مرز ۷۰۰ میلیون گذشت»: whether a noun for how many there are stands before a number in its clause.
fn is_how_many(context: &Context<'_>, start: u32) -> bool {
    let first = context.view.tokens.list.partition_point(|token| token.span().start < start) as u32;
    (first.saturating_sub(CLAUSE)..first)
        .rev()
        .take_while(|&at| !matches!(context.slice(at), "." | "؛" | "؟" | "!" | "،" | ":"))
        .any(|at| context.view.begins(at, &context.features().number_noun))
}

/// Whether a row is a number without unit and noun.
pub(super) fn is_open(row: &FigureRow) -> bool {
    row.value.kind == Kind::Count && row.value.unit.is_none() && row.value.item.is_none()
}

fn apply(context: &Context<'_>, row: &mut FigureRow, head: &Declared) {
    // «ارقام به میلیون ریال … ۴۷ میلیون»: what says its scale itself is not scaled again.
    let scaled = context.view.slice(row.span).chars().any(char::is_alphabetic);
    // «( هزار تن )» over «بیست میلیارد»: what is in thousands of a measure is written without.
    if scaled && head.scale > Decimal::ONE && head.kind != Kind::Money {
        return;
    }
    let scale = if scaled { Decimal::ONE } else { head.scale };
    if head.kind == Kind::Money {
        part_thousands(context, row);
    }
    let Some(measure) = times(row.value.measure, scale) else { return };
    row.value.measure = measure;
    row.value.kind = head.kind;
    row.value.unit.clone_from(&head.unit);
    row.value.unit_span = head.unit.is_some().then(|| span_of(context, head));
    row.value.item = head.counted.map(|(first, last)| context.view.span(first, last));
}

/// «تومان | ۵۱/۳۵۰»: before money three digits behind «/» are thousands.
fn part_thousands(context: &Context<'_>, row: &mut FigureRow) {
    let Measure::Single(value) = row.value.measure else { return };
    let written = context.view.slice(row.span);
    let first = context.view.tokens.list.partition_point(|token| token.span().start < row.span.start) as u32;
    let other = context.view.numbers_at(first).filter(|number| number.value == value).find_map(|n| n.other());
    if let Some(other) = other.filter(|other| written.contains('/') && *other > value) {
        row.value.measure = Measure::Single(other);
    }
}

fn times(measure: Measure, scale: Decimal) -> Option<Measure> {
    Some(match measure {
        Measure::Single(value) => Measure::Single(value.checked_mul(scale)?),
        Measure::Interval { lower, upper } => {
            Measure::Interval { lower: lower.checked_mul(scale)?, upper: upper.checked_mul(scale)? }
        }
        Measure::Lower { bound, strict } => Measure::Lower { bound: bound.checked_mul(scale)?, strict },
        Measure::Upper { bound, strict } => Measure::Upper { bound: bound.checked_mul(scale)?, strict },
        Measure::Vague { .. } => return None,
    })
}

impl Sheet<'_> {
    /// Whether a number names its line: one more than the line above has, under the head of a code, or in a column of days.
    fn names(&self, row: &FigureRow, known: &mut Known) -> bool {
        let at = self.lines.at(row.span.start);
        let Some(line) = self.lines.get(at).filter(|line| line.is_row()) else { return false };
        let Some(cell) = line.cell_at(row.span.start).filter(|cell| self.fills(line, *cell, row.span)) else {
            return false;
        };
        let header = self.header(at);
        // «350,372» in a line that has fewer cells than its head: the comma may part two of them.
        let written = self.context.view.slice(row.span);
        if written.contains(',')
            && !self.is_ruled(line)
            && header
                .and_then(|header| self.lines.get(header))
                .is_some_and(|head| head.cells.len() > line.cells.len())
        {
            return true;
        }
        // «۴/۱۱» of the least and the most is no decimal.
        if written.contains('/') && self.is_of_pairs(at) {
            return true;
        }
        let Some(value) = row.value.measure.number().filter(Decimal::is_integer) else { return false };
        // Years over their columns.
        let below = self.lines.get(at + 1).is_some_and(Line::is_row);
        if header.is_none() && below && value.to_i64().is_some_and(is_year) && self.has_years(line) {
            return true;
        }
        let beside = |line: Option<usize>, step: Decimal| {
            line.and_then(|line| known.leading.get(&line)).is_some_and(|other| *other == value + step)
        };
        let (above, below) = (at.checked_sub(1), Some(at + 1));
        if cell == 0 && (beside(above, -Decimal::ONE) || value == Decimal::ONE && beside(below, Decimal::ONE))
        {
            return true;
        }
        let features = self.context.features();
        let head = header.and_then(|header| self.above(line, cell, header));
        if head.is_some_and(|head| {
            self.has(head, &features.naming_head) && !self.has(head, &features.counting_head)
        }) {
            return true;
        }
        let top = header.unwrap_or(at);
        let plain = !written.contains(|c: char| !c.is_numeric());
        let day = plain && value <= Decimal::from(31) && value >= Decimal::ONE;
        day && *known.days.entry((top, cell)).or_insert_with(|| self.is_of_days(top, cell))
    }

    /// The table and the column that a number fills a cell of.
    fn column(&self, number: Span) -> Option<Column> {
        let at = self.lines.at(number.start);
        let line = self.lines.get(at).filter(|line| line.is_row())?;
        let cell = line.cell_at(number.start).filter(|cell| self.fills(line, *cell, number))?;
        let whole = line.cells.get(cell).is_some_and(|cell| number.end <= cell.end);
        whole.then_some((self.header(at).unwrap_or(at), cell))
    }

    /// The columns that have units in their cells, with the unit, where they have one alone.
    fn columns(&self, rows: &[FigureRow]) -> FxHashMap<Column, Option<Arc<str>>> {
        let mut columns: FxHashMap<Column, Option<Arc<str>>> = FxHashMap::default();
        for row in rows.iter().filter(|row| row.value.kind != Kind::Count) {
            let within = |unit: Span| row.span.start <= unit.start && unit.end <= row.span.end;
            let Some(column) = self.column(row.span).filter(|_| row.value.unit_span.is_some_and(within))
            else {
                continue;
            };
            let code = row.value.unit.as_ref().map(|unit| Arc::clone(&unit.code));
            columns
                .entry(column)
                .and_modify(|known| {
                    if *known != code {
                        *known = None;
                    }
                })
                .or_insert(code);
        }
        columns
    }

    /// Gives numbers the unit that the line above them has in their column, which has no other one: «فولاد | ۷۰۱۰ ریال», «مس | ۵۴۸۰».
    fn hand_down(&self, rows: &mut [FigureRow], columns: &FxHashMap<Column, Option<Arc<str>>>) {
        let mut units: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        // The last line that has another unit in a cell than the line above it: «وزن | ۲۰۲ گرم» below «صفحه | ۶ اینچ».
        let mut changed: Option<usize> = None;
        for n in 0..rows.len() {
            let Some(row) = rows.get(n) else { continue };
            let at = self.lines.at(row.span.start);
            let Some(line) = self.lines.get(at).filter(|line| line.is_row()) else { continue };
            let Some(cell) = line.cell_at(row.span.start).filter(|cell| self.fills(line, *cell, row.span))
            else {
                continue;
            };
            // «برنج | ۳ | تن»: a unit in a cell of its own is that of its line.
            let whole = line.cells.get(cell).is_some_and(|cell| row.span.end <= cell.end);
            let written = row
                .value
                .unit_span
                .is_some_and(|unit| whole && unit.end <= row.span.end && unit.start >= row.span.start);
            if row.value.kind != Kind::Count && written {
                let above = at.checked_sub(1).and_then(|above| rows.get(*units.get(&(above, cell))?));
                let code = |row: &FigureRow| row.value.unit.as_ref().map(|unit| Arc::clone(&unit.code));
                if above.is_some_and(|above| code(above) != code(row)) {
                    changed = Some(at);
                }
                units.insert((at, cell), n);
            } else if is_open(row)
                && changed != Some(at)
                && columns.get(&(self.header(at).unwrap_or(at), cell)).is_none_or(Option::is_some)
                && let Some(&above) = at.checked_sub(1).and_then(|above| units.get(&(above, cell)))
                && rows.get(above).is_some_and(|above| self.is_of_scale(above, row))
            {
                let Some((kind, unit, unit_span)) = rows
                    .get(above)
                    .map(|above| (above.value.kind, above.value.unit.clone(), above.value.unit_span))
                else {
                    continue;
                };
                units.insert((at, cell), n);
                if let Some(row) = rows.get_mut(n) {
                    (row.value.kind, row.value.unit, row.value.unit_span) = (kind, unit, unit_span);
                }
            }
        }
    }

    /// Whether a number may be in the unit of the one above it: none of some hundreds below «۱۹۵ هزار تومان».
    fn is_of_scale(&self, above: &FigureRow, row: &FigureRow) -> bool {
        let behind = |unit: &Span| above.span.start <= unit.start;
        let unit = above.value.unit_span.filter(behind);
        let number = unit.map_or(above.span, |unit| Span::new(above.span.start, unit.start));
        let scaled = |span: Span| self.context.view.slice(span).contains(char::is_alphabetic);
        match (above.value.measure.number(), row.value.measure.number()) {
            (Some(high), Some(own)) if scaled(number) && !scaled(row.span) => {
                own.saturating_mul(Decimal::ONE_HUNDRED) >= high
            }
            _ => true,
        }
    }

    /// Gives sums of a list the money that the one before them is in, or the one that they add up to: «چای ۲۰ تومان، قهوه ۴۵»,
    /// and on the next line «سکه: ۴۲٬۵۰۰٬۰۰۰».
    fn share_money(&self, rows: &mut [FigureRow]) {
        for n in 1..rows.len() {
            self.share(rows, n - 1, n);
        }
        for n in (1..rows.len()).rev() {
            // «ایرانی ۵ هزار، خارجی ۱۰۰ هزار تومان»
            let scaled = rows.get(n - 1).zip(rows.get(n)).is_some_and(|(a, b)| {
                let has_scale =
                    |row: &FigureRow| self.context.view.slice(row.span).contains(char::is_alphabetic);
                let between = Span::new(a.span.end, b.span.start.max(a.span.end));
                has_scale(a) && has_scale(b) && self.context.view.slice(between).starts_with('،')
            });
            if scaled {
                self.share(rows, n, n - 1);
            }
            let sum = rows.get(n - 1).zip(rows.get(n)).is_some_and(|(a, b)| {
                let between = Span::new(a.span.end, b.span.start.max(a.span.end));
                self.context.view.slice(between).trim_start().starts_with(['+', '='])
            });
            if sum {
                self.share(rows, n, n - 1);
            }
        }
    }

    /// «وبملت ۳۱۲ تومان، P/E: ۶.۲»: whether so little stands behind a name of what has no unit.
    fn is_valued(&self, row: &FigureRow) -> bool {
        let context = self.context;
        let first = tokens_of(context.view, row.span).first;
        let label = first.checked_sub(1).filter(|&at| context.slice(at) == ":").unwrap_or(first);
        let little = row.value.measure.number().is_some_and(|value| value < Decimal::ONE_HUNDRED);
        let noun = &context.features().valued_noun;
        little && context.view.words_before(label, label.saturating_sub(NAME), noun).is_some()
    }

    fn share(&self, rows: &mut [FigureRow], from: usize, to: usize) {
        let Some((known, open)) = rows.get(from).zip(rows.get(to)) else { return };
        let (first, second) = if from < to { (known, open) } else { (open, known) };
        if known.value.kind != Kind::Money || !is_open(open) || self.is_valued(open) {
            return;
        }
        let (here, there) = (self.lines.at(first.span.start), self.lines.at(second.span.start));
        let Some((line, below)) = self.lines.get(here).zip(self.lines.get(there)) else { return };
        let ends = |line: &Line, row: &FigureRow| self.ends_item(line, row.span);
        let between =
            self.context.view.slice(Span::new(first.span.end, second.span.start.max(first.span.end)));
        let listed = if here == there {
            let stop = between.contains(['.', '؟', '!', '\n']);
            let parted = between.trim_start().starts_with(['،', '|', '/', '+', '=', '؛', ';']);
            !stop
                && parted
                && between.split_whitespace().count() <= APART
                && (ends(below, second) || from > to)
        } else {
            there == here + 1
                && !line.is_row()
                && !below.is_row()
                && first.span.end == line.span.end
                && second.span.end == below.span.end
        };
        // What is a thousand times as much or as little is of another kind.
        let near = match (known.value.measure.number(), open.value.measure.number()) {
            (Some(a), Some(b)) => {
                a <= b.saturating_mul(Decimal::ONE_THOUSAND) && b <= a.saturating_mul(Decimal::ONE_THOUSAND)
            }
            _ => true,
        };
        let (unit, unit_span) = (known.value.unit.clone(), known.value.unit_span);
        if listed
            && near
            && let Some(row) = rows.get_mut(to)
        {
            (row.value.kind, row.value.unit, row.value.unit_span) = (Kind::Money, unit, unit_span);
        }
    }
}
