//! Names of persons that no registry has: whether the parts of a match are one.

use super::EntityKind;
use super::reading::{Candidate, Reader};
use super::slug;
use super::vocabulary::{TitleKind, Word, word_end};
use crate::rule::{Capture, Match};
use crate::text::fold::Code;

/// Letters of a word that is too short to be taken for a family name by its ending.
const SHORT: usize = 4;

impl Reader<'_> {
    /// A given name and a family name; or a family name alone, which the form proves, or the title before it.
    pub(super) fn person(&self, found: &Match) -> Option<Candidate> {
        let surname = self.view.capture(found, "surname")?;
        let title = match self.slot(found, "title") {
            Some((edge, Word::Title(kind))) if !self.is_known_person(edge.last()) => {
                // «وزیر اعظم»: the longest title is meant.
                let title = |word: &Word| matches!(word, Word::Title(_));
                if self.vocabulary.longest(self.view, edge.first, title) != Some(edge.last()) {
                    return None;
                }
                Some(*kind)
            }
            Some(_) => return None,
            None => None,
        };
        let office = matches!(self.slot(found, "office"), Some((_, Word::Title(TitleKind::Office))));
        let fits = match self.view.capture(found, "given") {
            // «امام‌علی | رستگاری»: a form of address that is written together with the name is part of it.
            Some(_) if self.view.capture(found, "joined").is_some() => {
                let joined = self.slot(found, "joined").map(|(_, word)| word);
                matches!(joined, Some(Word::Title(TitleKind::Honorific)))
                    && self.is_full_name(found, surname, true)
            }
            Some(_) => self.is_full_name(found, surname, title.is_some() || office),
            None => {
                self.view.capture(found, "office").is_none_or(|_| office)
                    && title.is_none_or(|title| self.is_called(found, surname, title))
            }
        };
        if !fits {
            return None;
        }
        let name = self.view.slice(self.view.span(found.first, found.last));
        let id = slug::slug(&self.view.grammar.tokenizer, name);
        let mut candidate = self.made(found, EntityKind::Person, id, None, None)?;
        candidate.surname = Some(surname.first);
        Some(candidate)
    }

    /// Whether a match that has a person's name in it names one: «بیمارستان | دکتر | رستگاری».
    pub(super) fn is_honoured(&self, found: &Match) -> bool {
        let Some(surname) = self.view.capture(found, "surname") else { return true };
        self.view.capture(found, "given").is_none() || self.is_full_name(found, surname, true)
    }

    /// Whether a name of the registry, which speaks for itself, stands at a token.
    fn is_known_person(&self, at: u32) -> bool {
        self.entity(at).is_some_and(|(known, doubtful)| {
            !doubtful && self.registry.get(known.value).is_some_and(|known| known.kind == EntityKind::Person)
        })
    }

    /// Whether a family name without a given name stands behind a title: one by its ending, two foreign words, or
    /// whatever a form of address stands before.
    fn is_called(&self, found: &Match, surname: Capture, title: TitleKind) -> bool {
        let ends = || self.vocabulary.surname(self.codes(surname)).is_some();
        match title {
            TitleKind::Office => false,
            TitleKind::Rank => ends() || self.view.capture(found, "first-part").is_some(),
            TitleKind::Honorific => true,
        }
    }

    /// Whether given names and what stands behind them are a name; `proven`: a title says that one follows.
    fn is_full_name(&self, found: &Match, surname: Capture, proven: bool) -> bool {
        let mut strong = false;
        let mut first = surname.first;
        for given in found.captures.iter().filter(|part| self.is_given(found, part)) {
            // «جمیلهٔ …» is an adjective and its noun, no name.
            let written = self.view.slice(self.view.span(given.first, given.last));
            let weak = self.given(given.first).filter(|(last, _)| *last == given.last);
            let Some((_, weak)) = weak.filter(|_| !written.ends_with('ٔ')) else { return false };
            first = first.min(given.first);
            strong |= !weak;
        }
        // The registry knows its own by their names.
        if let Some(town) = self.view.capture(found, "town")
            && self.registry.names_at(self.view, first).any(|(edge, _)| edge.last() == town.first)
        {
            return false;
        }
        // «X بن Y»
        if self.vocabulary.any(self.view, surname.first, |word| matches!(word, Word::Descent)) {
            return true;
        }
        let word = self.codes(surname);
        let ending = self.vocabulary.surname(word);
        let known = self
            .registry
            .names_at(self.view, surname.first)
            .any(|(_, known)| known.kind == EntityKind::Person);
        // «آرش محکوم شده»: the verb's own word is no family name.
        if ending.is_none() && !known && self.is_lightened(surname.last) {
            return false;
        }
        let conjunction = || self.vocabulary.any(self.view, first, |word| matches!(word, Word::Boundary));
        // A weak ending proves little after a given name that is a word too: «بهار آزادی» is no person.
        let plain = || {
            let points = |word: &Word| matches!(word, Word::Determiner | Word::Cue(..));
            first > 0 && self.vocabulary.any(self.view, first - 1, points)
        };
        // Nor does it after a compound («پیمان دسته‌جمعی»).
        let weak = || {
            ending.is_some()
                && word.len() > SHORT
                && !self.view.knows(surname.first)
                && surname.last == surname.first + 1
                && !plain()
        };
        strong || proven || ending == Some(true) || (known || weak()) && !conjunction()
    }

    fn is_given(&self, found: &Match, part: &Capture) -> bool {
        self.view.grammar.rules.slot(found.rule, part.slot) == "given"
    }

    fn codes(&self, part: Capture) -> &[Code] {
        self.view.tokens.codes_between(part.first, part.last)
    }

    /// The given name at a token: where it ends, and whether it is an ordinary word too.
    pub(super) fn given(&self, at: u32) -> Option<(u32, bool)> {
        let (tokens, end) = (&self.view.tokens, self.sentence.end);
        self.vocabulary
            .words_at(self.view, at)
            .filter_map(|(edge, word)| match word {
                Word::GivenName { weak } => Some((edge, weak)),
                _ => None,
            })
            .filter(|(edge, _)| edge.last() < end && tokens.begins_word(edge.last() as usize))
            .filter(|(edge, _)| !self.view.slice(self.view.span(edge.first, edge.last())).ends_with('ٔ'))
            .map(|(edge, weak)| {
                let written = tokens.codes_between(edge.first, edge.last());
                (edge.last(), weak.iter().any(|form| **form == *written))
            })
            .max()
    }

    /// Whether a light verb stands at the token, so that the word before it is the verb's own.
    pub(super) fn is_lightened(&self, at: u32) -> bool {
        at < self.sentence.end && self.vocabulary.any(self.view, at, |word| matches!(word, Word::LightVerb))
    }

    /// Whether a verb stands at the token, which is no part of a name: «رودخانه میباشد». A given name is none, and
    /// no more is a word that has the endings of a verb and none of the known stems: «میرداماد».
    pub(super) fn is_verb(&self, at: u32) -> bool {
        let tokens = &self.view.tokens;
        self.view.grammar.verbs.is_verb_of(tokens, at, word_end(tokens, at)) && self.given(at).is_none()
    }
}
