//! Whose something is: who has so many, and whom an amount is owed by or paid to.

use super::property::Cue;
use super::roles::{Filled, Search};
use crate::lexicon::Particle;
use crate::text::TokenRange;

impl Search<'_> {
    /// Whether the verb of the clause says that somebody has something.
    pub(super) fn has(&self) -> bool {
        let [have, _] = self.scene.words.auxiliaries.plain_present;
        self.clause.verb.is_some_and(|verb| Some(verb.lemma) == have)
    }

    /// «شرکت X در ۱۳۸۰ تأسیس شد و ۵۰ کارگر دارد»: the subject of the clause before, where this one has none of its own.
    pub(super) fn joined(&self) -> Option<Filled> {
        let and = self.clause.tokens.first;
        let own = self.start_from(and) < self.figure.first || !self.scene.view.is(and, Particle::And);
        let before = self.groups.iter().find(|group| group.closes && group.tokens.end == and);
        let before = before.filter(|_| !own)?;
        let first = self.scene.clause_start(self.sentence, self.groups, before.tokens);
        // «X که در ۱۳۸۰ تأسیس شد و …»
        if self.scene.that_before(first).is_some() || first < self.floor {
            return None;
        }
        let words = self.phrase(self.start_from(first), before.tokens.first)?;
        let points = self.scene.view.is(words.first, Particle::ThisOne) && !self.is_vague(words);
        let entity = self.named(words);
        let object = self.scene.view.begins(words.end, &self.scene.words.features.object);
        let words = Some(words).filter(|_| entity.is_none());
        ((points || entity.is_some()) && !object).then_some(Filled { entity, words })
    }

    /// «این پایگاه در X واقع شده و ۵۰ سرباز در آن مستقرند»: what the clause before tells of, where «آن» behind the counted points at it.
    pub(super) fn site_before(&self) -> Option<Filled> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let at = self.item_end;
        let inside = view.begins(at, &words.inside) && view.is(at + 1, Particle::ThatOne);
        // «در آن شهر»: what «آن» points at is named.
        let noun = self.scene.word_end(at + 2, self.clause.tokens.end.max(at + 3));
        let pointed =
            self.clause.verb.is_some_and(|verb| at + 2 == verb.tokens.first || noun == verb.tokens.first);
        let place = [&words.land, &words.refers, &words.thing];
        let place = place.into_iter().any(|classes| view.begins(at + 2, classes));
        self.joined().filter(|_| inside && pointed && !place)
    }

    /// «رودی که ۹۵۰ کیلومتر درازا دارد», «رودی که درازای آن ۹۵۰ کیلومتر است»: what a relative clause tells of that has no subject of its
    /// own, where it begins the clause before.
    pub(super) fn relative_thing(&self, cue: &Cue) -> Option<TokenRange> {
        let (view, first) = (self.scene.view, self.clause.tokens.first);
        let that = first.checked_sub(1).filter(|&that| self.is_relative(that))?;
        let own = self.start_from(first);
        let measured = own == cue.tokens.first
            && !cue.tokens.is_empty()
            && view.is(cue.tokens.end, Particle::ThatOne)
            && self.start_from(cue.tokens.end + 1) == self.figure.first;
        let is = self.clause.verb.is_some_and(|verb| {
            let [have, be] = self.scene.words.auxiliaries.plain_present;
            [have, be].contains(&Some(verb.lemma))
        });
        if !is || own != self.figure.first && !measured {
            return None;
        }
        let before = self.scene.clause_start(self.sentence, self.groups, TokenRange::new(that, that));
        let words = self.phrase(self.start_from(before), that)?;
        let led = words
            .first
            .checked_sub(1)
            .is_some_and(|at| at >= before && view.begins(at, &self.scene.words.features.preposition));
        (words.end == that && !led && !self.is_vague(words)).then_some(words)
    }

    /// «بدهی دولت»: whose an amount is, where somebody stands right behind the word that says what it is.
    pub(super) fn whose(&self, cue: &Cue) -> Filled {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let first = cue.tokens.end;
        let kinds = [&words.person, &words.mouthpiece];
        let somebody = self.scene.mention_at(first).is_some()
            || view.is(first, Particle::ThisOne)
            || kinds.into_iter().any(|classes| view.begins(first, classes));
        if cue.tokens.is_empty() || first >= self.figure.first || !somebody {
            return Filled::default();
        }
        let own = self.phrase(first, self.figure.first).filter(|own| !self.is_vague(*own));
        let named = own.and_then(|own| self.named(own));
        Filled { entity: named, words: own }
    }
}
