//! What readers are asked to take of documents.

use crate::source::Encoding;
use crate::source::allowance::{Limits, Timer};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a document is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Taking<'a> {
    /// The encoding of plain text, tables and web pages; `None` finds it out.
    pub encoding: Option<Encoding>,
    /// The most bytes that anything inside the file may come to when it is unpacked.
    pub limit: u64,
    /// Parts beside the running text.
    pub parts: Parts,
    /// Which side of unfinished revisions is taken.
    pub revisions: Revisions,
    /// The pages that are taken, of formats that have pages.
    pub pages: Option<Pages>,
    /// What encrypted files are opened with.
    pub password: Option<&'a str>,
    /// What the document may take.
    pub(in crate::source) limits: Limits<'a>,
}

impl Taking<'_> {
    /// Everything that is read where nobody asks for something else, up to so many bytes.
    #[must_use]
    pub fn up_to(limit: u64) -> Self {
        Self {
            encoding: None,
            limit,
            parts: Parts::default(),
            revisions: Revisions::default(),
            pages: None,
            password: None,
            limits: Limits::default(),
        }
    }

    /// Gives up (`timeout`) what takes longer than this, counted from now on.
    #[must_use]
    pub fn time(self, limit: Duration) -> Self {
        let timer = Some(Timer::start(limit, Duration::ZERO));
        Self { limits: Limits { timer, ..self.limits }, ..self }
    }

    /// Gives up (`too-dense`) what would hold more bytes in memory while it is read. They are counted from what is read, so the
    /// same documents are given up everywhere. Where nobody says it, it is 224 MiB for a document of less than 8 MiB, 384 MiB
    /// for a longer one, and eight times its length where that is more.
    #[must_use]
    pub fn memory(self, most: u64) -> Self {
        Self { limits: Limits { memory: Some(most), ..self.limits }, ..self }
    }
}

/// Parts of documents that are read beside the running text. What is left out is an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Parts {
    /// Heads and feet of pages.
    pub headers: bool,
    /// Notes at the foot of pages and at the end.
    pub footnotes: bool,
    /// Tables.
    pub tables: bool,
}

/// The name of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Heads and feet of pages.
    Headers,
    /// Notes at the foot of pages and at the end.
    Footnotes,
    /// Tables.
    Tables,
}

impl Default for Parts {
    fn default() -> Self {
        Self { headers: false, footnotes: true, tables: true }
    }
}

impl Parts {
    /// These and no others.
    #[must_use]
    pub fn of(parts: &[Part]) -> Self {
        let [headers, footnotes, tables] =
            [Part::Headers, Part::Footnotes, Part::Tables].map(|part| parts.contains(&part));
        Self { headers, footnotes, tables }
    }
}

/// Which side of revisions that nobody has accepted yet is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Revisions {
    /// The text with what they insert, and without what they delete.
    #[default]
    Final,
    /// The text before them.
    Original,
}

/// Some pages in a row, from 1, the last one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl Pages {
    /// Whether it is one of them.
    #[must_use]
    pub fn contain(self, page: u32) -> bool {
        (self.first..=self.last).contains(&page)
    }
}

impl std::str::FromStr for Pages {
    type Err = String;

    /// Reads `3-9`, `3-` and `3`.
    fn from_str(written: &str) -> Result<Self, String> {
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|page| *page > 0);
        let pages = match written.split_once('-') {
            None => number(written).map(|page| (page, page)),
            Some((first, "")) => number(first).map(|first| (first, u32::MAX)),
            Some((first, last)) => number(first).zip(number(last)),
        };
        match pages {
            Some((first, last)) if first <= last => Ok(Self { first, last }),
            _ => Err(format!("expected pages such as 3-9, 3- or 3, from 1, found «{written}»")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_people_write_them() {
        let pages = |first, last| Ok(Pages { first, last });
        for (written, expected) in [("3-9", pages(3, 9)), ("3-", pages(3, u32::MAX)), ("3", pages(3, 3))] {
            assert_eq!(written.parse::<Pages>(), expected, "{written}");
        }
        for wrong in ["", "0", "9-3", "-3", "a", "1,2"] {
            assert!(wrong.parse::<Pages>().is_err_and(|why| why.contains("3-9")), "{wrong}");
        }
    }
}
