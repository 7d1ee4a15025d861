//! Quantities with units and money: the suites of other tools.

use crate::{Test, rows};
use jadval::extract::{Analysis, Document, Engine};
use jadval::stages::figures::{Kind, Measure, Quantity};
use rust_decimal::prelude::ToPrimitive;
use std::sync::LazyLock;

pub(crate) const TESTS: &[Test] = &[
    ("measurements_with_units", &[UNITS], measurements_with_units),
    ("money_as_it_is_written", &[MONEY], money_as_it_is_written),
    ("prices_in_sentences", &[PRICES], prices_in_sentences),
    ("shares_and_sums_of_the_news", &[NEWS], shares_and_sums_of_the_news),
];

const UNITS: &str = "suites/measurement_units.jsonl";
const MONEY: &str = "suites/persian_tools_money.jsonl";
const PRICES: &str = "suites/parsi_io_price_quantity.jsonl";
const NEWS: &str = "corpora/ner/peyma_dev.jsonl";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in grammar"));

fn analyse(text: &str) -> Analysis {
    ENGINE.analyse(&Document { doc_id: "suite", text, ..Document::default() })
}

fn value(quantity: &Quantity) -> Option<f64> {
    match quantity.measure {
        Measure::Single(value) => value.to_f64(),
        Measure::Lower { bound, .. } | Measure::Upper { bound, .. } => bound.to_f64(),
        Measure::Interval { .. } | Measure::Vague { .. } => None,
    }
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() <= 1e-9 * b.abs())
}

fn measurements_with_units() {
    let rows = rows(UNITS);
    let mut wrong = Vec::new();
    for row in &rows {
        let text = row["input"].as_str().unwrap_or_default();
        let figures = analyse(text).figures;
        // The suite also has words without a number («نیروی زیاد»), which are no figures.
        let expected = row["expected"].as_array().map_or(&[][..], Vec::as_slice);
        let amounts = expected.iter().filter_map(|mark| mark["amount"].as_f64());
        for amount in amounts {
            let found = figures.iter().any(|row| {
                row.value.kind != Kind::Count && row.value.unit.is_some() && near(value(&row.value), amount)
            });
            if !found {
                wrong.push(format!("{amount} in «{text}»"));
            }
        }
    }
    assert!(wrong.len() <= 1, "{}", wrong.join("\n"));
}

fn money_as_it_is_written() {
    let rows = rows(MONEY);
    let mut wrong = Vec::new();
    for row in &rows {
        let (Some(text), Some(expected)) = (row["input"].as_str(), row["expected"].as_f64()) else {
            continue;
        };
        let what = row["what"].as_str().unwrap_or_default();
        if !what.contains("formal: true") || expected == 0.0 {
            continue;
        }
        let figures = analyse(text).figures;
        let to_rial = what.contains("to: \"rial\"");
        let read = figures.first().and_then(|row| {
            let base = row.value.unit.as_ref()?.base.as_ref()?;
            Some(value(&row.value)? * if to_rial { base.factor } else { 1.0 })
        });
        if !near(read, expected) {
            wrong.push(format!("«{text}» ({what}): expected {expected}, read {read:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn prices_in_sentences() {
    let rows = rows(PRICES);
    for row in &rows {
        let text = row["input"].as_str().unwrap_or_default();
        let figures = analyse(text).figures;
        for product in row["expected"]["products_list"].as_array().map_or(&[][..], Vec::as_slice) {
            let Some(amount) = product["price_amount"].as_f64() else { continue };
            let found =
                figures.iter().any(|row| row.value.kind == Kind::Money && near(value(&row.value), amount));
            assert!(found, "{amount} in «{text}»");
        }
    }
}

/// How many of the spans with a label overlap with a figure of the kind, of how many.
fn recall(rows: &[serde_json::Value], label: &str, kind: Kind) -> (usize, usize) {
    let (mut met, mut gold) = (0, 0);
    for row in rows {
        let text = row["text"].as_str().unwrap_or_default();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans = row["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let spans: Vec<_> = spans.iter().filter(|span| span["label"] == label).collect();
        if spans.is_empty() {
            continue;
        }
        let figures = analyse(text).figures;
        for span in spans {
            let [start, end] =
                ["start", "end"].map(|key| bytes[span[key].as_u64().unwrap_or(0) as usize] as u32);
            gold += 1;
            met += usize::from(
                figures
                    .iter()
                    .any(|row| row.value.kind == kind && row.span.start < end && row.span.end > start),
            );
        }
    }
    eprintln!("{label}: {met} of {gold}");
    (met, gold)
}

fn shares_and_sums_of_the_news() {
    let rows = rows(NEWS);
    for (label, kind, least) in [("PCT", Kind::Percent, 95), ("MON", Kind::Money, 90)] {
        let (met, gold) = recall(&rows, label, kind);
        assert!(met * 100 >= gold * least, "{label}: {met} of {gold}");
    }
}
