//! What the sentence around a cue holds: names, dates, marks and small words, by token.

use super::words::Words;
use crate::lexicon::ClassSet;
use crate::rule::View;
use crate::stages::actors::{EntityKind, MentionRow};
use crate::stages::dates::DateRow;
use crate::syntax::RowsAt;
use crate::text::{TokenKind, TokenRange};

/// The rows of earlier stages by their tokens, in text order.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    pub(super) mentions: &'a [MentionRow],
    mentions_at: RowsAt,
    dates_at: RowsAt,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        view: &'a View<'a>,
        words: &'a Words,
        mentions: &'a [MentionRow],
        dates: &'a [DateRow],
    ) -> Self {
        let mentions_at = RowsAt::new(view, mentions.iter().map(|row| row.span));
        let dates_at = RowsAt::new(view, dates.iter().map(|row| row.span));
        Self { view, words, mentions, mentions_at, dates_at }
    }

    /// The mention that begins at a token.
    pub(super) fn mention_at(&self, at: u32) -> Option<(usize, TokenRange)> {
        self.mentions_at.at(at)
    }

    /// The date that begins at a token.
    pub(super) fn date_at(&self, at: u32) -> Option<(usize, TokenRange)> {
        self.dates_at.at(at)
    }

    /// The mentions in some tokens, in text order.
    pub(super) fn mentions_in(&self, tokens: TokenRange) -> impl Iterator<Item = (usize, TokenRange)> {
        self.mentions_at.within(tokens)
    }

    /// The dates in some tokens, in text order.
    pub(super) fn dates_in(&self, tokens: TokenRange) -> impl Iterator<Item = (usize, TokenRange)> {
        self.dates_at.within(tokens)
    }

    pub(super) fn kind(&self, mention: usize) -> Option<EntityKind> {
        self.mentions.get(mention).map(|row| row.value.kind)
    }

    /// One past words of these classes that begin at a token.
    pub(super) fn words_at(&self, at: u32, classes: &ClassSet) -> Option<u32> {
        self.view.words_at(at, classes)
    }

    /// A mark, as written; none where another token stands.
    pub(super) fn mark(&self, at: u32) -> Option<&'a str> {
        let token = self.view.tokens.list.get(at as usize)?;
        let is_mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop | TokenKind::Hyphen);
        is_mark.then(|| self.view.slice(token.span()))
    }

    /// The first of these tokens that is no mark, and one past the last one that is none.
    pub(super) fn trimmed(&self, tokens: TokenRange) -> TokenRange {
        let is_edge = |at: u32| self.mark(at).is_some_and(|mark| !matches!(mark, "(" | ")" | "%" | "٪"));
        let first = (tokens.first..tokens.end).find(|&at| !is_edge(at)).unwrap_or(tokens.end);
        let end = (first..tokens.end).rev().find(|&at| !is_edge(at)).map_or(first, |at| at + 1);
        TokenRange::new(first, end)
    }

    /// One past the word at a token, with what a ZWNJ joins to it.
    pub(super) fn word_end(&self, at: u32, end: u32) -> u32 {
        (at + 1..end).find(|&next| self.view.tokens.begins_word(next as usize)).unwrap_or(end)
    }
}
