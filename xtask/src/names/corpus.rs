//! Sentences with their names marked: those of `corpus/names`, and real ones beside the checkout.

use super::beside;
use jadval::tagger::KINDS;
use jadval::{Error, Result};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Marks of kinds in the checkout's corpus, in the order of [`KINDS`].
pub(super) const MARKS: [&str; KINDS.len()] = ["p", "pl", "s", "o", "co", "m", "af", "g", "pr"];

/// Where the sentences of the checkout stand.
const OWN: &str = "corpus/names";

/// Where names of sentences beside the checkout stand, marked apart from them.
const BESIDE: &str = "corpus/names/beside";

/// Where real sentences stand, where they do.
const REAL: &str = "../shared/corpora/names";

/// Where running text without names marked in it stands, where it does.
const RUNNING: &str = "../shared/corpora/running";

/// Where names stand in a text, and their kinds.
pub(super) type Names = Vec<(Range<usize>, usize)>;

/// A sentence with its names, by kind.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) names: Names,
    pub(crate) part: usize,
    /// Whether it was not written for the corpus.
    pub(crate) real: bool,
}

/// The files that sentences come from.
struct Files {
    /// Written for the corpus.
    own: Vec<PathBuf>,
    /// Real sentences with their names, where they are.
    real: Vec<PathBuf>,
    /// The names of real sentences, marked apart.
    beside: Vec<PathBuf>,
}

impl Files {
    fn below(root: &Path) -> Result<Self> {
        let there = |folder: &str, end: &str| files(&root.join(folder), end).unwrap_or_default();
        Ok(Self {
            own: files(&root.join(OWN), "txt")?,
            real: there(REAL, "jsonl"),
            beside: there(BESIDE, "tsv"),
        })
    }
}

/// The parts of the corpus, and their sentences.
pub(crate) fn read(root: &Path) -> Result<(Vec<String>, Vec<Sentence>)> {
    let (mut parts, mut sentences) = (Vec::new(), Vec::new());
    let Files { own, real, beside } = Files::below(root)?;
    for path in own.iter().chain(&real).chain(&beside) {
        let part = parts.len();
        parts.push(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default());
        let text = text(path)?;
        let read = if beside.contains(path) {
            marked_apart(root, path, &text)?
        } else {
            lines(path, &text, if real.contains(path) { of_json } else { marked })?
        };
        let real = !own.contains(path);
        sentences.extend(read.into_iter().map(|(text, names)| Sentence { text, names, part, real }));
    }
    Ok((parts, sentences))
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|cause| Error::io("read the corpus", path, &cause))
}

/// The sentences of a file that has one in each line.
fn lines(
    path: &Path,
    text: &str,
    read: impl Fn(&str) -> Option<(String, Names)>,
) -> Result<Vec<(String, Names)>> {
    let sentence = |(n, line): (usize, &str)| {
        read(line).ok_or_else(|| {
            let place = format!("{}:{}", path.display(), n + 1);
            Error::configuration("expected a sentence with its names").at(place)
        })
    };
    text.lines().enumerate().map(sentence).collect()
}

/// The sentences that a file marks in a text beside the checkout: none, where that is not there.
fn marked_apart(root: &Path, path: &Path, marks: &str) -> Result<Vec<(String, Names)>> {
    let source = beside::source(marks).ok_or_else(|| {
        Error::configuration("expected the name of the source in the first line")
            .at(path.display().to_string())
    })?;
    let source = root.join(RUNNING).join(source);
    if !source.exists() {
        println!("{} is left out, its text is not there: {}", path.display(), source.display());
        return Ok(Vec::new());
    }
    beside::read(path, marks, &text(&source)?)
}

/// The paragraphs of running text beside the checkout.
pub(crate) fn running(root: &Path) -> Result<Vec<String>> {
    let mut paragraphs = Vec::new();
    for path in files(&root.join(RUNNING), "txt").unwrap_or_default() {
        let text = text(&path)?;
        paragraphs.extend(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    Ok(paragraphs)
}

fn files(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|cause| Error::io("read the corpus", folder, &cause))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == end));
    paths.sort();
    Ok(paths)
}

/// The sums of the corpus and of the model, in the form of `sha256sum`.
pub(crate) fn sums(root: &Path) -> Result<String> {
    let mut out = String::new();
    let Files { own, real, beside } = Files::below(root)?;
    let running = files(&root.join(RUNNING), "txt").unwrap_or_default();
    let model = [root.join("lexicon/model/names.bin"), root.join(super::lists::LISTS)];
    for path in model.iter().chain(&own).chain(&beside).chain(&real).chain(&running) {
        let bytes = std::fs::read(path).map_err(|cause| Error::io("read the corpus", path, &cause))?;
        // What stands beside the checkout is told by its name.
        let name = path.strip_prefix(root).unwrap_or(Path::new(path.file_name().unwrap_or_default()));
        let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        out.push_str(&format!("{sum}  {}\n", name.display()));
    }
    Ok(out)
}

/// A line with `[kind|name]` in it.
fn marked(line: &str) -> Option<(String, Names)> {
    let (mut text, mut names, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('[') {
        let (name, behind) = after.split_once(']')?;
        let (mark, name) = name.split_once('|')?;
        text.push_str(before);
        let kind = MARKS.iter().position(|known| *known == mark)?;
        names.push((text.len()..text.len() + name.len(), kind));
        text.push_str(name);
        rest = behind;
    }
    text.push_str(rest);
    Some((text, names))
}

/// A line of JSON with `text` and `spans` in characters.
fn of_json(line: &str) -> Option<(String, Names)> {
    let row: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = row.get("text")?.as_str()?.to_owned();
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut names = Vec::new();
    for span in row.get("spans")?.as_array()? {
        let at = |key: &str| bytes.get(usize::try_from(span.get(key)?.as_u64()?).ok()?).copied();
        let kind = KINDS
            .iter()
            .position(|kind| span.get("label").and_then(|label| label.as_str()) == Some(*kind))?;
        names.push((at("start")?..at("end")?, kind));
    }
    Some((text, names))
}
