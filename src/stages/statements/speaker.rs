//! Who says something: the subject of the verb, or whom a preposition names.

use super::cue::Cue;
use super::model::Speaker;
use super::words::Reading;
use super::words::Scene;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::{TokenKind, TokenRange};

/// Most words of a source that no name tells.
const WORDS: u32 = 8;
/// Most words between a title or «دفتر» and the name behind it.
pub(super) const BEFORE_NAME: u32 = 5;

/// The words for a source, and whom they stand for.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The words, as far as they are written out.
    pub(super) tokens: TokenRange,
    /// One past all that belongs to it, its apposition included.
    pub(super) end: u32,
    pub(super) speakers: Vec<Speaker>,
    /// Whether a pronoun or «این گزارش» stands for one who was named before.
    pub(super) refers: bool,
}

/// Where the source of a cue is sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) sentence: TokenRange,
    pub(super) groups: &'a [VerbGroup],
    /// The cues of the sentence, as far as they are known.
    pub(super) cues: &'a [Cue],
}

impl Search<'_> {
    /// The source of a cue, where the sentence has it.
    pub(super) fn source(&self, cue: &Cue) -> Option<Source> {
        let end = cue.tokens.first;
        match cue.reading {
            Reading::Attribution => self.cited(cue.tokens.end),
            Reading::Noun => self.named(cue.tokens.end, self.sentence.end),
            Reading::Contain => self.container(end),
            _ if cue.passive => self.agent(cue),
            _ => self.subject_of(cue),
        }
    }

    /// Whom a preposition such as «به گزارش» names: a name, or words up to a comma; without a comma one word.
    fn cited(&self, at: u32) -> Option<Source> {
        let source = self.in_marks(self.named(at, self.sentence.end)?);
        let closed = matches!(self.scene.mark(source.end), Some("،" | "," | ":" | "»"));
        if !source.speakers.is_empty() || source.refers {
            return Some(source);
        }
        if closed {
            return Some(self.with_apposition(source));
        }
        let first = source.tokens.first;
        // «به نقل از سه دیپلمات نوشته بود که»
        let that = |group: &&VerbGroup| {
            let behind = group.tokens.end;
            self.scene.view.is(behind, Particle::That) || self.scene.mark(behind) == Some(":")
        };
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first == source.end);
        if verb.filter(that).is_some() {
            return Some(source);
        }
        // «به گفته یکی از اعضا تنها …», «به گفته سه نفر …»: nothing tells where whom a part or a number leads ends.
        let part = self.scene.words_at(first, &self.scene.words.features.partitive);
        let part = part.is_some_and(|behind| self.scene.view.is(behind, Particle::From));
        if part || self.scene.view.counts(first) {
            return None;
        }
        // «به گفته وزیر راه و شهرسازی تا پاییز …»: an office is said in full.
        if self.scene.view.begins(first, &self.scene.words.features.title) {
            return Some(source);
        }
        // «به روایت تاریخ طبری متن نامه …»: nothing tells where the name of a text ends.
        if self.scene.view.begins(first, &self.scene.words.features.holds_words) {
            return None;
        }
        // «بستگی به گزارش نهایی هیئت دارد»: one word is whom it is only where it is a noun for people.
        if !self.scene.view.begins(first, &self.scene.words.features.person) {
            return None;
        }
        let end = self.scene.word_end(first, self.sentence.end);
        // «به نقل از مقام‌های این شهر نوشت»: what «این» points at is of whom it is said, too.
        let owned = self.scene.view.is(end, Particle::ThisOne) && {
            let noun = self.scene.word_end(end + 1, self.sentence.end);
            self.groups.iter().any(|group| group.closes && group.tokens.first == noun)
        };
        (!owned).then_some(Source { tokens: TokenRange::new(first, end), end, ..source })
    }

    /// «به گزارش خبرگزاری دولتی «X»، …»: what the source is called stands in marks behind the noun.
    fn in_marks(&self, source: Source) -> Source {
        let open = source.tokens.end;
        if self.scene.mark(open) != Some("«") || source.refers {
            return source;
        }
        let end = self.sentence.end.min(open + 1 + BEFORE_NAME);
        let close = (open + 1..end).find(|&at| self.scene.mark(at) == Some("»"));
        let parted = |close: &u32| matches!(self.scene.mark(close + 1), Some("،" | "," | ":"));
        let Some(close) = close.filter(parted) else { return source };
        let name = self.scene.mention_at(open + 1).filter(|(_, name)| name.end <= close);
        let speaker = name.and_then(|(mention, _)| self.speaker(mention));
        Source {
            tokens: TokenRange::new(open + 1, close),
            end: close + 1,
            speakers: speaker.into_iter().collect(),
            refers: false,
        }
    }

    /// «در این گزارش آمده است»: what holds the words.
    fn container(&self, end: u32) -> Option<Source> {
        let start = self.starts(end).first().copied()?;
        let inside = &self.scene.words.features.inside;
        (start..end).find_map(|at| self.named(self.scene.words_at(at, inside)?, end))
    }

    /// Where clauses begin before a token, the nearest first: behind verbs, marks and «که», but not that of a relative
    /// clause whose verb stands before the token too, and the sentence's beginning.
    pub(super) fn starts(&self, before: u32) -> Vec<u32> {
        let verbs = || self.groups.iter().filter(|group| group.closes && group.tokens.end <= before);
        let is_open = |at: u32| !verbs().any(|group| group.tokens.first > at);
        let that = |at: u32| self.scene.view.is(at, Particle::That) && is_open(at);
        let places = self.sentence.first..before;
        let opens = places.filter(|&at| that(at) || self.scene.mark(at) == Some("؛")).map(|at| at + 1);
        let mut starts: Vec<u32> = opens.chain(verbs().map(|group| group.tokens.end)).collect();
        let label = self.scene.behind_label(self.sentence, self.groups);
        starts.retain(|&start| start >= label);
        starts.push(label.min(before));
        starts.sort_unstable();
        starts.dedup();
        starts.reverse();
        // What stands before «؛» is another clause's.
        let apart = |start: &u32| start.checked_sub(1).is_some_and(|at| self.scene.mark(at) == Some("؛"));
        if let Some(last) = starts.iter().position(apart) {
            starts.truncate(last + 1);
        }
        starts
    }

    /// Whom «از سوی» and «توسط» name beside a passive.
    fn agent(&self, cue: &Cue) -> Option<Source> {
        let start = self.starts(cue.tokens.first).first().copied()?;
        let by = &self.scene.words.features.by;
        (start..cue.end()).find_map(|at| {
            let end = if at < cue.tokens.first { cue.tokens.first } else { self.sentence.end };
            self.named(self.scene.words_at(at, by)?, end)
        })
    }

    /// The subject of a clause that begins at a token.
    pub(super) fn subject(&self, start: u32, end: u32) -> Option<Source> {
        let words = &self.scene.words.features;
        let mut at = start;
        while at < end {
            let passed = [&words.connective, &words.manner];
            let passed = passed.into_iter().find_map(|classes| self.scene.whole_at(at, classes));
            let passed = passed.or_else(|| self.scene.adverb_at(at));
            // «در مقابل این گروه‌ها، X گفت»: what «این» points at is of the preposition.
            let led = passed.filter(|&behind| self.scene.words_at(at, &words.preposition) == Some(behind));
            let led = led.filter(|&behind| self.scene.view.is(behind, Particle::ThisOne));
            let comma = |behind: u32| {
                (behind..end.min(behind + BEFORE_NAME)).find(|&at| self.scene.mark(at) == Some("،"))
            };
            if let Some(comma) = led.and_then(comma) {
                at = comma + 1;
                continue;
            }
            if let Some(behind) = passed.filter(|&behind| behind <= end) {
                at = self.behind_leading(at, behind, end)?;
            } else if let Some(behind) = self.scene.behind_date(at) {
                at = behind;
            } else if self.scene.mark(at).is_some_and(|mark| mark != "«" && mark != "\"") {
                at += 1;
            } else if let Some(behind) = self.scene.words_at(at, &words.preposition) {
                at = self.behind_adverbial(behind, end)?;
            } else {
                break;
            }
        }
        if at >= end {
            return None;
        }
        self.named(at, end)
    }

    /// One past an adverb, and past the noun that it leads: «در پایان جلسه X گفت»; none where nothing tells where whom it leads ends.
    fn behind_leading(&self, at: u32, behind: u32, end: u32) -> Option<u32> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let leads = self.scene.leads_word(at, behind, &words.leading);
        let somebody = |at: u32| {
            let others = [&words.pronoun, &words.partitive, &words.connective];
            let mut known = words.somebody().into_iter().chain(others);
            self.scene.mention_at(at).is_some()
                || self.scene.adverb_at(at).is_some()
                || self.scene.date_at(at).is_some()
                || view.is(at, Particle::ThisOne)
                || known.any(|classes| view.begins(at, classes))
        };
        if !leads || behind >= end || somebody(behind) {
            return Some(behind);
        }
        let next = self.scene.word_end(behind, end);
        if self.scene.mark(next) == Some("،") {
            Some(next)
        } else {
            Some(next).filter(|&next| somebody(next))
        }
    }

    /// One past an adverbial whose preposition ends at a token: its date, or what stands before the next comma.
    pub(super) fn behind_adverbial(&self, at: u32, end: u32) -> Option<u32> {
        // «در تاریخ ۵ آبان»
        let next = self.scene.word_end(at, end);
        if let Some((_, date)) = self.scene.date_at(at).or_else(|| self.scene.date_at(next)) {
            return Some(date.end);
        }
        // «در فیسبوک امضای …»: what a name alone follows ends with it.
        if let Some((_, name)) = self.scene.mention_at(at).filter(|(_, name)| name.end < end) {
            return Some(name.end);
        }
        let comma = (at..end).find(|&at| matches!(self.scene.mark(at), Some("،" | ",")))?;
        // «در سال‌های اخیر شهرهایی مانند X، Y و Z»: a name of a list is not who speaks.
        let named = |at: u32| {
            let near = TokenRange::new(at.saturating_sub(BEFORE_NAME), at);
            self.scene.mentions_in(near).any(|(_, name)| name.end == at)
        };
        let next = self.scene.mention_at(comma + 1).map(|(_, name)| name.end);
        let joined = |at: u32| {
            let behind = at + u32::from(self.scene.mark(at) == Some("،"));
            self.scene.view.is(behind, Particle::And)
        };
        if named(comma) && next.is_some_and(joined) {
            return None;
        }
        // «در شهر همسایه، X، فرماندار …»: the place behind the comma belongs to the adverbial.
        let place = self.scene.mention_at(comma + 1).filter(|(mention, name)| {
            self.scene.kind(*mention) == Some(EntityKind::Place)
                && name.end + 1 < end
                && matches!(self.scene.mark(name.end), Some("،" | ","))
        });
        Some(place.map_or(comma, |(_, name)| name.end) + 1)
    }

    /// The source whose words begin at a token.
    fn named(&self, at: u32, end: u32) -> Option<Source> {
        let words = &self.scene.words.features;
        let first = if matches!(self.scene.mark(at), Some("«" | "\"")) { at + 1 } else { at };
        if let Some(behind) = self.scene.words_at(first, &words.pronoun).filter(|&behind| behind <= end) {
            // «او را … می‌خواندند»
            if self.scene.view.begins(behind, &words.object) {
                return None;
            }
            return Some(Source {
                tokens: TokenRange::new(first, behind),
                end: behind,
                speakers: Vec::new(),
                refers: true,
            });
        }
        // «مارکس را … توصیف کرد»: whom «را» marks is no subject.
        let marked = |source: &Source| self.scene.view.begins(source.tokens.end, &words.object);
        if let Some(found) = self.joint(first, end) {
            return Some(found).filter(|found| !marked(found));
        }
        if self.scene.view.begins(first, &words.sign) {
            return None;
        }
        self.described(first, end)
    }

    /// A name, or several of them with «و» and commas.
    fn joint(&self, first: u32, end: u32) -> Option<Source> {
        let (mention, tokens) = self.name_at(first, end)?;
        let mut source =
            Source { tokens, end: tokens.end, speakers: vec![self.speaker(mention)?], refers: false };
        let mut at = self.behind_marks(tokens.end);
        while let Some((mention, tokens)) = self.next_of_list(at, end) {
            source.speakers.push(self.speaker(mention)?);
            source.tokens = TokenRange::new(source.tokens.first, tokens.end);
            source.end = tokens.end;
            at = self.behind_marks(tokens.end);
        }
        // «X وزیر Y، …»: the office behind a name belongs to it.
        let last = source.speakers.last().and_then(|speaker| speaker.mention);
        let role = last.and_then(|mention| self.scene.mentions.get(mention)?.value.role);
        let role = role.map(|role| tokens_of(self.scene.view, role)).filter(|role| role.first == source.end);
        if let Some(role) = role.filter(|role| role.end <= end) {
            let state = self.scene.mention_at(role.end).map_or(role.end, |(_, state)| state.end);
            let comma = (state..end.min(state + BEFORE_NAME)).find(|&at| self.scene.mark(at) == Some("،"));
            source.end = comma.map_or(state, |comma| comma + 1).min(end);
            return Some(source);
        }
        source.end = self.behind_apposition(source.end, end);
        Some(source)
    }

    fn next_of_list(&self, at: u32, end: u32) -> Option<(usize, TokenRange)> {
        let joined = self.scene.view.is(at, Particle::And);
        if !joined && self.scene.mark(at) != Some("،") {
            return None;
        }
        let next = self.name_at(at + 1, end)?;
        // «به گفته X، Y در آنجا ۵ تانک و ۶ موشک دارد» is no list without «و» or a comma before another name.
        let behind = self.behind_marks(next.1.end);
        let goes_on = self.scene.view.is(behind, Particle::And) || self.scene.mark(behind) == Some("،");
        let listed = joined || goes_on && self.name_at(behind + 1, end).is_some();
        listed.then_some(next)
    }

    pub(super) fn behind_marks(&self, at: u32) -> u32 {
        if matches!(self.scene.mark(at), Some("»" | "\"")) { at + 1 } else { at }
    }

    /// The name that begins at a token, or behind a title or a body's head: «نخست‌وزیر X», «دولت X».
    pub(super) fn name_at(&self, at: u32, end: u32) -> Option<(usize, TokenRange)> {
        if let Some(found) = self.scene.mention_at(at).filter(|(_, tokens)| tokens.end <= end) {
            return Some(found);
        }
        let words = &self.scene.words.features;
        // «وکیل X», «دختر X»: nothing tells whether X is called so or has one.
        let related =
            self.scene.words_at(at, &words.related).and_then(|behind| self.scene.mention_at(behind));
        if related.is_some_and(|(mention, _)| self.scene.kind(mention) == Some(EntityKind::Person)) {
            return None;
        }
        if let Some(found) = self.titled(at, end) {
            return Some(found);
        }
        let first = self.scene.words_at(at, &words.mouthpiece);
        // «مسئول دفتر X» is no «دفتر X».
        let office = self.scene.view.begins(at, &words.title);
        let mut body = first;
        for next in at + 1..end.min(at + BEFORE_NAME) {
            if let Some((mention, tokens)) =
                self.scene.mention_at(next).filter(|(_, tokens)| tokens.end <= end)
            {
                let person = self.scene.kind(mention) == Some(EntityKind::Person);
                // The title of a person names a state, too: «رئیس‌جمهور X Y».
                let holder = self.scene.mention_at(self.behind_marks(tokens.end)).filter(|(next, _)| {
                    self.scene.kind(*next) == Some(EntityKind::Person)
                        && !person
                        && self.role_covers(*next, at)
                });
                if let Some(found) = holder {
                    return Some(found);
                }
                // «نماینده مردم X»: a place is not who speaks for its people.
                let place = self.scene.kind(mention) == Some(EntityKind::Place);
                let led = if place { first == Some(next) } else { body.is_some_and(|behind| behind <= next) };
                // «گروه‌های حامی و حافظ محیط زیست»: behind «و» nobody is of the first noun.
                let joined = (at..next).any(|at| self.scene.view.is(at, Particle::And));
                let led = led && !joined || person && self.role_covers(mention, at);
                return led.then_some((mention, tokens));
            }
            if !office {
                body = body.or_else(|| self.scene.words_at(next, &words.mouthpiece));
            }
            let plain = self.scene.view.tokens.list.get(next as usize)?.kind == TokenKind::Word
                || matches!(self.scene.mark(next), Some("«" | "\""));
            if !plain
                || self.scene.view.begins(next, &words.preposition)
                || self.scene.view.is(next, Particle::That)
            {
                return None;
            }
        }
        None
    }

    /// The person whose forms of address begin at a token: «حاجی X», «مرحوم سید X».
    fn titled(&self, first: u32, end: u32) -> Option<(usize, TokenRange)> {
        let mut at = first;
        while at < end.min(first + BEFORE_NAME) {
            at = self.scene.words_at(at, &self.scene.words.features.title)?;
            let name = self.scene.mention_at(at).filter(|(_, tokens)| tokens.end <= end);
            if let Some((mention, _)) = name {
                return name.filter(|_| self.scene.kind(mention) == Some(EntityKind::Person));
            }
        }
        None
    }

    pub(super) fn speaker(&self, mention: usize) -> Option<Speaker> {
        let entity = self.scene.mentions.get(mention)?.value.entity;
        Some(Speaker { entity, mention: Some(mention) })
    }

    /// Words for a source that is not named: «مقام‌های X», «رئیس‌جمهور X», «این گزارش».
    fn described(&self, first: u32, end: u32) -> Option<Source> {
        let words = &self.scene.words.features;
        let points =
            self.scene.view.is(first, Particle::ThisOne) || self.scene.view.is(first, Particle::ThatOne);
        let refers = points && self.scene.words_at(first + 1, &words.told_before).is_some();
        let (mut object, mut told_of) = (None, false);
        let view = self.scene.view;
        let mut at = self.scene.phrase_end(TokenRange::new(first, end), WORDS, |at| {
            let points = view.is(at, Particle::ThisOne) || view.is(at, Particle::ThatOne);
            let opens = points || view.begins(at, &words.told_of);
            // «منابع خبر X را», but «نویسنده خبر این را»
            // «مدیر ترافیک علت این رویداد را»: what «این» points at may be the cause's.
            let alone = points && view.begins(at + 1, &words.object);
            // «سخنگوی این گروه آن را»
            if opens && at > first && (object.is_none() || alone) {
                object = Some(at);
                told_of = !points;
            }
            // «سخنگوی ارتش X کشته شدن ۵ نفر را»: the name ends an office.
            let office = || {
                let near = TokenRange::new(at.saturating_sub(BEFORE_NAME), at);
                view.begins(first, &words.title)
                    && self.scene.mentions_in(near).any(|(_, name)| name.end == at)
            };
            let goes_on = view.is(at, Particle::And) || self.scene.mention_at(at).is_some();
            if object.is_none() && at > first && view.tokens.begins_word(at as usize) && !goes_on && office()
            {
                // «سخنگوی ستاد X ادعای»: a name has no such noun for its last word.
                let begins = |at: &u32| view.tokens.begins_word(*at as usize);
                let last =
                    (first + 1..at).rev().find(begins).filter(|&last| view.begins(last, &words.told_of));
                object = Some(last.unwrap_or(at));
                told_of = true;
            }
            // «شماری از آگاهان»
            // «وکیل یکی از متهمان»
            let whose = || {
                let kinds = [&words.title, &words.person, &words.related];
                kinds.into_iter().any(|classes| view.begins(first, classes))
            };
            let part = || view.words_before(at, first, &words.partitive);
            let partitive =
                view.is(at, Particle::From) && part().is_some_and(|part| part == first || whose());
            if partitive {
                return false;
            }
            // «مدیر زراعت و باغبانی X»: an office may have two parts.
            let parts = view.is(at, Particle::And)
                && at > first
                && ![&words.preposition, &words.connective, &words.object]
                    .into_iter()
                    .any(|classes| view.begins(at + 1, classes));
            let pronoun = self.scene.words_at(at, &words.pronoun);
            // «فریس دو فرم را», but not «وکیل دو متهم»
            let counted = at > first && view.counts(at) && !view.begins(first, &words.title);
            counted && !view.begins(first, &words.person) && !view.begins(first, &words.related)
                // «X هر دو گروه را»
                || at > first && view.is(at, Particle::Each)
                || view.begins(at, &words.preposition)
                || view.begins(at, &words.object)
                || at > first && pronoun.is_some_and(|behind| view.begins(behind, &words.object))
                || view.begins(at, &words.connective) && !parts
                || at > first && self.scene.adverb_at(at).is_some()
                || self.groups.iter().any(|group| group.closes && group.tokens.first == at)
        });
        // What stands before «را» is the object, which «این» may begin, and a preposition be part of.
        let marked = || (at..end).any(|at| self.scene.view.begins(at, &words.object));
        // «برخی از تحلیلگران مصری سیاست‌های تازهٔ دولت را»: a phrase that goes on and on has its object in it.
        if at >= first + WORDS && at < end && marked() && object.is_none() {
            return None;
        }
        if self.scene.view.begins(at, &words.object) {
            at = object?;
        // «رئیس شورا این ادعا که راه بسته است را رد کرد»: the object is told at length.
        } else if let Some(object) = object.filter(|&one| {
            let long = view.is(at, Particle::That) || at >= first + WORDS;
            (told_of || long && view.is(one, Particle::ThisOne)) && marked()
        }) {
            at = object;
        }
        if at == first {
            return None;
        }
        // «X رفتار Y با Z را … خوانده»: the object may begin in words that nothing shows to be somebody.
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first >= at);
        let until = verb.map_or(end, |verb| verb.tokens.first.min(end)).max(at);
        let own = || (at..until).any(|at| view.begins(at, &words.object));
        // «X در سال ۱۵۷۹ راه را …»: a time parts the two.
        let dated =
            self.scene.words_at(at, &words.preposition).is_some_and(|at| self.scene.date_at(at).is_some());
        let led = view.begins(at, &words.preposition) && self.scene.word_end(first, at) < at && !dated;
        let known = || {
            let mut kinds = words.somebody().into_iter().chain([&words.partitive, &words.body]);
            refers || points || kinds.any(|classes| view.begins(first, classes))
        };
        if led && own() && !known() {
            return None;
        }
        // «مادربزرگ باور نکرد و پرسید»: the nominal part of another verb is no part of its subject.
        if at < end
            && self.groups.iter().any(|group| group.tokens.first == at)
            && view.begins(at, &words.light_verb)
        {
            let begins = |at: &u32| view.tokens.begins_word(*at as usize);
            at = (first..at).rev().find(begins).filter(|&last| last > first)?;
        }
        let tokens = TokenRange::new(first, at);
        if let Some((mention, name)) = self.apposed(at, end).filter(|_| !refers) {
            let end = if self.scene.mark(name.end) == Some("،") { name.end + 1 } else { name.end };
            return Some(Source { tokens, end, speakers: vec![self.speaker(mention)?], refers });
        }
        Some(Source { tokens, end: at, speakers: Vec::new(), refers })
    }
}
