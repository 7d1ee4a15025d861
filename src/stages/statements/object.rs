//! What verbs of saying take as an object: «X را رد کرد», and where it begins.

use super::content::{Around, Content, JOINTS};
use super::cue::Cue;
use super::model::Act;
use super::words::{Reading, Takes};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::{TokenKind, TokenRange};

/// Longest phrase that a relative clause about a denial is said of, in tokens.
const HEAD: u32 = 4;
/// Longest adverbial before «این», which opens an object, in tokens.
const ADVERBIAL: u32 = 7;
/// Most words before «این» that may be of the object, too: «بهای این پل را».
const LONG: u32 = 6;
/// Fewest words of what an office is of, before «این».
const OFFICE: u32 = 2;
/// How far before the end of an office the name begins that it stands behind, in tokens.
const OWNER: u32 = 10;
/// Most words of an object before the pronoun whose it is.
const OWNED: u32 = 3;
/// Longest date in brackets, in tokens with them.
const BRACKETED: u32 = 12;
/// Longest name by which something is called, in tokens with their marks.
const NAME: u32 = 4;

impl Around<'_> {
    /// «X را اعلام کرد»: the object of the verb.
    pub(super) fn object(&self, cue: &Cue, floor: u32) -> Option<Content> {
        let object = &self.scene.words.features.object;
        let end = cue.tokens.first;
        if let Some(marker) = (floor..end).rev().find(|&at| self.scene.view.begins(at, object)) {
            // «X را به ده سال زندان محکوم کرد»: a court's sentence accuses nobody.
            if cue.act == Act::Accuse && self.preposition_end(marker + 1, Takes::To).is_some() {
                return None;
            }
            let first = self.object_start(marker, floor, self.is_sourced(cue, floor))?;
            // «شمار X را ۵۰ نفر اعلام کرد»: the number is what is said.
            if cue.act == Act::Assert && self.is_predicate(marker + 1, end) {
                let tokens = self.scene.trimmed(TokenRange::new(first, end));
                return Some(Content { tokens, form: self.form(tokens) });
            }
            return self.phrase(first, marker);
        }
        // Of an aside the object stands behind the noun: «با رد این شایعه».
        if cue.reading == Reading::Aside {
            return self.aside(cue, cue.tokens.end);
        }
        None
    }

    /// Whether what stands between «را» and a verb of announcing is what the object is said to be: «شمار X را در Y ۵۰ نفر اعلام کرد»,
    /// but not «خبر را رسماً اعلام کرد», «خبر را در تلویزیون اعلام کرد».
    fn is_predicate(&self, from: u32, end: u32) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let mut at = from;
        while at < end {
            let passed = [&words.manner, &words.connective];
            let behind = passed.into_iter().find_map(|classes| self.scene.words_at(at, classes));
            let dated = |at: u32| self.scene.date_at(at).map(|(_, date)| date.end);
            let led = self.scene.words_at(at, &words.preposition);
            let named = |at: u32| self.scene.mention_at(at).map(|(_, name)| name.end);
            let led = || led.and_then(|behind| dated(behind).or_else(|| named(behind)));
            match behind.or_else(|| dated(at)).or_else(led) {
                Some(behind) => at = behind,
                None => break,
            }
        }
        // «خبر را X اعلام کرد»: who stands behind the object announces it.
        let name = self.scene.mention_at(at).is_some_and(|(mention, name)| {
            name.end == end || self.scene.kind(mention) != Some(EntityKind::Place)
        });
        at < end && !name && !view.begins(at, &words.preposition) && self.scene.mark(at).is_none()
    }

    /// «تعداد آنها … اعلام شد»: what a passive says of its subject.
    pub(super) fn told(&self, cue: &Cue, floor: u32) -> Option<Content> {
        let mut first = self.scene.trimmed(TokenRange::new(floor, cue.tokens.first)).first;
        // «آمدند و حکومت نظامی اعلام شد»
        let words = &self.scene.words.features;
        let passed = [&words.connective, &words.manner];
        let connective = |at| passed.into_iter().find_map(|classes| self.scene.words_at(at, classes));
        // «مدتی بعد از تأسیس آن»
        while let Some(behind) = connective(first).filter(|&at| !self.scene.view.is(at, Particle::From)) {
            first = behind;
        }
        // «X از آنها رد شد»: who passes by rejects nothing.
        let from = |at: u32| {
            let longer = self.scene.words_at(at, &words.preposition).is_some_and(|end| end > at + 1);
            self.scene.view.is(at, Particle::From) && !longer && self.scene.words_at(at, &words.by).is_none()
        };
        if cue.act == Act::Deny && (first..cue.tokens.first).any(from) {
            return None;
        }
        // «در مناطقی از X گزارش شده است»: where it was; what it was stands before.
        let behind = self.scene.words_at(first, &words.inside).unwrap_or(cue.tokens.first);
        let part = self.scene.words_at(behind, &words.partitive);
        if part.is_some_and(|end| self.scene.view.is(end, Particle::From)) {
            return None;
        }
        // «در سال ۱۳۹۸ نتیجه اعلام شد»
        if self.is_adverbial(first, cue.tokens.first) {
            return self.said_of(cue);
        }
        let tokens = self.scene.trimmed(TokenRange::new(first.min(cue.tokens.first), cue.tokens.first));
        if tokens.first >= tokens.end {
            return self.said_of(cue);
        }
        Some(Content { tokens, form: self.form(tokens) })
    }

    /// «در سال ۱۳۹۸ در تهران»: whether nothing but dates, names behind prepositions and conjunctions stands between two tokens.
    pub(super) fn is_adverbial(&self, first: u32, end: u32) -> bool {
        first < end && self.behind_adverbials(first, end + 1) == end
    }

    /// Whether what somebody is said to take for something may begin with him: several words at the beginning of a sentence before «را»,
    /// of one who says so, or of several whose name begins there: «اکثر نمایندگان بستن پل را خوب می‌دانند», but not «این پل را».
    pub(super) fn begins_with_subject(&self, cue: &Cue, content: TokenRange) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let first = content.first;
        let object = |&at: &u32| view.begins(at, &words.object);
        let Some(marker) = (first..cue.tokens.first).find(object) else { return false };
        let takes = [Takes::As, Takes::Object].iter().any(|takes| cue.takes.contains(takes));
        let Some(verb) = cue.verb.filter(|verb| takes && !verb.passive) else { return false };
        let told = self.groups.iter().any(|group| group.closes && group.tokens.end <= first);
        let points = view.is(first, Particle::ThisOne) || view.is(first, Particle::ThatOne);
        let named = self.scene.mention_at(first).is_some_and(|(_, name)| name.end == marker);
        let one = self.scene.word_end(first, marker) == marker;
        // «آثار او را شاهکار دانسته‌اند»
        let several = self.scene.is_of_several(&verb);
        let kinds = [&words.person, &words.partitive, &words.title];
        let people = kinds.into_iter().any(|classes| view.begins(first, classes));
        !(told || points || named || one || self.is_pronoun(first)) && (!several || people)
    }

    /// Whether the words before a token of the clause of a cue say who speaks.
    pub(super) fn is_sourced(&self, cue: &Cue, floor: u32) -> bool {
        floor > self.scene.clause_start(self.sentence, self.groups, cue.tokens)
    }

    /// Whether a clause begins at a token: at the sentence's beginning, or behind a mark.
    pub(super) fn begins(&self, at: u32) -> bool {
        at <= self.sentence.first || self.scene.mark(at - 1).is_some()
    }

    /// «خبری که از سوی X تکذیب شد»: what the relative clause is said of.
    fn said_of(&self, cue: &Cue) -> Option<Content> {
        let view = self.scene.view;
        let that = (self.sentence.first..cue.tokens.first).rev().find(|&at| view.is(at, Particle::That))?;
        // «چنان که گفته شد»
        if !self.scene.is_of_head(that, self.groups) {
            return None;
        }
        let between = |group: &VerbGroup| {
            group.closes && that < group.tokens.first && group.tokens.end <= cue.tokens.first
        };
        let stops = |at: &u32| {
            self.scene.mark(*at).is_some()
                || view.begins(*at, &self.scene.words.features.preposition)
                || self.groups.iter().any(|group| group.closes && group.tokens.contains(*at))
        };
        let first = (self.sentence.first..that).rev().find(stops).map_or(self.sentence.first, |at| at + 1);
        let told = that.saturating_sub(first) <= HEAD && !self.groups.iter().any(between);
        told.then(|| self.phrase(first, that)).flatten()
    }

    /// Whether what nobody is said to call so is a name: «آن را «پل شاه» می‌خواندند».
    pub(super) fn is_naming(&self, cue: &Cue, content: TokenRange) -> bool {
        let view = self.scene.view;
        let object = |at: &u32| view.begins(*at, &self.scene.words.features.object);
        let marker = content.positions().rev().find(object);
        let predicate = marker.map_or(content.len(), |marker| content.end - marker - 1);
        let usual = view.grammar.verbs.is_imperfective(view.tokens.codes_of(cue.tokens.first as usize));
        let names = cue.verb.is_some_and(|verb| Some(verb.lemma) == self.scene.words.naming);
        cue.reading == Reading::Call && names && usual && predicate <= NAME
    }

    /// Where an object begins whose marker stands at a token: behind the subject, an adverbial or the clause before; none where
    /// nothing tells. `sourced` says that who speaks is named before `floor`.
    pub(super) fn object_start(&self, marker: u32, floor: u32, sourced: bool) -> Option<u32> {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let mut from = floor;
        let one = marker.checked_sub(1).filter(|&one| one >= floor);
        let one = one.filter(|&one| self.is_pronoun(one));
        // «X آن را», but «X، واگذاری آن را»
        let comma = self.scene.mark(floor.saturating_sub(1)) == Some("،")
            || (floor..marker).any(|at| self.scene.mark(at) == Some("،"));
        // «دولت شمار آنان را»: whose the object is, behind it.
        let own = |one: u32| {
            let begins = |at: &u32| view.tokens.begins_word(*at as usize);
            let before = (floor..one).rev().find(begins);
            sourced && before.is_some_and(|at| view.begins(at, &words.told_of))
        };
        if let Some(one) = one.filter(|&one| !comma && !own(one)) {
            // «X سخنان او را»: the noun before the pronoun is the object, where who speaks is told.
            let first = self.behind_adverbials(floor, one);
            let noun = |at: u32| {
                view.token_kind(at) == Some(TokenKind::Word)
                    && !view.begins(at, &words.preposition)
                    && self.scene.adverb_at(at).is_none()
            };
            let owned = sourced
                && view.begins(one, &words.pronoun)
                && one.saturating_sub(first) <= OWNED
                && (first..one).all(noun);
            return Some(if owned { first } else { one });
        }
        // «در X، Y را»: an adverbial ends with a comma or a date.
        let dated = |at: u32| {
            let near = TokenRange::new(at.saturating_sub(BRACKETED), at + BRACKETED);
            self.scene.dates_in(near).any(|(_, date)| date.contains(at))
        };
        for at in floor..marker {
            let joins = self.scene.mark(at).is_some_and(|mark| JOINTS.contains(&mark));
            if joins && !self.within_quotation(at) && !dated(at) {
                let list = (at + 1..marker).any(|next| view.is(next, Particle::And));
                if !list {
                    from = at + 1;
                }
            }
        }
        from = self.behind_adverbials(from, marker);
        // «X فرمانده Y روز جمعه Z را»: a date stands between the subject and the object, but «شمار کشته‌های دیروز X را».
        let led = |first: u32| (from..first).any(|at| view.begins(at, &words.preposition));
        let between = self.scene.dates_in(TokenRange::new(from, marker)).next();
        // «X، وزیر Y، شب گذشته Z را»: an office behind the name is none of the object either.
        let parts = |date: u32| !sourced || self.holds_subject(from, date);
        let between = between.filter(|(_, date)| date.end < marker && !led(date.first) && parts(date.first));
        if let Some((_, date)) = between {
            from = self.behind_adverbials(date.end, marker);
        }
        if from >= marker {
            return None;
        }
        // «در این نشست این سفر را»
        if view.begins(from, &words.preposition) {
            let opens = |at: &u32| {
                let points = view.is(*at, Particle::ThisOne) || view.is(*at, Particle::ThatOne);
                points && *at + 1 < marker && !view.begins(*at - 1, &words.preposition)
            };
            return (from + 1..marker.min(from + ADVERBIAL)).find(opens);
        }
        // «گروه‌های حامی محیط زیست این تصمیم را»: so many words before «این» are who speaks.
        let points = |at: &u32| view.is(*at, Particle::ThisOne) && !view.is(*at - 1, Particle::And);
        let points = |at: &u32| points(at) && !view.begins(*at - 1, &words.preposition);
        if let Some(object) = (from + LONG..marker).find(points).filter(|_| !sourced) {
            return Some(object);
        }
        // «X رهبر اکثریت سنا این رأی را»: what an office is of stands between it and «این».
        let own = view.begins(from, &words.told_of);
        if sourced && from == floor && !own && self.follows_office(floor) {
            let object = (from + OFFICE..marker).find(points);
            // «X مورخ باستانی در کتابش جنگ‌های Y را»: nothing tells where the object begins.
            let site = |at: u32| view.begins(at, &words.inside) && !view.is(at, Particle::Toward);
            if object.is_some() || (from + 1..marker).any(site) {
                return object;
            }
        }
        if !self.holds_subject(from, marker) {
            return Some(from);
        }
        // «X، مدیرعامل شرکت استعفای خود را»: behind an office that a comma parts from its name.
        let apposed = from.checked_sub(1).is_some_and(|at| self.scene.mark(at) == Some("،"));
        let opens = |at: &u32| view.is(*at, Particle::ThisOne) || view.begins(*at, &words.told_of);
        match sourced {
            true if apposed => (from + 1..marker).find(opens),
            true => Some(from),
            false => None,
        }
    }

    /// Whether the office of somebody who is named before it ends at a token.
    fn follows_office(&self, at: u32) -> bool {
        let near = TokenRange::new(at.saturating_sub(OWNER), at);
        self.scene.mentions_in(near).any(|(mention, name)| {
            let role = self.scene.mentions.get(mention).and_then(|row| row.value.role);
            let role = role.map(|role| tokens_of(self.scene.view, role));
            role.is_some_and(|role| name.end <= role.first && role.end == at)
        })
    }

    /// One past the conjunctions, dates and names behind prepositions that begin at a token: «در ۲۳ آبان (۱۳ نوامبر) در X».
    fn behind_adverbials(&self, mut from: u32, marker: u32) -> u32 {
        let words = &self.scene.words.features;
        let date = |at: u32| self.scene.date_at(at).map(|(_, date)| date.end).filter(|&end| end < marker);
        let name = |at: u32| self.scene.mention_at(at).map(|(_, name)| name.end).filter(|&end| end < marker);
        let led = |at: u32| {
            let behind = self.scene.words_at(at, &words.preposition)?;
            date(behind).or_else(|| name(behind))
        };
        // «در یک مصاحبه تلویزیونی», «در نامه‌ای»
        let talk = |at: u32| {
            let behind = self.scene.words_at(at, &words.inside)?;
            let one = u32::from(self.scene.view.counts(behind));
            self.scene.words_at(behind + one, &words.talk).filter(|&end| end < marker)
        };
        let joint = |at: u32| {
            let mark = self.scene.mark(at).is_some_and(|mark| JOINTS.contains(&mark));
            (mark || self.scene.view.is(at, Particle::And)).then_some(at + 1)
        };
        let bracketed = |at: u32| {
            let behind = self.scene.behind_brackets(at, marker.min(at + BRACKETED));
            behind.filter(|_| date(at + 1).is_some())
        };
        let connective = |at: u32| self.scene.words_at(at, &words.connective).filter(|&end| end < marker);
        let passed = |at: u32| {
            let passed = connective(at).or_else(|| date(at)).or_else(|| led(at)).or_else(|| talk(at));
            passed.or_else(|| joint(at)).or_else(|| bracketed(at))
        };
        while let Some(behind) = passed(from).filter(|_| from < marker) {
            from = behind;
        }
        from
    }

    /// «منتقد X فیلم را شاهکار خواند»: whether the words before «را» begin with somebody who may be the subject, where nothing tells
    /// where the object begins.
    fn holds_subject(&self, from: u32, marker: u32) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let behind = self.scene.words_at(from, &words.partitive);
        let some = behind.is_some_and(|behind| view.is(behind, Particle::From));
        let people = [&words.title, &words.person, &words.body];
        let people = people
            .into_iter()
            .any(|classes| self.scene.words_at(from, classes).is_some_and(|behind| behind < marker));
        let named = self.scene.mentions_in(TokenRange::new(from, marker)).next().is_some();
        let own = named && marker.checked_sub(1).is_some_and(|at| view.begins(at, &words.own));
        some || people || own
    }

    pub(super) fn is_pronoun(&self, at: u32) -> bool {
        let view = self.scene.view;
        view.is(at, Particle::ThisOne)
            || view.is(at, Particle::ThatOne)
            || view.begins(at, &self.scene.words.features.pronoun)
    }
}
