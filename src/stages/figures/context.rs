//! What stands around a number: names it is part of, labels, references, and the words of its sentence.

use super::ambiguity::Sense;
use super::declaration::{Declared, Manner};
use super::model::Kind;
use super::words::{Features, Kinds, Word, Words};
use crate::lexicon::Particle;
use crate::rule::{Edge, TokenSet, View};
use crate::segment::{SegmentKind, Segments};
use crate::text::fold::DIGIT_ZERO;
use crate::text::{Gap, Span, TokenKind, TokenRange};
use rust_decimal::Decimal;

/// The letter that draws words out, which stands for a dash.
const TATWEEL: &str = "\u{640}";

/// How far from a sum the words stand that say what it is of, in tokens.
const SUMS: u32 = 12;

/// How far before hours the word stands that says so, in tokens: «شنبه تا چهارشنبه، ۸ تا ۱۴».
const HOURS: u32 = 7;

/// How many times as much the upper end of a range with a dash is at most, behind what numbers name.
const SPREAD: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Most words of a line of a list of numbers.
const LISTED: usize = 6;

/// Most lines of such a list.
const LINES: usize = 60;

/// Longest remark in brackets between the numbers of a reference, in tokens.
const REMARK: u32 = 8;

/// What the stage knows of a document before it reads its sentences.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    /// Tokens of dates.
    pub(super) dates: TokenSet,
    /// Tokens of list labels, of names longer than a number, and of numbers that name a thing.
    named: TokenSet,
    /// Units without a number, in text order.
    pub(super) declared: Vec<Declared>,
}

/// What a context marks, which is kept where the context cannot be.
#[derive(Debug)]
pub(super) struct Marked {
    dates: TokenSet,
    named: TokenSet,
    declared: Vec<Declared>,
}

impl<'a> Context<'a> {
    /// What it marks.
    pub(super) fn into_marked(self) -> Marked {
        Marked { dates: self.dates, named: self.named, declared: self.declared }
    }

    /// The context again that these marks were made in.
    pub(super) fn of(view: &'a View<'a>, words: &'a Words, marked: Marked) -> Self {
        let Marked { dates, named, declared } = marked;
        Self { view, words, dates, named, declared }
    }

    pub(super) fn new(view: &'a View<'a>, words: &'a Words, segments: &Segments, dates: &TokenSet) -> Self {
        let mut named = TokenSet::new(view.tokens.list.len());
        for item in &segments.items {
            named.take(item.marker.label.first, item.marker.label.end);
        }
        let mut context = Self { view, words, dates: dates.clone(), named, declared: Vec::new() };
        for segment in &segments.list {
            context.take_heading_number(segment.tokens);
        }
        context.take_section_numbers(segments);
        let mut reference = 0;
        let heads = &words.kinds.reference;
        view.lattice.report_several_or(heads, |edge| {
            if edge.length > 1 && words.is_name(&edge) {
                context.named.take(edge.first, edge.last());
            } else if heads.has(edge.class)
                && edge.last() > reference
                && let Some(Word::Reference { may_count }) = words.get(edge.value)
                && !context.is_counted(&edge, *may_count)
                && !context.is_each(edge.first)
            {
                reference = context.take_references(edge.last(), *may_count);
            }
        });
        context
    }

    /// Keeps what is declared: where that says for what, its scale words are no number.
    pub(super) fn declare(&mut self, declared: Vec<Declared>) {
        for declared in declared.iter().filter(|declared| declared.manner != Manner::Bare || declared.fills) {
            self.named.take(declared.first, declared.last);
        }
        self.declared = declared;
    }

    /// Marks the number that a heading or a line begins with («۲. روند جنگ», «۳- پایان», «۷ ) برنامه», and «-۲۷ انجمن», as
    /// programs write it that turn right-to-left text round).
    fn take_heading_number(&mut self, TokenRange { first, end: last }: TokenRange) {
        if self.token_kind(first) == Some(TokenKind::Hyphen)
            && first + 2 < last
            && self.token_kind(first + 1) == Some(TokenKind::Digits)
            && self.gap(first + 1) == Gap::None
            && self.token_kind(first + 2) == Some(TokenKind::Word)
            && !self.unit_at(first + 2)
        {
            self.named.take(first + 1, first + 2);
            return;
        }
        let digits = |at: u32| at < last && self.token_kind(at) == Some(TokenKind::Digits);
        let mark = |at: u32| at + 1 < last && matches!(self.slice(at), "." | ")" | "-" | "–" | TATWEEL);
        let mut end = first + 1;
        // «۲.۱. روش کار»
        while mark(end) && digits(end + 1) && self.gap(end) == Gap::None && self.gap(end + 1) == Gap::None {
            end += 2;
        }
        let body = end + u32::from(mark(end));
        let marked = body > end || self.slice(end - 1).ends_with(TATWEEL);
        if digits(first) && marked && body < last && self.token_kind(body) == Some(TokenKind::Word) {
            self.named.take(first, end);
        }
    }

