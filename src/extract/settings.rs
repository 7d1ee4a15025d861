//! Which stages run, and how.

use crate::figures::DecimalSlash;
use serde::{Deserialize, Serialize};

/// A step of extraction that a pipeline can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Stage {
    Dates,
    Figures,
    Actors,
    Clauses,
}

impl Stage {
    /// All stages, in the order in which they run.
    pub const ALL: [Self; 4] = [Self::Dates, Self::Figures, Self::Actors, Self::Clauses];
}

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
