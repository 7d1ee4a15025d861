//! Looks the tokens of a text up in the lexicon.

use super::class_set::ClassSet;
use super::compiled::Lexicon;
use super::form::{Joints, KeyForms};
use super::known_words::KnownWords;
use super::sighting::{Place, Sighting, Sightings};
use crate::text::fold::Code;
use crate::text::{Gap, TokenKind, Tokens, Waiting};

/// Longest form, in letters.
pub(super) const MAX_FORM: usize = 127;

/// Most tokens of a form that is cut at its joints, where a row of hyphens may stand.
const MAX_TOKENS: usize = 250;

/// How many tokens before one something can begin that goes on with it, of which there is anything to find.
const GOING_ON: usize = 8;

/// What a look at a token said beside what begins there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LookUp {
    /// Whether there may be a number word among it.
    pub(super) counts: bool,
    /// Whether some of it takes suffixes.
    pub(super) inflects: bool,
    /// Whether some of it ends with the word and takes suffixes, which may stand apart.
    pub(super) apart: bool,
}

impl Lexicon {
    /// Looks every token of a text up; what of a word is known by itself is not looked up again, and `list` has
    /// what words are by themselves. `counts` says of letters, and of what is found of them where number words may be among
    /// it, whether a number may begin with them. Where nobody waits for all tokens the rest is left out.
    #[must_use]
    pub fn sightings(
        &self,
        text: &str,
        tokens: &Tokens,
        known: &KnownWords,
        list: Vec<Sighting>,
        counts: impl Fn(&[Code], &[Sighting]) -> bool,
        waiting: Waiting<'_>,
    ) -> Sightings {
        let mut out = Sightings::new(list, tokens.list.len());
        for (at, token) in tokens.list.iter().enumerate() {
            if waiting.ended_at(at) {
                break;
            }
            let known = known.get(token.word);
            if let Some(word) = known
                && word.stands_alone(self, tokens, at)
            {
                out.word(word.place, word.counts);
            } else {
                self.add(text, tokens, at, known.map(|word| word.place), &counts, &mut out);
            }
        }
        out
    }

    /// Adds a token that is looked up; what is known of its word by itself, if anything, stands at a place.
    #[inline]
    fn add(
        &self,
        text: &str,
        tokens: &Tokens,
        at: usize,
        known: Option<Place>,
        counts: &impl Fn(&[Code], &[Sighting]) -> bool,
        out: &mut Sightings,
    ) {
        out.look_up(known, |list| {
            let start = list.len();
            let found = self.look_up_token(text, tokens, at, list);
            let digits = tokens.list.get(at).is_some_and(|token| token.kind == TokenKind::Digits);
            let words = list.get(start..).filter(|_| found.counts).unwrap_or_default();
            digits || counts(tokens.codes_of(at), words)
        });
    }

    /// What is known of the tokens of a text after each of some tokens, which are in order, was made two: these are looked up,
    /// and what stands before them and may go on with them is again.
    #[must_use]
    pub fn sightings_of_parts(
        &self,
        text: &str,
        tokens: &Tokens,
        parted: &[usize],
        before: Sightings,
        counts: impl Fn(&[Code], &[Sighting]) -> bool,
    ) -> Sightings {
        let mut out = Sightings::new(before.list, tokens.list.len());
        let (mut looked_up, mut numerals) =
            (before.looked_up.iter().peekable(), before.numerals.iter().peekable());
        let mut next = parted.iter().copied().peekable();
        for (at, &place) in before.places.iter().enumerate() {
            let was_looked_up = looked_up.next_if(|token| **token as usize == at).is_some();
            let counted = numerals.next_if(|token| **token as usize == at).is_some();
            let near = next.peek().is_some_and(|part| at + GOING_ON >= *part);
            let last = next.next_if(|part| *part == at).is_some();
            for _ in 0..if last { 2 } else { 1 } {
                if near {
                    let here = out.places.len();
                    self.add(text, tokens, here, None, &counts, &mut out);
                } else {
                    out.keep(place, was_looked_up, counted);
                }
            }
        }
        out
    }

    /// Adds what begins at a token.
    pub(super) fn look_up_token(
        &self,
        text: &str,
        tokens: &Tokens,
        at: usize,
        found: &mut Vec<Sighting>,
    ) -> LookUp {
        let Some(token) = tokens.list.get(at) else { return LookUp::default() };
        match token.kind {
            TokenKind::Word | TokenKind::Latin | TokenKind::Digits | TokenKind::Foreign => {
                self.look_up(tokens, at, found)
            }
            TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop => {
                let symbol = text.get(token.span().range()).and_then(|slice| slice.chars().next());
                let key = symbol.and_then(|c| self.symbols.get(&c));
                found.extend(key.and_then(|key| self.sighting(*key, at, at + 1)));
                let counts = key.is_some_and(|key| key.counts());
                // «°C», «+»: a few forms begin with a mark.
                let more = if tokens.codes_of(at).is_empty() {
                    LookUp::default()
                } else {
                    self.look_up(tokens, at, found)
                };
                LookUp { counts: counts || more.counts, ..more }
            }
            TokenKind::Line => LookUp::default(),
        }
    }

