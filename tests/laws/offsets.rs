//! Every row is grounded: its text is the slice of the layer that its offsets name, in bytes and in
//! characters, whatever Unicode the text holds; and the same text gives the same rows.

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int32Type;
use jadval::extract::{Document, Engine};
use jadval::tables::{self, Tables};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

/// Phrases that give rows, joined with any Unicode, so that the law is tried on more than nothing.
const PHRASES: [&str; 14] = [
    "سه‌شنبه ۲۰ آبان ۱۳۹۹ (۱۰ نوامبر ۲۰۲۰)",
    "دو هزار و ۷۸۳ سرباز",
    "۷۶/۱۳ درصد",
    "۳۰ میلیارد دلار",
    "نیکول پاشینیان، نخست‌وزیر ارمنستان",
    "وزارت امور خارجه روسیه",
    "قرهباغ",
    "صَدَرَک",
    "\n۱- طرف‌ها متعهد می‌شوند تا ۱۵ نوامبر ۲۰۲۰ عقب‌نشینی کنند.",
    "\r\nماده ۵ - این قانون",
    "\u{2028}تبصره ۲ـ ",
    "\u{200f}۱۳۹۹\u{200e}/۰۸/۱۹",
    "ﻻﻟﻪ",
    "😀e\u{301}",
];

fn tables(text: &str) -> Tables {
    let document = Document { doc_id: "law", text, ..Document::default() };
    tables::extract_one(&ENGINE, &document).expect("a short text fits a batch")
}

fn offsets<'b>(batch: &'b RecordBatch, name: &str) -> Option<&'b arrow::array::Int32Array> {
    batch.column_by_name(name).map(|column| column.as_primitive::<Int32Type>())
}

fn grounded(text: &str, name: &str, batch: &RecordBatch) -> Result<(), TestCaseError> {
    let columns = ["byte_start", "byte_end", "char_start", "char_end"].map(|column| offsets(batch, column));
    let [Some(start), Some(end), Some(first), Some(last)] = columns else { return Ok(()) };
    let Some(words) = batch.column_by_name("text").map(|column| column.as_string::<i32>()) else {
        return Ok(());
    };
    for row in 0..batch.num_rows() {
        let slice = text.get(start.value(row) as usize..end.value(row) as usize);
        prop_assert_eq!(slice, Some(words.value(row)), "bytes of {} row {}", name, row);
        let (first, last) = (first.value(row) as usize, last.value(row) as usize);
        let chars: String = text.chars().skip(first).take(last - first).collect();
        prop_assert_eq!(chars.as_str(), words.value(row), "characters of {} row {}", name, row);
    }
    Ok(())
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&PHRASES[..]).prop_map(str::to_owned),
        2 => "\\PC{0,12}",
        2 => "[آ-ی۰-۹ \u{200c}.،«»()/-]{0,24}",
        1 => proptest::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect()),
    ];
    proptest::collection::vec(piece, 0..10).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_row_is_its_slice(text in texts()) {
        let tables = tables(&text);
        for (table, batch) in tables::tables().iter().zip(tables.batches()) {
            grounded(&text, table.name, batch)?;
        }
    }

    #[test]
    fn the_same_text_gives_the_same_rows(text in texts()) {
        let (once, again) = (tables(&text), tables(&text));
        prop_assert_eq!(once.batches(), again.batches());
    }

    #[test]
    fn rows_keep_their_ids_when_a_paragraph_is_added(text in texts(), added in texts()) {
        let before = tables(&text);
        let after = tables(&format!("{}\n\n{text}", added.replace(['\n', '\r', '\u{2028}'], " ")));
        // A paragraph before may complete a date or make a name known; it never renames a row that stays.
        for name in ["dates", "figures"] {
            let (Some(before), Some(after)) = (before.get(name), after.get(name)) else { continue };
            let ids = |batch: &RecordBatch| -> Vec<(String, String)> {
                let words = batch.column_by_name("text").map(|column| column.as_string::<i32>());
                let ids = batch.column(0).as_string::<i32>();
                (0..batch.num_rows()).map(|n| (ids.value(n).to_owned(), words.map_or("", |w| w.value(n)).to_owned())).collect()
            };
            let known = ids(after);
            for (id, words) in ids(before) {
                let same = known.iter().filter(|(_, other)| *other == words).count();
                // Of rows of the same letters, «٨» and «۸», the first has the id of the first.
                let kept = known.iter().any(|(other, _)| *other == id);
                prop_assert!(same == 0 || kept, "{} {} lost", id, words);
            }
        }
    }
}

#[test]
fn the_phrases_give_rows() {
    let text = PHRASES.join(" ");
    let tables = tables(&text);
    for name in ["dates", "figures", "mentions", "clauses", "segments"] {
        assert!(tables.get(name).is_some_and(|batch| batch.num_rows() > 0), "no row of {name}");
    }
}
