//! What a request means: the files it stands for, the engine it describes, the folder it writes.

use super::cache::Cache;
use super::corrections;
use super::request::Request;
use super::state::Keys;
use crate::corrections::Corrections;
use crate::example::check_names;
use crate::extract::{Engine, EngineBuilder, Settings};
use crate::limits::{LEXICON_BYTES, RULE_BYTES};
use crate::source::{Reading, SourceFiles, Stamp, discover_outside, files_with_extension, read_settings};
use crate::{Error, Result, sink};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::hash::Hash;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// A request made definite: everything it names was found, read and understood.
#[derive(Debug)]
pub struct Plan {
    /// The files to read, sorted by path.
    pub files: Arc<SourceFiles>,
    /// How to read them.
    pub reading: Reading,
    /// The engine, with all lexicons and rules compiled.
    pub engine: Arc<Engine>,
    /// The dataset folder.
    pub out: PathBuf,
    /// The file formats of the tables, and what the dataset says about its origin.
    pub sink: sink::Options,
    /// Whether the text layer of every document is kept.
    pub with_text: bool,
    /// Documents whose analysis takes longer are rejected.
    pub timeout_per_document: Option<Duration>,
    /// Documents whose analysis would hold more bytes in memory are rejected; `None` leaves that to their length.
    pub max_document_memory: Option<u64>,
    /// Threads; `None` takes one for each core.
    pub jobs: Option<NonZeroUsize>,
    /// What people said of rows.
    pub corrections: Arc<Corrections>,
    /// Where runs keep what they know for the next one.
    pub cache: Option<Cache>,
}

impl Plan {
    /// Finds the files and builds the engine. Nothing is written.
    ///
    /// # Errors
    ///
    /// A configuration error for inputs that stand for no file, for two files with one id, and for
    /// lexicons or rules that do not load; an I/O error for files that cannot be read.
    pub fn resolve(request: Request) -> Result<Self> {
        let files = discover_outside(&request.inputs, &request.out)?;
        let engine = engine(&request)?;
        let corrections = corrections::read_all(&request.corrections, &engine)?;
        let reading = Reading {
            encoding: request.encoding,
            reference: request.reference,
            reference_from: request.reference_from,
            max_document_bytes: request.max_document_bytes,
            columns: request.columns,
            parts: request.parts,
            revisions: request.revisions,
            pages: request.pages,
            password: request.password,
            timeout_per_document: request.timeout_per_document,
            max_document_memory: request.max_document_memory,
        };
        Ok(Self {
            files: Arc::new(files),
            sink: sink::Options {
                formats: request.formats,
                part_rows: request.part_rows,
                provenance: sink::Provenance {
                    name: request.name,
                    title: request.title,
                    description: request.description,
                    license: request.license,
                    rules_hash: engine.fingerprint().to_owned(),
                    pipeline_hash: request.pipeline_hash,
                    reading: reading.asked(),
                    csv: request.csv,
                    compression: request.compression,
                },
            },
            reading,
            engine: Arc::new(engine),
            out: request.out,
            with_text: request.with_text,
            timeout_per_document: request.timeout_per_document,
            max_document_memory: request.max_document_memory,
            jobs: request.jobs,
            corrections: Arc::new(Corrections::new(corrections)),
            cache: request.cache,
        })
    }
}

impl Plan {
    /// The settings that rows, texts and files depend on.
    ///
    /// # Errors
    ///
    /// None for settings of today's types; those of their serialisation are passed on.
    pub(super) fn keys(&self, cache: &Cache) -> Result<Keys> {
        let rows =
            key(&(&cache.tool, self.engine.fingerprint(), self.engine.settings(), self.max_document_memory))?;
        let reading =
            key(&(rows, &self.reading, self.with_text, Corrections::sum(self.corrections.lines())))?;
        let whole = key(&(reading, &self.sink, self.timeout_per_document))?;
        Ok(Keys { rows, reading, whole })
    }
}

