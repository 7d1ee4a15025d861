//! Where words of saying report nothing: names of things, idioms, what was put beside something, what came about.

use super::words::{Features, Scene};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{Mood, VerbGroup};
use crate::text::TokenRange;

/// How far before its verb «می‌توان» stands that makes it impersonal, in tokens, and how far what may end a clause itself:
/// «می‌شود».
const IMPERSONAL_REACH: u32 = 40;
const NEAR: u32 = 12;
/// How far before a noun the preposition stands that leads it, in tokens: «در چند نامه».
const LED: u32 = 3;
/// How far behind «در» the noun stands for what words stand in, in tokens.
const HELD_REACH: u32 = 6;

/// A verb of saying in its sentence.
pub(super) struct Said<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) groups: &'a [VerbGroup],
    pub(super) group: &'a VerbGroup,
    pub(super) sentence: TokenRange,
}

impl Said<'_> {
    fn words(&self) -> &Features {
        &self.scene.words.features
    }

    /// The clause before the verb.
    fn before(&self) -> TokenRange {
        let start = self.scene.clause_start(self.sentence, self.groups, self.group.tokens);
        TokenRange::new(start.min(self.group.tokens.first), self.group.tokens.first)
    }

    /// Whether «که», a colon or a quotation stands behind the verb.
    fn is_followed(&self) -> bool {
        let end = self.group.tokens.end;
        self.scene.view.is(end, Particle::That)
            || matches!(self.scene.mark(end), Some(":" | "«" | "\"" | "“"))
    }

    /// Whether what is said is a name or a thing: «این را «پل» می‌گویند», «واژه‌ای به آن افزودند», «شعر می‌گوید».
    pub(super) fn is_no_report(&self) -> bool {
        let (view, words, before) = (self.scene.view, self.words(), self.before());
        // «هرچه حاکم می‌گوید», «این نوشته»
        let whatever = before.positions().any(|at| view.begins(at, &words.whatever));
        // «نامه‌ای که نوشته بود را خواند»
        let object = view.begins(self.group.tokens.end, &words.object);
        if whatever || object || self.is_noun() || self.is_written() {
            return true;
        }
        if self.is_followed() {
            return self.is_of_thing() || self.is_put();
        }
        let object = || before.positions().any(|at| view.begins(at, &words.object));
        let thing = |at: u32| view.is(at, Particle::ThatOne) || view.is(at, Particle::ThisOne);
        let usual = || view.grammar.verbs.is_imperfective(view.tokens.codes_of(before.end as usize));
        // «به آن افزودند», «به آن ایرانشهر می‌گفتند», but not «به آن مرد گفتند».
        let beside = |at: u32| {
            let next = at + 2;
            view.is(at, Particle::Toward)
                && thing(at + 1)
                && (next >= before.end
                    || next + 1 == before.end && view.tokens.begins_word(next as usize) && usual())
        };
        // «این کار بر شهرتش افزود»
        let adds = Some(self.group.lemma) == self.scene.words.adding;
        let added = |at: u32| adds && view.is(at, Particle::Over);
        view.words_before(before.end, before.first, &words.said_noun).is_some()
            || object()
            || before.positions().any(|at| beside(at) || added(at))
    }

    /// «چهره‌هایی را به جمع آنان افزود که …»: whether something was put to something else, of which «که» tells; but «این نکته را به
    /// سخنانش افزود که».
    fn is_put(&self) -> bool {
        let (view, words, before) = (self.scene.view, self.words(), self.before());
        let adds = Some(self.group.lemma) == self.scene.words.adding;
        let marker = before.positions().rev().find(|&at| view.begins(at, &words.object));
        let Some(marker) = marker.filter(|_| adds) else { return false };
        let points = |at: u32| view.is(at, Particle::ThisOne) || view.begins(at, &words.told_text);
        let to = (marker + 1..before.end).any(|at| view.is(at, Particle::Toward));
        to && !(before.first..marker).any(points)
    }

    /// «به بدنه پره‌هایی را افزودند که …», «داستانی را نوشت که …»: whether «که» is of the thing right before the verb, which was
    /// made and not said; but «این نکته را افزود که».
    fn is_of_thing(&self) -> bool {
        let (view, words, before) = (self.scene.view, self.words(), self.before());
        let end = self.group.tokens.end;
        // «مطلبی می‌نویسد که …», «شعری نوشت که …»
        let made = view.words_before(before.end, before.first, &words.made_words);
        let led = |first: u32| first > before.first && view.begins(first - 1, &words.preposition);
        if view.is(end, Particle::That) && made.is_some_and(|first| !led(first)) {
            return true;
        }
        // «یکصد کتاب نوشت که معروف‌ترین آنها …»
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let noun = (before.first..before.end).rev().find(begins);
        let counted = |noun: u32| {
            let number = (before.first..noun).rev().find(begins);
            view.begins(noun, &words.holds_words) && number.is_some_and(|at| view.counts(at))
        };
        if view.is(end, Particle::That) && noun.is_some_and(counted) {
            return true;
        }
        let marked = before.end.checked_sub(1).filter(|&at| at >= before.first);
        let Some(marker) = marked.filter(|&at| view.begins(at, &words.object)) else { return false };
        let points = |at: u32| {
            view.is(at, Particle::ThisOne)
                || view.is(at, Particle::ThatOne)
                || view.begins(at, &words.pronoun)
                || view.begins(at, &words.told_before)
        };
        view.is(end, Particle::That) && !(before.first..marker).any(points)
    }

    /// «این نوشته که …»: whether «این» makes a noun of the form.
    fn is_noun(&self) -> bool {
        let first = self.group.tokens.first;
        let points =
            |at: u32| self.scene.view.is(at, Particle::ThisOne) || self.scene.view.is(at, Particle::ThatOne);
        first > self.sentence.first && points(first - 1) && self.group.tokens.len() == 1
    }

    /// Whether a text is what was written, and not where: «نامه‌ای به او نوشت», «کتاب‌ها نوشته شده که …», but not «در نامه‌ای نوشت».
    /// Of a passive, too, whether it is said to what that it is called so: «به جانوری گفته می‌شود که».
    fn is_written(&self) -> bool {
        let (view, words, before) = (self.scene.view, self.words(), self.before());
        let quoted = matches!(self.scene.mark(self.group.tokens.end), Some(":" | "«" | "\"" | "“"));
        if quoted || !self.group.passive && self.is_followed() {
            return false;
        }
        let imperfective = self
            .group
            .tokens
            .positions()
            .any(|at| view.grammar.verbs.is_imperfective(view.tokens.codes_of(at as usize)));
        if self.group.passive && imperfective {
            return before.positions().any(|at| view.is(at, Particle::Toward));
        }
        let led = |at: u32| {
            let near = at.saturating_sub(LED).max(before.first)..at;
            near.into_iter().any(|at| view.begins(at, &words.preposition))
        };
        let opens = |at: u32| {
            let dated = || {
                let mut dates = self.scene.dates_in(TokenRange::new(before.first, at));
                dates.next_back().is_some_and(|(_, date)| date.end == at)
            };
            at == before.first
                || view.is(at - 1, Particle::And)
                || view.is(at - 1, Particle::ThisOne)
                || self.group.passive && view.counts(at - 1)
                || self.scene.mark(at - 1).is_some()
                || dated()
        };
        // «روزنامه X نوشت», «پایگاه خبری «X» نوشت»: the medium writes.
        let writes = |at: u32| {
            let near = TokenRange::new(at, before.end.min(at + LED));
            let media =
                |(mention, _): &(usize, TokenRange)| self.scene.kind(*mention) == Some(EntityKind::Media);
            let name = self.scene.mentions_in(near).find(media);
            name.is_some_and(|(_, name)| !(at..name.first).any(|at| view.begins(at, &words.preposition)))
        };
        let written = |at: u32| view.begins(at, &words.holds_words) && opens(at) && !led(at) && !writes(at);
        before.positions().any(written)
    }

    /// «در نامه‌ای آمده است که»: whether the clause has what words stand in.
    pub(super) fn is_in_text(&self) -> bool {
        let (view, words, before) = (self.scene.view, self.words(), self.before());
        // «در آن دوران به شمار می‌آمدند که»: texts do not come in numbers, and what came to something holds no words.
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let noun = before.positions().rev().find(begins);
        let came = noun.and_then(|noun| noun.checked_sub(1)).is_some_and(|at| view.is(at, Particle::Toward));
        if came || self.scene.is_of_several(self.group) {
            return false;
        }
        let media = |at: u32| {
            self.scene
                .mention_at(at)
                .is_some_and(|(mention, _)| self.scene.kind(mention) == Some(EntityKind::Media))
        };
        let holds =
            |at: u32| view.begins(at, &words.holds_words) || view.begins(at, &words.mouthpiece) || media(at);
        before.positions().any(|at| {
            view.begins(at, &words.inside) && (at + 1..(at + HELD_REACH).min(before.end)).any(holds)
        })
    }

    /// Whether «می‌توان» or «باید» stands before the verb, with no other verb between.
    pub(super) fn is_impersonal(&self) -> bool {
        let first = self.group.tokens.first;
        let floor = self.sentence.first.max(first.saturating_sub(IMPERSONAL_REACH));
        let possible = |at: u32| self.scene.words_at(at, &self.words().possible).filter(|&end| end <= first);
        // «می‌توان به بال و پر اشاره کرد»: a wish has no place there, but behind «باید».
        let between = |at: u32, end: u32| {
            let can = self.scene.view.begins(at, &self.words().impersonal);
            let ends = |group: &VerbGroup| group.closes && !(can && group.mood == Mood::Subjunctive);
            self.groups
                .iter()
                .any(|group| ends(group) && group.tokens.first >= end && group.tokens.end <= first)
        };
        let closes = |at: u32| self.groups.iter().any(|group| group.closes && group.tokens.contains(at));
        (floor..first)
            .filter(|&at| {
                at + NEAR >= first || !closes(at) || self.scene.view.begins(at, &self.words().impersonal)
            })
            .filter_map(|at| Some((at, possible(at)?)))
            .any(|(at, end)| !between(at, end))
    }
}
