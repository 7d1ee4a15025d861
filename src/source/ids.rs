//! The ids of the documents so far, since no two may have the same. There may be any number of them, so memory holds
//! the latest, and a filter over those that were written to a temporary file: 12 bits for each.

use super::Defect;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use xxhash_rust::xxh3::xxh3_128;

/// Most bytes of an id, which stands in every row of its document. A path of the file system has four times as many at most.
const ID_BYTES: usize = 1 << 10;

/// Whether the id of a record is one that every row can have.
pub(super) fn short_id(doc_id: &str, line: u64) -> Result<(), Defect> {
    if doc_id.len() <= ID_BYTES {
        return Ok(());
    }
    let found = doc_id.len();
    let message = format!("line {line}: expected an id of at most {ID_BYTES} bytes, found one of {found}");
    Err(Defect::new("bad-id", message))
}

/// Where an id was first used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// By position among the files.
    pub(crate) file: u32,
    /// 0 for the file as a whole.
    pub(crate) line: u64,
}

/// A set of ids.
pub(crate) struct Ids {
    /// By the sums of the ids.
    latest: FxHashMap<u128, Place>,
    /// The most that are held.
    most: usize,
    runs: Vec<Run>,
    file: Option<File>,
}

/// Ids that were written together, in the order of their sums.
struct Run {
    /// Where the first stands among all.
    first: u64,
    length: u64,
    filter: Filter,
}

/// Bytes of an id in the file: its sum, file and line.
const WRITTEN: usize = 16 + 4 + 8;

impl Default for Ids {
    fn default() -> Self {
        // What a table of 2^20 places holds before it grows.
        Self::holding(900_000)
    }
}

impl Ids {
    fn holding(most: usize) -> Self {
        Self { latest: FxHashMap::default(), most, runs: Vec::new(), file: None }
    }

    /// Adds an id, unless it is there already: then it is told where.
    ///
    /// # Errors
    /// Where ids that were written cannot be read.
    pub(crate) fn insert(&mut self, id: &str, place: Place) -> io::Result<Option<Place>> {
        let sum = xxh3_128(id.as_bytes());
        if let Some(first) = self.latest.get(&sum) {
            return Ok(Some(*first));
        }
        if let Some(file) = &mut self.file {
            for run in self.runs.iter().filter(|run| run.filter.may_have(sum)) {
                if let Some(first) = run.find(sum, file)? {
                    return Ok(Some(first));
                }
            }
        }
        self.latest.insert(sum, place);
        if self.latest.len() >= self.most {
            // Where there is no room for a file, there may be in memory.
            match self.write() {
                Ok(()) => self.latest.clear(),
                Err(_) => self.most = self.most.saturating_mul(2),
            }
        }
        Ok(None)
    }

    fn write(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            file => file.insert(tempfile::tempfile()?),
        };
        let mut sorted: Vec<(u128, Place)> = self.latest.iter().map(|(sum, place)| (*sum, *place)).collect();
        sorted.sort_unstable_by_key(|(sum, _)| *sum);
        let first = self.runs.last().map_or(0, |run| run.first + run.length);
        let mut filter = Filter::with_room(sorted.len());
        file.seek(SeekFrom::Start(first * WRITTEN as u64))?;
        let mut out = BufWriter::new(file);
        for (sum, place) in &sorted {
            filter.add(*sum);
            out.write_all(&sum.to_le_bytes())?;
            out.write_all(&place.file.to_le_bytes())?;
            out.write_all(&place.line.to_le_bytes())?;
        }
        out.flush()?;
        self.runs.push(Run { first, length: sorted.len() as u64, filter });
        Ok(())
    }
}

impl Run {
    /// Halves the run until the id is found.
    fn find(&self, sum: u128, file: &mut File) -> io::Result<Option<Place>> {
        let mut range = self.first..self.first + self.length;
        while !range.is_empty() {
            let middle = range.start + (range.end - range.start) / 2;
            let mut written = [0; WRITTEN];
            file.seek(SeekFrom::Start(middle * WRITTEN as u64))?;
            file.read_exact(&mut written)?;
            let (there, place) = parse(&written);
            match sum.cmp(&there) {
                std::cmp::Ordering::Equal => return Ok(Some(place)),
                std::cmp::Ordering::Less => range.end = middle,
                std::cmp::Ordering::Greater => range.start = middle + 1,
            }
        }
        Ok(None)
    }
}

fn parse(written: &[u8; WRITTEN]) -> (u128, Place) {
    let mut rest = &written[..];
    let mut next = |length: usize| {
        let (bytes, behind) = rest.split_at(length);
        rest = behind;
        bytes.iter().rev().fold(0_u128, |number, byte| number << 8 | u128::from(*byte))
    };
    (next(16), Place { file: next(4) as u32, line: next(8) as u64 })
}

/// A Bloom filter: says of one sum in three hundred that it may be there though it is not, and of none that it is not
/// there though it is.
struct Filter {
    bits: Box<[u64]>,
}

impl Filter {
    const BITS: usize = 12;
    const PROBES: u64 = 6;

    fn with_room(sums: usize) -> Self {
        Self { bits: vec![0; (sums * Self::BITS).div_ceil(64).max(1)].into() }
    }

    /// The bits of a sum: its halves are two independent sums.
    fn probes(&self, sum: u128) -> impl Iterator<Item = (usize, u64)> + use<> {
        let (start, step, bits) = (sum as u64, (sum >> 64) as u64 | 1, self.bits.len() as u64 * 64);
        (0..Self::PROBES).map(move |probe| {
            let bit = start.wrapping_add(step.wrapping_mul(probe)) % bits;
            ((bit / 64) as usize, 1 << (bit % 64))
        })
    }

    fn add(&mut self, sum: u128) {
        for (at, bit) in self.probes(sum) {
            if let Some(bits) = self.bits.get_mut(at) {
                *bits |= bit;
            }
        }
    }

    fn may_have(&self, sum: u128) -> bool {
        self.probes(sum).all(|(at, bit)| self.bits.get(at).is_some_and(|bits| bits & bit != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_known_by_their_first_place_wherever_they_are_kept() {
        let mut ids = Ids::holding(100);
        let place = |n: u64| Place { file: n as u32 + 7, line: n << 33 };
        for n in 0..1050 {
            assert_eq!(ids.insert(&format!("id {n}"), place(n)).expect("a set"), None);
        }
        assert_eq!((ids.runs.len(), ids.latest.len()), (10, 50));
        for n in 0..1050 {
            let again = ids.insert(&format!("id {n}"), Place { file: 0, line: 0 }).expect("a set");
            assert_eq!(again, Some(place(n)));
        }
    }

    #[test]
    fn a_filter_has_what_it_was_given_and_little_else() {
        let sum = |n: u32| xxh3_128(&n.to_le_bytes());
        let mut filter = Filter::with_room(10_000);
        (0..10_000).for_each(|n| filter.add(sum(n)));
        assert!((0..10_000).all(|n| filter.may_have(sum(n))));
        let wrong = (10_000..30_000).filter(|n| filter.may_have(sum(*n))).count();
        assert!(wrong < 200, "{wrong}");
    }
}
