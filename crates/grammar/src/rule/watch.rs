//! Ends the analysis of a document before its time.

use std::cell::Cell;

/// Sentences between two questions to the caller, which may take longer than a short sentence does.
const PAUSE: u32 = 32;

/// A question to the caller, asked every few sentences, whether to give up the document. By default there is none.
#[derive(Clone, Default)]
pub struct Watch<'a> {
    give_up: Option<&'a dyn Fn() -> bool>,
    calls: Cell<u32>,
    ended: Cell<bool>,
}

impl<'a> Watch<'a> {
    /// Makes a watch of a function that returns true once the document is to be given up.
    #[must_use]
    pub fn new(give_up: &'a dyn Fn() -> bool) -> Self {
        Self { give_up: Some(give_up), ..Self::default() }
    }

    /// Returns whether the document is to be given up; asks every few calls.
    #[must_use]
    pub fn ended(&self) -> bool {
        if self.give_up.is_none() {
            return false;
        }
        let calls = self.calls.get();
        self.calls.set(calls.wrapping_add(1));
        if calls.is_multiple_of(PAUSE) { self.ask() } else { self.ended.get() }
    }

    /// As [`Self::ended`], and asks at once.
    #[must_use]
    pub fn ask(&self) -> bool {
        if !self.ended.get() && self.give_up.is_some_and(|give_up| give_up()) {
            self.ended.set(true);
        }
        self.ended.get()
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Watch(ended: {})", self.ended.get())
    }
}
