//! The files of corrections that a run is to heed.

use crate::corrections::{Line, read};
use crate::extract::Engine;
use crate::source::read_settings;
use crate::{Error, Result};
use globset::GlobBuilder;
use std::path::{Path, PathBuf};

/// Most bytes of a file of corrections.
const MOST: usize = 256 << 20;

/// Reads files of corrections, and tries their values.
///
/// # Errors
/// A file that is not there or cannot be read, and a line that is no correction, with its place.
pub(crate) fn read_all(paths: &[PathBuf], engine: &Engine) -> Result<Vec<Line>> {
    let tables = Engine::corrected_tables();
    let mut lines: Vec<Line> = Vec::new();
    for path in files(paths)? {
        let text = read_settings(&path, "corrections", MOST)?;
        lines.extend(read(&path.display().to_string(), &text, &tables)?);
    }
    for line in &lines {
        let sound = engine.check_correction(&line.correction);
        sound.map_err(|message| Error::configuration(message).at(line.place()))?;
    }
    Ok(lines)
}

/// The files that paths and globs stand for, each once, in the order of the paths and of their names. A glob may stand for
/// none: nobody has looked at anything yet.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        let written = path.to_string_lossy();
        if !written.contains(['*', '?', '[', '{']) || path.exists() {
            files.push(path.clone());
            continue;
        }
        let glob = GlobBuilder::new(&written).literal_separator(true).build();
        let glob =
            glob.map_err(|cause| Error::configuration(cause.to_string()).at(&*written))?.compile_matcher();
        let literal = |part: &std::path::Component<'_>| {
            !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])
        };
        let root: PathBuf = path.components().take_while(literal).collect();
        let mut found = Vec::new();
        below(if root.as_os_str().is_empty() { Path::new(".") } else { &root }, &mut found);
        // Names are those that somebody would write.
        let mut found: Vec<PathBuf> =
            found.iter().map(|file| file.strip_prefix(".").unwrap_or(file).to_owned()).collect();
        found.retain(|file| glob.is_match(file));
        found.sort();
        files.extend(found);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    files.retain(|path| seen.insert(path.clone()));
    Ok(files)
}

/// All files below a folder; those of folders that cannot be read are not there.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => below(&entry.path(), found),
            Ok(_) => found.push(entry.path()),
            Err(_) => {}
        }
    }
}
