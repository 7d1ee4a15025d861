//! Numerals: digits and number words to exact values.
//!
//! A *numeral* is written in digits («۲۷۸۳»), in words («دو هزار و هفتصد و هشتاد و سه») or in both
//! («دو هزار و ۷۸۳»); it is cardinal, ordinal («سوم», «۱۳ام») or a fraction («سه چهارم»). What it counts
//! or measures is for later stages.

mod digits;
mod grammar;
mod item;

pub use item::Words;

use crate::lexicon::{Lexicon, Sightings};
use crate::text::{TokenKind, Tokens};
use rust_decimal::Decimal;

/// A number as written: tokens `first..last`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub last: u32,
    /// The value, scale words multiplied out.
    pub value: Decimal,
    /// The scale words behind the first coefficient, multiplied («۶ میلیارد»: 10^9); 1 without.
    pub scale: Decimal,
    /// How it is written.
    pub script: Script,
    /// Whether it is an ordinal.
    pub ordinal: bool,
    /// Whether it is a fraction of two numbers («سه چهارم»).
    pub fraction: bool,
    /// For a decimal written with «/»: the value with the digits on both sides swapped, as PDF
    /// extraction swaps them («۷۶/۱۳» stands for 13.76).
    pub swapped: Option<Decimal>,
    /// For one mark that could be read either way («۳۵۷٫۳۳۹»): the other value.
    pub other: Option<Decimal>,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// In one run of digits: how many, and whether the first of several is zero.
    Digits {
        /// Number of digits.
        count: u8,
        /// Whether it is padded with zeros (`08`).
        padded: bool,
    },
    /// In digits with marks between them (thousands, decimals).
    Marked,
    /// In words.
    Words,
    /// In digits and words.
    Mixed,
}

impl Numeral {
    /// The value as a small whole number.
    #[must_use]
    pub fn integer(&self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive;
        (self.value.is_integer() && !self.fraction).then(|| self.value.to_i64()).flatten()
    }
}

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
    // Nearly as many as there will be: growing would leave what it outgrew behind.
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
