//! Marked documents against others: what is found, what is right, and what goes wrong.

use super::cluster::{Clusters, b_cubed};
use super::gold::GoldRow;
use super::marked::{JUDGED, Marked, genre};
use super::pairing::overlapping;
use super::score::Score;
use crate::text::Span;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Relative difference below which two numbers are one.
const NEAR: f64 = 1e-6;

/// Characters that are shown on either side of a row that went wrong.
const AROUND: usize = 40;

/// Rows that went wrong, of a table, that are kept.
const MISSES: usize = 200;

/// How good rows are against those that there should be.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// How many documents both have.
    pub documents: usize,
    /// Documents of the gold that the dataset does not have.
    pub absent: Vec<String>,
    /// The tables that the gold has rows of.
    pub tables: Vec<TableEvaluation>,
}

/// How good the rows of a table are.
#[derive(Clone, Debug, Default)]
pub struct TableEvaluation {
    /// The table.
    pub table: &'static str,
    /// Of all rows.
    pub score: Score,
    /// By kind of row: that of the gold where it tells one.
    pub kinds: BTreeMap<String, Score>,
    /// By genre: the folder that a document's id begins with.
    pub genres: BTreeMap<String, Score>,
    /// By document.
    pub documents: BTreeMap<String, Score>,
    /// By column, of the rows found whose gold has it.
    pub columns: Vec<ColumnScore>,
    /// Of mentions: whether those of one entity are put together; none where the gold names no entities.
    pub clusters: Option<Clusters>,
    /// The rules with most wrong rows, those first.
    pub rules: Vec<RuleScore>,
    /// What went wrong, in the order of the documents; of many the first.
    pub misses: Vec<Miss>,
}

/// How often a column is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnScore {
    /// The column.
    pub column: String,
    /// Rows where it is.
    pub right: usize,
    /// Rows found whose gold has the column.
    pub rows: usize,
}

/// What a rule makes of a table's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleScore {
    /// The rule.
    pub rule: String,
    /// The rows that it made in these documents.
    pub rows: usize,
    /// Those that should not be, or have a wrong value.
    pub wrong: usize,
}

/// A row that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The document.
    pub doc_id: String,
    /// `missed`, `spurious` or `wrong`.
    pub what: &'static str,
    /// What stands before the row.
    pub before: String,
    /// Its words.
    pub text: String,
    /// What stands behind it.
    pub behind: String,
    /// What was expected, and what was found.
    pub note: String,
    /// The rule that made the row; empty where none did.
    pub rule: String,
}

/// Measures marked documents by gold ones. Only documents and tables count that the gold has.
#[must_use]
pub fn measure(gold: &BTreeMap<String, Marked>, found: &BTreeMap<String, Marked>) -> Evaluation {
    let named: BTreeSet<&str> =
        gold.values().flat_map(|document| &document.rows).map(|row| row.table.as_str()).collect();
    let both = |doc_id: &&String| found.contains_key(*doc_id);
    let mut out = Evaluation {
        documents: gold.keys().filter(both).count(),
        absent: gold.keys().filter(|doc_id| !both(doc_id)).cloned().collect(),
        tables: Vec::new(),
    };
    for (table, judged) in JUDGED.into_iter().filter(|(table, _)| named.contains(table)) {
        out.tables.push(measure_table(table, judged, gold, found));
    }
    out
}

/// A table in work.
struct Work<'g> {
    judged: &'static [&'static str],
    out: TableEvaluation,
    columns: BTreeMap<String, (usize, usize)>,
    rules: BTreeMap<String, (usize, usize)>,
    entities: Vec<(Option<&'g str>, Option<&'g str>)>,
}

fn measure_table<'g>(
    table: &'static str,
    judged: &'static [&'static str],
    gold: &'g BTreeMap<String, Marked>,
    found: &'g BTreeMap<String, Marked>,
) -> TableEvaluation {
    let out = TableEvaluation { table, ..TableEvaluation::default() };
    let mut work =
        Work { judged, out, columns: BTreeMap::new(), rules: BTreeMap::new(), entities: Vec::new() };
    for (doc_id, wanted) in gold {
        let Some(has) = found.get(doc_id) else { continue };
        let of = |document: &'g Marked| -> Vec<&'g GoldRow> {
            document.rows.iter().filter(|row| row.table == table).collect()
        };
        let text = if has.text.is_empty() { &wanted.text } else { &has.text };
        work.document(doc_id, text, &of(wanted), &of(has));
    }
    work.finish()
}

