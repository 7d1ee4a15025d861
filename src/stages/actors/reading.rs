//! What each rule of the stage means: which entity a match names.

use super::ledger::EntityRef;
use super::registry::{Registry, RegistryEntry};
use super::vocabulary::{TitleKind, Vocabulary, Word};
use super::{Entity, EntityKind, Method};
use crate::lexicon::Particle;
use crate::rule::{Edge, Match, ReadingKind, View};
use crate::text::fold::{ALEF, HEH, VAV, YEH};
use crate::text::{Span, TokenRange};
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// How far on in a list a place must be named beyond doubt for the ones before it to be places too.
const LISTED: usize = 3;

/// The parts of a person's name.
const PERSON: &[&str] = &["given", "surname", "first-part", "town"];

/// The readings that rules of this stage can name, with the slots that they read.
pub(super) const READINGS: &[ReadingKind] = &[
    ReadingKind::new("registry", &[]),
    ReadingKind::new("person", &[PERSON, &["title", "joined", "office"]]).needing(&[&["surname"]]),
    ReadingKind::new("owned-body", &[&["head", "owner", "portfolio", "that-state"]])
        .needing(&[&["head", "portfolio"]]),
    // What has no head is a medium that somebody cites.
    ReadingKind::new("named-body", &[PERSON, &["head", "honour", "person"]]),
];

/// The reading of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reading {
    /// A name of the registry.
    Registry,
    /// A name that no registry has, by its parts and what stands beside it.
    Person,
    /// A body by its head, or what it is for, and whose it is.
    OwnedBody,
    /// A body by its head and a name of its own.
    NamedBody,
}

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) kind: EntityKind,
    pub(super) who: EntityRef,
    pub(super) method: Method,
    /// The form is an ordinary word too and nothing beside it says which.
    pub(super) doubtful: bool,
    /// First token of a person's family name.
    pub(super) surname: Option<u32>,
}

/// Reads the matches of one sentence.
pub(super) struct Reader<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) registry: &'a Registry,
    pub(super) vocabulary: &'a Vocabulary,
    /// The sentence's tokens.
    pub(super) sentence: TokenRange,
    /// Tokens inside a title, and where the title ends.
    pub(super) titles: &'a FxHashMap<u32, u32>,
    /// The state named last.
    pub(super) state: Option<u32>,
}

