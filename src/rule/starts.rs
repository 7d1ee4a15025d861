//! Which rules of a table can begin at a token, and which can match in a sentence at all.
//!
//! Most sentences hold few of the classes that rules are made of. A rule is tried only in sentences that
//! have an edge of every class it cannot do without, and there only at tokens that can begin it.

use super::class::{Class, TokenTest};
use super::lattice::{Lattice, NUMBER};
use super::pattern::{Pattern, Step};
use super::set::RuleId;
use crate::error::{Error, Result};
use crate::lexicon::ClassId;
use crate::text::{TokenKind, Tokens};

/// Rules that one table can have.
const RULES: usize = 256;
/// Classes that a lexicon can have, numbers among them.
const CLASSES: usize = 512;
/// Different sets of classes that the rules of one table can be bound to.
const GATES: usize = 256;

/// A set of small numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits<const WORDS: usize>([u64; WORDS]);

/// Rules of one table, by position in it.
pub(super) type Rules = Bits<{ RULES / 64 }>;
/// Token classes; [`NUMBER`] is the last.
type Present = Bits<{ CLASSES / 64 }>;
/// Sets of classes, by position in [`Starts::gates`].
type Gates = Bits<{ GATES / 64 }>;

impl<const WORDS: usize> Bits<WORDS> {
    const EMPTY: Self = Self([0; WORDS]);

    fn insert(&mut self, at: usize) {
        if let Some(word) = self.0.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, theirs)| *word |= theirs);
    }

    fn and(mut self, other: &Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(word, theirs)| *word &= theirs);
        self
    }

    fn contains(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(word, theirs)| theirs & !word == 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(n, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                word &= word.checked_sub(1)?;
                Some(n * 64 + bit as usize)
            })
        })
    }
}

/// Where a class stands in [`Present`].
const fn position(class: ClassId) -> usize {
    if class.0 == NUMBER.0 { CLASSES - 1 } else { class.0 as usize }
}

/// The rules of one table.
#[derive(Debug)]
pub(super) struct Starts {
    pub(super) table: String,
    rules: Vec<RuleId>,
    /// The sets of classes that rules are bound to: of each of its gates a sentence must have a class.
    gates: Vec<Present>,
    /// By position of the class: the gates it opens.
    opens: Vec<Gates>,
    /// For each rule, the gates that must be open.
    required: Vec<Gates>,
    /// By position of the class: the rules that can begin with it.
    classes: Vec<Rules>,
    marks: Vec<(char, Rules)>,
    tokens: Vec<(TokenTest, Rules)>,
}

impl Starts {
    pub(super) fn new(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            rules: Vec::new(),
            gates: Vec::new(),
            opens: vec![Gates::EMPTY; CLASSES],
            required: Vec::new(),
            classes: vec![Rules::EMPTY; CLASSES],
            marks: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// Adds a rule.
    ///
    /// # Errors
    /// More rules or classes than a table can have.
    pub(super) fn add(&mut self, id: RuleId, pattern: &Pattern) -> Result<()> {
        let at = self.rules.len();
        if at >= RULES {
            return Err(Error::configuration(format!(
                "too many rules for one table: expected at most {RULES}"
            )));
        }
        self.rules.push(id);
        let mut required = Gates::EMPTY;
        for class in &pattern.required {
            required.insert(self.gate(present(&pattern.classes[*class as usize])?)?);
        }
        self.required.push(required);
        for step in pattern.first() {
            match step {
                Step::Class { class, .. } => self.add_class(&pattern.classes[*class as usize], at)?,
                Step::Mark(mark) => entry(&mut self.marks, *mark).insert(at),
                _ => {}
            }
        }
        Ok(())
    }

    /// The position of a set of classes among the gates.
    fn gate(&mut self, classes: Present) -> Result<usize> {
        if let Some(at) = self.gates.iter().position(|gate| *gate == classes) {
            return Ok(at);
        }
        let at = self.gates.len();
        if at >= GATES {
            return Err(Error::configuration(format!(
                "the rules of one table need too many different classes: expected at most {GATES}"
            )));
        }
        classes.iter().for_each(|class| self.opens[class].insert(at));
        self.gates.push(classes);
        Ok(at)
    }

    fn add_class(&mut self, class: &Class, rule: usize) -> Result<()> {
        for at in present(class)?.iter() {
            self.classes[at].insert(rule);
        }
        if let Some(test) = class.token {
            entry(&mut self.tokens, test).insert(rule);
        }
        Ok(())
    }

    /// The rules whose indispensable classes the tokens `first..last` all have.
    pub(super) fn possible(&self, lattice: &Lattice, first: usize, last: usize) -> Rules {
        let mut open = Gates::EMPTY;
        for edge in lattice.between(first, last) {
            open.add(&self.opens[position(edge.class)]);
        }
        let mut possible = Rules::EMPTY;
        for (at, required) in self.required.iter().enumerate() {
            if open.contains(required) {
                possible.insert(at);
            }
        }
        possible
    }

    /// The rules, of those that are possible, that can begin at a token, in the order of their ids.
    pub(super) fn at(
        &self,
        text: &str,
        tokens: &Tokens,
        lattice: &Lattice,
        at: usize,
        possible: Rules,
    ) -> impl Iterator<Item = RuleId> {
        let mut found = Rules::EMPTY;
        let edges = lattice.at(at);
        for edge in edges {
            found.add(&self.classes[position(edge.class)]);
        }
        let plain = self.tokens.is_empty() && edges.is_empty();
        if let Some(token) = tokens.list.get(at).filter(|token| !plain || token.kind != TokenKind::Word) {
            if !self.marks.is_empty()
                && matches!(token.kind, TokenKind::Punctuation | TokenKind::Hyphen | TokenKind::Stop)
                && let Some(c) = text.get(token.span.range()).and_then(|slice| slice.chars().next())
                && let Some((_, rules)) = self.marks.iter().find(|(mark, _)| *mark == c)
            {
                found.add(rules);
            }
            for (_, rules) in self.tokens.iter().filter(|(test, _)| test.accepts(token.kind)) {
                found.add(rules);
            }
        }
        found.and(&possible).iter().filter_map(|rule| self.rules.get(rule).copied())
    }
}

/// The classes that a class accepts.
fn present(class: &Class) -> Result<Present> {
    let mut set = Present::EMPTY;
    for lexical in class.lexical() {
        if lexical.0 as usize >= CLASSES - 1 {
            return Err(Error::configuration(format!(
                "too many lexicon classes: expected at most {}",
                CLASSES - 1
            )));
        }
        set.insert(position(lexical));
    }
    if class.numeric() {
        set.insert(position(NUMBER));
    }
    Ok(set)
}

fn entry<K: PartialEq>(list: &mut Vec<(K, Rules)>, key: K) -> &mut Rules {
    let at = list.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        list.push((key, Rules::EMPTY));
        list.len() - 1
    });
    &mut list[at].1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_a_sorted_set(mut numbers in proptest::collection::vec(0..RULES, 0..40)) {
            let mut bits = Rules::EMPTY;
            numbers.iter().for_each(|&n| bits.insert(n));
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert_eq!(bits.is_empty(), numbers.is_empty());
            prop_assert_eq!(bits.iter().collect::<Vec<_>>(), numbers);
        }
    }
}
