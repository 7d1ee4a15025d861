//! The commands.

use super::checks::{DiffArgs, JoinArgs, SchemaArgs, ValidateArgs};
use super::corrections::CorrectionsCommand;
use super::eval::EvalArgs;
use super::extraction::{ExtractArgs, RunArgs};
use super::review::ReviewArgs;
use super::views::{AskArgs, ClausesArgs, ExplainArgs, RulesArgs, ShowArgs, TextArgs};
use clap::{Parser, Subcommand};

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
that cannot be read or written); 128 and its number: stopped by a signal (130 by Ctrl-C).";

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
  jadval extract contract.docx page.html report.pdf prices.xlsx --out tables
  jadval extract archive.zip --out tables --reference-date metadata,filename,2020-12-10
  jadval extract news.csv --text-column body --date-column published --out tables

JSON lines, CSV, Parquet and Excel files with a column of texts are corpora, one document a record:
{\"doc_id\": …, \"text\": …, \"reference_date\": …, \"title\": …}; only \"text\" must be there. A document
that cannot be read becomes a row of the table `rejects`, and the others go on.")]
    Extract(Box<ExtractArgs>),

    /// Print the text of a document as it is read: of a Word file, a web page …
    #[command(after_help = "Examples:
  jadval text contract.docx                the layer that all offsets point into
  jadval text page.html --blocks           its parts with their places, and what is left out or added

Every place in a table is a place in this text. What a reader leaves out (the menus of a web page, deleted
revisions) or adds (the numbers that Word counts) is in the table `edits`.")]
    Text(TextArgs),

    /// Check datasets: files, tables, references, spans against the sources, expectations
    #[command(after_help = "Examples:
  jadval validate datasets/news
  jadval validate datasets/* --format junit > report.xml
  jadval validate datasets/* --format sarif --fail-on warn > report.sarif
  jadval validate tables --pipeline pipelines/news.toml

Source files are found from the current folder (or --sources); where they are not here, what needs
them is left out and said so. docs/checks.md lists the checks. Exits with 1 when one fails.")]
    Validate(ValidateArgs),

    /// Write pages on which people look at rows in their text and say what is right
    #[command(after_help = "Examples:
  jadval review datasets/news                             review.html, to be opened in a browser
  jadval review datasets/news --doc energy --only findings --out energy.html
  jadval review datasets/news --only sample:300           rows to tell by how good each rule is
  jadval review datasets/news --corrections mina.jsonl --corrections reza.jsonl

A page is one file with all that it needs: it works offline, asks for nothing and sends nothing. What reviewers
decide stays in their browser until they save it as a file of corrections. docs/review.md shows the page.")]
    Review(ReviewArgs),

    /// Compare two datasets row by row
    #[command(after_help = "Examples:
  jadval diff old-tables tables                       counts of each table and the first rows
  jadval diff main/datasets/news datasets/news --format md >> comment.md

Rows are told by their ids. Exits with 1 when rows differ.")]
    Diff(DiffArgs),

    /// Join datasets of parts of a collection into the one that a single run writes
    #[command(after_help = "Examples:
  jadval extract letters/2019 --out parts/1
  jadval extract letters/2020 --out parts/2
  jadval merge parts/1 parts/2 --out letters

The parts must have been written under the same rules and settings, and no document may be in two. The
joined dataset is byte for byte the one of all documents in this order.")]
    Merge(JoinArgs),

    /// Print a table of a dataset
    #[command(after_help = "Examples:
  jadval show datasets/news dates
  jadval show datasets/economy figures --doc energy --columns text,value,unit --limit 0")]
    Show(ShowArgs),

    /// Answer a question about datasets, in SQL or by the name of a saved one
    #[command(after_help = "Examples:
  jadval ask --list                                  the saved questions
  jadval ask --list casualties                       the SQL of one
  jadval ask datasets/news casualties                who was killed, wounded, captured, by source
  jadval ask datasets/news who-said-what --where \"act = 'deny'\"
  jadval ask datasets/* \"SELECT entity_id, COUNT(*) AS n FROM mentions GROUP BY entity_id ORDER BY n DESC LIMIT 10\"

The tables are those of `jadval schema`; those of several datasets stand below one another. docs/cookbook.md has more.")]
    Ask(AskArgs),

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

    /// Say how good a dataset is: by what people said of its rows, or against gold
    #[command(after_help = "Examples:
  jadval eval datasets/news                                     precision by what people accepted and rejected
  jadval eval datasets/news --gold gold/news.jsonl              against marked texts: doccano, Prodigy, brat, Label Studio, CoNLL
  jadval eval datasets/news --gold checked/news --compare datasets/news-new
  jadval eval datasets/news --gold gold/ --fail-under dates.value=0.92 --format junit
  jadval eval datasets/news --agreement mina/ reza/             how far two annotators agree

Numbers of --fail-under: precision, recall, f1, exact and value of a table; without gold precision alone. Exits with 1 where one is below.
docs/corrections.md has more.")]
    Eval(EvalArgs),

    /// Look through, merge and tidy files of corrections
    #[command(after_help = "Examples:
  jadval corrections check corrections/news/*.jsonl                      mistakes, and what people disagree on
  jadval corrections check corrections/news/*.jsonl --dataset datasets/news   and what became of each in the last run
  jadval corrections merge mina.jsonl reza.jsonl --out both.jsonl        one file; what they disagree on is listed
  jadval corrections prune corrections/news/*.jsonl --dataset datasets/news   without what is settled or stale by now

A file has a correction a line, as JSON: docs/corrections.md says how. A pipeline names its files by the key
`corrections`, and `jadval extract` by --corrections. check and merge exit with 1 where people disagree, check also
where lines have become stale or ambiguous.")]
    Corrections {
        /// What to do with them
        #[command(subcommand)]
        command: CorrectionsCommand,
    },

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
