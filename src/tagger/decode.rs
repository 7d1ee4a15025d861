//! The best sequence of labels of a sentence.

use super::label::{LABELS, Label};
use std::ops::Range;

/// How well each label fits to a token.
pub(super) type Fits = [i32; LABELS];

/// No sum is that small.
const NEVER: i32 = i32::MIN / 4;

/// How well labels stand behind each other, by the number of the one behind and then of the one before.
#[derive(Clone, Debug)]
pub struct Transitions {
    behind: [[i32; LABELS]; LABELS],
    /// The same of the labels that may stand behind any other one, by the number of the one before and then of the one behind;
    /// [`NEVER`] of others.
    ahead: [[i32; LABELS]; LABELS],
    /// How well each label stands where it stands best: a beginning behind what is outside, what goes on in its name.
    own: [i32; LABELS],
    /// Of the labels that may stand behind any other one, how well they stand at least and at most behind each.
    of_open: [[i32; LABELS]; 2],
    /// Of each of these, how well it stands at least and at most behind others.
    open: [[i32; LABELS]; 2],
}

/// A token to which being outside of names fits so much better than all else is outside, whatever stands around it.
const SURE: i32 = 4000;
/// A token that is at least so likely to be in a name makes those near it be looked at with it: what joins the words of a name,
/// «و» say, fits far better outside by itself.
const LIKELY: i32 = 1000;
/// How far that reaches.
const NEAR: usize = 2;

/// Whether a label may stand behind any other one: a name goes on with its own kind alone.
const fn is_open(label: usize) -> bool {
    label == 0 || label % 2 == 1
}

impl Transitions {
    /// Those of weights by the number of the label before, and then of the one behind.
    #[must_use]
    pub fn new(weights: &[[i32; LABELS]; LABELS]) -> Self {
        let (mut behind, mut ahead) = ([[0; LABELS]; LABELS], [[NEVER; LABELS]; LABELS]);
        let (mut of_open, mut open) =
            ([[i32::MAX; LABELS], [i32::MIN; LABELS]], [[i32::MAX; LABELS], [i32::MIN; LABELS]]);
        for (from, weights) in weights.iter().enumerate() {
            for (label, &weight) in weights.iter().enumerate() {
                behind[label][from] = weight;
                if is_open(label) {
                    ahead[from][label] = weight;
                    let [least, most] = &mut of_open;
                    (least[from], most[from]) = (least[from].min(weight), most[from].max(weight));
                    let [least, most] = &mut open;
                    (least[label], most[label]) = (least[label].min(weight), most[label].max(weight));
                }
            }
        }
        let own = std::array::from_fn(|label| match label {
            0 => behind[0][0],
            begin if begin % 2 == 1 => behind[begin][0],
            inside => behind[inside][inside - 1].max(behind[inside][inside]),
        });
        Self { behind, ahead, own, of_open, open }
    }

    /// How well each label stands where it stands best.
    pub(super) const fn own(&self) -> &Fits {
        &self.own
    }

    /// How much better it fits to a token by itself to be outside of names than to be in one.
    #[inline]
    pub(super) fn clear(&self, fit: &Fits) -> i32 {
        let mut inside = NEVER;
        for (fit, own) in fit.iter().zip(&self.own).skip(1) {
            inside = inside.max(fit + own);
        }
        fit[0] + self.own[0] - inside
    }

    /// The label of the token before which sums have a best sum behind them for a label.
    #[inline]
    fn label_before(&self, sums: &Fits, label: usize, best: i32) -> usize {
        let weights = &self.behind[label];
        let fits = |from: &usize| sums[*from] + weights[*from] == best;
        // Most stand behind what is outside. A name goes on with its own kind.
        let mut from = if is_open(label) { 0..LABELS } else { label - 1..label + 1 };
        from.find(fits).unwrap_or(0)
    }

    /// The best sums for the labels of a token behind those of the token before; nothing that cannot be becomes smaller and
    /// smaller.
    fn behind(&self, before: &Fits, fit: &Fits) -> Fits {
        let open = Contenders::new(before, &self.of_open, |_| true);
        let mut best = [NEVER; LABELS];
        // Of one label before, those behind it side by side.
        for from in open.labels().iter().map(|from| usize::from(*from)) {
            let sum = before[from];
            best.iter_mut()
                .zip(&self.ahead[from])
                .for_each(|(best, weight)| *best = (*best).max(sum + weight));
        }
        for inside in (2..LABELS).step_by(2) {
            let [begin, inside_too] =
                [inside - 1, inside].map(|from| before[from] + self.behind[inside][from]);
            best[inside] = begin.max(inside_too).max(NEVER);
        }
        let mut sums = *fit;
        sums.iter_mut().zip(&best).for_each(|(sum, best)| *sum = (*sum + best).max(NEVER));
        sums
    }

