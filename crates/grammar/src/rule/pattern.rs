//! A compiled pattern: the steps that a matcher goes through.

use super::class::Class;
use super::prospect::Prospect;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One instruction of a compiled pattern.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Step {
    /// An edge or token of a class, kept in a slot where it has one.
    Class {
        class: u16,
        slot: Option<u16>,
    },
    /// A punctuation character.
    Mark(char),
    /// No space before the next token.
    Adjacent,
    /// Whether an edge of the class begins here, or ends here, which must be so or not.
    Guard {
        class: u16,
        side: Side,
        wanted: bool,
    },
    /// So many words on stands this mark, and words of the class behind it: what follows says so once more, but to look
    /// there first is quicker than to ask each word what it is.
    Ahead {
        words: usize,
        mark: char,
        class: Option<u16>,
    },
    /// The span begins, ends here.
    Open,
    Close,
    /// The sentence begins, ends here.
    Start,
    End,
    /// Try the next step, then the other one.
    Split(u32),
    Jump(u32),
    Done,
}

impl Step {
    /// Whether it takes a word or a mark.
    pub(super) const fn takes(&self) -> bool {
        matches!(self, Self::Class { .. } | Self::Mark(_))
    }
}

/// A compiled pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    pub(super) steps: Vec<Step>,
    pub(super) classes: Vec<Arc<Class>>,
    pub(super) slots: Vec<String>,
    /// The phrases that it names, and those that they name, by position. This and its needs are for those who compile it: one
    /// that was stored has none.
    pub(super) phrases: Vec<usize>,
    /// What no match is without.
    pub(super) needs: Vec<Need>,
    /// For each step that stands behind a token, or at which the pattern goes one of two ways, what it can go on with.
    pub(super) prospects: Vec<Prospect>,
}

/// Parts of which every match has at least one.
pub(super) type Need = Vec<Part>;

/// A part that a match can need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A class, by position in [`Pattern::classes`].
    Class(u16),
    /// A punctuation character.
    Mark(char),
}

/// The side of a place between two tokens that a guard looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    Before,
    Behind,
}

/// A step that can take a token, or say where it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reached<'p> {
    pub(super) step: &'p Step,
    /// Whether the way to it leads through the beginning of the sentence, or through its end.
    pub(super) at_border: bool,
}

impl Pattern {
    /// The steps that can take the first token, or say where it is.
    pub(super) fn first(&self) -> Vec<Reached<'_>> {
        self.steps_at(self.reached(vec![(0, false)], false))
    }

    /// The steps that can take what stands behind the first part, or say what it is; [`Step::Done`] where that may be
    /// nothing.
    pub(super) fn second(&self) -> Vec<Reached<'_>> {
        let first = self.reached(vec![(0, false)], false);
        let behind = first.into_iter().map(|(at, _)| (at + 1, false)).collect();
        self.steps_at(self.reached(behind, true))
    }

    fn steps_at(&self, reached: Vec<(usize, bool)>) -> Vec<Reached<'_>> {
        reached.into_iter().map(|(at, at_border)| Reached { step: &self.steps[at], at_border }).collect()
    }

    /// The steps that take something from a step on, or say what stands there; [`Step::Done`] where that may be nothing.
    pub(super) fn next_from(&self, at: usize) -> impl Iterator<Item = &Step> {
        let itself = self.steps[at].takes() || matches!(self.steps[at], Step::Done);
        let from = vec![(at, false)];
        let reached = if itself { from } else { self.reached(from, true) };
        reached.into_iter().map(|(at, _)| &self.steps[at])
    }

    /// The steps that take something, or end, which the `open` ones lead to; with `guards`, those too that say what stands
    /// behind.
    fn reached(&self, mut open: Vec<(usize, bool)>, guards: bool) -> Vec<(usize, bool)> {
        let mut seen = vec![[false; 2]; self.steps.len()];
        let mut first = Vec::new();
        while let Some((at, at_border)) = open.pop() {
            if std::mem::replace(&mut seen[at][usize::from(at_border)], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Split(other) => open.extend([(*other as usize, at_border), (at + 1, at_border)]),
                Step::Jump(to) => open.push((*to as usize, at_border)),
                Step::Class { .. } | Step::Mark(_) | Step::Ahead { .. } | Step::Done => {
                    first.push((at, at_border));
                }
                Step::Guard { side: Side::Behind, wanted: true, .. } if guards => first.push((at, at_border)),
                Step::Start | Step::End => open.push((at + 1, true)),
                _ => open.push((at + 1, at_border)),
            }
        }
        first
    }
}
