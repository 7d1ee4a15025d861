//! What happened by what somebody denies.

use super::extract::Reader;
use crate::lexicon::Particle;
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::TokenRange;

/// Longest preposition, in tokens.
const LEAD: u32 = 3;

impl Reader<'_> {
    /// Whether somebody denies a trigger in what he says, or in what holds that. What stands behind a preposition of its own goes
    /// without saying: «کشته شدن ۵ نفر در حمله X را تکذیب کرد».
    pub(super) fn is_denied(&self, statement: Option<usize>, trigger: TokenRange, noun: bool) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let led = |floor: u32| {
            let floor = floor.max(trigger.first.saturating_sub(LEAD));
            let lead = view.words_before(trigger.first, floor, &words.preposition);
            noun && lead.is_some() && view.words_before(trigger.first, floor, &words.about).is_none()
        };
        let mut at = statement;
        while let Some(row) = at.and_then(|at| self.statements.get(at)) {
            let content = tokens_of(view, row.span);
            let whole = row.value.refutes() && !led(content.first);
            if whole || row.value.rejects() && trigger.first == content.first {
                return true;
            }
            at = row.value.parent;
        }
        false
    }

    /// «سخنگوی X حمله به Y را تکذیب کرد»: whether the verb of the clause denies a noun, whoever says so.
    pub(super) fn is_dismissed(&self, trigger: TokenRange, start: u32, groups: &[VerbGroup]) -> bool {
        let (scene, words) = (self.scene, &self.scene.words.features);
        let reality = &self.scene.words.reality;
        let verb = groups.iter().find(|group| group.closes && group.tokens.first >= trigger.end);
        let Some(verb) = verb else { return false };
        let by =
            |classes| scene.is_dismissed(verb, trigger.end, scene.words.auxiliaries, &words.object, classes);
        let lead = |at: u32| {
            let about = scene.view.words_before(trigger.first, at, &words.about).is_some();
            scene.view.words_before(trigger.first, at, &words.preposition).is_some() && !about
        };
        // «پس از اعلام استعفای X، Y را تکذیب کرد»: what was before is not denied.
        let earlier = |at: u32| {
            let behind = scene.words_at(at, &words.preposition);
            behind.is_some_and(|end| {
                end > at + 1 && end <= trigger.first && scene.view.is(end - 1, Particle::From)
            })
        };
        let before = start.max(trigger.first.saturating_sub(LEAD + 1));
        if (before..trigger.first).any(earlier) {
            return false;
        }
        let floor = start.max(trigger.first.saturating_sub(LEAD));
        let claims =
            |at: u32| scene.view.begins(at, &reality.claim) || scene.view.begins(at, &reality.occurrence);
        let claimed = (floor..trigger.first).any(claims);
        // «رهبران حمله این خبر را تکذیب کردند»
        let other =
            (trigger.end..verb.tokens.first).any(|at| scene.view.is(at, Particle::ThisOne) || claims(at));
        let own = claimed || trigger.positions().any(|at| scene.is_infinitive(at, trigger.end));
        (by(&reality.denying) || by(&reality.falsehood) || by(&reality.rejecting) && own)
            && !lead(floor)
            && !other
    }
}
