//! The lexicon: words and their values, as data, in one automaton.
//!
//! An *entry* is a thing that words stand for (a month, a unit, a state); a *form* is one way to
//! write it; the *class* of its file is what rules call it. All forms of all classes are keys of one
//! double-array trie over folded letters, so each token of a text is looked up once. A form matches
//! whole words only, its parts joined by a space, a ZWNJ, a hyphen or nothing («سه‌شنبه»), and
//! followed, where its file says so, by an inflectional suffix.

mod affixes;
mod class_set;
mod compile;
mod compiled;
mod entry;
mod entry_map;
mod ezafe;
mod file;
mod form;
mod going_on;
mod known_words;
mod lemma;
mod lookup;
mod particle;
mod schema;
mod sighting;
mod slip;
mod stem_filter;
mod stored;
mod suffix;
mod verb;
mod verb_form;
mod written;

pub(crate) use affixes::Affixes;
pub use class_set::ClassSet;
pub use compile::LexiconBuilder;
pub use compiled::Lexicon;
pub use entry::{ClassId, Entry, ExpectedRows};
pub use entry_map::EntryMap;
pub use file::{EntryText, FORM, LexiconFile};
pub use known_words::{KnownWord, KnownWords};
pub use lemma::Verb;
pub use particle::{Particle, Particles};
pub use schema::{ClassSchema, KeyType, NUMERAL, SUFFIX, Schema};
pub use sighting::{Place, Sense, Sighting, Sightings};
pub use slip::Slips;
pub use verb::{Lemma, Verbs};
pub use verb_form::{VerbForm, Wish};
pub use written::Written;
