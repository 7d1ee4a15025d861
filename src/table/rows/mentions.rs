//! Rows of `mentions`.

use super::writer::{Writer, with_ids};
use std::ops::Range;

use crate::table::record::DocumentColumns;
use crate::table::vocabulary::Vocabulary;

impl Writer<'_, '_> {
    pub(super) fn mentions(&self, columns: &mut DocumentColumns, some: Range<usize>) {
        for (found, id) in with_ids(&self.analysis.mentions, &self.mentions, some) {
            let mention = &found.value;
            self.ground_in_clause(columns.mentions.row().text("mention_id", id.as_str()), found)
                .text("entity_id", self.entity(mention.entity).unwrap_or_default())
                .text("kind", mention.kind.word())
                .text("role", mention.role.map(|span| self.slice(span)))
                .text("role_of", mention.role_of.and_then(|index| self.entity(index)))
                .text("method", mention.method.word());
        }
    }
}
