//! The data test themselves: every rule by its examples and counterexamples, run through the whole
//! engine, and every lexicon entry by its example or its file's frame. One named test for each file.

use jadval::example::{check_entry, check_rule};
use jadval::extract::{Engine, RULE_TABLES, Settings};
use jadval::rule::Rule;
use std::path::Path;
use std::sync::LazyLock;

type Outcome = datatest_stable::Result<()>;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    Engine::builder()
        .settings(Settings::default())
        .names_model(None)
        .with_examples()
        .build()
        .expect("the built-in lexicon and rules load")
});

datatest_stable::harness! {
    { test = rule, root = "rules", pattern = r"^[a-z]+/.*\.toml$" },
    { test = lexicon, root = "lexicon", pattern = r"^[a-z]+/.*\.toml$" },
}

fn rule(path: &Path) -> Outcome {
    let rule = Rule::parse(&path.to_string_lossy(), &std::fs::read_to_string(path)?, &RULE_TABLES)?;
    none(check_rule(&ENGINE, &rule)?)
}

fn lexicon(path: &Path) -> Outcome {
    let name = path.to_string_lossy().replace('\\', "/");
    let entries = ENGINE.grammar().lexicon.entries().iter().enumerate();
    let mut problems = Vec::new();
    for (at, entry) in entries.filter(|(_, entry)| *entry.file == name) {
        problems.extend(check_entry(&ENGINE, at, entry)?);
    }
    none(problems)
}

fn none(mut problems: Vec<String>) -> Outcome {
    if problems.is_empty() {
        return Ok(());
    }
    problems.push("to see why: jadval explain \"<text>\"".to_owned());
    Err(problems.join("\n\n").into())
}
