//! The arguments of `jadval corrections`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// What can be done with files of corrections.
#[derive(Debug, Subcommand)]
pub enum CorrectionsCommand {
    /// Say what is wrong with them, and what people disagree on
    Check(CheckArgs),
    /// Put several files together
    Merge(MergeArgs),
    /// Take out what has done its work
    Prune(PruneArgs),
}

/// `jadval corrections check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files of corrections, or globs of such files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The dataset whose last run heeded them: says what became of each
    #[arg(long, value_name = "DATASET")]
    pub dataset: Option<PathBuf>,
}

/// `jadval corrections merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// Files of corrections, or globs of such files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The file to write; one of the others may be named again
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
}

/// `jadval corrections prune`.
#[derive(Debug, Args)]
pub struct PruneArgs {
    /// Files of corrections, or globs of such files: they are written anew
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// The dataset whose last run heeded them
    #[arg(long, required = true, value_name = "DATASET")]
    pub dataset: PathBuf,

    /// Say what would be taken out, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}
