//! Sorted names in little room: of each, what it has beyond the one before it (front coding).

/// The last name, on either side.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrontCoding {
    last: String,
}

impl FrontCoding {
    /// The last name.
    pub(crate) fn last(&self) -> &str {
        &self.last
    }

    /// The bytes that a name begins with like the last one, and what comes then. It is the last one from then on.
    pub(crate) fn shorten<'a>(&mut self, name: &'a str) -> (u32, &'a str) {
        let alike = self.last.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        let shared = (0..=alike).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        let rest = name.get(shared..).unwrap_or_default();
        self.last.truncate(shared);
        self.last.push_str(rest);
        // A name of 4 GiB is none that a system knows.
        (shared as u32, rest)
    }

    /// The name that was shortened; `None` where nothing was to give this.
    pub(crate) fn lengthen(&mut self, shared: u32, rest: &str) -> Option<&str> {
        let shared = shared as usize;
        if shared > self.last.len() || !self.last.is_char_boundary(shared) {
            return None;
        }
        self.last.truncate(shared);
        self.last.push_str(rest);
        Some(&self.last)
    }
}
