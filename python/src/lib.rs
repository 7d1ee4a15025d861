//! The Python module `jadval._jadval`: engine, tables, runs and checks, for the package around it.
//!
//! What people look at, and everything that other Python packages are needed for, is in that package.

mod arrow;
mod engine;
mod error;
mod input;
mod run;
mod tables;
mod work;

use pyo3::prelude::*;

/// What the package `jadval` is made of.
#[pymodule]
mod _jadval {
    #[pymodule_export]
    use super::arrow::Rows;
    #[pymodule_export]
    use super::engine::Engine;
    #[pymodule_export]
    use super::input::{documents_of_rows, documents_of_texts};
    #[pymodule_export]
    use super::run::{
        check, command, diff, extract_files, merge, questions, run, schema, table_names, validate, version,
    };
    #[pymodule_export]
    use super::tables::{Tables, Written};
}
