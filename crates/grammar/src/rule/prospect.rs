//! What a token must be for a pattern to go on: known for each kind of token, so that ways which end at the next token are
//! not gone at all.

use serde::{Deserialize, Serialize};

/// Parts of which a token must be one, by their number among all that patterns ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Prospect(pub(super) u16);

impl Prospect {
    /// Any token will do, and none too.
    pub(super) const ANYTHING: Self = Self(u16::MAX);

    /// Whether it is among those of a token, in bits.
    #[inline]
    pub(super) fn is_in(self, known: &[u64]) -> bool {
        known.get(usize::from(self.0 / 64)).is_some_and(|bits| bits >> (self.0 % 64) & 1 == 1)
    }

    /// Adds it to those of a token.
    pub(super) fn add_to(self, known: &mut Vec<u64>) {
        let at = usize::from(self.0 / 64);
        known.resize(known.len().max(at + 1), 0);
        known[at] |= 1 << (self.0 % 64);
    }
}