impl Reader<'_> {
    pub(super) fn read(&self, reading: Reading, found: &mut Match) -> Option<Candidate> {
        match reading {
            Reading::Registry => self.registered(found),
            Reading::Person => self.person(found),
            Reading::OwnedBody => self.owned_body(found),
            Reading::NamedBody => self.named_body(found),
        }
    }

    /// The longest name of the registry at the match's first token.
    fn registered(&self, found: &mut Match) -> Option<Candidate> {
        let best = self.entity(found.first)?;
        (found.last, found.to) = (best.0.last(), best.0.last());
        let known = self.registry.get(best.0.value)?;
        // «فیصل | بن سلمان»: a brother of the one who is known by his father's name.
        if known.kind == EntityKind::Person
            && self.vocabulary.any(self.view, found.first, |word| matches!(word, Word::Descent))
            && self
                .vocabulary
                .before(self.view, self.sentence.first, found.first, |word| {
                    matches!(word, Word::GivenName { .. })
                })
                .is_some()
        {
            return None;
        }
        // «سپاه پاسداران | ایران», «گردان‌های قسام | حماس»: what it belongs to is part of the name.
        if known.part_of().is_some()
            && matches!(known.kind, EntityKind::Organisation | EntityKind::ArmedForce)
            && let Some((whole, false)) = self.entity(found.last)
            && self.registry.get(whole.value).is_some_and(|whole| Some(whole.id()) == known.part_of())
        {
            (found.last, found.to) = (whole.last(), whole.last());
        }
        Some(Candidate {
            kind: known.kind,
            who: EntityRef::Known(best.0.value),
            method: Method::Lexicon,
            doubtful: best.1,
            surname: None,
        })
    }

    /// The edge of the longest and likeliest entity at a token, and whether it is in doubt.
    pub(super) fn entity(&self, at: u32) -> Option<(Edge, bool)> {
        let end = self.sentence.end;
        let inside = self.titles.get(&at).copied().unwrap_or(0);
        let names = self.registry.names_at(self.view, at);
        names
            .filter(|(edge, _)| edge.last() <= end)
            .filter(|(edge, _)| self.view.tokens.begins_word(edge.last() as usize))
            .filter_map(|(edge, known)| {
                // «رئیس | جمهوری | آذربایجان», but «استاد | دانشگاه | تهران».
                if inside > at && inside < edge.last() && known.kind == EntityKind::State {
                    return None;
                }
                if edge.suffix != 0 && !self.is_ezafe(&edge) {
                    return None;
                }
                let ambiguous =
                    self.registry.ambiguous(edge.value, &self.view.tokens, edge.first, edge.last());
                let doubtful = ambiguous && !self.cued(known, &edge);
                Some((edge, doubtful, known.order(doubtful, ambiguous)))
            })
            .max_by(|a, b| a.0.last().cmp(&b.0.last()).then_with(|| b.2.cmp(&a.2)))
            .map(|(edge, doubtful, _)| (edge, doubtful))
    }

    /// Whether the ending of a name is an ezafe; otherwise it makes an adjective («ایرانی»).
    fn is_ezafe(&self, edge: &Edge) -> bool {
        match self.view.tokens.codes_between(edge.first, edge.last()) {
            [.., ALEF | VAV, YEH] => true,
            // «سوریه‌ی», but not «فرانسه‌ای».
            [.., HEH, YEH] => edge.last() > edge.first + 1,
            _ => false,
        }
    }

    /// Whether the words beside an ambiguous form say that it is a name.
    fn cued(&self, known: &RegistryEntry, edge: &Edge) -> bool {
        let kind = known.kind;
        let TokenRange { first: floor, end } = self.sentence;
        let told = |word: &Word| match word {
            Word::Cue(id, kinds) => kinds.contains(&kind) && known.told_by(id),
            Word::Title(_) => kind == EntityKind::Person,
            _ => false,
        };
        if self.vocabulary.before(self.view, floor, edge.first, told).is_some() {
            return true;
        }
        if kind == EntityKind::Person {
            return self.given(edge.first).is_some_and(|(last, _)| last < edge.last())
                || self.title_follows(edge.last());
        }
        // «شرق: توافق امضا شد»: a newspaper's headline.
        if kind == EntityKind::Media {
            let first = (floor..edge.first).all(|at| self.slice(at) == "«");
            let last = edge.last() + u32::from(self.slice(edge.last()) == "»");
            let writes = || self.vocabulary.any(self.view, last, |word| matches!(word, Word::Writes));
            // «شرق - توافق امضا شد»: the head of a document says where it is from.
            let heads = || edge.first == 0 && matches!(self.slice(last), "-" | "–" | "—");
            return first && last < end && (self.slice(last) == ":" || writes() || heads());
        }
        if !matches!(kind, EntityKind::Place | EntityKind::State) {
            return false;
        }
        self.listed_before(edge.last(), LISTED) || self.listed_behind(edge.first, LISTED)
    }

    /// Whether a comma or «و» at token `at` goes on to a place that is named beyond doubt, over a few in doubt.
    fn listed_before(&self, at: u32, steps: usize) -> bool {
        steps > 0
            && self.joins(at)
            && at + 1 < self.sentence.end
            && self.registry.names_at(self.view, at + 1).any(|(edge, known)| match self.place(&edge, known) {
                Some(doubtful) => !doubtful || self.listed_before(edge.last(), steps - 1),
                None => false,
            })
    }

    /// The same backwards, of the comma or «و» that ends before token `at`.
    fn listed_behind(&self, at: u32, steps: usize) -> bool {
        let floor = self.sentence.first;
        steps > 0
            && at > floor + 1
            && self.joins(at - 1)
            && (floor.max(at.saturating_sub(6))..at - 1).any(|first| {
                let names = self.registry.names_at(self.view, first);
                let mut names = names.filter(|(edge, _)| edge.last() + 1 == at);
                names.any(|(edge, known)| match self.place(&edge, known) {
                    Some(doubtful) => !doubtful || self.listed_behind(edge.first, steps - 1),
                    None => false,
                })
            })
    }

    /// Of a place or state without ending, whether its name may mean something else.
    fn place(&self, edge: &Edge, known: &RegistryEntry) -> Option<bool> {
        (edge.suffix == 0 && matches!(known.kind, EntityKind::Place | EntityKind::State))
            .then(|| self.registry.ambiguous(edge.value, &self.view.tokens, edge.first, edge.last()))
    }

    /// Whether token `at` is a comma or «و».
    fn joins(&self, at: u32) -> bool {
        matches!(self.slice(at), "،" | "-" | "–" | ",") || self.view.is(at, Particle::And)
    }

    pub(super) fn slice(&self, at: u32) -> &str {
        self.view.tokens.list.get(at as usize).map_or("", |token| self.view.slice(token.span()))
    }

    fn title_follows(&self, at: u32) -> bool {
        let at = at + u32::from(self.slice(at) == "،");
        at < self.sentence.end
            && self.vocabulary.any(self.view, at, |word| matches!(word, Word::Title(TitleKind::Office)))
    }

    /// The lexicon entry, and its word, in a slot.
    pub(super) fn slot(&self, found: &Match, slot: &str) -> Option<(Edge, &Word)> {
        let edge = self.view.slot(found, slot)?;
        Some((edge, self.vocabulary.word(&edge)?))
    }

    pub(super) fn made(
        &self,
        found: &Match,
        kind: EntityKind,
        id: String,
        name_en: Option<String>,
        part_of: Option<String>,
    ) -> Option<Candidate> {
        let span: Span = self.view.span(found.first, found.last);
        let name_fa = self.view.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = Entity { id, kind: Some(kind), name_fa, name_en, part_of, ..Entity::default() };
        Some(Candidate {
            kind,
            who: EntityRef::Made(Box::new(entity)),
            method: Method::Pattern,
            doubtful: false,
            surname: None,
        })
    }
}
