//! The years that a document tells without doubt, beside «سال», a month or a calendar: a bare number near one of them is
//! a year where it could be a count too.

use super::words::{Word, Words};
use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::text::TokenKind;
use crate::text::fold::{DIGIT_ZERO, is_digit};

/// How many years lie at most between a year that is told and the bare number that is one, too.
const NEAR: i32 = 60;
/// The first year that is Gregorian where nothing says its calendar.
const GREGORIAN: i32 = 1500;

/// The years of a document, found when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct Chronicle {
    years: Option<Vec<i32>>,
}

impl Chronicle {
    /// Whether a year of the same calendar is told that is near to a number.
    pub(super) fn has_near(&mut self, view: &View<'_>, words: &Words, heads: &ClassSet, number: i32) -> bool {
        let years = self.years.get_or_insert_with(|| told(view, words, heads));
        years.iter().any(|&year| {
            (year < GREGORIAN) == (number < GREGORIAN) && year.abs_diff(number) <= NEAR.unsigned_abs()
        })
    }
}

/// The numbers of three or four digits right behind «سال» or a month, or before the name of a calendar.
fn told(view: &View<'_>, words: &Words, heads: &ClassSet) -> Vec<i32> {
    let tokens = &view.tokens.list;
    let numbers = tokens.iter().enumerate().skip(1).filter(|(_, token)| token.kind == TokenKind::Digits);
    let year = |(at, _): (usize, _)| {
        let codes = view.tokens.codes_of(at);
        let number = (matches!(codes.len(), 3 | 4) && codes.iter().all(|&code| is_digit(code)))
            .then(|| codes.iter().fold(0, |n, &code| n * 10 + i32::from(code - DIGIT_ZERO)))?;
        let at = u32::try_from(at).ok()?;
        let said =
            |at: u32, of: fn(&Word) -> bool| view.meanings_at(&words.meanings, at).any(|(_, word)| of(word));
        let before = at.saturating_sub(1);
        let told = view.begins(before, heads)
            || said(before, |word| matches!(word, Word::Month(..)))
            || said(at + 1, |word| matches!(word, Word::Era(_)));
        told.then_some(number)
    };
    let mut years: Vec<i32> = numbers.filter_map(year).collect();
    years.sort_unstable();
    // However often a long document tells a year, it is asked about once.
    years.dedup();
    years
}
