//! Clauses of agreements, laws and lists, and what their sentences provide.

use crate::calendar::{Day, Duration};
use crate::rule::Found;
use crate::stages::actors::MentionRow;
use crate::stages::dates::DateRow;
use crate::text::Span;

/// What earlier stages found, which clauses refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    /// Its dates.
    pub(super) dates: &'a [DateRow],
    /// Where it names whom.
    pub(super) mentions: &'a [MentionRow],
}

/// One numbered or lettered item of an agreement, a law or a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Item, preamble or signature part.
    pub kind: ClauseKind,
    /// The title line it belongs to (bytes of the text layer).
    pub instrument: Option<Span>,
    /// Number of the list or instrument in the document, from 0.
    pub list: u32,
    /// The label as written, without punctuation (`۱`, `الف`, `ماده ۵`, `-`); empty where it is no item.
    pub label: Span,
    /// 1-based position in its parent.
    pub ordinal: u32,
    /// Depth, from 1.
    pub level: u8,
    /// Index (in the document's clauses) of the clause that holds this one.
    pub parent: Option<usize>,
    /// Akoma Ntoso style path (`art_5__point_b`).
    pub eid: String,
    /// The heading beside or below the label (bytes of the text layer).
    pub heading: Option<Span>,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClauseKind {
    /// A numbered or lettered item.
    #[default]
    Item,
    /// What stands between the title of a law and its first article.
    Preamble,
    /// What stands over the signatures, behind the last article.
    Signature,
}

/// A clause row: its span runs from its label to the end of its last sub-clause.
pub type ClauseRow = Found<Clause>;

/// One sentence of a clause that obliges, permits, forbids or states.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// Index in the document's clauses.
    pub clause: usize,
    /// What it does.
    pub modality: Modality,
    /// From when it holds.
    pub effective: Option<Day>,
    /// By when it must be done.
    pub deadline: Option<Day>,
    /// For how long it holds, or within how long it must be done.
    pub duration: Option<Duration>,
    /// The words of its condition (bytes of the text layer).
    pub condition: Option<Span>,
    /// Who is bound, served or watching.
    pub parties: Vec<Party>,
}

/// A provision row.
pub type ProvisionRow = Found<Provision>;

/// One provision that the words of a clause refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Index of the clause it stands in.
    pub clause: usize,
    /// What is referred to, as written: a path of kinds and numbers (`art_3__point_b`), a kind alone
    /// where no number is written («این ماده»: `art`).
    pub target: String,
    /// Whether it is in this document's own law; another law may be named.
    pub internal: bool,
    /// Index of the clause that it is, where the document has it.
    pub resolved: Option<usize>,
}

/// A reference row; several rows share a span where several provisions are named («مواد ۳ و ۴»).
pub type ReferenceRow = Found<Reference>;

/// What a provision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Modality {
    Obligation,
    Permission,
    Prohibition,
    Statement,
}

/// An actor's part in a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Which part.
    pub role: PartyRole,
    /// Index of the entity.
    pub entity: usize,
    /// Index of the mention in the document's mentions.
    pub mention: Option<usize>,
}

/// The parts an actor can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum PartyRole {
    Obligor,
    Recipient,
    Supervisor,
}
