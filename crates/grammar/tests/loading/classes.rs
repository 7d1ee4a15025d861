//! Files `classes.toml`.

use super::{rule, says, told};

/// What is told of a file of classes, with a rule whose pattern names one.
fn of(classes: &str, pattern: &str) -> String {
    told(&[("classes.toml", classes), ("things/a.toml", &rule("a", &format!("pattern = '{pattern}'")))])
}

#[test]
fn a_class_is_something() {
    for (class, expected) in [
        (
            "name = \"a\"\nsummary = \"s\"\nany = []",
            &["classes.toml:2, class \"a\": any: expected at least one"][..],
        ),
        (
            "name = \"a\"\nsummary = \"s\"",
            &[
                "class \"a\": expected `any` with classes, `number` with a shape or `word`",
                "found none of them",
            ],
        ),
        ("name = \"a\"\nsummary = \"\"\nany = [\"thing\"]", &["no summary"]),
        (
            "name = \"a\"\nsummary = \"s\"\nany = [\"thing\", \"thing\"]",
            &["expected each class once, found \"thing\""],
        ),
        ("name = \"a\"\nsummary = \"s\"\nany = [\"thnig\"]", &["unknown class {thnig}", "mean \"thing\"?"]),
        ("name = \"a\"\nsummary = \"s\"\nany = [\"word\"]", &["found \"word\", which is plain tokens"]),
        ("name = \"a\"\nsummary = \"s\"\nany = [\"a\"]", &["classes that do not hold themselves"]),
        (
            "name = \"a\"\nsummary = \"s\"\nnumber = { min = 5, max = 4 }",
            &["min up to max, found min = 5 and max = 4"],
        ),
        ("name = \"a\"\nsummary = \"s\"\nnumber = { digits = [3, 2] }", &["digits: ", "found [3, 2]"]),
        ("name = \"a\"\nsummary = \"s\"\nnumber = { digits = [0, 2] }", &["expected at least 1"]),
        ("name = \"a\"\nsummary = \"s\"\nnumber = { digits = [1, 300] }", &["classes.toml:4:"]),
        ("name = \"a\"\nsummary = \"s\"\nnumber = { script = \"words\", digits = [1, 2] }", &["no `digits`"]),
        (
            "name = \"a\"\nsummary = \"s\"\nnumber = { script = \"word\" }",
            &["unknown variant `word`", "mean \"words\"?"],
        ),
        ("name = \"a\"\nsummary = \"s\"\nnumber = { mni = 1 }", &["classes.toml:4:", "mean \"min\"?"]),
        ("nmae = \"a\"", &["classes.toml:2:1: ", "mean \"name\"?"]),
    ] {
        says(&of(&format!("[[class]]\n{class}\n"), "{thing}"), expected);
    }
}

