//! What can be judged of one entity of the registry without a text: its ISO 3166 code, whether it lies and belongs
//! where that says, and whether it belongs to whom its names name.

use jadval::lexicon::LexiconFile;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// The classes whose entries are entities.
pub(crate) const CLASSES: [&str; 11] = [
    "state",
    "place",
    "organisation",
    "armed-force",
    "media",
    "company",
    "group",
    "person",
    "product",
    "product-model",
    "design-bureau",
];

/// Those whose names often say what they are part of.
const BODIES: [&str; 4] = ["organisation", "armed-force", "media", "company"];

/// Named after where it served and not after whom it belongs to.
const NAMED_OTHERWISE: [&str; 1] = ["isaf"];

/// Degrees by which islands and shoals lie outside a country's outline.
const MARGIN: f64 = 0.6;

/// What `countries.tsv` says of a country.
struct Country {
    /// South, west, north, east of each of its lands; none where the source has no land of its own.
    lands: Vec<[f64; 4]>,
    /// The code of the state that it belongs to, where it is none.
    sovereign: Option<&'static str>,
    name: &'static str,
}

/// An entry of the registry.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) class: String,
    pub(crate) id: String,
    pub(crate) forms: Vec<String>,
    pub(crate) attributes: Table,
}

impl Entity {
    /// The entities of a lexicon file; none of a file of other words.
    pub(crate) fn of(file: LexiconFile) -> impl Iterator<Item = Self> {
        let class = file.class;
        let entries = CLASSES.contains(&class.as_str()).then_some(file.entries);
        entries.into_iter().flatten().map(move |entry| Self {
            class: class.clone(),
            id: entry.id,
            forms: entry.forms,
            attributes: entry.attributes,
        })
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.attributes.get(key).and_then(Value::as_str)
    }

    fn number(&self, key: &str) -> Option<f64> {
        self.attributes.get(key).and_then(Value::as_float)
    }

    /// The words that name it and nothing else.
    fn names(&self) -> impl Iterator<Item = String> {
        let ambiguous = self.attributes.get("ambiguous_forms").and_then(Value::as_array);
        let ambiguous: Vec<&str> = ambiguous.into_iter().flatten().filter_map(Value::as_str).collect();
        let clear = self.forms.iter().map(String::as_str).filter(move |form| !ambiguous.contains(form));
        clear.chain(self.text("name_en")).map(words)
    }
}

/// A name between spaces, so that another is looked for in it word by word.
fn words(name: &str) -> String {
    let parts = name.split([' ', '\u{200c}', '،', ',']).filter(|part| !part.is_empty());
    format!(" {} ", parts.collect::<Vec<_>>().join(" "))
}

/// All entities, and what is known of the countries they lie in.
pub(crate) struct Registry {
    entities: BTreeMap<String, Entity>,
    countries: BTreeMap<&'static str, Country>,
    divisions: BTreeMap<&'static str, &'static str>,
    /// The names of states and of all that something is part of, with whose they are.
    owners: Vec<(String, String)>,
}

#[allow(dead_code, reason = "the laws of the registry ask more than mutation does")]
impl Registry {
    pub(crate) fn new(entities: impl IntoIterator<Item = Entity>) -> Self {
        let entities: BTreeMap<String, Entity> =
            entities.into_iter().map(|entity| (entity.id.clone(), entity)).collect();
        let states =
            entities.values().filter(|entity| entity.class == "state").map(|state| state.id.as_str());
        let wholes = entities.values().filter_map(|entity| entity.text("part_of"));
        let owners: BTreeSet<&str> = states.chain(wholes).collect();
        let owners = owners.into_iter().filter_map(|id| entities.get(id));
        let owners = owners.flat_map(|owner| owner.names().map(|name| (name, owner.id.clone()))).collect();
        Self { entities, countries: countries(), divisions: divisions(), owners }
    }

    /// All entities, by id.
    pub(crate) fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// Whether a key of such an entity is judged whatever it says.
    pub(crate) fn judges(class: &str, key: &str) -> bool {
        matches!(class, "state" | "place") && matches!(key, "iso3166" | "latitude" | "longitude")
            || class == "place" && matches!(key, "part_of" | "capital_of")
    }

    /// Whether the names of an entity say what it is part of.
    pub(crate) fn names_its_whole(&self, entity: &Entity) -> bool {
        !self.named_owners(entity).is_empty()
    }

    /// What of an entity cannot be: one line for each.
    pub(crate) fn faults(&self, entity: &Entity) -> Vec<String> {
        let found = [
            self.coordinates(entity),
            self.code(entity),
            self.belonging(entity),
            self.capital(entity),
            self.naming(entity),
        ];
        found.into_iter().flatten().map(|fault| format!("{:?}: {fault}", entity.id)).collect()
    }

