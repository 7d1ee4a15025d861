//! What the tokens of a text can be, as far as the lexicon knows.

use super::entry::ClassId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Entries that some tokens of a text can be: all that one form stands for, or one of them where it is inflected or
/// cut. A text has one or two for each of its words, so it is small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The key of the entries for [`Lexicon::senses`](super::Lexicon::senses).
    pub value: u32,
    /// The class of all of them; where they have several, the number of their set of classes, which
    /// [`ClassSet`](super::ClassSet)s have.
    pub class: ClassId,
    /// How many tokens there are.
    pub length: u8,
    /// The suffix set that the word's ending belongs to, from 1; 0 without ending.
    pub suffix: u8,
}

/// One of the entries that a form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sense {
    /// The entry, by position.
    pub entry: u32,
    /// Its class.
    pub class: ClassId,
}

/// The entries found in a text, by first token.
#[derive(Debug)]
pub struct Sightings {
    /// What is known of words by themselves, and behind it what depends on the words behind and what begins with tokens
    /// that are no words of the index.
    pub list: Vec<Sighting>,
    /// For each token.
    pub places: Vec<Place>,
    /// The tokens that were looked up and are more than what is known of their words, in order.
    pub looked_up: Vec<u32>,
    /// The tokens at which a number may begin, in order.
    pub numerals: Vec<u32>,
}

/// Where what begins at a token stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Where it begins.
    pub start: u32,
    /// How much it is.
    pub length: u16,
    /// The kind of the token, which the rules have numbers for, or 0.
    pub kind: u16,
}

impl Place {
    /// The end of a list, from `start` on, of a token whose kind is not known.
    pub fn new(list: &mut Vec<Sighting>, start: usize) -> Self {
        // No token begins that many forms.
        list.truncate(start + usize::from(u16::MAX));
        Self { start: start as u32, length: (list.len() - start) as u16, kind: 0 }
    }

    /// Where it stands.
    #[must_use]
    #[inline]
    pub const fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.length as usize
    }
}

impl Sightings {
    /// Nothing yet, behind what is known of words.
    pub(super) fn new(known: Vec<Sighting>, tokens: usize) -> Self {
        let places = Vec::with_capacity(tokens);
        Self { list: known, places, looked_up: Vec::new(), numerals: Vec::new() }
    }

    /// Forgets the tokens, but not what is known of words.
    pub fn forget(&mut self) {
        self.places.clear();
        self.looked_up.clear();
        self.numerals.clear();
    }

    /// The next token is a word of which all is known, at this place, and whether a number may begin with it.
    #[inline]
    pub(super) fn word(&mut self, place: Place, counts: bool) {
        if counts {
            self.numerals.push(self.places.len() as u32);
        }
        self.places.push(place);
    }

    /// What begins at the next token was found before.
    pub(super) fn keep(&mut self, place: Place, looked_up: bool, counts: bool) {
        let at = self.places.len() as u32;
        if looked_up {
            self.looked_up.push(at);
        }
        self.word(place, counts);
    }

    /// What begins at the next token is added by `find`, which says whether a number may begin there. It may be no more than
    /// what is known of the word by itself, which stands at a place.
    pub(super) fn look_up(&mut self, known: Option<Place>, find: impl FnOnce(&mut Vec<Sighting>) -> bool) {
        let (at, start) = (self.places.len() as u32, self.list.len());
        if find(&mut self.list) {
            self.numerals.push(at);
        }
        let of = |range: Range<usize>| self.list.get(range);
        if let Some(place) = known.filter(|place| of(place.range()) == of(start..self.list.len())) {
            self.list.truncate(start);
            self.places.push(place);
        } else {
            self.looked_up.push(at);
            self.places.push(Place::new(&mut self.list, start));
        }
    }

    /// What begins at a token, shorter forms first.
    #[must_use]
    pub fn at(&self, token: usize) -> &[Sighting] {
        self.places.get(token).and_then(|place| self.list.get(place.range())).unwrap_or(&[])
    }
}
