//! How much may be in work at the same time: memory holds a few documents however long the corpus is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes of text in work. One document may be longer; it is in work alone then.
///
/// An analysis takes about eight times the text, and the rest, with the row groups of all tables, up to 270 MB: so all
/// together stay below 512 MB.
const BYTES: usize = 18 << 20;

/// Lets groups of documents in, up to a number of them and a number of bytes.
pub(super) struct Gate {
    groups: usize,
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Default)]
struct Inside {
    groups: usize,
    bytes: usize,
}

/// What a group holds while it is in work; dropped, it lets the next one in.
pub(super) struct Ticket {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Gate {
    pub(super) fn new(groups: usize) -> Arc<Self> {
        Arc::new(Self { groups, inside: Mutex::default(), left: Condvar::new() })
    }

    /// Waits until a group of so many bytes may come in; `None` once `stop` is set.
    pub(super) fn enter(
        self: &Arc<Self>,
        bytes: usize,
        patience: Duration,
        stop: &AtomicBool,
    ) -> Option<Ticket> {
        let mut inside = self.inside();
        loop {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let fits = inside.groups < self.groups && inside.bytes.saturating_add(bytes) <= BYTES;
            if fits || inside.groups == 0 {
                inside.groups += 1;
                inside.bytes += bytes;
                return Some(Ticket { gate: Arc::clone(self), bytes });
            }
            inside = self.left.wait_timeout(inside, patience).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// The group has turned out to have so many bytes.
    pub(super) fn weigh(&mut self, bytes: usize) {
        let mut inside = self.gate.inside();
        inside.bytes = inside.bytes.saturating_sub(self.bytes).saturating_add(bytes);
        self.bytes = bytes;
        drop(inside);
        self.gate.left.notify_all();
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut inside = self.gate.inside();
        inside.groups = inside.groups.saturating_sub(1);
        inside.bytes = inside.bytes.saturating_sub(self.bytes);
        drop(inside);
        self.gate.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_document_is_in_work_alone_and_short_ones_up_to_their_number() {
        let (gate, stop) = (Gate::new(2), AtomicBool::new(false));
        let enter = |bytes| gate.enter(bytes, Duration::ZERO, &stop);
        let inside = || {
            let inside = gate.inside();
            (inside.groups, inside.bytes)
        };
        let full = || inside().0 == 2 || inside().1 > BYTES;
        let (mut first, second) = (enter(1), enter(1));
        assert!(full() && second.is_some());
        drop(second);
        first.as_mut().expect("a ticket").weigh(BYTES + 1);
        assert!(full());
        drop(first);
        let alone = enter(10 * BYTES);
        assert!(alone.is_some() && full());
        drop(alone);
        assert_eq!(inside(), (0, 0));
        stop.store(true, Ordering::Relaxed);
        assert!(enter(1).is_none());
    }
}
