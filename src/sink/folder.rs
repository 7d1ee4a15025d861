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

use super::file::{DESCRIPTION_BYTES, SUMS, sum_of, sums_of};
use super::format::Format;
use super::scratch::{Scratch, sibling, turn};
use super::{card, croissant, package};
use crate::source::{is_of_machine, read_regular};
use crate::tables::{table, tables};
use crate::{Error, Result};
use serde_json::Value;

/// Whether a dataset is exactly what its list of sums says, and the list has this sum itself.
#[must_use]
pub fn is_intact(dataset: &Path, sum_of_sums: &str) -> bool {
    let Ok(list) = sums_of(dataset) else { return false };
    crate::source::sha256(list.as_bytes()) == sum_of_sums
        && list.lines().all(|line| {
            line.split_once("  ")
                .is_some_and(|(sum, name)| sum_of(&dataset.join(name)).is_ok_and(|is| is.sha256 == sum))
        })
}

/// Where a run keeps the dataset of `folder` for a moment, where the system cannot exchange two folders.
pub(crate) fn previous_of(folder: &Path) -> Option<PathBuf> {
    folder.file_name().map(|_| sibling(folder, "previous"))
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
        self.scratch.open_as(&self.target);
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
    if out.is_symlink() {
        return Err(Error::configuration(
            "expected a folder, a link to one or a new name, found a link to what is not there; make the folder or remove the link",
        )
        .at(out.display()));
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
    let own = own_files(target)?;
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

/// The files of the dataset at `target` that may be replaced: those that its own description names and that are called like
/// the files of a table, and those that every dataset has. A folder that this program has not described is none, whatever
/// lists it holds.
///
/// # Errors
/// An I/O error where the machine does not say what it is.
fn own_files(target: &Path) -> Result<BTreeSet<String>> {
    let path = target.join(package::FILE);
    let description = match read_regular(&path, DESCRIPTION_BYTES) {
        Err(cause) if is_of_machine(&cause) => return Err(Error::io("read the file", &path, &cause)),
        read => read.unwrap_or_default(),
    };
    let description: Value = serde_json::from_slice(&description).unwrap_or_default();
    if description.get("jadval").and_then(|own| own.get("version")).is_none() {
        return Ok(BTreeSet::new());
    }
    let resources = description.get("resources").and_then(Value::as_array).into_iter().flatten();
    let named = resources.filter_map(|resource| resource.get("path")).flat_map(|path| match path {
        Value::Array(parts) => parts.iter().filter_map(Value::as_str).collect(),
        path => path.as_str().into_iter().collect::<Vec<_>>(),
    });
    let mut own: BTreeSet<String> = named.filter(|name| is_of_table(name)).map(str::to_owned).collect();
    own.extend([SUMS, package::FILE, croissant::FILE, card::FILE].map(str::to_owned));
    for table in tables() {
        own.extend(Format::ALL.map(|format| format.file_name(table.name)));
    }
    Ok(own)
}

/// Whether a file is called like one of a table, or one of its parts.
fn is_of_table(name: &str) -> bool {
    match name.split_once('/') {
        None => {
            tables().iter().any(|table| Format::ALL.iter().any(|format| format.file_name(table.name) == name))
        }
        Some((folder, part)) => {
            let number = part.strip_prefix("part-").and_then(|part| part.split_once('.'));
            table(folder).is_some()
                && number.is_some_and(|(number, format)| {
                    number.bytes().all(|byte| byte.is_ascii_digit()) && format == Format::Parquet.name()
                })
        }
    }
}

/// The files that describe a dataset to programs.
pub const DESCRIPTIONS: [&str; 2] = [package::FILE, croissant::FILE];
