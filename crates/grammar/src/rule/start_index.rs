//! Where rules can begin in the sentences of a document, found for all tables in one pass.

use super::input::MatchInput;
use super::prefilter::{Candidate, Scratch, Tables};
use super::set::RuleSet;
use crate::text::TokenRange;

/// Sentences and the rules that can begin in them.
#[derive(Debug, Default)]
pub(super) struct StartIndex {
    /// The first token of each sentence and one past its last, in text order.
    sentences: Vec<TokenRange>,
    tables: Vec<Listed>,
}

/// Most candidates that are held, and how many more for each token of the document: many times what the program's rules
/// make. What rules that begin at just any word make beyond it is found again, sentence by sentence.
const HELD: usize = 1 << 20;
const HELD_OF_TOKEN: usize = 4;

/// The candidates of one table, sentence by sentence.
#[derive(Debug, Default)]
struct Listed {
    list: Vec<Candidate>,
    /// For each sentence, where its candidates end; nothing for a table that was not asked for.
    ends: Vec<u32>,
}

impl StartIndex {
    /// Finds the candidates of some tables in sentences that stand in text order, as many as are held.
    pub(super) fn new<'a>(
        rules: &RuleSet,
        tables: &[&str],
        sentences: impl Iterator<Item = MatchInput<'a>>,
    ) -> Self {
        let tables: Tables =
            tables.iter().filter_map(|name| rules.table(name)).fold(0, |all, table| all | 1 << table);
        let mut out = Self::default();
        out.tables.resize_with(rules.tables(), Listed::default);
        let mut scratch = Scratch::default();
        let mut held = 0;
        for input in sentences {
            if held > HELD + HELD_OF_TOKEN * input.tokens.list.len() {
                break;
            }
            out.sentences.push(TokenRange::new(input.first as u32, input.last as u32));
            rules.candidates(tables, input, &mut scratch, |table, candidates| {
                if let Some(listed) = out.tables.get_mut(table) {
                    held += candidates.len();
                    listed.list.extend_from_slice(candidates);
                    listed.ends.push(listed.list.len() as u32);
                }
            });
        }
        out
    }

    /// How many candidates of a table there are in all sentences.
    pub(super) fn count(&self, table: usize) -> usize {
        self.tables.get(table).map_or(0, |listed| listed.list.len())
    }

    /// The candidates of a table in a sentence, where both were asked for.
    pub(super) fn candidates(&self, table: usize, sentence: TokenRange) -> Option<&[Candidate]> {
        let at = self.sentences.binary_search(&sentence).ok()?;
        let listed = self.tables.get(table)?;
        let end = *listed.ends.get(at)? as usize;
        let start =
            at.checked_sub(1).and_then(|before| listed.ends.get(before)).map_or(0, |end| *end as usize);
        listed.list.get(start..end)
    }
}
