//! What the lexicon knows of entities, read once.

use super::likeness::likeness;
use super::validation::{is_iso3166, is_wikidata};
use super::{Entity, EntityKind, ProductKind};
use crate::error::Result;
use crate::lexicon::{Entry, EntryMap};
use crate::rule::{Edge, Grammar, View};
use crate::text::fold::Code;
use crate::text::{Tokenizer, Tokens};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

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
    product_kind: Option<ProductKind>,
    maker: Option<String>,
    /// Whether models of it are told by what stands behind its name: «گلکسی | اس ۲۱».
    #[serde(default)]
    line: bool,
    /// Whether its name names something else where no model stands behind it: «بوئینگ | ۷۳۷».
    #[serde(default)]
    models_alone: bool,
    population: Option<u64>,
    /// Forms that are ordinary words too: they name the entity only beside a cue.
    #[serde(default)]
    ambiguous_forms: Vec<String>,
    /// The only cue (by id) that tells them; without it, any that fits the kind.
    cue: Option<String>,
}

/// What tells of an entity whether its name may be misspelt, read of all of them at once.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Outline {
    pub(super) kind: EntityKind,
    population: Option<u64>,
    #[serde(default)]
    ambiguous_forms: Vec<String>,
}

impl Outline {
    /// That of an entry; nothing where it cannot be read.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        entry.read().ok()
    }

    /// Whether so few people live there that a like word is hardly its name misspelt.
    pub(super) fn small(&self) -> bool {
        self.population.is_some_and(|people| people < SMALL)
    }

    /// Whether letters write it in a way that may mean something else.
    pub(super) fn ambiguous(&self, tokenizer: &Tokenizer, codes: &[Code]) -> bool {
        self.ambiguous_forms.iter().any(|form| writes(codes, &tokenizer.codes(form)))
    }
}

