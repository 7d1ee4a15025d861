//! Files that know their own length and SHA-256.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::access::Access;
use crate::source::{Sum, Summing, open_regular, read_regular};
use crate::{Error, Result};

/// Bytes of a file that are read together.
const WINDOW: usize = 256 << 10;

/// Puts a file that people read in the place of another one, as a whole or not at all, also where the disk is full. It lets in
/// whom that one did, and everybody where there was none. `deed` is what an error says that could not be done.
pub(crate) fn replace_file(deed: &str, path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |cause: &std::io::Error| Error::io(deed, path, cause);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(|cause| failed(&cause))?;
    temporary.write_all(bytes).map_err(|cause| failed(&cause))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let readable = std::fs::Permissions::from_mode(0o644);
        temporary.as_file().set_permissions(readable).map_err(|cause| failed(&cause))?;
    }
    Access::of(path).give(temporary.path());
    temporary.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// A complete file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenFile {
    /// Name within the folder.
    pub(super) name: String,
    pub(super) bytes: u64,
    /// Lower-case hexadecimal.
    pub(super) sha256: String,
}

/// A file being written.
pub(super) struct SummedFile {
    name: String,
    path: PathBuf,
    file: BufWriter<File>,
    sum: Summing,
}

impl SummedFile {
    pub(super) fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create_new(&path).map_err(|cause| Error::io("create the file", &path, &cause))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self { name: name.to_owned(), path, file, sum: Summing::default() })
    }

    /// The same error as one sentence about this file.
    pub(super) fn error(&self, cause: &std::io::Error) -> Error {
        Error::io("write the file", &self.path, cause)
    }

    pub(super) fn finish(mut self) -> Result<WrittenFile> {
        // The data must be on disk before the folder takes the old one's place.
        self.file
            .flush()
            .and_then(|()| self.file.get_ref().sync_all())
            .map_err(|cause| self.error(&cause))?;
        let Sum { bytes, sha256 } = self.sum.finish();
        Ok(WrittenFile { name: self.name, bytes, sha256 })
    }
}

impl Write for SummedFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        let (done, _) = bytes.split_at(written.min(bytes.len()));
        self.sum.add(done);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file.
pub(super) fn write(folder: &Path, name: &str, content: &str) -> Result<WrittenFile> {
    let mut file = SummedFile::create(folder, name)?;
    file.write_all(content.as_bytes()).map_err(|cause| file.error(&cause))?;
    file.finish()
}

/// The length and the sum of a file that stands.
///
/// # Errors
/// An I/O error where it cannot be read.
pub fn sum_of(path: &Path) -> Result<Sum> {
    let failed = |cause: std::io::Error| Error::io("read the file", path, &cause);
    let mut file = open_regular(path).map_err(failed)?;
    let (mut sum, mut window) = (Summing::default(), vec![0; WINDOW]);
    loop {
        let read = file.read(&mut window).map_err(failed)?;
        if read == 0 {
            return Ok(sum.finish());
        }
        sum.add(window.get(..read).unwrap_or_default());
    }
}

/// Most bytes of a file that describes a dataset or lists its sums: a thousand times those of a large one.
pub const DESCRIPTION_BYTES: u64 = 64 << 20;

/// The list of sums of a dataset.
///
/// # Errors
/// An I/O error where it cannot be read, is too long to be one or no text.
pub fn sums_of(dataset: &Path) -> std::io::Result<String> {
    let bytes = read_regular(&dataset.join(SUMS), DESCRIPTION_BYTES)?;
    String::from_utf8(bytes).map_err(|cause| std::io::Error::new(std::io::ErrorKind::InvalidData, cause))
}

/// The file that lists the other files.
pub const SUMS: &str = "SHA256SUMS";
