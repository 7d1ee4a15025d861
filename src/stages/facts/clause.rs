//! The clause around a figure: from the verb before it to its own.

use super::words::Words;
use crate::lexicon::Particle;
use crate::rule::View;
use crate::stages::actors::{EntityKind, MentionRow};
use crate::syntax::{RowsAt, VerbGroup};
use crate::text::{TokenKind, TokenRange};

/// What the clauses of a document are seen with.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    pub(super) mentions: &'a [MentionRow],
    pub(super) mentions_at: RowsAt,
    pub(super) dates_at: RowsAt,
}

impl Scene<'_> {
    /// A mark, as written; none where another token stands.
    pub(super) fn mark(&self, at: u32) -> Option<&str> {
        let token = self.view.tokens.list.get(at as usize)?;
        let is_mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Stop | TokenKind::Hyphen);
        is_mark.then(|| self.view.slice(token.span()))
    }

    pub(super) fn kind(&self, mention: usize) -> Option<EntityKind> {
        self.mentions.get(mention).map(|row| row.value.kind)
    }

    pub(super) fn entity(&self, mention: usize) -> Option<usize> {
        self.mentions.get(mention).map(|row| row.value.entity)
    }

    /// One past a word, with what a ZWNJ joins to it.
    pub(super) fn word_end(&self, at: u32, end: u32) -> u32 {
        (at + 1..end).find(|&next| self.view.tokens.begins_word(next as usize)).unwrap_or(end)
    }
}

/// The clause that a figure stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// From behind the verb before it to its own verb.
    pub(super) tokens: TokenRange,
    /// Its verb, where it has one.
    pub(super) verb: Option<VerbGroup>,
}

/// The clause of some tokens of a sentence.
pub(super) fn clause(
    scene: &Scene<'_>,
    sentence: TokenRange,
    groups: &[VerbGroup],
    figure: TokenRange,
) -> Clause {
    let before = groups.iter().filter(|group| group.closes && group.tokens.end <= figure.first);
    let verb = groups.iter().find(|group| group.closes && group.tokens.first >= figure.end).copied();
    let floor = before.map(|group| group.tokens.end).max().unwrap_or(sentence.first);
    let opens = |at: &u32| scene.mark(*at) == Some("؛") || scene.view.is(*at, Particle::That) && *at >= floor;
    let start = (floor..figure.first).rev().find(opens).map_or(floor, |at| at + 1);
    let end = verb.map_or(sentence.end, |verb| verb.tokens.end);
    Clause { tokens: TokenRange::new(start, end), verb }
}
