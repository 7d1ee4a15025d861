//! Clauses, and what their sentences provide and refer to.

use super::grounding::{GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT};
use crate::clauses::{ClauseKind, Modality, PartyRole};
use crate::table::schema::{Column, Reference, Table};
use crate::table::vocabulary::{Scope, Vocabulary};

pub(in crate::table) static CLAUSES: Table = Table {
    name: "clauses",
    summary: "One row is a numbered or lettered item of an agreement, a law or a list, or a law's preamble or signature part.",
    id_prefix: Some("c"),
    groups: &[
        &[Column::id("clause_id", "the row")],
        GROUNDING,
        &[
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
};

pub(in crate::table) static PROVISIONS: Table = Table {
    name: "provisions",
    summary: "One row is a sentence of a clause that obliges, permits, forbids or states.",
    id_prefix: Some("p"),
    groups: &[
        &[
            Column::id("provision_id", "the row"),
            Column::text("clause_id", "the clause it stands in").required(),
        ],
        GROUNDING,
        &[
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
};

pub(in crate::table) static PROVISION_PARTIES: Table = Table {
    name: "provision_parties",
    summary: "One row is an actor's part in a provision.",
    id_prefix: None,
    groups: &[&[
        Column::text("provision_id", "the provision").required(),
        Column::words("role", PartyRole::WORDS, "the part").required(),
        Column::text("entity_id", "the actor: a row of `actors` or of `places`").required(),
        Column::text("mention_id", "the mention that names the actor"),
    ]],
    primary_key: &[],
    references: &[
        Reference { column: "provision_id", table: "provisions", to: "provision_id" },
        Reference { column: "mention_id", table: "mentions", to: "mention_id" },
    ],
};

pub(in crate::table) static CLAUSE_REFERENCES: Table = Table {
    name: "clause_references",
    summary: "One row is a provision that the words of a clause refer to; «مواد ۳ و ۴» are two rows of one span.",
    id_prefix: Some("r"),
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
};
