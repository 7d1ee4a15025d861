//! Any pattern, phrase and classes, over any text: the rule loads and matches, or an error says what is wrong with it; and what
//! spares tries changes no match.

#![no_main]

use jadval::extract::{Engine, RULE_TABLES};
use jadval::lexicon::{Lexicon, LexiconBuilder};
use jadval::rule::{Grammar, RuleSetBuilder, View};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// The classes of the program in their own small lexicon, so that each run makes it anew in no time.
static WORDS: LazyLock<String> = LazyLock::new(|| {
    let engine = Engine::builder().build().expect("the built-in files load");
    let lexicon = &engine.grammar().lexicon;
    let mut text = String::new();
    for (n, class) in lexicon.classes().iter().enumerate().filter(|(_, class)| !["suffix", "numeral"].contains(&class.as_str())) {
        let entry = lexicon.entries().iter().find(|entry| usize::from(entry.class.0) == n);
        let Some(form) = entry.and_then(|entry| entry.forms.first()) else { continue };
        text += &format!(
            "[[class]]\nname = {}\nsummary = \"s\"\nframe = \"{{}}\"\n\
             [[class.entry]]\nid = \"a\"\nforms = [{}]\n",
            quoted(class),
            quoted(form)
        );
    }
    text
});

/// A text as TOML has it in quotes.
fn quoted(text: &str) -> String {
    let sign = |sign: char| match sign {
        '"' | '\\' => format!("\\{sign}"),
        sign if sign.is_control() => format!("\\u{:04X}", u32::from(sign)),
        sign => sign.to_string(),
    };
    format!("\"{}\"", text.chars().map(sign).collect::<String>())
}

fn lexicon() -> Lexicon {
    let mut lexicon = LexiconBuilder::default();
    lexicon.add("words.toml", &WORDS, false).expect("words");
    lexicon.build().expect("a lexicon")
}

fuzz_target!(|data: (&str, &str, &str)| {
    let (pattern, phrase, text) = data;
    let text = text.get(..400).unwrap_or(text);
    let lexicon = lexicon();
    let mut rules = RuleSetBuilder::new(&RULE_TABLES);
    let phrases = format!("[[phrase]]\nname = \"a\"\nsummary = \"s\"\npattern = {}\n", quoted(phrase));
    let _ = rules.add("phrases.toml", &phrases, false);
    let rule = format!(
        "name = \"fuzz\"\nsummary = \"s\"\npattern = {}\nreading = \"registry\"\n\
         [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n",
        quoted(pattern)
    );
    let _ = rules.add("actors/fuzz.toml", &rule, false);
    let Ok(rules) = rules.build(&lexicon) else { return };
    let Ok(grammar) = Grammar::new(lexicon, rules) else { return };
    let view = View::new(&grammar, text);
    let sentence = (0, view.tokens.list.len() as u32);
    let mut found = Vec::new();
    view.matches("actors", sentence, |one| found.push(one));
    assert_eq!(found, view.matches_tried_everywhere("actors", sentence));
});
