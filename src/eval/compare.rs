//! Compares the rows of a document with those that people say there should be.

use super::gold::{About, GoldRow};
use super::judge;
use super::judge::Predicted;
use super::score::Score;
use crate::calendar::Day;
use crate::error::Result;
use crate::extract::{Document, Engine};
use crate::tables::{Row, extract_one, rows};
use std::collections::BTreeSet;

/// The tables that people annotate, with the columns that hold their rows' ids.
pub const TABLES: [(&str, &str); 4] =
    [("dates", "date_id"), ("figures", "figure_id"), ("mentions", "mention_id"), ("clauses", "clause_id")];

/// What became of one row, of a program or of people.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The table.
    pub table: &'static str,
    /// The row's kind: that of the people's row where there is one.
    pub kind: String,
    /// The counts that it adds to a score.
    pub score: Score,
    /// For people: what was expected and what was found; empty where all is right.
    pub note: String,
}

/// Compares the rows of one document with its gold.
///
/// # Errors
/// A table that cannot be built.
pub fn compare(engine: &Engine, text: &str, about: &About, gold: &[GoldRow]) -> Result<Vec<Outcome>> {
    let reference = about.reference_date.as_deref().and_then(Day::from_iso);
    let tables = extract_one(engine, &Document { doc_id: "gold", text, reference, ..Document::default() })?;
    let findings = rows(&tables, "findings")?;
    let doubted: BTreeSet<&str> = findings.iter().filter_map(|row| row.get("row_id")).collect();
    let mut out = Vec::new();
    for (table, id) in TABLES {
        let wanted: Vec<&GoldRow> = gold.iter().filter(|row| row.table == table).collect();
        let labelled = |row: &Row| table != "clauses" || row.get("kind") == Some("item");
        let found: Vec<Predicted> =
            rows(&tables, table)?.into_iter().filter(labelled).filter_map(Predicted::new).collect();
        let pairs = judge::pairs(&wanted, &found);
        let silent = |row: &Predicted| usize::from(!row.row.get(id).is_some_and(|id| doubted.contains(id)));
        for &(g, p) in &pairs {
            let (want, have) = (wanted[g], &found[p]);
            let (exact, right) = (judge::exact(want, have), judge::right(want, have));
            let score = Score {
                gold: 1,
                predicted: 1,
                found: 1,
                exact: usize::from(exact),
                right: usize::from(right),
                silent: if right { 0 } else { silent(have) },
            };
            let note =
                if right && exact { String::new() } else { format!("{}, is {}", told(text, want), have.row) };
            out.push(Outcome { table, kind: kind(want), score, note });
        }
        let missed = wanted.iter().enumerate().filter(|(at, _)| pairs.iter().all(|(g, _)| g != at));
        out.extend(missed.map(|(_, want)| Outcome {
            table,
            kind: kind(want),
            score: Score { gold: 1, ..Score::default() },
            note: format!("missed: {}", told(text, want)),
        }));
        let spurious = found.iter().enumerate().filter(|(at, _)| pairs.iter().all(|(_, p)| p != at));
        out.extend(spurious.map(|(_, have)| Outcome {
            table,
            kind: have.row.get("kind").unwrap_or_default().to_owned(),
            score: Score { predicted: 1, silent: silent(have), ..Score::default() },
            note: format!("spurious: {}", have.row),
        }));
    }
    Ok(out)
}

/// The rows of two people that have one span (of clauses, one line and label), and those of either.
#[must_use]
pub fn agreement(table: &str, first: &[GoldRow], second: &[GoldRow]) -> Score {
    let places = |rows: &[GoldRow]| -> BTreeSet<(u32, u32, String)> {
        let of_table = rows.iter().filter(|row| row.table == table);
        of_table.map(|row| (row.span.start, row.span.end, judge::plain(row.text("label")))).collect()
    };
    let (first, second) = (places(first), places(second));
    let both = first.intersection(&second).count();
    Score { gold: first.len(), predicted: second.len(), found: both, exact: both, ..Score::default() }
}

fn kind(row: &GoldRow) -> String {
    match (row.text("kind"), row.table.as_str()) {
        ("", "figures") => "count".to_owned(),
        ("", "clauses") => "item".to_owned(),
        (kind, _) => kind.to_owned(),
    }
}

fn told(text: &str, row: &GoldRow) -> String {
    let words = text.get(row.span.range()).unwrap_or_default();
    let cells: Vec<String> = row.cells.iter().map(|(key, value)| format!("{key}={value}")).collect();
    format!("{} «{words}» {}", row.table, cells.join(" "))
}
