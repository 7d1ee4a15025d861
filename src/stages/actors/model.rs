//! Mentions of named actors and places, and the entities they stand for.

use crate::rule::Found;
use crate::text::Span;

/// The reading of one mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Index into [`crate::extract::Analysis::entities`].
    pub entity: usize,
    /// What is named.
    pub kind: EntityKind,
    /// A person's title as written beside the mention.
    pub role: Option<Span>,
    /// Index of the entity (state or body) named in that title.
    pub role_of: Option<usize>,
    /// How the mention was found.
    pub method: Method,
}

/// A mention row: what is named, where it stands and which rule found it.
pub type MentionRow = Found<Mention>;

/// The closed list of what names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    State,
    Organisation,
    ArmedForce,
    Media,
    Company,
    Group,
    Place,
    Product,
}

impl EntityKind {
    /// Whether it is of somebody who can act: neither of a place nor of a thing.
    #[must_use]
    pub const fn acts(self) -> bool {
        !matches!(self, Self::Place | Self::Product)
    }
}

/// The closed list of what products are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ProductKind {
    Weapon,
    Aircraft,
    Ship,
    Vehicle,
    Spacecraft,
    Medicine,
    Software,
    Device,
}

/// How a mention was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// A registry knows the name.
    Lexicon,
    /// A pattern made the name («وزارت بهداشت X»).
    Pattern,
    /// A later short form of a name seen before.
    Coreference,
    /// A misspelt registry name.
    Fuzzy,
    /// A trained model finds the name where it stands.
    Model,
}

/// An entity that a document mentions: from a registry, or made from its name.
#[derive(Clone, Debug, PartialEq, Default, serde::Deserialize, serde::Serialize)]
pub struct Entity {
    /// Lower-case ASCII slug of the usual English name, or one made from the Persian name.
    pub id: String,
    /// Kind; never absent in a finished analysis.
    pub kind: Option<EntityKind>,
    /// The usual Persian name.
    pub name_fa: String,
    /// The usual English name.
    pub name_en: Option<String>,
    /// Wikidata item (`Q…`).
    pub wikidata: Option<String>,
    /// ISO 3166-1 alpha-2 or ISO 3166-2 code.
    pub iso3166: Option<String>,
    /// Id of the entity this one belongs to.
    pub part_of: Option<String>,
    /// Id of the state this place is the capital of.
    pub capital_of: Option<String>,
    /// WGS 84 degrees north.
    pub latitude: Option<f64>,
    /// WGS 84 degrees east.
    pub longitude: Option<f64>,
    /// What a product is, where that is known.
    pub product_kind: Option<ProductKind>,
    /// Id of who makes a product.
    pub maker: Option<String>,
}
