//! What stands behind a name and says of whom it is: «X، رئیس Y، گفت».

use super::speaker::{BEFORE_NAME, Search, Source};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::VerbGroup;
use crate::text::{TokenKind, TokenRange};

/// How far behind a name the comma stands that ends who he is, in tokens.
const APPOSED: u32 = 16;

impl Search<'_> {
    /// «به روایت مجلسی، عالم شیعی، …»: who somebody is stands between commas behind him, without a verb or a preposition.
    pub(super) fn with_apposition(&self, source: Source) -> Source {
        let (view, words, first) = (self.scene.view, &self.scene.words.features, source.end + 1);
        let end = self.sentence.end.min(first + BEFORE_NAME);
        let word = |at: u32| {
            view.token_kind(at) == Some(TokenKind::Word)
                && !view.begins(at, &words.preposition)
                && !view.begins(at, &words.connective)
                && !self.groups.iter().any(|group| group.tokens.contains(at))
        };
        let comma = (first..end).find(|&at| !word(at));
        let comma = comma.filter(|&at| at > first && self.scene.mark(at) == Some("،"));
        let dated = || self.scene.dates_in(TokenRange::new(first, end)).next().is_some();
        match comma.filter(|_| self.scene.mark(source.end) == Some("،") && !dated()) {
            Some(comma) => Source { end: comma + 1, ..source },
            None => source,
        }
    }

    /// Whom an apposition behind words for a source names: «شاگردش، مرحوم X، می‌گوید».
    pub(super) fn apposed(&self, at: u32, end: u32) -> Option<(usize, TokenRange)> {
        if self.scene.mark(at) != Some("،") {
            return None;
        }
        let (mention, name) = self.name_at(at + 1, end)?;
        let person = self.scene.kind(mention) == Some(EntityKind::Person);
        let closed = name.end == end || matches!(self.scene.mark(name.end), Some("،" | ","));
        (person && closed).then_some((mention, name))
    }

    /// Whether the title of a person begins at a token or before it.
    pub(super) fn role_covers(&self, mention: usize, at: u32) -> bool {
        let start = self.scene.view.tokens.list.get(at as usize).map_or(0, |token| token.span().start);
        let row = self.scene.mentions.get(mention);
        row.and_then(|row| row.value.role).is_some_and(|role| role.start <= start && start < role.end)
    }

    /// One past «، نخست‌وزیر Y» behind a name.
    pub(super) fn behind_apposition(&self, at: u32, end: u32) -> u32 {
        let from = self.behind_marks(at);
        if self.scene.mark(from) != Some("،") {
            return from;
        }
        // «به گفته X، هرگاه آن را (…) «…» بخوانند، …»: a clause, and not who X is.
        let words = &self.scene.words.features;
        // «به گفته X، این خط، …»
        let points = self.scene.view.is(from + 1, Particle::ThisOne);
        let opens = points || self.scene.view.begins(from + 1, &words.connective);
        let near = end.min(from + APPOSED);
        let comma = (from + 1..near).find(|&at| self.scene.mark(at) == Some("،")).filter(|_| !opens);
        // «به نوشته X، Y می‌خواست برود، ولی …»: what has a verb is no apposition.
        let verb = |comma: u32| {
            let inside = |group: &VerbGroup| group.tokens.first > from && group.tokens.end <= comma;
            self.groups.iter().any(|group| group.closes && inside(group))
        };
        // «به نوشته X و Y، Z، رئیس …، گفت»: another name is none either.
        let other = |comma: u32| {
            let name = self.scene.mention_at(from + 1).filter(|(_, name)| name.end == comma);
            let kind = |(mention, _)| self.scene.kind(mention);
            name.and_then(kind) == Some(EntityKind::Person)
        };
        // «به نوشته X، شهرهای Y، به چهار بخش …», «از قول X، Y را، …»: neither is one who speaks several, nor has he an object in it.
        let object = |comma: u32| (from + 1..comma).any(|at| self.scene.view.begins(at, &words.object));
        let noun = self.scene.word_end(from + 1, end);
        let several = self.scene.is_behind_plural(noun) || self.scene.is_open_plural(noun);
        // «به نوشته X، خط او از نظر زیبایی، …», «… برای این کار، …»: what is said begins there.
        let aimed = |comma: u32| {
            (from + 1..comma).any(|at| {
                let led = self.scene.words_at(at, &words.preposition);
                self.scene.view.is(at, Particle::For) || led.is_some_and(|end| end > at + 1)
            })
        };
        let apposed = |comma: u32| !(verb(comma) || other(comma) || object(comma) || aimed(comma) || several);
        comma.filter(|&comma| apposed(comma)).map_or(from, |comma| comma + 1)
    }
}
