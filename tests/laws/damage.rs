//! The documents of raw/ are what `raw/SOURCES.toml` says: their bytes, and what is wrong with them. Each
//! planted error gives its finding, and nothing else gives a warning.

use jadval::extract::{Analysis, Document, Engine};
use jadval::finding::Severity;
use jadval::pipeline::{Plan, Request};
use jadval::source::{Documents, SourceDocument, sha256};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

#[derive(Deserialize)]
struct Sources {
    document: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    file: String,
    sha256: String,
    #[serde(default)]
    damage: Vec<Damage>,
}

/// Something wrong with a document on purpose.
#[derive(Deserialize)]
struct Damage {
    text: String,
    check: Option<String>,
}

impl Damage {
    /// Everywhere that the damaged text stands.
    fn places<'a>(&'a self, layer: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        layer.match_indices(&self.text).map(|(at, text)| at..at + text.len())
    }
}

fn sources() -> Vec<Source> {
    let text = std::fs::read_to_string("raw/SOURCES.toml").expect("raw/SOURCES.toml");
    toml::from_str::<Sources>(&text).expect("the sources of raw/").document
}

/// All documents of raw/ by their files, read and analysed as the pipeline of their folder does.
fn analysed() -> BTreeMap<String, Vec<(SourceDocument, Analysis)>> {
    let mut pipelines: Vec<_> = std::fs::read_dir("pipelines")
        .expect("pipelines/")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    pipelines.sort();
    let mut files: BTreeMap<String, Vec<(SourceDocument, Analysis)>> = BTreeMap::new();
    for pipeline in pipelines {
        let request = Request::from_file(&pipeline).expect("a pipeline");
        let plan = Plan::resolve(request).expect("its files and rules");
        for document in Documents::new(plan.files, plan.reading) {
            let document = document.expect("a readable document");
            let analysis = analyse(&plan.engine, &document);
            files.entry(document.path.replace('\\', "/")).or_default().push((document, analysis));
        }
    }
    files
}

fn analyse(engine: &Engine, document: &SourceDocument) -> Analysis {
    let reference = document.reference.day;
    engine.analyse(&Document {
        doc_id: &document.doc_id,
        text: &document.text,
        reference,
        ..Document::default()
    })
}

#[test]
fn documents_are_the_ones_listed() {
    let mut problems = Vec::new();
    for source in sources() {
        let bytes = std::fs::read(Path::new("raw").join(&source.file)).expect("a listed document");
        let sum = sha256(&bytes);
        if sum != source.sha256 {
            problems.push(format!("{}: listed with {}, has {sum}", source.file, source.sha256));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn planted_errors_are_found_and_nothing_else_is_wrong() {
    let files = analysed();
    let listed: BTreeMap<String, Source> =
        sources().into_iter().map(|source| (format!("raw/{}", source.file), source)).collect();
    assert!(files.keys().eq(listed.keys()), "files read and files listed");
    let mut problems = Vec::new();
    for (file, source) in &listed {
        for (document, analysis) in &files[file] {
            problems.extend(missed(document, analysis, source).map(|problem| format!("{file}: {problem}")));
            problems.extend(surplus(document, analysis, source).map(|problem| format!("{file}: {problem}")));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Damage that is not in the document, or that no finding tells of.
fn missed<'a>(
    document: &'a SourceDocument,
    analysis: &'a Analysis,
    source: &'a Source,
) -> impl Iterator<Item = String> + 'a {
    source.damage.iter().flat_map(move |damage| {
        let places: Vec<_> = damage.places(&document.text).collect();
        let absent = places.is_empty().then(|| format!("«{}» does not stand there", damage.text));
        let silent = damage.check.iter().flat_map(move |check| {
            let told = |place: &&Range<usize>| {
                !analysis
                    .findings
                    .iter()
                    .any(|found| found.check == check && meets(found.span.range(), place))
            };
            let silent: Vec<_> = places.iter().filter(told).cloned().collect();
            silent
                .into_iter()
                .map(move |place| format!("no {check} at «{}», byte {}", damage.text, place.start))
        });
        absent.into_iter().chain(silent)
    })
}

/// Warnings where no planted error is.
fn surplus<'a>(
    document: &'a SourceDocument,
    analysis: &'a Analysis,
    source: &'a Source,
) -> impl Iterator<Item = String> + 'a {
    let planted: Vec<_> = source
        .damage
        .iter()
        .filter(|damage| damage.check.is_some())
        .flat_map(|damage| damage.places(&document.text))
        .collect();
    analysis
        .findings
        .iter()
        .filter(|found| found.severity > Severity::Info)
        .filter(move |found| !planted.iter().any(|place| meets(found.span.range(), place)))
        .map(|found| format!("{}: {}", found.check, found.message))
}

fn meets(a: Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
