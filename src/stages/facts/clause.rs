//! The clause around a figure: from the verb before it to its own.

use super::words::{Scene, passed};
use crate::lexicon::Particle;
use crate::stages::scene::ends_with_yeh;
use crate::syntax::{Mood, VerbGroup};
use crate::text::TokenRange;

/// Longest name at the end of a phrase, in tokens.
const NAME: u32 = 8;

/// The clause that a figure stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// From behind the verb before it to its own verb.
    pub(super) tokens: TokenRange,
    /// Its verb, where it has one.
    pub(super) verb: Option<VerbGroup>,
}

impl Clause {
    /// Where the verb of the clause begins, with the noun that is part of it: «۵۰ تن گندم صادر کرد».
    pub(super) fn verb_start(&self, scene: &Scene<'_>) -> u32 {
        let Some(verb) = self.verb else { return self.tokens.end };
        let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
        let before = (self.tokens.first..verb.tokens.first).rev().find(begins);
        // «تولید خواهد کرد»
        let head = match verb.mood {
            Mood::Future => verb.tokens.positions().rev().find(begins).unwrap_or(verb.tokens.first),
            _ => verb.tokens.first,
        };
        let light = scene.view.begins(head, &scene.words.features.light_verb);
        let words = &scene.words.features;
        let noun = |at: &u32| {
            scene.mark(*at).is_none()
                && !scene.view.begins(*at, &words.object)
                && !scene.view.begins(*at, &words.preposition)
        };
        before.filter(|_| light).filter(noun).unwrap_or(verb.tokens.first)
    }
}

/// Where the last word of a phrase begins that «بودن» says of it: «۶۵ درصد سدها خالی است»; none where the figure before the phrase has a
/// subject of its own: «سهم X ۳۰ درصد بازار جهان است».
pub(super) fn predicate(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: TokenRange,
    phrase: TokenRange,
) -> Option<u32> {
    let verb = clause.verb.filter(|verb| Some(verb.lemma) == scene.words.auxiliaries.be)?;
    if verb.tokens.first != phrase.end || !opens(scene, clause, figure) {
        return None;
    }
    let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
    let last = phrase.positions().rev().find(begins).filter(|&last| last > phrase.first)?;
    let near = TokenRange::new(last.saturating_sub(NAME), phrase.end);
    let named = scene.mentions_in(near).any(|(_, name)| name.end > last);
    (!named && !scene.view.is(last - 1, Particle::And)).then_some(last)
}

/// Whether a word behind what is counted is none of it: «سه مغازه واقع در شهر», «دو کشور خواستار صلح شدند», «سه مجروح بدحال‌اند».
pub(super) fn begins_other(scene: &Scene<'_>, clause: &Clause, at: u32, end: u32) -> bool {
    let (view, words) = (scene.view, &scene.words.features);
    let behind = scene.word_end(at, end);
    let lies = view.begins(at, &words.lying) && view.begins(behind, &words.preposition);
    let said = || clause.verb.is_some_and(|verb| scene.words.auxiliaries.states(verb.lemma) && !verb.passive);
    let is =
        behind > at + 1 && view.grammar.verbs.is_perfect_ending(view.tokens.codes_of(behind as usize - 1));
    lies || is || view.begins(at, &words.predicate) && said()
}

/// Where those who have something end, and what they have begins, of the words before «داشتن»: «دو متن | اعتبار یکسان دارند»; none where the
/// words may all be of the subject. Adjectives of relation and names go on with it.
pub(super) fn subject_of_having(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: TokenRange,
    phrase: TokenRange,
) -> Option<u32> {
    let [have, _] = scene.words.auxiliaries.plain_present;
    let verb = clause.verb.filter(|verb| Some(verb.lemma) == have)?;
    if verb.tokens.first != phrase.end || !opens(scene, clause, figure) {
        return None;
    }
    let written = |first: u32, end: u32| scene.view.slice(scene.view.span(first, end));
    // «سه روستای بخش مرکزی آب دارند»: the noun itself says that it goes on.
    if phrase.is_empty() || ends_with_yeh(written(phrase.first - 1, phrase.first)) {
        return None;
    }
    let mut at = phrase.first;
    while at < phrase.end {
        let name = scene.mention_at(at).map(|(_, name)| name.end).filter(|end| *end <= phrase.end);
        let word = scene.word_end(at, phrase.end);
        match name.or_else(|| ends_with_yeh(written(at, word)).then_some(word)) {
            Some(behind) => at = behind,
            None => break,
        }
    }
    (at < phrase.end).then_some(at)
}

/// Whether a figure begins its clause, behind adverbs, dates, places and what a comma parts from it.
fn opens(scene: &Scene<'_>, clause: &Clause, figure: TokenRange) -> bool {
    let words = &scene.words.features;
    let mut at = clause.tokens.first;
    while at < figure.first {
        let dated = |at: u32| scene.date_at(at).map(|(_, date)| date.end);
        let named = |at: u32| scene.mention_at(at).map(|(_, name)| name.end);
        let led = || {
            let behind = scene.words_at(at, &words.preposition)?;
            dated(behind).or_else(|| named(behind)).or_else(|| scene.words_at(behind, &words.pronoun))
        };
        match passed(scene, at).or_else(|| dated(at)).or_else(|| scene.adverb_at(at)).or_else(led) {
            Some(behind) => at = behind,
            None => break,
        }
    }
    let comma = figure.first.checked_sub(1).is_some_and(|at| scene.mark(at) == Some("،"));
    at == figure.first || comma
}

/// The clause of some tokens of a sentence.
pub(super) fn clause(
    scene: &Scene<'_>,
    sentence: TokenRange,
    groups: &[VerbGroup],
    figure: TokenRange,
    item: Option<TokenRange>,
) -> Clause {
    // «۵ کیلو آرد،»: what is counted is a noun, though it may be the form of a verb.
    let counted = |group: &VerbGroup| item == Some(group.tokens);
    let apart = (figure.end..sentence.end).find(|&at| scene.mark(at) == Some("؛")).unwrap_or(sentence.end);
    let ends = |group: &&VerbGroup| {
        group.closes && group.tokens.first >= figure.end && group.tokens.end <= apart && !counted(group)
    };
    let verb = groups.iter().find(ends).copied();
    let start = main_start(scene, sentence, groups, scene.clause_start(sentence, groups, figure));
    let end = verb.map_or(apart, |verb| verb.tokens.end);
    Clause { tokens: TokenRange::new(start, end), verb }
}

/// Where the clause begins that goes on behind a relative one: «شمار آنان که X فرستاد به ۵ رسید».
fn main_start(scene: &Scene<'_>, sentence: TokenRange, groups: &[VerbGroup], start: u32) -> u32 {
    let Some(verb) = groups.iter().rfind(|group| group.closes && group.tokens.end == start) else {
        return start;
    };
    let first = scene.clause_start(sentence, groups, verb.tokens);
    let Some(that) = first.checked_sub(1).filter(|&that| that > sentence.first) else { return start };
    let relative = scene.is_relative(that, groups)
        && !scene.view.is(start, Particle::And)
        && scene.mark(start).is_none();
    if relative { scene.clause_start(sentence, groups, TokenRange::new(that, that)) } else { start }
}
