//! The arguments of the commands that extract, `run` and `extract`, and what they share with others.

use crate::extract::DecimalSlash;
use crate::pipeline::timeout;
use crate::sink;
use crate::source::format::{Pages, Part, Parts, Revisions};
use crate::source::{Columns, Encoding, Reading, References};
use clap::Args;
use serde::Deserialize;
use serde::de::{IntoDeserializer, value};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

/// How the work is done; but for the time limit no effect on what comes out.
#[derive(Debug, Args)]
pub struct WorkArgs {
    /// Threads; more than four a core, or 16, are taken as that many [default: one for each core]
    #[arg(long, short, value_name = "N", value_parser = threads)]
    pub jobs: Option<NonZeroUsize>,

    /// Reject documents whose reading and analysis take longer; the one setting whose effect depends on the machine [default: none]
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
    /// "Today" for relative dates, in documents that bring no date of their own: a day; or metadata or filename, to ask those
    /// first; or several with commas between them, in that order
    #[arg(long, value_name = "YYYY-MM-DD|metadata|filename", value_parser = references)]
    pub reference_date: Option<References>,

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

/// The names of keys or columns of records.
#[derive(Clone, Debug, Args)]
pub struct ColumnArgs {
    /// The key or column of the text, in JSON, CSV, TSV, Parquet and Excel files [default: text, where tables have it]
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,

    /// That of the document's id [default: doc_id]
    #[arg(long, value_name = "NAME")]
    pub id_column: Option<String>,

    /// That of "today" for relative dates: a Gregorian or Solar date, an instant, or seconds since 1970 [default: reference_date]
    #[arg(long, value_name = "NAME")]
    pub date_column: Option<String>,

    /// That of the title [default: title]
    #[arg(long, value_name = "NAME")]
    pub title_column: Option<String>,
}

impl ColumnArgs {
    /// The columns that they name.
    #[must_use]
    pub fn columns(self) -> Columns {
        let usual = Columns::default();
        Columns {
            text: self.text_column.unwrap_or(usual.text),
            id: self.id_column.unwrap_or(usual.id),
            date: self.date_column.unwrap_or(usual.date),
            title: self.title_column.unwrap_or(usual.title),
        }
    }
}

/// What is read of documents that have more than text.
#[derive(Clone, Debug, Args)]
pub struct PartArgs {
    /// What is read beside the running text: headers (heads and feet of pages), footnotes, tables [default: footnotes,tables]
    #[arg(long, value_name = "headers,footnotes,tables", value_delimiter = ',', value_parser = named::<Part>)]
    pub keep: Option<Vec<Part>>,

    /// Which side of revisions that nobody has accepted yet is read [default: final]
    #[arg(long, value_name = "final|original", value_parser = named::<Revisions>)]
    pub revisions: Option<Revisions>,

    /// The pages that are read of PDF files, such as 3-9, 3- or 3 [default: all]
    #[arg(long, value_name = "N-M", value_parser = pages)]
    pub pages: Option<Pages>,

    /// What encrypted PDF files and archives are opened with
    #[arg(long, value_name = "TEXT")]
    pub password: Option<String>,
}

impl PartArgs {
    /// The parts that they name.
    #[must_use]
    pub fn parts(&self) -> Parts {
        self.keep.as_ref().map_or_else(Parts::default, |parts| Parts::of(parts))
    }
}

/// `jadval extract`.
#[derive(Debug, Args)]
pub struct ExtractArgs {
    /// Files, folders or - for standard input: text, JSON, web pages, Word, Excel, PDF and other documents, tables, archives
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

    /// Which keys or columns of records hold what.
    #[command(flatten)]
    pub columns: ColumnArgs,

    /// What is read of documents that have more than text.
    #[command(flatten)]
    pub parts: PartArgs,

    /// Keep the text of every document in the table `texts`
    #[arg(long)]
    pub with_text: bool,

    /// CSV cells as the values are, or for spreadsheets: a byte order mark, and an apostrophe before what would be taken for a formula
    #[arg(long, value_name = "exact|spreadsheet", default_value = "exact", value_parser = named::<sink::CsvMode>)]
    pub csv: sink::CsvMode,

    /// How Parquet files are compressed: zstd makes the smallest, none is the quickest
    #[arg(long, value_name = "zstd|lz4|none", default_value = "zstd", value_parser = named::<sink::Compression>)]
    pub compression: sink::Compression,

    /// What is done without it too.
    #[arg(long, hide = true, conflicts_with = "csv")]
    pub csv_raw: bool,

    /// Reject documents with more bytes than this, and always those whose text has 2 GiB or more
    #[arg(long, value_name = "BYTES", default_value_t = Reading::DEFAULT_MAX_DOCUMENT_BYTES, value_parser = bytes)]
    pub max_document_bytes: u64,

    /// Reject documents whose reading or analysis would hold more bytes in memory, counted from their parts, their words and
    /// what is found in them [default: 224 MiB, 384 MiB from 8 MiB on, and eight times the document where that is more]
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub max_document_memory: Option<u64>,

    /// A file of corrections, or a glob of such files: what people said of rows; may be given again
    #[arg(long, value_name = "FILE")]
    pub corrections: Vec<PathBuf>,

    /// How the work is done.
    #[command(flatten)]
    pub work: WorkArgs,
}

fn references(written: &str) -> Result<References, String> {
    References::parse(written.split(','))
}

fn pages(written: &str) -> Result<Pages, String> {
    written.parse()
}

pub(super) fn seconds(written: &str) -> Result<Duration, String> {
    let limit = written.parse().ok().and_then(timeout);
    limit.ok_or_else(|| "expected a number of seconds above 0, such as 30 or 0.5".to_owned())
}

fn threads(written: &str) -> Result<NonZeroUsize, String> {
    written.parse().map_err(|_| "expected a number of threads in digits, from 1 on".to_owned())
}

fn bytes(written: &str) -> Result<u64, String> {
    written.parse().map_err(|_| "expected a number of bytes in digits, such as 1000000".to_owned())
}

/// A value by the name that pipeline files give it too.
pub(super) fn named<T: for<'de> Deserialize<'de>>(written: &str) -> Result<T, value::Error> {
    T::deserialize(IntoDeserializer::<value::Error>::into_deserializer(written))
}

pub(super) fn encoding(written: &str) -> Result<Encoding, String> {
    Encoding::from_name(written)
        .ok_or_else(|| "expected an encoding such as utf-8, utf-16le or windows-1256".to_owned())
}