/// Whether letters are a form, with an ending of two letters at most.
fn writes(codes: &[Code], form: &[Code]) -> bool {
    codes.starts_with(form) && codes.len() <= form.len() + 2
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
    /// Whether it is one of the towns that are kept with the number of their people, since few texts name them.
    further: bool,
    /// Whether models of a product are told by what stands behind its name.
    pub(super) line: bool,
    /// Whether only models of it are products.
    pub(super) models_alone: bool,
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

    /// What it is, where it is a product.
    pub(super) fn product_kind(&self) -> Option<ProductKind> {
        self.entity.product_kind
    }

    /// Id of who makes it.
    pub(super) fn maker(&self) -> Option<&str> {
        self.entity.maker.as_deref()
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
#[derive(Debug)]
pub(super) struct Registry {
    entries: Arc<Vec<Entry>>,
    known: EntryMap<Met>,
    tokenizer: Tokenizer,
    /// The persons by the [`likeness`] of their names; none where several have it. Few texts ask for it.
    alike: OnceLock<FxHashMap<Box<[Code]>, Option<u32>>>,
}

/// An entity that is read when a text first has it, as few texts have many of them; nothing where it cannot be read, which no
/// entry of the program's own lexicon is.
type Met = OnceLock<Option<Box<RegistryEntry>>>;

impl Registry {
    /// The entities of a lexicon.
    ///
    /// # Errors
    /// An entry without what its class needs, or with a latitude or longitude that no place has; of the program's own
    /// lexicon a test says that it has none.
    pub(super) fn new(grammar: &Grammar) -> Result<Self> {
        let (lexicon, tokenizer) = (&grammar.lexicon, Tokenizer::new());
        let known = lexicon.meaning("actors", "entity", |entry| {
            let met = Met::new();
            // Of what a user adds all is read at once, so that its faults are told.
            if entry.added || !lexicon.is_stored() {
                let _: Outline = entry.read()?;
                let _ = met.set(Some(Box::new(known(&tokenizer, entry)?)));
            }
            Ok(Some(met))
        })?;
        Ok(Self { entries: lexicon.shared_entries(), known, tokenizer, alike: OnceLock::new() })
    }

    /// The entity of a lexicon entry.
    #[inline]
    pub(super) fn get(&self, entry: u32) -> Option<&RegistryEntry> {
        self.read(entry, self.known.get(entry)?)
    }

    /// The entries of all entities, with their positions.
    pub(super) fn entries(&self) -> impl Iterator<Item = (u32, &Entry)> {
        self.known.iter().filter_map(|(at, _)| Some((at, self.entries.get(at as usize)?)))
    }

    #[inline]
    fn read<'r>(&self, entry: u32, met: &'r Met) -> Option<&'r RegistryEntry> {
        let find = || {
            let found = known(&self.tokenizer, self.entries.get(entry as usize)?);
            found.ok().map(Box::new)
        };
        met.get_or_init(find).as_deref()
    }

    /// The kind of the entity with an id; a look at all of them.
    pub(super) fn kind_of(&self, id: &str) -> Option<EntityKind> {
        let (at, _) = self.entries().find(|(_, entry)| entry.id == id)?;
        self.get(at).map(|known| known.kind)
    }

    /// The person whose name of several words is written with these letters, or in another spelling of it.
    pub(super) fn written_otherwise(&self, name: &[Code]) -> Option<u32> {
        let alike = self.alike.get_or_init(|| {
            let mut alike: FxHashMap<Box<[Code]>, Option<u32>> = FxHashMap::default();
            let several = |form: &str| form.contains(' ');
            for (at, entry) in
                self.entries().filter(|(_, entry)| entry.forms.iter().any(|form| several(form)))
            {
                let Some(known) = Outline::of(entry).filter(|known| known.kind == EntityKind::Person) else {
                    continue;
                };
                for form in entry.forms.iter().filter(|form| several(form)) {
                    if known.ambiguous_forms.iter().any(|known| *form == *known.as_str()) {
                        continue;
                    }
                    // Two that are spelled alike are told apart by nothing else.
                    let of = alike.entry(likeness(&self.tokenizer.codes(form)).into()).or_insert(Some(at));
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
        view.meanings_at(&self.known, at).filter_map(|(edge, met)| Some((edge, self.read(edge.value, met)?)))
    }

    /// Whether tokens `first..last` write an entity in a way that may mean something else.
    pub(super) fn ambiguous(&self, entry: u32, tokens: &Tokens, first: u32, last: u32) -> bool {
        let Some(known) = self.get(entry).filter(|known| !known.ambiguous.is_empty()) else { return false };
        let codes = tokens.codes_between(first, last);
        known.ambiguous.iter().any(|form| writes(codes, form))
    }
}

fn known(tokenizer: &Tokenizer, entry: &Entry) -> Result<RegistryEntry> {
    let attributes: Attributes = entry.read()?;
    for (key, degrees, most) in
        [("latitude", attributes.latitude, 90.0), ("longitude", attributes.longitude, 180.0)]
    {
        if let Some(degrees) = degrees.filter(|degrees| !(-most..=most).contains(degrees)) {
            return Err(entry.refuse(&format!("{key}: expected -{most} to {most}, found {degrees}")));
        }
    }
    if let Some(found) = attributes.wikidata.as_deref().filter(|code| !is_wikidata(code)) {
        return Err(entry.refuse(&format!("wikidata: expected an item such as Q794, found {found:?}")));
    }
    if let Some(found) = attributes.iso3166.as_deref().filter(|code| !is_iso3166(code)) {
        return Err(entry.refuse(&format!("iso3166: expected a code such as IR or IR-23, found {found:?}")));
    }
    for (key, other) in [("part_of", &attributes.part_of), ("capital_of", &attributes.capital_of)] {
        if other.as_ref().is_some_and(|other| entry.id == *other.as_str()) {
            return Err(entry.refuse(&format!("{key}: expected another entity, found the entry itself")));
        }
    }
    let fold = |form: &String| tokenizer.codes(form);
    Ok(RegistryEntry {
        kind: attributes.kind,
        rank: attributes.rank,
        user: entry.added,
        cue: attributes.cue,
        further: attributes.population.is_some(),
        line: attributes.line,
        models_alone: attributes.models_alone,
        ambiguous: attributes.ambiguous_forms.iter().map(fold).collect(),
        entity: Entity {
            id: entry.id.clone().into(),
            kind: Some(attributes.kind),
            name_fa: attributes
                .name_fa
                .or_else(|| entry.forms.first().cloned().map(Into::into))
                .unwrap_or_default(),
            name_en: attributes.name_en,
            wikidata: attributes.wikidata,
            iso3166: attributes.iso3166,
            part_of: attributes.part_of,
            capital_of: attributes.capital_of,
            latitude: attributes.latitude,
            longitude: attributes.longitude,
            product_kind: attributes.product_kind,
            maker: attributes.maker,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Engine;

    #[test]
    fn all_entities_of_the_own_lexicon_can_be_read() {
        let engine = Engine::builder().build().expect("an engine");
        let registry = Registry::new(engine.grammar()).expect("a registry");
        let entries = || registry.known.iter().map(|(entry, _)| entry);
        assert!(entries().count() > 4000 && engine.grammar().lexicon.is_stored());
        assert_eq!(entries().find(|entry| registry.get(*entry).is_none()), None);
    }
}
