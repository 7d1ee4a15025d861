//! Trains the model of names.

mod beside;
mod clusters;
mod corpus;
mod crf;
mod judge;
mod lists;
mod train;

use clusters::{Clusters, LEARNED};
use corpus::Sentence;
use jadval::extract::{Document, Engine, Settings};
use jadval::rule::View;
use jadval::stages::Stage;
use jadval::tagger::{
    CLUSTERINGS, KINDS, Label, Model, NO_CLUSTER, NameSpan, Tagger, Weights, cluster, labels,
};
use jadval::text::TokenRange;
use jadval::{Error, Result};
use judge::Tally;
use lists::{LISTED, Lists};
use std::collections::BTreeMap;
use std::path::Path;

/// Where the model stands in the checkout.
const FOLDER: &str = "lexicon/model";

/// A sentence as the model sees it.
pub(crate) struct Example {
    /// What is known of each token, with the borders before and behind.
    features: Vec<Vec<u32>>,
    /// Which of them is the word of the token, where it is one.
    words: Vec<Option<u32>>,
    labels: Vec<Label>,
    /// Which part of the corpus it is from.
    part: usize,
    /// How often it is learned each time that the corpus is gone through.
    times: usize,
}

/// Trains on the corpus of the checkout, and on the real sentences beside it where they are; says by cross-validation in so
/// many folds how good that is, or writes the model.
pub(crate) fn train(root: &Path, folds: Option<usize>) -> Result<()> {
    let (parts, sentences) = corpus::read(root)?;
    let settings =
        Settings { stages: vec![Stage::Dates, Stage::Figures, Stage::Actors], ..Settings::default() };
    let engine = Engine::builder().settings(settings).names_model(None).build()?;
    let running = corpus::running(root)?;
    let texts =
        running.iter().map(String::as_str).chain(sentences.iter().map(|sentence| sentence.text.as_str()));
    let clusters = clusters::learn(&texts.map(|text| words(&engine, text)).collect::<Vec<_>>());
    let number = |word: &str| match words(&engine, word)[..] {
        [number] => Some(number),
        _ => None,
    };
    let lists = lists::read(root, number)?;
    println!("{} words in clusters, {} in lists", clusters.len(), lists.len());
    let clusters = joined(&clusters, &lists);
    let examples = examples(&engine, &sentences, &clusters);
    println!("{} sentences of {} parts", examples.len(), parts.len());
    match folds {
        Some(folds) => judge(&parts, &examples, folds),
        None => write(root, &examples, clusters),
    }
}

/// By the number of a word, all that it is known by beside its letters.
type Known = BTreeMap<u32, [u8; CLUSTERINGS]>;

/// The clusters of words, and behind them what lists say.
fn joined(clusters: &Clusters, lists: &Lists) -> Known {
    const { assert!(LEARNED + LISTED == CLUSTERINGS) };
    let mut known = Known::new();
    for (word, numbers) in clusters {
        known.entry(*word).or_insert([NO_CLUSTER; CLUSTERINGS])[..LEARNED].copy_from_slice(numbers);
    }
    for (word, numbers) in lists {
        known.entry(*word).or_insert([NO_CLUSTER; CLUSTERINGS])[LEARNED..].copy_from_slice(numbers);
    }
    known
}

/// Writes the model of all examples, and the sums of what it is made of.
fn write(root: &Path, examples: &[Example], clusters: Known) -> Result<()> {
    let weights = Weights { clusters, ..train::train(&examples.iter().collect::<Vec<_>>()) };
    let bytes = weights.to_bytes();
    println!("{} features, {} bytes", weights.features.len(), bytes.len());
    let put = |name: &str, bytes: &[u8]| {
        let path = root.join(FOLDER).join(name);
        std::fs::write(&path, bytes).map_err(|cause| Error::io("write the model", &path, &cause))
    };
    put("names.bin", &bytes)?;
    put("SHA256SUMS", corpus::sums(root)?.as_bytes())
}

/// Says how good models of all parts but one are at that one.
fn judge(parts: &[String], examples: &[Example], folds: usize) -> Result<()> {
    let mut tallies = vec![Tally::default(); parts.len()];
    for fold in 0..folds {
        let (mut learned, mut held) = (Vec::new(), Vec::new());
        for (n, example) in examples.iter().enumerate() {
            if n % folds == fold { held.push(example) } else { learned.push(example) }
        }
        let model = Model::from_bytes(train::train(&learned).to_bytes())?;
        for example in held {
            if let Some(tally) = tallies.get_mut(example.part) {
                tally.count(&example.labels, &model.labels(&example.features));
            }
        }
    }
    let mut all = Tally::default();
    for (part, tally) in parts.iter().zip(&tallies) {
        println!("{part:<24}{tally}");
        all.join(tally);
    }
    println!("{:<24}{all}", "all");
    Ok(())
}

/// The sentences with what rules find in them without a model.
fn examples(engine: &Engine, sentences: &[Sentence], clusters: &Known) -> Vec<Example> {
    let example = |sentence: &Sentence| {
        let document = Document { doc_id: "sentence", text: &sentence.text, ..Document::default() };
        let analysis = engine.analyse(&document);
        let view = View::new(engine.grammar(), &sentence.text);
        let kind = |name: &str| KINDS.iter().position(|kind| *kind == name);
        let tokens = TokenRange::new(0, view.tokens.list.len() as u32);
        let name = |span: std::ops::Range<usize>, kind: usize| {
            let inside = |at: &u32| {
                view.tokens.list.get(*at as usize).is_some_and(|token| {
                    let token = token.span().range();
                    token.start < span.end && span.start < token.end
                })
            };
            let mut at = (tokens.first..tokens.end).filter(inside);
            let first = at.next()?;
            Some(NameSpan { first, end: at.next_back().unwrap_or(first) + 1, kind, score: 0 })
        };
        let proposals: Vec<NameSpan> = analysis
            .mentions
            .iter()
            .filter_map(|row| {
                name(row.span.range(), kind(serde_json::to_value(row.value.kind).ok()?.as_str()?)?)
            })
            .collect();
        let gold: Vec<NameSpan> =
            sentence.names.iter().filter_map(|(span, kind)| name(span.clone(), *kind)).collect();
        let word = |at| Tagger::words(&view, TokenRange::new(at, at + 1)).first().copied();
        Example {
            words: std::iter::once(None)
                .chain((tokens.first..tokens.end).map(word))
                .chain(std::iter::once(None))
                .collect(),
            features: with_clusters(Tagger::features(&view, tokens, &proposals), clusters),
            labels: labels(tokens.first, tokens.end, &gold),
            part: sentence.part,
            times: if sentence.real { 1 } else { train::WRITTEN },
        }
    };
    sentences.iter().map(example).collect()
}

/// The words of a text as numbers.
fn words(engine: &Engine, text: &str) -> Vec<u32> {
    let view = View::new(engine.grammar(), text);
    Tagger::words(&view, TokenRange::new(0, view.tokens.list.len() as u32))
}

/// What is known of tokens, with the clusters of their words.
fn with_clusters(mut features: Vec<Vec<u32>>, clusters: &Known) -> Vec<Vec<u32>> {
    for token in &mut features {
        if let Some(found) = token.iter().find_map(|feature| clusters.get(feature)) {
            let numbers = found.iter().enumerate().filter(|(_, number)| **number != NO_CLUSTER);
            token.extend(numbers.map(|(clustering, number)| cluster(clustering, *number)));
        }
    }
    features
}
