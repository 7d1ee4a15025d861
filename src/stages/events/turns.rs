//! What those who take part make of an event: its type, their roles, and whether it is one.

use super::model::{EventType, Participant, Role};
use super::roles::Search;
use super::words::Thing;
use crate::stages::actors::EntityKind;
use crate::syntax::tokens_of;

/// Longest word for those who are a state, before its name, in tokens.
const MOUTHPIECE: u32 = 2;

/// Whether enough is told of those who take part for something of this type to be more than a word.
pub(super) fn is_enough(kind: EventType, verb: bool, found: &[Participant]) -> bool {
    use EventType::{
        Agree, Aid, Appoint, Build, Coerce, Concede, Cooperate, Decide, Found, Mobilize, Sanction, Seize,
        Transfer,
    };
    let named = |roles: &[Role]| found.iter().any(|part| part.entity.is_some() && roles.contains(&part.role));
    match kind {
        Cooperate => {
            let agents = found.iter().filter(|part| part.entity.is_some() && part.role == Role::Agent);
            named(&[Role::Agent]) && named(&[Role::Counterpart]) || agents.count() > 1
        }
        Transfer => named(&[Role::Agent, Role::Recipient]),
        Build | Found | Sanction | Seize if !verb => found.iter().any(|part| part.entity.is_some()),
        Agree if verb => found.iter().any(|part| part.role != Role::Place),
        // «گندم از X وارد شد» moves nobody.
        Mobilize => found.iter().any(|part| matches!(part.role, Role::Agent | Role::Patient | Role::Goods)),
        Aid | Appoint | Coerce | Concede | Decide | Seize => {
            found.iter().any(|part| part.role != Role::Place)
        }
        _ => true,
    }
}

/// Whether those who take part in what is of this type may have this role.
pub(super) fn has_role(kind: EventType, part: &Participant) -> bool {
    match kind {
        EventType::Agree | EventType::Consult | EventType::Cooperate => {
            matches!(part.role, Role::Agent | Role::Counterpart | Role::Place)
        }
        EventType::Protest => matches!(part.role, Role::Agent | Role::Counterpart | Role::Place),
        EventType::Decide => {
            part.role != Role::Goods && (part.role != Role::Patient || part.entity.is_some())
        }
        _ => true,
    }
}

/// The type that those who take part make of what a trigger tells: land is handed over and not sold, and what is sent and
/// nobody gets is moved.
pub(super) fn of_what(search: &Search<'_>, participants: &mut [Participant]) -> EventType {
    let frame = search.frame;
    // What it happens to says what it is, and of those who do it, that they protest.
    let turns = |part: &Participant| {
        frame.turns.iter().find(|(thing, _)| {
            let says = part.role == frame.acted || part.role == frame.subject && **thing == Thing::Protester;
            // «کتابخانه X را گشود»: what is built is no land.
            let works = **thing == Thing::Land
                && search.begins(tokens_of(search.scene().view, part.span), Thing::Works);
            // «از دست دادن X»: a state is land, but «نیروهای X را از دست داد».
            let scene = search.scene();
            let first = tokens_of(scene.view, part.span).first;
            let state = part.mention.and_then(|mention| scene.kind(mention)) == Some(EntityKind::State);
            let people = || {
                let floor = first.saturating_sub(MOUTHPIECE);
                scene.view.words_before(first, floor, &scene.words.features.mouthpiece).is_some()
            };
            let land = **thing == Thing::Person && state && !people();
            // «زندانیان کشور آزاد شدند»
            let held =
                **thing == Thing::Land && search.begins(tokens_of(scene.view, part.span), Thing::Person);
            // «سه فروند از این هواپیماها را تحویل داد»: what is counted may be no people.
            let goods = **thing == Thing::Person
                && frame.kind == EventType::Transfer
                && part.mention.is_none()
                && !search.begins(tokens_of(scene.view, part.span), Thing::Person);
            says && !works && !land && !held && !goods && search.is_of(&[**thing], part)
        })
    };
    let turned = participants.iter().find_map(turns).map(|(_, kind)| *kind);
    if let Some(kind) = turned {
        // Who loses people is the losing side.
        let loses = kind == EventType::Assault;
        for part in participants.iter_mut().filter(|part| loses && part.role == frame.subject) {
            part.role = frame.acted;
        }
        let taken = kind == EventType::Seize && frame.kind == EventType::Build;
        for part in participants.iter_mut().filter(|part| taken && part.role == Role::Goods) {
            part.role = Role::Patient;
        }
        return kind;
    }
    // «به دادگاه احضار شد»
    let court = || search.goals().any(|goal| search.begins_authority(goal));
    if frame.kind == EventType::Appoint && frame.moves && court() {
        return EventType::Coerce;
    }
    let of = |role: Role| participants.iter().find(move |part| part.role == role);
    let is_land = |part: &Participant| search.is_land(part);
    if frame.kind != EventType::Transfer {
        frame.kind
    } else if frame.subject == Role::Agent && of(Role::Goods).is_some_and(is_land) {
        EventType::Concede
    } else if frame.moves
        && (of(Role::Recipient).is_none_or(|part| part.entity.is_none() && is_land(part))
            || of(Role::Goods).is_some_and(|part| search.is_of(&[Thing::Person], part)))
    {
        EventType::Mobilize
    } else {
        frame.kind
    }
}

