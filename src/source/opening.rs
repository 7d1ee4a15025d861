//! Opening a file: its beginning says what it is, and so how it is read.

use super::allowance::Allowance;
use super::format::{self, Format, Layer, Packing, Row, Taking, divider, unpack};
#[cfg(feature = "office")]
use super::record::{Archive, Input};
use super::record::{Columns, Delimited, Lines, Objects, Records, Rows, Tape, records_of};
use super::regular::{Noting, Trouble, open_regular};
use super::sum::{Summing, hexadecimal, sha256};
use super::{Decoded, Defect, Reading, decode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

/// Where the bytes of a file are.
pub(super) enum Content<'p> {
    /// A regular file.
    Path(&'p Path),
    /// That, or a pipe, which is read once.
    Named(&'p Path),
    Memory(Vec<u8>),
    Stdin,
}

/// What a file turned out to be.
pub(super) enum Opened {
    Document(Box<Whole>),
    /// A corpus or an archive, with the sum of its file where that can be read again.
    Records(Format, Option<String>, Box<dyn Records + Send>),
}

/// A file that is one document.
pub(super) struct Whole {
    pub(super) format: Format,
    pub(super) layer: Layer,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    /// Whether it was packed.
    pub(super) is_packed: bool,
}

/// How much of a file is looked at for what it is.
const HEAD: usize = 64 << 10;

/// How much is read or summed before the time is asked.
const PART: u64 = 1 << 20;

type Bytes = BufReader<Box<dyn Read + Send>>;

/// Opens a file of this name, which says that it is of a format, and that has so many bytes, where that is known.
///
/// # Errors
/// A [`Defect`] for what cannot be read.
pub(super) fn open(
    content: Content<'_>,
    (name, named): (&str, Format),
    bytes: u64,
    (reading, taking): (&Reading, Taking<'_>),
    trouble: &Trouble,
) -> Result<Opened, Defect> {
    let unreadable = |path: &Path, cause: io::Error| {
        trouble.note(path, &cause);
        Defect::unreadable(cause)
    };
    let (mut seen, mut bytes) = (None, bytes);
    let input: Box<dyn Read + Send> = match content {
        Content::Memory(bytes) => Box::new(Cursor::new(bytes)),
        Content::Stdin => Box::new(io::stdin()),
        Content::Named(path) if !path.is_file() => {
            let pipe = File::open(path).map_err(|cause| unreadable(path, cause))?;
            Box::new(Noting::new(pipe, path, trouble))
        }
        Content::Path(path) | Content::Named(path) => {
            let file = open_regular(path).map_err(|cause| unreadable(path, cause))?;
            bytes = file.metadata().map_err(|cause| unreadable(path, cause))?.len();
            seen = Some(Seen { path, bytes, trouble });
            // Of what is added while it is read, nobody has the sum.
            Box::new(Noting::new(file.take(bytes), path, trouble))
        }
    };
    let mut input = BufReader::with_capacity(HEAD, input);
    let packing = Packing::of(input.fill_buf().map_err(Defect::unreadable)?);
    if let Some(packing) = packing {
        let inner = unpack(packing, input, bytes).map_err(unpacking)?;
        input = BufReader::with_capacity(HEAD, inner);
    }
    Source { input, seen, packing, name, named, bytes, taking }.open(reading)
}

/// A file on disk, as long as it was when it was opened.
#[derive(Clone, Copy)]
struct Seen<'p> {
    path: &'p Path,
    bytes: u64,
    trouble: &'p Trouble,
}

impl Seen<'_> {
    /// The file, to be read from any place.
    fn open(self) -> Result<File, Defect> {
        open_regular(self.path).map_err(|cause| self.unreadable(cause))
    }

    /// The sum of what it was, which is read for it once.
    fn sum(self) -> Result<String, Defect> {
        let mut input = Noting::new(self.open()?.take(self.bytes), self.path, self.trouble);
        let (mut hasher, mut window) = (Sha256::new(), vec![0; 256 << 10]);
        loop {
            let read = input.read(&mut window).map_err(Defect::unreadable)?;
            if read == 0 {
                return Ok(hexadecimal(&hasher.finalize()));
            }
            hasher.update(window.get(..read).unwrap_or_default());
        }
    }

    fn unreadable(self, cause: io::Error) -> Defect {
        self.trouble.note(self.path, &cause);
        Defect::unreadable(cause)
    }
}

/// A file that is open, behind what packs it.
struct Source<'p> {
    input: Bytes,
    seen: Option<Seen<'p>>,
    packing: Option<Packing>,
    name: &'p str,
    named: Format,
    bytes: u64,
    taking: Taking<'p>,
}

