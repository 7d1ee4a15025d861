//! What the lexicon knows of entities, read once.

use super::likeness::likeness;
use super::{Entity, EntityKind};
use crate::error::Result;
use crate::lexicon::{Entry, EntryMap};
use crate::rule::{Edge, Grammar, View};
use crate::text::Tokens;
use crate::text::fold::Code;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::OnceLock;

/// Inhabitants of a place that texts name often enough to misspell it.
const SMALL: u64 = 100_000;

/// The keys of an entity's lexicon entry, and what its class says of it.
#[derive(Clone, Debug, Deserialize)]
struct Attributes {
    kind: EntityKind,
    /// The smaller, the likelier the kind is meant where several entities share a form.
    rank: u8,
    name_en: Option<String>,
    name_fa: Option<String>,
    wikidata: Option<String>,
    iso3166: Option<String>,
    part_of: Option<String>,
    capital_of: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    population: Option<u64>,
    /// Forms that are ordinary words too: they name the entity only beside a cue.
    #[serde(default)]
    ambiguous_forms: Vec<String>,
    /// The only cue (by id) that tells them; without it, any that fits the kind.
    cue: Option<String>,
}

/// An entity that the lexicon knows.
#[derive(Clone, Debug)]
pub(super) struct RegistryEntry {
    pub(super) kind: EntityKind,
    /// See [`Attributes::rank`].
    rank: u8,
    /// Whether a user's file names it, which goes before the program's own.
    user: bool,
    ambiguous: Vec<Box<[Code]>>,
    cue: Option<String>,
    /// Whether it is a place that few people live in.
    small: bool,
    /// Whether it is one of the towns that are kept with the number of their people, since few texts name them.
    further: bool,
    entity: Entity,
}

impl RegistryEntry {
    /// Whether a cue of this id, of the right kind, tells that an ambiguous form names it.
    pub(super) fn told_by(&self, cue: &str) -> bool {
        self.cue.as_deref().is_none_or(|only| only == cue)
    }

    /// Whether no single cue is the only one that tells its ambiguous forms.
    pub(super) fn is_told_by_any(&self) -> bool {
        self.cue.is_none()
    }

    /// Whether what befalls a place or a state tells its ambiguous forms: those of further towns more often are the words
    /// («در کوهستان باران بارید»).
    pub(super) fn is_told_by_events(&self) -> bool {
        matches!(self.kind, EntityKind::Place | EntityKind::State) && self.cue.is_none() && !self.further
    }

    /// Its row.
    pub(super) fn entity(&self) -> Entity {
        self.entity.clone()
    }

    /// Its id.
    pub(super) fn id(&self) -> &str {
        &self.entity.id
    }

    /// Id of what it belongs to.
    pub(super) fn part_of(&self) -> Option<&str> {
        self.entity.part_of.as_deref()
    }

    /// Whether so few people live there that a like word is hardly its name misspelt.
    pub(super) fn small(&self) -> bool {
        self.small
    }

    /// Its English name.
    pub(super) fn name_en(&self) -> Option<&str> {
        self.entity.name_en.as_deref()
    }

    /// The smaller, the likelier it is meant where several entities share a form; `told`: the words beside an
    /// ambiguous form say so.
    pub(super) fn order(&self, doubtful: bool, told: bool) -> (bool, bool, bool, u8) {
        (doubtful, !self.user, !told, self.rank)
    }
}

/// Every entity of the lexicon, by position of its entry.
#[derive(Debug, Default)]
pub(super) struct Registry {
    known: EntryMap<RegistryEntry>,
    /// The persons by the [`likeness`] of their names; none where several have it. Few texts ask for it.
    alike: OnceLock<FxHashMap<Box<[Code]>, Option<u32>>>,
}

impl Registry {
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let known = grammar.lexicon.read_meaning("actors", "entity", |entry, attributes| {
            known(grammar, entry, attributes).map(Some)
        })?;
        Ok(Self { known, alike: OnceLock::new() })
    }

    /// The entity of a lexicon entry.
    #[inline]
    pub(super) fn get(&self, entry: u32) -> Option<&RegistryEntry> {
        self.known.get(entry)
    }

    /// The kind of the entity with an id; a look at all of them.
    pub(super) fn kind_of(&self, id: &str) -> Option<EntityKind> {
        self.known.iter().find(|(_, known)| known.id() == id).map(|(_, known)| known.kind)
    }

    /// The person whose name of several words is written with these letters, or in another spelling of it.
    pub(super) fn written_otherwise(&self, grammar: &Grammar, name: &[Code]) -> Option<u32> {
        let alike = self.alike.get_or_init(|| {
            let mut alike: FxHashMap<Box<[Code]>, Option<u32>> = FxHashMap::default();
            for (at, known) in self.known.iter().filter(|(_, known)| known.kind == EntityKind::Person) {
                let forms = grammar.lexicon.entry(at).map_or(&[][..], |entry| &entry.forms);
                for form in forms.iter().filter(|form| form.contains(' ')) {
                    let codes = grammar.tokenizer.codes(form);
                    if known.ambiguous.contains(&codes) {
                        continue;
                    }
                    // Two that are spelled alike are told apart by nothing else.
                    let of = alike.entry(likeness(&codes).into()).or_insert(Some(at));
                    *of = of.filter(|other| *other == at);
                }
            }
            alike
        });
        alike.get(likeness(name).as_ref()).copied().flatten()
    }

    /// The entities whose names begin at a token.
    #[inline]
    pub(super) fn names_at(&self, view: &View<'_>, at: u32) -> impl Iterator<Item = (Edge, &RegistryEntry)> {
        view.meanings_at(&self.known, at)
    }

    /// Whether tokens `first..last` write an entity in a way that may mean something else.
    pub(super) fn ambiguous(&self, entry: u32, tokens: &Tokens, first: u32, last: u32) -> bool {
        let Some(known) = self.get(entry).filter(|known| !known.ambiguous.is_empty()) else { return false };
        let codes = tokens.codes_between(first, last);
        known.ambiguous.iter().any(|form| codes.starts_with(form) && codes.len() <= form.len() + 2)
    }
}

fn known(grammar: &Grammar, entry: &Entry, attributes: Attributes) -> Result<RegistryEntry> {
    for (key, degrees, most) in
        [("latitude", attributes.latitude, 90.0), ("longitude", attributes.longitude, 180.0)]
    {
        if let Some(degrees) = degrees.filter(|degrees| !(-most..=most).contains(degrees)) {
            return Err(entry.refuse(&format!("{key}: expected -{most} to {most}, found {degrees}")));
        }
    }
    let fold = |form: &String| grammar.tokenizer.codes(form);
    Ok(RegistryEntry {
        kind: attributes.kind,
        rank: attributes.rank,
        user: entry.added,
        cue: attributes.cue,
        small: attributes.population.is_some_and(|people| people < SMALL),
        further: attributes.population.is_some(),
        ambiguous: attributes.ambiguous_forms.iter().map(fold).collect(),
        entity: Entity {
            id: entry.id.clone(),
            kind: Some(attributes.kind),
            name_fa: attributes.name_fa.or_else(|| entry.forms.first().cloned()).unwrap_or_default(),
            name_en: attributes.name_en,
            wikidata: attributes.wikidata,
            iso3166: attributes.iso3166,
            part_of: attributes.part_of,
            capital_of: attributes.capital_of,
            latitude: attributes.latitude,
            longitude: attributes.longitude,
        },
    })
}
