//! How far a person's name goes.

use super::EntityKind;
use super::registry::Registry;
use super::vocabulary::{Vocabulary, Word, is_derived, word_end};
use crate::lexicon::Particle;
use crate::rule::{Edge, View};
use crate::text::fold::Code;
use crate::text::{Gap, TokenKind};

/// A name read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// First token.
    pub(super) first: u32,
    /// First token of the family name.
    pub(super) surname: u32,
    /// One past the last token.
    pub(super) last: u32,
}

/// Letters of a word that is too short to be taken for a family name by its ending.
const SHORT: usize = 4;
/// Letters of a plural's ending that no family name has for its own, where it is glued: «های».
const GLUED_PLURAL: usize = 3;
/// Most given names before a family name.
const GIVEN: usize = 3;

/// Reads names within a sentence.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) registry: &'a Registry,
    pub(super) vocabulary: &'a Vocabulary,
    /// One past the sentence's last token.
    pub(super) end: u32,
}

impl Names<'_> {
    /// A given name and a family name at token `first`; `proven`: a title says that a name follows.
    pub(super) fn full(&self, first: u32, proven: bool) -> Option<Name> {
        let (mut at, mut strong) = (first, false);
        for _ in 0..GIVEN {
            let Some((last, weak)) = self.given(at) else { break };
            // What is a given name and ends the phrase is the family name («محمد رضا»).
            if at > first && !self.word(last) {
                break;
            }
            strong |= !weak;
            at = last;
        }
        if at == first {
            return None;
        }
        // «X بن Y»
        let father = self.vocabulary.longest(self.view, at, |word| matches!(word, Word::Descent));
        let last = self.family(father.unwrap_or(at))?;
        if father.is_some() {
            // «مساعد بن محمد | العیبان»
            let house = self
                .family(last)
                .filter(|end| self.vocabulary.has_article(self.view.tokens.codes_between(last, *end)));
            let last = house.unwrap_or(last);
            return Some(Name { first, surname: at, last: self.tail(last) });
        }
        let ending = self.vocabulary.surname(self.view.tokens.codes_between(at, last));
        let known = self.person(at);
        // «آرش محکوم شده»: the verb's own word is no family name.
        if ending.is_none() && !known && self.lightened(last) {
            return None;
        }
        // A weak ending proves little after a given name that is a word too: «بهار آزادی» is no person.
        let plain = first > 0
            && self
                .vocabulary
                .any(self.view, first - 1, |word| matches!(word, Word::Determiner | Word::Cue(..)));
        // Nor does it after a compound («پیمان دسته‌جمعی»).
        let word = self.view.tokens.codes_between(at, last);
        let conjunction = self.vocabulary.any(self.view, first, |word| matches!(word, Word::Boundary));
        let weak = !plain
            && !conjunction
            && ending.is_some()
            && word.len() > SHORT
            && self.unknown(at)
            && last == at + 1;
        let known = known && !conjunction;
        let fits = strong || proven || known || ending == Some(true) || weak;
        let goes_on = ending.is_none() || self.vocabulary.open(word) || self.compound(last);
        let second = if goes_on { self.second(last) } else { None };
        let last = second.unwrap_or_else(|| self.tail(last));
        fits.then(|| Name { first, surname: at, last: self.with_town(first, last).unwrap_or(last) })
    }

    /// One past the town behind a family name: «محمد کریمی | شیرازی». The registry knows its own by their names.
    fn with_town(&self, first: u32, at: u32) -> Option<u32> {
        if self.registry.names_at(self.view, first).any(|(edge, _)| edge.last() == at) {
            return None;
        }
        let last = self.family(at)?;
        let word = self.view.tokens.codes_between(at, last);
        let known =
            self.view.number_at(at).is_some() || self.view.entries_at(at).any(|edge| edge.suffix == 0);
        let from_town = || is_derived(&self.view.grammar.lexicon, word, |entry| self.is_town(entry));
        (last == at + 1 && word.len() > SHORT && !known && from_town() && !self.lightened(last))
            .then_some(last)
    }

    /// Whether the family name goes on with its own tail («قاضی | زاده»), which others may follow.
    fn compound(&self, last: u32) -> bool {
        self.tail(last) > last
    }

    /// Whether a word is the name of a town or of a man with «ی» behind it: «نوری», «هاشمی»; but not of a state,
    /// which tells where somebody is from.
    fn derived(&self, word: &[Code]) -> bool {
        let given = |entry| matches!(self.vocabulary.entry(entry), Some(Word::GivenName { .. }));
        is_derived(&self.view.grammar.lexicon, word, |entry| self.is_town(entry) || given(entry))
    }

    fn is_town(&self, entry: u32) -> bool {
        self.registry.get(entry).is_some_and(|known| known.kind == EntityKind::Place)
    }

    /// One past the second part of a family name: «ناطق | نوری», «قاضی‌زاده | هاشمی».
    fn second(&self, at: u32) -> Option<u32> {
        let at = self.tail(at);
        let last = self.family(at)?;
        let word = self.view.tokens.codes_between(at, last);
        let name = |edge: Edge| {
            matches!(self.vocabulary.word(&edge), Some(Word::GivenName { .. }))
                || self.registry.get(edge.value).is_some_and(|known| known.kind == EntityKind::Person)
        };
        let fits = self.view.number_at(at).is_none()
            && self.view.entries_at(at).all(name)
            && !self.lightened(last)
            && match self.vocabulary.surname(word) {
                Some(true) => true,
                Some(false) => self.view.knows(at) || self.derived(word),
                None => false,
            };
        fits.then(|| self.tail(last))
    }

    /// What follows a form of address or a rank: a full name, a family name, or two foreign words.
    pub(super) fn addressed(&self, first: u32, honorific: bool) -> Option<Name> {
        if let Some(name) = self.full(first, true) {
            return Some(name);
        }
        let last = self.family(first)?;
        let tokens = &self.view.tokens;
        let ending = self.vocabulary.surname(tokens.codes_between(first, last));
        if ending.is_none()
            && !self.view.knows(first)
            && let Some(second) = self.family(last)
            && !self.view.knows(last)
        {
            return Some(Name { first, surname: last, last: self.tail(second) });
        }
        let second = if ending.is_none() { self.second(last) } else { None };
        (honorific || ending.is_some()).then(|| Name {
            first,
            surname: first,
            last: second.unwrap_or_else(|| self.tail(last)),
        })
    }

    /// The given name at a token: where it ends, and whether it is an ordinary word too.
    pub(super) fn given(&self, at: u32) -> Option<(u32, bool)> {
        if at >= self.end {
            return None;
        }
        let tokens = &self.view.tokens;
        self.vocabulary
            .words_at(self.view, at)
            .filter_map(|(edge, word)| match word {
                Word::GivenName { weak } => Some((edge, weak)),
                _ => None,
            })
            .filter(|(edge, _)| edge.last() < self.end && tokens.begins_word(edge.last() as usize))
            // «جمیلهٔ …» is an adjective and its noun, no name.
            .filter(|(edge, _)| !self.view.slice(self.view.span(edge.first, edge.last())).ends_with('ٔ'))
            .map(|(edge, weak)| {
                let written = tokens.codes_between(edge.first, edge.last());
                (edge.last(), weak.iter().any(|form| **form == *written))
            })
            .max()
    }

    /// Whether a light verb stands at the token, so that the word before it is the verb's own.
    pub(super) fn lightened(&self, at: u32) -> bool {
        at < self.end && self.vocabulary.any(self.view, at, |word| matches!(word, Word::LightVerb))
    }

    /// Whether a word stands at the token, after a space.
    fn word(&self, at: u32) -> bool {
        at < self.end
            && self
                .view
                .tokens
                .list
                .get(at as usize)
                .is_some_and(|token| token.kind == TokenKind::Word && token.gap == Gap::Space)
    }

    /// One past the family name at a token.
    pub(super) fn family(&self, at: u32) -> Option<u32> {
        if !self.word(at) {
            return None;
        }
        let last = word_end(&self.view.tokens, at);
        if last > self.end || self.view.tokens.codes_between(at, last).len() < 3 {
            return None;
        }
        // «به‌نام»: the preposition is written together with its noun.
        let led = last > at + 1 && self.view.is(at, Particle::Toward);
        if (self.is_plural(at, last) || led) && self.given(at).is_none() {
            return None;
        }
        let barred = self.view.number_at(at).is_some_and(|number| number.last >= last)
            || self.view.entries_at(at).any(|edge| edge.last() >= last && self.is_no_family_name(&edge));
        (!barred && !self.is_verb(at)).then_some(last)
    }

    /// Whether a lexicon entry is something that no family name is.
    fn is_no_family_name(&self, edge: &Edge) -> bool {
        matches!(
            self.vocabulary.word(edge),
            Some(
                Word::Boundary
                    | Word::Common
                    | Word::Determiner
                    | Word::Speech
                    | Word::NameTail
                    | Word::Title(_)
                    | Word::TitleModifier
                    | Word::Body { .. }
                    | Word::Head { .. }
            )
        ) || edge.suffix == 0
            && match self.registry.get(edge.value).map(|known| known.kind) {
                Some(EntityKind::State) => true,
                // «خسرو | سنندج»: a name of the town's, not of a man.
                Some(EntityKind::Place) => {
                    !self.registry.ambiguous(edge.value, &self.view.tokens, edge.first, edge.last())
                }
                _ => false,
            }
    }

    /// Whether a verb stands at the token, which is no part of a name: «رودخانه میباشد». A given name is none, and
    /// no more is a word that has the endings of a verb and none of the known stems: «میرداماد».
    pub(super) fn is_verb(&self, at: u32) -> bool {
        let (tokens, verbs) = (&self.view.tokens, &self.view.grammar.verbs);
        let last = word_end(tokens, at);
        let verb = verbs.is_imperfective(tokens.codes_of(at as usize))
            || verbs.is_verb(tokens.codes_between(at, last))
            || last > at + 1 && verbs.is_perfect_ending(tokens.codes_of(last as usize - 1));
        verb && self.given(at).is_none()
    }

    /// Whether a word is a plural, which no family name is; «شریها» may be one.
    fn is_plural(&self, at: u32, last: u32) -> bool {
        let ending = self.vocabulary.things(self.view, at, last);
        ending.is_some_and(|(ending, apart)| apart || ending.len() >= GLUED_PLURAL)
    }

    /// Whether no lexicon knows a word at the token.
    fn unknown(&self, at: u32) -> bool {
        !self.view.knows(at)
    }

    /// A family name alone, by its ending; for one who speaks.
    pub(super) fn speaker(&self, first: u32) -> Option<Name> {
        let last = self.family(first)?;
        let tokens = &self.view.tokens;
        let fits = self.person(first)
            || self.unknown(first) && self.vocabulary.surname(tokens.codes_between(first, last)).is_some();
        fits.then(|| Name { first, surname: first, last: self.tail(last) })
    }

    /// Whether a person of the registry is named at the token.
    fn person(&self, at: u32) -> bool {
        self.registry.names_at(self.view, at).any(|(_, known)| known.kind == EntityKind::Person)
    }

    /// Goes on over the tail of a compound family name.
    fn tail(&self, last: u32) -> u32 {
        if last < self.end && self.word(last) {
            let tail = self.vocabulary.longest(self.view, last, |word| matches!(word, Word::NameTail));
            return tail.unwrap_or(last);
        }
        last
    }
}
