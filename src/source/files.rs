//! The files of a run in the order of their names, of which there may be millions: about forty bytes for each.

use super::Format;
use super::file::{Access, SourceFile, Stamp};
use super::front_coding::FrontCoding;
use crate::{Error, Result};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// The files of a run, sorted by name, each once.
#[derive(Debug, Default)]
pub struct SourceFiles {
    /// One [`Entry`] behind the other.
    entries: Vec<u8>,
    /// Where every [`BLOCK`]th entry begins; it has its whole name.
    blocks: Vec<usize>,
    len: usize,
    bytes: u64,
    /// Paths that cannot be had from the name.
    paths: Vec<Box<Path>>,
    /// Sums of ids that several files would have; those that are no plain text keep their extension then.
    shared: FxHashSet<u64>,
    /// Sums of ids that are still those of several: there plain text keeps its extension too.
    still_shared: FxHashSet<u64>,
    names: FrontCoding,
}

/// Files between two whole names.
const BLOCK: usize = 128;

#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    /// The name, as [`FrontCoding`] has it.
    shared: u32,
    rest: &'a str,
    doc_id: DocId<'a>,
    format: Format,
    bytes: u64,
    stamp: Option<Stamp>,
    path: Option<u32>,
    access: Access,
}

#[derive(Serialize, Deserialize)]
enum DocId<'a> {
    /// The part of the name from a byte on, and how long it is.
    Within(u32, u32),
    Apart(&'a str),
}

impl SourceFiles {
    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes of all files together, as far as they are known.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// All files in order.
    #[must_use]
    pub fn iter(&self) -> Files<'_> {
        Files { of: self, cursor: Cursor::default() }
    }

    /// Of files with the ids of these sums, those that are no plain text have their extension in their ids.
    pub(super) fn keep_extensions(&mut self, ids: FxHashSet<u64>) {
        self.shared = ids;
    }

    /// Of files with the ids of these sums all have their extension in their ids.
    pub(super) fn keep_all_extensions(&mut self, ids: FxHashSet<u64>) {
        self.still_shared = ids;
    }

    /// The file at a position.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<SourceFile> {
        let mut cursor = Cursor { next: *self.blocks.get(at / BLOCK)?, ..Cursor::default() };
        for _ in 0..at % BLOCK {
            cursor.pass(self)?;
        }
        cursor.next(self)
    }

    /// Appends a file, whose name is not less than the last one's; where it is the same, the first stays.
    fn push(&mut self, file: SourceFile) -> Result<()> {
        if self.len > 0 && self.names.last() == &*file.name {
            return Ok(());
        }
        if self.len.is_multiple_of(BLOCK) {
            self.blocks.push(self.entries.len());
            self.names = FrontCoding::default();
        }
        let (shared, rest) = self.names.shorten(&file.name);
        // «x» of «a/x.txt» is the stem, and not the letter of its extension.
        let stem = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
        let of_stem = stem.ends_with(&*file.doc_id).then(|| stem.len() - file.doc_id.len());
        let doc_id = match of_stem.or_else(|| file.name.rfind(&*file.doc_id)) {
            Some(at) => DocId::Within(at as u32, file.doc_id.len() as u32),
            None => DocId::Apart(&file.doc_id),
        };
        let entry = Entry {
            shared,
            rest,
            doc_id,
            format: file.format,
            bytes: file.bytes,
            stamp: file.stamp,
            path: file.path.as_ref().map(|_| self.paths.len() as u32),
            access: file.access,
        };
        postcard::to_io(&entry, &mut self.entries)
            .map_err(|cause| Error::output(format!("cannot list {}: {cause}", file.name)))?;
        self.len += 1;
        self.bytes = self.bytes.saturating_add(file.bytes);
        self.paths.extend(file.path);
        Ok(())
    }
}

impl<'a> IntoIterator for &'a SourceFiles {
    type Item = SourceFile;
    type IntoIter = Files<'a>;

    fn into_iter(self) -> Files<'a> {
        self.iter()
    }
}

/// The files of a list, one after the other.
#[derive(Debug)]
pub struct Files<'a> {
    of: &'a SourceFiles,
    cursor: Cursor,
}

impl Iterator for Files<'_> {
    type Item = SourceFile;

    fn next(&mut self) -> Option<SourceFile> {
        self.cursor.next(self.of)
    }
}

/// A place in a list of files.
#[derive(Debug, Default)]
pub(super) struct Cursor {
    next: usize,
    names: FrontCoding,
}

impl Cursor {
    pub(super) fn next(&mut self, files: &SourceFiles) -> Option<SourceFile> {
        let entry = self.pass(files)?;
        let name = self.names.last();
        let (mut doc_id, end) = match entry.doc_id {
            DocId::Within(at, length) => {
                let end = at as usize + length as usize;
                (name.get(at as usize..end)?.into(), end)
            }
            DocId::Apart(doc_id) => (Cow::Borrowed(doc_id), name.len()),
        };
        if entry.format.has_own_name() {
            let extension = name.get(end..)?;
            let is_of =
                |sums: &FxHashSet<u64>, id: &str| !sums.is_empty() && sums.contains(&xxh3_64(id.as_bytes()));
            // Beside «a.txt» another «a.TXT» may stand.
            if extension != ".txt" && is_of(&files.shared, &doc_id)
                || extension == ".txt" && is_of(&files.still_shared, &doc_id)
            {
                doc_id.to_mut().push_str(extension);
            }
        }
        Some(SourceFile {
            path: entry.path.and_then(|at| files.paths.get(at as usize).cloned()),
            name: name.into(),
            doc_id: doc_id.into(),
            format: entry.format,
            bytes: entry.bytes,
            stamp: entry.stamp,
            access: entry.access,
        })
    }

