//! What every extractor sees of a document, and the grammar that was compiled for it.

use super::lattice::{Edge, Lattice};
use super::matcher::Match;
use super::set::{RuleId, RuleSet};
use super::{Capture, Reading, Taken, Watch, keep_longest};
use crate::lexicon::{Entry, Lexicon};
use crate::numeral::{Numeral, Words};
use crate::text::{Layout, Span, Tokenizer, Tokens};

/// Words and forms, compiled: everything that reading a text needs and no text changes.
#[derive(Debug)]
pub struct Grammar {
    /// Words and their values.
    pub lexicon: Lexicon,
    /// The number words among them.
    pub words: Words,
    /// Forms and their readings.
    pub rules: RuleSet,
    /// Cuts texts into tokens.
    pub tokenizer: Tokenizer,
}

/// A document, tokenized and looked up.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The text layer.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Tokens,
    /// What each token can begin.
    pub lattice: Lattice,
    /// The grammar.
    pub grammar: &'a Grammar,
    /// Who says that the document is to be given up.
    pub watch: Watch<'a>,
}

impl<'a> Scene<'a> {
    /// Tokenizes a text and looks every token up.
    #[must_use]
    pub fn new(grammar: &'a Grammar, text: &'a str) -> Self {
        Self::watched(grammar, text, Watch::default())
    }

    /// The same under somebody's watch: once it ends, no rule matches any more.
    #[must_use]
    pub fn watched(grammar: &'a Grammar, text: &'a str, watch: Watch<'a>) -> Self {
        let tokens = grammar.tokenizer.tokens(text, Layout::detect(text));
        let lattice = Lattice::new(text, &tokens, &grammar.lexicon, &grammar.words);
        Self { text, tokens, lattice, grammar, watch }
    }

    /// The place of tokens `first..last`.
    #[must_use]
    pub fn span(&self, first: u32, last: u32) -> Span {
        self.tokens.span(first as usize, last as usize)
    }

    /// The words of a place, as written.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The lexicon entry of an edge.
    #[must_use]
    pub fn entry(&self, edge: &Edge) -> Option<&'a Entry> {
        if edge.class == super::lattice::NUMBER { None } else { self.grammar.lexicon.entry(edge.value) }
    }

    /// What a match holds in a slot.
    #[must_use]
    pub fn capture(&self, found: &Match, slot: &str) -> Option<Capture> {
        found.captures.iter().find(|c| self.grammar.rules.slot(found.rule, c.slot) == slot).copied()
    }

    /// The edge that a match holds in a slot.
    #[must_use]
    pub fn slot(&self, found: &Match, slot: &str) -> Option<&Edge> {
        self.lattice.edge(self.capture(found, slot)?.edge)
    }

    /// The numeral that a match holds in a slot.
    #[must_use]
    pub fn numeral(&self, found: &Match, slot: &str) -> Option<&Numeral> {
        self.lattice.numeral(self.slot(found, slot)?)
    }

    /// Every rule of a table over the tokens of a sentence, each match read, the longest kept and taken.
    pub fn read<T>(
        &self,
        table: &str,
        sentence: (u32, u32),
        taken: &mut Taken,
        mut meaning: impl FnMut(&Match) -> Option<T>,
    ) -> Vec<Reading<T>> {
        let mut readings = Vec::new();
        self.matches(table, sentence, |found| {
            if !taken.any(found.first, found.last)
                && let Some(value) = meaning(&found)
            {
                readings.push(Reading { found, value });
            }
        });
        keep_longest(readings, taken, |a, b| self.wins_over(a, b))
    }

    /// Reports the longest match of every rule of a table at every token of a sentence; for readings that
    /// settle their own span.
    pub fn matches(&self, table: &str, (first, last): (u32, u32), report: impl FnMut(Match)) {
        if self.watch.ended() {
            return;
        }
        let range = (first as usize, last as usize);
        self.grammar.rules.matches(table, self.text, &self.tokens, &self.lattice, range, report);
    }

    /// Whether rule `a` is declared to win over rule `b`.
    #[must_use]
    pub fn wins_over(&self, a: RuleId, b: RuleId) -> bool {
        let rules = &self.grammar.rules;
        rules.rule(a).is_some_and(|rule| rule.over.iter().any(|name| name == rules.name(b)))
    }
}
