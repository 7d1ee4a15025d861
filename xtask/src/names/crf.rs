//! A conditional random field of the first order, trained sentence by sentence.
//!
//! Each weight goes its own steps, which become smaller the more it was moved (Duchi, Hazan and Singer, "Adaptive subgradient methods
//! for online learning and stochastic optimization", 2011). All numbers are added, multiplied and divided one by one in a given
//! order, and [`exp`] is ours, so that the same examples make the same weights everywhere.

use jadval::tagger::{LABELS, Label, REACH, SLOTS};

/// Labels whose likelihoods are off by less than this are right.
const RIGHT: f32 = 0.004;

/// A number for each label of a token.
type Numbers = [f32; LABELS];

/// How far behind its place, which is counted with the border before the first token, a token stands in numbers for all tokens that
/// are spoken for: those before the first one are there too.
const BEHIND: usize = REACH + 1;

/// Numbers for labels by token, with room for what is said of none.
type Room = Vec<f32>;

/// The numbers of a token.
fn of(room: &[f32], at: usize) -> Numbers {
    let start = (at + BEHIND) * LABELS;
    room.get(start..).and_then(|room| room.first_chunk()).copied().unwrap_or([0.0; LABELS])
}

/// e to the power of a number, the same everywhere: 0 of what is very small.
fn exp(power: f32) -> f32 {
    if power < -80.0 {
        return 0.0;
    }
    let whole = (power * std::f32::consts::LOG2_E).round();
    // The logarithm of 2 in two parts, the first of which has few digits.
    let rest = power - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let parts = [1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];
    let series = parts.iter().fold(0.0, |sum, part| sum * rest + part);
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// The weights of features by row, and of labels behind labels.
pub(super) struct Table {
    pub(super) rows: Vec<[f32; SLOTS]>,
    pub(super) transitions: [Numbers; LABELS],
}

impl Table {
    pub(super) fn new(features: usize) -> Self {
        Self { rows: vec![[0.0; SLOTS]; features], transitions: [[0.0; LABELS]; LABELS] }
    }

    /// Adds the weights of another one.
    pub(super) fn add(&mut self, other: &Self) {
        let rows = self.rows.as_flattened_mut().iter_mut().zip(other.rows.as_flattened());
        let transitions =
            self.transitions.as_flattened_mut().iter_mut().zip(other.transitions.as_flattened());
        rows.chain(transitions).for_each(|(sum, more)| *sum += more);
    }

    /// How well each label fits to each token.
    fn fits(&self, features: &[Vec<u32>], fits: &mut Room) {
        fits.clear();
        fits.resize((features.len() + 2 * REACH) * LABELS, 0.0);
        for (place, rows) in features.iter().enumerate() {
            let Some(heard) = fits.get_mut(place * LABELS..).and_then(|fits| fits.first_chunk_mut::<SLOTS>())
            else {
                continue;
            };
            for row in rows {
                heard.iter_mut().zip(&self.rows[*row as usize]).for_each(|(fit, weight)| *fit += weight);
            }
        }
    }
}

/// Likelihoods of the labels of a sentence, and what is needed for them, kept from sentence to sentence.
#[derive(Default)]
struct Likelihoods {
    /// How well labels fit, and then by how much more likely each is to be.
    fits: Room,
    wrong: Room,
    /// By token, how likely labels are by what stands before, and the powers of what fits, both divided by their sum.
    ahead: Vec<Numbers>,
    powers: Vec<Numbers>,
}

impl Likelihoods {
    /// Finds by how much more likely the labels of a sentence are to be, and adds to `behind` that of labels behind labels.
    fn find(&mut self, transitions: &[Numbers; LABELS], gold: &[Label], behind: &mut [Numbers; LABELS]) {
        let mut joined = [[0.0; LABELS]; LABELS];
        for before in Label::all() {
            for label in Label::all().filter(|label| label.follows(before)) {
                joined[before.number()][label.number()] = exp(transitions[before.number()][label.number()]);
            }
        }
        self.wrong.clear();
        self.wrong.resize(self.fits.len(), 0.0);
        self.ahead.clear();
        self.powers.clear();
        let mut outside = [0.0; LABELS];
        outside[0] = 1.0;
        for at in 0..gold.len() {
            let fit = of(&self.fits, at);
            let most = fit.into_iter().fold(f32::MIN, f32::max);
            let mut powers = fit.map(|fit| exp(fit - most));
            let before = self.ahead.last().unwrap_or(&outside);
            let mut ahead = [0.0; LABELS];
            for (share, joined) in before.iter().zip(&joined) {
                ahead.iter_mut().zip(joined).for_each(|(sum, joined)| *sum += share * joined);
            }
            ahead.iter_mut().zip(&powers).for_each(|(sum, power)| *sum *= power);
            let all: f32 = ahead.iter().sum();
            let part = 1.0 / all.max(f32::MIN_POSITIVE);
            ahead.iter_mut().chain(&mut powers).for_each(|number| *number *= part);
            self.ahead.push(ahead);
            self.powers.push(powers);
        }
        let mut rest = [1.0; LABELS];
        for (at, label) in gold.iter().enumerate().rev() {
            let start = (at + BEHIND) * LABELS;
            if let Some(wrong) = self.wrong.get_mut(start..start + LABELS) {
                let ahead = self.ahead[at].iter().zip(&rest);
                wrong.iter_mut().zip(ahead).for_each(|(wrong, (ahead, rest))| *wrong = -ahead * rest);
                wrong[label.number()] += 1.0;
            }
            let mut told = rest;
            told.iter_mut().zip(&self.powers[at]).for_each(|(rest, power)| *rest *= power);
            let before = at.checked_sub(1);
            let ahead = before.map_or(&outside, |before| &self.ahead[before]);
            let known = before.map_or(Label::OUTSIDE, |before| gold[before]);
            for ((number, joined), (share, rest)) in
                joined.iter().enumerate().zip(ahead.iter().zip(&mut rest))
            {
                *rest = 0.0;
                for ((more, joined), told) in behind[number].iter_mut().zip(joined).zip(&told) {
                    *rest += joined * told;
                    *more -= share * joined * told;
                }
            }
            behind[known.number()][label.number()] += 1.0;
        }
    }
}

/// What is being learned.
pub(super) struct Learner {
    pub(super) weights: Table,
    /// The sums of the squares of what each weight was to be moved by.
    moved: Table,
    likelihoods: Likelihoods,
}

/// Moves a weight.
fn step(weight: &mut f32, moved: &mut f32, by: f32, length: f32) {
    *moved += by * by;
    *weight += length * by / (*moved + 1.0).sqrt();
}

impl Learner {
    pub(super) fn new(features: usize) -> Self {
        let [weights, moved] = [Table::new(features), Table::new(features)];
        Self { weights, moved, likelihoods: Likelihoods::default() }
    }

    /// Learns a sentence, with steps of a length.
    pub(super) fn learn(&mut self, features: &[Vec<u32>], gold: &[Label], length: f32) {
        let Self { weights, moved, likelihoods } = self;
        weights.fits(features, &mut likelihoods.fits);
        let mut behind = [[0.0; LABELS]; LABELS];
        likelihoods.find(&weights.transitions, gold, &mut behind);
        for (place, rows) in features.iter().enumerate() {
            let wrong =
                likelihoods.wrong.get(place * LABELS..).and_then(|wrong| wrong.first_chunk::<SLOTS>());
            let Some(wrong) = wrong.filter(|wrong| wrong.iter().map(|by| by.abs()).sum::<f32>() > RIGHT)
            else {
                continue;
            };
            for row in rows.iter().map(|row| *row as usize) {
                let weights = weights.rows[row].iter_mut().zip(&mut moved.rows[row]);
                weights.zip(wrong).for_each(|((weight, moved), by)| step(weight, moved, *by, length));
            }
        }
        let transitions = weights.transitions.as_flattened_mut().iter_mut();
        let moved = transitions.zip(moved.transitions.as_flattened_mut());
        moved.zip(behind.as_flattened()).for_each(|((weight, moved), by)| step(weight, moved, *by, length));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_e() {
        for power in [-20.0_f32, -3.7, -0.2, 0.0, 0.9, 6.0] {
            let exact = f64::from(power).exp();
            assert!((f64::from(exp(power)) / exact - 1.0).abs() < 1e-5, "{power}");
        }
        assert_eq!(exp(-100.0), 0.0);
    }
}
