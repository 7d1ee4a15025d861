//! Reading a dataset as it was at one time, while a run may replace it.
//!
//! A run puts a new folder in the place of the old one as a whole, and who opens file after file may meet files of both. So
//! a reader asks in the end whether the folder is still the one that it began with, and reads again where it is not. Nobody
//! waits for a reader, and nothing is written.

use crate::error::{Error, Result};
use crate::sink::{previous_of, sums_of};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often a dataset may be replaced while it is read.
const ATTEMPTS: usize = 32;

/// How long a reader waits for a folder that is about to be put back, where a system cannot exchange two at once, and how
/// often.
const PAUSE: Duration = Duration::from_millis(10);
const PAUSES: usize = 200;

/// The state of a dataset folder.
#[derive(Debug)]
pub struct Snapshot {
    folder: PathBuf,
    /// Open as long as this lives, so that no other folder gets its number.
    #[cfg(unix)]
    held: Option<std::fs::File>,
    sums: Option<String>,
}

impl Snapshot {
    /// The state that the folder is in now. A folder that is not there has one too.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let moved = previous_of(folder);
        let comes_back = || !folder.exists() && moved.as_ref().is_some_and(|moved| moved.exists());
        for _ in 0..PAUSES {
            if !comes_back() {
                break;
            }
            std::thread::sleep(PAUSE);
        }
        Self {
            #[cfg(unix)]
            held: std::fs::File::open(folder).ok(),
            sums: sums_of(folder).ok(),
            folder: folder.to_owned(),
        }
    }

    /// Whether what was read since then is all of this state.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.is_same_folder() && self.sums == sums_of(&self.folder).ok()
    }

    #[cfg(unix)]
    fn is_same_folder(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let number = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
        let held = self.held.as_ref().and_then(|held| held.metadata().ok()).map(number);
        held == std::fs::metadata(&self.folder).ok().map(number)
    }

    #[cfg(not(unix))]
    fn is_same_folder(&self) -> bool {
        true
    }

    /// # Errors
    /// An error of output where the dataset was replaced since then.
    pub fn expect(&self) -> Result<()> {
        if self.stands() { Ok(()) } else { Err(replaced(&self.folder, 1)) }
    }
}

/// What `read` makes of some datasets, each of which was in one state from its beginning to its end: it is called again
/// where a run has replaced one of them meanwhile, and what it said before is forgotten, errors too.
///
/// # Errors
/// Those of `read`, and an error of output where datasets are replaced faster than they are read.
pub fn at_one_time<T, E: From<Error>>(
    folders: &[&Path],
    mut read: impl FnMut() -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    for _ in 0..ATTEMPTS {
        let before: Vec<Snapshot> = folders.iter().map(|folder| Snapshot::of(folder)).collect();
        let found = read();
        if before.iter().all(Snapshot::stands) {
            return found;
        }
    }
    let folder = folders.first().copied().unwrap_or(Path::new("."));
    Err(replaced(folder, ATTEMPTS).into())
}

fn replaced(folder: &Path, times: usize) -> Error {
    let times = if times == 1 { "replaced".to_owned() } else { format!("replaced {times} times") };
    let message = format!(
        "expected the dataset to stand while it is read, found it {times}: wait for the runs that write it, or read a copy"
    );
    Error::output(message).at(folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn dataset(folder: &Path, sums: &str) {
        fs::create_dir_all(folder).expect("folder");
        fs::write(folder.join(crate::sink::SUMS), sums).expect("file");
    }

    #[test]
    fn what_was_read_of_two_states_is_read_again() {
        let parent = tempfile::tempdir().expect("folder");
        let (old, new) = (parent.path().join("news"), parent.path().join("next"));
        dataset(&old, "one");
        dataset(&new, "two");
        let mut times = 0;
        let found: Result<String> = at_one_time(&[&old], || {
            times += 1;
            if times == 1 {
                fs::rename(&old, parent.path().join("gone")).expect("moved");
                fs::rename(&new, &old).expect("moved");
                return Err(Error::output("half of it is gone"));
            }
            Ok(fs::read_to_string(old.join(crate::sink::SUMS)).expect("file"))
        });
        assert_eq!((found.expect("read again"), times), ("two".to_owned(), 2));
    }

    /// The same bytes in another folder are another state: what was opened before may be gone.
    #[cfg(unix)]
    #[test]
    fn a_state_is_a_folder_and_its_sums() {
        let parent = tempfile::tempdir().expect("folder");
        let folder = parent.path().join("news");
        dataset(&folder, "one");
        let before = Snapshot::of(&folder);
        assert!(before.stands() && before.expect().is_ok());
        fs::write(folder.join(crate::sink::SUMS), "two").expect("file");
        assert!(!before.stands());
        fs::remove_dir_all(&folder).expect("removed");
        dataset(&folder, "one");
        assert!(!before.stands());
        assert!(before.expect().expect_err("another").to_string().contains("found it replaced"));
    }

    #[test]
    fn a_dataset_that_never_stands_still_is_told() {
        let parent = tempfile::tempdir().expect("folder");
        let folder = parent.path().join("news");
        let mut times = 0;
        let found: Result<()> = at_one_time(&[&folder], || {
            times += 1;
            dataset(&folder, &times.to_string());
            Ok(())
        });
        assert!(found.expect_err("never").to_string().contains("replaced 32 times"), "{times}");
    }
}
