//! Who takes part in what a noun tells: behind it, behind prepositions that follow, before its verb.

use super::model::{EventType, Participant, Role};
use super::phrases::{Lead, Phrase};
use super::roles::Search;
use super::words::{Behind, Thing};
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// How far behind a noun its participants stand, in tokens.
const REACH: u32 = 18;

impl Search<'_> {
    /// Those who stand with a noun: behind it, and behind prepositions that follow; `undertaken` says that the subject of its
    /// clause does what it tells.
    pub(super) fn of_noun(&self, undertaken: bool) -> Vec<Participant> {
        let mut found = Vec::new();
        let frame = self.frame;
        let handed = frame.split && frame.behind == Behind::Recipient && frame.of.is_empty();
        let apart = frame.split && !frame.dated;
        if !self.infinitive && !handed && (frame.behind == Behind::None || apart) {
            return found;
        }
        let closes = |at: u32| matches!(self.scene().mark(at), Some("»" | "\""));
        let mut start = self.trigger.end + u32::from(closes(self.trigger.end));
        // «دیدارهای متقابل X», «صادرات غیرنفتی X»: adjectives of the noun.
        while let Some(behind) = self.scene().words_at(start, &self.scene().words.features.adjective) {
            start = behind;
        }
        // «حملهٔ دوم X»
        let ranks = |at: u32| self.scene().view.counts(at);
        let amount = self.scene().view.begins(start, &self.scene().words.features.amount);
        if ranks(start) && !amount && self.reader.figures.at(start).is_none() {
            start = self.scene().word_end(start, self.sentence.end);
        }
        let mut phrases = self.reader.phrases(TokenRange::new(start, self.phrase_end(start)));
        // What stands behind a preposition and is led by none is of the main clause.
        let foreign = |phrase: &Phrase| matches!(phrase.lead, Lead::Bare | Lead::For | Lead::Other);
        let own = phrases.iter().skip(1).position(foreign);
        phrases.truncate(own.map_or(phrases.len(), |at| at + 1));
        // «تأسیس و آخرین نشست آن در X برگزار شد»: what stands behind «و» is of another noun, but «حمله و اشغال X».
        let view = self.scene().view;
        let noun = |at: u32| view.meanings_at(&self.scene().words.nouns, at).next().is_some();
        if !self.infinitive && view.is(start, Particle::And) && !noun(start + 1) {
            phrases.clear();
        }
        // «اعتصاب توسط پلیس سرکوب شد»: who does what the verb tells does not protest.
        phrases.retain(|phrase| self.frame.kind != EventType::Protest || phrase.lead != Lead::By);
        // «محکومیت کشتارها X را …»: nothing in ezafe follows a plural in «ها».
        let apart = self.scene().is_behind_plural(start);
        let beside = phrases.first().copied().filter(|p| p.lead == Lead::Bare && p.tokens.first == start);
        let beside = beside.filter(|_| !apart);
        if let Some(phrase) = beside {
            let by = phrases.iter().any(|phrase| phrase.lead == Lead::By);
            self.beside(phrase.tokens, by, &mut found);
        }
        let by = phrases.iter().any(|phrase| phrase.lead == Lead::By);
        if undertaken && !by {
            self.doer(&mut found);
        }
        let view = self.scene().view;
        let inside = self.trigger.first.checked_sub(1).is_some_and(|at| {
            view.begins(at, &self.scene().words.features.inside) && at >= self.clause.first
        });
        if inside && frame.kind == EventType::Consult && !undertaken && self.is_visit(start) {
            self.visitor(&mut found);
        }
        self.led(&phrases, &mut found);
        found
    }

    /// Whether whom one meets stands behind a noun, and nobody else: «در دیدار با X», «در سفر به X».
    fn is_visit(&self, behind: u32) -> bool {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        view.begins(behind, &words.together) || view.is(behind, Particle::Toward)
    }

    /// «X در دیدار با Y گفت»: who begins the clause of a meeting is in it.
    fn visitor(&self, found: &mut Vec<Participant>) {
        let before = TokenRange::new(self.clause.first, self.trigger.first);
        let phrases = self.reader.phrases(before);
        let own = phrases.iter().find(|phrase| phrase.lead == Lead::Bare && !phrase.object);
        let own = own.filter(|own| self.can_act(own.tokens));
        let own = own.map(|own| self.participants(self.frame.subject, own.tokens));
        found.extend(own.unwrap_or_default());
    }

    /// Those right behind a noun; `by` says that who does it is led by another preposition.
    pub(super) fn beside(&self, phrase: TokenRange, by: bool, found: &mut Vec<Participant>) {
        let named = self.reader.named(phrase);
        // «کشته‌شدگان دهقان بودند» says what they were.
        let is = |group: &VerbGroup| {
            group.tokens.first == phrase.end && Some(group.lemma) == self.scene().words.auxiliaries.be
        };
        if named.is_empty() && self.reader.groups.iter().any(is) {
            return;
        }
        let scene = self.scene();
        // «در آغاز جنگ X به Y رفت»: nothing tells whether it is the war of X, whom no other fights.
        let begins = self.trigger.first.checked_sub(1).is_some_and(|at| {
            let led = at
                .checked_sub(1)
                .is_some_and(|before| scene.view.begins(before, &scene.words.features.inside));
            led && scene.view.begins(at, &scene.words.features.outbreak)
        });
        if self.frame.war && begins && named.len() == 1 {
            return;
        }
        // «تحویل X» by itself is of X.
        let acted = self.infinitive || self.frame.split && !self.frame.dated;
        let role = if acted { Some(self.frame.acted) } else { self.frame.behind.role() };
        let Some(role) = role else {
            // «آتش‌بس X», «جنگ X»: where it is, or who is in it.
            let role = |mention| if self.is_place(mention) { Role::Place } else { Role::Agent };
            found.extend(named.iter().map(|name| self.of(role(name.mention), name.mention, name.tokens)));
            return;
        };
        // «پس از اشغال آلمانی‌ها»: peoples and forces are not what is taken.
        let takes = role == Role::Patient && !acted && self.frame.kind == EventType::Seize;
        let peoples = takes
            && !self.frame.of.contains(&Thing::Person)
            && !named.is_empty()
            && named.iter().all(|name| {
                matches!(scene.kind(name.mention), Some(EntityKind::Group | EntityKind::ArmedForce))
            });
        let role = if peoples { Role::Agent } else { role };
        let inside = self.trigger.first.checked_sub(1).is_some_and(|at| {
            // «پس از اشغال X»
            let (view, words) = (scene.view, &scene.words.features);
            let longer = view.words_before(at + 1, at.saturating_sub(2), &words.preposition);
            let from = view.is(at, Particle::From) && longer.is_none_or(|first| first == at);
            view.begins(at, &words.inside) || from
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
            // «جنگ خلیج فارس»
            let attacked = self.frame.kind == EventType::Assault && !self.frame.war;
            let role = if attacked { Role::Patient } else { Role::Place };
            found.extend(named.iter().map(|name| self.of(role, name.mention, name.tokens)));
            return;
        }
        // «صادرات X», but «خرید X توسط Y»
        let sells = !by && self.frame.kind == EventType::Transfer && role == Role::Goods && !named.is_empty();
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
    pub(super) fn doer(&self, found: &mut Vec<Participant>) {
        let role = self.frame.subject;
        if found.iter().any(|other| other.role == role) || self.is_means_of_passive() {
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
            None if self.scene().is_accompanied(self.trigger, self.sentence) => Vec::new(),
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

    /// «X که با اشغال Y تحقیر شده بود»: by what is done to the subject of a passive, it does nothing.
    fn is_means_of_passive(&self) -> bool {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        let led = self.trigger.first.checked_sub(1).is_some_and(|at| view.begins(at, &words.together));
        let mut verbs = self.reader.groups.iter();
        let verb = verbs.find(|group| group.closes && group.tokens.first >= self.trigger.end);
        let that = self.clause.first.checked_sub(1);
        let relative = that.is_some_and(|that| view.is(that, Particle::That));
        // «X با صدور Y خواستار شد» is none.
        let becomes = |verb: &VerbGroup| {
            verb.passive || relative && self.scene().words.auxiliaries.is_becoming(verb.lemma)
        };
        led && verb.is_some_and(|verb| becomes(verb) && verb.tokens.end <= self.sentence.end)
    }

    /// Those between a noun and its verb: «وارد X شد», «تسلیم X شد», «تحت کنترل X درآمد».
    pub(super) fn between(&self, verb: u32, others: &[Participant]) -> Vec<Participant> {
        let phrases = self.reader.phrases(TokenRange::new(self.trigger.end, verb));
        // «معاهده X در Y میان Z و W بسته شد»
        if self.frame.kind == EventType::Agree && matches!(self.frame.behind, Behind::None | Behind::Between)
        {
            let mut found = others.to_vec();
            self.led(&phrases, &mut found);
            return found.split_off(others.len());
        }
        let Some(phrase) = phrases.first().filter(|phrase| phrase.lead == Lead::Bare) else {
            return Vec::new();
        };
        let mut inside = phrases.clone();
        inside.retain(|phrase| phrase.lead == Lead::Inside);
        let Some(role) = self.frame.behind.role() else {
            let mut found = self.where_to(phrase.tokens);
            if found.is_empty() {
                self.led(&inside, &mut found);
            }
            return found;
        };
        let mut found = self.participants(role, phrase.tokens);
        found.retain(|part| !others.iter().any(|other| other.span == part.span));
        found
    }

    /// «وارد ناحیه X شد»: the place.
    pub(super) fn where_to(&self, phrase: TokenRange) -> Vec<Participant> {
        let place = self.scene().mentions_in(phrase).rfind(|(mention, _)| {
            self.is_place(*mention) || self.scene().kind(*mention) == Some(EntityKind::State)
        });
        // «وارد دنیای موسیقی X شد» goes nowhere.
        let words = &self.scene().words.features;
        let land = [&words.territory, &words.mouthpiece, &words.group, &words.works, &words.amount];
        let land = land.into_iter().any(|classes| self.scene().view.begins(phrase.first, classes));
        let found =
            place.filter(|(_, tokens)| tokens.end == phrase.end && (land || tokens.first == phrase.first));
        found.map(|(mention, tokens)| self.of(Role::Place, mention, tokens)).into_iter().collect()
    }

    /// One past the phrase of a noun: at a mark, «که», «را» or a verb's beginning.
    pub(super) fn phrase_end(&self, start: u32) -> u32 {
        let (scene, words) = (self.scene(), &self.scene().words.features);
        let quotes = |at| matches!(scene.mark(at), Some("«" | "»" | "\""));
        // «میان X، Y و Z»: a comma between names.
        let listed = |at: u32| {
            scene.mark(at) == Some("،")
                && self.follows_name(at)
                && scene.mention_at(at + 1).is_some_and(|(_, name)| {
                    scene.view.is(name.end, Particle::And) || scene.mark(name.end) == Some("،")
                })
        };
        let adverbial = |at: u32| {
            let and = scene.view.is(at, Particle::And);
            // «صادرات X به Y و واردات از Z»: another noun has its own.
            let noun = || scene.view.meanings_at(&scene.words.nouns, at + 1).next().is_some();
            and && (scene.view.begins(at + 1, &words.preposition)
                || at > start && !self.is_named(at) && noun())
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

    /// Whether a token is part of a name: «سازمان امنیت و همکاری X».
    fn is_named(&self, at: u32) -> bool {
        let near = TokenRange::new(at.saturating_sub(REACH), at + REACH);
        self.scene().mentions_in(near).any(|(_, name)| name.contains(at))
    }

    /// Whether a name ends at a token.
    fn follows_name(&self, at: u32) -> bool {
        let near = TokenRange::new(at.saturating_sub(REACH), at);
        self.scene().mentions_in(near).any(|(_, name)| name.end == at)
    }

    /// Where the nominal part of the verb begins that stands at a token: «X توافق کردند».
    pub(super) fn before_nominal(&self, start: u32, end: u32) -> u32 {
        let scene = self.scene();
        let Some(verb) = self.reader.groups.iter().find(|group| group.tokens.first == end) else {
            return end;
        };
        // «مورد هجوم X قرار گرفت»
        let floor = start.max(end.saturating_sub(3));
        if let Some(noun) = scene.view.words_before(end, floor, &scene.words.features.nominal) {
            return noun;
        }
        let nominal = |&at: &u32| {
            let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
            nouns.any(|(edge, noun)| at + u32::from(edge.length) == end && noun.with.contains(&verb.lemma))
        };
        let known = (start.max(end.saturating_sub(3))..end).find(nominal);
        // «از گفتگو با نمایندگان خودداری کرد»
        let words = &scene.words.features;
        let last = scene.view.words_before(end, floor.max(start + 1), &words.lacking);
        known.or(last).unwrap_or(end)
    }
}
