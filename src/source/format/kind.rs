//! What a file is: by its name before it is read, by its content when it is.

use std::path::Path;

/// How documents are stored in their source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// Plain text, one file, one document.
    Text,
    /// One JSON object a line, each a document.
    Jsonl,
    /// A web page.
    Html,
    /// A Word document (Office Open XML).
    Docx,
    /// A text document of OpenDocument.
    Odt,
    /// An electronic book.
    Epub,
    /// Rich Text Format.
    Rtf,
    /// A PDF file.
    Pdf,
    /// A file whose name says none of these; its content may.
    Other,
}

/// A name that a format has in the table `documents`, and the extensions of its files.
const NAMES: [(Format, &str, &[&str]); 9] = [
    (Format::Text, "txt", &["txt"]),
    (Format::Jsonl, "jsonl", &["jsonl", "ndjson"]),
    (Format::Html, "html", &["html", "htm", "xhtml"]),
    (Format::Docx, "docx", &["docx", "docm"]),
    (Format::Odt, "odt", &["odt"]),
    (Format::Epub, "epub", &["epub"]),
    (Format::Rtf, "rtf", &["rtf"]),
    (Format::Pdf, "pdf", &["pdf"]),
    (Format::Other, "other", &[]),
];

/// Extensions of files that hold another one, packed.
const PACKED: [&str; 2] = ["gz", "zst"];

/// How much of a file is looked at for what it is.
const HEAD: usize = 4096;

impl Format {
    /// The name that the table `documents` gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// Whether a file of it is one document.
    #[must_use]
    pub const fn is_document(self) -> bool {
        !matches!(self, Self::Jsonl | Self::Other)
    }

    /// The format that a file's name says, behind the extension of what packs it.
    #[must_use]
    pub fn of_name(path: &Path) -> Self {
        let inner = unpacked_name(path);
        let extension = inner.extension().and_then(|extension| extension.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        let named = NAMES.iter().find(|(.., extensions)| extensions.contains(&&*extension));
        named.map_or(Self::Other, |(format, ..)| *format)
    }

    /// The format of these bytes; `None` where they are not one of those that documents have beside plain text.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
        if head.starts_with(b"{\\rtf") {
            return Some(Self::Rtf);
        }
        if head.starts_with(b"PK\x03\x04") {
            return of_archive(bytes);
        }
        // Readers of PDF look for its mark within the first kilobyte, since mail and web servers put lines before it.
        let early = head.get(..head.len().min(1024)).unwrap_or_default();
        if head.starts_with(b"%PDF-") || memchr::memmem::find(early, b"%PDF-1.").is_some() {
            return Some(Self::Pdf);
        }
        is_html(head).then_some(Self::Html)
    }
}

/// The name of what a packed file holds.
pub(in crate::source) fn unpacked_name(path: &Path) -> std::path::PathBuf {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if PACKED.contains(&&*extension.to_ascii_lowercase()) { path.with_extension("") } else { path.into() }
}

/// Which kind of document a ZIP archive is. The names of its files stand in it as they are.
fn of_archive(bytes: &[u8]) -> Option<Format> {
    // OpenDocument and EPUB archives begin with a file `mimetype`, which is not packed.
    let start = bytes.get(30..200.min(bytes.len())).unwrap_or_default();
    if start.starts_with(b"mimetype") {
        let has = |kind: &[u8]| memchr::memmem::find(start, kind).is_some();
        if has(b"application/epub+zip") {
            return Some(Format::Epub);
        }
        if has(b"application/vnd.oasis.opendocument.text") {
            return Some(Format::Odt);
        }
    }
    let names = bytes.get(bytes.len().saturating_sub(1 << 20)..).unwrap_or_default();
    let has = |name: &[u8]| memchr::memmem::find(names, name).is_some();
    if has(b"word/document") {
        Some(Format::Docx)
    } else if has(b"META-INF/container.xml") && has(b".opf") {
        Some(Format::Epub)
    } else {
        None
    }
}

/// Whether a text begins as web pages do: with a tag that only they begin with, behind comments and XML declarations.
fn is_html(head: &[u8]) -> bool {
    // In UTF-16 every second byte is zero.
    let squeezed: Vec<u8>;
    let head = if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        squeezed = head.iter().skip(2).copied().filter(|byte| *byte != 0).collect();
        &squeezed
    } else {
        head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head)
    };
    let mut rest = head.trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            _ if rest.starts_with(b"<!--") => b"-->",
            _ if rest.starts_with(b"<?xml") => b"?>",
            _ => break,
        };
        let Some(at) = memchr::memmem::find(rest, end) else { return false };
        rest = rest.get(at + end.len()..).unwrap_or_default().trim_ascii_start();
    }
    let begins = |tag: &[u8]| {
        let name = rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        name && rest.get(tag.len()).is_none_or(|next| next.is_ascii_whitespace() || *next == b'>')
    };
    begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_are_told() {
        for (name, format) in [
            ("a.txt", Format::Text),
            ("a.HTM", Format::Html),
            ("a.jsonl.gz", Format::Jsonl),
            ("a.docx", Format::Docx),
            ("a.png", Format::Other),
            ("a", Format::Other),
            ("gz", Format::Other),
        ] {
            assert_eq!(Format::of_name(Path::new(name)), format, "{name}");
        }
        for (bytes, format) in [
            (&b"%PDF-1.7\n"[..], Some(Format::Pdf)),
            (b"{\\rtf1\\ansi", Some(Format::Rtf)),
            (b"\xEF\xBB\xBF <!-- a --><!DOCTYPE html>", Some(Format::Html)),
            (b"<?xml version='1.0'?>\n<html xmlns=''>", Some(Format::Html)),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Some(Format::Html)),
            (b"<htmlx>", None),
            (b"<p>a paragraph in a text", None),
            (b"text that names %PDF files", None),
            (b"PK\x03\x04 something else", None),
            (b"", None),
        ] {
            assert_eq!(Format::of_content(bytes), format, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
