//! How many rows a second `jadval validate` checks, on a dataset that is written for it first.
//!
//! The documents of `raw/` are copied under other names until the tables have enough rows. `cargo bench --bench
//! validation` prints rows of all tables together; JADVAL_ROWS asks for another number of them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a benchmark may stop, may speak and may be asked for more"
)]
#![allow(missing_docs)]

use divan::Bencher;
use divan::counter::ItemsCount;
use jadval::dataset::{Dataset, diff};
use jadval::extract::Engine;
use jadval::pipeline::{Plan, Request};
use jadval::validate::{Against, Demands, contract, validate};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, atomic::AtomicBool};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Rows of all tables together.
const ROWS: u64 = 3_000_000;

fn main() {
    println!("rows: {}", WRITTEN.rows);
    divan::main();
    fs::remove_dir_all(&WRITTEN.folder).unwrap();
}

struct Written {
    folder: PathBuf,
    rows: u64,
    engine: Engine,
}

static WRITTEN: LazyLock<Written> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join("jadval-bench-validation");
    let _ = fs::remove_dir_all(&folder);
    let raw = Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    let mut texts: Vec<String> = jadval::source::files_with_extension(&raw, "txt")
        .unwrap()
        .iter()
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    texts.sort();
    let wanted = std::env::var("JADVAL_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let copy = |copies: u64| {
        for n in 0..copies {
            let into = folder.join("raw").join(format!("{:03}", n / 100));
            fs::create_dir_all(&into).unwrap();
            for (m, text) in texts.iter().enumerate() {
                fs::write(into.join(format!("{:02}-{m:02}.txt", n % 100)), text).unwrap();
            }
        }
        let request = Request::new("bench", vec![folder.join("raw")], folder.join("dataset"));
        let summary = Plan::resolve(request).unwrap().run(&(), &Arc::new(AtomicBool::new(false))).unwrap();
        summary.rows.iter().map(|(_, rows)| rows).sum::<u64>()
    };
    let one = copy(1);
    let rows = copy(wanted.div_ceil(one));
    Written { rows, engine: Engine::builder().build().unwrap(), folder }
});

/// Files, sums, columns, nulls, vocabularies, ids, references, and what rows say of themselves.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_contract(bencher: Bencher<'_, '_>) {
    let written = &*WRITTEN;
    bencher.counter(ItemsCount::new(written.rows)).bench(|| {
        let report = contract(&written.folder.join("dataset"), &written.engine.grammar().lexicon).unwrap();
        assert!(report.checks.len() > 100);
    });
}

/// Everything: the contract, spans and ids against the sources, clauses that nest.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn everything(bencher: Bencher<'_, '_>) {
    let written = &*WRITTEN;
    let lexicon = &written.engine.grammar().lexicon;
    bencher.counter(ItemsCount::new(written.rows)).bench(|| {
        let against =
            Against { sources: Path::new("."), lexicon, expectations: &[], demands: Demands::default() };
        validate(&written.folder.join("dataset"), against).unwrap()
    });
}

/// A dataset against itself.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_difference(bencher: Bencher<'_, '_>) {
    let dataset = Dataset::open(&WRITTEN.folder.join("dataset")).unwrap();
    bencher.counter(ItemsCount::new(WRITTEN.rows)).bench(|| diff(&dataset, &dataset).unwrap());
}
