//! The arguments of the commands that print what is there: `show`, `clauses`, `explain` and `rules`.

use super::extraction::{ColumnArgs, EngineArgs, PartArgs, encoding};
use crate::source::Encoding;
use clap::Args;
use std::path::PathBuf;

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

/// `jadval ask`.
#[derive(Debug, Args)]
pub struct AskArgs {
    /// Dataset folders, and behind them a query in SQL or the name of a saved one
    #[arg(value_name = "DATASET… QUESTION", required_unless_present = "list", num_args = 1..)]
    pub words: Vec<String>,

    /// Print the saved questions, or with a name the SQL of one
    #[arg(long)]
    pub list: bool,

    /// Only rows of the answer that this holds of, in SQL: "speaker = 'United Nations'"
    #[arg(long = "where", value_name = "CONDITION")]
    pub condition: Option<String>,

    /// How to write the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,

    /// Rows to print; 0 prints all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 0)]
    pub limit: usize,

    /// Characters of a cell of a table before it is cut; 0 cuts none
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub width: usize,
}

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum AnswerFormat {
    /// An aligned table for people
    Table,
    /// CSV with a header
    Csv,
    /// JSON, one object for each row
    Json,
}

/// `jadval text`.
#[derive(Debug, Args)]
pub struct TextArgs {
    /// The document, or - for standard input
    pub document: PathBuf,

    /// Its parts line by line, with kind, level and place
    #[arg(long)]
    pub blocks: bool,

    /// The encoding of plain text and web pages [default: found out]
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<Encoding>,

    /// Which keys or columns of records hold what.
    #[command(flatten)]
    pub columns: ColumnArgs,

    /// What is read of documents that have more than text.
    #[command(flatten)]
    pub parts: PartArgs,
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
