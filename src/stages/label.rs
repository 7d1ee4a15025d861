//! The label, dateline or byline that a sentence begins with.

use super::actors::EntityKind;
use super::scene::Scene;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// Longest label of a sentence, in tokens.
const LABEL: u32 = 6;
/// Longest line that says who wrote a sentence, in tokens.
const BYLINE: u32 = 10;

impl<W> Scene<'_, W> {
    /// One past a label that begins a sentence: «تهران: شهردار گفت», but not «شهردار: «…»».
    pub(super) fn behind_label(&self, sentence: TokenRange, groups: &[VerbGroup]) -> u32 {
        let dateline = self.behind_dateline(sentence, groups);
        if dateline > sentence.first {
            return dateline;
        }
        let end = sentence.end.min(sentence.first + LABEL);
        let colon = (sentence.first..end).find(|&at| self.mark(at) == Some(":"));
        let colon = colon.filter(|&at| {
            let quoted = matches!(self.mark(at + 1), Some("«" | "\"" | "“"));
            !quoted && !groups.iter().any(|group| group.tokens.first < at)
        });
        colon.map_or(sentence.first, |at| at + 1)
    }

    /// One past a dateline: «X - خبرگزاری Y - », «X (Y) — ».
    pub(super) fn behind_dateline(&self, sentence: TokenRange, groups: &[VerbGroup]) -> u32 {
        let dash = |at: u32| matches!(self.mark(at), Some("-" | "–" | "—" | "ـ" | "−"));
        let name = |at: u32| self.mention_at(at).filter(|(_, name)| name.end < sentence.end);
        let place =
            name(sentence.first).filter(|(mention, _)| self.kind(*mention) == Some(EntityKind::Place));
        let Some((_, place)) = place else { return self.behind_byline(sentence, groups) };
        let end = sentence.end.min(place.end + LABEL);
        let at = self.behind_brackets(place.end, end).unwrap_or(place.end);
        // «X - Y» from place to place is a way.
        let way = name(at + 1).is_some_and(|(mention, _)| self.kind(mention) == Some(EntityKind::Place));
        if !dash(at) || way {
            return sentence.first;
        }
        let agency = (at + 2..sentence.end.min(at + LABEL)).find(|&at| dash(at));
        let told = |end: u32| groups.iter().any(|group| group.tokens.first < end);
        agency.filter(|&end| !told(end)).unwrap_or(at) + 1
    }

    /// One past who wrote what follows: «گروه اقتصاد، X — », before a single long dash that no verb stands before.
    pub(super) fn behind_byline(&self, sentence: TokenRange, groups: &[VerbGroup]) -> u32 {
        let dash = |at: &u32| matches!(self.mark(*at), Some("–" | "—"));
        let end = sentence.end.min(sentence.first + BYLINE);
        let named = |end: u32| self.mentions_in(TokenRange::new(sentence.first, end)).next().is_some();
        let told = |end: u32| groups.iter().any(|group| group.tokens.first < end);
        // «قطار X – Y»
        let way = |at: u32| {
            let place = |(mention, _): &(usize, TokenRange)| self.kind(*mention) == Some(EntityKind::Place);
            let before = self.mentions_in(TokenRange::new(sentence.first, at)).next_back();
            before.filter(|found| found.1.end == at && place(found)).is_some()
                && self.mention_at(at + 1).filter(place).is_some()
        };
        let found = (sentence.first..end).find(dash).filter(|&at| named(at) && !told(at) && !way(at));
        // «X (۶۴۸–۷۲۶) گفت»
        let bracket = |at: &u32| matches!(self.mark(*at), Some("(" | ")"));
        let inside = |dash: u32| {
            let last = (sentence.first..dash).rev().find(bracket);
            last.is_some_and(|at| self.mark(at) == Some("("))
        };
        let found = found.filter(|&dash| !inside(dash));
        // «X — خدا بیامرزدش — گفت»: what stands between two dashes is an aside.
        let single = |&at: &u32| !(at + 1..sentence.end).any(|at| dash(&at));
        found.filter(single).map_or(sentence.first, |at| at + 1)
    }
}
