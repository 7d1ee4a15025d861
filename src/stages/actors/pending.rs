//! Mentions on their way to rows.

use super::ledger::EntityRef;
use super::model::{EntityKind, Method};
use crate::rule::RuleId;

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
