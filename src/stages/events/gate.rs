//! Whether a trigger with those who take part tells of something that happened.

use super::extract::Reader;
use super::model::{EventType, Participant, Role};
use super::roles::Search;
use super::turns::{has_role, is_enough};
use super::words::Thing;
use crate::lexicon::Particle;
use crate::stages::actors::EntityKind;
use crate::syntax::{VerbGroup, tokens_of};
use crate::text::TokenRange;

/// How far behind a trigger a hospital is named to which somebody is brought, in tokens.
const CLINIC: u32 = 8;
/// How far behind «امضای» what is signed begins, in tokens.
const SIGNED: u32 = 4;

impl Reader<'_> {
    /// Whether those who take part are what the trigger wants, and whether enough is known of them.
    pub(super) fn holds(
        &self,
        search: &Search<'_>,
        found: &mut Vec<Participant>,
        verb: Option<VerbGroup>,
        dated: bool,
    ) -> bool {
        let kind = search.frame.kind;
        // «قرارداد گاز به امضا رسید»
        let is_acted = |part: &Participant| part.role == search.frame.acted;
        let signed = kind == EventType::Agree
            && search.passive
            && found.iter().any(|part| is_acted(part) && search.is_of(&[Thing::Instrument], part));
        // «امضای X پای نامه بود»: somebody's hand is no agreement.
        let near = TokenRange::new(search.trigger.end, search.trigger.end + SIGNED);
        let signs = |at: u32| self.scene.view.begins(at, &self.scene.words.features.instrument);
        let signing = kind == EventType::Agree && verb.is_none() && !search.frame.of.is_empty();
        if signing && !near.positions().any(signs) {
            return false;
        }
        // «وارد بازار شد», «وارد جنگ جهانی شد»: who enters no place moves nowhere.
        let between = verb.map(|verb| TokenRange::new(search.trigger.end, verb.tokens.first));
        let enters = kind == EventType::Mobilize && search.frame.acts && search.frame.split;
        if enters
            && let Some(between) = between.filter(|between| between.first < between.end)
            && !found.iter().any(|part| part.role == Role::Place && part.span.start >= search.trigger_end())
            && !search.begins(between, Thing::Land)
            && !found.iter().any(|part| part.role == Role::Origin || search.is_of(&[Thing::Protester], part))
        {
            return false;
        }
        // «چک‌ها را امضا کرد»: what is signed is no agreement.
        let instruments = kind == EventType::Agree && !search.frame.of.is_empty();
        if instruments && found.iter().any(|part| is_acted(part) && !search.is_of(&search.frame.of, part)) {
            return false;
        }
        // «دو مجروح به بیمارستان منتقل شدند»
        let clinic = |at: u32| {
            let led = at == search.trigger.end || self.scene.view.is(at - 1, Particle::Toward);
            led && self.scene.view.begins(at, &self.scene.words.features.otherwise)
        };
        let reach = search.sentence.end.min(search.trigger.end + CLINIC);
        if kind == EventType::Mobilize && (search.clause.first.max(1)..reach).any(clinic) {
            return false;
        }
        // «اعزام دانشجو», «زائران به X اعزام شدند»: who studies, plays or prays is no force.
        let civil = &self.scene.words.reality.civil;
        let peaceful = |part: &Participant| {
            matches!(part.role, Role::Patient | Role::Goods) && search.begins_with(part, civil)
        };
        if kind == EventType::Mobilize
            && (self.scene.view.begins(search.trigger.end, civil) || found.iter().any(peaceful))
        {
            return false;
        }
        // «دادگاه سه متهم را محکوم کرد»: who is not named has no role in what is decided of him, but it is told.
        let decided = kind == EventType::Decide
            && found.iter().any(|part| is_acted(part) && search.is_of(&search.frame.of, part));
        // «خانه X ثبت ملی شد»: a building that is listed is told of, named or not.
        let lists = kind == EventType::Decide && search.frame.of.contains(&Thing::Works);
        let listed = |part: &Participant| {
            lists && is_acted(part) && search.is_of(&search.frame.of, part) && part.role == Role::Patient
        };
        found.retain(|part| has_role(kind, part) || listed(part));
        let unknown = |part: &Participant| part.entity.is_none() && search.is_pronoun(part);
        let pronoun = found.iter().any(|part| is_acted(part) && unknown(part));
        found.retain(|part| part.entity.is_some() || !search.is_pronoun(part));
        // «انتقال او به X», «او را به جبهه فرستادند»: somebody's own way.
        let own_way = kind == EventType::Mobilize && verb.is_none()
            || kind == EventType::Transfer && search.frame.moves;
        if own_way && pronoun {
            return false;
        }
        let of: &[Thing] = if instruments { &[] } else { &search.frame.of };
        let acted = search.frame.acted;
        // «تحریم‌های تازه‌ای علیه X»: what nothing is known of is none beside who is named.
        let named: Vec<Role> =
            found.iter().filter(|part| part.entity.is_some()).map(|part| part.role).collect();
        found.retain(|part| search.is_known(part) || !named.contains(&part.role));
        let before = found.len();
        if !of.is_empty() {
            // «نام شهر از واژه‌ای گرفته شد»: what is taken is land by its first word.
            let taken = *of == [Thing::Land] && kind == EventType::Seize;
            // «سهام بانک بسته شد», «سهام X سقوط کرد»: a body by its first word, and no share of one.
            let strict = of.contains(&Thing::Body) && matches!(kind, EventType::Seize | EventType::Coerce);
            let others: Vec<Thing> = of.iter().copied().filter(|thing| *thing != Thing::Body).collect();
            let whole = |part: &Participant| {
                let tokens = tokens_of(self.scene.view, part.span);
                let named = kind == EventType::Coerce && part.mention.is_some();
                !strict || named || search.is_of(&others, part) || search.begins_head(tokens, Thing::Body)
            };
            let fits = |part: &Participant| {
                search.is_of(of, part) && whole(part) && (!taken || search.is_land(part))
            };
            found.retain(|part| part.role != acted || fits(part));
        }
        if found.len() < before && !found.iter().any(|part| part.role == acted) {
            return false;
        }
        // «در شاهراه X ۹ تن جان باختند»: towns do not die.
        let dies = search.frame.nature && search.frame.of.is_empty() && kind == EventType::Assault;
        let town = |part: &Participant| part.mention.is_some_and(|mention| search.is_place(mention));
        found.retain(|part| !(dies && part.role == Role::Patient && town(part)));
        let sends = matches!(kind, EventType::Transfer | EventType::Mobilize);
        let sent = sends && !search.frame.turns.contains_key(&Thing::Message);
        if sent && found.iter().any(|part| part.role == acted && search.is_of(&[Thing::Message], part)) {
            return false;
        }
        // «اساسنامه را تهیه کرد»: laws and agreements are no goods.
        let issued = |part: &Participant| {
            search.frame.turns.contains_key(&Thing::Message) && search.is_of(&[Thing::Message], part)
        };
        let law = |part: &Participant| {
            part.role == acted && search.is_of(&[Thing::Instrument], part) && !issued(part)
        };
        if kind == EventType::Transfer && found.iter().any(law) {
            return false;
        }
        // «پل بسته است» tells how it is, and nobody closed it.
        let object = |at: u32| self.scene.view.begins(at, &self.scene.words.features.object);
        let stays = kind == EventType::Coerce && !search.passive && !search.frame.acts;
        let stays = stays && verb.is_some_and(|verb| verb.tokens == search.trigger);
        if stays
            && !found.iter().any(|part| part.role == Role::Agent)
            && !search.clause.positions().any(object)
        {
            return false;
        }
        // «به فرزندی گرفتنِ او»: who takes says what.
        if search.infinitive && kind == EventType::Seize && !of.is_empty() && !found.iter().any(is_acted) {
            return false;
        }
        // Who seizes says what, but «X ساخت» says nothing.
        let acts = search.frame.acts || search.frame.subject == acted || search.passive;
        if verb.is_some()
            && !of.is_empty()
            && !acts
            && !decided
            && !pronoun
            && !found.iter().any(|part| part.role == acted)
        {
            return false;
        }
        // «مرحله سوم توسط X بنا نهاده شد»: what is built is told.
        let makes = matches!(kind, EventType::Build | EventType::Found) && search.passive && verb.is_some();
        if makes && !pronoun && !found.iter().any(|part| part.role == acted) {
            return false;
        }
        // «درگیر مسائل شد»: who is caught up in something fights nobody.
        let becomes = verb.is_some_and(|verb| self.scene.words.auxiliaries.is_becoming(verb.lemma))
            || search.infinitive && search.frame.acts;
        let against = |part: &Participant| matches!(part.role, Role::Patient | Role::Counterpart);
        let agents = found.iter().filter(|part| part.role == Role::Agent).count();
        let alone = search.frame.acts && kind == EventType::Assault && becomes;
        if alone && agents < 2 && (search.infinitive || !found.iter().any(against)) {
            return false;
        }
        // «منتقدان به زبان او حمله کردند»: words are no blows.
        let forces = |part: &Participant| {
            let kind = part.mention.and_then(|mention| self.scene.kind(mention));
            matches!(kind, Some(EntityKind::ArmedForce | EntityKind::Group | EntityKind::State))
        };
        let fights = found.iter().any(|part| part.role == Role::Agent && forces(part));
        let strikes = kind == EventType::Assault && search.frame.acts && verb.is_some();
        let words = |goal: TokenRange| {
            let abstract_ = &self.scene.words.features.abstract_;
            let named = self.scene.view.begins(goal.first, abstract_);
            !search.can_suffer(goal) && (named || !fights)
        };
        if strikes && search.goals().any(words) {
            return false;
        }
        // «در گفت‌وگو با خبرنگار ما گفت»: an interview is where something was said.
        let interviews = |part: &Participant| {
            let media = part.mention.and_then(|mention| self.scene.kind(mention)) == Some(EntityKind::Media);
            part.role == Role::Counterpart
                && (media || search.begins_with(part, &self.scene.words.features.reporter))
        };
        if kind == EventType::Consult && found.iter().any(interviews) {
            return false;
        }
        // «X از Y دریافت می‌کرد»: what changes hands is told; who sends may send people, who need not be named.
        let goods =
            !search.frame.moves && acted == Role::Goods && kind == EventType::Transfer && verb.is_some();
        let counted = self.figures_at.within(search.clause).next().is_some();
        if goods
            && !counted
            && !pronoun
            && !found.iter().any(|part| part.role == Role::Goods)
            && found.len() < 2
        {
            return false;
        }
        // «از پنج عضو تشکیل شد»: what it consists of.
        let consists = kind == EventType::Found && found.iter().any(|part| part.role == Role::Origin);
        let handed = |part: &Participant| part.role == Role::Goods && search.is_land(part);
        // «شرکت گاز را توزیع کرد»: help is what people get.
        let gives = kind == EventType::Aid && search.frame.moves && verb.is_some();
        if gives && !search.is_for_people() {
            return false;
        }
        let begun = verb.is_none() && found.iter().any(is_acted) && (dated || search.is_begun());
        let enough = begun
            || lists && search.passive
            || signed
            || pronoun
            || found.iter().any(handed)
            || is_enough(kind, verb.is_some(), found);
        if consists || !enough {
            return false;
        }
        // What always is so is told of no party: «این ماده آزاد می‌شود».
        let named = |part: &Participant| part.entity.is_some() && part.role != Role::Place;
        // «این سد سال آینده ساخته می‌شود» has its time.
        let dated = self.date(search.clause, search.trigger).is_some();
        if verb.is_some_and(|verb| verb.present) && !dated && !found.iter().any(named) {
            return false;
        }
        // Whatever an accident happens to: «قایق واژگون شد».
        let suffers = |part: &Participant| kind == EventType::Disaster && part.role == Role::Patient;
        signed || lists && search.passive || found.iter().any(|part| search.is_known(part) || suffers(part))
    }
}
