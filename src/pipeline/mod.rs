//! A whole run: from a pipeline file, or from settings that stand for one, to a dataset.
//!
//! A [`Request`] says what somebody asked for, in the words of a pipeline file; [`Plan::resolve`] finds
//! the files, reads lexicons and rules, and says what that means; [`Plan::run`] does it and
//! [`Plan::check`] tells whether doing it would change anything. It is an [`Extraction`](crate::extraction::Extraction)
//! over files, which writes what it finds. Nothing here prints: an [`Observer`](crate::extraction::Observer) hears what
//! happens.

mod cache;
mod check;
mod config;
mod copy;
mod corrections;
mod expectation;
mod group;
mod merge;
mod plan;
mod renamed;
mod request;
mod run;
mod state;
mod summary;

pub use cache::Cache;
pub use check::{Change, Comparison, Difference};
#[cfg(feature = "cli")]
pub(crate) use config::timeout;
#[cfg(feature = "cli")]
pub(crate) use corrections::read_all as read_corrections;
pub use expectation::{Bounds, Condition, Expectation, Interval, Severity};
pub use merge::Merge;
pub use plan::{Plan, engine, engine_builder, watched};
pub use request::Request;
#[cfg(feature = "cli")]
pub(crate) use state::{EXTENSION as STATE_EXTENSION, UNFINISHED as UNFINISHED_STATE_EXTENSION};
pub use summary::Summary;
