//! The command line of jadval: read what was typed, do it, say how it went.

use jadval::cli::{self, Verdict};
use std::process::ExitCode;

/// Documents come and go by the thousand, each with its vectors; mimalloc keeps their memory at hand.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::parse(std::env::args_os());
    match cli::act(cli) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Short(why)) => {
            cli::say(&why);
            ExitCode::from(1)
        }
        Err(failure) => {
            cli::complain(&failure);
            failure.exit_code()
        }
    }
}
