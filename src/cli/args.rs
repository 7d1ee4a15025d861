//! What can be typed: the commands, their options, and the help that shows them.

use crate::extract::DecimalSlash;
use crate::pipeline::timeout;
use crate::sink;
use crate::source::{Encoding, Reading, Reference, ReferenceSource, parse_day};
use clap::{Args, Parser, Subcommand};
use serde::Deserialize;
use serde::de::{IntoDeserializer, value};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// Turn Persian documents into tables.
#[derive(Debug, Parser)]
#[command(
    name = "jadval",
    version,
    about = "Persian documents into tables of dates, figures, actors, places and clauses",
    long_about = "Turns Persian documents into tables of dates, figures, actors, places and clauses, \
                  each row tied to its place in the source.",
    after_help = EXAMPLES,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Say nothing but errors
    #[arg(long, short, global = true, display_order = 100)]
    pub quiet: bool,

    /// Write without colours (as the variable NO_COLOR does)
    #[arg(long, global = true, display_order = 101)]
    pub no_color: bool,
}

const EXAMPLES: &str = "\
Examples:
  jadval run pipelines/karabakh-2020.toml            raw documents -> datasets/karabakh-2020
  jadval extract letters/ --out tables --format csv  a folder, without a pipeline file
  jadval show tables dates --limit 5                 the first five dates
  jadval clauses tables                              laws and agreements as trees of clauses
  jadval explain 'سه‌شنبه ۲۰ آبان ۱۳۹۹'                why a text gives these rows