/// «مادرش را از دست داد»: whether a loss of people is told of no side, or a way of a single person to no place.
pub(super) fn is_private(search: &Search<'_>, kind: EventType, found: &[Participant]) -> bool {
    // «وی وارد X شد»: whom a pronoun means is of a kind, too.
    let kind_of = |part: &Participant| match part.mention {
        Some(mention) => search.scene().kind(mention),
        None => part.entity.and_then(|entity| search.entities.get(entity)?.kind),
    };
    let is_side = |part: &Participant| {
        kind_of(part).is_some_and(|kind| !matches!(kind, EntityKind::Person | EntityKind::Place))
    };
    match kind {
        EventType::Assault => search.frame.kind == EventType::Seize && !found.iter().any(is_side),
        // «او تصمیم گرفت»: what a person makes up his mind to.
        EventType::Decide if search.frame.split => {
            let mut agents = found.iter().filter(|part| part.role == Role::Agent).peekable();
            // «گروهی از دوستان تصمیم گرفتند»
            let words = &search.scene().words.features;
            let people = |part: &Participant| {
                let some = [&words.partitive, &words.related];
                part.entity.is_none() && some.into_iter().any(|classes| search.begins_with(part, classes))
            };
            let person = |part: &Participant| kind_of(part) == Some(EntityKind::Person) || people(part);
            agents.peek().is_some() && agents.all(person)
        }
        // «او وارد دانشکده شد»: somebody who goes to no place on the map.
        EventType::Mobilize => {
            // «شاه X را به دربار Y فرستاد»: one who is sent by himself is no force.
            let sent = |part: &Participant| {
                matches!(part.role, Role::Goods | Role::Patient) && kind_of(part) == Some(EntityKind::Person)
            };
            if search.frame.moves && found.iter().filter(|part| sent(part)).count() == 1 {
                return true;
            }
            let mut movers =
                found.iter().filter(|part| matches!(part.role, Role::Agent | Role::Patient)).peekable();
            let lone =
                movers.peek().is_some() && movers.all(|part| kind_of(part) == Some(EntityKind::Person));
            let to =
                |part: &Participant| matches!(kind_of(part), Some(EntityKind::Place | EntityKind::State));
            // «وزیر خارجه وارد بغداد شد», «X عازم لندن شد»: one who comes by himself is no force.
            let frame = search.frame;
            let verb = search.reader.groups.iter().find(|group| group.tokens.first >= search.trigger.first);
            let one = verb.is_some_and(|verb| !search.scene().is_of_several(verb));
            let office = |part: &Participant| {
                let words = &search.scene().words.features;
                let forces = [&words.authority, &words.arms, &words.mouthpiece];
                part.mention.is_none()
                    && search.begins_with(part, &words.person)
                    && !forces.into_iter().any(|classes| search.begins_with(part, classes))
            };
            let single =
                |part: &Participant| kind_of(part) == Some(EntityKind::Person) || one && office(part);
            let several = found.iter().filter(|part| part.role == Role::Agent).count() > 1;
            let enters = frame.acts && frame.split && !several;
            let mut moved =
                found.iter().filter(|part| !matches!(part.role, Role::Place | Role::Origin)).peekable();
            if enters && moved.peek().is_some() && moved.all(single) {
                return true;
            }
            // «نمایندگان وارد مجلس شدند»
            let mut agents = found.iter().filter(|part| part.role == Role::Agent).peekable();
            let unnamed = search.frame.acts
                && agents.peek().is_some()
                && agents.all(|part| part.entity.is_none() && !search.is_of(&[Thing::Arms], part));
            (lone || unnamed) && !found.iter().any(to)
        }
        _ => false,
    }
}

