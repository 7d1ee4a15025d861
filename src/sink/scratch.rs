//! Folders of work in progress, beside the dataset that will come of it.
//!
//! A scratch folder is `.jadval-<name>-<process>-<count>`. It is removed when its owner is done. An owner that was
//! killed could not; so each keeps a lock on its folder, which ends with the process, and the next run on the same
//! output sweeps what nobody holds. Where a system cannot lock folders, nothing is swept.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::access::Access;
use crate::{Error, Result};

/// Tells apart the folders that one process makes beside one place.
static COUNT: AtomicU64 = AtomicU64::new(0);

/// A folder of its own beside a dataset; dropped, it leaves no trace.
#[derive(Debug)]
pub(super) struct Scratch {
    folder: PathBuf,
    /// Who may enter a folder that is made there.
    access: Access,
    /// Held, not used; nothing where folders cannot be locked.
    _lock: Option<File>,
}

impl Scratch {
    /// A new folder beside `target`, after those of killed programs were swept, where nobody else is at work on `target`.
    ///
    /// # Errors
    /// An I/O error where the folder that holds `target` cannot be written, and where somebody is at work.
    pub(super) fn alone_beside(target: &Path) -> Result<Self> {
        if sweep(parent(target), &prefix(target)) {
            let message = "expected to be the only run that writes this dataset, found another one at work: \
                           wait for it to end, or name another folder";
            return Err(Error::output(message).at(target.display()));
        }
        Self::make(target)
    }

    fn make(target: &Path) -> Result<Self> {
        let (parent, prefix) = (parent(target), prefix(target));
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let mut name = prefix.clone();
            name.push(format!("{}-{count}", std::process::id()));
            let folder = parent.join(name);
            match fs::create_dir(&folder) {
                Ok(()) => {}
                // Of a process in another container, say.
                Err(cause) if cause.kind() == ErrorKind::AlreadyExists => continue,
                Err(cause) => return Err(Error::io("create a folder beside the output", target, &cause)),
            }
            let access = Access::of(&folder);
            Access::close(&folder);
            let lock = lock(&folder);
            // Somebody may have swept the folder before it was locked.
            if !matches!(lock, Lock::Taken) && folder.is_dir() {
                let lock = if let Lock::Held(file) = lock { Some(file) } else { None };
                return Ok(Self { folder, access, _lock: lock });
            }
        }
    }

    /// Lets in who may enter what it takes the place of, or else any folder that is made there.
    pub(super) fn open_as(&self, target: &Path) {
        let access = if target.is_dir() { &Access::of(target) } else { &self.access };
        access.give(&self.folder);
    }

    /// Where to work.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that has become a dataset has another name, and there is nothing to remove.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A hidden name beside `target` that ends in `suffix`.
pub(super) fn sibling(target: &Path, suffix: &str) -> PathBuf {
    let mut name = prefix(target);
    name.push(suffix);
    parent(target).join(name)
}

/// Waits until no other program changes what stands in the folder of `target`; nothing where folders cannot be locked.
pub(super) fn turn(target: &Path) -> Option<File> {
    let folder = File::open(parent(target)).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

fn parent(target: &Path) -> &Path {
    match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn prefix(target: &Path) -> OsString {
    let mut prefix = OsString::from(".jadval-");
    prefix.push(target.file_name().unwrap_or(OsStr::new("")));
    prefix.push("-");
    prefix
}

enum Lock {
    Held(File),
    /// By somebody else.
    Taken,
    /// This system cannot say.
    Unknown,
}

fn lock(folder: &Path) -> Lock {
    let Ok(file) = File::open(folder) else { return Lock::Unknown };
    match file.try_lock() {
        Ok(()) => Lock::Held(file),
        Err(TryLockError::WouldBlock) => Lock::Taken,
        Err(TryLockError::Error(_)) => Lock::Unknown,
    }
}

/// Removes the scratch folders that nobody holds, and says whether somebody holds one. What cannot be removed
/// stays, and harms nobody.
fn sweep(parent: &Path, prefix: &OsStr) -> bool {
    let Ok(entries) = fs::read_dir(parent) else { return false };
    let mut held = false;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let rest = name.as_encoded_bytes().strip_prefix(prefix.as_encoded_bytes());
        if !is_folder || !rest.is_some_and(is_process_and_count) {
            continue;
        }
        match lock(&entry.path()) {
            Lock::Held(_lock) => {
                let _ = fs::remove_dir_all(entry.path());
            }
            Lock::Taken => held = true,
            Lock::Unknown => {}
        }
    }
    held
}

fn is_process_and_count(name: &[u8]) -> bool {
    let number =
        |part: Option<&[u8]>| part.is_some_and(|p| !p.is_empty() && p.iter().all(u8::is_ascii_digit));
    let mut parts = name.split(|&byte| byte == b'-');
    number(parts.next()) && number(parts.next()) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn folders_of_killed_programs_are_swept_and_held_ones_stay() {
        let parent = tempfile::tempdir().expect("folder");
        let target = parent.path().join("news");
        let make = |name: &str| {
            let folder = parent.path().join(name);
            fs::create_dir(&folder).expect("folder");
            fs::write(folder.join("dates.csv"), "").expect("file");
            folder
        };
        let dead = make(".jadval-news-4000000-0");
        let others =
            [".jadval-news-previous", ".jadval-news-old-4000000-0", ".jadval-new-4000000-0", "news-1-1"]
                .map(make);
        let held = Scratch::alone_beside(&target).expect("scratch");
        assert!(!dead.exists() && others.iter().all(|folder| folder.is_dir()));

        let gone = held.folder().to_owned();
        drop(held);
        assert!(!gone.exists());
    }

    #[cfg(unix)]
    #[test]
    fn of_two_runs_on_one_output_the_second_is_told() {
        let parent = tempfile::tempdir().expect("folder");
        let target = parent.path().join("news");
        let first = Scratch::alone_beside(&target).expect("scratch");
        let told = Scratch::alone_beside(&target).expect_err("somebody is at work").to_string();
        assert!(told.contains("found another one at work"), "{told}");
        assert!(Scratch::alone_beside(&parent.path().join("other")).is_ok());
        drop(first);
        assert!(Scratch::alone_beside(&target).is_ok());
    }
}
