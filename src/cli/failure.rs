//! How a command ends, as a number that scripts can read.

use super::signals;
use crate::Error;
use std::io;
use std::path::Path;

/// A command that ran to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is well: 0.
    Fine,
    /// The data fall short, in this way: 1.
    Short(String),
}

/// A command that could not.
#[derive(Debug)]
pub enum Failure {
    /// The library says why: 2 for configuration, 3 for files, 128 and its number for a signal.
    Error(Error),
    /// Whoever read our output has enough of it: 0.
    BrokenPipe,
}

impl Failure {
    /// The number to exit with.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::BrokenPipe => 0,
            Self::Error(error) if error.is_configuration() => 2,
            Self::Error(error) if error.is_interrupted() => signals::status(),
            Self::Error(error) if error.is_document() => 1,
            Self::Error(_) => 3,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Standard output is the only stream that commands write to themselves.
impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Error(Error::io("write", Path::new("standard output"), &cause)),
        }
    }
}
