//! From when, by when and for how long a provision holds.

use super::model::Known;
use super::words::Words;
use crate::calendar::{Day, Duration};
use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::stages::actors::MentionRow;
use crate::stages::dates::{DateRow, Kind, Modifier, Resolution};
use crate::text::{Span, TokenRange};

/// Most words from «مهلت» or «مدت» to what stands before the day or length.
const LABEL: u32 = 6;
/// Longest part in brackets between the words that lead a date and the date, in tokens.
const BRACKET: u32 = 8;

/// The rows of earlier stages, in text order.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    known: &'a Known<'a>,
    dates: Vec<usize>,
    mentions: Vec<usize>,
}

/// The dates of a provision.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    pub(super) effective: Option<Day>,
    pub(super) deadline: Option<Day>,
    pub(super) duration: Option<Duration>,
    /// All days by which something must be done, in text order.
    pub(super) deadlines: Vec<Deadline>,
}

/// A day by which something must be done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    pub(super) day: Day,
    /// The words that lead it, and its date.
    pub(super) tokens: TokenRange,
}

impl<'a> Rows<'a> {
    pub(super) fn new(known: &'a Known<'a>) -> Self {
        let mut dates: Vec<usize> = (0..known.dates.len()).collect();
        dates.sort_by_key(|&at| known.dates.get(at).map(|row| row.span));
        // Places and products bind and receive nothing.
        let acts = |row: &MentionRow| row.value.kind.acts();
        let mut mentions: Vec<usize> =
            (0..known.mentions.len()).filter(|&at| known.mentions.get(at).is_some_and(acts)).collect();
        mentions.sort_by_key(|&at| known.mentions.get(at).map(|row| row.span));
        Self { known, dates, mentions }
    }

    /// The actors named in a place: index and row.
    pub(super) fn mentions(&self, span: Span) -> impl Iterator<Item = (usize, &'a MentionRow)> {
        let rows = self.known.mentions;
        let from =
            self.mentions.partition_point(|&at| rows.get(at).is_some_and(|r| r.span.start < span.start));
        let rest = self.mentions.get(from..).unwrap_or(&[]);
        rest.iter()
            .filter_map(|&at| Some((at, rows.get(at)?)))
            .take_while(move |(_, r)| r.span.end <= span.end)
    }

    /// The actor named at a byte.
    pub(super) fn mention_at(&self, start: u32, end: u32) -> Option<(usize, &'a MentionRow)> {
        self.mentions(Span::new(start, end)).next().filter(|(_, row)| row.span.start == start)
    }

