//! The command line of jadval: read what was typed, do it, say how it went.

use jadval::cli::{self, Verdict};
use std::io::Write;
use std::process::ExitCode;

/// Documents come and go by the thousand, each with its vectors; mimalloc keeps their memory at hand.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::parse(std::env::args_os());
    match cli::act(cli) {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Short(why)) => {
            let _ = writeln!(std::io::stderr(), "{why}");
            ExitCode::from(1)
        }
        Err(failure) => {
            cli::complain(&failure);
            failure.exit_code()
        }
    }
}
