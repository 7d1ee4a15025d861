//! Who takes part in an event, and as what.

use super::model::{EventType, Participant, Role};
use super::phrases::{Lead, Phrase, Reader};
use super::words::{Behind, Frame, Scene, Thing};
use crate::lexicon::Particle;
use crate::stages::actors::{Entity, EntityKind};
use crate::text::{Span, TokenRange};

/// How far behind a noun its participants stand, in tokens.
const REACH: u32 = 18;
/// How far back «این کشور» points, in tokens.
const STATE_BACK: u32 = 80;
/// Longest phrase with «خود» whose beginning is certain, in tokens.
const OWNED: u32 = 3;

/// The clause of a trigger.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) frame: &'a Frame,
    /// From behind the verb before it to the trigger's end, of a noun to the sentence's.
    pub(super) clause: TokenRange,
    pub(super) trigger: TokenRange,
    pub(super) passive: bool,
    /// Whether it is a noun made of a verb: «آواره شدن».
    pub(super) infinitive: bool,
    pub(super) entities: &'a [Entity],
    pub(super) sentence: TokenRange,
    /// One past the sentence, or what somebody says of it.
    pub(super) limit: u32,
    /// Who says it: the subject of what has none.
    pub(super) speakers: &'a [usize],
    /// The words for them.
    pub(super) said_by: Option<Span>,
}