    /// Reads an entry and its name.
    fn pass<'a>(&mut self, files: &'a SourceFiles) -> Option<Entry<'a>> {
        let ahead = files.entries.get(self.next..).filter(|ahead| !ahead.is_empty())?;
        let (entry, behind) = postcard::take_from_bytes::<Entry<'a>>(ahead).ok()?;
        self.next = files.entries.len() - behind.len();
        self.names.lengthen(entry.shared, entry.rest)?;
        Some(entry)
    }
}

/// Puts files in the order of their names.
///
/// Of files with one name the first counts.
#[derive(Default)]
pub(super) struct Sorting {
    /// Sorted lists; of equal names those of earlier lists came first.
    runs: Vec<SourceFiles>,
    fresh: Vec<SourceFile>,
    len: usize,
}

/// Files that are sorted at a time.
const RUN: usize = 1 << 16;

impl Sorting {
    /// How many files came so far.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn push(&mut self, file: SourceFile) -> Result<()> {
        self.len += 1;
        self.fresh.push(file);
        if self.fresh.len() == RUN { self.close_run() } else { Ok(()) }
    }

    pub(super) fn finish(mut self) -> Result<SourceFiles> {
        self.close_run()?;
        if self.runs.len() == 1 {
            return Ok(self.runs.remove(0));
        }
        let mut ahead: Vec<Files<'_>> = self.runs.iter().map(SourceFiles::iter).collect();
        let mut first: Vec<Option<SourceFile>> = ahead.iter_mut().map(Iterator::next).collect();
        let name = |file: &Option<SourceFile>| file.as_ref().map(|file| file.name.clone());
        let mut names: BinaryHeap<Reverse<(Box<str>, usize)>> =
            first.iter().zip(0..).filter_map(|(file, run)| Some(Reverse((name(file)?, run)))).collect();
        let mut merged = SourceFiles::default();
        while let Some(Reverse((_, run))) = names.pop() {
            let Some((place, run_ahead)) = first.get_mut(run).zip(ahead.get_mut(run)) else { continue };
            let file = std::mem::replace(place, run_ahead.next());
            names.extend(name(place).map(|name| Reverse((name, run))));
            file.map_or(Ok(()), |file| merged.push(file))?;
        }
        Ok(merged)
    }

    fn close_run(&mut self) -> Result<()> {
        // Equal names stay in their order: the sort is stable.
        self.fresh.sort_by(|a, b| a.name.cmp(&b.name));
        let mut run = SourceFiles::default();
        self.fresh.drain(..).try_for_each(|file| run.push(file))?;
        self.runs.push(run);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(name: &str, doc_id: &str) -> SourceFile {
        let (name, doc_id) = (name.into(), doc_id.into());
        SourceFile {
            path: None,
            name,
            doc_id,
            format: Format::Text,
            bytes: 7,
            stamp: None,
            access: Access::Found,
        }
    }

    fn sorted(files: &[SourceFile]) -> SourceFiles {
        let mut sorting = Sorting::default();
        for file in files {
            sorting.push(file.clone()).expect("a place");
            if sorting.fresh.len() == 100 {
                sorting.close_run().expect("a run");
            }
        }
        sorting.finish().expect("a list")
    }

    #[test]
    fn of_equal_names_the_first_counts() {
        let files = [file("b", "1"), file("a", "2"), file("b", "3"), file("", "4")];
        let ids = |files: &SourceFiles| files.iter().map(|file| file.doc_id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(&sorted(&files)), ["4", "2", "1"]);
        let many: Vec<SourceFile> = files.iter().cycle().take(1000).cloned().collect();
        assert_eq!(ids(&sorted(&many)), ["4", "2", "1"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_list_gives_what_was_put_into_it(
            names in prop::collection::btree_set("[a-cآب/]{1,6}(\\.txt)?", 1..400),
            from in any::<prop::sample::Index>(),
        ) {
            let expected: Vec<SourceFile> =
                names.iter().map(|name| file(name, name.split('.').next().expect("a part"))).collect();
            let mut mixed = expected.clone();
            mixed.rotate_left(from.index(names.len()));
            mixed.reverse();
            let list = sorted(&mixed);
            prop_assert_eq!(list.iter().collect::<Vec<_>>(), expected.clone());
            prop_assert_eq!((list.len(), list.bytes()), (expected.len(), 7 * expected.len() as u64));
            for (at, file) in expected.into_iter().enumerate() {
                prop_assert_eq!(list.get(at), Some(file));
            }
            prop_assert_eq!(list.get(names.len()), None);
        }
    }
}
