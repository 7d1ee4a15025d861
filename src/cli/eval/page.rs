//! Evaluations as people and programs read them.

use super::limit::Held;
use super::report::{Compared, Report, of_score};
use crate::cli::report::counted;
use crate::eval::{Change, Evaluation, Miss, Precision, Reviewed, Score, TableEvaluation, wilson};
use crate::xml::escape;
use serde_json::{Value, json};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rules that are shown of a table.
const RULES: usize = 8;

/// A table of text: its head and its rows.
type Grid = (Vec<&'static str>, Vec<Vec<String>>);

pub(super) fn human(name: &str, report: &Report, misses: usize) -> String {
    paper(name, report, misses, &aligned, "")
}

pub(super) fn markdown(name: &str, report: &Report, misses: usize) -> String {
    paper(name, report, misses, &piped, "### ")
}

fn paper(name: &str, report: &Report, misses: usize, grid: &dyn Fn(&Grid) -> String, mark: &str) -> String {
    match report {
        Report::Reviewed(reviewed) => of_reviewed(name, reviewed, grid, mark),
        Report::Agreement(evaluation) => {
            let mut out = format!(
                "{mark}{name}: agreement over {}\n\n",
                counted(evaluation.documents as u64, "document")
            );
            out.push_str(&of_gold(evaluation, misses, grid, mark));
            out
        }
        Report::Gold { evaluation, compared } => {
            let mut out =
                format!("{mark}{name}: {} with gold\n\n", counted(evaluation.documents as u64, "document"));
            out.push_str(&of_gold(evaluation, misses, grid, mark));
            if let Some(compared) = compared {
                let _ = write!(
                    out,
                    "\n{mark}the other dataset: differences with 95 % intervals\n\n{}",
                    grid(&differences(compared))
                );
            }
            out
        }
    }
}

fn percent(number: Option<f64>) -> String {
    number.map_or("-".to_owned(), |number| format!("{:.1}", 100.0 * number))
}

const PRECISION: [&str; 7] = ["rows", "reviewed", "right", "precision", "from", "to", "more for ±5 %"];

fn of_precision(precision: &Precision) -> Vec<String> {
    let (low, high) = precision.interval();
    vec![
        precision.rows.to_string(),
        precision.reviewed.to_string(),
        precision.right.to_string(),
        percent(precision.share()),
        percent(Some(low)),
        percent(Some(high)),
        precision.more().to_string(),
    ]
}

fn of_reviewed(name: &str, reviewed: &Reviewed, grid: &dyn Fn(&Grid) -> String, mark: &str) -> String {
    let mut out = format!("{mark}{name}: what people said of its rows, in percent with 95 % intervals\n\n");
    let row = |names: &[&str], precision: &Precision| {
        names.iter().map(|name| (*name).to_owned()).chain(of_precision(precision)).collect::<Vec<_>>()
    };
    let head = |names: &[&'static str]| [names, &PRECISION[..]].concat();
    let tables = reviewed.tables.iter().map(|(table, precision)| row(&[table], precision)).collect();
    out.push_str(&grid(&(head(&["table"]), tables)));
    let groups = [("kind", &reviewed.kinds), ("rule", &reviewed.rules), ("genre", &reviewed.genres)];
    let is_one =
        |groups: &BTreeMap<(String, String), Precision>| groups.keys().all(|(_, group)| group == "-");
    for (what, groups) in groups.into_iter().filter(|(_, groups)| !is_one(groups)) {
        let some: Vec<Vec<String>> = groups
            .iter()
            .filter(|(_, precision)| precision.reviewed > 0)
            .map(|((table, group), precision)| row(&[table, group], precision))
            .collect();
        if !some.is_empty() {
            let _ = write!(out, "\n{}", grid(&(head(&["table", what]), some)));
        }
    }
    if !reviewed.added.is_empty() {
        let added: Vec<String> =
            reviewed.added.iter().map(|(table, count)| format!("{count} {table}")).collect();
        let _ = writeln!(out, "\nAdded by people, who looked at what they looked at: {}", added.join(", "));
    }
    out
}

const SCORE: [&str; 8] = ["gold", "rows", "precision", "recall", "f1", "exact", "value", "silent"];

fn of_row(score: &Score) -> Vec<String> {
    let numbers = of_score(score).map(|(_, number)| percent(number));
    let silent = percent((score.predicted > 0).then(|| score.silent()));
    [score.gold.to_string(), score.predicted.to_string()].into_iter().chain(numbers).chain([silent]).collect()
}

fn of_gold(evaluation: &Evaluation, misses: usize, grid: &dyn Fn(&Grid) -> String, mark: &str) -> String {
    let head = |names: &[&'static str]| [names, &SCORE[..]].concat();
    let row = |names: &[&str], score: &Score| -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).chain(of_row(score)).collect()
    };
    let tables = evaluation.tables.iter().map(|table| row(&[table.table], &table.score)).collect();
    let mut out = grid(&(head(&["table"]), tables));
    let _ = write!(out, "\n95 % intervals\n\n{}", grid(&intervals(evaluation)));
    if !evaluation.absent.is_empty() {
        let _ = writeln!(out, "\nIn the gold alone: {}", evaluation.absent.join(", "));
    }
    for table in &evaluation.tables {
        for (what, groups) in [("kind", &table.kinds), ("genre", &table.genres)] {
            if groups.len() > 1 {
                let some = groups.iter().map(|(group, score)| row(&[table.table, group], score)).collect();
                let _ = write!(out, "\n{}", grid(&(head(&["table", what]), some)));
            }
        }
        columns(&mut out, table, grid);
        let shown = table.misses.iter().take(misses).collect::<Vec<_>>();
        if !shown.is_empty() {
            let _ = write!(out, "\n{mark}{}: what went wrong\n\n", table.table);
            shown.into_iter().for_each(|miss| line(&mut out, miss));
        }
    }
    out
}

const INTERVALS: [&str; 4] = ["table", "precision", "recall", "value"];

/// The intervals that hold the shares of all such rows with a probability of 95 %.
fn intervals(evaluation: &Evaluation) -> Grid {
    let told = |right: usize, rows: usize| {
        let (low, high) = wilson(right, rows);
        if rows == 0 { "-".to_owned() } else { format!("{:.1} to {:.1}", 100.0 * low, 100.0 * high) }
    };
    let one = |table: &TableEvaluation| {
        let score = &table.score;
        vec![
            table.table.to_owned(),
            told(score.found, score.predicted),
            told(score.found, score.gold),
            told(score.right, score.found),
        ]
    };
    (INTERVALS.to_vec(), evaluation.tables.iter().map(one).collect())
}

fn columns(out: &mut String, table: &TableEvaluation, grid: &dyn Fn(&Grid) -> String) {
    if !table.columns.is_empty() {
        let one = |column: &crate::eval::ColumnScore| {
            let share = (column.rows > 0).then(|| column.right as f64 / column.rows as f64);
            vec![table.table.to_owned(), column.column.clone(), column.rows.to_string(), percent(share)]
        };
        let some = table.columns.iter().map(one).collect();
        let _ = write!(out, "\n{}", grid(&(vec!["table", "column", "rows", "right"], some)));
    }
    if let Some(clusters) = table.clusters {
        let [precision, recall, f1] =
            [clusters.precision, clusters.recall, clusters.f1()].map(|n| percent(Some(n)));
        let _ = writeln!(out, "\n{}: B³ precision {precision}, recall {recall}, F1 {f1}", table.table);
    }
    if !table.rules.is_empty() {
        let one = |rule: &crate::eval::RuleScore| {
            let (low, high) = wilson(rule.rows - rule.wrong, rule.rows);
            let right = Some((rule.rows - rule.wrong) as f64 / rule.rows as f64);
            let shares = [right, Some(low), Some(high)].map(percent);
            [
                vec![
                    table.table.to_owned(),
                    rule.rule.clone(),
                    rule.rows.to_string(),
                    rule.wrong.to_string(),
                ],
                shares.to_vec(),
            ]
            .concat()
        };
        let some = table.rules.iter().take(RULES).map(one).collect();
        let _ = write!(
            out,
            "\n{}",
            grid(&(vec!["table", "worst rules", "rows", "wrong", "right", "from", "to"], some))
        );
    }
}

fn line(out: &mut String, miss: &Miss) {
    let plain = |text: &str| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let rule = if miss.rule.is_empty() { String::new() } else { format!(" [{}]", miss.rule) };
    let words: String = plain(&miss.text).chars().take(80).collect();
    let _ = writeln!(
        out,
        "- {} {}: …{}«{words}»{}…{rule} {}",
        miss.what,
        miss.doc_id,
        plain(&miss.before),
        plain(&miss.behind),
        plain(&miss.note)
    );
}

fn differences(compared: &[Compared]) -> Grid {
    let told = |change: &Change| {
        let sure = match change.direction() {
            Ordering::Greater => "better",
            Ordering::Less => "worse",
            Ordering::Equal => "cannot be told",
        };
        vec![
            format!("{:+.1}", 100.0 * change.difference),
            format!("{:+.1} to {:+.1}", 100.0 * change.low, 100.0 * change.high),
            sure.to_owned(),
        ]
    };
    let rows = compared.iter().flat_map(|one| {
        [("found", &one.found), ("right", &one.right)]
            .map(|(what, change)| [vec![one.table.to_owned(), what.to_owned()], told(change)].concat())
    });
    (vec!["table", "f1 of rows", "difference", "interval", ""], rows.collect())
}

fn aligned((head, rows): &Grid) -> String {
    let head: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
    let mut widths: Vec<usize> = head.iter().map(|cell| cell.chars().count()).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for row in std::iter::once(&head).chain(rows) {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| {
                let room = " ".repeat(width - cell.chars().count());
                let number = cell.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c));
                if number { format!("{room}{cell}") } else { format!("{cell}{room}") }
            })
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

