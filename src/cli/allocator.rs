//! What the allocator takes and keeps: small pages, and what is free as long as it likes, but for large documents.

use crate::extraction::{Event, LARGE};
use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};
use std::ffi::c_long;

/// `mi_option_purge_delay` of `mimalloc.h`, versions 2 and 3, which the bindings do not name: after how many
/// milliseconds the system has back what is free.
const PURGE_DELAY: mi_option_t = 15;

/// By itself the allocator waits a second, in which a long document asks for memory in other portions than its own reader has left
/// behind: over a page of 50 MB a run took 534 MB, and 482 with this. It takes no longer.
const USUAL: c_long = 100;

/// Has the system give this process small pages, and the allocator give them back soon.
///
/// Where a huge page is taken whole for a few kilobytes of it, and kept until all of it is free, 15 MB of records on two threads take
/// 280 MB, and 205 without; neither takes longer. It is for a process that is the command line's own, and comes before everything
/// that takes memory: what is free once is given back as it was said then.
pub fn spare_memory() {
    // Where the system has none, or none to be had, there is nothing to refuse.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    set(USUAL.min(delay()));
}

/// Sets the delay as large documents come and go.
///
/// While it waits, a large document asks for memory in other portions than the last has left behind. Over five documents of 42.5 MB
/// a run took at most 382 MB with this and 502 without; over small ones no delay at all cost a fifth more time, the median of
/// seven runs.
pub(super) struct Allocator {
    usual: c_long,
}

impl Allocator {
    pub(super) fn new() -> Self {
        Self { usual: delay() }
    }

    pub(super) fn hear(&self, event: &Event<'_>) {
        match *event {
            Event::Large => self.set(0),
            Event::Document { bytes } if bytes >= LARGE => {}
            Event::Document { .. } => self.set(self.usual),
            _ => {}
        }
    }

    /// At most the usual delay, which may also be none at all, or -1 for ever.
    fn set(&self, wanted: c_long) {
        set(wanted.min(self.usual));
    }
}

impl Drop for Allocator {
    fn drop(&mut self) {
        set(self.usual);
    }
}

#[allow(unsafe_code)]
fn set(wanted: c_long) {
    if delay() != wanted {
        // SAFETY: as in `delay`; every value is allowed.
        unsafe { mi_option_set(PURGE_DELAY, wanted) }
    }
}

#[allow(unsafe_code)]
fn delay() -> c_long {
    // SAFETY: the call takes no pointer, and the option exists; it may be made from any thread at any time.
    unsafe { mi_option_get(PURGE_DELAY) }
}
