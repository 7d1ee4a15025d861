//! The tables of clauses, and of what their sentences provide and refer to.

use super::derivation;
use super::model::{
    Clause, ClauseKind, ClauseRow, Modality, PartyRole, Provision, ProvisionRow,
    Reference as ClauseReference, ReferenceRow,
};
use crate::stages::actors::{Entity, MentionRow, entity_id};
use crate::stages::dates::{DateRow, durations};
use crate::table::{
    Column, Columns, Context, Derivation, GROUNDING, Group, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT, REVIEW,
    Reasons, Reference, Row, RowValue, RowsOf, Table, TableRows, Vocabulary, vocabulary,
};
use std::ops::Range;

pub(crate) static CLAUSES: Table = Table {
    name: "clauses",
    summary: "One row is a numbered or lettered item of an agreement, a law or a list, or a law's preamble or signature part.",
    id_prefix: Some("c"),
    whole: true,
    group: Some(Group { column: "list_id", name: "lists", id_prefix: "l" }),
    nests: true,
    counted: true,
    groups: &[
        &[Column::id("clause_id", "the row")],
        GROUNDING,
        &[
            REVIEW,
            Column::text("instrument", "the title line it belongs to, as written"),
            Column::text("list_id", "the list or instrument: the same for all its clauses").required(),
            Column::text(
                "label",
                "the label as written, without punctuation (`۱`, `الف`, `ماده ۵`, `-`); null where `kind` is not `item`",
            ),
            Column::count("ordinal", "1-based position in its parent"),
            Column::count("level", "depth, from 1"),
            Column::text("parent_id", "the clause that holds this one"),
            Column::text("eid", "Akoma Ntoso style path (`art_5__point_b`)").required(),
            Column::text("heading", "the heading beside or below the label, as written"),
            Column::words(
                "kind",
                ClauseKind::WORDS,
                "`preamble`: what stands between the title of a law or treaty and its first article; \
                 `signature`: what stands over the signatures",
            )
            .required(),
        ],
    ],
    primary_key: &["clause_id"],
    references: &[
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "parent_id", table: "clauses", to: "clause_id" },
    ],
    ..Table::EMPTY
};

pub(crate) static PROVISIONS: Table = Table {
    name: "provisions",
    summary: "One row is a sentence of a clause that obliges, permits, forbids or states.",
    id_prefix: Some("p"),
    whole: true,
    checks: |_| Ok(vec![durations()]),
    groups: &[
        &[
            Column::id("provision_id", "the row"),
            Column::text("clause_id", "the clause it stands in").required(),
        ],
        GROUNDING,
        &[
            REVIEW,
            Column::words("modality", Modality::WORDS, "what it does").required(),
            Column::date("effective_date", "from when it holds"),
            Column::date("deadline_date", "by when it must be done"),
            Column::text(
                "duration",
                "for how long it holds, or within how long it must be done, as ISO 8601",
            ),
            Column::text("condition", "the words of its condition, as written"),
        ],
    ],
    primary_key: &["provision_id"],
    references: &[IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT],
    ..Table::EMPTY
};

pub(crate) static PROVISION_PARTIES: Table = Table {
    name: "provision_parties",
    summary: "One row is an actor's part in a provision.",
    groups: &[&[
        Column::text("provision_id", "the provision").required(),
        Column::words("role", PartyRole::WORDS, "the part").required(),
        Column::text("entity_id", "the actor: a row of `actors` or of `places`").required(),
        Column::text("mention_id", "the mention that names the actor"),
    ]],
    references: &[
        Reference { column: "provision_id", table: "provisions", to: "provision_id" },
        Reference { column: "mention_id", table: "mentions", to: "mention_id" },
    ],
    ..Table::EMPTY
};

pub(crate) static CLAUSE_REFERENCES: Table = Table {
    name: "clause_references",
    summary: "One row is a provision that the words of a clause refer to; «مواد ۳ و ۴» are two rows of one span.",
    id_prefix: Some("r"),
    aspect: Some("target"),
    groups: &[
        &[
            Column::id("reference_id", "the row"),
            Column::text("clause_id", "the clause it stands in").required(),
        ],
        GROUNDING,
        &[
            Column::text(
                "target",
                "what is referred to, as written: kinds and numbers, the outermost first (`art_3__point_b`); \
                 a kind alone where no number is written («این ماده»: `art`)",
            )
            .required(),
            Column::words(
                "scope",
                Scope::WORDS,
                "`internal`: a law of this document; `external`: another law («ماده ۵ قانون مدنی»)",
            )
            .required(),
            Column::text(
                "target_clause_id",
                "the clause referred to; null where it is of another law or the document does not have it",
            ),
        ],
    ],
    primary_key: &["reference_id"],
    references: &[
        IN_CLAUSE,
        IN_DOCUMENT,
        IN_SEGMENT,
        Reference { column: "target_clause_id", table: "clauses", to: "clause_id" },
    ],
    ..Table::EMPTY
};

