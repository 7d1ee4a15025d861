//! What stands beside the prose of a text.

/// A part of a text that is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Aside {
    /// Its first byte.
    pub(in crate::text) start: u32,
    /// One past its last byte.
    pub(in crate::text) end: u32,
    /// What is to be made of it.
    pub(in crate::text) kind: AsideKind,
}

/// What is to be made of an aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum AsideKind {
    /// An address, a path, code, a time of a subtitle: one thing in which no words are looked for.
    Opaque,
    /// A tag within a line, which is nothing.
    Tag,
    /// A tag at which a line ends.
    Break,
    /// An entity, and the character that it stands for.
    Character(char),
}

impl Aside {
    pub(super) const fn new(start: usize, end: usize, kind: AsideKind) -> Self {
        Self { start: start as u32, end: end as u32, kind }
    }
}
