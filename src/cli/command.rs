//! What was typed, and the command that it stands for.

use super::args::{Cli, Command};
use super::terminal::{Terminal, complain, say};
use super::{Failure, Verdict};
use super::{
    ask, cache, clauses, compute, corrections, diff, eval, explain, merge, review, rules, schema, show, text,
    validate,
};
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::io::{self, Write as _};

/// The definition of all commands, for help, completions and the reference page.
#[must_use]
pub fn command() -> clap::Command {
    Cli::command()
}

/// Reads what was typed. Help, version and mistakes are printed, and end the program, here.
#[must_use]
pub fn parse(typed: impl IntoIterator<Item = OsString>) -> Cli {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let colour = if typed.iter().any(|word| word == "--no-color") {
        clap::ColorChoice::Never
    } else {
        clap::ColorChoice::Auto
    };
    let matches = command().color(colour).get_matches_from(typed);
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The program: carries out what was typed, says what went wrong, and returns the number to exit with.
#[must_use]
pub fn run(typed: impl IntoIterator<Item = OsString>) -> u8 {
    match act(parse(typed)) {
        Ok(Verdict::Fine) => 0,
        Ok(Verdict::Short(why)) => {
            say(&why);
            1
        }
        Err(failure) => {
            complain(&failure);
            failure.status()
        }
    }
}

/// Carries out one command.
///
/// # Errors
///
/// A [`Failure`] for everything that stopped it.
pub fn act(cli: Cli) -> Result<Verdict, Failure> {
    let terminal = Terminal::new(cli.quiet, cli.no_color);
    match cli.command {
        Command::Run(args) => super::run::run(&args, &terminal),
        Command::Extract(args) => compute::extract(*args, &terminal),
        Command::Cache { command } => cache::cache(&command, &terminal),
        Command::Corrections { command } => corrections::corrections(&command),
        Command::Diff(args) => diff::diff(&args),
        Command::Merge(args) => merge::merge(args, &terminal),
        Command::Show(args) => show::show(&args, &terminal),
        Command::Ask(args) => ask::ask(&args, &terminal),
        Command::Clauses(args) => clauses::clauses(&args, &terminal),
        Command::Eval(args) => eval::eval(&args),
        Command::Explain(args) => explain::explain(&args, &terminal),
        Command::Schema(args) => schema::schema(&args),
        Command::Review(args) => review::review(&args, &terminal),
        Command::Rules(args) => rules::rules(&args),
        Command::Text(args) => text::text(&args),
        Command::Validate(args) => validate::validate(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command(), "jadval", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Verdict::Fine)
        }
    }
}