Exit status: 0 fine; 1 the data fall short (a failed check, a changed dataset, rejected documents
under --strict or nothing but rejected ones); 2 wrong usage or configuration; 3 could not run (files
that cannot be read or written); 130 stopped by Ctrl-C.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a pipeline file: raw documents -> dataset
    #[command(after_help = "Examples:
  jadval run pipelines/news.toml           write the dataset that the file names
  jadval run pipelines/news.toml --check   exit with 1 if the committed dataset would change
  jadval run pipelines/*.toml              one after the other
  jadval run pipelines/news.toml --watch   again after each change, for those who write rules

What did not change since the last run is taken over from the dataset that stands; --no-cache does
without. 
Paths in a pipeline file are found from the current folder. The old dataset stays whole until the
new one is complete.")]
    Run(RunArgs),

    /// Extract tables from documents, without a pipeline file
    #[command(after_help = "Examples:
  jadval extract report.txt --out tables
  jadval extract letters/ news.jsonl --out tables --format parquet,csv --reference-date 2020-12-10
  pdftotext report.pdf - | jadval extract - --out tables --decimal-slash swapped

A .jsonl file is a corpus, one document a line: {\"doc_id\": …, \"text\": …, \"reference_date\": …,
\"title\": …}; only \"text\" must be there. A document that cannot be read becomes a row of the table
`rejects`, and the others go on.")]
    Extract(ExtractArgs),

    /// Check datasets: files, tables, references, spans against the sources, expectations
    #[command(after_help = "Examples:
  jadval validate datasets/news
  jadval validate datasets/* --format junit > report.xml
  jadval validate datasets/* --format sarif --fail-on warn > report.sarif
  jadval validate tables --pipeline pipelines/news.toml

Source files are found from the current folder (or --sources); where they are not here, what needs
them is left out and said so. docs/checks.md lists the checks. Exits with 1 when one fails.")]
    Validate(ValidateArgs),

    /// Compare two datasets row by row
    #[command(after_help = "Examples:
  jadval diff old-tables tables                       counts of each table and the first rows
  jadval diff main/datasets/news datasets/news --format md >> comment.md

Rows are told by their ids. Exits with 1 when rows differ.")]
    Diff(DiffArgs),

    /// Print a table of a dataset
    #[command(after_help = "Examples:
  jadval show datasets/news dates
  jadval show datasets/economy figures --doc energy --columns text,value,unit --limit 0")]
    Show(ShowArgs),

    /// Print the agreements, laws and lists of a dataset as trees of clauses
    #[command(after_help = "Examples:
  jadval clauses datasets/agreements                            every instrument, as a tree
  jadval clauses datasets/agreements --instrument 'قانون کار'     those whose title has these words
  jadval clauses tables --doc treaty --width 0                   one document, sentences in full
  jadval clauses tables --instrument l-4wqk0b2m8x1tz --format akn > law.xml

A tree shows label, heading and sentences; below a sentence, what it provides: who must, may or may
not, from when, by when, for how long and on what condition. Akoma Ntoso (OASIS LegalDocML 3.0) is
written for one instrument; where several fit, their ids are listed and the exit status is 2.")]
    Clauses(ClausesArgs),

    /// Explain how a text, or a row of a dataset, was read
    #[command(after_help = "Examples:
  jadval explain 'سه‌شنبه ۲۰ آبان ۱۳۹۹'
  jadval explain 'هفته گذشته' --reference-date 2020-12-10
  jadval explain datasets/news ROW_ID           a row id, as `jadval show` prints it")]
    Explain(ExplainArgs),

    /// Print the tables and their columns
    #[command(after_help = "Examples:
  jadval schema                     every table and column, for people
  jadval schema --json              the same for programs
  jadval schema diff old-tables     whether what this version writes breaks readers of old-tables

A change is additive where those who read the old tables can read the new ones: new tables, columns
and values, stricter promises. All others are breaking, and make the exit status 1.")]
    Schema(SchemaArgs),

    /// List the rules, or show one
    #[command(after_help = "Examples:
  jadval rules                      all rules, one a line
  jadval rules day-and-month        its pattern, examples and counterexamples")]
    Rules(RulesArgs),

    /// What runs remember of their datasets, so that the next extracts only what changed
    #[command(after_help = "Examples:
  jadval cache clear                forget everything; the next runs extract all documents anew
  jadval cache path                 the folder, which JADVAL_CACHE names another one for")]
    Cache {
        /// What to do with it
        #[command(subcommand)]
        command: CacheCommand,
    },

    /// Print completions for a shell
    #[command(after_help = "Examples:
  jadval completions bash > ~/.local/share/bash-completion/completions/jadval
  jadval completions zsh > ~/.zfunc/_jadval        with ~/.zfunc in $fpath before compinit
  jadval completions fish > ~/.config/fish/completions/jadval.fish")]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// What to do with the cache.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum CacheCommand {
    /// Forget everything
    Clear,
    /// Print the folder
    Path,
}

/// How the work is done; but for the time limit no effect on what comes out.
#[derive(Debug, Args)]
pub struct WorkArgs {
    /// Threads [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    /// Reject documents whose analysis takes longer; the one setting whose effect depends on the machine [default: none]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub timeout_per_document: Option<Duration>,

    /// Extract all documents anew, and remember nothing
    #[arg(long)]
    pub no_cache: bool,

    /// Exit with 1 if any document is rejected
    #[arg(long)]
    pub strict: bool,
}

/// `jadval run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The pipeline file, or several
    #[arg(value_name = "PIPELINE.toml", required = true)]
    pub pipelines: Vec<PathBuf>,

    /// Write nothing; exit with 1 if the dataset would change, and say in which tables
    #[arg(long)]
    pub check: bool,

    /// Run again whenever documents, lexicons, rules or the pipeline file change, until Ctrl-C
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// What the engine knows and expects.
#[derive(Clone, Debug, Args)]
pub struct EngineArgs {
    /// "Today" for relative dates, in documents that bring no date of their own
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = reference)]
    pub reference_date: Option<Reference>,

    /// How «/» between digits is read: PDF extraction may have swapped its sides [default: auto]
    #[arg(long, value_name = "auto|as-written|swapped", value_parser = named::<DecimalSlash>)]
    pub decimal_slash: Option<DecimalSlash>,

    /// A lexicon file (TOML or CSV, or a folder of TOML files) besides the built-in ones; may be given again
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,

    /// A folder of rules (or one rule file) besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
}

/// `jadval extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// Files, folders (their .txt and .jsonl files) or - for standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,

    /// The folder to write the dataset to
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,

    /// Formats of the tables
    #[arg(long, value_name = "parquet,csv", value_delimiter = ',', default_value = "parquet", value_parser = named::<sink::Format>)]
    pub format: Vec<sink::Format>,

    /// What the engine knows and expects.
    #[command(flatten)]
    pub engine: EngineArgs,

    /// The encoding of all text files [default: found out for each]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,

    /// Keep the text of every document in the table `texts`
    #[arg(long)]
    pub with_text: bool,

    /// Write CSV cells as they are, also where a spreadsheet would take them for formulas
    #[arg(long)]
    pub csv_raw: bool,

    /// Reject documents with more bytes than this
    #[arg(long, value_name = "BYTES", default_value_t = Reading::DEFAULT_MAX_DOCUMENT_BYTES, value_parser = bytes)]
    pub max_document_bytes: u64,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// `jadval show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The dataset folder
    pub dataset: PathBuf,

    /// The table: documents, dates, figures, mentions, …; `jadval schema` describes them
    pub table: String,

    /// Rows to print; 0 prints all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub limit: usize,

    /// Rows of this document alone
    #[arg(long, value_name = "DOC_ID")]
    pub doc: Option<String>,

    /// Columns to print [default: all that say something here, without offsets]
    #[arg(long, value_name = "a,b", value_delimiter = ',')]
    pub columns: Vec<String>,

    /// Characters of a cell before it is cut
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub width: usize,
}

/// `jadval clauses`.
#[derive(Debug, Args)]
pub struct ClausesArgs {
    /// The dataset folder
    pub dataset: PathBuf,

    /// The instrument: its list_id, or words of its title, however they are spelt
    #[arg(long, value_name = "ID|TITLE")]
    pub instrument: Option<String>,

    /// Instruments of this document alone
    #[arg(long, value_name = "DOC_ID")]
    pub doc: Option<String>,

    /// How to write them
    #[arg(long, value_enum, default_value_t = ClausesFormat::Tree)]
    pub format: ClausesFormat,

    /// Characters of a sentence in a tree before it is cut; 0 cuts none
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub width: usize,
}

/// The forms of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ClausesFormat {
    /// An indented tree for people
    Tree,
    /// Akoma Ntoso 3.0, as XML
    Akn,
}

/// `jadval explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The text, or the dataset folder that holds the row
    #[arg(value_name = "TEXT|DATASET")]
    pub subject: String,

    /// The id of a row of that dataset
    #[arg(value_name = "ROW_ID")]
    pub row: Option<String>,

    /// What the engine knows and expects.
    #[command(flatten)]
    pub engine: EngineArgs,
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

/// `jadval rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The rule to show
    pub name: Option<String>,

    /// A folder of rules (or one rule file) besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,

    /// A lexicon file (or a folder of them) that those rules need; may be given again
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
}

fn reference(written: &str) -> Result<Reference, String> {
    parse_day(written).map(|day| Reference { day: Some(day), source: ReferenceSource::Option })
}

fn seconds(written: &str) -> Result<Duration, String> {
    let limit = written.parse().ok().and_then(timeout);
    limit.ok_or_else(|| "expected a number of seconds above 0, such as 30 or 0.5".to_owned())
}

fn bytes(written: &str) -> Result<u64, String> {
    written.parse().map_err(|_| "expected a number of bytes in digits, such as 1000000".to_owned())
}

/// A value by the name that pipeline files give it too.
fn named<T: for<'de> Deserialize<'de>>(written: &str) -> Result<T, value::Error> {
    T::deserialize(IntoDeserializer::<value::Error>::into_deserializer(written))
}

fn encoding(written: &str) -> Result<Encoding, String> {
    Encoding::from_name(written)
        .ok_or_else(|| "expected an encoding such as utf-8, utf-16le or windows-1256".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn typed_values_are_checked_where_they_are_typed() {
        for wrong in [
            &["--reference-date", "1399-09-20"][..],
            &["--decimal-slash", "maybe"],
            &["--format", "parquet,xlsx"],
            &["--encoding", "fa-1256"],
            &["--jobs", "0"],
            &["--timeout-per-document", "0"],
            &["--timeout-per-document", "soon"],
        ] {
            let typed = [&["jadval", "extract", "a.txt", "--out", "o"], wrong].concat();
            let error = Cli::try_parse_from(typed).expect_err("wrong");
            assert_eq!(error.exit_code(), 2, "{error}");
        }
    }
}

/// What `validate` was told.
#[derive(Debug, Args)]
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
