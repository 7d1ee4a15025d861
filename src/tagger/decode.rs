//! The best sequence of labels of a sentence.

use super::label::{LABELS, Label};

/// How well each label fits to a token.
pub(super) type Fits = [i32; LABELS];

/// No sum is that small.
const NEVER: i32 = i32::MIN / 4;

/// How well labels stand behind each other, by the number of the one behind and then of the one before.
#[derive(Clone, Debug)]
pub struct Transitions {
    behind: [[i32; LABELS]; LABELS],
    /// How well each label stands where it stands best: a beginning behind what is outside, what goes on in its name.
    own: [i32; LABELS],
}

/// A token to which being outside of names fits so much better than all else is outside, whatever stands around it.
const SURE: i32 = 6000;
/// A token that is at least so likely to be in a name makes those near it be looked at with it: what joins the words of a name,
/// «و» say, fits far better outside by itself.
const LIKELY: i32 = 1000;
/// How far that reaches.
const NEAR: usize = 2;

impl Transitions {
    /// Those of weights by the number of the label before, and then of the one behind.
    #[must_use]
    pub fn new(weights: &[[i32; LABELS]; LABELS]) -> Self {
        let mut behind = [[0; LABELS]; LABELS];
        for (from, weights) in weights.iter().enumerate() {
            for (label, weight) in weights.iter().enumerate() {
                behind[label][from] = *weight;
            }
        }
        let own = std::array::from_fn(|label| match label {
            0 => behind[0][0],
            begin if begin % 2 == 1 => behind[begin][0],
            inside => behind[inside][inside - 1].max(behind[inside][inside]),
        });
        Self { behind, own }
    }

    /// How much better it fits to a token by itself to be outside of names than to be in one.
    #[inline]
    fn clear(&self, fit: &Fits) -> i32 {
        let mut inside = NEVER;
        for (fit, own) in fit.iter().zip(&self.own).skip(1) {
            inside = inside.max(fit + own);
        }
        fit[0] + self.own[0] - inside
    }

    /// The labels that can stand before one: a name goes on with its own kind alone.
    const fn before(label: usize) -> (usize, usize) {
        if label == 0 || label % 2 == 1 { (0, LABELS) } else { (label - 1, label + 1) }
    }

    /// The best sum behind sums for the labels of the token before, and the label there.
    #[inline]
    fn best_before(&self, sums: &Fits, label: usize) -> (i32, usize) {
        let (first, end) = Self::before(label);
        let weights = &self.behind[label];
        let mut best = (NEVER, first);
        for from in first..end {
            let sum = sums[from] + weights[from];
            if sum > best.0 {
                best = (sum, from);
            }
        }
        best
    }
}

/// The labels of greatest sum, by how well each fits to its token and stands behind the one before it.
#[must_use]
pub fn best_labels(transitions: &Transitions, fits: &[[i32; LABELS]]) -> Vec<Label> {
    best(transitions, fits, |_| true).0
}

/// The labels of greatest sum, and for each token how much greater it is, at least, than that of the best ones where the
/// token is outside of names, or inside of one if it was outside. Of tokens outside that is told where somebody asks.
pub(super) fn best(
    transitions: &Transitions,
    fits: &[Fits],
    asked: impl Fn(usize) -> bool,
) -> (Vec<Label>, Vec<i32>) {
    let (mut labels, mut margins) = (vec![Label::OUTSIDE; fits.len()], vec![0; fits.len()]);
    let clear: Vec<i32> = fits.iter().map(|fit| transitions.clear(fit)).collect();
    // Whether a likely token stands near each one.
    let mut near = vec![false; fits.len()];
    for at in (0..fits.len()).filter(|&at| clear[at] <= -LIKELY || asked(at)) {
        near[at.saturating_sub(NEAR)..(at + NEAR + 1).min(fits.len())].fill(true);
    }
    // Between tokens that are surely outside, others do not matter.
    let outside = |at: usize| clear[at] > SURE || !near[at];
    let mut at = 0;
    while at < fits.len() {
        if outside(at) {
            margins[at] = clear[at].max(0);
            at += 1;
            continue;
        }
        let end = (at + 1..fits.len()).find(|at| outside(*at)).unwrap_or(fits.len());
        let run = Run { transitions, fits: &fits[at..end], last: end == fits.len() };
        run.decode(&mut labels[at..end], &mut margins[at..end], (at..end).any(&asked));
        at = end;
    }
    (labels, margins)
}