    /// Marks the numbers of sections without a mark («۱ پیشینه», «۱٫۲ روش»), where headings have 1, 2, 3 in turn, and those of two
    /// numbers with a hyphen («۲-۱ شرایط»), where several lines begin with one of the same first or second number.
    fn take_section_numbers(&mut self, segments: &Segments) {
        let mut sections: Vec<(u32, Decimal)> = Vec::new();
        let mut parts: Vec<(u32, Decimal, Decimal)> = Vec::new();
        for segment in &segments.list {
            let first = segment.tokens.first;
            if self.token_kind(first) != Some(TokenKind::Digits) || first + 1 >= segment.tokens.end {
                continue;
            }
            let Some(number) = self.view.number_at(first) else { continue };
            let word = |at: u32| at < segment.tokens.end && self.token_kind(at) == Some(TokenKind::Word);
            let digits = |at: u32| self.view.numbers_at(at).find(|number| number.last == at + 1);
            if segment.kind == SegmentKind::Heading && word(number.last) && !self.unit_at(number.last) {
                sections.push((first, number.value));
            } else if self.token_kind(first + 1) == Some(TokenKind::Hyphen)
                && self.gap(first + 1) == Gap::None
                && self.gap(first + 2) == Gap::None
                && word(first + 3)
                && let Some((a, b)) = digits(first).zip(digits(first + 2))
            {
                parts.push((first, a.value, b.value));
            }
        }
        let mut next = Decimal::ONE;
        for (_, value) in &sections {
            next += if *value == next { Decimal::ONE } else { Decimal::ZERO };
        }
        // Three and more of them are no chance.
        if next > Decimal::from(3) {
            for (first, value) in sections.iter().filter(|(_, value)| *value < next) {
                let last = if value.is_integer() { first + 1 } else { first + 3 };
                self.named.take(*first, last);
            }
        }
        for pair in parts.windows(2) {
            let [(one, a, b), (two, c, d)] = pair else { continue };
            if a == c && *d == b + Decimal::ONE || b == d && *c == a + Decimal::ONE {
                self.named.take(*one, one + 3);
                self.named.take(*two, two + 3);
            }
        }
    }

    /// Whether a small number stands before a word and names nothing itself («سه سال ۲۰ روستا», but «ماده ۵ بند ۲»).
    fn is_counted(&self, head: &Edge, may_count: bool) -> bool {
        let (one, word) = (may_count, head.first);
        // «کوچه بهارستان ۱۲ پلاک ۴۶»: a number behind a noun, and one behind the head.
        let numbered = self.token_kind(head.last()) == Some(TokenKind::Digits);
        let behind_noun = |first: u32| first.checked_sub(1).is_some_and(|before| self.is_noun(before));
        // «فیزیک ۴۸/۳» at the end of a line counts nothing on the next one.
        if self.slice_before(word).contains('\n') {
            return false;
        }
        self.view.numbers_before(word, word.saturating_sub(4)).any(|number| {
            !number.ordinal
                // «یک پژو ۴۰۵»
                && (one || number.value > Decimal::ONE)
                && number.value < Decimal::ONE_THOUSAND
                && !self.is_named(number.first, number.last)
                && !(numbered && behind_noun(number.first))
                // «مورخ ۸۷/۱۲/۲۳ دفترخانه ۱۲۱», but not «سه سال ۲۰ روستا»
                && (self.dates.any(word, head.last()) || !self.dates.any(number.first, number.last))
        })
    }

    /// «هر هفته ۳ کشتی»: each of several is not called by a number.
    fn is_each(&self, noun: u32) -> bool {
        noun.checked_sub(1).is_some_and(|at| self.view.begins(at, &self.features().each))
    }

