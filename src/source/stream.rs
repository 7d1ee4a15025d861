//! The documents of many files, one at a time: a corpus line by line, any other file whole.

use super::files::Cursor;
use super::format::{self, Format, Packing, Structure, unpack};
use super::ids::{Ids, Place};
use super::record::{Found, Lines, Records};
use super::sum::{hexadecimal, sha256};
use super::{Defect, Reading, Reference, ReferenceSource, Reject, SourceDocument, SourceFile, SourceFiles};
use crate::text::{MAX_TEXT_BYTES, Origin, Span};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// Reads the documents of all files in order. Memory holds one document at a time.
pub struct Documents {
    files: Arc<SourceFiles>,
    cursor: Cursor,
    /// The file that comes next, and its position.
    next: Option<SourceFile>,
    at: u32,
    /// The file that was named, but not opened yet.
    named: Option<SourceFile>,
    reading: Reading,
    corpus: Option<Corpus>,
    /// The ids of all text files and of the records so far, from the first record on.
    ids: Option<Ids>,
}

/// What comes next in the input.
#[allow(clippy::large_enum_variant, reason = "a step is taken apart at once, and none is kept")]
pub(crate) enum Step {
    /// A file; its documents follow.
    File(SourceFile),
    Document(SourceDocument),
    Reject(Reject),
}

/// A corpus being read.
struct Corpus {
    name: Box<str>,
    stem: Box<str>,
    format: Format,
    sha256: Option<String>,
    records: Box<dyn Records + Send>,
}

impl Documents {
    /// Reads these files, as [`super::discover`] lists them.
    #[must_use]
    pub fn new(files: impl Into<Arc<SourceFiles>>, reading: Reading) -> Self {
        let files = files.into();
        let mut cursor = Cursor::default();
        let next = cursor.next(&files);
        Self { files, cursor, next, at: 0, named: None, reading, corpus: None, ids: None }
    }

    /// The next file, or the next document of the last one.
    pub(crate) fn step(&mut self) -> Option<Step> {
        loop {
            if let Some(mut corpus) = self.corpus.take()
                && let Some(document) = self.next_record(&mut corpus)
            {
                self.corpus = Some(corpus);
                return Some(Step::of(document));
            }
            let Some(file) = self.named.take() else {
                let file = std::mem::replace(&mut self.next, self.cursor.next(&self.files))?;
                self.at += 1;
                self.named = Some(file.clone());
                return Some(Step::File(file));
            };
            if let Some(document) = self.open(&file) {
                return Some(Step::of(document));
            }
        }
    }

    /// Passes over the documents of the file that was named last.
    pub(crate) fn pass_over(&mut self) {
        self.named = None;
    }

    /// Bytes of the next document, where they are known before it is read: at most the limit, 0 where nothing is known.
    pub(crate) fn next_bytes(&self) -> usize {
        let ahead = self.named.as_ref().or(self.next.as_ref()).filter(|_| self.corpus.is_none());
        let bytes = ahead.filter(|file| file.format.is_document()).map_or(0, |file| file.bytes);
        usize::try_from(bytes.min(self.reading.max_document_bytes)).unwrap_or(usize::MAX)
    }

    fn open(&mut self, file: &SourceFile) -> Option<Result<SourceDocument, Reject>> {
        let opened = if file.is_stdin() {
            self.standard_input(file)
        } else if file.format == Format::Jsonl {
            open_corpus(file).map(Opened::Corpus)
        } else {
            File::open(file.path())
                .map_err(Defect::unreadable)
                .and_then(|f| self.whole(file, Box::new(f)))
                .map(Opened::Text)
        };
        match opened {
            Ok(Opened::Text(document)) => Some(Ok(*document)),
            Ok(Opened::Corpus(corpus)) => {
                self.corpus = Some(corpus);
                None
            }
            Err(defect) => Some(Err(defect.of(&file.name))),
        }
    }

    /// Standard input is a corpus if its first line opens an object that names a text.
    fn standard_input(&mut self, file: &SourceFile) -> Result<Opened, Defect> {
        let mut input = BufReader::with_capacity(64 << 10, io::stdin());
        let start = input.fill_buf().map_err(Defect::unreadable)?;
        let key = format!("\"{}\"", self.reading.columns.text);
        let is_corpus = start.trim_ascii_start().starts_with(b"{")
            && memchr::memmem::find(start, key.as_bytes()).is_some();
        if is_corpus {
            return Ok(Opened::Corpus(Corpus::lines(file, None, Box::new(input))));
        }
        self.whole(file, Box::new(input)).map(Opened::Text)
    }

