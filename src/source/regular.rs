//! Opening files that somebody else has named, and telling a failure of the machine from one of the file.
//!
//! A folder may hold pipes and devices, of which reading has no end, and a dataset of a stranger may name them. What stands
//! in neither is read as far as it was long when it was opened.

use super::Defect;
use crate::Error;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Opens a file that is one: no folder, no pipe, no device, also behind links. It never waits for somebody to write into it.
///
/// # Errors
/// Those of the system, and `InvalidInput` for what is no regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    // Asked before, since to open some devices is to do something; and again, since the name may be another's by now.
    regular(&std::fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Reads such a file whole, of at most so many bytes.
///
/// # Errors
/// As [`open_regular`], and `FileTooLarge`.
pub fn read_regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it has {length} bytes, which is more than {most}"),
        ));
    }
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn regular(metadata: &std::fs::Metadata) -> io::Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let what = if metadata.is_dir() { "a folder" } else { "a pipe, a socket or a device" };
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("expected a file, found {what}")))
}

/// Whether this is trouble of the machine or of this process, which tells nothing of the file: another try, or another
/// user, may have no such trouble.
#[must_use]
pub fn is_of_machine(cause: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(number) = cause.raw_os_error() {
        use rustix::io::Errno as E;
        let of_machine = [
            E::MFILE,
            E::NFILE,
            E::NOMEM,
            E::NOBUFS,
            E::IO,
            E::STALE,
            E::NOSPC,
            E::DQUOT,
            E::AGAIN,
            E::NOLCK,
            E::TIMEDOUT,
            E::NOTCONN,
            E::CONNABORTED,
            E::CONNRESET,
            E::HOSTDOWN,
            E::HOSTUNREACH,
        ];
        return of_machine.iter().any(|errno| errno.raw_os_error() == number);
    }
    matches!(
        cause.kind(),
        io::ErrorKind::OutOfMemory
            | io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::StaleNetworkFileHandle
            | io::ErrorKind::TimedOut
    )
}

/// The first failure of the machine while sources were read, whatever became of it on its way through other people's readers.
#[derive(Clone, Default)]
pub(super) struct Trouble(Arc<Mutex<Option<Error>>>);

impl Trouble {
    /// Notes a failure, where it is one of the machine.
    pub(super) fn note(&self, path: &Path, cause: &io::Error) {
        if is_of_machine(cause) {
            self.add(Error::io("read the file", path, cause));
        }
    }

    /// Notes a failure of the machine.
    pub(super) fn add(&self, error: Error) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    /// Notes that the ids of documents, which go through a file, cannot be told apart any more.
    pub(super) fn with_ids(&self, cause: &io::Error) -> Defect {
        let error =
            Error::output(format!("cannot compare the ids of documents in a temporary file: {cause}"));
        self.add(error.clone());
        Defect::failed(&error)
    }

    /// Whether something was noted.
    pub(super) fn is_there(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// What was noted, which is told once.
    pub(super) fn take(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A file that is read, and notes what keeps it from being read.
pub(super) struct Noting<F> {
    inner: F,
    path: Box<Path>,
    trouble: Trouble,
}

impl<F> Noting<F> {
    pub(super) fn new(inner: F, path: &Path, trouble: &Trouble) -> Self {
        Self { inner, path: path.into(), trouble: trouble.clone() }
    }

    pub(super) const fn inner(&self) -> &F {
        &self.inner
    }

    /// Another way to read the same file.
    pub(super) fn of<G>(&self, inner: G) -> Noting<G> {
        Noting { inner, path: self.path.clone(), trouble: self.trouble.clone() }
    }

    /// Notes the failure that a library's error holds.
    pub(super) fn noted_within<T>(&self, done: parquet::errors::Result<T>) -> parquet::errors::Result<T> {
        if let Err(parquet::errors::ParquetError::External(cause)) = &done
            && let Some(cause) = cause.downcast_ref::<io::Error>()
        {
            self.trouble.note(&self.path, cause);
        }
        done
    }

    fn noted<T>(&self, done: io::Result<T>) -> io::Result<T> {
        if let Err(cause) = &done {
            self.trouble.note(&self.path, cause);
        }
        done
    }
}

impl<F: Read> Read for Noting<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into);
        self.noted(read)
    }
}

impl<F: Seek> Seek for Noting<F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let sought = self.inner.seek(to);
        self.noted(sought)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_opened_and_nobody_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a"), "text").expect("written");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            at("pipe"),
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .expect("a pipe");
        std::os::unix::fs::symlink("/dev/zero", at("zero")).expect("a link");
        std::os::unix::fs::symlink(at("a"), at("link")).expect("a link");
        for name in ["pipe", "zero", "."] {
            let cause = open_regular(&at(name)).expect_err(name);
            assert_eq!(cause.kind(), io::ErrorKind::InvalidInput, "{name}: {cause}");
        }
        assert_eq!(read_regular(&at("link"), 4).expect("a file"), b"text");
        assert_eq!(read_regular(&at("a"), 3).expect_err("more").kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_not_the_machine() {
        for number in [2, 13, 21, 36, 40] {
            assert!(!is_of_machine(&io::Error::from_raw_os_error(number)), "{number}");
        }
        for number in [5, 12, 23, 24, 28] {
            assert!(is_of_machine(&io::Error::from_raw_os_error(number)), "{number}");
        }
        assert!(!is_of_machine(&io::Error::new(io::ErrorKind::InvalidData, "gzip")));
    }
}
