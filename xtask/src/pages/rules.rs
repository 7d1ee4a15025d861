//! `docs/rules.md`: every form that is read, from the rule files themselves.

use jadval::extract::{Engine, RULE_TABLES};
use std::fmt::Write;

pub(crate) fn page(engine: &Engine) -> String {
    let mut out = String::from(
        "A rule is a form: a pattern over token classes, a reading that gives it its meaning, and examples that\n\
         are run as tests. The column `rule` of each row names the rule that made it. [The pattern\n\
         language](pattern-language.md) has a page of its own.\n",
    );
    let mut table = "";
    for rule in engine.rules().rules() {
        if rule.table != table {
            table = &rule.table;
            let _ = write!(out, "\n## {table}\n\n{}", readings(engine, table));
        }
        let _ = write!(out, "\n### {}\n\n{}", rule.name, rule.summary);
        if let Some(why) = &rule.why {
            let _ = write!(out, " {why}");
        }
        let _ =
            write!(out, "\n\n```text\n{}\n```\n\nReading: `{}`.\n\n", rule.pattern.trim(), rule.meaning());
        for example in rule.examples() {
            let cells: Vec<String> =
                example.row.iter().map(|(key, value)| format!("`{key}` {value}")).collect();
            let row = if cells.is_empty() { "no row".to_owned() } else { cells.join(", ") };
            let _ = writeln!(out, "- «{}»: {row}", example.text);
        }
        for counterexample in rule.counterexamples() {
            let _ = writeln!(out, "- not «{}»: {}", counterexample.text, counterexample.because);
        }
    }
    out
}

/// What the rules of a table can mean, with the slots that each reading reads and how many rules have it.
fn readings(engine: &Engine, table: &str) -> String {
    let mut out = String::from("| reading | rules | slots | senses |\n|---|---|---|---|\n");
    let listed =
        |words: Vec<&str>| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
    for reading in RULE_TABLES.iter().filter(|known| known.name == table).flat_map(|known| known.readings) {
        let rules = engine.rules().rules().iter();
        let rules = rules.filter(|rule| rule.table == table && rule.reading == reading.name).count();
        let (slots, senses) = (listed(reading.slots().collect()), listed(reading.senses.to_vec()));
        let _ = writeln!(out, "| `{}` | {rules} | {slots} | {senses} |", reading.name);
    }
    out
}
