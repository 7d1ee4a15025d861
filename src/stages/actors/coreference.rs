//! Later short forms of names: the family name alone, and ambiguous forms of what was named in full.

use super::entry::Gender;
use super::pending::PendingMention;
use super::registry::Registry;
use super::vocabulary::{Vocabulary, Word, is_derived, word_end};
use super::{EntityKind, Method};
use crate::rule::{TokenSet, View};
use crate::segment::Segments;
use crate::text::fold::Code;
use crate::text::{Gap, LetterPairs, TokenKind, TokenRange};
use rustc_hash::FxHashMap;

/// Letters that a name must have to be one wherever it stands.
const LETTERS: usize = 3;
/// How often a word may stand alone for each time that it was found to be a name.
const DOUBTS: usize = 2;

/// Most words of a name that stands alone: «ناطق نوری», «پالایش گستر جزیره».
const WORDS: usize = 5;

/// Family names of the persons named in full.
pub(super) struct Surnames<'s> {
    /// With what each of them begins with, which has no bearer, so that words that no name begins with are looked up once.
    bearers: FxHashMap<&'s [Code], Option<Bearer>>,
    /// Their [`beginning`]s, so that few words of a text are looked up.
    beginnings: LetterPairs,
}

impl<'s> Surnames<'s> {
    pub(super) fn is_empty(&self) -> bool {
        self.bearers.is_empty()
    }

    /// Whether somebody bears the name.
    fn has(&self, name: &[Code]) -> bool {
        self.bearers.get(name).is_some_and(Option::is_some)
    }

    /// Adds a name; its first bearer keeps it.
    fn add(&mut self, name: &'s [Code], bearer: Bearer) {
        match name {
            [] => return,
            // Anything may stand behind a name of one letter, or two.
            [first] | [first, _] => self.beginnings.insert_all(*first),
            [first, second, third, ..] => {
                self.beginnings.insert(Some(&beginning([*first, *second, *third])));
            }
        }
        for length in 1..name.len() {
            self.bearers.entry(&name[..length]).or_insert(None);
        }
        self.bearers.entry(name).or_insert(None).get_or_insert(bearer);
    }

    /// Whether a name may begin where the text goes on with these letters.
    fn may_begin(&self, letters: &[Code]) -> bool {
        // The last letters of a text may be a name of one or two.
        letters.first_chunk().is_none_or(|letters| self.beginnings.has(Some(&beginning(*letters))))
    }

    /// The longest name at token `at`, whose first word ends before token `end`: one past its last token, and who
    /// bears it.
    fn longest(&mut self, view: &View<'_>, at: u32, end: u32, stop: u32) -> Option<(u32, &mut Bearer)> {
        let (mut last, mut found) = (end, None);
        for _ in 0..WORDS {
            match self.bearers.get(view.tokens.codes_between(at, last)) {
                None => break,
                Some(Some(_)) => found = Some(last),
                Some(None) => {}
            }
            let next = view.token_kind(last) == Some(TokenKind::Word);
            if last >= stop || !next {
                break;
            }
            last = word_end(&view.tokens, last).min(stop);
        }
        let last = found?;
        Some((last, self.bearers.get_mut(view.tokens.codes_between(at, last))?.as_mut()?))
    }
}

/// Three letters as a pair, whose second one is any for any third letter.
const fn beginning([first, second, third]: [Code; 3]) -> [Code; 2] {
    [first, second ^ third.wrapping_mul(37)]
}

/// Who bears a family name in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bearer {
    /// One past the first full name.
    after: u32,
    /// The first full name.
    whole: (u32, u32),
    entity: usize,
    /// Whether the name is an adjective of a place too: «خراسانی».
    adjective: bool,
    /// Whether it is a given name, which others bear too.
    given: bool,
    /// How often the word may stand alone before that and be a name still: a headline has the family
    /// name alone, but what comes before more often is an ordinary word.
    allowed: u8,
}

