//! What a document may take while it is read: time, and memory.
//!
//! An [`Allowance`] is made for each document from the settings of its reading. Its reader says what it holds as it goes, and asks
//! wherever it goes round:
//!
//! ```text
//! while let Some(part) = parts.next() {
//!     allowance.ask()?;                    // or `ask_after(bytes)`, where the length of a step is known
//!     allowance.hold(size_of_val(&part));
//! }
//! ```
//!
//! What is once over stays over, so that who cannot fail may go round without effect until somebody can.

use super::Defect;
use crate::extract::room;
use std::cell::Cell;
use std::time::{Duration, Instant};

/// The code of documents that took too long.
pub(crate) const TIMEOUT: &str = "timeout";

/// The code of documents that would hold too much.
pub(crate) const TOO_DENSE: &str = "too-dense";

/// How long a document may be in work, which is counted while it is: not while it waits between reading and analysis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timer {
    begun: Instant,
    before: Duration,
    limit: Duration,
}

impl Timer {
    /// Begins to count; so long the document has been in work before.
    pub(crate) fn start(limit: Duration, before: Duration) -> Self {
        Self { begun: Instant::now(), before, limit }
    }

    /// How long the document has been in work.
    pub(crate) fn spent(&self) -> Duration {
        self.before.saturating_add(self.begun.elapsed())
    }

    /// Whether that is longer than it may be.
    pub(crate) fn is_over(&self) -> bool {
        self.spent() > self.limit
    }
}

/// What is allowed for a document, and what it is called in messages.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::source) struct Limits<'a> {
    pub(in crate::source) name: &'a str,
    /// How long it may be in work; `None` for as long as it takes.
    pub(in crate::source) timer: Option<Timer>,
    /// The most bytes that its reader may hold; `None` leaves that to its length.
    pub(in crate::source) memory: Option<u64>,
}

impl Limits<'_> {
    /// Asks the clock, where there is none of what the document holds to be counted.
    ///
    /// # Errors
    /// `timeout`.
    pub(in crate::source) fn ask(&self) -> Result<(), Defect> {
        match self.timer {
            Some(timer) if timer.is_over() => Err(too_long(self.name, timer.limit)),
            _ => Ok(()),
        }
    }
}

/// Bytes that the parts of an archive weigh at most where it is told how much its document may hold: one that is packed as well
/// as can be is not to hold as many times what it unpacks to as others hold times their own size.
const UNPACKED: usize = 8 << 20;

/// Work after which the time is asked: bytes, or steps that weigh as much.
const OFTEN: u32 = 16 << 10;

/// What a step weighs by itself, in bytes.
const STEP: u32 = 256;

/// What has been used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    Time,
    /// So many bytes were held then.
    Memory(u64),
}

/// What the reading of one document may take, and how much of it is used up.
pub(in crate::source) struct Allowance<'a> {
    limits: Limits<'a>,
    bytes: usize,
    room: Cell<u64>,
    held: Cell<u64>,
    worked: Cell<u32>,
    over: Cell<Option<Over>>,
}

impl<'a> Allowance<'a> {
    /// That of a document of so many bytes, which are held already.
    pub(in crate::source) fn of(limits: Limits<'a>, bytes: usize) -> Self {
        let allowance = Self {
            limits,
            bytes,
            room: Cell::new(limits.memory.unwrap_or_else(|| room(bytes))),
            held: Cell::new(0),
            worked: Cell::new(0),
            over: Cell::new(None),
        };
        allowance.hold(bytes);
        allowance
    }

    /// Says that the document has been unpacked to so many bytes, which are held: more than an archive itself weighs.
    #[cfg_attr(not(feature = "office"), allow(dead_code, reason = "archives are office documents"))]
    pub(in crate::source) fn unpacked(&self, bytes: usize) {
        if self.limits.memory.is_none() {
            self.room.set(self.room.get().max(room(bytes.min(UNPACKED))));
        }
        self.hold(bytes);
    }

    /// Says that so many more bytes are held.
    pub(in crate::source) fn hold(&self, bytes: usize) {
        let held = self.held.get().saturating_add(bytes as u64);
        self.held.set(held);
        if held > self.room.get() && self.over.get().is_none() {
            self.over.set(Some(Over::Memory(held)));
        }
    }

    /// Says that so many bytes are held no more.
    pub(in crate::source) fn free(&self, bytes: usize) {
        self.held.set(self.held.get().saturating_sub(bytes as u64));
    }

    /// Whether everything is used up, after a step whose length nobody knows.
    pub(in crate::source) fn is_over(&self) -> bool {
        self.is_over_after(0)
    }

    /// The same after a step of so many bytes, or of work that takes as long as reading them does.
    pub(in crate::source) fn is_over_after(&self, bytes: usize) -> bool {
        let steps = u32::try_from(bytes).unwrap_or(OFTEN).saturating_add(STEP);
        self.count(steps)
    }

