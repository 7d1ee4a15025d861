//! From whom and to whom an amount or a thing goes.

use super::roles::{NAME, Search};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::text::TokenRange;

impl Search<'_> {
    /// Who gives an amount, where the verb of the clause gives it: «X ۵ میلیون دلار به Y وام داد», but not «وام گرفت».
    pub(super) fn giver(&self) -> Option<usize> {
        let verb = self.clause.verb?;
        let first = verb.tokens.first;
        let giving = &self.scene.words.features.giving;
        let noun = || self.scene.view.words_before(first, first.saturating_sub(NAME), giving).is_some();
        let [pay, with_noun @ ..] = self.scene.words.paying;
        let pays = Some(verb.lemma) == pay || with_noun.contains(&Some(verb.lemma)) && noun();
        pays.then(|| self.actor()).flatten()
    }

    /// Who pays and who is paid, where the verb of the clause buys or sells: «X از Y خانه‌ای را به ۵ میلیون تومان خرید».
    pub(super) fn trade(&self) -> (Option<usize>, Option<usize>) {
        let [buy, sell] = self.scene.words.trading;
        match self.clause.verb.map(|verb| Some(verb.lemma)) {
            Some(lemma) if lemma == buy => (self.actor(), self.led_party(Particle::From)),
            Some(lemma) if lemma == sell => (self.recipient(), self.actor()),
            _ => (None, None),
        }
    }

    /// Whom «به X» names in the clause.
    pub(super) fn recipient(&self) -> Option<usize> {
        self.led_party(Particle::Toward)
    }

    /// Whom «از X» names in the clause.
    pub(super) fn source(&self) -> Option<usize> {
        self.led_party(Particle::From)
    }

    fn led_party(&self, particle: Particle) -> Option<usize> {
        let toward = |(mention, place): &(usize, TokenRange)| {
            let led = place.first.checked_sub(1).is_some_and(|at| self.scene.view.is(at, particle));
            led && self.scene.kind(*mention) != Some(EntityKind::Place)
        };
        let own = self.own_part();
        let party = self.scene.mentions_in(own).find(toward);
        let (mention, _) = party.or_else(|| self.scene.mentions_in(self.clause.tokens).find(toward))?;
        self.scene.entity(mention)
    }
}