    /// What tokens add at best to the sums for the labels of the token before them: `sums` have what they add by the label of the
    /// first of them.
    fn before(&self, sums: &Fits) -> Fits {
        let open = Contenders::new(sums, &self.open, is_open);
        let mut before = [NEVER; LABELS];
        for label in open.labels().iter().map(|label| usize::from(*label)) {
            let sum = sums[label];
            let weights = &self.behind[label];
            before.iter_mut().zip(weights).for_each(|(before, weight)| *before = (*before).max(sum + weight));
        }
        for (from, before) in before.iter_mut().enumerate() {
            // A beginning and what goes on in a name are followed by what goes on in it.
            if let Some(label) = from.checked_sub(1).map(|kind| 2 + kind / 2 * 2) {
                *before = (*before).max(sums[label] + self.behind[label][from]);
            }
        }
        before
    }
}

/// The labels among which the best one is, whichever stands on the other side: what stands worst with another one is as good as
/// what others stand best with theirs.
struct Contenders {
    labels: [u8; LABELS],
    count: usize,
}

impl Contenders {
    /// Those of some labels, of which is known how well each stands at least and at most.
    #[inline]
    fn new(sums: &Fits, [least, most]: &[[i32; LABELS]; 2], wanted: impl Fn(usize) -> bool) -> Self {
        let mut floor = i32::MIN;
        for label in (0..LABELS).filter(|label| wanted(*label)) {
            floor = floor.max(sums[label] + least[label]);
        }
        let mut found = Self { labels: [0; LABELS], count: 0 };
        for label in (0..LABELS).filter(|label| wanted(*label)) {
            found.labels[found.count] = label as u8;
            found.count += usize::from(sums[label] + most[label] >= floor);
        }
        found
    }

    fn labels(&self) -> &[u8] {
        self.labels.get(..self.count).unwrap_or_default()
    }
}

/// A sentence whose tokens have labels that fit better or worse.
pub(super) trait Labelled {
    /// How many tokens there are.
    fn count(&self) -> usize;

    /// How well each label fits to a token.
    fn fit(&self, at: usize) -> Fits;

    /// Whether somebody asks how sure it is that a token is outside.
    fn asked(&self, at: usize) -> bool;
}

/// Stands for what was not found out.
const UNKNOWN: i32 = i32::MAX;

/// The labels of greatest sum, by how well each fits to its token and stands behind the one before it.
#[must_use]
pub fn best_labels(transitions: &Transitions, fits: &[[i32; LABELS]]) -> Vec<Label> {
    let mut decoder = Decoder::default();
    decoder.decode(transitions, &All { fits, asked: true }, &[]);
    decoder.labels
}

/// A sentence of whose tokens all is known.
struct All<'f> {
    fits: &'f [Fits],
    /// Whether each is asked for: then nothing is passed over, whatever the weights are worth while a model learns.
    asked: bool,
}

impl Labelled for All<'_> {
    fn count(&self) -> usize {
        self.fits.len()
    }

    fn fit(&self, at: usize) -> Fits {
        self.fits.get(at).copied().unwrap_or([0; LABELS])
    }

    fn asked(&self, _: usize) -> bool {
        self.asked
    }
}

/// Finds the best labels of sentences, one after the other.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The labels of greatest sum.
    pub(super) labels: Vec<Label>,
    /// For each token that is in a name or was asked for, how much greater the sum is, at least, than that of the best labels
    /// where it is outside of names, or inside of one if it was outside.
    pub(super) margins: Vec<i32>,
    clear: Vec<i32>,
    fits: Vec<Fits>,
    sums: Vec<Fits>,
    /// Whether a likely token stands near each one.
    near: Vec<bool>,
    runs: Vec<Range<usize>>,
}

