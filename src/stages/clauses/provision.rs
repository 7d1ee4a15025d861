//! What one sentence of a clause provides.

use super::duties::duties;
use super::model::{Modality, PartyRole, Provision, ProvisionRow};
use super::party::{self, Actor, Definitions, Search};
use super::when::Rows;
use super::words::{Sentence, Sign, Until, Words, wish};
use crate::lexicon::Particle;
use crate::rule::{Review, RuleId, View};
use crate::segment::Segment;
use crate::text::{Span, TokenKind, TokenRange};

/// How near the comma behind «با توافق …» is sought, and how many words it takes without one, in tokens.
const PHRASE_REACH: u32 = 6;
const PHRASE: u32 = 1;
/// Longest last member of a list of conditions, in tokens.
const MEMBER: u32 = 8;

/// What a sentence is read with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) words: &'a Words,
    pub(super) rows: &'a Rows<'a>,
    pub(super) definitions: &'a Definitions,
    pub(super) inherited: Option<&'a Inherited>,
}

/// What «X موظف است:» passes on to the items below it.
#[derive(Clone, Debug)]
pub(super) struct Inherited {
    modality: Modality,
    rule: RuleId,
    subject: Vec<Actor>,
}

impl Inherited {
    /// That the items oblige nobody to anything by themselves.
    pub(super) const fn nothing(words: &Words) -> Self {
        Self { modality: Modality::Statement, rule: words.statement, subject: Vec::new() }
    }
}

