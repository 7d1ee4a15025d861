//! Readers of all formats over documents that are damaged, or made to break them: each is read or refused, in time and in
//! memory. `JADVAL_MUTATIONS` says how many damaged documents are tried.

#![cfg(all(feature = "html", feature = "office"))]

mod allowed;
mod samples;

use jadval::source::format::{Taking, read};
use jadval::source::{Documents, Format, Reading, discover};
use samples::{Sample, bombs, package, parts, samples};
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

/// The longest that a reader may take.
const TIME: Duration = Duration::from_secs(5);

/// Documents of all formats together may come to so many bytes.
const LIMIT: u64 = 64 << 20;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..(start + self.below(64)).min(length)
    }
}

/// Changes bytes in one of the ways in which files break.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        let length = bytes.len();
        match dice.below(6) {
            0 => {
                for _ in 0..=dice.below(16) {
                    if let Some(byte) = bytes.get_mut(dice.below(length)) {
                        *byte ^= 1 << dice.below(8);
                    }
                }
            }
            1 => bytes.truncate(dice.below(length)),
            2 => drop(bytes.drain(dice.range(length))),
            3 => {
                let again = bytes[dice.range(length)].to_vec();
                let at = dice.below(length);
                bytes.splice(at..at, again.repeat(1 + dice.below(40)));
            }
            4 => {
                let numbers: Vec<usize> = (0..length).filter(|at| bytes[*at].is_ascii_digit()).collect();
                if let Some(at) = numbers.get(dice.below(numbers.len())) {
                    let other = ["0", "-1", "99999999999", "4294967296", "65536", "1e308"][dice.below(6)];
                    bytes.splice(at..&(at + 1), other.bytes());
                }
            }
            _ => {
                let at = dice.below(length);
                let other: Vec<u8> = (0..dice.below(24)).map(|_| dice.next() as u8).collect();
                bytes.splice(at..at, other);
            }
        }
    }
}

/// A damaged document: of archives every other time a part, which is packed again.
fn damaged(sample: &Sample, dice: &mut Dice) -> Vec<u8> {
    if dice.below(2) == 0
        && let Some(mut parts) = parts(&sample.bytes)
    {
        let at = dice.below(parts.len());
        damage(&mut parts[at].1, dice);
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
        return package(&parts);
    }
    let mut bytes = sample.bytes.clone();
    damage(&mut bytes, dice);
    bytes
}

/// Reads a file as a run does, record by record; and, where it is one document, by its reader alone. Returns how often a
/// reader broke off, or had nothing to say of a document.
fn read_all(folder: &Path, format: Format, bytes: &[u8]) -> usize {
    let path = folder.join("a").with_extension(format.name());
    std::fs::write(&path, bytes).expect("written");
    let reading = Reading { max_document_bytes: LIMIT, ..Reading::default() };
    let found = Documents::new(discover(&[path]).expect("a file"), reading).take(5000);
    let (mut told, mut broken) = (0, 0);
    for found in found {
        told += 1;
        broken += usize::from(found.is_err_and(|reject| reject.code == "panic"));
    }
    // Each becomes a row of `documents` or of `rejects`.
    broken += usize::from(format.is_document() && told != 1);
    let _ = read(bytes, format, &Taking::up_to(LIMIT));
    broken
}

/// What this thread has worked, where the system says it: a machine may have other work too.
fn worked(begun: Instant) -> Duration {
    let ticks = || {
        let stat = std::fs::read_to_string("/proc/thread-self/stat").ok()?;
        let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    };
    ticks().map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(10 * ticks))
}

/// Does work that must come to its end in time; `what` it is.
fn in_time(what: String, work: impl FnOnce() -> usize + Send + 'static) {
    let (done, end) = channel();
    let worker = thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let begun = Instant::now();
        let broken = work();
        done.send((broken, worked(begun)))
    });
    match end.recv_timeout(12 * TIME) {
        Ok((broken, took)) => {
            assert_eq!(broken, 0, "{what}: a reader broke off");
            assert!(took < TIME, "{what}: {took:?}");
        }
        Err(_) if worker.is_ok_and(|worker| worker.is_finished()) => panic!("{what}: a reader broke off"),
        Err(_) => panic!("{what}: no end"),
    }
}

#[test]
fn every_sample_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    for sample in samples() {
        let path = folder.path().join("a").with_extension(sample.format.name());
        std::fs::write(&path, &sample.bytes).expect("written");
        let found: Vec<_> = Documents::new(discover(&[path]).expect("a file"), Reading::default()).collect();
        let texts: Result<Vec<&str>, _> =
            found.iter().map(|found| found.as_ref().map(|document| document.text.as_str())).collect();
        assert!(texts.as_ref().is_ok_and(|texts| !texts[0].is_empty()), "{}: {texts:?}", sample.name);
    }
}

#[test]
fn damaged_documents_are_read_or_refused_in_time() {
    let count = std::env::var_os("JADVAL_MUTATIONS");
    let count = count.and_then(|count| count.to_str()?.parse().ok()).unwrap_or(360);
    let samples = samples();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for n in 0..count {
        let sample = &samples[n % samples.len()];
        let (bytes, format) = (damaged(sample, &mut dice), sample.format);
        in_time(format!("{} {n}", sample.name), move || {
            let folder = tempfile::tempdir().expect("a folder");
            read_all(folder.path(), format, &bytes)
        });
    }
}

#[test]
fn bombs_are_refused_or_read_in_time_and_memory() {
    for (name, format, bytes) in bombs() {
        in_time(name.to_owned(), move || {
            let folder = tempfile::tempdir().expect("a folder");
            read_all(folder.path(), format, &bytes)
        });
    }
    // What the samples themselves take is in it.
    #[cfg(target_os = "linux")]
    {
        let status = std::fs::read_to_string("/proc/self/status").expect("a status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
        assert!(kilobytes < 2 << 20, "{kilobytes} kB");
    }
}
