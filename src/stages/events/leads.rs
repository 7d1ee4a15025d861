//! What prepositions make of those behind them.

use super::model::{EventType, Participant, Role};
use super::phrases::{Lead, Phrase};
use super::roles::Search;
use super::words::{Behind, Thing};
use crate::lexicon::{ClassSet, Particle};
use crate::stages::actors::EntityKind;
use crate::stages::scene::ends_with_yeh;
use crate::text::TokenRange;

/// Longest words for who does something that nobody can be named in, in tokens.
const BY: u32 = 4;
/// Longest words before who heads those who do something, in tokens.
const HEADED: u32 = 3;

impl Search<'_> {
    /// Those whom prepositions lead.
    pub(super) fn led(&self, phrases: &[Phrase], found: &mut Vec<Participant>) {
        for (at, phrase) in phrases.iter().enumerate().filter(|(_, phrase)| phrase.lead != Lead::Bare) {
            // «با مبارزات مردم به رهبری X»: X leads those whom a preposition leads, too.
            let before = at.checked_sub(1).and_then(|at| phrases.get(at));
            let start = phrase.tokens.first;
            let (view, words) = (self.scene().view, &self.scene().words.features);
            let before_it =
                |classes: &ClassSet| view.words_before(start, start.saturating_sub(HEADED), classes);
            let head = before_it(&words.headed).filter(|_| phrase.lead == Lead::By);
            let heads = head.is_some_and(|first| {
                before.is_some_and(|before| {
                    !matches!(before.lead, Lead::Bare | Lead::Inside) && before.tokens.end == first
                })
            });
            // «او تحت فرماندهی X جنگید», «مدرسه به ریاست X تأسیس شد»: who heads nobody that is named there is none of those who do it,
            // but who orders it is.
            let leader = head.filter(|_| before_it(&words.by).is_none());
            let apart = leader.is_some_and(|first| {
                let beside = before.is_some_and(|before| before.tokens.end == first);
                let made = matches!(self.frame.kind, EventType::Found | EventType::Build);
                made || !beside && first != self.trigger.end
            });
            // «در ۱۱۳۵ اصفهان را محاصره کردند»: what «را» marks is led by nothing.
            if apart || heads || phrase.object && phrase.lead == Lead::Inside {
                continue;
            }
            // «به ۱۰ سال حبس در زندان X محکوم شد»: where it is to be, and not where it was decided.
            let sentence = self.frame.kind == EventType::Decide
                && phrase.lead == Lead::Inside
                && before.is_some_and(|before| before.lead == Lead::Toward && before.tokens.end + 1 == start);
            if sentence {
                continue;
            }
            // «به دستور X با Y گفت‌وگو کردم»: X had it done, and was not there.
            let meets = matches!(self.frame.kind, EventType::Consult | EventType::Cooperate);
            if meets && phrase.lead == Lead::By && leader.is_none() && head.is_some() && !self.passive {
                continue;
            }
            // «انتصاب X به ریاست Y»: the office, and nobody who appoints.
            if self.frame.kind == EventType::Appoint && head.is_some() {
                continue;
            }
            // «با اهدای زمین از سوی X پایه‌گذاری شد»: X gave the land.
            let noun = |at: u32| view.meanings_at(&self.scene().words.nouns, at).next().is_some();
            let other = before.is_some_and(|before| {
                before.lead == Lead::With
                    && noun(before.tokens.first)
                    && before_it(&words.by) == Some(before.tokens.end)
            });
            if phrase.lead == Lead::By && other {
                continue;
            }
            // «در ۴۵ کیلومتری X»: not in it.
            let away = self.reader.figures.at(phrase.tokens.first).is_some_and(|(_, figure)| {
                figure.len() > 1 && ends_with_yeh(view.slice(view.span(figure.first, figure.end)))
            });
            // «در راه X به Y»: between the two.
            let on = self.scene().mention_at(phrase.tokens.first).is_none()
                && view.is(phrase.tokens.end, Particle::Toward)
                && self
                    .scene()
                    .mention_at(phrase.tokens.end + 1)
                    .is_some_and(|(next, _)| self.is_place(next));
            if (away || on) && phrase.lead == Lead::Inside {
                continue;
            }
            // «به‌خاطر حمله به X اخراج شد»: X is of the noun right before «به».
            let of_noun = || {
                let mut before = start.saturating_sub(HEADED + 1)..start.saturating_sub(1);
                before.any(|at| {
                    let mut nouns = view.meanings_at(&self.scene().words.nouns, at);
                    at != self.trigger.first
                        && nouns.any(|(edge, _)| at + u32::from(edge.length) + 1 == start)
                })
            };
            if self.frame.kind == EventType::Coerce && phrase.lead == Lead::Toward && of_noun() {
                continue;
            }
            // «پس از شکست در X به Y تبعید شد»: what stands in X is what was before.
            if phrase.lead == Lead::Inside && self.is_of_earlier(start) {
                continue;
            }
            let named = self.reader.named(phrase.tokens);
            for name in &named {
                let Some(role) = self.role(phrase.lead, Some(name.mention), found) else { continue };
                // «در بیشکک قرقیزستان»
                if role == Role::Place && name.tokens.first > phrase.tokens.first && self.follows(name.tokens)
                {
                    continue;
                }
                if !found.iter().any(|other| other.mention == Some(name.mention)) {
                    found.push(self.of(role, name.mention, name.tokens));
                }
            }
            if named.is_empty() {
                self.led_words(phrase, found);
            }
        }
        // «X از Y خرید»: who is named behind «از» gives, and the other one receives.
        let drawn = self.frame.draws
            && found.iter().any(|part| part.role == Role::Origin)
            && !found.iter().any(|part| part.role == Role::Recipient);
        for part in found.iter_mut().filter(|part| drawn && part.role == Role::Agent) {
            part.role = Role::Recipient;
        }
        // «X گندم را از چند کشور تأمین کرد»: who gives is not named, and X gets it.
        let unnamed = self.frame.draws
            && !drawn
            && phrases
                .iter()
                .any(|phrase| phrase.lead == Lead::From && phrase.tokens.end <= self.trigger.first)
            && !found.iter().any(|part| part.role == Role::Recipient);
        for part in found.iter_mut().filter(|part| unnamed && part.role == Role::Agent) {
            part.role = Role::Recipient;
        }
        let receives = drawn || self.frame.subject == Role::Recipient;
        for part in found.iter_mut().filter(|part| receives && part.role == Role::Origin) {
            part.role = Role::Agent;
        }
    }

    /// Whether «در» before a token stands right behind a noun of what happened, which «پس از» leads, before the trigger.
    fn is_of_earlier(&self, start: u32) -> bool {
        let (view, words) = (self.scene().view, &self.scene().words.features);
        if start > self.trigger.first {
            return false;
        }
        let noun = (start.saturating_sub(HEADED + 1)..start.saturating_sub(1)).find(|&at| {
            let mut nouns = view.meanings_at(&self.scene().words.nouns, at);
            nouns.any(|(edge, _)| at + u32::from(edge.length) + 1 == start)
        });
        let lead = noun.and_then(|noun| {
            let lead = view.words_before(noun, noun.saturating_sub(HEADED), &words.preposition)?;
            (lead + 1 < noun && view.is(noun - 1, Particle::From)).then_some(lead)
        });
        lead.is_some_and(|lead| lead >= self.clause.first)
    }

    /// Whether a name stands right behind another one.
    fn follows(&self, name: TokenRange) -> bool {
        let before = self.scene().mentions_in(TokenRange::new(name.first.saturating_sub(8), name.first));
        before.last().is_some_and(|(_, place)| place.end == name.first)
    }

    /// What the words behind a preposition are, where nobody is named: «در شهر X», «از چند منطقه», «با کارشناسان».
    fn led_words(&self, phrase: &Phrase, found: &mut Vec<Participant>) {
        let scene = self.scene();
        let last = scene.mentions_in(phrase.tokens).next_back();
        if let Some((mention, tokens)) = last.filter(|(mention, _)| self.is_place(*mention))
            && matches!(phrase.lead, Lead::Inside | Lead::Toward)
            && self.begins(phrase.tokens, Thing::Land)
            && self.role(phrase.lead, Some(mention), found) == Some(Role::Place)
        {
            found.push(self.of(Role::Place, mention, tokens));
            return;
        }
        let Some(role) = self.role(phrase.lead, None, found) else { return };
        let fits = match role {
            Role::Origin => self.begins(phrase.tokens, Thing::Land) || self.frame.kind == EventType::Found,
            Role::Place => false,
            Role::Patient if self.begins(phrase.tokens, Thing::Land) => {
                let place = last.filter(|(mention, _)| self.is_place(*mention));
                found.extend(place.map(|(mention, tokens)| self.of(Role::Place, mention, tokens)));
                true
            }
            // «به خانه او حمله کردند»
            Role::Patient if self.frame.kind == EventType::Assault && self.frame.acts => {
                let things = [Thing::Person, Thing::Works, Thing::Arms, Thing::Body];
                things
                    .iter()
                    .any(|&thing| self.begins_head(phrase.tokens, thing) || self.begins(phrase.tokens, thing))
            }
            // «برای استخدام معلم»
            _ if phrase.lead == Lead::For => {
                self.scene().view.begins(self.reader.head(phrase.tokens), &self.scene().words.features.person)
            }
            _ => self.begins(phrase.tokens, Thing::Person) || phrase.lead == Lead::Between,
        };
        // «توسط نیروهای ایرانی ذخایر نظامی X کاهش یافت»: nothing tells where whom «توسط» leads ends.
        let unclear = phrase.lead == Lead::By
            && phrase.tokens.len() > BY
            && last.is_some_and(|(_, name)| name.first > phrase.tokens.first + 2);
        // «با ۶۰۰ هزار سرباز حمله کرد»: so many are those with whom somebody came, and not against whom.
        let means = phrase.lead == Lead::With
            && matches!(self.frame.kind, EventType::Assault | EventType::Seize | EventType::Mobilize)
            && self.frame.acted != Role::Agent
            && self.reader.figures.at(phrase.tokens.first).is_some();
        if fits && !unclear && !means && self.reader.is_plain(phrase.tokens) {
            let span = scene.view.span(phrase.tokens.first, phrase.tokens.end);
            found.push(Participant { role, entity: scene.holder(phrase.tokens), mention: None, span });
        }
    }

    /// What a phrase behind a preposition is; `mention` is whom it names.
    fn role(&self, lead: Lead, mention: Option<usize>, found: &[Participant]) -> Option<Role> {
        use EventType::{Agree, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Seize, Transfer};
        let kind = self.frame.kind;
        let place = mention.is_some_and(|mention| self.is_place(mention));
        let state = mention.and_then(|mention| self.scene().kind(mention)) == Some(EntityKind::State);
        match lead {
            Lead::Inside => (place || state).then_some(Role::Place),
            // «از طرف شمال»
            // «به دستور X به سلطنت رسید»: X does it, whatever befalls the subject.
            Lead::By => {
                let befalls = matches!(self.frame.subject, Role::Patient | Role::Goods | Role::Origin);
                (!place).then_some(if befalls { Role::Agent } else { self.frame.subject })
            }
            Lead::From => {
                let moves = matches!(kind, Transfer | Concede | Mobilize | Coerce | Seize | EventType::Found);
                moves.then_some(Role::Origin)
            }
            // «پیش از نبردهای X به سوی Y رفتند»
            Lead::Toward if self.frame.war => None,
            Lead::Toward => self.goal(place),
            Lead::For => (kind == Transfer && !place).then_some(Role::Recipient),
            // «در برابر X کشته شد»: X lost nobody.
            Lead::Against => {
                let hurt = self.passive && self.frame.nature;
                (matches!(kind, Assault | EventType::Sanction) && !hurt).then_some(Role::Patient)
            }
            Lead::With => {
                // «در درگیری با X زخمی شدند»: whom they met is of the noun before.
                let hurt = self.frame.nature && (self.passive || self.frame.subject == Role::Patient);
                let joins = matches!(kind, Agree | Consult | Cooperate | Assault) && !hurt;
                (joins && (kind != Assault || !place && self.frame.of.is_empty()))
                    .then_some(Role::Counterpart)
            }
            Lead::Between => {
                // «X میان Y و Z میانجیگری کرد»
                let mediated = kind == Consult && found.iter().any(|other| other.role == Role::Agent);
                // «معاهده میان X و Y … واگذار شد»: they exchange, and do not hand over.
                let exchanges = kind == Concede && self.frame.acted == Role::Goods;
                let joins = matches!(kind, Agree | Consult | Cooperate | Assault) || exchanges;
                // «۴۰ روستا بین X و Y آسیب دید»: those lie on both sides of it and did nothing.
                let befell = kind == Assault && self.frame.nature;
                (joins && !befell).then_some(if mediated { Role::Counterpart } else { Role::Agent })
            }
            Lead::Bare | Lead::Other => None,
        }
    }

    /// What «به X» is.
    fn goal(&self, place: bool) -> Option<Role> {
        use EventType::{Agree, Aid, Appoint, Assault, Build, Coerce, Concede, Consult, Mobilize, Transfer};
        match self.frame.kind {
            Mobilize | Consult | Build | Coerce => Some(Role::Place),
            // «پس از شکست در X به Y رفت»: who is beaten, killed or bombed stands behind no «به».
            Assault if self.frame.behind == Behind::Patient => None,
            Assault => Some(Role::Patient),
            Transfer => Some(Role::Recipient),
            // «به X عقب‌نشینی کرد»: nobody gets anything.
            Concede if self.frame.acted == Role::Origin => Some(Role::Place),
            Aid | Concede if !place => Some(Role::Recipient),
            Concede => Some(Role::Place),
            Agree | Appoint => None,
            _ => None,
        }
    }
}
