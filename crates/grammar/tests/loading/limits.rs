//! What is too much, or would take too long: it is refused, and soon.

use super::{lexicon, rule, says, told};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What hostile files may take in a debug build on a busy machine: all of them took minutes.
const SOON: Duration = Duration::from_secs(20);

/// What comes of something that must not take long.
#[track_caller]
fn soon(done: impl FnOnce() -> String) -> String {
    let before = Instant::now();
    let told = done();
    assert!(before.elapsed() < SOON, "{:?}: {}", before.elapsed(), told.get(..200).unwrap_or(&told));
    assert!(told.chars().count() < 20_000, "a message of {} characters", told.chars().count());
    told
}

fn of_lexicon(text: &str) -> String {
    soon(|| lexicon(&[("mine.toml", text)]).map_or_else(|error| error.to_string(), |_| String::new()))
}

#[test]
fn many_classes_are_refused() {
    let mut words = String::new();
    for n in 0..70_000 {
        let _ = write!(words, "[[class]]\nname = \"a{n}\"\nsummary = \"s\"\nframe = \"{{}}\"\n");
    }
    says(&of_lexicon(&words), &["mine.toml:7990: expected at most 2000 classes in all files, found more"]);
    let mut classes = String::new();
    for n in 0..10_000 {
        let _ = write!(classes, "[[class]]\nname = \"a{n}\"\nsummary = \"s\"\nany = [\"thing\"]\n");
    }
    says(&soon(|| told(&[("classes.toml", &classes)])), &["classes.toml:8002, ", "at most 2000 classes"]);
    let mut phrases = String::new();
    for n in 0..2_000 {
        let name: String = format!("{n:04}").bytes().map(|digit| char::from(digit + 49)).collect();
        let _ = write!(phrases, "[[phrase]]\nname = \"{name}\"\nsummary = \"s\"\npattern = \"{{thing}}\"\n");
    }
    says(&soon(|| told(&[("phrases.toml", &phrases)])), &["phrases.toml:4002, ", "at most 1000 phrases"]);
}

#[test]
fn names_of_a_megabyte_are_refused_in_short() {
    let long = "a".repeat(1_000_000);
    let entry = "[[entry]]\nid = \"a\"\nforms = [\"رود\"]";
    for text in [
        format!("class = \"{long}\"\nsummary = \"s\"\nframe = \"{{}}\"\n{entry}"),
        format!(
            "class = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"{long}\"\nforms = [\"رود\"]"
        ),
        format!("class = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\n{entry}\n{long} = 1"),
        format!("class = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\n{entry}\npart_of = \"{long}\""),
        format!("class = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\ninflect = [\"{long}\"]\n{entry}"),
        format!(
            "class = \"thing\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"a\"\nforms = [\"{long}\"]"
        ),
        format!("{long} = 1"),
        format!("[[class]]\nname = \"thing\"\n{long} = 1"),
    ] {
        assert_ne!(of_lexicon(&text), "");
    }
    let short = "a".repeat(500_000);
    for (path, text) in [
        ("classes.toml", format!("[[class]]\nname = \"{short}\"\nsummary = \"s\"\nany = [\"thing\"]")),
        ("classes.toml", format!("[[class]]\nname = \"a\"\nsummary = \"s\"\nany = [\"{short}\"]")),
        ("phrases.toml", format!("[[phrase]]\nname = \"{short}\"\nsummary = \"s\"\npattern = \"a\"")),
        ("things/a.toml", rule("a", &format!("pattern = '{{{short}}}'"))),
        ("things/a.toml", rule("a", &format!("pattern = '{{thing}} {short}'"))),
        ("things/a.toml", rule("a", &format!("pattern = '{{thing}} <{short}>'"))),
        ("things/a.toml", rule("a", &format!("pattern = '{{{short}=thing}}'"))),
        ("things/a.toml", rule("a", &format!("pattern = '{{thing}} {{place}}{{{}}}'", "9".repeat(500_000)))),
        ("things/a.toml", rule("a", &format!("over = [\"{short}\"]"))),
        ("things/a.toml", rule("a", &format!("reading = \"{short}\""))),
        ("things/a.toml", rule("a", &format!("{short} = 1"))),
        ("things/a.toml", rule(&short, "")),
        ("things/a.toml", rule("a", &format!("pattern = '{{thing}}'#{}", "a".repeat(2_000_000)))),
    ] {
        assert_ne!(soon(|| told(&[(path, &text)])), "", "{path}");
    }
}

#[test]
fn a_union_of_unions_is_made_once() {
    // Ten to the power of the depth, were each made anew.
    let mut classes = String::from("[[class]]\nname = \"a0\"\nsummary = \"s\"\nnumber = { min = 1 }\n");
    for n in 1..20 {
        for k in 0..10 {
            let parts: Vec<String> = if n == 1 {
                vec!["\"a0\"".to_owned()]
            } else {
                (0..10).map(|k| format!("\"a{}-{k}\"", n - 1)).collect()
            };
            let _ = write!(
                classes,
                "[[class]]\nname = \"a{n}-{k}\"\nsummary = \"s\"\nany = [{}]\n",
                parts.join(", ")
            );
        }
    }
    assert_eq!(
        soon(|| told(&[("classes.toml", &classes), ("things/a.toml", &rule("a", "pattern = '{a18-0}'"))])),
        ""
    );
}

#[test]
fn patterns_that_can_be_read_in_too_many_ways_are_refused() {
    for pattern in [
        &format!("{{thing}} {}", "{word}{0,9} ".repeat(10)),
        &format!("{{thing}} {}", "{any}? ".repeat(99)),
        "{thing} ({any}? {any}? {any}? {any}? {any}? [ {any}{1,9} ] {any}? {any}?) {any}{0,9} {any}{0,9} {any}{0,9}",
        "{thing} (((({word}{0,9}){0,9} | {any}){0,9}){0,9} | {place})",
    ] {
        let told = soon(|| told(&[("things/a.toml", &rule("a", &format!("pattern = '{pattern}'")))]));
        assert!(
            told.starts_with("things/a.toml:4: pattern") && told.contains("expected at most "),
            "{pattern}: {told}"
        );
    }
}

#[test]
fn many_rules_are_refused() {
    let told = soon(|| {
        let files: Vec<(String, String)> =
            (0..4_001).map(|n| (format!("things/a{n}.toml"), rule(&format!("a{n}"), ""))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        told(&files)
    });
    says(&told, &["things/a4000.toml: expected at most 4000 rules, found more"]);
}
