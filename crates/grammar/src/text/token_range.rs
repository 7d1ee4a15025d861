//! Tokens that stand side by side.

use std::ops::Range;

/// Tokens from the first one up to the end, which is not among them: those of a sentence, a label, a match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenRange {
    /// The first token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
}

impl TokenRange {
    /// The tokens `first..end`.
    #[must_use]
    pub const fn new(first: u32, end: u32) -> Self {
        Self { first, end }
    }

    /// How many tokens there are.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.first)
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether a token is among them.
    #[must_use]
    pub const fn contains(self, at: u32) -> bool {
        self.first <= at && at < self.end
    }

    /// The positions of the tokens, in order.
    #[must_use]
    pub const fn positions(self) -> Range<u32> {
        self.first..self.end
    }

    /// Their positions in a list of tokens.
    #[must_use]
    pub const fn indices(self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

impl From<(u32, u32)> for TokenRange {
    fn from((first, end): (u32, u32)) -> Self {
        Self { first, end }
    }
}
