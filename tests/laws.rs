//! Laws that hold for any text: offsets, determinism, ids, and the walls between modules.

mod laws {
    pub mod layering;
    pub mod offsets;
}
