//! Names of persons that no registry has: whether the parts of a match are one.

use super::entry::TitleKind;
use super::likeness::likeness;
use super::pending::EntityRef;
use super::reading::{Candidate, Reader};
use super::slug;
use super::vocabulary::{Word, is_derived, is_form, word_end};
use super::{EntityKind, Method, ProductKind};
use crate::numeral::{Numeral, Script};
use crate::rule::{Capture, Edge, Match};
use crate::text::fold::Code;
use crate::text::{TokenKind, TokenRange};

/// What given names end in where Persian is typed with Arabic letters, and the Arabic word «على», which is none.
const ALEF_MAKSURA: char = '\u{649}';

/// Letters that Arabic words have and Persian ones hardly.
const ARABIC_LETTERS: [char; 4] = ['\u{629}', '\u{623}', '\u{625}', '\u{671}'];

/// The entry of the soul that somebody is called.
const SOUL: &str = "soul";

/// Letters of a word that is too short to be taken for a family name by its ending.
const SHORT: usize = 4;

impl Reader<'_> {
    /// A given name and a family name; or a family name alone, which the form proves, or the title before it.
    pub(super) fn person(&self, found: &mut Match) -> Option<Candidate> {
        let called = || self.view.capture(found, "called");
        let surname = self.view.capture(found, "surname").or_else(called)?;
        let title = match self.slot(found, "title") {
            Some((edge, Word::Title(kind, _))) if !self.is_known_person(edge.last()) => {
                // «وزیر اعظم»: the longest title is meant.
                let title = |word: &Word| matches!(word, Word::Title(..));
                if self.vocabulary.longest(self.view, edge.first, title) != Some(edge.last()) {
                    return None;
                }
                // «آن حضرت | بیعت کرد»: whoever is meant was named before.
                if *kind == TitleKind::Honorific
                    && self.view.capture(found, "given").is_none()
                    && self.determined(edge.first)
                {
                    return None;
                }
                Some(*kind)
            }
            Some(_) => return None,
            None => None,
        };
        let office = matches!(self.slot(found, "office"), Some((_, Word::Title(TitleKind::Office, _))));
        let fits = match self.view.capture(found, "given") {
            // «امام‌علی | رستگاری»: a form of address that is written together with the name is part of it.
            Some(_) if self.view.capture(found, "joined").is_some() => {
                let joined = self.slot(found, "joined").map(|(_, word)| word);
                matches!(joined, Some(Word::Title(TitleKind::Honorific | TitleKind::Address, _)))
                    && self.is_full_name(found, surname, true)
            }
            Some(_) => self.is_full_name(found, surname, title.is_some() || office),
            None if self.view.capture(found, "called").is_some() => {
                title.is_none_or(|title| self.is_called(found, surname, title))
                    && self.is_spoken_to(found).unwrap_or_else(|| self.is_given_alone(found, title))
            }
            None => {
                // «دکتر علی | کشاورز»: half of a name.
                let half = || {
                    self.given(found.first) == Some((found.last, false)) && !self.is_given_alone(found, title)
                };
                self.view.capture(found, "office").is_none_or(|_| office)
                    && title.is_none_or(|title| self.is_called(found, surname, title) && !half())
            }
        };
        // «ناو جرالد فورد» is a ship.
        let ship =
            || self.is_product_led(found.first) && self.product_lead(found.first) == Some(ProductKind::Ship);
        // «مهندس کلمبیایی» tells where somebody is from.
        let foreigner = || title.is_some() && surname.first == found.first && self.is_of_a_state(surname);
        if !fits || self.is_of_some_origin(found, surname) || foreigner() || ship() {
            return None;
        }
        let first = match self.vocabulary.longest(self.view, found.first, |word| matches!(word, Word::Sayyid))
        {
            Some(name) if name <= surname.first => name,
            _ => found.first,
        };
        let letters = self.view.tokens.codes_between(first, found.last);
        if first < surname.first
            && !self.is_namesake(found.first, found.last)
            && let Some(known) = self.registry.written_otherwise(letters)
        {
            found.first = first;
            return Some(Candidate {
                kind: EntityKind::Person,
                who: EntityRef::Known(known),
                method: Method::Lexicon,
                doubtful: false,
                short: Some(surname.first),
            });
        }
        found.first = first;
        let id = slug::slug(&self.view.grammar.tokenizer, &self.plain(found, first));
        let mut candidate = self.made(found, EntityKind::Person, id, None, None)?;
        candidate.short = Some(surname.first);
        if let EntityRef::Made(_, like) = &mut candidate.who
            && first < surname.first
        {
            *like = Some(likeness(letters).into());
        }
        Some(candidate)
    }

    /// A name from a token on, with given names that are one name written together: «محمد جواد» is «محمدجواد».
    fn plain(&self, found: &Match, first: u32) -> String {
        let lexicon = &self.view.grammar.lexicon;
        let mut names: Vec<(u32, u32)> = Vec::new();
        for part in found.captures.iter().filter(|part| self.is_given(found, part) && part.last > first) {
            match names.last_mut() {
                Some((from, to))
                    if *to == part.first
                        && is_form(lexicon, self.view.tokens.codes_between(*from, part.last), |entry| {
                            self.vocabulary.is_given_name(entry)
                        }) =>
                {
                    *to = part.last;
                }
                _ => names.push((part.first.max(first), part.last)),
            }
        }
        let (mut name, mut at) = (String::new(), first);
        for (from, to) in names {
            name.push_str(self.written(at, from));
            name.extend(self.written(from, to).split_whitespace());
            name.push(' ');
            at = to;
        }
        name.push_str(self.written(at, found.last));
        name
    }

    pub(super) fn written(&self, first: u32, last: u32) -> &str {
        self.view.slice(self.view.span(first, last))
    }

    /// Whether a rank and a town tell what several people are and where they are from: «۱۵۰ سرباز تبریزی».
    fn is_of_some_origin(&self, found: &Match, surname: Capture) -> bool {
        let Some((title, _)) = self.slot(found, "title") else { return false };
        let Some(before) = title.first.checked_sub(1).filter(|_| surname.first == found.first) else {
            return false;
        };
        let places = |entry| {
            let kind = self.registry.get(entry).map(|known| known.kind);
            matches!(kind, Some(EntityKind::Place | EntityKind::State))
        };
        let counted = || self.view.numbers_before(title.first, before).any(|number| !is_year(number));
        let several = || {
            before >= self.sentence.first
                && self.vocabulary.any(self.view, before, |word| matches!(word, Word::Determiner))
        };
        is_derived(&self.view.grammar.lexicon, self.codes(surname), places) && (counted() || several())
    }

    /// Whether a word says of somebody from which state he is: «کلمبیایی».
    fn is_of_a_state(&self, word: Capture) -> bool {
        let state = |entry| self.registry.get(entry).is_some_and(|known| known.kind == EntityKind::State);
        is_derived(&self.view.grammar.lexicon, self.codes(word), state)
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
            TitleKind::Rank => {
                ends()
                    || self.view.capture(found, "first-part").is_some()
                    || self.given(surname.first) == Some((surname.last, false))
            }
            TitleKind::Honorific | TitleKind::Address => true,
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
        if ending.is_none()
            && !known
            && (self.is_lightened(surname.last) || self.is_verbal(surname.first, surname.last))
        {
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
                Word::GivenName { weak, .. } => Some((edge, weak)),
                _ => None,
            })
            .filter(|(edge, _)| edge.last() < end && tokens.begins_word(edge.last() as usize))
            .filter(|(edge, _)| {
                let written = self.written(edge.first, edge.last());
                !(written.ends_with('ٔ') || written.ends_with(ALEF_MAKSURA) && self.is_arabic(edge))
            })
            .map(|(edge, weak)| {
                let written = tokens.codes_between(edge.first, edge.last());
                (edge.last(), weak.iter().any(|form| **form == *written))
            })
            .max()
    }

    /// Whether the word at a token may be a form of a verb without a prefix, which names of persons and nouns look like:
    /// «جوید», «برگردد», «کنین». No body is called by one.
    pub(super) fn is_plain_verb(&self, at: u32, end: u32) -> bool {
        let verbs = &self.view.grammar.verbs;
        let word = self.view.tokens.codes_between(at, end);
        (verbs.is_third_person(word) || verbs.is_plain_present(word)) && self.given(at).is_none()
    }

    /// Whether a verb stands behind a word, so that the word may be the verb's own, or its object: «مهین | زنگ زد», «مهین |
    /// غذا خورد». Behind a name, verbs of saying stand more often.
    fn is_verbal(&self, first: u32, last: u32) -> bool {
        if last >= self.sentence.end || self.given(first).is_some() {
            return false;
        }
        let says = |word: &Word| matches!(word, Word::Speech | Word::Writes);
        let word = self.view.tokens.codes_between(last, word_end(&self.view.tokens, last));
        (self.is_verb(last) || self.view.grammar.verbs.form(word).is_some())
            && !self.vocabulary.any(self.view, last, says)
            && !self.view.begins(last, &self.vocabulary.features.being)
    }

    /// Whether a given name is that of somebody who is called by it («زهره جون») or who writes in a chat («[۹:۴۰] زهره:»), where
    /// the match says so. A word that is a given name too is none where the soul may be meant, or what a line is about: «آرام
    /// جان», «نور: کم».
    fn is_spoken_to(&self, found: &Match) -> Option<bool> {
        let weak = || self.given(found.first).is_none_or(|(_, weak)| weak);
        if self.view.capture(found, "stamp").is_some() {
            return Some(true);
        }
        if let Some(edge) = self.view.slot(found, "addressed") {
            let word = self.view.tokens.list.get(edge.last() as usize).map(|token| token.kind);
            let goes_on = edge.last() < self.sentence.end && word == Some(TokenKind::Word);
            let soul = self.view.entry(&edge).is_some_and(|entry| entry.id == SOUL);
            return Some(!(soul && goes_on && weak()));
        }
        (found.first == self.sentence.first).then(|| !weak())
    }

    /// Whether a given name that stands alone is one, and all of a name: no family name stands behind it. One that is a word
    /// too is none before a verb: «خاله شادی | کرد».
    fn is_given_alone(&self, found: &Match, title: Option<TitleKind>) -> bool {
        let at = found.last;
        if at >= self.sentence.end
            || self.view.tokens.list.get(at as usize).is_none_or(|token| token.kind != TokenKind::Word)
        {
            return true;
        }
        let verb = self.is_lightened(at) || self.is_verb(at) || {
            let word = self.view.tokens.codes_between(at, word_end(&self.view.tokens, at));
            self.view.grammar.verbs.form(word).is_some()
        };
        let weak = self.given(found.first).is_some_and(|(_, weak)| weak);
        if verb {
            return !weak || title.is_some();
        }
        let end = word_end(&self.view.tokens, at);
        let bound = |word: &Word| {
            matches!(
                word,
                Word::Boundary | Word::Speech | Word::Determiner | Word::ObjectMark | Word::According
            )
        };
        self.vocabulary.any(self.view, at, bound)
            || self.vocabulary.surname(self.view.tokens.codes_between(at, end)).is_none()
                && (self.is_verbal(at, end) || self.is_lightened(end))
    }

    /// Whether the words beside a given name are Arabic: they have the Arabic article or are known as such.
    fn is_arabic(&self, edge: &Edge) -> bool {
        let lexicon = &self.view.grammar.lexicon;
        let title = |word: &Word| matches!(word, Word::Title(..));
        let arabic = |at: u32| {
            let (codes, written) = (self.view.tokens.codes_of(at as usize), self.slice(at));
            self.vocabulary.has_article(codes)
                || written.contains(ARABIC_LETTERS)
                || is_form(lexicon, codes, |entry| self.vocabulary.is_arabic(entry))
        };
        let TokenRange { first: floor, end } = self.sentence;
        let before = (edge.first > floor
            && self.vocabulary.before(self.view, floor, edge.first, title).is_none())
        .then(|| edge.first - 1);
        let behind = Some(edge.last()).filter(|at| *at < end);
        before.into_iter().chain(behind).any(arabic)
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

/// Whether a number is written as years are, which stand beside names and count nobody.
pub(super) const fn is_year(number: &Numeral) -> bool {
    matches!(number.script, Script::Digits { count: 4, .. })
}
