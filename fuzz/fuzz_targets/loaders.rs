//! Any pipeline, rule, class, phrase or lexicon file: it loads, or an error says what is wrong with it.

#![no_main]

use jadval::extract::{Engine, RULE_TABLES};
use jadval::lexicon::LexiconBuilder;
use jadval::pipeline::Request;
use jadval::rule::RuleSetBuilder;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builder().build().expect("the built-in files load"));

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    match first % 4 {
        0 => {
            let _ = Request::from_toml("p.toml", text).map_err(|error| error.to_string());
        }
        1 | 2 => {
            let name = match first % 12 {
                1 | 5 | 9 => "dates/fuzz.toml",
                2 | 6 => "dates/classes.toml",
                _ => "dates/phrases.toml",
            };
            let mut rules = RuleSetBuilder::new(&RULE_TABLES);
            let read = rules.add(name, text, first % 2 == 0);
            let lexicon = &ENGINE.grammar().lexicon;
            let built = read.and_then(|()| rules.build(lexicon));
            let _ = built.map_err(|error| error.to_string());
        }
        _ => {
            let mut lexicon = LexiconBuilder::default();
            let read = lexicon.add("fuzz.toml", text, false);
            let _ = read.and_then(|()| lexicon.build().map(drop)).map_err(|error| error.to_string());
        }
    }
});
