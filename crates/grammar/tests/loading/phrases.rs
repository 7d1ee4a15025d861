//! Files `phrases.toml`.

use super::{rule, says, told};

fn phrase(name: &str, pattern: &str) -> String {
    format!("[[phrase]]\nname = \"{name}\"\nsummary = \"s\"\npattern = \"{pattern}\"\n")
}

fn of(phrases: &str, pattern: &str) -> String {
    told(&[("phrases.toml", phrases), ("things/a.toml", &rule("a", &format!("pattern = '{pattern}'")))])
}

#[test]
fn phrases_stand_in_any_order_and_in_no_circle() {
    assert_eq!(of(&(phrase("a", "<b> {thing}") + &phrase("b", "{place}")), "<a>"), "");
    says(
        &of(&(phrase("a", "<b>") + &phrase("b", "{place} <a>")), "{thing} <a>"),
        &[
            "a.toml:4: phrases.toml:2, phrase \"a\": phrases.toml:6, phrase \"b\": pattern, column 9: ",
            "<a> in <b> in <a>",
        ],
    );
    says(&of(&phrase("a", "{thing} <a>"), "<a>"), &["do not hold themselves, found <a> in <a>"]);
}

#[test]
fn each_phrase_stands_once_and_is_used() {
    let twice = phrase("a", "{thing}");
    let both = told(&[("one/phrases.toml", &twice), ("two/phrases.toml", &twice)]);
    says(&both, &["two/phrases.toml:2, phrase \"a\": ", "once", "first in one/phrases.toml:2"]);
    for (phrases, pattern, expected) in [
        (phrase("a", "{thing}"), "{thing}", &["phrases.toml:2: ", "found \"a\", which none does"][..]),
        (phrase("near", "{thing}"), "<naer>", &["column 1: unknown phrase <naer>", "mean \"near\"?"]),
        (
            phrase("a", "{thnig}"),
            "<a>",
            &["phrases.toml:2, phrase \"a\": pattern, column 1: ", "mean \"thing\"?"],
        ),
        (phrase("A b", "{thing}"), "{thing}", &["phrases.toml:2, phrase \"A b\": expected a name of a-z"]),
        (phrase("a", "{thing}"), "<a:>", &["column 1: expected letters or digits behind «:»"]),
        (phrase("a", "{thing}"), "<a:2 3>", &["column 1: expected letters or digits behind «:»"]),
        (
            "[[phrase]]\nname = \"a\"\nsumary = \"s\"".to_owned(),
            "{thing}",
            &["phrases.toml:3:1: ", "mean \"summary\"?"],
        ),
    ] {
        says(&of(&phrases, pattern), expected);
    }
    assert_eq!(of(&phrase("a", "{thing}"), "<a> <a:2>"), "");
}
