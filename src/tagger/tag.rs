//! Names in the sentences of a document.

use super::decode::{self, Fits};
use super::feature::{self, Classes};
use super::label::LABELS;
use super::model::{Model, SLOTS, Sums, speak};
use super::span::{NameSpan, labels, names};
use crate::lexicon::Lexicon;
use crate::rule::View;
use crate::text::{Gap, TokenRange};

/// A model, ready to read texts.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
    classes: Classes,
    /// What the borders of a sentence say, and a joint before a token.
    border: Box<Sums>,
    joint: Box<Sums>,
    /// What the labels say that rules give, by number.
    proposals: Vec<Sums>,
}

/// Most tokens of a sentence: the sums of more could be too great.
const LONGEST: u32 = 2000;

/// What a model says of a sentence.
#[derive(Clone, Debug, Default)]
pub struct Tagged {
    /// Its names, in text order.
    pub names: Vec<NameSpan>,
    /// For each name that rules propose and no name of these overlaps: how much less the sum would be with a name there.
    pub outside: Vec<i32>,
}

/// What words say, by their numbers.
type Kept = Vec<Option<Box<Sums>>>;

impl Tagger {
    /// A model for texts that are read with a lexicon.
    #[must_use]
    pub fn new(model: Model, lexicon: &Lexicon) -> Self {
        let of = |feature| {
            let mut sums = [0; SLOTS];
            model.add(feature, &mut sums);
            sums
        };
        Self {
            border: of(feature::BORDER).into(),
            joint: of(feature::JOINT).into(),
            proposals: (0..LABELS).map(|label| of(feature::proposal(label))).collect(),
            classes: Classes::new(lexicon),
            model,
        }
    }

    /// What is known of each token of a sentence, with the borders before and behind it; `proposals` are names that rules
    /// find in it.
    #[must_use]
    pub fn features(view: &View<'_>, sentence: TokenRange, proposals: &[NameSpan]) -> Vec<Vec<u32>> {
        let classes = Classes::new(&view.grammar.lexicon);
        let proposed = labels(sentence.first, sentence.end, proposals);
        let token = |(at, label): (u32, super::Label)| {
            let mut found = Vec::new();
            feature::alone(view, &classes, at, |feature| found.push(feature));
            if is_joined(view, at) {
                found.push(feature::JOINT);
            }
            found.push(feature::proposal(label.number()));
            found
        };
        let border = || std::iter::once(vec![feature::BORDER]);
        border().chain((sentence.first..).zip(proposed).map(token)).chain(border()).collect()
    }

    /// The words of a sentence as numbers, by which [`Weights::clusters`](super::Weights::clusters) knows them.
    #[must_use]
    pub fn words(view: &View<'_>, sentence: TokenRange) -> Vec<u32> {
        (sentence.first..sentence.end).filter_map(|at| feature::word(view, at)).collect()
    }

    /// The names of a sentence, where rules propose some; none of one of more than 2,000 tokens, which is no sentence.
    #[must_use]
    pub fn names(&self, view: &View<'_>, sentence: TokenRange, proposals: &[NameSpan]) -> Tagged {
        if sentence.len() > LONGEST {
            return Tagged { names: Vec::new(), outside: vec![0; proposals.len()] };
        }
        let mut fits: Vec<Fits> = vec![[0; LABELS]; sentence.len() as usize];
        let mut add = |place: usize, sums: &Sums| speak(&mut fits, place, sums);
        add(0, &self.border);
        add(sentence.len() as usize + 1, &self.border);
        let proposed = labels(sentence.first, sentence.end, proposals);
        view.kept(|kept: &mut Kept| {
            for ((at, label), place) in (sentence.first..).zip(proposed).zip(1..) {
                let number = view.tokens.list.get(at as usize).map_or(0, |token| token.word as usize);
                if number == 0 {
                    add(place, &self.sums(view, at));
                } else {
                    if kept.len() <= number {
                        kept.resize_with(number + 1, || None);
                    }
                    let sums = kept[number].get_or_insert_with(|| self.sums(view, at).into());
                    add(place, sums);
                }
                if is_joined(view, at) {
                    add(place, &self.joint);
                }
                if let Some(sums) = self.proposals.get(label.number()) {
                    add(place, sums);
                }
            }
        });
        let (labels, margins) = decode::best(&self.model.transitions, &fits, |at| {
            let at = sentence.first + at as u32;
            proposals.iter().any(|name| (name.first..name.end).contains(&at))
        });
        let least = |name: &NameSpan| {
            let tokens =
                name.first.saturating_sub(sentence.first) as usize..(name.end - sentence.first) as usize;
            margins.get(tokens).and_then(|margins| margins.iter().min().copied()).unwrap_or(0)
        };
        let mut names = names(sentence.first, &labels);
        for name in &mut names {
            name.score = least(name);
        }
        let overlaps =
            |name: &NameSpan| names.iter().any(|other| other.first < name.end && name.first < other.end);
        let outside = proposals.iter().map(|name| if overlaps(name) { 0 } else { least(name) }).collect();
        Tagged { names, outside }
    }

    fn sums(&self, view: &View<'_>, at: u32) -> Sums {
        let mut sums = [0; SLOTS];
        feature::alone(view, &self.classes, at, |feature| self.model.add(feature, &mut sums));
        sums
    }
}

/// Whether a token is part of the word before it.
fn is_joined(view: &View<'_>, at: u32) -> bool {
    view.tokens.list.get(at as usize).is_some_and(|token| token.gap == Gap::Joiner)
}