    /// Reads a file that is one document.
    fn whole(&mut self, file: &SourceFile, mut input: Box<dyn Read>) -> Result<Box<SourceDocument>, Defect> {
        let limit = self.reading.max_document_bytes;
        let mut bytes = Vec::new();
        if file.format == Format::Other {
            (&mut input).take(HEAD).read_to_end(&mut bytes).map_err(Defect::unreadable)?;
            if !may_be_document(&bytes) {
                return Err(other_kind(file));
            }
        }
        if file.bytes <= limit {
            bytes.reserve_exact(usize::try_from(file.bytes).unwrap_or(0).saturating_add(1));
            let left = limit.saturating_add(1).saturating_sub(bytes.len() as u64);
            input.take(left).read_to_end(&mut bytes).map_err(Defect::unreadable)?;
        }
        if file.bytes > limit || bytes.len() as u64 > limit {
            return Err(Defect::too_large(file.bytes.max(bytes.len() as u64), limit));
        }
        let (length, sum) = (bytes.len() as u64, sha256(&bytes));
        let is_packed = Packing::of(&bytes);
        let bytes = match is_packed {
            None => bytes,
            Some(packing) => unpacked(packing, bytes, limit)?,
        };
        if file.format == Format::Other && Format::of_content(&bytes).is_none() {
            return Err(other_kind(file));
        }
        let (format, layer) = format::read(&bytes, self.reading.encoding, limit)?;
        addressable(layer.text.len())?;
        if file.format == Format::Other {
            self.take_id(&file.doc_id, 0)?;
        }
        Ok(Box::new(SourceDocument {
            doc_id: file.doc_id.to_string(),
            path: file.name.to_string(),
            format,
            encoding: layer.encoding,
            bytes: length,
            sha256: sum,
            title: layer.title,
            reference: self.reading.reference,
            text: layer.text,
            origins: layer.structure.origins(),
            structure: layer.structure,
            // Nothing of standard input is left to look into.
            keep_text: !layer.is_file || is_packed.is_some() || file.is_stdin(),
        }))
    }

    fn next_record(&mut self, corpus: &mut Corpus) -> Option<Result<SourceDocument, Reject>> {
        let found = corpus.records.next(&self.reading)?;
        Some(found.and_then(|found| self.document(corpus, found)).map_err(|defect| defect.of(&corpus.name)))
    }

    /// The ids so far. Text files have theirs by their paths, so a record that takes one of them is the second. They
    /// alone have been compared already.
    fn ids(&mut self) -> Result<&mut Ids, Defect> {
        if self.ids.is_none() {
            let mut ids = Ids::default();
            for (file, at) in self.files.iter().zip(0..).filter(|(file, _)| file.format.is_document()) {
                ids.insert(&file.doc_id, Place { file: at, line: 0 }).map_err(Defect::unreadable)?;
            }
            self.ids = Some(ids);
        }
        Ok(self.ids.get_or_insert_default())
    }

    /// Takes an id for a document of the file that was named last: its line in a corpus, or 0.
    fn take_id(&mut self, doc_id: &str, line: u64) -> Result<(), Defect> {
        // The file is the one before the next one.
        let place = Place { file: self.at.saturating_sub(1), line };
        let Some(first) = self.ids()?.insert(doc_id, place).map_err(Defect::unreadable)? else {
            return Ok(());
        };
        let name = self.files.get(first.file as usize).map_or_else(|| "?".into(), |file| file.name);
        let first = if first.line == 0 { name.into() } else { format!("{name} line {}", first.line) };
        let own = if line == 0 { String::new() } else { format!("line {line}: ") };
        let message =
            format!("{own}expected an id of its own, found the doc_id «{doc_id}», which {first} has already");
        Err(Defect::new("duplicate-id", message))
    }

    fn document(&mut self, corpus: &Corpus, found: Found) -> Result<SourceDocument, Defect> {
        let Found { record, line, start, bytes, sha256, place } = found;
        addressable(record.text.len())?;
        let doc_id = record.doc_id.unwrap_or_else(|| format!("{}#{line}", corpus.stem));
        self.take_id(&doc_id, line).map_err(|defect| defect.at(start))?;
        let reference = match record.reference {
            Some(day) => Reference { day: Some(day), source: ReferenceSource::Record },
            None => self.reading.reference,
        };
        Ok(SourceDocument {
            doc_id,
            path: corpus.name.to_string(),
            format: corpus.format,
            encoding: Cow::Borrowed("utf-8"),
            bytes,
            sha256: corpus.sha256.clone().or(sha256).unwrap_or_default(),
            title: record.title,
            reference,
            origins: vec![Origin { span: Span::new(0, record.text.len() as u32), place }],
            text: record.text,
            structure: Structure::default(),
            keep_text: true,
        })
    }
}

