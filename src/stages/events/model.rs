//! Events: what a text says that happened.

use crate::rule::Found;
use crate::stages::figures::Status;
use crate::text::Span;

/// What happened, and who took part.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What kind of thing.
    pub kind: EventType,
    /// How real it is.
    pub status: Status,
    /// Index (in the document's dates) of when it was.
    pub date: Option<usize>,
    /// Index of the entity (in the document's entities) where it was.
    pub place: Option<usize>,
    /// Index (in the document's statements) of the innermost statement that claims it.
    pub statement: Option<usize>,
    /// Who and what took part.
    pub participants: Vec<Participant>,
    /// Indices (in the document's figures) of figures of what took part.
    pub figures: Vec<usize>,
}

/// An event row: its span is the trigger.
pub type EventRow = Found<Event>;

/// Who or what takes part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    /// As what.
    pub role: Role,
    /// Index of the entity in the document's entities; none where no name tells.
    pub entity: Option<usize>,
    /// Index of the mention that names it.
    pub mention: Option<usize>,
    /// The words for it.
    pub span: Span,
}

/// What somebody or something is in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Role {
    Agent,
    Patient,
    Counterpart,
    Recipient,
    Origin,
    Goods,
    Place,
}

/// What happened, in the terms of PLOVER and some more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EventType {
    Agree,
    Consult,
    Cooperate,
    Aid,
    Transfer,
    Concede,
    Seize,
    Assault,
    Mobilize,
    Coerce,
    Sanction,
    Protest,
    Appoint,
    Decide,
    Build,
    Disaster,
    Found,
}
