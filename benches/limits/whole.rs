//! Files read, everything extracted, Parquet written, start included.

use super::corpus::Corpus;
use super::report::Report;
use jadval::pipeline::{Plan, Request};
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, atomic::AtomicBool};
use std::time::Instant;

/// A way to write, by what it changes of a request.
type Setting = (&'static str, fn(&mut Request));

/// The ways to write that are measured.
const SETTINGS: [Setting; 1] = [("zstd", |_| {})];

/// Writes documents below a folder: each a file, or all of them one.
fn write(corpus: &Corpus, raw: &Path, bytes: usize, in_one: bool) -> usize {
    fs::create_dir_all(raw).expect("a folder for documents");
    let texts = corpus.repeated(bytes);
    if in_one {
        fs::write(raw.join("all.txt"), texts.concat()).expect("the document is written");
    } else {
        for (n, text) in texts.iter().enumerate() {
            fs::write(raw.join(format!("{n:06}.txt")), text).expect("a document is written");
        }
    }
    texts.iter().map(|text| text.len()).sum()
}

struct Run {
    seconds: f64,
    rows: u64,
    written: u64,
}

fn extract(raw: &Path, out: &Path, threads: usize, (_, set): Setting) -> Run {
    let mut request = Request::new("bench", vec![raw.to_path_buf()], out.to_path_buf());
    request.jobs = NonZeroUsize::new(threads);
    request.max_document_bytes = u64::MAX;
    set(&mut request);
    let started = Instant::now();
    let plan = Plan::resolve(request).expect("the plan resolves");
    let summary = plan.run(&(), &Arc::new(AtomicBool::new(false))).expect("the run ends well");
    let seconds = started.elapsed().as_secs_f64();
    let rows = summary.rows.iter().map(|(_, rows)| rows).sum();
    Run { seconds, rows, written: size(out) }
}

/// Bytes of the Parquet files below a folder.
fn size(folder: &Path) -> u64 {
    let sizes = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| match entry.path() {
        path if path.is_dir() => size(&path),
        path if path.extension().is_some_and(|end| end == "parquet") => {
            entry.metadata().map_or(0, |about| about.len())
        }
        _ => 0,
    });
    sizes.sum()
}

/// The best of three runs of each setting on one thread and on two, in turns, since the speed of a machine drifts.
pub(super) fn run(corpus: &Corpus, bytes: usize, report: &Report) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let raw = folder.path().join("raw");
    let bytes = write(corpus, &raw, bytes, false) as f64;
    let kinds: Vec<(Setting, usize)> =
        SETTINGS.into_iter().flat_map(|setting| [1, 2].map(|threads| (setting, threads))).collect();
    let mut best: Vec<Option<Run>> = kinds.iter().map(|_| None).collect();
    for _ in 0..3 {
        for ((setting, threads), best) in kinds.iter().zip(&mut best) {
            let run = extract(&raw, &folder.path().join("out"), *threads, *setting);
            if best.as_ref().is_none_or(|best| run.seconds < best.seconds) {
                *best = Some(run);
            }
        }
    }
    for (((name, _), threads), run) in kinds.iter().zip(best.iter().flatten()) {
        let threads = if *threads == 1 { "1 thread".to_owned() } else { format!("{threads} threads") };
        report.line(&format!("the whole, {name}, {threads}"), bytes / 1e6 / run.seconds);
        println!("    {} rows of {:.1} bytes", run.rows, run.written as f64 / run.rows as f64);
    }
}

/// Whether time grows with size alone: seconds for a megabyte at several sizes.
pub(super) fn sizes(corpus: &Corpus, most: usize) {
    println!("\nseconds for a MB, two threads{:>12}{:>14}{:>14}", "MB", "small files", "one file");
    let mut bytes = 1 << 20;
    while bytes <= most {
        let seconds = [false, true].map(|in_one| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let raw = folder.path().join("raw");
            let bytes = write(corpus, &raw, bytes, in_one) as f64;
            extract(&raw, &folder.path().join("out"), 2, SETTINGS[0]).seconds / (bytes / 1e6)
        });
        println!("{:>41}{:>14.4}{:>14.4}", bytes >> 20, seconds[0], seconds[1]);
        bytes *= 4;
    }
}
