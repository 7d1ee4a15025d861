//! What a page says of itself: title, day, language.

use super::linked::published;
use crate::calendar::Day;
use crate::language::Language;
use crate::source::format::metadata::day_of;

/// Names of `meta` elements and properties that give the day of publication, best first.
const DAYS: [&str; 10] = [
    "article:published_time",
    "datepublished",
    "og:published_time",
    "date",
    "pubdate",
    "publishdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "sailthru.date",
];

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    og_title: Option<String>,
    /// The best day so far, and how good its name is.
    day: Option<(usize, Day)>,
    pub(super) generator: Option<String>,
    pub(super) language: Option<Language>,
}

impl Head {
    /// Takes a `meta` element.
    pub(super) fn meta(&mut self, name: &str, content: &str) {
        let name = name.to_ascii_lowercase();
        if name == "og:title" && !content.trim().is_empty() {
            self.og_title.get_or_insert_with(|| content.trim().to_owned());
        } else if name == "generator" {
            self.generator = Some(content.trim().to_owned());
        } else if let Some(rank) = DAYS.iter().position(|known| *known == name) {
            self.day(rank, content);
        }
    }

    /// Takes the day of an element `time`.
    pub(super) fn time(&mut self, written: &str) {
        self.day(DAYS.len() + 1, written);
    }

    /// Takes linked data (JSON-LD).
    pub(super) fn linked_data(&mut self, json: &str) {
        if let Some(written) = published(json) {
            self.day(1, &written);
        }
    }

    fn day(&mut self, rank: usize, written: &str) {
        if let Some(day) = day_of(written).filter(|_| self.day.is_none_or(|(best, _)| rank < best)) {
            self.day = Some((rank, day));
        }
    }

    pub(super) fn published(&self) -> Option<Day> {
        self.day.map(|(_, day)| day)
    }

    /// The title of the document: without the name of the site, where the page tells both.
    pub(super) fn document_title(&self) -> Option<String> {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        self.og_title.clone().or(Some(title)).filter(|title| !title.is_empty())
    }
}
