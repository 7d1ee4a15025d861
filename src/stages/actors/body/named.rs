//! Bodies with a name of their own: «شرکت X», and how far the name goes.

use super::known_body;
use crate::lexicon::Particle;
use crate::rule::{Edge, Match};
use crate::stages::actors::EntityKind;
use crate::stages::actors::entry::TitleKind;
use crate::stages::actors::reading::{Candidate, Reader};
use crate::stages::actors::registry::RegistryEntry;
use crate::stages::actors::slug;
use crate::stages::actors::vocabulary::{Word, word_end};
use crate::text::TokenKind;
use crate::text::fold::YEH;
use rust_decimal::Decimal;

/// Fewest letters of a word that is a medium's name where it stands without the medium's head, too.
const LETTERS: usize = 6;

/// The entry of television and radio, which are sets too.
const CHANNEL: &str = "channel";

/// The entry of streets, which may have a number behind their name.
const STREET: &str = "street";

/// The entry of rivers and mountains, and that of meetings of members.
const FEATURE: &str = "feature";
const ASSOCIATION: &str = "association";

/// Up to which a street is counted and not called by its number: «کوچه دوم دست چپ».
const COUNTED: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// Most words of a name before the brackets that define it.
const LONG: usize = 8;

impl Reader<'_> {
    /// «شرکت X», «روزنامه «X»», «به گزارش X،»: a body by its head and a name of its own.
    pub(in crate::stages::actors) fn named_body(&self, found: &mut Match) -> Option<Candidate> {
        let Some((edge, word)) = self.slot(found, "head") else { return self.medium(found) };
        let head = self.view.entry(&edge)?.id.clone();
        match word {
            Word::Body { kind, .. } => {
                let name = self.view.slice(self.view.span(edge.last(), found.last));
                let id = format!("{head}-of-{}", slug::slug(&self.view.grammar.tokenizer, name));
                self.made(found, *kind, id, None, None)
            }
            Word::Head { kind, .. } if found.first > edge.first => self.quoted(found, *kind, &head),
            Word::Head { .. } => self.free_name(found, edge, word, &head),
            _ => None,
        }
    }

    /// «به گزارش X،»: a medium that no lexicon knows; a name of the registry speaks for itself, unless in quotation marks.
    fn medium(&self, found: &Match) -> Option<Candidate> {
        let quoted = self.slice(found.last) == "»";
        if self.entity(found.first).is_some_and(|(_, doubtful)| doubtful || !quoted) {
            return None;
        }
        let name = self.view.slice(self.view.span(found.first, found.last));
        let id = format!("media-{}", slug::slug(&self.view.grammar.tokenizer, name));
        self.made(found, EntityKind::Media, id, None, None)
    }

    /// «روزنامه «X»».
    fn quoted(&self, found: &Match, kind: EntityKind, head: &str) -> Option<Candidate> {
        if let Some((inner, _)) = self.entity(found.first).filter(|(inner, _)| inner.last() == found.last)
            && self.registry.get(inner.value).is_some_and(|known| known.kind == kind)
        {
            return Some(known_body(kind, inner.value));
        }
        let name = self.view.slice(self.view.span(found.first, found.last));
        let id = format!("{head}-{}", slug::slug(&self.view.grammar.tokenizer, name));
        self.made(found, kind, id, None, None)
    }

    /// «شرکت X», up to a word that no name contains.
    fn free_name(&self, found: &mut Match, edge: Edge, word: &Word, head: &str) -> Option<Candidate> {
        let Word::Head { kind, words, head_excluded, allows_known_place } = word else { return None };
        if self.determined(edge.first) || !self.view.tokens.begins_word(edge.last() as usize) {
            return None;
        }
        // «بخش مرکزی | شهرستان X»
        let settlement = |word: &Word| matches!(word, Word::Head { head_excluded: true, .. });
        if *head_excluded && self.vocabulary.any(self.view, edge.last(), settlement) {
            return None;
        }
        // What the registry knows goes no further: «شورای نگهبان | موظف».
        if let Some((known, false)) = self.entity(edge.first)
            && known.last() > edge.last()
        {
            return None;
        }
        // «می‌ | رود»
        if *kind == EntityKind::Place && self.is_verbs_prefix(edge.first) {
            return None;
        }
        // «سازمان | اوپک»
        if let Some((known, false)) = self.entity(edge.last()).filter(|_| !*head_excluded)
            && self.registry.get(known.value).is_some_and(|known| {
                known.kind == *kind && (*allows_known_place || *kind != EntityKind::Place)
            })
        {
            (found.last, found.to) = (known.last(), known.last());
            return Some(known_body(*kind, known.value));
        }
        // «ولسوالی شاه‌جوی | زابل»: a place, and where that is.
        if *head_excluded
            && let Some((known, false)) = self.entity(edge.last())
            && self.is_place(known.value)
            && self
                .entity(known.last())
                .is_some_and(|(next, doubtful)| !doubtful && self.is_place(next.value))
        {
            return None;
        }
        // «بلندترین رود | ایران» is one of there, «مجمع | فولاد مبارکه» a meeting of its owners.
        let most = self.is_superlative(edge.first);
        let owner = |(known, _): (Edge, bool)| {
            self.registry.get(known.value).is_some_and(|known| match known.kind {
                EntityKind::State => most || head == FEATURE,
                EntityKind::Place => most,
                EntityKind::Company => head == ASSOCIATION,
                _ => false,
            })
        };
        if self.entity(edge.last()).is_some_and(owner) {
            return None;
        }
        // «تلویزیون سامسونگ» is a set.
        let company = |(known, _): (Edge, bool)| {
            self.registry.get(known.value).is_some_and(|known| known.kind == EntityKind::Company)
        };
        if head == CHANNEL && self.entity(edge.last()).is_some_and(company) {
            return None;
        }
        // «تیم | backend» is no name.
        let small = self.slice(edge.last()).starts_with(|c: char| c.is_ascii_lowercase());
        if *kind == EntityKind::Organisation && small {
            return None;
        }
        let mut at = edge.last();
        let mut taken = 0;
        let mut words = *words;
        // «خیابان | چهارم»
        if head == STREET
            && let Some(end) = self.numbered(at)
        {
            (at, taken) = (end, words);
        }
        let mut described = false;
        let mut before = edge.last();
        while at < self.sentence.end && taken < words {
            // «حزب | نهضت | X»: the inner name has as many words as its head says.
            if at == edge.last()
                && *kind == EntityKind::Organisation
                && !*head_excluded
                && let Some((end, more)) = self.inner_head(at)
            {
                (at, taken, words) = (end, 1, words.max(more + 1));
                continue;
            }
            // «بیمارستان | امام رضا»
            if at == edge.last()
                && !*head_excluded
                && let Some(end) = self.honoured(found, at)
            {
                (at, taken) = (end, words);
                break;
            }
            // «ستاد | مبارزه با | قاچاق»
            let over = self.vocabulary.longest(self.view, at, |word| matches!(word, Word::NameBridge));
            if let Some(end) = over.and_then(|end| self.name_word(end)).filter(|_| !*head_excluded) {
                (before, at) = (at, end);
                taken += 1;
                continue;
            }
            // «دانشگاه | علم و صنعت»
            if let Some(end) = self.fields(at).filter(|_| !*head_excluded) {
                (before, at, taken) = (at, end, words);
                break;
            }
            // «اداره کل | راه و شهرسازی», but «بزرگ‌ترین نیروگاه | کشور».
            let office = self.office(at).filter(|_| *kind != EntityKind::Place);
            let end = office.or_else(|| self.name_word(at)).or_else(|| self.bridge(at));
            let tail = || self.tail(at).filter(|_| taken > 0 && *kind == EntityKind::Organisation);
            let Some(end) = end.or_else(tail) else { break };
            described |= taken == 0 && self.describes(*kind, words, at, end);
            // «کانون تعطیل می‌شود», «رود جلوگیری کنند»: the verb's own word.
            if self.is_lightened(end) {
                break;
            }
            before = at;
            at = end;
            taken += 1;
        }
        // «کمیسیون امنیت ملی | و سیاست خارجی | مجلس»
        if taken >= words && *kind == EntityKind::Organisation && !*head_excluded {
            at = self.bridge(at).unwrap_or(at);
        }
        // «کوچه نسترن | ۸», where it counts nothing.
        if taken > 0 && *kind == EntityKind::Place && head == STREET && self.is_number(at) {
            at += 1;
        }
        // «شورای حقوق بشر | کشور» is another one than that of the nations.
        let known = |(name, known): (Edge, &RegistryEntry)| name.last() == at && self.is_another(known, at);
        if self.registry.names_at(self.view, edge.first).any(known) {
            at = self.tail(at).unwrap_or(at);
        }
        // «ائتلاف گروه‌های | …»: what a plural's ezafe joins is left out, so the plural is too.
        if at > edge.last() && self.vocabulary.is_joined_plural(self.view.tokens.codes_of(at as usize - 1)) {
            at = before;
        }
        let owner = if *head_excluded { self.entity(at) } else { self.owner(at) };
        if let Some((place, false)) = owner.filter(|_| at < self.sentence.end && taken > 0) {
            let kind = self.registry.get(place.value).map(|known| known.kind);
            // «فرودگاه بین‌المللی | امام خمینی»
            let whose = described && kind == Some(EntityKind::Person);
            if whose || !matches!(kind, None | Some(EntityKind::Person | EntityKind::Group)) {
                at = place.last();
                described = false;
            }
        }
        if described {
            return None;
        }
        // «روزنامه ایتالیایی «X»»: the name is what stands in quotation marks.
        if taken > 0 && self.slice(at) == "«" && *kind != EntityKind::Place {
            return None;
        }
        let at = self.bracketed(edge.last()).unwrap_or(at);
        if at == edge.last() {
            return None;
        }
        (found.last, found.to) = (at, at);
        let name = slug::slug(&self.view.grammar.tokenizer, self.view.slice(self.view.span(edge.last(), at)));
        if *head_excluded {
            found.first = edge.last();
            // A person may have the same name.
            let id = if *kind == EntityKind::Place { format!("place-{name}") } else { name };
            return self.made(found, *kind, id, None, None);
        }
        // «روزنامه | لاتریبون» may be «لاتریبون» later.
        let letters = self.view.tokens.codes_between(edge.last(), at);
        let alone = *kind == EntityKind::Media
            && word_end(&self.view.tokens, edge.last()) == at
            && letters.len() >= LETTERS
            && !letters.ends_with(&[YEH])
            && !self.view.knows(edge.last());
        let mut made = self.made(found, *kind, format!("{head}-{name}"), None, None)?;
        made.short = Some(edge.last()).filter(|_| alone);
        Some(made)
    }

    /// Whether the word before a token says that what it is is the most of its kind: «بزرگ‌ترین | سد».
    fn is_superlative(&self, at: u32) -> bool {
        let word = |before: u32| self.view.tokens.codes_of(before as usize);
        at > self.sentence.first && self.vocabulary.is_superlative(self.view, word(at - 1))
    }

    /// One past several fields that a body's name joins, and the adjective behind them: «علوم | و فنون | دریایی».
    fn fields(&self, first: u32) -> Option<u32> {
        let field = |at: u32| self.vocabulary.longest(self.view, at, |word| matches!(word, Word::Field));
        let next = |at: u32| {
            let joined = at < self.sentence.end && self.view.is(at, Particle::And);
            field(at + 1).filter(|end| joined && *end <= self.sentence.end)
        };
        let mut last = next(field(first)?)?;
        while let Some(more) = next(last) {
            last = more;
        }
        let tells = |word: &Word| matches!(word, Word::Common | Word::Description | Word::BodyTail { .. });
        let adjective = self.vocabulary.longest(self.view, last, tells).filter(|end| {
            let word = self.view.tokens.codes_between(last, *end);
            word.ends_with(&[YEH]) && *end <= self.sentence.end && !self.is_lightened(*end)
        });
        Some(adjective.unwrap_or(last))
    }

    /// One past a word that belongs to the body's name before it, though it ends other names: «شورای امنیت | کشور».
    fn tail(&self, at: u32) -> Option<u32> {
        self.vocabulary.longest(self.view, at, |word| matches!(word, Word::BodyTail { .. }))
    }

    /// One past a name that a definition in brackets ends: «شرکت X و Y | (که از این پس …)».
    fn bracketed(&self, first: u32) -> Option<u32> {
        let mut at = first;
        for _ in 0..LONG {
            at = if self.view.is(at, Particle::And) && at > first {
                at + 1
            } else {
                self.office(at).or_else(|| self.name_word(at))?
            };
            let leads = || self.vocabulary.any(self.view, at + 1, |word| matches!(word, Word::AliasLeader));
            if self.slice(at) == "(" {
                return (self.view.is(at + 1, Particle::That) || leads()).then_some(at);
            }
        }
        None
    }

    /// One past the number that a street is called by: «خیابان | چهارم», «کوچه | ۱۲».
    fn numbered(&self, at: u32) -> Option<u32> {
        let number = self.view.number_at(at).filter(|number| number.last <= self.sentence.end)?;
        let called = if number.ordinal { number.value > COUNTED } else { self.is_number(at) };
        (called && !number.fraction && !self.quantities.any(number.first, number.last)).then_some(number.last)
    }

    /// Whether digits stand at a token that are no date and no figure.
    fn is_number(&self, at: u32) -> bool {
        let digits = self.view.token_kind(at) == Some(TokenKind::Digits);
        digits && at < self.sentence.end && !self.quantities.any(at, at + 1)
    }

    /// Whether the token before is a verb's prefix.
    fn is_verbs_prefix(&self, at: u32) -> bool {
        let prefix = |before: u32| {
            self.view.grammar.verbs.is_imperfective_prefix(self.view.tokens.codes_of(before as usize))
        };
        at.checked_sub(1).is_some_and(prefix)
    }

    /// One past a person that the body is called by, with the title of honour, where the rest of the match is one:
    /// «دکتر رستگاری», «امام رضا».
    fn honoured(&self, found: &Match, at: u32) -> Option<u32> {
        let honours = |word: &Word| {
            matches!(word, Word::Title(TitleKind::Honorific | TitleKind::Address | TitleKind::Rank, _))
        };
        let fits = match self.view.slot(found, "person") {
            Some(person) => {
                let title = self.vocabulary.longest(self.view, at, honours)?;
                person.last() > title
                    && self.entity(person.first).is_some_and(|(known, _)| known.last() == person.last())
            }
            None => {
                self.slot(found, "honour").is_some_and(|(_, word)| honours(word)) && self.is_honoured(found)
            }
        };
        (fits && found.to > at).then_some(found.to)
    }

    /// A head right behind a head: where it ends, and how many words go on it.
    fn inner_head(&self, at: u32) -> Option<(u32, u8)> {
        let words = self.vocabulary.words_at(self.view, at);
        words
            .filter_map(|(edge, word)| match word {
                Word::Head { kind: EntityKind::Organisation, words, head_excluded: false, .. } => {
                    Some((edge.last(), *words))
                }
                _ => None,
            })
            .max()
    }

    /// One past what an office is for: «اداره کل | راه و شهرسازی».
    fn office(&self, at: u32) -> Option<u32> {
        self.vocabulary.longest(self.view, at, |word| matches!(word, Word::Portfolio { .. }))
    }

    /// Whether the word tells what a place is like and does not name it: «پل هوایی», «زندان انفرادی».
    fn describes(&self, kind: EntityKind, words: u8, at: u32, end: u32) -> bool {
        let describes = |word: &Word| match word {
            Word::Description => {
                matches!(kind, EntityKind::Place | EntityKind::Media)
                    || matches!(kind, EntityKind::Organisation | EntityKind::Company) && words == 1
            }
            Word::Common => matches!(kind, EntityKind::Media | EntityKind::ArmedForce),
            Word::Cue(_, kinds) => kind == EntityKind::Place && kinds.contains(&EntityKind::Place),
            Word::Head { head_excluded, .. } => *head_excluded,
            _ => false,
        };
        self.vocabulary.longest(self.view, at, describes) == Some(end)
    }

    /// Whether «این», «یک» or a number stands before token `at`.
    pub(in crate::stages::actors) fn determined(&self, at: u32) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= self.sentence.first) else {
            return false;
        };
        self.vocabulary.any(self.view, before, |word| matches!(word, Word::Determiner))
            || self.view.numbers_before(at, before).next().is_some()
    }

    /// One past the words of «امنیت ملی | و سیاست خارجی | مجلس»: «و» goes on where the owner follows soon.
    fn bridge(&self, at: u32) -> Option<u32> {
        if !self.view.is(at, Particle::And) {
            return None;
        }
        let mut end = at + 1;
        for _ in 0..2 {
            end = self.name_word(end)?;
            // «کمیسیون برنامه و بودجه | مجلس»
            if self.vocabulary.any(self.view, end, |word| matches!(word, Word::Body { .. })) {
                return Some(end);
            }
            if let Some((owner, false)) = self.entity(end).filter(|_| end < self.sentence.end) {
                let kind = self.registry.get(owner.value).map(|known| known.kind);
                return matches!(kind, Some(EntityKind::Organisation | EntityKind::ArmedForce))
                    .then_some(end);
            }
        }
        None
    }
}
