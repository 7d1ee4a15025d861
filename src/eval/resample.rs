//! Whether one dataset is better than another, or only luckier with these documents.

use super::score::Score;
use std::cmp::Ordering;

/// How often documents are drawn.
const DRAWS: usize = 1000;

/// Where the numbers that draw them begin: always the same.
const SEED: u64 = 0x6A61_6476_616C_3031;

/// Fewest documents of which a difference is told to be one: of six that all are better, chance makes three in a hundred (the
/// sign test), and what is drawn from fewer is too alike.
const FEWEST: usize = 6;

/// The difference of two F1 and the interval that holds it in 95 of 100 draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The second less the first.
    pub difference: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How many documents it is drawn from.
    pub documents: usize,
}

impl Change {
    /// Whether the second is better than the first or worse; equal where that cannot be told, as of few documents.
    #[must_use]
    pub fn direction(&self) -> Ordering {
        match (self.documents < FEWEST, self.low > 0.0, self.high < 0.0) {
            (false, true, _) => Ordering::Greater,
            (false, _, true) => Ordering::Less,
            _ => Ordering::Equal,
        }
    }
}

/// The difference of a number of two datasets, over pairs of their scores of one document each: documents are drawn again
/// and again, with replacement (the paired bootstrap), by numbers that are the same in every run. `None` of no documents.
#[must_use]
pub fn resampled(pairs: &[(Score, Score)], number: impl Fn(&Score) -> f64) -> Option<Change> {
    if pairs.is_empty() {
        return None;
    }
    let difference = |of: &mut dyn Iterator<Item = &(Score, Score)>| {
        let (mut first, mut second) = (Score::default(), Score::default());
        for (one, other) in of {
            first += *one;
            second += *other;
        }
        number(&second) - number(&first)
    };
    let mut state = SEED;
    let mut next = || {
        // Xorshift: simple, and the same on every machine.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % pairs.len() as u64) as usize
    };
    let mut draws: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<usize> = (0..pairs.len()).map(|_| next()).collect();
            difference(&mut drawn.iter().filter_map(|&at| pairs.get(at)))
        })
        .collect();
    draws.sort_by(f64::total_cmp);
    let at = |share: usize| draws.get(DRAWS * share / 1000).copied().unwrap_or_default();
    Some(Change {
        difference: difference(&mut pairs.iter()),
        low: at(25),
        high: at(975),
        documents: pairs.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(found: usize) -> Score {
        Score { gold: 10, predicted: 10, found, ..Score::default() }
    }

    #[test]
    fn a_difference_in_every_document_is_sure_and_one_in_a_single_document_is_not() {
        let every: Vec<_> = (0..20).map(|n| (score(5 + n % 3), score(7 + n % 3))).collect();
        let change = resampled(&every, Score::f1).unwrap();
        assert!((change.difference - 0.2).abs() < 1e-9 && change.low > 0.0, "{change:?}");
        assert_eq!(change.direction(), Ordering::Greater);
        let few = resampled(&every[..5], Score::f1).unwrap();
        assert!(few.low > 0.0 && few.direction() == Ordering::Equal, "{few:?}");
        let worse: Vec<_> = every.iter().map(|&(a, b)| (b, a)).collect();
        assert_eq!(resampled(&worse, Score::f1).unwrap().direction(), Ordering::Less);
        let one: Vec<_> = (0..20).map(|n| (score(5), score(if n == 3 { 9 } else { 5 }))).collect();
        let change = resampled(&one, Score::f1).unwrap();
        assert!(change.low <= 0.0 && change.high > 0.0, "{change:?}");
        assert_eq!(resampled(&one, Score::f1), Some(change));
        assert!(resampled(&[], Score::f1).is_none());
    }
}
