//! Which stages run, and how.

use crate::stages::Stage;
use crate::stages::figures::DecimalSlash;
use serde::Serialize;

/// Settings of the stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// The stages to run, in [`Stage::ALL`]'s order.
    pub stages: Vec<Stage>,
    /// How decimals written with «/» are read.
    pub decimal_slash: DecimalSlash,
}

impl Default for Settings {
    fn default() -> Self {
        Self { stages: Stage::ALL.to_vec(), decimal_slash: DecimalSlash::default() }
    }
}
