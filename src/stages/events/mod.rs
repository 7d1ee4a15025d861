//! The events stage: what happened, who took part, where and when.
//!
//! Rules find *triggers*: simple verbs, and nouns that make a verb with a light one or stand with those who take part. The
//! sentence tells the roles: the subject acts, the object is acted on, prepositions lead who receives, where from, with whom.
//! Precision comes first: a noun without anybody beside it is no event.

mod calamity;
mod correction;
mod denial;
mod derivation;
mod extract;
mod gate;
mod late;
mod leads;
mod model;
mod objects;
mod occurrence;
mod of_noun;
mod outer;
mod parting;
mod parts;
mod phrases;
mod reality;
mod roles;
mod shared;
mod table;
mod trigger;
mod turns;
mod words;

pub use extract::Events;
pub use model::{Event, EventRow, EventType, Participant, Role};
