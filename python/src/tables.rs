//! Tables in memory and of written datasets.

use crate::arrow::{Rows, taken};
use crate::engine::word;
use crate::error::{raised, refused};
use crate::work::{carry_out, on_threads};
use jadval::dataset::Dataset;
use jadval::sink::{Compression, CsvMode, DatasetWriter, Format, Options, Provenance};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// The tables of documents, in memory.
#[pyclass(frozen, module = "jadval._jadval")]
pub(crate) struct Tables {
    pub(crate) tables: jadval::tables::Tables,
    /// The fingerprint of the rules.
    pub(crate) rules: String,
}

#[pymethods]
impl Tables {
    /// Tables of rows that somebody hands over, one object for each table.
    #[staticmethod]
    fn of(py: Python<'_>, rows: Vec<Bound<'_, PyAny>>, rules: String) -> PyResult<Self> {
        let expected = jadval::tables::tables().len();
        if rows.len() != expected {
            return Err(refused(py, format!("expected rows of {expected} tables, found {}", rows.len())));
        }
        let rows = rows.iter().map(taken).collect::<PyResult<Vec<_>>>()?;
        Ok(Self { tables: Self::of_rows(py, rows)?, rules })
    }

    #[getter]
    fn rules(&self) -> &str {
        &self.rules
    }

    /// The rows of a table; nothing where there is no table of that name.
    fn rows(&self, name: &str) -> Option<Rows> {
        let batch = self.tables.get(name)?;
        Some(Rows { schema: batch.schema(), batches: vec![batch.clone()] })
    }

    /// Writes a dataset, and returns the rows of each table.
    #[pyo3(signature = (out, name, title=None, description=None, license=None, formats=vec!["parquet".to_owned()], csv="exact", compression="zstd", threads=None))]
    #[allow(clippy::too_many_arguments, reason = "they are keywords")]
    fn write(
        &self,
        py: Python<'_>,
        out: PathBuf,
        name: String,
        title: Option<String>,
        description: Option<String>,
        license: Option<String>,
        formats: Vec<String>,
        csv: &str,
        compression: &str,
        threads: Option<usize>,
    ) -> PyResult<Vec<(String, u64)>> {
        let formats = self::formats(py, &formats)?;
        let provenance = Provenance {
            name,
            title,
            description,
            license,
            rules_hash: self.rules.clone(),
            csv: word::<CsvMode>(py, "csv", csv)?,
            compression: word::<Compression>(py, "compression", compression)?,
            ..Provenance::default()
        };
        let options = Options { formats, provenance, part_rows: Options::PART_ROWS };
        let tables = self.tables.clone();
        carry_out(py, None, move |_, stop| {
            on_threads(threads.unwrap_or(0), || {
                let mut writer = DatasetWriter::create(&out, options)?;
                for (number, piece) in tables.by_large_documents().iter().enumerate() {
                    if number > 0 {
                        writer.flush()?;
                    }
                    writer.write_until(piece, &|| stop.load(Ordering::Relaxed))?;
                }
                let written = writer.finish()?;
                Ok(written.rows.into_iter().map(|(name, rows)| (name.to_owned(), rows)).collect())
            })
        })
    }
}

/// The formats of these names.
pub(crate) fn formats(py: Python<'_>, names: &[String]) -> PyResult<Vec<Format>> {
    names.iter().map(|name| word(py, "formats", name)).collect()
}

/// A written dataset.
#[pyclass(frozen, module = "jadval._jadval")]
pub(crate) struct Written(Dataset);

#[pymethods]
impl Written {
    #[new]
    fn new(py: Python<'_>, folder: PathBuf) -> PyResult<Self> {
        raised(py, Dataset::open(&folder)).map(Self)
    }

    /// The names of its tables.
    fn tables(&self) -> Vec<&'static str> {
        self.0.tables().map(|table| table.name).collect()
    }

    /// The number of rows of a table.
    fn count(&self, py: Python<'_>, table: &str) -> PyResult<u64> {
        Ok(raised(py, self.0.pieces(table))?.iter().map(jadval::dataset::Piece::rows).sum())
    }

    /// The rows of a table.
    fn rows(&self, py: Python<'_>, table: String) -> PyResult<Rows> {
        let dataset = self.0.clone();
        carry_out(py, None, move |_, stop| {
            let schema = match dataset.pieces(&table)?.first() {
                Some(piece) => piece.schema().clone(),
                None => {
                    return Err(jadval::Error::output("expected a piece of a table, found none").at(table));
                }
            };
            let mut batches = Vec::new();
            for batch in dataset.batches(&table, None)? {
                if stop.load(Ordering::Relaxed) {
                    return Err(jadval::Error::interrupted());
                }
                batches.push(batch?);
            }
            Ok(Rows { schema, batches })
        })
    }
}
