//! The numbers of all that patterns can go on with.

use super::pattern::{Pattern, Step};
use super::prospect::Prospect;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// All that the patterns of rules ask for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Prospects {
    /// By the names of classes and the marks, while patterns are compiled.
    #[serde(skip)]
    numbers: FxHashMap<Vec<Part>, Prospect>,
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Class(String),
    Mark(char),
}

impl Prospects {
    /// How many words of bits they take.
    pub(super) fn words(&self) -> usize {
        self.count.div_ceil(64)
    }

    /// The number of what some steps of a pattern take or say, and whether it is new; [`Prospect::ANYTHING`] where one of
    /// them says nothing of the next token.
    pub(super) fn number<'p>(
        &mut self,
        pattern: &Pattern,
        steps: impl Iterator<Item = &'p Step>,
    ) -> (Prospect, bool) {
        let part = |step: &Step| match step {
            Step::Class { class, .. } | Step::Guard { class, .. } => {
                Some(Part::Class(pattern.classes[usize::from(*class)].name.clone()))
            }
            Step::Mark(mark) => Some(Part::Mark(*mark)),
            _ => None,
        };
        let Some(mut parts) = steps.map(part).collect::<Option<Vec<_>>>() else {
            return (Prospect::ANYTHING, false);
        };
        parts.sort_unstable();
        parts.dedup();
        let next = u16::try_from(self.count).map_or(Prospect::ANYTHING, Prospect);
        if let Some(known) = self.numbers.get(&parts) {
            return (*known, false);
        }
        if next != Prospect::ANYTHING {
            self.numbers.insert(parts, next);
            self.count += 1;
        }
        (next, next != Prospect::ANYTHING)
    }
}

/// The steps of a pattern that are asked what it can go on with: where a token was taken before, and where it goes one of two
/// ways.
pub(super) fn asked(pattern: &Pattern) -> Vec<bool> {
    let mut asked = vec![false; pattern.steps.len()];
    for (at, step) in pattern.steps.iter().enumerate() {
        let other = if let Step::Split(other) = step { Some(*other as usize) } else { None };
        if step.takes() || other.is_some() {
            other.into_iter().chain([at + 1]).for_each(|at| asked[at] = true);
        }
    }
    asked
}
