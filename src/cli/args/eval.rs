//! The arguments of `jadval eval`.

use clap::Args;
use std::path::PathBuf;

/// `jadval eval`.
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// The dataset folder
    pub dataset: PathBuf,

    /// What there should be: a dataset, or a file or folder of marked texts (doccano, Prodigy, Label Studio, brat, CoNLL, spans)
    #[arg(long, value_name = "FILE|DATASET")]
    pub gold: Option<PathBuf>,

    /// Another dataset of the same documents: is it better?
    #[arg(long, value_name = "DATASET", requires = "gold")]
    pub compare: Option<PathBuf>,

    /// Two people's gold for the documents of the dataset: how far do they agree?
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["gold", "compare"])]
    pub agreement: Vec<PathBuf>,

    /// What a label of the gold stands for, such as FACILITY=mentions:place; may be given again
    #[arg(long, value_name = "LABEL=TABLE[:KIND]")]
    pub label: Vec<String>,

    /// A number that makes the exit status 1 where it is lower, such as dates.value=0.92; may be given again
    #[arg(long, value_name = "TABLE.NUMBER=X")]
    pub fail_under: Vec<String>,

    /// Rows that went wrong to print of each table
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub misses: usize,

    /// How to write the numbers
    #[arg(long, value_enum, default_value_t = EvalFormat::Human)]
    pub format: EvalFormat,

    /// The folder that the paths of source files are relative to
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub sources: PathBuf,
}

/// The forms of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum EvalFormat {
    /// Text for people
    Human,
    /// One JSON object
    Json,
    /// Markdown that fits into a comment on a pull request
    Md,
    /// JUnit XML, with a test for each --fail-under
    Junit,
}
