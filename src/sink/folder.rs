//! The folder of a dataset: made beside its place, then put there whole.
//!
//! The new folder is a [`Scratch`] folder, which changes names with the old one in one step where the system can do
//! that. Elsewhere the old one steps aside as `.jadval-<name>-previous`; a crash between the two renames leaves the old
//! dataset under that name, and the next run puts it back. Of two runs on one output the second is told that the first
//! is at work.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::file::{SUMS, sum_of};
use super::format::Format;
use super::scratch::{Scratch, sibling, turn};
use super::{card, croissant, package};
use crate::tables::{table, tables};
use crate::{Error, Result};

/// Whether a dataset is exactly what its list of sums says, and the list has this sum itself.
#[must_use]
pub fn is_intact(dataset: &Path, sum_of_sums: &str) -> bool {
    let Ok(list) = fs::read_to_string(dataset.join(SUMS)) else { return false };
    crate::source::sha256(list.as_bytes()) == sum_of_sums
        && list.lines().all(|line| {
            line.split_once("  ")
                .is_some_and(|(sum, name)| sum_of(&dataset.join(name)).is_ok_and(|is| is.sha256 == sum))
        })
}

/// A dataset in the making. Dropped before it is committed, it leaves no trace.
#[derive(Debug)]
pub(super) struct Staging {
    target: PathBuf,
    previous: PathBuf,
    scratch: Scratch,
}

impl Staging {
    pub(super) fn create(out: &Path) -> Result<Self> {
        let target = resolve(out)?;
        if target.file_name().is_none() {
            return Err(Error::configuration(
                "the root of a file system cannot be a dataset; expected a folder of its own",
            )
            .at(out.display()));
        }
        let previous = sibling(&target, "previous");
        let turn = turn(&target);
        recover(&target, &previous)?;
        refuse_foreign(&target)?;
        let scratch = Scratch::alone_beside(&target)?;
        drop(turn);
        Ok(Self { target, previous, scratch })
    }

    /// Where files are written until the dataset is complete.
    pub(super) fn folder(&self) -> &Path {
        self.scratch.folder()
    }

    /// Puts the folder in its place; the old dataset stays where the new one cannot take over.
    pub(super) fn commit(self) -> Result<()> {
        sync(self.folder());
        for table in tables() {
            sync(&self.folder().join(table.name));
        }
        let _turn = turn(&self.target);
        recover(&self.target, &self.previous)?;
        refuse_foreign(&self.target)?;
        let replaces = self.target.exists();
        if replaces && exchange(self.folder(), &self.target) {
            // What is dropped now is the old dataset.
            if let Some(parent) = self.target.parent() {
                sync(parent);
            }
            return Ok(());
        }
        if replaces {
            fs::rename(&self.target, &self.previous)
                .map_err(|cause| Error::io("move the old dataset aside", &self.target, &cause))?;
        }
        if let Err(cause) = fs::rename(self.folder(), &self.target) {
            let error = Error::io("put the new dataset in place", &self.target, &cause);
            if replaces {
                fs::rename(&self.previous, &self.target).map_err(|cause| {
                    Error::io("put the old dataset back (the next run will)", &self.previous, &cause)
                })?;
            }
            return Err(error);
        }
        if let Some(parent) = self.target.parent() {
            sync(parent);
        }
        // The dataset is complete; what cannot be removed now, the next run removes.
        let _ = fs::remove_dir_all(&self.previous);
        Ok(())
    }
}

/// The folder behind links, its parents created.
fn resolve(out: &Path) -> Result<PathBuf> {
    let canonical = |path: &Path| {
        fs::canonicalize(path).map_err(|cause| Error::io("find the output folder", path, &cause))
    };
    if out.exists() {
        return canonical(out);
    }
    let Some(name) = out.file_name() else {
        return Err(Error::configuration("the output folder has no name; expected a path that ends in one")
            .at(out.display()));
    };
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|cause| Error::io("create the folder", parent, &cause))?;
    Ok(canonical(parent)?.join(name))
}

/// Whether two folders have changed names, at once for everybody who looks.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Undoes or completes what a crash left between the two renames.
fn recover(target: &Path, previous: &Path) -> Result<()> {
    if !previous.exists() {
        return Ok(());
    }
    if target.exists() {
        return remove(previous);
    }
    fs::rename(previous, target).map_err(|cause| Error::io("put the old dataset back", previous, &cause))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            Err(Error::io("remove the folder", folder, &cause))
        }
        _ => Ok(()),
    }
}

/// Makes renames last; not every system can, and none needs it to be correct.
fn sync(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// What notebooks and file managers leave in any folder that they show; nobody means it for data.
const LEFT_BEHIND: [&str; 4] = [".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "desktop.ini"];

/// Refuses a place that holds anything but a dataset, since replacing it would lose what is there.
fn refuse_foreign(target: &Path) -> Result<()> {
    if !target.exists() {
        return Ok(());
    }
    if !target.is_dir() {
        return Err(Error::configuration(
            "the output must be a folder, but this is a file; name another place",
        )
        .at(target.display()));
    }
    let failed = |cause| Error::io("list the folder", target, &cause);
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(target).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (name, kind) = (PathBuf::from(entry.file_name()), entry.file_type().map_err(failed)?);
        if name.to_str().is_some_and(|name| LEFT_BEHIND.contains(&name)) {
            continue;
        }
        // A table with many rows is a folder of parts.
        if kind.is_dir() && name.to_str().is_some_and(|name| table(name).is_some()) {
            for part in fs::read_dir(entry.path()).map_err(failed)? {
                let part = part.map_err(failed)?;
                names.insert((name.join(part.file_name()), part.file_type().map_err(failed)?.is_file()));
            }
        } else {
            names.insert((name, kind.is_file()));
        }
    }
    let own = own_files(target);
    let slashed = |name: &Path| name.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
    let foreign = names
        .iter()
        .find(|(name, is_file)| !is_file || !slashed(name).is_some_and(|name| own.contains(&name)));
    match foreign {
        None => Ok(()),
        Some((name, _)) => Err(Error::configuration(format!(
            "the output folder holds {}, which no dataset has; expected a new or empty folder or an earlier dataset: \
             move it away or name another folder",
            name.display()
        ))
        .at(target.display())),
    }
}

/// The files of the dataset at `target` that may be replaced: those its own list names, and those that every dataset
/// has. Without a list that names the descriptions it is no dataset.
fn own_files(target: &Path) -> BTreeSet<String> {
    let sums = fs::read_to_string(target.join(SUMS)).unwrap_or_default();
    let mut own: BTreeSet<String> =
        sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name.to_owned()).collect();
    let descriptions = [package::FILE, croissant::FILE, card::FILE];
    if !descriptions.iter().all(|name| own.contains(*name)) {
        return BTreeSet::new();
    }
    own.insert(SUMS.to_owned());
    for table in tables() {
        own.extend(Format::ALL.map(|format| format.file_name(table.name)));
    }
    own
}

/// The files that describe a dataset to programs.
pub const DESCRIPTIONS: [&str; 2] = [package::FILE, croissant::FILE];
