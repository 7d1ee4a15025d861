//! Rows of `mentions`.

use super::Writer;
use crate::table::builder::DocumentColumns;
use crate::table::vocabulary::Vocabulary;

impl Writer<'_, '_> {
    pub(super) fn mentions(&self, columns: &mut DocumentColumns) {
        for (found, id) in self.analysis.mentions.iter().zip(&self.mentions) {
            let mention = &found.value;
            self.ground(columns.mentions.row().text("mention_id", id.as_str()), found)
                .text("entity_id", self.entity(mention.entity).unwrap_or_default())
                .text("kind", mention.kind.word())
                .text("role", mention.role.map(|span| self.slice(span)))
                .text("role_of", mention.role_of.and_then(|index| self.entity(index)))
                .text("method", mention.method.word())
                .text("clause_id", self.clause_around(found.span));
        }
    }
}
