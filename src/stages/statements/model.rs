//! Statements: content that a text attributes to a source.

use crate::rule::Found;
use crate::text::Span;

/// What a text attributes to somebody, and by which words.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words that attribute it (bytes of the text layer): a verb in one piece with its auxiliaries, the nominal part of
    /// one that is split, a preposition with its noun.
    pub cue: Span,
    /// The name of the source without its title, else the words for it; none where it is only in the verb or there is none.
    pub speaker: Option<Span>,
    /// The entities that say it, several where they say it together; none where no name tells.
    pub speakers: Vec<Speaker>,
    /// How the content is given.
    pub form: Form,
    /// What is done by saying it.
    pub act: Act,
    /// What of it is said not to be so.
    pub denial: Option<Denial>,
    /// Whether no source is named or meant: «گفته می‌شود».
    pub hearsay: bool,
    /// Index (in the document's statements) of the statement that reports this one.
    pub parent: Option<usize>,
    /// Index of the entity (in the document's entities) that it was said through.
    pub medium: Option<usize>,
    /// Index of the entity that it was said to.
    pub addressee: Option<usize>,
    /// Index (in the document's dates) of the day on which it was said.
    pub date: Option<usize>,
}

/// A statement row: its span is the content.
pub type StatementRow = Found<Statement>;

/// One who says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Index of the entity in the document's entities.
    pub entity: usize,
    /// Index of the mention that names it, in the document's mentions; none where a pronoun or an office stands for it.
    pub mention: Option<usize>,
}

/// What a denial says is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Denial {
    /// All that the content tells: «خبر کشته شدن ۵ نفر را تکذیب کرد».
    Claim,
    /// What the content names, and nothing that it tells of that: «صلاحیت ۵ نامزد را رد کرد».
    Thing,
}

impl Statement {
    /// Whether it says of all that its content tells that it is not so.
    pub(crate) fn refutes(&self) -> bool {
        self.act == Act::Deny && self.denial == Some(Denial::Claim)
    }

    /// Whether it says so of what its content names.
    pub(crate) fn rejects(&self) -> bool {
        self.act == Act::Deny && self.denial == Some(Denial::Thing)
    }
}

/// How the content of a statement is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// All of it is quoted.
    Direct,
    /// A clause of the writer's.
    Indirect,
    /// Partly quoted.
    Mixed,
    /// A noun phrase.
    Nominal,
}

/// What is done by saying something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Act {
    Assert,
    Deny,
    Confirm,
    Demand,
    Promise,
    Warn,
    Accuse,
    Ask,
}
