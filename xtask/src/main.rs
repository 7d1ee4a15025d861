//! Tasks of those who work on jadval.
//!
//! `cargo xtask docs` writes the generated pages of `docs/`; a test says whether they are current. `cargo xtask mutate`
//! changes rules and lexicon entries one by one and says which changes no example sees. `cargo xtask score` says how good
//! the tables are on the gold documents. `cargo xtask rules` says what each rule costs and gives over a corpus.

#[path = "../../benches/corpus/mod.rs"]
#[allow(dead_code, reason = "benchmarks measure on more texts")]
mod corpus;
mod effort;
mod mutate;
mod names;
mod notices;
mod pages;
mod score;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask docs
       cargo xtask notices [--check]    writes the licences of what the program is made with, or says whether they are current
       cargo xtask release    builds the program without paths of this machine in it
       cargo xtask mutate [FILE-PREFIX] [--sample N] [--seed N]    rules/dates, lexicon/quantity/units.toml, …
       cargo xtask score [TABLE|GENRE …] [--misses N]    what is wrong in the open half, N of each table and genre
       cargo xtask rules [FOLDER]    tries, matches and rows of each rule over running text
       cargo xtask train-names [--folds N]    writes the model of names, or judges it by cross-validation";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["docs"] => docs(),
        ["notices"] => notices(false),
        ["notices", "--check"] => notices(true),
        ["release"] => release(),
        ["mutate", rest @ ..] => match Mutate::parse(rest) {
            Some(task) => task.run(),
            None => Err(USAGE.to_owned()),
        },
        ["score", rest @ ..] => match Misses::parse(rest) {
            Some(task) => task.run(),
            None => Err(USAGE.to_owned()),
        },
        ["train-names"] => names::train(root(), None).map_err(|cause| cause.to_string()),
        ["train-names", "--folds", folds] => match folds.parse() {
            Ok(folds @ 2..) => names::train(root(), Some(folds)).map_err(|cause| cause.to_string()),
            _ => Err(USAGE.to_owned()),
        },
        ["rules", folder @ ..] if folder.len() <= 1 => rules(folder.first().copied()),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) if problem == USAGE => {
            eprintln!("{USAGE}");
            ExitCode::from(2)
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(3)
        }
    }
}

/// The checkout's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Writes the pages that are not current, and says which limits are none any more.
fn docs() -> Result<(), String> {
    for (name, text) in pages::pages(root()).map_err(|cause| cause.to_string())? {
        let path = root().join(name);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        std::fs::write(&path, text).map_err(|cause| format!("{}: {cause}", path.display()))?;
        println!("wrote {name}");
    }
    let mended = pages::limits::problems(root()).map_err(|cause| cause.to_string())?;
    if mended.is_empty() { Ok(()) } else { Err(mended.join("\n\n")) }
}

/// Writes the licences of others, or says whether they are current.
fn notices(only_check: bool) -> Result<(), String> {
    let (page, path) = (notices::page(root())?, root().join(notices::FILE));
    if std::fs::read_to_string(&path).is_ok_and(|old| old == page) {
        return Ok(());
    }
    if only_check {
        return Err(format!("{} is not current; cargo xtask notices writes it", notices::FILE));
    }
    std::fs::write(&path, page).map_err(|cause| format!("{}: {cause}", path.display()))?;
    println!("wrote {}", notices::FILE);
    Ok(())
}

/// Builds the program that is passed on: what panics and errors say of source files begins with the name of the package, and not
/// with a folder of whoever built it.
fn release() -> Result<(), String> {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).unwrap_or_default();
    let registry = home.join("registry/src");
    let sources = std::fs::read_dir(&registry).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut flags: Vec<String> = vec![format!("--remap-path-prefix={}=", root().display())];
    flags.extend(sources.map(|source| format!("--remap-path-prefix={}=", source.display())));
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = std::process::Command::new(cargo)
        .args(["build", "--release", "--locked"])
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .current_dir(root())
        .status()
        .map_err(|cause| format!("cannot run cargo build: {cause}"))?;
    if built.success() { Ok(()) } else { Err("the build failed".to_owned()) }
}