fn piped((head, rows): &Grid) -> String {
    let plain = |cell: &String| cell.replace('|', "\\|");
    let mut out = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.iter().map(plain).collect::<Vec<_>>().join(" | "));
    }
    out
}

fn score_json(score: &Score) -> Value {
    let mut out: BTreeMap<&str, Value> =
        of_score(score).into_iter().map(|(name, number)| (name, json!(number))).collect();
    for (name, count) in [
        ("gold", score.gold),
        ("rows", score.predicted),
        ("found", score.found),
        ("exact_rows", score.exact),
        ("right_rows", score.right),
        ("silent_rows", score.silent),
    ] {
        out.insert(name, json!(count));
    }
    for (name, right, rows) in [
        ("precision_interval", score.found, score.predicted),
        ("recall_interval", score.found, score.gold),
        ("value_interval", score.right, score.found),
    ] {
        let interval = (rows > 0).then(|| wilson(right, rows));
        out.insert(name, json!(interval.map(|(low, high)| [low, high])));
    }
    json!(out)
}

fn precision_json(precision: &Precision) -> Value {
    let (low, high) = precision.interval();
    json!({"rows": precision.rows, "reviewed": precision.reviewed, "right": precision.right,
        "precision": precision.share(), "low": low, "high": high, "more_rows": precision.more()})
}

