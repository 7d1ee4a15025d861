//! The figures of a document by their places: which stand between a figure and a word.

use crate::rule::View;
use crate::stages::figures::{FigureRow, Kind};
use crate::syntax::RowsAt;
use crate::text::TokenRange;

/// How far before a word a figure begins that ends right before it or holds it, in tokens.
const REACH: u32 = 12;

/// The figures of a document, by place.
#[derive(Debug)]
pub(super) struct Figures {
    at: RowsAt,
    kinds: Vec<Kind>,
}

impl Figures {
    pub(super) fn new(view: &View<'_>, rows: &[FigureRow]) -> Self {
        let kinds = rows.iter().map(|row| row.value.kind).collect();
        Self { at: RowsAt::new(view, rows.iter().map(|row| row.span)), kinds }
    }

    /// The figures within some tokens, in text order.
    pub(super) fn within(&self, tokens: TokenRange) -> impl Iterator<Item = TokenRange> {
        self.at.within(tokens).map(|(_, place)| place)
    }

    /// The percentages within some tokens.
    pub(super) fn parts_within(&self, tokens: TokenRange) -> impl Iterator<Item = TokenRange> {
        self.at
            .within(tokens)
            .filter(|(row, _)| self.kinds.get(*row) == Some(&Kind::Percent))
            .map(|(_, place)| place)
    }

    /// Whether one of a kind stands between a figure and a word, which tells of that one.
    pub(super) fn takes(&self, figure: TokenRange, word: TokenRange, kind: Kind) -> bool {
        let between = if word.first >= figure.end {
            TokenRange::new(figure.end, word.first)
        } else {
            TokenRange::new(word.end.min(figure.first), figure.first)
        };
        self.at.within(between).any(|(row, _)| self.kinds.get(row) == Some(&kind))
    }

    /// Whether one begins at a token.
    pub(super) fn begins(&self, at: u32) -> bool {
        self.at.at(at).is_some()
    }

    /// Whether one stands right before a token: «چهار کشته».
    pub(super) fn counts(&self, word: u32) -> bool {
        let near = TokenRange::new(word.saturating_sub(REACH), word);
        self.at.within(near).any(|(_, place)| place.end == word)
    }

    /// Whether a word is part of a figure: «۱۰۰ متری».
    pub(super) fn has(&self, word: TokenRange, before: u32) -> bool {
        let near = TokenRange::new(before.saturating_sub(REACH), word.end);
        self.at.within(near).any(|(_, place)| place.first <= word.first && word.end <= place.end)
    }
}
