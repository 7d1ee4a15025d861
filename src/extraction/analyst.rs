//! One document at a time, whatever it does to the engine.

use crate::extract::{Analysis, Document, Engine, GivenUp, room};
use crate::source::{Reject, TIMEOUT, TOO_DENSE, Timer, too_dense, took_too_long};
use crate::{Error, Result};
use std::any::Any;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A text with this in it breaks its analysis off: no text is known that does, and what becomes of the others is to be
/// tested.
#[cfg(test)]
pub(crate) const BREAKING: &str = "\u{FDD0}break";

/// What has been taken for a document before its analysis.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before {
    /// How long it has been in work.
    pub(crate) spent: Duration,
    /// Bytes that its source holds beside the text: of cells, blocks and lines.
    pub(crate) held: u64,
}

impl Before {
    /// What the analysis of a text of so many bytes may hold, where nobody has said.
    fn room(self, bytes: usize) -> u64 {
        room(bytes).saturating_sub(self.held)
    }
}

/// Analyses documents, each under the same watch.
pub(crate) struct Analyst<E> {
    pub(super) engine: E,
    pub(super) timeout: Option<Duration>,
    pub(super) max_memory: Option<u64>,
    pub(super) stop: Arc<AtomicBool>,
}

impl<E: Deref<Target = Engine>> Analyst<E> {
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// What is in a document, or why it was given up; `path` is where it comes from, and `before` what
    /// has been taken for it before.
    ///
    /// # Errors
    /// [`Error::interrupted`] after a wish to stop, also in the middle of a document.
    pub(crate) fn analyse(
        &self,
        document: &Document<'_>,
        path: &str,
        before: Before,
    ) -> Result<std::result::Result<Analysis, Reject>> {
        if self.stopped() {
            return Err(Error::interrupted());
        }
        let timer = self.timeout.map(|limit| Timer::start(limit, before.spent));
        let give_up = || self.stopped() || timer.is_some_and(|timer| timer.is_over());
        // The engine is only read, so a document that breaks it breaks nothing for the next.
        let analysis = catch_unwind(AssertUnwindSafe(|| {
            #[cfg(test)]
            assert!(!document.text.contains(BREAKING), "as it was told to");
            let most = self.max_memory.unwrap_or_else(|| before.room(document.text.len()));
            self.engine.analyse_within(document, &give_up, most)
        }));
        let (doc_id, bytes) = (document.doc_id, document.text.len());
        let (code, message) = match analysis {
            Ok(Ok(analysis)) => return Ok(Ok(analysis)),
            // A document that was given up is no reject if all is at an end.
            _ if self.stopped() => return Err(Error::interrupted()),
            Ok(Err(GivenUp::TooDense { held, room })) => {
                (TOO_DENSE, too_dense("analysis", doc_id, bytes, (held, room)))
            }
            Ok(Err(GivenUp::Asked)) => {
                (TIMEOUT, took_too_long("analysis", doc_id, self.timeout.unwrap_or_default()))
            }
            Err(panic) => ("panic", broke_off(doc_id, panic.as_ref())),
        };
        Ok(Err(Reject { path: path.to_owned(), stage: "extract", code, message, byte_offset: None }))
    }
}

/// Why an analysis broke off.
fn broke_off(doc_id: &str, panic: &(dyn Any + Send)) -> String {
    let reason =
        panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!(
        "expected every text to be readable, found the analysis of «{doc_id}» broken off ({}); please report it",
        reason.unwrap_or("no reason given")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_source_holds_beside_its_text_is_not_there_for_the_analysis() {
        let room_beside = |held| Before { held, ..Before::default() }.room(1000);
        assert_eq!([0, 5].map(room_beside), [room(1000), room(1000) - 5]);
        assert_eq!(room_beside(u64::MAX), 0);
    }
}
