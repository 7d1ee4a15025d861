//! Leaving a state.

use super::record::{End, Record};
use super::{DocumentTrace, FileTrace, Named, Trace, UNFINISHED, place};
use crate::pipeline::cache::Cache;
use crate::source::FrontCoding;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The state of a run that goes on. Where it cannot be written, the next run has more to do, and nobody is told.
pub(in crate::pipeline) struct StateWriter {
    /// Nothing once something could not be written.
    file: Option<Summed>,
    place: PathBuf,
    names: FrontCoding,
    entities: FxHashMap<u128, u32>,
    checks: FxHashMap<Arc<str>, u32>,
}

impl StateWriter {
    /// Begins beside the state of the last run. One run at a time works on a dataset, so what stands there already a
    /// killed one left.
    pub(in crate::pipeline) fn create(cache: &Cache, out: &Path) -> Option<Self> {
        let place = place(cache, out)?;
        fs::create_dir_all(&cache.folder).ok()?;
        let file = File::create(place.with_extension(UNFINISHED)).ok()?;
        let file = Some(Summed { file: BufWriter::new(file), sum: Xxh3::new(), length: 0 });
        Some(Self {
            file,
            place,
            names: FrontCoding::default(),
            entities: FxHashMap::default(),
            checks: FxHashMap::default(),
        })
    }

    /// Adds what comes next.
    pub(in crate::pipeline) fn add(&mut self, trace: Trace) {
        let added = match trace {
            Trace::File(file) => self.file(&file),
            Trace::Document(document) => self.document(&document),
        };
        if added.is_none() {
            self.file = None;
        }
    }

    /// Puts the state in the place of the last one.
    pub(in crate::pipeline) fn finish(mut self, end: End) {
        let written = self.write(&Record::End(end)).and_then(|at| self.file.take()?.close(at));
        if written.is_some() {
            let _ = fs::rename(self.place.with_extension(UNFINISHED), &self.place);
        }
    }

    fn file(&mut self, file: &FileTrace) -> Option<()> {
        let (shared, rest) = self.names.shorten(&file.name);
        self.write(&Record::File { shared, rest: Cow::Borrowed(rest), sum: file.sum }).map(drop)
    }

    fn document(&mut self, document: &DocumentTrace) -> Option<()> {
        let mut entities = Vec::with_capacity(document.entities.len());
        for (entity, mentions) in &document.entities {
            entities.push((self.entity(entity)?, *mentions));
        }
        let mut findings = Vec::with_capacity(document.findings.len());
        for (check, count) in &document.findings {
            findings.push((self.check(check)?, *count));
        }
        let rows = Cow::Borrowed(document.rows.as_slice());
        self.write(&Record::Document {
            key: document.key,
            bytes: document.bytes,
            language: document.language,
            rows,
            entities,
            findings,
        })
        .map(drop)
    }

    fn entity(&mut self, named: &Arc<Named>) -> Option<u32> {
        let record = Record::Entity(Cow::Borrowed(named));
        let written = record.written()?;
        let (key, next) = (xxh3_128(&written), self.entities.len() as u32);
        let number = *self.entities.entry(key).or_insert(next);
        if number == next {
            self.file.as_mut()?.write(&written)?;
        }
        Some(number)
    }

    fn check(&mut self, check: &Arc<str>) -> Option<u32> {
        if let Some(number) = self.checks.get(check) {
            return Some(*number);
        }
        let next = self.checks.len() as u32;
        self.write(&Record::Check(Cow::Borrowed(check)))?;
        self.checks.insert(Arc::clone(check), next);
        Some(next)
    }

    /// Writes a record; says where it begins.
    fn write(&mut self, record: &Record<'_>) -> Option<u64> {
        let file = self.file.as_mut()?;
        let at = file.length;
        file.write(&record.written()?)?;
        Some(at)
    }
}

impl Drop for StateWriter {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.place.with_extension(UNFINISHED));
    }
}

/// A file being written, and the sum of what was.
struct Summed {
    file: BufWriter<File>,
    sum: Xxh3,
    length: u64,
}

impl Summed {
    fn write(&mut self, bytes: &[u8]) -> Option<()> {
        self.file.write_all(bytes).ok()?;
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        Some(())
    }

    /// Writes where the last record begins, and the sum.
    fn close(mut self, last: u64) -> Option<()> {
        self.write(&last.to_le_bytes())?;
        let sum = self.sum.digest128().to_le_bytes();
        self.file.write_all(&sum).and_then(|()| self.file.flush()).ok()
    }
}
