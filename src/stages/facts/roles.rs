//! Whose figure it is, who did it and to whom, where and when.

use super::clause::Clause;
use super::property::Cue;
use super::words::Scene;
use super::words::SubjectPlace;
use crate::lexicon::Particle;
use crate::stages::actors::{Entity, EntityKind};
use crate::text::TokenRange;

/// Longest phrase of what is measured, in tokens.
const PHRASE: u32 = 8;

/// Who or what a role is filled with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) entity: Option<usize>,
    pub(super) words: Option<TokenRange>,
}

/// What the roles of a figure are looked for in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) clause: Clause,
    pub(super) figure: TokenRange,
    /// One past the counted phrase.
    pub(super) item_end: u32,
    pub(super) entities: &'a [Entity],
    /// The state that was named last before the sentence, which «این کشور» means.
    pub(super) last_state: Option<usize>,
    /// Who says it, whom «خود» means where the clause has no subject.
    pub(super) speaker: Option<usize>,
}

impl Search<'_> {
    /// The subject of a property.
    pub(super) fn subject(&self, place: SubjectPlace, cue: &Cue) -> Filled {
        let entity = |entity: Option<usize>| Filled { entity, words: None };
        match place {
            SubjectPlace::Owner => entity(self.owner()),
            SubjectPlace::OwnerBefore => entity(self.owner().or_else(|| self.before())),
            SubjectPlace::Thing => self.thing(cue),
        }
    }

    /// Whose the counted are: a name in the counted phrase, «این کشور», «خود».
    fn owner(&self) -> Option<usize> {
        let phrase = TokenRange::new(self.figure.end, self.item_end);
        let side = |(mention, _): &(usize, TokenRange)| {
            matches!(
                self.scene.kind(*mention),
                Some(
                    EntityKind::State | EntityKind::ArmedForce | EntityKind::Organisation | EntityKind::Group
                )
            )
        };
        if let Some((mention, _)) = self.scene.mentions_in(phrase).find(side) {
            return self.scene.entity(mention);
        }
        let has = |classes| phrase.positions().any(|at| self.scene.view.begins(at, classes));
        if has(&self.scene.words.features.own) {
            return self.actor().or(self.speaker);
        }
        let points = phrase.positions().any(|at| self.scene.view.is(at, Particle::ThisOne));
        if points {
            return self.state_before().or(self.last_state);
        }
        None
    }

    /// The last state or body named in the clause before the figure.
    fn before(&self) -> Option<usize> {
        let before = TokenRange::new(self.clause.tokens.first, self.figure.first);
        let side = |(mention, _): &(usize, TokenRange)| {
            matches!(
                self.scene.kind(*mention),
                Some(
                    EntityKind::State
                        | EntityKind::ArmedForce
                        | EntityKind::Organisation
                        | EntityKind::Company
                )
            )
        };
        let (mention, _) = self.scene.mentions_in(before).rev().find(side)?;
        self.scene.entity(mention)
    }

    /// The last state named in the clause before the figure, or that of a body which is named there.
    fn state_before(&self) -> Option<usize> {
        let before = TokenRange::new(self.clause.tokens.first, self.figure.first);
        let states = self.scene.mentions_in(before).rev().filter_map(|(mention, _)| {
            let entity = self.scene.entity(mention)?;
            if self.scene.kind(mention) == Some(EntityKind::State) {
                return Some(entity);
            }
            let of = self.entities.get(entity)?.part_of.as_deref()?;
            self.entities.iter().position(|known| known.id == of)
        });
        states.into_iter().next()
    }

    /// The actor that begins the clause.
    pub(super) fn actor(&self) -> Option<usize> {
        let words = &self.scene.words.features;
        let mut at = self.clause.tokens.first;
        while at < self.figure.first {
            if let Some(behind) = self.scene.view.words_at(at, &words.connective) {
                at = behind;
            } else if let Some((_, date)) = self.scene.date_at(at) {
                at = date.end;
            } else if self.scene.mark(at).is_some() || self.scene.view.is(at, Particle::And) {
                at += 1;
            } else {
                break;
            }
        }
        let (mention, _) = self.scene.mention_at(at)?;
        let acts = self.scene.kind(mention).is_some_and(|kind| kind != EntityKind::Place);
        self.scene.entity(mention).filter(|_| acts)
    }

    /// Whom «به X» names in the clause.
    pub(super) fn recipient(&self) -> Option<usize> {
        let toward = |(mention, place): &(usize, TokenRange)| {
            let led = place.first.checked_sub(1).is_some_and(|at| self.scene.view.is(at, Particle::Toward));
            led && self.scene.kind(*mention) != Some(EntityKind::Place)
        };
        let (mention, _) = self.scene.mentions_in(self.clause.tokens).find(toward)?;
        self.scene.entity(mention)
    }

    /// What is measured: behind the word that says so («طول X»), else what begins the clause.
    fn thing(&self, cue: &Cue) -> Filled {
        let behind = if cue.tokens.end <= self.figure.first {
            self.phrase(cue.tokens.end, self.figure.first)
        } else {
            None
        };
        let words = behind.or_else(|| self.phrase(self.start(), cue.tokens.first.min(self.figure.first)));
        let Some(words) = words else { return Filled::default() };
        let entity = self.scene.mention_at(words.first).filter(|(_, place)| place.end == words.end);
        Filled { entity: entity.and_then(|(mention, _)| self.scene.entity(mention)), words: Some(words) }
    }

    fn start(&self) -> u32 {
        let words = &self.scene.words.features;
        let mut at = self.clause.tokens.first;
        while at < self.figure.first {
            match self.scene.view.words_at(at, &words.connective) {
                Some(behind) => at = behind,
                None if self.scene.mark(at).is_some() => at += 1,
                None => break,
            }
        }
        at
    }

    /// A noun phrase from a token on.
    fn phrase(&self, first: u32, end: u32) -> Option<TokenRange> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let stops = |at| view.begins(at, &words.preposition) || view.begins(at, &words.object);
        let end = self.scene.phrase_end(TokenRange::new(first, end), PHRASE, stops);
        (end > first).then(|| TokenRange::new(first, end))
    }

    /// Where it was: a place behind «در» or «به» in the clause, behind the figure first.
    pub(super) fn place(&self) -> Option<usize> {
        let led = |(mention, place): &(usize, TokenRange)| {
            let kind = self.scene.kind(*mention);
            let at = (place.first.saturating_sub(3)..place.first).rev();
            let mut before = at.take_while(|&at| self.scene.mark(at).is_none());
            kind == Some(EntityKind::Place)
                && before.any(|at| self.scene.view.begins(at, &self.scene.words.features.at))
        };
        let inside = self.clause.tokens;
        let behind = TokenRange::new(self.figure.end, inside.end);
        let before = TokenRange::new(inside.first, self.figure.first);
        let found = self
            .scene
            .mentions_in(behind)
            .find(led)
            .or_else(|| self.scene.mentions_in(before).rev().find(led));
        self.scene.entity(found?.0)
    }
}
