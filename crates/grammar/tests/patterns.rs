//! What each part of the pattern language takes, over a lexicon of four words; and patterns that mean harm.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use jadval_grammar::Error;
use jadval_grammar::lexicon::LexiconBuilder;
use jadval_grammar::rule::{Grammar, ReadingKind, RuleSetBuilder, RuleTable, View};
use std::fmt::Write;
use std::time::Instant;

const TABLES: [RuleTable; 1] =
    [RuleTable { name: "things", rows: "things", readings: &[ReadingKind::new("thing", &[&["thing"]])] }];

/// A grammar whose only rule has this pattern.
fn grammar(pattern: &str) -> Result<Grammar, Error> {
    let mut lexicon = LexiconBuilder::default();
    for (class, word) in [("thing", "پل"), ("thing", "پل چوبی"), ("place", "کوه"), ("joint", "از")]
    {
        let id = word.chars().count();
        let text = format!(
            "class = \"{class}\"\nsummary = \"s\"\nframe = \"{{}}\"\n[[entry]]\nid = \"{id}\"\nforms = [\"{word}\"]"
        );
        lexicon.add("words.toml", &text, false)?;
    }
    let lexicon = lexicon.build()?;
    let mut rules = RuleSetBuilder::new(&TABLES);
    let rule = format!(
        "name = \"odd\"\nsummary = \"s\"\npattern = '{pattern}'\nreading = \"thing\"\n\
         [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n"
    );
    rules.add("things/odd.toml", &rule, false)?;
    let rules = rules.build(&lexicon)?;
    Grammar::new(lexicon, rules)
}

