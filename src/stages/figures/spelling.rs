//! Long unit names with one slip of the pen («کلیومتر»).

use super::words::Words;
use crate::lexicon::{Lexicon, Slips};
use crate::text::fold::Code;

/// The unit names that slips are looked for in.
#[derive(Debug, Default)]
pub(super) struct Spelling(Slips);

impl Spelling {
    pub(super) fn new(lexicon: &Lexicon, words: &Words) -> Self {
        Self(Slips::new(words.units().filter_map(|(at, _)| Some((at, lexicon.entry(at)?)))))
    }

    /// The unit whose name is one slip away from the word; none where two units would fit.
    pub(super) fn unit(&self, word: &[Code]) -> Option<u32> {
        let mut near = self.0.near(word);
        let found = near.next()?;
        near.all(|other| other == found).then_some(found)
    }
}
