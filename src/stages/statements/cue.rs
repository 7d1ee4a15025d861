//! The words by which a text attributes what it says.

use super::model::{Act, Denial};
use super::refusal::Said;
use super::words::Scene;
use super::words::{Reading, Takes, Word};
use crate::lexicon::{ClassSet, Lemma, Particle};
use crate::rule::{Match, RuleId};
use crate::stages::actors::EntityKind;
use crate::syntax::{Mood, VerbGroup};
use crate::text::TokenRange;

/// How many verbs may stand between the nominal part of a verb and the verb itself: «خواستار X که … است شد».
const VERBS_BETWEEN: usize = 2;
/// How far before a verb its nominal part begins, in tokens.
const FACED: u32 = 3;

/// The words that attribute something, and where what they attribute may stand.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) rule: RuleId,
    pub(super) reading: Reading,
    pub(super) tokens: TokenRange,
    /// The verb; it stands apart from the cue's tokens where other words split them.
    pub(super) verb: Option<VerbGroup>,
    pub(super) act: Act,
    pub(super) takes: Vec<Takes>,
    pub(super) hearsay: bool,
    /// Whether what is said is the subject, and not who says it.
    pub(super) passive: bool,
    /// Whether things do it, too, and say nothing by it.
    pub(super) by_people: bool,
    /// Whether its passive reckons a number and says nothing.
    pub(super) reckons: bool,
    /// What it denies.
    pub(super) denies: Option<Denial>,
}

impl Cue {
    /// Whether other words stand between the nominal part and the verb.
    pub(super) fn is_split(&self) -> bool {
        self.verb.is_some_and(|verb| verb.tokens.first >= self.tokens.end)
    }

    /// One past its last word, be it the verb or the noun.
    pub(super) fn end(&self) -> u32 {
        self.verb.map_or(self.tokens.end, |verb| verb.tokens.end.max(self.tokens.end))
    }
}