impl Iterator for Documents {
    type Item = Result<SourceDocument, Reject>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.step()? {
                Step::File(_) => {}
                Step::Document(document) => return Some(Ok(document)),
                Step::Reject(reject) => return Some(Err(reject)),
            }
        }
    }
}

impl Step {
    fn of(document: Result<SourceDocument, Reject>) -> Self {
        document.map_or_else(Self::Reject, Self::Document)
    }
}

enum Opened {
    Text(Box<SourceDocument>),
    Corpus(Corpus),
}

impl Corpus {
    fn lines(file: &SourceFile, sha256: Option<String>, lines: Box<dyn BufRead + Send>) -> Self {
        let records = Box::new(Lines::new(lines, sha256.is_none()));
        Self { name: file.name.clone(), stem: file.doc_id.clone(), format: Format::Jsonl, sha256, records }
    }
}

/// Opens a corpus after one pass over its bytes for their sum, which every record carries.
fn open_corpus(file: &SourceFile) -> Result<Corpus, Defect> {
    let mut input = File::open(file.path()).map_err(Defect::unreadable)?;
    let (mut hasher, mut window) = (Sha256::new(), vec![0; 256 << 10]);
    let mut first = true;
    loop {
        let length = match input.read(&mut window) {
            Ok(length) => length,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(Defect::unreadable(cause)),
        };
        let chunk = window.get(..length).unwrap_or_default();
        if std::mem::take(&mut first) && (chunk.starts_with(b"\xFF\xFE") || chunk.starts_with(b"\xFE\xFF")) {
            let message = "expected UTF-8, which JSON lines are always in, found a UTF-16 byte order mark";
            return Err(Defect::new("unknown-encoding", message).at(0));
        }
        if chunk.is_empty() {
            break;
        }
        hasher.update(chunk);
    }
    let mut input = BufReader::with_capacity(256 << 10, File::open(file.path()).map_err(Defect::unreadable)?);
    let sum = hexadecimal(&hasher.finalize());
    let packing = Packing::of(input.fill_buf().map_err(Defect::unreadable)?);
    let lines: Box<dyn BufRead + Send> = match packing {
        None => Box::new(input),
        Some(packing) => {
            let inner = unpack(packing, input, file.bytes).map_err(Defect::unreadable)?;
            Box::new(BufReader::with_capacity(256 << 10, inner))
        }
    };
    Ok(Corpus::lines(file, Some(sum), lines))
}

/// How much of a file of an unknown kind is looked at before the rest is read.
const HEAD: u64 = 8 << 10;

/// Whether a file that begins so may be a document: one of a kind that is known, an archive or something packed.
fn may_be_document(head: &[u8]) -> bool {
    Format::of_content(head).is_some() || head.starts_with(b"PK\x03\x04") || Packing::of(head).is_some()
}

/// A folder has files of all kinds.
fn other_kind(file: &SourceFile) -> Defect {
    let extension = Path::new(&*file.name).extension().and_then(|extension| extension.to_str());
    let kind =
        extension.map_or("a file without extension".to_owned(), |extension| format!("a .{extension} file"));
    Defect::new(
        "unsupported-format",
        format!("expected a document of a format that can be read, found {kind}"),
    )
}

