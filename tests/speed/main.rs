//! Instructions may only become fewer: what a start, the analysis of a byte, its rows and their writing take is counted by
//! callgrind and held against `limits.toml`.
//!
//! ```text
//! cargo test --release --test speed                     counts, and compares
//! cargo test --release --test speed -- update           also takes what is lower as the new limit
//! cargo test --release --test speed -- update trust     also books what a kind of work has added on its allowance
//! ```
//!
//! The program runs itself under valgrind, once for each text and each amount of work, and a measure is the difference of
//! two runs: so no part of it needs a name or a mark. Debug builds and machines without valgrind leave it out.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

#[path = "../../benches/corpus/mod.rs"]
#[allow(dead_code, reason = "benchmarks measure in other ways")]
mod corpus;
mod counted;
mod limits;
mod work;

use libtest_mimic::{Arguments, Failed, Trial};
use std::process::{Command, ExitCode, Stdio};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["work", amount, text] => work::run(amount, text),
        ["update", work @ ..] if work.len() <= 1 => match update(work.first().copied()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => {
                eprintln!("{problem}");
                ExitCode::FAILURE
            }
        },
        _ => libtest_mimic::run(&Arguments::from_args(), vec![trial()]).exit_code(),
    }
}

/// The one test, ignored where it can say nothing.
fn trial() -> Trial {
    let trial = Trial::test("instructions_only_become_fewer", || {
        let counted = counted::count()?;
        println!("{counted}");
        limits::Limits::read()?.judge(&counted).map_err(Failed::from)
    });
    match why_not() {
        Some(why) => trial.with_ignored_flag(true).with_kind(why),
        None => trial,
    }
}

/// Why instructions cannot be counted here.
fn why_not() -> Option<&'static str> {
    let found =
        Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if cfg!(debug_assertions) {
        Some("left out: a debug build says nothing of speed; cargo test --release")
    } else if !found.is_ok_and(|status| status.success()) {
        Some("left out: no valgrind to count instructions with")
    } else {
        None
    }
}

fn update(work: Option<&str>) -> Result<(), String> {
    if let Some(why) = why_not() {
        return Err(why.to_owned());
    }
    let counted = counted::count()?;
    println!("{counted}");
    let mut limits = limits::Limits::read()?;
    limits.take(&counted, work)?;
    limits.write()
}
