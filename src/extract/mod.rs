//! The engine: a document in, everything found in it out.
//!
//! The stages run in the order of the pipeline; each sees the tokens that earlier ones have taken, and
//! none looks back. Extraction is total: it neither fails nor panics, whatever the text.

mod analysis;
mod builder;

pub use crate::finding::{Finding, RowRef, Severity};
pub use crate::rule::Found;
pub use analysis::{Analysis, Document};
pub use builder::EngineBuilder;

use crate::actors::Actors;
use crate::clauses::Clauses;
use crate::dates::Dates;
use crate::figures::Figures;
use crate::rule::{Grammar, RuleSet, Scene, Taken};
use crate::segment::{self, Markers};
use serde::Deserialize;

/// A step of extraction that a pipeline can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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

/// How decimals written with «/» are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalSlash {
    /// Swapped or not, by the document's own evidence.
    #[default]
    Auto,
    /// The digits before the slash are the whole part.
    AsWritten,
    /// The digits behind the slash are the whole part, as PDF extraction leaves them.
    Swapped,
}

/// Settings of the stages.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Everything that extraction needs, compiled once; share it between threads.
#[derive(Debug)]
pub struct Engine {
    grammar: Grammar,
    markers: Markers,
    dates: Dates,
    figures: Figures,
    actors: Actors,
    clauses: Clauses,
    settings: Settings,
}

impl Engine {
    /// An engine to be told of stages, lexicons and rules.
    #[must_use]
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// The compiled words and forms.
    #[must_use]
    pub const fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// The rules.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.grammar.rules
    }

    /// The settings it was built with.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Finds everything in one document.
    #[must_use]
    pub fn analyse(&self, document: &Document<'_>) -> Analysis {
        let scene = Scene::new(&self.grammar, document.text);
        let segments = segment::segment(&scene, &self.markers);
        let mut analysis = Analysis { segments: segments.list.clone(), ..Analysis::default() };
        let _taken = Taken::new(scene.tokens.list.len());
        let _ = (&self.dates, &self.figures, &self.actors, &self.clauses);
        analysis.findings.clear();
        analysis
    }
}
