//! What is read of a corpus, entry by entry.

use super::Columns;
use crate::calendar::Day;
use crate::source::when::{day_of, day_of_number};
use crate::source::{Defect, Reading};
use crate::text::OriginPlace;

/// What one record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Record {
    pub(in crate::source) doc_id: Option<String>,
    pub(in crate::source) text: String,
    pub(in crate::source) reference: Option<Day>,
    pub(in crate::source) title: Option<String>,
}

/// A record with its place.
pub(in crate::source) struct Found {
    pub(in crate::source) record: Record,
    /// The line or row that it begins on, or its number, from 1.
    pub(in crate::source) line: u64,
    /// Its first byte, where that is known.
    pub(in crate::source) start: Option<u64>,
    /// Its bytes, and their sum where the file has none.
    pub(in crate::source) bytes: u64,
    pub(in crate::source) sha256: Option<String>,
    /// Where its text stands.
    pub(in crate::source) place: OriginPlace,
}

/// A file inside an archive.
pub(in crate::source) struct Member {
    /// Its path there.
    pub(in crate::source) name: String,
    pub(in crate::source) bytes: Vec<u8>,
}

/// What a corpus or an archive is made of.
pub(in crate::source) enum Entry {
    Record(Found),
    File(Member),
}

/// A corpus or an archive, read entry by entry.
pub(in crate::source) trait Records {
    /// The next entry; what is wrong with it has its place.
    fn next(&mut self, reading: &Reading) -> Option<Result<Entry, Defect>>;
}

/// What a record has under the names that columns give, before it is understood.
#[derive(Default)]
pub(super) struct Picked {
    pub(super) doc_id: Option<String>,
    pub(super) text: Option<String>,
    pub(super) date: Option<Given>,
    pub(super) title: Option<String>,
}

/// A day as it is given.
pub(super) enum Given {
    Text(String),
    Number(f64),
    Day(Day),
}

impl Given {
    fn day(self) -> Result<Option<Day>, String> {
        match self {
            Self::Text(written) => day_of(&written),
            Self::Number(number) => match day_of_number(number) {
                Some(day) => Ok(Some(day)),
                None => Err(format!("expected seconds since 1970, found {number}")),
            },
            Self::Day(day) => Ok(Some(day)),
        }
    }
}

impl Picked {
    /// The record, where it has a text; `names` are those of its columns, or keys, as `what` they are called.
    ///
    /// # Errors
    /// A code and one sentence.
    pub(super) fn record<'n>(
        self,
        columns: &Columns,
        what: &str,
        names: impl FnOnce() -> Vec<&'n str>,
    ) -> Result<Record, (&'static str, String)> {
        let Some(text) = self.text else {
            return Err(("missing-text", columns.missing_text(what, names().into_iter())));
        };
        if text.contains('\0') {
            return Err(("binary", "expected text, found a NUL character in it".into()));
        }
        let reference = self.date.map_or(Ok(None), Given::day);
        let reference = reference.map_err(|what| ("bad-date", format!("{}: {what}", columns.date)))?;
        let filled = |cell: &String| !cell.trim().is_empty();
        Ok(Record { doc_id: self.doc_id.filter(filled), text, reference, title: self.title })
    }
}