/// The cue of a match, if it attributes something here.
pub(super) fn cue(
    scene: &Scene<'_>,
    found: &Match,
    groups: &[VerbGroup],
    sentence: TokenRange,
) -> Option<Cue> {
    let reading = scene.words.readings.get(found.rule).unwrap_or(Reading::Attribution);
    let tokens = TokenRange::new(found.first, found.last);
    let cue = Cue {
        rule: found.rule,
        reading,
        tokens,
        verb: None,
        act: reading.act(),
        takes: vec![Takes::Clause],
        hearsay: false,
        passive: false,
        by_people: false,
        reckons: false,
        denies: denies(scene, found),
    };
    match reading {
        Reading::Say | Reading::Ask | Reading::Call | Reading::Want | Reading::Contain => {
            let group = groups.iter().find(|group| group.tokens.contains(tokens.first)).copied()?;
            let whole =
                group.sure || reading == Reading::Want || ends_clause(scene, group.tokens.end, sentence);
            // An auxiliary is none: «خواهد رفت».
            let said = Said { scene, groups, group: &group, sentence };
            // The rest of the clause is looked at where its verb is one that tells.
            let reports = || match reading {
                Reading::Say => !said.is_no_report(),
                Reading::Contain => said.is_in_text(),
                _ => true,
            };
            if !tells(&group)
                || !whole
                || group.lemma != lemma_at(scene, tokens)?
                || said.is_impersonal()
                || !reports()
            {
                return None;
            }
            let takes = if reading == Reading::Call { vec![Takes::As] } else { cue.takes };
            Some(Cue { tokens: group.tokens, verb: Some(group), passive: group.passive, takes, ..cue })
        }
        Reading::Attribution => {
            let edge = scene.view.slot(found, "opener")?;
            let Some(&Word::Attribution { hearsay, named }) = scene.words.words.get(edge.value) else {
                return None;
            };
            let name = || {
                scene.mention_at(found.last).is_some()
                    || scene.words_at(found.last, &scene.words.features.pronoun).is_some()
            };
            (!named || name()).then_some(Cue { hearsay, ..cue })
        }
        Reading::Noun => None,
        Reading::Predicate => {
            let (act, with, takes) = noun(scene, found)?;
            // «با درخواست X موافقت کرد»: a noun that a preposition leads is no part of a verb apart from it.
            let words = &scene.words.features;
            let led = tokens.first.checked_sub(1).filter(|&at| at >= sentence.first).is_some_and(|at| {
                scene.view.begins(at, &words.preposition) && !scene.view.begins(at, &words.object)
            });
            let group = finite(scene, found, tokens).or_else(|| verb_of(scene, groups, tokens, with, takes));
            let Some(group) = group.filter(|group| !led || group.tokens.first == tokens.end) else {
                let takes = takes.iter().copied().filter(|takes| takes.is_led()).collect();
                // «این حکایت» has no owner behind it.
                let points =
                    tokens.first.checked_sub(1).is_some_and(|at| scene.view.is(at, Particle::ThisOne));
                let named = !points
                    && scene
                        .mention_at(tokens.end)
                        .is_some_and(|(mention, _)| scene.kind(mention).is_some_and(EntityKind::acts));
                let cue = Cue { reading: Reading::Noun, act, takes, ..cue };
                return named.then_some(cue);
            };
            if !tells(&group) || (Said { scene, groups, group: &group, sentence }).is_impersonal() {
                return None;
            }
            // «نه تأیید و نه تکذیب کرد»: the word for "neither" is that for nine.
            let neither = |at: u32| at > sentence.first && scene.view.is(at - 1, Particle::And);
            let before = tokens.first.checked_sub(1).filter(|&at| scene.view.counts(at));
            if before.is_some_and(neither) {
                return None;
            }
            let one = group.tokens.first == tokens.end;
            let tokens = if one { TokenRange::new(tokens.first, group.tokens.end) } else { tokens };
            // «اعلام شد» is the passive of «اعلام کرد», «یادآور شد» of nothing.
            let auxiliaries = &scene.words.auxiliaries;
            let makes = |verb: Lemma| auxiliaries.is_becoming(verb) || Some(verb) == auxiliaries.be;
            let passive = auxiliaries.is_becoming(group.lemma) && !with.iter().all(|&verb| makes(verb));
            Some(Cue {
                tokens,
                verb: Some(group),
                act,
                takes: takes.clone(),
                passive: passive || group.passive,
                by_people: is(scene, found, |word| matches!(word, Word::Noun { by_people: true, .. })),
                reckons: is(scene, found, |word| matches!(word, Word::Noun { reckons: true, .. })),
                ..cue
            })
        }
        Reading::Aside => {
            let (act, _, takes) = noun(scene, found)?;
            let noun = scene.view.slot(found, "noun")?;
            let tokens = TokenRange::new(noun.first, noun.first + u32::from(noun.length));
            // «با درخواست X موافقت کرد»: X asked for it.
            if matches!(act, Act::Demand | Act::Ask) && scene.mention_at(tokens.end).is_some() {
                return None;
            }
            // «با پیشنهاد تعویق مخالفت کرد», «با انتقاد از X روبه‌رو شد»: somebody else said it.
            // «با طرحی که شانس بیشتری می‌دهد، مخالفت کرد»: behind a relative clause, too.
            let behind = || groups.iter().filter(|group| group.closes && group.tokens.first >= tokens.end);
            let first = behind().next().map_or(tokens.end, |group| group.tokens.first);
            let that = (tokens.end..first).any(|at| scene.view.is(at, Particle::That));
            let mut next = behind().take(1 + usize::from(that));
            let told = |at: u32| groups.iter().any(|group| group.closes && group.tokens.end == at);
            let faces = |group: &VerbGroup| {
                let verb = group.tokens.first;
                let floor = verb.saturating_sub(FACED).max(tokens.end);
                scene.view.words_before(verb, floor, &scene.words.features.faced).is_some()
                    && !(tokens.end..verb).any(|at| scene.mark(at) == Some("،") && !told(at))
            };
            if next.any(faces) {
                return None;
            }
            let takes = takes.iter().copied().filter(|takes| *takes != Takes::Clause).collect();
            Some(Cue { tokens, act, takes, ..cue })
        }
    }
}

/// «معتقدند»: a noun with the ending of «بودن», which is a verb by itself.
fn finite(scene: &Scene<'_>, found: &Match, tokens: TokenRange) -> Option<VerbGroup> {
    let edge = scene.view.slot(found, "noun")?;
    let Some(Word::Noun { finite: true, with, .. }) = scene.words.words.get(edge.value) else { return None };
    let (mood, lemma) = (Mood::Told, with.first().copied()?);
    let (negated, passive, sure, present, closes) = (false, false, true, true, true);
    Some(VerbGroup { tokens, lemma, mood, negated, passive, sure, present, closes })
}

fn noun<'s>(scene: &'s Scene<'_>, found: &Match) -> Option<(Act, &'s [Lemma], &'s Vec<Takes>)> {
    let edge = scene.view.slot(found, "noun")?;
    match scene.words.words.get(edge.value) {
        Some(Word::Noun { act, with, takes, .. }) => Some((*act, with, takes)),
        _ => None,
    }
}

