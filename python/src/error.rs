//! Errors as the exceptions of the package.

use jadval::Error;
use pyo3::exceptions::{PyKeyboardInterrupt, PyRuntimeError};
use pyo3::prelude::*;

/// The exception of an error, with its place: `DocumentError`, `ConfigurationError` or `ReadWriteError`, and
/// `KeyboardInterrupt` after a wish to stop.
pub(crate) fn exception(py: Python<'_>, error: &Error) -> PyErr {
    if error.is_interrupted() {
        return PyKeyboardInterrupt::new_err(error.message().to_owned());
    }
    let name = match () {
        () if error.is_configuration() => "ConfigurationError",
        () if error.is_document() => "DocumentError",
        () => "ReadWriteError",
    };
    let made = py
        .import("jadval.errors")
        .and_then(|module| module.getattr(name))
        .and_then(|class| class.call1((error.message(), error.place())));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(_) => PyRuntimeError::new_err(error.to_string()),
    }
}

/// A result with the exception of its error.
pub(crate) fn raised<T>(py: Python<'_>, result: jadval::Result<T>) -> PyResult<T> {
    result.map_err(|error| exception(py, &error))
}

/// The exception for an argument that means nothing.
pub(crate) fn refused(py: Python<'_>, message: impl Into<String>) -> PyErr {
    exception(py, &Error::configuration(message))
}
