//! How near extraction comes to what this machine can do at all: reference scans, stages and the whole in one process.
//!
//! ```text
//! cargo bench --bench limits -- 256        megabytes of text for the whole (256 where none are given)
//! ```
//!
//! The reference scans are a UTF-8 check and one Aho-Corasick pass over every form of the lexicon. Rates are megabytes
//! (10^6) of UTF-8 a second; ratios within one run say more than rates, which differ from machine to machine.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop and may speak")]
#![allow(missing_docs)]

mod corpus;

use aho_corasick::{AhoCorasick, MatchKind};
use corpus::{CORPUS, documents};
use jadval::extract::{Document, Engine, Settings, Stage};
use jadval::pipeline::{Plan, Request};
use jadval::rule::View;
use jadval::text::{Layout, Tokenizer};
use std::fs;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, atomic::AtomicBool};
use std::time::Instant;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Size of the text of scans and stages.
const STAGE_BYTES: usize = 8 << 20;

fn main() {
    // What `cargo bench` itself passes begins with a dash.
    let megabytes = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(256_usize);
    println!("text: {}", CORPUS.name);
    scans_and_stages();
    whole(megabytes << 20);
    sizes(megabytes << 20);
}

/// The best of three runs, in MB/s.
fn rate(bytes: usize, mut work: impl FnMut()) -> f64 {
    let best = (0..3).map(|_| {
        let started = Instant::now();
        work();
        started.elapsed().as_secs_f64()
    });
    bytes as f64 / 1e6 / best.fold(f64::INFINITY, f64::min)
}

fn scans_and_stages() {
    let texts = documents(STAGE_BYTES);
    let bytes = texts.iter().map(|text| text.len()).sum();
    let engine = Engine::builder().build().expect("the built-in data load");
    let lexicon = &engine.grammar().lexicon;
    let forms = lexicon.entries().iter().flat_map(|entry| &entry.forms);
    let automaton =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms).expect("an automaton");
    println!(
        "\none core, {} MB in documents of 32 kB{:>22}{:>20}",
        bytes / 1_000_000,
        "MB/s",
        "share of dictionary"
    );
    let utf8 = rate(bytes, || {
        texts.iter().for_each(|text| assert!(simdutf8::basic::from_utf8(text.as_bytes()).is_ok()))
    });
    let dictionary = rate(bytes, || {
        texts.iter().for_each(|text| {
            black_box(automaton.find_iter(*text).count());
        });
    });
    let line = |name: &str, rate: f64| println!("  {name:<50}{rate:>12.1}{:>20.3}", rate / dictionary);
    line("reference: UTF-8 check", utf8);
    line(&format!("reference: Aho-Corasick over {} forms", lexicon.len()), dictionary);
    let tokenizer = Tokenizer::new();
    line(
        "tokens",
        rate(bytes, || {
            texts.iter().for_each(|text| {
                black_box(tokenizer.tokens(text, Layout::detect(text)));
            });
        }),
    );
    line(
        "tokens, lexicon, numbers",
        rate(bytes, || {
            texts.iter().for_each(|text| {
                black_box(View::new(engine.grammar(), text));
            });
        }),
    );
    let stages: [(&str, &[Stage]); 6] = [
        ("… and segments", &[]),
        ("… and dates", &[Stage::Dates]),
        ("… and figures", &[Stage::Figures]),
        ("… and actors", &[Stage::Actors]),
        ("… and clauses", &[Stage::Clauses]),
        ("… and all stages: the analysis", Stage::ALL),
    ];
    for (name, stages) in stages {
        let settings = Settings { stages: stages.to_vec(), ..Settings::default() };
        let engine = Engine::builder().settings(settings).build().expect("the built-in data load");
        line(
            name,
            rate(bytes, || {
                texts.iter().for_each(|text| {
                    black_box(engine.analyse(&Document {
                        doc_id: "bench",
                        text,
                        blocks: &[],
                        reference: None,
                    }));
                });
            }),
        );
    }
}

/// Writes documents below a folder: each a file, or all of them one.
fn write(raw: &Path, bytes: usize, in_one: bool) -> usize {
    fs::create_dir_all(raw).expect("a folder for documents");
    let texts = documents(bytes);
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

fn run(raw: &Path, out: &Path, threads: usize) -> Run {
    let mut request = Request::new("bench", vec![raw.to_path_buf()], out.to_path_buf());
    request.jobs = NonZeroUsize::new(threads);
    request.max_document_bytes = u64::MAX;
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

/// Files read, everything extracted, Parquet written, start included: the best of three runs, in turns, since the speed
/// of a machine drifts.
fn whole(bytes: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let raw = folder.path().join("raw");
    let bytes = write(&raw, bytes, false) as f64;
    println!("\nthe whole, {:.0} MB in documents of 32 kB", bytes / 1e6);
    let mut best: [Option<Run>; 2] = [None, None];
    for turn in 0..6 {
        let (threads, out) = (1 + turn % 2, folder.path().join("out"));
        let run = run(&raw, &out, threads);
        let best = &mut best[threads - 1];
        if best.as_ref().is_none_or(|best| run.seconds < best.seconds) {
            *best = Some(run);
        }
    }
    let one = best[0].as_ref().map_or(0.0, |run| run.seconds);
    for (run, threads) in best.iter().flatten().zip(1..) {
        let times = one / run.seconds;
        println!(
            "  {threads} thread{}: {:.1} MB/s, {:.0} rows/s, {} rows of {:.1} bytes, {:.2} times one thread",
            if threads == 1 { "" } else { "s" },
            bytes / 1e6 / run.seconds,
            run.rows as f64 / run.seconds,
            run.rows,
            run.written as f64 / run.rows as f64,
            times,
        );
    }
}

/// Whether time grows with size alone: seconds for a megabyte at several sizes.
fn sizes(most: usize) {
    println!("\nseconds for a MB, two threads{:>12}{:>14}{:>14}", "MB", "small files", "one file");
    let mut bytes = 1 << 20;
    while bytes <= most {
        let seconds = [false, true].map(|in_one| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let raw = folder.path().join("raw");
            let bytes = write(&raw, bytes, in_one) as f64;
            run(&raw, &folder.path().join("out"), 2).seconds / (bytes / 1e6)
        });
        println!("{:>41}{:>14.4}{:>14.4}", bytes >> 20, seconds[0], seconds[1]);
        bytes *= 4;
    }
}
