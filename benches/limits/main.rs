//! How near extraction comes to what this machine can do at all: reference scans, stages and the whole in one process.
//!
//! ```text
//! cargo bench --bench limits -- 256        megabytes of text for the whole (256 where none are given)
//! ```
//!
//! For running text and for laws it prints, of one core:
//!
//! - four reference scans: a check of UTF-8; *Aho-Corasick*, one leftmost-longest pass of the crate `aho-corasick` over all
//!   forms of the lexicon; *daachorse*, the same by characters with the quickest crate for it; *words numbered*, each word
//!   cut at white space and punctuation and looked up in a hash map for its number, which is the ceiling for whatever looks
//!   at each word once;
//! - tokens, look-up, segments and each stage, and all stages: the analysis.
//!
//! Then the whole, with files read and Parquet written, on one thread and two; and whether time grows with size alone.
//! Rates are megabytes (10^6) of UTF-8 a second. The columns behind them are ratios to the three dictionary scans on the
//! same text in the same run: rates differ from machine to machine and from hour to hour, ratios say more.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop and may speak")]
#![allow(missing_docs)]

#[path = "../corpus/mod.rs"]
#[allow(dead_code, reason = "other programs measure on more texts")]
mod corpus;
mod report;
mod scans;
mod stages;
mod whole;

use corpus::Corpus;
use jadval::extract::Engine;
use report::Report;
use std::path::Path;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Size of the text of scans and stages.
const STAGE_BYTES: usize = 8 << 20;

fn main() {
    // What `cargo bench` itself passes begins with a dash.
    let megabytes = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(256_usize);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let engine = Engine::builder().build().expect("the built-in data load");
    for corpus in [Corpus::running(root), Corpus::laws(root)] {
        let texts = corpus.repeated(STAGE_BYTES);
        let scans = scans::run(&texts, &engine.grammar().lexicon);
        println!("\n{}", corpus.name);
        let report = Report::new(scans, &texts);
        stages::run(&texts, &engine, &report);
        whole::run(&corpus, megabytes << 20, &report);
    }
    whole::sizes(&Corpus::running(root), megabytes << 20);
}
