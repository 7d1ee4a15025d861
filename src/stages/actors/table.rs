//! The tables `mentions`, and `actors`, `places` and `products`, which count over all documents what mentions name.

use super::derivation;
use super::model::{Entity, EntityKind, Mention, MentionRow, Method, ProductKind};
use super::validation;
use crate::table::{
    CLAUSE_ID, Column, ColumnType, Context, GROUNDING, IN_CLAUSE, IN_DOCUMENT, IN_SEGMENT, IN_STATEMENT,
    REVIEW, Reasons, Row, RowValue, RowsOf, STATEMENT_ID, Table, Vocabulary, vocabulary,
};

pub(crate) static MENTIONS: Table = Table {
    name: "mentions",
    summary: "One row is a mention of a named actor, place or product.",
    id_prefix: Some("m"),
    counted: true,
    groups: &[
        &[Column::id("mention_id", "the row")],
        GROUNDING,
        &[
            CLAUSE_ID,
            STATEMENT_ID,
            REVIEW,
            Column::text(
                "entity_id",
                "whom or what is named: a row of `actors`, of `places` or of `products`",
            )
            .required(),
            Column::words("kind", EntityKind::WORDS, "what is named").required(),
            Column::text("role", "a person's title as written beside the mention"),
            Column::text("role_of", "entity_id of the state or body named in that title"),
            Column::words("method", Method::WORDS, "how the mention was found").required(),
        ],
    ],
    primary_key: &["mention_id"],
    references: &[IN_DOCUMENT, IN_SEGMENT, IN_CLAUSE, IN_STATEMENT],
    ..Table::EMPTY
};

/// What an actor can be: every kind of entity but a place and a product, which stand last.
const ACTOR_KINDS: &[&str] = match EntityKind::WORDS {
    [actors @ .., _place, _product] => actors,
    _ => &[],
};

const NAME_FA: Column = Column::text("name_fa", "the usual Persian name").required();

const NAME_EN: Column = Column::text("name_en", "the usual English name");

const WIKIDATA: Column = Column::text("wikidata", "Wikidata item (`Q…`)");

const ISO3166: Column = Column::text("iso3166", "ISO 3166-1 alpha-2 or ISO 3166-2 code");

const ENTITY_COUNTS: &[Column] = &[
    Column::new("mentions", ColumnType::Int64, "rows of `mentions` that name it").required().unit("row"),
    Column::new("documents", ColumnType::Int64, "documents that name it").required().unit("document"),
];

pub(crate) static ACTORS: Table = Table {
    name: "actors",
    summary: "One row is a person, state, organisation, armed force, medium, company or group that is mentioned.",
    checks: validation::codes,
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
    ..Table::EMPTY
};

pub(crate) static PLACES: Table = Table {
    name: "places",
    summary: "One row is a place that is mentioned.",
    checks: validation::codes_and_coordinates,
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
    ..Table::EMPTY
};

pub(crate) static PRODUCTS: Table = Table {
    name: "products",
    summary: "One row is a weapon, vehicle, medicine, program or device that is mentioned by its proper name.",
    checks: validation::items,
    groups: &[
        &[
            Column::id("product_id", "slug of the usual English name, or one made from the Persian name"),
            NAME_FA,
            NAME_EN,
            Column::words("kind", ProductKind::WORDS, "what it is, where the text or the lexicon tells"),
            WIKIDATA,
            Column::text(
                "part_of",
                "id of the line of products that it is a model of, which need not be mentioned itself",
            ),
            Column::text("maker", "id of who makes it, which need not be mentioned itself"),
        ],
        ENTITY_COUNTS,
    ],
    primary_key: &["product_id"],
    ..Table::EMPTY
};

impl<A: RowsOf<Entity> + RowsOf<MentionRow>> RowValue<A> for Mention {
    fn table() -> &'static Table {
        &MENTIONS
    }

    fn reasons(row: &MentionRow, context: &Context<'_, '_, A>) -> Reasons {
        derivation::reasons(row, context)
    }

    fn write(row: &MentionRow, cells: Row<'_>, context: &Context<'_, '_, A>) {
        let mention = &row.value;
        context
            .ground_in_clause(cells, row)
            .text("entity_id", entity_id(context, mention.entity).unwrap_or_default())
            .text("kind", mention.kind.word())
            .text("role", mention.role.map(|span| context.slice(span)))
            .text("role_of", mention.role_of.and_then(|entity| entity_id(context, entity)))
            .text("method", mention.method.word());
    }
}

/// The id of an entity of the document.
pub(crate) fn entity_id<'a, A: RowsOf<Entity>>(
    context: &Context<'a, '_, A>,
    entity: usize,
) -> Option<&'a str> {
    let entities: &[Entity] = context.analysis.rows_of();
    entities.get(entity).map(|entity| entity.id.as_str())
}

vocabulary!(EntityKind {
    Self::Person => "person",
    Self::State => "state",
    Self::Organisation => "organisation",
    Self::ArmedForce => "armed_force",
    Self::Media => "media",
    Self::Company => "company",
    Self::Group => "group",
    Self::Place => "place",
    Self::Product => "product",
});

vocabulary!(ProductKind {
    Self::Weapon => "weapon",
    Self::Aircraft => "aircraft",
    Self::Ship => "ship",
    Self::Vehicle => "vehicle",
    Self::Spacecraft => "spacecraft",
    Self::Medicine => "medicine",
    Self::Software => "software",
    Self::Device => "device",
});

vocabulary!(Method {
    Self::Lexicon => "lexicon",
    Self::Pattern => "pattern",
    Self::Coreference => "coreference",
    Self::Fuzzy => "fuzzy",
    Self::Model => "model",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::columns;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        assert_eq!(
            columns(&MENTIONS),
            "mention_id GROUNDING clause_id statement_id review entity_id kind role role_of method"
        );
        assert_eq!(
            columns(&ACTORS),
            "actor_id name_fa name_en kind wikidata iso3166 part_of mentions documents"
        );
        assert_eq!(
            columns(&PLACES),
            "place_id name_fa name_en wikidata iso3166 latitude longitude capital_of mentions documents"
        );
        assert_eq!(
            columns(&PRODUCTS),
            "product_id name_fa name_en kind wikidata part_of maker mentions documents"
        );
    }
}
