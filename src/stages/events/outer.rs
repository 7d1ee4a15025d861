//! What stands before a clause and belongs to it: the subject that it goes on with, what a relative clause is said of.

use super::phrases::Lead;
use super::roles::Search;
use crate::lexicon::Particle;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// How many clauses back the subject of a clause may stand that has none.
const BACK: u32 = 3;

/// What stands before a clause and belongs to it, too.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Outer {
    /// The subject of the clause before.
    pub(super) subject: Option<TokenRange>,
    /// Its object.
    pub(super) object: Option<TokenRange>,
    /// What a relative clause is said of.
    pub(super) head: Option<TokenRange>,
    /// Whether a preposition leads the head.
    pub(super) led: bool,
    /// Whether «را» stands behind the head.
    pub(super) marked: bool,
}

impl Search<'_> {
    /// Whether «که» opens what a verb tells, and no relative clause.
    pub(super) fn is_complement(&self, that: u32) -> bool {
        self.reader.groups.iter().any(|group| group.tokens.end == that)
    }

    /// What stands before a clause and belongs to it.
    pub(super) fn outer(&self) -> Outer {
        self.outer_of(self.clause.first, BACK)
    }

    fn outer_of(&self, start: u32, back: u32) -> Outer {
        let scene = self.scene();
        if back == 0 || start <= self.sentence.first {
            return Outer::default();
        }
        let that = start - 1;
        let clause_of = |at: u32| {
            let first = scene.clause_start(self.sentence, self.reader.groups, TokenRange::new(at, at));
            TokenRange::new(first, at)
        };
        if scene.view.is(that, Particle::That) {
            let before = clause_of(that);
            if self.is_complement(that) {
                let verb = self.reader.groups.iter().rfind(|group| group.tokens.end == that);
                // «X از دستگیری گروهی خبر داد که Y را می‌دزدیدند»: what is said runs over the verb, and the clause is of what it names.
                let extraposed =
                    |verb: &VerbGroup| self.said_from.is_some_and(|from| from < verb.tokens.first);
                if verb.is_some_and(extraposed) {
                    return Outer::default();
                }
                let before = clause_of(verb.map_or(that, |verb| verb.tokens.first));
                // «X گازی است که آزاد می‌شود» tells of X, whatever it is.
                let be = verb.is_some_and(|verb| Some(verb.lemma) == scene.words.auxiliaries.be);
                if be {
                    let phrases = self.reader.phrases(before);
                    let first = phrases.iter().find(|phrase| phrase.lead == Lead::Bare && !phrase.object);
                    let subject = first.map(|phrase| phrase.tokens);
                    // «X می‌گوید یکی از کشورهایی بوده که»: what it is stands alone.
                    let partitive = &scene.words.features.partitive;
                    let alone = subject.is_some_and(|own| scene.view.begins(own.first, partitive));
                    let before = alone.then(|| self.outer_of(before.first, back - 1).subject).flatten();
                    let subject = before.or(subject);
                    return Outer { subject, ..Outer::default() };
                }
                // «حکومتی را بپذیرند که مردم را می‌کشد»: the clause is of the object.
                let phrases = self.reader.phrases(before);
                let object = phrases.iter().rfind(|phrase| phrase.object && phrase.lead == Lead::Bare);
                let last = object.filter(|object| object.tokens.end + 1 == before.end);
                if let Some(object) =
                    last.map(|object| object.tokens).filter(|own| self.reader.is_plain(*own))
                {
                    return Outer { head: Some(object), ..Outer::default() };
                }
                let subject = self.first_subject(before);
                return Outer {
                    subject: subject.or(self.outer_of(before.first, back - 1).subject),
                    ..Outer::default()
                };
            }
            return self.relative(before, back);
        }
        let Some(verb) = self.reader.groups.iter().rfind(|group| group.closes && group.tokens.end <= start)
        else {
            return Outer::default();
        };
        // «X افزود: ساخت ۵ پل تمام شد»: who says it need not do it, but «X افزود: با Y گفت‌وگو کردم».
        let own = self.reader.groups.iter().find(|group| group.tokens.end >= self.trigger.end);
        let own = own.is_some_and(|group| scene.is_first_person(group));
        if scene.mark(verb.tokens.end) == Some(":") && !own {
            return Outer::default();
        }
        let before = clause_of(verb.tokens.first);
        let relative = before.first > self.sentence.first
            && scene.view.is(before.first - 1, Particle::That)
            && !self.is_complement(before.first - 1);
        // «X که Y بود اما کشته شد، Z را گرفت»: the relative clause goes on, and nothing tells whose subject is in it.
        let own = back == BACK;
        if relative && own && scene.words_at(start, &scene.words.reality.contrast).is_some() {
            return Outer::default();
        }
        // «X که Y دید، رفت»: the main clause goes on.
        if relative && !scene.view.is(start, Particle::And) {
            let main = self.relative(clause_of(before.first - 1), back);
            let goes_on = main.led || main.subject.is_some();
            return if goes_on && main.led {
                Outer { head: None, ..main }
            } else {
                Outer { subject: main.head, head: None, object: None, ..main }
            };
        }
        // «X گفت که شیوع وبا به Y رسیده و ۵ نفر را کشته است»: what begins the clause before is its subject, whatever it is.
        let subject = match self.first_subject(before) {
            None if self.begins_with_thing(before) => None,
            own => own.or(self.outer_of(before.first, back - 1).subject),
        };
        Outer { subject, ..Outer::default() }
    }

    /// Whether a clause that somebody says begins with a phrase that is no object, and nobody who acts.
    fn begins_with_thing(&self, clause: TokenRange) -> bool {
        let that = clause.first.checked_sub(1).filter(|&that| that >= self.sentence.first);
        let said = that.is_some_and(|that| self.scene().view.is(that, Particle::That));
        let phrases = self.reader.phrases(clause);
        let first = phrases.iter().find(|phrase| phrase.lead == Lead::Bare);
        said && first.is_some_and(|first| {
            let counted = self.reader.figures.at(first.tokens.first).is_some();
            !first.object && !counted && first.tokens.first == clause.first
        })
    }

    /// What a relative clause is said of, and the subject and object of the clause that it stands in.
    fn relative(&self, mut before: TokenRange, back: u32) -> Outer {
        let scene = self.scene();
        let marked =
            before.end > before.first && scene.view.begins(before.end - 1, &scene.words.features.object);
        if marked {
            before.end -= 1;
        }
        let mut phrases = self.reader.phrases(before);
        let Some(head) = phrases.pop() else { return Outer::default() };
        let subject = phrases
            .iter()
            .find(|phrase| phrase.lead == Lead::Bare && !phrase.object)
            .map(|phrase| phrase.tokens)
            .or_else(|| self.outer_of(before.first, back - 1).subject);
        let object = phrases.iter().rfind(|phrase| phrase.object).map(|phrase| phrase.tokens);
        let plain = self.reader.is_plain(head.tokens);
        Outer { subject, object, head: plain.then_some(head.tokens), led: head.lead != Lead::Bare, marked }
    }

    /// The first phrase of a clause that no preposition leads.
    fn first_subject(&self, clause: TokenRange) -> Option<TokenRange> {
        // «به X لشکر کشید و Y را گرفت»: the nominal part of a verb does nothing.
        let end = self.before_nominal(clause.first, clause.end);
        let phrases = self.reader.phrases(TokenRange::new(clause.first, end));
        let first = phrases.iter().find(|phrase| phrase.lead == Lead::Bare)?;
        (!first.object && self.can_act(first.tokens)).then_some(first.tokens)
    }
}
