//! What a figure is a figure of.

use crate::text::Span;
use std::sync::Arc;

/// What a figure says of whom, as far as the text tells; what it does not say is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fact {
    /// The counted or measured phrase (bytes of the text layer).
    pub item: Option<Span>,
    /// The property, as the lexicon calls it: `killed`, `length`, `price`.
    pub property: Option<Arc<str>>,
    /// Id of the entity whose figure it is.
    pub subject: Option<Arc<str>>,
    /// The words for whose figure it is.
    pub subject_words: Option<Span>,
    /// Of a share: the words for the whole.
    pub of: Option<Span>,
    /// Id of the entity that did it.
    pub agent: Option<Arc<str>>,
    /// Id of the entity that got it.
    pub recipient: Option<Arc<str>>,
    /// Id of the entity where it was.
    pub place: Option<Arc<str>>,
    /// Index (in the document's dates) of when it was.
    pub date: Option<usize>,
    /// Index (in the document's statements) of the innermost statement that claims it.
    pub statement: Option<usize>,
    /// How real it is.
    pub status: Status,
}

/// How real something is that a text tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It is or was so.
    #[default]
    Actual,
    /// Agreed, promised, intended or needed.
    Planned,
    /// Reckoned or forecast.
    Estimated,
    /// Said not to be so.
    Denied,
    /// A condition, an ability, a possibility.
    Hypothetical,
}
