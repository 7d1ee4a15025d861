//! What each part of the analysis comes to.

use super::report::{Report, rate_of_each};
use jadval::extract::{Document, Engine, Settings, Stage};
use jadval::rule::View;
use jadval::text::{Layout, Tokenizer};

/// The stages that are asked for one by one, and all of them.
const STAGES: [(&str, &[Stage]); 6] = [
    ("… and segments", &[]),
    ("… and dates", &[Stage::Dates]),
    ("… and figures", &[Stage::Figures]),
    ("… and actors", &[Stage::Actors]),
    ("… and clauses", &[Stage::Clauses]),
    ("… and all stages: the analysis", Stage::ALL),
];

pub(super) fn run(texts: &[&str], engine: &Engine, report: &Report) {
    let tokenizer = Tokenizer::new();
    report.line("tokens", rate_of_each(texts, |text| tokenizer.tokens(text, Layout::detect(text))));
    let looked_up = rate_of_each(texts, |text| View::new(engine.grammar(), text).tokens.list.len());
    report.line("tokens, lexicon, numbers", looked_up);
    for (name, stages) in STAGES {
        let settings = Settings { stages: stages.to_vec(), ..Settings::default() };
        let engine = Engine::builder().settings(settings).build().expect("the built-in data load");
        let segments = |text: &str| {
            let document = Document { doc_id: "bench", text, ..Document::default() };
            engine.analyse(&document).segments.len()
        };
        report.line(name, rate_of_each(texts, segments));
    }
}
