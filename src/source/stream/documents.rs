//! The documents of many files, one at a time: a corpus line by line, any other file whole.

use crate::Error;
use crate::calendar::Day;
use crate::source::file::slashed;
use crate::source::files::Cursor;
use crate::source::format::{Format, Structure, unpacked_name};
use crate::source::ids::{Ids, short_id};
use crate::source::opening::{Content, Opened, Whole, open};
use crate::source::record::{Entry, Found, Member, Records, of_member};
use crate::source::regular::Trouble;
use crate::source::sum::sha256;
use crate::source::when::day_of_name;
use crate::source::{
    Access, Defect, Reading, Reference, ReferenceSource, Reject, SourceDocument, SourceFile, SourceFiles,
    Timer,
};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Reads the documents of all files in order. Memory holds one document at a time.
pub struct Documents {
    pub(super) files: Arc<SourceFiles>,
    cursor: Cursor,
    /// The file that comes next, and its position.
    next: Option<SourceFile>,
    pub(super) at: u32,
    /// The file that was named, but not opened yet.
    named: Option<SourceFile>,
    reading: Reading,
    /// The corpus or archive that is read, and those that it stands in.
    corpora: Vec<Corpus>,
    /// The ids of all text files and of the records so far, from the first record on.
    pub(super) ids: Option<Ids>,
    /// What the machine failed in.
    pub(super) trouble: Trouble,
}

/// What comes next in the input.
#[allow(clippy::large_enum_variant, reason = "a step is taken apart at once, and none is kept")]
pub(crate) enum Step {
    /// A file; its documents follow.
    File(SourceFile),
    Document(SourceDocument),
    Reject(Reject),
    /// The machine failed, and what it says of the input means nothing.
    Failed(Error),
}

/// Archives that may stand in each other.
const NESTED: usize = 2;

