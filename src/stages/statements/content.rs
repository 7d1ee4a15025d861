//! What a cue attributes: from its first to its last word.

use super::cue::Cue;
use super::model::{Act, Form};
use super::words::Scene;
use super::words::{Reading, Takes};
use crate::lexicon::Particle;
use crate::syntax::{Mood, Quotation, VerbGroup};
use crate::text::TokenRange;

/// Marks that may stand between a cue and «که» or a quotation.
pub(super) const JOINTS: [&str; 4] = ["،", ",", ":", "؛"];
/// Most words of a quotation that may be a name or a term.
const QUOTED_WORDS: u32 = 2;
/// How far before a title the noun stands for what is called so, in tokens.
const TITLED: u32 = 3;
/// How far before «که» a conjunction begins that it is part of, in tokens.
const CONJUNCTION: u32 = 4;

/// What is said, and how it is given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content {
    pub(super) tokens: TokenRange,
    pub(super) form: Form,
}

/// Where the content of a cue is sought.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) sentence: TokenRange,
    /// The paragraph, through which a quotation may run.
    pub(super) block: TokenRange,
    pub(super) quotations: &'a [Quotation],
    pub(super) groups: &'a [VerbGroup],
    /// The cues of the sentence.
    pub(super) cues: &'a [Cue],
}