/// What the rule takes of a text, its spans.
fn found(pattern: &str, text: &str) -> Vec<String> {
    let grammar = grammar(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let view = View::new(&grammar, text);
    let sentence = (0, view.tokens.list.len() as u32);
    let mut out = Vec::new();
    view.matches("things", sentence, |one| out.push(view.slice(view.span(one.first, one.last)).to_owned()));
    out
}

fn refusal(pattern: &str) -> String {
    grammar(pattern).unwrap_err().to_string()
}

#[test]
fn guards_look_to_both_sides_and_take_nothing() {
    assert_eq!(found("<{joint} {thing}", "پل از پل"), ["پل"]);
    assert_eq!(found("!<{joint} {thing}", "پل از پل چوبی"), ["پل"]);
    assert_eq!(found("{thing} >{joint}", "پل از پل چوبی"), ["پل"]);
    assert_eq!(found("{thing} !{joint}", "پل از پل چوبی"), ["پل چوبی"]);
    // A word of several tokens stands before too, and a plain token.
    assert_eq!(found("<{thing} {place}", "پل چوبی کوه، کوه"), ["کوه"]);
    assert_eq!(found("!<{word} {place}", "پل کوه، کوه"), ["کوه"]);
    // Nothing stands before the beginning of a sentence, whatever the document has there.
    let grammar = grammar("<{joint} {thing}").unwrap();
    let view = View::new(&grammar, "از پل");
    view.matches("things", (1, 2), |one| panic!("{one:?}"));
}

#[test]
fn a_run_is_as_long_as_it_may_be() {
    assert_eq!(found("{joint} {word}{1,2}", "از راه دور ما"), ["از راه دور"]);
    assert_eq!(found("{joint} {word}{2}", "از راه"), [""; 0]);
    assert_eq!(found("{joint} ({word} ،){0,3} {place}", "از راه، دره، کوه"), ["از راه، دره، کوه"]);
    assert_eq!(found("{joint} {word}{0,2} {place}", "از کوه"), ["از کوه"]);
}

#[test]
fn an_unknown_word_is_one_that_the_lexicon_does_not_have() {
    assert_eq!(found("{joint} {unknown}{1,3}", "از سنگان بالا پل"), ["از سنگان بالا"]);
    assert_eq!(found("{joint} {unknown}", "از پل"), [""; 0]);
    assert_eq!(found("{unknown}", "پل ۱۲ abc"), [""; 0]);
}

#[test]
fn a_mistake_is_told_with_its_place() {
    for (pattern, expected) in [
        ("{thing} {word}{3,1}", "column 15: expected a run such as {1,3}, of at most 9"),
        ("{thing}{10}", "column 8: expected a run such as {1,3}"),
        (
            "!<{a=thing} {thing}",
            "column 2: expected a guard !{class} without a slot, for it holds nothing, found the slot \"a\"",
        ),
        ("{thing} <{thin}", "unknown class {thin}"),
        ("{thing} <phrase>", "column 9: unknown phrase <phrase>"),
        ("\\a {thing}", "column 2: expected a mark after \\"),
        ("{thing} *", "something to repeat (by ? or {1,3})"),
    ] {
        let told = refusal(pattern);
        assert!(told.contains(expected) && told.contains("things/odd.toml:3: "), "{pattern}: {told}");
    }
    assert!(refusal("{thing} {plase}").contains("did you mean \"place\""), "{}", refusal("{thing} {plase}"));
}

#[test]
fn patterns_of_endless_size_do_not_load() {
    let nested = format!("{{thing}} {}{{word}}{}", "(".repeat(50_000), ")".repeat(50_000));
    assert!(refusal(&nested).contains("at most 20 brackets"), "{}", refusal("{thing}").len());
    let long = format!("{{thing}}{}", " {word}?".repeat(100));
    assert!(refusal(&long).contains("at most 100 parts on each way"), "{}", refusal(&long));
    let runs = "{thing} (((({word}{1,9}){1,9}){1,9}){1,9}){1,9}";
    assert!(refusal(runs).contains("at most 2000 parts"), "{}", refusal(runs));
    let wide = format!("{{thing}}{}", " | {word} {joint}".repeat(5_000));
    assert!(refusal(&wide).contains("at most 2000 parts"));
    let mut phrases = String::from("[[phrase]]\nname = \"a\"\nsummary = \"s\"\npattern = \"{word}?\"\n");
    for n in 1..40 {
        let (name, below) = ("a".repeat(n + 1), "a".repeat(n));
        let pattern = format!("<{below}> <{below}>");
        let _ = write!(phrases, "[[phrase]]\nname = \"{name}\"\nsummary = \"s\"\npattern = \"{pattern}\"\n");
    }
    let mut rules = RuleSetBuilder::new(&TABLES);
    rules.add("phrases.toml", &phrases, false).unwrap();
    let rule = format!(
        "name = \"odd\"\nsummary = \"s\"\npattern = \"{{thing}} <{}>\"\nreading = \"thing\"\n\
         [[example]]\ntext = \"a\"\nrow = {{}}\n[[counterexample]]\ntext = \"b\"\nbecause = \"c\"\n",
        "a".repeat(40)
    );
    rules.add("things/odd.toml", &rule, false).unwrap();
    let told = rules.build(&grammar("{thing}").unwrap().lexicon).unwrap_err().to_string();
    assert!(told.contains("at most 20 brackets and phrases"), "{told}");
}

#[test]
fn a_row_has_one_span_on_each_way() {
    for (pattern, expected) in [
        ("] {thing} [", "column 1: expected the end of the pattern, found ']'"),
        ("[ {thing} ] {word} [ {thing} ]", "expected one [ x ] on each way"),
        ("([ {thing}) ]", "column 11: expected ], found ')'"),
        ("[ [ {thing} ] ]", "expected one [ x ] on each way"),
        ("[ {thing} ]{2}", "expected one [ x ] on each way"),
        ("{thing} [? {word} ]", "column 10: expected something to repeat"),
        ("[ {thing}", "expected ], found the end"),
    ] {
        let told = refusal(pattern);
        assert!(told.contains(expected), "{pattern}: {told}");
    }
    // Brackets hold all alternatives between them, and what stands behind them holds for each.
    assert_eq!(found("[ {thing} | {place} ] !{joint}", "پل از کوه"), ["کوه"]);
    assert_eq!(found("([ {thing} ] {joint} | {joint} [ {thing} ])", "پل از پل"), ["پل", "پل"]);
}

#[test]
fn what_can_be_read_in_very_many_ways_takes_work_in_proportion_to_its_length() {
    // Each of these has more ways through a text than there are seconds in a year, and not much less than the most places
    // that a pattern may come to.
    for pattern in [
        "{thing} {word}{0,9} {word}{0,9} {word}{0,9} {word}{0,9} {place} {place}",
        "{thing} (({word} | {any})? ({word} | {any})?){9} {any}{0,9} {place} {place}",
        "{thing} [ (({word} | {any})? {word}?){1,3} ] ({word}? {any}?){1,3} {place} {place}",
    ] {
        let grammar = grammar(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        let text = "پل ".repeat(400);
        let before = Instant::now();
        let view = View::new(&grammar, &text);
        view.matches("things", (0, 400), |one| panic!("{one:?}"));
        assert!(before.elapsed().as_secs() < 20, "{pattern}: {:?}", before.elapsed());
    }
}
