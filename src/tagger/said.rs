//! What a token says of those around it, added up, and how much at most it says for names.

use super::decode::{Fits, Transitions};
use super::label::{KINDS, LABELS, Label};
use super::sums::{REACH, SPOKEN, Sums, add};

/// Groups of kinds of names of which it is told apart how well they fit: each kind has its own, but for the last two.
const GROUPS: usize = 8;

/// Bounds are told in so many parts of a weight, rounded up: then sums of those of all that speaks for a token, and of what joins
/// and proposes them, are numbers of 16 bits.
const COARSE: i32 = 32;

/// How much better than outside of names the labels of a group fit at most.
type Bounds = [i16; GROUPS];

/// By token within reach, what is said for names at most.
#[derive(Clone, Debug)]
pub(super) struct Mosts([Bounds; SPOKEN]);

/// What a token says.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The sums of weights for the tokens around it.
    pub(super) sums: Sums,
    /// What they say for names at most.
    pub(super) most: Mosts,
}

/// Of how well labels fit, by their numbers, how much better than the one outside of names the best one of each group does.
#[inline]
fn bounds(fit: &Fits) -> Bounds {
    const { assert!(KINDS.len() >= GROUPS) };
    let mut most = [i32::MIN; GROUPS];
    for kind in 0..KINDS.len() {
        let [begin, inside] = [Label::begin(kind), Label::inside(kind)].map(|label| fit[label.number()]);
        let group = kind.min(GROUPS - 1);
        most[group] = most[group].max(begin).max(inside);
    }
    most.map(|most| {
        let parts = (most - fit[0] + (COARSE - 1)).div_euclid(COARSE);
        parts.clamp(i16::MIN.into(), i16::MAX.into()) as i16
    })
}

impl Said {
    /// What sums say.
    pub(super) fn new(sums: Sums) -> Self {
        let most = |slot| {
            let mut said = [0; LABELS];
            add(&mut said, &sums, slot);
            bounds(&said)
        };
        Self { most: Mosts(std::array::from_fn(most)), sums }
    }
}

/// How much better than outside of names a token fits into one at most, as far as it was added up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most(Bounds);

impl Most {
    /// Of a token of which nothing was said yet, by how labels stand where they stand best.
    pub(super) fn new(transitions: &Transitions) -> Self {
        Self(bounds(transitions.own()))
    }

    /// How much better at least it fits to be outside than to be in a name.
    #[inline]
    pub(super) fn least_clear(self) -> i32 {
        let most = self.0.iter().copied().fold(i16::MIN, i16::max);
        // What is too great to be told is told as too little.
        if most == i16::MAX { i32::MIN / 2 } else { -COARSE * i32::from(most) }
    }
}

/// How far before the place of a token in [`Bound`] that of the first one stands that it speaks for.
const BEFORE: usize = REACH + 1;

/// How much better than outside of names each token of a sentence fits into one at most, as far as it was added up.
#[derive(Debug, Default)]
pub(super) struct Bound(Vec<Most>);

impl Bound {
    /// Begins a sentence of so many tokens, of which nothing was said yet.
    pub(super) fn begin(&mut self, tokens: usize, most: Most) {
        self.0.clear();
        self.0.resize(tokens + 2 * BEFORE, most);
    }

    /// Adds what is said by who stands at a place, which is counted with the border before the first token.
    #[inline]
    pub(super) fn add(&mut self, place: usize, said: &Mosts) {
        let heard = self.0.get_mut(place..).and_then(|heard| heard.first_chunk_mut::<SPOKEN>());
        let Some(heard) = heard else { return };
        for (heard, said) in heard.iter_mut().zip(&said.0) {
            heard.0.iter_mut().zip(said).for_each(|(sum, most)| *sum = sum.saturating_add(*most));
        }
    }

    /// How much better at least it fits to each token to be outside than to be in a name.
    pub(super) fn least_clear(&self, of: &mut Vec<i32>) {
        let tokens = self.0.get(BEFORE..self.0.len().saturating_sub(BEFORE)).unwrap_or_default();
        of.clear();
        of.extend(tokens.iter().map(|most| most.least_clear()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_fits_better_than_is_said_at_most(seed: Vec<i16>, own: Vec<i16>) {
            let number = |seed: &[i16], n: usize| seed.get(n % seed.len().max(1)).copied().unwrap_or(5);
            let mut weights = [[0; LABELS]; LABELS];
            weights.iter_mut().flatten().enumerate().for_each(|(n, to)| *to = i32::from(number(&own, n * 7)));
            let transitions = Transitions::new(&weights);
            let said: Vec<Said> = (0..SPOKEN + 2)
                .map(|at| Said::new(std::array::from_fn(|n| number(&seed, n + 31 * at))))
                .collect();
            let (mut bound, mut fits) = (Bound::default(), [[0; LABELS]; SPOKEN]);
            bound.begin(SPOKEN, Most::new(&transitions));
            for (place, said) in said.iter().enumerate() {
                bound.add(place, &said.most);
                for slot in 0..SPOKEN {
                    let token = (place + slot).checked_sub(BEFORE).and_then(|token| fits.get_mut(token));
                    token.into_iter().for_each(|fit| add(fit, &said.sums, slot));
                }
            }
            let mut least = Vec::new();
            bound.least_clear(&mut least);
            prop_assert_eq!(least.len(), SPOKEN);
            prop_assert!(least.iter().zip(&fits).all(|(least, fit)| *least <= transitions.clear(fit)));
        }
    }
}
