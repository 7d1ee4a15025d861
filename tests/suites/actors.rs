//! Actors and places against hand-made annotations that lie beside the checkout, where they do.

use crate::{Test, read, rows};
use jadval::extract::{Analysis, Document, Engine};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) const TESTS: &[Test] = &[
    ("the_report_with_its_own_lexicon", REPORT, the_report_with_its_own_lexicon),
    ("the_report_with_the_registry_alone", REPORT, the_report_with_the_registry_alone),
    ("news_by_overlap", &[NEWS], news_by_overlap),
    ("messages_by_overlap", &[MESSAGES], messages_by_overlap),
];

/// The annotated report: mentions, what of it is annotated, and its text.
const REPORT: &[&str] =
    &["gold/karabakh-dev/mentions.jsonl", "gold/karabakh-dev/gold.json", "source/karabakh-2020.txt"];
const NEWS: &str = "corpora/ner/peyma_dev.jsonl";
const MESSAGES: &str = "corpora/ner/parstwiner_dev.jsonl";

/// A span in bytes, with the kind it is annotated or found as.
type Named = (usize, usize, String);

fn analyse(engine: &Engine, text: &str) -> Analysis {
    engine.analyse(&Document { doc_id: "test", text, ..Document::default() })
}

fn found(engine: &Engine, text: &str) -> Vec<Named> {
    let rows = analyse(engine, text).mentions;
    rows.iter()
        .map(|row| (row.span.start as usize, row.span.end as usize, format!("{:?}", row.value.kind)))
        .collect()
}

/// Counts of annotated, found and agreeing spans; agreeing spans overlap, one to one.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    gold: usize,
    have: usize,
    hit: usize,
}

impl Score {
    fn add(&mut self, gold: &[Named], have: &[Named]) {
        let mut used = vec![false; have.len()];
        self.gold += gold.len();
        self.have += have.len();
        for (start, end, _) in gold {
            let free = (0..have.len()).find(|&n| !used[n] && have[n].0 < *end && have[n].1 > *start);
            if let Some(n) = free {
                used[n] = true;
                self.hit += 1;
            }
        }
    }

    fn f1(self) -> f64 {
        2.0 * self.hit as f64 / (self.gold + self.have).max(1) as f64
    }
}

fn pipeline_engine() -> Engine {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/karabakh-2020");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let builder = files.iter().fold(Engine::builder(), |builder, path| {
        builder.lexicon_file(path.display().to_string(), fs::read_to_string(path).unwrap())
    });
    builder.build().unwrap()
}

/// The annotated lines of the report, and the score of an engine over them.
fn report_score(engine: &Engine) -> Score {
    let [gold, meta, text] = [0, 1, 2].map(|n| REPORT[n]);
    let text = read(text);
    let meta: Value = serde_json::from_str(&read(meta)).unwrap();
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        lines.push((at, line));
        at += line.len() + 1;
    }
    let scope: Vec<(usize, usize)> = meta["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| {
            let [a, b] = [0, 1].map(|n| pair[n].as_u64().unwrap() as usize - 1);
            (lines[a].0, lines[b].0 + lines[b].1.len())
        })
        .collect();
    let inside = |start: usize, end: usize| scope.iter().any(|(a, b)| *a <= start && end <= *b);
    let mut want = Vec::new();
    for row in rows(gold) {
        let (base, line) = lines[row["line"].as_u64().unwrap() as usize - 1];
        let name = row["text"].as_str().unwrap();
        let nth = row["nth"].as_u64().unwrap_or(1) as usize;
        let Some((start, _)) = line.match_indices(name).nth(nth - 1) else { continue };
        want.push((base + start, base + start + name.len(), row["kind"].to_string()));
    }
    want.retain(|(start, end, _)| inside(*start, *end));
    let mut have = found(engine, &text);
    have.retain(|(start, end, _)| inside(*start, *end));
    let mut score = Score::default();
    score.add(&want, &have);
    score
}

fn the_report_with_its_own_lexicon() {
    let score = report_score(&pipeline_engine());
    eprintln!("report, with lexicon: {score:?} F1 {:.3}", score.f1());
    assert!(score.f1() >= 0.96, "{score:?}");
}

fn the_report_with_the_registry_alone() {
    let score = report_score(&Engine::builder().build().unwrap());
    eprintln!("report, registry alone: {score:?} F1 {:.3}", score.f1());
    assert!(score.f1() >= 0.88, "{score:?}");
}

/// Scores of a tokenised news corpus by its labels: place, organisation, person.
fn news(path: &str) -> [Score; 3] {
    let engine = Engine::builder().build().unwrap();
    let mut scores = [Score::default(); 3];
    for row in rows(path) {
        let text = row["text"].as_str().unwrap();
        let bytes: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).collect();
        let gold: Vec<Named> = row["spans"]
            .as_array()
            .unwrap()
            .iter()
            .map(|span| {
                let [a, b] = ["start", "end"].map(|key| bytes[span[key].as_u64().unwrap() as usize]);
                (a, b, span["label"].as_str().unwrap().to_owned())
            })
            .collect();
        let have = found(&engine, text);
        let of = |rows: &[Named], kinds: &[&str]| -> Vec<Named> {
            rows.iter().filter(|row| kinds.contains(&row.2.as_str())).cloned().collect()
        };
        for (score, (label, kinds)) in scores.iter_mut().zip([
            ("LOC", &["Place", "State"][..]),
            ("ORG", &["Organisation", "ArmedForce", "Media", "Company"]),
            ("PER", &["Person"]),
        ]) {
            let (gold, have) = (of(&gold, &[label]), of(&have, kinds));
            score.add(&gold, &have);
        }
    }
    for (name, score) in ["place", "organisation", "person"].iter().zip(&scores) {
        eprintln!("{path} {name}: {score:?} F1 {:.3}", score.f1());
    }
    scores
}

fn news_by_overlap() {
    let scores = news(NEWS);
    let floors = [0.80, 0.65, 0.70];
    for (score, floor) in scores.iter().zip(floors) {
        assert!(score.f1() >= floor, "expected at least {floor}, found {:.3}: {score:?}", score.f1());
    }
}

/// Informal messages, whose figures are printed: no floor is set for them.
fn messages_by_overlap() {
    let scores = news(MESSAGES);
    assert!(scores.iter().all(|score| score.gold > 0), "{scores:?}");
}
