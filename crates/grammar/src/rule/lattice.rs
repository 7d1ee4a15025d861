//! The lattice: everything that each token can begin, looked up once.

use crate::lexicon::{ClassId, ClassSet, Entry, Lexicon, Sense, Sighting};
use crate::numeral::{self, Numeral, Words};
use crate::text::Tokens;

/// The class of edges that are numerals.
pub(super) const NUMBER: ClassId = ClassId(u16::MAX);

/// What a sighting of a numeral stands for; it has the position itself.
static A_NUMBER: [Sense; 1] = [Sense { entry: 0, class: NUMBER }];

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

/// All edges of a text, by first token. Those of one form are held together, and made when they are asked for.
#[derive(Debug)]
pub struct Lattice<'l> {
    lexicon: &'l Lexicon,
    sightings: Vec<Sighting>,
    /// For each token, where its sightings begin; one more at the end.
    starts: Vec<u32>,
    numerals: Vec<Numeral>,
    /// For each numeral, [`Numeral::integer`], which every rule that begins with a number asks for.
    integers: Vec<Option<i64>>,
}

impl<'l> Lattice<'l> {
    /// Looks every token up and reads the numerals.
    #[must_use]
    pub fn new(text: &str, tokens: &Tokens, lexicon: &'l Lexicon, words: &Words) -> Self {
        let sightings = lexicon.sightings(text, tokens);
        let mut numerals = numeral::read(text, tokens, lexicon, words, &sightings);
        let (mut sightings, mut starts) = sightings.into_parts();
        // Nobody writes a number in that many pieces.
        numerals.retain(|numeral| numeral.last - numeral.first <= u32::from(u8::MAX));
        // A numeral stands behind the entries of its first token, and all that follows moves on: from the end,
        // so that everything moves once and where it is.
        let mut from = sightings.len();
        let mut to = from + numerals.len();
        sightings.resize(to, NO_SIGHTING);
        let mut token = starts.len();
        for (n, numeral) in numerals.iter().enumerate().rev() {
            let behind = numeral.first as usize + 1;
            let end = starts.get(behind).filter(|_| behind < token).map_or(from, |start| *start as usize);
            to -= from - end;
            sightings.copy_within(end..from, to);
            (from, to) = (end, to - 1);
            let length = (numeral.last - numeral.first) as u8;
            sightings[to] = Sighting { value: n as u32, class: NUMBER, length, suffix: 0 };
            starts[behind..token].iter_mut().for_each(|start| *start += n as u32 + 1);
            token = behind;
        }
        let integers = numerals.iter().map(Numeral::integer).collect();
        Self { lexicon, sightings, starts, numerals, integers }
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
        self.sightings(at).iter().any(|found| classes.has(found.class))
    }

    /// The edges that begin at the tokens `first..last`.
    #[must_use]
    #[inline]
    pub fn between(&self, first: usize, last: usize) -> Edges<'_> {
        let last = last.min(self.tokens());
        let (next, end) = match (self.starts.get(first), self.starts.get(last)) {
            (Some(&next), Some(&end)) if first < last => (next, end),
            _ => (0, 0),
        };
        Edges { lattice: self, next, end, first: first as u32, senses: [].iter(), sighting: NO_SIGHTING }
    }

    /// All edges, by first token.
    #[must_use]
    pub fn edges(&self) -> Edges<'_> {
        self.between(0, self.tokens())
    }

    /// Reports the edges of those sightings that are wanted, by first token; much quicker than a look at all edges.
    pub fn report(&self, wanted: impl Fn(&Sighting) -> bool, mut report: impl FnMut(Edge)) {
        for (position, sighting) in self.sightings.iter().enumerate().filter(|(_, sighting)| wanted(sighting))
        {
            // Few are wanted.
            let at = self.starts.partition_point(|start| *start as usize <= position).saturating_sub(1);
            self.edges_of(at, sighting).for_each(&mut report);
        }
    }

    /// Reports the edges of some classes, by first token.
    pub fn report_classes(&self, classes: &ClassSet, mut report: impl FnMut(Edge)) {
        self.report(
            |found| classes.has(found.class),
            |edge| {
                if classes.has(edge.class) {
                    report(edge);
                }
            },
        );
    }

    /// Reports the entries of some classes that stand anywhere, once for each place; much quicker than with their tokens.
    pub fn report_entries(&self, classes: &ClassSet, mut report: impl FnMut(u32)) {
        for sighting in self.sightings.iter().filter(|sighting| classes.has(sighting.class)) {
            self.senses(sighting)
                .iter()
                .filter(|sense| classes.has(sense.class))
                .for_each(|sense| report(sense.entry));
        }
    }

    /// At how many tokens something of the lexicon or a numeral begins; not counted beyond `most`.
    #[must_use]
    pub fn known_tokens(&self, most: usize) -> usize {
        self.starts.windows(2).filter(|pair| pair[0] < pair[1]).take(most).count()
    }

    /// How many tokens there are.
    fn tokens(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// What begins at token `at`, with all edges of one form together.
    #[inline]
    pub(super) fn sightings(&self, at: usize) -> &[Sighting] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&a), Some(&b)) => self.sightings.get(a as usize..b as usize).unwrap_or(&[]),
            _ => &[],
        }
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
    /// Position of the next sighting, and one past the last.
    next: u32,
    end: u32,
    /// The sighting that is at hand: its token, and what is left of it.
    first: u32,
    senses: std::slice::Iter<'a, Sense>,
    sighting: Sighting,
}

impl Iterator for Edges<'_> {
    type Item = Edge;

    #[inline]
    fn next(&mut self) -> Option<Edge> {
        loop {
            if let Some(sense) = self.senses.next() {
                return Some(Edge::new(self.first, &self.sighting, sense));
            }
            if self.next >= self.end {
                return None;
            }
            let lattice = self.lattice;
            let sighting = lattice.sightings.get(self.next as usize)?;
            while *lattice.starts.get(self.first as usize + 1)? <= self.next {
                self.first += 1;
            }
            self.next += 1;
            self.senses = lattice.senses(sighting).iter();
            self.sighting = *sighting;
        }
    }
}
