//! An averaged structured perceptron.

use super::Example;
use jadval::tagger::{LABELS, Label, REACH, SLOTS, Transitions, Weights, best_labels};
use std::collections::BTreeMap;

/// How often the corpus is gone through.
const PASSES: usize = 15;
/// One of so many features of a token is not seen each time: what is left learns to tell a name without it, as it has to of names
/// that the corpus does not have.
const UNSEEN: u64 = 5;
/// Models that are learned in as many orders of the same sentences, and whose weights are added up: what one of them has by the
/// chance of its order the others have not.
const ORDERS: u64 = 5;
/// How much better than others the right labels are to be.
const MARGIN: i32 = 1;
/// A feature that stands less often is left out.
const RARE: usize = 2;
/// Weights are stored as so many parts of an update.
const PARTS: f64 = 50.0;

/// The weights of the features of a corpus.
struct Table {
    rows: Vec<[i32; SLOTS]>,
    /// The sums of updates, each times the step at which it was made.
    late: Vec<[i64; SLOTS]>,
    transitions: [[i32; LABELS]; LABELS],
    late_transitions: [[i64; LABELS]; LABELS],
}

/// Trains weights; the same examples in the same order give the same ones.
pub(crate) fn train(examples: &[&Example]) -> Weights {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for feature in examples.iter().flat_map(|example| example.features.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= RARE).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    let rows: BTreeMap<u32, u32> = kept.iter().zip(0..).map(|(feature, row)| (*feature, row)).collect();
    let compiled: Vec<Vec<Vec<u32>>> = examples
        .iter()
        .map(|example| {
            let rows = |features: &Vec<u32>| {
                features.iter().filter_map(|feature| rows.get(feature).copied()).collect()
            };
            example.features.iter().map(rows).collect()
        })
        .collect();
    let mut sums = Averages { rows: vec![[0.0; SLOTS]; kept.len()], transitions: [[0.0; LABELS]; LABELS] };
    for order in 0..ORDERS {
        let mut table = Table::new(kept.len());
        let steps = table.learn_all(examples, &compiled, Random(0x2545_f491_4f6c_dd1d ^ order));
        table.add_averages(&mut sums, steps);
    }
    sums.weights(&kept)
}

/// Sums of the averaged weights of models.
struct Averages {
    rows: Vec<[f64; SLOTS]>,
    transitions: [[f64; LABELS]; LABELS],
}

impl Averages {
    fn weights(&self, kept: &[u32]) -> Weights {
        let part = |sum: &f64| sum * PARTS / ORDERS as f64;
        let mut features = BTreeMap::new();
        for (feature, row) in kept.iter().zip(&self.rows) {
            let weights: Vec<(u8, i8)> = (0_u8..)
                .zip(row)
                .map(|(slot, sum)| (slot, Weights::stored(part(sum))))
                .filter(|(_, weight)| *weight != 0)
                .collect();
            if !weights.is_empty() {
                features.insert(*feature, weights);
            }
        }
        let transitions = self.transitions.iter().flatten().map(|sum| part(sum).round() as i16).collect();
        Weights { features, clusters: BTreeMap::new(), transitions }
    }
}

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

impl Table {
    fn new(features: usize) -> Self {
        Self {
            rows: vec![[0; SLOTS]; features],
            late: vec![[0; SLOTS]; features],
            transitions: [[0; LABELS]; LABELS],
            late_transitions: [[0; LABELS]; LABELS],
        }
    }

    /// Learns all sentences, time and again; the number of steps that this took.
    fn learn_all(&mut self, examples: &[&Example], features: &[Vec<Vec<u32>>], mut random: Random) -> i64 {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut step = 0;
        for _ in 0..PASSES {
            // The same order on every machine.
            for at in (1..order.len()).rev() {
                order.swap(at, random.below(at as u64 + 1) as usize);
            }
            for &at in &order {
                step += 1;
                let mut seen = features[at].clone();
                seen.iter_mut().for_each(|rows| rows.retain(|_| random.below(UNSEEN) > 0));
                self.learn(&seen, &examples[at].labels, step);
            }
        }
        step
    }

    fn learn(&mut self, features: &[Vec<u32>], gold: &[Label], step: i64) {
        let mut fits = vec![[0; LABELS]; gold.len()];
        for (place, rows) in features.iter().enumerate() {
            for row in rows {
                let weights = &self.rows[*row as usize];
                for (slot, weights) in weights.chunks_exact(LABELS).enumerate() {
                    let Some(fit) = (place + slot).checked_sub(REACH + 1).and_then(|at| fits.get_mut(at))
                    else {
                        continue;
                    };
                    fit.iter_mut().zip(weights).for_each(|(fit, weight)| *fit += weight);
                }
            }
        }
        for (fit, gold) in fits.iter_mut().zip(gold) {
            for label in Label::all().filter(|label| label != gold) {
                fit[label.number()] += MARGIN;
            }
        }
        let found = best_labels(&Transitions::new(&self.transitions), &fits);
        if found == gold {
            return;
        }
        for (labels, change) in [(gold, 1), (found.as_slice(), -1)] {
            let mut before = Label::OUTSIDE;
            for label in labels {
                self.transitions[before.number()][label.number()] += change;
                self.late_transitions[before.number()][label.number()] += step * i64::from(change);
                before = *label;
            }
        }
        for (at, (gold, found)) in gold.iter().zip(&found).enumerate() {
            if gold == found {
                continue;
            }
            let near = (at + 1).saturating_sub(REACH);
            for (place, rows) in features.iter().enumerate().take(at + 2 + REACH).skip(near) {
                // The token at `place` speaks for the one at `at + 1`, counted with the border.
                let slot = (at + 1 + REACH - place) * LABELS;
                for row in rows {
                    for (label, change) in [(gold, 1), (found, -1)] {
                        self.rows[*row as usize][slot + label.number()] += change;
                        self.late[*row as usize][slot + label.number()] += step * i64::from(change);
                    }
                }
            }
        }
    }

    fn add_averages(&self, sums: &mut Averages, steps: i64) {
        let average = |now: i32, late: i64| f64::from(now) - late as f64 / (steps + 1) as f64;
        for ((sums, row), late) in sums.rows.iter_mut().zip(&self.rows).zip(&self.late) {
            for ((sum, now), late) in sums.iter_mut().zip(row).zip(late) {
                *sum += average(*now, *late);
            }
        }
        let transitions = self.transitions.iter().flatten().zip(self.late_transitions.iter().flatten());
        for (sum, (now, late)) in sums.transitions.iter_mut().flatten().zip(transitions) {
            *sum += average(*now, *late);
        }
    }
}
