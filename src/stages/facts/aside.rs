//! What a measure is of that stands in brackets behind it, or is an adjective of it.

use super::property::Cue;
use super::roles::{NAME, Search};
use crate::lexicon::Particle;
use crate::stages::scene::ends_with_yeh;
use crate::text::TokenRange;

impl Search<'_> {
    /// «گذرگاه X (به عرض ۵ متر)»: what stands before a bracket that tells a measure of it.
    pub(super) fn measured_aside(&self, cue: &Cue, open: Option<u32>) -> Option<TokenRange> {
        let (view, features) = (self.scene.view, &self.scene.words.features);
        let open = open.filter(|&open| open < cue.tokens.first && cue.tokens.first < self.figure.first)?;
        let led = |at: u32| at == open + 1 || view.begins(at - 1, &features.preposition);
        if self.is_count || self.is_money || !led(cue.tokens.first) || cue.tokens.first > open + 2 {
            return None;
        }
        let near = TokenRange::new(open.saturating_sub(NAME), open);
        let (_, name) = self.scene.mentions_in(near).next_back().filter(|(_, name)| name.end == open)?;
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let kind = (near.first..name.first).rev().find(begins);
        let kinds = [&features.land, &features.thing];
        let kind = kind.filter(|&at| kinds.into_iter().any(|classes| view.begins(at, classes)));
        Some(TokenRange::new(kind.unwrap_or(name.first), name.end))
    }

    /// «این مرز ۱۳۰ کیلومتری»: what «این» points at before a measure that is an adjective of it.
    pub(super) fn pointed(&self) -> Option<TokenRange> {
        let view = self.scene.view;
        let figure = view.slice(view.span(self.figure.first, self.figure.end));
        if self.is_count || self.is_money || self.is_part || !ends_with_yeh(figure) {
            return None;
        }
        let begins = |at: &u32| view.tokens.begins_word(*at as usize);
        let noun = (self.clause.tokens.first..self.figure.first).rev().find(begins)?;
        let this = noun.checked_sub(1).filter(|&at| view.is(at, Particle::ThisOne))?;
        let land = view.begins(noun, &self.scene.words.features.land);
        let measure = !land && view.meanings_at(&self.scene.words.properties, noun).next().is_some();
        (!measure && self.is_noun(self.figure.first - 1)).then(|| TokenRange::new(this, self.figure.first))
    }
}
