//! One file to read: its name, the id of its document, and what says whether it changed.

use super::format::Format;
use std::borrow::Cow;
use std::path::{Component, Path};
use std::time::{Duration, SystemTime};
use xxhash_rust::xxh3::xxh3_64;

/// A file to read, and the id it gives its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, where its name does not say that.
    pub(super) path: Option<Box<Path>>,
    /// Where it is, with `/` between the parts, as datasets name it; `-` for standard input.
    pub name: Box<str>,
    /// Path below the raw folder without extension, but for files that differ in it alone; a file named by itself: its stem. The records of
    /// a corpus bring their own ids and use this one only where they have none.
    pub doc_id: Box<str>,
    /// How its documents are stored, by its name.
    pub format: Format,
    /// Bytes on disk; 0 where that is not known before reading.
    pub bytes: u64,
    /// What the file system says that changes when the file does; `None` where it says nothing.
    pub stamp: Option<Stamp>,
    /// How it came to be read.
    pub access: Access,
}

/// How a file came to be read, which says how it may be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Access {
    /// Found in a folder: nobody has seen that it is a file and no pipe or device.
    Found,
    /// Asked for by its name: a pipe is read too, once.
    Named,
    /// Standard input.
    Stdin,
}

/// The state of a file without its contents: equal stamps, equal files, unless the last change is so fresh that a
/// later one could have fallen into the same tick of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Over size, times, and device and number where a system numbers files.
    #[serde(with = "postcard::fixint::le")]
    sum: u64,
    /// The last change of the contents or of the entry itself, in nanoseconds since 1970.
    #[serde(with = "postcard::fixint::le")]
    changed: i64,
}

impl SourceFile {
    /// The file at this path, whose document has this id where it is one by itself.
    pub(super) fn at(path: &Path, doc_id: String) -> Self {
        let metadata = std::fs::metadata(path).ok();
        let bytes = metadata.as_ref().map_or(0, std::fs::Metadata::len);
        let stamp = metadata.as_ref().filter(|metadata| metadata.is_file()).and_then(Stamp::of);
        let format = Format::of_name(path);
        let mut name = Spelling::of(path).slashed(path);
        // That name is the one of standard input.
        if name == STDIN {
            name.insert_str(0, "./");
        }
        let path = (path != Path::new(&name)).then(|| path.into());
        let (name, doc_id) = (name.into_boxed_str(), doc_id.into());
        Self { path, name, doc_id, format, bytes, stamp, access: Access::Found }
    }

    /// What stands at standard input.
    pub(super) fn stdin() -> Self {
        let (name, doc_id) = (STDIN.into(), "stdin".into());
        let (format, access) = (Format::Any, Access::Stdin);
        Self { path: None, name, doc_id, format, bytes: 0, stamp: None, access }
    }

    /// The same file, asked for as a document: it is one, whatever its name says.
    pub(super) fn into_document(self) -> Self {
        let format = if self.format == Format::Other { Format::Any } else { self.format };
        Self { format, ..self }
    }

    /// The same file, asked for by its own name.
    pub(super) fn into_named(self) -> Self {
        Self { access: Access::Named, ..self.into_document() }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&*self.name))
    }

    /// Whether this is standard input.
    #[must_use]
    pub fn is_stdin(&self) -> bool {
        self.access == Access::Stdin
    }
}

/// How standard input is called.
const STDIN: &str = "-";

impl Stamp {
    /// The stamp of a file; `None` where there is none.
    #[must_use]
    pub fn of_file(path: &Path) -> Option<Self> {
        Self::of(&std::fs::metadata(path).ok()?)
    }

    fn of(metadata: &std::fs::Metadata) -> Option<Self> {
        let modified = nanoseconds(metadata.modified().ok()?);
        #[cfg(unix)]
        let (entry, file) = {
            use std::os::unix::fs::MetadataExt;
            let entry = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
            (entry, [metadata.dev(), metadata.ino()])
        };
        #[cfg(not(unix))]
        let (entry, file) = (modified, [0, 0]);
        let parts = [metadata.len(), modified as u64, entry as u64, file[0], file[1]];
        let sum = xxh3_64(parts.map(u64::to_le_bytes).as_flattened());
        Some(Self { sum, changed: modified.max(entry) })
    }

    /// Whether the file last changed clearly before a moment.
    #[must_use]
    pub fn is_older_than(&self, moment: SystemTime) -> bool {
        /// The coarsest clock of a file system in use has steps of two seconds.
        const TICK: i64 = 2_000_000_000;
        self.changed < nanoseconds(moment).saturating_sub(TICK)
    }
}

/// Nanoseconds since 1970, also before it.
fn nanoseconds(moment: SystemTime) -> i64 {
    let signed = |duration: Duration| i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX);
    match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => signed(since),
        Err(before) => -signed(before.duration()),
    }
}

/// How the bytes of a path that are not Unicode are spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `%FF`.
    Once,
    /// `%%FF`, where a file is called by the other spelling itself.
    Twice,
}

impl Spelling {
    /// The one that no other file beside this one has for its name.
    pub(super) fn of(path: &Path) -> Self {
        let is_another = || Path::new(&Self::Once.slashed(path)).symlink_metadata().is_ok();
        if path.to_str().is_none() && is_another() { Self::Twice } else { Self::Once }
    }

    /// The path with `/` on every system, without `.` parts. Bytes that are not Unicode stand as `%` and two hexadecimal
    /// digits, and a `%` beside them as `%25`, so that two such names stay two.
    pub(super) fn slashed(self, path: &Path) -> String {
        let mark = if self == Self::Once { "%" } else { "%%" };
        let is_unicode = path.to_str().is_some();
        let mut name = String::new();
        for part in path.components().filter(|part| !matches!(part, Component::CurDir)) {
            match part {
                Component::RootDir => name.push('/'),
                _ => {
                    if !name.is_empty() && !name.ends_with('/') {
                        name.push('/');
                    }
                    for chunk in part.as_os_str().as_encoded_bytes().utf8_chunks() {
                        let valid = chunk.valid();
                        let plain = is_unicode || !valid.contains('%');
                        let valid =
                            if plain { Cow::Borrowed(valid) } else { valid.replace('%', "%25").into() };
                        name.push_str(&valid);
                        name.extend(chunk.invalid().iter().map(|byte| format!("{mark}{byte:02X}")));
                    }
                }
            }
        }
        name
    }
}

/// The path with `/` on every system, as [`Spelling::Once`] has it.
pub(super) fn slashed(path: &Path) -> String {
    Spelling::Once.slashed(path)
}
