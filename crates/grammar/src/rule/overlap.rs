//! Which of several readings keeps the words: the longest.

use super::id::RuleId;
use super::matcher::Match;
use std::cmp::Reverse;

/// The tokens that earlier stages or longer readings have taken.
#[derive(Clone, Debug, Default)]
pub struct TokenSet {
    words: Vec<u64>,
}

impl TokenSet {
    /// Nothing taken of `tokens` tokens.
    #[must_use]
    pub fn new(tokens: usize) -> Self {
        Self { words: vec![0; tokens.div_ceil(64)] }
    }

    /// Whether any of the tokens `first..last` is taken.
    #[must_use]
    #[inline]
    pub fn any(&self, first: u32, last: u32) -> bool {
        (first..last)
            .any(|at| self.words.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1))
    }

    /// Leaves the tokens `first..last` to whoever comes next.
    pub fn release(&mut self, first: u32, last: u32) {
        for at in first..last {
            if let Some(word) = self.words.get_mut(at as usize / 64) {
                *word &= !(1 << (at % 64));
            }
        }
    }

    /// Takes the tokens `first..last`.
    #[inline]
    pub fn take(&mut self, first: u32, last: u32) {
        for at in first..last {
            if let Some(word) = self.words.get_mut(at as usize / 64) {
                *word |= 1 << (at % 64);
            }
        }
    }
}

/// A match with its meaning.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// How the rule fits.
    pub found: Match,
    /// What it means.
    pub value: T,
}

/// Keeps, of overlapping readings, the one with the longest span; of equally long ones the one that takes
/// more context, then the earlier one. Among readings of the very same words, one whose rule is beaten by no
/// other (`over`) wins, and the first by name where there are several.
///
/// The kept readings are in text order and their tokens are taken.
pub fn keep_longest<T>(
    mut readings: Vec<Reading<T>>,
    taken: &mut TokenSet,
    over: impl Fn(RuleId, RuleId) -> bool,
) -> Vec<Reading<T>> {
    let span = |reading: &Reading<T>| reading.found.last - reading.found.first;
    let whole = |reading: &Reading<T>| reading.found.to - reading.found.from;
    // "Wins over" is no order (it need not be transitive), so it decides only among readings of the very
    // same words, after a sort that is one.
    let key = |reading: &Reading<T>| {
        (Reverse(span(reading)), Reverse(whole(reading)), reading.found.first, reading.found.rule)
    };
    readings.sort_by_key(key);
    let same = |a: &Reading<T>, b: &Reading<T>| {
        span(a) == span(b) && whole(a) == whole(b) && a.found.first == b.found.first
    };
    for group in readings.chunk_by_mut(same) {
        let beaten = |at: usize| group.iter().any(|other| over(other.found.rule, group[at].found.rule));
        if let Some(winner) = (0..group.len()).find(|&at| !beaten(at)) {
            group[..=winner].rotate_right(1);
        }
    }
    let mut kept = Vec::new();
    for reading in readings {
        let (first, last) = (reading.found.first, reading.found.last);
        if !taken.any(first, last) {
            taken.take(first, last);
            kept.push(reading);
        }
    }
    kept.sort_by_key(|reading| reading.found.first);
    kept
}
