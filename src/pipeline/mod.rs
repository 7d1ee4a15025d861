//! A whole run: from a pipeline file, or from settings that stand for one, to a dataset.
//!
//! A [`Request`] says what somebody asked for, in the words of a pipeline file; [`Plan::resolve`] finds
//! the files, reads lexicons and rules, and says what that means; [`Plan::run`] does it and
//! [`Plan::check`] tells whether doing it would change anything. Nothing here prints: an [`Observer`]
//! hears what happens.

mod cache;
mod check;
mod config;
mod copy;
mod event;
mod expectation;
mod gate;
mod group;
mod plan;
mod request;
mod run;
mod state;

pub use cache::Cache;
pub use check::{Change, Comparison, Difference};
#[cfg(feature = "cli")]
pub(crate) use config::timeout;
pub use event::{Event, Observer, Summary};
pub use expectation::{Bounds, Condition, Expectation, Interval, Severity};
pub use group::LARGE;
pub use plan::{Plan, engine, watched};
pub use request::Request;
#[cfg(feature = "cli")]
pub(crate) use state::{EXTENSION as STATE_EXTENSION, UNFINISHED as UNFINISHED_STATE_EXTENSION};
