//! What a percentage is a part of.

use super::clause::predicate;
use super::property::Cue;
use super::roles::Search;
use crate::lexicon::Particle;
use crate::text::{Span, TokenKind, TokenRange, cell_at};

/// How far from a percentage another one of its list stands, in tokens.
const LISTED: u32 = 8;

impl Search<'_> {
    /// Of a share: whose part it is, and the words for the whole.
    pub(super) fn share(&self, cue: &Cue) -> (Option<usize>, Option<TokenRange>) {
        let view = self.scene.view;
        // «سهم X از واردات Y به ۳۶ درصد رسید», «سهم X در این طرح ۳۶ درصد بود»
        let told = !cue.tokens.is_empty() && cue.tokens.end < self.figure.first;
        let owner =
            self.scene.mention_at(cue.tokens.end).filter(|(_, name)| told && name.end <= self.figure.first);
        if let Some((mention, name)) = owner
            && (view.is(name.end, Particle::From) || view.begins(name.end, &self.scene.words.features.inside))
            && let Some(of) = self.phrase(name.end + 1, self.figure.first)
        {
            let dated = self.scene.date_at(of.first).is_some();
            return (self.scene.entity(mention), Some(of).filter(|of| !dated && !self.is_vague(*of)));
        }
        let owner = owner.and_then(|(mention, _)| self.scene.entity(mention));
        let from = view.is(self.figure.end, Particle::From);
        let first = self.figure.end + u32::from(from);
        // «۵ | تحویل فوری»: what the next cell says is of another matter.
        let own = view.span(self.figure.first, self.figure.end);
        let cell = cell_at(&view.cells, own.start);
        let within = |whole: &TokenRange| {
            let whole = view.span(whole.first, whole.end);
            let between = view.slice(Span::new(own.end, whole.end.max(own.end)));
            cell.is_none_or(|cell| cell.span.contains(whole)) && !between.contains('\t')
        };
        let whole = self.phrase(first, self.clause.tokens.end).map(|whole| {
            let predicate = predicate(self.scene, &self.clause, self.figure, whole);
            TokenRange::new(whole.first, predicate.unwrap_or(whole.end))
        });
        // «۵ درصد از هزار خانه»: so many are the whole.
        let counted = from && self.figures.begins(first);
        let whole = whole.map(|whole| TokenRange::new(if counted { first } else { whole.first }, whole.end));
        // «۵۱٪ درصد از سهام»
        let sign = |whole: &TokenRange| {
            self.scene.words_at(whole.first, &self.scene.words.features.named_number) == Some(whole.end)
        };
        let whole = whole.filter(|whole| !sign(whole) && within(whole));
        let named = whole.and_then(|whole| {
            let (mention, name) = self.scene.mention_at(whole.first)?;
            (name.end == whole.end && !from).then(|| self.scene.entity(mention)).flatten()
        });
        if named.is_some() && owner.is_none() {
            return (named, None);
        }
        // «۵۸ درصد آن مبتنی بر خدمات است»
        let pronoun = |whole: &TokenRange| !from && view.is(whole.first, Particle::ThatOne);
        // «۷۹٪ آب و ۱۷٪ نشاسته دارد»: of several parts each says what it is, and none what it is of.
        let several = !from && self.contains() && self.is_listed();
        let whole = whole.filter(|_| !several);
        (
            owner.or_else(|| self.actor_from(self.floor)),
            whole.filter(|whole| !self.is_vague(*whole) && !pronoun(whole)),
        )
    }

    /// Whether the clause says what something consists of: «دارد», «حاوی»; but «۷۹ درصد مردان و ۱۷ درصد زنان آمدند».
    fn contains(&self) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let [have, _] = self.scene.words.auxiliaries.plain_present;
        let word = |at: u32| view.begins(at, &words.containing);
        // «از ۷۰ درصد هیدروژن و ۲۵ درصد هلیم تشکیل شده است»
        let made = |at: u32| view.begins(at, &words.made_of);
        self.clause.verb.is_none_or(|verb| Some(verb.lemma) == have)
            || (self.clause.tokens.first..self.figure.first).any(word)
            || (self.figure.end..self.clause.tokens.end).any(made)
    }

    /// Whether another percentage of the clause stands before a noun, too, with nothing but marks and «و» between the two.
    fn is_listed(&self) -> bool {
        let near = TokenRange::new(
            self.figure.first.saturating_sub(LISTED).max(self.sentence.first),
            self.sentence.end.min(self.figure.end + LISTED),
        );
        let apart = |first: u32, end: u32| {
            let joint = |at: u32| self.scene.mark(at) == Some("،") || self.scene.view.is(at, Particle::And);
            let verb = |at: u32| self.groups.iter().any(|group| group.closes && group.tokens.contains(at));
            let led = |at: u32| self.scene.view.begins(at, &self.scene.words.features.preposition);
            first < end && (first..end).any(joint) && !(first..end).any(|at| verb(at) || led(at))
        };
        self.figures.parts_within(near).filter(|other| *other != self.figure).any(|other| {
            let (view, at) = (self.scene.view, other.end);
            let word = view.token_kind(at) == Some(TokenKind::Word);
            let plain = view.particle(at).is_none() && !view.begins(at, &self.scene.words.features.pronoun);
            let of = word && plain;
            of && (apart(other.end, self.figure.first) || apart(self.figure.end, other.first))
        })
    }
}
