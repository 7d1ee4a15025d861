//! Long names with one slip of the pen («کلیومتر»).

use super::entry::Entry;
use crate::text::Tokenizer;
use crate::text::fold::Code;
use rustc_hash::FxHashMap;

/// The shortest name that a slip is looked for in, in letters: shorter ones have real words beside them.
const SHORTEST: usize = 6;

/// The letters of a name, and its entry.
type Name = (Box<[Code]>, u32);

/// The names that slips are looked for in, by length.
#[derive(Clone, Debug, Default)]
pub struct Slips {
    by_length: FxHashMap<usize, Vec<Name>>,
}

impl Slips {
    /// The long names of some entries, which are given with their positions.
    #[must_use]
    pub fn new<'e>(entries: impl Iterator<Item = (u32, &'e Entry)>) -> Self {
        let tokenizer = Tokenizer::new();
        let mut by_length: FxHashMap<usize, Vec<Name>> = FxHashMap::default();
        for (at, entry) in entries {
            for form in entry.forms.iter().filter(|form| !form.contains(' ')) {
                let codes = tokenizer.codes(form);
                if codes.len() >= SHORTEST {
                    by_length.entry(codes.len()).or_default().push((codes, at));
                }
            }
        }
        Self { by_length }
    }

    /// The entries with a name that differs from the word by one letter too many, too few, wrong, or by two letters that
    /// changed places.
    pub fn near(&self, word: &[Code]) -> impl Iterator<Item = u32> {
        let lengths = word.len().saturating_sub(1)..=word.len() + 1;
        let names = lengths.filter_map(|length| self.by_length.get(&length)).flatten();
        names.filter(|(name, _)| one_slip(name, word)).map(|(_, entry)| *entry)
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
