//! How long the allocator keeps what is free: as long as it likes, but for large documents.

use crate::extraction::{Event, LARGE};
use libmimalloc_sys::{mi_option_get, mi_option_set, mi_option_t};
use std::ffi::c_long;

/// `mi_option_purge_delay` of `mimalloc.h`, versions 2 and 3, which the bindings do not name: after how many
/// milliseconds the system has back what is free.
const PURGE_DELAY: mi_option_t = 15;

/// Documents from here on are long.
const LONG: u64 = 1 << 20;

/// Sets the delay as long and large documents come and go.
///
/// By itself the allocator waits a second, in which a long document asks for memory in other portions than the last has
/// left behind. Over five documents of 42.5 MB a run took at most 382 MB with this and 502 without; over small ones no delay
/// cost a fifth more time, the median of seven runs.
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
            Event::Document { bytes } if bytes >= LONG => self.set(100),
            Event::Document { .. } => self.set(self.usual),
            _ => {}
        }
    }

    /// At most the usual delay, which may also be none at all, or -1 for ever.
    #[allow(unsafe_code)]
    fn set(&self, wanted: c_long) {
        let wanted = wanted.min(self.usual);
        if delay() != wanted {
            // SAFETY: as in `delay`; every value is allowed.
            unsafe { mi_option_set(PURGE_DELAY, wanted) }
        }
    }
}

impl Drop for Allocator {
    fn drop(&mut self) {
        self.set(self.usual);
    }
}

#[allow(unsafe_code)]
fn delay() -> c_long {
    // SAFETY: the call takes no pointer, and the option exists; it may be made from any thread at any time.
    unsafe { mi_option_get(PURGE_DELAY) }
}
