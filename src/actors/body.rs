//! Names of bodies: a head («ارتش», «شرکت», «وزارت») and what completes it.

use super::ledger::Who;
use super::reading::{Candidate, Reader};
use super::registry::codes;
use super::slug;
use super::vocabulary::{TitleKind, Word, word_end};
use super::{EntityKind, Method};
use crate::lexicon::is_inflected;
use crate::rule::{Edge, Match, NUMBER};
use crate::text::TokenKind;

/// Most words of the place of a body that the text defines.
const DEFINED: usize = 3;
/// Most words of a name before the brackets that define it.
const LONG: usize = 8;
/// Most words of a medium's name after «به گزارش».
const REPORTED: usize = 3;
/// Words that end a text's longest quoted name.
const QUOTED: u32 = 6;

impl Reader<'_> {
    /// «ارتش X», «سفارت X», «شهرداری X».
    pub(super) fn body_of(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Body { kind, name_en, led } = word else { return None };
        let titled = |word: &Word| matches!(word, Word::Title(_));
        if *led && self.vocabulary.before(self.scene, self.sentence.0, edge.first, titled).is_none() {
            return None;
        }
        // «دانشگاه هاروارد» is known as a whole.
        if self.entity(edge.first).is_some_and(|(known, doubtful)| !doubtful && known.last() > edge.last()) {
            return None;
        }
        let head = self.scene.entry(edge)?.id.clone();
        let (owner, doubtful) = self.owner(edge.last())?;
        // «تیم | سپاهان» is the club, no part of it; and a person owns no body.
        let owners = self.registry.get(owner.value)?.kind;
        if owners == EntityKind::Person {
            return None;
        }
        let alike = owners == *kind;
        let named = |word: &Word| matches!(word, Word::Head { kind: named, .. } if named == kind);
        if alike && self.vocabulary.longest(self.scene, edge.first, named) == Some(edge.last()) {
            return None;
        }
        let office = self.vocabulary.longest(self.scene, edge.first, |word| matches!(word, Word::Title(_)));
        if office == Some(edge.last()) {
            // «ریاست جمهوری X» is a body, but not what is voted for, and not the time of a person.
            let led = self
                .vocabulary
                .before(self.scene, self.sentence.0, edge.first, |word| matches!(word, Word::OfficeLeader));
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
    pub(super) fn owner(&self, at: u32) -> Option<(&Edge, bool)> {
        let settlement =
            |word: &Word| matches!(word, Word::Cue(_, kinds) if kinds.contains(&EntityKind::Place));
        self.entity(at).or_else(|| self.entity(self.vocabulary.longest(self.scene, at, settlement)?))
    }

    /// «شهرداری X (که از این پس …)»: a body of a place that no registry knows, which the text goes on to
    /// define.
    pub(super) fn defined_body(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Body { kind, .. } = word else { return None };
        let head = self.scene.entry(edge)?.id.clone();
        let mut at = edge.last();
        for _ in 0..DEFINED {
            at = self.name_word(at)?;
            if self.slice(at) == "(" && self.slice(at + 1) == "که" {
                (found.last, found.to) = (at, at);
                let name = self.scene.slice(self.scene.span(edge.last(), at));
                let id = format!("{head}-of-{}", slug::slug(&self.scene.grammar.tokenizer, name));
                return self.made(found, *kind, id, None, None);
            }
        }
        None
    }

    /// «وزارت بهداشت X», «وزارت بهداشت این کشور».
    pub(super) fn ministry(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "portfolio")?;
        let Word::Portfolio { name_en } = word else { return None };
        let portfolio = &self.scene.entry(edge)?.id;
        let mut owner = None;
        if let Some((state, _)) = self.entity(edge.last()).filter(|(edge, _)| {
            self.registry.get(edge.value).is_some_and(|known| known.kind == EntityKind::State)
        }) {
            owner = Some(state.value);
            (found.last, found.to) = (state.last(), state.last());
        } else {
            found.last = edge.last();
            if self.vocabulary.any(self.scene, edge.last(), |word| matches!(word, Word::ThatState)) {
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

    /// «شرکت X», up to a word that no name contains.
    pub(super) fn named_body(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Head { kind, words, outside, same } = word else { return None };
        let head = self.scene.entry(edge)?.id.clone();
        if self.determined(edge.first) || !self.scene.tokens.begins_word(edge.last() as usize) {
            return None;
        }
        // What the registry knows goes no further: «شورای نگهبان | موظف».
        if let Some((known, false)) = self.entity(edge.first)
            && known.last() > edge.last()
        {
            return None;
        }
        // «می‌ | رود»
        if *kind == EntityKind::Place && self.is_verbs_prefix(edge.first) {
            return None;
        }
        // «سازمان | اوپک»
        if let Some((known, false)) = self.entity(edge.last()).filter(|_| !*outside)
            && self
                .registry
                .get(known.value)
                .is_some_and(|known| known.kind == *kind && (*same || *kind != EntityKind::Place))
        {
            (found.last, found.to) = (known.last(), known.last());
            return Some(known_body(*kind, known.value));
        }
        let mut at = edge.last();
        let mut taken = 0;
        let mut words = *words;
        let mut described = false;
        let mut before = edge.last();
        while at < self.sentence.1 && taken < words {
            // «حزب | نهضت | X»: the inner name has as many words as its head says.
            if at == edge.last()
                && *kind == EntityKind::Organisation
                && !*outside
                && let Some((end, more)) = self.inner_head(at)
            {
                (at, taken, words) = (end, 1, words.max(more + 1));
                continue;
            }
            // «بیمارستان | امام رضا»
            if at == edge.last()
                && !*outside
                && let Some(end) = self.honoured(at)
            {
                (at, taken) = (end, words);
                break;
            }
            // «ستاد | مبارزه با | قاچاق»
            let over = self.vocabulary.longest(self.scene, at, |word| matches!(word, Word::NameBridge));
            if let Some(end) = over.and_then(|end| self.name_word(end)).filter(|_| !*outside) {
                (before, at) = (at, end);
                taken += 1;
                continue;
            }
            // «اداره کل | راه و شهرسازی», but «بزرگ‌ترین نیروگاه | کشور».
            let office = self.office(at).filter(|_| *kind != EntityKind::Place);
            let Some(end) = office.or_else(|| self.name_word(at)).or_else(|| self.bridge(at)) else {
                break;
            };
            described |= taken == 0 && self.describes(*kind, words, at, end);
            // «کانون تعطیل می‌شود», «رود جلوگیری کنند»: the verb's own word.
            if self.names().lightened(end) {
                break;
            }
            before = at;
            at = end;
            taken += 1;
        }
        // «ائتلاف گروه‌های | …»: what a plural's ezafe joins is left out, so the plural is too.
        if at > edge.last() && self.slice(at - 1).ends_with("های") {
            at = before;
        }
        let owner = if *outside { self.entity(at) } else { self.owner(at) };
        if let Some((place, false)) = owner.filter(|_| at < self.sentence.1 && taken > 0) {
            let kind = self.registry.get(place.value).map(|known| known.kind);
            // «فرودگاه بین‌المللی | امام خمینی»
            let whose = described && kind == Some(EntityKind::Person);
            if whose || !matches!(kind, None | Some(EntityKind::Person | EntityKind::Group)) {
                at = place.last();
                described = false;
            }
        }
        if described {
            return None;
        }
        // «روزنامه ایتالیایی «X»»: the name is what stands in quotation marks.
        if taken > 0 && self.slice(at) == "«" && *kind != EntityKind::Place {
            return None;
        }
        let at = self.bracketed(edge.last()).unwrap_or(at);
        if at == edge.last() {
            return None;
        }
        (found.last, found.to) = (at, at);
        let name =
            slug::slug(&self.scene.grammar.tokenizer, self.scene.slice(self.scene.span(edge.last(), at)));
        if *outside {
            found.first = edge.last();
            return self.made(found, *kind, name, None, None);
        }
        self.made(found, *kind, format!("{head}-{name}"), None, None)
    }

    /// One past a name that a definition in brackets ends: «شرکت X و Y | (که از این پس …)».
    fn bracketed(&self, first: u32) -> Option<u32> {
        let mut at = first;
        for _ in 0..LONG {
            at = if self.slice(at) == "و" && at > first {
                at + 1
            } else {
                self.office(at).or_else(|| self.name_word(at))?
            };
            let leads = || self.vocabulary.any(self.scene, at + 1, |word| matches!(word, Word::AliasLeader));
            if self.slice(at) == "(" {
                return (self.slice(at + 1) == "که" || leads()).then_some(at);
            }
        }
        None
    }

    /// Whether the token before is a verb's prefix.
    fn is_verbs_prefix(&self, at: u32) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.slice(before), "می" | "نمی"))
    }

    /// One past a name with the title it is honoured by: «شهید بهشتی», «امام رضا».
    fn honoured(&self, at: u32) -> Option<u32> {
        let title = |word: &Word| matches!(word, Word::Title(TitleKind::Honorific | TitleKind::Rank));
        let mut first = self.vocabulary.longest(self.scene, at, title)?;
        while let Some(next) = self.vocabulary.longest(self.scene, first, title) {
            first = next;
        }
        let known = self.entity(at).filter(|(edge, _)| {
            edge.last() > first
                && self.registry.get(edge.value).is_some_and(|known| known.kind == EntityKind::Person)
        });
        let given = || Some(self.names().given(first)?.0);
        known
            .map(|(edge, _)| edge.last())
            .or_else(|| Some(self.names().addressed(first, true)?.last))
            .or_else(given)
    }

    /// A head right behind a head: where it ends, and how many words go on it.
    fn inner_head(&self, at: u32) -> Option<(u32, u8)> {
        let edges = self.scene.lattice.at(at as usize).iter();
        edges
            .filter_map(|edge| match self.vocabulary.word(edge) {
                Some(Word::Head { kind: EntityKind::Organisation, words, outside: false, .. }) => {
                    Some((edge.last(), *words))
                }
                _ => None,
            })
            .max()
    }

    /// One past what an office is for: «اداره کل | راه و شهرسازی».
    fn office(&self, at: u32) -> Option<u32> {
        self.vocabulary.longest(self.scene, at, |word| matches!(word, Word::Portfolio { .. }))
    }

    /// Whether the word tells what a place is like and does not name it: «پل هوایی», «زندان انفرادی».
    fn describes(&self, kind: EntityKind, words: u8, at: u32, end: u32) -> bool {
        let describes = |word: &Word| match word {
            Word::Description => {
                matches!(kind, EntityKind::Place | EntityKind::Media)
                    || kind == EntityKind::Organisation && words == 1
            }
            Word::Common => matches!(kind, EntityKind::Media | EntityKind::ArmedForce),
            Word::Cue(_, kinds) => kind == EntityKind::Place && kinds.contains(&EntityKind::Place),
            Word::Head { outside, .. } => *outside,
            _ => false,
        };
        self.vocabulary.longest(self.scene, at, describes) == Some(end)
    }

    /// Whether «این», «یک» or a number stands before token `at`.
    fn determined(&self, at: u32) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.sentence.0) else {
            return false;
        };
        self.vocabulary.any(self.scene, before, |word| matches!(word, Word::Determiner))
            || self
                .scene
                .lattice
                .at(before as usize)
                .iter()
                .any(|edge| edge.class == NUMBER && edge.last() == at)
    }

    /// One past the words of «امنیت ملی | و سیاست خارجی | مجلس»: «و» goes on where the owner follows soon.
    fn bridge(&self, at: u32) -> Option<u32> {
        if self.slice(at) != "و" {
            return None;
        }
        let mut end = at + 1;
        for _ in 0..2 {
            end = self.name_word(end)?;
            // «کمیسیون برنامه و بودجه | مجلس»
            if self.vocabulary.any(self.scene, end, |word| matches!(word, Word::Body { .. })) {
                return Some(end);
            }
            if let Some((owner, false)) = self.entity(end).filter(|_| end < self.sentence.1) {
                let kind = self.registry.get(owner.value).map(|known| known.kind);
                return matches!(kind, Some(EntityKind::Organisation | EntityKind::ArmedForce))
                    .then_some(end);
            }
        }
        None
    }

    /// One past the word at a token that can belong to a body's name.
    fn name_word(&self, at: u32) -> Option<u32> {
        let token = self.scene.tokens.list.get(at as usize)?;
        if !matches!(token.kind, TokenKind::Word | TokenKind::Latin) {
            return None;
        }
        if let Some((edge, false)) = self.entity(at) {
            return Some(edge.last());
        }
        let end = word_end(&self.scene.tokens, at);
        // «بین» is no name, but «بین‌المللی» is another word.
        let edges = self.scene.lattice.at(at as usize).iter();
        let whole = edges.clone().any(|edge| edge.last() >= end && edge.class != NUMBER);
        let barred = edges.filter(|edge| edge.last() >= end || !whole).any(|edge| {
            edge.class == NUMBER
                || matches!(
                    self.vocabulary.word(edge),
                    Some(Word::Boundary | Word::Determiner | Word::Speech | Word::Title(_))
                )
        });
        let barred = barred || self.names().is_verb(at) || is_inflected(self.slice(at));
        (!barred && end <= self.sentence.1 && codes(&self.scene.tokens, at, end).len() > 1).then_some(end)
    }

    /// «به گزارش X،»: a medium that no lexicon knows.
    pub(super) fn reported(&self, found: &mut Match) -> Option<Candidate> {
        let edge = self.scene.slot(found, "cue")?;
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
            let plural = [&[37, 60][..], &[37, 63], &[37, 40], &[68, 60], &[67, 37]];
            let word = codes(&self.scene.tokens, at, end);
            let noun = plural.iter().any(|ending| word.ends_with(ending));
            if !quoted && (noun || self.vocabulary.any(self.scene, at, plain)) {
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
        let name = self.scene.slice(self.scene.span(first, at));
        let id = format!("media-{}", slug::slug(&self.scene.grammar.tokenizer, name));
        self.made(found, EntityKind::Media, id, None, None)
    }

    /// «روزنامه «X»».
    pub(super) fn quoted_body(&self, found: &mut Match) -> Option<Candidate> {
        let (edge, word) = self.slot(found, "head")?;
        let Word::Head { kind, .. } = word else { return None };
        let head = self.scene.entry(edge)?.id.clone();
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
        let name = self.scene.slice(self.scene.span(open + 1, close));
        let id = format!("{head}-{}", slug::slug(&self.scene.grammar.tokenizer, name));
        self.made(found, *kind, id, None, None)
    }
}

/// A body that the registry knows.
fn known_body(kind: EntityKind, entry: u32) -> Candidate {
    Candidate { kind, who: Who::Known(entry), method: Method::Lexicon, doubtful: false, surname: None }
}
