//! Which files a list of inputs stands for: files, folders, globs and standard input.

use super::Format;
use crate::{Error, Result};
use globset::GlobBuilder;
use rustc_hash::FxHashMap;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_64;

/// A file to read, and the id it gives its document. A run holds all of them, of which there may be millions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, where its name does not say that.
    path: Option<Box<Path>>,
    /// Where it is, with `/` between the parts, as datasets name it; `-` for standard input.
    pub name: Box<str>,
    /// Path below the raw folder without extension; a file named by itself: its stem. The records of
    /// a corpus bring their own ids and use this one only where they have none.
    pub doc_id: Box<str>,
    /// How its documents are stored.
    pub format: Format,
    /// Bytes on disk; 0 where that is not known before reading.
    pub bytes: u64,
    /// What the file system says that changes when the file does; `None` where it says nothing.
    pub stamp: Option<Stamp>,
}

/// The state of a file without its contents: equal stamps, equal files, unless the last change is so fresh that a
/// later one could have fallen into the same tick of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Over size, times, and device and number where a system numbers files.
    sum: u64,
    /// The last change of the contents or of the entry itself, in nanoseconds since 1970.
    changed: i64,
}

impl Stamp {
    /// The stamp of a file; `None` where there is none.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        Self::of(&std::fs::metadata(path).ok()?)
    }

    fn of(metadata: &std::fs::Metadata) -> Option<Self> {
        let modified = nanoseconds(metadata.modified().ok()?);
        #[cfg(unix)]
        let (entry, file) = {
            use std::os::unix::fs::MetadataExt;
            let entry = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
            (entry, [metadata.dev(), metadata.ino()])
        };
        #[cfg(not(unix))]
        let (entry, file) = (modified, [0, 0]);
        let parts = [metadata.len(), modified as u64, entry as u64, file[0], file[1]];
        let sum = xxh3_64(parts.map(u64::to_le_bytes).as_flattened());
        Some(Self { sum, changed: modified.max(entry) })
    }

    /// Whether the file last changed clearly before a moment.
    #[must_use]
    pub fn is_older_than(&self, moment: SystemTime) -> bool {
        /// The coarsest clock of a file system in use has steps of two seconds.
        const TICK: i64 = 2_000_000_000;
        self.changed < nanoseconds(moment).saturating_sub(TICK)
    }
}

/// Nanoseconds since 1970, also before it.
fn nanoseconds(moment: SystemTime) -> i64 {
    let signed = |duration: Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since),
        Err(before) => -signed(before.duration()),
    }
}

impl SourceFile {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&*self.name))
    }

    /// Whether this is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        &*self.name == "-"
    }
}

/// Finds the files of all inputs, sorted by path, each once.
///
/// An input is a file of any extension (`.jsonl` and `.ndjson` are corpora, all others text), a folder
/// (its `.txt`, `.jsonl` and `.ndjson` files at any depth), a glob, or `-`. Hidden files and folders
/// are passed over, links are followed but never in circles.
///
/// # Errors
///
/// An I/O error for a path that is not there; a configuration error for a glob or a folder that
/// stands for no file, for a malformed glob, and for two files with one document id.
pub fn discover(inputs: &[PathBuf]) -> Result<Vec<SourceFile>> {
    let mut found = Vec::new();
    for input in inputs {
        let before = found.len();
        match input.to_str() {
            Some("-") => found.push(stdin()),
            _ if input.is_dir() => walk(input, input, &mut found, |path| format_of(path).is_some()),
            Some(glob) if glob.contains(['*', '?', '[', '{']) && !input.exists() => {
                from_glob(glob, &mut found)?
            }
            _ => {
                std::fs::symlink_metadata(input).map_err(|e| Error::io("read this input", input, &e))?;
                let stem = input.file_stem().map(Path::new).unwrap_or(input);
                found.push(source_file(input, slashed(stem)));
            }
        }
        if found.len() == before {
            return Err(
                Error::configuration("expected .txt or .jsonl files here, found none").at(input.display())
            );
        }
    }
    // Equal paths keep the id that the first input gave them: the sort is stable.
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found.dedup_by(|later, first| later.name == first.name);
    refuse_equal_ids(&found)?;
    Ok(found)
}

/// All files below a folder with this extension (without dot), sorted by path; hidden ones passed over.
///
/// # Errors
///
/// An I/O error for a folder that is not there.
pub fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    std::fs::read_dir(folder).map_err(|e| Error::io("read this folder", folder, &e))?;
    let mut found = Vec::new();
    walk(folder, folder, &mut found, |path| path.extension().is_some_and(|e| e == extension));
    Ok(found.iter().map(|file| file.path().to_path_buf()).collect())
}

fn stdin() -> SourceFile {
    let (name, doc_id) = ("-".into(), "stdin".into());
    SourceFile { path: None, name, doc_id, format: Format::Text, bytes: 0, stamp: None }
}

