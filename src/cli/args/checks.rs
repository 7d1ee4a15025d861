//! The arguments of the commands that judge and compare: `validate`, `diff` and `schema`.

use crate::sink;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// `jadval validate`.
#[derive(Clone, Debug, Args)]
pub struct ValidateArgs {
    /// Folders of datasets
    #[arg(required = true, value_name = "DATASET")]
    pub datasets: Vec<PathBuf>,

    /// How to write the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    pub format: ReportFormat,

    /// The pipeline whose [[expect]] also counts [default: pipelines/<dataset>.toml, where it exists]
    #[arg(long, value_name = "FILE")]
    pub pipeline: Option<PathBuf>,

    /// The folder that the paths of source files are relative to
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub sources: PathBuf,

    /// Count sources that are not there as a failure, and not as a check that is left out
    #[arg(long)]
    pub require_sources: bool,

    /// Extract so many documents again, and compare all their rows
    #[arg(long, value_name = "N", value_parser = documents)]
    pub re_extract: Option<usize>,

    /// Take the dataset for a stranger's: read nothing outside of its folder and that of the sources, and no expectations but
    /// those of --pipeline
    #[arg(long)]
    pub untrusted: bool,

    /// Fail a dataset whose files have more bytes [default: none; 4 GiB of a stranger's]
    #[arg(long, value_name = "BYTES")]
    pub max_bytes: Option<u64>,

    /// Fail a dataset whose tables have more rows [default: none; 20 million of a stranger's]
    #[arg(long, value_name = "N")]
    pub max_rows: Option<u64>,

    /// Give up after this time, with the exit status 3 [default: none; 600 for a stranger's dataset]
    #[arg(long, value_name = "SECONDS", value_parser = super::extraction::seconds)]
    pub timeout: Option<Duration>,

    /// The least severity of a failed check that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    pub fail_on: FailOn,
}

/// How grave a failed check must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    /// Any failed check
    Warn,
    /// A failed check that is no warning
    Error,
}

/// The forms of a validation report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ReportFormat {
    /// Text for people
    Human,
    /// One JSON array
    Json,
    /// JUnit XML
    Junit,
    /// GitHub workflow commands
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// `jadval merge`.
#[derive(Debug, Args)]
pub struct JoinArgs {
    /// Folders of datasets, in the order of their documents
    #[arg(required = true, value_name = "PART")]
    pub parts: Vec<PathBuf>,

    /// The folder of the joined dataset
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,

    /// Formats of the tables
    #[arg(long, value_name = "parquet,csv", value_delimiter = ',', default_value = "parquet", value_parser = super::extraction::named::<sink::Format>)]
    pub format: Vec<sink::Format>,
}

/// `jadval diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The dataset as it was
    pub old: PathBuf,

    /// The dataset as it is
    pub new: PathBuf,

    /// How to write the differences
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

/// The forms of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum DiffFormat {
    /// Text for people
    Human,
    /// One JSON object
    Json,
    /// Markdown that fits into a comment on a pull request
    Md,
}

/// `jadval schema`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct SchemaArgs {
    /// What to do besides printing it.
    #[command(subcommand)]
    pub command: Option<SchemaCommand>,

    /// As JSON, for programs
    #[arg(long, conflicts_with = "markdown")]
    pub json: bool,

    /// As Markdown, for a page of documentation
    #[arg(long)]
    pub markdown: bool,
}

/// What can be done with schemas.
#[derive(Debug, Subcommand)]
pub enum SchemaCommand {
    /// Compare two schemas: are the changes additive or breaking?
    Diff(SchemaDiffArgs),
}

/// `jadval schema diff`.
#[derive(Debug, Args)]
pub struct SchemaDiffArgs {
    /// A dataset folder, or a file that `jadval schema --json` wrote
    pub old: PathBuf,

    /// The same [default: what this version writes]
    pub new: Option<PathBuf>,

    /// How to write the changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

fn documents(written: &str) -> Result<usize, String> {
    written.parse().map_err(|_| "expected a number of documents in digits, such as 20".to_owned())
}
