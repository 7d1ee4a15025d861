//! Names in the sentences of a document.

use super::decode::{Decoder, Fits, Labelled};
use super::feature::{self, Classes};
use super::kept::{Kept, Spot};
use super::label::{LABELS, Label};
use super::model::Model;
use super::said::{Most, Mosts, Said};
use super::span::{NameSpan, labels, names};
use super::sums::{REACH, SLOTS, SPOKEN, Sums, add};
use crate::lexicon::Lexicon;
use crate::rule::View;
use crate::text::{Gap, Token, TokenRange};

/// A model, ready to read texts.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
    classes: Classes,
    /// What the borders of a sentence say, and a joint before a token.
    border: Box<Said>,
    joint: Box<Said>,
    /// What the labels say that rules give, by number, and how much more for names at most than the label outside of them,
    /// beside which words are kept.
    proposals: Vec<(Sums, Mosts)>,
    /// What is said for names before anything is.
    most: Most,
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

impl Tagger {
    /// A model for texts that are read with a lexicon.
    #[must_use]
    pub fn new(model: Model, lexicon: &Lexicon) -> Self {
        let of = |feature| {
            let mut sums = [0; SLOTS];
            model.add(feature, &mut sums);
            sums
        };
        let alone = |feature| Box::new(Said::beside(of(feature), &[0; SLOTS]));
        let outside = of(feature::proposal(Label::OUTSIDE.number()));
        let proposal = |label| {
            let sums = of(feature::proposal(label));
            let mut more = [[0; LABELS]; SPOKEN];
            for (slot, more) in more.iter_mut().enumerate() {
                let mut instead = [0; LABELS];
                add(more, &sums, slot);
                add(&mut instead, &outside, slot);
                more.iter_mut().zip(instead).for_each(|(more, instead)| *more -= instead);
            }
            (sums, Mosts::new(&more))
        };
        Self {
            border: alone(feature::BORDER),
            joint: alone(feature::JOINT),
            proposals: (0..LABELS).map(proposal).collect(),
            most: Most::new(&model.transitions),
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
        let token = |(at, label): (u32, Label)| {
            let mut found = Vec::new();
            feature::alone(view, &classes, at, |feature| found.push(feature));
            if is_joined(view.tokens.list.get(at as usize)) {
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
        let proposed = labels(sentence.first, sentence.end, proposals);
        view.kept(|kept: &mut Kept| {
            let spots: Vec<Spot> = sentence
                .positions()
                .map(|at| kept.spot(feature::name(view, at), || self.said(view, at)))
                .collect();
            let mut decoder = std::mem::take(&mut kept.decoder);
            let tokens = view.tokens.list.get(sentence.indices()).unwrap_or_default();
            let said: Vec<&Said> = spots.iter().filter_map(|spot| kept.get(*spot)).collect();
            decoder.decode(&self.model.transitions, &Sentence { tagger: self, tokens, said, proposed });
            kept.decoder = decoder;
            kept.forget_passing();
            tagged(sentence, proposals, &kept.decoder)
        })
    }

    /// What a token says by itself, beside which somebody always says what the rules propose.
    fn said(&self, view: &View<'_>, at: u32) -> Said {
        let mut sums = [0; SLOTS];
        self.model.unpack();
        feature::alone(view, &self.classes, at, |feature| self.model.add(feature, &mut sums));
        let outside = self.proposals.get(Label::OUTSIDE.number()).map_or(&[0; SLOTS], |(sums, _)| sums);
        Said::beside(sums, outside)
    }
}

/// The names that the labels of a sentence make.
fn tagged(sentence: TokenRange, proposals: &[NameSpan], Decoder { labels, margins, .. }: &Decoder) -> Tagged {
    let least = |name: &NameSpan| {
        let tokens = name.first.saturating_sub(sentence.first) as usize..(name.end - sentence.first) as usize;
        margins.get(tokens).and_then(|margins| margins.iter().min().copied()).unwrap_or(0)
    };
    let mut names = names(sentence.first, labels);
    for name in &mut names {
        name.score = least(name);
    }
    let overlaps =
        |name: &NameSpan| names.iter().any(|other| other.first < name.end && name.first < other.end);
    let outside = proposals.iter().map(|name| if overlaps(name) { 0 } else { least(name) }).collect();
    Tagged { names, outside }
}

/// A sentence, and what its tokens say.
struct Sentence<'s> {
    tagger: &'s Tagger,
    tokens: &'s [Token],
    /// By token.
    said: Vec<&'s Said>,
    /// The labels that rules give.
    proposed: Vec<Label>,
}

impl Sentence<'_> {
    /// Reports those who speak for a token: the token, which is none where it is a border, and how many places behind the first one
    /// that it speaks for.
    #[inline]
    fn speakers(&self, at: usize, mut report: impl FnMut(Option<usize>, usize)) {
        // Counted with the border before the first token.
        let count = self.said.len();
        for slot in 0..SPOKEN {
            match (at + 1 + REACH).checked_sub(slot) {
                Some(place) if place > 0 && place <= count => report(Some(place - 1), slot),
                Some(place) if place == 0 || place == count + 1 => report(None, slot),
                _ => {}
            }
        }
    }
}

impl Labelled for Sentence<'_> {
    fn count(&self) -> usize {
        self.said.len()
    }

    fn least_clear(&self, at: usize) -> i32 {
        let Tagger { border, joint, proposals, most, .. } = self.tagger;
        let mut most = *most;
        self.speakers(at, |token, slot| {
            let Some(token) = token else { return most.add(&border.most, slot) };
            most.add(&self.said[token].most, slot);
            if is_joined(self.tokens.get(token)) {
                most.add(&joint.most, slot);
            }
            let label = self.proposed[token];
            if label != Label::OUTSIDE
                && let Some((_, more)) = proposals.get(label.number())
            {
                most.add(more, slot);
            }
        });
        most.least_clear()
    }

    fn fit(&self, at: usize) -> Fits {
        let Tagger { border, joint, proposals, .. } = self.tagger;
        let mut fit = [0; LABELS];
        self.speakers(at, |token, slot| {
            let Some(token) = token else { return add(&mut fit, &border.sums, slot) };
            add(&mut fit, &self.said[token].sums, slot);
            if is_joined(self.tokens.get(token)) {
                add(&mut fit, &joint.sums, slot);
            }
            if let Some((sums, _)) = proposals.get(self.proposed[token].number()) {
                add(&mut fit, sums, slot);
            }
        });
        fit
    }

    fn asked(&self, at: usize) -> bool {
        self.proposed.get(at).is_some_and(|label| *label != Label::OUTSIDE)
    }
}

/// Whether a token is part of the word before it.
fn is_joined(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.gap == Gap::Joiner)
}
