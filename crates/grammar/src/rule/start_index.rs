//! Where rules can begin in the sentences of a document, found for all tables in one pass.

use super::input::MatchInput;
use super::prefilter::Tables;
use super::set::RuleSet;
use super::starts::{Start, Starts};
use crate::text::TokenRange;
use std::cell::Cell;

/// At one in so many tokens the rules of a table begin, roughly.
const TOKENS_OF_A_START: usize = 10;

/// Sentences and the rules that can begin in them.
#[derive(Debug, Default)]
pub(super) struct StartIndex {
    /// In text order.
    sentences: Vec<TokenRange>,
    tables: Vec<Listed>,
    /// The sentence that was asked for last: stages go through them in order.
    last: Cell<usize>,
}

/// Where the rules of a table can begin.
#[derive(Debug, Default)]
struct Listed {
    /// Sentence by sentence.
    starts: Vec<Start>,
    /// For each sentence, where its starts end; nothing for a table that was not asked for.
    ends: Vec<u32>,
}

impl StartIndex {
    /// Finds where the rules of some tables can begin in sentences that stand in text order and have about so many tokens.
    pub(super) fn new<'a>(
        rules: &RuleSet,
        tables: Tables,
        sentences: impl Iterator<Item = MatchInput<'a>>,
        tokens: usize,
    ) -> Self {
        let prefilter = rules.prefilter();
        let asked = prefilter.of_tables(tables);
        let mut out = Self::default();
        out.tables.resize_with(prefilter.tables(), Listed::default);
        for (_, listed) in out.tables.iter_mut().enumerate().filter(|(table, _)| tables >> table & 1 == 1) {
            listed.starts.reserve(tokens / TOKENS_OF_A_START);
        }
        let mut found = Starts::default();
        for input in sentences {
            prefilter.pass(input, &asked, &mut found);
            out.sentences.push(TokenRange::new(input.first as u32, input.last as u32));
            for (table, listed) in out.tables.iter_mut().enumerate() {
                if tables >> table & 1 == 0 {
                    continue;
                }
                let rules = prefilter.of_table(table);
                for start in &found.begun {
                    if let Some(start) = start.of(rules) {
                        listed.starts.push(start);
                    }
                }
                listed.ends.push(listed.starts.len() as u32);
            }
        }
        out
    }

    /// Bytes that the index of a sentence holds at most while it is made.
    pub(super) fn most_bytes(sentence: TokenRange) -> u64 {
        2 * u64::from(sentence.len()) * size_of::<Start>() as u64
    }

    /// Bytes that it holds.
    pub(super) fn bytes(&self) -> u64 {
        let listed =
            |listed: &Listed| listed.starts.len() * size_of::<Start>() + listed.ends.len() * size_of::<u32>();
        let bytes =
            self.sentences.len() * size_of::<TokenRange>() + self.tables.iter().map(listed).sum::<usize>();
        bytes as u64
    }

    /// At how many tokens rules of a table can begin in all sentences.
    pub(super) fn count(&self, table: usize) -> usize {
        self.tables.get(table).map_or(0, |listed| listed.starts.len())
    }

    /// Where the rules of a table can begin in a sentence, where both were asked for.
    pub(super) fn starts(&self, table: usize, sentence: TokenRange) -> Option<&[Start]> {
        let listed = self.tables.get(table)?;
        if listed.ends.is_empty() {
            return None;
        }
        let is_next = |at: &usize| self.sentences.get(*at) == Some(&sentence);
        let next = [self.last.get(), self.last.get() + 1].into_iter().find(is_next);
        let at = next.or_else(|| self.sentences.binary_search(&sentence).ok())?;
        self.last.set(at);
        let end = *listed.ends.get(at)? as usize;
        let start =
            at.checked_sub(1).and_then(|before| listed.ends.get(before)).map_or(0, |end| *end as usize);
        listed.starts.get(start..end)
    }
}
