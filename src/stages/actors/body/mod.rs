//! Names of bodies: a head («ارتش», «شرکت», «وزارت») and what completes it.

mod named;

use super::ledger::EntityRef;
use super::reading::{Candidate, Reader};
use super::slug;
use super::vocabulary::{Word, word_end};
use super::{EntityKind, Method};
use crate::lexicon::Particle;
use crate::rule::{Edge, Match};
use crate::text::TokenKind;

/// Most words of the place of a body that the text defines.
const DEFINED: usize = 3;
/// Most words of a medium's name after «به گزارش».
const REPORTED: usize = 3;
/// Words that end a text's longest quoted name.
const QUOTED: u32 = 6;

impl Reader<'_> {
    /// «ارتش X», «سفارت X», «شهرداری X».
    pub(super) fn body_of(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Body { kind, name_en, needs_title } = word else { return None };
        let titled = |word: &Word| matches!(word, Word::Title(_));
        let behind_title = self.vocabulary.before(self.view, self.sentence.0, edge.first, titled).is_some();
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
        let (owner, doubtful) = self.owner(edge.last())?;
        // «تیم | سپاهان» is the club, no part of it; and a person owns no body.
        let owners = self.registry.get(owner.value)?.kind;
        if owners == EntityKind::Person {
            return None;
        }
        let alike = owners == *kind;
        let named = |word: &Word| matches!(word, Word::Head { kind: named, .. } if named == kind);
        if alike && self.vocabulary.longest(self.view, edge.first, named) == Some(edge.last()) {
            return None;
        }
        let office = self.vocabulary.longest(self.view, edge.first, |word| matches!(word, Word::Title(_)));
        if office == Some(edge.last()) {
            // «ریاست جمهوری X» is a body, but not what is voted for, and not the time of a person.
            let led = self
                .vocabulary
                .before(self.view, self.sentence.0, edge.first, |word| matches!(word, Word::OfficeLeader));
            let state = self.registry.get(owner.value)?.kind == EntityKind::State;
            if led.is_some() || !state {
                return None;
            }
        }
        if doubtful && *kind != EntityKind::ArmedForce && owner.last() < edge.last() {
            return None;
        }
        (found.last, found.to) = (owner.last(), owner.last());
        let who = self.registry.get(owner.value)?;
        // «رادیو بی‌بی‌سی» is the BBC, no part of it.
        if who.kind == EntityKind::Media && *kind == EntityKind::Media {
            return Some(Candidate { doubtful, ..known_body(*kind, owner.value) });
        }
        let id = format!("{head}-of-{}", who.id());
        let name_en = who.name_en().map(|owner| format!("{name_en} of {owner}"));
        self.made(found, *kind, id, name_en, Some(who.id().to_owned()))
    }

    /// The entity that owns a body: «فرمانداری X», «فرمانداری | شهرستان | X».
    pub(super) fn owner(&self, at: u32) -> Option<(Edge, bool)> {
        let settlement =
            |word: &Word| matches!(word, Word::Cue(_, kinds) if kinds.contains(&EntityKind::Place));
        self.entity(at).or_else(|| self.entity(self.vocabulary.longest(self.view, at, settlement)?))
    }

    /// «شهرداری X (که از این پس …)»: a body of a place that no registry knows, which the text goes on to
    /// define.
    pub(super) fn defined_body(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Body { kind, .. } = word else { return None };
        let head = self.view.entry(&edge)?.id.clone();
        let mut at = edge.last();
        for _ in 0..DEFINED {
            at = self.name_word(at)?;
            if self.slice(at) == "(" && self.view.is(at + 1, Particle::That) {
                (found.last, found.to) = (at, at);
                let name = self.view.slice(self.view.span(edge.last(), at));
                let id = format!("{head}-of-{}", slug::slug(&self.view.grammar.tokenizer, name));
                return self.made(found, *kind, id, None, None);
            }
        }
        None
    }

    /// «وزارت بهداشت X», «وزارت بهداشت این کشور».
    pub(super) fn ministry(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "portfolio")?;
        let Word::Portfolio { name_en } = word else { return None };
        let portfolio = &self.view.entry(&edge)?.id;
        let mut owner = None;
        if let Some((state, _)) = self.entity(edge.last()).filter(|(edge, _)| {
            self.registry.get(edge.value).is_some_and(|known| known.kind == EntityKind::State)
        }) {
            owner = Some(state.value);
            (found.last, found.to) = (state.last(), state.last());
        } else {
            found.last = edge.last();
            if self.vocabulary.any(self.view, edge.last(), |word| matches!(word, Word::ThatState)) {
                owner = self.state_before(found.first).or(self.state);
            }
        }
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
        (self.sentence.0..at).rev().find_map(|from| {
            let (edge, doubtful) = self.entity(from).filter(|(edge, _)| edge.last() <= at)?;
            let state = self.registry.get(edge.value)?.kind == EntityKind::State;
            (state && !doubtful).then_some(edge.value)
        })
    }

    /// One past the word at a token that can belong to a body's name.
    fn name_word(&self, at: u32) -> Option<u32> {
        let token = self.view.tokens.list.get(at as usize)?;
        if !matches!(token.kind, TokenKind::Word | TokenKind::Latin) {
            return None;
        }
        if let Some((edge, false)) = self.entity(at) {
            return Some(edge.last());
        }
        let end = word_end(&self.view.tokens, at);
        // «بین» is no name, but «بین‌المللی» is another word.
        let whole = self.view.entries_at(at).any(|edge| edge.last() >= end);
        let number = self.view.number_at(at).is_some_and(|number| number.last >= end || !whole);
        let mut words = self.vocabulary.words_at(self.view, at);
        let barred = number
            || words.any(|(edge, word)| {
                (edge.last() >= end || !whole)
                    && matches!(word, Word::Boundary | Word::Determiner | Word::Speech | Word::Title(_))
            });
        let plural = || self.vocabulary.is_indefinite_plural(self.view.tokens.codes_of(at as usize));
        let barred = barred || plural() || self.names().is_verb(at);
        (!barred && end <= self.sentence.1 && self.view.tokens.codes_between(at, end).len() > 1)
            .then_some(end)
    }

    /// «به گزارش X،»: a medium that no lexicon knows.
    pub(super) fn reported(&self, found: &mut Match) -> Option<Candidate> {
        let edge = self.view.slot(found, "cue")?;
        let quoted = self.slice(edge.last()) == "«";
        let first = edge.last() + u32::from(quoted);
        let mut at = first;
        for _ in 0..REPORTED {
            let end = match self.entity(at) {
                Some((_, false)) if quoted => self.name_word(at)?,
                // A body, or a medium of the registry, speaks for itself.
                Some(_) if at == first => return None,
                _ => self.name_word(at)?,
            };
            let plain = |word: &Word| {
                matches!(
                    word,
                    Word::Common | Word::Cue(..) | Word::Head { .. } | Word::Body { .. } | Word::Description
                )
            };
            // «به گزارش ناظران»: the head of the phrase tells that they are several, and no medium.
            let plural = at == first && self.vocabulary.is_plural(self.view, at, end);
            if !quoted && (plural || self.vocabulary.any(self.view, at, plain)) {
                return None;
            }
            at = end;
            if matches!(self.slice(at), "،" | ":" | "»" | "," | "؛") {
                break;
            }
        }
        if at >= self.sentence.1
            || !matches!(self.slice(at), "،" | ":" | "»" | ",")
            || quoted != (self.slice(at) == "»")
        {
            return None;
        }
        (found.first, found.last) = (first, at);
        let name = self.view.slice(self.view.span(first, at));
        let id = format!("media-{}", slug::slug(&self.view.grammar.tokenizer, name));
        self.made(found, EntityKind::Media, id, None, None)
    }

    /// «روزنامه «X»».
    pub(super) fn quoted_body(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Head { kind, .. } = word else { return None };
        let head = self.view.entry(&edge)?.id.clone();
        let open = (edge.last()..edge.last() + 2).find(|&at| self.slice(at) == "«")?;
        let close = (open + 2..(open + 2 + QUOTED).min(self.sentence.1))
            .find(|&at| matches!(self.slice(at), "»" | "\"" | "”"))?;
        if let Some((inner, _)) = self.entity(open + 1).filter(|(inner, _)| inner.last() == close)
            && self.registry.get(inner.value).is_some_and(|known| known.kind == *kind)
        {
            (found.first, found.last) = (open + 1, close);
            return Some(known_body(*kind, inner.value));
        }
        (found.first, found.last) = (open + 1, close);
        let name = self.view.slice(self.view.span(open + 1, close));
        let id = format!("{head}-{}", slug::slug(&self.view.grammar.tokenizer, name));
        self.made(found, *kind, id, None, None)
    }
}

/// A body that the registry knows.
fn known_body(kind: EntityKind, entry: u32) -> Candidate {
    Candidate { kind, who: EntityRef::Known(entry), method: Method::Lexicon, doubtful: false, surname: None }
}
