//! Quantities with units and money: the suites of other tools.

use crate::numerals::suite;
use jadval::extract::{Analysis, Document, Engine};
use jadval::figures::{Kind, Measure, Quantity};
use rust_decimal::prelude::ToPrimitive;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in grammar"));

fn analyse(text: &str) -> Analysis {
    ENGINE.analyse(&Document { doc_id: "suite", text, reference: None })
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

#[test]
fn measurements_with_units() {
    let Some(rows) = suite("measurement_units") else { return };
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

#[test]
fn money_as_it_is_written() {
    let Some(rows) = suite("persian_tools_money") else { return };
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

#[test]
fn prices_in_sentences() {
    let Some(rows) = suite("parsi_io_price_quantity") else { return };
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

/// Three hundred prices: a toman is ten rials, whatever the number and its spelling.
#[test]
fn toman_and_rial_are_never_off_by_ten() {
    let scales = [("", 1.0), (" هزار", 1e3), (" میلیون", 1e6), (" میلیارد", 1e9), (" هزار میلیارد", 1e12)];
    let units = [("تومان", 10.0), ("تومانی", 10.0), ("ریال", 1.0), ("ریالی", 1.0)];
    for number in (2..17).chain([450, 1200]).map(f64::from) {
        for (scale, factor) in scales.into_iter().filter(|(scale, _)| number < 1000.0 || scale.is_empty()) {
            for (unit, rials) in units {
                let text = format!("بهای آن {number}{scale} {unit} است");
                let figures = analyse(&text).figures;
                let in_rials = figures.first().and_then(|row| {
                    let base = row.value.unit.as_ref()?.base.as_ref()?;
                    assert_eq!(&*base.code, "IRR", "{text}");
                    Some(value(&row.value)? * base.factor)
                });
                assert!(near(in_rials, number * factor * rials), "{text}: {in_rials:?}");
            }
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

#[test]
fn shares_and_sums_of_the_news() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/ner/peyma_dev.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return;
    };
    let rows: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for (label, kind, least) in [("PCT", Kind::Percent, 95), ("MON", Kind::Money, 90)] {
        let (met, gold) = recall(&rows, label, kind);
        assert!(met * 100 >= gold * least, "{label}: {met} of {gold}");
    }
}