fn denies(scene: &Scene<'_>, found: &Match) -> Option<Denial> {
    let word = scene.view.slot(found, "noun").and_then(|edge| scene.words.words.get(edge.value));
    match word {
        Some(Word::Noun { denies, .. }) => *denies,
        _ => None,
    }
}

fn is(scene: &Scene<'_>, found: &Match, what: impl Fn(&Word) -> bool) -> bool {
    scene.view.slot(found, "noun").and_then(|edge| scene.words.words.get(edge.value)).is_some_and(what)
}

fn lemma_at(scene: &Scene<'_>, tokens: TokenRange) -> Option<Lemma> {
    let codes = scene.view.tokens.codes_between(tokens.first, tokens.end);
    Some(scene.view.grammar.verbs.verb(codes)?.lemma)
}

/// Whether a verb tells that something was said: what is denied, wished or to come was not.
fn tells(group: &VerbGroup) -> bool {
    !group.negated && group.mood == Mood::Told
}

/// The verb that a noun makes one with: right behind it, or behind what the noun asks for.
fn verb_of(
    scene: &Scene<'_>,
    groups: &[VerbGroup],
    noun: TokenRange,
    with: &[Lemma],
    takes: &[Takes],
) -> Option<VerbGroup> {
    let mut behind = groups.iter().filter(|group| group.tokens.first >= noun.end);
    let next = behind.clone().next()?;
    let words = &scene.words.features;
    let led_by = |group: &VerbGroup, classes: &ClassSet| {
        group.tokens.first.checked_sub(1).is_some_and(|before| scene.view.begins(before, classes))
    };
    if takes.contains(&Takes::Published) {
        return behind.find(|group| with.contains(&group.lemma) && led_by(group, &words.published)).copied();
    }
    if next.tokens.first == noun.end {
        return with.contains(&next.lemma).then_some(*next);
    }
    // A noun right before the verb is its nominal part, and this one is none.
    let has_noun = |group: &VerbGroup| {
        // «دعوت مردم به صلح را آغاز کرد»
        let object = (noun.end..group.tokens.first).rev().find(|&at| scene.view.begins(at, &words.object));
        let other = object.is_some_and(|object| object > noun.end && object + 1 < group.tokens.first);
        if other && !scene.view.is(noun.end, Particle::And) && with.contains(&group.lemma) {
            return true;
        }
        // «گزارش X فردا منتشر می‌شود», «گزارش X نشان می‌دهد»
        led_by(group, &words.published)
            || led_by(group, &words.shown)
            || (noun.end..group.tokens.first).any(|at| {
                scene.view.meanings_at(&scene.words.words, at).any(|(edge, word)| {
                    matches!(word, Word::Noun { .. }) && at + u32::from(edge.length) == group.tokens.first
                })
            })
    };
    let apart = takes.iter().any(|takes| matches!(takes, Takes::Of | Takes::To | Takes::From | Takes::About));
    // «به نشانه اعتراض از رنگ سیاه استفاده کردند»: what another preposition leads is of the verb.
    let led = scene.view.begins(noun.end, &words.preposition);
    let own = takes.iter().any(|takes| match takes {
        Takes::To => scene.view.is(noun.end, Particle::Toward),
        Takes::From => scene.view.is(noun.end, Particle::From),
        Takes::On => scene.view.is(noun.end, Particle::Over),
        Takes::With => scene.view.begins(noun.end, &words.together),
        Takes::About => scene.view.begins(noun.end, &words.about),
        Takes::Of => true,
        Takes::Clause | Takes::Object | Takes::As | Takes::Published => false,
    });
    let apart = apart && (!led || own);
    // «خواستار X شد»; only «که» opens a clause between the two: «خواهان گفت که خودرو دزدیده شده».
    let that = (noun.end..next.tokens.first).any(|at| scene.view.is(at, Particle::That));
    let reach = if that { VERBS_BETWEEN + 1 } else { 1 };
    let mut found = behind.take(reach).filter(|group| apart && !has_noun(group));
    found.find(|group| with.contains(&group.lemma)).copied()
}

/// Whether a clause ends before a token: at a mark, a conjunction or the sentence's end.
pub(super) fn ends_clause(scene: &Scene<'_>, at: u32, sentence: TokenRange) -> bool {
    at >= sentence.end
        || scene.mark(at).is_some()
        || matches!(
            scene.view.particle(at),
            Some(Particle::And | Particle::That | Particle::Or | Particle::To)
        )
}
