//! Mentions on their way to rows.

use super::model::{Entity, EntityKind, Method};
use crate::rule::RuleId;
use crate::text::fold::Code;

/// Which entity a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum EntityRef {
    /// A lexicon entry, by position.
    Known(u32),
    /// One made from its name; of a person, what the spellings of the name have in common.
    Made(Box<Entity>, Option<Box<[Code]>>),
}

/// A mention on its way to a row.
#[derive(Clone, Debug)]
pub(super) struct PendingMention {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) segment: u32,
    pub(super) rule: RuleId,
    pub(super) kind: EntityKind,
    pub(super) entity: usize,
    pub(super) method: Method,
    /// First token of the short form that may stand for it later.
    pub(super) short: Option<u32>,
}

/// A name in doubt, until the whole document is known. There may be many, so it is small.
#[derive(Debug)]
pub(super) struct Doubtful {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) segment: u32,
    pub(super) rule: RuleId,
    pub(super) kind: EntityKind,
    pub(super) who: EntityRef,
}
