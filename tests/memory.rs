//! What an engine keeps of the texts that it read changes nothing of what it finds in the next ones.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval::extract::{Document, Engine};
use std::path::Path;

/// The texts of a folder and those below it.
fn texts(folder: &Path, out: &mut Vec<String>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|end| end == "txt") {
            out.extend(std::fs::read_to_string(&path));
        }
    }
}

#[test]
fn an_analysis_does_not_depend_on_the_texts_before() {
    let mut all = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("raw"), &mut all);
    assert!(all.len() > 3);
    let read = |engine: &Engine, text: &String| {
        format!("{:?}", engine.analyse(&Document { doc_id: "a", text, ..Document::default() }))
    };
    let engine = Engine::builder().build().unwrap();
    let first: Vec<String> = all.iter().map(|text| read(&engine, text)).collect();
    // Backwards, with all words known; and each with none known.
    let again: Vec<String> = all.iter().rev().map(|text| read(&engine, text)).collect();
    assert!(first.iter().eq(again.iter().rev()));
    for (text, first) in all.iter().zip(&first) {
        assert_eq!(&read(&Engine::builder().build().unwrap(), text), first);
    }
}

/// Words beside joints and numbers, and in markup, are the ones of which more or less is known than by themselves: whichever
/// of their places comes first must not count.
#[test]
fn an_analysis_does_not_depend_on_the_order_of_texts() {
    let mut all = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    texts(&root.join("tests/gold"), &mut all);
    texts(&root.join("corpus"), &mut all);
    assert!(all.len() > 100);
    let read = |order: &mut dyn Iterator<Item = &String>| -> Vec<String> {
        let engine = Engine::builder().build().unwrap();
        order
            .map(|text| {
                format!("{:?}", engine.analyse(&Document { doc_id: "a", text, ..Document::default() }))
            })
            .collect()
    };
    let (forwards, backwards) = (read(&mut all.iter()), read(&mut all.iter().rev()));
    for ((text, first), second) in all.iter().zip(&forwards).zip(backwards.iter().rev()) {
        // The whole of two analyses is too much to print.
        assert!(first == second, "{text}");
    }
}
