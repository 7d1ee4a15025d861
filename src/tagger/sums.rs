//! What a token says of those around it, as sums of weights.

use super::decode::Fits;
use super::label::LABELS;

/// How many tokens to either side what is known of a token speaks for.
pub const REACH: usize = 2;
/// How many tokens it speaks for, itself among them.
pub(super) const SPOKEN: usize = 2 * REACH + 1;
/// The weights of a feature: a label for each token within its reach, from the second one before it on.
pub const SLOTS: usize = SPOKEN * LABELS;

/// Room for those of all slots, and some more: so many numbers are added side by side.
pub(super) const ROOM: usize = SLOTS.next_multiple_of(16);

/// The sums of weights for the tokens around one; what stands behind the slots is 0.
pub(super) type Sums = [i16; ROOM];

/// Slots that a byte can tell.
const TOLD: usize = 1 << u8::BITS;

/// A weight as it is stored: great ones need not be told as exactly as small ones.
pub(super) const fn weight(stored: i8) -> i16 {
    let stored = stored as i16;
    stored * stored.abs()
}

/// The weights by the bytes that they are stored as.
static WEIGHTS: [i32; 256] = {
    let mut weights = [0; 256];
    let mut stored = 0;
    while stored < weights.len() {
        weights[stored] = weight(stored as u8 as i8) as i32;
        stored += 1;
    }
    weights
};

/// Sums of weights that are being added up.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    /// Of features that have a weight for each slot.
    whole: Sums,
    /// Of weights by themselves; what stands behind the slots is of none, and spares asking whether it is one.
    parts: [i32; TOLD],
}

impl Adding {
    /// Begins with some sums.
    pub(super) const fn new(sums: Sums) -> Self {
        Self { whole: sums, parts: [0; TOLD] }
    }

    /// Adds a weight for each slot.
    #[inline]
    pub(super) fn add_all(&mut self, weights: &Sums) {
        self.whole.iter_mut().zip(weights).for_each(|(sum, weight)| *sum = sum.saturating_add(*weight));
    }

    /// Adds what is stored of a weight for a slot.
    #[inline]
    pub(super) fn add(&mut self, slot: u8, stored: u8) {
        self.parts[usize::from(slot)] += WEIGHTS[usize::from(stored)];
    }

    /// The sums.
    pub(super) fn sums(&self) -> Sums {
        let mut sums = self.whole;
        for (sum, part) in sums.iter_mut().zip(&self.parts) {
            *sum = (i32::from(*sum) + part).clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        }
        sums
    }
}

/// Adds what a token says for another one, which is so many places behind the first that it speaks for.
#[inline]
pub(super) fn add(fit: &mut Fits, sums: &Sums, slot: usize) {
    let said = sums.get(slot * LABELS..).and_then(|sums| sums.first_chunk::<LABELS>());
    if let Some(said) = said {
        fit.iter_mut().zip(said).for_each(|(fit, sum)| *fit += i32::from(*sum));
    }
}