    /// Marks the numbers behind a reference head («ماده ۱۲», «بندهای ۲، ۳ و ۴», «شماره (۵)»).
    fn take_references(&mut self, from: u32, may_count: bool) -> u32 {
        let (mut at, mut end) = (from, from);
        let mut digits = false;
        loop {
            while matches!(self.slice(at), "(" | "«" | ":" | "-")
                || self.view.begins(at, &self.features().number_head)
            {
                at += 1;
            }
            let Some(last) = self.view.number_at(at).map(|number| number.last) else { break };
            // «منطقه ۵۰ کیلومتر مساحت دارد», «دور ۳ نفر ماندند»: what is measured or counted names nothing.
            // «تراکتور ۲۴ امتیاز دارد»: what has marks is a team.
            let graded = self.begins(Sense::Graded, last) && !self.is_half_verb(last + 1);
            // «دور: ۲۹۰۰ دور در دقیقه»: how often.
            let often = self.view.begins(last, &self.features().event_noun);
            if self.unit_at(last) || self.is_counter(last) || self.is_held(last) || graded || often {
                break;
            }
            // «زیان پایان سال: (۷۳۰) میلیون ریال»: nor does what is scaled behind its bracket.
            if self.slice(last) == ")" && (self.unit_at(last + 1) || self.view.number_at(last + 1).is_some())
            {
                break;
            }
            // «این رقم ۱۱۵ میلیون بود»: a name is no round sum.
            if self.token_kind(at) == Some(TokenKind::Digits)
                && self.token_kind(last - 1) == Some(TokenKind::Word)
            {
                break;
            }
            // «سالن ۲۰ - ۳۰ نفر»: so is a range of them.
            let to = self.view.is(last, Particle::To) || self.token_kind(last) == Some(TokenKind::Hyphen);
            let upper = to.then(|| self.view.number_at(last + 1)).flatten();
            // «آیفون ۱۳ - ۱۲۸ گیگ»: a dash between a name and what it has.
            let own = self.view.number_at(at).map_or(Decimal::ZERO, |number| number.value);
            let dash = self.token_kind(last) == Some(TokenKind::Hyphen);
            let upper = upper.filter(|upper| !dash || own * SPREAD >= upper.value);
            if upper.is_some_and(|upper| self.unit_at(upper.last) || self.is_counter(upper.last)) {
                break;
            }
            let words = self.token_kind(at) == Some(TokenKind::Word);
            // «منطقه دو کشور», «چک ۱۲۰۴ و سه سفته»: a small word before a noun counts it.
            if (may_count || digits) && words && self.is_noun(last) && !self.is_nominal_part(last) {
                break;
            }
            digits = !words;
            self.named.take(at, last);
            end = last;
            at = last;
            while matches!(self.slice(at), ")" | "»") {
                at += 1;
            }
            at = self.behind_remark(self.behind_dated_brackets(at));
            let joint = matches!(self.view.particle(at), Some(Particle::And | Particle::Or | Particle::To));
            if joint || matches!(self.slice(at), "،" | "," | "-" | "/" | "–" | TATWEEL) {
                at += 1;
            } else if !self.slice(last - 1).ends_with(TATWEEL) {
                break;
            }
        }
        end
    }

    /// Behind a remark in brackets that the list of numbers goes on behind: «مواد ۸۷، ۸۹ (بخش نخست) و ۹۰».
    fn behind_remark(&self, at: u32) -> u32 {
        let behind =
            (at + 1..at + REMARK).find(|&at| self.slice(at) == ")").filter(|_| self.slice(at) == "(");
        let joined = |at: u32| self.slice(at) == "،" || self.view.is(at, Particle::And);
        behind.map(|close| close + 1).filter(|&behind| joined(behind)).unwrap_or(at)
    }

    /// Whether a word begins at the token that numbers stand before to count: a classifier that is no part of a verb
    /// («پرونده‌های ۱۲ و ۱۵ بسته شد»), before no further number.
    fn is_counter(&self, at: u32) -> bool {
        self.is_classifier(at) && self.view.number_at(at + 1).is_none() && !self.is_half_verb(at + 1)
    }

    /// «ساختمان ۵۲ طبقه دارد», «پرواز ۲۵۰ مسافر داشت»: whether what buildings, flights and classes have begins at the token,
    /// and a verb that says so, or more of it, stands right behind.
    fn is_held(&self, at: u32) -> bool {
        let features = self.features();
        let Some(behind) = self.view.words_at(at, &features.held_thing) else { return false };
        self.view.begins(behind, &features.having)
            || self.view.is(behind, Particle::And) && self.view.number_at(behind + 1).is_some()
    }

