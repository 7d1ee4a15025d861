//! Sentences with their names marked: those of `corpus/names`, and real ones beside the checkout.

use jadval::tagger::KINDS;
use jadval::{Error, Result};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Marks of kinds in the checkout's corpus, in the order of [`KINDS`].
const MARKS: [&str; KINDS.len()] = ["p", "pl", "s", "o", "co", "m", "af", "g", "pr"];

/// Where the sentences of the checkout stand.
const OWN: &str = "corpus/names";

/// Where real sentences stand, where they do.
const REAL: &str = "../shared/corpora/names";

/// Where running text without names marked in it stands, where it does.
const RUNNING: &str = "../shared/corpora/running";

/// Where names stand in a text, and their kinds.
type Names = Vec<(Range<usize>, usize)>;

/// A sentence with its names, by kind.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) names: Names,
    pub(crate) part: usize,
}

/// The parts of the corpus, and their sentences.
pub(crate) fn read(root: &Path) -> Result<(Vec<String>, Vec<Sentence>)> {
    let (mut parts, mut sentences) = (Vec::new(), Vec::new());
    let own = files(&root.join(OWN), "txt")?;
    let real = files(&root.join(REAL), "jsonl").unwrap_or_default();
    for path in own.iter().chain(&real) {
        let part = parts.len();
        parts.push(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default());
        let text =
            std::fs::read_to_string(path).map_err(|cause| Error::io("read the corpus", path, &cause))?;
        for (n, line) in text.lines().enumerate() {
            let read = if real.contains(path) { of_json(line) } else { marked(line) };
            let (text, names) = read.ok_or_else(|| {
                Error::configuration("expected a sentence with its names").at(format!(
                    "{}:{}",
                    path.display(),
                    n + 1
                ))
            })?;
            sentences.push(Sentence { text, names, part });
        }
    }
    Ok((parts, sentences))
}

/// The paragraphs of running text beside the checkout.
pub(crate) fn running(root: &Path) -> Result<Vec<String>> {
    let mut paragraphs = Vec::new();
    for path in files(&root.join(RUNNING), "txt").unwrap_or_default() {
        let text =
            std::fs::read_to_string(&path).map_err(|cause| Error::io("read the corpus", &path, &cause))?;
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
    let own = files(&root.join(OWN), "txt")?;
    let real = files(&root.join(REAL), "jsonl").unwrap_or_default();
    let running = files(&root.join(RUNNING), "txt").unwrap_or_default();
    let model = [root.join("lexicon/model/names.bin"), root.join(super::lists::LISTS)];
    for path in model.iter().chain(&own).chain(&real).chain(&running) {
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
