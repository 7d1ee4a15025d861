//! The tables and lists of a document as its lines show them, and what is declared for the numbers that stand in them.

use super::ambiguity::Sense;
use super::context::Context;
use super::declaration::{Declared, Manner};
use super::lines::{Line, Lines};
use super::model::Kind;
use super::plausible::is_year;
use crate::lexicon::ClassSet;
use crate::numeral::Numeral;
use crate::rule::Edge;
use crate::text::{Span, TokenRange, is_frame};

/// What may stand between the head of a row and its numbers.
const JOINTS: [char; 14] = [' ', '\t', ':', '=', '|', ')', ']', '/', '-', '–', '.', '…', ';', '±'];
/// What may stand before or behind a number of a pair.
const SIGNS: [char; 3] = ['-', '−', '+'];
/// Most signs of a number of a pair.
const LONGEST: usize = 7;
/// Most cells of a line that are looked at to say what it is.
const CELLS: usize = 64;
/// Lines at the top of a table that can be heads of its columns.
const HEADS: usize = 4;
/// Lines at the beginning of a document that can be its title.
const TITLE: usize = 5;
/// How many lines behind a caption the next one of its kind is looked for.
const CAPTIONS: usize = 1000;
/// Most lines of a list that a note behind it speaks of.
const FOOTNOTE: usize = 200;

