//! Finds the numerals of a text.

use super::grammar;
use super::item::{self, Words};
use super::model::Numeral;
use crate::lexicon::{Lexicon, Sightings};
use crate::text::{TokenKind, Tokens};

/// Reads the numerals of a text.
///
/// `sightings` are the lexicon's. Every token that can begin a numeral
/// gives its longest one; a run of digits that is part of a longer numeral is also given by itself.
#[must_use]
pub fn read(
    text: &str,
    tokens: &Tokens,
    lexicon: &Lexicon,
    words: &Words,
    sightings: &Sightings,
) -> Vec<Numeral> {
    // Nearly as many as there will be, so that the list seldom grows and leaves its old memory behind.
    let digits = tokens.list.iter().filter(|token| token.kind == TokenKind::Digits).count();
    let mut numerals = Vec::with_capacity(digits + sightings.numerals().len());
    let mut run = Vec::new();
    let mut at = 0;
    let mut named = sightings.numerals();
    while let Some(token) = tokens.list.get(at) {
        while let [first, rest @ ..] = named
            && (*first as usize) < at
        {
            named = rest;
        }
        let can_begin = match token.kind {
            TokenKind::Digits => true,
            TokenKind::Word => {
                named.first().is_some_and(|first| *first as usize == at)
                    || words.can_frame(tokens.codes_of(at))
            }
            _ => false,
        };
        if !can_begin {
            at += 1;
            continue;
        }
        let next = item::collect(text, tokens, lexicon, words, sightings, at, &mut run);
        if run.is_empty() {
            at += 1;
            continue;
        }
        for start in 0..run.len() {
            grammar::parse(tokens, &run[start..], &mut numerals);
        }
        at = next.max(at + 1);
    }
    numerals
}
