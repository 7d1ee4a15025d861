//! What can be typed: the commands, their options, and the help that shows them.

mod checks;
mod command;
mod corrections;
mod eval;
mod extraction;
mod review;
mod views;

pub(super) use checks::{
    DiffArgs, DiffFormat, FailOn, JoinArgs, ReportFormat, SchemaArgs, SchemaCommand, SchemaDiffArgs,
    ValidateArgs,
};
pub use command::Cli;
pub(super) use command::{CacheCommand, Command};
pub(super) use corrections::{CheckArgs, CorrectionsCommand, MergeArgs, PruneArgs};
pub(super) use eval::{EvalArgs, EvalFormat};
pub(super) use extraction::{EngineArgs, ExtractArgs, RunArgs, WorkArgs};
pub(super) use review::ReviewArgs;
#[cfg(feature = "sql")]
pub(super) use views::AnswerFormat;
pub(super) use views::{AskArgs, ClausesArgs, ClausesFormat, ExplainArgs, RulesArgs, ShowArgs, TextArgs};