/// The lines of a document, and which of them declare what.
pub(super) struct Sheet<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) lines: Lines,
    /// With the line that each stands in, in text order.
    declared: Vec<(usize, &'a Declared)>,
    /// Money that the text says its amounts are in, with the line from which on it is not meant.
    stated: Vec<(&'a Declared, usize)>,
    /// The first line of each line's table, where that is another one.
    headers: Vec<Option<usize>>,
    /// What of the declared stands above each line, for its block.
    captions: Vec<Option<usize>>,
}

/// Whether a slash stands somewhere between two signs of a kind.
pub(super) fn parts_by_slash(text: &str, kind: fn(char) -> bool) -> bool {
    text.match_indices('/').any(|(slash, mark)| {
        let (before, behind) = text.split_at(slash);
        before.trim_end().ends_with(kind) && behind.trim_start_matches(mark).trim_start().starts_with(kind)
    })
}

/// «۴/۱۱», «۱۱-/۰»: whether a cell holds two numbers with a slash between, each with a sign or without.
fn is_pair(cell: &str) -> bool {
    let number = |part: &str| {
        let digits = part.trim().trim_matches(SIGNS);
        !digits.is_empty()
            && digits.chars().count() <= LONGEST
            && digits.chars().all(|sign| sign.is_numeric())
    };
    cell.split_once('/').is_some_and(|(first, second)| number(first) && number(second))
}

/// Where a declared unit stands.
pub(super) fn span_of(context: &Context<'_>, declared: &Declared) -> Span {
    context.view.span(declared.first, declared.last)
}

impl<'a> Sheet<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let lines = Lines::new(context.view.text);
        let place = |declared| (lines.at(span_of(context, declared).start), declared);
        let declared: Vec<(usize, &Declared)> = context.declared.iter().map(place).collect();
        let mut sheet =
            Self { context, lines, declared, stated: Vec::new(), headers: Vec::new(), captions: Vec::new() };
        sheet.stated = sheet.stated();
        let (headers, captions) = (sheet.headers(), sheet.captions());
        Self { headers, captions, ..sheet }
    }

    /// The money that the text says its amounts are in, or that its title has in brackets: «فهرست بهای آجر (ریال)».
    fn stated(&self) -> Vec<(&'a Declared, usize)> {
        let title = |at: usize, declared: &Declared| {
            let Some(line) = self.lines.get(at).filter(|_| declared.manner == Manner::Bracketed) else {
                return false;
            };
            let named = at < TITLE || self.has(line.span, &self.context.features().amount);
            named && self.caption_on(at, line).is_some()
        };
        let money = |&(at, declared): &(usize, &'a Declared)| {
            let meant = declared.manner == Manner::Stated || title(at, declared);
            let end = match declared.manner {
                Manner::Bracketed => self.end_of_caption(at).min(self.end_of_table(at)),
                _ if self.is_note(at) => at,
                _ => usize::MAX,
            };
            (declared.kind == Kind::Money && meant).then_some((declared, end))
        };
        self.declared.iter().filter_map(money).collect()
    }

    /// Whether a line stands right behind a table, and nothing right behind it: it speaks of what is above alone.
    fn is_note(&self, at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|above| self.lines.get(above));
        above.is_some_and(Line::is_row) && self.lines.get(at + 1).is_none_or(Line::is_blank)
    }

    /// The first line behind a caption that is one of the same kind: «جدول ۶ …», «جدول ۷ …».
    fn end_of_caption(&self, at: usize) -> usize {
        let head = |line: &Line| {
            let text = self.context.view.slice(line.span);
            text.split_whitespace().next().filter(|word| word.chars().all(char::is_alphabetic))
        };
        let Some(own) = self.lines.get(at).and_then(head) else { return usize::MAX };
        let mut behind = (at + 1..self.lines.len()).take(CAPTIONS);
        let again = |line: &Line| !line.is_row() && head(line) == Some(own);
        behind.find(|&at| self.lines.get(at).is_some_and(again)).unwrap_or(usize::MAX)
    }

    /// The caption of another table, behind one that stands right on its own: the next line before a table that is none of it.
    fn end_of_table(&self, at: usize) -> usize {
        let row = |at: usize| self.lines.get(at).is_some_and(Line::is_row);
        if !row(at + 1) {
            return usize::MAX;
        }
        let blank = |at: usize| self.lines.get(at).is_some_and(Line::is_blank);
        let caption = |&at: &usize| blank(at - 1) && !blank(at) && !row(at) && row(at + 1);
        (at + 2..self.lines.len()).take(CAPTIONS).find(caption).unwrap_or(usize::MAX)
    }

    fn headers(&self) -> Vec<Option<usize>> {
        let mut top = None;
        let mut headers = Vec::with_capacity(self.lines.len());
        for (at, line) in self.lines.iter().enumerate() {
            if !line.is_row() && !is_frame(self.context.view.slice(line.span)) {
                top = None;
            }
            headers.push(top);
            top = top.or(line.is_row().then_some(at));
        }
        headers
    }

    fn captions(&self) -> Vec<Option<usize>> {
        let mut captions = Vec::with_capacity(self.lines.len());
        // That of the block, and that of the last line by itself.
        let (mut block, mut last, mut blanks) = (None, None, 0);
        for (at, line) in self.lines.iter().enumerate() {
            if line.is_blank() {
                blanks += 1;
                captions.push(None);
                continue;
            }
            if blanks > 0 {
                block = last.filter(|_| blanks == 1);
            }
            captions.push(block);
            blanks = 0;
            last = self.caption_on(at, line);
            block = last.or(block);
        }
        captions
    }

    /// What a line of one cell declares for other lines: no number stands behind it.
    fn caption_on(&self, at: usize, line: &Line) -> Option<usize> {
        let end = self.declared.partition_point(|(line, _)| *line <= at);
        let found = end.checked_sub(1)?;
        let (place, head) = self.declared.get(found)?;
        let end = span_of(self.context, head).end;
        let meant = *place == at
            && head.manner != Manner::Bare
            && !line.is_row()
            && !self.context.view.slice(Span::new(end, line.span.end.max(end))).contains(char::is_numeric);
        meant.then_some(found)
    }

    /// What is declared for a number without a unit, nearest first; last what is declared for the whole document, if that is
    /// asked for.
    pub(super) fn head_of(&self, number: Span, document: bool) -> Option<&'a Declared> {
        let at = self.lines.at(number.start);
        let line = self.lines.get(at)?;
        // «وزن (کیلوگرم) | ۷۴ | ۷۳ | ۰٫۸۵» under «P»
        let column = line.cell_at(number.start).filter(|&cell| line.is_row() && cell > 0);
        let column =
            column.zip(self.header(at)).and_then(|(cell, header)| self.head_over(line, cell, header));
        let pure = column.is_some_and(|head| self.has(head, &self.context.features().counting_head));
        if let Some(head) = self.of_row(at, number).filter(|_| !pure) {
            // «سنگ (متر مربع) ... ۴۲۰» in a list of prices: what it is sold by.
            let sold =
                head.manner == Manner::Bracketed && head.kind != Kind::Money && self.ends_item(line, number);
            let money = self.caption(at).or_else(|| self.of_document(number)).filter(|_| sold);
            return Some(money.filter(|money| money.kind == Kind::Money).unwrap_or(head));
        }
        let cell = line.cell_at(number.start).filter(|_| line.is_row());
        let header = cell.and_then(|_| self.header(at));
        if let Some((cell, header)) = cell.zip(header) {
            let heads = || {
                (header..at.min(header + HEADS))
                    .filter_map(|head| Some((head, self.head_over(line, cell, head)?)))
            };
            if let Some(head) = heads().find_map(|(head, span)| self.within(head, span)) {
                return Some(head);
            }
            // «تعداد», «کد»: what such a column has no sum's unit is meant for.
            let counts =
                |head| self.has(head, &self.context.features().counting_head) || self.is_of_time(head);
            if heads().any(|(_, head)| counts(head)) {
                return None;
            }
        }
        // «چای | کیلوگرم | ۳۴ | ۶۲۰۰۰۰»: what the goods are sold by is no unit of their price.
        let priced = cell.zip(header).and_then(|(cell, header)| self.head_over(line, cell, header));
        let priced = priced.is_some_and(|head| self.context.is_of_prices(self.words_of(head)));
        let beside = cell.and_then(|_| self.beside(at));
        if let Some(head) = beside.filter(|head| !priced || head.kind == Kind::Money) {
            return Some(head);
        }
        let listed = cell.is_some_and(|cell| self.fills(line, cell, number)) || self.ends_item(line, number);
        if !listed {
            return None;
        }
        // «نمک | ۰ | -» among lines that have units of their own.
        let units =
            |at: Option<usize>| at.is_some_and(|at| self.header(at).is_some() && self.beside(at).is_some());
        let other = cell.is_some() && (units(at.checked_sub(1)) || units(Some(at + 1)));
        // A sentence below the title of a table is no line of it.
        let prose = || cell.is_none() && self.is_sentence(line);
        self.caption(at)
            .filter(|_| !prose())
            .or_else(|| self.of_document(number).filter(|_| document && !other))
    }

    /// Whether a line has a verb.
    fn is_sentence(&self, line: &Line) -> bool {
        let predicate = &self.context.features().predicate;
        self.tokens_of(line.span)
            .any(|at| self.context.is_clause_end(at) || self.context.view.begins(at, predicate))
    }

    /// «سرمایه (میلیون ریال): ۲۵۰», «هزینه (ریال) | ۲۰۰ | ۳۰۰»
    fn of_row(&self, at: usize, number: Span) -> Option<&'a Declared> {
        let before = self.declared.partition_point(|(line, declared)| {
            *line < at || *line == at && span_of(self.context, declared).end <= number.start
        });
        let (line, head) = *self.declared.get(before.checked_sub(1)?)?;
        let span = span_of(self.context, head);
        if line != at || head.manner == Manner::Bare && !self.ends_head(at, span) {
            return None;
        }
        let between = Span::new(span.end, number.start);
        let joint = |c: char| JOINTS.contains(&c) || c.is_numeric() || matches!(c, ',' | '٬' | '٫');
        self.context.view.slice(between).chars().all(joint).then_some(head)
    }

    /// Whether words end the first cell of a table's line.
    fn ends_head(&self, at: usize, words: Span) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.is_row()) else { return false };
        let head = line
            .cells
            .first()
            .map(|cell| self.context.view.slice(*cell).trim_end().len() as u32 + cell.start);
        head == Some(words.end)
    }

    /// The unit that fills a cell of a line: «فولاد | هزار تن | ۲۵۰ | ۳۱۰».
    fn beside(&self, at: usize) -> Option<&'a Declared> {
        let (_, head) = self.on_line(at).take(CELLS).find(|(_, declared)| declared.fills)?;
        Some(head)
    }

    /// The line at the head of the table that a line is in: the first one of several cells without a blank line between.
    pub(super) fn header(&self, at: usize) -> Option<usize> {
        self.headers.get(at).copied().flatten()
    }

    /// The cell of the head that stands over a cell of a line.
    pub(super) fn above(&self, line: &Line, cell: usize, header: usize) -> Option<Span> {
        let head = self.lines.get(header)?;
        let heads = &head.cells;
        // Cells at the end of a line may be empty, and those at its beginning stand under their heads.
        if self.is_ruled(line) && (line.cells.len() < heads.len() || self.has_tabs(line)) {
            return heads.get(cell).copied();
        }
        // Where the first column has no head, blanks before the others leave none.
        let short = line.cells.len().checked_sub(heads.len())?;
        heads.get(cell.checked_sub(short)?).copied().filter(|_| short < 2)
    }

    /// The cell of a line at the head of a table that stands over a cell, where it has words and no number: by its place in the
    /// line, where columns of blanks leave some out.
    fn head_over(&self, line: &Line, cell: usize, header: usize) -> Option<Span> {
        let head = self.lines.get(header)?;
        let (heads, cells) = (head.cells.len(), line.cells.len());
        let found = if self.is_ruled(line) || heads == cells || heads + 1 == cells {
            self.above(line, cell, header)
        } else {
            let column = |line: &Line, at: u32| {
                self.context.view.slice(Span::new(line.span.start, at)).chars().count()
            };
            let under = line.cells.get(cell)?;
            let blanks = self.context.view.slice(line.span).contains("  ");
            let (from, to) = (column(line, under.start), column(line, under.end));
            let over = |cell: &&Span| column(head, cell.start) < to && from < column(head, cell.end);
            head.cells.iter().find(over).copied().filter(|_| blanks)
        }?;
        let text = self.context.view.slice(found);
        (text.contains(char::is_alphabetic) && !text.trim_start().starts_with(char::is_numeric))
            .then_some(found)
    }

    /// The unit that a cell of a head has: the last one.
    fn within(&self, line: usize, cell: Span) -> Option<&'a Declared> {
        let end = self.declared.partition_point(|(at, declared)| {
            *at < line || *at == line && span_of(self.context, declared).end <= cell.end
        });
        let (at, head) = *self.declared.get(end.checked_sub(1)?)?;
        (at == line && span_of(self.context, head).start >= cell.start).then_some(head)
    }

    /// Whether the caption above a line names two things with a slash between, as the cells below it have two numbers:
    /// «دما (کمینه/بیشینه، درجه)».
    pub(super) fn is_of_pairs(&self, at: usize) -> bool {
        let caption = self.captions.get(at).copied().flatten().and_then(|found| self.declared.get(found));
        let text = caption
            .and_then(|(line, _)| self.lines.get(*line))
            .map_or("", |line| self.context.view.slice(line.span));
        parts_by_slash(text, char::is_alphabetic)
    }

    /// The cells that hold two numbers with a slash between, where the caption or the head of the column names two things so.
    pub(super) fn cells_of_pairs(&self) -> Vec<Span> {
        let slice = |span: Span| self.context.view.slice(span);
        let mut pairs = Vec::new();
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| line.is_row()) {
            let told = self.is_of_pairs(at);
            let head = |cell: usize| self.header(at).and_then(|header| self.above(line, cell, header));
            let named = |cell: usize| {
                told || head(cell).is_some_and(|head| parts_by_slash(slice(head), char::is_alphabetic))
            };
            let cells = line.cells.iter().enumerate();
            pairs
                .extend(cells.filter(|(n, cell)| is_pair(slice(**cell)) && named(*n)).map(|(_, cell)| *cell));
        }
        pairs
    }

    /// Whether the head of a column names what is measured under it.
    pub(super) fn measures(&self, number: Span, cell: usize) -> bool {
        let at = self.lines.at(number.start);
        let head =
            self.header(at).zip(self.lines.get(at)).and_then(|(head, line)| self.above(line, cell, head));
        let measured =
            [Sense::Price, Sense::Money, Sense::Temperature, Sense::Length, Sense::Speed, Sense::Area];
        head.is_some_and(|head| {
            let words = self.words_of(head);
            measured.into_iter().any(|sense| self.context.speaks_of(sense, words))
                || self.context.view.begins(words.first, &self.context.features().amount)
                || self.context.view.begins(words.first, &self.context.features().sum_head)
                // «دلار», «یورو» over rates of exchange.
                || self.context.is_money(words.first)
        })
    }

    /// «اضافه‌کار (ساعت)»: whether a head says in brackets that times stand under it.
    fn is_of_time(&self, head: Span) -> bool {
        self.tokens_of(head).any(|at| {
            let features = self.context.features();
            let time = |classes| self.context.view.begins(at + 1, classes);
            self.context.slice(at) == "(" && (time(&features.period) || time(&features.clock_cue))
        })
    }

    /// The first line of the table that a place is in a line of.
    pub(super) fn table_of(&self, place: Span) -> Option<usize> {
        let at = self.lines.at(place.start);
        self.lines.get(at).filter(|line| line.is_row()).map(|_| self.header(at).unwrap_or(at))
    }

    /// Whether the head of the column that a place stands in speaks of this.
    pub(super) fn is_headed_by(&self, place: Span, sense: Sense) -> bool {
        let at = self.lines.at(place.start);
        let head = self
            .lines
            .get(at)
            .zip(self.header(at))
            .and_then(|(line, header)| self.head_over(line, line.cell_at(place.start)?, header));
        head.is_some_and(|head| self.context.speaks_of(sense, self.words_of(head)))
    }

    fn has_tabs(&self, line: &Line) -> bool {
        self.context.view.slice(line.span).contains('\t')
    }

    /// Whether marks part the cells of a line, and no blanks.
    pub(super) fn is_ruled(&self, line: &Line) -> bool {
        self.context.view.slice(line.span).contains(['\t', '|'])
    }

    fn words_of(&self, cell: Span) -> TokenRange {
        let words = self.tokens_of(cell);
        TokenRange::new(words.start, words.end)
    }

    /// What the caption of a table declares for a number under a head that only seems to name what is counted: «کارخانه | بازار»
    /// below «قیمت‌ها (میلیون تومان)».
    pub(super) fn caption_over(&self, number: Span, item: Span) -> Option<&'a Declared> {
        let at = self.lines.at(number.start);
        let header = self.header(at).filter(|&header| self.lines.at(item.start) == header)?;
        let line = self.lines.get(at)?;
        let cell = line.cell_at(number.start).filter(|&cell| self.fills(line, cell, number))?;
        let words = self.words_of(self.above(line, cell, header)?);
        let features = self.context.features();
        let plural = |edge: Edge| Some(edge.suffix) == self.context.words.plural;
        let counts = [&features.counting_head, &features.number_noun]
            .into_iter()
            .any(|classes| self.context.view.begins(words.first, classes));
        let counted = counts
            || self.context.speaks_of(Sense::People, words)
            || self.context.view.entries_at(words.first).any(plural);
        // «فشار (mmHg) | ۱۳۲»: what the line itself says stands over both.
        self.of_row(at, number).or_else(|| self.caption(at).filter(|_| !counted))
    }

    /// What is declared right above a table or list: on a line of its block, or on the last one before it.
    fn caption(&self, at: usize) -> Option<&'a Declared> {
        let found = self.captions.get(at).copied().flatten()?;
        self.declared.get(found).map(|(_, declared)| *declared)
    }

    /// The money that the amounts of a whole document are in.
    fn of_document(&self, number: Span) -> Option<&'a Declared> {
        let before = self.stated.partition_point(|(head, _)| span_of(self.context, head).end <= number.start);
        let line = self.lines.at(number.start);
        // A note right behind the table is nearer than what the text says before it.
        if let Some((note, _)) = self.stated.get(before).filter(|(note, end)| {
            let at = self.lines.at(span_of(self.context, note).start);
            at == *end && (line + 1..at).all(|between| self.lines.get(between).is_some_and(Line::is_row))
        }) {
            return Some(*note);
        }
        if let Some(&(last, end)) = before.checked_sub(1).and_then(|at| self.stated.get(at)) {
            return (line < end).then_some(last);
        }
        let (first, _) = self.stated.first()?;
        self.is_footnote(number, span_of(self.context, first)).then_some(*first)
    }

    /// Whether what is declared stands right behind the table or list of a number, or as a note behind one blank line.
    fn is_footnote(&self, number: Span, declared: Span) -> bool {
        let (from, note) = (self.lines.at(number.start) + 1, self.lines.at(declared.start));
        if note > from + FOOTNOTE {
            return false;
        }
        let text = |line: &Line| self.context.view.slice(line.span);
        let marked = self.lines.get(note).map_or("", text).starts_with(['*', '(']);
        let blanks = (from..note).filter(|&line| self.lines.get(line).is_some_and(Line::is_blank)).count();
        blanks == 0 || blanks == 1 && marked
    }

    /// Whether a number is all that a cell holds.
    pub(super) fn fills(&self, line: &Line, cell: usize, number: Span) -> bool {
        let Some(cell) = line.cells.get(cell) else { return false };
        let around = [
            Span::new(cell.start, number.start.max(cell.start)),
            Span::new(number.end.min(cell.end), cell.end),
        ];
        around.iter().all(|span| !self.context.view.slice(*span).chars().any(char::is_alphanumeric))
    }

    /// Whether a number ends its line, or an item of a list in it: «قوری ۶۵ — لیوان ۴۰».
    pub(super) fn ends_item(&self, line: &Line, number: Span) -> bool {
        let behind = self.context.view.slice(Span::new(number.end, line.span.end.max(number.end)));
        let end = |c: char| matches!(c, '/' | '|' | ')' | '؛' | ';' | '،' | '—' | '–' | '\t' | '+' | '=');
        behind.trim_start_matches(' ').chars().next().is_none_or(end) || behind.starts_with("  ")
    }

    /// Whether a column of the table that begins at a line has dates in it.
    pub(super) fn is_of_days(&self, top: usize, cell: usize) -> bool {
        let dated = |line: &Line| {
            line.cells.get(cell).is_some_and(|cell| {
                let inside = self.tokens_of(*cell);
                // «۳ روز» is a length.
                self.context.dates.any(inside.start, inside.end)
                    && !self.has(*cell, &self.context.features().period)
            })
        };
        // The first line may have heads such as «امسال».
        (top + 1..).map_while(|at| self.lines.get(at)).take_while(|line| line.is_row()).any(dated)
    }

    /// Whether several cells of a line are years.
    pub(super) fn has_years(&self, line: &Line) -> bool {
        let year = |cell: &&Span| {
            let inside = self.tokens_of(**cell);
            let number = (inside.len() == 1).then(|| self.context.view.number_at(inside.start)).flatten();
            number.and_then(Numeral::integer).is_some_and(is_year)
        };
        line.cells.iter().take(CELLS).filter(year).count() >= 2
    }

    /// The tokens that a cell holds.
    fn tokens_of(&self, cell: Span) -> std::ops::Range<u32> {
        let tokens = &self.context.view.tokens.list;
        let first = tokens.partition_point(|token| token.span().start < cell.start);
        let last = tokens.partition_point(|token| token.span().end <= cell.end);
        first as u32..last as u32
    }

    /// Whether a word of some classes stands in a cell.
    pub(super) fn has(&self, cell: Span, classes: &ClassSet) -> bool {
        self.tokens_of(cell).any(|at| self.context.view.begins(at, classes))
    }

    fn on_line(&self, line: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Declared)> + '_ {
        let first = self.declared.partition_point(|(at, _)| *at < line);
        let last = self.declared.partition_point(|(at, _)| *at <= line);
        self.declared.get(first..last).unwrap_or(&[]).iter().map(|(at, declared)| (*at, *declared))
    }
}
