//! What each rule of the stage means: which entity a match names.

use super::pending::EntityRef;
use super::registry::{Registry, RegistryEntry};
use super::vocabulary::{Vocabulary, Word};
use super::{Entity, EntityKind, Method};
use crate::rule::{Edge, Match, ReadingKind, TokenSet, View};
use crate::text::fold::{ALEF, HEH, VAV, YEH};
use crate::text::{Gap, Span, TokenKind, TokenRange};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use smallvec::SmallVec;

/// The parts of a person's name.
const PERSON: &[&str] = &["given", "surname", "first-part", "town"];

/// The readings that rules of this stage can name, with the slots that they read.
pub(super) const READINGS: &[ReadingKind] = &[
    ReadingKind::new("registry", &[]),
    ReadingKind::new("person", &[PERSON, &["title", "joined", "office", "called", "addressed", "stamp"]])
        .needing(&[&["surname", "called"]]),
    ReadingKind::new("owned-body", &[&["head", "owner", "portfolio", "that-state"]])
        .needing(&[&["head", "portfolio"]]),
    // What has no head is a medium that somebody cites.
    ReadingKind::new("named-body", &[PERSON, &["head", "honour", "person"]]),
    ReadingKind::new("listed-place", &[&["heads"]]).needing(&[&["heads"]]),
    ReadingKind::new("named-product", &[&["head"]]).needing(&[&["head"]]),
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
    /// The first name of a list behind a word for several settlements.
    ListedPlace,
    /// A product that no registry has, by a word for its kind before it.
    NamedProduct,
}

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) kind: EntityKind,
    pub(super) who: EntityRef,
    pub(super) method: Method,
    /// The form is an ordinary word too and nothing beside it says which.
    pub(super) doubtful: bool,
    /// First token of the short form that may stand for it later: a person's family name, a body's name without its head.
    pub(super) short: Option<u32>,
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
    /// Words that look like a name and are none: «ساری و جاری».
    pub(super) no_names: &'a [TokenRange],
    /// The state named last.
    pub(super) state: Option<u32>,
    /// Tokens of dates and figures.
    pub(super) quantities: &'a TokenSet,
}

