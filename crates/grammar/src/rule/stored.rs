//! Rules as bytes, so that the program's own are read and compiled once, when the program is built.

use super::classes::Classes;
use super::file::Rule;
use super::pattern::{Pattern, Step};
use super::prefilter::{Prefilter, Use};
use super::prospect::Prospect;
use super::reading::ReadingKind;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// Rules that were read from their files and compiled.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredRules<'a> {
    /// By table and name.
    rules: Cow<'a, [Rule]>,
    /// The names of all classes that patterns have.
    #[serde(borrow)]
    classes: Vec<&'a str>,
    /// Of each rule.
    #[serde(borrow)]
    patterns: Vec<StoredPattern<'a>>,
    prefilter: Cow<'a, Prefilter>,
    /// What words are good for by their features, by the position of a class in `classes`.
    words: Vec<(u16, Cow<'a, Use>)>,
}

/// A pattern; where no reading was at hand, what it does not read are slots too.
#[derive(Debug, Serialize, Deserialize)]
struct StoredPattern<'a> {
    steps: Cow<'a, [Step]>,
    /// By their positions in [`StoredRules::classes`].
    classes: Vec<u16>,
    #[serde(borrow)]
    slots: Vec<&'a str>,
    prospects: Cow<'a, [Prospect]>,
}

impl<'a> StoredRules<'a> {
    /// Those of a set.
    pub(super) fn of(rules: &'a [Rule], patterns: &'a [Pattern], prefilter: &'a Prefilter) -> Self {
        let mut classes = Vec::new();
        let mut number = |name: &'a str| {
            let at = classes.iter().position(|known| *known == name).unwrap_or_else(|| {
                classes.push(name);
                classes.len() - 1
            });
            at as u16
        };
        let patterns = patterns.iter().map(|pattern| StoredPattern {
            steps: Cow::Borrowed(&pattern.steps),
            classes: pattern.classes.iter().map(|class| number(&class.name)).collect(),
            slots: pattern.slots.iter().map(String::as_str).collect(),
            prospects: Cow::Borrowed(&pattern.prospects),
        });
        let patterns = patterns.collect();
        let words = prefilter.uses_of_words().iter();
        let words = words.map(|(class, uses)| (number(&class.name), Cow::Borrowed(uses))).collect();
        Self { rules: Cow::Borrowed(rules), patterns, prefilter: Cow::Borrowed(prefilter), words, classes }
    }

    pub(super) fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_allocvec(self).map_err(|cause| unusable(&cause))
    }

    /// The rules that [`RuleSet::to_bytes`](super::RuleSet::to_bytes) gave.
    ///
    /// # Errors
    /// Bytes that are no rules.
    pub fn from_bytes(bytes: &'a [u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|cause| unusable(&cause))
    }

    /// The rules alone, to be compiled with others.
    #[must_use]
    pub fn into_rules(self) -> Vec<Rule> {
        self.rules.into_owned()
    }

    /// The rules, their patterns with the slots that their readings read, and what tokens are good for to them.
    pub(super) fn read<'t>(
        self,
        known: &Classes<'_>,
        reading: impl Fn(&Rule) -> Result<&'t ReadingKind>,
    ) -> Result<(Vec<Rule>, Vec<Pattern>, Prefilter)> {
        let class = |name: &&str| known.get(name);
        let classes: Vec<Arc<_>> = self.classes.iter().map(class).collect::<Result<_>>()?;
        let class = |at: u16| {
            let class = classes.get(usize::from(at)).map(Arc::clone);
            class.ok_or_else(|| Error::configuration("the stored rules name a class that they do not have"))
        };
        let rules = self.rules.into_owned();
        let patterns = rules.iter().zip(self.patterns).map(|(rule, stored)| {
            let (mut steps, reading) = (stored.steps.into_owned(), reading(rule)?);
            let mut slots = Vec::new();
            let mut number = |name: &str| {
                reading.reads(name).then(|| {
                    slots.push(name.to_owned());
                    (slots.len() - 1) as u16
                })
            };
            let numbers: Vec<Option<u16>> = stored.slots.iter().map(|name| number(name)).collect();
            for step in &mut steps {
                if let Step::Class { slot, .. } = step {
                    *slot = slot.and_then(|at| numbers.get(usize::from(at)).copied().flatten());
                }
            }
            let classes = stored.classes.into_iter().map(class).collect::<Result<_>>()?;
            let prospects = stored.prospects.into_owned();
            Ok(Pattern { steps, classes, slots, prospects, ..Pattern::default() })
        });
        let patterns = patterns.collect::<Result<Vec<_>>>()?;
        let mut prefilter = self.prefilter.into_owned();
        for (at, uses) in self.words {
            prefilter.add_words(class(at)?, uses.into_owned());
        }
        Ok((rules, patterns, prefilter))
    }
}

fn unusable(cause: &postcard::Error) -> Error {
    Error::configuration(format!("the stored rules cannot be used: {cause}"))
}
