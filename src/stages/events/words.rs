//! The words by which events are told.

use super::model::{EventType, Role};
use crate::error::Result;
use crate::lexicon::{ClassSet, EntryMap, Lemma};
use crate::rule::{ByRule, Grammar, ReadingKind, RuleTable};
use crate::syntax::Auxiliaries;
use serde::Deserialize;

pub(super) const TABLE: &str = "events";

/// The rules about triggers.
pub(super) const RULES: RuleTable = RuleTable {
    name: TABLE,
    rows: TABLE,
    readings: &[ReadingKind::new("trigger", &[&["trigger"]])
        .needing_in(&[("word", "trigger")])
        .with_senses(&["word", "verb"])],
};

/// A document as this stage sees it.
pub(super) type Scene<'a> = crate::stages::scene::Scene<'a, Words>;

/// What a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reading {
    /// A noun.
    Word,
    /// A simple verb.
    Verb,
}

/// Who or what stands behind a noun of what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Behind {
    /// Nobody for certain: the noun alone is no trigger.
    None,
    Agent,
    Patient,
    Goods,
    Recipient,
    /// Who «میان» or «با» leads, and nobody else.
    Between,
}

impl Behind {
    /// The role of what stands there.
    pub(super) const fn role(self) -> Option<Role> {
        match self {
            Self::None | Self::Between => None,
            Self::Agent => Some(Role::Agent),
            Self::Patient => Some(Role::Patient),
            Self::Goods => Some(Role::Goods),
            Self::Recipient => Some(Role::Recipient),
        }
    }
}

/// What an entry means to this stage, as the lexicon has it.
#[derive(Deserialize)]
#[serde(tag = "means", rename_all = "kebab-case")]
enum WordText {
    Noun {
        #[serde(rename = "type")]
        kind: EventType,
        with: Vec<String>,
        behind: Behind,
        #[serde(default)]
        split: bool,
        #[serde(default)]
        moves: bool,
    },
    Verb {
        #[serde(rename = "type")]
        kind: EventType,
        verbs: Vec<String>,
    },
}

/// A noun of what happens.
#[derive(Debug)]
pub(super) struct Noun {
    pub(super) kind: EventType,
    pub(super) with: Vec<Lemma>,
    pub(super) behind: Behind,
    /// Whether other words may stand between it and its verb: «وارد شهر شد».
    pub(super) split: bool,
    /// Whether it moves what nobody is said to get: «تانک‌ها را به مرز ارسال کرد».
    pub(super) moves: bool,
}

/// The words that roles turn on, by their features.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Features {
    pub(super) object: ClassSet,
    pub(super) preposition: ClassSet,
    pub(super) connective: ClassSet,
    pub(super) inside: ClassSet,
    pub(super) by: ClassSet,
    pub(super) between: ClassSet,
    pub(super) together: ClassSet,
    pub(super) hypothetical: ClassSet,
    pub(super) planned: ClassSet,
    pub(super) territory: ClassSet,
}

/// The words and rules of this stage.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) readings: ByRule<Reading>,
    pub(super) nouns: EntryMap<Noun>,
    pub(super) verbs: Vec<(Lemma, EventType)>,
    pub(super) features: Features,
    pub(super) auxiliaries: Auxiliaries,
}

impl Words {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let mut verbs = Vec::new();
        let nouns = grammar.lexicon.read(TABLE, |entry, text| {
            let lemma = |id: &String| {
                let lemma = grammar.verbs.lemma(id);
                lemma.ok_or_else(|| entry.refuse(&format!("expected the id of a verb, found {id:?}")))
            };
            Ok(match text {
                WordText::Noun { kind, with, behind, split, moves } => Some(Noun {
                    kind,
                    with: with.iter().map(lemma).collect::<Result<_>>()?,
                    behind,
                    split,
                    moves,
                }),
                WordText::Verb { kind, verbs: ids } => {
                    for id in &ids {
                        verbs.push((lemma(id)?, kind));
                    }
                    None
                }
            })
        })?;
        Ok(Self {
            readings: grammar.rules.senses(TABLE)?,
            nouns,
            verbs,
            features: grammar.lexicon.features(TABLE)?,
            auxiliaries: Auxiliaries::new(&grammar.verbs),
        })
    }
}
