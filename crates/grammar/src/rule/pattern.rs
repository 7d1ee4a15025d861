//! The pattern language: one line over token classes.
//!
//! | written | means |
//! |---|---|
//! | `{month}` | an edge of the class `month`, kept in the slot `month` where the rule's reading has one |
//! | `{from=day}` | an edge of the class `day`, kept in the slot `from`, which the reading must have |
//! | `{=day}` | an edge of the class `day` that is context alone and kept nowhere |
//! | `x?` | `x` or nothing |
//! | `(x \| y)` | `x` or `y` |
//! | `[ x ]` | only `x` is the row's span; what stands outside is context |
//! | `~` | no space here |
//! | `x{1,3}` | `x` once, twice or three times; at most nine |
//! | `!{month}` | no edge of the class `month` begins here |
//! | `>{month}` | an edge of the class `month` begins here, and is not taken |
//! | `<{month}`, `!<{month}` | an edge of the class `month` ends here, or none does |
//! | `^`, `$` | the sentence's beginning, end |
//! | `<year-behind>` | the phrase of that name, from `rules/phrases.toml` |
//! | `<year-behind:2>` | the same with 2 behind the names of its slots: `{year2=full-year}` |
//! | `/ - : ( )` … | that character; `\(` for one that has a meaning of its own |
//!
//! Patterns are finite: a match has at most as many parts as the pattern.

use super::class::{Class, Classes};
use super::parse::Parser;
use super::phrase::Phrases;
use super::reading::ReadingKind;
use crate::error::Result;
use std::sync::Arc;

/// One instruction of a compiled pattern.
#[derive(Clone, Debug)]
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

/// A compiled pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    pub(super) steps: Vec<Step>,
    pub(super) classes: Vec<Arc<Class>>,
    pub(super) slots: Vec<String>,
    /// The phrases that it names, and those that they name, by position.
    pub(super) phrases: Vec<usize>,
    /// What no match is without.
    pub(super) needs: Vec<Need>,
    /// Whether every match begins where the sentence does.
    pub(super) anchored: bool,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Behind,
}

/// A part of a pattern that was read.
#[derive(Clone)]
pub(super) enum Node {
    Step(Step),
    All(Vec<Node>),
    Any(Vec<Node>),
    Maybe(Box<Node>),
}

impl Node {
    /// So many times the part at least, and at most: the first ones, and within each other those that may be missing.
    pub(super) fn run(self, least: usize, most: usize) -> Self {
        let further = (least..most).fold(None, |inner: Option<Self>, _| {
            let all = std::iter::once(self.clone()).chain(inner).collect();
            Some(Self::Maybe(Box::new(Self::All(all))))
        });
        Self::All(std::iter::repeat_n(self, least).chain(further).collect())
    }

    /// How many steps it compiles to, roughly.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Step(_) => 1,
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().map(|node| 2 + node.size()).sum(),
            Self::Maybe(node) => 1 + node.size(),
        }
    }
}

impl Pattern {
    /// Compiles the pattern of a rule with this reading.
    pub(super) fn parse(
        text: &str,
        classes: &Classes<'_>,
        phrases: &Phrases,
        reading: &ReadingKind,
    ) -> Result<Self> {
        let mut parser = Parser::new(text, classes, phrases, reading);
        let node = parser.whole()?;
        let mut steps = Vec::new();
        emit(&node, &mut steps);
        let has = |wanted: fn(&Step) -> bool| steps.iter().any(wanted);
        match (has(|step| matches!(step, Step::Open)), has(|step| matches!(step, Step::Close))) {
            (true, false) => return parser.fail("] after the words of the row"),
            (false, true) => return parser.fail("[ before the words of the row and ] after them"),
            _ => {}
        }
        let mut pattern = Self { steps, ..parser.out };
        pattern.steps.push(Step::Done);
        pattern.needs = needs(&node);
        pattern.anchored = matches!(pattern.steps.first(), Some(Step::Start));
        Ok(pattern)
    }

    /// The steps that can take the first token.
    pub(super) fn first(&self) -> Vec<&Step> {
        self.reached(&mut vec![0]).into_iter().map(|at| &self.steps[at]).collect()
    }

    /// The steps that can take what stands behind the first part, [`Step::Done`] where that may be nothing.
    pub(super) fn second(&self) -> Vec<&Step> {
        let first = self.reached(&mut vec![0]);
        let mut behind = first.into_iter().map(|at| at + 1).collect();
        self.reached(&mut behind).into_iter().map(|at| &self.steps[at]).collect()
    }

    /// The steps that take something, or end, which the `open` ones lead to.
    fn reached(&self, open: &mut Vec<usize>) -> Vec<usize> {
        let mut seen = vec![false; self.steps.len()];
        let mut first = Vec::new();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Split(other) => open.extend([*other as usize, at + 1]),
                Step::Jump(to) => open.push(*to as usize),
                Step::Class { .. } | Step::Mark(_) | Step::Done => first.push(at),
                _ => open.push(at + 1),
            }
        }
        first
    }
}

/// What no way through the pattern leaves out; of alternatives, one need of each together.
fn needs(node: &Node) -> Vec<Need> {
    match node {
        Node::All(nodes) => nodes.iter().flat_map(needs).collect(),
        Node::Step(Step::Class { class, .. }) => vec![vec![Part::Class(*class)]],
        Node::Step(Step::Mark(mark)) => vec![vec![Part::Mark(*mark)]],
        Node::Any(nodes) => {
            let least = nodes.iter().map(|node| needs(node).into_iter().min_by_key(Vec::len));
            let one_of: Option<Vec<Need>> = least.collect();
            one_of.map(|parts| parts.concat()).into_iter().collect()
        }
        Node::Step(_) | Node::Maybe(_) => Vec::new(),
    }
}

fn emit(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::Step(step) => steps.push(step.clone()),
        Node::All(nodes) => nodes.iter().for_each(|node| emit(node, steps)),
        Node::Maybe(node) => {
            let split = steps.len();
            steps.push(Step::Done);
            emit(node, steps);
            steps[split] = Step::Split(steps.len() as u32);
        }
        Node::Any(nodes) => {
            let mut jumps = Vec::new();
            for (n, node) in nodes.iter().enumerate() {
                let split = steps.len();
                if n + 1 < nodes.len() {
                    steps.push(Step::Done);
                }
                emit(node, steps);
                if n + 1 < nodes.len() {
                    jumps.push(steps.len());
                    steps.push(Step::Done);
                    steps[split] = Step::Split(steps.len() as u32);
                }
            }
            let end = steps.len() as u32;
            for jump in jumps {
                steps[jump] = Step::Jump(end);
            }
        }
    }
}