/// A sum over settings as JSON, which has them by name: how a type prints itself may change with the compiler.
fn key(settings: &impl Serialize) -> Result<u128> {
    let written = serde_json::to_vec(settings)
        .map_err(|cause| Error::output(format!("cannot sum up the settings of this run: {cause}")))?;
    Ok(xxh3_128(&written))
}

/// Builds the engine that a request describes.
///
/// # Errors
///
/// A configuration error for lexicons or rules that do not load; an I/O error for files that cannot be
/// read.
pub fn engine(request: &Request) -> Result<Engine> {
    let engine = engine_builder(request)?.build()?;
    check_names(&engine)?;
    Ok(engine)
}

/// The files that the engine of a request is made of, read.
///
/// # Errors
///
/// An I/O error for files that cannot be read.
pub fn engine_builder(request: &Request) -> Result<EngineBuilder> {
    let settings = Settings { stages: request.stages.clone(), decimal_slash: request.decimal_slash };
    let mut builder = Engine::builder().settings(settings);
    for path in toml_files(&request.lexicons)? {
        builder =
            builder.lexicon_file(path.display().to_string(), read_settings(&path, "lexicon", LEXICON_BYTES)?);
    }
    for path in toml_files(&request.rules)? {
        builder = builder.rule_file(path.display().to_string(), read_settings(&path, "rule", RULE_BYTES)?);
    }
    Ok(builder)
}

/// A sum over everything that the dataset of a request depends on, with stamps: equal sums, equal datasets. Of what is
/// not there the path alone counts.
#[must_use]
pub fn watched(request: &Request) -> u128 {
    let mut sum = Xxh3::new();
    let mut add = |path: &Path, stamp: Option<Stamp>| {
        sum.update(path.as_os_str().as_encoded_bytes());
        // No path has a zero in it.
        sum.update(&[0]);
        stamp.hash(&mut sum);
    };
    match discover_outside(&request.inputs, &request.out) {
        Ok(files) => files.iter().for_each(|file| add(file.path(), file.stamp)),
        Err(_) => request.inputs.iter().for_each(|path| add(path, Stamp::of_file(path))),
    }
    for paths in [&request.lexicons, &request.rules] {
        let files = toml_files(paths).unwrap_or_else(|_| paths.clone());
        files.iter().for_each(|path| add(path, Stamp::of_file(path)));
    }
    let files = corrections::files(&request.corrections).unwrap_or_else(|_| request.corrections.clone());
    files.iter().for_each(|path| add(path, Stamp::of_file(path)));
    sum.digest128()
}

/// Files stand for themselves, folders for all `.toml` files below them; a file that is named twice, by two stages say,
/// counts once.
fn toml_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let below = files_with_extension(path, "toml")?;
        if below.is_empty() {
            return Err(
                Error::configuration("expected .toml files in this folder, found none").at(path.display())
            );
        }
        files.extend(below);
    }
    let mut seen = FxHashSet::default();
    files.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Stage;

    #[test]
    fn settings_are_summed_up_by_name() {
        let reading = Reading {
            encoding: crate::source::Encoding::from_name("windows-1256"),
            max_document_bytes: 5,
            ..Reading::default()
        };
        for (key, written) in [
            (
                key(&Settings { stages: vec![Stage::Dates, Stage::Figures], ..Settings::default() }),
                r#"{"stages":["dates","figures"],"decimal_slash":"auto"}"#,
            ),
            (
                key(&reading),
                r#"{"encoding":"windows-1256","reference":{"day":null,"source":"none"},"reference_from":[],"max_document_bytes":5,"columns":{"text":"text","id":"doc_id","date":"reference_date","title":"title"},"parts":{"headers":false,"footnotes":true,"tables":true},"revisions":"final","pages":null,"password":null}"#,
            ),
        ] {
            assert_eq!(key, Ok(xxh3_128(written.as_bytes())), "{written}");
        }
    }
}
