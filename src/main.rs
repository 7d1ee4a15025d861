//! The command line of jadval: read what was typed, do it, say how it went.

use jadval::cli;
use std::process::ExitCode;

/// Documents come and go by the thousand, each with its vectors; mimalloc keeps their memory at hand.
#[global_allocator]
static ALLOCATOR: cli::Memory = cli::Memory::new();

fn main() -> ExitCode {
    cli::spare_memory();
    ExitCode::from(cli::run(std::env::args_os()))
}
