//! Any bytes as an archive, and as the main part of each kind of document that is one. They are read or refused.

#![no_main]

use jadval::source::format::{Format, Taking, read};
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes that what is inside may come to.
const LIMIT: u64 = 16 << 20;

const TEXT: &str = "application/vnd.oasis.opendocument.text";
const SHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The parts before the one that is tried, and its name.
const KINDS: [(&[(&str, &str)], &str); 8] = [
    (&[], "word/document.xml"),
    (&[("word/document.xml", "<w:p/>"), RELATIONS], "word/numbering.xml"),
    (&[("word/document.xml", "<w:p/>"), RELATIONS], "word/styles.xml"),
    (&[("mimetype", TEXT)], "content.xml"),
    (&[("mimetype", SHEET)], "content.xml"),
    (&[("mimetype", "application/epub+zip"), ("META-INF/container.xml", "<rootfile full-path='a.opf'/>")], "a.opf"),
    (&[("xl/workbook.xml", "<sheet name='a' r:id='r'/>"), SHEETS], "xl/s.xml"),
    (&[("xl/workbook.xml", "<sheet name='a' r:id='r'/>"), SHEETS], "xl/styles.xml"),
];

const RELATIONS: (&str, &str) = (
    "word/_rels/document.xml.rels",
    "<Relationship Type='x/numbering' Target='numbering.xml'/><Relationship Type='x/styles' Target='styles.xml'/>",
);

const SHEETS: (&str, &str) =
    ("xl/_rels/workbook.xml.rels", "<Relationship Id='r' Type='x/worksheet' Target='s.xml'/>");

fn packed(before: &[(&str, &str)], name: &str, data: &[u8]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in before.iter().map(|(name, text)| (*name, text.as_bytes())).chain([(name, data)]) {
        archive.start_file(name, options).ok()?;
        archive.write_all(bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

fuzz_target!(|data: &[u8]| {
    let _ = read(data, Format::Other, &Taking::up_to(LIMIT));
    for (before, name) in KINDS {
        if let Some(bytes) = packed(before, name, data) {
            let _ = read(&bytes, Format::Other, &Taking::up_to(LIMIT));
        }
    }
});
