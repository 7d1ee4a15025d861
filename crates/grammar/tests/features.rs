//! Words that stages ask for by their features, whatever their classes.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval_grammar::lexicon::{ClassSet, KnownWords, Lexicon, LexiconBuilder, Schema};
use jadval_grammar::text::{Layout, Tokenizer, Waiting};
use serde::Deserialize;

const SCHEMA: &str = r#"
[[class]]
name = "from"
features = { clauses = ["opener", "joint"], dates = ["joint"] }

[[class]]
name = "opener"
features = { clauses = ["opener"] }

[[class]]
name = "other"
read_by = ["clauses"]
"#;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Features {
    opener: ClassSet,
    joint: ClassSet,
}

fn lexicon(schema: &str, words: &[(&str, &str)]) -> Lexicon {
    let mut lexicon = LexiconBuilder::new(Schema::parse("schema.toml", schema).unwrap());
    for (n, (class, word)) in words.iter().enumerate() {
        let file = format!(
            "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"{n}\"\nforms = [\"{word}\"]"
        );
        lexicon.add("words.toml", &file, false).unwrap();
    }
    lexicon.build().unwrap()
}

/// The words of a text that are of a set of classes.
fn of<'t>(lexicon: &Lexicon, text: &'t str, set: &ClassSet) -> Vec<&'t str> {
    let tokens = Tokenizer::new().tokens(text, Layout::LinePerParagraph);
    let known = KnownWords::default();
    let sightings = lexicon.sightings(text, &tokens, &known, Vec::new(), |_, _| false, Waiting::ALWAYS);
    let known = |at: &usize| sightings.at(*at).iter().any(|found| set.has(found.class));
    (0..tokens.list.len()).filter(known).map(|at| &text[tokens.list[at].span().range()]).collect()
}

#[test]
fn a_feature_is_of_all_its_classes_and_of_words_that_have_others_too() {
    let words = [("from", "از"), ("opener", "در"), ("opener", "با"), ("other", "از"), ("other", "کوه")];
    let lexicon = lexicon(SCHEMA, &words);
    let features: Features = lexicon.features("clauses").unwrap();
    let text = "از کوه در باد با ابر";
    assert_eq!(of(&lexicon, text, &features.opener), ["از", "در", "با"]);
    assert_eq!(of(&lexicon, text, &features.joint), ["از"]);
    let others = lexicon.meaning("clauses", "other", |entry| Ok(Some(entry.forms.len())));
    let others = others.unwrap();
    assert_eq!(of(&lexicon, text, &lexicon.class_set_of(&others, |forms| *forms == 1)), ["از", "کوه"]);
    assert_eq!(of(&lexicon, text, &lexicon.class_set_of(&others, |forms| *forms > 1)), [""; 0]);
}

#[test]
fn features_that_only_the_schema_or_only_the_code_has_are_refused() {
    let words = [("from", "از"), ("opener", "در")];
    let message = |lexicon: &Lexicon, stage| lexicon.features::<Features>(stage).unwrap_err().to_string();
    let lacking = message(&lexicon(SCHEMA, &words), "dates");
    assert!(lacking.contains("missing field `opener`"), "{lacking}");
    let unknown = message(&lexicon(&SCHEMA.replace("\"joint\"", "\"point\""), &words), "clauses");
    assert!(unknown.contains("unknown field `point`") && unknown.contains("clauses"), "{unknown}");
}
