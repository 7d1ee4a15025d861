//! What a program gets for documents in memory is what a run writes of the same documents in files.

use arrow::array::{AsArray, RecordBatch};
use arrow::compute::concat_batches;
use jadval::calendar::Day;
use jadval::dataset::Dataset;
use jadval::extract::Engine;
use jadval::extraction::Extraction;
use jadval::pipeline::{Plan, Request};
use jadval::tables::{InputDocument, tables};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in data load"));

const SENTENCES: [&str; 8] = [
    "دیروز وزارت امور خارجه ایران ۱۲ میلیون دلار پرداخت.",
    "سه‌شنبه ۲۰ آبان ۱۳۹۹ کاروان از تهران به راه افتاد و ۳۵ کیلومتر رفت.",
    "ماده ۱ - شهرداری باید تا ۳۰ روز گزارش بند ۲ این قانون را بفرستد.",
    "یونسکو گفت که «بهای نان» در 1399/02/31 بالا رفت.",
    "از ۹ تا ۵ آذر باران بارید.",
    "The price of oil is 40 dollars.",
    "\n\n",
    "",
];

/// Columns that say in what form a document came.
const FORM: [&str; 5] = ["path", "format", "bytes", "sha256", "reference_source"];

fn documents() -> impl Strategy<Value = Vec<InputDocument<'static>>> {
    let text = proptest::collection::vec(proptest::sample::select(&SENTENCES[..]), 0..6);
    let day = proptest::option::of((18_000..19_000).prop_map(Day));
    let title = proptest::option::of("[آ-ی ]{1,9}");
    // Of so few ids that some come twice.
    let document = (0..60_u32, text, day, title).prop_map(|(id, text, reference, title)| InputDocument {
        doc_id: format!("d{id}").into(),
        text: text.join(" ").into(),
        reference,
        title: title.map(Into::into),
        ..InputDocument::default()
    });
    // More than a group holds, or few.
    prop_oneof![
        proptest::collection::vec(document.clone(), 0..5),
        proptest::collection::vec(document, 120..150)
    ]
}

/// A corpus of them.
fn corpus(documents: &[InputDocument<'_>]) -> String {
    let mut lines = String::new();
    for InputDocument { doc_id, text, reference, title, .. } in documents {
        let reference = reference.map(|day| day.to_iso());
        let record =
            serde_json::json!({"doc_id": doc_id, "text": text, "reference_date": reference, "title": title});
        writeln!(lines, "{record}").expect("a string");
    }
    lines
}

/// A table without the columns that are not the same for a file.
fn without_form(batch: &RecordBatch) -> RecordBatch {
    let schema = batch.schema();
    let columns =
        schema.fields().iter().enumerate().filter(|(_, field)| !FORM.contains(&field.name().as_str()));
    batch.project(&columns.map(|(at, _)| at).collect::<Vec<_>>()).expect("its own columns")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_in_memory_and_in_files_have_the_same_rows(documents in documents(), threads in 0..4_usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, out) = (folder.path().join("in.jsonl"), folder.path().join("out"));
        std::fs::write(&input, corpus(&documents)).expect("a file");
        let plan = Plan::resolve(Request::new("door", vec![input], out.clone())).expect("a plan");
        plan.run(&(), &Arc::default()).expect("a run");
        let dataset = Dataset::open(&out).expect("a dataset");

        let extraction = Extraction::new(&*ENGINE);
        let extraction = if threads == 0 { extraction } else { extraction.threads(threads) };
        let given = extraction.documents(documents).expect("tables");
        for table in tables() {
            let written: Vec<RecordBatch> =
                dataset.batches(table.name, None).expect("a table").collect::<Result<_, _>>().expect("rows");
            let written = concat_batches(&table.arrow_schema(), &written).expect("one batch");
            let given = given.get(table.name).expect("a table");
            if table.name == "rejects" {
                // Where it is, a file says in other words.
                let codes = |batch: &RecordBatch| -> Vec<String> {
                    let codes = batch.column_by_name("code").expect("a column").as_string::<i32>();
                    codes.iter().flatten().map(str::to_owned).collect()
                };
                prop_assert_eq!(codes(given), codes(&written));
            } else {
                prop_assert_eq!(without_form(given), without_form(&written), "{}", table.name);
            }
        }
    }
}
