//! The data test themselves: every rule by its examples and counterexamples, run through the whole
//! engine, and every lexicon entry by its example or its file's frame. One named test for each file.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

use arrow::array::ArrayRef;
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use jadval::calendar::Day;
use jadval::extract::{Document, Engine, Settings};
use jadval::lexicon::{Entry, schema};
use jadval::rule::{NUMBER, Rule, Scene};
use jadval::table::{Tables, extract_one};
use jadval::text::Layout;
use std::path::Path;
use std::sync::LazyLock;

type Outcome = datatest_stable::Result<()>;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::builder().settings(Settings::default()).build().expect("the built-in lexicon and rules load")
});

datatest_stable::harness! {
    { test = rule, root = "rules", pattern = r"^[a-z]+/.*\.toml$" },
    { test = lexicon, root = "lexicon", pattern = r"\.toml$" },
}

/// Where the rows of a rule's folder stand.
fn tables_of(folder: &str) -> &'static [&'static str] {
    match folder {
        "actors" => &["mentions"],
        "clauses" => &["clauses"],
        "provisions" => &["provisions"],
        "references" => &["clause_references"],
        "figures" => &["figures"],
        _ => &["dates"],
    }
}

fn rule(path: &Path) -> Outcome {
    let text = std::fs::read_to_string(path)?;
    let rule = Rule::parse(&path.to_string_lossy(), &text)?;
    let mut problems = Vec::new();
    for example in &rule.examples {
        let reference = example.reference_date.map(|date| date.to_string());
        let tables = read(&example.text, reference.as_deref());
        let rows = rows_by(&tables, &rule);
        if !rows.iter().any(|row| example.row.iter().all(|(key, want)| row.holds(key, want))) {
            problems.push(format!(
                "«{}»\n  expected a row of {} with {}\n  found {}",
                example.text,
                rule.name,
                example.row,
                describe(&tables, &rule)
            ));
        }
        let found = checks(&tables);
        for check in example.findings.iter().filter(|check| !found.contains(check)) {
            problems.push(format!("«{}»\n  expected the finding {check}, found {found:?}", example.text));
        }
    }
    for counterexample in &rule.counterexamples {
        let tables = read(&counterexample.text, None);
        if !rows_by(&tables, &rule).is_empty() {
            problems.push(format!(
                "«{}»\n  expected no row of {}: {}\n  found {}",
                counterexample.text,
                rule.name,
                counterexample.because,
                describe(&tables, &rule)
            ));
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    problems.push("to see why: jadval explain \"<text>\"".to_owned());
    Err(problems.join("\n\n").into())
}

fn read(text: &str, reference: Option<&str>) -> Tables {
    let reference = reference.and_then(Day::from_iso);
    let document = Document { doc_id: "example", text, reference };
    extract_one(&ENGINE, &document).expect("a short text fits a batch")
}

/// One row as text, null as the empty string.
#[derive(Debug)]
struct Row(Vec<(String, String)>);

impl Row {
    fn get(&self, key: &str) -> &str {
        self.0.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
    }

    fn holds(&self, key: &str, want: &toml::Value) -> bool {
        assert!(self.0.iter().any(|(name, _)| name == key), "no column {key:?}: the row has {:?}", self.0);
        let have = self.get(key);
        match want {
            toml::Value::String(text) => have == text,
            toml::Value::Integer(number) => have.parse() == Ok(*number as f64),
            toml::Value::Float(number) => {
                have.parse().is_ok_and(|have: f64| (have - number).abs() <= 1e-9 * number.abs().max(1.0))
            }
            other => have == other.to_string(),
        }
    }
}

fn rows(tables: &Tables, name: &str) -> Vec<Row> {
    let Some(batch) = tables.get(name) else { return Vec::new() };
    let options = FormatOptions::default().with_null("");
    // Arrow prints instants of a named zone only with its own zone database: they are UTC, print them plain.
    let plain: Vec<ArrayRef> = batch
        .columns()
        .iter()
        .map(|column| match column.data_type() {
            DataType::Timestamp(unit, Some(_)) => {
                cast(column, &DataType::Timestamp(*unit, None)).expect("castable")
            }
            _ => column.clone(),
        })
        .collect();
    let columns: Vec<_> = batch
        .schema()
        .fields()
        .iter()
        .zip(&plain)
        .map(|(field, column)| {
            (field.name().clone(), ArrayFormatter::try_new(column, &options).expect("printable"))
        })
        .collect();
    (0..batch.num_rows())
        .map(|n| {
            Row(columns.iter().map(|(name, cells)| (name.clone(), cells.value(n).to_string())).collect())
        })
        .collect()
}

fn rows_by(tables: &Tables, rule: &Rule) -> Vec<Row> {
    let all = tables_of(&rule.table).iter().flat_map(|name| rows(tables, name));
    all.filter(|row| row.get("rule") == rule.name).collect()
}

fn describe(tables: &Tables, rule: &Rule) -> String {
    let mut out = String::new();
    for row in tables_of(&rule.table).iter().flat_map(|name| rows(tables, name)) {
        let cells: Vec<String> = row
            .0
            .iter()
            .filter(|(name, value)| !value.is_empty() && !["doc_id", "segment_id"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        out.push_str("\n    ");
        out.push_str(&cells.join(" "));
    }
    if out.is_empty() { "no row at all".to_owned() } else { out }
}

fn checks(tables: &Tables) -> Vec<String> {
    rows(tables, "findings").iter().map(|row| row.get("check").to_owned()).collect()
}

/// The forms of an entry whose class holds parts of words that no longer word of its example has.
fn lost_parts(entry: &Entry) -> Vec<String> {
    let codes = |text: &str| ENGINE.grammar().tokenizer.tokens(text, Layout::LinePerParagraph).codes;
    let example = |form: &String| match (&entry.example, &entry.frame) {
        (Some(example), _) => example.clone(),
        (None, Some(frame)) => frame.replace("{}", form),
        (None, None) => String::new(),
    };
    let has = |form: &String| {
        let part = codes(form);
        let example = example(form);
        example
            .split(' ')
            .map(codes)
            .any(|word| word.len() > part.len() && word.windows(part.len()).any(|w| w == part))
    };
    let lost = entry.forms.iter().filter(|form| !has(form));
    lost.map(|form| format!("entry {:?}: no word of «{}» has the part «{form}»", entry.id, example(form)))
        .collect()
}

fn lexicon(path: &Path) -> Outcome {
    let name = path.to_string_lossy().replace('\\', "/");
    let lexicon = &ENGINE.grammar().lexicon;
    let mut missing = Vec::new();
    for (at, entry) in lexicon.entries().iter().enumerate().filter(|(_, entry)| entry.file == name) {
        if schema(&lexicon.classes()[usize::from(entry.class.0)]).is_some_and(|schema| schema.parts) {
            missing.extend(lost_parts(entry));
            continue;
        }
        let framed =
            entry.frame.iter().flat_map(|frame| entry.forms.iter().map(|form| frame.replace("{}", form)));
        for text in entry.example.iter().cloned().chain(framed.filter(|_| entry.example.is_none())) {
            let scene = Scene::new(ENGINE.grammar(), &text);
            let seen = |edge: &jadval::rule::Edge| edge.class != NUMBER && edge.value as usize == at;
            if scene.lattice.edges().find(seen).is_none() {
                missing.push(format!("entry {:?} is not found in «{text}»", entry.id));
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n").into()) }
}
