//! Whose figure it is, who did it and to whom, where and when.

use super::clause::Clause;
use super::placed::Figures;
use super::property::{Cue, MEMBERS, is_led};
use super::words::{Scene, SubjectPlace, passed};
use crate::lexicon::{ClassSet, Particle, VerbForm};
use crate::stages::actors::{Entity, EntityKind};
use crate::stages::scene::ends_with_yeh;
use crate::syntax::VerbGroup;
use crate::text::{TokenKind, TokenRange};

/// Longest phrase of what is measured, in tokens.
pub(super) const PHRASE: u32 = 8;
/// How far before a figure a preposition of several words begins, in tokens: «به دست».
const LED: u32 = 2;
/// Longest name or date before a figure, in tokens.
pub(super) const NAME: u32 = 8;

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
    /// The verbs of the sentence.
    pub(super) groups: &'a [VerbGroup],
    /// Where what somebody says of it begins, or the clause: who says it stands before, and is none of those it tells of.
    pub(super) floor: u32,
    /// Whether the verb by which it is told may stand for somebody elsewhere: «X در Y گفت», but not «مقام‌های محلی در Y گفتند».
    pub(super) told_afar: bool,
    /// Whether it counts people or things.
    pub(super) is_count: bool,
    /// Whether it is an amount of money, which is paid to whom «از» leads.
    pub(super) is_money: bool,
}

