//! The best sequence of labels of a sentence.

use super::label::{LABELS, Label};

/// How well each label fits to a token.
pub(super) type Fits = [i32; LABELS];

/// No sum is that small.
const NEVER: i32 = i32::MIN / 4;

/// The labels of greatest sum, by how well each fits to its token and stands behind the one before it.
#[must_use]
pub fn best_labels(transitions: &[[i32; LABELS]; LABELS], fits: &[[i32; LABELS]]) -> Vec<Label> {
    best(transitions, fits, false).0
}

/// The labels of greatest sum, and for each token, where somebody asks, how much greater it is than that of the best ones
/// where the token is outside of names, or inside of one if it was outside.
pub(super) fn best(
    transitions: &[[i32; LABELS]; LABELS],
    fits: &[Fits],
    asked: bool,
) -> (Vec<Label>, Vec<i32>) {
    let follows = |before: usize, label: usize| {
        let kind = label.wrapping_sub(1) / 2;
        label == 0 || label % 2 == 1 || before != 0 && (before - 1) / 2 == kind
    };
    let mut sums: Vec<Fits> = Vec::with_capacity(fits.len());
    let mut from: Vec<[u8; LABELS]> = Vec::with_capacity(fits.len());
    for (at, fit) in fits.iter().enumerate() {
        let (mut sum, mut back) = ([NEVER; LABELS], [0; LABELS]);
        for label in 0..LABELS {
            let best = match at.checked_sub(1).and_then(|before| sums.get(before)) {
                // Before the first token there is nothing that a name goes on from.
                None => (i32::from(!follows(0, label)) * NEVER + transitions[0][label], 0),
                Some(before) => (0..LABELS)
                    .filter(|&from| follows(from, label))
                    .map(|from| (before[from] + transitions[from][label], from))
                    .max_by_key(|(sum, from)| (*sum, std::cmp::Reverse(*from)))
                    .unwrap_or((NEVER, 0)),
            };
            sum[label] = best.0.max(NEVER) + fit[label];
            back[label] = best.1 as u8;
        }
        sums.push(sum);
        from.push(back);
    }
    let best_of =
        |sums: &Fits| (0..LABELS).max_by_key(|&label| (sums[label], std::cmp::Reverse(label))).unwrap_or(0);
    let Some(last) = sums.last() else { return (Vec::new(), Vec::new()) };
    let mut label = best_of(last);
    let total = last[label];
    let mut labels = vec![0; fits.len()];
    for at in (0..fits.len()).rev() {
        labels[at] = label;
        label = usize::from(from[at][label]);
    }
    let mut margins = vec![0; fits.len()];
    if asked || labels.iter().any(|label| *label != 0) {
        // What the tokens behind one add, by its label.
        let mut behind = [0; LABELS];
        for at in (0..fits.len()).rev() {
            let outside = sums[at][0] + behind[0];
            let inside = (1..LABELS).map(|label| sums[at][label] + behind[label]).max().unwrap_or(NEVER);
            margins[at] = total - if labels[at] == 0 { inside } else { outside };
            let mut before = [NEVER; LABELS];
            for (from, before) in before.iter_mut().enumerate() {
                let sums = (0..LABELS).filter(|&label| follows(from, label));
                let sums = sums.map(|label| transitions[from][label] + fits[at][label] + behind[label]);
                *before = sums.max().unwrap_or(NEVER);
            }
            behind = before;
        }
    }
    let all: Vec<Label> = Label::all().collect();
    (labels.into_iter().map(|label| all[label]).collect(), margins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(transitions: &[[i32; LABELS]; LABELS], fits: &[Fits], labels: &[Label]) -> i32 {
        let mut before = Label::OUTSIDE;
        let mut sum = 0;
        for (fit, label) in fits.iter().zip(labels) {
            sum += transitions[before.number()][label.number()] + fit[label.number()];
            before = *label;
        }
        sum
    }

    /// All sequences of labels that may stand behind each other.
    fn all(length: usize) -> Vec<Vec<Label>> {
        (0..length).fold(vec![Vec::new()], |all, _| {
            let longer = |labels: Vec<Label>| {
                let before = labels.last().copied().unwrap_or(Label::OUTSIDE);
                Label::all().filter(move |label| label.follows(before)).map(move |label| {
                    let mut labels = labels.clone();
                    labels.push(label);
                    labels
                })
            };
            all.into_iter().flat_map(longer).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]

        #[test]
        fn no_other_labels_have_a_greater_sum(seed: Vec<u8>) {
            let number = |n: usize| i32::from(seed.get(n % seed.len().max(1)).copied().unwrap_or(3)) - 100 + (n * 37 % 11) as i32;
            let mut transitions = [[0; LABELS]; LABELS];
            transitions.iter_mut().flatten().enumerate().for_each(|(n, to)| *to = number(n));
            let fits: Vec<Fits> = (0..3).map(|at| std::array::from_fn(|label| number(at * 31 + label * 7))).collect();
            let (labels, margins) = best(&transitions, &fits, true);
            let total = sum(&transitions, &fits, &labels);
            let greatest = |keep: &dyn Fn(&[Label]) -> bool| {
                all(3).iter().filter(|labels| keep(labels)).map(|labels| sum(&transitions, &fits, labels)).max().unwrap()
            };
            prop_assert_eq!(total, greatest(&|_| true));
            for at in 0..3 {
                let outside = labels[at] == Label::OUTSIDE;
                prop_assert_eq!(margins[at], total - greatest(&|labels| (labels[at] == Label::OUTSIDE) != outside));
            }
        }
    }
}
