//! Where a subject ends and the object begins that stands in one phrase with it: «نیروهای X شهر Y را گرفتند».

use super::model::EventType;
use super::phrases::{Lead, Phrase};
use super::roles::Search;
use super::words::Thing;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::text::TokenRange;

impl Search<'_> {
    /// «نیروهای X شهر Y را گرفتند»: parts a subject from the name of an object that alone is what the verb is for.
    pub(super) fn part(&self, phrases: &mut Vec<Phrase>) {
        let bare = |phrase: &Phrase| phrase.lead == Lead::Bare;
        let Some(at) = phrases.iter().position(bare).filter(|&at| phrases.get(at).is_some_and(|p| p.object))
        else {
            return;
        };
        let Some(whole) = phrases.get(at).copied() else { return };
        let mut divide = |end: u32, first: u32| {
            let own = Phrase { tokens: TokenRange::new(whole.tokens.first, end), object: false, ..whole };
            let object = Phrase { tokens: TokenRange::new(first, whole.tokens.end), ..whole };
            phrases.splice(at..=at, [own, object]);
        };
        // «دیوان عالی حکم را لغو کرد»
        let decided = |&word: &u32| {
            let own = TokenRange::new(word, whole.tokens.end);
            self.begins(own, Thing::Message) || self.begins(own, Thing::Instrument)
        };
        let decides = self.frame.kind == EventType::Decide && self.can_act(whole.tokens);
        if let Some(word) = (whole.tokens.first + 1..whole.tokens.end).find(decided).filter(|_| decides) {
            divide(word, word);
            return;
        }
        // «دو طرف قرارداد را امضا کردند»: both sides did it.
        if let Some(word) = self.behind_sides(whole) {
            divide(word, word);
            return;
        }
        // «دادگاه رئیس شورا را بازداشت کرد»
        let (view, words) = (self.scene().view, &self.scene().words.features);
        let body = self.scene().words_at(whole.tokens.first, &words.authority);
        // «ارتش شهر را تصرف کرد»: a verb that takes land has no army for its object.
        let of = &self.frame.of;
        let takes = |behind: u32| {
            let own = TokenRange::new(behind, whole.tokens.end);
            let things = [Thing::Land, Thing::Works, Thing::Body];
            let taken = |thing: &Thing| of.contains(thing) && self.begins(own, *thing);
            !of.contains(&Thing::Person) && things.iter().any(taken)
        };
        let body = body.filter(|&behind| {
            behind < whole.tokens.end && (view.begins(behind, &words.person) || takes(behind))
        });
        if let Some(word) = body {
            divide(word, word);
            return;
        }
        if let Some(word) = self.behind_subject(whole.tokens) {
            divide(word, word);
            return;
        }
        let last = self.scene().mentions_in(whole.tokens).next_back();
        let Some((mention, name)) = last.filter(|(_, name)| name.end == whole.tokens.end) else { return };
        // «بغداد و نجف را گرفت»
        if name.first > whole.tokens.first && self.scene().view.is(name.first - 1, Particle::And) {
            return;
        }
        // «نیروهای X شهر Y را», «نیروهای X روستای Y را»: what kind of place it is belongs to the name.
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let before = (whole.tokens.first + 1..name.first).rev().find(begins);
        let kind = before.filter(|&at| view.begins(at, &words.territory));
        let subject = TokenRange::new(whole.tokens.first, kind.unwrap_or(name.first));
        let of = &self.frame.of;
        // «جنگنده‌های X شهر را بمباران کردند»: whatever is attacked may be a place.
        let attacks = self.frame.kind == EventType::Assault && of.is_empty();
        let fits =
            self.is_of(of, &self.of(self.frame.acted, mention, name)) || attacks && self.is_place(mention);
        let armed = attacks && self.begins(subject, Thing::Arms);
        let acts = !subject.is_empty() && (self.can_act(subject) || armed);
        // «پایگاه نیروهای X را»
        let site = [Thing::Works, Thing::Land];
        let site = attacks && site.iter().any(|&thing| self.begins_head(subject, thing));
        let is_head = site || of.iter().any(|&thing| self.begins(subject, thing));
        if fits && acts && !is_head {
            divide(subject.end, name.first);
        }
    }

    /// Where the object begins of a phrase that begins with people who did it: «سربازان او را», but not «برادران او را», which are his;
    /// «وزیر این پل را», where nobody is done to by such a verb.
    fn behind_subject(&self, whole: TokenRange) -> Option<u32> {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        // «ارتش X پایگاه Y را»: nothing in ezafe follows a name, but «X رئیس شورا را» may be one.
        if let Some((mention, name)) =
            self.scene().mention_at(whole.first).filter(|(_, name)| name.end < whole.end)
        {
            let acts = self.scene().entity(mention).is_some_and(|entity| self.acts(mention, entity));
            let person = self.scene().kind(mention) == Some(EntityKind::Person);
            let rest = TokenRange::new(name.end, whole.end);
            let things = [Thing::Works, Thing::Land, Thing::Arms, Thing::Message, Thing::Instrument];
            let thing = things.iter().any(|&thing| self.begins_head(rest, thing));
            let people = !person && view.begins(name.end, &words.person);
            return Some(name.end).filter(|_| acts && (thing || people) && !view.is(name.end, Particle::And));
        }
        let head = self.reader.head(whole);
        if !view.begins(head, &words.person) || view.begins(head, &words.related) {
            return None;
        }
        let pronoun = view.words_before(whole.end, whole.first, &words.pronoun);
        let of = &self.frame.of;
        let things = !of.is_empty() && !of.contains(&Thing::Person);
        let points = |at: &u32| {
            view.is(*at, Particle::ThisOne)
                && !view.is(*at - 1, Particle::And)
                && !view.is(*at - 1, Particle::From)
        };
        let pointed = || (head + 1..whole.end).find(points).filter(|_| things);
        pronoun.or_else(pointed).filter(|&at| at > head)
    }

    /// One past «دو طرف» at the beginning of an object, where several did it to what such a thing is done to.
    fn behind_sides(&self, whole: Phrase) -> Option<u32> {
        let (scene, first) = (self.scene(), whole.tokens.first);
        let (_, figure) = self.reader.figures.at(first)?;
        let word = scene.words_at(figure.end, &scene.words.features.group)?;
        let several = self
            .reader
            .groups
            .iter()
            .any(|group| group.tokens.end == self.trigger.end && scene.is_of_several(group));
        let rest = TokenRange::new(word, whole.tokens.end);
        let things = [Thing::Instrument, Thing::Person, Thing::Arms, Thing::Message];
        let done = things.iter().any(|&thing| {
            (self.frame.of.is_empty() || self.frame.of.contains(&thing)) && self.begins(rest, thing)
        });
        (several && !rest.is_empty() && done).then_some(word)
    }
}
