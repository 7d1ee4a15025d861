//! The gold documents of `tests/gold`, and what their two annotators wrote before it was settled.

use jadval::eval::{About, GoldRow, read};
use jadval::{Error, Result};
use std::path::{Path, PathBuf};

/// The folder of the annotators' own files, beside the genres.
const ANNOTATORS: &str = "annotators";

/// One document of the collection.
#[derive(Clone, Debug)]
pub(crate) struct GoldDocument {
    pub(crate) genre: String,
    pub(crate) name: String,
    /// Whether nobody looks at it while rules are written.
    pub(crate) held: bool,
    pub(crate) text: String,
    pub(crate) about: About,
    pub(crate) rows: Vec<GoldRow>,
    /// The rows of the first and of the second annotator.
    pub(crate) annotators: [Vec<GoldRow>; 2],
    /// The lines of the file that has its statements, facts and events, where there is one.
    pub(crate) relations: Option<String>,
}

/// Every document below `tests/gold`, by genre and name.
///
/// # Errors
/// A file that cannot be read, or a row that is not in its text.
pub(crate) fn documents(root: &Path) -> Result<Vec<GoldDocument>> {
    let folder = root.join("tests/gold");
    let mut out = Vec::new();
    for genre in entries(&folder)? {
        let Some(name) = genre.file_name().map(|name| name.to_string_lossy().into_owned()) else { continue };
        if !genre.is_dir() || name == ANNOTATORS {
            continue;
        }
        for path in
            entries(&genre)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "txt"))
        {
            out.push(document(&folder, &name, &path)?);
        }
    }
    Ok(out)
}

fn document(folder: &Path, genre: &str, path: &Path) -> Result<GoldDocument> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let text = content(path)?;
    let rows_of = |path: PathBuf| read(&path.to_string_lossy(), &text, &content(&path)?);
    let (about, rows) = rows_of(path.with_extension("jsonl"))?;
    let of = |who: &str| {
        Ok::<_, Error>(
            rows_of(folder.join(ANNOTATORS).join(who).join(genre).join(format!("{name}.jsonl")))?.1,
        )
    };
    let annotators = [of("a")?, of("b")?];
    let relations = path.with_extension("relations.jsonl");
    let relations = if relations.exists() { Some(content(&relations)?) } else { None };
    let held = name.ends_with(".held");
    let name = name.trim_end_matches(".held").to_owned();
    Ok(GoldDocument { genre: genre.to_owned(), name, held, text, about, rows, annotators, relations })
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |cause| Error::io("read the gold", folder, &cause);
    let mut out = std::fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect::<Result<Vec<_>>>()?;
    out.sort();
    Ok(out)
}

fn content(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::io("read the gold", path, &cause))
}
