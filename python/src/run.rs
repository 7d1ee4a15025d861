//! Runs over files, and what is asked of written datasets.

use crate::engine::{stages, word};
use crate::error::{raised, refused};
use crate::tables::formats;
use crate::work::{carry_out, on_threads};
use jadval::dataset::Dataset;
use jadval::pipeline::{Merge, Plan, Request, Severity, Summary};
use jadval::sink::Options;
use jadval::source::References;
use jadval::validate::{Against, Demands, Format, Report};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What a run did, as JSON.
fn told(summary: &Summary) -> String {
    let rejects: Vec<String> = summary.first_rejects.iter().map(ToString::to_string).collect();
    let rows: serde_json::Map<_, _> =
        summary.rows.iter().map(|(name, rows)| ((*name).to_owned(), (*rows).into())).collect();
    serde_json::json!({
        "out": summary.out, "documents": summary.documents, "bytes": summary.bytes, "rows": rows,
        "findings": summary.findings, "rejected": summary.rejected, "first_rejects": rejects,
    })
    .to_string()
}

fn plan_and_run(py: Python<'_>, request: Request, progress: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
    carry_out(py, progress, move |progress, stop| Ok(told(&Plan::resolve(request)?.run(progress, stop)?)))
}

/// Carries out a pipeline file, and tells what was done, as JSON.
#[pyfunction]
#[pyo3(signature = (pipeline, threads=None, progress=None))]
pub(crate) fn run(
    py: Python<'_>,
    pipeline: PathBuf,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let mut request = raised(py, Request::from_file(&pipeline))?;
    request.jobs = threads.and_then(NonZeroUsize::new);
    plan_and_run(py, request, progress)
}

/// What carrying out a pipeline file would change: lines about files, or nothing where there is no dataset yet.
#[pyfunction]
#[pyo3(signature = (pipeline, threads=None, progress=None))]
pub(crate) fn check(
    py: Python<'_>,
    pipeline: PathBuf,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<Vec<String>>> {
    let mut request = raised(py, Request::from_file(&pipeline))?;
    request.jobs = threads.and_then(NonZeroUsize::new);
    carry_out(py, progress, move |progress, stop| {
        let found = Plan::resolve(request)?.check(progress, stop)?;
        Ok(found.differences.map(|files| files.iter().map(ToString::to_string).collect()))
    })
}

/// Extracts files into a dataset, and tells what was done, as JSON. `options` are those of `jadval.extract_files`.
#[pyfunction]
#[pyo3(signature = (inputs, out, name, options: "dict[str, Any]", progress=None))]
pub(crate) fn extract_files(
    py: Python<'_>,
    inputs: Vec<PathBuf>,
    out: PathBuf,
    name: String,
    options: &Bound<'_, PyDict>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let mut request = Request::new(name, inputs, out);
    for (key, value) in options {
        if value.is_none() {
            continue;
        }
        match key.extract::<String>()?.as_str() {
            "reference_date" => {
                let words = value.extract::<String>()?;
                let told = References::parse(words.split(',')).map_err(|message| refused(py, message))?;
                (request.reference_from, request.reference) = (told.from, told.otherwise);
            }
            "stages" => request.stages = stages(py, value.extract()?)?,
            "decimal_slash" => {
                request.decimal_slash = word(py, "decimal_slash", &value.extract::<String>()?)?
            }
            "lexicons" => request.lexicons = value.extract()?,
            "rules" => request.rules = value.extract()?,
            "formats" => request.formats = formats(py, &value.extract::<Vec<String>>()?)?,
            "texts" => request.with_text = value.extract()?,
            "threads" => request.jobs = NonZeroUsize::new(value.extract()?),
            "text" => request.columns.text = value.extract()?,
            "doc_id" => request.columns.id = value.extract()?,
            "date" => request.columns.date = value.extract()?,
            "title" => request.columns.title = value.extract()?,
            other => {
                return Err(refused(py, format!("expected a setting of extract_files, found {other:?}")));
            }
        }
    }
    plan_and_run(py, request, progress)
}

/// Checks a dataset: the report as JSON, as text for people, and the number of failures of any severity and of errors.
#[pyfunction]
#[pyo3(signature = (dataset, pipeline=None, sources=None))]
pub(crate) fn validate(
    py: Python<'_>,
    dataset: PathBuf,
    pipeline: Option<PathBuf>,
    sources: Option<PathBuf>,
) -> PyResult<(String, String, usize)> {
    carry_out(py, None, move |_, _| {
        let mut request = Request::new("validate", Vec::new(), PathBuf::new());
        if let Some(file) = &pipeline {
            request = Request::from_file(file)?;
        }
        let report = on_threads(0, || {
            let engine = jadval::pipeline::engine(&request)?;
            let sources = sources.as_deref().unwrap_or(Path::new("."));
            let lexicon = &engine.grammar().lexicon;
            let against = Against {
                sources,
                lexicon,
                expectations: &request.expectations,
                demands: Demands::default(),
            };
            jadval::validate::validate(&dataset, against)
        })?;
        let errors = report.failures(Severity::Error).count();
        let reports: [Report; 1] = [report];
        let write = |format| jadval::validate::write(format, &reports);
        Ok((write(Format::Json), write(Format::Human), errors))
    })
}

/// The differences of two datasets, as JSON.
#[pyfunction]
pub(crate) fn diff(py: Python<'_>, old: PathBuf, new: PathBuf) -> PyResult<String> {
    carry_out(py, None, move |_, _| {
        let (old, new) = (Dataset::open(&old)?, Dataset::open(&new)?);
        let found = on_threads(0, || jadval::dataset::diff(&old, &new))?;
        Ok(serde_json::json!({ "tables": found.tables }).to_string())
    })
}

/// Joins datasets of parts, and returns the rows of each table.
#[pyfunction]
#[pyo3(signature = (parts, out, name, formats))]
pub(crate) fn merge(
    py: Python<'_>,
    parts: Vec<PathBuf>,
    out: PathBuf,
    name: String,
    formats: Vec<String>,
) -> PyResult<Vec<(String, u64)>> {
    let formats = self::formats(py, &formats)?;
    let merge = Merge { parts, out, name, formats, part_rows: Options::PART_ROWS };
    carry_out(py, None, move |_, stop| {
        let written = merge.run(stop)?;
        Ok(written.rows.into_iter().map(|(name, rows)| (name.to_owned(), rows)).collect())
    })
}

/// The tables and their columns, as JSON.
#[pyfunction]
pub(crate) fn schema() -> String {
    jadval::tables::json().to_string()
}

/// The names of all tables.
#[pyfunction]
pub(crate) fn table_names() -> Vec<&'static str> {
    jadval::tables::tables().iter().map(|table| table.name).collect()
}

/// The saved questions: name, title and SQL of each.
#[pyfunction]
pub(crate) fn questions() -> Vec<(String, String, String)> {
    let questions = jadval::question::SAVED.iter();
    questions.map(|saved| (saved.name.to_owned(), saved.title().to_owned(), saved.sql.to_owned())).collect()
}

/// Carries out a command as the program does, and returns its exit status.
#[pyfunction]
pub(crate) fn command(py: Python<'_>, words: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| jadval::cli::run(words))
}

/// The version of the package.
#[pyfunction]
pub(crate) fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
