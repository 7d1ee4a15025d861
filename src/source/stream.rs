//! The documents of many files, one at a time: a corpus line by line, a text file whole.

use super::files::Cursor;
use super::ids::{Ids, Place};
use super::sum::{hexadecimal, sha256};
use super::{
    Defect, Format, Reading, Reference, ReferenceSource, Reject, SourceDocument, SourceFile, SourceFiles,
    decode, record,
};
use crate::text::{MAX_TEXT_BYTES, Origin, OriginPlace, Span};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
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
pub(crate) enum Step {
    /// A file; its documents follow.
    File(SourceFile),
    Document(SourceDocument),
    Reject(Reject),
}

/// A `.jsonl` file being read.
struct Corpus {
    name: Box<str>,
    stem: Box<str>,
    sha256: Option<String>,
    lines: Box<dyn BufRead + Send>,
    line: u64,
    start: u64,
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
        let bytes = ahead.filter(|file| file.format == Format::Text).map_or(0, |file| file.bytes);
        usize::try_from(bytes.min(self.reading.max_document_bytes)).unwrap_or(usize::MAX)
    }

    fn open(&mut self, file: &SourceFile) -> Option<Result<SourceDocument, Reject>> {
        let opened = if file.is_stdin() {
            self.standard_input(file)
        } else if file.format == Format::Jsonl {
            open_corpus(file).map(Opened::Corpus)
        } else {
            File::open(file.path())
                .map_err(unreadable)
                .and_then(|f| self.text(file, Box::new(f)))
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
    fn standard_input(&self, file: &SourceFile) -> Result<Opened, Defect> {
        let mut input = BufReader::with_capacity(64 << 10, io::stdin());
        let start = input.fill_buf().map_err(unreadable)?;
        let is_corpus =
            start.trim_ascii_start().starts_with(b"{") && memchr::memmem::find(start, b"\"text\"").is_some();
        if is_corpus {
            return Ok(Opened::Corpus(Corpus::new(file, None, Box::new(input))));
        }
        self.text(file, Box::new(input)).map(Opened::Text)
    }

    fn text(&self, file: &SourceFile, input: Box<dyn Read>) -> Result<Box<SourceDocument>, Defect> {
        let limit = self.reading.max_document_bytes;
        let mut bytes = Vec::new();
        if file.bytes <= limit {
            bytes.reserve_exact(usize::try_from(file.bytes).unwrap_or(0).saturating_add(1));
            input.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
        }
        if file.bytes > limit || bytes.len() as u64 > limit {
            return Err(too_large(file.bytes.max(bytes.len() as u64), limit));
        }
        let decoded = decode(&bytes, self.reading.encoding)?;
        addressable(decoded.text.len())?;
        Ok(Box::new(SourceDocument {
            doc_id: file.doc_id.to_string(),
            path: file.name.to_string(),
            format: Format::Text,
            encoding: decoded.encoding,
            bytes: bytes.len() as u64,
            sha256: sha256(&bytes),
            title: None,
            reference: self.reading.reference,
            text: decoded.text,
            origins: Vec::new(),
            // Nothing of standard input is left to look into.
            keep_text: !decoded.is_utf8 || file.is_stdin(),
        }))
    }

    fn next_record(&mut self, corpus: &mut Corpus) -> Option<Result<SourceDocument, Reject>> {
        loop {
            let line = match corpus.next_line(self.reading.max_document_bytes)? {
                Ok(line) if line.trim_ascii().is_empty() => continue,
                Ok(line) => line,
                Err(defect) => return Some(Err(defect.of(&corpus.name))),
            };
            let start = corpus.start - line.len() as u64;
            return Some(self.document(corpus, &line, start).map_err(|defect| defect.of(&corpus.name)));
        }
    }

    /// The ids so far. Text files have theirs by their paths, so a record that takes one of them is the second. They
    /// alone have been compared already.
    fn ids(&mut self) -> Result<&mut Ids, Defect> {
        if self.ids.is_none() {
            let mut ids = Ids::default();
            for (file, at) in self.files.iter().zip(0..).filter(|(file, _)| file.format == Format::Text) {
                ids.insert(&file.doc_id, Place { file: at, line: 0 }).map_err(unreadable)?;
            }
            self.ids = Some(ids);
        }
        Ok(self.ids.get_or_insert_default())
    }

    fn document(&mut self, corpus: &Corpus, line: &[u8], start: u64) -> Result<SourceDocument, Defect> {
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        let body = body.strip_suffix(b"\r").unwrap_or(body);
        let record = record::parse(body, corpus.line, start)?;
        addressable(record.text.len())?;
        let doc_id = record.doc_id.unwrap_or_else(|| format!("{}#{}", corpus.stem, corpus.line));
        // The corpus is the file before the next one.
        let place = Place { file: self.at.saturating_sub(1), line: corpus.line };
        if let Some(first) = self.ids()?.insert(&doc_id, place).map_err(unreadable)? {
            let name = self.files.get(first.file as usize).map_or_else(|| "?".into(), |file| file.name);
            let first = if first.line == 0 { name.into() } else { format!("{name} line {}", first.line) };
            let message = format!(
                "line {}: expected an id of its own, found the doc_id «{doc_id}», which {first} has already",
                corpus.line
            );
            return Err(Defect::new("duplicate-id", message).at(start));
        }
        let reference = match record.reference {
            Some(day) => Reference { day: Some(day), source: ReferenceSource::Record },
            None => self.reading.reference,
        };
        Ok(SourceDocument {
            doc_id,
            path: corpus.name.to_string(),
            format: Format::Jsonl,
            encoding: Cow::Borrowed("utf-8"),
            bytes: body.len() as u64,
            sha256: corpus.sha256.clone().unwrap_or_else(|| sha256(body)),
            title: record.title,
            reference,
            origins: vec![Origin {
                span: Span::new(0, record.text.len() as u32),
                place: OriginPlace::Record { line: corpus.line, pointer: record::TEXT.into() },
            }],
            text: record.text,
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
    fn new(file: &SourceFile, sha256: Option<String>, lines: Box<dyn BufRead + Send>) -> Self {
        let (name, stem) = (file.name.clone(), file.doc_id.clone());
        Self { name, stem, sha256, lines, line: 0, start: 0 }
    }

    /// The next line with its end; a byte order mark before the first is dropped. A line above the limit
    /// is passed over without ever being held.
    fn next_line(&mut self, limit: u64) -> Option<Result<Vec<u8>, Defect>> {
        if self.line == 0
            && let Ok(start) = self.lines.fill_buf()
            && start.starts_with(b"\xEF\xBB\xBF")
        {
            self.lines.consume(3);
            self.start = 3;
        }
        let mut line = Vec::new();
        // The line end does not count against the limit.
        let read = (&mut self.lines).take(limit.saturating_add(2)).read_until(b'\n', &mut line);
        self.line += 1;
        let start = self.start;
        match read {
            Ok(0) => return None,
            Ok(length) => self.start += length as u64,
            Err(cause) => {
                self.lines = Box::new(io::empty());
                return Some(Err(unreadable(cause).at(start)));
            }
        }
        let body = line.strip_suffix(b"\n").unwrap_or(&line);
        if body.strip_suffix(b"\r").unwrap_or(body).len() as u64 > limit {
            if !line.ends_with(b"\n") {
                match self.lines.skip_until(b'\n') {
                    Ok(rest) => self.start += rest as u64,
                    Err(cause) => return Some(Err(unreadable(cause).at(start))),
                }
            }
            let mut defect = too_large(self.start - start, limit).at(start);
            defect.message = format!("line {}: {}", self.line, defect.message);
            return Some(Err(defect));
        }
        Some(Ok(line))
    }
}

/// Opens a corpus after one pass over its bytes for their sum, which every record carries.
fn open_corpus(file: &SourceFile) -> Result<Corpus, Defect> {
    let mut input = File::open(file.path()).map_err(unreadable)?;
    let (mut hasher, mut window) = (Sha256::new(), vec![0; 256 << 10]);
    let mut first = true;
    loop {
        let length = match input.read(&mut window) {
            Ok(length) => length,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(unreadable(cause)),
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
    let input = File::open(file.path()).map_err(unreadable)?;
    let sum = hexadecimal(&hasher.finalize());
    Ok(Corpus::new(file, Some(sum), Box::new(BufReader::with_capacity(256 << 10, input))))
}

fn unreadable(cause: io::Error) -> Defect {
    Defect::new("unreadable", format!("cannot be read: {cause}"))
}

fn too_large(bytes: u64, limit: u64) -> Defect {
    let message = format!(
        "expected at most {limit} bytes in one document, found {bytes} or more; --max-document-bytes sets the limit"
    );
    Defect::new("too-large", message)
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
