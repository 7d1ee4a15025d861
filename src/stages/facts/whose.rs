//! Whose something is: who has so many, and whom an amount is owed by or paid to.

use super::property::Cue;
use super::roles::{Filled, Search};
use crate::lexicon::Particle;

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
