//! Where rules can begin in the sentences of a document, found for all tables in one pass.

use super::matcher::Ground;
use super::set::RuleSet;
use super::starts::{Room, Tables, Try};

/// Sentences and the rules that can begin in them.
#[derive(Debug, Default)]
pub(super) struct Begun {
    /// The first token of each sentence and one past its last, in text order.
    sentences: Vec<(u32, u32)>,
    tables: Vec<Listed>,
}

/// The tries of one table, sentence by sentence.
#[derive(Debug, Default)]
struct Listed {
    list: Vec<Try>,
    /// For each sentence, where its tries end; nothing for a table that was not asked for.
    ends: Vec<u32>,
}

impl Begun {
    /// Finds the tries of some tables in sentences that stand in text order.
    pub(super) fn new<'a>(
        rules: &RuleSet,
        tables: &[&str],
        sentences: impl Iterator<Item = Ground<'a>>,
    ) -> Self {
        let tables: Tables =
            tables.iter().filter_map(|name| rules.table(name)).fold(0, |all, table| all | 1 << table);
        let mut out = Self::default();
        out.tables.resize_with(rules.tables(), Listed::default);
        let mut room = Room::default();
        for ground in sentences {
            out.sentences.push((ground.first as u32, ground.last as u32));
            rules.tries(tables, ground, &mut room, |table, tries| {
                if let Some(listed) = out.tables.get_mut(table) {
                    listed.list.extend_from_slice(tries);
                    listed.ends.push(listed.list.len() as u32);
                }
            });
        }
        out
    }

    /// How many tries of a table there are in all sentences.
    pub(super) fn count(&self, table: usize) -> usize {
        self.tables.get(table).map_or(0, |listed| listed.list.len())
    }

    /// The tries of a table in a sentence, where both were asked for.
    pub(super) fn tries(&self, table: usize, sentence: (u32, u32)) -> Option<&[Try]> {
        let at = self.sentences.binary_search(&sentence).ok()?;
        let listed = self.tables.get(table)?;
        let end = *listed.ends.get(at)? as usize;
        let start =
            at.checked_sub(1).and_then(|before| listed.ends.get(before)).map_or(0, |end| *end as usize);
        listed.list.get(start..end)
    }
}
