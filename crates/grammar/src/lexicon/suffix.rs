//! Suffixes that may follow a form, glued, after a ZWNJ or after a space.

use super::going_on::Apart;
use crate::text::Tokens;
use crate::text::fold::Code;
use serde::{Deserialize, Serialize};

/// A set of suffixes that lexicon files name in `inflect`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SuffixSet {
    pub(super) name: String,
    pub(super) forms: Vec<SuffixForm>,
    /// Whether people also write these apart from the word («سال های»).
    pub(super) spaced: bool,
}

/// One way to write a suffix.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SuffixForm {
    pub(super) codes: Vec<Code>,
    /// Before which letter it may be cut («ه‌اش»); 0 for one that is a single piece.
    pub(super) cut: usize,
}

/// The suffix sets of a lexicon; an entry's are a bit mask over them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Suffixes {
    pub(super) sets: Vec<SuffixSet>,
}

impl Suffixes {
    /// The mask of the named sets, or the name that is unknown.
    pub(super) fn mask<'n>(&self, names: &'n [String]) -> Result<u32, &'n str> {
        names.iter().try_fold(0, |mask, name| {
            let at = self.sets.iter().position(|set| set.name == *name).ok_or(name.as_str())?;
            Ok(mask | 1 << at)
        })
    }

    /// The set (numbered from 1) among `mask` that holds exactly these codes.
    pub(super) fn find(&self, mask: u32, codes: &[Code]) -> Option<u8> {
        self.among(mask).find(|(_, set)| set.forms.iter().any(|form| form.codes == codes)).map(|(n, _)| n)
    }

    /// The same of codes that the text cuts before a letter.
    pub(super) fn find_cut(&self, mask: u32, codes: &[Code], cut: usize) -> Option<u8> {
        self.among(mask)
            .find(|(_, set)| set.forms.iter().any(|form| form.cut == cut && form.codes == codes))
            .map(|(n, _)| n)
    }

    /// The suffix that token `at` is, standing after a ZWNJ or apart.
    pub(super) fn find_token(&self, mask: u32, tokens: &Tokens, at: usize, apart: bool) -> Option<u8> {
        let codes = tokens.codes_of(at);
        self.among(mask)
            .find(|(_, set)| (set.spaced || !apart) && set.forms.iter().any(|form| form.codes == codes))
            .map(|(n, _)| n)
    }

    /// What may stand apart behind a word and be one of them.
    pub(super) fn apart(&self) -> Apart {
        let mut out = Apart::default();
        let spaced = self.sets.iter().filter(|set| set.spaced);
        spaced.flat_map(|set| &set.forms).for_each(|form| out.add(&form.codes));
        out
    }

    fn among(&self, mask: u32) -> impl Iterator<Item = (u8, &SuffixSet)> {
        self.sets
            .iter()
            .enumerate()
            .filter(move |(n, _)| mask & (1 << n) != 0)
            .map(|(n, set)| (n as u8 + 1, set))
    }
}
