//! Which documents are written, and which of their rows a reviewer is to look at.

use super::document::Document;
use crate::error::{Error, Result};
use rustc_hash::FxHashSet;
use std::path::PathBuf;
use std::str::FromStr;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What somebody wants to review.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Documents by their ids; all where none is named.
    pub docs: Vec<String>,
    /// Tables by their names; all where none is named.
    pub tables: Vec<String>,
    /// Which rows of them.
    pub only: Only,
    /// The reviewer's name, which the page lets people change.
    pub reviewer: Option<String>,
    /// Files of corrections that the page begins with.
    pub corrections: Vec<PathBuf>,
    /// The folder that the paths of the sources start from.
    pub sources: PathBuf,
}

/// Which rows a reviewer is to look at. The page has all others too, and shows them when asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those that a finding speaks of.
    Findings,
    /// Mentions of names that no lexicon has: found by their form, their likeness or by the model.
    Pattern,
    /// Those of which the files of corrections say nothing.
    Unreviewed,
    /// As many as this over all documents, some of each rule.
    Sample(usize),
}

impl FromStr for Only {
    type Err = String;

    fn from_str(word: &str) -> std::result::Result<Self, String> {
        let expected = || {
            format!("expected findings, pattern, unreviewed or sample:N (such as sample:300), found «{word}»")
        };
        match word {
            "findings" => Ok(Self::Findings),
            "pattern" => Ok(Self::Pattern),
            "unreviewed" => Ok(Self::Unreviewed),
            _ => {
                let number = word.strip_prefix("sample:").and_then(|number| number.parse().ok());
                number.filter(|&number| number > 0).map(Self::Sample).ok_or_else(expected)
            }
        }
    }
}

impl std::fmt::Display for Only {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Findings => f.write_str("findings"),
            Self::Pattern => f.write_str("pattern"),
            Self::Unreviewed => f.write_str("unreviewed"),
            Self::Sample(number) => write!(f, "sample:{number}"),
        }
    }
}

/// A row that may be drawn: its document, table and number, its rule and its id.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) document: usize,
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) rule: String,
    pub(super) id: String,
}

/// Draws some rows, of each rule about as large a part as of all, and at least one where there are enough. Which rows
/// of a rule is told by sums of their ids, so the same dataset has the same sample.
pub(super) fn sample(mut candidates: Vec<Candidate>, wanted: usize) -> Vec<Candidate> {
    let total = candidates.len();
    if wanted >= total {
        return candidates;
    }
    let seed = candidates.iter().fold(0, |seed, one| xxh3_64_with_seed(one.id.as_bytes(), seed));
    candidates.sort_by_cached_key(|one| {
        (one.rule.clone(), xxh3_64_with_seed(one.id.as_bytes(), seed), one.id.clone())
    });
    let mut rules: Vec<Vec<Candidate>> = Vec::new();
    for one in candidates {
        match rules.last_mut().filter(|rule| rule.first().is_some_and(|first| first.rule == one.rule)) {
            Some(rule) => rule.push(one),
            None => rules.push(vec![one]),
        }
    }
    // The rules with most rows come first where not each can have one.
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.len()));
    let spare = wanted.saturating_sub(rules.len());
    let mut parts: Vec<usize> = rules.iter().map(|rule| 1 + (rule.len() - 1) * spare / total).collect();
    let mut left = wanted.saturating_sub(parts.iter().sum());
    while left > 0 {
        for (part, rule) in parts.iter_mut().zip(&rules) {
            if left > 0 && *part < rule.len() {
                *part += 1;
                left -= 1;
            }
        }
    }
    rules.into_iter().zip(parts).flat_map(|(rule, part)| rule.into_iter().take(part)).take(wanted).collect()
}

impl Request {
    /// Whether a document is asked for.
    pub(super) fn wants(&self, doc_id: &str) -> bool {
        self.docs.is_empty() || self.docs.iter().any(|doc| doc == doc_id)
    }

    /// The rows of a document's tables that are to be looked at; `None` where that is all of them. Samples are drawn over
    /// all documents: see [`sample`].
    pub(super) fn shown(&self, document: &Document) -> Option<Vec<Vec<usize>>> {
        if self.only == Only::All && self.tables.is_empty() {
            return None;
        }
        let reviewed = if self.only == Only::Unreviewed { document.reviewed() } else { FxHashSet::default() };
        let shown = document.tables.iter().map(|table| {
            if !self.tables.is_empty() && !self.tables.iter().any(|name| name == table.name) {
                return Vec::new();
            }
            let row = |row: &usize| match self.only {
                Only::All | Only::Sample(_) => true,
                Only::Findings => document.has_finding(table, *row),
                Only::Pattern => table
                    .methods
                    .get(*row)
                    .is_some_and(|method| ["pattern", "fuzzy", "model"].contains(&method.as_str())),
                Only::Unreviewed => !reviewed.contains(&(table.name, *row)),
            };
            (0..table.ids.len()).filter(row).collect()
        });
        Some(shown.collect())
    }

    /// Sees that the tables that are asked for can be reviewed.
    pub(super) fn check(&self, known: &[&str]) -> Result<()> {
        let wrong = self.tables.iter().find(|name| !known.contains(&name.as_str()));
        match wrong {
            Some(name) => {
                let message = format!(
                    "expected a table with places in the text ({}), found «{name}»",
                    known.join(", ")
                );
                Err(Error::configuration(crate::suggestion::with_nearest(
                    message,
                    name,
                    known.iter().copied(),
                )))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn candidates(rules: &[(&str, usize)]) -> Vec<Candidate> {
        let rows = rules.iter().flat_map(|&(rule, count)| (0..count).map(move |row| (rule, row)));
        let candidate = |(rule, row): (&str, usize)| Candidate {
            document: 0,
            table: 0,
            row,
            rule: rule.to_owned(),
            id: format!("{rule}-{row}"),
        };
        rows.map(candidate).collect()
    }

    #[test]
    fn a_sample_has_rows_of_each_rule_and_is_always_the_same() {
        let all = candidates(&[("a", 1000), ("b", 100), ("c", 1)]);
        let drawn = sample(all.clone(), 50);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        drawn.iter().for_each(|one| *counts.entry(&one.rule).or_default() += 1);
        assert_eq!(drawn.len(), 50);
        assert!(counts["a"] > 40 && counts["b"] >= 4 && counts["c"] == 1, "{counts:?}");
        let again: Vec<String> = sample(all, 50).into_iter().map(|one| one.id).collect();
        assert_eq!(drawn.into_iter().map(|one| one.id).collect::<Vec<_>>(), again);
        assert_eq!(sample(candidates(&[("a", 3), ("b", 2)]), 9).len(), 5);
        assert_eq!(sample(candidates(&[("a", 3), ("b", 2)]), 1).len(), 1);
    }

    #[test]
    fn what_is_to_be_shown_is_read_and_a_mistake_is_told() {
        assert_eq!("sample:300".parse(), Ok(Only::Sample(300)));
        for word in ["findings", "pattern", "unreviewed", "sample:7"] {
            assert_eq!(word.parse::<Only>().expect("known").to_string(), word);
        }
        for word in ["sample:0", "sample", "sample:x", "all rows"] {
            assert!(word.parse::<Only>().expect_err("unknown").contains(word));
        }
    }
}
