//! Trains the model of names: what is seen of the corpus each time, and what becomes of the weights.

use super::Example;
use super::crf::{Learner, Table};
use jadval::tagger::{KINDS, Label, Weights};
use std::collections::BTreeMap;

/// How often the corpus is gone through.
const PASSES: usize = 12;
/// The weights at the end of so many last passes are added up.
const LAST: usize = 6;
/// One of so many features of a token is not seen each time: what is left learns to tell a name without it, as it has to of names
/// that the corpus does not have.
const UNSEEN: u64 = 5;
/// So many of ten words are not seen each time, of which all else is: most words of names in texts are none that the corpus has.
const UNNAMED: u64 = 3;
/// So many of ten names are others of their kinds each time: what stands around names is learned of more of them, and of a name that
/// it may stand elsewhere.
const SWAPPED: u64 = 6;
/// Models that are learned in as many orders of the same sentences, and whose weights are added up: what one of them has by the
/// chance of its order the others have not.
const ORDERS: u64 = 3;
/// How long the first steps are, and to which part of that they shrink by the last pass.
const STEP: f32 = 0.1;
const SHRUNK: f32 = 0.1;
/// So often a sentence that was written for the corpus is learned each time, and a real one once: those have many more genres.
pub(super) const WRITTEN: usize = 2;
/// A feature that stands less often is left out.
const RARE: usize = 2;
/// Weights are stored as so many parts of a natural logarithm.
const PARTS: f64 = 400.0;

/// Numbers in an order that is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// Sentences as rows of features, and the names in them by kind: the sentence, and the first and last token.
struct Corpus<'e> {
    examples: &'e [&'e Example],
    features: Vec<Vec<Vec<u32>>>,
    /// The rows of words, by sentence and token.
    words: Vec<Vec<Option<u32>>>,
    names: [Vec<(usize, usize, usize)>; KINDS.len()],
}

impl<'e> Corpus<'e> {
    fn new(examples: &'e [&'e Example], rows: &BTreeMap<u32, u32>) -> Self {
        let known = |features: &Vec<u32>| -> Vec<u32> {
            features.iter().filter_map(|feature| rows.get(feature).copied()).collect()
        };
        let compiled = |example: &&Example| -> Vec<Vec<u32>> { example.features.iter().map(known).collect() };
        let mut names: [Vec<(usize, usize, usize)>; KINDS.len()] = Default::default();
        for (number, example) in examples.iter().enumerate() {
            for (at, label) in example.labels.iter().enumerate().filter(|(_, label)| label.begins()) {
                if let Some(kind) = label.kind() {
                    names[kind].push((number, at, name_end(&example.labels, at)));
                }
            }
        }
        let word = |word: &Option<u32>| word.and_then(|word| rows.get(&word).copied());
        let words = examples.iter().map(|example| example.words.iter().map(word).collect()).collect();
        Self { examples, features: examples.iter().map(compiled).collect(), words, names }
    }

    /// A sentence as it is learned this time: with some other names, and without some of its features.
    fn seen(&self, number: usize, random: &mut Random) -> (Vec<Vec<u32>>, Vec<Label>) {
        let (features, labels) = (&self.features[number], &self.examples[number].labels);
        let mut seen = (Vec::with_capacity(features.len()), Vec::with_capacity(labels.len()));
        let mut words = Vec::with_capacity(features.len());
        seen.0.extend(features.first().cloned());
        words.push(None);
        let mut at = 0;
        while let Some(label) = labels.get(at) {
            let end = name_end(labels, at);
            let others = label.kind().filter(|_| label.begins()).map(|kind| &self.names[kind]);
            let (from, first, last) = match others {
                Some(others) if random.below(10) < SWAPPED => {
                    others[random.below(others.len() as u64) as usize]
                }
                _ => (number, at, end),
            };
            seen.0.extend_from_slice(&self.features[from][first + 1..last + 1]);
            words.extend_from_slice(&self.words[from][first + 1..last + 1]);
            seen.1.extend_from_slice(&self.examples[from].labels[first..last]);
            at = end;
        }
        seen.0.extend(features.last().cloned());
        words.push(None);
        for (rows, word) in seen.0.iter_mut().zip(words) {
            let unseen = word.filter(|_| random.below(10) < UNNAMED);
            rows.retain(|row| random.below(UNSEEN) > 0 && Some(*row) != unseen);
        }
        seen
    }
}

/// Where the name ends that begins at a token; the next token, where none does.
fn name_end(labels: &[Label], at: usize) -> usize {
    let goes_on = |label: &&Label| label.kind().is_some() && !label.begins();
    let inside = labels.iter().skip(at + 1).take_while(goes_on).count();
    at + 1 + if labels.get(at).is_some_and(|label| label.kind().is_some()) { inside } else { 0 }
}

/// The sums of the weights at the end of the last passes, in one order of the sentences.
fn learned(corpus: &Corpus<'_>, features: usize, order: u64) -> Table {
    let mut sums = Table::new(features);
    let mut random = Random(0x2545_f491_4f6c_dd1d ^ order);
    let mut learner = Learner::new(features);
    let mut numbers: Vec<usize> = (0..corpus.examples.len()).collect();
    for pass in 0..PASSES {
        // The same order on every machine.
        for at in (1..numbers.len()).rev() {
            numbers.swap(at, random.below(at as u64 + 1) as usize);
        }
        let length = STEP * (1.0 - (1.0 - SHRUNK) * pass as f32 / PASSES as f32);
        for number in &numbers {
            let (features, labels) = corpus.seen(*number, &mut random);
            learner.learn(&features, &labels, length);
        }
        if pass + LAST >= PASSES {
            sums.add(&learner.weights);
        }
    }
    sums
}

/// Trains weights; the same examples in the same order give the same ones.
pub(crate) fn train(examples: &[&Example]) -> Weights {
    let examples: &[&Example] =
        &examples.iter().flat_map(|example| std::iter::repeat_n(*example, example.times)).collect::<Vec<_>>();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| example.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let kept: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= RARE).map(|(feature, _)| feature).collect();
    let corpus =
        &Corpus::new(examples, &kept.iter().zip(0..).map(|(feature, row)| (*feature, row)).collect());
    let count = kept.len();
    let mut sums = Table::new(count);
    std::thread::scope(|scope| {
        let learned = |order| scope.spawn(move || learned(corpus, count, order));
        // Added up in their order, whichever is there first.
        for order in (0..ORDERS).map(learned).collect::<Vec<_>>() {
            sums.add(&order.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    stored(&sums, &kept)
}

/// The weights of features, of sums of tables.
fn stored(sums: &Table, kept: &[u32]) -> Weights {
    let part = |sum: f32| f64::from(sum) * PARTS / (ORDERS as f64 * LAST as f64);
    let mut features = BTreeMap::new();
    for (feature, row) in kept.iter().zip(&sums.rows) {
        let weights: Vec<(u8, i8)> = (0_u8..)
            .zip(row)
            .map(|(slot, sum)| (slot, Weights::stored(part(*sum))))
            .filter(|(_, weight)| *weight != 0)
            .collect();
        if !weights.is_empty() {
            features.insert(*feature, weights);
        }
    }
    let transitions = sums.transitions.as_flattened().iter().map(|sum| part(*sum).round() as i16).collect();
    Weights { features, clusters: BTreeMap::new(), transitions }
}
