//! What a token says of those around it, as sums of weights.

use super::decode::Fits;
use super::label::LABELS;

/// How many tokens to either side what is known of a token speaks for.
pub const REACH: usize = 2;
/// How many tokens it speaks for, itself among them.
pub(super) const SPOKEN: usize = 2 * REACH + 1;
/// The weights of a feature: a label for each token within its reach, from the second one before it on.
pub const SLOTS: usize = SPOKEN * LABELS;

/// The sums of weights for the tokens around one.
pub(super) type Sums = [i16; SLOTS];

/// Adds what a token says for another one, which is so many places behind the first that it speaks for.
#[inline]
pub(super) fn add(fit: &mut Fits, sums: &Sums, slot: usize) {
    let said = sums.get(slot * LABELS..).and_then(|sums| sums.first_chunk::<LABELS>());
    if let Some(said) = said {
        fit.iter_mut().zip(said).for_each(|(fit, sum)| *fit += i32::from(*sum));
    }
}
