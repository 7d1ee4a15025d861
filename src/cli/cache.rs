//! `jadval cache`, and where the cache is.

use super::args::CacheCommand;
use super::terminal::Terminal;
use super::{Failure, Verdict};
use crate::pipeline::{Cache, STATE_EXTENSION, UNFINISHED_STATE_EXTENSION};
use crate::{Error, Result};
use std::fs;
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The variable that names another folder.
const VARIABLE: &str = "JADVAL_CACHE";

pub(super) fn cache(command: &CacheCommand, terminal: &Terminal) -> std::result::Result<Verdict, Failure> {
    let Some(folder) = folder() else {
        return Err(Error::configuration(format!(
            "this system names no folder for caches: expected {VARIABLE} to name one"
        ))
        .into());
    };
    match command {
        CacheCommand::Clear => {
            let removed = clear(&folder)?;
            terminal.tell(format_args!("{}: {removed} datasets forgotten", folder.display()));
        }
        CacheCommand::Path => writeln!(stdout(), "{}", folder.display())?,
    }
    Ok(Verdict::Fine)
}

/// The cache of runs, where the system has a place for it.
#[allow(clippy::disallowed_methods, reason = "no result depends on it, only what is looked into again")]
pub(super) fn of_runs() -> Option<Cache> {
    Some(Cache { folder: folder()?, tool: tool(), now: SystemTime::now() })
}

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()).map(PathBuf::from);
    named.or_else(|| Some(dirs::cache_dir()?.join("jadval")))
}

/// The build of this program: two builds of one release may extract differently.
fn tool() -> String {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let size = file.as_ref().map(fs::Metadata::len);
    let built = file.and_then(|file| file.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok());
    let number = |known: Option<u128>| known.map_or("unknown".to_owned(), |number| number.to_string());
    let built = number(built.map(|time| time.as_nanos()));
    format!("{} {} {built}", env!("CARGO_PKG_VERSION"), number(size.map(u128::from)))
}

/// Removes the state files of a folder and nothing else; says how many.
fn clear(folder: &Path) -> Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(0),
        entries => entries.map_err(|cause| Error::io("read the cache", folder, &cause))?,
    };
    let mut removed = 0;
    for entry in entries.flatten() {
        let path = entry.path();
        let is = |end: &str| path.extension().is_some_and(|extension| extension == end);
        // The unfinished ones a killed run left.
        if is(STATE_EXTENSION) || is(UNFINISHED_STATE_EXTENSION) {
            fs::remove_file(&path).map_err(|cause| Error::io("remove this file", &path, &cause))?;
            removed += usize::from(is(STATE_EXTENSION));
        }
    }
    Ok(removed)
}