impl Reader<'_> {
    pub(super) fn read(&self, reading: Reading, found: &mut Match) -> Option<Candidate> {
        match reading {
            Reading::Registry => self.registered(found),
            Reading::Person => self.person(found),
            Reading::OwnedBody => self.owned_body(found),
            Reading::NamedBody => self.named_body(found),
            Reading::ListedPlace => None,
            Reading::NamedProduct => self.named_product(found),
        }
    }

    /// The longest name of the registry at the match's first token.
    fn registered(&self, found: &mut Match) -> Option<Candidate> {
        let best = self.entity(found.first);
        let other = best.filter(|(edge, _)| {
            self.registry.get(edge.value).is_some_and(|known| known.kind != EntityKind::Product)
        });
        if let Some(product) = self.listed_product(found, other.map_or(0, |(edge, _)| edge.last())) {
            return Some(product);
        }
        let best = best?;
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
        if known.kind == EntityKind::Person {
            if self.is_namesake(found.first, found.last) {
                return None;
            }
            found.first = self.behind_sayyid(found.first, found.last);
        }
        if let Some(other) = self.other_states(found, known) {
            return Some(other);
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
            short: None,
        })
    }

    /// The edge of the longest and likeliest entity at a token, and whether it is in doubt.
    pub(super) fn entity(&self, at: u32) -> Option<(Edge, bool)> {
        let end = self.sentence.end;
        let inside = self.titles.get(&at).copied().unwrap_or(0);
        let names = self.registry.names_at(self.view, at);
        let names: SmallVec<[(Edge, &RegistryEntry); 8]> = names
            .filter(|(edge, _)| edge.last() <= end)
            .filter(|(edge, _)| self.view.tokens.begins_word(edge.last() as usize))
            .collect();
        let mut longest = names.iter().map(|(edge, _)| edge.last()).max();
        // Shorter names are of no interest where a longer one is meant.
        while let Some(last) = longest {
            let of_length = names.iter().filter(|(edge, _)| edge.last() == last);
            let meant = of_length.filter_map(|&(edge, known)| {
                // «رئیس | جمهوری | آذربایجان», but «استاد | دانشگاه | تهران».
                if inside > at && inside < edge.last() && known.kind == EntityKind::State {
                    return None;
                }
                // «پژو» is the firm, «پژو ۲۰۶» one of its cars.
                if known.models_alone {
                    return None;
                }
                if edge.suffix != 0 && !self.is_ezafe(&edge)
                    || self.is_small_acronym(&edge)
                    || matches!(known.kind, EntityKind::Place | EntityKind::State)
                        && self.is_latin_part(&edge)
                    || known.kind == EntityKind::Organisation && self.is_another(known, edge.last())
                {
                    return None;
                }
                let ambiguous =
                    self.registry.ambiguous(edge.value, &self.view.tokens, edge.first, edge.last());
                let doubtful = ambiguous && !self.cued(known, &edge);
                Some((edge, doubtful, known.order(doubtful, ambiguous)))
            });
            let likeliest = meant.max_by(|a, b| b.2.cmp(&a.2));
            if let Some((edge, doubtful, _)) = likeliest {
                return Some((edge, doubtful));
            }
            longest = names.iter().map(|(edge, _)| edge.last()).filter(|other| *other < last).max();
        }
        None
    }

    /// Whether some of tokens `first..last` are of words that only look like a name.
    pub(super) fn is_no_name(&self, first: u32, last: u32) -> bool {
        self.no_names.iter().any(|words| words.first < last && first < words.end)
    }

    /// Whether a name in Latin letters is a word that begins with a small one («turkey»), or part of a longer name or of an
    /// address: «FC Porto», «Paris Agreement», «University of Toronto», «/Iran».
    fn is_latin_part(&self, edge: &Edge) -> bool {
        let tokens = &self.view.tokens.list;
        let token = |at: u32| {
            tokens.get(at as usize).filter(|_| (self.sentence.first..self.sentence.end).contains(&at))
        };
        let capital =
            |at: u32| token(at).is_some() && self.slice(at).starts_with(|c: char| c.is_ascii_uppercase());
        let latin = token(edge.first).is_some_and(|token| token.kind == TokenKind::Latin);
        let glued = |at: u32| {
            token(at).is_some_and(|token| token.gap == Gap::None && token.kind != TokenKind::Word)
                && !matches!(self.slice(at), "،" | "," | "." | ")" | "»" | ":" | "؛" | "؟" | "!" | "]" | "\"")
        };
        let opened =
            |at: u32| at > self.sentence.first && matches!(self.slice(at - 1), "(" | "«" | "[" | "\"");
        latin
            && (!capital(edge.first)
                || capital(edge.last())
                || glued(edge.last())
                || edge.first.checked_sub(1).is_some_and(capital)
                || self.is_owner_in_latin(edge.first) && edge.first.checked_sub(2).is_some_and(capital)
                || glued(edge.first) && !opened(edge.first))
    }

    /// Whether a word in small Latin letters before a token joins it to a name: «University | of | Toronto».
    fn is_owner_in_latin(&self, at: u32) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.slice(before), "of" | "de" | "di"))
    }

    /// Whether Latin letters that a name has as capitals alone are small here: «who».
    fn is_small_acronym(&self, edge: &Edge) -> bool {
        let written = self.view.slice(self.view.span(edge.first, edge.last()));
        let small = |c: char| c.is_ascii_lowercase();
        written.bytes().any(|byte| byte.is_ascii_lowercase())
            && self.view.entry(edge).is_some_and(|entry| {
                let alike = entry.forms.iter().filter(|form| form.eq_ignore_ascii_case(written));
                alike.clone().count() > 0 && alike.clone().all(|form| !form.contains(small))
            })
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

    pub(super) fn slice(&self, at: u32) -> &str {
        self.view.tokens.list.get(at as usize).map_or("", |token| self.view.slice(token.span()))
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
            who: EntityRef::Made(Box::new(entity), None),
            method: Method::Pattern,
            doubtful: false,
            short: None,
        })
    }
}
