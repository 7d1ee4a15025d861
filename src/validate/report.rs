//! What validation found, as data.

use super::catalogue::Kind;
use super::tables::OpenTable;
pub use crate::pipeline::Severity;
use serde::Serialize;

/// All checks of one dataset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The dataset's folder.
    pub dataset: String,
    /// The checks, in the order they were made.
    pub checks: Vec<Check>,
}

/// The outcome of one check of one table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Name of the check (`unique-id`), or the one that an expectation has.
    pub name: String,
    /// Name of its kind in the list of checks: `name` itself, but for expectations.
    pub kind: &'static str,
    /// The table, or the file that is checked.
    pub table: String,
    /// How grave a failure is.
    pub severity: Severity,
    /// How it ended.
    pub outcome: Outcome,
    /// What was checked, in a few words; why, where it was left out.
    pub what: String,
    /// Number of offending rows.
    pub offending: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All rows hold.
    Passed,
    /// Some do not.
    Failed,
    /// It could not be made here, for the reason given.
    LeftOut,
}

/// One offending row, or a remark about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Its document.
    pub doc_id: Option<String>,
    /// The file of the document.
    pub path: Option<String>,
    /// Its line in the text, from 1.
    pub line: Option<usize>,
    /// Its id.
    pub row_id: Option<String>,
    /// Its text, as the row has it.
    pub text: Option<String>,
    /// What is wrong with it.
    pub note: String,
    /// Where it begins in the text layer.
    #[serde(skip)]
    pub(super) byte: Option<u32>,
}

impl Example {
    pub(super) fn note(note: impl Into<String>) -> Self {
        Self { note: note.into(), ..Self::default() }
    }
}

impl std::fmt::Display for Example {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut between = "";
        let place = match (&self.path, &self.doc_id, self.line) {
            (Some(path), _, Some(line)) => Some(format!("{path}:{line}")),
            (_, Some(doc), Some(line)) => Some(format!("{doc}:{line}")),
            (_, Some(doc), None) => Some(doc.clone()),
            (Some(path), None, None) => Some(path.clone()),
            _ => None,
        };
        let text = self.text.as_deref().map(|text| format!("«{}»", shortened(text)));
        let note = Some(self.note.clone()).filter(|note| !note.is_empty());
        for part in [place, self.row_id.clone(), text].into_iter().flatten() {
            write!(f, "{between}{part}")?;
            between = " ";
        }
        match note {
            Some(note) if between.is_empty() => f.write_str(&note),
            Some(note) => write!(f, ": {note}"),
            None => Ok(()),
        }
    }
}

/// Most characters of a text in an example.
const SHOWN_CHARS: usize = 80;

/// A text on one line, cut where it is long.
pub(super) fn shortened(text: &str) -> String {
    let mut out: String =
        text.chars().take(SHOWN_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_CHARS).is_some() {
        out.push('…');
    }
    out
}

/// How many offending rows a report shows.
pub(super) const SHOWN: usize = 5;

/// Offending rows of one table as they are found.
#[derive(Debug, Default)]
pub(super) struct Offenders {
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: Vec<Offender>,
}

/// An offending row: where it is stored, and what is wrong.
#[derive(Debug)]
pub(super) struct Offender {
    pub(super) piece: usize,
    pub(super) row: u64,
    pub(super) note: String,
}

impl Offenders {
    pub(super) fn add(&mut self, piece: usize, row: u64, note: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(Offender { piece, row, note: note() });
        }
    }

    /// Takes over what was found in a later piece.
    pub(super) fn append(&mut self, later: Self) {
        self.count += later.count;
        let room = SHOWN.saturating_sub(self.first.len());
        self.first.extend(later.first.into_iter().take(room));
    }
}

impl Report {
    pub(super) const fn new(dataset: String) -> Self {
        Self { dataset, checks: Vec::new() }
    }

    /// Adds a check about files, which failed where there are remarks.
    pub(super) fn files(&mut self, kind: Kind, table: &str, what: impl Into<String>, wrong: Vec<String>) {
        let examples = wrong.iter().take(SHOWN).map(Example::note).collect();
        self.push(kind, table, what.into(), wrong.len() as u64, examples);
    }

    /// Adds a check about the rows of a table, which failed where some offend.
    pub(super) fn rows(&mut self, kind: Kind, table: &OpenTable, what: impl Into<String>, wrong: &Offenders) {
        let examples = wrong.first.iter().map(|offender| table.example(offender)).collect();
        self.push(kind, table.table.name, what.into(), wrong.count, examples);
    }

    fn push(&mut self, kind: Kind, table: &str, what: String, offending: u64, examples: Vec<Example>) {
        self.checks.push(Check {
            name: kind.name.to_owned(),
            kind: kind.name,
            table: table.to_owned(),
            severity: Severity::Error,
            outcome: if offending == 0 { Outcome::Passed } else { Outcome::Failed },
            what,
            offending,
            examples,
        });
    }

    /// Adds a check that could not be made.
    pub(super) fn leave_out(&mut self, kind: Kind, table: &str, why: impl Into<String>) {
        self.push(kind, table, why.into(), 0, Vec::new());
        if let Some(check) = self.checks.last_mut() {
            check.outcome = Outcome::LeftOut;
        }
    }

    /// The checks that failed, with at least this severity.
    pub fn failures(&self, at_least: Severity) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.outcome == Outcome::Failed && check.severity >= at_least)
    }

    /// How many checks ended like this.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.checks.iter().filter(|check| check.outcome == outcome).count()
    }
}
