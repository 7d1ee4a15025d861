//! Mentions, and the actors and places that they name.

use super::grounding::{CLAUSE_ID, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT};
use crate::actors::{EntityKind, Method};
use crate::table::schema::{Column, ColumnType, Table};
use crate::table::vocabulary::Vocabulary;

pub(in crate::table) static MENTIONS: Table = Table {
    name: "mentions",
    summary: "One row is a mention of a named actor or place.",
    id_prefix: Some("m"),
    groups: &[
        &[Column::id("mention_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            Column::text("entity_id", "whom or what is named: a row of `actors` or of `places`").required(),
            Column::words("kind", EntityKind::WORDS, "what is named").required(),
            Column::text("role", "a person's title as written beside the mention"),
            Column::text("role_of", "entity_id of the state or body named in that title"),
            Column::words("method", Method::WORDS, "how the mention was found").required(),
        ],
    ],
    primary_key: &["mention_id"],
    references: &[IN_DOCUMENT, IN_SEGMENT, IN_CLAUSE],
};

/// What an actor can be: every kind of entity but a place, which stands last.
const ACTOR_KINDS: &[&str] = match EntityKind::WORDS.split_last() {
    Some((_place, actors)) => actors,
    None => &[],
};

const NAME_FA: Column = Column::text("name_fa", "the usual Persian name").required();

const NAME_EN: Column = Column::text("name_en", "the usual English name");

const WIKIDATA: Column = Column::text("wikidata", "Wikidata item (`Q…`)");

const ISO3166: Column = Column::text("iso3166", "ISO 3166-1 alpha-2 or ISO 3166-2 code");

const ENTITY_COUNTS: &[Column] = &[
    Column::new("mentions", ColumnType::Int64, "rows of `mentions` that name it").required().unit("row"),
    Column::new("documents", ColumnType::Int64, "documents that name it").required().unit("document"),
];

pub(in crate::table) static ACTORS: Table = Table {
    name: "actors",
    summary: "One row is a person, state, organisation, armed force, medium, company or group that is mentioned.",
    id_prefix: None,
    groups: &[
        &[
            Column::id("actor_id", "slug of the usual English name, or one made from the Persian name"),
            NAME_FA,
            NAME_EN,
            Column::words("kind", ACTOR_KINDS, "what it is").required(),
            WIKIDATA,
            ISO3166,
            Column::text("part_of", "id of the entity it belongs to, which need not be mentioned itself"),
        ],
        ENTITY_COUNTS,
    ],
    primary_key: &["actor_id"],
    references: &[],
};

pub(in crate::table) static PLACES: Table = Table {
    name: "places",
    summary: "One row is a place that is mentioned.",
    id_prefix: None,
    groups: &[
        &[
            Column::id("place_id", "slug of the usual English name, or one made from the Persian name"),
            NAME_FA,
            NAME_EN,
            WIKIDATA,
            ISO3166,
            Column::float("latitude", "WGS 84 degrees north").unit("degree"),
            Column::float("longitude", "WGS 84 degrees east").unit("degree"),
            Column::text(
                "capital_of",
                "id of the state it is the capital of, which need not be mentioned itself",
            ),
        ],
        ENTITY_COUNTS,
    ],
    primary_key: &["place_id"],
    references: &[],
};
