//! The lattice: everything that each token can begin, looked up once.

use super::by_kind::ByKind;
use super::kind::SEVERAL;
use super::known::Met;
use super::memory::{Lease, Memory, Words};
use super::prospect::Prospect;
use super::row::Row;
use crate::lexicon::{ClassId, ClassSet, Entry, Lexicon, Place, Sense, Sighting, Sightings};
use crate::numeral::{self, Numeral};
use crate::text::fold::Code;
use crate::text::{Gap, Tokens, Waiting};

/// The class of edges that are numerals.
pub(super) const NUMBER: ClassId = ClassId(u16::MAX);

/// What a sighting of a numeral stands for; it has the position itself.
static A_NUMBER: [Sense; 1] = [Sense { entry: 0, class: NUMBER }];

/// Room for sightings of a text that is kept for the next one: more than most texts need.
const ROOM: usize = 1 << 14;

/// So much that begins at a token is looked at without asking for its kind before.
const FEW: u16 = 3;

/// What stands where a sighting will be.
const NO_SIGHTING: Sighting = Sighting { value: 0, class: NUMBER, length: 0, suffix: 0 };

/// A lexicon entry or numeral that tokens can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// First token.
    pub first: u32,
    /// The entry, by position; of a number ([`Self::is_number`]), the position of the numeral.
    pub value: u32,
    /// Its class.
    pub class: ClassId,
    /// How many tokens there are.
    pub length: u8,
    /// The suffix set that the word's ending belongs to, from 1; 0 without ending.
    pub suffix: u8,
}

/// What tokens can be.
#[derive(Clone, Copy, Debug)]
pub enum Meaning<'a> {
    /// An entry of the lexicon.
    Entry(&'a Entry),
    /// A number, in digits or words.
    Number(&'a Numeral),
}

impl Edge {
    /// One of the things that the tokens of a sighting can be.
    #[inline]
    const fn new(first: u32, sighting: &Sighting, sense: &Sense) -> Self {
        let Sighting { value, length, suffix, .. } = *sighting;
        let Sense { entry, class } = *sense;
        Self { first, value: if class.0 == NUMBER.0 { value } else { entry }, class, length, suffix }
    }

    /// Whether it is a number, and no entry of the lexicon.
    #[must_use]
    #[inline]
    pub const fn is_number(&self) -> bool {
        self.class.0 == NUMBER.0
    }

    /// One past the last token.
    #[must_use]
    #[inline]
    pub const fn last(&self) -> u32 {
        self.first + self.length as u32
    }
}

/// All edges of a text, by first token. Those of one form are held together, and made when they are asked for; those of
/// words that are known by themselves are not held again.
#[derive(Debug)]
pub struct Lattice<'l> {
    lexicon: &'l Lexicon,
    memory: Lease<'l>,
    /// What is known of words, and behind it what was looked up in this text.
    sightings: Vec<Sighting>,
    /// How much is known of words.
    known: u32,
    /// For each token, where what begins there stands.
    places: Vec<Place>,
    /// The tokens that were looked up in this text, and those at which something of several tokens begins, in order.
    looked_up: Vec<u32>,
    several: Vec<u32>,
    by_kind: ByKind,
    numerals: Vec<Numeral>,
    /// For each numeral, [`Numeral::integer`], which every rule that begins with a number asks for.
    integers: Vec<Option<i64>>,
}

impl Drop for Lattice<'_> {
    fn drop(&mut self) {
        // What was looked up in this text says nothing of the next one, and a long one took more room than others will.
        self.sightings.truncate(self.known as usize);
        self.sightings.shrink_to(self.known as usize + ROOM);
        self.memory.known.give_back(std::mem::take(&mut self.sightings));
    }
}