impl Context<'_> {
    /// The provision of a sentence, or one for each thing that it wants done by a day of its own, and what the items
    /// below take from it.
    pub(super) fn provisions(
        &self,
        clause: usize,
        at: u32,
        segment: &Segment,
        read: &Sentence,
    ) -> (Vec<ProvisionRow>, Option<Inherited>) {
        let view = self.view;
        let search = Search {
            view,
            words: self.words,
            rows: self.rows,
            definitions: self.definitions,
            sentence: segment.tokens,
        };
        let (condition, opener) = self.condition(segment.tokens, read).unzip();
        let verbs =
            read.signs.iter().filter(|(sign, ..)| !matches!(sign, Sign::Condition(_) | Sign::Statement));
        let verb = verbs.map(|(.., tokens)| tokens.first).min().unwrap_or(segment.tokens.end);
        let mut subject = search.subject(verb);
        if subject.is_empty()
            && let Some(condition) = condition
        {
            subject = search.subject_behind(condition);
        }
        let (supervisors, charged) = search.supervisors();
        if subject.is_empty() && charged {
            subject.clone_from(&supervisors);
        }
        let (mut modality, mut rule) = self.modality(segment.tokens, read, condition, !subject.is_empty());
        let mut inherited_subject = false;
        if modality == Modality::Statement
            && let Some(from) = self.inherited
            && !self.states(segment.tokens)
        {
            (modality, rule) = (from.modality, from.rule);
            if subject.is_empty() {
                subject.clone_from(&from.subject);
                inherited_subject = true;
            }
        }
        if subject.is_empty() && modality != Modality::Statement {
            subject = search.agents(verb);
        }
        if rule == self.words.statement {
            rule = opener.unwrap_or(rule);
        }
        let states = modality == Modality::Statement;
        let times = self.rows.times(view, self.words, segment.tokens, condition, states);
        let mut parties = Vec::new();
        if modality != Modality::Statement {
            party::add(&mut parties, PartyRole::Obligor, subject.clone());
            let others = |actors: Vec<Actor>| -> Vec<Actor> {
                actors
                    .into_iter()
                    .filter(|actor| inherited_subject || !subject.iter().any(|s| s.entity == actor.entity))
                    .collect()
            };
            party::add(&mut parties, PartyRole::Recipient, others(search.recipients()));
        }
        party::add(&mut parties, PartyRole::Supervisor, supervisors);
        // «… خواهد بود:» above a list of things makes no duty of each of them, nor does «پاسخ دهید:» above questions.
        let plain =
            |sign: &Sign| matches!(sign, Sign::Future | Sign::PassiveFuture | Sign::Wish | Sign::NegatedWish);
        let named = read.signs.iter().any(|(sign, by, _)| *by == rule && !plain(sign));
        let cases = || view.words_within(segment.tokens, &self.words.features.cases).is_some();
        let opens =
            view.slice(segment.span).ends_with(':') && named && modality != Modality::Statement && !cases();
        let inherit = opens.then_some(Inherited { modality, rule, subject });
        let value = Provision {
            clause,
            modality,
            effective: times.effective,
            deadline: times.deadline,
            duration: times.duration,
            condition,
            parties,
        };
        let duties = match modality {
            Modality::Statement => Vec::new(),
            _ => duties(view, self.words, segment.tokens, &times.deadlines),
        };
        let row = |span: Span, value: Provision| ProvisionRow {
            span,
            segment: at,
            rule,
            review: Review::None,
            value,
        };
        if duties.is_empty() {
            return (vec![row(segment.span, value)], inherit);
        }
        let rows = duties
            .into_iter()
            .map(|(span, day)| row(span, Provision { deadline: Some(day), ..value.clone() }));
        (rows.collect(), inherit)
    }

    /// The words that oblige, permit or forbid decide; then the future of treaties; then the present
    /// of an actor. What stands in the condition does not count.
    fn modality(
        &self,
        sentence: TokenRange,
        read: &Sentence,
        condition: Option<Span>,
        acted: bool,
    ) -> (Modality, RuleId) {
        let view = self.view;
        let outside = |tokens: TokenRange| {
            condition.is_none_or(|condition| !condition.contains(view.span(tokens.first, tokens.end)))
        };
        let signs = || {
            let main = |tokens: TokenRange| outside(tokens) && !self.describes(sentence, tokens);
            read.signs.iter().filter(move |(_, _, tokens)| main(*tokens))
        };
        let explicit = signs().find_map(|&(sign, rule, tokens)| {
            let denied = self.is_denied(tokens, sentence.end);
            Some(match sign {
                // «مکلف نیست» leaves free.
                Sign::Obligation if denied => (Modality::Statement, rule),
                Sign::Obligation => (Modality::Obligation, rule),
                Sign::Permission if denied => (Modality::Prohibition, rule),
                Sign::Permission => (Modality::Permission, rule),
                Sign::Prohibition => (Modality::Prohibition, rule),
                _ => return None,
            })
        });
        if let Some(explicit) = explicit {
            return explicit;
        }
        let first = |wanted: Sign| signs().find(|(sign, ..)| *sign == wanted);
        let plain = || first(Sign::Future).filter(|_| !self.is_of_something_told(sentence));
        if let Some(&(_, rule, _)) = first(Sign::PassiveFuture).or_else(plain) {
            return (Modality::Obligation, rule);
        }
        for (wish, modality) in
            [(Sign::Wish, Modality::Obligation), (Sign::NegatedWish, Modality::Prohibition)]
        {
            // What is listed under a duty is that duty.
            if self.inherited.is_none()
                && let Some(&(_, rule, tokens)) = first(wish)
                && self.is_only_verb(sentence, tokens)
            {
                return (modality, rule);
            }
        }
        if acted && let Some(&(_, rule, _)) = first(Sign::Present) {
            return (Modality::Obligation, rule);
        }
        if acted && let Some(&(_, rule, _)) = first(Sign::NegatedPresent) {
            return (Modality::Prohibition, rule);
        }
        (Modality::Statement, self.words.statement)
    }

    /// Whether a word stands in a clause that only says which ones are meant: «مدارکی که باید ارائه شود در پیوست آمده است». Behind the
    /// verb of that clause stands the verb of the sentence.
    fn describes(&self, sentence: TokenRange, word: TokenRange) -> bool {
        let view = self.view;
        let that = (sentence.first + 1..word.first).rev().find(|&at| view.is(at, Particle::That));
        let Some(that) = that.filter(|that| !self.is_verb(that - 1)) else { return false };
        if (that..word.first).any(|at| self.is_verb(at)) {
            return false;
        }
        let verb_from = |from: u32| (from..sentence.end).find(|&at| self.is_verb(at));
        let joined = |at: u32| view.is(at, Particle::And) || view.is(at, Particle::Or);
        // «آمده‌اند»
        let perfect = |at: u32| !view.tokens.begins_word(at as usize + 1) && view.verb(at, at + 2).is_some();
        // «که مستأجر متعهد است بپردازد»: what he is bound to do is no verb of the sentence.
        let says =
            |at: u32| self.is_verb(at) && wish(view, TokenRange::new(at, at + 1)).is_none() || perfect(at);
        verb_from(word.end).is_some_and(|verb| !joined(verb + 1) && (verb + 1..sentence.end).any(says))
    }

    /// Whether a sentence ends with a verb that says how it is, and not what somebody is to do: «دیرکرد هر روز پنج تومان است».
    fn states(&self, sentence: TokenRange) -> bool {
        let view = self.view;
        let word = |at: &u32| view.token_kind(*at) == Some(TokenKind::Word);
        let last = (sentence.first..sentence.end).rev().find(word);
        let says =
            |at: u32| self.is_copula(at) || view.verb(at, at + 1).is_some_and(|verb| verb.imperfective);
        last.is_some_and(says) && !(sentence.first..sentence.end).any(|at| view.is(at, Particle::That))
    }

    /// Whether no clause is opened before a verb that wishes, and no verb stands there but others that wish: «تهیه شود و ارسال گردد».
    fn is_only_verb(&self, sentence: TokenRange, verb: TokenRange) -> bool {
        let mut depth = 0_u32;
        (sentence.first..verb.first).all(|at| {
            // «کارکنان شیفت (بند ۳ مستثنی است) گزارش دهند»
            match self.view.token(at) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > 0 {
                return true;
            }
            let wishes = || wish(self.view, TokenRange::new(at, at + 1)).is_some();
            !self.view.is(at, Particle::That) && (!self.is_verb(at) || wishes())
        })
    }

    /// Whether a word such as «مکلف» or «مجاز» has a negated verb: the next one is its own, «… نیست». «می‌تواند» is a verb, which
    /// no later one turns round.
    fn is_denied(&self, word: TokenRange, stop: u32) -> bool {
        let negated = |at: u32| self.view.begins(at, &self.words.features.negation);
        let verb = |at: u32| self.is_verb(at) || negated(at);
        !word.end.checked_sub(1).is_some_and(verb)
            && (word.end..stop).find(|at| verb(*at)).is_some_and(negated)
    }

    /// «این مسئله … خواهد داشت»: a sentence about a thing that was told before, where what will follow obliges nobody.
    fn is_of_something_told(&self, sentence: TokenRange) -> bool {
        let noun = self.view.words_at(sentence.first, &self.words.features.demonstrative);
        noun.is_some_and(|noun| !self.view.begins(noun, &self.words.features.body))
    }

    /// The first condition, and the rule that found it.
    fn condition(&self, sentence: TokenRange, read: &Sentence) -> Option<(Span, RuleId)> {
        let view = self.view;
        let (until, rule, TokenRange { first: from, end: behind }) =
            read.signs.iter().find_map(|&(sign, rule, tokens)| match sign {
                Sign::Condition(until) => Some((until, rule, tokens)),
                _ => None,
            })?;
        let slice = |at: u32| view.slice(view.span(at, at + 1));
        let commas = || (behind..sentence.end).filter(|&at| matches!(slice(at), "،" | "؛"));
        let stop = sentence.end.saturating_sub(1);
        let whole = if stop >= behind && matches!(slice(stop), "." | "؛" | ":" | "،") {
            stop
        } else {
            sentence.end
        };
        let next = commas().next();
        let end = match until {
            Until::Itself if behind < sentence.end && !view.is(behind, Particle::Toward) => Some(behind),
            Until::End if from > sentence.first => None,
            Until::Phrase => {
                let near = next.filter(|&at| at <= behind + PHRASE_REACH);
                near.or(Some(whole.min(behind + PHRASE)))
            }
            Until::Verb | Until::End => {
                let verbal = |at: &u32| at.checked_sub(1).is_some_and(|n| self.is_verb(n));
                commas().find(verbal).or(next).or_else(|| self.verb_end(read, TokenRange::new(behind, stop)))
            }
            Until::Itself | Until::Comma => {
                // «در صورت لزوم | می‌تواند …»
                let verb = read.signs.iter().find(|(sign, _, tokens)| {
                    matches!(sign, Sign::Obligation | Sign::Permission | Sign::Prohibition)
                        && tokens.first > behind
                        && next.is_none_or(|comma| tokens.first < comma)
                });
                // «در صورت سیل، زمین‌لرزه یا آلودگی، …»: a list goes on to its last member.
                let listed = next.and_then(|comma| {
                    let second = commas().find(|&at| at > comma)?;
                    let joined = (comma + 1..second).any(|at| view.is(at, Particle::Or));
                    (joined && second - comma <= MEMBER && !self.is_verb(second - 1)).then_some(second)
                });
                verb.map(|(.., tokens)| tokens.first).or(listed).or(next)
            }
        };
        Some((view.span(from, end.unwrap_or(whole)), rule))
    }

    /// Behind the verb of a condition that no comma ends, where what obliges, permits or forbids stands behind it: «چنانچه باغ
    /// خشک شود | باغبان باید …».
    fn verb_end(&self, read: &Sentence, within: TokenRange) -> Option<u32> {
        let goes_on = |at: u32| self.view.is(at, Particle::And) || self.view.is(at, Particle::Or);
        let end = (within.first..within.end).find(|&at| self.is_verb(at) && !goes_on(at + 1))? + 1;
        let signs = read
            .signs
            .iter()
            .filter(|(sign, ..)| matches!(sign, Sign::Obligation | Sign::Permission | Sign::Prohibition));
        signs.map(|(.., tokens)| tokens.first).min().is_some_and(|sign| sign >= end).then_some(end)
    }

    /// Whether a token is the verb of a clause: a third person in «د», or a copula. «سود» and «اسناد» are none.
    fn is_verb(&self, at: u32) -> bool {
        let view = self.view;
        view.grammar.verbs.is_third_person(view.tokens.codes_of(at as usize)) || self.is_copula(at)
    }

    /// Whether a copula ends with a token, or its negation.
    fn is_copula(&self, at: u32) -> bool {
        let features = &self.words.features;
        [&features.copula, &features.negation]
            .into_iter()
            .any(|words| self.view.words_before(at + 1, 0, words).is_some())
    }
}
