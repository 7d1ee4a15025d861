//! Laws that hold for any text and for the code: offsets, determinism, ids, the walls between modules.

mod damage;
mod layering;
mod lists;
mod offsets;
mod outline;
