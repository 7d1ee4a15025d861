//! How fast text becomes tables: each stage by itself, and the whole with Parquet written.
//!
//! The text is the running-text corpus beside the checkout where it is there, else the documents of
//! `raw/`; `cargo bench` prints which. Rates are of UTF-8 bytes.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]
#![allow(missing_docs)]

#[allow(dead_code, reason = "other programs measure on more texts")]
mod corpus;

use corpus::Corpus;
use divan::Bencher;
use divan::counter::BytesCount;
use jadval::extract::{Document, Engine, Settings, Stage};
use jadval::pipeline::{Plan, Request};
use jadval::rule::View;
use jadval::text::{Layout, Tokenizer};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Arc, LazyLock, atomic::AtomicBool};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::running(Path::new(env!("CARGO_MANIFEST_DIR"))));

/// Size of the text that stages are timed on.
const STAGE_BYTES: usize = 8 << 20;
/// Size of the text that the whole is timed on.
const WHOLE_BYTES: usize = 64 << 20;

fn main() {
    println!("text: {}", CORPUS.name);
    divan::main();
}

fn engine(stages: &[Stage]) -> Engine {
    let settings = Settings { stages: stages.to_vec(), ..Settings::default() };
    Engine::builder().settings(settings).build().expect("the built-in data load")
}

fn each<T>(bencher: Bencher<'_, '_>, mut work: impl FnMut(&str) -> T) {
    let documents = CORPUS.repeated(STAGE_BYTES);
    let bytes: usize = documents.iter().map(|document| document.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        for document in &documents {
            divan::black_box(work(document));
        }
    });
}

#[divan::bench(sample_count = 5)]
fn a_utf8_check(bencher: Bencher<'_, '_>) {
    each(bencher, |text| simdutf8::basic::from_utf8(text.as_bytes()).is_ok());
}

#[divan::bench(sample_count = 5)]
fn b_tokens(bencher: Bencher<'_, '_>) {
    let tokenizer = Tokenizer::new();
    each(bencher, |text| tokenizer.tokens(text, Layout::detect(text)).list.len());
}

#[divan::bench(sample_count = 5)]
fn c_lattice(bencher: Bencher<'_, '_>) {
    let engine = engine(&[]);
    each(bencher, |text| View::new(engine.grammar(), text).lattice.edges().count());
}

/// Tokens, lattice and segments, and one stage on top of them.
#[divan::bench(sample_count = 5, args = ["none", "dates", "figures", "actors", "clauses", "all"])]
fn d_stages(bencher: Bencher<'_, '_>, stages: &str) {
    let engine = match stages {
        "dates" => engine(&[Stage::Dates]),
        "figures" => engine(&[Stage::Figures]),
        "actors" => engine(&[Stage::Actors]),
        "clauses" => engine(&[Stage::Clauses]),
        "all" => engine(Stage::ALL),
        _ => engine(&[]),
    };
    each(bencher, |text| {
        engine.analyse(&Document { doc_id: "bench", text, ..Document::default() }).segments.len()
    });
}

/// Files read, everything extracted, Parquet written.
#[divan::bench(sample_count = 3, sample_size = 1, args = [1, 2])]
fn e_whole(bencher: Bencher<'_, '_>, threads: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let raw = folder.path().join("raw");
    std::fs::create_dir(&raw).expect("a folder for documents");
    let mut bytes = 0;
    for (n, document) in CORPUS.repeated(WHOLE_BYTES).iter().enumerate() {
        std::fs::write(raw.join(format!("{n:06}.txt")), document).expect("a document is written");
        bytes += document.len();
    }
    let mut request = Request::new("bench", vec![raw], folder.path().join("out"));
    request.jobs = NonZeroUsize::new(threads);
    let plan = Plan::resolve(request).expect("the plan resolves");
    let stop = Arc::new(AtomicBool::new(false));
    bencher.counter(BytesCount::new(bytes)).bench_local(|| plan.run(&(), &stop).expect("the run ends well"));
}
