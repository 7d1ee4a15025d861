//! What a run did.

use crate::source::Reject;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The dataset folder.
    pub out: PathBuf,
    /// Documents analysed.
    pub documents: u64,
    /// How many of them were as the last run had found them.
    pub known: u64,
    /// Whether nothing had changed at all, so that the dataset was left as it stands.
    pub unchanged: bool,
    /// Bytes of their sources.
    pub bytes: u64,
    /// Rows of each table, in the order of the tables.
    pub rows: Vec<(&'static str, u64)>,
    /// Findings of each check, sorted by name.
    pub findings: BTreeMap<String, u64>,
    /// Documents that could not be read.
    pub rejected: u64,
    /// The first of them.
    pub first_rejects: Vec<Reject>,
    /// Files of kinds that are not read, by their extension.
    pub other_kinds: BTreeMap<String, u64>,
    /// Documents that were read anew, by the format that their content has, and whether they are whole tables.
    pub formats: BTreeMap<(&'static str, bool), u64>,
}

impl Summary {
    /// How many rejects a summary keeps whole; the table `rejects` has them all.
    pub const REJECTS_KEPT: usize = 5;
}
