//! What a token says of those around it, added up, and how much at most it says for names.

use super::decode::{Fits, Transitions};
use super::label::{KINDS, LABELS, Label};
use super::sums::{SPOKEN, Sums, add};

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
    /// What they and what is said beside them say for names at most.
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

impl Mosts {
    /// Of what is said for each label of the tokens within reach.
    pub(super) fn new(said: &[Fits; SPOKEN]) -> Self {
        Self(std::array::from_fn(|token| bounds(&said[token])))
    }
}

impl Said {
    /// What sums say, where something else is always said beside them.
    pub(super) fn beside(sums: Sums, also: &Sums) -> Self {
        let mut said = [[0; LABELS]; SPOKEN];
        for (slot, said) in said.iter_mut().enumerate() {
            add(said, &sums, slot);
            add(said, also, slot);
        }
        let most = Mosts::new(&said);
        Self { sums, most }
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

    /// Adds what a token says for which this one is so many places behind the first that it speaks for.
    #[inline]
    pub(super) fn add(&mut self, said: &Mosts, slot: usize) {
        if let Some(most) = said.0.get(slot) {
            self.0.iter_mut().zip(most).for_each(|(sum, most)| *sum = sum.saturating_add(*most));
        }
    }

    /// How much better at least it fits to be outside than to be in a name.
    #[inline]
    pub(super) fn least_clear(self) -> i32 {
        let most = self.0.iter().copied().fold(i16::MIN, i16::max);
        // What is too great to be told is told as too little.
        if most == i16::MAX { i32::MIN / 2 } else { -COARSE * i32::from(most) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sums::SLOTS;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_fits_better_than_is_said_at_most(seed: Vec<i16>, own: Vec<i16>) {
            let number = |seed: &[i16], n: usize| seed.get(n % seed.len().max(1)).copied().unwrap_or(5);
            let mut weights = [[0; LABELS]; LABELS];
            weights.iter_mut().flatten().enumerate().for_each(|(n, to)| *to = i32::from(number(&own, n * 7)));
            let transitions = Transitions::new(&weights);
            let said: Vec<Said> = (0..SPOKEN)
                .map(|at| Said::beside(std::array::from_fn(|n| number(&seed, n + 31 * at)), &[3; SLOTS]))
                .collect();
            let (mut most, mut fit) = (Most::new(&transitions), [0; LABELS]);
            for (slot, said) in said.iter().enumerate() {
                most.add(&said.most, slot);
                add(&mut fit, &said.sums, slot);
                add(&mut fit, &[3; SLOTS], slot);
            }
            prop_assert!(most.least_clear() <= transitions.clear(&fit));
        }
    }
}
