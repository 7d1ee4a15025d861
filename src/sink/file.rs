//! Files that know their own length and SHA-256.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Error, Result};

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
    bytes: u64,
    sum: Sha256,
}

impl SummedFile {
    pub(super) fn create(folder: &Path, name: &str) -> Result<Self> {
        let path = folder.join(name);
        let file = File::create_new(&path).map_err(|cause| Error::io("create the file", &path, &cause))?;
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(Self { name: name.to_owned(), path, file, bytes: 0, sum: Sha256::new() })
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
        let sha256 = self.sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(WrittenFile { name: self.name, bytes: self.bytes, sha256 })
    }
}

impl Write for SummedFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        let (done, _) = bytes.split_at(written.min(bytes.len()));
        self.sum.update(done);
        self.bytes += done.len() as u64;
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
