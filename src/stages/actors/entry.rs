//! What an entry of the words around names says, as the lexicon has it.

use super::{EntityKind, ProductKind};
use serde::Deserialize;

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
pub(super) enum EntryText {
    Title {
        kind: TitleKind,
        gender: Option<Gender>,
    },
    TitleModifier,
    GivenName {
        #[serde(default)]
        ambiguous_forms: Vec<String>,
        gender: Option<Gender>,
    },
    NameTail,
    Boundary,
    CommonWord,
    Description,
    BodyBoundary,
    BodyTail {
        #[serde(default)]
        of_no_state: bool,
    },
    Field,
    NoName,
    Party,
    Lineage,
    Within,
    Calamity,
    CalamityLeader,
    ObjectMark,
    Sayyid,
    ArabicWord,
    ArabicArticle,
    PluralSettlement,
    Cue {
        kinds: Vec<EntityKind>,
    },
    BodyHead {
        kind: EntityKind,
        name_en: String,
        #[serde(default)]
        needs_title: bool,
    },
    NameHead {
        kind: EntityKind,
        #[serde(default = "one")]
        words: u8,
        /// Whether the head is no part of the name («شهرستان X»).
        #[serde(default)]
        head_excluded: bool,
        #[serde(default)]
        allows_known_place: bool,
    },
    Portfolio {
        name_en: String,
    },
    ThatState,
    Determiner,
    Speech,
    According,
    OfficeLeader,
    LightVerb,
    Descent,
    Writes,
    NameBridge,
    AliasLeader,
    PartyDescription,
    OnBehalf,
    ProductHead {
        product_kind: ProductKind,
    },
    ModelPart {
        name_en: String,
        #[serde(default)]
        needs_number: bool,
    },
    NoProduct,
    NounEnding,
    PlaceEnding,
    JoinedPluralEnding,
    IndefinitePluralEnding,
    SurnameEnding,
    WeakSurnameEnding,
    AdjectiveEnding,
    AdjectivePrefix,
}

const fn one() -> u8 {
    1
}

/// The kinds of title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TitleKind {
    /// A post («وزیر»): a name follows it, or the body it is held in.
    Office,
    /// «سرتیپ»: a name follows it.
    Rank,
    /// «حضرت»: a name follows it, and it is no role.
    Honorific,
    /// «دکتر», «آقای»: the same, and never part of a name.
    Address,
}

/// Whether a man or a woman is called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Gender {
    Male,
    Female,
}
