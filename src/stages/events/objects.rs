//! Where an object begins that stands in one phrase with what is before it: «مهاجمان مسلح پنج کارگر را».

use super::phrases::{Lead, Reader};
use crate::lexicon::Particle;
use crate::stages::scene::ends_with_yeh;
use crate::text::TokenRange;

impl Reader<'_> {
    /// Where the object of a phrase begins, behind the subject of one that nothing leads, and behind what the preposition
    /// leads of another; `object` where «را» stands behind it.
    pub(super) fn object_within(&self, lead: Lead, tokens: TokenRange, object: bool) -> Option<u32> {
        if lead == Lead::Bare {
            return self.subject(tokens, object);
        }
        if !object {
            return None;
        }
        // «در X هشت کارگر را»
        let site = self.counted_behind_name(tokens).or_else(|| self.behind_pointed(tokens));
        let site = site.or_else(|| self.name_behind_name(tokens));
        site.or_else(|| if lead == Lead::With { self.behind_means(tokens) } else { None })
    }

    /// «پس از این شکست شهر را»: one past the noun of what happened that «این» points at, before what is something else.
    fn behind_pointed(&self, tokens: TokenRange) -> Option<u32> {
        let (view, noun) = (self.scene.view, tokens.first + 1);
        let points = view.is(tokens.first, Particle::ThisOne) || view.is(tokens.first, Particle::ThatOne);
        let mut happened = view.meanings_at(&self.scene.words.nouns, noun).filter(|_| points);
        happened
            .next()
            .map(|(edge, _)| noun + u32::from(edge.length))
            .filter(|&end| end < tokens.end && view.tokens.begins_word(end as usize))
    }

    /// «با ۴۷ هزار سرباز ارتش X را», «با ۱۸۵ رأی موافق وزیر را»: one past what so many are, where somebody or something else begins that is
    /// marked.
    fn behind_means(&self, tokens: TokenRange) -> Option<u32> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let (_, figure) = self.figures.at(tokens.first)?;
        let things = [&words.person, &words.territory, &words.works, &words.arms, &words.instrument];
        let begins = |at: &u32| {
            *at < tokens.end
                && (self.scene.mention_at(*at).is_some()
                    || things.into_iter().any(|classes| view.begins(*at, classes)))
        };
        let first = self.scene.word_end(figure.end, tokens.end);
        let second = self.scene.word_end(first, tokens.end);
        [first, second].into_iter().filter(|&at| at > figure.end).find(begins)
    }

    /// «در نبرد X افغان‌ها را»: where the last of two names begins that stand side by side, which is all of an object.
    fn name_behind_name(&self, tokens: TokenRange) -> Option<u32> {
        let (_, last) =
            self.scene.mentions_in(tokens).next_back().filter(|(_, name)| name.end == tokens.end)?;
        let beside = self.scene.mentions_in(tokens).any(|(_, name)| name.end == last.first);
        beside.then_some(last.first)
    }

    /// Where a number stands right behind the name that begins some tokens.
    fn counted_behind_name(&self, tokens: TokenRange) -> Option<u32> {
        let (_, name) = self.scene.mention_at(tokens.first).filter(|(_, name)| name.end < tokens.end)?;
        self.figures.at(name.end).map(|_| name.end)
    }

    /// One past the subject that stands right before the number of an object: «مهاجمان مسلح پنج کارگر را», «X پنج قاچاقچی را».
    fn subject(&self, tokens: TokenRange, object: bool) -> Option<u32> {
        // «X این پل را», «دو قاچاقچی این محموله را»
        let points = |at: &u32| {
            self.scene.view.is(*at, Particle::ThisOne) && !self.scene.view.is(*at - 1, Particle::And)
        };
        if let Some(at) = (tokens.first + 1..tokens.end).find(points).filter(|_| object) {
            let named = self.scene.mentions_in(tokens).any(|(_, name)| name.end == at);
            let counted = self.figures.at(tokens.first).is_some();
            if named || counted {
                return Some(at);
            }
        }
        // «X و Y قراردادی», «X پیمان را»: no ezafe joins a name to a treaty behind it.
        let signed = |at: &u32| {
            self.scene.view.begins(*at, &self.scene.words.features.instrument)
                && self.scene.mention_at(*at).is_none()
                && self.scene.mentions_in(tokens).any(|(_, name)| name.end == *at)
        };
        if let Some(at) = (tokens.first + 1..tokens.end).find(signed) {
            return Some(at);
        }
        // «دولت همه روزنامه‌ها را»
        let body = self.scene.words_at(tokens.first, &self.scene.words.features.authority);
        let all = body
            .filter(|&at| object && at < tokens.end)
            .filter(|&at| self.scene.view.begins(at, &self.scene.words.features.amount));
        if all.is_some() {
            return all;
        }
        // «سپاه X او را», «دادگاه او را»
        let own = &self.scene.words.features;
        let pronoun = self.scene.view.words_before(tokens.end, tokens.first, &own.pronoun);
        if let Some(at) = pronoun.filter(|&at| object && at > tokens.first) {
            let named = self.scene.mentions_in(tokens).any(|(_, name)| name.end == at);
            if named || self.scene.words_at(tokens.first, &own.authority) == Some(at) {
                return Some(at);
            }
        }
        let mut inside = self.figures.within(tokens);
        let (_, figure) = inside.find(|(_, figure)| figure.first > tokens.first)?;
        let named = self.scene.mention_at(tokens.first).is_some_and(|(_, name)| name.end == figure.first);
        let words = &self.scene.words.features;
        // «ارتش ۵۰ هزار نفری X را» has no more than one noun.
        let things = [&words.person, &words.works, &words.arms, &words.territory];
        let counted = things.into_iter().any(|classes| self.scene.view.begins(figure.end, classes));
        // «سیلاب چهار خانه را»
        let acts = [&words.person, &words.calamity];
        let acts = acts.into_iter().any(|classes| self.scene.view.begins(tokens.first, classes));
        // «نیروهای مرزی ۲۰ نفر را», but not «ارتش ۵۰ هزار نفری X را», «خانواده‌های ۱۲ نفر را»
        let behind = self.scene.word_end(figure.end, tokens.end.max(figure.end + 1));
        let one = self.scene.view.span(figure.end, behind);
        let classified = self.scene.view.begins(figure.end, &words.classifier)
            && !ends_with_yeh(self.scene.view.slice(one));
        let counted = counted || classified;
        if self.scene.is_open_plural(figure.first) {
            return None;
        }
        // «پدافند هوایی آنان ۱۹ پهپاد را»
        let ours = self.scene.view.words_before(figure.first, tokens.first, &words.pronoun).is_some();
        let acts = acts || ours;
        // «دولت ۵ میلیارد تومان از بدهی خود را پرداخت»
        let body = self.scene.words_at(tokens.first, &words.mouthpiece) == Some(figure.first);
        (named
            || body && (counted || self.stops(figure.end))
            || object && figure.end < tokens.end && counted && acts)
            .then_some(figure.first)
    }
}
