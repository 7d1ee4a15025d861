//! The stage over short texts.

use crate::extract::{Document, Engine};

fn rows(text: &str) -> Vec<(String, String)> {
    let engine = Engine::builder().build().unwrap();
    let analysis = engine.analyse(&Document { doc_id: "t", text, reference: None });
    let slice = |span: crate::text::Span| text[span.range()].to_owned();
    analysis
        .figures
        .iter()
        .map(|row| (slice(row.span), row.value.item.map(slice).unwrap_or_default()))
        .collect()
}

fn row(text: &str, item: &str) -> (String, String) {
    (text.to_owned(), item.to_owned())
}

#[test]
fn what_is_counted_stands_over_classifiers() {
    assert_eq!(rows("۳ فروند هواپیما و ۴ نفر خلبان"), [row("۳", "هواپیما"), row("۴", "نفر")]);
}
