//! How sources are read.

use super::allowance::{Limits, Timer};
use super::decode::Encoding;
use super::document::{Reference, ReferenceSource};
use super::format::{Pages, Parts, Revisions, Taking};
use super::record::Columns;
use std::time::Duration;

/// How sources are read.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Reading {
    /// The encoding of all `.txt` files; `None` finds it out for each.
    pub encoding: Option<Encoding>,
    /// The reference day of documents that bring none of their own.
    pub reference: Reference,
    /// Where documents are asked for a day of their own before that, in this order: [`ReferenceSource::Metadata`],
    /// [`ReferenceSource::Filename`]. A record's own day comes first always.
    pub reference_from: Vec<ReferenceSource>,
    /// Larger documents (a file or one line of a `.jsonl` file, in bytes) are rejected.
    pub max_document_bytes: u64,
    /// Which keys or columns of records hold what.
    pub columns: Columns,
    /// Parts of documents that are read beside the running text.
    pub parts: Parts,
    /// Which side of unfinished revisions is read.
    pub revisions: Revisions,
    /// The pages that are read, of formats that have pages.
    pub pages: Option<Pages>,
    /// What encrypted files are opened with.
    pub password: Option<String>,
    /// Documents that are longer in work are rejected (code `timeout`): the time of reading is part of it, and the analysis gets
    /// what is left.
    #[serde(skip)]
    pub timeout_per_document: Option<Duration>,
    /// Documents whose reading would hold more bytes in memory are rejected (code `too-dense`); `None` leaves that to their
    /// length.
    #[serde(skip)]
    pub max_document_memory: Option<u64>,
}

impl Reading {
    /// 256 MiB: far above any document, far below what would exhaust a machine.
    pub const DEFAULT_MAX_DOCUMENT_BYTES: u64 = 256 << 20;

    /// What was asked for of documents beyond what is read of them where nobody asks, as options are written.
    #[must_use]
    pub fn asked(&self) -> Option<String> {
        let usual = Self::default();
        let mut asked = Vec::new();
        asked.extend(self.encoding.map(|encoding| format!("encoding {}", encoding.name())));
        if self.parts != usual.parts {
            let Parts { headers, footnotes, tables } = self.parts;
            let parts = [("headers", headers), ("footnotes", footnotes), ("tables", tables)];
            let kept: Vec<&str> = parts.iter().filter(|(_, kept)| *kept).map(|(name, _)| *name).collect();
            asked.push(format!("keep {}", kept.join(",")));
        }
        asked.extend((self.revisions != usual.revisions).then(|| "revisions original".to_owned()));
        asked.extend(self.pages.map(|pages| format!("pages {}-{}", pages.first, pages.last)));
        asked.extend(self.password.is_some().then(|| "password".to_owned()));
        (!asked.is_empty()).then(|| asked.join("; "))
    }

    /// Begins to count the time of a document, where it is limited.
    pub(super) fn timer(&self) -> Option<Timer> {
        self.timeout_per_document.map(|limit| Timer::start(limit, Duration::ZERO))
    }

    /// What readers are to take of a document of this name.
    pub(super) fn taking<'a>(&'a self, name: &'a str, timer: Option<Timer>) -> Taking<'a> {
        Taking {
            encoding: self.encoding,
            limit: self.max_document_bytes,
            parts: self.parts,
            revisions: self.revisions,
            pages: self.pages,
            password: self.password.as_deref(),
            limits: Limits { name, timer, memory: self.max_document_memory },
        }
    }
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            encoding: None,
            reference: Reference::default(),
            reference_from: Vec::new(),
            max_document_bytes: Self::DEFAULT_MAX_DOCUMENT_BYTES,
            columns: Columns::default(),
            parts: Parts::default(),
            revisions: Revisions::default(),
            pages: None,
            password: None,
            timeout_per_document: None,
            max_document_memory: None,
        }
    }
}
