//! What figures are figures of, what happened and who says what, over short texts: each lists all rows that there should be.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use jadval::extract::{Analysis, Document, Engine};
use jadval::text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().build().expect("the built-in lexicon and rules load"));

/// A row, by what its cells say; a key that is not given is an empty cell.
type Row = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// Compares what texts say with the rows that they should have, and shows all that differ.
fn holds(cases: &str, rows: impl Fn(&str, &Analysis) -> Vec<Row>) {
    let cases: Cases = toml::from_str(cases).unwrap();
    let mut wrong = Vec::new();
    for Case { text, rows: expected } in cases.case {
        let found =
            rows(&text, &ENGINE.analyse(&Document { doc_id: "t", text: &text, ..Document::default() }));
        if found != expected {
            wrong.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn put(row: &mut Row, key: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        row.insert(key.to_owned(), value.into());
    }
}

fn name(value: impl Debug) -> String {
    format!("{value:?}").to_lowercase()
}

/// The figures that are of something.
fn facts(text: &str, analysis: &Analysis) -> Vec<Row> {
    let words = |span: Span| text[span.range()].to_owned();
    let is_told = |fact: &jadval::stages::figures::Fact| fact.property.is_some() || fact.subject.is_some();
    let told = analysis.figures.iter().filter(|figure| is_told(&figure.value.fact));
    let row = |figure: &jadval::stages::figures::FigureRow| {
        let fact = &figure.value.fact;
        let mut row = Row::new();
        put(&mut row, "figure", Some(words(figure.span)));
        put(&mut row, "property", fact.property.as_deref());
        put(&mut row, "subject", fact.subject_words.map(words));
        put(&mut row, "subject_id", fact.subject.as_deref());
        put(&mut row, "of", fact.of.map(words));
        put(&mut row, "agent", fact.agent.as_deref());
        put(&mut row, "recipient", fact.recipient.as_deref());
        put(&mut row, "place", fact.place.as_deref());
        put(&mut row, "date", fact.date.map(|date| words(analysis.dates[date].span)));
        put(&mut row, "status", Some(name(fact.status)).filter(|status| status != "actual"));
        row
    };
    told.map(row).collect()
}

/// What happened, with those who took part, each by its words.
fn events(text: &str, analysis: &Analysis) -> Vec<Row> {
    let words = |span: Span| text[span.range()].to_owned();
    let row = |event: &jadval::stages::events::EventRow| {
        let mut row = Row::new();
        put(&mut row, "trigger", Some(words(event.span)));
        put(&mut row, "type", Some(name(event.value.kind)));
        put(&mut row, "status", Some(name(event.value.status)).filter(|status| status != "actual"));
        put(&mut row, "date", event.value.date.map(|date| words(analysis.dates[date].span)));
        for part in &event.value.participants {
            let cell = row.entry(name(part.role)).or_default();
            if !cell.is_empty() {
                cell.push_str(" + ");
            }
            cell.push_str(&words(part.span));
        }
        row
    };
    analysis.events.iter().map(row).collect()
}

/// Who says what.
fn statements(text: &str, analysis: &Analysis) -> Vec<Row> {
    let words = |span: Span| text[span.range()].to_owned();
    let row = |statement: &jadval::stages::statements::StatementRow| {
        let mut row = Row::new();
        put(&mut row, "cue", Some(words(statement.value.cue)));
        put(&mut row, "speaker", statement.value.speaker.map(words));
        put(&mut row, "content", Some(words(statement.span)));
        // Whom a pronoun or an office stands for.
        let meant = statement.value.speakers.iter().filter(|speaker| speaker.mention.is_none());
        let meant: Vec<&str> = meant.map(|speaker| analysis.entities[speaker.entity].id.as_str()).collect();
        put(&mut row, "meant", Some(meant.join(" + ")).filter(|meant| !meant.is_empty()));
        row
    };
    analysis.statements.iter().map(row).collect()
}

#[test]
fn figures_are_of_what_their_clauses_and_tables_say() {
    holds(include_str!("relations/facts.toml"), facts);
}

#[test]
fn what_happened_has_those_who_took_part() {
    holds(include_str!("relations/events.toml"), events);
}

#[test]
fn what_is_said_has_its_cue_and_its_speaker() {
    holds(include_str!("relations/statements.toml"), statements);
}
