//! What an evaluation found, whatever it was made by.

use crate::eval::{Change, Evaluation, Reviewed, Score};
use std::collections::BTreeMap;

/// What was found.
pub(super) enum Report {
    /// By what people said of the rows.
    Reviewed(Reviewed),
    /// Against gold.
    Gold { evaluation: Evaluation, compared: Option<Vec<Compared>> },
    /// Of two people's gold, the second against the first.
    Agreement(Evaluation),
}

/// How another dataset differs, in a table.
pub(super) struct Compared {
    pub(super) table: &'static str,
    /// The difference of F1 of rows found.
    pub(super) found: Change,
    /// The difference of F1 of rows that are right.
    pub(super) right: Change,
}

/// The numbers of a score, by name; none where no row tells.
pub(super) fn of_score(score: &Score) -> [(&'static str, Option<f64>); 5] {
    let told = |number: f64, rows: usize| (rows > 0).then_some(number);
    [
        ("precision", told(score.precision(), score.predicted)),
        ("recall", told(score.recall(), score.gold)),
        ("f1", told(score.f1(), score.gold + score.predicted)),
        ("exact", told(score.exact_f1(), score.gold + score.predicted)),
        ("value", told(score.value(), score.found)),
    ]
}

/// All numbers that can be limited.
pub(super) fn numbers(report: &Report) -> BTreeMap<String, Option<f64>> {
    let mut out = BTreeMap::new();
    match report {
        Report::Reviewed(reviewed) => {
            for (table, precision) in &reviewed.tables {
                out.insert(format!("{table}.precision"), precision.share());
            }
        }
        Report::Gold { evaluation, .. } | Report::Agreement(evaluation) => {
            for table in &evaluation.tables {
                for (name, number) in of_score(&table.score) {
                    out.insert(format!("{}.{name}", table.table), number);
                }
            }
        }
    }
    out
}
