//! No rule asks its reading about many matches for each row that it makes.

#[path = "../../benches/corpus/mod.rs"]
#[allow(dead_code, reason = "benchmarks measure on more texts")]
mod corpus;
#[path = "../../xtask/src/effort/mod.rs"]
mod measured;

use crate::Test;
use corpus::Corpus;
use measured::{RuleEffort, efforts};
use std::collections::BTreeMap;
use std::path::Path;

pub(crate) const TESTS: &[Test] = &[
    ("rules_are_worth_their_matches", &[], rules_are_worth_their_matches),
    ("rules_are_worth_their_matches_in_a_corpus", &[CORPUS], rules_are_worth_their_matches_in_a_corpus),
];

const CORPUS: &str = "corpora/running/wikipedia_pquad_test_val.txt";

/// What rules may cost.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Bar {
    /// Matches for a row.
    most: f64,
    /// Matches with which a rule is judged.
    from: u64,
    /// Rules that need more, with what they may.
    beyond: BTreeMap<String, f64>,
}

impl Bar {
    fn read() -> Self {
        toml::from_str(include_str!("effort.toml")).expect("the bar")
    }

    fn is_broken_by(&self, effort: &RuleEffort) -> bool {
        effort.matches >= self.from && effort.matches_per_row() > self.most
    }
}

fn measured(corpus: &Corpus) -> Vec<RuleEffort> {
    efforts(corpus.documents().iter().map(String::as_str)).expect("rows")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn told(efforts: &[&RuleEffort]) -> String {
    let told = efforts
        .iter()
        .map(|effort| format!("{}: {} matches, {} rows", effort.rule, effort.matches, effort.rows));
    told.collect::<Vec<_>>().join("\n")
}

fn rules_are_worth_their_matches() {
    let (bar, efforts) = (Bar::read(), measured(&Corpus::own_running(root())));
    let costly: Vec<_> = efforts
        .iter()
        .filter(|effort| bar.is_broken_by(effort) && !bar.beyond.contains_key(&effort.rule))
        .collect();
    assert!(costly.is_empty(), "more than {} matches for a row:\n{}", bar.most, told(&costly));
}

fn rules_are_worth_their_matches_in_a_corpus() {
    let corpus = Corpus::shared(root(), "running").expect("the corpus");
    let (bar, efforts) = (Bar::read(), measured(&corpus));
    let may = |rule: &str| bar.beyond.get(rule).copied().unwrap_or(bar.most);
    let costly: Vec<_> = efforts
        .iter()
        .filter(|effort| bar.is_broken_by(effort) && effort.matches_per_row() > may(&effort.rule))
        .collect();
    assert!(costly.is_empty(), "more matches for a row than they may have:\n{}", told(&costly));
    let mended =
        |rule: &&String| !efforts.iter().any(|effort| effort.rule == **rule && bar.is_broken_by(effort));
    let mended: Vec<_> = bar.beyond.keys().filter(mended).collect();
    assert!(mended.is_empty(), "to be taken out of `beyond`: {mended:?}");
}