impl Around<'_> {
    /// The content of a cue whose speaker's words end before token `floor`.
    pub(super) fn content(&self, cue: &Cue, floor: u32) -> Option<Content> {
        if cue.reading == Reading::Attribution {
            return self.rest(cue, floor);
        }
        if cue.reading == Reading::Noun {
            return self.behind_source(cue, floor);
        }
        // «تلفن همه را پاسخ می‌دهند که …»: who answers something says nothing.
        let object = |at: u32| self.scene.view.begins(at, &self.scene.words.features.object);
        let answers = cue.reading == Reading::Predicate && cue.takes == [Takes::Clause];
        if answers && cue.act == Act::Assert && (floor..cue.tokens.first).any(object) {
            return None;
        }
        // «همان میزان باور را می‌طلبند که …»: «که» is of the object.
        let marked = cue.tokens.first.checked_sub(1).is_some_and(object);
        if cue.reading == Reading::Want && marked && self.scene.view.is(cue.end(), Particle::That) {
            return None;
        }
        // «این دلایل را دیگران مطرح می‌کنند، که جداست»: what a comma parts is of the object.
        let parted =
            self.scene.mark(cue.end()) == Some("،") && self.scene.view.is(cue.end() + 1, Particle::That);
        if parted && cue.takes.contains(&Takes::Clause) && (floor..cue.tokens.first).any(object) {
            return None;
        }
        let behind = if cue.takes.contains(&Takes::Clause) { self.clause_behind(cue) } else { None };
        // «X این نظریه را سردرگم توصیف کرد که …»: what stands behind it is said of what it is called.
        if let Some(behind) = behind.filter(|_| cue.takes.contains(&Takes::As))
            && let Some(called) = self.called(cue, floor)
        {
            let relative = self.scene.view.is(cue.end(), Particle::That);
            let end = if relative { behind.tokens.end } else { called.tokens.end };
            return Some(Content { tokens: TokenRange::new(called.tokens.first, end), ..called });
        }
        let that = self.scene.view.is(cue.end(), Particle::That);
        // «ماده‌ای را برای X توصیف کرد که از آن می‌ساختند»: the clause is of the object, and nothing is said of that.
        let marker = (floor..cue.tokens.first).rev().find(|&at| object(at));
        let led = |marker: u32| {
            let behind = marker + 1;
            behind == cue.tokens.first
                || self.scene.view.begins(behind, &self.scene.words.features.preposition)
        };
        if that && cue.takes.contains(&Takes::As) && marker.is_some_and(led) {
            return None;
        }
        // «X به عنوان برنده اعلام شد که جایزه دارد»: what the passive says of its subject stands before it.
        // «در کتابی به نام X گفته شد که»: that is what the book is called.
        let called = |at: u32| {
            let (view, words) = (self.scene.view, &self.scene.words.features);
            let inside = at.checked_sub(2).filter(|&inside| inside >= floor);
            inside.is_some_and(|at| view.begins(at, &words.inside) && view.begins(at + 1, &words.holds_words))
        };
        let named_as =
            |at: u32| self.scene.view.begins(at, &self.scene.words.features.as_what) && !called(at);
        if that && cue.passive && (floor..cue.tokens.first).any(named_as) {
            return self.told(cue, floor);
        }
        // «X را دعوت کرد که قهرمان شد»: what came of it was not asked for.
        if let Some(behind) = behind.filter(|_| that && cue.act == Act::Demand)
            && self.came_of_it(behind.tokens)
        {
            return None;
        }
        match behind {
            Some(behind) => self.extraposed(cue, floor, behind),
            None => self.before_or_within(cue, floor),
        }
    }

    /// «از باندی خبر داد که دزدی می‌کرد»: a relative clause belongs to what it is said of, and the content runs over the cue.
    fn extraposed(&self, cue: &Cue, floor: u32, behind: Content) -> Option<Content> {
        let view = self.scene.view;
        let that = view.is(cue.end(), Particle::That);
        // «الگویی را پیشنهاد می‌کنند که در آن …»
        let asks = cue.act == Act::Demand
            && cue
                .tokens
                .first
                .checked_sub(1)
                .is_some_and(|at| view.begins(at, &self.scene.words.features.object));
        if that && (cue.act == Act::Assert || asks) && cue.takes.contains(&Takes::Object) {
            return self.behind_object(cue, floor, behind);
        }
        let relative = that
            && cue.act == Act::Assert
            && cue.takes.iter().any(|takes| matches!(takes, Takes::From | Takes::To));
        let led = |takes: &Takes| self.behind_preposition(cue, *takes, floor);
        let Some(led) = cue.takes.iter().filter(|_| relative).find_map(led) else { return Some(behind) };
        // «به این نکته اشاره کرد که»: the clause is what was pointed at.
        let points = led.tokens.positions().any(|at| view.is(at, Particle::ThisOne));
        let named =
            self.scene.mention_at(led.tokens.first).is_some_and(|(_, name)| name.end == led.tokens.end);
        let named = named || self.scene.date_at(led.tokens.first).is_some();
        let short = led.tokens.len() == 1 || self.is_pronoun(led.tokens.first);
        if points || named || short || led.tokens.end > cue.tokens.first {
            return Some(behind);
        }
        Some(Content { tokens: TokenRange::new(led.tokens.first, behind.tokens.end), form: Form::Nominal })
    }

    /// «سرگذشت کودکانی را بیان می‌کند که کار می‌کنند»: the clause is of the object, where that is more than «این نکته»; nothing is
    /// said where nothing tells where that object begins: «مسئولان بانک گزارش‌هایی را مطرح کردند که حاوی آمار بود».
    fn behind_object(&self, cue: &Cue, floor: u32, behind: Content) -> Option<Content> {
        let (view, object) = (self.scene.view, &self.scene.words.features.object);
        let marker = (floor..cue.tokens.first).rev().find(|&at| view.begins(at, object));
        let Some(marker) = marker else { return Some(behind) };
        let points = |from: u32| (from..marker).any(|at| view.is(at, Particle::ThisOne));
        match self.object_start(marker, floor, self.is_sourced(cue, floor)) {
            Some(first) if !points(first) && !self.is_pronoun(first) => {
                let tokens = TokenRange::new(first, behind.tokens.end);
                Some(Content { tokens, form: Form::Nominal })
            }
            None if !points(floor) && marker + 1 == cue.tokens.first => None,
            _ => Some(behind),
        }
    }

    fn before_or_within(&self, cue: &Cue, floor: u32) -> Option<Content> {
        // «X این کار را «تهدید» توصیف کرد»: what is called so is part of what is said.
        let object = |at: &u32| self.scene.view.begins(*at, &self.scene.words.features.object);
        let marker = (floor..cue.tokens.first).rev().find(object);
        if cue.takes.contains(&Takes::As)
            && marker.is_some_and(|marker| !self.within_quotation(marker))
            && let Some(called) = self.called(cue, floor)
        {
            return Some(called);
        }
        // «X را «Y» توصیف کرد»: what it is called is not all that is said.
        let called = |content: &Content| {
            let marker = content.tokens.first.checked_sub(2).filter(|&at| at >= floor);
            cue.takes.contains(&Takes::As) && marker.is_some_and(|at| object(&at))
        };
        if cue.takes.contains(&Takes::Clause)
            && let Some(content) = self.quotation_before(cue).filter(|content| !called(content))
        {
            return Some(content);
        }
        let found = cue.takes.iter().find_map(|takes| match takes {
            Takes::As => self.called(cue, floor),
            Takes::Of => self.behind_noun(cue),
            Takes::Object => self.object(cue, floor),
            Takes::From | Takes::On | Takes::To | Takes::With | Takes::About => {
                self.behind_preposition(cue, *takes, floor)
            }
            Takes::Published => self.published(cue, floor),
            Takes::Clause => None,
        });
        // Where an object is marked and nothing tells where it begins, nothing else is said.
        let object = |at: u32| self.scene.view.begins(at, &self.scene.words.features.object);
        if found.is_none() && cue.takes.contains(&Takes::Object) && (floor..cue.tokens.first).any(object) {
            return None;
        }
        found.or_else(|| {
            // «گفته می‌شود X رفت»
            // «در سال ۱۳۹۸ اعلام شد X می‌رود»
            let start = self.scene.clause_start(self.sentence, self.groups, cue.tokens);
            let that = self.scene.that_before(start).is_some();
            let dated = !that && self.is_adverbial(floor, cue.tokens.first);
            let opens = self.begins(cue.tokens.first) || dated;
            let impersonal = cue.passive && cue.takes.contains(&Takes::Clause) && opens;
            if impersonal && let Some(content) = self.bare_clause(cue) {
                return Some(content);
            }
            if cue.passive && cue.takes.contains(&Takes::Object) {
                return self.told(cue, floor);
            }
            let asked = || (floor..cue.tokens.first).any(|at| self.scene.view.is(at, Particle::From));
            // «گوشه‌ای را به آن اضافه کرد، …»
            // «خبر را داده، رفت»: a participle goes on with the next verb.
            let goes_on = cue.verb.is_some_and(|verb| !verb.sure && !verb.present && verb.tokens.len() == 1)
                && cue.reading == Reading::Predicate
                && self.scene.mark(cue.end()).is_some_and(|mark| mark != ":");
            let put = goes_on || cue.takes == [Takes::Clause] && (floor..cue.tokens.first).any(object);
            let bare = match cue.reading {
                Reading::Predicate if put => false,
                Reading::Want => asked(),
                Reading::Contain => false,
                _ => !cue.passive,
            };
            // «کارهایی که از آنان خواسته شد اندک بود»: behind a relative clause the main one goes on.
            let ends = || self.relative_end(cue, cue.end(), self.sentence.end) < self.sentence.end;
            let bare = bare && (!self.is_relative(cue) || ends());
            let clause = cue.takes.contains(&Takes::Clause) && bare;
            clause.then(|| self.bare_clause(cue)).flatten()
        })
    }

    /// What stands behind «که», «تا», a colon, or as a quotation right behind the cue.
    fn clause_behind(&self, cue: &Cue) -> Option<Content> {
        let view = self.scene.view;
        let mut at = cue.end();
        let mut told = false;
        loop {
            match self.scene.mark(at) {
                Some(mark) if JOINTS.contains(&mark) && at < self.block.end => told |= mark == ":",
                _ if view.is(at, Particle::That) && at < self.sentence.end => told = true,
                _ if self.wishes(cue, at) => told = true,
                _ => break,
            }
            at += 1;
        }
        if let Some(quotation) = self.quotations.iter().find(|quotation| quotation.open == at) {
            return Some(self.quoted(cue, quotation));
        }
        if !told || at >= self.sentence.end {
            return None;
        }
        let end = self.wish_end(cue, at, self.clause_end(cue, at));
        let tokens = self.scene.trimmed(TokenRange::new(at, end));
        (tokens.first < tokens.end).then(|| Content { tokens, form: self.form(tokens) })
    }

    /// Whether the clause of a cue is a relative one.
    fn is_relative(&self, cue: &Cue) -> bool {
        let mut first = self.scene.clause_start(self.sentence, self.groups, cue.tokens);
        // «این واقعیت که X آن را دیده و نوشته بود، …»
        while self.scene.view.is(first, Particle::And)
            && let Some(verb) = self.groups.iter().find(|group| group.closes && group.tokens.end == first)
        {
            first = self.scene.clause_start(self.sentence, self.groups, verb.tokens);
        }
        let that = first.checked_sub(1).filter(|&that| that > self.sentence.first);
        that.is_some_and(|that| {
            self.scene.mark(that - 1).is_none() && self.scene.is_of_head(that, self.groups)
        })
    }

    /// «X که گفته بود می‌رود، رفت»: what is said in a relative clause ends with it, at a verb before a comma.
    pub(super) fn relative_end(&self, cue: &Cue, from: u32, end: u32) -> u32 {
        let first = self.scene.clause_start(self.sentence, self.groups, cue.tokens);
        let that = first.checked_sub(1).filter(|&that| that > self.sentence.first);
        let relative = that.is_some_and(|that| {
            self.scene.view.is(that, Particle::That)
                && !self.groups.iter().any(|group| group.tokens.end == that)
                && self.scene.mention_at(self.sentence.first).is_some()
                && self
                    .scene
                    .mentions_in(TokenRange::new(self.sentence.first, that))
                    .next_back()
                    .is_some_and(|(_, name)| name.end == that)
        });
        // «زمانی که X گفت Y می‌رود، Z ماند»
        let subordinate = that.is_some_and(|that| {
            let connective = &self.scene.words.features.connective;
            let opens = self.scene.view.words_before(first, that.saturating_sub(CONJUNCTION), connective);
            opens.is_some_and(|opens| opens == self.sentence.first)
        });
        // «از این رو، وقتی X گفت Y می‌رود، Z ماند»
        let opens = |at: u32| {
            let mark = at.checked_sub(1).is_some_and(|before| self.scene.mark(before) == Some("،"));
            at == self.sentence.first || mark || self.scene.view.is(at.saturating_sub(1), Particle::And)
        };
        let when = &self.scene.words.features.when;
        let first = that.map_or(first, |that| that.saturating_sub(CONJUNCTION));
        let near = first.max(self.sentence.first)..cue.tokens.first;
        let when = near.into_iter().any(|at| self.scene.view.begins(at, when) && opens(at));
        let relative = relative || subordinate || when;
        let closes = |group: &&VerbGroup| {
            group.closes && from <= group.tokens.first && self.scene.mark(group.tokens.end) == Some("،")
        };
        let last = self.groups.iter().filter(|_| relative).find(closes);
        last.map_or(end, |group| group.tokens.end.min(end))
    }

    /// A quotation that begins the content: all of it, unless the writer goes on behind it.
    fn quoted(&self, cue: &Cue, quotation: &Quotation) -> Content {
        let inside = self.scene.trimmed(quotation.inside(self.sentence.end.max(quotation.open + 1)));
        let end = self.clause_end(cue, quotation.open);
        let close = quotation.close.unwrap_or(inside.end).min(end);
        let goes_on = self.scene.trimmed(TokenRange::new(close, end.max(close)));
        let adversative = self.scene.view.begins(goes_on.first, &self.scene.words.features.adversative);
        let and = self.scene.view.is(goes_on.first, Particle::And) || adversative;
        // «گفت: «X رفت» Y نیز گفت»: behind a colon a whole sentence in marks is all.
        let colon = self.scene.mark(quotation.open.saturating_sub(1)) == Some(":");
        let whole = colon && {
            let verb = |group: &VerbGroup| group.closes && group.tokens.end == inside.end;
            self.groups.iter().any(verb)
        };
        // «X که گفته بود «Y»، رفت»: behind what is said in a relative clause the writer goes on.
        let relative = self.scene.mark(close + 1) == Some("،") && {
            let first = self.scene.clause_start(self.sentence, self.groups, cue.tokens);
            let that = first.checked_sub(1).filter(|&that| that > self.sentence.first);
            that.is_some_and(|that| self.scene.view.is(that, Particle::That))
        };
        if goes_on.first < goes_on.end && !and && !whole && !relative {
            let tokens = TokenRange::new(quotation.open + 1, goes_on.end);
            return Content { tokens, form: Form::Mixed };
        }
        Content { tokens: inside, form: Form::Direct }
    }

    /// «…» گفت: a quotation that ends right before the cue, or before «را».
    fn quotation_before(&self, cue: &Cue) -> Option<Content> {
        let first = cue.tokens.first;
        let quotation = self.quotations.iter().rev().find(|quotation| {
            quotation.close.is_some_and(|close| {
                close < first
                    && (close + 1..first).all(|at| {
                        self.scene.mark(at).is_some()
                            || self.scene.view.begins(at, &self.scene.words.features.object)
                    })
            })
        })?;
        let inside = self.scene.trimmed(quotation.inside(first));
        // «به نقل از «یک منبع مطلع» تأیید کرد»
        let led = quotation
            .open
            .checked_sub(1)
            .is_some_and(|at| self.scene.view.begins(at, &self.scene.words.features.preposition));
        // «در کتاب «ریاضیات و تخیل» نوشته است»: a title.
        let title = self
            .scene
            .view
            .words_before(
                quotation.open,
                quotation.open.saturating_sub(2),
                &self.scene.words.features.holds_words,
            )
            .is_some();
        (!led && !title && inside.end.saturating_sub(inside.first) > QUOTED_WORDS)
            .then_some(Content { tokens: inside, form: Form::Direct })
    }

    /// A clause right behind a verb, without «که».
    fn bare_clause(&self, cue: &Cue) -> Option<Content> {
        let mut at = cue.end();
        if self.scene.mark(at).is_some_and(|mark| JOINTS.contains(&mark)) {
            at += 1;
        }
        // «به آن افزود تا …»: what it was done for.
        let joined = [Particle::And, Particle::Or].iter().any(|&one| self.scene.view.is(at, one));
        let joined = joined || self.scene.view.is(at, Particle::To) && !self.is_until(at);
        let joined = joined || self.scene.view.begins(at, &self.scene.words.features.adversative);
        let end = self.wish_end(cue, at, self.clause_end(cue, at));
        let tokens = self.scene.trimmed(TokenRange::new(at.min(self.sentence.end), end));
        let verb = self
            .groups
            .iter()
            .any(|group| group.tokens.first >= tokens.first && group.tokens.end <= tokens.end);
        // «برنامه می‌نویسند، مانند X»: what begins with the only form that may be a verb is no clause.
        let mut inside = self
            .groups
            .iter()
            .filter(|group| tokens.first <= group.tokens.first && group.tokens.end <= tokens.end);
        let only = inside.next().filter(|_| inside.next().is_none());
        let opens =
            only.is_some_and(|group| group.tokens.first == tokens.first && group.tokens.end < tokens.end);
        (!joined && verb && !opens).then(|| Content { tokens, form: self.form(tokens) })
    }

    /// «گفت تا پایان سال می‌رود», «گفت تا گرفتن حقوق می‌مانیم»: whether «تا» leads when that is what is said, and not what for or until
    /// when it was said: «گفت تا بدانند», «گفت تا خسته شد».
    fn is_until(&self, to: u32) -> bool {
        if self.scene.date_at(to + 1).is_some() {
            return true;
        }
        let verb = self.groups.iter().find(|group| group.closes && group.tokens.first > to);
        verb.is_some_and(|verb| {
            let lasts = verb.present && verb.mood == Mood::Told || verb.mood == Mood::Future;
            lasts && verb.tokens.first > to + 1
        })
    }

    /// Where a clause ends that begins at a token: at the sentence's end, or before «و» and the next cue, which has the same
    /// speaker.
    fn clause_end(&self, cue: &Cue, from: u32) -> u32 {
        let joined = |next: &&Cue| {
            next.tokens.first > from
                && next.end() > cue.end()
                && next.verb.is_some()
                && self.scene.view.is(next.tokens.first - 1, Particle::And)
        };
        let next = self.cues.iter().find(joined).map(|next| next.tokens.first - 1);
        // «گفت که X؛ او افزود که Y»: another verb of saying behind «؛» is another sentence.
        let said = self.cues.iter().filter(|next| next.tokens.first > from && next.verb.is_some());
        let apart = |first: u32| (from..first).find(|&at| self.scene.mark(at) == Some("؛"));
        let apart = said.filter_map(|next| apart(next.tokens.first)).next();
        let closed = self.bracket_end(cue.tokens.first, from);
        // «گفت که X؛ ولی Y», «گفت که X؛ Y»: behind «؛» the writer goes on, but not with why it is so.
        let contrast = |at: &u32| {
            let (contrast, connective) =
                (&self.scene.words.features.contrast, &self.scene.words.features.connective);
            let begins = |classes| self.scene.view.begins(at + 1, classes);
            let goes_on = begins(connective) || self.scene.view.is(at + 1, Particle::And);
            self.scene.mark(*at) == Some("؛") && (begins(contrast) || !goes_on)
        };
        let goes_on = (from..self.sentence.end).find(|at| contrast(at) && !self.within_quotation(*at));
        let beside = self.coordinate(cue, from);
        [next, apart, closed, goes_on, beside].into_iter().flatten().min().unwrap_or(self.sentence.end)
    }

    /// «X را Y خواند»: from X to Y.
    fn called(&self, cue: &Cue, floor: u32) -> Option<Content> {
        let words = &self.scene.words.features;
        let end = cue.tokens.first;
        let marker = (floor..end).rev().find(|&at| self.scene.view.begins(at, &words.object))?;
        let predicate = self.scene.trimmed(TokenRange::new(marker + 1, end));
        // «X را از دلایل Y دانست»
        let one_of = self.scene.view.is(predicate.first, Particle::From)
            && self.scene.view.begins(predicate.first + 1, &words.told_of);
        let adverbial = !one_of && self.scene.view.begins(predicate.first, &words.preposition)
            || self.scene.date_at(predicate.first).is_some();
        let name = self.scene.mention_at(predicate.first).is_some_and(|(_, place)| place == predicate);
        // «موسیقی را خیلی خوب می‌دانست»: how well somebody knows something is no judgement.
        let knows = self.scene.words_at(predicate.first, &words.well) == Some(predicate.end);
        if predicate.first >= predicate.end || adverbial || name || knows {
            return None;
        }
        let tokens = TokenRange::new(self.object_start(marker, floor, self.is_sourced(cue, floor))?, end);
        let tokens = self.scene.trimmed(tokens);
        let form = if self.has_quotation(tokens) { Form::Mixed } else { Form::Indirect };
        Some(Content { tokens, form })
    }

    pub(super) fn within_quotation(&self, at: u32) -> bool {
        self.quotations
            .iter()
            .any(|quotation| quotation.open < at && quotation.close.is_none_or(|close| at < close))
    }

    /// A noun phrase.
    pub(super) fn phrase(&self, first: u32, end: u32) -> Option<Content> {
        let tokens = self.scene.trimmed(TokenRange::new(first, end.max(first)));
        // «عبارت X (Y) را پیشنهاد کرد»: what stands in brackets is no more than another word for it.
        let gloss = self.scene.behind_brackets(tokens.first, tokens.end) == Some(tokens.end);
        (tokens.first < tokens.end && !gloss).then_some(Content { tokens, form: Form::Nominal })
    }

    pub(super) fn form(&self, tokens: TokenRange) -> Form {
        if self.has_quotation(tokens) { Form::Mixed } else { Form::Indirect }
    }

    /// Whether a quotation without a verb is the title of a text that is named before it or begins it.
    fn is_title(&self, quotation: &Quotation, inside: TokenRange) -> bool {
        let (view, words) = (self.scene.view, &self.scene.words.features);
        let verb = |group: &VerbGroup| inside.first <= group.tokens.first && group.tokens.end <= inside.end;
        let floor = quotation.open.saturating_sub(TITLED);
        let text = (floor..quotation.open).any(|at| view.begins(at, &words.holds_words));
        let text = text && view.begins(inside.first, &words.holds_words);
        text && !self.groups.iter().any(verb)
    }

    /// Whether words are quoted in some tokens that are no name or title.
    fn has_quotation(&self, tokens: TokenRange) -> bool {
        self.quotations.iter().any(|quotation| {
            let inside = quotation.inside(tokens.end);
            // «کتاب عبری «کتاب X»»: what says by itself that it is a text is its title.
            let name = self.scene.mentions_in(inside).any(|(_, mention)| mention == inside)
                || self.is_title(quotation, inside);
            tokens.first <= quotation.open
                && quotation.open < tokens.end
                && !name
                && inside.end.saturating_sub(inside.first) >= 1
        })
    }
}
