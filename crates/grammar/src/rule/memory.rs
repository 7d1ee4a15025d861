//! What is kept from text to text: words that were met, and what is known of them by themselves.
//!
//! Nothing that is found depends on it, only how soon: a word is looked up once and not in each of its places.

use super::kind::{Kinds, Uses};
use super::known::{Met, OfVerb};
use crate::lexicon::{KnownWords, Lexicon, Particles, Verb, Verbs};
use crate::numeral::Words as NumberWords;
use crate::text::fold::Code;
use crate::text::{Layout, TokenKind, Tokenizer, Tokens, Waiting, WordIndex};
use rustc_hash::FxHashMap;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ops::{Deref, DerefMut};
use std::sync::Mutex;

/// Questions about words whose answers are kept: as many as there are classes of words by their features, and more.
pub(super) const QUESTIONS: u16 = 64;

/// Of so many words of two tokens is kept which verbs they are.
const PAIRS: usize = 1 << 16;

/// What says of a word by itself what there is to know.
#[derive(Clone, Copy)]
pub(super) struct Words<'g> {
    pub(super) tokenizer: &'g Tokenizer,
    pub(super) lexicon: &'g Lexicon,
    pub(super) numbers: &'g NumberWords,
    pub(super) verbs: &'g Verbs,
    pub(super) particles: &'g Particles,
    pub(super) uses: &'g dyn Uses,
}

impl Words<'_> {
    /// Which verb that rules name a token of these letters may be a form of, or begin; `find` says which one it is by itself,
    /// and is asked only where rules name verbs.
    pub(super) fn of_verb(
        &self,
        token: TokenKind,
        letters: &[Code],
        find: impl FnOnce() -> Option<Verb>,
    ) -> OfVerb {
        if token != TokenKind::Word || self.uses.verbs().is_empty() {
            return OfVerb::None;
        }
        match find().and_then(Verb::unaltered).filter(|verb| self.uses.verbs().contains(verb)) {
            Some(verb) => OfVerb::Form(verb),
            None if self.verbs.is_prefix(letters) => OfVerb::Prefix,
            None => OfVerb::None,
        }
    }
}

/// Words that were met, with what is known of them. Its size is bounded by that of the index.
#[derive(Debug, Default)]
pub(super) struct Memory {
    index: WordIndex,
    pub(super) known: KnownWords,
    pub(super) kinds: Kinds,
    /// For each word, by number: which questions were answered, and which with yes; behind a space, and not.
    answers: Vec<[Cell<u128>; 2]>,
    /// For each word, by number: what a stage found out about it.
    notes: Vec<Cell<u64>>,
    /// For each word, by number: the verb that it is a form of, where that was asked.
    verbs: Vec<Cell<Option<Option<Verb>>>>,
    /// For each word, by number: whether it is «می» or «نمی», which may stand apart before a verb.
    imperfective: Vec<bool>,
    /// For each word, by number: whether it is known to be neither that nor a form of a verb.
    verbless: Vec<bool>,
    /// The verbs of two words that a ZWNJ or a space joins: «می‌روند».
    verbs_of_two: RefCell<FxHashMap<(u32, u32), Option<Verb>>>,
    /// What a reader keeps of words by their numbers.
    kept: RefCell<Option<Box<dyn Any + Send>>>,
}

impl Memory {
    /// Cuts a text into tokens and looks up what of its words is new.
    pub(super) fn read(
        &mut self,
        words: Words<'_>,
        text: &str,
        layout: Layout,
        waiting: Waiting<'_>,
    ) -> Tokens {
        let tokens = words.tokenizer.numbered(text, layout, &mut self.index, waiting);
        let Self { kinds, verbs, imperfective, verbless, .. } = self;
        verbs.resize_with(self.known.end() as usize, Default::default);
        imperfective.resize(self.known.end() as usize, false);
        verbless.resize(self.known.end() as usize, false);
        self.known.learn(
            words.lexicon,
            &self.index,
            |letters, found| words.numbers.can_begin(words.lexicon, letters, found),
            |token, written, letters, sightings| {
                let mut found = None;
                let verb = words.of_verb(token, letters, || *found.insert(words.verbs.verb(letters)));
                verbs.push(Cell::new(found));
                let prefix = words.verbs.is_imperfective_prefix(letters);
                imperfective.push(prefix);
                verbless.push(!prefix && found == Some(None));
                kinds.of(words.uses, words.particles, Met { token, written, verb, sightings })
            },
        );
        let end = self.index.end() as usize;
        self.answers.resize_with(end, Default::default);
        self.notes.resize_with(end, Default::default);
        tokens
    }