/// Gives those who take part the roles that the type has for them.
pub(super) fn settle(search: &Search<'_>, kind: EventType, participants: &mut Vec<Participant>) {
    let persons = |part: &Participant| search.is_of(&[Thing::Person], part);
    match kind {
        EventType::Mobilize => {
            let acts = participants.iter().any(|part| part.role == Role::Agent);
            // «پس از انتقال X به Y»
            let one = |part: &Participant| {
                let kind = part.mention.and_then(|mention| search.scene().kind(mention));
                kind == Some(EntityKind::Person)
            };
            for part in participants.iter_mut() {
                part.role = match part.role {
                    Role::Recipient => Role::Place,
                    Role::Goods if persons(part) => Role::Patient,
                    // «نیروهای X مستقر شدند»
                    Role::Patient if !acts && part.entity.is_some() && !one(part) => Role::Agent,
                    Role::Patient if part.entity.is_none() && !persons(part) => Role::Goods,
                    role => role,
                };
            }
        }
        // «با سپاهش از گیلان، اصفهان را گرفت»: a town from which somebody came had nothing to lose.
        EventType::Seize => participants.retain(|part| {
            let named = part.mention.is_some_and(|mention| search.is_place(mention));
            let acts =
                part.mention.zip(part.entity).is_some_and(|(mention, entity)| search.acts(mention, entity));
            part.role != Role::Origin || !named || acts
        }),
        // «مهندس جوان که به گروه کمک کرد»: people are no goods.
        EventType::Aid => participants.retain(|part| part.role != Role::Goods || !persons(part)),
        EventType::Concede => {
            for part in participants.iter_mut().filter(|part| part.role == Role::Goods) {
                part.role = Role::Patient;
            }
        }
        EventType::Assault => {
            // «۲۰۰ سرباز X کشته شدند»: X is the losing side.
            for part in participants.iter_mut().filter(|part| part.role == Role::Patient) {
                if part.entity.is_none() {
                    part.entity = search.side(part.span);
                }
            }
            // «در جنگ X و Y علیه Y اعلان جنگ داد»: nobody attacks himself.
            let attacked: Vec<_> = participants
                .iter()
                .filter(|part| part.role == Role::Patient)
                .filter_map(|part| part.entity)
                .collect();
            let himself = |part: &Participant| part.entity.is_some_and(|entity| attacked.contains(&entity));
            participants.retain(|part| part.role != Role::Agent || !himself(part));
            let named = participants.iter().any(|part| part.role == Role::Patient && part.entity.is_some());
            if named && !search.frame.turns.is_empty() {
                participants.retain(|part| part.role != Role::Patient || part.entity.is_some());
            }
        }
        _ => {}
    }
}