/// A file, or a file of an archive, before it is opened.
struct Item<'i> {
    /// The file on disk.
    path: &'i str,
    /// What is told by its name.
    name: &'i str,
    doc_id: String,
    format: Format,
    /// The sum of the archive that it is in.
    sum: Option<&'i str>,
    keep_text: bool,
    /// How long it may be in work.
    timer: Option<Timer>,
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
    /// Reads these files, as [`discover`](crate::source::discover) lists them.
    #[must_use]
    pub fn new(files: impl Into<Arc<SourceFiles>>, reading: Reading) -> Self {
        let files = files.into();
        let mut cursor = Cursor::default();
        let next = cursor.next(&files);
        let (named, corpora, ids) = (None, Vec::new(), None);
        Self { files, cursor, next, at: 0, named, reading, corpora, ids, trouble: Trouble::default() }
    }

    /// The next file, or the next document of the last one.
    pub(crate) fn step(&mut self) -> Option<Step> {
        let step = self.next_step();
        self.trouble.take().map(Step::Failed).or(step)
    }

    fn next_step(&mut self) -> Option<Step> {
        loop {
            if self.trouble.is_there() {
                return None;
            }
            if let Some(mut corpus) = self.corpora.pop() {
                let inside = self.corpora.len();
                let document = self.next_entry(&mut corpus);
                // It goes on behind what was opened inside of it.
                if document.is_some() || self.corpora.len() > inside {
                    self.corpora.insert(inside, corpus);
                }
                match document {
                    Some(document) => return Some(Step::of(document)),
                    None => continue,
                }
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
        let ahead = self.named.as_ref().or(self.next.as_ref()).filter(|_| self.corpora.is_empty());
        let bytes = ahead.filter(|file| file.format.has_own_name()).map_or(0, |file| file.bytes);
        usize::try_from(bytes.min(self.reading.max_document_bytes)).unwrap_or(usize::MAX)
    }

    fn open(&mut self, file: &SourceFile) -> Option<Result<SourceDocument, Reject>> {
        let content = match file.access {
            Access::Found => Content::Path(file.path()),
            Access::Named => Content::Named(file.path()),
            Access::Stdin => Content::Stdin,
        };
        let item = Item {
            path: &file.name,
            name: &file.name,
            doc_id: file.doc_id.to_string(),
            format: file.format,
            sum: None,
            keep_text: file.is_stdin(),
            timer: self.reading.timer(),
        };
        match unbroken(|| self.take(item, content, file.bytes)) {
            Ok(document) => document.map(|document| Ok(*document)),
            Err(defect) => Some(Err(defect.of(&file.name))),
        }
    }

    /// Opens what may be a document, which is returned, or a corpus, whose documents follow.
    fn take(
        &mut self,
        item: Item<'_>,
        content: Content<'_>,
        bytes: u64,
    ) -> Result<Option<Box<SourceDocument>>, Defect> {
        let taking = self.reading.taking(&item.doc_id, item.timer);
        let opened = open(content, (item.name, item.format), bytes, (&self.reading, taking), &self.trouble)?;
        let whole = match opened {
            Opened::Document(whole) => whole,
            Opened::Records(Format::Zip | Format::Tar, ..) if self.corpora.len() >= NESTED => {
                let message = "expected documents, found an archive inside of archives inside of archives";
                return Err(Defect::new("unsupported-format", message));
            }
            Opened::Records(format, sha256, records) => {
                let (name, stem) = (item.path.into(), item.doc_id.into());
                let sha256 = item.sum.map(str::to_owned).or(sha256);
                self.corpora.push(Corpus { name, stem, format, sha256, records });
                return Ok(None);
            }
        };
        let Whole { format, layer, bytes, sha256, is_packed } = *whole;
        Defect::unless_addressable(layer.text.len())?;
        // The ids of those that are documents by their names have been compared already.
        let doc_id = match (item.sum, item.format.is_document()) {
            (None, true) => item.doc_id,
            (None, false) => self.take_id(&item.doc_id, 0).map(|()| item.doc_id)?,
            (Some(_), _) => self.take_member_id(item.doc_id, item.name)?,
        };
        Ok(Some(Box::new(SourceDocument {
            doc_id,
            path: item.path.to_owned(),
            format,
            encoding: layer.encoding,
            bytes,
            sha256: item.sum.map_or(sha256, str::to_owned),
            title: layer.title,
            reference: self.reference(layer.published, item.name),
            text: layer.text,
            place: None,
            structure: layer.structure,
            keep_text: !layer.is_file || is_packed || item.keep_text,
            producer: layer.producer,
            spent: spent(item.timer),
        })))
    }

    /// The day of a document: its own where that is asked for and known, else that of all.
    fn reference(&self, published: Option<Day>, name: &str) -> Reference {
        let own = self.reading.reference_from.iter().find_map(|source| {
            let day = match source {
                ReferenceSource::Metadata => published,
                ReferenceSource::Filename => {
                    day_of_name(unpacked_name(Path::new(name)).with_extension("").to_str()?)
                }
                _ => None,
            };
            Some(Reference { day: Some(day?), source: *source })
        });
        own.unwrap_or(self.reading.reference)
    }

    /// The next document of the corpus or archive that was opened last.
    fn next_entry(&mut self, corpus: &mut Corpus) -> Option<Result<SourceDocument, Reject>> {
        let depth = self.corpora.len();
        loop {
            let timer = self.reading.timer();
            let entry = unbroken(|| corpus.records.next(&self.reading).transpose());
            let found = match entry.transpose()? {
                Ok(Entry::Record(found)) => self.document(corpus, found, timer).map(Some),
                Ok(Entry::File(member)) => self.member(corpus, member, timer),
                Err(defect) => {
                    // Whoever broke off once may do so for ever.
                    if defect.code == BROKEN_OFF {
                        corpus.records = Box::new(Nothing);
                    }
                    Err(defect)
                }
            };
            match found {
                Ok(Some(document)) => return Some(Ok(document)),
                Err(defect) => return Some(Err(defect.of(&corpus.name))),
                // A corpus inside of this one comes first.
                Ok(None) if self.corpora.len() > depth => return None,
                Ok(None) => {}
            }
        }
    }

    /// A file of an archive, as a file of a folder.
    fn member(
        &mut self,
        corpus: &Corpus,
        member: Member,
        timer: Option<Timer>,
    ) -> Result<Option<SourceDocument>, Defect> {
        let Member { name, bytes } = member;
        let inner = unpacked_name(Path::new(&name));
        let format = Format::of_name(Path::new(&name));
        let id = if format == Format::Other { inner } else { inner.with_extension("") };
        let sum = corpus.sha256.clone().unwrap_or_else(|| sha256(&bytes));
        let item = Item {
            path: &corpus.name,
            name: &name,
            doc_id: format!("{}/{}", corpus.stem, slashed(&id)),
            format,
            sum: Some(&sum),
            keep_text: true,
            timer,
        };
        let length = bytes.len() as u64;
        let taken = unbroken(|| self.take(item, Content::Memory(bytes), length));
        taken.map(|document| document.map(|document| *document)).map_err(|defect| of_member(&name, defect))
    }

    fn document(
        &mut self,
        corpus: &Corpus,
        found: Found,
        timer: Option<Timer>,
    ) -> Result<SourceDocument, Defect> {
        let Found { record, line, start, bytes, sha256, place } = found;
        Defect::unless_addressable(record.text.len())?;
        let doc_id = record.doc_id.unwrap_or_else(|| format!("{}#{line}", corpus.stem));
        let named = short_id(&doc_id, line).and_then(|()| self.take_id(&doc_id, line));
        named.map_err(|defect| match start {
            Some(start) => defect.at(start),
            None => defect,
        })?;
        let reference = match record.reference {
            Some(day) => Reference { day: Some(day), source: ReferenceSource::Record },
            None => self.reference(None, &corpus.name),
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
            place: Some(place),
            text: record.text,
            structure: Structure::default(),
            keep_text: true,
            producer: None,
            spent: spent(timer),
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
                Step::Failed(error) => return Some(Err(Defect::failed(&error).of(""))),
            }
        }
    }
}

