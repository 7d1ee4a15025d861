//! Rows of `clauses`, `provisions`, `provision_parties` and `clause_references`.

use rustc_hash::FxHashMap;

use super::writer::{Writer, id_at, with_ids};
use std::ops::Range;

use crate::table::declaration::CLAUSE_REFERENCES;
use crate::table::id::{RowId, RowIds};
use crate::table::record::DocumentColumns;
use crate::table::vocabulary::{Scope, Vocabulary};

impl Writer<'_, '_> {
    pub(super) fn clauses(
        &self,
        columns: &mut DocumentColumns,
        lists: &FxHashMap<u32, RowId>,
        some: Range<usize>,
    ) {
        for (found, id) in with_ids(&self.analysis.clauses, &self.clauses, some) {
            let clause = &found.value;
            self.ground(columns.clauses.row().text("clause_id", id.as_str()), found)
                .text("instrument", clause.instrument.map(|span| self.slice(span)))
                .text("list_id", lists.get(&clause.list).map_or("", RowId::as_str))
                .text("label", Some(self.slice(clause.label)).filter(|label| !label.is_empty()))
                .int32("ordinal", clause.ordinal)
                .int32("level", u32::from(clause.level))
                .text("parent_id", clause.parent.and_then(|index| id_at(&self.clauses, index)))
                .text("eid", clause.eid.as_str())
                .text("heading", clause.heading.map(|span| self.slice(span)))
                .text("kind", clause.kind.word());
        }
    }

    /// The id of each list: that of its first clause, so that a list added before it does not rename it.
    pub(super) fn lists(&self, ids: &mut RowIds) -> FxHashMap<u32, RowId> {
        let mut lists = FxHashMap::default();
        for found in &self.analysis.clauses {
            lists
                .entry(found.value.list)
                .or_insert_with(|| ids.of_list(self.record.doc_id, self.text, found.span));
        }
        lists
    }

    pub(super) fn provisions(&self, columns: &mut DocumentColumns, some: Range<usize>) {
        for (found, id) in with_ids(&self.analysis.provisions, &self.provisions, some) {
            let provision = &found.value;
            let row = columns
                .provisions
                .row()
                .text("provision_id", id.as_str())
                .text("clause_id", id_at(&self.clauses, provision.clause).unwrap_or_default());
            self.ground(row, found)
                .text("modality", provision.modality.word())
                .date("effective_date", provision.effective)
                .date("deadline_date", provision.deadline)
                .text("duration", provision.duration.as_ref().map(|duration| duration.0.as_str()))
                .text("condition", provision.condition.map(|span| self.slice(span)));
            for party in &provision.parties {
                columns
                    .parties
                    .row()
                    .text("provision_id", id.as_str())
                    .text("role", party.role.word())
                    .text("entity_id", self.entity(party.entity).unwrap_or_default())
                    .text("mention_id", party.mention.and_then(|index| id_at(&self.mentions, index)));
            }
        }
    }

    pub(super) fn references(&self, columns: &mut DocumentColumns, ids: &mut RowIds, some: Range<usize>) {
        for found in self.analysis.references.get(some).unwrap_or_default() {
            let reference = &found.value;
            let doc_id = self.record.doc_id;
            // Provisions that are named together share their words.
            let id = ids.of_span(&CLAUSE_REFERENCES, doc_id, &reference.target, self.text, found.span);
            let scope = if reference.internal { Scope::Internal } else { Scope::External };
            let row = columns
                .references
                .row()
                .text("reference_id", id.as_str())
                .text("clause_id", id_at(&self.clauses, reference.clause).unwrap_or_default());
            self.ground(row, found)
                .text("target", reference.target.as_str())
                .text("scope", scope.word())
                .text("target_clause_id", reference.resolved.and_then(|index| id_at(&self.clauses, index)));
        }
    }
}