pub(super) fn json(name: &str, report: &Report, limits: &[Held]) -> Value {
    let limits: Vec<Value> = limits
        .iter()
        .map(|held| json!({"number": held.limit.name, "least": held.limit.least, "found": held.found, "holds": held.holds()}))
        .collect();
    let mut out = json!({"dataset": name, "limits": limits});
    let told = match report {
        Report::Reviewed(reviewed) => {
            let groups = |groups: &BTreeMap<(String, String), Precision>, what: &str| -> Vec<Value> {
                let one = |((table, group), precision): (&(String, String), &Precision)| {
                    let mut told = precision_json(precision);
                    told["table"] = json!(table);
                    told[what] = json!(group);
                    told
                };
                groups.iter().map(one).collect()
            };
            let tables: BTreeMap<&String, Value> =
                reviewed.tables.iter().map(|(table, precision)| (table, precision_json(precision))).collect();
            json!({"reviewed": {"tables": tables, "kinds": groups(&reviewed.kinds, "kind"),
                "rules": groups(&reviewed.rules, "rule"), "genres": groups(&reviewed.genres, "genre"),
                "added": reviewed.added}})
        }
        Report::Gold { evaluation, compared } => {
            let compared = compared.as_ref().map(|compared| {
                let change = |change: &Change| json!({"difference": change.difference, "low": change.low, "high": change.high});
                let one = |one: &Compared| json!({"table": one.table, "found": change(&one.found), "right": change(&one.right)});
                compared.iter().map(one).collect::<Vec<_>>()
            });
            json!({"gold": evaluation_json(evaluation), "compared": compared})
        }
        Report::Agreement(evaluation) => json!({"agreement": evaluation_json(evaluation)}),
    };
    if let (Some(out), Value::Object(told)) = (out.as_object_mut(), told) {
        out.extend(told);
    }
    out
}

