//! Who takes part in an event, and as what.

use super::model::{EventType, Participant, Role};
use super::words::{Behind, Scene};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::VerbGroup;
use crate::text::{TokenKind, TokenRange};

/// Longest phrase of one who takes part, in tokens.
const PHRASE: u32 = 8;
/// How far behind a noun its participants stand, in tokens.
const REACH: u32 = 14;

/// The clause of a trigger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) kind: EventType,
    /// From behind the verb before it to the trigger's end.
    pub(super) clause: TokenRange,
    pub(super) trigger: TokenRange,
    pub(super) passive: bool,
    pub(super) sentence: TokenRange,
    pub(super) groups: &'a [VerbGroup],
}

impl Search<'_> {
    /// Those who take part in what a verb tells.
    pub(super) fn of_verb(&self) -> Vec<Participant> {
        let mut found = Vec::new();
        let acted = self.acted_on();
        let start = self.clause.first;
        let relative = start > self.sentence.first
            && self.scene.view.is(start - 1, Particle::That)
            && !self.groups.iter().any(|group| group.tokens.end + 1 == start);
        let subject = self.subject(start).or_else(|| {
            // «X توافق کرد که برود»: the clause has the subject of the one that it stands in.
            let that = start > self.sentence.first && self.scene.view.is(start - 1, Particle::That);
            that.then(|| self.subject(self.sentence.first)).flatten()
        });
        if let Some(subject) = subject {
            let role = if self.passive { acted } else { Role::Agent };
            found.extend(subject.into_iter().map(|participant| Participant { role, ..participant }));
        }
        if !self.passive {
            let object = self.object().or_else(|| relative.then(|| self.head(start - 1)).flatten());
            found.extend(object.map(|object| Participant { role: acted, ..object }));
        }
        self.led(self.clause, &mut found);
        found
    }

    /// What a relative clause is said of: «مناطقی را که تصرف کرد».
    fn head(&self, that: u32) -> Option<Participant> {
        let words = &self.scene.words.features;
        let end = if self.scene.view.begins(that.checked_sub(1)?, &words.object) { that - 1 } else { that };
        let floor = self.sentence.first.max(end.saturating_sub(PHRASE));
        let stops = |at: u32| {
            self.scene.mark(at).is_some()
                || self.scene.view.begins(at, &words.preposition) && at + 3 < end
                || self.groups.iter().any(|group| group.tokens.contains(at))
        };
        let mut first = (floor..end).rev().find(|&at| stops(at)).map_or(floor, |at| at + 1);
        if let Some((mention, tokens)) = self.scene.mention_at(first).filter(|(_, tokens)| tokens.end < end)
            && self.is_actor(mention)
        {
            first = tokens.end;
        }
        (first < end).then(|| Participant {
            role: self.acted_on(),
            entity: None,
            mention: None,
            span: self.scene.view.span(first, end),
        })
    }

    /// Those who stand with a noun: behind it, and behind prepositions that follow.
    pub(super) fn of_noun(&self, behind: Behind) -> Vec<Participant> {
        let mut found = Vec::new();
        if behind == Behind::None {
            return found;
        }
        let start = self.trigger.end;
        let end = self.phrase_end(start);
        let Some(role) = behind.role() else {
            if let Some((mention, tokens)) =
                self.scene.mention_at(start).filter(|(mention, _)| self.is_actor(*mention))
            {
                found.push(self.named(Role::Agent, mention, tokens));
            }
            self.led(TokenRange::new(start, end), &mut found);
            found.retain(|participant| matches!(participant.role, Role::Agent | Role::Counterpart));
            return if found.len() > 1 { found } else { Vec::new() };
        };
        if let Some((mention, tokens)) = self.scene.mention_at(start).filter(|(_, tokens)| tokens.end <= end)
        {
            // «اشغال X» by an actor, «اشغال شهر X» of a place.
            let seizes = self.kind == EventType::Seize && self.is_actor(mention);
            found.push(self.named(if seizes { Role::Agent } else { role }, mention, tokens));
        }
        self.led(TokenRange::new(start, end), &mut found);
        let coerced = self.kind == EventType::Coerce;
        let led = !found.is_empty() && matches!(self.kind, EventType::Mobilize | EventType::Transfer);
        let has = found.iter().any(|participant| participant.role == role);
        if (coerced || led)
            && !has
            && role != Role::Recipient
            && let Some(tokens) = self.phrase(start, end)
        {
            let span = self.scene.view.span(tokens.first, tokens.end);
            found.push(Participant { role, entity: None, mention: None, span });
        }
        found
    }

    /// One past the phrase of a noun: at a mark, «که», «را» or a verb's beginning.
    fn phrase_end(&self, start: u32) -> u32 {
        let stops = |at: u32| {
            self.scene.mark(at).is_some()
                || self.scene.view.is(at, Particle::That)
                || self.scene.view.begins(at, &self.scene.words.features.object)
        };
        let end = self.clause.end.min(start + REACH);
        (start..end).find(|&at| stops(at)).unwrap_or(end)
    }

    /// What the object of a verb of this type, or the subject of its passive, is.
    const fn acted_on(&self) -> Role {
        match self.kind {
            EventType::Transfer | EventType::Build | EventType::Found => Role::Goods,
            _ => Role::Patient,
        }
    }

    fn named(&self, role: Role, mention: usize, tokens: TokenRange) -> Participant {
        let span = self.scene.view.span(tokens.first, tokens.end);
        Participant { role, entity: self.scene.entity(mention), mention: Some(mention), span }
    }

    fn is_actor(&self, mention: usize) -> bool {
        self.scene.kind(mention).is_some_and(|kind| kind != EntityKind::Place)
    }

    /// The subject that begins the clause: names, or words before the first preposition.
    fn subject(&self, start: u32) -> Option<Vec<Participant>> {
        let words = &self.scene.words.features;
        let mut at = start;
        while at < self.trigger.first {
            if let Some(behind) = self.scene.words_at(at, &words.connective) {
                at = behind;
            } else if let Some((_, date)) = self.scene.date_at(at) {
                at = date.end;
            } else if self.scene.mark(at).is_some() || self.scene.view.is(at, Particle::And) {
                at += 1;
            } else if let Some(behind) = self.scene.words_at(at, &words.preposition) {
                at = self.behind_adverbial(behind)?;
            } else {
                break;
            }
        }
        let mut found = Vec::new();
        while let Some((mention, tokens)) =
            self.scene.mention_at(at).filter(|(_, tokens)| tokens.end <= self.trigger.first)
        {
            found.push(self.named(Role::Agent, mention, tokens));
            at = tokens.end;
            if !self.scene.view.is(at, Particle::And) && self.scene.mark(at) != Some("،") {
                break;
            }
            at += 1;
        }
        if !found.is_empty() {
            return Some(found);
        }
        let tokens = self.phrase(at, self.trigger.first)?;
        if self.scene.view.begins(tokens.end, &words.object) {
            return None;
        }
        let inside = self.scene.mentions_in(tokens).next_back().filter(|(_, place)| place.end == tokens.end);
        let whole = self.scene.view.span(tokens.first, tokens.end);
        let body = inside.filter(|_| tokens.len() <= 3);
        Some(vec![Participant {
            role: Role::Agent,
            entity: body.and_then(|(mention, _)| self.scene.entity(mention)),
            mention: body.map(|(mention, _)| mention),
            span: whole,
        }])
    }

    fn behind_adverbial(&self, at: u32) -> Option<u32> {
        if let Some((_, date)) = self.scene.date_at(at) {
            return Some(date.end);
        }
        let comma = (at..self.trigger.first).find(|&at| self.scene.mark(at) == Some("،"))?;
        Some(comma + 1)
    }

    /// The object before «را».
    fn object(&self) -> Option<Participant> {
        let words = &self.scene.words.features;
        let marker = (self.clause.first..self.trigger.first)
            .rev()
            .find(|&at| self.scene.view.begins(at, &words.object))?;
        let floor = self.clause.first.max(marker.saturating_sub(PHRASE + 4));
        let stops = |at: u32| {
            self.scene.mark(at).is_some()
                || self.scene.view.begins(at, &words.preposition)
                || self.scene.view.is(at, Particle::That)
                || self.scene.view.begins(at, &words.connective)
        };
        let mut first = (floor..marker).rev().find(|&at| stops(at)).map_or(floor, |at| at + 1);
        if let Some((_, date)) = self.scene.dates_in(TokenRange::new(first, marker)).next_back() {
            first = date.end;
        }
        // The subject begins the clause, and is none of the object.
        if first == self.clause.first
            && let Some((mention, tokens)) = self.scene.mention_at(first).filter(|(_, t)| t.end < marker)
            && self.is_actor(mention)
        {
            first = tokens.end;
        }
        if first >= marker {
            return None;
        }
        let tokens = TokenRange::new(first, marker);
        let whole = self.scene.mention_at(first).filter(|(_, place)| place.end == marker);
        let last = self
            .scene
            .mentions_in(tokens)
            .next_back()
            .filter(|(_, place)| place.end == marker && tokens.len() <= 3);
        let named = whole.or(last);
        Some(Participant {
            role: self.acted_on(),
            entity: named.and_then(|(mention, _)| self.scene.entity(mention)),
            mention: named.map(|(mention, _)| mention),
            span: self.scene.view.span(tokens.first, tokens.end),
        })
    }

    /// Those whom prepositions lead.
    fn led(&self, tokens: TokenRange, found: &mut Vec<Participant>) {
        let words = &self.scene.words.features;
        let view = self.scene.view;
        for at in tokens.positions() {
            let Some((mention, place)) =
                self.scene.mention_at(at).filter(|(_, place)| place.end <= tokens.end)
            else {
                continue;
            };
            let before = |n: u32| at.checked_sub(n).filter(|&at| at + 1 >= tokens.first);
            // «به منطقه X»: one word may stand between.
            let near = [before(1), before(2)].into_iter().flatten();
            let mut leads = near.take_while(|&at| {
                view.tokens.list.get(at as usize).is_some_and(|token| token.kind == TokenKind::Word)
            });
            let role = leads.find_map(|lead| {
                if view.is(lead, Particle::Toward) {
                    Some(self.goal(mention))
                } else if view.is(lead, Particle::From) {
                    Some(Role::Origin)
                } else if view.begins(lead, &words.together) {
                    Some(Role::Counterpart)
                } else if view.begins(lead, &words.inside) {
                    Some(Role::Place)
                } else if view.begins(lead, &words.between) {
                    let mediated = self.kind == EventType::Consult && self.trigger.end < at;
                    Some(if mediated && found.iter().any(|other| other.role == Role::Agent) {
                        Role::Counterpart
                    } else {
                        Role::Agent
                    })
                } else if view.begins(lead, &words.by) {
                    Some(Role::Agent)
                } else {
                    None
                }
            });
            let Some(role) = role else { continue };
            if self.admits(role, mention) && !found.iter().any(|other| other.mention == Some(mention)) {
                found.push(self.named(role, mention, place));
                // «میان X و Y»
                let mut next = place.end;
                while view.is(next, Particle::And) {
                    let Some((mention, place)) =
                        self.scene.mention_at(next + 1).filter(|(_, p)| p.end <= tokens.end)
                    else {
                        break;
                    };
                    found.push(self.named(role, mention, place));
                    next = place.end;
                }
            }
        }
    }

    /// What «به X» is.
    fn goal(&self, mention: usize) -> Role {
        match self.kind {
            EventType::Mobilize | EventType::Consult | EventType::Build => Role::Place,
            EventType::Assault => Role::Patient,
            _ if self.is_actor(mention) => Role::Recipient,
            EventType::Transfer => Role::Recipient,
            _ => Role::Place,
        }
    }

    fn admits(&self, role: Role, mention: usize) -> bool {
        match role {
            Role::Place => !self.is_actor(mention),
            Role::Origin => matches!(
                self.kind,
                EventType::Transfer | EventType::Concede | EventType::Mobilize | EventType::Coerce
            ),
            Role::Counterpart => {
                self.is_actor(mention)
                    && matches!(
                        self.kind,
                        EventType::Agree | EventType::Consult | EventType::Cooperate | EventType::Assault
                    )
            }
            _ => true,
        }
    }

    /// A noun phrase from a token on.
    fn phrase(&self, first: u32, end: u32) -> Option<TokenRange> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let stops = |at| view.begins(at, &words.preposition) || view.begins(at, &words.object);
        let end = self.scene.phrase_end(TokenRange::new(first, end), PHRASE, stops);
        (end > first).then(|| TokenRange::new(first, end))
    }
}
