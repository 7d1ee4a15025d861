//! What patterns run over: the tokens of a sentence, and what is known of words.

use super::answers::Answers;
use super::lattice::Lattice;
use crate::lexicon::{Lexicon, Verbs};
use crate::text::{Gap, Token, TokenKind, Tokens};

/// What patterns run over.
#[derive(Clone, Copy)]
pub(super) struct MatchInput<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) lattice: &'a Lattice<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) verbs: &'a Verbs,
    /// What was found out about its words.
    pub(super) answers: &'a Answers,
    /// The tokens of the sentence.
    pub(super) first: usize,
    pub(super) last: usize,
}

impl<'a> MatchInput<'a> {
    /// The tokens of the sentence.
    pub(super) fn sentence(self) -> &'a [Token] {
        self.tokens.list.get(self.first..self.last).unwrap_or_default()
    }
}

/// One past the word that a token begins, and no mark.
pub(super) fn word_end(input: MatchInput<'_>, at: usize) -> Option<usize> {
    let token = input.tokens.list.get(at).filter(|_| at < input.last)?;
    if token.kind != TokenKind::Word || token.gap == Gap::Joiner {
        return None;
    }
    let mut last = at + 1;
    while last < input.tokens.list.len() && !input.tokens.begins_word(last) {
        last += 1;
    }
    (last <= input.last).then_some(last)
}