fn evaluation_json(evaluation: &Evaluation) -> Value {
    let table = |table: &TableEvaluation| {
        let groups = |groups: &BTreeMap<String, Score>| -> BTreeMap<String, Value> {
            groups.iter().map(|(group, score)| (group.clone(), score_json(score))).collect()
        };
        let misses: Vec<Value> = table
            .misses
            .iter()
            .map(|miss| {
                json!({"doc_id": miss.doc_id, "what": miss.what, "before": miss.before, "text": miss.text,
                "behind": miss.behind, "note": miss.note, "rule": miss.rule})
            })
            .collect();
        let columns: Vec<Value> = table
            .columns
            .iter()
            .map(|column| json!({"column": column.column, "right": column.right, "rows": column.rows}))
            .collect();
        let rules: Vec<Value> = table
            .rules
            .iter()
            .map(|rule| {
                let (low, high) = wilson(rule.rows - rule.wrong, rule.rows);
                json!({"rule": rule.rule, "rows": rule.rows, "wrong": rule.wrong, "low": low, "high": high})
            })
            .collect();
        let clusters = table.clusters.map(|clusters| {
            json!({"precision": clusters.precision, "recall": clusters.recall, "f1": clusters.f1()})
        });
        json!({"table": table.table, "score": score_json(&table.score), "kinds": groups(&table.kinds),
            "genres": groups(&table.genres), "columns": columns, "b_cubed": clusters, "rules": rules, "misses": misses})
    };
    let tables: Vec<Value> = evaluation.tables.iter().map(table).collect();
    json!({"documents": evaluation.documents, "absent": evaluation.absent, "tables": tables})
}

/// A test for each limit; without limits one that holds.
pub(super) fn junit(name: &str, report: &Report, limits: &[Held]) -> String {
    let failed = limits.iter().filter(|held| !held.holds()).count();
    let tests = limits.len().max(1);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{tests}\" failures=\"{failed}\">\n  \
         <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failed}\">\n",
        escape(name)
    );
    for held in limits {
        let _ = write!(out, "    <testcase classname=\"eval\" name=\"{}\"", escape(&held.limit.name));
        if held.holds() {
            out.push_str("/>\n");
        } else {
            let _ = writeln!(
                out,
                "><failure type=\"fail-under\" message=\"{}\"/></testcase>",
                escape(&held.told())
            );
        }
    }
    if limits.is_empty() {
        out.push_str("    <testcase classname=\"eval\" name=\"evaluation\"/>\n");
    }
    let _ = writeln!(out, "    <system-out>{}</system-out>", escape(&human(name, report, 0)));
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}