/// Matches the files below the glob's literal beginning, which is the raw folder of their ids.
fn from_glob(glob: &str, found: &mut Vec<SourceFile>) -> Result<()> {
    let pattern = glob.strip_prefix("./").unwrap_or(glob);
    let matcher = GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_err(|e| {
            Error::configuration(format!("expected a glob, found a malformed one: {}", e.kind())).at(glob)
        })?
        .compile_matcher();
    let root: PathBuf = Path::new(pattern)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let start = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
    let before = found.len();
    walk(start, &root, found, |path| matcher.is_match(path.strip_prefix("./").unwrap_or(path)));
    if found.len() == before {
        let reason = if start.is_dir() { "found none" } else { "its folder is not there" };
        return Err(Error::configuration(format!("expected files that match this glob, {reason}")).at(glob));
    }
    Ok(())
}

fn walk(start: &Path, root: &Path, found: &mut Vec<SourceFile>, wanted: impl Fn(&Path) -> bool) {
    let visible =
        |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible)
    {
        // What cannot be entered or followed keeps its name, so that reading it says why; a link that
        // leads back to a folder above it adds nothing.
        let path = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry.into_path(),
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => match error.path() {
                Some(path) => path.to_path_buf(),
                None => continue,
            },
        };
        let path = path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path);
        if wanted(&path) || path.is_dir() {
            let below = path.strip_prefix(root).unwrap_or(&path).with_extension("");
            found.push(source_file(&path, slashed(&below)));
        }
    }
}

fn source_file(path: &Path, doc_id: String) -> SourceFile {
    let metadata = std::fs::metadata(path).ok();
    let bytes = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let stamp = metadata.as_ref().filter(|metadata| metadata.is_file()).and_then(Stamp::of);
    let format = format_of(path).unwrap_or(Format::Text);
    let name = slashed(path).into_boxed_str();
    let path = (path.as_os_str() != &*name).then(|| path.into());
    SourceFile { path, name, doc_id: doc_id.into(), format, bytes, stamp }
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "txt" => Some(Format::Text),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

/// The path with `/` on every system, without `.` parts.
fn slashed(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components().filter(|part| !matches!(part, Component::CurDir)) {
        match part {
            Component::RootDir => name.push('/'),
            _ => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    name
}

fn refuse_equal_ids(files: &[SourceFile]) -> Result<()> {
    let mut owners: FxHashMap<&str, &SourceFile> = FxHashMap::default();
    for file in files.iter().filter(|file| file.format == Format::Text) {
        if let Some(first) = owners.insert(&file.doc_id, file) {
            let message = format!(
                "expected one document for each id, found two with the id «{}»: {} and {}; \
                 rename one, or give the folder that holds both",
                file.doc_id, first.name, file.name
            );
            return Err(Error::configuration(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("parent")).expect("folders");
            fs::write(path, "متن").expect("file");
        }
        folder
    }

    fn ids(inputs: &[PathBuf]) -> Vec<String> {
        discover(inputs).expect("files").into_iter().map(|f| f.doc_id.into()).collect()
    }

    #[test]
    fn a_folder_gives_its_documents_sorted_and_without_hidden_ones() {
        let folder = tree(&["b.txt", "a/c.txt", ".git/d.txt", ".e.txt", "news.jsonl", "notes.md"]);
        assert_eq!(ids(&[folder.path().into()]), ["a/c", "b", "news"]);
    }

    #[test]
    fn a_file_gives_its_stem_and_an_input_given_twice_counts_once() {
        let folder = tree(&["a/c.txt"]);
        let file = folder.path().join("a/c.txt");
        assert_eq!(ids(&[file.clone(), file]), ["c"]);
    }

    #[test]
    fn a_glob_names_documents_below_its_literal_beginning() {
        let folder = tree(&["raw/a/c.txt", "raw/b.txt", "raw/b.jsonl"]);
        assert_eq!(ids(&[folder.path().join("raw/**/*.txt")]), ["a/c", "b"]);
        assert_eq!(ids(&[folder.path().join("raw/*.txt")]), ["b"]);
        let error = discover(&[folder.path().join("raw/*.html")]).expect_err("none");
        assert!(error.is_configuration() && error.to_string().contains("*.html"), "{error}");
    }

    #[test]
    fn equal_ids_name_both_files() {
        let folder = tree(&["a/x.txt", "b/x.txt"]);
        let error = discover(&[folder.path().join("a"), folder.path().join("b")]).expect_err("twice");
        let message = error.to_string();
        assert!(message.contains("a/x.txt") && message.contains("b/x.txt"), "{message}");
    }

    #[test]
    fn nothing_there_is_an_io_error_and_nothing_inside_a_configuration_error() {
        let folder = tree(&["notes.md"]);
        assert!(discover(&[folder.path().join("no.txt")]).expect_err("missing").is_io());
        assert!(discover(&[folder.path().into()]).expect_err("empty").is_configuration());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let folder = tree(&["a/x.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("link");
        std::os::unix::fs::symlink(folder.path().join("gone.txt"), folder.path().join("z.txt"))
            .expect("link");
        assert_eq!(ids(&[folder.path().into()]), ["a/x", "z"]);
    }
}
