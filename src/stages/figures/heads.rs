//! Gives numbers of tables and lists the unit that stands at the head of their row, their column, their list or the document.

use super::context::Context;
use super::declared::{Declared, Manner};
use super::lines::{Line, Lines};
use super::plausible::is_year;
use super::model::{FigureRow, Kind, Measure};
use crate::lexicon::ClassSet;
use crate::numeral::Numeral;
use crate::text::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

/// What may stand between the head of a row and its numbers, and behind a number that ends an item.
const JOINTS: [char; 13] = [' ', '\t', ':', '=', '|', ')', ']', '/', '-', '–', '.', '…', ';'];

/// Which rows name a line of a table and measure nothing: numbers of lines, codes, days and years under their heads.
pub(super) fn names(context: &Context<'_>, rows: &[&FigureRow]) -> Vec<bool> {
    let open: Vec<&FigureRow> = rows.iter().copied().filter(|row| is_open(row)).collect();
    if open.len() < 2 {
        return vec![false; rows.len()];
    }
    let sheet = Sheet::new(context);
    // The numbers that lines begin with.
    let mut leading: FxHashMap<usize, Decimal> = FxHashMap::default();
    for row in &open {
        let at = sheet.lines.at(row.span.start);
        let Some((line, value)) = sheet.lines.get(at).zip(row.value.measure.number()) else { continue };
        if line.cells.len() > 1 && line.cell_at(row.span.start) == Some(0) && sheet.fills(line, 0, row.span) {
            leading.insert(at, value);
        }
    }
    let named = |row: &&FigureRow| is_open(row) && sheet.names(row, &leading);
    rows.iter().map(named).collect()
}

/// The lines of a document, and which of them declare what.
struct Sheet<'a> {
    context: &'a Context<'a>,
    lines: Lines,
    /// With the line that each stands in, in text order.
    declared: Vec<(usize, &'a Declared)>,
}

/// Most words between two sums of a list.
const APART: usize = 6;

/// Gives all rows without a unit what is declared for them.
pub(super) fn settle(context: &Context<'_>, rows: &mut [FigureRow]) {
    if !rows.iter().any(is_open) {
        return;
    }
    let sheet = Sheet::new(context);
    for row in rows.iter_mut().filter(|row| is_open(row)) {
        let found = sheet.head_of(row.span);
        if let Some(head) = found {
            apply(context, row, head);
        }
    }
    sheet.hand_down(rows);
    sheet.share_money(rows);
}

/// Whether a row is a number and nothing else.
fn is_open(row: &FigureRow) -> bool {
    row.value.kind == Kind::Count && row.value.unit.is_none() && row.value.item.is_none()
}

fn span_of(context: &Context<'_>, declared: &Declared) -> Span {
    context.view.span(declared.first, declared.last)
}

