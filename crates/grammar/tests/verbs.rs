//! The verbs of the program's own lexicon: which words are forms of a verb, and which only look so.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval_grammar::lexicon::{LexiconBuilder, Schema, VerbForm, Verbs};
use jadval_grammar::text::Tokenizer;
use jadval_grammar::text::fold::Code;
use serde::Deserialize;
use std::path::Path;

/// The words of `verbs.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    verbs: Vec<String>,
    others: Vec<String>,
    third_persons: Vec<String>,
    no_third_persons: Vec<String>,
    spoken_third_persons: Vec<String>,
    no_spoken_third_persons: Vec<String>,
    forms: Forms,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Forms {
    past: Vec<String>,
    bare_past: Vec<String>,
    present: Vec<String>,
    bare_present: Vec<String>,
    participle: Vec<String>,
    infinitive: Vec<String>,
}

fn words() -> Words {
    toml::from_str(include_str!("verbs.toml")).unwrap()
}

fn verbs() -> Verbs {
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon");
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let schema = Schema::parse("schema.toml", &read(&lexicon.join("schema.toml"))).unwrap();
    let mut builder = LexiconBuilder::new(schema);
    let verbs = std::fs::read_dir(lexicon.join("verbs")).unwrap().map(|entry| entry.unwrap().path());
    // Stems and affixes are parts of words, and a lexicon has whole ones too.
    for path in verbs.chain([lexicon.join("closed/particles.toml")]) {
        builder.add(&path.display().to_string(), &read(&path), false).unwrap();
    }
    Verbs::new(&builder.build().unwrap()).unwrap()
}

/// The words that are not told as they should be.
fn wrong(words: &[String], expected: bool, told: impl Fn(&[Code]) -> bool) -> Vec<&String> {
    assert!(words.len() > 10, "{words:?}");
    words.iter().filter(|word| told(&Tokenizer::new().codes(word)) != expected).collect()
}

#[test]
fn a_known_stem_with_its_affixes_is_a_verb_and_what_looks_like_one_is_none() {
    let (words, verbs) = (words(), verbs());
    assert_eq!(wrong(&words.verbs, true, |word| verbs.is_verb(word)), [""; 0]);
    assert_eq!(wrong(&words.others, false, |word| verbs.is_verb(word)), [""; 0]);
}

#[test]
fn third_persons_are_told_from_nouns_that_end_alike() {
    let (words, verbs) = (words(), verbs());
    assert_eq!(wrong(&words.third_persons, true, |word| verbs.is_third_person(word)), [""; 0]);
    assert_eq!(wrong(&words.no_third_persons, false, |word| verbs.is_third_person(word)), [""; 0]);
}

#[test]
fn third_persons_of_speech_are_told_from_names_that_end_alike() {
    let (words, verbs) = (words(), verbs());
    let told = |word: &[Code]| verbs.is_spoken_third_person(word);
    assert_eq!(wrong(&words.spoken_third_persons, true, told), [""; 0]);
    assert_eq!(wrong(&words.no_spoken_third_persons, false, told), [""; 0]);
}

#[test]
fn a_verb_is_of_the_form_that_its_letters_tell() {
    let (words, verbs) = (words(), verbs());
    let told = |word: &String| verbs.form(&Tokenizer::new().codes(word));
    for (form, forms) in [
        (VerbForm::Past, &words.forms.past),
        (VerbForm::BarePast, &words.forms.bare_past),
        (VerbForm::Present, &words.forms.present),
        (VerbForm::BarePresent, &words.forms.bare_present),
        (VerbForm::Participle, &words.forms.participle),
        (VerbForm::Infinitive, &words.forms.infinitive),
    ] {
        let wrong: Vec<_> =
            forms.iter().filter(|word| told(word) != Some(form)).map(|w| (w, told(w))).collect();
        assert!(wrong.is_empty(), "{form:?}: {wrong:?}");
    }
    let finite = |word: &&String| {
        !matches!(
            told(word),
            None | Some(VerbForm::Participle | VerbForm::Infinitive | VerbForm::BarePresent)
        )
    };
    assert_eq!(words.others.iter().filter(finite).collect::<Vec<_>>(), [""; 0]);
}
