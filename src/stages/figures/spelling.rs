//! Long unit names with one slip of the pen («کلیومتر»).

use super::words::Words;
use crate::lexicon::Lexicon;
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

/// The shortest name that a slip is looked for in, in letters: shorter ones have real words beside them.
const SHORTEST: usize = 6;

/// The letters of a unit's name, and the unit.
type Name = (Box<[Code]>, u32);

/// The unit names that slips are looked for in, by length.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    by_length: FxHashMap<usize, Vec<Name>>,
}

impl Spelling {
    pub(super) fn new(lexicon: &Lexicon, words: &Words) -> Self {
        let tokenizer = Tokenizer::new();
        let mut by_length: FxHashMap<usize, Vec<Name>> = FxHashMap::default();
        for (n, _) in words.units() {
            for form in lexicon.entry(n).map_or(&[][..], |entry| entry.forms.as_slice()) {
                let codes = tokenizer.codes(form);
                if codes.len() >= SHORTEST && !form.contains(' ') {
                    by_length.entry(codes.len()).or_default().push((codes, n));
                }
            }
        }
        Self { by_length }
    }

    /// The unit whose name differs from the word by one letter too many, too few, wrong, or by two
    /// letters that changed places; none where two units would fit.
    pub(super) fn unit(&self, word: &[Code]) -> Option<u32> {
        let mut found = None;
        for length in word.len().saturating_sub(1)..=word.len() + 1 {
            for (name, entry) in self.by_length.get(&length).into_iter().flatten() {
                if one_slip(name, word) && found.replace(*entry).is_some_and(|other| other != *entry) {
                    return None;
                }
            }
        }
        found
    }
}

fn one_slip(name: &[Code], word: &[Code]) -> bool {
    let same = name.iter().zip(word).take_while(|(a, b)| a == b).count();
    // The first letter is hardly ever wrong.
    if same == 0 {
        return false;
    }
    let (a, b) = (&name[same..], &word[same..]);
    match (a, b) {
        ([], []) => false,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        ([x, y, a @ ..], [p, q, b @ ..]) if x == q && y == p && a == b => true,
        ([_, a @ ..], [_, b @ ..]) => a == b,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::one_slip;

    #[test]
    fn one_slip_and_no_more() {
        let slips = |a: &str, b: &str| one_slip(a.as_bytes(), b.as_bytes());
        assert!(slips("kilometer", "kliometer"));
        assert!(slips("kilometer", "kilmeter"));
        assert!(slips("kilometer", "kilommeter"));
        assert!(slips("kilometer", "kilomiter"));
        assert!(!slips("kilometer", "kilometer"));
        assert!(!slips("kilometer", "klioneter"));
    }
}
