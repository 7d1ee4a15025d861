//! How much of what rules and the lexicon should say stands in code: the numbers may only fall.

use super::sources::{SOURCES, Source};
use jadval::extract::Engine;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Persian words that stand in code.
const WORDS: usize = 2;

/// Lexicon classes that code names.
const CLASSES: usize = 4;

/// Features by which stages ask for words that have no value.
const FEATURES: usize = 44;

/// Places where code asks the lattice what stands at a token, instead of a rule.
const QUERIES: usize = 7;

/// Readings that a single rule has, of a hundred.
const SINGLE_READINGS: usize = 20;

/// Files that hold letters because they say what letters are.
const ALPHABETS: [&str; 2] = ["text::fold", "language::alphabet"];

/// Most files of a folder of rules or of the lexicon.
const FILES: usize = 25;

/// Whether the letters of a file are none of a rule's business.
fn is_exempt(source: &Source) -> bool {
    ALPHABETS.contains(&source.module.as_str()) || source.module.ends_with("::tests")
}

/// The contents of the string literals of a line of code.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

fn is_persian_word(literal: &str) -> bool {
    let letter = |c: char| ('\u{620}'..='\u{6D3}').contains(&c) && c.is_alphabetic();
    // A text for people may explain itself by an example.
    literal.chars().any(letter)
        && !literal.chars().any(|c| c.is_ascii_alphabetic() && !literal.contains("\\u"))
}

#[test]
fn persian_words_are_data() {
    let mut found = Vec::new();
    for source in SOURCES.iter().filter(|source| !is_exempt(source)) {
        for (n, line) in source.lines() {
            let words = literals(line).filter(|literal| is_persian_word(literal));
            found.extend(words.map(|word| format!("{}:{n}: {word}", source.path)));
        }
    }
    assert!(found.len() <= WORDS, "{} words:\n{}", found.len(), found.join("\n"));
}

/// Files that ask the lexicon for classes, beside those that call `class("…")`.
const READERS: [&str; 8] = [
    "stages::actors::vocabulary",
    "stages::clauses::words",
    "stages::dates::words",
    "extract::sheet",
    "stages::figures::words",
    "language::tell",
    "lexicon::verb",
    "segment::marker",
];

#[test]
fn few_classes_have_a_name_in_code() {
    let engine = Engine::builder().build().unwrap();
    let classes: BTreeSet<&str> = engine.grammar().lexicon.classes().iter().map(String::as_str).collect();
    let mut named = BTreeSet::new();
    for source in SOURCES.iter() {
        let calls = source.code.match_indices("class(\"").map(|(at, call)| &source.code[at + call.len()..]);
        named.extend(calls.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name));
        if READERS.contains(&source.module.as_str()) {
            let words = source.lines().flat_map(|(_, line)| literals(line));
            named.extend(words.filter(|word| classes.contains(word)));
        }
    }
    assert!(named.len() <= CLASSES, "{} classes: {named:?}", named.len());
}

#[test]
fn few_features_are_asked_for_in_code() {
    let engine = Engine::builder().build().unwrap();
    let mut features: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (stage, asked) in engine.grammar().lexicon.schemas().flat_map(|schema| &schema.features) {
        features.entry(stage.as_str()).or_default().extend(asked.iter().map(String::as_str));
    }
    let many: Vec<_> = features.iter().filter(|(_, asked)| asked.len() > FEATURES).collect();
    assert!(many.is_empty(), "{many:?}");
}

#[test]
fn what_stands_at_a_token_is_asked_by_rules() {
    let mut found = Vec::new();
    for source in SOURCES.iter().filter(|source| source.stage() != "rule") {
        let code: String = source.lines().flat_map(|(_, line)| [line.trim(), " "]).collect();
        let code = code.replace("lattice .", "lattice.");
        for question in [
            "at",
            "between",
            "edges",
            "report",
            "report_classes",
            "report_entries",
            "known_tokens",
            "has",
            "knows",
            "numeral",
        ] {
            let count = code.matches(&format!("lattice.{question}(")).count();
            found.extend(std::iter::repeat_n(format!("{}: {question}", source.path), count));
        }
    }
    assert!(found.len() <= QUERIES, "{} questions:\n{}", found.len(), found.join("\n"));
}

#[test]
fn most_readings_have_several_rules() {
    let engine = Engine::builder().build().unwrap();
    let mut rules: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for rule in engine.rules().rules() {
        *rules.entry((&rule.table, &rule.reading)).or_default() += 1;
    }
    let single: Vec<_> = rules.iter().filter(|(_, count)| **count == 1).map(|(name, _)| name).collect();
    assert!(
        100 * single.len() <= SINGLE_READINGS * rules.len(),
        "{} of {}: {single:?}",
        single.len(),
        rules.len()
    );
}

/// The folders below one, with it, and how many files each has.
fn folders(folder: &Path, found: &mut Vec<(PathBuf, usize)>) {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { folders(&path, found) } else { files += 1 }
    }
    found.push((folder.to_owned(), files));
}

#[test]
fn no_folder_of_data_is_a_heap() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    ["rules", "lexicon"].iter().for_each(|name| folders(&root.join(name), &mut found));
    let heaps: Vec<_> = found.iter().filter(|(_, files)| *files > FILES).collect();
    assert!(heaps.is_empty(), "{heaps:?}");
    assert!(found.len() > 10, "{found:?}");
}
