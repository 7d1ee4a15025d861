//! How far a validation is to go.

use super::limits::Limits;
use crate::extract::Engine;

/// What is asked of a validation beyond reading what is there.
#[derive(Clone, Copy, Default)]
pub struct Demands<'a> {
    /// Whether what cannot be checked, since a source is not here, counts as failed.
    pub require_sources: bool,
    /// Whether the dataset is somebody's who may mean harm: nothing is read outside of the folder of the dataset and that of
    /// the sources.
    pub untrusted: bool,
    /// How much of the dataset is read; what has more fails.
    pub limits: Option<Limits>,
    /// Extracts so many documents again and compares all their rows.
    pub re_extract: Option<(&'a Engine, usize)>,
}

impl std::fmt::Debug for Demands<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Demands")
            .field("require_sources", &self.require_sources)
            .field("untrusted", &self.untrusted)
            .field("limits", &self.limits)
            .field("re_extract", &self.re_extract.map(|(_, most)| most))
            .finish()
    }
}