    /// Reports the entries, and the lengths of their forms, that a run of letters begins with, shorter
    /// ones first: for words that are glued together.
    pub fn prefixes(&self, codes: &[Code], mut report: impl FnMut(u32, usize)) {
        for (key, length) in self.trie.common_prefix_search(codes) {
            for sense in self.senses_of(KeyForms(key)) {
                report(sense.entry, length);
            }
        }
    }

    /// Whether letters are a form of one of these classes, with one of its endings or without.
    #[must_use]
    pub fn is_form(&self, codes: &[Code], classes: &ClassSet) -> bool {
        self.trie.common_prefix_search(codes).any(|(key, length)| {
            let rest = codes.get(length..).unwrap_or_default();
            KeyForms(key).forms().any(|n| {
                let (Some(sense), Some(form)) = (self.senses.get(n), self.forms.get(n)) else { return false };
                classes.has(sense.class)
                    && (rest.is_empty() || self.suffixes.find(form.suffixes, rest).is_some())
            })
        })
    }

    /// Whether letters are an ending of words.
    #[must_use]
    pub fn is_suffix(&self, codes: &[Code]) -> bool {
        self.suffixes.sets.iter().flat_map(|set| &set.forms).any(|form| form.codes == codes)
    }

    /// Adds the entries that begin at token `at`, shorter ones first.
    fn look_up(&self, tokens: &Tokens, at: usize, found: &mut Vec<Sighting>) -> LookUp {
        let start = tokens.list[at].code as usize;
        let window = &tokens.codes[start..tokens.codes.len().min(start + MAX_FORM)];
        let (mut end, mut cuts, mut out) = (at + 1, 0, LookUp::default());
        let mut word_end = tokens.list.get(end).map_or(tokens.codes.len(), |token| token.code as usize);
        for (key, length) in self.trie.common_prefix_search(window) {
            let (key, target) = (KeyForms(key), start + length);
            // Most short forms that words begin with.
            if target < word_end && !key.inflects() {
                continue;
            }
            while word_end < target {
                cuts |= 1 << (word_end - start).min(127);
                end += 1;
                word_end = tokens.list.get(end).map_or(tokens.codes.len(), |token| token.code as usize);
            }
            if end - at > MAX_TOKENS {
                break;
            }
            let inside = word_end > target;
            if inside && !key.inflects() {
                continue;
            }
            out.counts |= key.counts();
            if !inside && cuts == 0 && !key.inflects() {
                found.extend(self.sighting(key, at, end));
            } else {
                // Of a key without suffixes other words are cut alone.
                out.inflects |= key.inflects();
                self.look_closer(tokens, key, (at, end), (target, word_end, cuts), found);
                out.apart |= !inside && key.inflects();
            }
        }
        out
    }

    /// Adds the forms of a key that end at code `target` in the word before token `end`, which may go on to
    /// `word_end` and may be cut.
    #[inline(never)] // Few words get here, and the others are looked up quicker without it.
    fn look_closer(
        &self,
        tokens: &Tokens,
        key: KeyForms,
        (at, end): (usize, usize),
        (target, word_end, cuts): (usize, usize, Joints),
        found: &mut Vec<Sighting>,
    ) {
        for n in key.forms() {
            let (Some(form), Some(joints)) = (self.forms.get(n), self.joints.get(n)) else { return };
            if cuts & !joints != 0 {
                continue;
            }
            if word_end > target {
                // The form ends inside a word: the rest must be a suffix.
                if form.suffixes == 0 {
                    continue;
                }
                if let Some(suffix) = self.suffixes.find(form.suffixes, &tokens.codes[target..word_end]) {
                    found.extend(self.sighting_of_form(n, at, end, suffix));
                }
                // «ساله‌اش»: one that goes on behind a ZWNJ.
                if tokens.list.get(end).is_some_and(|next| next.gap == Gap::Joiner) {
                    let longer = &tokens.codes[target..word_end + tokens.codes_of(end).len()];
                    if let Some(suffix) = self.suffixes.find_cut(form.suffixes, longer, word_end - target) {
                        found.extend(self.sighting_of_form(n, at, end + 1, suffix));
                    }
                }
                continue;
            }
            found.extend(self.sighting_of_form(n, at, end, 0));
            let Some(next) = tokens.list.get(end).filter(|next| form.suffixes != 0 && next.gap != Gap::None)
            else {
                continue;
            };
            if let Some(suffix) = self.suffixes.find_token(form.suffixes, tokens, end, next.gap == Gap::Space)
            {
                found.extend(self.sighting_of_form(n, at, end + 1, suffix));
            }
        }
    }

    /// The tokens `first..last` as all that a key stands for.
    #[inline]
    fn sighting(&self, key: KeyForms, first: usize, last: usize) -> Option<Sighting> {
        let class = self.forms.get(key.forms().start)?.classes;
        Some(Sighting { value: key.0, class, length: length(first, last), suffix: 0 })
    }

    /// The tokens `first..last` as one form with a suffix.
    fn sighting_of_form(&self, form: usize, first: usize, last: usize, suffix: u8) -> Option<Sighting> {
        let class = self.senses.get(form)?.class;
        let value = KeyForms::new(form, 1, false, false).0;
        Some(Sighting { value, class, length: length(first, last), suffix })
    }
}

/// Returns a length in tokens: at most [`MAX_TOKENS`] and a suffix, which a byte holds.
const fn length(first: usize, last: usize) -> u8 {
    (last - first) as u8
}
