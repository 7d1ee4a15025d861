//! Who waits for a text to be read.

/// Steps between two questions whether to go on.
const EVERY: usize = 1 << 16;

/// Whoever waits for a text to be read may not want it any more: passes over a long text ask every so often, and leave the rest
/// out.
#[derive(Clone, Copy)]
pub struct Waiting<'a> {
    gave_up: &'a dyn Fn() -> bool,
}

impl<'a> Waiting<'a> {
    /// Nobody gives up.
    pub const ALWAYS: Self = Self { gave_up: &|| false };

    /// They have given up once `gave_up` says so, and then always.
    #[must_use]
    pub const fn new(gave_up: &'a dyn Fn() -> bool) -> Self {
        Self { gave_up }
    }

    /// Whether they have given up.
    #[must_use]
    pub fn ended(&self) -> bool {
        (self.gave_up)()
    }

    /// As [`Self::ended`], of a step of a pass, which asks at few of them.
    #[must_use]
    #[inline]
    pub fn ended_at(&self, step: usize) -> bool {
        step.is_multiple_of(EVERY) && self.ended()
    }
}