impl Search<'_> {
    /// The subject of a property.
    pub(super) fn subject(&self, place: SubjectPlace, cue: &Cue) -> Filled {
        let entity = |entity: Option<usize>| Filled { entity, words: None };
        let held = !matches!(place, SubjectPlace::Owner | SubjectPlace::Behind);
        if let Some(site) = self.site_before().filter(|_| held) {
            return site;
        }
        match place {
            SubjectPlace::Owner => match self.owner() {
                Some(owner) => entity(Some(owner)),
                None if self.gives() => self.doer(),
                None => self.behind(cue),
            },
            SubjectPlace::Doer => self.doer(),
            SubjectPlace::Having if self.has() => self.joined().unwrap_or_else(|| self.doer()),
            SubjectPlace::Having => Filled::default(),
            SubjectPlace::Behind => self.whose(cue),
            // «۱۹ رئیس‌جمهور X عضو حزب بوده‌اند»: whose members they are stands behind the word.
            SubjectPlace::OwnerBefore if self.is_of_members(cue) => {
                let behind = self.scene.mention_at(cue.tokens.end);
                entity(behind.and_then(|(mention, _)| self.scene.entity(mention)))
            }
            SubjectPlace::OwnerBefore => entity(self.owner().or_else(|| self.before())),
            SubjectPlace::Thing => self.thing(cue),
        }
    }

    /// Whether a word behind those who are counted says that they are members, and of whom.
    fn is_of_members(&self, cue: &Cue) -> bool {
        let known = self.scene.words.list.get(cue.property);
        known.is_some_and(|known| &*known.name == MEMBERS)
            && cue.tokens.first >= self.item_end
            && self.item_end > self.figure.end
    }

    /// «X سه هزار کشته داد»: whether the subject of the clause loses so many.
    fn gives(&self) -> bool {
        let [_, give, ..] = self.scene.words.paying;
        let verb = self.clause.verb.filter(|verb| Some(verb.lemma) == give && !verb.passive);
        verb.is_some_and(|verb| verb.tokens.first == self.item_end)
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
        // «کشته‌های جنگ X», «قربانیان زلزلهٔ X»: of what happened they are, and of no side.
        let harm = words.positions().find(|&at| self.scene.view.begins(at, &self.scene.words.features.harm));
        if harm.is_some_and(|harm| side.is_none_or(|(_, name)| harm < name.first)) {
            return Filled::default();
        }
        Filled { entity, words: Some(words).filter(|words| entity.is_none() && words.len() > 1) }
    }

    /// The subject of the clause: whom it names, or its words.
    fn doer(&self) -> Filled {
        // «X سه سؤال را مطرح کرد»: who says so many does it.
        let first = self.start_from(self.clause.tokens.first);
        // «عهدنامه‌ای در پنج ماده»: the word right before it has so many.
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let inside = self.figure.first.checked_sub(1).filter(|&at| view.begins(at, &words.inside));
        if let Some(at) = inside.filter(|&at| at > first) {
            let begins = |word: &u32| view.tokens.begins_word(*word as usize);
            let thing = (first..at).rev().find(begins).map(|word| TokenRange::new(word, at));
            let named = |thing: &TokenRange| {
                let near = TokenRange::new(thing.end.saturating_sub(NAME), thing.end);
                self.scene.mentions_in(near).any(|(_, name)| name.end > thing.first)
            };
            let dated = |thing: &TokenRange| {
                let near = TokenRange::new(thing.end.saturating_sub(NAME), thing.end);
                self.scene.dates_in(near).any(|(_, date)| date.end == thing.end)
            };
            let plain = |thing: &TokenRange| {
                let passed = [&words.filler, &words.connective, &words.object, &words.own, &words.pronoun];
                let passed = passed.into_iter().any(|classes| view.begins(thing.first, classes));
                !named(thing) && !dated(thing) && !passed && self.scene.mark(thing.first).is_none()
            };
            // «مسافران در ۷ صندلی نشستند»: who does something in so many has none of them.
            let [have, be] = self.scene.words.auxiliaries.plain_present;
            let has = self.clause.verb.is_none_or(|verb| {
                verb.passive || [have, be].contains(&Some(verb.lemma)) || !self.scene.is_of_several(&verb)
            });
            // «X و Y عهدنامه‌ای در ۹ ماده امضا کردند»
            let one = |thing: &TokenRange| ends_with_yeh(view.slice(view.span(thing.first, thing.end)));
            let thing = thing.filter(|thing| has || one(thing));
            if let Some(thing) = thing.filter(plain).filter(|thing| !self.is_vague(*thing)) {
                return Filled { entity: None, words: Some(thing) };
            }
        }
        // «X فهرستی از ۲۵۰ فیلم را منتشر کرد»: what stands before «از» is a part of so many.
        let of = self.figure.first.checked_sub(1).filter(|&of| view.is(of, Particle::From));
        let loose = |of: u32| {
            of.checked_sub(1).is_some_and(|at| self.scene.words_at(at, &words.filler) == Some(of + 1))
        };
        if of.is_some_and(|of| !loose(of)) {
            return Filled::default();
        }
        let Some(words) = self.phrase(first, self.figure.first) else { return Filled::default() };
        if !self.does(words) {
            return Filled::default();
        }
        match self.named(words) {
            Some(entity) => Filled { entity: Some(entity), words: None },
            None => Filled { entity: None, words: Some(words).filter(|words| !self.is_vague(*words)) },
        }
    }

    /// Whether the clause says of a phrase that it has or does so many: not of «رکورد را با ۸ گل شکست», «یشت ۱۹، بند ۳۵».
    fn does(&self, words: TokenRange) -> bool {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let between = TokenRange::new(words.end, self.figure.first);
        let object = between.positions().any(|at| view.begins(at, &features.object));
        let closed = self
            .scene
            .mark(words.end)
            .is_some_and(|mark| !matches!(mark, "،" | "," | "«" | "\"" | "(" | ":"));
        let own = words.positions().any(|at| view.begins(at, &features.own)) && words.len() == 1;
        let counted = self.figures.within(self.clause.tokens).any(|figure| figure.end == words.first);
        // «پیمان X، ۱۵ فصل», «کتاب X (۵۳۰ پرسش)» need no verb.
        let alone = words.end == self.figure.first && self.scene.word_end(words.first, words.end) < words.end;
        let listed = alone || matches!(self.scene.mark(words.end), Some("،" | "(" | ":"));
        let before = self.figure.first.saturating_sub(1);
        let led = is_led(self.scene, self.figure)
            && ![&features.together, &features.inside]
                .into_iter()
                .any(|classes| view.begins(before, classes));
        // «به دست یازده دانشجو تأسیس شد»
        let longer = view.words_before(self.figure.first, before.saturating_sub(LED), &features.preposition);
        let led = led || longer.is_some_and(|first| first < before);
        // «با ویرانی بیش از ۵۰ خانه»
        let floor = before.saturating_sub(LED).max(words.end);
        let filler = view.words_before(self.figure.first, floor, &features.filler);
        let beside = filler.and_then(|filler| filler.checked_sub(1)).unwrap_or(before);
        // «تیم موفق به کسب دو امتیاز شد»: a noun right before the figure is what so many are of.
        // «X با صدور چهار حکم», but not «برای خرید ۵ تانک».
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let word = (words.end..=beside).rev().find(begins).unwrap_or(beside);
        let led_noun = word
            .checked_sub(1)
            .is_some_and(|at| view.begins(at, &features.preposition) && !view.begins(at, &features.together));
        // «در آن بازی دو بار»
        let pointed = before
            .checked_sub(1)
            .is_some_and(|at| view.is(at, Particle::ThisOne) || view.is(at, Particle::ThatOne));
        // «X با داشتن ۵۰ کارگر»
        let noun = beside >= words.end
            && !pointed
            && !self.scene.is_infinitive(word, self.figure.first)
            && self.is_noun(beside)
            && (led_noun || self.named(words).is_none());
        // «X در ساختمانی با ۹ طبقه است»: the noun right before «با» has so many.
        let with = view.begins(before, &features.together)
            && before > words.end
            && self.is_noun(before - 1)
            && !words.contains(before - 1);
        (self.clause.verb.is_some() || listed)
            && !with
            && !noun
            && !object
            && !closed
            && !own
            && !counted
            && !led
    }

    /// Whether a token ends a noun that is no name, date, filler or preposition.
    pub(super) fn is_noun(&self, at: u32) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let floor = at.saturating_sub(NAME);
        let first = (floor..=at).rev().find(|&at| view.tokens.begins_word(at as usize)).unwrap_or(at);
        let near = TokenRange::new(at.saturating_sub(NAME), at + 1);
        let ends = |place: TokenRange| place.end == at + 1;
        let named = self.scene.mentions_in(near).any(|(_, name)| ends(name))
            || self.scene.dates_in(near).any(|(_, date)| ends(date))
            || self.figures.within(near).any(ends);
        let classes = [&words.filler, &words.connective, &words.preposition, &words.object];
        let other =
            |classes: &&ClassSet| view.words_before(at + 1, at.saturating_sub(NAME), classes).is_some();
        let word = view.token_kind(first) == Some(TokenKind::Word);
        word && !named
            && !classes.iter().any(other)
            && !view.is(at, Particle::And)
            && self.scene.mark(at).is_none()
    }

    /// Whom a phrase names: the whole of it, or a person behind a title.
    pub(super) fn named(&self, words: TokenRange) -> Option<usize> {
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
        self.actor_from(self.clause.tokens.first)
    }

    /// The same, not before a token.
    pub(super) fn actor_from(&self, floor: u32) -> Option<usize> {
        let words = &self.scene.words.features;
        let mut at = self.clause.tokens.first.max(floor);
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
        let found = self.scene.mention_at(at).or_else(|| self.led_name(at)).or_else(|| self.relative_head());
        let Some((mention, name)) = found else { return self.teller(at) };
        let acts = self.scene.kind(mention).is_some_and(EntityKind::acts);
        // «X را به ۵ میلیون دلار به Y فروخت»: what is sold neither pays nor is paid.
        let object = self.scene.view.begins(name.end, &words.object);
        self.scene.entity(mention).filter(|_| acts && !object)
    }

    /// «X گفت که ۵ تانک را نابود کرده است»: who says so did it, where what is said begins with the figure and its verb has no other
    /// subject.
    fn teller(&self, at: u32) -> Option<usize> {
        let told = self.floor > self.sentence.first && self.floor == self.clause.tokens.first;
        let own = at == self.figure.first && told && self.is_count;
        let verb = self.clause.verb.filter(|verb| own && !verb.passive && !self.scene.is_of_several(verb))?;
        let object = (self.figure.end..verb.tokens.first)
            .any(|at| self.scene.view.begins(at, &self.scene.words.features.object));
        self.speaker.filter(|_| object)
    }

    /// «X که ۵ تانک فرستاد»: whom a relative clause tells of.
    fn relative_head(&self) -> Option<(usize, TokenRange)> {
        let that = self.clause.tokens.first.checked_sub(1).filter(|&that| self.is_relative(that))?;
        let before = TokenRange::new(self.sentence.first, that);
        self.scene.mentions_in(before).next_back().filter(|(_, name)| name.end == that)
    }

    /// Whether a token is the «که» of a relative clause, behind no verb.
    pub(super) fn is_relative(&self, that: u32) -> bool {
        that > self.sentence.first
            && self.scene.is_relative(that, self.groups)
            && self.scene.mark(that - 1).is_none()
    }

    /// «دولت X»: the name behind a word for what it is.
    pub(super) fn led_name(&self, at: u32) -> Option<(usize, TokenRange)> {
        let behind = self.scene.words_at(at, &self.scene.words.features.mouthpiece)?;
        self.scene.mention_at(behind)
    }

    /// «در X ۵ نفر و در Y ۳ نفر کشته شدند»: the part of the clause that is of this figure alone, where commas and «و» part it from
    /// those of others.
    pub(super) fn own_part(&self) -> TokenRange {
        own_part(self.scene, self.figures, &self.clause, self.figure)
    }

    pub(super) fn start(&self) -> u32 {
        self.start_from(self.clause.tokens.first.max(self.floor))
    }

    /// Where the subject begins, behind what may stand before it from a token on.
    pub(super) fn start_from(&self, first: u32) -> u32 {
        let date = |at| self.scene.date_at(at).map(|(_, date)| date.end);
        let mut at = first;
        while at < self.figure.first
            && let Some(behind) =
                passed(self.scene, at).or_else(|| date(at)).or_else(|| self.scene.adverb_at(at))
        {
            // «در پایان سال ۱۳۹۰»
            let dated = self.scene.date_at(at + 1).map(|(_, date)| date.end);
            if dated.is_none() && self.leads(at, behind) {
                break;
            }
            at = dated.unwrap_or(behind).max(behind);
        }
        at
    }

    /// «در پایان فصل»: whether an adverb leads the noun behind it.
    fn leads(&self, at: u32, behind: u32) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        self.scene.leads_word(at, behind, &words.leading)
            && self.scene.mention_at(behind).is_none()
            && self.scene.date_at(behind).is_none()
            && !view.begins(behind, &words.pronoun)
            && !view.is(behind, Particle::ThisOne)
    }

    /// A noun phrase from a token on, without the number that begins it: «یک سیر برنج».
    pub(super) fn phrase(&self, first: u32, end: u32) -> Option<TokenRange> {
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
        if let Some(pronoun) = self.scene.words_at(first, &words.pronoun).filter(|&behind| behind <= end) {
            return Some(TokenRange::new(first, pronoun));
        }
        // «رود» may be the form of a verb.
        let bare = |at: u32| {
            view.verb(at, self.scene.word_end(at, end)).is_some_and(|verb| verb.form == VerbForm::BarePresent)
        };
        let closes =
            |at: u32| self.groups.iter().any(|group| group.closes && group.tokens.first == at) && !bare(at);
        let stopped = [&words.preposition, &words.object, &words.filler, &words.connective, &words.modal];
        let goes_on = |at: u32| at > first && self.scene.behind_adjective(at, end).is_some();
        let stops = |at| {
            // «مردم چین خود را»: behind a name «خود» is the object.
            let own = view.begins(at, &words.own)
                && view.begins(at + 1, &words.object)
                && self.scene.mentions_in(TokenRange::new(first, at)).any(|(_, name)| name.end == at);
            own || !goes_on(at) && stopped.into_iter().any(|classes| view.begins(at, classes))
                || self.is_verb(at, end)
                || closes(at)
        };
        // «مرگ و میر»
        let pair = self.scene.words_at(first, &words.verb_pair).filter(|&pair| pair <= end);
        let end = self.scene.phrase_end(TokenRange::new(pair.unwrap_or(first), end), PHRASE, stops);
        // «نرخ بیکاری همراه شد»: the nominal part of a verb is no part of its subject.
        let light = closes(end) && view.begins(end, &words.light_verb);
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        // «۵۱ درصد جمعیت تخمین زده می‌شود»
        let last = (first..end).rev().find(begins).unwrap_or(first);
        let noun = closes(end) && view.begins(last, &words.verb_noun);
        let end = if light || noun { last } else { end };
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
}

/// The part of a clause that is of one figure, behind the last joint that parts it from the figure before, and before that of the next.
pub(super) fn own_part(
    scene: &Scene<'_>,
    figures: &Figures,
    clause: &Clause,
    figure: TokenRange,
) -> TokenRange {
    let (first, end) = (clause.tokens.first, clause.tokens.end);
    let joins = |at: &u32| scene.view.is(*at, Particle::And) || scene.mark(*at) == Some("،");
    let before = figures.within(TokenRange::new(first, figure.first.max(first))).last();
    let behind = figures.within(TokenRange::new(figure.end.min(end), end)).next();
    let joint = |from: u32, to: u32| (from..to).rev().find(joins);
    let first = before.and_then(|other| joint(other.end, figure.first)).map_or(first, |at| at + 1);
    let end = behind.and_then(|other| joint(figure.end, other.first)).unwrap_or(end);
    TokenRange::new(first, end.max(first))
}
