//! The kinds of token.

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters of the Arabic script.
    Word,
    /// Latin letters.
    Latin,
    /// Letters of any other script.
    Foreign,
    /// Digits.
    Digits,
    /// A hyphen or dash.
    Hyphen,
    /// A full stop.
    Stop,
    /// Any other punctuation or symbol.
    Punctuation,
    /// The end of a line that ends a paragraph.
    Line,
}

impl TokenKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Word,
        Self::Latin,
        Self::Foreign,
        Self::Digits,
        Self::Hyphen,
        Self::Stop,
        Self::Punctuation,
        Self::Line,
    ];
}
