//! Who says something in a relative clause, or behind one: whom it tells of, or its own subject.

use super::cue::Cue;
use super::speaker::{Search, Source};
use super::words::Reading;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::TokenRange;

/// How far before «که» the name stands of whom a relative clause tells, in tokens.
const HEAD_REACH: u32 = 12;

impl Search<'_> {
    /// The subject of the clause of a cue, or of those around it that it goes on with.
    pub(super) fn subject_of(&self, cue: &Cue) -> Option<Source> {
        let end = cue.tokens.first;
        // «X گفت Y رفت و افزود Z»: who said the one said the other.
        if let Some(before) = self.joined_cue(cue) {
            return self.subject_of(before);
        }
        let starts = self.starts(end);
        let several = cue.verb.is_some_and(|verb| self.scene.is_of_several(&verb));
        for (at, &start) in starts.iter().enumerate() {
            let Some(that) = self.relative(start) else {
                let own = self.behind_relative(start).or_else(|| self.subject(start, end));
                // «او نامه‌ای نوشت و در آن گفت»: what was written does not speak.
                let own = own.filter(|own| !self.is_written(own, end));
                // «X مردم را چنان کرد که دین را Y می‌دانستند»: one is not several of another clause.
                let own = own.filter(|own| at == 0 || !several || !self.is_one_person(own));
                // «آنان می‌رفتند و X او را دوست خود می‌دانست»: several are not one of another clause.
                let own = own.filter(|own| at == 0 || several || !own.refers || !self.is_several(own));
                // «X گفت پل باز است و از مردم خواست …»: the bridge does not speak.
                let other = at > 0 && (several || self.is_content(start));
                let own = own.filter(|own| !other || self.is_person(own));
                match own.or_else(|| self.joined_relative(start)) {
                    Some(own) => {
                        return Some(self.outer(start, end, &own).filter(|_| !several).unwrap_or(own));
                    }
                    None => continue,
                }
            };
            // «X که دیگران او را دانا می‌خواندند»
            if self.resumes(start, end) {
                return self.subject(start, end);
            }
            // «اتهامی که X رد کرد»: the clause has a subject of its own.
            let own = || self.subject(start, end).filter(|own| !own.speakers.is_empty());
            let head = self.head(that).or_else(own).or_else(|| self.unnamed_head(that, cue));
            // «پزشکانی که می‌گویند»: words that begin the clause and end right before «که».
            let begins = || {
                let outer = starts.get(at + 1..)?.iter().find_map(|&first| self.subject(first, that))?;
                let named = outer.speakers.len() > usize::from(several);
                (outer.tokens.end == that || named).then_some(outer)
            };
            return head.or_else(begins);
        }
        None
    }

    /// The cue before one that «و» joins to it: «X گفت Y رفت و افزود Z».
    fn joined_cue(&self, cue: &Cue) -> Option<&Cue> {
        let and = cue.tokens.first.checked_sub(1).filter(|&at| self.scene.view.is(at, Particle::And))?;
        let tells = |other: &&Cue| {
            let reports = matches!(other.reading, Reading::Say | Reading::Ask | Reading::Predicate);
            let several = |cue: &Cue| cue.verb.is_some_and(|verb| self.scene.is_of_several(&verb));
            reports
                && several(other) == several(cue)
                && other.verb.is_some()
                && !other.passive
                && other.end() <= and
        };
        let before = self.cues.iter().rev().find(tells)?;
        let apart = (before.end()..and).any(|at| self.scene.mark(at) == Some("؛"));
        (!apart).then_some(before)
    }

    /// Whether what a verb of saying says begins at a token.
    fn is_content(&self, start: u32) -> bool {
        let that = self.scene.that_before(start);
        let end = that.unwrap_or(start);
        self.cues.iter().any(|cue| cue.verb.is_some() && cue.end() == end)
    }

    /// Whether a source is a name, a pronoun, or words that begin with a noun for people.
    fn is_person(&self, source: &Source) -> bool {
        let body = self.scene.view.begins(source.tokens.first, &self.scene.words.features.body);
        body || self.is_people(source)
    }

    /// The same, but not of an authority or the press.
    fn is_people(&self, source: &Source) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let mut kinds = words.somebody().into_iter().chain([&words.partitive]);
        let known = kinds.any(|classes| view.begins(source.tokens.first, classes));
        known || source.refers || !source.speakers.is_empty()
    }

    /// Whether a text without a name is the object of another verb right behind it.
    fn is_written(&self, source: &Source, cue: u32) -> bool {
        let words = &self.scene.words.features;
        let text = self.scene.view.begins(source.tokens.first, &words.holds_words)
            || self.scene.view.begins(source.tokens.first, &words.made_words);
        let verb = |group: &VerbGroup| group.tokens.first == source.end && group.tokens.end < cue;
        text && source.speakers.is_empty() && !source.refers && self.groups.iter().any(verb)
    }

    /// Whether a source is one person by name.
    fn is_one_person(&self, source: &Source) -> bool {
        let [speaker] = source.speakers.as_slice() else { return false };
        let kind = speaker.mention.and_then(|mention| self.scene.kind(mention));
        kind == Some(EntityKind::Person)
    }

    /// Whether a source is a pronoun of several.
    fn is_several(&self, source: &Source) -> bool {
        self.scene.view.begins(source.tokens.first, &self.scene.words.features.several)
    }

    /// «X ضمن نقد نظریه‌ای که رایج بود و تأثیر آن گفت»: who begins the sentence by name, where the words behind a relative clause,
    /// which nothing shows to be of people, may go on with what stands before it.
    fn outer(&self, start: u32, end: u32, own: &Source) -> Option<Source> {
        if self.is_people(own) {
            return None;
        }
        self.relative_before(start)?;
        let first = self.starts(end).last().copied().filter(|&first| first < start)?;
        let outer = self.subject(first, start)?;
        let person = |mention: usize| self.scene.kind(mention) == Some(EntityKind::Person);
        let person = outer.speakers.iter().all(|one| one.mention.is_some_and(person));
        (!outer.speakers.is_empty() && person).then_some(Source { end: own.end, ..outer })
    }

    /// The «که» of a relative clause that begins at a token; behind a verb it is another one.
    fn relative(&self, start: u32) -> Option<u32> {
        let that = start.checked_sub(1).filter(|&at| at >= self.sentence.first)?;
        let view = self.scene.view;
        // «و این که»
        let points = that
            .checked_sub(1)
            .is_some_and(|at| view.is(at, Particle::ThisOne) || view.is(at, Particle::ThatOne));
        let is_relative = !points && self.scene.mark(that.wrapping_sub(1)) != Some(":");
        (is_relative && self.scene.is_of_head(that, self.groups)).then_some(that)
    }

    /// The relative clause that ends at a token, up to its verb, and its «که».
    fn relative_before(&self, start: u32) -> Option<(TokenRange, u32)> {
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.end == start)?;
        let first = self.scene.clause_start(self.sentence, self.groups, verb.tokens);
        Some((TokenRange::new(first, verb.tokens.first), self.relative(first)?))
    }

    /// «X که در آن سال آمد، آن را بزرگ دانست»: whom a relative clause tells of that ends with a comma goes on.
    fn behind_relative(&self, start: u32) -> Option<Source> {
        let (_, that) = self.relative_before(start).filter(|_| self.scene.mark(start) == Some("،"))?;
        let head = self.head(that)?;
        let begins = head.tokens.first == self.scene.behind_label(self.sentence, self.groups);
        begins.then_some(Source { end: start + 1, ..head })
    }

    /// «اتهامی که X رد کرد و گفت»: the subject of the relative clause that goes on behind «و».
    fn joined_relative(&self, start: u32) -> Option<Source> {
        let (clause, _) = self.relative_before(start).filter(|_| self.scene.view.is(start, Particle::And))?;
        self.subject(clause.first, clause.end).filter(|own| !own.speakers.is_empty())
    }

    /// What a relative clause is said of: the name right before «که», or the person whose title ends there.
    fn head(&self, that: u32) -> Option<Source> {
        let end = if matches!(self.scene.mark(that.wrapping_sub(1)), Some("»" | "،" | "\"")) {
            that - 1
        } else {
            that
        };
        let floor = self.sentence.first.max(end.saturating_sub(HEAD_REACH));
        let near: Vec<(usize, TokenRange)> = self.scene.mentions_in(TokenRange::new(floor, end)).collect();
        let at_end = near.iter().rev().find(|(_, place)| place.end == end);
        let titled = |mention: usize| {
            let role = self.scene.mentions.get(mention).and_then(|row| row.value.role);
            role.is_some_and(|role| tokens_of(self.scene.view, role).first < end)
        };
        // «کاربران نزدیک به X که»: X is none of them.
        let led = |place: TokenRange| {
            let words = &self.scene.words.features;
            place.first.checked_sub(1).is_some_and(|at| self.scene.view.begins(at, &words.preposition))
        };
        let at_end = at_end.filter(|(_, place)| !led(*place));
        let person = near
            .iter()
            .rev()
            .find(|(mention, _)| self.scene.kind(*mention) == Some(EntityKind::Person) && titled(*mention));
        let &(mention, tokens) = person.or(at_end)?;
        Some(Source { tokens, end: that, speakers: vec![self.speaker(mention)?], refers: false })
    }

    /// Whether «او را» stands for whom the relative clause tells of, who does not speak then.
    fn resumes(&self, start: u32, end: u32) -> bool {
        let words = &self.scene.words.features;
        let pronoun = |at: u32| {
            let behind = self.scene.words_at(at, &words.pronoun)?;
            self.scene.view.begins(behind, &words.object).then_some(())
        };
        (start..end).any(|at| pronoun(at).is_some())
    }

    /// «گروهی از اشراف که آن را سودمند می‌دانستند»: people without a name of whom a relative clause tells.
    fn unnamed_head(&self, that: u32, cue: &Cue) -> Option<Source> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let partitive = |at: u32| {
            view.is(at, Particle::From)
                && view.words_before(at, at.saturating_sub(3), &words.partitive).is_some()
        };
        let stops = |at: &u32| {
            let other = [&words.preposition, &words.connective, &words.object];
            let other = other.into_iter().any(|classes| view.begins(*at, classes));
            self.scene.mark(*at).is_some()
                || other && !partitive(*at)
                || self.groups.iter().any(|group| group.closes && group.tokens.contains(*at))
        };
        let floor = self.sentence.first.max(that.saturating_sub(HEAD_REACH));
        let stop = (floor..that).rev().find(stops);
        let behind = stop.map(|at| self.scene.words_at(at, &words.preposition).unwrap_or(at + 1));
        let first = behind.unwrap_or(floor);
        // «مردی که او را دانا می‌دانستند» tells of whom others knew.
        let pronoun = self.scene.words_at(that + 1, &words.pronoun);
        let object = pronoun.is_some_and(|behind| view.begins(behind, &words.object));
        // «گروهی از اشراف که می‌دانستند», but not «یکی از برهان‌هایی که»: of several things the verb tells as of one.
        let several = cue.verb.is_some_and(|verb| self.scene.is_of_several(&verb));
        let some = self.scene.words_at(first, &words.partitive);
        let of = some.filter(|&at| view.is(at, Particle::From)).map(|at| at + 1);
        let people = match (some, of) {
            (_, Some(of)) => several || view.begins(of, &words.person) || view.begins(of, &words.title),
            (Some(behind), None) => behind == that,
            _ => view.begins(first, &words.person) && !object,
        };
        let tokens = TokenRange::new(first, that);
        (first < that && people).then_some(Source { tokens, end: that, speakers: Vec::new(), refers: false })
    }
}
