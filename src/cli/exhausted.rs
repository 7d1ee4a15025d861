//! What happens when the system gives no more memory: a message and the status of a machine that cannot, instead of a signal.

use super::mapped;
use mimalloc::MiMalloc;
use std::alloc::{GlobalAlloc, Layout};

/// mimalloc, and mappings for what is large; but the program ends where there is no more memory. The dataset is as it was then, and what was begun beside
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

// SAFETY: every call is passed on as it came, to mimalloc or to the system's mappings, by the layout alone, which is the same for
// what is freed as it was for what was given; and what comes back is what they gave, or nothing comes back.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if mapped::is(layout) {
            return given(mapped::map(layout.size()));
        }
        // SAFETY: the caller's contract is mimalloc's.
        given(unsafe { self.0.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if mapped::is(layout) {
            return given(mapped::map(layout.size()));
        }
        // SAFETY: as above.
        given(unsafe { self.0.alloc_zeroed(layout) })
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if mapped::is(layout) {
            // SAFETY: the pointer comes from one of the others with this layout, and so from a mapping of this size.
            return unsafe { mapped::unmap(pointer, layout.size()) };
        }
        // SAFETY: the pointer comes from one of the others, and so from mimalloc.
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller sees to it that the size is one of a layout.
        let wanted = unsafe { Layout::from_size_align_unchecked(size, layout.align()) };
        match (mapped::is(layout), mapped::is(wanted)) {
            // SAFETY: as for `dealloc`.
            (true, true) => given(unsafe { mapped::resize(pointer, layout.size(), size) }),
            // SAFETY: as for the two above.
            (false, false) => given(unsafe { self.0.realloc(pointer, layout, size) }),
            // SAFETY: both have the bytes that are copied, one of them is new, and the other is freed as it was given.
            _ => unsafe {
                let moved = self.alloc(wanted);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(pointer, layout.size().min(size));
                    self.dealloc(pointer, layout);
                }
                moved
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What grows and shrinks across the size from which on memory is mapped keeps its bytes.
    #[test]
    #[allow(unsafe_code)]
    fn bytes_stay_where_memory_is_mapped_and_where_it_is_not() {
        let memory = Memory::new();
        let layout = |size| Layout::from_size_align(size, 8).expect("a layout");
        let sizes = [1 << 10, 3 << 20, 5 << 20, 40 << 20, 7 << 20, 4 << 20, (4 << 20) - 1, 100];
        // SAFETY: each size is freed, or made the next one, with its own layout, and no byte outside of it is touched.
        unsafe {
            for aligned in [8, 1 << 14] {
                let zeroed = Layout::from_size_align(6 << 20, aligned).expect("a layout");
                let pointer = memory.alloc_zeroed(zeroed);
                assert_eq!(pointer as usize % aligned, 0);
                assert!((0..6 << 20).step_by(4099).all(|at| *pointer.add(at) == 0));
                memory.dealloc(pointer, zeroed);
            }
            let mut pointer = memory.alloc(layout(sizes[0]));
            (0..100).for_each(|at| *pointer.add(at) = at as u8);
            for pair in sizes.windows(2) {
                pointer = memory.realloc(pointer, layout(pair[0]), pair[1]);
                *pointer.add(pair[1] - 1) = if pair[1] > 100 { 1 } else { 99 };
                assert!((0..100).all(|at| *pointer.add(at) == at as u8), "{pair:?}");
            }
            memory.dealloc(pointer, layout(100));
        }
    }
}