impl Step {
    fn of(document: Result<SourceDocument, Reject>) -> Self {
        document.map_or_else(Self::Reject, Self::Document)
    }
}

fn spent(timer: Option<Timer>) -> Duration {
    timer.map_or(Duration::ZERO, |timer| timer.spent())
}

/// The code of a file on which its reader breaks off.
const BROKEN_OFF: &str = "panic";

/// What a reader gives, also where it panics: readers of other people's formats are other people's programs, and a file that
/// one of them does not survive is no reason to lose the others.
fn unbroken<T>(read: impl FnOnce() -> Result<T, Defect>) -> Result<T, Defect> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Defect::new(
            BROKEN_OFF,
            "expected a file that can be read, found one that its reader breaks off on",
        ))
    })
}

/// A corpus without anything.
struct Nothing;

impl Records for Nothing {
    fn next(&mut self, _: &Reading) -> Option<Result<Entry, Defect>> {
        None
    }
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
            .flat_map(SourceDocument::origins)
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
    fn an_id_that_would_fill_every_row_is_rejected() {
        let line = |length: usize| format!("{{\"doc_id\":\"{}\",\"text\":\"x\"}}\n", "i".repeat(length));
        let folder = folder(&[("a.jsonl", (line(1024) + &line(1025)).as_bytes())]);
        let (documents, rejects) = read(folder.path(), Reading::default());
        assert_eq!((documents.len(), rejects.len(), rejects[0].code), (1, 1, "bad-id"));
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
        assert_eq!(Defect::unless_addressable(i32::MAX as usize), Ok(()));
        let defect = Defect::unless_addressable(i32::MAX as usize + 1).expect_err("too long");
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