impl<'l> Lattice<'l> {
    /// Looks every token up and reads the numerals, for which words are parted that have a number and what it counts in one.
    /// Where nobody waits for that there are no tokens.
    pub(super) fn new(
        text: &str,
        tokens: &mut Tokens,
        words: Words<'l>,
        mut memory: Lease<'l>,
        waiting: Waiting<'_>,
    ) -> Self {
        let Words { lexicon, numbers, .. } = words;
        let list = memory.known.take();
        let known = list.len() as u32;
        let can_begin = |letters: &[Code], found: &[Sighting]| numbers.can_begin(lexicon, letters, found);
        let mut found = lexicon.sightings(text, tokens, &memory.known, list, can_begin, waiting);
        if waiting.ended() {
            *tokens = Tokens::default();
            found.forget();
        }
        let parted = numeral::part(text, tokens, lexicon, numbers, &found);
        if !parted.is_empty() {
            found = lexicon.sightings_of_parts(text, tokens, &parted, found, can_begin);
        }
        let mut numerals = numeral::read(text, tokens, lexicon, numbers, &found, waiting);
        // Nobody writes a number in that many pieces.
        numerals.retain(|numeral| numeral.last - numeral.first <= u32::from(u8::MAX));
        let integers = numerals.iter().map(Numeral::integer).collect();
        let Sightings { list: sightings, places, looked_up, .. } = found;
        let (several, by_kind) = (Vec::new(), ByKind::default());
        let mut out = Self {
            lexicon,
            memory,
            sightings,
            known,
            places,
            looked_up,
            several,
            by_kind,
            numerals,
            integers,
        };
        out.add_numerals();
        out.sort_out(text, tokens, words);
        out.by_kind = ByKind::new(&out.places, &out.memory.kinds);
        out
    }

    /// Bytes that the lattice of some tokens holds about at least: most are words of which something is found.
    pub(super) fn least(tokens: &Tokens) -> u64 {
        (tokens.list.len() * (size_of::<Place>() + size_of::<Sighting>() / 2)) as u64
    }

    /// Bytes that it holds of this text, but for what is known of words.
    pub(super) fn bytes(&self) -> u64 {
        let of_text = self.sightings.len().saturating_sub(self.known as usize);
        let bytes = of_text * size_of::<Sighting>()
            + self.places.len() * size_of::<Place>()
            + self.by_kind.bytes()
            + (self.looked_up.len() + self.several.len()) * size_of::<u32>()
            + self.numerals.len() * (size_of::<Numeral>() + size_of::<Option<i64>>());
        bytes as u64
    }

    /// Puts the numerals behind the entries of their first tokens.
    fn add_numerals(&mut self) {
        let (mut n, mut more) = (0, Vec::new());
        for numerals in self.numerals.chunk_by(|a, b| a.first == b.first) {
            let Some(first) = numerals.first().map(|numeral| numeral.first) else { continue };
            let Some(place) = self.places.get_mut(first as usize) else { continue };
            if self.looked_up.binary_search(&first).is_err() {
                more.push(first);
            }
            let start = self.sightings.len();
            self.sightings.extend_from_within(place.range());
            self.sightings.extend(numerals.iter().zip(n..).map(|(numeral, n)| {
                let length = (numeral.last - numeral.first) as u8;
                Sighting { value: n, class: NUMBER, length, suffix: 0 }
            }));
            *place = Place::new(&mut self.sightings, start);
            n += numerals.len() as u32;
        }
        self.looked_up.append(&mut more);
        // Two runs that are in order, which a stable sort puts together at once.
        self.looked_up.sort();
    }

    /// Tells of the tokens that were looked up in this text of which kind they are.
    fn sort_out(&mut self, text: &str, tokens: &Tokens, words: Words<'_>) {
        for &at in &self.looked_up {
            let token = tokens.list.get(at as usize);
            let (Some(token), Some(place)) = (token, self.places.get_mut(at as usize)) else { continue };
            let written = text.get(token.span().range()).unwrap_or_default();
            let known = self.sightings.get(place.range()).unwrap_or(&[]);
            let verb = || self.memory.verb(words.verbs, tokens, at, at + 1);
            let verb = words.of_verb(token.kind, tokens.codes_of(at as usize), verb);
            let met = Met { token: token.kind, written, verb, sightings: known };
            place.kind = self.memory.kinds.of(words.uses, words.particles, met);
            if known.iter().any(|found| found.length > 1) {
                place.kind |= SEVERAL;
                self.several.push(at);
            }
        }
    }

    /// Of the tokens `first..last`, where what begins at them stands, and their kinds, with [`SEVERAL`] where something of
    /// several tokens begins.
    #[inline]
    pub(super) fn places(&self, first: usize, last: usize) -> &[Place] {
        self.places.get(first..last).unwrap_or(&[])
    }

    /// Whether a pattern that can go on with this may go on with a token; what is denied is so.
    #[inline]
    pub(super) fn goes_on(&self, at: usize, prospect: Prospect) -> bool {
        self.places.get(at).is_some_and(|place| self.memory.kinds.goes_on(place.kind, prospect))
    }

    /// What patterns can go on with at a token, in bits.
    #[inline]
    pub(super) fn prospects(&self, at: usize) -> &[u64] {
        self.places.get(at).map_or(&[], |place| self.memory.kinds.prospects(place.kind))
    }

