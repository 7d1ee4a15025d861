//! The compiled lexicon: its classes, its entries, and what each form stands for.

use super::class_set::ClassSet;
use super::entry::{ClassId, Entry};
use super::entry_map::EntryMap;
use super::form::{Form, Joints, KeyForms};
use super::going_on::{Apart, GoingOn};
use super::schema::ClassSchema;
use super::sighting::{Sense, Sighting};
use super::suffix::Suffixes;
use crate::error::{Error, Result};
use crate::text::fold::Code;
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All entries, compiled.
pub struct Lexicon {
    pub(super) classes: Vec<String>,
    /// What the schema says of each of them.
    pub(super) schemas: Vec<ClassSchema>,
    /// Of each class, the sets that have it: forms of several classes have the number of a set, which is one behind those
    /// of all classes.
    pub(super) sets_with: Vec<Vec<ClassId>>,
    /// Shared with stages that read an entry when a text first has it.
    pub(super) entries: Arc<Vec<Entry>>,
    /// Whether it was read from the bytes of a lexicon that was compiled before.
    pub(super) stored: bool,
    pub(super) trie: yada::DoubleArray<Vec<u8>>,
    /// What forms stand for; those of a key stand together, and those of symbols behind all others.
    pub(super) senses: Vec<Sense>,
    /// Of each form. These and the joints stand apart from the senses, since few words that are looked up take suffixes
    /// or are cut.
    pub(super) forms: Vec<Form>,
    pub(super) joints: Vec<Joints>,
    pub(super) symbols: FxHashMap<char, KeyForms>,
    pub(super) suffixes: Suffixes,
    /// What suffixes may stand apart from their word.
    pub(super) apart: Apart,
    /// Behind which words forms go on.
    pub(super) going_on: GoingOn,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({} entries, {} forms)", self.entries.len(), self.forms.len())
    }
}