/// What the beginning of a file says.
enum Told {
    Document,
    Lines,
    Objects,
    Delimited(u8),
    Parquet,
    Sheets,
    Zip,
    Tar,
}

impl Source<'_> {
    fn open(mut self, reading: &Reading) -> Result<Opened, Defect> {
        let head = self.input.fill_buf().map_err(unpacking)?;
        let told = if is_zip(head) {
            self.tell_zip(reading)?
        } else if self.named == Format::Other && Format::of_content(head).is_none() {
            return Err(other_kind(self.name));
        } else {
            tell(head, self.named, &reading.columns)
        };
        // Of a corpus each document has the time for itself.
        if !matches!(told, Told::Document | Told::Sheets) {
            self.taking.limits.timer = None;
        }
        match told {
            Told::Document => self.whole(reading).map(Opened::Document),
            Told::Lines => {
                let sum = self.sum()?;
                let lines = Lines::new(Box::new(self.input), sum.is_none());
                Ok(Opened::Records(Format::Jsonl, sum, Box::new(lines)))
            }
            Told::Objects => {
                let (sum, bytes) = (self.sum()?, self.read_all(reading)?);
                let sum = sum.or_else(|| Some(sha256(&bytes)));
                Ok(Opened::Records(Format::Json, sum, Box::new(Objects::new(bytes))))
            }
            Told::Delimited(divider) => self.delimited(divider, reading),
            Told::Parquet => {
                let sum = self.sum()?;
                let sums = sum.is_none();
                let rows = match self.seekable() {
                    Some(file) => Rows::new(file?, &reading.columns, sums)?,
                    None => Rows::new(bytes::Bytes::from(self.read_all(reading)?), &reading.columns, sums)?,
                };
                Ok(Opened::Records(Format::Parquet, sum, Box::new(rows)))
            }
            Told::Sheets => self.sheets(reading),
            Told::Zip => self.zip(reading),
            Told::Tar => {
                let sum = self.sum()?;
                Ok(Opened::Records(Format::Tar, sum, Box::new(Tape::new(Box::new(self.input)))))
            }
        }
    }

    /// What a ZIP archive is, which its list of files says at its end.
    fn tell_zip(&mut self, reading: &Reading) -> Result<Told, Defect> {
        let format = match self.seekable() {
            Some(file) => Format::of_zip(BufReader::new(file?)),
            None => {
                let bytes = self.read_all(reading)?;
                let format = Format::of_content(&bytes);
                self.bytes = bytes.len() as u64;
                self.input = BufReader::new(Box::new(Cursor::new(bytes)));
                format
            }
        };
        Ok(match format {
            Some(Format::Xlsx | Format::Ods) => Told::Sheets,
            Some(Format::Zip) if self.named.is_document() => Told::Document,
            Some(Format::Zip) => Told::Zip,
            _ => Told::Document,
        })
    }

    /// The file, where it is one that can be read from any place.
    fn seekable(&self) -> Option<Result<Noting<File>, Defect>> {
        let seen = self.seen.filter(|_| self.packing.is_none())?;
        Some(seen.open().map(|file| Noting::new(file, seen.path, seen.trouble)))
    }

    /// The sum of a file that can be read again.
    fn sum(&self) -> Result<Option<String>, Defect> {
        self.seen.map(Seen::sum).transpose()
    }

    /// All bytes, unpacked; more than the limit are an error.
    fn read_all(&mut self, reading: &Reading) -> Result<Vec<u8>, Defect> {
        let limit = reading.max_document_bytes;
        let known = if self.packing.is_none() { self.bytes } else { 0 };
        let mut bytes = Vec::new();
        if known <= limit {
            bytes.reserve_exact(usize::try_from(known).unwrap_or(0).saturating_add(1));
            let mut left = limit.saturating_add(1);
            loop {
                let read =
                    (&mut self.input).take(PART.min(left)).read_to_end(&mut bytes).map_err(unpacking)?;
                if read == 0 {
                    break;
                }
                left -= read as u64;
                self.taking.limits.ask()?;
            }
        }
        let length = known.max(bytes.len() as u64);
        if length > limit { Err(Defect::too_large(length, limit)) } else { Ok(bytes) }
    }

    /// The sum of what has been read.
    fn sum_of(&self, bytes: &[u8]) -> Result<String, Defect> {
        let mut sum = Summing::default();
        for part in bytes.chunks(PART as usize) {
            sum.add(part);
            self.taking.limits.ask()?;
        }
        Ok(sum.finish().sha256)
    }

    /// The length and the sum of a file of which this has been read.
    fn length_and_sum(&self, bytes: &[u8]) -> Result<(u64, String), Defect> {
        match (self.packing, self.seen) {
            (Some(_), Some(seen)) => Ok((self.bytes, seen.sum()?)),
            // Nothing else is left of what came through standard input.
            (None, _) | (Some(_), None) => Ok((bytes.len() as u64, self.sum_of(bytes)?)),
        }
    }

    /// Reads a file that is one document.
    fn whole(mut self, reading: &Reading) -> Result<Box<Whole>, Defect> {
        let bytes = self.read_all(reading)?;
        let (length, sha256) = self.length_and_sum(&bytes)?;
        let (format, layer) = format::read(&bytes, self.named, &self.taking)?;
        let is_packed = self.packing.is_some();
        Ok(Box::new(Whole { format, layer, bytes: length, sha256, is_packed }))
    }

    fn delimited(mut self, divider: u8, reading: &Reading) -> Result<Opened, Defect> {
        let sum = self.sum()?;
        let format = if divider == b'\t' { Format::Tsv } else { Format::Csv };
        let head = self.input.fill_buf().map_err(unpacking)?;
        let is_utf8 = reading.encoding.is_none() && starts_utf8(head);
        let input: Box<dyn Read + Send> = if is_utf8 {
            Box::new(self.input)
        } else {
            let Decoded { text, .. } = decode(&self.read_all(reading)?, reading.encoding)?;
            Box::new(Cursor::new(text.into_bytes()))
        };
        let rows = Delimited::new(input, divider, &reading.columns, sum.is_none())?;
        Ok(Opened::Records(format, sum, Box::new(rows)))
    }

    #[cfg(feature = "office")]
    fn sheets(mut self, reading: &Reading) -> Result<Opened, Defect> {
        let bytes = self.read_all(reading)?;
        let allowance = Allowance::of(self.taking.limits, bytes.len());
        let mut sheets = format::sheets(&bytes, self.taking.limit, &allowance)?;
        if let Some(rows) = records_of(&mut sheets, &reading.columns) {
            let sum = self.sum()?.unwrap_or_else(|| sha256(&bytes));
            let format = Format::of_content(&bytes).unwrap_or(Format::Xlsx);
            return Ok(Opened::Records(format, Some(sum), Box::new(rows)));
        }
        let heads: Vec<&str> =
            sheets.iter().filter_map(|sheet| sheet.rows().next()).flat_map(Row::all).collect();
        if reading.columns.wants_text(heads.iter().copied()) {
            let message = reading.columns.missing_text("column", heads.iter().copied());
            return Err(Defect::new("missing-text", message));
        }
        let format = Format::of_content(&bytes).unwrap_or(Format::Xlsx);
        let (length, sha256) = self.length_and_sum(&bytes)?;
        drop(bytes);
        let layer = format::layer(&sheets, sheets.len() > 1, &allowance)?;
        let is_packed = self.packing.is_some();
        Ok(Opened::Document(Box::new(Whole { format, layer, bytes: length, sha256, is_packed })))
    }

    #[cfg(not(feature = "office"))]
    fn sheets(self, reading: &Reading) -> Result<Opened, Defect> {
        self.whole(reading).map(Opened::Document)
    }

    #[cfg(feature = "office")]
    fn zip(mut self, reading: &Reading) -> Result<Opened, Defect> {
        let sum = self.sum()?;
        let (input, length): (Box<dyn Input>, u64) = match self.seekable() {
            Some(file) => (Box::new(file?), self.bytes),
            None => {
                let bytes = self.read_all(reading)?;
                let length = bytes.len() as u64;
                (Box::new(Cursor::new(bytes)), length)
            }
        };
        Ok(Opened::Records(Format::Zip, sum, Box::new(Archive::new(input, length)?)))
    }

    #[cfg(not(feature = "office"))]
    fn zip(self, reading: &Reading) -> Result<Opened, Defect> {
        self.whole(reading).map(Opened::Document)
    }
}

fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// What a file is by its beginning, and by its name where any text could begin so.
fn tell(head: &[u8], named: Format, columns: &Columns) -> Told {
    match Format::of_content(head) {
        Some(Format::Parquet) => return Told::Parquet,
        Some(Format::Tar) => return Told::Tar,
        Some(_) => return Told::Document,
        None => {}
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let has_key = || memchr::memmem::find(head, format!("\"{}\"", columns.text).as_bytes()).is_some();
    match named {
        Format::Jsonl => Told::Lines,
        Format::Json => Told::Objects,
        Format::Csv | Format::Tsv => delimited(head, named, columns).map_or(Told::Document, Told::Delimited),
        // Of other files and of standard input the beginning has to say it.
        Format::Any if text.starts_with(b"{") && has_key() => {
            let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let is_line = first.len() == text.len() || first.trim_ascii_end().ends_with(b"}");
            if is_line { Told::Lines } else { Told::Objects }
        }
        Format::Any if text.starts_with(b"[") && has_key() => Told::Objects,
        Format::Any => delimited(head, named, columns).map_or(Told::Document, Told::Delimited),
        _ => Told::Document,
    }
}

/// What stands between the cells of a table that is a corpus: its first line names the column of the text, or should.
fn delimited(head: &[u8], named: Format, columns: &Columns) -> Option<u8> {
    /// Characters of the name of a column in a file that nobody has called a table.
    const NAME: usize = 64;
    let decoded =
        decode(head, None).map_or_else(|_| String::from_utf8_lossy(head).into_owned(), |it| it.text);
    let text = decoded.trim_start_matches('\u{FEFF}');
    let divider = match named {
        Format::Tsv => b'\t',
        _ => divider(text.as_bytes()).or_else(|| (named == Format::Csv).then_some(b','))?,
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(divider).flexible(true).from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
    let has_text = columns.places(&heads)[0].is_some();
    let is_corpus = match named {
        Format::Csv | Format::Tsv => has_text || columns.wants_text(heads.iter().map(String::as_str)),
        _ => {
            let is_name = |head: &String| !head.trim().is_empty() && head.chars().count() <= NAME;
            has_text && heads.len() > 1 && heads.iter().all(is_name)
        }
    };
    is_corpus.then_some(divider)
}

/// Whether the beginning of a file is UTF-8, as far as it goes.
fn starts_utf8(head: &[u8]) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => !head.contains(&0),
        Err(broken) => broken.error_len().is_none() && !head.contains(&0),
    }
}

/// What is wrong where packed bytes do not come out.
fn unpacking(cause: io::Error) -> Defect {
    match cause.kind() {
        io::ErrorKind::FileTooLarge => {
            Defect::new("too-large", format!("expected a packed document, but {cause}"))
        }
        io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::Other => {
            Defect::new("broken-file", format!("expected a packed file, found: {cause}"))
        }
        _ => Defect::unreadable(cause),
    }
}

/// A folder has files of all kinds.
fn other_kind(name: &str) -> Defect {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    let kind =
        extension.map_or("a file without extension".to_owned(), |extension| format!("a .{extension} file"));
    Defect::new(
        "unsupported-format",
        format!("expected a document of a format that can be read, found {kind}"),
    )
}