impl Search<'_> {
    pub(super) fn scene(&self) -> &Scene<'_> {
        self.reader.scene
    }

    /// Those who take part in what a verb tells.
    pub(super) fn of_verb(&self) -> Vec<Participant> {
        let frame = self.frame;
        let mut phrases = self.reader.phrases(TokenRange::new(self.clause.first, self.trigger.first));
        self.drop_asides(&mut phrases);
        self.part(&mut phrases);
        let mut found = Vec::new();
        let outer = self.outer();
        let marked = |phrases: &[Phrase]| {
            phrases
                .iter()
                .rfind(|phrase| phrase.object && phrase.lead == Lead::Bare)
                .map(|phrase| phrase.tokens)
        };
        let bare = |phrase: &&Phrase| phrase.lead == Lead::Bare && !phrase.object;
        // «X گفت که در معدن ۵۲ کارگر جان باختند»: who says it does not suffer it.
        // «X مدرسه‌ای بود که ساخته شد» tells of X.
        let be = self.scene().words.auxiliaries.be;
        let told = |that: u32| {
            self.reader.groups.iter().any(|group| group.tokens.end == that && Some(group.lemma) != be)
        };
        let complement = self
            .clause
            .first
            .checked_sub(1)
            .is_some_and(|that| self.scene().view.is(that, Particle::That) && told(that));
        let suffered = self.passive || frame.subject == Role::Patient;
        let outer_subject = outer.subject.filter(|_| !(complement && suffered));
        // «به نزد آنان»: who stands by himself at the beginning is the subject, whatever he is.
        let own = frame.of.is_empty() && frame.acted != Role::Goods;
        let alone = |phrase: &&Phrase| {
            let apart = phrase.tokens.end < self.trigger.first || own;
            bare(phrase) && apart && !self.points(phrase.tokens)
        };
        let outer_subject = outer_subject.filter(|_| {
            // «۲۴ تانک به X داده است» begins with its object.
            let goods = |tokens: TokenRange| {
                self.reader.figures.at(tokens.first).is_some() || self.begins(tokens, Thing::Arms)
            };
            let first = phrases.iter().find(alone).filter(|first| !goods(first.tokens));
            !first.is_some_and(|first| first.tokens.first == self.behind_joints(self.clause.first))
        });
        if self.passive {
            let shared = self.behind_shared_verb();
            // «زندانی و سه بار تبعید شد»
            for phrase in phrases.iter_mut().filter(|phrase| phrase.tokens.contains(shared)) {
                phrase.tokens = TokenRange::new(shared, phrase.tokens.end);
            }
            let nearest = phrases.iter().filter(|phrase| phrase.tokens.first >= shared).find(bare);
            let own = nearest.or(phrases.iter().find(bare)).map(|phrase| phrase.tokens);
            let subject = own.or(outer.head).or(outer_subject);
            found.extend(subject.map(|subject| self.participants(frame.acted, subject)).unwrap_or_default());
        } else {
            let acts = |tokens: TokenRange| {
                !matches!(frame.subject, Role::Agent | Role::Recipient) || self.can_act(tokens)
            };
            // «انفجار پنج کشته بر جا گذاشت»: people right before the verb are its object, where something else stands first.
            let first = phrases.iter().find(bare).map(|phrase| phrase.tokens);
            let suffers = |phrase: &&Phrase| {
                let people = self.begins(phrase.tokens, Thing::Person) && frame.of.contains(&Thing::Person);
                people && phrase.tokens.end == self.trigger.first && Some(phrase.tokens) != first
            };
            let own = phrases.iter().filter(bare).find(|phrase| acts(phrase.tokens) && !suffers(phrase));
            let own = own.map(|phrase| phrase.tokens);
            let head = outer.head.filter(|head| acts(*head) && !outer.marked);
            let subject = own.or(outer_subject.filter(|subject| acts(*subject))).or(head);
            match subject {
                Some(subject) => found.extend(self.participants(frame.subject, subject)),
                None if !phrases.iter().any(|phrase| bare(&phrase) && !self.points(phrase.tokens)) => {
                    found.extend(self.speaker())
                }
                None => {}
            }
            // «گاز صادر می‌کند»: what stands right before the verb and does not act is its object.
            let beside = |phrase: &&Phrase| {
                let counts = phrase.tokens.positions().any(|at| self.reader.figures.at(at).is_some());
                phrase.tokens.end == self.trigger.first || counts || self.begins(phrase.tokens, Thing::Arms)
            };
            let bare = phrases.iter().filter(bare).filter(|phrase| Some(phrase.tokens) != own);
            let object = marked(&phrases)
                .or_else(|| bare.rev().find(beside).map(|phrase| phrase.tokens))
                .or(outer.object)
                .or(outer.head.filter(|head| Some(*head) != subject));
            // «وارد شهر شد»: what only a subject does has no object. Behind a preposition nothing tells where one begins.
            // «۲۰۰ فروند از این هواپیما را» has its head before the preposition.
            let unclear =
                phrases.iter().any(|phrase| phrase.object && !matches!(phrase.lead, Lead::Bare | Lead::From));
            let object = object.filter(|_| !frame.acts && (!unclear || marked(&phrases).is_some()));
            found.extend(object.map(|object| self.participants(frame.acted, object)).unwrap_or_default());
        }
        self.led(&phrases, &mut found);
        found
    }

    /// «بعد از ورود X به Y، Z رفت»: drops what stands behind such a preposition up to the comma, which tells of something else.
    fn drop_asides(&self, phrases: &mut Vec<Phrase>) {
        let scene = self.scene();
        let after = &scene.words.features.after;
        let inside = self.clause.first..self.trigger.first;
        let Some(from) = inside.clone().find(|&at| scene.view.begins(at, after)) else { return };
        let comma = inside.rev().find(|&at| at > from && scene.mark(at) == Some("،"));
        phrases.retain(|phrase| {
            !comma.is_some_and(|comma| from <= phrase.tokens.first && phrase.tokens.end <= comma)
        });
    }

    /// One past the conjunctions that begin at a token.
    fn behind_joints(&self, mut at: u32) -> u32 {
        let scene = self.scene();
        while at < self.trigger.first {
            let mark = scene.mark(at).is_some() || scene.view.is(at, Particle::And);
            match scene.words_at(at, &scene.words.features.connective).or(mark.then_some(at + 1)) {
                Some(behind) => at = behind,
                None => break,
            }
        }
        at
    }

    /// «X اعدام و Y زندانی شد»: one past the «و» behind another noun of the same verb, which has a subject of its own.
    fn behind_shared_verb(&self) -> u32 {
        let (scene, clause) = (self.scene(), self.clause.first..self.trigger.first);
        let verb = self.reader.groups.iter().find(|group| group.tokens.end == self.trigger.end);
        let Some(verb) = verb else { return self.clause.first };
        let joined = |at: u32| {
            let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
            nouns.find_map(|(edge, noun)| {
                let and = at + u32::from(edge.length);
                (noun.with.contains(&verb.lemma) && scene.view.is(and, Particle::And)).then_some(and + 1)
            })
        };
        clause.rev().find_map(joined).unwrap_or(self.clause.first)
    }

    /// «نیروهای X شهر Y را گرفتند»: parts a subject from the name of an object that alone is what the verb is for.
    fn part(&self, phrases: &mut Vec<Phrase>) {
        let bare = |phrase: &Phrase| phrase.lead == Lead::Bare;
        let Some(at) = phrases.iter().position(bare).filter(|&at| phrases.get(at).is_some_and(|p| p.object))
        else {
            return;
        };
        let Some(whole) = phrases.get(at).copied() else { return };
        // «دیوان عالی حکم را لغو کرد»
        let decided = |&word: &u32| {
            let own = TokenRange::new(word, whole.tokens.end);
            self.begins(own, Thing::Message) || self.begins(own, Thing::Instrument)
        };
        let decides = self.frame.kind == EventType::Decide && self.can_act(whole.tokens);
        if let Some(word) = (whole.tokens.first + 1..whole.tokens.end).find(decided).filter(|_| decides) {
            let own = Phrase { tokens: TokenRange::new(whole.tokens.first, word), object: false, ..whole };
            let object = Phrase { tokens: TokenRange::new(word, whole.tokens.end), ..whole };
            phrases.splice(at..=at, [own, object]);
            return;
        }
        // «دادگاه رئیس شورا را بازداشت کرد»
        let (view, words) = (self.scene().view, &self.scene().words.features);
        let body = self.scene().words_at(whole.tokens.first, &words.authority);
        let body = body.filter(|&behind| behind < whole.tokens.end && view.begins(behind, &words.person));
        if let Some(word) = body {
            let own = Phrase { tokens: TokenRange::new(whole.tokens.first, word), object: false, ..whole };
            let object = Phrase { tokens: TokenRange::new(word, whole.tokens.end), ..whole };
            phrases.splice(at..=at, [own, object]);
            return;
        }
        let last = self.scene().mentions_in(whole.tokens).next_back();
        let Some((mention, name)) = last.filter(|(_, name)| name.end == whole.tokens.end) else { return };
        // «بغداد و نجف را گرفت»
        if name.first > whole.tokens.first && self.scene().view.is(name.first - 1, Particle::And) {
            return;
        }
        let subject = TokenRange::new(whole.tokens.first, name.first);
        let of = &self.frame.of;
        let fits = self.is_of(of, &self.of(self.frame.acted, mention, name));
        let acts = !subject.is_empty() && self.can_act(subject);
        let is_head = of.iter().any(|&thing| self.begins(subject, thing));
        if fits && acts && !is_head {
            let own = Phrase { tokens: subject, object: false, ..whole };
            let object = Phrase { tokens: name, ..whole };
            phrases.splice(at..=at, [own, object]);
        }
    }

    /// Those who stand with a noun: behind it, and behind prepositions that follow; `undertaken` says that the subject of its
    /// clause does what it tells.
    pub(super) fn of_noun(&self, undertaken: bool) -> Vec<Participant> {
        let mut found = Vec::new();
        let frame = self.frame;
        let handed = frame.split && frame.behind == Behind::Recipient && frame.of.is_empty();
        if !self.infinitive && !handed && (frame.behind == Behind::None || frame.split) {
            return found;
        }
        let closes = |at: u32| matches!(self.scene().mark(at), Some("»" | "\""));
        let mut start = self.trigger.end + u32::from(closes(self.trigger.end));
        // «دیدارهای متقابل X», «صادرات غیرنفتی X»: adjectives of the noun.
        while let Some(behind) = self.scene().words_at(start, &self.scene().words.features.adjective) {
            start = behind;
        }
        // «حملهٔ دوم X»
        let ranks = |at: u32| self.scene().view.lattice.at(at as usize).any(|edge| edge.is_number());
        if ranks(start) && self.reader.figures.at(start).is_none() {
            start = self.scene().word_end(start, self.sentence.end);
        }
        let mut phrases = self.reader.phrases(TokenRange::new(start, self.phrase_end(start)));
        // What stands behind a preposition and is led by none is of the main clause.
        let foreign = |phrase: &Phrase| matches!(phrase.lead, Lead::Bare | Lead::For | Lead::Other);
        let own = phrases.iter().skip(1).position(foreign);
        phrases.truncate(own.map_or(phrases.len(), |at| at + 1));
        let beside = phrases.first().copied().filter(|p| p.lead == Lead::Bare && p.tokens.first == start);
        if let Some(phrase) = beside {
            self.beside(phrase.tokens, &mut found);
        }
        let by = phrases.iter().any(|phrase| phrase.lead == Lead::By);
        if undertaken && !by {
            self.doer(&mut found);
        }
        self.led(&phrases, &mut found);
        found
    }

    /// Those right behind a noun.
    fn beside(&self, phrase: TokenRange, found: &mut Vec<Participant>) {
        let named = self.reader.named(phrase);
        // «کشته‌شدگان دهقان بودند» says what they were.
        let is = |group: &crate::syntax::VerbGroup| {
            group.tokens.first == phrase.end && Some(group.lemma) == self.scene().words.auxiliaries.be
        };
        if named.is_empty() && self.reader.groups.iter().any(is) {
            return;
        }
        // «تحویل X» by itself is of X.
        let acted = self.infinitive || self.frame.split;
        let role = if acted { Some(self.frame.acted) } else { self.frame.behind.role() };
        let Some(role) = role else {
            // «آتش‌بس X», «جنگ X»: where it is, or who is in it.
            let role = |mention| if self.is_place(mention) { Role::Place } else { Role::Agent };
            found.extend(named.iter().map(|name| self.of(role(name.mention), name.mention, name.tokens)));
            return;
        };
        let scene = self.scene();
        let inside = self.trigger.first.checked_sub(1).is_some_and(|at| {
            scene.view.begins(at, &scene.words.features.inside) || scene.view.is(at, Particle::From)
        });
        // «سفر کویت», «دیدار از X»: one state by itself may be where it was or who was there.
        let visits = self.frame.kind == EventType::Consult && self.frame.moves;
        if visits
            && named.len() == 1
            && named.iter().all(|name| scene.kind(name.mention) == Some(EntityKind::State))
            && phrase.len() == named.iter().map(|name| name.tokens.len()).sum::<u32>()
        {
            return;
        }
        // «حمله بردع»: where it was, since towns do not attack.
        if role == Role::Agent && named.iter().any(|name| !self.acts(name.mention, name.entity)) {
            let role = if self.frame.kind == EventType::Assault { Role::Patient } else { Role::Place };
            found.extend(named.iter().map(|name| self.of(role, name.mention, name.tokens)));
            return;
        }
        // «صادرات X»
        let sells = self.frame.kind == EventType::Transfer && role == Role::Goods && !named.is_empty();
        if sells && !named.iter().all(|name| self.is_place(name.mention)) {
            found.extend(named.iter().map(|name| self.of(self.frame.subject, name.mention, name.tokens)));
            return;
        }
        // «در اشغال X»
        if self.frame.kind == EventType::Seize
            && inside
            && named.iter().any(|name| !self.is_place(name.mention))
        {
            found.extend(named.iter().map(|name| self.of(Role::Agent, name.mention, name.tokens)));
            return;
        }
        // «اعزام تانک‌های X»: X sends them.
        let moves = matches!(self.frame.kind, EventType::Mobilize | EventType::Transfer)
            && role != Role::Recipient
            && self.frame.subject == Role::Agent;
        let owner = scene.mentions_in(phrase).rfind(|(mention, place)| {
            let acts = matches!(
                scene.kind(*mention),
                Some(
                    EntityKind::State
                        | EntityKind::ArmedForce
                        | EntityKind::Organisation
                        | EntityKind::Company
                )
            );
            acts && place.end == phrase.end && place.first > phrase.first
        });
        match owner.filter(|_| moves && named.is_empty()) {
            Some((mention, place)) => {
                found.push(self.of(Role::Agent, mention, place));
                found.extend(self.participants(role, TokenRange::new(phrase.first, place.first)));
            }
            None => found.extend(self.participants(role, phrase)),
        }
    }

    /// Who does what a noun tells, as the subject of its clause: «با حمله به X، Y …», «Y اقدام به حمله کرد».
    fn doer(&self, found: &mut Vec<Participant>) {
        let role = self.frame.subject;
        if found.iter().any(|other| other.role == role) {
            return;
        }
        let phrases = self.reader.phrases(TokenRange::new(self.clause.first, self.trigger.first));
        let own = phrases.iter().find(|phrase| phrase.lead == Lead::Bare && self.can_act(phrase.tokens));
        let outer = self.outer();
        // «در X که اعتراضات آغاز شد»: where it was.
        let head = outer.head.filter(|_| !outer.led);
        let subject = own.map(|phrase| phrase.tokens).or(outer.subject).or(head);
        let mut doers = match subject {
            Some(subject) => self.participants(role, subject),
            // «گفت با واگذاری X …»: who says it need not do it.
            None if self.is_accompanied() => Vec::new(),
            None => self.speaker().into_iter().collect(),
        };
        let protests = self.frame.kind == EventType::Protest;
        doers.retain(|doer| {
            (doer.entity.is_some() || protests) && !found.iter().any(|other| other.span == doer.span)
        });
        found.append(&mut doers);
        // «کارگران در X تجمع برگزار کردند»
        let mut inside = phrases;
        inside.retain(|phrase| phrase.lead == Lead::Inside);
        self.led(&inside, found);
    }

    /// Whether «با» stands right before the trigger.
    fn is_accompanied(&self) -> bool {
        let scene = self.scene();
        self.trigger.first > self.sentence.first
            && scene.view.begins(self.trigger.first - 1, &scene.words.features.together)
    }

    /// Those between a noun and its verb: «وارد X شد», «تسلیم X شد», «تحت کنترل X درآمد».
    pub(super) fn between(&self, verb: u32, others: &[Participant]) -> Vec<Participant> {
        let phrases = self.reader.phrases(TokenRange::new(self.trigger.end, verb));
        let Some(phrase) = phrases.first().filter(|phrase| phrase.lead == Lead::Bare) else {
            return Vec::new();
        };
        let Some(role) = self.frame.behind.role() else { return self.where_to(phrase.tokens) };
        let mut found = self.participants(role, phrase.tokens);
        found.retain(|part| !others.iter().any(|other| other.span == part.span));
        found
    }

    /// «وارد ناحیه X شد»: the place.
    fn where_to(&self, phrase: TokenRange) -> Vec<Participant> {
        let place = self.scene().mentions_in(phrase).rfind(|(mention, _)| {
            self.is_place(*mention) || self.scene().kind(*mention) == Some(EntityKind::State)
        });
        let found = place.filter(|(_, tokens)| tokens.end == phrase.end);
        found.map(|(mention, tokens)| self.of(Role::Place, mention, tokens)).into_iter().collect()
    }

    /// One past the phrase of a noun: at a mark, «که», «را» or a verb's beginning.
    fn phrase_end(&self, start: u32) -> u32 {
        let (scene, words) = (self.scene(), &self.scene().words.features);
        let quotes = |at| matches!(scene.mark(at), Some("«" | "»" | "\""));
        // «میان X، Y و Z»: a comma between names.
        let listed = |at: u32| {
            scene.mark(at) == Some("،")
                && scene.mention_at(at + 1).is_some_and(|(_, name)| {
                    scene.view.is(name.end, Particle::And) || scene.mark(name.end) == Some("،")
                })
        };
        let adverbial = |at: u32| {
            let and = scene.view.is(at, Particle::And);
            and && scene.view.begins(at + 1, &words.preposition)
                || !and && scene.view.begins(at, &words.connective)
                || scene.view.begins(at, &words.adverb)
        };
        let stops = |at: u32| {
            scene.mark(at).is_some() && !quotes(at) && !listed(at)
                || adverbial(at)
                || scene.view.is(at, Particle::That)
                || scene.view.begins(at, &words.object)
                || self.reader.groups.iter().any(|group| group.tokens.first == at && group.closes)
        };
        let end = self.limit.min(start + REACH);
        let end = (start..end).find(|&at| stops(at)).unwrap_or(end);
        self.before_nominal(start, end)
    }

    /// Whether «این» is all that a phrase has: «این تصمیم را گرفت».
    fn points(&self, phrase: TokenRange) -> bool {
        phrase.len() == 1 && self.scene().view.is(phrase.first, Particle::ThisOne)
    }

    /// Where the nominal part of the verb begins that stands at a token: «X توافق کردند».
    fn before_nominal(&self, start: u32, end: u32) -> u32 {
        let scene = self.scene();
        let Some(verb) = self.reader.groups.iter().find(|group| group.tokens.first == end) else {
            return end;
        };
        // «مورد هجوم X قرار گرفت»
        let floor = start.max(end.saturating_sub(3));
        if let Some(noun) = scene.view.words_before(end, floor, &scene.words.features.verb_noun) {
            return noun;
        }
        let nominal = |&at: &u32| {
            let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
            nouns.any(|(edge, noun)| at + u32::from(edge.length) == end && noun.with.contains(&verb.lemma))
        };
        (start.max(end.saturating_sub(3))..end).find(nominal).unwrap_or(end)
    }

    /// Who says what is told, where it has no subject: «X گفت که می‌رود».
    fn speaker(&self) -> Option<Participant> {
        let that = self.clause.first.checked_sub(1)?;
        let told = self.scene().view.is(that, Particle::That) && self.is_complement(that);
        let entity = self.speakers.first().copied().filter(|_| told && self.speakers.len() == 1)?;
        Some(Participant {
            role: self.frame.subject,
            entity: Some(entity),
            mention: None,
            span: self.said_by?,
        })
    }

    /// Those whom a phrase stands for: all that it names, or its words, each number of a list by itself.
    fn participants(&self, role: Role, phrase: TokenRange) -> Vec<Participant> {
        let named = self.reader.named(phrase);
        if !named.is_empty() {
            return named.iter().map(|name| self.of(role, name.mention, name.tokens)).collect();
        }
        let mut found = Vec::new();
        let mut first = phrase.first;
        for at in phrase.positions().chain([phrase.end]) {
            let next = at == phrase.end
                || self.scene().view.is(at, Particle::And) && self.reader.figures.at(at + 1).is_some();
            if next && first < at {
                found.extend(self.words(role, TokenRange::new(first, at)));
                first = at + 1;
            }
        }
        found
    }

    fn words(&self, role: Role, phrase: TokenRange) -> Option<Participant> {
        let acts = role == Role::Agent && self.frame.subject == Role::Agent;
        let owned = phrase.len() > OWNED
            && self.reader.head(phrase) == phrase.first
            && phrase.positions().any(|at| self.scene().view.begins(at, &self.scene().words.features.own));
        // «نویسندگان جوایز خود را»: nothing tells where the subject ends.
        // «آن را فرستاد»
        let points = phrase.len() == 1 && self.scene().view.is(phrase.first, Particle::ThatOne);
        if !self.reader.is_plain(phrase) || acts && !self.can_act(phrase) || owned || points {
            return None;
        }
        let span = self.scene().view.span(phrase.first, phrase.end);
        Some(Participant { role, entity: self.scene().holder(phrase), mention: None, span })
    }

    pub(super) fn of(&self, role: Role, mention: usize, tokens: TokenRange) -> Participant {
        let span = self.scene().view.span(tokens.first, tokens.end);
        Participant { role, entity: self.scene().entity(mention), mention: Some(mention), span }
    }

    pub(super) fn is_place(&self, mention: usize) -> bool {
        self.scene().kind(mention) == Some(EntityKind::Place)
    }

    /// Whether a name is of somebody: of places, only capitals act.
    pub(super) fn acts(&self, mention: usize, entity: usize) -> bool {
        !self.is_place(mention) || self.entities.get(entity).is_some_and(|known| known.capital_of.is_some())
    }

    /// The side that people are of: a name among the words for them, or the state that «این کشور» points at.
    pub(super) fn side(&self, people: Span) -> Option<usize> {
        let scene = self.scene();
        let tokens = crate::syntax::tokens_of(scene.view, people);
        let is_side = |(mention, _): &(usize, TokenRange)| {
            matches!(
                scene.kind(*mention),
                Some(
                    EntityKind::State | EntityKind::ArmedForce | EntityKind::Group | EntityKind::Organisation
                )
            )
        };
        if let Some((mention, _)) = scene.mentions_in(tokens).find(is_side) {
            return scene.entity(mention);
        }
        let words = &scene.words.features;
        let points =
            |at: u32| scene.view.is(at, Particle::ThisOne) && scene.view.begins(at + 1, &words.group);
        let at = tokens.positions().find(|&at| points(at))?;
        let before = TokenRange::new(at.saturating_sub(STATE_BACK), at);
        let state = |(mention, _): (usize, TokenRange)| {
            let entity = scene.entity(mention)?;
            if scene.kind(mention) == Some(EntityKind::State) {
                return Some(entity);
            }
            let of = self.entities.get(entity)?.part_of.as_deref()?;
            let owner = self.entities.iter().position(|known| known.id == of)?;
            (self.entities.get(owner)?.kind == Some(EntityKind::State)).then_some(owner)
        };
        scene.mentions_in(before).rev().find_map(state)
    }
}
