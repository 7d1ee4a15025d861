//! `docs/rules.md`: every form that is read, from the rule files themselves.

use jadval::extract::Engine;
use std::fmt::Write;

pub(crate) fn page(engine: &Engine) -> String {
    let mut out = String::from(
        "A rule is a form: a pattern over token classes, a reading that gives it its meaning, and examples that\n\
         are run as tests. The column `rule` of each row names the rule that made it.\n",
    );
    let mut table = "";
    for rule in engine.rules().rules() {
        if rule.table != table {
            table = &rule.table;
            let _ = write!(out, "\n## {table}\n");
        }
        let _ = write!(out, "\n### {}\n\n{}", rule.name, rule.summary);
        if let Some(why) = &rule.why {
            let _ = write!(out, " {why}");
        }
        let _ = write!(out, "\n\n```text\n{}\n```\n\n", rule.pattern.trim());
        for example in &rule.examples {
            let cells: Vec<String> =
                example.row.iter().map(|(key, value)| format!("`{key}` {value}")).collect();
            let _ = writeln!(out, "- «{}»: {}", example.text, cells.join(", "));
        }
        for counterexample in &rule.counterexamples {
            let _ = writeln!(out, "- not «{}»: {}", counterexample.text, counterexample.because);
        }
    }
    out
}