    fn count(&self, weight: u32) -> bool {
        if self.over.get().is_some() {
            return true;
        }
        let Some(timer) = &self.limits.timer else { return false };
        let worked = self.worked.get().saturating_add(weight);
        if worked < OFTEN {
            self.worked.set(worked);
            return false;
        }
        self.worked.set(0);
        if timer.is_over() {
            self.over.set(Some(Over::Time));
        }
        self.over.get().is_some()
    }

    /// Asks whether to go on, after a step whose length nobody knows.
    ///
    /// # Errors
    /// `timeout` or `too-dense`.
    pub(in crate::source) fn ask(&self) -> Result<(), Defect> {
        self.ask_after(0)
    }

    /// The same after a step of so many bytes.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub(in crate::source) fn ask_after(&self, bytes: usize) -> Result<(), Defect> {
        if self.is_over_after(bytes) { Err(self.defect()) } else { Ok(()) }
    }

    /// The same after one of many steps that are all as short as looking at a few bytes.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub(in crate::source) fn ask_shortly(&self) -> Result<(), Defect> {
        if self.count(4) { Err(self.defect()) } else { Ok(()) }
    }

    /// Asks the clock itself, before or after a long step.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub(in crate::source) fn ask_now(&self) -> Result<(), Defect> {
        if self.count(OFTEN) { Err(self.defect()) } else { Ok(()) }
    }

    /// Why the document is given up.
    fn defect(&self) -> Defect {
        match (self.over.get(), self.limits.timer) {
            (Some(Over::Memory(held)), _) => {
                let message = too_dense("reading", self.limits.name, self.bytes, (held, self.room.get()));
                Defect::new(TOO_DENSE, message + " with --max-document-memory")
            }
            (_, timer) => too_long(self.limits.name, timer.map_or(Duration::ZERO, |timer| timer.limit)),
        }
    }
}

/// What is wrong with a document whose reading takes longer than it may.
fn too_long(name: &str, limit: Duration) -> Defect {
    Defect::new(TIMEOUT, took_too_long("reading", name, limit) + "; --timeout-per-document sets the limit")
}

/// The message of a document that is longer in this work than it may be.
pub(crate) fn took_too_long(work: &str, name: &str, limit: Duration) -> String {
    let limit = limit.as_secs_f64();
    format!("expected the {work} of «{name}» to take at most {limit} s, found it at work after that")
}

/// The message of a document of so many bytes for which this work holds more of them than there is room for.
pub(crate) fn too_dense(work: &str, name: &str, bytes: usize, (held, room): (u64, u64)) -> String {
    format!(
        "expected the {work} of «{name}», of {bytes} bytes, to hold at most {room} bytes in memory, found {held} of them before \
         its end: cut it into shorter documents, or allow more"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_counted_and_what_is_over_stays_over() {
        let allowance = Allowance::of(Limits { memory: Some(100), ..Limits::default() }, 40);
        allowance.hold(50);
        allowance.free(20);
        allowance.hold(30);
        assert_eq!(allowance.ask(), Ok(()));
        allowance.hold(1);
        allowance.free(90);
        let defect = allowance.ask().expect_err("too much");
        assert_eq!(defect.code, TOO_DENSE);
        assert!(
            defect.message.contains("of 40 bytes") && defect.message.contains("at most 100 bytes"),
            "{defect:?}"
        );
        assert!(defect.message.contains("found 101"), "{defect:?}");
    }

    #[test]
    fn parts_of_archives_get_the_room_of_a_large_document_and_no_more() {
        let small = Allowance::of(Limits::default(), 10);
        assert_eq!(small.room.get(), room(10));
        small.unpacked(100 << 20);
        assert_eq!(small.room.get(), room(8 << 20));
        let told = Allowance::of(Limits { memory: Some(5), ..Limits::default() }, 1);
        told.unpacked(3);
        assert_eq!((told.room.get(), told.held.get()), (5, 4));
    }

    #[test]
    fn time_that_is_used_up_is_noticed_after_some_work_and_what_was_spent_before_counts() {
        let hour = Duration::from_secs(3600);
        for (before, code) in [(Duration::ZERO, None), (hour, Some(TIMEOUT))] {
            let limits = Limits { timer: Some(Timer::start(hour, before)), ..Limits::default() };
            let allowance = Allowance::of(limits, 10);
            let asked = (0..OFTEN).find_map(|_| allowance.ask().err());
            assert_eq!(asked.map(|defect| defect.code), code);
            assert_eq!(allowance.ask_now().err().map(|defect| defect.code), code);
            assert_eq!(limits.ask().err().map(|defect| defect.code), code);
        }
        // Where nobody has set a time, nobody looks at the clock.
        let free = Allowance::of(Limits::default(), 10);
        assert_eq!((free.ask_now(), free.worked.get()), (Ok(()), 0));
    }
}
