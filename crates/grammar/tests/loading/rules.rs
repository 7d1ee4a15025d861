//! Rule files.

use super::{rule, rules, says, told};

#[test]
fn a_user_replaces_rules_of_the_program_and_none_of_his_own() {
    let (first, again) = (rule("a", ""), rule("a", "pattern = '{place} {thing}'"));
    let set = rules(&[("rules/things/a.toml", &first)], &[("mine/things/a.toml", &again)]).unwrap();
    assert_eq!(set.rules().len(), 1);
    assert_eq!(set.rules()[0].place.path(), "mine/things/a.toml");
    let twice = [("mine/things/a.toml", first.as_str()), ("other/things/a.toml", again.as_str())];
    says(&told(&twice), &["other/things/a.toml:1: ", "\"a\" again, which is first in mine/things/a.toml"]);
    let own = rules(&twice, &[]).unwrap_err().to_string();
    says(&own, &["other/things/a.toml:1: ", "mine/things/a.toml"]);
    // The same name in another table is another rule.
    let place = rule("a", "reading = \"place\"\npattern = '{place}'");
    assert_eq!(told(&[("things/a.toml", &first), ("places/a.toml", &place)]), "");
}

#[test]
fn over_names_other_rules_of_the_table_without_a_circle() {
    let files = |a: &str, b: &str, c: &str| {
        let [a, b, c] = [("aaaa", a), ("bbbb", b), ("cccc", c)].map(|(name, over)| rule(name, over));
        told(&[("things/aaaa.toml", &a), ("things/bbbb.toml", &b), ("things/cccc.toml", &c)])
    };
    assert_eq!(files("over = [\"bbbb\"]", "over = [\"cccc\"]", ""), "");
    for (a, b, c, expected) in [
        (
            "over = [\"aaaa\"]",
            "",
            "",
            &["things/aaaa.toml:5: over: expected other rules, found \"aaaa\""][..],
        ),
        ("over = [\"bbb\"]", "", "", &["things/aaaa.toml:5: ", "of the table things", "mean \"bbbb\"?"]),
        ("over = [\"bbbb\", \"bbbb\"]", "", "", &["things/aaaa.toml:5: ", "found \"bbbb\" again"]),
        (
            "over = [\"bbbb\"]",
            "over = [\"cccc\"]",
            "over = [\"aaaa\"]",
            &[
                "things/aaaa.toml:5: over: expected no circle of rules, found aaaa over bbbb over cccc over aaaa",
            ],
        ),
    ] {
        says(&files(a, b, c), expected);
    }
}

#[test]
fn each_mistake_is_told_with_its_line() {
    for (path, lines, expected) in [
        (
            "things/a.toml",
            "reading = \"thnig\"",
            &["things/a.toml:4: unknown reading \"thnig\"", "mean \"thing\"?"][..],
        ),
        ("things/a.toml", "sense = \"x\"", &["things/a.toml:5: unknown sense \"x\"", "has no senses"]),
        (
            "things/a.toml",
            "reading = \"told\"\nsense = \"lod\"",
            &["a.toml:5: unknown sense", "mean \"loud\"?"],
        ),
        (
            "things/a.toml",
            "reading = \"told\"",
            &["a.toml:4: the rule has no sense: expected one of loud, silent"],
        ),
        ("things/a.toml", "ovr = []", &["things/a.toml:5:1: unknown field `ovr`", "did you mean \"over\"?"]),
        ("things/a.toml", "any_language = 1", &["things/a.toml:5:16: invalid type"]),
        ("thing/a.toml", "", &["thing/a.toml:1: ", "expected one of things, places", "mean \"things\"?"]),
        ("things/b.toml", "", &["things/b.toml:1: name: expected \"b\", the file's stem, found \"a\""]),
    ] {
        says(&told(&[(path, &rule("a", lines))]), expected);
    }
    let bare = "name = \"a\"\nsummary = \" \"\npattern = '{thing}'\nreading = \"thing\"\n";
    says(&told(&[("things/a.toml", bare)]), &["things/a.toml:2: ", "no summary"]);
    says(&told(&[("things/a.toml", &bare.replace("\" \"", "\"s\""))]), &["things/a.toml: ", "no example"]);
    says(&told(&[("things/a.toml", "name = ")]), &["things/a.toml:1:"]);
    says(&told(&[("things/ a.toml", &rule(" a", ""))]), &["a.toml:1: name: expected a name without spaces"]);
}

#[test]
fn what_a_reading_needs_stands_on_each_way() {
    for (lines, expected) in [
        ("reading = \"sized\"\npattern = '{thing} {size=place}'", &[][..]),
        ("reading = \"sized\"\npattern = '({thing} | {place} {thing}) {size=place}'", &[]),
        (
            "reading = \"sized\"\npattern = '{size=place}'",
            &["a.toml:4: ", "expected the slot thing, which", "found none"],
        ),
        ("reading = \"sized\"\npattern = '{thing}'", &["a.toml:4: ", "the slot size or thing2", "\"sized\""]),
        (
            "reading = \"sized\"\npattern = '({thing} | {place}) {size=place}'",
            &["the slot thing, ", "found ways that leave it empty"],
        ),
        ("reading = \"sized\"\npattern = '{thing}? {size=place}'", &["ways that leave it empty"]),
        ("reading = \"sized\"\npattern = '{=thing} {size=place}'", &["the slot thing, ", "found none"]),
        ("reading = \"told\"\nsense = \"loud\"\npattern = '{place}'", &["expected the slot thing"]),
        ("reading = \"told\"\nsense = \"silent\"\npattern = '{place}'", &[]),
    ] {
        let told = told(&[("things/a.toml", &rule("a", lines))]);
        assert_eq!(told.is_empty(), expected.is_empty(), "{lines}: {told}");
        says(&told, expected);
    }
}
