//! Names in a list behind a word for several settlements: «ولسوالی‌های X، Y و Z».

use super::EntityKind;
use super::reading::{Candidate, Reader};
use super::slug;
use super::vocabulary::{Word, is_derived, word_end};
use crate::lexicon::Particle;
use crate::rule::Match;
use crate::text::{TokenKind, TokenRange};

/// Most names of a list.
const LONGEST: usize = 16;
/// Most words of a name that another one follows.
const WORDS: usize = 3;

impl Reader<'_> {
    /// The names of a list that no registry knows. A list that tells what the settlements are like has none («روستاهای
    /// محروم و دورافتاده»).
    pub(super) fn listed(&self, found: &Match) -> Vec<(Match, Candidate)> {
        let Some(heads) = self.view.slot(found, "heads") else { return Vec::new() };
        let (items, unknown) = self.items(heads.last());
        if items < 2 {
            return Vec::new();
        }
        let place = |name: TokenRange| {
            let mut item = found.clone();
            (item.first, item.last) = (name.first, name.end);
            (item.from, item.to) = (name.first, name.end);
            let name = self.view.slice(self.view.span(name.first, name.end));
            let id = slug::slug(&self.view.grammar.tokenizer, name);
            let candidate = self.made(&item, EntityKind::Place, format!("place-{id}"), None, None)?;
            Some((item, candidate))
        };
        unknown.into_iter().filter_map(place).collect()
    }

    /// How many items a list has, and those of them that no registry knows.
    fn items(&self, mut at: u32) -> (usize, Vec<TokenRange>) {
        let (mut count, mut unknown, mut last) = (0, Vec::new(), false);
        while count < LONGEST && at < self.sentence.end {
            let end = match self.entity(at) {
                Some((known, false)) if self.is_place(known.value) => known.last(),
                _ => {
                    let Some(end) = self.item(at, last) else { break };
                    unknown.push(TokenRange::new(at, end));
                    end
                }
            };
            count += 1;
            if end >= self.sentence.end || !self.joins(end) {
                break;
            }
            last = self.view.is(end, Particle::And);
            at = end + 1;
            if !last && self.view.is(at, Particle::And) {
                (at, last) = (at + 1, true);
            }
        }
        (count, unknown)
    }

    pub(super) fn is_place(&self, entry: u32) -> bool {
        let kind = self.registry.get(entry).map(|known| known.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::State))
    }

    /// One past an unknown name at a token; `last`: it may be the last of the list, behind which the sentence goes on.
    fn item(&self, first: u32, last: bool) -> Option<u32> {
        let mut end = self.listed_word(first)?;
        for _ in 1..WORDS {
            if end >= self.sentence.end || self.joins(end) || !self.is_word(end) {
                return Some(end);
            }
            let Some(more) = self.listed_word(end).filter(|_| !last) else { break };
            end = more;
        }
        (last || end >= self.sentence.end || self.joins(end) || !self.is_word(end)).then_some(end)
    }

    fn is_word(&self, at: u32) -> bool {
        self.view.token_kind(at) == Some(TokenKind::Word)
    }

    /// One past a word that may be part of a settlement's name, and tells nothing of what it is like.
    fn listed_word(&self, at: u32) -> Option<u32> {
        let end = self.name_word(at)?;
        let lexicon = &self.view.grammar.lexicon;
        let codes = self.view.tokens.codes_between(at, end);
        let tells = |word: &Word| {
            matches!(
                word,
                Word::Description
                    | Word::Common
                    | Word::Cue(..)
                    | Word::Head { .. }
                    | Word::Body { .. }
                    | Word::Calamity
                    | Word::Settlements
            )
        };
        let told = self.vocabulary.longest(self.view, at, tells).is_some_and(|told| told >= end);
        let adjective = self.vocabulary.is_compound_adjective(codes) || is_derived(lexicon, codes, |_| true);
        let plural = self.vocabulary.things(self.view, at, word_end(&self.view.tokens, at)).is_some();
        (!told && !adjective && !plural).then_some(end)
    }
}