impl Lexicon {
    /// The class of this name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.classes.iter().position(|class| class == name).map(|at| ClassId(at as u16))
    }

    /// The names of all classes.
    #[must_use]
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// What the schema says of a class; nothing of one that only patterns name.
    #[must_use]
    pub fn schema(&self, class: ClassId) -> Option<&ClassSchema> {
        self.schemas.get(usize::from(class.0)).filter(|schema| !schema.name.is_empty())
    }

    /// What the schema says of all classes that have words and stand in it.
    pub fn schemas(&self) -> impl Iterator<Item = &ClassSchema> {
        self.schemas.iter().filter(|schema| !schema.name.is_empty())
    }

    /// What entries mean to a stage: `value` makes it of the entries of the classes that the stage reads, given as a type
    /// whose tag `means` is what their class means.
    ///
    /// # Errors
    /// An entry that lacks what its class needs, and those of `value`.
    pub fn read<T: DeserializeOwned, U>(
        &self,
        stage: &str,
        value: impl FnMut(&Entry, T) -> Result<Option<U>>,
    ) -> Result<EntryMap<U>> {
        self.read_by(stage, |_| true, |entry, schema| entry.read_as(&schema.means), value)
    }

    /// The same of the entries that mean one thing, of which nothing is read: `value` says when that is done.
    ///
    /// # Errors
    /// Those of `value`.
    pub fn meaning<U>(
        &self,
        stage: &str,
        means: &str,
        mut value: impl FnMut(&Entry) -> Result<Option<U>>,
    ) -> Result<EntryMap<U>> {
        self.read_by(stage, |schema| schema.means == means, |_, _| Ok(()), |entry, ()| value(entry))
    }

    fn read_by<T, U>(
        &self,
        stage: &str,
        wanted: impl Fn(&ClassSchema) -> bool,
        parse: impl Fn(&Entry, &ClassSchema) -> Result<T>,
        mut value: impl FnMut(&Entry, T) -> Result<Option<U>>,
    ) -> Result<EntryMap<U>> {
        let reads =
            |schema: &&ClassSchema| schema.read_by.iter().any(|reader| reader == stage) && wanted(schema);
        let readers: Vec<Option<&ClassSchema>> =
            self.schemas.iter().map(|schema| Some(schema).filter(reads)).collect();
        let read = |entry: &Entry| match readers.get(usize::from(entry.class.0)).copied().flatten() {
            Some(schema) => value(entry, parse(entry, schema)?),
            None => Ok(None),
        };
        let meanings: EntryMap<U> = self.entries.iter().map(read).collect::<Result<_>>()?;
        let is_read = |class: ClassId| readers.get(usize::from(class.0)).is_some_and(Option::is_some);
        Ok(meanings.of_classes(self.class_set(is_read)))
    }

    /// All entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All entries, for who keeps them.
    #[must_use]
    pub fn shared_entries(&self) -> Arc<Vec<Entry>> {
        Arc::clone(&self.entries)
    }

    /// Whether it was read from the bytes of a lexicon that was compiled before, so that somebody has seen that all its
    /// entries can be used.
    #[must_use]
    pub const fn is_stored(&self) -> bool {
        self.stored
    }

    /// The entry at a position that a [`Sighting`] gave.
    #[must_use]
    pub fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    /// Number of forms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there is no form at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The name of the suffix set that a sighting's `suffix` numbers.
    #[must_use]
    pub fn suffix_set(&self, number: u8) -> Option<&str> {
        let at = usize::from(number).checked_sub(1)?;
        self.suffixes.sets.get(at).map(|set| set.name.as_str())
    }

    /// The number of a suffix set, as sightings give it.
    #[must_use]
    pub fn suffix_number(&self, name: &str) -> Option<u8> {
        self.suffixes.sets.iter().position(|set| set.name == name).map(|at| at as u8 + 1)
    }

    /// The suffix of a set, by the set's number, that a word ends in: the letters of the longest.
    #[must_use]
    pub fn suffix_of<'w>(&self, number: u8, word: &'w [Code]) -> Option<&'w [Code]> {
        let set = usize::from(number).checked_sub(1).and_then(|at| self.suffixes.sets.get(at))?;
        let suffixes = set.forms.iter().filter(|form| word.ends_with(&form.codes));
        let longest = suffixes.map(|form| form.codes.len()).max()?;
        word.get(word.len() - longest..)
    }

    /// The entries of a sighting, in the order of their files.
    #[must_use]
    #[inline]
    pub fn senses(&self, sighting: &Sighting) -> &[Sense] {
        self.senses_of(KeyForms(sighting.value))
    }

    /// All that a key stands for.
    #[inline]
    pub(super) fn senses_of(&self, key: KeyForms) -> &[Sense] {
        self.senses.get(key.forms()).unwrap_or(&[])
    }

    /// One class.
    #[must_use]
    pub fn class_set_of_one(&self, class: ClassId) -> ClassSet {
        let mut out = ClassSet::default();
        out.add(class);
        self.sets_with.get(usize::from(class.0)).into_iter().flatten().for_each(|set| out.add(*set));
        out
    }

    /// The classes that are wanted.
    #[must_use]
    pub fn class_set(&self, wanted: impl Fn(ClassId) -> bool) -> ClassSet {
        let mut out = ClassSet::default();
        for (class, sets) in (0..).map(ClassId).zip(&self.sets_with).filter(|(class, _)| wanted(*class)) {
            out.add(class);
            sets.iter().for_each(|set| out.add(*set));
        }
        out
    }

    /// The classes with an entry that means something of a kind to a stage.
    #[must_use]
    pub fn class_set_of<T>(&self, meanings: &EntryMap<T>, kind: impl Fn(&T) -> bool) -> ClassSet {
        let entries = meanings.iter().filter(|(_, meaning)| kind(meaning));
        let mut classes: Vec<ClassId> = entries.filter_map(|(at, _)| Some(self.entry(at)?.class)).collect();
        classes.dedup();
        self.class_set(|class| classes.contains(&class))
    }

    /// The words that a stage asks for by their features: a type with a field of [`ClassSet`] for each feature, named as
    /// the schema names it.
    ///
    /// # Errors
    /// A feature of the schema that the type does not have, or one of the type that no class with words has.
    pub fn features<T: DeserializeOwned>(&self, stage: &str) -> Result<T> {
        let mut sets: BTreeMap<&str, ClassSet> = BTreeMap::new();
        for (class, schema) in (0..).map(ClassId).zip(&self.schemas) {
            let of_stage = schema.features.iter().filter(|(reader, _)| reader == stage);
            for feature in of_stage.flat_map(|(_, features)| features) {
                sets.entry(feature).or_default().join(&self.class_set_of_one(class));
            }
        }
        let sets = sets.into_iter().map(|(feature, set)| (feature, set.into_bits()));
        T::deserialize(MapDeserializer::<_, serde::de::value::Error>::new(sets)).map_err(|cause| {
            Error::configuration(cause.to_string()).at(format!("the lexicon's schema, features of {stage:?}"))
        })
    }
}