    /// The particles that a token may be, in bits by their numbers, and whether something of several tokens begins with it.
    #[inline]
    pub(super) fn particles(&self, at: usize) -> (u16, bool) {
        self.places
            .get(at)
            .map_or((0, false), |place| (self.memory.kinds.particles(place.kind), place.kind & SEVERAL != 0))
    }

    /// What tokens of a kind are good for to the rules, by block.
    #[inline]
    pub(super) fn rows(&self, kind: u16) -> &[Row] {
        self.memory.kinds.rows(kind)
    }

    /// What tokens of a kind are good for to the rules of a block.
    #[inline]
    pub(super) fn row(&self, kind: u16, block: usize) -> &Row {
        self.memory.kinds.row(kind, block)
    }

    /// The number of the word at a token, where all that begins there is known of it by itself, and whether a space stands
    /// before it.
    #[inline]
    pub(super) fn known_alone(&self, tokens: &Tokens, at: usize) -> Option<(u32, bool)> {
        let (token, place) = (tokens.list.get(at)?, self.places.get(at)?);
        (token.word != 0 && place.start < self.known).then_some((token.word, token.gap == Gap::Space))
    }

    /// Whether what begins at a token is what is known of its word by itself.
    #[inline]
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.places.get(at).is_some_and(|place| place.start < self.known)
    }

    /// What the lexicon knows of a word by itself.
    pub fn senses_alone(&self, word: u32) -> impl Iterator<Item = &Sense> {
        let place = self.memory.known.get(word).map(|word| word.place);
        let sightings = place.and_then(|place| self.sightings.get(place.range())).unwrap_or(&[]);
        sightings.iter().flat_map(|sighting| self.senses(sighting))
    }

    /// The words of which the lexicon knows nothing, in text order.
    pub fn unknown_words(&self) -> impl Iterator<Item = u32> {
        self.by_kind.unknown(&self.places, &self.memory.kinds).into_iter()
    }

    /// What was found out about words.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The edges that begin at token `at`, shorter ones first.
    #[must_use]
    #[inline]
    pub fn at(&self, at: usize) -> Edges<'_> {
        self.between(at, at + 1)
    }

    /// Whether any edge begins at token `at`.
    #[must_use]
    #[inline]
    pub fn knows(&self, at: usize) -> bool {
        !self.sightings(at).is_empty()
    }

    /// Whether an edge of some classes begins at token `at`.
    #[must_use]
    #[inline]
    pub fn has(&self, at: usize, classes: &ClassSet) -> bool {
        self.sightings_of(at, |class| classes.has(class)).iter().any(|found| classes.has(found.class))
    }

    /// The edges that begin at the tokens `first..last`.
    #[must_use]
    #[inline]
    pub fn between(&self, first: usize, last: usize) -> Edges<'_> {
        let end = last.min(self.tokens()) as u32;
        Edges {
            lattice: self,
            next: (first as u32).min(end),
            end,
            at: 0,
            sightings: [].iter(),
            sighting: NO_SIGHTING,
            senses: [].iter(),
        }
    }

    /// All edges, by first token.
    #[must_use]
    pub fn edges(&self) -> Edges<'_> {
        self.between(0, self.tokens())
    }

    /// Reports the edges of several tokens, by first token; much quicker than a look at all edges.
    pub fn report_several(&self, mut report: impl FnMut(Edge)) {
        for &at in &self.several {
            for sighting in self.sightings(at as usize).iter().filter(|found| found.length > 1) {
                self.edges_of(at as usize, sighting).for_each(&mut report);
            }
        }
    }

    /// Reports the edges of several tokens and those of some classes, by first token; much quicker than a look at all edges.
    pub fn report_several_or(&self, classes: &ClassSet, mut report: impl FnMut(Edge)) {
        let mut tokens = self.by_kind.of(&self.places, &self.memory.kinds, classes);
        tokens.extend_from_slice(&self.several);
        tokens.sort_unstable();
        tokens.dedup();
        self.each(
            &tokens,
            |found| found.length > 1 || classes.has(found.class),
            |at, sighting| self.edges_of(at, sighting).for_each(&mut report),
        );
    }

    /// Reports the edges of some classes, by first token; much quicker than a look at all edges.
    pub fn report_classes(&self, classes: &ClassSet, mut report: impl FnMut(Edge)) {
        self.each_of(classes, |at, sighting| {
            self.edges_of(at, sighting).filter(|edge| classes.has(edge.class)).for_each(&mut report);
        });
    }

    /// Reports the entries of some classes, once for each place, but for what is known of words by themselves.
    pub fn report_entries_in_text(&self, classes: &ClassSet, mut report: impl FnMut(u32)) {
        self.each(
            &self.looked_up,
            |found| classes.has(found.class),
            |_, sighting| {
                let senses = self.senses(sighting).iter().filter(|sense| classes.has(sense.class));
                senses.for_each(|sense| report(sense.entry));
            },
        );
    }

    fn each_of(&self, classes: &ClassSet, report: impl FnMut(usize, &Sighting)) {
        let tokens = self.by_kind.of(&self.places, &self.memory.kinds, classes);
        self.each(&tokens, |found| classes.has(found.class), report);
    }

    fn each(
        &self,
        tokens: &[u32],
        wanted: impl Fn(&Sighting) -> bool,
        mut report: impl FnMut(usize, &Sighting),
    ) {
        for at in tokens.iter().map(|at| *at as usize) {
            let found = self.sightings(at).iter().filter(|found| wanted(found));
            found.for_each(|sighting| report(at, sighting));
        }
    }

    /// At how many tokens something of the lexicon or a numeral begins; not counted beyond `most`.
    #[must_use]
    pub fn known_tokens(&self, most: usize) -> usize {
        self.places.iter().filter(|place| place.length > 0).take(most).count()
    }

    /// How many tokens there are.
    fn tokens(&self) -> usize {
        self.places.len()
    }

    /// What begins at token `at`, with all edges of one form together.
    #[inline]
    pub(super) fn sightings(&self, at: usize) -> &[Sighting] {
        self.places.get(at).and_then(|place| self.sightings.get(place.range())).unwrap_or(&[])
    }

    /// The same, if something of a class may be among it of which something holds.
    #[inline]
    pub(super) fn sightings_of(&self, at: usize, wanted: impl Fn(ClassId) -> bool) -> &[Sighting] {
        let Some(place) = self.places.get(at) else { return &[] };
        // Words that many forms begin with have few classes.
        if place.length > FEW && !self.memory.kinds.may_have(place.kind, wanted) {
            return &[];
        }
        self.sightings.get(place.range()).unwrap_or(&[])
    }

    /// Whether something of several tokens may begin at a token.
    #[inline]
    pub(super) fn is_several(&self, at: usize) -> bool {
        self.places.get(at).is_some_and(|place| place.kind & SEVERAL != 0)
    }

    /// The edges of what begins at token `at`.
    #[inline]
    pub(super) fn edges_of(&self, at: usize, sighting: &Sighting) -> impl DoubleEndedIterator<Item = Edge> {
        let sighting = *sighting;
        self.senses(&sighting).iter().map(move |sense| Edge::new(at as u32, &sighting, sense))
    }

    /// What a sighting stands for.
    #[inline]
    fn senses(&self, sighting: &Sighting) -> &[Sense] {
        if sighting.class == NUMBER { &A_NUMBER } else { self.lexicon.senses(sighting) }
    }

    /// The numeral that an edge is.
    #[must_use]
    pub fn numeral(&self, edge: &Edge) -> Option<&Numeral> {
        if edge.class == NUMBER { self.numerals.get(edge.value as usize) } else { None }
    }

    /// The numeral of a position, and its value where it is a small whole number.
    pub(super) fn number(&self, position: u32) -> Option<(&Numeral, Option<i64>)> {
        let at = position as usize;
        Some((self.numerals.get(at)?, *self.integers.get(at)?))
    }
}

/// Edges of some tokens, in order.
#[derive(Clone, Debug)]
pub struct Edges<'a> {
    lattice: &'a Lattice<'a>,
    /// The next token, and one past the last.
    next: u32,
    end: u32,
    /// The token at hand, what is left of its sightings, and of what one of them stands for.
    at: u32,
    sightings: std::slice::Iter<'a, Sighting>,
    sighting: Sighting,
    senses: std::slice::Iter<'a, Sense>,
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    #[inline]
    fn next(&mut self) -> Option<Edge> {
        loop {
            if let Some(sense) = self.senses.next() {
                return Some(Edge::new(self.at, &self.sighting, sense));
            }
            if let Some(sighting) = self.sightings.next() {
                self.senses = self.lattice.senses(sighting).iter();
                self.sighting = *sighting;
                continue;
            }
            if self.next >= self.end {
                return None;
            }
            self.at = self.next;
            self.next += 1;
            self.sightings = self.lattice.sightings(self.at as usize).iter();
        }
    }
}
