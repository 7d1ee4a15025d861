//! Number words to values: the suites of other tools.

use crate::{Test, rows};
use jadval::extract::Engine;
use jadval::rule::View;
use serde_json::Value;
use std::sync::LazyLock;

pub(crate) const TESTS: &[Test] = &[
    ("icu_spells_out_what_is_read", &[ICU], icu_spells_out_what_is_read),
    ("number_libraries_cardinals", &[CARDINALS], number_libraries_cardinals),
    ("parsi_io_sentences", &[SENTENCES], parsi_io_sentences),
];

const ICU: &str = "suites/icu_number_words.jsonl";
const CARDINALS: &str = "suites/number_words.jsonl";
const SENTENCES: &str = "suites/parsi_io_numbers.jsonl";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in grammar"));

/// The value of the longest numeral that ends the text; a sign before it is a figure's.
fn last_value(text: &str) -> Option<f64> {
    let view = View::new(ENGINE.grammar(), text);
    let end = view.tokens.list.len() as u32;
    let last = view.lattice.edges().filter(|edge| edge.last() == end);
    let number = last.filter_map(|edge| view.lattice.numeral(&edge)).min_by_key(|numeral| numeral.first)?;
    let minus = text.starts_with('-') && number.first == 1;
    let value: f64 = number.value.to_string().parse().ok()?;
    Some(if minus { -value } else { value })
}

/// Reads every whole-text numeral of a suite; gives the rows that are wrong and how many were judged.
fn judge(rows: &[Value], least: f64) -> (Vec<String>, usize) {
    let (mut wrong, mut judged) = (Vec::new(), 0);
    for row in rows {
        let (Some(text), Some(expected)) = (row["input"].as_str(), row["expected"].as_f64()) else {
            continue;
        };
        if row["quirk"] == true || expected.abs() < least && expected.fract() == 0.0 {
            continue;
        }
        judged += 1;
        let read = last_value(text);
        if read.is_none_or(|read| (read - expected).abs() > 1e-9 * expected.abs()) {
            wrong.push(format!("«{text}»: expected {expected}, read {read:?}"));
        }
    }
    (wrong, judged)
}

fn icu_spells_out_what_is_read() {
    let rows = rows(ICU);
    let (wrong, judged) = judge(&rows, 0.0);
    assert!(judged > 100 && wrong.is_empty(), "{judged} judged\n{}", wrong.join("\n"));
}

fn number_libraries_cardinals() {
    let rows = rows(CARDINALS);
    let (wrong, judged) = judge(&rows, 2.0);
    assert!(wrong.len() * 100 <= judged, "{} of {judged} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn parsi_io_sentences() {
    let rows = rows(SENTENCES);
    let mut wrong = Vec::new();
    for row in &rows {
        let (Some(text), Some(expected)) = (row["input"].as_str(), row["expected"].as_array()) else {
            continue;
        };
        let view = View::new(ENGINE.grammar(), text);
        let index = jadval::text::CharIndex::new(text);
        let missed = expected.iter().find(|number| {
            let (start, value) = (number["span"][0].as_u64(), number["value"].as_f64());
            !view.lattice.edges().any(|edge| {
                let at = index.chars(view.span(edge.first, edge.last()).start);
                view.lattice.numeral(&edge).is_some_and(|numeral| {
                    let read = numeral.value.to_string().parse::<f64>().ok();
                    Some(u64::from(at)) == start
                        && read.zip(value).is_some_and(|(a, b)| (a - b).abs() <= 1e-9 * b.abs())
                })
            })
        });
        wrong.extend(missed.map(|number| format!("{number} in «{text}»")));
    }
    assert!(rows.len() > 40 && wrong.len() <= 1, "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
