//! The engine, and extraction from what is in memory.

use crate::arrow::{Rows, taken};
use crate::error::{exception, raised, refused};
use crate::tables::Tables;
use crate::work::{carry_out, on_threads};
use arrow::array::RecordBatch;
use jadval::Error;
use jadval::example::check_names;
use jadval::extract::{Added, DecimalSlash, Document, EngineBuilder, Settings, Stage};
use jadval::extraction::{Extraction, OnReject};
use jadval::pipeline::{Request, engine_builder};
use jadval::source::parse_day;
use jadval::table::as_column;
use jadval::tables::explain;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Files by the names that messages give them.
type Files = Vec<(String, String)>;

/// Everything that extraction needs, compiled once; it is only read, from any number of threads.
#[pyclass(frozen, module = "jadval._jadval")]
pub(crate) struct Engine {
    pub(crate) engine: Arc<jadval::extract::Engine>,
    builder: EngineBuilder,
}

/// A setting by its word.
pub(crate) fn word<T: DeserializeOwned>(py: Python<'_>, what: &str, word: &str) -> PyResult<T> {
    serde_json::from_value(Value::from(word))
        .map_err(|cause| refused(py, format!("{what}: {}", cause.to_string().replace('`', "'"))))
}

/// The stages of these names, in their order; all, where none are named.
pub(crate) fn stages(py: Python<'_>, names: Option<Vec<String>>) -> PyResult<Vec<Stage>> {
    let Some(names) = names else { return Ok(Stage::ALL.to_vec()) };
    let named = names.iter().map(|name| word::<Stage>(py, "stages", name)).collect::<PyResult<Vec<_>>>()?;
    Ok(Stage::ALL.iter().copied().filter(|stage| named.contains(stage)).collect())
}

impl Engine {
    fn built(py: Python<'_>, builder: EngineBuilder) -> PyResult<Self> {
        let made = py.detach(|| {
            let engine = builder.clone().build()?;
            check_names(&engine)?;
            Ok(Self { engine: Arc::new(engine), builder })
        });
        raised(py, made)
    }

    fn settings(&self) -> &Settings {
        self.engine.settings()
    }
}