/// The family names of the persons among the mentions; the first bearer keeps the name.
pub(super) fn surnames<'s>(
    view: &'s View<'_>,
    words: &Vocabulary,
    registry: &Registry,
    held: &[PendingMention],
) -> Surnames<'s> {
    let mut out = Surnames { bearers: FxHashMap::default(), beginnings: LetterPairs::default() };
    // «روزنامه | لاتریبون» is «لاتریبون» later.
    let shortened = |mention: &&PendingMention| mention.kind == EntityKind::Person || mention.short.is_some();
    for mention in held.iter().filter(shortened) {
        let Some(at) = short_form(view, mention) else { continue };
        // A product's whole name stands for it later, and so does the given name that somebody is called by: «خاله مهین».
        let called = mention.kind == EntityKind::Person
            && mention.method == Method::Pattern
            && words
                .words_at(view, at)
                .any(|(edge, word)| matches!(word, Word::GivenName { .. }) && edge.last() == mention.last);
        if at == mention.first && mention.kind != EntityKind::Product && !called {
            continue;
        }
        let name = view.tokens.codes_between(at, mention.last);
        if name.len() > 2 {
            let known = mention.method == Method::Lexicon;
            let (after, entity) = (mention.last, mention.entity);
            let whole = (mention.first, mention.last);
            let bearer = |part: &[Code]| {
                let allowed = if known { u8::MAX } else { u8::from(words.surname(name).is_some()) };
                Bearer {
                    after,
                    whole,
                    entity,
                    adjective: adjective(view, registry, part),
                    given: called,
                    allowed,
                }
            };
            // Its first bearer keeps a name.
            if !out.has(name) {
                out.add(name, bearer(name));
            }
            // «محمد کریمی شیرازی» is «کریمی» too.
            let part = view.tokens.codes_between(at, word_end(&view.tokens, at));
            if !known && part.len() < name.len() && !out.has(part) && words.surname(part).is_some() {
                out.add(part, bearer(part));
            }
        }
    }
    out
}

/// Whether a family name is the name of a place with «ی» behind it.
fn adjective(view: &View<'_>, registry: &Registry, name: &[Code]) -> bool {
    is_derived(&view.grammar.lexicon, name, |entry| {
        let kind = registry.get(entry).map(|known| known.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::State))
    })
}

/// Whether the word before token `at` is a noun that an adjective may describe: no mark, and no word that names do
/// not contain.
fn described(view: &View<'_>, words: &Vocabulary, first: u32, at: u32) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| *before >= first) else { return false };
    let word = view.token_kind(before) == Some(TokenKind::Word);
    let bound = |word: &Word| {
        matches!(
            word,
            Word::Boundary | Word::Title(..) | Word::According | Word::Speech | Word::TitleModifier
        )
    };
    word && words.before(view, first, at, bound).is_none()
}

/// A word that is a name: of which entity, whether of a person, and how often it was found.
struct Found {
    entity: usize,
    person: bool,
    times: usize,
}

/// Names that the model has found somewhere in a document, which nothing else knows.
#[derive(Default)]
pub(super) struct Named<'s> {
    words: FxHashMap<&'s [Code], Found>,
}

impl<'s> Named<'s> {
    /// Adds a name of an entity of a kind.
    pub(super) fn add(
        &mut self,
        view: &'s View<'_>,
        TokenRange { first, end: last }: TokenRange,
        (entity, kind): (usize, EntityKind),
    ) {
        let letters = view.tokens.codes_between(first, last);
        if letters.len() >= LETTERS {
            let found = Found { entity, person: kind == EntityKind::Person, times: 0 };
            self.words.entry(letters).or_insert(found).times += 1;
        }
    }

