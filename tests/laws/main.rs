//! Laws that hold for any text and for the code: offsets, determinism, ids, the walls between modules.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

mod bounds;
mod circles;
mod corrections;
mod damage;
mod docs;
mod door;
mod entries;
mod house;
mod ids;
mod layering;
mod lexicon;
mod lists;
mod loaders;
mod model;
mod mutation;
mod offsets;
mod outline;
mod parts;
mod references;
mod sources;

/// Each mutant reads all the words anew, half of which is the work of the allocator: that of the program is the quicker one.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
