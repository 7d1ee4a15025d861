//! How often rows are missed or wrong in documents that nobody looks at while rules are written, and where most often.

use super::score::{Fact, Half, Quality};
use jadval::eval::{Score, TABLES};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The least rows of a kind or genre that say something of it.
const ENOUGH: usize = 20;

/// How many kinds and genres are shown.
const WEAKEST: usize = 10;

const FAULTS: &str = "missed | should not be | wrong value | wrong silently |\n";

/// The faults of each table.
pub(super) fn of_tables(quality: &Quality) -> String {
    let mut out = format!("| table | {FAULTS}|---|---|---|---|---|\n");
    for (table, _) in TABLES {
        let score = quality.score(|fact| fact.half == Half::Held && fact.table == table);
        let _ = writeln!(out, "| `{table}` | {} |", faults(score));
    }
    out
}

/// The kinds of which fewest rows are read rightly.
pub(super) fn of_kinds(quality: &Quality) -> String {
    let mut out = format!("| table | kind | {FAULTS}|---|---|---|---|---|---|\n");
    for ((table, kind), score) in weakest(quality, |fact| (fact.table, fact.kind.as_str())) {
        let _ = writeln!(out, "| `{table}` | `{kind}` | {} |", faults(score));
    }
    out
}

/// The genres, each with a table, of which fewest rows are read rightly.
pub(super) fn of_genres(quality: &Quality) -> String {
    let mut out = format!("| genre | table | {FAULTS}|---|---|---|---|---|---|\n");
    for ((genre, table), score) in weakest(quality, |fact| (fact.genre.as_str(), fact.table)) {
        let _ = writeln!(out, "| {genre} | `{table}` | {} |", faults(score));
    }
    out
}

/// The groups of which the smallest part of the rows that there should be is there with the right value, worst first.
fn weakest<'q>(
    quality: &'q Quality,
    group: impl Fn(&'q Fact) -> (&'q str, &'q str),
) -> Vec<((&'q str, &'q str), Score)> {
    let held = || quality.facts.iter().filter(|fact| fact.half == Half::Held);
    let groups: BTreeSet<(&str, &str)> = held().map(&group).collect();
    let score = |of: (&'q str, &'q str)| {
        let mut sum = Score::default();
        held().filter(|fact| group(fact) == of).for_each(|fact| sum += fact.score);
        (of, sum)
    };
    let mut scored: Vec<_> =
        groups.into_iter().map(score).filter(|(_, score)| score.gold >= ENOUGH).collect();
    let right = |score: &Score| score.recall() * score.value();
    scored.sort_by(|(_, a), (_, b)| right(a).total_cmp(&right(b)));
    scored.truncate(WEAKEST);
    scored
}

/// Of a hundred rows: missed, such as should not be, with a wrong value, wrong without a word.
fn faults(score: Score) -> String {
    let shares = [1.0 - score.recall(), 1.0 - score.precision(), 1.0 - score.value(), score.silent()];
    shares.map(|share| format!("{:.0} %", 100.0 * share)).join(" | ")
}
