//! What stands in a text beside its prose: addresses and paths, code, the times of subtitles, remnants of markup.
//!
//! Digits and words in them say nothing («/2020/11/09/», «%D9%82»), so an address is one token that no word is found in;
//! a tag is none, and an entity is the character that it stands for.

mod address;
mod code;
mod find;
mod link;
mod markup;
mod model;
mod timecode;

pub(super) use find::asides;
pub(super) use model::{Aside, AsideKind};
