//! The actors stage: who and where, one id each.
//!
//! Rules find names of the registry, names made of a head and an owner («ارتش X»), and names of people
//! that no registry knows. Of overlapping names the longest stays. Then the whole document speaks: a
//! family name alone stands for the person named in full before, an ambiguous word for the entity that
//! was named beyond doubt, and the title beside a person is the role.

mod alias;
mod body;
mod coreference;
mod correction;
mod counts;
mod cue;
mod derivation;
mod doubt;
mod entry;
mod extract;
mod fuzzy;
mod learned;
mod ledger;
mod likely;
mod likeness;
mod listed;
mod model;
mod namesake;
mod pending;
mod person;
mod product;
mod reading;
mod registry;
mod role;
mod slug;
mod table;
mod validation;
mod vocabulary;

pub use counts::EntityCounts;
pub use extract::Actors;
pub use model::{Entity, EntityKind, Mention, MentionRow, Method, ProductKind};
pub(crate) use table::entity_id;
