//! The arguments of `review`.

use crate::review::Only;
use clap::Args;
use std::path::PathBuf;

/// `jadval review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// The dataset folder
    pub dataset: PathBuf,

    /// The page to write; of several documents the list of their pages, which stand in a folder beside it
    #[arg(long, short, value_name = "FILE", default_value = "review.html")]
    pub out: PathBuf,

    /// A document; may be given again [default: all]
    #[arg(long = "doc", value_name = "DOC_ID")]
    pub docs: Vec<String>,

    /// Rows of this table alone are to be reviewed; may be given again
    #[arg(long = "table", value_name = "TABLE")]
    pub tables: Vec<String>,

    /// Which rows are to be reviewed: findings, pattern (names that no lexicon has), unreviewed or sample:N
    #[arg(long, value_name = "WHICH")]
    pub only: Option<Only>,

    /// The name of the reviewer, which the page asks for otherwise
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,

    /// A file of corrections that the page begins with; may be given again
    #[arg(long, value_name = "FILE")]
    pub corrections: Vec<PathBuf>,

    /// The pipeline file of the dataset, whose lexicons and rules the page is to tell of
    #[arg(long, value_name = "PIPELINE.toml")]
    pub pipeline: Option<PathBuf>,

    /// A lexicon file (TOML or CSV, or a folder of TOML files) that the rows were found with, besides the built-in ones; may be
    /// given again
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,

    /// A folder of rules (or one rule file) that they were found with, besides the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,

    /// The folder that the paths of the sources start from
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub sources: PathBuf,
}
