//! Who takes part in an event, and as what.

use super::model::{EventType, Participant, Role};
use super::phrases::{Lead, Phrase, Reader};
use super::words::{Frame, Scene, Thing};
use crate::lexicon::Particle;
use crate::stages::actors::{Entity, EntityKind};
use crate::text::{Span, TokenRange};

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
    /// Where the dead and the wounded begin that a verb leaves right before it: «۹ کشته و ۱۲ زخمی بر جا گذاشت».
    pub(super) hurt: Option<u32>,
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
    /// Where what somebody says begins that it stands in.
    pub(super) said_from: Option<u32>,
    /// Where the paragraph begins.
    pub(super) block: u32,
    /// Whether a preposition names them, so that they are the subject of nothing: «به نوشته X، …».
    pub(super) cited: bool,
}

impl Search<'_> {
    pub(super) fn scene(&self) -> &Scene<'_> {
        self.reader.scene
    }

    /// The place in the text where the trigger ends.
    pub(super) fn trigger_end(&self) -> u32 {
        self.scene().view.span(self.trigger.first, self.trigger.end).end
    }

    /// Those who take part in what a verb tells.
    pub(super) fn of_verb(&self) -> Vec<Participant> {
        let (frame, hurt) = (self.frame, self.hurt);
        let end = hurt.unwrap_or(self.trigger.first);
        let mut phrases = self.reader.phrases(TokenRange::new(self.clause.first, end));
        phrases.extend(hurt.map(|first| Phrase {
            lead: Lead::Bare,
            tokens: TokenRange::new(first, self.trigger.first),
            object: false,
        }));
        self.drop_asides(&mut phrases);
        self.drop_earlier(&mut phrases);
        self.drop_nominal(&mut phrases);
        self.part(&mut phrases);
        // «X سه نفر را بازداشت و دو کشتی را توقیف کرد»: each noun has its own object.
        let joined = self.shared_verb();
        let shared = joined.map_or(self.clause.first, |joined| joined.behind);
        if let Some(joined) = joined {
            self.drop_shared(joined, &mut phrases);
        }
        let object = |at: u32| self.scene().view.begins(at, &self.scene().words.features.object);
        if !self.passive && (self.clause.first..shared).any(object) {
            phrases.retain(|phrase| !phrase.object || shared < phrase.tokens.end);
            for phrase in phrases.iter_mut().filter(|phrase| phrase.tokens.contains(shared)) {
                phrase.tokens = TokenRange::new(shared, phrase.tokens.end);
            }
        }
        if self.passive || frame.subject == Role::Patient {
            self.part_counted(&mut phrases);
        }
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
        let complement = self.scene().that_before(self.clause.first).is_some_and(told);
        // «X گفت ۵۲ کارگر جان باختند»
        let complement = complement || self.said_from == Some(self.clause.first);
        let suffered = self.passive || frame.subject == Role::Patient;
        // «دیدار X را که امروز وارد Y می‌شود مهم خواند»: a relative clause of somebody who comes is of nobody else.
        let came = frame.acts && outer.marked;
        // «به نوشته X، او دید که Y را بستند»
        let cited = |subject: TokenRange| {
            let span = self.scene().view.span(subject.first, subject.end);
            self.cited && self.said_by.is_some_and(|by| by.start < span.end && span.start < by.end)
        };
        // «کارش به پایان رسید، وقتی زخمی شد»: nobody but people are hurt.
        let dies = frame.nature && frame.of.is_empty() && suffered;
        let thing = |subject: TokenRange| {
            dies && !self.can_act(subject) && self.reader.figures.at(subject.first).is_none()
        };
        let outer_subject = outer
            .subject
            .filter(|subject| !(came || cited(*subject) || complement && suffered || thing(*subject)));
        // «به نزد آنان»: who stands by himself at the beginning is the subject, whatever he is.
        let own = frame.of.is_empty() && frame.acted != Role::Goods;
        let alone = |phrase: &&Phrase| {
            let apart = phrase.tokens.end < self.trigger.first || own;
            bare(phrase) && apart && !self.points(phrase.tokens)
        };
        let outer_subject = outer_subject.filter(|_| {
            // «۲۴ تانک به X داده است» begins with its object.
            let counted = |tokens: TokenRange| {
                frame.acted == Role::Goods && self.reader.figures.at(tokens.first).is_some()
            };
            // «سامانه‌های پدافندی ۳۴ پهپاد را سرنگون کردند» has another one.
            let goods = |tokens: TokenRange| {
                marked(&phrases).is_none() && (counted(tokens) || self.begins(tokens, Thing::Arms))
            };
            // «سامانه‌های پدافندی ۳۴ پهپاد را سرنگون کردند»: a subject stands before the number, and nothing parts the two.
            let two = |phrase: &Phrase| {
                let inside = phrase.tokens.first + 1..phrase.tokens.end;
                phrase.object && inside.into_iter().any(|at| self.reader.figures.at(at).is_some())
            };
            if complement && phrases.iter().any(two) {
                return false;
            }
            let first = phrases.iter().find(alone).filter(|first| !goods(first.tokens));
            first.is_none_or(|first| first.tokens.first != self.behind_joints(self.clause.first))
        });
        if self.passive {
            // «زندانی و سه بار تبعید شد»
            for phrase in phrases.iter_mut().filter(|phrase| phrase.tokens.contains(shared)) {
                phrase.tokens = TokenRange::new(shared, phrase.tokens.end);
                phrase.lead = Lead::Bare;
            }
            // «به فرمان X مؤسس سلسله Y ساخته شد»: what X was stands behind his name.
            let office = |phrase: &Phrase| {
                let near = TokenRange::new(self.clause.first, phrase.tokens.first);
                let last = self.scene().mentions_in(near).next_back();
                let role = last.and_then(|(mention, _)| self.scene().mentions.get(mention)?.value.role);
                let role = role.map(|role| crate::syntax::tokens_of(self.scene().view, role));
                role.is_some_and(|role| role.end == phrase.tokens.first)
            };
            // «به عنوان فیلم برتر سال ۱۹۹۹ X انتخاب شد»: what stands behind the date belongs to what it was chosen as.
            let chosen = |phrase: &Phrase| {
                let mut dates =
                    self.scene().dates_in(TokenRange::new(self.clause.first, phrase.tokens.first));
                let date = dates.next_back().filter(|(_, date)| date.end == phrase.tokens.first);
                let led = |date: TokenRange| {
                    phrases.iter().any(|other| other.lead == Lead::Other && other.tokens.end == date.first)
                };
                frame.kind == EventType::Appoint && date.is_some_and(|(_, date)| led(date))
            };
            let own = phrases.iter().filter(|phrase| !office(phrase) && !chosen(phrase));
            let own: Vec<Phrase> = own.copied().collect();
            let nearest = own.iter().filter(|phrase| phrase.tokens.first >= shared).find(bare);
            let own = nearest.or(own.iter().find(bare)).map(|phrase| phrase.tokens);
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
                // «۹ کشته و ۱۲ زخمی برجا گذاشت»: those who are told of as dead left nobody.
                let dead = hurt == Some(phrase.tokens.first);
                dead || people && phrase.tokens.end == self.trigger.first && Some(phrase.tokens) != first
            };
            let own = phrases.iter().filter(bare).find(|phrase| acts(phrase.tokens) && !suffers(phrase));
            let own = own.map(|phrase| phrase.tokens);
            let head = outer.head.filter(|head| acts(*head) && !outer.marked);
            let outer_subject = outer_subject.filter(|subject| acts(*subject));
            // «با نیروهایی که شهر را گرفتند»: those whom a preposition leads, where they can act.
            let led = outer.led && matches!(frame.subject, Role::Agent | Role::Recipient);
            let subject = if led { own.or(head).or(outer_subject) } else { own.or(outer_subject).or(head) };
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
                // «ناو X به سوی Y شلیک کرد»: what fires is not what is fired.
                let goods = frame.kind != EventType::Assault && self.begins(phrase.tokens, Thing::Arms);
                // «X و Y عهدنامه‌ای در ده ماده امضا کردند»
                let signed = frame.of.contains(&Thing::Instrument)
                    && self.begins_head(phrase.tokens, Thing::Instrument);
                phrase.tokens.end == self.trigger.first || counts || goods || signed
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
            // «X فرزند Y به قدرت رسید»: whom something befalls is told once, but «X و هفت شهر آن تحت کنترل Y درآمد».
            let befalls = frame.subject == frame.acted && frame.acted == Role::Patient;
            let apposed = |object: TokenRange| subject.is_some_and(|own| own.end == object.first);
            let object = object.filter(|object| !(befalls && apposed(*object)));
            let object = object.filter(|_| !frame.acts && (!unclear || marked(&phrases).is_some()));
            found.extend(object.map(|object| self.participants(frame.acted, object)).unwrap_or_default());
        }
        // «فرمان اعزام ۵۰ سرباز به X را صادر کرد»: nothing tells where an object begins that has a preposition in it.
        let unclear = |phrase: &Phrase| phrase.object && phrase.lead == Lead::Toward;
        // «طرح کمک به X را تصویب کرد»: of what is decided nobody but who decides takes part.
        let told = frame.acted == Role::Goods && frame.kind != EventType::Decide;
        if told && marked(&phrases).is_none() && phrases.iter().any(unclear) {
            return Vec::new();
        }
        // «نامه به X را امضا کرد»: whom a preposition within the object leads gets nothing.
        phrases.retain(|phrase| !phrase.object || phrase.lead != Lead::Toward);
        self.led(&phrases, &mut found);
        found
    }

    /// «بعد از ورود X به Y، Z رفت»: drops whom other prepositions lead behind such a one up to the comma, but not where it was.
    fn drop_asides(&self, phrases: &mut Vec<Phrase>) {
        let scene = self.scene();
        let preposition = &scene.words.features.preposition;
        let inside = self.clause.first..self.trigger.first;
        let aside = |&at: &u32| {
            let behind = scene.words_at(at, preposition);
            behind.is_some_and(|end| end > at + 1 && self.reader.lead(at, end) == Lead::Other)
        };
        let Some(from) = inside.clone().find(aside) else { return };
        let comma = inside.rev().find(|&at| at > from && scene.mark(at) == Some("،"));
        let Some(comma) = comma else { return };
        phrases.retain(|phrase| {
            let within = from <= phrase.tokens.first && phrase.tokens.end <= comma;
            !within || matches!(phrase.lead, Lead::Inside | Lead::By)
        });
    }

    /// «پس از بازگشت به X هرگز به Y نرفت»: drops whom «به» leads right behind a noun that another preposition leads, where it leads somebody
    /// else, too.
    fn drop_earlier(&self, phrases: &mut Vec<Phrase>) {
        let toward = |phrase: &Phrase| phrase.lead == Lead::Toward && !phrase.object;
        if phrases.iter().filter(|phrase| toward(phrase)).count() < 2 {
            return;
        }
        let earlier = |pair: &[Phrase]| match pair {
            [one, other] => {
                let after = one.lead != Lead::Toward && one.tokens.end + 1 == other.tokens.first;
                let noun = self.scene().mentions_in(one.tokens).next().is_none();
                after
                    && noun
                    && toward(other)
                    && one
                        .tokens
                        .first
                        .checked_sub(1)
                        .is_some_and(|at| self.scene().view.is(at, Particle::From))
            }
            _ => false,
        };
        if let Some(at) = phrases.windows(2).position(earlier) {
            phrases.remove(at + 1);
        }
    }

    /// «با X مذاکره و رایزنی کرد»: drops the noun of what happened before «و» and the trigger from the phrase that it ends.
    fn drop_nominal(&self, phrases: &mut [Phrase]) {
        let (view, nouns) = (self.scene().view, &self.scene().words.nouns);
        let and = self.trigger.first.checked_sub(1).filter(|&and| view.is(and, Particle::And));
        let Some((and, last)) = and.zip(phrases.last_mut()).filter(|(and, last)| last.tokens.end == *and)
        else {
            return;
        };
        let noun = (last.tokens.first + 1..and).find(|&at| {
            view.meanings_at(nouns, at).any(|(edge, noun)| {
                at + u32::from(edge.length) == and && noun.frame.kind == self.frame.kind && noun.frame.split
            })
        });
        if let Some(noun) = noun {
            last.tokens = TokenRange::new(last.tokens.first, noun);
        }
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

    /// «در طرح تازه ۱۲۰ تن دستگیر شدند»: parts people that are counted right before the verb from the words that «در» leads, where nobody
    /// else stands there to suffer it.
    fn part_counted(&self, phrases: &mut Vec<Phrase>) {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        let person = &words.person;
        // «در نتیجه سیلاب ۱۱ تن جان باختند»: what killed them stands before the number.
        let caused = |phrase: &Phrase| view.begins(phrase.tokens.first, &words.calamity);
        if phrases.iter().any(|phrase| phrase.lead == Lead::Bare && !caused(phrase)) {
            return;
        }
        // «در X ۱۱ تن، به شمول ۳ کودک، جان باختند»: which of them stands between commas.
        let inside = |at: &u32| self.scene().mark(*at) == Some("،");
        let comma = self.trigger.first.checked_sub(1).filter(inside);
        let open = comma.and_then(|comma| (self.clause.first..comma).rev().find(inside));
        let aside = open.is_some_and(|open| {
            phrases.iter().any(|phrase| phrase.tokens.end == open)
                && phrases.iter().all(|phrase| phrase.tokens.first < open || phrase.lead != Lead::Bare)
        });
        let until = open.filter(|_| aside).unwrap_or(self.trigger.first);
        let Some(at) = phrases.iter().position(|phrase| phrase.tokens.end == until) else { return };
        let Some(last) = phrases.get(at).copied() else { return };
        let counted = |at: &u32| {
            let figure = self.reader.figures.at(*at);
            figure.is_some_and(|(_, figure)| view.begins(figure.end, person) && figure.end < last.tokens.end)
        };
        let site = last.lead == Lead::Inside || caused(&last);
        let first = (last.tokens.first + 1..last.tokens.end).find(counted);
        if let Some(first) = first.filter(|_| site) {
            phrases.truncate(at);
            let at = first;
            let lead = if last.lead == Lead::Bare { Lead::Other } else { last.lead };
            let last = Phrase { lead, ..last };
            phrases.push(Phrase { tokens: TokenRange::new(last.tokens.first, at), ..last });
            phrases.push(Phrase {
                lead: Lead::Bare,
                tokens: TokenRange::new(at, last.tokens.end),
                object: false,
            });
        }
    }

    /// Whether «این» is all that a phrase has: «این تصمیم را گرفت».
    fn points(&self, phrase: TokenRange) -> bool {
        phrase.len() == 1 && self.scene().view.is(phrase.first, Particle::ThisOne)
    }

    /// Who says what is told, where it has no subject: «X گفت که می‌رود».
    pub(super) fn speaker(&self) -> Option<Participant> {
        if self.cited {
            return None;
        }
        let told = self.scene().that_before(self.clause.first).is_some_and(|that| self.is_complement(that));
        let entity = self.speakers.first().copied().filter(|_| told && self.speakers.len() == 1)?;
        // «X گفت که دو کشور توافق کردند»: one who says it is not several.
        let mut verbs = self.reader.groups.iter().filter(|group| group.tokens.end == self.trigger.end);
        if verbs.any(|verb| self.scene().is_of_several(verb)) {
            return None;
        }
        Some(Participant {
            role: self.frame.subject,
            entity: Some(entity),
            mention: None,
            span: self.said_by?,
        })
    }

    /// Those whom a phrase stands for: all that it names, or its words, each number of a list by itself.
    pub(super) fn participants(&self, role: Role, phrase: TokenRange) -> Vec<Participant> {
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
        // «در جنگ جهانی دوم کشته شدند»
        let rank = self.scene().view.counts(phrase.first)
            && self.reader.figures.at(phrase.first).is_none()
            && self.scene().word_end(phrase.first, phrase.end) == phrase.end;
        let points = points || rank;
        if !self.reader.is_plain(phrase) || acts && !self.can_act(phrase) || owned || points {
            return None;
        }
        let span = self.scene().view.span(phrase.first, phrase.end);
        let entity = self.scene().holder(phrase).or_else(|| self.meant(phrase));
        Some(Participant { role, entity, mention: None, span })
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