fn apply(context: &Context<'_>, row: &mut FigureRow, head: &Declared) {
    // «ارقام به میلیون ریال … ۴۷ میلیون»: what says its scale itself is not scaled again.
    let scaled = context.view.slice(row.span).chars().any(char::is_alphabetic);
    let scale = if scaled { Decimal::ONE } else { head.measured.scale };
    let Some(measure) = times(row.value.measure, scale) else { return };
    row.value.measure = measure;
    row.value.kind = head.measured.kind;
    row.value.unit.clone_from(&head.measured.unit);
    row.value.unit_span = head.measured.unit.is_some().then(|| span_of(context, head));
    row.value.item = head.counted.map(|(first, last)| context.view.span(first, last));
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

impl<'a> Sheet<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        let lines = Lines::new(context.view.text);
        let place = |declared| (lines.at(span_of(context, declared).start), declared);
        let declared = context.declared.iter().map(place).collect();
        Self { context, lines, declared }
    }

    /// Whether a number names its line: one more than the line above has, under the head of a code, or in a column of days.
    fn names(&self, row: &FigureRow, leading: &FxHashMap<usize, Decimal>) -> bool {
        let at = self.lines.at(row.span.start);
        let Some(line) = self.lines.get(at).filter(|line| line.cells.len() > 1) else { return false };
        let Some(cell) = line.cell_at(row.span.start).filter(|cell| self.fills(line, *cell, row.span)) else {
            return false;
        };
        let header = self.header(at);
        // «350,372» in a line that has fewer cells than its head: the comma may part two of them.
        let written = self.context.view.slice(row.span);
        if written.contains(',')
            && header.and_then(|header| self.lines.get(header)).is_some_and(|head| head.cells.len() > line.cells.len())
        {
            return true;
        }
        let Some(value) = row.value.measure.number().filter(Decimal::is_integer) else { return false };
        // Years over their columns.
        let below = self.lines.get(at + 1).is_some_and(|below| below.cells.len() > 1);
        if header.is_none() && below && value.to_i64().is_some_and(is_year) && self.has_years(line) {
            return true;
        }
        let beside = |line: Option<usize>, step: Decimal| {
            line.and_then(|line| leading.get(&line)).is_some_and(|other| *other == value + step)
        };
        let (above, below) = (at.checked_sub(1), Some(at + 1));
        if cell == 0
            && (beside(above, -Decimal::ONE) || value == Decimal::ONE && beside(below, Decimal::ONE))
        {
            return true;
        }
        let features = self.context.features();
        let head = self.header(at).and_then(|header| self.above(line, cell, header));
        if head.is_some_and(|head| self.has(head, &features.naming_head) && !self.has(head, &features.counting_head)) {
            return true;
        }
        value <= Decimal::from(31) && value >= Decimal::ONE && self.is_of_days(at, cell)
    }

    /// Gives numbers the unit that the line above them has in their column: «فولاد | ۷۰۱۰ ریال», «مس | ۵۴۸۰».
    fn hand_down(&self, rows: &mut [FigureRow]) {
        let mut units: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        for n in 0..rows.len() {
            let Some(row) = rows.get(n) else { continue };
            let at = self.lines.at(row.span.start);
            let Some(line) = self.lines.get(at).filter(|line| line.cells.len() > 1) else { continue };
            let Some(cell) = line.cell_at(row.span.start).filter(|cell| self.fills(line, *cell, row.span)) else {
                continue;
            };
            let written = row.value.unit_span.is_some_and(|unit| unit.end <= row.span.end && unit.start >= row.span.start);
            if row.value.kind != Kind::Count && written {
                units.insert((at, cell), n);
            } else if is_open(row)
                && let Some(&above) = at.checked_sub(1).and_then(|above| units.get(&(above, cell)))
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

    /// Gives sums of a list the money that the one before them is in, or the one that they add up to: «چای ۲۰ تومان، قهوه ۴۵»,
    /// and on the next line «سکه: ۴۲٬۵۰۰٬۰۰۰».
    fn share_money(&self, rows: &mut [FigureRow]) {
        for n in 1..rows.len() {
            self.share(rows, n - 1, n);
        }
        for n in (1..rows.len()).rev() {
            let sum = rows.get(n - 1).zip(rows.get(n)).is_some_and(|(a, b)| {
                let between = Span::new(a.span.end, b.span.start.max(a.span.end));
                self.context.view.slice(between).trim_start().starts_with(['+', '='])
            });
            if sum {
                self.share(rows, n, n - 1);
            }
        }
    }

    fn share(&self, rows: &mut [FigureRow], from: usize, to: usize) {
        let Some((known, open)) = rows.get(from).zip(rows.get(to)) else { return };
        let (first, second) = if from < to { (known, open) } else { (open, known) };
        if known.value.kind != Kind::Money || !is_open(open) {
            return;
        }
        let (here, there) = (self.lines.at(first.span.start), self.lines.at(second.span.start));
        let Some((line, below)) = self.lines.get(here).zip(self.lines.get(there)) else { return };
        let ends = |line: &Line, row: &FigureRow| self.ends_item(line, row.span);
        let between = self.context.view.slice(Span::new(first.span.end, second.span.start.max(first.span.end)));
        let listed = if here == there {
            let stop = between.contains(['.', '؟', '!', '\n']);
            let parted = between.trim_start().starts_with(['،', '|', '/', '+', '=', '؛', ';']);
            !stop && parted && between.split_whitespace().count() <= APART && (ends(below, second) || from > to)
        } else {
            there == here + 1
                && line.cells.len() == 1
                && below.cells.len() == 1
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
        if listed && near && let Some(row) = rows.get_mut(to) {
            (row.value.kind, row.value.unit, row.value.unit_span) = (Kind::Money, unit, unit_span);
        }
    }

    /// Whether several cells of a line are years.
    fn has_years(&self, line: &Line) -> bool {
        let year = |cell: &&Span| {
            let inside = self.tokens_of(**cell);
            let number = (inside.len() == 1).then(|| self.context.view.number_at(inside.start)).flatten();
            number.and_then(Numeral::integer).is_some_and(is_year)
        };
        line.cells.iter().filter(year).count() >= 2
    }

    /// Whether a column has a date in another line of its table.
    fn is_of_days(&self, at: usize, cell: usize) -> bool {
        let table = |at: &usize| self.lines.get(*at).is_some_and(|line| !line.is_blank() && line.cells.len() > 1);
        let dated = |at: usize| {
            let cells = self.lines.get(at).map(|line| line.cells.as_slice());
            cells.and_then(|cells| cells.get(cell)).is_some_and(|cell| {
                let inside = self.tokens_of(*cell);
                // «۳ روز» is a length.
                self.context.dates.any(inside.start, inside.end) && !self.has(*cell, &self.context.features().period)
            })
        };
        (0..at).rev().take_while(table).any(dated) || (at + 1..).take_while(table).any(dated)
    }

    /// The tokens that a cell holds.
    fn tokens_of(&self, cell: Span) -> std::ops::Range<u32> {
        let tokens = &self.context.view.tokens.list;
        let first = tokens.partition_point(|token| token.span().start < cell.start);
        let last = tokens.partition_point(|token| token.span().end <= cell.end);
        first as u32..last as u32
    }

    /// Whether a word of some classes stands in a cell.
    fn has(&self, cell: Span, classes: &ClassSet) -> bool {
        self.tokens_of(cell).any(|at| self.context.view.begins(at, classes))
    }

    /// What is declared for a number without a unit: nearest first.
    fn head_of(&self, number: Span) -> Option<&'a Declared> {
        let at = self.lines.at(number.start);
        let line = self.lines.get(at)?;
        if let Some(head) = self.of_row(at, number) {
            return Some(head);
        }
        let cell = line.cell_at(number.start).filter(|_| line.cells.len() > 1);
        let header = cell.and_then(|_| self.header(at));
        if let Some((cell, header)) = cell.zip(header)
            && let Some(span) = self.above(line, cell, header)
        {
            if let Some(head) = self.within(header, span) {
                return Some(head);
            }
            // «تعداد», «کد»: what such a column has no sum's unit is meant for.
            if self.has(span, &self.context.features().counting_head) {
                return None;
            }
        }
        if let Some(head) = cell.and_then(|_| self.beside(at)) {
            return Some(head);
        }
        let listed = cell.is_some_and(|cell| self.fills(line, cell, number)) || self.ends_item(line, number);
        if !listed {
            return None;
        }
        self.caption(at).or_else(|| self.of_document(number))
    }

    /// «سرمایه (میلیون ریال): ۲۵۰», «هزینه (ریال) | ۲۰۰ | ۳۰۰»
    fn of_row(&self, at: usize, number: Span) -> Option<&'a Declared> {
        let (_, head) = self.on_line(at).rfind(|(_, declared)| {
            let span = span_of(self.context, declared);
            (declared.manner != Manner::Bare || self.ends_head(at, span)) && span.end <= number.start
        })?;
        let between = Span::new(span_of(self.context, head).end, number.start);
        let joint = |c: char| JOINTS.contains(&c) || c.is_numeric() || matches!(c, ',' | '٬' | '٫');
        self.context.view.slice(between).chars().all(joint).then_some(head)
    }

    /// Whether words end the first cell of a table's line.
    fn ends_head(&self, at: usize, words: Span) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.cells.len() > 1) else { return false };
        let head = line.cells.first().map(|cell| self.context.view.slice(*cell).trim_end().len() as u32 + cell.start);
        head == Some(words.end)
    }

    /// The unit that fills a cell of a line: «فولاد | هزار تن | ۲۵۰ | ۳۱۰».
    fn beside(&self, at: usize) -> Option<&'a Declared> {
        let line = self.lines.get(at)?;
        let fills = |span: Span| {
            let text = |cell: &&Span| self.context.view.slice(**cell).trim() == self.context.view.slice(span);
            line.cells.iter().any(|cell| text(&cell))
        };
        let (_, head) = self.on_line(at).find(|(_, declared)| fills(span_of(self.context, declared)))?;
        Some(head)
    }

    /// The line at the head of the table that a line is in: the first one of several cells without a blank line between.
    fn header(&self, at: usize) -> Option<usize> {
        let table = (0..at).rev().take_while(|&above| {
            self.lines.get(above).is_some_and(|line| !line.is_blank() && line.cells.len() > 1)
        });
        table.last()
    }

    /// The cell of the head that stands over a cell of a line.
    fn above(&self, line: &Line, cell: usize, header: usize) -> Option<Span> {
        let heads = &self.lines.get(header)?.cells;
        // Where the first column has no head, blanks before the others leave none.
        let short = line.cells.len().checked_sub(heads.len())?;
        heads.get(cell.checked_sub(short)?).copied().filter(|_| short < 2)
    }

    /// The unit that a cell of a head has: the last one.
    fn within(&self, line: usize, cell: Span) -> Option<&'a Declared> {
        let (_, head) = self.on_line(line).rfind(|(_, declared)| {
            let span = span_of(self.context, declared);
            cell.start <= span.start && span.end <= cell.end
        })?;
        Some(head)
    }

    /// Whether a number is all that a cell holds.
    fn fills(&self, line: &Line, cell: usize, number: Span) -> bool {
        let Some(cell) = line.cells.get(cell) else { return false };
        let around = [Span::new(cell.start, number.start.max(cell.start)), Span::new(number.end.min(cell.end), cell.end)];
        around.iter().all(|span| !self.context.view.slice(*span).chars().any(char::is_alphanumeric))
    }

    /// Whether a number ends its line, or an item of a list in it: «قوری ۶۵ — لیوان ۴۰».
    fn ends_item(&self, line: &Line, number: Span) -> bool {
        let behind = self.context.view.slice(Span::new(number.end, line.span.end.max(number.end)));
        let end = |c: char| matches!(c, '/' | '|' | ')' | '؛' | ';' | '،' | '—' | '–' | '\t' | '+' | '=');
        behind.trim_start_matches(' ').chars().next().is_none_or(end) || behind.starts_with("  ")
    }

    /// What is declared right above a table or list: on a line of its block, or on the last one before it.
    fn caption(&self, at: usize) -> Option<&'a Declared> {
        let mut blanks = 0;
        for above in (0..at).rev() {
            let line = self.lines.get(above)?;
            if line.is_blank() {
                blanks += 1;
                continue;
            }
            // Only what stands right before a block belongs to it.
            if blanks > 1 {
                return None;
            }
            let found = self.on_line(above).rfind(|(_, declared)| declared.manner != Manner::Bare);
            if let Some((_, head)) = found.filter(|(_, head)| line.cells.len() == 1 && self.is_last(line, head)) {
                return Some(head);
            }
            if blanks == 1 {
                return None;
            }
        }
        None
    }

    /// Whether no number stands behind what is declared on a line: it is meant for other lines.
    fn is_last(&self, line: &Line, head: &Declared) -> bool {
        let end = span_of(self.context, head).end;
        !self.context.view.slice(Span::new(end, line.span.end.max(end))).contains(char::is_numeric)
    }

    /// The money that the amounts of a whole document are in.
    fn of_document(&self, number: Span) -> Option<&'a Declared> {
        let money = |declared: &&Declared| {
            declared.manner == Manner::Stated && declared.measured.kind == Kind::Money
        };
        let mut stated = self.context.declared.iter().filter(money);
        let before = stated.clone().rfind(|head| span_of(self.context, head).end <= number.start);
        before.or_else(|| stated.next().filter(|head| self.is_footnote(number, span_of(self.context, head))))
    }

    /// Whether what is declared stands right behind the table or list of a number, or as a note behind one blank line.
    fn is_footnote(&self, number: Span, declared: Span) -> bool {
        let note = self.lines.at(declared.start);
        let between = self.lines.at(number.start) + 1..note;
        let marked = self.lines.get(note).map_or("", |line| self.context.view.slice(line.span)).starts_with(['*', '(']);
        let blanks = between.filter(|&line| self.lines.get(line).is_some_and(Line::is_blank)).count();
        blanks == 0 || blanks == 1 && marked
    }

    fn on_line(&self, line: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Declared)> + '_ {
        let first = self.declared.partition_point(|(at, _)| *at < line);
        let last = self.declared.partition_point(|(at, _)| *at <= line);
        self.declared.get(first..last).unwrap_or(&[]).iter().map(|(at, declared)| (*at, *declared))
    }
}