impl<A: RowsOf<ClauseRow>> RowValue<A> for Clause {
    fn table() -> &'static Table {
        &CLAUSES
    }

    fn parent(&self) -> Option<usize> {
        self.parent
    }

    fn group(&self) -> Option<u32> {
        Some(self.list)
    }

    fn reasons(row: &ClauseRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::clause(row, context)
    }

    fn write(row: &ClauseRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let clause = &row.value;
        context
            .ground_reviewed(cells, row)
            .text("instrument", clause.instrument.map(|span| context.slice(span)))
            .text("list_id", context.group_id::<ClauseRow>(row.value.list).unwrap_or_default())
            .text("label", Some(context.slice(clause.label)).filter(|label| !label.is_empty()))
            .int32("ordinal", clause.ordinal)
            .int32("level", u32::from(clause.level))
            .text("parent_id", clause.parent.and_then(|index| context.id_of::<ClauseRow>(index)))
            .text("eid", clause.eid.as_str())
            .text("heading", clause.heading.map(|span| context.slice(span)))
            .text("kind", clause.kind.word());
    }
}

impl<A: RowsOf<ClauseRow> + RowsOf<DateRow>> RowValue<A> for Provision {
    fn table() -> &'static Table {
        &PROVISIONS
    }

    fn reasons(row: &ProvisionRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::provision(row, context)
    }

    fn write(row: &ProvisionRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let provision = &row.value;
        let clause = context.id_of::<ClauseRow>(provision.clause).unwrap_or_default();
        context
            .ground_reviewed(cells.text("clause_id", clause), row)
            .text("modality", provision.modality.word())
            .date("effective_date", provision.effective)
            .date("deadline_date", provision.deadline)
            .text("duration", provision.duration.as_ref().map(|duration| duration.0.as_str()))
            .text("condition", provision.condition.map(|span| context.slice(span)));
    }
}

/// The rows of `provision_parties`, as many of a provision as it has parties.
pub(crate) struct ProvisionParties;

impl<A> TableRows<A> for ProvisionParties
where
    A: RowsOf<ClauseRow> + RowsOf<ProvisionRow> + RowsOf<DateRow> + RowsOf<Entity> + RowsOf<MentionRow>,
{
    fn table(&self) -> &'static Table {
        &PROVISION_PARTIES
    }

    fn count(&self, analysis: &A) -> usize {
        RowsOf::<ProvisionRow>::rows_of(analysis).len()
    }

    fn derive(&self, row: usize, context: &Context<'_, '_, A>) -> Option<Derivation> {
        let provisions: &[ProvisionRow] = context.analysis.rows_of();
        let mut parties =
            provisions.iter().flat_map(|row| row.value.parties.iter().map(move |party| (row, party)));
        let (provision, party) = parties.nth(row)?;
        let reasons = derivation::party(party, context);
        Some(Derivation { span: provision.span, rule: Some(provision.rule), reasons })
    }

    fn write(&self, some: Range<usize>, context: &Context<'_, '_, A>, columns: &mut Columns) {
        let provisions: &[ProvisionRow] = context.analysis.rows_of();
        for (at, provision) in provisions.iter().enumerate().take(some.end).skip(some.start) {
            for party in &provision.value.parties {
                columns
                    .row()
                    .text("provision_id", context.id_of::<ProvisionRow>(at).unwrap_or_default())
                    .text("role", party.role.word())
                    .text("entity_id", entity_id(context, party.entity).unwrap_or_default())
                    .text("mention_id", party.mention.and_then(|index| context.id_of::<MentionRow>(index)));
            }
        }
    }
}

impl<A: RowsOf<ClauseRow>> RowValue<A> for ClauseReference {
    fn table() -> &'static Table {
        &CLAUSE_REFERENCES
    }

    /// Provisions that are named together share their words.
    fn aspect(&self) -> &str {
        &self.target
    }

    fn reasons(row: &ReferenceRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::reference(row, context)
    }

    fn write(row: &ReferenceRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let reference = &row.value;
        let scope = if reference.internal { Scope::Internal } else { Scope::External };
        let clause = context.id_of::<ClauseRow>(reference.clause).unwrap_or_default();
        let target = reference.resolved.and_then(|index| context.id_of::<ClauseRow>(index));
        context
            .ground(cells.text("clause_id", clause), row)
            .text("target", reference.target.as_str())
            .text("scope", scope.word())
            .text("target_clause_id", target);
    }
}

vocabulary!(ClauseKind {
    Self::Item => "item",
    Self::Preamble => "preamble",
    Self::Signature => "signature",
});

vocabulary!(Modality {
    Self::Obligation => "obligation",
    Self::Permission => "permission",
    Self::Prohibition => "prohibition",
    Self::Statement => "statement",
});

vocabulary!(PartyRole {
    Self::Obligor => "obligor",
    Self::Recipient => "recipient",
    Self::Supervisor => "supervisor",
});

/// Whether a reference is to a law of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Internal,
    External,
}

vocabulary!(Scope {
    Self::Internal => "internal",
    Self::External => "external",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&CLAUSES),
            "clause_id GROUNDING review instrument list_id label ordinal level parent_id eid heading kind"
        );
        assert_eq!(
            columns(&PROVISIONS),
            "provision_id clause_id GROUNDING review modality effective_date deadline_date duration condition"
        );
        assert_eq!(columns(&PROVISION_PARTIES), "provision_id role entity_id mention_id");
        assert_eq!(
            columns(&CLAUSE_REFERENCES),
            "reference_id clause_id GROUNDING target scope target_clause_id"
        );
    }
}