#[test]
fn words_are_told_by_features_that_some_have_and_some_have_not() {
    for (class, expected) in [
        ("word = {}", &["classes.toml:2, class \"a\": word: expected at least one feature, found none"][..]),
        ("word = { letters = 0 }", &["word: letters: expected at least 1"]),
        ("word = { letters = -1 }", &["classes.toml:4:"]),
        ("word = { lettres = 2 }", &["classes.toml:4:", "mean \"letters\"?"]),
        (
            "word = { not_plural = \"claer\" }",
            &["classes.toml:4:", "unknown variant `claer`", "mean \"clear\"?"],
        ),
        ("word = { not = [] }", &["classes.toml:4:", "expected at least one class, found an empty list"]),
        ("word = { only = [] }", &["expected at least one class, found an empty list"]),
        (
            "word = { ending = [\"thing\", \"thing\"] }",
            &["classes.toml:4:", "each class once, found \"thing\" again"],
        ),
        ("word = { known = false, bare = true }", &["word: expected no `bare = true` beside known = false"]),
        ("word = { known = false, begins = [\"thing\"] }", &["word: expected no `begins` beside"]),
        ("any = [\"thing\"]\nword = { letters = 2 }", &["expected `word` alone, found `any` beside it"]),
        (
            "number = { min = 1 }\nword = { letters = 2 }",
            &["expected `word` alone, found `number` beside it"],
        ),
        (
            "word = { begins = [\"thnig\"] }",
            &["classes.toml:2, class \"a\": unknown class {thnig}", "mean \"thing\"?"],
        ),
        (
            "word = { ending = [\"thnig\"] }",
            &["classes.toml:2, class \"a\": word.ending: expected a class of the lexicon", "mean \"thing\"?"],
        ),
        ("word = { not = [\"word\"] }", &["word.not: ", "found \"word\", which is plain tokens"]),
        (
            "word = { of = \"thing\" }",
            &["word.of: expected a class of words by their features, found \"thing\""],
        ),
        ("word = { of = \"a\" }", &["classes that do not hold themselves"]),
        (
            "word = { not = [\"long\"] }",
            &["word.not: expected classes of entries or numbers, found one of words"],
        ),
        ("word = { from = [\"few\"] }", &["word.from: expected classes of entries, found one of numbers"]),
        ("any = [\"long\", \"thing\"]", &["expected classes with `word` alone", "\"long\" beside \"thing\""]),
    ] {
        let others = "[[class]]\nname = \"long\"\nsummary = \"s\"\nword = { letters = 9 }\n\
            [[class]]\nname = \"few\"\nsummary = \"s\"\nnumber = { max = 3 }\n";
        let class = format!("[[class]]\nname = \"a\"\nsummary = \"s\"\n{class}\n{others}");
        says(&of(&class, "{thing}"), expected);
    }
    let words = "[[class]]\nname = \"a\"\nsummary = \"s\"\nword = { of = \"b\", ending = [\"thing\"] }\n\
        [[class]]\nname = \"b\"\nsummary = \"s\"\nany = [\"c\"]\n\
        [[class]]\nname = \"c\"\nsummary = \"s\"\nword = { letters = 3 }\n";
    assert_eq!(of(words, "{a} !{b}"), "");
}

#[test]
fn a_class_has_a_name_of_its_own_that_patterns_can_write() {
    for name in [
        "", " ", " a", "a b", "{a}", "a=b", "1", "-a", "a,b", "\\u0007", "word", "any", "digits", "latin",
        "unknown", "unquoted",
    ] {
        let told =
            of(&format!("[[class]]\nname = \"{name}\"\nsummary = \"s\"\nany = [\"thing\"]\n"), "{thing}");
        says(&told, &["classes.toml:2, class ", "expected a"]);
    }
    let twice = "[[class]]\nname = \"a\"\nsummary = \"s\"\nany = [\"thing\"]\n";
    let told = told(&[("one/classes.toml", twice), ("two/classes.toml", twice)]);
    says(&told, &["two/classes.toml:2, class \"a\": ", "once", "first in one/classes.toml:2"]);
    let known = of("[[class]]\nname = \"thing\"\nsummary = \"s\"\nany = [\"place\"]\n", "{thing}");
    says(&known, &["class \"thing\": expected another name", "lexicon/words.toml:4"]);
}

#[test]
fn classes_stand_in_any_order_and_in_no_circle() {
    let class = |name: &str, part: &str| {
        format!("[[class]]\nname = \"{name}\"\nsummary = \"s\"\nany = [\"{part}\"]\n")
    };
    assert_eq!(of(&(class("a", "b") + &class("b", "thing")), "{a}"), "");
    says(
        &of(&(class("a", "b") + &class("b", "c") + &class("c", "a")), "{thing}"),
        &["classes.toml:2, class \"a\": ", "class \"c\": ", "classes that do not hold themselves"],
    );
    let deep: String = (0..40).map(|n| class(&format!("a{n}"), &format!("a{}", n + 1))).collect();
    says(&of(&(deep + &class("a40", "thing")), "{thing}"), &["at most 20 classes in one another"]);
    // However they stand.
    for (count, expected) in [(20, ""), (21, "at most 20 classes in one another")] {
        let up = |n: usize| {
            class(&format!("a{n}"), &if n == 0 { "thing".to_owned() } else { format!("a{}", n - 1) })
        };
        let shallow: String = (0..count).map(up).collect();
        let told = of(&shallow, "{thing}");
        assert!(told.contains(expected) && told.is_empty() == expected.is_empty(), "{count}: {told}");
    }
}
