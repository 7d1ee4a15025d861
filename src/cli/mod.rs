//! The command line: what was typed becomes a plan, the plan is carried out, the rest is drawn.
//!
//! Results go to standard output and everything else to standard error, so results can be piped. A
//! reader that closes its pipe early ends the command without a complaint.

mod allocator;
mod args;
mod ask;
mod cache;
mod clauses;
mod command;
mod compute;
mod corrections;
mod dataset;
mod diff;
mod eval;
mod exhausted;
mod explain;
mod failure;
mod grid;
mod mapped;
mod merge;
mod plain;
mod progress;
mod report;
mod review;
mod rules;
mod run;
mod schema;
mod show;
mod signals;
mod terminal;
mod text;
mod validate;
mod watch;

pub use allocator::spare_memory;
pub use args::Cli;
pub use command::{act, command, parse, run};
pub use exhausted::Memory;
pub use failure::{Failure, Verdict};
pub use terminal::{complain, say};
