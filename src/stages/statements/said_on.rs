//! On which day something was said.

use super::cue::Cue;
use super::extract::Reader;
use crate::lexicon::Particle;
use crate::stages::actors::MentionRow;
use crate::stages::dates::{Kind as DateKind, Precision};
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::{TokenKind, TokenRange};

/// Longest name or preposition before a date, in tokens.
const NAMED: u32 = 8;

impl Reader<'_> {
    /// «مشکلات سال ۷۶», «قیام ۲۶ دی»: whether a date belongs to the noun before it, which is no name or office of who speaks.
    fn is_part_of_name(&self, date: TokenRange, row: usize, sentence: TokenRange) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let Some(before) = date.first.checked_sub(1).filter(|&before| before >= sentence.first) else {
            return false;
        };
        // «مشکلات سالهای ۷۶ و ۷۷»
        if view.is(before, Particle::And) {
            let near = TokenRange::new(before.saturating_sub(NAMED), before);
            let first = self.scene.dates_in(near).find(|(_, first)| first.end == before);
            return first.is_some_and(|(row, first)| self.is_part_of_name(first, row, sentence));
        }
        let is = |at: u32, kind: TokenKind| view.tokens.list.get(at as usize).is_some_and(|t| t.kind == kind);
        let day = self.dates.get(row).is_some_and(|date| date.value.precision == Precision::Day);
        let apart = day && !is(date.first, TokenKind::Digits);
        let near = date.first.saturating_sub(NAMED)..date.first;
        let led = near.into_iter().any(|at| {
            [&words.preposition, &words.connective, &words.manner]
                .into_iter()
                .any(|classes| self.scene.words_at(at, classes) == Some(date.first))
        });
        let speaks = |row: &MentionRow| {
            let role = row.value.role.map(|role| tokens_of(view, role).end);
            role == Some(date.first) || tokens_of(view, row.span).end == date.first
        };
        let near = TokenRange::new(date.first.saturating_sub(NAMED), date.first);
        let named = self.scene.mentions_in(near).filter_map(|(mention, _)| self.scene.mentions.get(mention));
        let mut named = named.map(speaks);
        is(before, TokenKind::Word)
            && !apart
            && !led
            && !named.any(|speaks| speaks)
            && !view.begins(before, &words.object)
            && self.scene.date_at(before).is_none()
    }

    /// The day on which it was said: a date of the sentence outside the content, that no preposition makes a part of
    /// something else.
    pub(super) fn date(
        &self,
        sentence: TokenRange,
        content: TokenRange,
        cue: &Cue,
        groups: &[VerbGroup],
    ) -> Option<usize> {
        let outside = |place: &TokenRange| place.end <= content.first || content.end <= place.first;
        // «X که دیروز آمد، گفت»: when he came.
        let relative =
            |place: &TokenRange| self.scene.is_in_relative(sentence, groups, *place, cue.tokens.first);
        let mut found = self.scene.dates_in(sentence).filter(|(row, place)| {
            let dated = self.dates.get(*row).is_some_and(|date| date.value.kind == DateKind::Date);
            // «تا سال ۱۳۹۰», «پس از ۵ دی»
            let led = place.first > sentence.first && {
                let (view, words) = (self.scene.view, &self.scene.words.features);
                let at = place.first;
                let first = view.words_before(at, at.saturating_sub(NAMED), &words.preposition);
                first.is_some_and(|first| {
                    !view.begins(first, &words.inside) && !view.is(first, Particle::Toward)
                })
            };
            // «در ۱۸۰۰ X آمد؛ Y گزارش داد»: what «؛» parts from the cue is when something else was.
            let apart = (place.end..cue.tokens.first).any(|at| self.scene.mark(at) == Some("؛"));
            let own = !led && !apart && !self.is_part_of_name(*place, *row, sentence);
            dated && outside(place) && own && place.end <= cue.end() && !relative(place)
        });
        found.next().map(|(row, _)| row)
    }
}
