//! What a source says of the places its text comes from is told beside the rows.

use jadval::extract::{Document, Engine};
use jadval::extraction::Extraction;
use jadval::tables::{InputDocument, explain, extract_one, rows};
use jadval::text::{Origin, OriginPlace, Span};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in data"));

/// The text of some parts one after the other, each from a place of its own.
fn document(parts: &[(&str, OriginPlace)]) -> InputDocument<'static> {
    let (mut text, mut origins) = (String::new(), Vec::new());
    for (part, place) in parts {
        let start = text.len() as u32;
        text.push_str(part);
        origins.push(Origin { span: Span::new(start, text.len() as u32), place: place.clone() });
    }
    InputDocument {
        doc_id: "d".into(),
        text: text.into(),
        origins: origins.into(),
        ..InputDocument::default()
    }
}

/// The places that are told of the rows of a table.
fn places(document: &Document<'_>, table: &str) -> Vec<String> {
    let told = explain(&ENGINE, document).expect("a derivation");
    let start = format!("row of {table} ");
    told.split("\nrow of ")
        .map(|row| format!("row of {row}"))
        .filter(|row| row.starts_with(&start))
        .filter_map(|row| row.lines().find_map(|line| line.strip_prefix("  at          ").map(str::to_owned)))
        .collect()
}

#[test]
fn each_row_names_its_place_in_the_source() {
    use OriginPlace::{Cell, Page, Path};
    let cell = |column| Cell { sheet: "Sheet1".into(), row: 3, column };
    let path = |path: &str| Path { part: None, path: path.into() };
    let (first, second) = ("پنج کیلومتر از راه بسته است.\n", "ده نفر در آن کار می‌کنند.\n");
    for (here, there, told) in [
        (Page(3), Page(4), ["page 3", "page 4"]),
        (cell(2), cell(3), ["Sheet1!B3", "Sheet1!C3"]),
        (path("/body/p[2]"), path("/pages/1/text"), ["/body/p[2]", "/pages/1/text"]),
    ] {
        let given = document(&[(first, here), (second, there)]);
        assert_eq!(places(&given.document(), "figures"), told);
    }
}

#[test]
fn a_row_that_goes_over_a_page_names_both() {
    let given = document(&[("در سال ", OriginPlace::Page(1)), ("۱۳۹۹ باران بارید.", OriginPlace::Page(2))]);
    assert_eq!(places(&given.document(), "dates"), ["page 1 to page 2"]);
}

#[test]
fn without_origins_no_place_is_told_and_tables_are_the_same_with_them() {
    let given =
        document(&[("پنج کیلومتر از راه ", OriginPlace::Page(1)), ("بسته است.", OriginPlace::Page(2))]);
    let plain = InputDocument { origins: (&[]).into(), ..given.clone() };
    assert!(places(&plain.document(), "figures").is_empty());
    let expected = extract_one(&ENGINE, &plain.document()).expect("tables");
    assert_eq!(rows(&expected, "figures").expect("rows").len(), 1);
    let found = Extraction::new(&*ENGINE).documents([given]).expect("tables");
    assert!(found.batches() == expected.batches());
}

#[test]
fn origins_that_do_not_fit_the_text_break_nothing() {
    let page = |start, end| Origin { span: Span::new(start, end), place: OriginPlace::Page(1) };
    let text = "پنج کیلومتر از راه بسته است.";
    for origins in [[page(0, u32::MAX), page(3, 1)], [page(9000, 9001), page(0, 0)]] {
        let document = Document { doc_id: "d", text, origins: &origins, ..Document::default() };
        let told = places(&document, "figures");
        assert!(told.iter().all(|place| place == "page 1"), "{told:?}");
    }
}
