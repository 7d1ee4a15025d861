//! The one error type: what went wrong, where, what was expected and what was found.
//!
//! Reading text never fails; errors belong to files, rules, lexicons and settings. An [`Error`] is
//! one sentence for people, with predicates that tell a caller what to do next.

use std::{fmt, path::Path};

/// The result of everything that can fail here.
pub type Result<T> = std::result::Result<T, Error>;

/// Most characters of a message, and of a place: a name of a megabyte in a file is no reason to print it.
const LONGEST: usize = 8000;

/// A text, cut where nobody reads on.
fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// A failure, as a whole sentence.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: Kind,
    place: Option<String>,
    message: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Configuration,
    Io,
    Document,
    Interrupted,
}

impl Error {
    /// A setting, rule or lexicon entry that cannot be used. The command line exits with 2.
    pub fn configuration(message: impl Into<String>) -> Self {
        Self::new(Kind::Configuration, message)
    }

    /// A file or folder that could not be read or written. The command line exits with 3.
    pub fn io(action: &str, path: &Path, cause: &std::io::Error) -> Self {
        Self::new(Kind::Io, format!("cannot {action}: {cause}")).at(path.display())
    }

    /// An output that could not be made for a reason other than the operating system's.
    pub fn output(message: impl Into<String>) -> Self {
        Self::new(Kind::Io, message)
    }

    /// An output that could not be made, by the error of the library that makes it.
    pub fn caused(cause: impl fmt::Display) -> Self {
        Self::output(cause.to_string())
    }

    /// One document that cannot be read; the others go on.
    pub fn document(message: impl Into<String>) -> Self {
        Self::new(Kind::Document, message)
    }

    /// The user asked to stop.
    #[must_use]
    pub fn interrupted() -> Self {
        Self::new(Kind::Interrupted, "stopped before the end; nothing was changed")
    }

    /// The same error with the file, line or entry it belongs to, before any place it already names.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.0.place = Some(shortened(match self.0.place.take() {
            Some(inner) => format!("{place}: {inner}"),
            None => place.to_string(),
        }));
        self
    }

    fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, place: None, message: shortened(message.into()) }))
    }

    /// Whether a setting, rule or lexicon is at fault.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        self.0.kind == Kind::Configuration
    }

    /// Whether a file or folder could not be used.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.0.kind == Kind::Io
    }

    /// Whether one document is at fault.
    #[must_use]
    pub fn is_document(&self) -> bool {
        self.0.kind == Kind::Document
    }

    /// Whether the user stopped the run.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.0.kind == Kind::Interrupted
    }

    /// The file, with its line where one is known (`rules/a.toml:3`), folder or entry that it belongs to.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// The sentence without its place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.place {
            Some(place) => write!(f, "{place}: {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} error: {self}", self.0.kind)
    }
}

impl std::error::Error for Error {}
