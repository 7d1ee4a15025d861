//! How real something is that a text tells.

use super::words::{Frame, Scene};
use crate::lexicon::{ClassSet, Particle, VerbForm};
use crate::stages::figures::Status;
use crate::stages::statements::Act;
use crate::syntax::{Mood, VerbGroup};
use crate::text::{TokenKind, TokenRange};

/// How far before a noun the word stands that says whether it happened, in tokens.
const BEFORE: u32 = 4;
/// How far before or behind a noun of war the word stands that says that it broke out, in tokens.
const OUTBREAK: u32 = 14;

/// Where the words stand that tell how real a trigger is.
pub(super) struct Reality<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) sentence: TokenRange,
    pub(super) groups: &'a [VerbGroup],
    pub(super) trigger: TokenRange,
    /// Where its clause begins.
    pub(super) start: u32,
    /// What the statement does in which it stands.
    pub(super) act: Option<Act>,
}

impl Reality<'_> {
    /// Of a verb; none where nothing happened and nobody had agreed on it.
    pub(super) fn of_verb(&mut self, verb: &VerbGroup) -> Option<Status> {
        let words = &self.scene.words.features;
        let reality = &self.scene.words.reality;
        // «درخواست کمک کرد»
        let first = self.trigger.first;
        let asked = self.scene.view.words_before(first, first.saturating_sub(2), &reality.unreal);
        if asked.is_some_and(|asked| asked >= self.start) && verb.tokens.first > first {
            return None;
        }
        let mood = self.mood(verb);
        let supposed = match mood {
            Mood::Subjunctive => self.leads(&words.hypothetical),
            _ => self.leads_clause(&words.hypothetical),
        };
        if supposed || self.leads(&reality.supposed) {
            return None;
        }
        match mood {
            Mood::Future if verb.negated => Some(Status::Denied),
            Mood::Future => Some(Status::Planned),
            // «توانست برود» happened; «توافق کرد که برود» is planned; and what else is wished did not happen.
            Mood::Subjunctive if verb.negated => None,
            Mood::Subjunctive if self.leads(&reality.managed) => Some(Status::Actual),
            Mood::Subjunctive if self.act == Some(Act::Demand) => None,
            Mood::Subjunctive => self.leads(&reality.planned).then_some(Status::Planned),
            Mood::Told if verb.negated && verb.present => None,
            Mood::Told if verb.negated => Some(Status::Denied),
            Mood::Told if self.leads(&reality.due) => Some(Status::Planned),
            Mood::Told => Some(Status::Actual),
        }
    }

    /// «X یورش برده، شهر را بگیرد»: a participle by itself has the mood of the verb that it goes on with.
    fn mood(&self, verb: &VerbGroup) -> Mood {
        let view = self.scene.view;
        let form = view.verb(verb.tokens.first, verb.tokens.end);
        let alone = !verb.sure && form.is_some_and(|form| form.form == VerbForm::Participle);
        let mut next =
            self.groups.iter().filter(|group| group.closes && group.tokens.first >= verb.tokens.end);
        next.next().filter(|_| alone && !verb.passive).map_or(verb.mood, |next| next.mood)
    }

    /// Of a noun by itself.
    pub(super) fn of_noun(&mut self, frame: &Frame) -> Option<Status> {
        let words = &self.scene.words.features;
        let reality = &self.scene.words.reality;
        if frame.war && !self.broke_out() && !self.is_dated() || frame.dated && !self.is_dated() {
            return None;
        }
        if matches!(self.act, Some(Act::Demand | Act::Ask | Act::Warn)) || self.stands_before(&reality.unreal)
        {
            return None;
        }
        if self.stands_before(&words.lacking) {
            return Some(Status::Denied);
        }
        // «از گفتگو با X خودداری کرد»
        let led = self.trigger.first.checked_sub(1).is_some_and(|at| self.scene.view.is(at, Particle::From));
        if led && self.is_faced(&words.lacking) {
            return Some(Status::Denied);
        }
        // «حمله X به Y دروغ است»
        let falsified =
            self.groups.iter().find(|group| group.closes && group.tokens.first >= self.trigger.end);
        if falsified.is_some_and(|verb| {
            let auxiliaries = self.scene.words.auxiliaries;
            self.scene.is_falsified(verb, self.trigger.end, auxiliaries, &reality.falsehood, &reality.truth)
        }) {
            return Some(Status::Denied);
        }
        // «مذاکره‌ای با X انجام نشده است»
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first >= self.trigger.end);
        if let Some(verb) = verb.filter(|verb| verb.negated && self.is_carried_out(verb)) {
            return (verb.mood != Mood::Subjunctive && !verb.present).then_some(Status::Denied);
        }
        // «با تحریم X مخالفت کرد»
        if self.scene.is_accompanied(self.trigger, self.sentence) && self.is_faced(&reality.unreal) {
            return None;
        }
        // What may be or is to be is no occurrence, where its clause says so.
        let next = self.groups.iter().find(|group| group.tokens.first >= self.trigger.end);
        // «با بازسازی شهر می‌توان به آینده امید داشت»
        let end = next.map_or(self.trigger.end, |group| group.tokens.end);
        let possible = (self.trigger.end..end).any(|at| self.scene.view.begins(at, &words.hypothetical));
        if next.is_some_and(|group| group.mood == Mood::Subjunctive)
            || possible
            || self.leads_clause(&words.hypothetical)
            || self.leads(&reality.supposed)
        {
            return None;
        }
        let planned =
            self.stands_before(&reality.planned) || next.is_some_and(|group| group.mood == Mood::Future);
        Some(if planned { Status::Planned } else { Status::Actual })
    }

    /// Whether the subject of the clause does what the noun tells: «اقدام به X», «با X», «X انجام داد».
    pub(super) fn is_undertaken(&self) -> bool {
        let words = &self.scene.words.features;
        let reality = &self.scene.words.reality;
        let next = self.groups.iter().find(|group| group.tokens.first >= self.trigger.end);
        let supported = next.is_some_and(|group| {
            let near = group.tokens.first.saturating_sub(3)..group.tokens.first;
            // «شلیک X انجام شد»
            !group.passive
                && !self.scene.words.auxiliaries.is_becoming(group.lemma)
                && near
                    .into_iter()
                    .any(|at| self.scene.words_at(at, &words.support) == Some(group.tokens.first))
        });
        self.scene.is_accompanied(self.trigger, self.sentence) && !self.is_faced(&words.nominal)
            || supported
            || self.stands_before(&reality.undertaken)
            || self.stands_before(&reality.planned)
    }

    /// «X انجام شد»: whether a verb says no more of the trigger than that it was done.
    fn is_carried_out(&self, verb: &VerbGroup) -> bool {
        let (first, support) = (verb.tokens.first, &self.scene.words.features.support);
        self.scene.view.words_before(first, first.saturating_sub(3).max(self.trigger.end), support).is_some()
    }

    /// «با تحریم X مخالفت کرد»: whether the verb of the clause has the trigger for its object.
    fn is_faced(&self, nouns: &ClassSet) -> bool {
        let next = self.groups.iter().find(|group| group.tokens.first >= self.trigger.end);
        next.is_some_and(|group| {
            let verb = group.tokens.first;
            self.scene.view.words_before(verb, verb.saturating_sub(3), nouns).is_some()
        })
    }

    /// «۸ اسفند: نبرد خیبر»: a list of what happened when.
    pub(super) fn is_dated(&self) -> bool {
        let first = self.trigger.first;
        let before = TokenRange::new(self.sentence.first, first);
        let Some((_, date)) = self.scene.dates_in(before).next() else { return false };
        let marked = self.scene.mark(date.end) == Some(":") || self.scene.is_dash(date.end);
        // «۱۲۷۷ق افتتاح مدرسه»: no verb goes on from there.
        let alone = date.end == first && self.groups.is_empty();
        date.first == self.sentence.first && (marked && date.end + 1 == first || alone)
    }

    fn broke_out(&self) -> bool {
        let outbreak = &self.scene.words.features.outbreak;
        let first = self.sentence.first.max(self.trigger.first.saturating_sub(3));
        let end = self.sentence.end.min(self.trigger.end + OUTBREAK);
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first >= self.trigger.end);
        let end = verb.map_or(end, |verb| verb.tokens.end.min(end));
        (first..end).any(|at| self.scene.view.begins(at, outbreak))
    }

    /// Whether words of some classes stand before the trigger in its sentence.
    fn leads(&self, classes: &ClassSet) -> bool {
        (self.sentence.first..self.trigger.first).any(|at| self.scene.view.begins(at, classes))
    }

    /// Whether they stand before it in its clause.
    fn leads_clause(&self, classes: &ClassSet) -> bool {
        (self.start..self.trigger.first).any(|at| self.scene.view.begins(at, classes))
    }

    /// Whether they stand right before it, with a word or two between.
    fn stands_before(&self, classes: &ClassSet) -> bool {
        let floor = self.sentence.first.max(self.trigger.first.saturating_sub(BEFORE));
        let word = |at: &u32| {
            let token = self.scene.view.tokens.list.get(*at as usize);
            let verb = self.groups.iter().any(|group| group.closes && group.tokens.contains(*at));
            token.is_some_and(|token| token.kind == TokenKind::Word) && !verb
        };
        let mut near = (floor..self.trigger.first).rev().take_while(word);
        near.any(|at| self.scene.view.begins(at, classes))
    }
}
