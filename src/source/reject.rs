//! Documents that could not be read, and what is wrong with them.

use crate::plain::on_one_line;
use crate::text::MAX_TEXT_BYTES;

/// A document that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The source file; of an archive, with the file inside of it behind.
    pub path: String,
    /// Where it failed: `source` or `extract`.
    pub stage: &'static str,
    /// The kind of failure (`binary`, `broken-utf8`, `bad-json`, …).
    pub code: &'static str,
    /// One sentence: what is wrong, what was expected, what was found.
    pub message: String,
    /// Where in the source file it is wrong, where that is known.
    pub byte_offset: Option<u64>,
}

impl std::fmt::Display for Reject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A line end in a name would make two rejects of one.
        write!(f, "{}: {}", on_one_line(&self.path), self.message)
    }
}

/// What is wrong with a source, before its path is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// The kind of failure.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// Where, in bytes from the start of what was read.
    pub byte_offset: Option<u64>,
    /// The file of an archive that it is in.
    pub member: Option<Box<str>>,
}

/// The code of what the system does not give. To another user, or later, it may.
pub(crate) const UNREADABLE: &str = "unreadable";

impl Defect {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), byte_offset: None, member: None }
    }

    pub(super) fn at(mut self, byte_offset: u64) -> Self {
        self.byte_offset = Some(byte_offset);
        self
    }

    /// A source that the system does not give.
    pub(super) fn unreadable(cause: std::io::Error) -> Self {
        match cause.kind() {
            // Of what is no file nothing else can be said tomorrow.
            std::io::ErrorKind::InvalidInput if cause.raw_os_error().is_none() => {
                Self::new("no-file", cause.to_string())
            }
            _ => Self::new(UNREADABLE, format!("cannot be read: {cause}")),
        }
    }

    /// A source that the machine failed to read.
    pub(super) fn failed(error: &crate::Error) -> Self {
        Self::new(UNREADABLE, error.to_string())
    }

    /// A source that wants a password, or another than the one that was given.
    pub(super) fn encrypted(is_given: bool) -> Self {
        let end = if is_given { "which --password is not" } else { "and no --password" };
        Self::new(
            "encrypted",
            format!("expected a document that can be read, found one that is encrypted, {end}"),
        )
    }

    /// Whether every place of a text of so many bytes can be written, however large documents may be.
    pub(super) fn unless_addressable(bytes: usize) -> Result<(), Self> {
        if bytes <= MAX_TEXT_BYTES {
            return Ok(());
        }
        let message = format!("expected at most {MAX_TEXT_BYTES} bytes of decoded text, found {bytes}");
        Err(Self::new("too-large", message))
    }

    /// A source of so many bytes or more.
    pub(super) fn too_large(bytes: u64, limit: u64) -> Self {
        let message = format!(
            "expected at most {limit} bytes in one document, found {bytes} or more; --max-document-bytes sets the limit"
        );
        Self::new("too-large", message)
    }

    pub(super) fn of(self, path: &str) -> Reject {
        let path = match &self.member {
            Some(member) => format!("{path}/{member}"),
            None => path.to_owned(),
        };
        Reject {
            path,
            stage: "source",
            code: self.code,
            message: self.message,
            byte_offset: self.byte_offset,
        }
    }
}