    fn dates(&self, span: Span) -> impl Iterator<Item = &'a DateRow> {
        let rows = self.known.dates;
        let from = self.dates.partition_point(|&at| rows.get(at).is_some_and(|r| r.span.start < span.start));
        let rest = self.dates.get(from..).unwrap_or(&[]);
        rest.iter().filter_map(|&at| rows.get(at)).take_while(move |row| row.span.end <= span.end)
    }

    /// What the dates of a sentence mean for it, each by the word before it; those of its condition
    /// mean nothing, nor do those that come back every year: «تا پایان آبان هر سال», and in a sentence
    /// that only states, a day whose year is not written («سال مالی از اول فروردین …»).
    pub(super) fn times(
        &self,
        view: &View<'_>,
        words: &Words,
        sentence: TokenRange,
        condition: Option<Span>,
        states: bool,
    ) -> Times {
        let mut times = Times::default();
        for row in self.dates(view.span(sentence.first, sentence.end)) {
            if condition.is_some_and(|condition| condition.contains(row.span)) {
                continue;
            }
            let TokenRange { first, end: last } = tokens_of(view, row.span);
            let first = before_bracket(view, first, sentence.first);
            let led = |words| view.words_before(first, sentence.first, words);
            let value = &row.value;
            if view.begins(last, &words.features.recurrence)
                || states && matches!(value.resolution, Resolution::Completed | Resolution::Relative)
            {
                continue;
            }
            let before = TokenRange::new(sentence.first, first);
            if value.kind == Kind::Duration {
                let rules = view.begins(last, &words.features.copula);
                let aged = || view.words_within(before, &words.features.age).is_some();
                // «مدت قرارداد: ۱ سال»
                let told = || labelled(view, before, &words.features.span);
                if times.duration.is_none()
                    && (rules || led(&words.features.span).is_some() || told())
                    && !aged()
                {
                    times.duration.clone_from(&value.duration);
                }
                continue;
            }
            let (Some(period), effect) = (value.period, led(&words.features.effect)) else {
                // «طی سه سال آینده», which no day is known of.
                if times.duration.is_none() && value.duration.is_some() && led(&words.features.span).is_some()
                {
                    times.duration.clone_from(&value.duration);
                }
                continue;
            };
            if times.duration.is_none() && value.duration.is_some() && led(&words.features.span).is_some() {
                times.duration.clone_from(&value.duration);
            } else if let Some(from) = effect {
                // «پس از ۲۰ آبان», «قبل از» and «دیرتر از» are no beginning.
                let compared = view.words_before(from, sentence.first, &words.features.compared).is_some();
                if !compared
                    && view
                        .words_before(first, sentence.first, &words.features.deadline)
                        .is_none_or(|at| at >= from)
                {
                    times.effective = times.effective.or(Some(period.first));
                    // «از ابتدای سال تحصیلی ۱۴۰۱-۱۴۰۲» does not end with it.
                    if value.kind == Kind::Range && value.modifier != Modifier::Start {
                        times.deadline = times.deadline.or(Some(period.last));
                    }
                }
            } else if let Some(lead) =
                led(&words.features.deadline).or_else(|| due(view, before, words).then_some(first))
            {
                times.deadline = times.deadline.or(Some(period.last));
                times.deadlines.push(Deadline { day: period.last, tokens: TokenRange::new(lead, last) });
            }
        }
        times
    }
}

/// Whether a colon ends the words before a date or length, and one of these stands shortly before it: «مدت قرارداد:».
fn labelled(view: &View<'_>, before: TokenRange, words: &ClassSet) -> bool {
    let Some(colon) = before.end.checked_sub(1).filter(|&at| at > before.first && view.token(at) == ":")
    else {
        return false;
    };
    (before.first.max(colon.saturating_sub(LABEL))..colon).any(|at| view.begins(at, words))
}

/// Whether the words before a day say that it is the last one: «آخرین مهلت تحویل کالا مورخ», «مهلت ارسال:».
fn due(view: &View<'_>, before: TokenRange, words: &Words) -> bool {
    let features = &words.features;
    if labelled(view, before, &features.due) {
        return true;
    }
    let Some(lead) = view.words_before(before.end, before.first, &features.dated) else { return false };
    (before.first.max(lead.saturating_sub(LABEL))..lead).any(|at| view.begins(at, &features.due))
}

/// Where what stands before a token ends, but for the hour in brackets between: «تا پایان وقت اداری (۱۴:۳۰) روز ۷ شهریور».
fn before_bracket(view: &View<'_>, first: u32, least: u32) -> u32 {
    let is = |at: u32, bracket: &str| view.token(at) == bracket;
    let Some(close) = first.checked_sub(1).filter(|&at| at > least && is(at, ")")) else { return first };
    (least.max(close.saturating_sub(BRACKET))..close).rev().find(|&at| is(at, "(")).unwrap_or(first)
}

/// The tokens of a place: the first that begins in it, and one past the last.
pub(super) fn tokens_of(view: &View<'_>, span: Span) -> TokenRange {
    let list = &view.tokens.list;
    let first = list.partition_point(|token| token.span().end <= span.start);
    let last = list.partition_point(|token| token.span().start < span.end);
    TokenRange::new(first as u32, last as u32)
}
