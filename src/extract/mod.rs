//! The engine: a document in, everything found in it out.
//!
//! The stages run in the order of the pipeline; each sees the tokens that earlier ones have taken, and
//! none looks back. Extraction is total: it neither fails nor panics, whatever the text.

mod builder;
mod cells;
mod density;
mod document;
mod engine;
mod settings;
mod sheet;

pub use crate::finding::{Finding, RowRef, Severity};
pub use crate::rule::Found;
pub use crate::stages::figures::DecimalSlash;
pub use crate::stages::{Analysis, Stage};
pub use builder::{Added, EngineBuilder};
pub(crate) use density::{GivenUp, room, weight};
pub use document::Document;
pub(crate) use engine::Inspection;
pub use engine::{Engine, RULE_TABLES};
pub use settings::Settings;
