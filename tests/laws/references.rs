//! Which clause the words of another one mean.

use jadval::extract::{Document, Engine};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

/// Each reference: its words, what it says, and the clause that it is («-» for none here, «other» for a
/// clause of another law).
fn references(text: &str) -> Vec<(&str, String, String)> {
    let analysis = ENGINE.analyse(&Document { doc_id: "law", text, ..Document::default() });
    let target = |at: usize| analysis.clauses[at].value.eid.clone();
    let rows = analysis.references.iter();
    rows.map(|row| {
        let missing = if row.value.internal { "-" } else { "other" };
        let found = row.value.resolved.map_or(missing.to_owned(), target);
        (&text[row.span.range()], row.value.target.clone(), found)
    })
    .collect()
}

#[track_caller]
fn check(text: &str, want: &[(&str, &str, &str)]) {
    let found = references(text);
    let found: Vec<_> = found.iter().map(|(words, said, is)| (*words, said.as_str(), is.as_str())).collect();
    assert_eq!(found, want);
}

#[test]
fn numbers_are_found_in_chapters_and_parts_in_what_holds_them() {
    check(
        "فصل اول - کلیات\nماده ۱ - راه باز است.\nالف - پل\nب - تونل\nتبصره - پل تازه است.\n\
         فصل دوم - هزینه\nماده ۲ - هزینه بند ب ماده ۱ و تبصره ماده ۱ و احکام فصل اول اینجا نیست.",
        &[
            ("بند ب ماده ۱", "art_1__point_b", "chp_1__art_1__point_b"),
            ("تبصره ماده ۱", "art_1__para", "chp_1__art_1__para_1"),
            ("فصل اول", "chp_1", "chp_1"),
        ],
    );
}

#[test]
fn parts_of_the_own_article_need_no_article() {
    check(
        "ماده ۱ - راه باز است.\n۱- پل\n۲- تونل\nماده ۲ - پل باز است.\n۱- هزینه بند ۲ با شهر است.\n۲- نرده\n\
         تبصره ۱ - بند ۱ ماده ۱ اجرا نمی‌شود.\nتبصره ۲ - تبصره ۱ و بند قبل و تبصره فوق و ماده فوق اجرا نمی‌شود.",
        &[
            ("بند ۲", "point_2", "art_2__point_2"),
            ("بند ۱ ماده ۱", "art_1__point_1", "art_1__point_1"),
            ("تبصره ۱", "para_1", "art_2__para_1"),
            ("بند قبل", "point", "art_2__point_2"),
            ("تبصره فوق", "para", "art_2__para_1"),
            ("ماده فوق", "art", "art_2"),
        ],
    );
}

#[test]
fn the_law_that_is_named_decides() {
    check(
        "قانون راه شهری\nماده ۱ - راه باز است.\nماده ۲ - ماده ۱ قانون مدنی، ماده ۱ این قانون، ماده ۱ قانون حاضر، \
         ماده ۱ قانون راه شهری و ماده ۱ آن قانون اجرا می‌شود.",
        &[
            ("ماده ۱", "art_1", "other"),
            ("ماده ۱ این قانون", "art_1", "art_1"),
            ("ماده ۱ قانون حاضر", "art_1", "art_1"),
            ("ماده ۱ قانون راه شهری", "art_1", "art_1"),
            ("ماده ۱", "art_1", "other"),
        ],
    );
}

#[test]
fn references_in_a_row_share_the_law_behind_the_last() {
    check(
        "ماده ۱ - بند ۲ اصل سوم و اصل دهم قانون اساسی رعایت می‌شود.",
        &[("بند ۲ اصل سوم", "principle_3__point_2", "other"), ("اصل دهم", "principle_10", "other")],
    );
}

#[test]
fn ranges_and_lists_name_each() {
    check(
        "ماده ۱ - راه.\nماده ۲ - پل.\nماده ۳ - مواد ۱ تا ۳، ماده ۱ تا ۲ و مواد ۱ تا ۱۹۹۹ اجرا می‌شود.",
        &[
            ("مواد ۱ تا ۳", "art_1", "art_1"),
            ("مواد ۱ تا ۳", "art_2", "art_2"),
            ("مواد ۱ تا ۳", "art_3", "art_3"),
            ("ماده ۱ تا ۲", "art_1", "art_1"),
            ("ماده ۱ تا ۲", "art_2", "art_2"),
            ("مواد ۱ تا ۱۹۹۹", "art_1", "art_1"),
            ("مواد ۱ تا ۱۹۹۹", "art_1999", "-"),
        ],
    );
}

#[test]
fn what_was_said_last_is_meant_again() {
    check(
        "ماده ۱ - راه باز است.\nماده ۲ - ماده ۵ قانون مدنی و سپس ماده مذکور خوانده می‌شود.\n\
         تبصره - ماده ۱ و ماده مزبور بسته است.",
        &[
            ("ماده ۵", "art_5", "other"),
            ("ماده مذکور", "art", "other"),
            ("ماده ۱", "art_1", "art_1"),
            ("ماده مزبور", "art", "art_1"),
        ],
    );
}

#[test]
fn numbers_of_another_law_in_the_same_document_stay_there() {
    check(
        "قانون راه\nماده ۱ - راه.\nماده ۲ - راه.\nقانون پل\nماده ۱ - ماده ۲ این قانون و ماده ۲ قانون راه.",
        &[("ماده ۲ این قانون", "art_2", "-"), ("ماده ۲ قانون راه", "art_2", "art_2")],
    );
}

/// A rule of a user's own may stand before as many brackets as a text has.
#[test]
fn brackets_behind_a_head_are_opened_once() {
    let rule = "name = \"open\"\nsummary = \"s\"\npattern = '[ {head=provision-plural} \\( ]'\nreading = \"reference\"\n\
                sense = \"listed\"\n[[example]]\ntext = \"مواد (۵ تا ۸)\"\nrow = { target = \"art_5\" }\n[[counterexample]]\ntext = \"نه\"\nbecause = \"no\"\n";
    let engine = Engine::builder().rule_file("references/open.toml", rule).build().unwrap();
    let text = format!("ماده ۱- طبق مواد {}۵ باشد.\n", "(".repeat(100_000));
    let found = engine.analyse(&Document { doc_id: "d", text: &text, ..Document::default() });
    assert!(found.references.is_empty(), "{:?}", found.references);
}
