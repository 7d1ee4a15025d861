//! Checks against corpora and suites that lie beside the checkout; where they are absent, each says so.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test may stop and may speak"
)]

mod actors;
mod clauses;
mod dates;
mod figures;
mod numerals;
mod resolve;