impl Decoder {
    /// Finds those of a sentence; `least` has for each token, where it is told, how much better at least it fits to it by itself to be
    /// outside of names than to be in one.
    pub(super) fn decode(&mut self, transitions: &Transitions, sentence: &impl Labelled, least: &[i32]) {
        let count = sentence.count();
        let Self { labels, margins, clear, fits, sums, near, runs } = self;
        labels.clear();
        labels.resize(count, Label::OUTSIDE);
        margins.clear();
        margins.resize(count, 0);
        clear.clear();
        clear.resize(count, UNKNOWN);
        near.clear();
        near.resize(count, false);
        fits.resize(count.max(fits.len()), [0; LABELS]);
        let mut look = |at: usize| {
            if clear[at] == UNKNOWN {
                fits[at] = sentence.fit(at);
                clear[at] = transitions.clear(&fits[at]);
            }
            clear[at]
        };
        // Of most tokens little says that they may be in a name, and no more need be known of them.
        for at in 0..count {
            let most = least.get(at).is_none_or(|least| *least <= -LIKELY);
            if sentence.asked(at) || most && look(at) <= -LIKELY {
                near[at.saturating_sub(NEAR)..(at + NEAR + 1).min(count)].fill(true);
            }
        }
        // Between tokens that are surely outside, others do not matter.
        let mut outside = |at: usize| {
            let least = least.get(at).is_some_and(|least| *least > SURE);
            !near[at] || !sentence.asked(at) && least || look(at) > SURE
        };
        runs.clear();
        let mut at = 0;
        while at < count {
            let first = at;
            while at < count && !outside(at) {
                at += 1;
            }
            if at > first {
                runs.push(first..at);
            }
            at += 1;
        }
        for at in (0..count).filter(|at| clear[*at] != UNKNOWN) {
            margins[at] = clear[at].max(0);
        }
        for tokens in runs.drain(..) {
            let first = tokens.start;
            let run = Run { transitions, fits: &fits[tokens.clone()], last: tokens.end == count };
            run.decode(&mut labels[tokens.clone()], &mut margins[tokens], sums, |at| {
                sentence.asked(first + at)
            });
        }
    }
}

/// Tokens before and behind which others are outside of names.
struct Run<'f> {
    transitions: &'f Transitions,
    fits: &'f [Fits],
    /// Whether the sentence ends with them.
    last: bool,
}

impl Run<'_> {
    /// Finds the labels of the tokens, and the margins of those that are in names or are asked for.
    fn decode(
        &self,
        labels: &mut [Label],
        margins: &mut [i32],
        sums: &mut Vec<Fits>,
        asked: impl Fn(usize) -> bool,
    ) {
        let transitions = self.transitions;
        sums.clear();
        let mut outside = [NEVER; LABELS];
        outside[0] = 0;
        for fit in self.fits {
            let sum = transitions.behind(sums.last().unwrap_or(&outside), fit);
            sums.push(sum);
        }
        let end: Fits = std::array::from_fn(|label| if self.last { 0 } else { transitions.behind[0][label] });
        let Some(last) = sums.last() else { return };
        let (mut total, mut label) = (NEVER, 0);
        for (at, (sum, end)) in last.iter().zip(&end).enumerate() {
            if sum + end > total {
                (total, label) = (sum + end, at);
            }
        }
        for (at, out) in labels.iter_mut().enumerate().rev() {
            *out = Label::numbered(label);
            let before = at.checked_sub(1).and_then(|before| sums.get(before)).unwrap_or(&outside);
            label = transitions.label_before(before, label, sums[at][label] - self.fits[at][label]);
        }
        let wanted = |at: usize| labels[at] != Label::OUTSIDE || asked(at);
        let Some(first) = (0..labels.len()).find(|at| wanted(*at)) else { return };
        // What the tokens behind one add, by its label.
        let mut behind = end;
        for (at, margin) in margins.iter_mut().enumerate().skip(first).rev() {
            let (sums, fit) = (&sums[at], &self.fits[at]);
            let with = |label: usize| sums[label] + behind[label];
            if labels[at] != Label::OUTSIDE {
                *margin = total - with(0);
            } else if asked(at) {
                *margin = total - (1..LABELS).map(with).max().unwrap_or(NEVER);
            }
            if at > first {
                behind = transitions.before(&std::array::from_fn(|label| fit[label] + behind[label]));
            }
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
        let mut decoder = Decoder::default();
        decoder.decode(&Transitions::new(&[[0; LABELS]; LABELS]), &All { fits: &fits, asked: false }, &[]);
        assert_eq!(decoder.labels, [begin, inside, inside]);
    }

    /// Weights of a model that has just begun to learn.
    #[test]
    fn small_sums_decide_too() {
        let fit: Fits = std::array::from_fn(|number| i32::from(number == 1));
        assert_eq!(best_labels(&Transitions::new(&[[0; LABELS]; LABELS]), &[fit]), [Label::numbered(1)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(30))]

        #[test]
        fn no_other_labels_have_a_greater_sum(seed: Vec<u8>) {
            let number = |n: usize| i32::from(seed.get(n % seed.len().max(1)).copied().unwrap_or(3)) - 100 + (n * 37 % 11) as i32;
            let mut transitions = [[0; LABELS]; LABELS];
            transitions.iter_mut().flatten().enumerate().for_each(|(n, to)| *to = number(n));
            let fits: Vec<Fits> = (0..3).map(|at| std::array::from_fn(|label| number(at * 31 + label * 7))).collect();
            let mut decoder = Decoder::default();
            decoder.decode(&Transitions::new(&transitions), &All { fits: &fits, asked: true }, &[]);
            let Decoder { labels, margins, .. } = decoder;
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
