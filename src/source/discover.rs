//! Which files a list of inputs stands for: files, folders, globs and standard input.

use super::file::{SourceFile, Spelling, slashed};
use super::files::{Sorting, SourceFiles};
use super::format::{Format, unpacked_name};
use super::regular::is_of_machine;
use crate::{Error, Result};
use globset::GlobBuilder;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::xxh3_64;

/// Finds the files of all inputs, sorted by path, each once.
///
/// An input is a file of any extension (`.jsonl` and `.ndjson` are corpora; what others are, their content says), a folder
/// (its files at any depth, those of other kinds too: each becomes a reject that says so), a glob, or `-`. Hidden files and
/// folders are passed over, links are followed but never in circles.
///
/// # Errors
///
/// An I/O error for a path that is not there; a configuration error for a glob that stands for no file and a folder without
/// any document, for a malformed glob, and for two files with one document id.
pub fn discover(inputs: &[PathBuf]) -> Result<SourceFiles> {
    find(inputs, None)
}

/// The same, but for what stands in the folder `out`, which a run writes: it would read today what it wrote yesterday.
///
/// # Errors
///
/// As [`discover`].
pub fn discover_outside(inputs: &[PathBuf], out: &Path) -> Result<SourceFiles> {
    // Where it is not there, nothing stands in it.
    find(inputs, out.canonicalize().ok().as_deref())
}

fn find(inputs: &[PathBuf], out: Option<&Path>) -> Result<SourceFiles> {
    // Equal paths keep the id that the first input gave them.
    let mut found = Sorting::default();
    for input in inputs {
        let before = found.len();
        match input.to_str() {
            Some("-") => found.push(SourceFile::stdin())?,
            _ if input.is_dir() => {
                let documents = walk((input, input), &mut found, |_| true, false, out)?;
                if documents == 0 {
                    return Err(nothing(input));
                }
            }
            Some(glob) if glob.contains(['*', '?', '[', '{']) && !input.exists() => {
                from_glob(glob, &mut found, out)?
            }
            _ => {
                std::fs::symlink_metadata(input).map_err(|e| Error::io("read this input", input, &e))?;
                let inner = unpacked_name(input);
                let stem = inner.file_stem().map(Path::new).unwrap_or(input);
                found.push(SourceFile::at(input, slashed(stem)).into_named())?;
            }
        }
        if found.len() == before {
            return Err(nothing(input));
        }
    }
    let mut files = found.finish()?;
    keep_ids_apart(&mut files)?;
    Ok(files)
}

fn nothing(input: &Path) -> Error {
    let message = "expected documents here (.txt, .jsonl, .html, .docx, .pdf …), found none";
    Error::configuration(message).at(input.display())
}

/// All files below a folder with this extension (without dot), sorted by path; hidden ones passed over.
///
/// # Errors
///
/// An I/O error for a folder that is not there.
pub fn files_with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    std::fs::read_dir(folder).map_err(|e| Error::io("read this folder", folder, &e))?;
    let mut found = Sorting::default();
    let wanted = |path: &Path| path.extension().is_some_and(|e| e == extension);
    walk((folder, folder), &mut found, wanted, true, None)?;
    Ok(found.finish()?.iter().map(|file| file.path().to_path_buf()).collect())
}

/// Matches the files below the glob's literal beginning, which is the raw folder of their ids.
fn from_glob(glob: &str, found: &mut Sorting, out: Option<&Path>) -> Result<()> {
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
    let wanted = |path: &Path| matcher.is_match(path.strip_prefix("./").unwrap_or(path));
    walk((start, &root), found, wanted, true, out)?;
    if found.len() == before {
        let reason = if start.is_dir() { "found none" } else { "its folder is not there" };
        return Err(Error::configuration(format!("expected files that match this glob, {reason}")).at(glob));
    }
    Ok(())
}

/// Finds files in the order in which folders list them: one folder may have a million. Says how many of them are documents by
/// their names; where they are `named`, all are.
fn walk(
    (start, root): (&Path, &Path),
    found: &mut Sorting,
    wanted: impl Fn(&Path) -> bool,
    named: bool,
    out: Option<&Path>,
) -> Result<usize> {
    let mut documents = 0;
    let is_out = |entry: &DirEntry| {
        out.is_some_and(|out| {
            entry.file_type().is_dir()
                && (entry.depth() == 0
                    || entry.path_is_symlink()
                    || out.file_name() == Some(entry.file_name()))
                && entry.path().canonicalize().is_ok_and(|path| path == out)
        })
    };
    let visible = |entry: &DirEntry| {
        (entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')) && !is_out(entry)
    };
    for entry in WalkDir::new(start).follow_links(true).into_iter().filter_entry(visible) {
        // What cannot be entered or followed keeps its name, so that reading it says why; a link that
        // leads back to a folder above it adds nothing.
        let path = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry.into_path(),
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) if error.io_error().is_some_and(is_of_machine) => {
                let path = error.path().unwrap_or(start).to_path_buf();
                let cause = std::io::Error::from(error);
                return Err(Error::io("list the folder", &path, &cause));
            }
            Err(error) => match error.path() {
                Some(path) => path.to_path_buf(),
                None => continue,
            },
        };
        let path = path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path);
        if wanted(&path) || path.is_dir() {
            let inner = unpacked_name(path.strip_prefix(root).unwrap_or(&path));
            let spelling = Spelling::of(&path);
            let file = SourceFile::at(&path, spelling.slashed(&inner.with_extension("")));
            let file = match file.format {
                _ if named => file.into_document(),
                // What is a document all the same does not take the id of one that is called so.
                Format::Other => SourceFile { doc_id: spelling.slashed(&inner).into(), ..file },
                _ => file,
            };
            documents += usize::from(file.format != Format::Other);
            found.push(file)?;
        }
    }
    Ok(documents)
}

