//! How much may be in work at the same time: memory holds a few documents however long the corpus is.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes of text in work. One document may be longer; it is in work alone then.
///
/// An analysis takes about ten times the text, names alone thirty times, and what waits to be written, with the row groups of all
/// tables, up to 300 MB.
const BYTES: usize = 16 << 20;

/// Lets groups of documents in, up to a number of them and a number of bytes.
pub(crate) struct Gate {
    groups: usize,
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Default)]
struct Inside {
    groups: usize,
    bytes: usize,
    closed: bool,
}

/// What a group holds while it is in work; dropped, it lets the next one in.
pub(crate) struct Ticket {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Gate {
    pub(crate) fn new(groups: usize) -> Arc<Self> {
        Arc::new(Self { groups, inside: Mutex::default(), left: Condvar::new() })
    }

    /// Lets nobody in any more: nobody is left who would take what they bring.
    pub(crate) fn close(&self) {
        self.inside().closed = true;
        self.left.notify_all();
    }

    /// Waits until a group of so many bytes may come in; `None` once `stop` is set or the gate closed.
    pub(crate) fn enter(
        self: &Arc<Self>,
        bytes: usize,
        patience: Duration,
        stop: &AtomicBool,
    ) -> Option<Ticket> {
        let fits =
            |inside: &Inside| inside.groups < self.groups && inside.bytes.saturating_add(bytes) <= BYTES;
        let mut inside = self.wait(patience, stop, |inside| inside.groups == 0 || fits(inside))?;
        inside.groups += 1;
        inside.bytes += bytes;
        Some(Ticket { gate: Arc::clone(self), bytes })
    }

    fn wait(
        &self,
        patience: Duration,
        stop: &AtomicBool,
        until: impl Fn(&Inside) -> bool,
    ) -> Option<MutexGuard<'_, Inside>> {
        let mut inside = self.inside();
        while !stop.load(Ordering::Relaxed) && !inside.closed {
            if until(&inside) {
                return Some(inside);
            }
            inside = self.left.wait_timeout(inside, patience).unwrap_or_else(PoisonError::into_inner).0;
        }
        None
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// The group has turned out to have so many bytes: waits until there is room for them; `None` once `stop` is set or
    /// the gate closed.
    pub(crate) fn weigh(&mut self, bytes: usize, patience: Duration, stop: &AtomicBool) -> Option<()> {
        let others = |inside: &Inside| inside.bytes.saturating_sub(self.bytes);
        let fits = |inside: &Inside| inside.groups == 1 || others(inside).saturating_add(bytes) <= BYTES;
        let mut inside = self.gate.wait(patience, stop, fits)?;
        inside.bytes = others(&inside).saturating_add(bytes);
        drop(inside);
        self.bytes = bytes;
        self.gate.left.notify_all();
        Some(())
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
        let weigh = |ticket: &mut Option<Ticket>, bytes| {
            ticket.as_mut().expect("a ticket").weigh(bytes, Duration::ZERO, &stop)
        };
        assert!(weigh(&mut first, BYTES + 1).is_some() && full());
        drop(first);
        let alone = enter(10 * BYTES);
        assert!(alone.is_some() && full());
        drop(alone);
        assert_eq!(inside(), (0, 0));
        stop.store(true, Ordering::Relaxed);
        assert!(enter(1).is_none());
    }

    #[test]
    fn a_group_that_turns_out_heavy_waits_for_the_others_to_leave() {
        let (gate, stop, patience) = (Gate::new(2), AtomicBool::new(false), Duration::from_secs(9));
        let first = gate.enter(1, patience, &stop);
        let mut second = gate.enter(1, patience, &stop).expect("a ticket");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(20));
                drop(first);
            });
            assert!(second.weigh(BYTES + 1, patience, &stop).is_some());
            assert_eq!(gate.inside().groups, 1);
        });
        stop.store(true, Ordering::Relaxed);
        assert!(second.weigh(1, patience, &stop).is_none());
    }

    #[test]
    fn a_closed_gate_lets_nobody_in_who_waits_at_it() {
        let (gate, stop, patience) = (Gate::new(1), AtomicBool::new(false), Duration::from_secs(9));
        let inside = gate.enter(1, patience, &stop);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| gate.enter(1, patience, &stop).is_none());
            gate.close();
            assert!(waiting.join().expect("it ends"));
        });
        drop(inside);
        assert!(gate.enter(1, patience, &stop).is_none());
    }
}
