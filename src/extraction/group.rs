//! How documents are cut into groups.

/// What is analysed together: at most so many documents, or one that is larger than all.
///
/// The limits are constants, not shares of the machine, so that the same input makes the same groups,
/// and with them the same bytes, on any number of threads.
pub(crate) const GROUP: Limit = Limit { items: 128, bytes: 512 << 10 };

pub(crate) struct Limit {
    pub(crate) items: usize,
    pub(crate) bytes: usize,
}

/// Documents of so many bytes begin row groups of their own. What the analysis of one takes, and full row groups of all
/// tables, would be too much at the same time.
pub const LARGE: u64 = 8 << 20;

/// Documents in groups, in order.
pub(crate) trait Groups: Iterator {
    /// Bytes that the next group will have at least, as far as they are known.
    fn expects(&self) -> usize;

    /// Bytes of the texts of a group.
    fn weight(group: &Self::Item) -> usize;
}