/// Sees to it that no two files have one id: those that differ in their extension alone keep it, plain text only where that
/// is not enough (`a.txt`, `a.html` and `a.html.txt`).
fn keep_ids_apart(files: &mut SourceFiles) -> Result<()> {
    let equal = equal_ids(files);
    if equal.is_empty() {
        return Ok(());
    }
    files.keep_extensions(equal);
    let equal = equal_ids(files);
    if equal.is_empty() {
        return Ok(());
    }
    files.keep_all_extensions(equal);
    let equal = equal_ids(files);
    if equal.is_empty() {
        return Ok(());
    }
    // Those of two folders, which no extension tells apart: they are told by the ids that they have in them.
    files.keep_all_extensions(FxHashSet::default());
    let equal = equal_ids(files);
    let mut owners: FxHashMap<Box<str>, Box<str>> = FxHashMap::default();
    for file in files.iter().filter(|file| file.format.has_own_name() && equal.contains(&sum(file))) {
        if let Some(first) = owners.get(&file.doc_id) {
            let message = format!(
                "expected one document for each id, found two with the id «{}»: {first} and {}; \
                 rename one, or give the folder that holds both",
                file.doc_id, file.name
            );
            return Err(Error::configuration(message));
        }
        owners.insert(file.doc_id, file.name);
    }
    Ok(())
}

fn sum(file: &SourceFile) -> u64 {
    xxh3_64(file.doc_id.as_bytes())
}

/// Sums of the ids that several files have: eight bytes for each id, and no id is kept.
fn equal_ids(files: &SourceFiles) -> FxHashSet<u64> {
    let documents = files.iter().filter(|file| file.format.has_own_name());
    let mut sums: Vec<u64> = documents.map(|file| sum(&file)).collect();
    sums.sort_unstable();
    sums.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
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
        discover(inputs).expect("files").iter().map(|f| f.doc_id.into()).collect()
    }

    #[test]
    fn a_folder_gives_its_documents_sorted_and_without_hidden_ones() {
        let folder =
            tree(&["b.txt", "a/c.txt", ".git/d.txt", ".e.txt", "news.jsonl", "notes.md", "d.docx.gz"]);
        assert_eq!(ids(&[folder.path().into()]), ["a/c", "b", "d", "news", "notes.md"]);
    }

    #[test]
    fn files_that_differ_in_their_extension_alone_keep_it() {
        let folder = tree(&["a.docx", "a.pdf", "a.txt", "a.txt.gz", "b.pdf", "c/a.html"]);
        assert_eq!(ids(&[folder.path().into()]), ["a.docx", "a.pdf", "a", "a.txt.gz", "b", "c/a"]);
    }

    #[test]
    fn no_two_files_share_an_id_however_they_are_called() {
        let folder = tree(&["a.TXT", "a.html", "a.html.txt", "a.txt", "a.txt.txt", "b.TXT"]);
        let found = ids(&[folder.path().into()]);
        assert_eq!(found, ["a.TXT", "a.html", "a.html.txt", "a", "a.txt", "b"]);
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

    // Where names are any bytes.
    #[cfg(target_os = "linux")]
    #[test]
    fn names_that_are_not_unicode_are_told_apart() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tree(&["a.txt"]);
        for name in [&b"b\xFE\xFF.txt"[..], b"b\xFF.txt"] {
            let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
            fs::write(path, "متن").expect("file");
        }
        assert_eq!(ids(&[folder.path().into()]), ["a", "b%FE%FF", "b%FF"]);
        let files = discover(&[folder.path().into()]).expect("files");
        assert!(files.iter().all(|file| file.path().is_file()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_unicode_and_its_spelling_are_two_files() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tree(&["%FF.txt"]);
        for name in [&b"\xFF.txt"[..], b"\xFF%FF.txt", b"%FF\xFF.txt"] {
            fs::write(folder.path().join(std::ffi::OsStr::from_bytes(name)), "متن").expect("file");
        }
        let mut found = ids(&[folder.path().into()]);
        found.sort();
        assert_eq!(found, ["%%FF", "%25FF%FF", "%FF", "%FF%25FF"]);
    }

    #[test]
    fn a_file_that_is_called_like_standard_input_is_a_file() {
        let folder = tree(&["-"]);
        let found = SourceFile::at(Path::new("-"), "-".to_owned());
        assert!(!found.is_stdin() && &*found.name == "./-" && found.path() == Path::new("-"));
        let listed = discover(&[folder.path().join("*")]).expect("files");
        assert!(listed.iter().all(|file| !file.is_stdin()) && listed.len() == 1);
    }

    #[test]
    fn what_a_run_writes_is_no_input_of_it() {
        let folder = tree(&["raw/a.txt", "raw/out/dates.csv", "raw/out/dates/part.csv", "raw/b/out/c.txt"]);
        let raw = folder.path().join("raw");
        for input in [raw.clone(), raw.join("**/*")] {
            let files = discover_outside(&[input], &raw.join("out")).expect("files");
            let names: Vec<String> = files.iter().map(|file| file.doc_id.into()).collect();
            assert_eq!(names, ["a", "b/out/c"]);
        }
        assert!(discover_outside(&[raw.join("out")], &raw.join("out")).expect_err("none").is_configuration());
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
