//! The words by which a text attributes what it says.

use super::model::Act;
use super::phrase::Scene;
use super::verb_group::{Mood, VerbGroup};
use super::words::{Reading, Takes, Word};
use crate::lexicon::{Lemma, Particle};
use crate::rule::{Match, RuleId};
use crate::text::TokenRange;

/// How many verbs may stand between the nominal part of a verb and the verb itself: «خواستار X که … است شد».
const VERBS_BETWEEN: usize = 2;

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
    let reading = scene.words.readings.get(found.rule)?;
    let tokens = TokenRange::new(found.first, found.last);
    let cue = |tokens, verb, act, takes, hearsay| Cue {
        rule: found.rule,
        reading,
        tokens,
        verb,
        act,
        takes,
        hearsay,
    };
    match reading {
        Reading::Say | Reading::Call | Reading::Want => {
            let group = *groups
                .iter()
                .find(|group| group.tokens.first <= tokens.first && tokens.first < group.tokens.end)?;
            // An auxiliary is none: «خواهد رفت».
            if !tells(&group)
                || group.lemma != lemma_at(scene, tokens)?
                || !(group.sure || ends_clause(scene, group.tokens.end, sentence))
            {
                return None;
            }
            let takes = match reading {
                Reading::Call => vec![Takes::As],
                _ => vec![Takes::Clause],
            };
            Some(cue(group.tokens, Some(group), scene.words.acts.get(found.rule)?, takes, false))
        }
        Reading::Attribution => {
            let edge = scene.view.slot(found, "opener")?;
            let Some(Word::Attribution { hearsay }) = scene.words.words.get(edge.value) else { return None };
            Some(cue(tokens, None, Act::Assert, vec![Takes::Clause], *hearsay))
        }
        Reading::SpeechNoun => {
            let (act, with, takes) = noun(scene, found)?;
            let group = verb_of(groups, tokens, with, takes)?;
            if !tells(&group) {
                return None;
            }
            let whole = if group.tokens.first == tokens.end {
                TokenRange::new(tokens.first, group.tokens.end)
            } else {
                tokens
            };
            Some(cue(whole, Some(group), act, takes.clone(), false))
        }
        Reading::Aside => {
            let (act, _, takes) = noun(scene, found)?;
            let takes = takes.iter().copied().filter(|takes| *takes != Takes::Clause).collect();
            let noun = scene.view.slot(found, "noun")?;
            Some(cue(
                TokenRange::new(noun.first, noun.first + u32::from(noun.length)),
                None,
                act,
                takes,
                false,
            ))
        }
    }
}

fn noun<'s>(scene: &'s Scene<'_>, found: &Match) -> Option<(Act, &'s [Lemma], &'s Vec<Takes>)> {
    let edge = scene.view.slot(found, "noun")?;
    match scene.words.words.get(edge.value) {
        Some(Word::Noun { act, with, takes }) => Some((*act, with, takes)),
        _ => None,
    }
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
fn verb_of(groups: &[VerbGroup], noun: TokenRange, with: &[Lemma], takes: &[Takes]) -> Option<VerbGroup> {
    let mut behind = groups.iter().filter(|group| group.tokens.first >= noun.end);
    let next = behind.clone().next()?;
    if next.tokens.first == noun.end {
        return with.contains(&next.lemma).then_some(*next);
    }
    let apart = takes.iter().any(|takes| matches!(takes, Takes::Of | Takes::To | Takes::From | Takes::About));
    let mut found = behind.by_ref().take(VERBS_BETWEEN + 1).filter(|_| apart);
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