/// Tokens before and behind which others are outside of names.
struct Run<'f> {
    transitions: &'f Transitions,
    fits: &'f [Fits],
    /// Whether the sentence ends with them.
    last: bool,
}

impl Run<'_> {
    fn decode(&self, labels: &mut [Label], margins: &mut [i32], asked: bool) {
        let mut sums: Vec<Fits> = Vec::with_capacity(self.fits.len());
        let mut outside = [NEVER; LABELS];
        outside[0] = 0;
        for fit in self.fits {
            let before = sums.last().unwrap_or(&outside);
            let mut sum = *fit;
            for (label, sum) in sum.iter_mut().enumerate() {
                *sum += self.transitions.best_before(before, label).0;
            }
            // Sums of what cannot be do not become smaller and smaller.
            sum.iter_mut().for_each(|sum| *sum = (*sum).max(NEVER));
            sums.push(sum);
        }
        let end: Fits =
            std::array::from_fn(|label| if self.last { 0 } else { self.transitions.behind[0][label] });
        let Some(last) = sums.last() else { return };
        let (mut total, mut label) = (NEVER, 0);
        for (at, (sum, end)) in last.iter().zip(&end).enumerate() {
            if sum + end > total {
                (total, label) = (sum + end, at);
            }
        }
        let mut named = false;
        for (at, out) in labels.iter_mut().enumerate().rev() {
            *out = Label::numbered(label);
            named |= label != 0;
            let before = at.checked_sub(1).and_then(|before| sums.get(before)).unwrap_or(&outside);
            label = self.transitions.best_before(before, label).1;
        }
        if !named && !asked {
            return;
        }
        // What the tokens behind one add, by its label.
        let mut behind = end;
        for (at, margin) in margins.iter_mut().enumerate().rev() {
            let (sums, fit) = (&sums[at], &self.fits[at]);
            let with = |label: usize| sums[label] + behind[label];
            let inside = (1..LABELS).map(with).max().unwrap_or(NEVER);
            *margin = total - if labels[at] == Label::OUTSIDE { inside } else { with(0) };
            let mut before = [NEVER; LABELS];
            for label in 0..LABELS {
                let (first, end) = Transitions::before(label);
                let sum = fit[label] + behind[label];
                for (from, before) in before.iter_mut().enumerate().take(end).skip(first) {
                    *before = (*before).max(sum + self.transitions.behind[label][from]);
                }
            }
            behind = before;
        }
    }
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

    #[test]
    fn what_joins_the_words_of_a_name_is_decoded_with_them() {
        let (begin, inside) = (Label::begin(3), Label::inside(3));
        let fit = |label: Label, fit: i32, others: i32| -> Fits {
            std::array::from_fn(|number| match number {
                0 => 0,
                number if number == label.number() => fit,
                _ => others,
            })
        };
        let fits = [fit(begin, 5000, -9000), fit(inside, -2500, -9000), fit(inside, 5000, -9000)];
        let found = best(&Transitions::new(&[[0; LABELS]; LABELS]), &fits, |_| false).0;
        assert_eq!(found, [begin, inside, inside]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]

        #[test]
        fn no_other_labels_have_a_greater_sum(seed: Vec<u8>) {
            let number = |n: usize| i32::from(seed.get(n % seed.len().max(1)).copied().unwrap_or(3)) - 100 + (n * 37 % 11) as i32;
            let mut transitions = [[0; LABELS]; LABELS];
            transitions.iter_mut().flatten().enumerate().for_each(|(n, to)| *to = number(n));
            let fits: Vec<Fits> = (0..3).map(|at| std::array::from_fn(|label| number(at * 31 + label * 7))).collect();
            let (labels, margins) = best(&Transitions::new(&transitions), &fits, |_| true);
            let total = sum(&transitions, &fits, &labels);
            let greatest = |keep: &dyn Fn(&[Label]) -> bool| {
                all(3).iter().filter(|labels| keep(labels)).map(|labels| sum(&transitions, &fits, labels)).max().unwrap()
            };
            prop_assert_eq!(total, greatest(&|_| true));
            for at in 0..3 {
                let outside = labels[at] == Label::OUTSIDE;
                let margin = total - greatest(&|labels| (labels[at] == Label::OUTSIDE) != outside);
                prop_assert!(margins[at] >= 0 && margins[at] <= margin, "{} {margin}", margins[at]);
                prop_assert!(outside || margins[at] == margin, "{} {margin}", margins[at]);
            }
        }
    }
}
