//! What is in a report is in each of its forms, and none is broken by what a text may hold.

use super::{Format, write};
use crate::validate::example::Example;
use crate::validate::report::{Check, Outcome, Report, Severity};

fn check(name: &str, severity: Severity, outcome: Outcome, examples: Vec<Example>) -> Check {
    Check {
        name: name.to_owned(),
        kind: "grounding",
        table: "dates".to_owned(),
        severity,
        outcome,
        what: "texts <are> slices, 100 % of them".to_owned(),
        offending: if outcome == Outcome::Failed { 7 } else { 0 },
        examples,
    }
}

fn report() -> Report {
    let example = Example {
        doc_id: Some("a".to_owned()),
        path: Some("raw/a b,c:d.txt".to_owned()),
        line: Some(3),
        row_id: Some("d-1".to_owned()),
        text: Some("«آبان» \"&\u{1}\n<".to_owned()),
        note: "the source has\nsomething else".to_owned(),
        ..Example::default()
    };
    Report {
        dataset: "datasets/news".to_owned(),
        checks: vec![
            check("grounding", Severity::Error, Outcome::Failed, vec![example]),
            check("many", Severity::Warn, Outcome::Failed, Vec::new()),
            check("ids", Severity::Error, Outcome::LeftOut, Vec::new()),
            check("order", Severity::Error, Outcome::Passed, Vec::new()),
        ],
    }
}

#[test]
fn people_read_failures_and_a_closing_line() {
    let said = write(Format::Human, &[report()]);
    for words in [
        "FAILED    dates grounding: texts <are> slices, 100 % of them (7 rows)\n",
        "          raw/a b,c:d.txt:3 d-1 «",
        "and 6 more",
        "warning   dates many: ",
        "left out  dates ids: ",
        "datasets/news: 1 checks passed, 1 failed, 1 warned, 1 left out\n",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("order"), "{said}");
}

#[test]
fn junit_is_well_formed() {
    let written = write(Format::Junit, &[report(), report()]);
    let mut reader = quick_xml::Reader::from_str(&written);
    let mut names = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("an attribute");
                }
                names.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let count = |name: &str| names.iter().filter(|found| *found == name).count();
    assert_eq!([count("testsuite"), count("testcase"), count("failure"), count("skipped")], [2, 8, 4, 2]);
    assert!(written.contains("tests=\"4\" failures=\"2\"") && !written.contains('\u{1}'), "{written}");
}

#[test]
fn github_gets_one_line_for_each_row() {
    let written = write(Format::Github, &[report()]);
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 2, "{written}");
    assert!(
        lines[0].starts_with(
            "::error file=raw/a b%2Cc%3Ad.txt,line=3,title=datasets/news dates grounding::texts <are> slices, 100 %25"
        ) && lines[0].contains("%0A"),
        "{written}"
    );
    assert!(lines[1].starts_with("::warning title=datasets/news dates many::"), "{written}");
}

#[test]
fn sarif_places_results_in_the_sources() {
    let written: serde_json::Value = serde_json::from_str(&write(Format::Sarif, &[report()])).expect("JSON");
    let results = &written["runs"][0]["results"];
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "raw/a%20b%2Cc%3Ad.txt");
    assert_eq!(place["region"]["startLine"], 3);
    let rule = results[0]["ruleIndex"].as_u64().expect("a number") as usize;
    assert_eq!(written["runs"][0]["tool"]["driver"]["rules"][rule]["id"], results[0]["ruleId"]);
    assert_eq!((&results[0]["level"], &results[1]["level"]), (&"error".into(), &"warning".into()));
}

#[test]
fn json_has_every_check() {
    let written: serde_json::Value = serde_json::from_str(&write(Format::Json, &[report()])).expect("JSON");
    assert_eq!(written[0]["dataset"], "datasets/news");
    assert_eq!(written[0]["checks"][0]["examples"][0]["line"], 3);
    assert_eq!(written[0]["checks"].as_array().map(Vec::len), Some(4));
}
