//! What is kept from text to text: words that were met, and what is known of them by themselves.
//!
//! Nothing that is found depends on it, only how soon: a word is looked up once and not in each of its places.

use super::kind::{Kinds, Uses};
use crate::lexicon::{KnownWords, Lexicon, Verb, Verbs};
use crate::numeral::Words as NumberWords;
use crate::text::{Layout, Tokenizer, Tokens, WordIndex};
use std::cell::Cell;
use std::ops::{Deref, DerefMut};
use std::sync::Mutex;

/// Questions about words whose answers are kept: as many as there are classes of words by their features, and more.
pub(super) const QUESTIONS: u16 = 64;

/// What says of a word by itself what there is to know.
#[derive(Clone, Copy)]
pub(super) struct Words<'g> {
    pub(super) tokenizer: &'g Tokenizer,
    pub(super) lexicon: &'g Lexicon,
    pub(super) numbers: &'g NumberWords,
    pub(super) uses: &'g dyn Uses,
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
}

impl Memory {
    /// Cuts a text into tokens and looks up what of its words is new.
    pub(super) fn read(&mut self, words: Words<'_>, text: &str, layout: Layout) -> Tokens {
        let tokens = words.tokenizer.numbered(text, layout, &mut self.index);
        let kinds = &mut self.kinds;
        self.known.learn(
            words.lexicon,
            &self.index,
            |letters, found| words.numbers.can_begin(words.lexicon, letters, found),
            |token, word, sightings| kinds.of(words.uses, token, word, sightings),
        );
        let end = self.index.end() as usize;
        self.answers.resize_with(end, Default::default);
        self.notes.resize_with(end, Default::default);
        self.verbs.resize_with(end, Default::default);
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

    /// The verb that the word of tokens `first..end` is a form of; that of a single token is found out once.
    pub(super) fn verb(&self, verbs: &Verbs, tokens: &Tokens, first: u32, end: u32) -> Option<Verb> {
        let find = || verbs.verb(tokens.codes_between(first, end));
        let word = tokens.list.get(first as usize).filter(|token| end == first + 1 && token.word != 0);
        let Some(kept) = word.and_then(|token| self.verbs.get(token.word as usize)) else { return find() };
        kept.get().unwrap_or_else(|| {
            let found = find();
            kept.set(Some(found));
            found
        })
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
