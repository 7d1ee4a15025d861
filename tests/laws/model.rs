//! The model of names is the one of the corpus that stands beside it, and it is good for something.

use jadval::extract::{Document, Engine};
use jadval::stages::actors::Method;
use sha2::{Digest, Sha256};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_model_is_of_the_corpus() {
    let sums = std::fs::read_to_string(root().join("lexicon/model/SHA256SUMS")).unwrap();
    let mut own = 0;
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let path = root().join(name);
        // Real sentences stand beside the checkout, where they are.
        if name.starts_with("corpus/") || name.starts_with("lexicon/") {
            let bytes = std::fs::read(&path).unwrap();
            let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, sum, "{name} has changed: cargo run --release --package xtask -- train-names");
            own += 1;
        }
    }
    // The model and the lists of words are among them.
    let corpus = ["corpus/names", "corpus/names/beside"].map(|folder| {
        let entries = std::fs::read_dir(root().join(folder)).unwrap();
        entries.filter(|entry| entry.as_ref().unwrap().path().is_file()).count()
    });
    assert_eq!(
        own,
        corpus.iter().sum::<usize>() + 2,
        "a file of the corpus is not among the sums: train the model again"
    );
}

/// The text of a line of the corpus, and the names in it.
fn marked(line: &str) -> (String, Vec<String>) {
    let (mut text, mut names, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, name, behind)) = rest
        .split_once('[')
        .and_then(|(before, after)| Some((before, after.split_once(']')?.0, after.split_once(']')?.1)))
    {
        let name = name.split_once('|').unwrap().1;
        text.extend([before, name]);
        names.push(name.to_owned());
        rest = behind;
    }
    (text + rest, names)
}

#[test]
fn the_model_finds_names_that_rules_do_not() {
    let engines =
        [Engine::builder().names_model(None), Engine::builder()].map(|builder| builder.build().unwrap());
    let corpus = std::fs::read_to_string(root().join("corpus/names/news-world.txt")).unwrap();
    let (mut all, mut found, mut by_model) = (0, [0; 2], 0);
    for line in corpus.lines() {
        let (text, names) = marked(line);
        all += names.len();
        for (engine, found) in engines.iter().zip(&mut found) {
            let analysis = engine.analyse(&Document { doc_id: "line", text: &text, ..Document::default() });
            let rows = analysis.mentions.iter();
            by_model += rows.clone().filter(|row| row.value.method == Method::Model).count();
            *found +=
                names.iter().filter(|name| rows.clone().any(|row| text[row.span.range()] == ***name)).count();
        }
    }
    let [rules, both] = found;
    assert!(all > 500 && by_model > 100, "{all} names, {by_model} by the model");
    assert!(
        both * 100 > all * 65 && rules * 100 < all * 55,
        "of {all} names rules find {rules}, with the model {both}"
    );
}

#[test]
fn a_name_in_doubt_is_one_where_the_document_has_it_elsewhere() {
    let engine = Engine::builder().build().unwrap();
    let found: usize = ["لیتوینوف", "هالشتاین", "لانسینگ"]
        .iter()
        .map(|name| {
            let text = format!(
                "در دیدار دوم، {name} پیشنهاد داد که کمیسیونی تشکیل شود. {name} پس از آن به وین رفت.\n\
                 به گفتهٔ {name}، وزیر خارجهٔ پیشین، گفت‌وگوها ادامه دارد.\n\
                 مردم از {name} خواستند که بازگردد."
            );
            let analysis = engine.analyse(&Document { doc_id: "talks", text: &text, ..Document::default() });
            analysis.mentions.iter().filter(|row| text[row.span.range()] == **name).count()
        })
        .sum();
    assert!(found >= 11, "{found} of 12");
}

#[test]
fn lists_of_words_are_in_order_and_of_known_kinds() {
    let lists = std::fs::read_to_string(root().join("corpus/words/words.tsv")).unwrap();
    let mut before = "";
    for line in lists.lines() {
        let [word, kind, digits] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let part = kind.trim_end_matches('l').trim_end_matches('g');
        assert!(["N", "A", "NA", "X", "-"].contains(&part), "{line}");
        assert!(digits.parse::<u8>().unwrap() < 12, "{line}");
        assert!(before < word, "{line}");
        before = word;
    }
}

#[test]
fn a_name_that_a_rule_has_ends_where_the_model_is_sure_that_it_does() {
    let engine = Engine::builder().build().unwrap();
    let names = |text: &str| -> Vec<String> {
        let analysis = engine.analyse(&Document { doc_id: "line", text, ..Document::default() });
        analysis.mentions.iter().map(|row| text[row.span.range()].to_owned()).collect()
    };
    // The registry has the shorter name, and nobody but the model.
    assert_eq!(names("جروم پاول نرخ بهره را پایین نیاورد."), ["جروم پاول"]);
    assert_eq!(names("گوستاوو پترو پروازها را نپذیرفت."), ["گوستاوو پترو"]);
    assert_eq!(names("وزیر دفاع به دفتر نخست‌وزیر پاکستان رفت."), ["پاکستان"]);
    // What belongs to the name stays.
    assert_eq!(names("رضا کریمی شیرازی بیانیه داد."), ["رضا کریمی شیرازی"]);
    assert_eq!(names("ارتش پاکستان از مرز گذشت."), ["ارتش پاکستان"]);
}