    /// Where the words stand elsewhere: first and last token, the sentence, and the entity. A word that stands alone far more
    /// often than it was found to be a name is hardly one.
    pub(super) fn again(
        self,
        view: &'s View<'_>,
        vocabulary: &Vocabulary,
        segments: &Segments,
        taken: &TokenSet,
    ) -> Vec<(u32, u32, u32, usize)> {
        let mut names = Surnames { bearers: FxHashMap::default(), beginnings: LetterPairs::default() };
        let mut words: Vec<(&&[Code], &Found)> = self.words.iter().collect();
        words.sort_unstable_by_key(|(letters, _)| **letters);
        for (letters, Found { entity, person, .. }) in words {
            let (entity, given, after) = (*entity, *person, 0);
            names.add(
                letters,
                Bearer { after, whole: (after, after), entity, adjective: false, given, allowed: u8::MAX },
            );
        }
        let mut found = Vec::new();
        if names.is_empty() {
            return found;
        }
        for (n, segment) in segments.sentences() {
            alone(view, vocabulary, &mut names, segment.tokens, taken, |first, last, entity| {
                if self.is_name(view, vocabulary, first, last) {
                    found.push((first, last, n, entity));
                }
            });
        }
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        found.iter().for_each(|(.., entity)| *counts.entry(*entity).or_default() += 1);
        let often = |entity: usize| -> usize {
            self.words.values().filter(|word| word.entity == entity).map(|word| word.times).sum()
        };
        found
            .retain(|(.., entity)| counts.get(entity).is_some_and(|count| *count <= DOUBTS * often(*entity)));
        found
    }

    /// Whether a name of these may be one where it stands: it has several words, or the lexicon does not know it, or knows a given
    /// name that is no other word.
    fn is_name(&self, view: &View<'_>, vocabulary: &Vocabulary, first: u32, last: u32) -> bool {
        let letters = view.tokens.codes_between(first, last);
        let strong = |word: &Word| match word {
            Word::GivenName { weak, .. } => weak.iter().all(|form| **form != *letters),
            _ => false,
        };
        last > word_end(&view.tokens, first)
            || !view.knows(first)
            || vocabulary.words_at(view, first).any(|(edge, word)| edge.last() == last && strong(word))
    }
}

/// Adds a name that the text gave to an entity.
pub(super) fn add_alias<'s>(
    view: &'s View<'_>,
    surnames: &mut Surnames<'s>,
    TokenRange { first, end: last }: TokenRange,
    entity: usize,
) {
    let whole = (last, last);
    let bearer = Bearer { after: last, whole, entity, adjective: false, given: false, allowed: u8::MAX };
    surnames.add(view.tokens.codes_between(first, last), bearer);
}

/// Gives the entity of the one who was named in full before to a family name that a title or a verb of speech stands
/// beside: «خانم مریم X … خانم X»; whether there is any. Two bearers of a name keep apart, and so do a man and a woman.
pub(super) fn later(view: &View<'_>, words: &Vocabulary, held: &mut [PendingMention]) -> bool {
    let mut bearers: FxHashMap<&[Code], Option<(usize, Option<Gender>)>> = FxHashMap::default();
    let mut found = false;
    for mention in held.iter_mut().filter(|mention| mention.kind == EntityKind::Person) {
        let Some(at) = short_form(view, mention) else { continue };
        let gender = gender(view, words, mention.first);
        let name = view.tokens.codes_between(at, mention.last);
        if at > mention.first {
            let bearer = bearers.entry(name).or_insert(Some((mention.entity, gender)));
            *bearer = bearer.filter(|(entity, _)| *entity == mention.entity);
        } else if mention.method == Method::Pattern
            && !words.words_at(view, at).any(|(_, word)| matches!(word, Word::GivenName { .. }))
            && let Some((entity, known)) = bearers.get(name).copied().flatten()
            && (known.is_none() || gender.is_none() || known == gender)
        {
            (mention.entity, mention.method) = (entity, Method::Coreference);
            found = true;
        }
    }
    found
}

/// Whether a man or a woman is named at a token, where the given name or the form of address before it tells.
fn gender(view: &View<'_>, words: &Vocabulary, first: u32) -> Option<Gender> {
    let told = |word: &Word| match word {
        Word::Title(_, gender) | Word::GivenName { gender, .. } => *gender,
        _ => None,
    };
    let titled = words.ending(view, 0, (first, first)).find_map(|(_, _, word)| told(word));
    titled.or_else(|| words.words_at(view, first).find_map(|(_, word)| told(word)))
}

