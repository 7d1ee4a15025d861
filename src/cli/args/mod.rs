//! What can be typed: the commands, their options, and the help that shows them.

mod checks;
mod command;
mod extraction;
mod views;

pub(super) use checks::{
    DiffArgs, DiffFormat, FailOn, MergeArgs, ReportFormat, SchemaArgs, SchemaCommand, SchemaDiffArgs,
    ValidateArgs,
};
pub use command::Cli;
pub(super) use command::{CacheCommand, Command};
pub(super) use extraction::{EngineArgs, ExtractArgs, RunArgs, WorkArgs};
#[cfg(feature = "sql")]
pub(super) use views::AnswerFormat;
pub(super) use views::{AskArgs, ClausesArgs, ClausesFormat, ExplainArgs, RulesArgs, ShowArgs, TextArgs};
