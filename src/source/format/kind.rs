//! What a file is: by its name before it is read, by its content when it is.

use std::io::{Read, Seek};
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
    /// A table of comma-separated values, or of semicolons where its first line has those.
    Csv,
    /// A table of values with tabs between them.
    Tsv,
    /// A table in a Parquet file.
    Parquet,
    /// A workbook of Excel (Office Open XML).
    Xlsx,
    /// A spreadsheet of OpenDocument.
    Ods,
    /// A ZIP archive of files.
    Zip,
    /// A tar archive of files.
    Tar,
    /// A list of JSON objects, or objects over several lines.
    Json,
    /// A file whose name says none of these, and that was asked for by its name; what it is its content says.
    Any,
    /// A file whose name says none of these, in a folder of others; its content may.
    Other,
}

/// A name that a format has in the table `documents`, and the extensions of its files.
const NAMES: [(Format, &str, &[&str]); 18] = [
    (Format::Text, "txt", &["txt"]),
    (Format::Jsonl, "jsonl", &["jsonl", "ndjson"]),
    (Format::Html, "html", &["html", "htm", "xhtml"]),
    (Format::Docx, "docx", &["docx", "docm"]),
    (Format::Odt, "odt", &["odt"]),
    (Format::Epub, "epub", &["epub"]),
    (Format::Rtf, "rtf", &["rtf"]),
    (Format::Pdf, "pdf", &["pdf"]),
    (Format::Csv, "csv", &["csv"]),
    (Format::Tsv, "tsv", &["tsv", "tab"]),
    (Format::Parquet, "parquet", &["parquet"]),
    (Format::Xlsx, "xlsx", &["xlsx", "xlsm"]),
    (Format::Ods, "ods", &["ods"]),
    (Format::Zip, "zip", &["zip"]),
    (Format::Tar, "tar", &["tar", "tgz"]),
    (Format::Json, "json", &["json"]),
    (Format::Any, "any", &[]),
    (Format::Other, "other", &[]),
];

/// Extensions of files that hold another one, packed.
const PACKED: [&str; 2] = ["gz", "zst"];

/// How much of a file is looked at for what it is.
const HEAD: usize = 4096;

impl Format {
    /// Every format.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(format, ..)| *format)
    }

    /// The name that the table `documents` gives it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// Whether a file whose name says this is one document; of the others their content says how many they are.
    #[must_use]
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Text | Self::Html | Self::Docx | Self::Odt | Self::Epub | Self::Rtf | Self::Pdf)
    }

    /// Whether documents are called by the name of a file of it alone.
    pub(in crate::source) const fn has_own_name(self) -> bool {
        self.is_document() || self.is_table() || matches!(self, Self::Any)
    }

    /// Whether it is a table, which is a document of rows or a corpus whose records are its rows.
    #[must_use]
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv | Self::Parquet | Self::Xlsx | Self::Ods)
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

    /// The format of a ZIP archive that is read from a file; `None` for what is none.
    pub(in crate::source) fn of_zip(mut file: impl Read + Seek) -> Option<Self> {
        let mut start = Vec::new();
        file.by_ref().take(200).read_to_end(&mut start).ok()?;
        #[cfg(feature = "office")]
        if let Ok(archive) = zip::ZipArchive::new(&mut file) {
            let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
            return Some(of_archive(&start, &names));
        }
        None
    }

    /// The format of these bytes; `None` where they are not one of those that documents have beside plain text.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Option<Self> {
        let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
        if head.starts_with(b"{\\rtf") {
            return Some(Self::Rtf);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Some(of_archive(head, &names_of_archive(bytes)));
        }
        if head.starts_with(b"PAR1") {
            return Some(Self::Parquet);
        }
        if head.get(257..262) == Some(b"ustar") {
            return Some(Self::Tar);
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
pub(crate) fn unpacked_name(path: &Path) -> std::path::PathBuf {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if PACKED.contains(&&*extension.to_ascii_lowercase()) { path.with_extension("") } else { path.into() }
}

/// What a ZIP archive is by its beginning and the names of its files: a document, or files of any kind.
fn of_archive(start: &[u8], names: &[String]) -> Format {
    // OpenDocument and EPUB archives begin with a file `mimetype`, which is not packed.
    let start = start.get(30..200.min(start.len())).unwrap_or_default();
    if start.starts_with(b"mimetype") {
        let has = |kind: &[u8]| memchr::memmem::find(start, kind).is_some();
        for (kind, format) in [
            (&b"application/epub+zip"[..], Format::Epub),
            (b"application/vnd.oasis.opendocument.text", Format::Odt),
            (b"application/vnd.oasis.opendocument.spreadsheet", Format::Ods),
        ] {
            if has(kind) {
                return format;
            }
        }
    }
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    if has(&|name| name.starts_with("word/document")) {
        Format::Docx
    } else if has(&|name| name.starts_with("xl/workbook.")) {
        Format::Xlsx
    } else if has(&|name| name == "META-INF/container.xml") && has(&|name| name.ends_with(".opf")) {
        Format::Epub
    } else {
        Format::Zip
    }
}

/// The names of the files of a ZIP archive in memory, by the headers before them where its list at the end is lost.
fn names_of_archive(bytes: &[u8]) -> Vec<String> {
    #[cfg(feature = "office")]
    if let Ok(archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        return archive.file_names().flatten().map(|name| name.into_owned()).collect();
    }
    let name = |at: usize| {
        let length =
            bytes.get(at + 26..at + 28).map_or(0, |pair| usize::from(pair[0]) | usize::from(pair[1]) << 8);
        let name = bytes.get(at + 30..at + 30 + length).unwrap_or_default();
        String::from_utf8_lossy(name).into_owned()
    };
    memchr::memmem::find_iter(bytes, b"PK\x03\x04").map(name).collect()
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
            (b"PK\x03\x04 something else", Some(Format::Zip)),
            (b"PAR1", Some(Format::Parquet)),
            (b"", None),
        ] {
            assert_eq!(Format::of_content(bytes), format, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
