//! Where what is said ends: where its bracket closes, and where the text goes on with what somebody says beside it: «X گفت پل باز است،
//! ولی Y گفت بسته است».

use super::content::Around;
use super::cue::Cue;
use super::speaker::{Search, Source};
use super::words::Reading;
use crate::lexicon::{Particle, VerbForm};
use crate::syntax::VerbGroup;

/// How far before a clause the conjunction begins that ends with its «که», in tokens: «در حالی که».
const CONJUNCTION: u32 = 4;

impl Around<'_> {
    /// Where the clause begins of another cue that stands beside the one whose content begins at a token, and not in that content: what
    /// «ولی» sets against it, and what «و» adds of somebody else by name or office, or of the same one.
    pub(super) fn coordinate(&self, cue: &Cue, from: u32) -> Option<u32> {
        let behind = |next: &&Cue| next.tokens.first > from && next.end() > cue.end();
        self.cues.iter().filter(behind).find_map(|next| self.joint(cue, next, from))
    }

    fn joint(&self, cue: &Cue, next: &Cue, from: u32) -> Option<u32> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let start = self.scene.clause_start(self.sentence, self.groups, next.tokens);
        let that = start.checked_sub(1).is_some_and(|that| view.is(that, Particle::That));
        let comma = |at: u32| u32::from(matches!(self.scene.mark(at), Some("،" | ",")));
        // «در حالی که Y گفت»
        let (first, behind) = if that {
            (view.words_before(start, start.saturating_sub(CONJUNCTION), &words.contrast)?, start)
        } else {
            let at = start + comma(start);
            let contrast = self.scene.words_at(at, &words.contrast);
            (at, contrast.or_else(|| view.is(at, Particle::And).then_some(at + 1))?)
        };
        let contrast = self.scene.words_at(first, &words.contrast).is_some();
        let told = |group: &&VerbGroup| group.closes && group.tokens.first >= from;
        let last = self.groups.iter().filter(told).find(|group| {
            let end = group.tokens.end;
            end == first || end + comma(end) == first
        })?;
        if first <= from || self.within_quotation(first) || behind > next.tokens.first {
            return None;
        }
        if !self.has_content(next, behind) {
            return None;
        }
        // «به گفته X …، اما به گفته Y …»
        if next.reading == Reading::Attribution {
            return (contrast && behind == next.tokens.first).then_some(first);
        }
        let search =
            Search { scene: self.scene, sentence: self.sentence, groups: self.groups, cues: self.cues };
        let beside = match search.subject(behind, next.tokens.first) {
            Some(own) if own.refers => contrast,
            Some(own) => self.speaks(&own, contrast),
            // «X گفت پل باز است و از مردم خواست …»
            None => {
                let content = search.subject(from, last.tokens.first);
                let other = content.is_some_and(|own| own.refers || self.speaks(&own, true));
                next.verb.is_some() && !next.passive && !other && self.tells_alike(cue, next, last)
            }
        };
        beside.then_some(first)
    }

    /// Whether a source is surely one who speaks: a name, or an office or the like; behind «ولی» any people.
    fn speaks(&self, source: &Source, contrast: bool) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let begins = |classes| view.begins(source.tokens.first, classes);
        let office = begins(&words.title) || begins(&words.mouthpiece);
        let people = || begins(&words.person) || begins(&words.partitive) || begins(&words.body);
        !source.speakers.is_empty() || office || contrast && people()
    }

    /// Whether something is said by a cue whose clause begins at a token: not by «علما مخالفت کردند».
    fn has_content(&self, next: &Cue, start: u32) -> bool {
        let (view, object) = (self.scene.view, &self.scene.words.features.object);
        let end = next.end();
        let before = || (start..next.tokens.first).any(|at| view.begins(at, object));
        let led = || {
            let mut takes = next.takes.iter();
            takes.any(|takes| (start..next.tokens.first).any(|at| self.preposition_end(at, *takes).is_some()))
        };
        let behind = || {
            let clause = self.groups.iter().any(|group| group.closes && group.tokens.first >= end);
            clause && end < self.sentence.end && !view.is(end, Particle::And)
        };
        next.verb.is_none() || next.is_split() || before() || led() || behind()
    }

    /// Whether two verbs tell of one who said the one thing and the other: both in the same tense, and of as many, and in another one
    /// than the verb between them: «گفت پل باز است و خواست …», but not «گفت که پدرش آمد و خواست …».
    fn tells_alike(&self, cue: &Cue, next: &Cue, last: &VerbGroup) -> bool {
        let form = |group: VerbGroup| {
            let verb = self.scene.view.verb(group.tokens.first, group.tokens.end);
            let perfect =
                group.tokens.len() > 1 || verb.is_some_and(|verb| verb.form == VerbForm::Participle);
            (group.present, perfect, self.scene.is_of_several(&group))
        };
        let stays = self.scene.words.auxiliaries.plain_present.contains(&Some(last.lemma));
        // What a preposition attributes has no verb of its own.
        cue.verb
            .zip(next.verb)
            .is_some_and(|(one, other)| form(one) == form(other) && (stays || form(*last) != form(other)))
    }

    /// «(گفته می‌شود X رفت)»: where the bracket closes that is open at a cue, at a token or behind it.
    pub(super) fn bracket_end(&self, cue: u32, from: u32) -> Option<u32> {
        let bracket = |at: &u32| matches!(self.scene.mark(*at), Some("(" | ")"));
        let last = (self.sentence.first..cue).rev().find(bracket);
        last.filter(|&at| self.scene.mark(at) == Some("("))?;
        let mut depth = 1u32;
        (from..self.sentence.end).filter(bracket).find(|&at| {
            let closes = self.scene.mark(at) == Some(")");
            depth = if closes { depth - 1 } else { depth + 1 };
            depth == 0
        })
    }
}
