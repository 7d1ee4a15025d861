//! Ends the analysis of a document before its time.

use std::cell::Cell;

/// Sentences, or matches in a sentence, between two questions to the caller, which may take longer than a short sentence does.
const PAUSE: u32 = 32;

/// What the matches of a table's rules take in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatchSize {
    /// The table.
    pub table: &'static str,
    /// Bytes for each match that stays, until its row is written.
    pub row: u64,
    /// Bytes more for each match, while its sentence is read.
    pub reading: u64,
}

/// A question to the caller, asked every few sentences, whether to give up the document, and a limit for what its analysis
/// may hold in memory. By default there is neither.
///
/// What is held is counted from numbers of tokens and matches, so the same text meets the limit at the same place always.
#[derive(Clone)]
pub struct Watch<'a> {
    give_up: Option<&'a dyn Fn() -> bool>,
    calls: Cell<u32>,
    ended: Cell<bool>,
    most: u64,
    sizes: &'a [MatchSize],
    held: Cell<u64>,
    full: Cell<bool>,
}

impl Default for Watch<'_> {
    fn default() -> Self {
        Self {
            give_up: None,
            calls: Cell::new(0),
            ended: Cell::new(false),
            most: u64::MAX,
            sizes: &[],
            held: Cell::new(0),
            full: Cell::new(false),
        }
    }
}

impl<'a> Watch<'a> {
    /// Makes a watch of a function that returns true once the document is to be given up.
    #[must_use]
    pub fn new(give_up: &'a dyn Fn() -> bool) -> Self {
        Self { give_up: Some(give_up), ..Self::default() }
    }

    /// Gives the document up too when it holds more than so many bytes; of matches, `sizes` says how many they are.
    #[must_use]
    pub fn within(mut self, most: u64, sizes: &'a [MatchSize]) -> Self {
        (self.most, self.sizes) = (most, sizes);
        self
    }

    /// Returns whether the document is to be given up; asks every few calls.
    #[must_use]
    pub fn ended(&self) -> bool {
        if self.give_up.is_none() {
            return self.ended.get();
        }
        let calls = self.calls.get();
        self.calls.set(calls.wrapping_add(1));
        if calls.is_multiple_of(PAUSE) { self.ask() } else { self.ended.get() }
    }

    /// Returns whether the document is given up already; asks nobody.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended.get()
    }

    /// As [`Self::ended`], and asks at once.
    #[must_use]
    pub fn ask(&self) -> bool {
        if !self.ended.get() && self.give_up.is_some_and(|give_up| give_up()) {
            self.ended.set(true);
        }
        self.ended.get()
    }

    /// Counts so many bytes as held, and returns whether there is room for them.
    pub fn hold(&self, bytes: u64) -> bool {
        let held = self.held.get().saturating_add(bytes);
        // What was too much is told as it was.
        if self.full.get() {
            return false;
        }
        self.held.set(held);
        if held > self.most {
            self.full.set(true);
            self.ended.set(true);
        }
        held <= self.most
    }

    /// Counts so many bytes as free again.
    pub fn release(&self, bytes: u64) {
        if !self.full.get() {
            self.held.set(self.held.get().saturating_sub(bytes));
        }
    }

    /// Whether more was held at some time than there is room for.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.full.get()
    }

    /// Bytes that are counted as held.
    #[must_use]
    pub fn held(&self) -> u64 {
        self.held.get()
    }

    /// Bytes for each match of a table's rules: for its row, and while it is read.
    pub(super) fn size_of_match(&self, table: &str) -> (u64, u64) {
        self.sizes.iter().find(|size| size.table == table).map_or((0, 0), |size| (size.row, size.reading))
    }
}

impl std::fmt::Debug for Watch<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Watch(ended: {}, holds {})", self.ended.get(), self.held.get())
    }
}
