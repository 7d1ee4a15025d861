//! Whether a sentence tells what was or what is to come: what its finite verb says.

use super::Tense;
use super::words::{TenseWord, Word, Words};
use crate::lexicon::{ClassSet, Particle, VerbForm};
use crate::rule::View;
use crate::text::{TokenKind, TokenRange};

/// Most tokens between a verb and the expression behind it that it is told of.
const NEAR: u32 = 5;

/// How far around an expression its verb is looked for, in tokens: nothing is told of it by what is farther away.
const REACH: u32 = 120;

/// The part of a sentence that may tell something of tokens `first..last`.
pub(super) fn around(sentence: TokenRange, first: u32, last: u32) -> TokenRange {
    TokenRange::new(sentence.first.max(first.saturating_sub(REACH)), sentence.end.min(last + REACH))
}

/// What a reader of verbs looks at.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'a, 'v> {
    pub(super) words: &'a Words,
    pub(super) view: &'a View<'v>,
    pub(super) tokens: TokenRange,
}

/// A finite verb: one past its last token, and what it says; `None` of a copula.
type Verb = (u32, Option<Tense>);

impl Sentence<'_, '_> {
    /// The tense of the clause that an expression of tokens `first..last` stands in: that of the verb behind it or, where
    /// there is none, right before it. `None` where no verb tells.
    pub(super) fn tense(&self, first: u32, last: u32) -> Option<Tense> {
        self.behind(last).unwrap_or_else(|| self.before(first))
    }

    /// Whether a word for what is named after a day ends right before an expression.
    pub(super) fn names_what_it_was(&self, first: u32) -> bool {
        const LONGEST: u32 = 3;
        (first.saturating_sub(LONGEST).max(self.tokens.first)..first).any(|from| {
            let found = self.view.meanings_at(&self.words.meanings, from);
            found.into_iter().any(|(edge, word)| *word == Word::Memory && edge.last() == first)
        })
    }

    /// Whether «هر» or the plural of the day stands right before a weekday: «هر جمعه», «روزهای دوشنبه».
    pub(super) fn is_one_of_many(&self, first: u32, days: &ClassSet, plural: Option<u8>) -> bool {
        const LONGEST: u32 = 2;
        let before = first.checked_sub(1).filter(|&before| before >= self.tokens.first);
        before.is_some_and(|before| self.view.is(before, Particle::Each))
            || (first.saturating_sub(LONGEST).max(self.tokens.first)..first).any(|from| {
                self.view
                    .entries_at(from)
                    .any(|edge| edge.last() == first && plural == Some(edge.suffix) && days.has(edge.class))
            })
    }

    /// Whether «هر سال» in the clause of an expression says that it comes back.
    pub(super) fn recurs(&self, first: u32, last: u32) -> bool {
        self.is_with(Word::Recurrence, first, last)
    }

    /// Whether what the clause of an expression names is kept on that day each year: «۱۶ مهر روز جهانی کودک است».
    pub(super) fn is_kept(&self, first: u32, last: u32) -> bool {
        self.is_with(Word::Celebration, first, last)
    }

    /// Whether a word of a kind stands in the clause of an expression.
    fn is_with(&self, kind: Word, first: u32, last: u32) -> bool {
        let word = |at: u32| self.view.meanings_at(&self.words.meanings, at).any(|(_, word)| *word == kind);
        let ends = |at: &u32| self.verb(*at).is_none();
        (last..self.tokens.end).take_while(ends).any(word)
            || (self.tokens.first..first).rev().take_while(ends).any(word)
    }

    /// The verb of the clause behind a token. That of a clause with «که» in between is not its: «روز جمعه مردی که در باغ کار
    /// می‌کند رسید».
    fn behind(&self, from: u32) -> Option<Option<Tense>> {
        let (mut at, mut inner, mut passed) = (from, 0_u32, None);
        while at < self.tokens.end {
            if let Some((end, tense)) = self.verb(at) {
                if inner == 0 {
                    return Some(tense);
                }
                inner -= 1;
                passed = passed.or(Some(tense));
                at = end;
            } else if let Some(end) = self.clause(at) {
                inner += 1;
                at = end;
            } else {
                at += 1;
            }
        }
        passed
    }

    /// The last verb before a token, with no new clause in between.
    fn before(&self, until: u32) -> Option<Tense> {
        let (mut at, mut found) = (self.tokens.first, None);
        while at < until {
            let verb = self.verb(at).filter(|(end, _)| *end <= until);
            if let Some((end, tense)) = verb {
                found = (until - end <= NEAR).then_some(tense).flatten();
                at = end;
                continue;
            }
            if self.clause(at).is_some() || matches!(self.view.token(at), ":" | "؛" | "|") {
                found = None;
            }
            at += 1;
        }
        found
    }

    /// One past the words at a token that a clause of its own begins with.
    fn clause(&self, at: u32) -> Option<u32> {
        let that = || self.view.is(at, Particle::That).then_some(at + 1);
        self.word(at, TenseWord::Clause).or_else(that)
    }

