//! The lattice: everything that each token can begin, looked up once.

use crate::lexicon::{ClassId, Lexicon, Sighting};
use crate::numeral::{self, Numeral, Words};
use crate::text::Tokens;

/// The class of edges that are numerals.
pub const NUMBER: ClassId = ClassId(u16::MAX);

/// A lexicon entry or numeral that tokens can be; the value of one of class [`NUMBER`] is the position of the
/// numeral.
pub type Edge = Sighting;

/// All edges of a text, by first token.
#[derive(Debug, Default)]
pub struct Lattice {
    edges: Vec<Edge>,
    /// For each token, where its edges begin; one more at the end.
    starts: Vec<u32>,
    numerals: Vec<Numeral>,
    /// For each numeral, [`Numeral::integer`], which every rule that begins with a number asks for.
    integers: Vec<Option<i64>>,
}

impl Lattice {
    /// Looks every token up and reads the numerals.
    #[must_use]
    pub fn new(text: &str, tokens: &Tokens, lexicon: &Lexicon, words: &Words) -> Self {
        let sightings = lexicon.sightings(text, tokens);
        let mut numerals = numeral::read(text, tokens, lexicon, words, &sightings);
        let (mut edges, mut starts) = sightings.into_parts();
        // Nobody writes a number in that many pieces.
        numerals.retain(|numeral| numeral.last - numeral.first <= u32::from(u8::MAX));
        // A numeral stands behind the entries of its first token, and all that follows moves on: from the end,
        // so that everything moves once and where it is.
        let mut from = edges.len();
        let mut to = from + numerals.len();
        edges.resize(to, Edge { first: 0, value: 0, class: NUMBER, length: 0, suffix: 0 });
        let mut token = starts.len();
        for (n, numeral) in numerals.iter().enumerate().rev() {
            let behind = numeral.first as usize + 1;
            let end = starts.get(behind).filter(|_| behind < token).map_or(from, |start| *start as usize);
            to -= from - end;
            edges.copy_within(end..from, to);
            (from, to) = (end, to - 1);
            let length = (numeral.last - numeral.first) as u8;
            edges[to] = Edge { first: numeral.first, value: n as u32, class: NUMBER, length, suffix: 0 };
            starts[behind..token].iter_mut().for_each(|start| *start += n as u32 + 1);
            token = behind;
        }
        let integers = numerals.iter().map(Numeral::integer).collect();
        Self { edges, starts, numerals, integers }
    }

    /// The edges that begin at token `at`.
    #[must_use]
    pub fn at(&self, at: usize) -> &[Edge] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&a), Some(&b)) => &self.edges[a as usize..b as usize],
            _ => &[],
        }
    }

    /// The edges that begin at the tokens `first..last`.
    #[must_use]
    pub fn between(&self, first: usize, last: usize) -> &[Edge] {
        let (from, to) = (self.first_at(first), self.first_at(last));
        self.edges.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// Position of the first edge of token `at`.
    pub(super) fn first_at(&self, at: usize) -> u32 {
        self.starts.get(at).copied().unwrap_or(0)
    }

    /// The edge at a position that a capture holds.
    #[must_use]
    pub fn edge(&self, position: u32) -> Option<&Edge> {
        self.edges.get(position as usize)
    }

    /// The numeral that an edge of class [`NUMBER`] stands for.
    #[must_use]
    pub fn numeral(&self, edge: &Edge) -> Option<&Numeral> {
        if edge.class == NUMBER { self.numerals.get(edge.value as usize) } else { None }
    }

    /// The value of the numeral as a small whole number.
    pub(super) fn integer(&self, edge: &Edge) -> Option<i64> {
        self.integers.get(edge.value as usize).copied().flatten()
    }

    /// All edges, by first token.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
}
