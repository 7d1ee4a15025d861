//! The state file: records one behind the other, each with its length before it; then where the last one begins, and
//! the sum of it all.

use super::{Keys, Named, Totals};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::Read;

/// One record.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Record<'a> {
    /// A file, its name in front coding.
    File { shared: u32, rest: Cow<'a, str>, sum: Option<u128> },
    /// An entity that was not met before. Documents name it by its number.
    Entity(Cow<'a, Named>),
    /// Likewise a check.
    Check(Cow<'a, str>),
    /// A document of the last file.
    Document {
        key: u128,
        bytes: u64,
        language: Language,
        rows: Cow<'a, [u32]>,
        entities: Vec<(u32, u64)>,
        findings: Vec<(u32, u64)>,
    },
    /// The end, and what only the end knows.
    End(End),
}

/// A finished run.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::pipeline) struct End {
    pub(in crate::pipeline) keys: Keys,
    /// The sum of the dataset.
    pub(in crate::pipeline) sum: String,
    pub(in crate::pipeline) totals: Totals,
}

impl Record<'_> {
    /// The record as it stands in the file.
    pub(super) fn written(&self) -> Option<Vec<u8>> {
        let mut written = postcard::to_extend(self, vec![0; 4]).ok()?;
        let length = u32::try_from(written.len() - 4).ok()?;
        written.get_mut(..4)?.copy_from_slice(&length.to_le_bytes());
        Some(written)
    }

    /// The next record; `frame` is where it is read.
    pub(super) fn read<'a>(from: &mut impl Read, frame: &'a mut Vec<u8>) -> Option<Record<'a>> {
        let mut length = [0; 4];
        from.read_exact(&mut length).ok()?;
        frame.clear();
        let length = u64::from(u32::from_le_bytes(length));
        from.take(length).read_to_end(frame).ok().filter(|read| *read as u64 == length)?;
        postcard::from_bytes(frame).ok()
    }
}