/// A setting as it is written.
fn written(setting: &impl serde::Serialize) -> String {
    serde_json::to_value(setting).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

#[pymethods]
impl Engine {
    #[new]
    #[pyo3(signature = (stages=None, decimal_slash="auto", lexicons=Vec::new(), rules=Vec::new()))]
    fn new(
        py: Python<'_>,
        stages: Option<Vec<String>>,
        decimal_slash: &str,
        lexicons: Vec<PathBuf>,
        rules: Vec<PathBuf>,
    ) -> PyResult<Self> {
        let mut request = Request::new("engine", Vec::new(), PathBuf::new());
        request.stages = self::stages(py, stages)?;
        request.decimal_slash = word(py, "decimal_slash", decimal_slash)?;
        (request.lexicons, request.rules) = (lexicons, rules);
        let builder = raised(py, engine_builder(&request))?;
        Self::built(py, builder)
    }

    /// The engine of another process: its files come as texts.
    #[staticmethod]
    fn of_texts(
        py: Python<'_>,
        stages: Vec<String>,
        decimal_slash: &str,
        lexicons: Files,
        rules: Files,
    ) -> PyResult<Self> {
        let decimal_slash: DecimalSlash = word(py, "decimal_slash", decimal_slash)?;
        let settings = Settings { stages: self::stages(py, Some(stages))?, decimal_slash };
        let builder = jadval::extract::Engine::builder().settings(settings);
        let builder =
            lexicons.into_iter().fold(builder, |builder, (name, text)| builder.lexicon_file(name, text));
        let builder = rules.into_iter().fold(builder, |builder, (name, text)| builder.rule_file(name, text));
        Self::built(py, builder)
    }

    /// What `of_texts` makes the same engine of.
    fn texts(&self) -> (Vec<String>, String, Files, Files) {
        let Added { lexicons, rules } = self.builder.added();
        let stages = self.settings().stages.iter().map(written).collect();
        (stages, written(&self.settings().decimal_slash), lexicons.to_vec(), rules.to_vec())
    }

    #[getter]
    fn fingerprint(&self) -> &str {
        self.engine.fingerprint()
    }

    /// Why a text is read as it is.
    #[pyo3(signature = (text, reference_date=None))]
    fn explain(&self, py: Python<'_>, text: String, reference_date: Option<&str>) -> PyResult<String> {
        let reference = reference_date.map(parse_day).transpose().map_err(|message| refused(py, message))?;
        let engine = Arc::clone(&self.engine);
        carry_out(py, None, move |_, _| {
            explain(&engine, &Document { doc_id: "text", text: &text, reference, ..Document::default() })
        })
    }

    /// The tables of the documents that an Arrow stream has.
    #[pyo3(signature = (documents, texts=true, threads=None, progress=None, fail=false, timeout=None))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords")]
    fn extract(
        &self,
        py: Python<'_>,
        documents: &Bound<'_, PyAny>,
        texts: bool,
        threads: Option<usize>,
        progress: Option<&Bound<'_, PyAny>>,
        fail: bool,
        timeout: Option<f64>,
    ) -> PyResult<Tables> {
        let (schema, mut batches) = match documents.cast::<Rows>() {
            Ok(rows) => (rows.get().schema.clone(), rows.get().batches.clone()),
            Err(_) => taken(documents)?,
        };
        if batches.is_empty() {
            batches.push(RecordBatch::new_empty(schema));
        }
        let limit = timeout.map(|seconds| {
            let limit = Duration::try_from_secs_f64(seconds).ok().filter(|limit| !limit.is_zero());
            limit.ok_or_else(|| {
                exception(py, &Error::configuration(format!("expected seconds above 0, found {seconds}")))
            })
        });
        let limit = limit.transpose()?;
        let engine = Arc::clone(&self.engine);
        let tables = carry_out(py, progress, move |progress, stop| {
            let on_reject = if fail { OnReject::Fail } else { OnReject::Keep };
            let extraction = Extraction::new(&*engine)
                .stop(stop)
                .observer(progress)
                .texts(texts)
                .on_reject(on_reject)
                .timeout_per_document(limit);
            match threads {
                Some(1) => extraction.batches(&batches),
                threads => extraction.threads(threads.unwrap_or(0)).batches(&batches),
            }
        })?;
        Ok(Tables { tables, rules: self.engine.fingerprint().to_owned() })
    }
}

impl Tables {
    /// Tables whose rows somebody hands over, in the order of all tables.
    pub(crate) fn of_rows(
        py: Python<'_>,
        rows: Vec<(arrow::datatypes::SchemaRef, Vec<RecordBatch>)>,
    ) -> PyResult<jadval::tables::Tables> {
        let joined = rows
            .into_iter()
            .zip(jadval::tables::tables())
            .map(|((_, batches), table)| {
                let schema = table.arrow_schema();
                let cast =
                    batches.iter().map(|batch| conformed(batch, &schema)).collect::<jadval::Result<Vec<_>>>();
                let cast = cast.map_err(|error| error.at(table.name))?;
                arrow::compute::concat_batches(&schema, &cast).map_err(Error::caused)
            })
            .collect::<jadval::Result<Vec<_>>>();
        raised(py, joined.and_then(|batches| on_threads(1, || jadval::tables::Tables::from_batches(batches))))
    }
}

/// The columns of a table in its own types: other programs give strings with other offsets.
fn conformed(batch: &RecordBatch, schema: &arrow::datatypes::SchemaRef) -> jadval::Result<RecordBatch> {
    let columns = schema.fields().iter().map(|field| {
        let column = batch.column_by_name(field.name()).ok_or_else(|| {
            Error::configuration(format!("expected a column {:?}, found none", field.name()))
        })?;
        as_column(column, field.data_type()).ok_or_else(|| {
            let (expected, found) = (field.data_type(), column.data_type());
            Error::configuration(format!("column {:?}: expected {expected}, found {found}", field.name()))
        })
    });
    let columns = columns.collect::<jadval::Result<Vec<_>>>()?;
    RecordBatch::try_new(schema.clone(), columns).map_err(|cause| Error::configuration(cause.to_string()))
}
