//! The state that the last run left.

use super::record::{End, Record};
use super::{FileTrace, place};
use crate::pipeline::cache::Cache;
use crate::source::{FrontCoding, SourceFiles};
use crate::tables::tables;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::SystemTime;
use xxhash_rust::xxh3::Xxh3;

/// A state file that is whole.
pub(in crate::pipeline) struct OldState {
    pub(in crate::pipeline) end: End,
    pub(super) file: BufReader<File>,
}

/// Bytes behind the last record: where that begins, and the sum.
const TAIL: u64 = 8 + 16;

impl OldState {
    /// The state of the last run on this dataset, if there is one that can be read.
    pub(in crate::pipeline) fn open(cache: &Cache, out: &Path) -> Option<Self> {
        let mut file = BufReader::new(File::open(place(cache, out)?).ok()?);
        let length = file.seek(SeekFrom::End(0)).ok()?;
        file.rewind().ok()?;
        let mut summed = Xxh3::new();
        let body = length.checked_sub(TAIL)?;
        std::io::copy(&mut (&mut file).take(body), &mut summed).ok()?;
        let mut last = [0; 8];
        file.read_exact(&mut last).ok()?;
        summed.update(&last);
        let mut sum = [0; 16];
        file.read_exact(&mut sum).ok()?;
        if summed.digest128().to_le_bytes() != sum {
            return None;
        }
        file.seek(SeekFrom::Start(u64::from_le_bytes(last))).ok()?;
        // A sum says that these are the bytes that were written, not that they were written by this program.
        match Record::read(&mut file, &mut Vec::new())? {
            Record::End(end) if end.totals.rows.len() == tables().len() => Some(Self { end, file }),
            _ => None,
        }
    }

    /// Whether all files are surely as they were, and no others.
    pub(in crate::pipeline) fn has_seen(&mut self, files: &SourceFiles, began: SystemTime) -> bool {
        let (mut names, mut frame) = (FrontCoding::default(), Vec::new());
        let mut files = files.iter();
        if self.file.rewind().is_err() {
            return false;
        }
        loop {
            match Record::read(&mut self.file, &mut frame) {
                Some(Record::File { shared, rest, sum }) => {
                    let Some((name, file)) = names.lengthen(shared, &rest).zip(files.next()) else {
                        return false;
                    };
                    if !(FileTrace { name: name.into(), sum }).is(&FileTrace::of(&file, began)) {
                        return false;
                    }
                }
                Some(Record::End(_)) => return files.next().is_none(),
                Some(_) => {}
                None => return false,
            }
        }
    }
}