impl<'g> Work<'g> {
    fn document(&mut self, doc_id: &str, text: &str, wanted: &[&'g GoldRow], has: &[&'g GoldRow]) {
        let spans = |rows: &[&GoldRow]| rows.iter().map(|row| row.span).collect::<Vec<Span>>();
        let pairs: BTreeMap<usize, usize> = overlapping(&spans(wanted), &spans(has)).into_iter().collect();
        let taken: BTreeSet<usize> = pairs.values().copied().collect();
        let mut misses = Vec::new();
        for (g, want) in wanted.iter().enumerate() {
            let have = pairs.get(&g).and_then(|f| has.get(*f));
            self.entities.push((entity(want), have.and_then(|have| entity(have))));
            let Some(have) = have else {
                self.add(doc_id, want, Score { gold: 1, ..Score::default() });
                misses.push(miss(doc_id, text, "missed", want.span, told(want, self.judged), ""));
                continue;
            };
            let wrong = self.judge(want, have);
            let right = wrong.is_empty();
            self.add(
                doc_id,
                want,
                Score {
                    gold: 1,
                    predicted: 1,
                    found: 1,
                    exact: usize::from(want.span == have.span),
                    right: usize::from(right),
                    silent: usize::from(!right && !doubted(have)),
                },
            );
            self.made(have, !right);
            if !right {
                misses.push(miss(doc_id, text, "wrong", have.span, wrong.join(", "), have.text("rule")));
            }
        }
        for (_, have) in has.iter().enumerate().filter(|(f, _)| !taken.contains(f)) {
            self.entities.push((None, entity(have)));
            let silent = usize::from(!doubted(have));
            self.add(doc_id, have, Score { predicted: 1, silent, ..Score::default() });
            self.made(have, true);
            let note = told(have, self.judged);
            misses.push(miss(doc_id, text, "spurious", have.span, note, have.text("rule")));
        }
        let room = MISSES.saturating_sub(self.out.misses.len());
        self.out.misses.extend(misses.into_iter().take(room));
    }

    /// The columns whose values are wrong, with what was expected and found; all are counted.
    fn judge(&mut self, want: &GoldRow, have: &GoldRow) -> Vec<String> {
        let mut wrong = Vec::new();
        for (column, expected) in want.cells.iter().filter(|(column, _)| have.cells.contains_key(*column)) {
            if ["rule", "method", "#doubt"].contains(&column.as_str()) {
                continue;
            }
            let is = have.cells.get(column).unwrap_or(&Value::Null);
            let right = same(expected, is);
            let counts = self.columns.entry(column.clone()).or_default();
            counts.0 += usize::from(right);
            counts.1 += 1;
            if !right && self.judged.contains(&column.as_str()) {
                wrong.push(format!("{column}: expected {}, found {}", shown(expected), shown(is)));
            }
        }
        wrong
    }

    fn add(&mut self, doc_id: &str, row: &GoldRow, score: Score) {
        let kind = ["kind", "modality", "act", "type"].into_iter().map(|column| row.text(column));
        let kind = kind.into_iter().find(|kind| !kind.is_empty()).unwrap_or("-");
        self.out.score += score;
        *self.out.kinds.entry(kind.to_owned()).or_default() += score;
        *self.out.genres.entry(genre(doc_id).to_owned()).or_default() += score;
        *self.out.documents.entry(doc_id.to_owned()).or_default() += score;
    }

