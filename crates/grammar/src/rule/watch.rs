//! The wish that the analysis of a document end before its time.

use std::cell::Cell;

/// Sentences between two questions, which may take longer than a short sentence.
const PAUSE: u32 = 32;

/// Somebody who may want a document given up, and is asked every few sentences. By default nobody.
#[derive(Clone, Default)]
pub struct Watch<'a> {
    give_up: Option<&'a dyn Fn() -> bool>,
    calls: Cell<u32>,
    ended: Cell<bool>,
}

impl<'a> Watch<'a> {
    /// `give_up` says yes once the document is to be given up.
    #[must_use]
    pub fn new(give_up: &'a dyn Fn() -> bool) -> Self {
        Self { give_up: Some(give_up), ..Self::default() }
    }

    /// Whether the answer has been yes; asks now and then.
    #[must_use]
    pub fn ended(&self) -> bool {
        if self.give_up.is_none() {
            return false;
        }
        let calls = self.calls.get();
        self.calls.set(calls.wrapping_add(1));
        if calls.is_multiple_of(PAUSE) { self.ask() } else { self.ended.get() }
    }

    /// The same, and asks now.
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
