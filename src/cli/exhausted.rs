//! What happens when the system gives no more memory: a message and the status of a machine that cannot, instead of a signal.

use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout};

/// mimalloc, but the program ends where there is no more memory. The dataset is as it was then, and what was begun beside
/// it the next run sweeps.
#[allow(missing_debug_implementations, reason = "the allocator that it is has none")]
pub struct Memory(MiMalloc);

/// With the number of the machine's failures.
const STATUS: i32 = 3;
const MESSAGE: &[u8] =
    b"error: expected memory to go on with, found that the system gives no more of it: allow more, take \
                         fewer threads (--jobs 1) or shorter documents; the dataset is as it was\n";

impl Memory {
    /// The allocator.
    #[must_use]
    pub const fn new() -> Self {
        Self(MiMalloc)
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

/// The pointer, where there is one.
fn given(pointer: *mut u8) -> *mut u8 {
    if pointer.is_null() {
        #[cfg(unix)]
        {
            // Neither allocates.
            let _ = rustix::io::write(std::io::stderr(), MESSAGE);
            signal_hook::low_level::exit(STATUS);
        }
    }
    pointer
}

// SAFETY: every call is passed on as it came, and what comes back is what mimalloc gave, or nothing comes back.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract is mimalloc's.
        given(unsafe { self.0.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        given(unsafe { self.0.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer comes from one of the others, and so from mimalloc.
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as for the two above.
        given(unsafe { self.0.realloc(pointer, layout, size) })
    }
}
