//! What is wished or asked for, and where that ends.

use super::content::{Around, JOINTS};
use super::cue::Cue;
use super::model::Act;
use super::words::Reading;
use crate::lexicon::{Particle, VerbForm};
use crate::stages::scene::NOMINAL;
use crate::syntax::{Mood, VerbGroup};
use crate::text::TokenRange;

impl Around<'_> {
    /// «از او خواست تا برود», «به او دستور داده شد تا برود»: whether «تا» opens what is wished.
    pub(super) fn wishes(&self, cue: &Cue, at: u32) -> bool {
        if !self.scene.view.is(at, Particle::To) || at >= self.sentence.end {
            return false;
        }
        let next = || self.groups.iter().find(|group| group.closes && group.tokens.first > at);
        let orders = cue.reading == Reading::Predicate && cue.act == Act::Demand;
        cue.reading == Reading::Want || orders && next().is_some_and(|verb| verb.mood == Mood::Subjunctive)
    }

    /// Where what is wished or promised ends: before what came of it, «خواست بخواند و او نپذیرفت».
    pub(super) fn wish_end(&self, cue: &Cue, from: u32, end: u32) -> u32 {
        let end = self.relative_end(cue, from, end);
        let view = self.scene.view;
        let inside = self.groups.iter().filter(|group| from <= group.tokens.first && group.tokens.end <= end);
        let mut inside = inside.filter(|group| group.closes).peekable();
        // «گفت که خواهد رفت اما نرفت»
        let wished = |first: &&VerbGroup| match first.mood {
            Mood::Subjunctive => matches!(cue.act, Act::Demand | Act::Promise),
            Mood::Future => true,
            Mood::Told => false,
        };
        if !inside.peek().is_some_and(wished) {
            return end;
        }
        // «پیشنهاد داد وام بگیرند که با مخالفت X روبه‌رو شد»
        let met = |group: &VerbGroup| {
            let verb = group.tokens.first;
            let faced = &self.scene.words.features.faced;
            view.words_before(verb, verb.saturating_sub(NOMINAL), faced).is_some()
        };
        let mut last = None;
        for group in inside {
            let came = group.mood == Mood::Told && !group.present;
            if let Some(before) = last.filter(|_| came) {
                let joint = self.scene.mark(before).is_some_and(|mark| JOINTS.contains(&mark));
                let joint = joint
                    || view.is(before, Particle::And)
                    || view.is(before, Particle::That) && (group.negated || met(group))
                    || view.begins(before, &self.scene.words.features.adversative);
                if joint {
                    return before;
                }
            }
            last = Some(group.tokens.end);
        }
        end
    }

    /// Whether all verbs of a clause tell what happened once.
    pub(super) fn came_of_it(&self, clause: TokenRange) -> bool {
        let inside = |group: &&VerbGroup| {
            group.closes && clause.first <= group.tokens.first && group.tokens.end <= clause.end
        };
        let usual = |group: &VerbGroup| {
            let view = self.scene.view;
            view.grammar.verbs.is_imperfective(view.tokens.codes_of(group.tokens.first as usize))
        };
        // «گذاشته شود», «گذاشته است»
        let lasting = |group: &VerbGroup| {
            let view = self.scene.view;
            let begins = |at: &u32| view.tokens.begins_word(*at as usize);
            let last = group.tokens.positions().rev().find(begins).unwrap_or(group.tokens.first);
            let verb = view.verb(last, group.tokens.end);
            verb.is_some_and(|verb| matches!(verb.form, VerbForm::Present | VerbForm::BarePresent))
        };
        let came = |group: &VerbGroup| {
            let told = group.mood == Mood::Told && !group.present && group.sure;
            told && !usual(group) && !lasting(group)
        };
        let mut verbs = self.groups.iter().filter(inside).peekable();
        verbs.peek().is_some() && verbs.all(came)
    }
}
