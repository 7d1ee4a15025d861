//! Any bytes behind the mark of Rich Text Format. It is read or refused.

#![no_main]

use jadval::source::format::{Format, Taking, read};
use libfuzzer_sys::fuzz_target;

/// Bytes that what is inside may come to.
const LIMIT: u64 = 16 << 20;

fuzz_target!(|data: &[u8]| {
    let bytes = [b"{\\rtf1".as_slice(), data].concat();
    let _ = read(&bytes, Format::Rtf, &Taking::up_to(LIMIT));
});