    /// The answer to a question about a word by itself, which stands behind a space or not.
    #[inline]
    pub(super) fn answer(&self, word: u32, spaced: bool, question: u16, find: impl FnOnce() -> bool) -> bool {
        let Some(answers) = self.answers.get(word as usize) else { return find() };
        let kept = &answers[usize::from(spaced)];
        let (asked, yes) = (1_u128 << question, 1 << (question + QUESTIONS));
        let known = kept.get();
        if known & asked != 0 {
            return known & yes != 0;
        }
        let answer = find();
        // Finding it may have answered others.
        kept.set(kept.get() | asked | if answer { yes } else { 0 });
        answer
    }

    /// The verb that the word of tokens `first..end` is a form of; that of one or two tokens is found out once.
    pub(super) fn verb(&self, verbs: &Verbs, tokens: &Tokens, first: u32, end: u32) -> Option<Verb> {
        let find = || verbs.verb(tokens.codes_between(first, end));
        let number = |at: u32| tokens.list.get(at as usize).map_or(0, |token| token.word);
        if end == first + 1 {
            let word = number(first) as usize;
            let Some(kept) = self.verbs.get(word).filter(|_| word != 0) else { return find() };
            return kept.get().unwrap_or_else(|| {
                let found = find();
                kept.set(Some(found));
                found
            });
        }
        let (word, next) = (number(first), number(first + 1));
        if end != first + 2 || word == 0 || next == 0 {
            return find();
        }
        let mut kept = self.verbs_of_two.borrow_mut();
        match kept.get(&(word, next)) {
            Some(found) => *found,
            None if kept.len() < PAIRS => *kept.entry((word, next)).or_insert_with(find),
            None => find(),
        }
    }

    /// Whether a token is a prefix that may stand apart before a verb.
    #[inline]
    pub(super) fn is_imperfective_prefix(&self, verbs: &Verbs, tokens: &Tokens, at: u32) -> bool {
        let word = tokens.list.get(at as usize).map_or(0, |token| token.word as usize);
        match self.imperfective.get(word).filter(|_| word != 0) {
            Some(known) => *known,
            None => verbs.is_imperfective_prefix(tokens.codes_of(at as usize)),
        }
    }

    /// Whether a word by itself is known to be no form of a verb, nor a prefix that may stand apart before one.
    #[inline]
    pub(super) fn is_verbless(&self, word: u32) -> bool {
        self.verbless.get(word as usize).is_some_and(|known| *known)
    }

    /// Hands what a reader keeps of words to it, which is new where nothing of its kind is kept.
    pub(super) fn kept<K: Default + Send + 'static, T>(&self, read: impl FnOnce(&mut K) -> T) -> T {
        let mut kept = self.kept.borrow_mut();
        let kept = kept.get_or_insert_with(|| Box::new(K::default()));
        match kept.downcast_mut() {
            Some(known) => read(known),
            None => read(&mut K::default()),
        }
    }

    /// The letters of a word, as they are written.
    pub(super) fn with_word<T>(&self, word: u32, read: impl FnOnce(&str) -> T) -> T {
        self.index.with_word(word, read)
    }

    /// What is noted of words, by number.
    pub(super) fn notes(&self) -> &[Cell<u64>] {
        &self.notes
    }
}

/// Memories that no text is read with just now: as many as texts were read at one time.
#[derive(Debug, Default)]
pub(super) struct Memories(Mutex<Vec<Memory>>);

impl Memories {
    /// A memory for one text.
    pub(super) fn lease(&self) -> Lease<'_> {
        let kept = self.0.lock().ok().and_then(|mut kept| kept.pop());
        Lease { memory: kept.unwrap_or_default(), memories: self }
    }
}

/// A memory that is in use, and goes back to the others when it is not any more.
#[derive(Debug)]
pub(super) struct Lease<'m> {
    memory: Memory,
    memories: &'m Memories,
}

impl Deref for Lease<'_> {
    type Target = Memory;

    #[inline]
    fn deref(&self) -> &Memory {
        &self.memory
    }
}

impl DerefMut for Lease<'_> {
    fn deref_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        // What was left in the middle of a panic is not used again.
        if !std::thread::panicking()
            && let Ok(mut kept) = self.memories.0.lock()
        {
            kept.push(std::mem::take(&mut self.memory));
        }
    }
}