    /// One past a date in brackets («قطعنامه‌های ۸۲۲ (۱۹۹۳) و ۸۵۳»), or the token itself.
    fn behind_dated_brackets(&self, at: u32) -> u32 {
        if self.slice(at) != "(" || !self.dates.any(at + 1, at + 2) {
            return at;
        }
        let inside = (at + 1..).take_while(|inner| self.dates.any(*inner, inner + 1)).count() as u32;
        let close = at + 1 + inside;
        if self.slice(close) == ")" { close + 1 } else { at }
    }

    /// Whether what stands before a token, in its clause, is a day of the week or a word for hours.
    pub(super) fn speaks_of_hours(&self, at: u32, sentence: TokenRange) -> bool {
        let before = at.saturating_sub(HOURS).max(sentence.first)..at;
        before
            .rev()
            .take_while(|&at| !matches!(self.slice(at), "؛" | "." | "|" | ")"))
            .any(|at| self.view.begins(at, &self.features().clock_cue))
    }

    /// Whether the text says in what money the amounts are that stand in it without any.
    pub(super) fn states_prices(&self) -> bool {
        let price = |declared: &Declared| declared.manner == Manner::Stated && declared.kind == Kind::Money;
        self.declared.iter().any(price)
    }

    /// «بارش (میلی‌متر):» and below it «سپیدان ۴۱»: whether a number that ends before a token ends a line of a list whose unit the
    /// line above it has in brackets.
    pub(super) fn is_below_unit(&self, last: u32) -> bool {
        let tokens = &self.view.tokens.list;
        let ended = tokens.get(last.saturating_sub(1) as usize).map(|token| token.span().end);
        let whole = self.view.text;
        let line_ends = |at: u32| {
            whole.get(at as usize..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['\n', '\r']))
        };
        let Some(end) = ended.filter(|&end| line_ends(end)) else { return false };
        let before = self.declared.partition_point(|declared| declared.last < last);
        let Some(unit) = before.checked_sub(1).and_then(|at| self.declared.get(at)) else { return false };
        let from = self.view.span(unit.first, unit.last).end;
        let between = whole.get(from as usize..end as usize).unwrap_or_default();
        let mut lines = between.lines();
        let heads = lines.next().is_some_and(|rest| rest.trim_end().ends_with(':'));
        let listed = |line: &str| !line.trim().is_empty() && line.split_whitespace().count() <= LISTED;
        unit.manner == Manner::Bracketed
            && heads
            && lines.take(LINES).all(listed)
            && between.lines().count() <= LINES
    }

    /// Whether any of the tokens is part of a label, a name or a reference.
    pub(super) fn is_named(&self, first: u32, last: u32) -> bool {
        self.named.any(first, last)
    }

    pub(super) fn features(&self) -> &Features {
        &self.words.features
    }

    pub(super) fn kinds(&self) -> &Kinds {
        &self.words.kinds
    }

    pub(super) fn slice(&self, at: u32) -> &'a str {
        self.view.tokens.list.get(at as usize).map_or("", |token| self.view.slice(token.span()))
    }

    pub(super) fn token_kind(&self, at: u32) -> Option<TokenKind> {
        self.view.token_kind(at)
    }

    pub(super) fn gap(&self, at: u32) -> Gap {
        self.view.tokens.list.get(at as usize).map_or(Gap::Space, |token| token.gap)
    }

    /// The words that begin at the token and mean something to figures.
    pub(super) fn meanings_at(&self, at: u32) -> impl Iterator<Item = (Edge, &'a Word)> {
        self.view.meanings_at(&self.words.meanings, at)
    }

    /// What stands between a token and the one before it.
    pub(super) fn slice_before(&self, at: u32) -> &'a str {
        let tokens = &self.view.tokens.list;
        match (tokens.get(at.saturating_sub(1) as usize), tokens.get(at as usize)) {
            (Some(before), Some(token)) => {
                self.view.slice(Span { start: before.span().end, end: token.span().start })
            }
            _ => "",
        }
    }

    /// One past the brackets that open a link of a wiki at a token, or the token itself: «دو [[جایزه]]».
    pub(super) fn behind_link(&self, at: u32) -> u32 {
        if self.slice(at) == "[" && self.slice(at + 1) == "[" { at + 2 } else { at }
    }

    /// Whether a name begins at the token.
    pub(super) fn is_name(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().name)
    }

    /// The span of a word without the clitic that is glued to it.
    pub(super) fn stem(&self, edge: &Edge) -> Span {
        let span = self.view.span(edge.first, edge.last());
        let last = self.view.tokens.codes_of(edge.last().saturating_sub(1) as usize);
        let clitic = Some(edge).filter(|edge| self.words.has_clitic(edge));
        let Some(ending) = clitic.and_then(|edge| self.view.grammar.lexicon.suffix_of(edge.suffix, last))
        else {
            return span;
        };
        let written = self.view.slice(span);
        let mut letters = written.char_indices().rev().filter(|(_, c)| c.is_alphabetic());
        let cut = letters.nth(ending.len().saturating_sub(1)).map_or(written.len(), |(at, _)| at);
        let stem = written
            .get(..cut)
            .unwrap_or(written)
            .trim_end_matches(|c: char| !c.is_alphabetic() && c != '٪' && c != '%');
        Span { end: span.start + stem.len() as u32, ..span }
    }

    /// Whether this unit stands at the token.
    pub(super) fn is_unit(&self, at: u32, id: &str) -> bool {
        let is = |word: &Word| matches!(word, Word::Unit(unit) if unit.id == id);
        self.unit_at(at) && self.meanings_at(at).any(|(_, word)| is(word))
    }

    pub(super) fn unit_at(&self, at: u32) -> bool {
        self.view.begins(at, &self.kinds().unit)
    }

    /// Whether a verb begins at the token that the noun before it is part of («تنظیم شد»).
    pub(super) fn is_half_verb(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().light_verb)
    }

    /// Whether years, months or days in the plural begin at the token.
    pub(super) fn is_plural_time(&self, at: u32) -> bool {
        let plural = |edge: &Edge| Some(edge.suffix) == self.words.plural;
        let time = |edge: &Edge| self.features().period.has(edge.class);
        self.view.entries_at(at).any(|edge| plural(&edge) && time(&edge))
    }

    pub(super) fn is_classifier(&self, at: u32) -> bool {
        self.view.begins(at, &self.kinds().classifier)
    }

    /// Whether a word stands at the token that ends a clause: a verb, or one that joins clauses.
    pub(super) fn is_clause_end(&self, at: u32) -> bool {
        self.is_half_verb(at)
            || self.view.is(at, Particle::That)
            || self.view.grammar.verbs.is_verb(self.view.tokens.codes_of(at as usize))
    }

    /// A token of so many digits at most as a number, whatever joins it to others.
    pub(super) fn digits(&self, at: u32, most: usize) -> Option<u32> {
        let codes = self.view.tokens.codes_of(at as usize);
        let digits = codes.iter().map(|code| u32::from(code.wrapping_sub(DIGIT_ZERO)));
        (codes.len() <= most).then(|| digits.fold(0, |value, digit| value * 10 + digit))
    }

    /// Whether «شماره» or the like stands at the token, with its number behind it.
    pub(super) fn is_number_head(&self, at: u32) -> bool {
        self.view.begins(at, &self.features().number_head) && self.view.number_at(at + 1).is_some()
    }

    /// Whether the words around a number speak of prices or sums, or a sum stands near, and none of persons or goods.
    pub(super) fn speaks_of_sums(&self, number: Span, near: bool) -> bool {
        let tokens = &self.view.tokens.list;
        let first = tokens.partition_point(|token| token.span().start < number.start) as u32;
        let last = tokens.partition_point(|token| token.span().start < number.end) as u32;
        let around = TokenRange::new(first.saturating_sub(SUMS), (last + SUMS).min(tokens.len() as u32));
        let speaks = |sense| self.speaks_of(sense, around);
        !speaks(Sense::People)
            && !speaks(Sense::Goods)
            && (near || speaks(Sense::Price) || speaks(Sense::Money))
    }

    /// Whether one of the tokens begins a word that speaks of this.
    pub(super) fn speaks_of(&self, sense: Sense, TokenRange { first, end: last }: TokenRange) -> bool {
        (first..last).any(|at| self.begins(sense, at))
    }

    /// How many tokens from a word the nearest one in these bounds stands that speaks of one of these.
    pub(super) fn distance(
        &self,
        senses: &[Sense],
        word: &Edge,
        TokenRange { first, end: last }: TokenRange,
    ) -> Option<u32> {
        let speaks = |at: &u32| senses.iter().any(|&sense| self.begins(sense, *at));
        let before = (first..word.first).rev().find(speaks).map(|at| word.first - at);
        let behind = (word.last()..last).find(speaks).map(|at| at - word.last() + 1);
        before.into_iter().chain(behind).min()
    }

    pub(super) fn begins(&self, sense: Sense, at: u32) -> bool {
        let speaks = |word: &Word| matches!(word, Word::Senses(found) if found.contains(&sense));
        self.view.begins(at, &self.kinds().senses) && self.meanings_at(at).any(|(_, word)| speaks(word))
    }
}
