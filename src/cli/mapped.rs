//! Memory for the lists of large documents, each of which is mapped by itself.
//!
//! Such lists grow to tens of megabytes, and the holes that they leave in the allocator's stock as they do, nothing else fits:
//! with them in it, running text of 52 MB took 518 MB and laws 635, and without, 431 and 550. A mapping also grows without a
//! copy of it, and is back with the system when it is freed.

use std::alloc::Layout;

/// Fewest bytes of what is mapped; small documents have nothing of that size.
const LEAST: usize = 4 << 20;

/// What every page of memory is aligned to at least.
const ALIGNED: usize = 4 << 10;

/// Whether memory of this layout is mapped. Who frees it says the same layout, and so knows.
pub(super) const fn is(layout: Layout) -> bool {
    cfg!(target_os = "linux") && layout.size() >= LEAST && layout.align() <= ALIGNED
}

#[cfg(target_os = "linux")]
mod system {
    use rustix::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap, munmap};
    use std::ptr::null_mut;

    /// So many bytes, all 0; null where the system gives none.
    pub(in crate::cli) fn map(bytes: usize) -> *mut u8 {
        let (access, kind) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE);
        // SAFETY: a new mapping at a place that the system chooses touches nothing that there is.
        #[allow(unsafe_code)]
        let mapped = unsafe { mmap_anonymous(null_mut(), bytes, access, kind) };
        mapped.map_or(null_mut(), <*mut _>::cast)
    }

    /// Gives a mapping back.
    ///
    /// # Safety
    /// It is one of so many bytes by [`map`] or [`resize`], and nobody uses it any more.
    #[allow(unsafe_code)]
    pub(in crate::cli) unsafe fn unmap(mapped: *mut u8, bytes: usize) {
        // SAFETY: the caller's contract. A mapping that cannot be given back stays where it is.
        let _ = unsafe { munmap(mapped.cast(), bytes) };
    }

    /// Another size of a mapping, elsewhere where it has no room to grow; null where the system gives none.
    ///
    /// # Safety
    /// As for [`unmap`], where it is not null.
    #[allow(unsafe_code)]
    pub(in crate::cli) unsafe fn resize(mapped: *mut u8, before: usize, bytes: usize) -> *mut u8 {
        // SAFETY: the caller's contract.
        let moved = unsafe { mremap(mapped.cast(), before, bytes, MremapFlags::MAYMOVE) };
        moved.map_or(null_mut(), <*mut _>::cast)
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::ptr::null_mut;

    /// Nothing is mapped here, and nobody asks.
    pub(in crate::cli) fn map(_: usize) -> *mut u8 {
        null_mut()
    }

    #[allow(unsafe_code, reason = "as where there are mappings")]
    pub(in crate::cli) unsafe fn unmap(_: *mut u8, _: usize) {}

    #[allow(unsafe_code, reason = "as where there are mappings")]
    pub(in crate::cli) unsafe fn resize(_: *mut u8, _: usize, _: usize) -> *mut u8 {
        null_mut()
    }
}

pub(super) use system::{map, resize, unmap};
