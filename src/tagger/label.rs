//! The labels of tokens: outside of names, or the beginning or inside of a name of a kind.

/// The kinds of names, as the table `mentions` has them.
pub const KINDS: [&str; 9] =
    ["person", "place", "state", "organisation", "company", "media", "armed_force", "group", "product"];

/// How many labels there are.
pub const LABELS: usize = 1 + 2 * KINDS.len();

/// A label of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label(u8);

impl Label {
    /// Of what is no part of a name.
    pub const OUTSIDE: Self = Self(0);

    /// All labels.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LABELS as u8).map(Self)
    }

    /// Of the first token of a name of a kind, by its position in [`KINDS`].
    #[must_use]
    pub const fn begin(kind: usize) -> Self {
        Self(1 + 2 * kind as u8)
    }

    /// Of a further token of a name of a kind.
    #[must_use]
    pub const fn inside(kind: usize) -> Self {
        Self(2 + 2 * kind as u8)
    }

    /// The label of a number.
    pub(super) const fn numbered(number: usize) -> Self {
        Self(number as u8)
    }

    /// Its number, from 0.
    #[must_use]
    pub const fn number(self) -> usize {
        self.0 as usize
    }

    /// The kind of the name that it is of.
    #[must_use]
    pub const fn kind(self) -> Option<usize> {
        match self.number().checked_sub(1) {
            Some(above) => Some(above / 2),
            None => None,
        }
    }

    /// Whether a name begins with its token.
    #[must_use]
    pub const fn begins(self) -> bool {
        self.0 % 2 == 1
    }

    /// Whether it can stand behind another one: a name goes on with its own kind alone.
    #[must_use]
    pub fn follows(self, before: Self) -> bool {
        self == Self::OUTSIDE || self.begins() || self.kind() == before.kind()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_with_its_own_kind() {
        assert_eq!(Label::all().count(), LABELS);
        let (begin, inside, other) = (Label::begin(1), Label::inside(1), Label::begin(2));
        assert_eq!([begin, inside, Label::OUTSIDE].map(Label::kind), [Some(1), Some(1), None]);
        assert!(inside.follows(begin) && inside.follows(inside));
        assert!(!inside.follows(other) && !inside.follows(Label::OUTSIDE));
        assert!(Label::all().all(|label| begin.follows(label) && Label::OUTSIDE.follows(label)));
    }
}
