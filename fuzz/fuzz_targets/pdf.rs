//! Any bytes as a PDF file. It is read or refused.

#![no_main]

use jadval::source::format::{Format, Taking, read};
use libfuzzer_sys::fuzz_target;

/// Bytes that what is inside may come to.
const LIMIT: u64 = 16 << 20;

fuzz_target!(|data: &[u8]| {
    let _ = read(data, Format::Pdf, &Taking::up_to(LIMIT));
});
