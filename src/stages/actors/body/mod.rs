//! Names of bodies: a head («ارتش», «شرکت», «وزارت») and what completes it.

mod named;

use super::pending::EntityRef;
use super::reading::{Candidate, Reader};
use super::vocabulary::{Word, word_end};
use super::{EntityKind, Method};
use crate::rule::{Edge, Match};
use crate::text::{Gap, TokenKind};

impl Reader<'_> {
    /// «ارتش X», «وزارت بهداشت X»: a body by its head, or what it is for, and whose it is.
    pub(super) fn owned_body(&self, found: &Match) -> Option<Candidate> {
        if self.view.capture(found, "portfolio").is_some() {
            self.ministry(found)
        } else {
            self.body_of(found)
        }
    }

    /// «ارتش X», «سفارت X», «شهرداری X».
    fn body_of(&self, found: &Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Body { kind, name_en, needs_title } = word else { return None };
        let titled = |word: &Word| matches!(word, Word::Title(..));
        let behind_title =
            self.vocabulary.before(self.view, self.sentence.first, edge.first, titled).is_some();
        // «وزیر | فرهنگ و ارشاد اسلامی», «وزیر دفاع و پشتیبانی | نیروهای مسلح» are titles to their end.
        let title_end = self.titles.get(&edge.first).copied().unwrap_or(0);
        if *needs_title && !behind_title || title_end >= edge.last() && (*needs_title || !behind_title) {
            return None;
        }
        // «دانشگاه هاروارد» is known as a whole.
        if self.entity(edge.first).is_some_and(|(known, doubtful)| !doubtful && known.last() > edge.last()) {
            return None;
        }
        let head = self.view.entry(&edge)?.id.clone();
        let owner = self.view.slot(found, "owner")?;
        let (owner, doubtful) = self.entity(owner.first).filter(|(known, _)| known.last() == owner.last())?;
        // «تیم | سپاهان» is the club, no part of it; and a person owns no body.
        let owners = self.registry.get(owner.value)?.kind;
        if matches!(owners, EntityKind::Person | EntityKind::Product) {
            return None;
        }
        // «تلویزیون سامسونگ» is a set, and no firm's station.
        if owners == EntityKind::Company && *kind == EntityKind::Media {
            return None;
        }
        let alike = owners == *kind;
        let named = |word: &Word| matches!(word, Word::Head { kind: named, .. } if named == kind);
        if alike && self.vocabulary.longest(self.view, edge.first, named) == Some(edge.last()) {
            return None;
        }
        let office = self.vocabulary.longest(self.view, edge.first, |word| matches!(word, Word::Title(..)));
        if office == Some(edge.last()) {
            // «ریاست جمهوری X» is a body, but not what is voted for, and not the time of a person.
            let led = self.vocabulary.before(self.view, self.sentence.first, edge.first, |word| {
                matches!(word, Word::OfficeLeader)
            });
            let state = self.registry.get(owner.value)?.kind == EntityKind::State;
            if led.is_some() || !state {
                return None;
            }
        }
        if doubtful && *kind != EntityKind::ArmedForce && owner.last() < edge.last() {
            return None;
        }
        let who = self.registry.get(owner.value)?;
        // «رادیو بی‌بی‌سی» is the BBC, no part of it.
        if who.kind == EntityKind::Media && *kind == EntityKind::Media {
            return Some(Candidate { doubtful, ..known_body(*kind, owner.value) });
        }
        let id = format!("{head}-of-{}", who.id());
        let name_en = who.name_en().map(|owner| format!("{name_en} of {owner}"));
        self.made(found, *kind, id, name_en, Some(who.id().to_owned()))
    }

    /// The entity that owns a body: «… | X», «… | شهرستان | X».
    pub(super) fn owner(&self, at: u32) -> Option<(Edge, bool)> {
        let settlement =
            |word: &Word| matches!(word, Word::Cue(_, kinds) if kinds.contains(&EntityKind::Place));
        self.entity(at).or_else(|| self.entity(self.vocabulary.longest(self.view, at, settlement)?))
    }

    /// «وزارت بهداشت X», «وزارت بهداشت این کشور».
    fn ministry(&self, found: &Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "portfolio")?;
        let Word::Portfolio { name_en } = word else { return None };
        let portfolio = &self.view.entry(&edge)?.id;
        let owner = match self.view.slot(found, "owner") {
            Some(owner) => {
                let (state, _) =
                    self.entity(owner.first).filter(|(known, _)| known.last() == owner.last())?;
                self.registry.get(state.value).filter(|known| known.kind == EntityKind::State)?;
                Some(state.value)
            }
            None if self.view.slot(found, "that-state").is_some() => {
                self.state_before(found.first).or(self.state)
            }
            None => None,
        };
        let mut id = format!("ministry-of-{portfolio}");
        let mut name = format!("Ministry of {name_en}");
        let owner = owner.and_then(|entry| self.registry.get(entry));
        if let Some(known) = owner {
            id = format!("{id}-of-{}", known.id());
            name = format!("{name} of {}", known.name_en().unwrap_or(known.id()));
        }
        let part_of = owner.map(|known| known.id().to_owned());
        self.made(found, EntityKind::Organisation, id, Some(name), part_of)
    }

    /// The state named last in the sentence before token `at`: «ترکیه: وزارت دفاع این کشور».
    fn state_before(&self, at: u32) -> Option<u32> {
        (self.sentence.first..at).rev().find_map(|from| {
            let (edge, doubtful) = self.entity(from).filter(|(edge, _)| edge.last() <= at)?;
            let state = self.registry.get(edge.value)?.kind == EntityKind::State;
            (state && !doubtful).then_some(edge.value)
        })
    }

    /// Whether an address of the web begins with a word: «سایت | www.example.org».
    fn is_address(&self, at: u32) -> bool {
        let glued = |at: u32| {
            let token = self.view.tokens.list.get(at as usize);
            token.filter(|token| token.gap == Gap::None && at < self.sentence.end)
        };
        glued(at + 1).is_some()
            && matches!(self.slice(at + 1), "." | ":" | "/" | "@")
            && glued(at + 2).is_some_and(|token| token.kind != TokenKind::Word)
    }

    /// One past the word at a token that can belong to a body's name.
    pub(in crate::stages::actors) fn name_word(&self, at: u32) -> Option<u32> {
        let token = self.view.tokens.list.get(at as usize)?;
        if !matches!(token.kind, TokenKind::Word | TokenKind::Latin) {
            return None;
        }
        if let Some((edge, false)) = self.entity(at) {
            return Some(edge.last());
        }
        if token.kind == TokenKind::Latin && self.is_address(at) {
            return None;
        }
        let end = word_end(&self.view.tokens, at);
        // «بین» is no name, but «بین‌المللی» is another word.
        let whole = self.view.entries_at(at).any(|edge| edge.last() >= end);
        let number = self.view.number_at(at).is_some_and(|number| number.last >= end || !whole);
        let mut words = self.vocabulary.words_at(self.view, at);
        let barred = number
            || words.any(|(edge, word)| {
                (edge.last() >= end || !whole)
                    && matches!(
                        word,
                        Word::Boundary
                            | Word::BodyBoundary
                            | Word::Determiner
                            | Word::Speech
                            | Word::Title(..)
                    )
            });
        let plural = || self.vocabulary.is_indefinite_plural(self.view.tokens.codes_of(at as usize));
        let barred = barred || plural() || self.is_verb(at) || self.is_plain_verb(at, end);
        (!barred && end <= self.sentence.end && self.view.tokens.codes_between(at, end).len() > 1)
            .then_some(end)
    }
}

/// A body that the registry knows.
fn known_body(kind: EntityKind, entry: u32) -> Candidate {
    Candidate { kind, who: EntityRef::Known(entry), method: Method::Lexicon, doubtful: false, short: None }
}
