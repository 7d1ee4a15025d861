//! What code, rules and the lexicon say of its classes agrees.

use jadval::extract::Engine;
use jadval::lexicon::{SUFFIX, Schema};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in lexicon and rules load"));

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/schema.toml");
    Schema::parse("schema.toml", &std::fs::read_to_string(path).unwrap()).unwrap()
});

#[test]
fn every_class_is_read_and_every_class_that_is_read_has_words() {
    let lexicon = &ENGINE.grammar().lexicon;
    let read = |name: &str| {
        SCHEMA.class(name).is_some()
            || lexicon.class(name).is_some_and(|class| ENGINE.rules().named_classes().contains(&class))
    };
    let idle: Vec<&str> = lexicon.classes().iter().map(String::as_str).filter(|name| !read(name)).collect();
    assert!(idle.is_empty(), "no stage and no rule reads {idle:?}");
    let has_words = |name: &str| name == SUFFIX || lexicon.class(name).is_some();
    let empty: Vec<&str> =
        SCHEMA.classes().iter().map(|known| known.name.as_str()).filter(|name| !has_words(name)).collect();
    assert!(empty.is_empty(), "no lexicon file has {empty:?}");
}

#[test]
fn every_stem_makes_verbs() {
    let grammar = ENGINE.grammar();
    let (lexicon, mut seen) = (&grammar.lexicon, 0);
    let class = lexicon.class("verb");
    for entry in lexicon.entries().iter().filter(|entry| Some(entry.class) == class) {
        let stems: toml::Table = entry.read().unwrap();
        let list = |key| stems.get(key).and_then(toml::Value::as_array).into_iter().flatten();
        let stem_of = |stem: &toml::Value| stem.as_str().unwrap().to_owned();
        let past =
            list("past").map(stem_of).flat_map(|s| [format!("{s}ند"), format!("{s}ن"), format!("نمی{s}م")]);
        let present = list("present").map(stem_of).map(|stem| format!("می{stem}ند"));
        for word in past.chain(present) {
            let codes = grammar.tokenizer.codes(&word);
            assert!(grammar.verbs.is_verb(&codes), "{word}");
            assert!(grammar.verbs.verb(&codes).is_some(), "{word}");
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen}");
}
