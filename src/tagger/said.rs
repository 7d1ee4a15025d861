//! What a token says of those around it, added up, and how much at most it says for names.

use super::decode::{Fits, Transitions};
use super::label::{KINDS, LABELS, Label};
use super::sums::{REACH, SPOKEN, Sums, add};

/// Groups of kinds of names of which it is told apart how well they fit: each kind has its own, but for the last two.
const GROUPS: usize = 8;

/// Bounds are told in so many parts of a weight, rounded up: then sums of those of all that speaks for a token, and of what joins
/// and proposes them, are numbers of 16 bits: five sums of 16 bits and twice as many weights, none of which is more than an eighth of
/// such a sum.
const COARSE: i32 = 32;

/// How much better than outside of names the labels of a group fit at most.
type Bounds = [i16; GROUPS];

/// By token within reach, what is said for names at most.
#[derive(Clone, Debug)]
pub(super) struct Mosts([i16; HEARD]);

/// The bounds of all tokens within reach.
const HEARD: usize = SPOKEN * GROUPS;

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
        let mut most = [0; HEARD];
        for (slot, most) in most.chunks_exact_mut(GROUPS).enumerate() {
            let mut said = [0; LABELS];
            add(&mut said, &sums, slot);
            most.copy_from_slice(&bounds(&said));
        }
        Self { most: Mosts(most), sums }
    }
}

/// How much better than outside of names a token fits into one at most, before anything is said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most(Bounds);

impl Most {
    /// By how labels stand where they stand best.
    pub(super) fn new(transitions: &Transitions) -> Self {
        Self(bounds(transitions.own()))
    }
}

/// How far before the place of a token in [`Bound`] that of the first one stands that it speaks for.
const BEFORE: usize = REACH + 1;

/// How much better than outside of names each token of a sentence fits into one at most, as far as it was added up.
#[derive(Debug, Default)]
pub(super) struct Bound(Vec<i16>);

impl Bound {
    /// Begins a sentence of so many tokens, of which nothing was said yet.
    pub(super) fn begin(&mut self, tokens: usize) {
        self.0.clear();
        self.0.resize((tokens + 2 * BEFORE) * GROUPS, 0);
    }

    /// Adds what is said by who stands at a place, which is counted with the border before the first token.
    #[inline]
    pub(super) fn add(&mut self, place: usize, said: &Mosts) {
        let heard = self.0.get_mut(place * GROUPS..).and_then(|heard| heard.first_chunk_mut::<HEARD>());
        if let Some(heard) = heard {
            // None of these sums is too great.
            heard.iter_mut().zip(&said.0).for_each(|(sum, most)| *sum = sum.wrapping_add(*most));
        }
    }

    /// How much better at least it fits to each token to be outside than to be in a name, where labels stand as well as this.
    pub(super) fn least_clear(&self, own: Most, of: &mut Vec<i32>) {
        let tokens = self.0.get(BEFORE * GROUPS..self.0.len().saturating_sub(BEFORE * GROUPS));
        let most = |bounds: &[i16; GROUPS]| {
            let sums = bounds.iter().zip(&own.0).map(|(said, own)| said.wrapping_add(*own));
            sums.fold(i16::MIN, i16::max)
        };
        of.clear();
        let (tokens, _) = tokens.unwrap_or_default().as_chunks::<GROUPS>();
        of.extend(tokens.iter().map(|bounds| -COARSE * i32::from(most(bounds))));
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
            bound.begin(SPOKEN);
            for (place, said) in said.iter().enumerate() {
                bound.add(place, &said.most);
                for slot in 0..SPOKEN {
                    let token = (place + slot).checked_sub(BEFORE).and_then(|token| fits.get_mut(token));
                    token.into_iter().for_each(|fit| add(fit, &said.sums, slot));
                }
            }
            let mut least = Vec::new();
            bound.least_clear(Most::new(&transitions), &mut least);
            prop_assert_eq!(least.len(), SPOKEN);
            prop_assert!(least.iter().zip(&fits).all(|(least, fit)| *least <= transitions.clear(fit)));
        }
    }
}