/// Prints what each rule costs and gives over the text files of a folder, or over running text.
fn rules(folder: Option<&str>) -> Result<(), String> {
    let corpus = match folder {
        Some(folder) => corpus::Corpus::below(folder, &[folder.into()]),
        None => corpus::Corpus::running(root()),
    };
    let texts = corpus.documents().iter().map(String::as_str);
    let efforts = effort::efforts(texts).map_err(|cause| cause.to_string())?;
    println!("{}", corpus.name);
    println!("{:<44}{:>9}{:>9}{:>9}{:>16}", "rule", "tries", "matches", "rows", "matches a row");
    for effort in efforts.iter().filter(|effort| effort.tries > 0) {
        let effort::RuleEffort { rule, tries, matches, rows } = effort;
        println!("{rule:<44}{tries:>9}{matches:>9}{rows:>9}{:>16.1}", effort.matches_per_row());
    }
    Ok(())
}

/// `cargo xtask mutate`.
#[derive(Default)]
struct Mutate {
    prefix: String,
    sample: Option<usize>,
    seed: usize,
}

impl Mutate {
    fn parse(mut words: &[&str]) -> Option<Self> {
        let mut task = Self::default();
        while let [first, rest @ ..] = words {
            words = rest;
            match (*first, rest) {
                ("--sample", [number, rest @ ..]) => {
                    (task.sample, words) = (Some(number.parse().ok()?), rest)
                }
                ("--seed", [number, rest @ ..]) => (task.seed, words) = (number.parse().ok()?, rest),
                (prefix, _) if !prefix.starts_with('-') => task.prefix = prefix.to_owned(),
                _ => return None,
            }
        }
        Some(task)
    }

    /// Prints what no example sees, and the rates.
    fn run(&self) -> Result<(), String> {
        let mut mutants = mutate::mutants(root()).map_err(|cause| cause.to_string())?;
        mutants.retain(|mutant| mutant.file().starts_with(&self.prefix));
        if let Some(most) = self.sample {
            mutants = mutate::sample(mutants, most, self.seed);
        }
        let survivors = mutate::survivors(&mutants).map_err(|cause| cause.to_string())?;
        for mutant in &survivors {
            println!("survives: {mutant}");
        }
        for kind in mutate::Kind::ALL {
            let tally = mutate::tally(kind, &mutants, &survivors);
            println!(
                "{kind}: {} of {} survive, {:.1} % are seen",
                tally.survived,
                tally.tried,
                100.0 * tally.killed()
            );
        }
        Ok(())
    }
}

/// `cargo xtask score`.
#[derive(Default)]
struct Misses {
    of: Vec<String>,
    most: usize,
}

impl Misses {
    fn parse(mut words: &[&str]) -> Option<Self> {
        let mut task = Self::default();
        while let [first, rest @ ..] = words {
            words = rest;
            match (*first, rest) {
                ("--misses", [number, rest @ ..]) => (task.most, words) = (number.parse().ok()?, rest),
                (name, _) if !name.starts_with('-') => task.of.push(name.to_owned()),
                _ => return None,
            }
        }
        Some(task)
    }

    /// Prints the page, writes it, and shows what is wrong in the open half.
    fn run(&self) -> Result<(), String> {
        let quality = score::quality(root()).map_err(|cause| cause.to_string())?;
        let asked = |word: &str| self.of.is_empty() || self.of.iter().any(|of| of == word);
        let mut shown = std::collections::BTreeMap::new();
        for fact in &quality.facts {
            let wrong = !fact.note.is_empty() && fact.half == score::Half::Open;
            if !wrong || !(asked(fact.table) || asked(&fact.genre)) {
                continue;
            }
            let count = shown.entry((fact.table, fact.genre.as_str())).or_insert(0_usize);
            *count += 1;
            if *count <= self.most {
                println!("{}/{}: {}", fact.genre, fact.document, fact.note);
            }
        }
        println!("{}", score::page(&quality));
        Ok(())
    }
}
