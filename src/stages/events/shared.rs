//! Verbs that several nouns have: «X اعدام و Y زندانی شد».

use super::phrases::{Lead, Phrase};
use super::roles::Search;
use crate::lexicon::Particle;
use crate::text::TokenRange;

/// Another noun that has the verb of a trigger, too: «X اعدام و Y زندانی شد».
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared {
    /// Where it begins.
    noun: u32,
    /// One past its «و».
    pub(super) behind: u32,
    /// Whether it tells of something of another type.
    other: bool,
}

impl Search<'_> {
    /// «به X منتقل و تحویل Y شد», «در X دیدار و چهار تانک خریداری کرد»: what is led by «به» and «از» before another noun of the same verb
    /// is of that one alone, where the two are not of one type, and that noun is nobody.
    pub(super) fn drop_shared(&self, joined: Shared, phrases: &mut Vec<Phrase>) {
        phrases.retain(|phrase| {
            let before = phrase.tokens.first < joined.noun && phrase.tokens.end < joined.behind;
            let moved = matches!(phrase.lead, Lead::Toward | Lead::From);
            let noun = phrase.tokens.first == joined.noun && phrase.tokens.end < joined.behind;
            !(before && moved && joined.other || noun && phrase.lead == Lead::Bare)
        });
        for phrase in phrases.iter_mut().filter(|phrase| phrase.lead == Lead::Bare) {
            let TokenRange { first, end } = phrase.tokens;
            if first == joined.noun && joined.behind < end {
                phrase.tokens = TokenRange::new(joined.behind, end);
            }
            // «سه نفر بازداشت و به زندان منتقل شدند»
            if first < joined.noun && end + 1 == joined.behind {
                phrase.tokens = TokenRange::new(first, joined.noun);
            }
        }
    }

    /// «X اعدام و Y زندانی شد»: another noun of the same verb, behind whose «و» there is a subject of its own.
    pub(super) fn shared_verb(&self) -> Option<Shared> {
        let (scene, clause) = (self.scene(), self.clause.first..self.trigger.first);
        // «منتقل و تحویل X شد»: the verb may stand apart from its noun.
        let groups = || self.reader.groups.iter();
        let own = groups().find(|group| group.tokens.end == self.trigger.end);
        let verb =
            own.or_else(|| groups().find(|group| group.closes && group.tokens.first >= self.trigger.end))?;
        // «به دو سال حبس و تبعید محکوم شد»: so long a one is no part of the verb.
        let long = |at: u32| {
            let mut dates = scene.dates_in(TokenRange::new(self.clause.first, at));
            dates.any(|(_, date)| {
                date.end == at && scene.view.is(date.first.saturating_sub(1), Particle::Toward)
            })
        };
        let joined = |at: u32| {
            if long(at) {
                return None;
            }
            let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
            nouns.find_map(|(edge, noun)| {
                let and = at + u32::from(edge.length);
                // «۲۲۰ خانه ویران و راه بسته شد»
                let passive =
                    verb.passive && scene.words.auxiliaries.becoming().any(|one| noun.with.contains(&one));
                let shares = noun.with.contains(&verb.lemma) || passive;
                // «به زندان محکوم ولی آزاد شد»
                let joined = scene.view.is(and, Particle::And)
                    || scene.view.begins(and, &scene.words.features.connective);
                let other = noun.frame.kind != self.frame.kind;
                (shares && joined).then_some(Shared { noun: at, behind: and + 1, other })
            })
        };
        clause.rev().find_map(joined)
    }
}