/// What packed bytes hold.
fn unpacked(packing: Packing, bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, Defect> {
    let (length, mut out) = (bytes.len() as u64, Vec::new());
    let broken = |cause: io::Error| match cause.kind() {
        io::ErrorKind::FileTooLarge => {
            Defect::new("too-large", format!("expected a packed document, but {cause}"))
        }
        _ => Defect::new("broken-file", format!("expected a packed file, found: {cause}")),
    };
    let input = unpack(packing, io::Cursor::new(bytes), length).map_err(broken)?;
    input.take(limit.saturating_add(1)).read_to_end(&mut out).map_err(broken)?;
    if out.len() as u64 > limit { Err(Defect::too_large(out.len() as u64, limit)) } else { Ok(out) }
}

/// Whether every place of a text of so many bytes can be written, however large documents may be.
fn addressable(bytes: usize) -> Result<(), Defect> {
    if bytes <= MAX_TEXT_BYTES {
        return Ok(());
    }
    let message = format!("expected at most {MAX_TEXT_BYTES} bytes of decoded text, found {bytes}");
    Err(Defect::new("too-large", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::source::discover;
    use std::path::Path;

    fn read(folder: &Path, reading: Reading) -> (Vec<SourceDocument>, Vec<Reject>) {
        let (mut documents, mut rejects) = (Vec::new(), Vec::new());
        for item in Documents::new(discover(&[folder.into()]).expect("files"), reading) {
            match item {
                Ok(document) => documents.push(document),
                Err(reject) => rejects.push(reject),
            }
        }
        (documents, rejects)
    }

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("folder");
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).expect("file");
        }
        folder
    }

    #[test]
    fn bad_records_are_rejected_with_their_place_and_the_others_go_on() {
        let lines = "\u{FEFF}{\"doc_id\":\"a\",\"text\":\"یک\",\"reference_date\":\"2021-01-01\"}\r\n\nnot json\n{\"text\":\"دو\"}\n{\"doc_id\":\"a\",\"text\":\"سه\"}";
        let folder = folder(&[("news.jsonl", lines.as_bytes())]);
        let reference = Reference { day: Some(Day(0)), source: ReferenceSource::Pipeline };
        let (documents, rejects) = read(folder.path(), Reading { reference, ..Reading::default() });
        let ids: Vec<_> =
            documents.iter().map(|d| (d.doc_id.as_str(), d.text.as_str(), d.reference.source)).collect();
        assert_eq!(ids, [("a", "یک", ReferenceSource::Record), ("news#4", "دو", ReferenceSource::Pipeline)]);
        let origins: Vec<_> = documents
            .iter()
            .flat_map(|d| &d.origins)
            .map(|origin| (origin.span.len() as usize, origin.place.to_string()))
            .collect();
        let whole = |text: &str, place: &str| (text.len(), place.to_owned());
        assert_eq!(origins, [whole("یک", "line 1, /text"), whole("دو", "line 4, /text")]);
        let codes: Vec<_> = rejects.iter().map(|r| (r.code, r.byte_offset)).collect();
        let third = lines.find("not").expect("line") as u64;
        let last = lines.rfind("{\"doc_id\"").expect("line") as u64;
        // serde_json stops at the second letter: «no» can no longer become «null».
        assert_eq!(codes, [("bad-json", Some(third + 1)), ("duplicate-id", Some(last))]);
        assert!(rejects[1].message.contains("line 1"), "{}", rejects[1].message);
    }

    #[test]
    fn a_record_cannot_take_the_id_of_a_text_file() {
        let folder = folder(&[("a.jsonl", br#"{"doc_id":"b","text":"x"}"#), ("b.txt", b"y")]);
        let (documents, rejects) = read(folder.path(), Reading::default());
        assert_eq!(documents.len(), 1);
        assert!(rejects[0].message.contains("b.txt"), "{}", rejects[0].message);
    }

    #[test]
    fn the_limit_holds_for_files_and_lines_and_is_inclusive() {
        let line = br#"{"text":"12345"}"#;
        let mut corpus = line.to_vec();
        corpus.extend_from_slice(b"\n{\"text\":\"far above the limit of this test\"}\n");
        corpus.extend_from_slice(line);
        let folder = folder(&[("c.jsonl", &corpus), ("long.txt", &[b'x'; 17]), ("short.txt", &[b'x'; 16])]);
        let (documents, rejects) =
            read(folder.path(), Reading { max_document_bytes: 16, ..Reading::default() });
        let ids: Vec<_> = documents.iter().map(|d| d.doc_id.as_str()).collect();
        assert_eq!(ids, ["c#1", "c#3", "short"]);
        assert!(rejects.iter().all(|r| r.code == "too-large"), "{rejects:?}");
        assert_eq!(rejects[0].byte_offset, Some(17));
    }

    #[test]
    fn a_text_with_places_that_no_column_holds_is_rejected_whatever_the_limit() {
        assert_eq!(addressable(i32::MAX as usize), Ok(()));
        let defect = addressable(i32::MAX as usize + 1).expect_err("too long");
        assert_eq!(defect.code, "too-large");
        assert!(defect.message.contains("2147483647") && defect.message.contains("2147483648"), "{defect:?}");
    }

    #[test]
    fn an_empty_file_is_a_document_without_text_and_a_text_file_is_its_own_layer() {
        let folder = folder(&[("a.txt", b""), ("b.txt", b"\xEF\xBB\xBFb\r\n")]);
        let (documents, rejects) = read(folder.path(), Reading::default());
        assert_eq!(rejects, []);
        assert_eq!((documents[0].text.as_str(), documents[0].bytes, documents[0].keep_text), ("", 0, false));
        assert_eq!(
            (documents[1].text.as_str(), documents[1].bytes, documents[1].keep_text),
            ("b\r\n", 6, false)
        );
        assert_eq!(documents[0].sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_is_rejected() {
        let folder = folder(&[("a.txt", b"a")]);
        std::os::unix::fs::symlink(folder.path().join("gone"), folder.path().join("z.txt")).expect("link");
        let (documents, rejects) = read(folder.path(), Reading::default());
        assert_eq!((documents.len(), rejects.len(), rejects[0].code), (1, 1, "unreadable"));
    }
}
