//! Finds the numerals of a text.

use super::grammar;
use super::item::{self, Words};
use super::model::Numeral;
use crate::lexicon::{Lexicon, Sightings};
use crate::text::{Token, TokenKind, Tokens, Waiting};

/// Reads the numerals of a text.
///
/// `sightings` are the lexicon's. Every token that can begin a numeral
/// gives its longest one; a run of digits that is part of a longer numeral is also given by itself. Where nobody waits for
/// all of them the rest is left out.
#[must_use]
pub fn read(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
    waiting: Waiting<'_>,
) -> Vec<Numeral> {
    let mut numerals = Vec::with_capacity(sightings.numerals.len());
    let mut run = Vec::new();
    let mut next = 0;
    for (n, at) in sightings.numerals.iter().map(|at| *at as usize).enumerate() {
        if waiting.ended_at(n) {
            break;
        }
        // «½» is a mark.
        let can_begin = |token: &Token| {
            matches!(token.kind, TokenKind::Digits | TokenKind::Word | TokenKind::Punctuation)
        };
        if at < next || !tokens.list.get(at).is_some_and(can_begin) {
            continue;
        }
        let end = item::collect(text, tokens, lexicon, words, sightings, at, &mut run);
        if run.is_empty() {
            continue;
        }
        // «۷۱ ۲۰۸»: each of the groups may be a number by itself, too («پلاک ۷۱ ۲۰۸»).
        let groups = tokens.list.get(at + 1).is_some_and(|token| token.kind == TokenKind::Digits)
            && run.first().is_some_and(|item| item.last as usize > at + 1);
        if groups {
            grammar::parse(tokens, &run, &mut numerals);
            next = at + 1;
            continue;
        }
        for start in 0..run.len() {
            grammar::parse(tokens, &run[start..], &mut numerals);
        }
        next = end.max(at + 1);
    }
    numerals
}
