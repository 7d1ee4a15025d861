//! Whose figure it is, who did it and to whom, where and when.

use super::clause::Clause;
use super::property::{Cue, Figures};
use super::words::Scene;
use super::words::{SubjectPlace, passed};
use crate::lexicon::{Particle, VerbForm};
use crate::stages::actors::{Entity, EntityKind};
use crate::text::{TokenKind, TokenRange};

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
    pub(super) figures: &'a Figures,
    /// Whether it is a percentage or a ratio, which stands before what it is of: «رشد ۵ درصدی X».
    pub(super) is_part: bool,
    /// Whether it is a way that somebody went, and not what is measured: «۵ کیلومتر را دوید».
    pub(super) went: bool,
    pub(super) sentence: TokenRange,
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
            SubjectPlace::Owner => match self.owner() {
                Some(owner) => entity(Some(owner)),
                None => self.behind(cue),
            },
            SubjectPlace::Doer => self.doer(),
            SubjectPlace::OwnerBefore => entity(self.owner().or_else(|| self.before())),
            SubjectPlace::Thing => self.thing(cue),
        }
    }

    /// «شمار کشته‌های X به ۵۰ نفر رسید»: whose the counted are stands behind the word that says what they are.
    fn behind(&self, cue: &Cue) -> Filled {
        if cue.tokens.end > self.figure.first || cue.tokens.is_empty() {
            return Filled::default();
        }
        let Some(words) = self.phrase(cue.tokens.end, self.figure.first) else { return Filled::default() };
        // «کشته‌های جنگ X»: where it was.
        let site = |at: u32| self.scene.view.begins(at, &self.scene.words.features.inside);
        let side = self
            .scene
            .mentions_in(words)
            .find(|(mention, name)| self.is_side(*mention) && !name.first.checked_sub(1).is_some_and(site));
        let entity = side.and_then(|(mention, _)| self.scene.entity(mention));
        Filled { entity, words: Some(words).filter(|words| entity.is_none() && words.len() > 1) }
    }

    /// The subject of the clause: whom it names, or its words.
    fn doer(&self) -> Filled {
        let first = self.start();
        // «عهدنامه‌ای در پنج ماده»: the word right before it has so many.
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let inside = self.figure.first.checked_sub(1).filter(|&at| view.begins(at, &words.inside));
        if let Some(at) = inside.filter(|&at| at > first) {
            let begins = |word: &u32| view.tokens.begins_word(*word as usize);
            let thing = (first..at).rev().find(begins).map(|word| TokenRange::new(word, at));
            let named = |thing: &TokenRange| self.scene.mentions_in(*thing).next().is_some();
            let plain = |thing: &TokenRange| !named(thing) && self.scene.mark(thing.first).is_none();
            if let Some(thing) = thing.filter(plain).filter(|thing| !self.is_vague(*thing)) {
                return Filled { entity: None, words: Some(thing) };
            }
        }
        let Some(words) = self.phrase(first, self.figure.first) else { return Filled::default() };
        match self.named(words) {
            Some(entity) => Filled { entity: Some(entity), words: None },
            None => Filled { entity: None, words: Some(words).filter(|words| !self.is_vague(*words)) },
        }
    }

    /// Whom a phrase names: the whole of it, or a person behind a title.
    fn named(&self, words: TokenRange) -> Option<usize> {
        let (mention, name) =
            self.scene.mentions_in(words).next_back().filter(|(_, name)| name.end == words.end)?;
        let titled = self.scene.kind(mention) == Some(EntityKind::Person);
        (name.first == words.first || titled).then(|| self.scene.entity(mention)).flatten()
    }

    fn is_side(&self, mention: usize) -> bool {
        matches!(
            self.scene.kind(mention),
            Some(EntityKind::State | EntityKind::ArmedForce | EntityKind::Organisation | EntityKind::Group)
        )
    }

    /// Of a share: whose part it is, and the words for the whole.
    pub(super) fn share(&self) -> (Option<usize>, Option<TokenRange>) {
        let view = self.scene.view;
        let from = view.is(self.figure.end, Particle::From);
        let first = self.figure.end + u32::from(from);
        let whole = self.phrase(first, self.clause.tokens.end);
        let named = whole.and_then(|whole| {
            let (mention, name) = self.scene.mention_at(whole.first)?;
            (name.end == whole.end && !from).then(|| self.scene.entity(mention)).flatten()
        });
        if named.is_some() {
            return (named, None);
        }
        let pronoun = whole.is_some_and(|whole| whole.len() == 1 && view.is(whole.first, Particle::ThatOne));
        (self.actor(), whole.filter(|_| !pronoun))
    }

    /// The place that a distance is measured from: «۲۰ کیلومتری شمال X».
    pub(super) fn measured_from(&self) -> Option<usize> {
        let behind = TokenRange::new(self.figure.end, self.clause.tokens.end.min(self.figure.end + 8));
        let (mention, _) = self.scene.mentions_in(behind).next()?;
        self.scene.entity(mention)
    }

    /// Whose the counted are: a name in the counted phrase, «این کشور», «خود».
    fn owner(&self) -> Option<usize> {
        let phrase = TokenRange::new(self.figure.end, self.item_end);
        let side = |(mention, _): &(usize, TokenRange)| self.is_side(*mention);
        if let Some((mention, _)) = self.scene.mentions_in(phrase).find(side) {
            return self.scene.entity(mention);
        }
        let has = |classes| phrase.positions().any(|at| self.scene.view.begins(at, classes));
        if has(&self.scene.words.features.own) {
            return self.actor().or(self.speaker);
        }
        let refers = &self.scene.words.features.refers;
        let points = phrase
            .positions()
            .any(|at| self.scene.view.is(at, Particle::ThisOne) && self.scene.view.begins(at + 1, refers));
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
        let before = TokenRange::new(self.sentence.first, self.figure.first);
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
            } else if self.scene.view.begins(at, &words.preposition) {
                // «به گزارش X، Y …»
                at = (at..self.figure.first).find(|&at| self.scene.mark(at) == Some("،"))? + 1;
            } else {
                break;
            }
        }
        let (mention, _) = self.scene.mention_at(at).or_else(|| self.led_name(at))?;
        let acts = self.scene.kind(mention).is_some_and(EntityKind::acts);
        self.scene.entity(mention).filter(|_| acts)
    }

    /// «دولت X»: the name behind a word for what it is.
    fn led_name(&self, at: u32) -> Option<(usize, TokenRange)> {
        let behind = self.scene.words_at(at, &self.scene.words.features.mouthpiece)?;
        self.scene.mention_at(behind)
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

    /// What is measured: behind the word that says so («طول X», «رشد ۵ درصدی X»), else what begins the clause.
    fn thing(&self, cue: &Cue) -> Filled {
        let view = self.scene.view;
        let end = self.clause.tokens.end;
        let behind = if cue.tokens.end <= self.figure.first {
            let first = self.behind_fillers(cue.tokens.end);
            let beside = self.is_part && first >= self.figure.first && !cue.tokens.is_empty();
            let own = self.phrase(first, self.figure.first);
            let verb = self.clause.verb_start(self.scene);
            own.or_else(|| beside.then(|| self.phrase(self.figure.end, verb)).flatten())
        } else {
            // «۵۰ کیلومتر از X»
            let from = view.is(self.figure.end, Particle::From);
            let whole = from.then(|| self.phrase(self.figure.end + 1, end)).flatten();
            let whole = whole.filter(|whole| whole.first <= cue.tokens.first || cue.tokens.is_empty());
            // «با ۵ میلیون تومان خانه‌ای خرید»
            let bought = self.phrase(self.figure.end, cue.tokens.first.max(self.figure.end));
            let is_item = |bought: &TokenRange| bought.first < self.item_end;
            whole.or(bought.filter(|bought| bought.end == cue.tokens.first && !is_item(bought)))
        };
        // «مسافت ۵ کیلومتر را رفت»: who goes is not measured.
        let object =
            self.went && (self.figure.end..end).any(|at| view.begins(at, &self.scene.words.features.object));
        let subject =
            || self.phrase(self.start(), cue.tokens.first.min(self.figure.first)).filter(|_| !object);
        // «پیش‌بینی X برای رشد سال آینده ۳ درصد است» is not what grows.
        let reckoned =
            |words: &TokenRange| self.scene.view.begins(words.first, &self.scene.words.features.estimated);
        let words = behind.or_else(subject).filter(|words| !reckoned(words));
        let Some(words) = words.filter(|words| !self.is_vague(*words)) else { return Filled::default() };
        Filled { entity: self.named(words), words: Some(words) }
    }

    /// «آن», and what no noun phrase is.
    fn is_vague(&self, words: TokenRange) -> bool {
        let view = self.scene.view;
        words.len() == 1
            && (view.is(words.first, Particle::ThatOne)
                || view.is(words.first, Particle::ThisOne)
                || view.begins(words.first, &self.scene.words.features.pronoun))
            || view.begins(words.first, &self.scene.words.features.filler)
            || self.is_told(words)
    }

    /// «ثبت شده»: what no noun phrase ends with.
    fn is_told(&self, words: TokenRange) -> bool {
        let begins = |at: &u32| self.scene.view.tokens.begins_word(*at as usize);
        let last = words.positions().rev().find(begins).unwrap_or(words.first);
        let verb = self.scene.view.verb(last, words.end);
        verb.is_some_and(|verb| {
            verb.form == VerbForm::Participle
                && self.scene.words.auxiliaries.become_.contains(&Some(verb.lemma))
        })
    }

    fn behind_fillers(&self, mut at: u32) -> u32 {
        while let Some(behind) = self.scene.words_at(at, &self.scene.words.features.filler) {
            at = behind;
        }
        at
    }

    fn start(&self) -> u32 {
        let date = |at| self.scene.date_at(at).map(|(_, date)| date.end);
        let mut at = self.clause.tokens.first;
        while at < self.figure.first
            && let Some(behind) = passed(self.scene, at).or_else(|| date(at))
        {
            at = behind;
        }
        at
    }

    /// A noun phrase from a token on, without the number that begins it: «یک سیر برنج».
    fn phrase(&self, first: u32, end: u32) -> Option<TokenRange> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let near = TokenRange::new(first, end.min(first + PHRASE));
        let first =
            self.figures.within(near).find(|figure| figure.first == first).map_or(first, |figure| figure.end);
        // «تورم ۱۴۰۲ ترکیه»
        let digits = |at: &u32| {
            let token = self.scene.view.tokens.list.get(*at as usize);
            token.is_some_and(|token| token.kind == TokenKind::Digits)
        };
        let first = (first..end).find(|at| !digits(at)).unwrap_or(first);
        // «این پل ۴۰۰ متر طول و ۱۵ متر عرض دارد»
        let end = self.figures.within(TokenRange::new(first, end)).next().map_or(end, |figure| figure.first);
        let stops = |at| {
            let stopped = [&words.preposition, &words.object, &words.filler, &words.connective];
            stopped.into_iter().any(|classes| view.begins(at, classes)) || self.is_verb(at, end)
        };
        let end = self.scene.phrase_end(TokenRange::new(first, end), PHRASE, stops);
        (end > first).then(|| TokenRange::new(first, end))
    }

    /// Whether a word is no noun by its form: «می‌شود», «دارد».
    fn is_verb(&self, at: u32, end: u32) -> bool {
        let verb = self.scene.view.verb(at, self.scene.word_end(at, end));
        verb.is_some_and(|verb| {
            verb.imperfective
                || verb.form != VerbForm::Infinitive
                    && self.scene.words.auxiliaries.plain_present.contains(&Some(verb.lemma))
        })
    }

    /// Where it was: a place behind «در» or «به» in the clause, behind the figure first, else the only one that the sentence
    /// names before it: «مقام‌های X در Y گفتند که ۵ نفر کشته شدند».
    pub(super) fn place(&self) -> Option<usize> {
        let inside = self.clause.tokens;
        let behind = TokenRange::new(self.figure.end, inside.end);
        let before = TokenRange::new(inside.first, self.figure.first);
        let led = |(mention, place): &(usize, TokenRange)| self.is_site(*mention, *place);
        let found = self
            .scene
            .mentions_in(behind)
            .find(led)
            .or_else(|| self.scene.mentions_in(before).rev().find(led));
        if let Some((mention, _)) = found {
            return self.scene.entity(mention);
        }
        let outside = TokenRange::new(self.sentence.first, inside.first);
        let mut sites =
            self.scene.mentions_in(outside).filter(led).map(|(mention, _)| self.scene.entity(mention));
        let site = sites.next()??;
        sites.all(|other| other == Some(site)).then_some(site)
    }

    /// Whether a name is of a place in which something is said to be.
    fn is_site(&self, mention: usize, place: TokenRange) -> bool {
        let words = &self.scene.words.features;
        let kind = self.scene.kind(mention);
        let at = (place.first.saturating_sub(3)..place.first).rev();
        let mut before = at.take_while(|&at| self.scene.mark(at).is_none());
        match kind {
            Some(EntityKind::Place) => before.any(|at| self.scene.view.begins(at, &words.at)),
            Some(EntityKind::State) => {
                place.first.checked_sub(1).is_some_and(|at| self.scene.view.begins(at, &words.inside))
            }
            _ => false,
        }
    }
}
