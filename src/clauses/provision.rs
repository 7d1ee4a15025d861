//! What one sentence of a clause provides.

use super::model::{Modality, PartyRole, Provision, ProvisionRow};
use super::party::{self, Actor, Definitions, Search};
use super::when::Rows;
use super::words::{Sentence, Sign, Words};
use crate::rule::{RuleId, Scene};
use crate::segment::Segment;
use crate::text::Span;

/// What a sentence is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) words: &'a Words,
    pub(super) rows: &'a Rows<'a>,
    pub(super) definitions: &'a Definitions,
    pub(super) inherited: Option<&'a Inherited>,
}

/// What «X موظف است:» passes on to the items below it.
#[derive(Clone, Debug)]
pub(super) struct Inherited {
    modality: Modality,
    rule: RuleId,
    subject: Vec<Actor>,
}

impl Context<'_> {
    /// The provision of a sentence, and what the items below take from it.
    pub(super) fn provision(
        &self,
        clause: usize,
        at: u32,
        segment: &Segment,
        read: &Sentence,
    ) -> (ProvisionRow, Option<Inherited>) {
        let scene = self.scene;
        let search = Search {
            scene,
            words: self.words,
            rows: self.rows,
            definitions: self.definitions,
            sentence: segment.tokens,
        };
        let condition = self.condition(segment.tokens, read);
        let mut subject = search.subject();
        let (supervisors, charged) = search.supervisors();
        if subject.is_empty() && charged {
            subject.clone_from(&supervisors);
        }
        let (mut modality, mut rule) = self.modality(segment.tokens, read, condition, !subject.is_empty());
        let mut inherited_subject = false;
        if modality == Modality::Statement
            && let Some(from) = self.inherited
        {
            (modality, rule) = (from.modality, from.rule);
            if subject.is_empty() {
                subject.clone_from(&from.subject);
                inherited_subject = true;
            }
        }
        if subject.is_empty() && modality != Modality::Statement {
            subject = search.agents();
        }
        let times = self.rows.times(scene, self.words, segment.tokens, condition);
        let mut parties = Vec::new();
        if modality != Modality::Statement {
            party::add(&mut parties, PartyRole::Obligor, subject.clone());
            let others = |actors: Vec<Actor>| -> Vec<Actor> {
                actors
                    .into_iter()
                    .filter(|actor| inherited_subject || !subject.iter().any(|s| s.entity == actor.entity))
                    .collect()
            };
            party::add(&mut parties, PartyRole::Recipient, others(search.recipients()));
        }
        party::add(&mut parties, PartyRole::Supervisor, supervisors);
        let opens = scene.slice(segment.span).ends_with(':');
        let inherit =
            (opens && modality != Modality::Statement).then(|| Inherited { modality, rule, subject });
        let value = Provision {
            clause,
            modality,
            effective: times.effective,
            deadline: times.deadline,
            duration: times.duration,
            condition,
            parties,
        };
        (ProvisionRow { span: segment.span, segment: at, rule, value }, inherit)
    }

    /// The words that oblige, permit or forbid decide; then the future of treaties; then the present
    /// of an actor. What stands in the condition does not count.
    fn modality(
        &self,
        sentence: (u32, u32),
        read: &Sentence,
        condition: Option<Span>,
        acted: bool,
    ) -> (Modality, RuleId) {
        let scene = self.scene;
        let outside = |tokens: (u32, u32)| {
            condition.is_none_or(|condition| !condition.contains(scene.span(tokens.0, tokens.1)))
        };
        let signs = || read.signs.iter().filter(|(_, _, tokens)| outside(*tokens));
        let explicit = signs().find_map(|&(sign, rule, tokens)| {
            let denied = Words::any(scene, self.words.negation, (tokens.1, sentence.1));
            Some(match sign {
                // «مکلف نیست» leaves free.
                Sign::Obligation if denied => (Modality::Statement, rule),
                Sign::Obligation => (Modality::Obligation, rule),
                Sign::Permission if denied => (Modality::Prohibition, rule),
                Sign::Permission => (Modality::Permission, rule),
                Sign::Prohibition => (Modality::Prohibition, rule),
                _ => return None,
            })
        });
        if let Some(explicit) = explicit {
            return explicit;
        }
        let first = |wanted: Sign| signs().find(|(sign, ..)| *sign == wanted);
        if let Some(&(_, rule, tokens)) = first(Sign::Future)
            && !self.is_consequence(sentence, tokens)
        {
            return (Modality::Obligation, rule);
        }
        if acted && let Some(&(_, rule, _)) = first(Sign::Present) {
            return (Modality::Obligation, rule);
        }
        (Modality::Statement, self.words.statement)
    }

    /// «این مسئله … خواهد داشت»: what will follow, said of a thing, obliges nobody; a passive does.
    fn is_consequence(&self, sentence: (u32, u32), future: (u32, u32)) -> bool {
        let Some(noun) = Words::at(self.scene, self.words.demonstrative, sentence.0) else { return false };
        let body = Words::at(self.scene, self.words.body, noun).is_some();
        !body && !Words::any(self.scene, self.words.passive, (future.0, sentence.1))
    }

    /// The first condition: to the next comma, or to the sentence's end.
    fn condition(&self, sentence: (u32, u32), read: &Sentence) -> Option<Span> {
        let scene = self.scene;
        let &(sign, _, (from, behind)) =
            read.signs.iter().find(|(sign, ..)| matches!(sign, Sign::Condition | Sign::Exception))?;
        let slice = |at: u32| scene.slice(scene.span(at, at + 1));
        let comma = (behind..sentence.1).find(|&at| matches!(slice(at), "،" | "؛"));
        let end = match comma {
            Some(comma) if sign == Sign::Condition || from == sentence.0 => comma,
            _ => {
                let stop = sentence.1.saturating_sub(1);
                if stop > from && matches!(slice(stop), "." | "؛" | ":" | "،") { stop } else { sentence.1 }
            }
        };
        Some(scene.span(from, end))
    }
}
