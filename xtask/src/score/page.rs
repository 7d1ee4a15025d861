//! `docs/quality.md`: how good the tables are, in the halves of the gold that rules may and may not be written by.

use super::{Half, JUDGED, Quality};
use jadval::eval::{Score, TABLES};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The page without its title.
pub(crate) fn page(quality: &Quality) -> String {
    let mut out = format!("{}\n\n{}\n", headline(quality), INTRODUCTION.trim());
    let _ = writeln!(out, "\n## In short\n\n{}", HEAD);
    for (table, _) in TABLES {
        for half in Half::ALL {
            let score = quality.score(|fact| fact.half == half && fact.table == table);
            let _ = writeln!(out, "| `{table}` | {half} | {}", cells(score));
        }
    }
    let _ = writeln!(
        out,
        "\n{} documents in {} genres, {} words; half of each genre is held back.",
        quality.documents,
        quality.genres().len(),
        quality.words
    );
    relations(quality, &mut out);
    agreement(quality, &mut out);
    let _ = writeln!(
        out,
        "\n## By genre\n\nF1, and behind the stroke the share of silent errors, in percent; held documents in brackets.\n"
    );
    let tables: Vec<String> = TABLES.iter().map(|(table, _)| format!("`{table}`")).collect();
    let _ = writeln!(out, "| genre | {} |\n|---|{}", tables.join(" | "), "---|".repeat(TABLES.len()));
    for genre in quality.genres() {
        let told = |table: &str| {
            let of =
                |half| quality.score(|fact| fact.half == half && fact.table == table && fact.genre == genre);
            let [open, held] = Half::ALL.map(of);
            if open.gold + open.predicted + held.gold + held.predicted == 0 {
                return "–".to_owned();
            }
            format!("{} ({})", short(open), short(held))
        };
        let row: Vec<String> = TABLES.iter().map(|(table, _)| told(table)).collect();
        let _ = writeln!(out, "| {genre} | {} |", row.join(" | "));
    }
    let _ = writeln!(
        out,
        "\n## By kind\n\n| table | kind | half | gold | P | R | F1 | exact | value | silent |\n{}",
        RULE
    );
    for (table, _) in TABLES {
        let kinds: BTreeSet<&str> =
            quality.facts.iter().filter(|fact| fact.table == table).map(|fact| fact.kind.as_str()).collect();
        for kind in kinds {
            for half in Half::ALL {
                let score =
                    quality.score(|fact| fact.half == half && fact.table == table && fact.kind == kind);
                let _ = writeln!(out, "| `{table}` | `{kind}` | {half} | {}", cells(score));
            }
        }
    }
    out
}

const INTRODUCTION: &str = "
The numbers come from the documents of `tests/gold`, written for this project in the manner of each genre and annotated twice. A row is
*found* where it overlaps a row that there should be, one to one; P, R and F1 are of that, *exact* is F1 where the spans are
equal, *value* the share of the rows found whose value is right (kind and days of a date, number and unit of a figure, kind of a
mention, place of a clause). A row that should not be, or has a wrong value, is a *silent* error unless a finding stands beside it;
the column has their share of all rows. Nobody looks at the *held* documents while rules are written: that half says what to
expect of new text. `cargo xtask score` prints this, and `--misses N` what is behind it in the open half.";

const RELATIONS: &str = "
Twenty-four of the documents have their statements, facts and events beside them
([how they were annotated](../tests/gold/RELATIONS.md)). A statement is found where its cue overlaps, an event where a trigger of its type
does; *content* is right from its first to its last words. Of columns those cells count that are given, of statements and events in the rows that
are found, of facts in those whose figure is.";

const HEAD: &str =
    "| table | half | gold | P | R | F1 | exact | value | silent |\n|---|---|---|---|---|---|---|---|---|";
const RULE: &str = "|---|---|---|---|---|---|---|---|---|---|";

/// The one line that the README has too.
pub(crate) fn headline(quality: &Quality) -> String {
    let held = |table: &str| quality.score(|fact| fact.half == Half::Held && fact.table == table);
    let told = |table: &str| {
        let score = held(table);
        format!("{table} {} (silently wrong {} %)", number(score.f1()), percent(score.silent()))
    };
    format!(
        "On unseen documents of {} genres the F1 is: {}, {}, {}, {}.",
        quality.genres().len(),
        told("dates"),
        told("figures"),
        told("mentions"),
        told("clauses")
    )
}

/// Statements, facts and events.
fn relations(quality: &Quality, out: &mut String) {
    let _ = writeln!(out, "\n## Relations\n\n{}\n", RELATIONS.trim());
    let _ = writeln!(
        out,
        "| table | judged | half | gold | given | P | R | F1 |\n|---|---|---|---|---|---|---|---|"
    );
    for (table, judged) in JUDGED {
        for half in Half::ALL {
            let cells = quality.relations.get(&(half, table, judged)).copied().unwrap_or_default();
            let shares = [cells.precision(), cells.recall(), cells.f1()].map(number).join(" | ");
            let _ = writeln!(
                out,
                "| `{table}` | {judged} | {half} | {} | {} | {shares} |",
                cells.gold, cells.predicted
            );
        }
    }
}

fn agreement(quality: &Quality, out: &mut String) {
    let _ = writeln!(
        out,
        "\n## Two annotators\n\nF1 of one annotator's spans against the other's, before differences were settled.\n\n\
         | table | first | second | F1 |\n|---|---|---|---|"
    );
    for (table, score) in &quality.agreement {
        let _ =
            writeln!(out, "| `{table}` | {} | {} | {} |", score.gold, score.predicted, number(score.f1()));
    }
}

fn cells(score: Score) -> String {
    format!(
        "{} | {} | {} | {} | {} | {} | {} % |",
        score.gold,
        number(score.precision()),
        number(score.recall()),
        number(score.f1()),
        number(score.exact_f1()),
        number(score.value()),
        percent(score.silent())
    )
}

fn short(score: Score) -> String {
    format!("{} / {}", number(score.f1()), percent(score.silent()))
}

fn number(share: f64) -> String {
    format!("{share:.3}")
}

fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}