    /// The country that an entity's code names, or lies in.
    fn country<'e>(&self, entity: &'e Entity) -> Option<&'e str> {
        Some(entity.text("iso3166")?.split('-').next().unwrap_or_default())
    }

    fn coordinates(&self, entity: &Entity) -> Option<String> {
        let (latitude, longitude) = match (entity.number("latitude"), entity.number("longitude")) {
            (None, None) => return None,
            (Some(latitude), Some(longitude)) => (latitude, longitude),
            _ => return Some("half a coordinate".to_owned()),
        };
        // Seas, and lands whose belonging is disputed, have no country.
        let country = self.country(entity).and_then(|code| self.countries.get(code));
        let lands = country.map_or(&[][..], |country| &country.lands);
        let lands = if lands.is_empty() { &[[-90.0, -180.0, 90.0, 180.0]] } else { lands };
        let inside = |[south, west, north, east]: &[f64; 4]| {
            (south - MARGIN..=north + MARGIN).contains(&latitude)
                && (west - MARGIN..=east + MARGIN).contains(&longitude)
        };
        (!lands.iter().any(inside)).then(|| format!("{latitude} {longitude} lies outside {lands:?}"))
    }

    /// A code that ISO 3166 does not have, or that is another's.
    fn code(&self, entity: &Entity) -> Option<String> {
        let code = entity.text("iso3166")?;
        let own = match code.contains('-') {
            true => Some(self.divisions.get(code).copied()),
            // A town has the code of the country it lies in.
            false if entity.class == "state" || self.is_territory(entity) => {
                Some(self.countries.get(code).map(|country| country.name))
            }
            false => (!self.countries.contains_key(code)).then_some(None),
        };
        let name = entity.text("name_en").unwrap_or_default();
        match own? {
            None => Some(format!("no ISO 3166 code: {code}")),
            // «Ararat Province»
            Some(known) => (!words(name).starts_with(&words(known)))
                .then(|| format!("ISO 3166 calls {code} {known:?}, the entry {name:?}")),
        }
    }

    /// Whether a land has a code of its own that is not that of the state it belongs to.
    fn is_territory(&self, entity: &Entity) -> bool {
        let town = entity.number("latitude").is_some();
        !town && entity.text("part_of").and_then(|whole| self.state_of(whole)) != self.country(entity)
    }

    /// The code of the state that an entity is or belongs to.
    fn state_of(&self, id: &str) -> Option<&str> {
        let mut entity = self.entities.get(id)?;
        while entity.class != "state" {
            let whole = entity.text("part_of")?;
            entity = self.entities.get(whole).filter(|whole| whole.id != entity.id)?;
        }
        entity.text("iso3166")
    }

    /// A place of one state with the code of another.
    fn belonging(&self, entity: &Entity) -> Option<String> {
        let whole = entity.text("part_of").filter(|_| entity.class == "place")?;
        let Some(code) = self.country(entity) else {
            return Some(format!("part of {whole}, and no ISO 3166 code"));
        };
        let state = self.state_of(whole)?;
        let sovereign = self.countries.get(code).and_then(|country| country.sovereign);
        (code != state && sovereign != Some(state))
            .then(|| format!("{code} is not part of {whole} ({state})"))
    }

    fn capital(&self, entity: &Entity) -> Option<String> {
        let state = entity.text("capital_of")?;
        let code = self.country(entity);
        (self.state_of(state) != code)
            .then(|| format!("capital of {state} and in {}", code.unwrap_or("none")))
    }

    /// Those whose names stand in an entity's names.
    fn named_owners(&self, entity: &Entity) -> BTreeSet<&str> {
        if !BODIES.contains(&entity.class.as_str()) || NAMED_OTHERWISE.contains(&entity.id.as_str()) {
            return BTreeSet::new();
        }
        let written = entity.forms.iter().map(String::as_str).chain(entity.text("name_en"));
        let written: Vec<String> = written.map(words).collect();
        let named = |(name, id): &&(String, String)| {
            *id != entity.id && written.iter().any(|words| words.contains(name.as_str()))
        };
        self.owners.iter().filter(named).map(|(_, id)| id.as_str()).collect()
    }

    /// A body that is part of something whereas its names name another.
    fn naming(&self, entity: &Entity) -> Option<String> {
        let whole = entity.text("part_of")?;
        let named = self.named_owners(entity);
        let fits = named.is_empty() || named.contains(whole);
        (!fits).then(|| format!("part of {whole}, and named after {named:?}"))
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn countries() -> BTreeMap<&'static str, Country> {
    let land = |bounds: &str| -> Option<[f64; 4]> {
        let numbers: Vec<f64> = bounds.split(' ').filter_map(|number| number.parse().ok()).collect();
        numbers.try_into().ok()
    };
    let country = |cells: Vec<&'static str>| {
        let [code, lands, sovereign, name] = cells.try_into().ok()?;
        let lands = lands.split("; ").filter_map(land).collect();
        let sovereign = Some(sovereign).filter(|code| *code != "-");
        Some((code, Country { lands, sovereign, name }))
    };
    lines(include_str!("../../../tests/actors/countries.tsv")).filter_map(country).collect()
}

fn divisions() -> BTreeMap<&'static str, &'static str> {
    let division = |cells: Vec<&'static str>| cells.try_into().ok().map(|[code, name]: [_; 2]| (code, name));
    lines(include_str!("../../../tests/actors/divisions.tsv")).filter_map(division).collect()
}