    /// One past the words of a kind at a token.
    fn word(&self, at: u32, kind: TenseWord) -> Option<u32> {
        let found = self.view.meanings_at(&self.words.meanings, at);
        found.filter(|(_, word)| **word == Word::Tense(kind)).map(|(edge, _)| edge.last()).max()
    }

    /// The finite verb that begins at a token.
    fn verb(&self, at: u32) -> Option<Verb> {
        let tokens = &self.view.tokens;
        let token = tokens.list.get(at as usize).filter(|_| tokens.begins_word(at as usize))?;
        if token.kind != TokenKind::Word {
            return None;
        }
        for (kind, tense) in [
            (TenseWord::Lasting, Tense::Lasting),
            (TenseWord::Past, Tense::Past),
            (TenseWord::Ahead, Tense::Ahead),
        ] {
            if let Some(end) = self.word(at, kind) {
                return Some((end, Some(tense)));
            }
        }
        if let Some(end) = self.word(at, TenseWord::Now) {
            return self.ends_clause(end).then_some((end, None));
        }
        let verbs = &self.view.grammar.verbs;
        let mut end = self.word_end(at);
        // «می رود», with a space.
        if verbs.is_imperfective_prefix(tokens.codes_between(at, end)) && end < self.tokens.end {
            end = self.word_end(end);
        }
        // «رفته‌اند».
        let ending = end.checked_sub(1).filter(|&last| last > at);
        if let Some(last) = ending.filter(|&last| verbs.is_perfect_ending(tokens.codes_of(last as usize)))
            && verbs.form(tokens.codes_between(at, last)) == Some(VerbForm::Participle)
        {
            return Some((end, Some(Tense::Perfect)));
        }
        let tense = match verbs.form(tokens.codes_between(at, end))? {
            VerbForm::Past if self.is_half_of_pair(end) => return None,
            VerbForm::Past => Tense::Past,
            VerbForm::BarePast if self.ends_clause(end) && !self.is_noun(at) => Tense::Past,
            VerbForm::Present => Tense::Ahead,
            VerbForm::BarePresent if self.ends_clause(end) && !self.is_noun(at) => Tense::Ahead,
            VerbForm::Participle => {
                end = self.perfect(end)?;
                Tense::Perfect
            }
            // In speech a third person plural: «شنبه رفتن.»
            VerbForm::Infinitive if self.ends_sentence(end) && !self.is_noun(at) => Tense::Past,
            _ => return None,
        };
        Some((end, Some(tense)))
    }

    /// One past the auxiliary behind a participle that makes a perfect of it; at the end of a sentence it may be left out.
    fn perfect(&self, end: u32) -> Option<u32> {
        let verbs = &self.view.grammar.verbs;
        if self.ends_sentence(end) || matches!(self.view.token(end), "،" | "؛") {
            return Some(end);
        }
        let auxiliary = verbs.is_perfect_ending(self.view.tokens.codes_of(end as usize));
        (auxiliary && end < self.tokens.end).then_some(end + 1)
    }

    fn word_end(&self, at: u32) -> u32 {
        let tokens = &self.view.tokens;
        (at + 1..self.tokens.end).find(|&next| tokens.begins_word(next as usize)).unwrap_or(self.tokens.end)
    }

    /// Whether «و» and another stem stand behind a stem: «گفت و گو».
    fn is_half_of_pair(&self, end: u32) -> bool {
        let next = end + 1;
        next < self.tokens.end
            && self.view.is(end, Particle::And)
            && self.view.grammar.verbs.is_stem(self.view.tokens.codes_between(next, self.word_end(next)))
    }

    /// Whether a verb can end before a token: a mark, a word that joins clauses or the end of the sentence stands there.
    fn ends_clause(&self, at: u32) -> bool {
        if at >= self.tokens.end {
            return true;
        }
        let Some(token) = self.view.tokens.list.get(at as usize) else { return true };
        match token.kind {
            TokenKind::Word => match self.view.particle(at) {
                Some(Particle::And) => !self.is_half_of_pair(at),
                Some(Particle::That | Particle::To | Particle::Or) => true,
                _ => self.word(at, TenseWord::Next).or_else(|| self.word(at, TenseWord::Clause)).is_some(),
            },
            TokenKind::Digits | TokenKind::Latin => false,
            _ => true,
        }
    }

    /// Whether nothing but marks stands behind.
    fn ends_sentence(&self, at: u32) -> bool {
        let words = |at: u32| {
            self.view.tokens.list.get(at as usize).is_some_and(|token| {
                matches!(token.kind, TokenKind::Word | TokenKind::Digits | TokenKind::Latin)
            })
        };
        !(at..self.tokens.end).any(words)
    }

    /// Whether a word behind which a noun stands ends at a token, or a number begins there.
    fn is_noun(&self, at: u32) -> bool {
        const LONGEST: u32 = 2;
        let before = (at.saturating_sub(LONGEST).max(self.tokens.first)..at)
            .any(|from| self.word(from, TenseWord::Noun) == Some(at));
        before || self.view.numbers_at(at).next().is_some()
    }
}