    fn made(&mut self, row: &GoldRow, wrong: bool) {
        let counts = self.rules.entry(row.text("rule").to_owned()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(wrong);
    }

    fn finish(self) -> TableEvaluation {
        let Self { mut out, columns, rules, entities, .. } = self;
        out.columns =
            columns.into_iter().map(|(column, (right, rows))| ColumnScore { column, right, rows }).collect();
        out.rules = rules
            .into_iter()
            .filter(|(rule, (_, wrong))| !rule.is_empty() && *wrong > 0)
            .map(|(rule, (rows, wrong))| RuleScore { rule, rows, wrong })
            .collect();
        out.rules.sort_by(|a, b| b.wrong.cmp(&a.wrong).then(a.rule.cmp(&b.rule)));
        let names = entities.iter().any(|(want, _)| want.is_some());
        out.clusters = names.then(|| b_cubed(&entities)).flatten();
        out
    }
}

fn entity(row: &GoldRow) -> Option<&str> {
    row.cells.get("entity_id").and_then(Value::as_str)
}

fn doubted(row: &GoldRow) -> bool {
    row.cells.contains_key("#doubt")
}

/// Whether two cells are one value: numbers as numbers, and null is nothing.
fn same(want: &Value, have: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    match (number(want), number(have)) {
        (Some(want), Some(have)) => (want - have).abs() <= NEAR * want.abs().max(have.abs()),
        _ => plain(want) == plain(have),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn shown(value: &Value) -> String {
    match plain(value) {
        text if text.is_empty() => "nothing".to_owned(),
        text => text,
    }
}

/// What a row says.
fn told(row: &GoldRow, judged: &[&str]) -> String {
    let cells = judged.iter().filter_map(|column| Some((column, row.cells.get(*column)?)));
    let cells = cells.filter(|(_, value)| !value.is_null());
    cells.map(|(column, value)| format!("{column}={}", plain(value))).collect::<Vec<_>>().join(" ")
}

fn miss(doc_id: &str, text: &str, what: &'static str, span: Span, note: String, rule: &str) -> Miss {
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let before = part(0..span.start as usize).chars().rev().take(AROUND).collect::<Vec<_>>();
    Miss {
        doc_id: doc_id.to_owned(),
        what,
        before: before.into_iter().rev().collect(),
        text: part(span.range()).to_owned(),
        behind: part(span.end as usize..text.len()).chars().take(AROUND).collect(),
        note,
        rule: rule.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(table: &str, start: u32, end: u32, cells: Value) -> GoldRow {
        let Value::Object(cells) = cells else { unreachable!() };
        GoldRow { table: table.to_owned(), span: Span::new(start, end), cells }
    }

    fn marked(rows: Vec<GoldRow>) -> BTreeMap<String, Marked> {
        BTreeMap::from([("news/a".to_owned(), Marked { text: "0123456789abcdef".into(), rows })])
    }

    #[test]
    fn rows_are_missed_wrong_spurious_or_right() {
        let gold = marked(vec![
            row("figures", 0, 4, json!({"value": 5, "unit": null})),
            row("figures", 5, 8, json!({"value": 7.5})),
            row("figures", 9, 10, json!({"value": 1})),
        ]);
        let found = marked(vec![
            row("figures", 0, 4, json!({"value": "5", "unit": null, "rule": "r"})),
            row("figures", 5, 7, json!({"value": "8", "unit": "km", "rule": "r"})),
            row("figures", 11, 12, json!({"value": "2", "unit": null, "rule": "s", "#doubt": true})),
            row("dates", 0, 4, json!({"rule": "t"})),
        ]);
        let measured = measure(&gold, &found);
        let [figures] = &measured.tables[..] else { panic!("{measured:?}") };
        assert_eq!(figures.score, Score { gold: 3, predicted: 3, found: 2, exact: 1, right: 1, silent: 1 });
        let what: Vec<_> = figures.misses.iter().map(|miss| (miss.what, miss.text.as_str())).collect();
        assert_eq!(what, [("wrong", "56"), ("missed", "9"), ("spurious", "b")]);
        assert_eq!(figures.misses[0].note, "value: expected 7.5, found 8");
        assert_eq!(figures.misses[0].before, "01234");
        let rules: Vec<_> =
            figures.rules.iter().map(|rule| (rule.rule.as_str(), rule.rows, rule.wrong)).collect();
        assert_eq!(rules, [("r", 2, 1), ("s", 1, 1)]);
        let value = figures.columns.iter().find(|column| column.column == "value").unwrap();
        assert_eq!((value.right, value.rows), (1, 2));
        assert_eq!(figures.genres.keys().collect::<Vec<_>>(), ["news"]);
        assert_eq!(measure(&gold, &gold).tables[0].score.right, 3);
    }
}