/// First token of the short form that stands for a mention later: of a person, the last word, where no rule told it.
fn short_form(view: &View<'_>, mention: &PendingMention) -> Option<u32> {
    mention.short.or_else(|| last_word(view, mention.first, mention.last))
}

/// First token of the last of several words.
fn last_word(view: &View<'_>, first: u32, last: u32) -> Option<u32> {
    (first + 1..last).rev().find(|&at| view.tokens.begins_word(at as usize))
}

/// Reports the family names that stand alone after the full name: first and last token, and the entity.
pub(super) fn alone(
    view: &View<'_>,
    words: &Vocabulary,
    surnames: &mut Surnames<'_>,
    TokenRange { first, end: stop }: TokenRange,
    taken: &TokenSet,
    mut report: impl FnMut(u32, u32, usize),
) {
    let mut next = first;
    while let Some(at) = next_beginning(view, surnames, next, first, stop) {
        let end = word_end(&view.tokens, at).min(stop);
        if !taken.any(at, end)
            && let Some((last, bearer)) = surnames.longest(view, at, end, stop)
            && !taken.any(end, last)
            && !(bearer.adjective && described(view, words, first, at))
            && !(bearer.given && goes_on(view, words, last, stop))
            && !barred(view, words, at, last)
            && words.before(view, first, at, |word| matches!(word, Word::Determiner)).is_none()
        {
            if at >= bearer.after {
                // «سحر | پورابراهیم» again: by itself the given name is a word.
                let letters = |(first, last): (u32, u32)| view.tokens.codes_between(first, last);
                let given = |word: &Word| matches!(word, Word::GivenName { .. });
                let from = words.before(view, first, at, given).map(|(from, _)| from);
                let from = from
                    .filter(|from| !taken.any(*from, at) && letters((*from, last)) == letters(bearer.whole));
                report(from.unwrap_or(at), last, bearer.entity);
                next = last;
                continue;
            } else if bearer.allowed > 0 {
                bearer.allowed = bearer.allowed.saturating_sub(u8::from(bearer.allowed < u8::MAX));
            } else {
                bearer.after = u32::MAX;
            }
        }
        next = end.max(at + 1);
    }
}

/// The next token, from `from` on, with which one of the names may begin.
fn next_beginning(view: &View<'_>, surnames: &Surnames<'_>, from: u32, first: u32, stop: u32) -> Option<u32> {
    let tokens = (from..stop).zip(view.tokens.list.get(from as usize..)?);
    let mut begun = tokens.filter(|(at, token)| {
        matches!(token.kind, TokenKind::Word | TokenKind::Latin)
            && (token.gap != Gap::Joiner || *at == first)
            && surnames.may_begin(view.tokens.codes.get(token.code as usize..).unwrap_or_default())
    });
    begun.next().map(|(at, _)| at)
}

/// Whether a word that may belong to a name stands at a token: «علی مردان‌خان» is not the «علی» of before.
fn goes_on(view: &View<'_>, words: &Vocabulary, at: u32, stop: u32) -> bool {
    let bound = |word: &Word| {
        matches!(word, Word::Boundary | Word::Speech | Word::Determiner | Word::ObjectMark | Word::LightVerb)
    };
    let word = view.token_kind(at) == Some(TokenKind::Word);
    let verb = || view.grammar.verbs.is_verb_of(&view.tokens, at, word_end(&view.tokens, at));
    at < stop && word && !words.any(view, at, bound) && !verb()
}

/// Whether tokens `at..last` are a word that is something else, also one that some are called by: «بهار».
fn barred(view: &View<'_>, words: &Vocabulary, at: u32, last: u32) -> bool {
    let letters = view.tokens.codes_between(at, last);
    let bars = |word: &Word| match word {
        Word::Boundary | Word::Common | Word::NameTail | Word::Title(..) | Word::Determiner => true,
        Word::GivenName { weak, .. } => weak.iter().any(|form| **form == *letters),
        _ => false,
    };
    view.number_at(at).is_some_and(|number| number.last >= last)
        || words.words_at(view, at).any(|(edge, word)| edge.last() >= last && bars(word))
}
