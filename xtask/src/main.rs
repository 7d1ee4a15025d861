//! Tasks of those who work on jadval.
//!
//! `cargo xtask docs` writes the generated pages of `docs/`; a test says whether they are current.

mod pages;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments != ["docs"] {
        eprintln!("usage: cargo xtask docs");
        return ExitCode::from(2);
    }
    match docs() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(3)
        }
    }
}

/// Writes the pages that are not current.
fn docs() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    for (name, text) in pages::pages().map_err(|cause| cause.to_string())? {
        let path = root.join(name);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        std::fs::write(&path, text).map_err(|cause| format!("{}: {cause}", path.display()))?;
        println!("wrote {name}");
    }
    Ok(())
}
