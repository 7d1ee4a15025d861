//! How good rows are, by what people said of them: no gold is needed, only some rows that were looked at.

use super::interval::{more_rows, wilson};
use super::marked::genre;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::tables::{rows_of_batch, table};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that say what kind of row one is, each of other tables.
const KINDS: [&str; 4] = ["kind", "modality", "act", "type"];

/// How many of some rows are right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Precision {
    /// Rows that were looked at and are right.
    pub right: usize,
    /// Rows that were looked at.
    pub reviewed: usize,
    /// Rows that there are, reviewed or not.
    pub rows: usize,
}

impl Precision {
    /// The share that is right, of those that were looked at; none where none was.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.reviewed > 0).then(|| self.right as f64 / self.reviewed as f64)
    }

    /// The interval that holds the share of all rows with a probability of 95 %, if those that were looked at were drawn.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        wilson(self.right, self.reviewed)
    }

    /// How many more rows are to be looked at for ±5 %.
    #[must_use]
    pub fn more(&self) -> usize {
        more_rows(self.right, self.reviewed, self.rows.saturating_sub(self.reviewed))
    }
}

/// What the corrections of a dataset tell of its rows.
#[derive(Clone, Debug, Default)]
pub struct Reviewed {
    /// By table.
    pub tables: BTreeMap<String, Precision>,
    /// By table and kind of row.
    pub kinds: BTreeMap<(String, String), Precision>,
    /// By table and rule.
    pub rules: BTreeMap<(String, String), Precision>,
    /// By table and genre: the folder that a document's id begins with.
    pub genres: BTreeMap<(String, String), Precision>,
    /// Rows that people added, by table: what the program had missed of what they looked at.
    pub added: BTreeMap<String, usize>,
}

impl Reviewed {
    fn count(&mut self, (table, kind, rule): (&str, &str, &str), doc_id: &str, add: impl Fn(&mut Precision)) {
        add(self.tables.entry(table.to_owned()).or_default());
        add(self.kinds.entry((table.to_owned(), kind.to_owned())).or_default());
        add(self.rules.entry((table.to_owned(), rule.to_owned())).or_default());
        add(self.genres.entry((table.to_owned(), genre(doc_id).to_owned())).or_default());
    }
}

/// Reads what people said of the rows of a dataset: accepted rows are right, rejected and corrected ones are not, and
/// a correction of two people counts once. Corrections that nothing was done with do not count.
///
/// # Errors
/// A dataset that cannot be read.
pub fn reviewed(dataset: &Dataset) -> Result<Reviewed> {
    let mut out = Reviewed::default();
    let mut known: BTreeMap<(String, String), [String; 2]> = BTreeMap::new();
    let reviewable = crate::extract::Engine::corrected_tables();
    for (name, _) in reviewable {
        let Some(key) = table(name).and_then(|table| table.primary_key.first().copied()) else { continue };
        if dataset.format_of(name).is_none() {
            continue;
        }
        for batch in dataset.batches(name, None)? {
            for row in rows_of_batch(&batch?)? {
                let get = |column: &str| row.get(column).unwrap_or_default();
                // What people added is none of the program's.
                if get("review") == "added" {
                    continue;
                }
                let kind = KINDS.into_iter().map(get).find(|kind| !kind.is_empty());
                let kind = kind.unwrap_or("-");
                out.count((name, kind, get("rule")), get("doc_id"), |precision| precision.rows += 1);
                if get("review") != "none" {
                    known.insert(
                        (name.to_owned(), get(key).to_owned()),
                        [kind, get("rule")].map(ToOwned::to_owned),
                    );
                }
            }
        }
    }
    if dataset.format_of("corrections").is_none() {
        return Ok(out);
    }
    let mut seen = BTreeSet::new();
    for batch in dataset.batches("corrections", None)? {
        for row in rows_of_batch(&batch?)? {
            let get = |column: &str| row.get(column).unwrap_or_default();
            let (table, verdict, status) = (get("table"), get("verdict"), get("status"));
            let place = [table, get("said_doc_id"), get("said_row_id"), get("quote"), get("quote_start")];
            if !["applied", "moved", "settled"].contains(&status) || verdict == "unsure" {
                continue;
            }
            // What is gone by now was wrong once, and says nothing of the rows that there are.
            if (verdict, status) == ("reject", "settled") {
                continue;
            }
            if !seen.insert(place.map(ToOwned::to_owned)) {
                continue;
            }
            if verdict == "add" && status != "settled" {
                *out.added.entry(table.to_owned()).or_default() += 1;
                continue;
            }
            let right = verdict == "accept" || status == "settled" && verdict != "reject";
            let was: serde_json::Value = serde_json::from_str(get("was")).unwrap_or_default();
            let [known_kind, known_rule] = known
                .get(&(table.to_owned(), get("row_id").to_owned()))
                .cloned()
                .unwrap_or_else(|| ["-", get("rule")].map(ToOwned::to_owned));
            let kind = KINDS.into_iter().find_map(|column| was.get(column)?.as_str()).unwrap_or(&known_kind);
            let gone = verdict == "reject";
            let what = (table, kind, known_rule.as_str());
            out.count(what, get("doc_id"), |precision| {
                precision.right += usize::from(right);
                precision.reviewed += 1;
                // A rejected row is not there any more, and was one of the program's.
                precision.rows += usize::from(gone);
            });
        }
    }
    Ok(out)
}
