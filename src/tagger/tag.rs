//! Names in the sentences of a document.

use super::decode::{Decoder, Fits, Labelled};
use super::feature::{self, Classes};
use super::kept::{Kept, Spot};
use super::label::{LABELS, Label};
use super::model::Model;
use super::said::{Bound, Most, Said};
use super::span::{NameSpan, labels, names};
use super::sums::{Adding, REACH, SPOKEN, Sums, add};
use crate::lexicon::Lexicon;
use crate::rule::View;
use crate::text::{Gap, Token, TokenRange};
use std::sync::OnceLock;

/// A model, ready to read texts.
#[derive(Debug)]
pub struct Tagger {
    model: Model,
    classes: Classes,
    /// What is said for names before anything is.
    most: Most,
    /// Made when the first sentence is read.
    always: OnceLock<Always>,
}

/// What a model says of what no word tells.
#[derive(Debug)]
struct Always {
    /// What the borders of a sentence say, and a joint before a token.
    border: Said,
    joint: Said,
    /// What it says that rules give a token no label, with which what tokens say is kept; and how much more the labels say that
    /// they give, by number.
    unproposed: Sums,
    proposals: Vec<Said>,
}

impl Always {
    fn new(model: &Model) -> Self {
        let ready = model.ready();
        let of = |feature| ready.sums(&[feature]);
        let unproposed = of(feature::proposal(Label::OUTSIDE.number()));
        let proposal = |label| {
            let mut more = of(feature::proposal(label));
            more.iter_mut().zip(&unproposed).for_each(|(more, instead)| *more -= instead);
            Said::new(more)
        };
        Self {
            border: Said::new(of(feature::BORDER)),
            joint: Said::new(of(feature::JOINT)),
            proposals: (0..LABELS).map(proposal).collect(),
            unproposed,
        }
    }
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
    /// For each name that rules propose and some of these is a part of: how much less the sum would be where the rest of it, or some
    /// of that, were in a name too. 0 of others.
    pub rest: Vec<i32>,
}

impl Tagger {
    /// A model for texts that are read with a lexicon.
    #[must_use]
    pub fn new(model: Model, lexicon: &Lexicon) -> Self {
        Self {
            most: Most::new(&model.transitions),
            classes: Classes::new(lexicon),
            model,
            always: OnceLock::new(),
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
            let _ = feature::alone(view, &classes, at, |feature| found.push(feature));
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
            let none = || vec![0; proposals.len()];
            return Tagged { names: Vec::new(), outside: none(), rest: none() };
        }
        let proposed = labels(sentence.first, sentence.end, proposals);
        let always = self.always.get_or_init(|| Always::new(&self.model));
        view.kept(|kept: &mut Kept| {
            let spots: Vec<Spot> = sentence
                .positions()
                .map(|at| {
                    let letters = view.tokens.codes_of(at as usize);
                    kept.spot(feature::name(view, at), letters, || self.said(always, view, at))
                })
                .collect();
            let (mut decoder, mut bound) =
                (std::mem::take(&mut kept.decoder), std::mem::take(&mut kept.bound));
            let mut least = std::mem::take(&mut kept.least);
            let tokens = view.tokens.list.get(sentence.indices()).unwrap_or_default();
            let said: Vec<&Said> = spots.iter().filter_map(|spot| kept.get(*spot)).collect();
            let heard = Sentence { always, tokens, said, proposed };
            heard.bound(&mut bound);
            bound.least_clear(self.most, &mut least);
            decoder.decode(&self.model.transitions, &heard, &least);
            (kept.decoder, kept.bound, kept.least) = (decoder, bound, least);
            kept.forget_passing();
            tagged(sentence, proposals, &kept.decoder)
        })
    }

    /// What a token says by itself where rules propose nothing.
    fn said(&self, always: &Always, view: &View<'_>, at: u32) -> Said {
        let ready = self.model.ready();
        let mut sums = Adding::new(always.unproposed);
        let word = feature::alone(view, &self.classes, at, |feature| ready.add(feature, &mut sums));
        if let Some(word) = word {
            ready.add_clusters(word, &mut sums);
        }
        Said::new(sums.sums())
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
    let rest = |name: &NameSpan| {
        let free = |at: &u32| !names.iter().any(|other| (other.first..other.end).contains(at));
        let margin = |at: u32| margins.get(at.checked_sub(sentence.first)? as usize).copied();
        let part = |other: &NameSpan| name.first <= other.first && other.end <= name.end;
        let rest = (name.first..name.end).filter(free).filter_map(margin).min();
        rest.filter(|_| names.iter().any(part)).unwrap_or(0)
    };
    let rest = proposals.iter().map(rest).collect();
    Tagged { names, outside, rest }
}

/// A sentence, and what its tokens say.
struct Sentence<'s> {
    always: &'s Always,
    tokens: &'s [Token],
    /// By token.
    said: Vec<&'s Said>,
    /// The labels that rules give.
    proposed: Vec<Label>,
}

impl Sentence<'_> {
    /// What the label says that rules give a token, where they give it one.
    #[inline]
    fn proposal(&self, at: usize) -> Option<&Said> {
        let label = self.proposed.get(at).filter(|label| **label != Label::OUTSIDE)?;
        self.always.proposals.get(label.number())
    }

    /// Adds up how much all who speak for a token say for names at most.
    fn bound(&self, bound: &mut Bound) {
        let Always { border, joint, .. } = self.always;
        bound.begin(self.said.len());
        bound.add(0, &border.most);
        for (at, said) in self.said.iter().enumerate() {
            bound.add(at + 1, &said.most);
            if is_joined(self.tokens.get(at)) {
                bound.add(at + 1, &joint.most);
            }
            if let Some(proposal) = self.proposal(at) {
                bound.add(at + 1, &proposal.most);
            }
        }
        bound.add(self.said.len() + 1, &border.most);
    }

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

    fn fit(&self, at: usize) -> Fits {
        let Always { border, joint, .. } = self.always;
        let mut fit = [0; LABELS];
        self.speakers(at, |token, slot| {
            let Some(token) = token else { return add(&mut fit, &border.sums, slot) };
            add(&mut fit, &self.said[token].sums, slot);
            if is_joined(self.tokens.get(token)) {
                add(&mut fit, &joint.sums, slot);
            }
            if let Some(proposal) = self.proposal(token) {
                add(&mut fit, &proposal.sums, slot);
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
