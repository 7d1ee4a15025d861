//! The words that tell of an event: a verb, a noun with its verb, a noun by itself.

use super::extract::Reader;
use super::model::EventType;
use super::phrases;
use super::words::{Frame, Reading};
use crate::lexicon::{Lemma, Particle, VerbForm};
use crate::rule::Match;
use crate::stages::scene::NOMINAL;
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// How far behind a noun the verb stands that it shares with another one, in tokens.
const JOINED: u32 = 2;

/// How far before a verb its noun may stand apart from it, in tokens.
const APART: u32 = 24;

/// A trigger: the words that tell of something, and what they tell of.
pub(super) struct Trigger<'r> {
    pub(super) frame: &'r Frame,
    pub(super) tokens: TokenRange,
    /// The verb; none of a noun by itself.
    pub(super) verb: Option<VerbGroup>,
    /// Whether it is a noun made of a verb: «آواره شدن».
    pub(super) infinitive: bool,
}

impl Reader<'_> {
    /// The trigger of a match.
    pub(super) fn trigger(&self, found: &Match, groups: &[VerbGroup]) -> Option<Trigger<'_>> {
        let scene = self.scene;
        let tokens = TokenRange::new(found.first, found.last);
        match scene.words.readings.get(found.rule)? {
            Reading::Verb => {
                let lemma = scene.view.verb(tokens.first, tokens.end)?;
                let frame_of = |of: Lemma| scene.words.verbs.iter().find(|(lemma, _)| *lemma == of);
                let end = match lemma.form {
                    // «فروختن X به Y», «کشته شدن X»
                    VerbForm::Infinitive => Some(tokens.end),
                    VerbForm::Participle => {
                        self.infinitive(tokens.end, |lemma| scene.words.auxiliaries.is_becoming(lemma))
                    }
                    _ => None,
                };
                if let Some(end) = end {
                    // «پیشی گرفتن» is another verb.
                    let (first, nominal) = (tokens.first, &scene.words.features.nominal);
                    if scene.view.words_before(first, first.saturating_sub(NOMINAL), nominal).is_some() {
                        return None;
                    }
                    let (_, frame) = frame_of(lemma.lemma)?;
                    let tokens = TokenRange::new(tokens.first, end);
                    return Some(Trigger { frame, tokens, verb: None, infinitive: true });
                }
                let group = *groups.iter().find(|group| group.tokens.contains(tokens.first))?;
                let (_, frame) = frame_of(group.lemma)?;
                // «از سر گرفتند» is another verb.
                let verb = group.tokens.first;
                let nominal = &scene.words.features.nominal;
                if scene.view.words_before(verb, verb.saturating_sub(NOMINAL), nominal).is_some() {
                    return None;
                }
                // «تصمیم بر این گرفته شد»: the verb is of a noun that stands apart from it.
                let before = groups.iter().rfind(|one| one.closes && one.tokens.end <= verb);
                let first = before.map_or(verb.saturating_sub(APART), |one| one.tokens.end);
                let of_noun = |at: u32| {
                    let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
                    nouns.any(|(edge, noun)| {
                        let whole = scene.view.tokens.begins_word((at + u32::from(edge.length)) as usize);
                        whole && noun.frame.split && noun.with.contains(&group.lemma)
                    })
                };
                if frame.kind == EventType::Seize && (first..verb).any(of_noun) {
                    return None;
                }
                // «فروش را متوقف ساخت»: a word between «را» and the verb is what something was made.
                let begins = |at: &u32| scene.view.tokens.begins_word(*at as usize);
                let floor = verb.saturating_sub(NOMINAL);
                let word = (floor..verb).rev().find(begins);
                let marked = word.and_then(|word| word.checked_sub(1)).is_some_and(|at| {
                    let adverb = scene.words_at(at + 1, &scene.words.features.adverb).is_some();
                    scene.view.begins(at, &scene.words.features.object) && !adverb
                });
                // «او را از آن آگاه ساخت»
                let made = &scene.words.features.made_into;
                let marked = marked || scene.view.words_before(verb, floor, made).is_some();
                if frame.kind == EventType::Build && marked {
                    return None;
                }
                let verb = Some(group);
                group.closes.then_some(Trigger { frame, tokens: group.tokens, verb, infinitive: false })
            }
            Reading::Word => {
                let noun = scene.words.nouns.get(scene.view.slot(found, "trigger")?.value)?;
                // «پس از اشغال X»: the noun tells by itself, and «از» is of the preposition.
                let inner = scene.view.is(tokens.first, Particle::From).then_some(tokens.first + 1);
                let inner = inner.filter(|&at| {
                    let before = &scene.words.features.preposition;
                    let first = scene.view.words_before(at, at.saturating_sub(NOMINAL), before);
                    first.is_some_and(|first| first < tokens.first)
                });
                if let Some(at) = inner {
                    let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
                    let (_, noun) = nouns.find(|(edge, _)| at + u32::from(edge.length) == tokens.end)?;
                    let tokens = TokenRange::new(at, tokens.end);
                    return Some(Trigger { frame: &noun.frame, tokens, verb: None, infinitive: false });
                }
                // «به توپ بسته شد»: the participle is of another verb.
                let first = tokens.first;
                let other = scene.view.words_before(
                    first,
                    first.saturating_sub(NOMINAL),
                    &scene.words.features.nominal,
                );
                let led = other.is_some_and(|at| scene.view.is(at, Particle::Toward));
                if led && groups.iter().any(|group| group.tokens.first == first) {
                    return None;
                }
                if let Some(end) = self.infinitive(tokens.end, |lemma| noun.with.contains(&lemma)) {
                    let tokens = TokenRange::new(tokens.first, end);
                    return Some(Trigger { frame: &noun.frame, tokens, verb: None, infinitive: true });
                }
                let fits = |group: &&VerbGroup| noun.with.contains(&group.lemma);
                let next = groups.iter().find(|group| group.tokens.first >= tokens.end);
                // «آسیب را دیدند»
                let marked = scene.words_at(tokens.end, &scene.words.features.object);
                let beside = next
                    .filter(|group| [Some(tokens.end), marked].contains(&Some(group.tokens.first)))
                    .filter(fits);
                // «دیدار و گفت‌وگو کردند»: a verb may have several nouns.
                let joined = scene.view.is(tokens.end, Particle::And)
                    && !scene.view.begins(tokens.end + 1, &scene.words.features.preposition);
                let near = |verb: &&VerbGroup| {
                    noun.frame.kind == EventType::Consult || verb.tokens.first <= tokens.end + JOINED
                };
                // «هفت تن کشته و بیست نفر زخمی شدند»: another noun has the verb, too.
                let shares = |verb: &&VerbGroup| {
                    let until = verb.tokens.first;
                    let floor = until.saturating_sub(NOMINAL).max(tokens.end + 1);
                    (floor..until).any(|at| {
                        let mut nouns = scene.view.meanings_at(&scene.words.nouns, at);
                        nouns.any(|(edge, other)| {
                            at + u32::from(edge.length) == until && other.with.contains(&verb.lemma)
                        })
                    })
                };
                let led_noun = || {
                    let at = tokens.first.saturating_sub(1);
                    scene.mark(at).is_some()
                        || scene.view.is(at, Particle::And)
                        || scene.view.begins(at, &scene.words.features.preposition)
                };
                // «ده نفر در X دستگیر و دو نفر اعدام شدند»
                let other = || scene.view.meanings_at(&scene.words.nouns, tokens.end + 1).next().is_some();
                let both = |verb: &&VerbGroup| {
                    scene.words.auxiliaries.is_becoming(verb.lemma) && !led_noun() && !other()
                };
                let near =
                    |verb: &&VerbGroup| near(verb) || (noun.frame.nature || both(verb)) && shares(verb);
                // «کنترل X را به دست گرفت»: the nominal part of the verb is no phrase.
                let until = |verb: &VerbGroup| {
                    let (first, nominal) = (verb.tokens.first, &scene.words.features.nominal);
                    let floor = first.saturating_sub(NOMINAL).max(tokens.end);
                    scene.view.words_before(first, floor, nominal).unwrap_or(first)
                };
                // «معاهده X در ۱۸۲۸ میان Y و Z بسته شد»
                let told = noun.frame.kind == EventType::Agree;
                let whole = |verb: &&VerbGroup| told || self.is_one_phrase(tokens.end, until(verb), groups);
                let apart =
                    next.filter(|_| noun.frame.split).filter(whole).or(next.filter(near).filter(|_| joined));
                // «سه تن دستگیر و یک نفر کشته شد»: the «شدن» of a participle is of the noun before «و», too.
                let passive = |verb: &&VerbGroup| {
                    verb.passive && scene.words.auxiliaries.becoming().any(|one| noun.with.contains(&one))
                };
                let counted = |verb: &&VerbGroup| {
                    joined && self.is_one_phrase(tokens.end + 1, verb.tokens.first, groups)
                };
                // «سه نفر بازداشت و به زندان منتقل شدند»
                let led = scene.view.is(tokens.end, Particle::And)
                    && scene.view.begins(tokens.end + 1, &scene.words.features.preposition);
                let becomes = |verb: &&VerbGroup| {
                    passive(verb) || fits(verb) && scene.words.auxiliaries.is_becoming(verb.lemma)
                };
                let moved = next.filter(|_| led).filter(becomes).filter(shares);
                // «X را تحریم و دارایی Y را مسدود کرد»: what stands between «را» and «و» is the nominal part of the next verb.
                // «X را از Y برکنار و Z را جانشین او کرد»: each verb has its own object.
                let marks = |at: u32| scene.view.begins(at, &scene.words.features.object);
                let object = tokens.first.checked_sub(1).is_some_and(marks);
                let before = groups.iter().rfind(|group| group.closes && group.tokens.end <= tokens.first);
                let from = before.map_or(tokens.first.saturating_sub(APART), |group| group.tokens.end);
                let until = next.map_or(tokens.end, |verb| verb.tokens.first);
                let each =
                    || (from..tokens.first).any(marks) && (tokens.end..until).any(marks) && !led_noun();
                let object = object || each();
                let does =
                    |verb: &&VerbGroup| !verb.passive && !scene.words.auxiliaries.is_becoming(verb.lemma);
                let goes_on = next.filter(|_| joined && object && !led).filter(fits).filter(does);
                let apart = apart.filter(fits).or(next.filter(passive).filter(counted)).or(moved).or(goes_on);
                let whole = beside.filter(|verb| verb.tokens.first == tokens.end);
                let end = whole.map_or(tokens.end, |verb| verb.tokens.end);
                let verb = beside.or(apart).copied();
                let tokens = TokenRange::new(tokens.first, end);
                Some(Trigger { frame: &noun.frame, tokens, verb, infinitive: false })
            }
        }
    }

    /// Whether a single phrase stands between a noun and its verb: «وارد X شد».
    fn is_one_phrase(&self, first: u32, end: u32, groups: &[VerbGroup]) -> bool {
        let reader = phrases::Reader { scene: self.scene, figures: &self.figures_at, groups };
        let between = reader.phrases(TokenRange::new(first, end));
        // «وارد مجلس در شهر X شدند»
        let inside = |phrase: &phrases::Phrase| phrase.lead == phrases::Lead::Inside;
        between.len() <= 1
            || between.iter().all(|phrase| phrase.lead == phrases::Lead::Bare)
            || between.first().is_some_and(|first| first.lead == phrases::Lead::Bare)
                && between.iter().skip(1).all(inside)
    }

    /// One past the infinitive of one of some verbs that begins at a token.
    fn infinitive(&self, at: u32, is_of: impl Fn(Lemma) -> bool) -> Option<u32> {
        let view = self.scene.view;
        let end = self.scene.word_end(at, view.tokens.list.len() as u32);
        let verb = view.verb(at, end)?;
        (verb.form == VerbForm::Infinitive && is_of(verb.lemma)).then_some(end)
    }
}
