//! Misspelt names: long words that are one edit away from one name of the registry.
//!
//! Two words are one edit apart (a letter left out, added, replaced, or two neighbours swapped) only if
//! they agree after taking at most one letter out of each. So every long name is filed under itself and
//! under each of its one-letter shortenings, and a word is looked up the same way.

use super::EntityKind;
use super::registry::{Outline, Registry};
use crate::text::Tokenizer;
use crate::text::fold::Code;

/// Shortest name, and shortest word, that may be misspelt.
pub(super) const LEAST: usize = 7;
/// Longest one.
const MOST: usize = 24;

/// The long names of the registry by their shortenings.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    names: Vec<(Box<[Code]>, u32)>,
    /// Hash of a name or of one of its shortenings, and the name; by [`drawer`].
    filed: Vec<(u64, u32)>,
    /// Where each drawer begins, and where the last one ends.
    drawers: Vec<u32>,
    /// The [`slot`]s of the hashes, one bit each: most words stop here.
    filter: Vec<u64>,
}

/// Bits of a hash that choose its slot in the filter, and its drawer.
const SLOT_BITS: u32 = 20;
const DRAWER_BITS: u32 = 14;

impl Nearby {
    pub(super) fn new(registry: &Registry, endings: &[Box<[Code]>]) -> Self {
        let (mut out, tokenizer) = (Self::default(), Tokenizer::new());
        // Short names are left out first, since most are short and need not be read.
        let long = |form: &str| !form.contains(' ') && form.chars().nth(LEAST - 1).is_some();
        for (at, entry) in registry.entries().filter(|(_, entry)| entry.forms.iter().any(|form| long(form))) {
            let Some(known) = Outline::of(entry) else { continue };
            let named =
                matches!(known.kind, EntityKind::State | EntityKind::Place | EntityKind::Organisation);
            if !named || known.small() {
                continue;
            }
            for form in entry.forms.iter().filter(|form| long(form)) {
                let name = tokenizer.codes(form);
                let ending =
                    endings.iter().filter(|ending| name.ends_with(ending)).map(|ending| ending.len()).max();
                let telling = name.len() - ending.unwrap_or(0);
                if telling >= LEAST && name.len() <= MOST && !known.ambiguous(&tokenizer, &name) {
                    out.file(name, at);
                }
            }
        }
        out.sort();
        out
    }

    /// Puts what is filed into its drawers.
    fn sort(&mut self) {
        self.filter = vec![0; 1 << (SLOT_BITS - 6)];
        let mut ends = vec![0_u32; (1 << DRAWER_BITS) + 1];
        for (hash, _) in &self.filed {
            self.filter[slot(*hash) / 64] |= 1 << (slot(*hash) % 64);
            ends[drawer(*hash)] += 1;
        }
        let mut end = 0;
        for drawer in &mut ends {
            end += *drawer;
            *drawer = end;
        }
        // Filled from their ends, drawers end up told by where they begin.
        let mut sorted = vec![(0, 0); self.filed.len()];
        for filed in self.filed.drain(..) {
            let begin = &mut ends[drawer(filed.0)];
            *begin -= 1;
            sorted[*begin as usize] = filed;
        }
        (self.filed, self.drawers) = (sorted, ends);
    }

    /// What is filed in the drawer of a hash.
    fn filed_with(&self, hash: u64) -> &[(u64, u32)] {
        let at = drawer(hash);
        let ends = self.drawers.get(at).zip(self.drawers.get(at + 1));
        ends.and_then(|(begin, end)| self.filed.get(*begin as usize..*end as usize)).unwrap_or_default()
    }

    fn file(&mut self, name: Box<[Code]>, entry: u32) {
        let at = self.names.len() as u32;
        shortenings(&name, |hash| self.filed.push((hash, at)));
        self.names.push((name, entry));
    }

    /// The entry whose name the word misspells; none where several are as near.
    pub(super) fn find(&self, word: &[Code]) -> Option<u32> {
        if !(LEAST..=MOST).contains(&word.len()) {
            return None;
        }
        let mut found: Option<u32> = None;
        let mut several = false;
        shortenings(word, |hash| {
            if self.filter.get(slot(hash) / 64).is_none_or(|bits| bits >> (slot(hash) % 64) & 1 == 0) {
                return;
            }
            for (_, at) in self.filed_with(hash).iter().filter(|(filed, _)| *filed == hash) {
                if let Some((name, entry)) = self.names.get(*at as usize)
                    && is_slip(word, name)
                {
                    several |= found.is_some_and(|other| other != *entry);
                    found = Some(*entry);
                }
            }
        });
        found.filter(|_| !several)
    }
}

/// The hashes of a word and of what is left when one letter is taken out, in one pass: a polynomial over
/// the letters, put together from what stands before the letter and what stands behind it.
fn shortenings(word: &[Code], mut report: impl FnMut(u64)) {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let step = |sum: u64, code: Code| sum.wrapping_mul(BASE).wrapping_add(u64::from(code));
    let mut behind = word.iter().fold(0, |sum, code| step(sum, *code));
    report(mixed(behind));
    let mut power = (1..word.len()).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let inverse = inverse(BASE);
    let mut before = 0_u64;
    for (out, code) in word.iter().enumerate() {
        behind = behind.wrapping_sub(power.wrapping_mul(u64::from(*code)));
        // Of two equal letters in a row, one is as good as the other.
        if out == 0 || word[out] != word[out - 1] {
            report(mixed(before.wrapping_mul(power).wrapping_add(behind)));
        }
        before = step(before, *code);
        power = power.wrapping_mul(inverse);
    }
}

/// The factor that undoes an odd one, modulo 2^64 (Newton's iteration).
const fn inverse(odd: u64) -> u64 {
    let (mut x, mut n) = (odd, 0);
    while n < 6 {
        x = x.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(x)));
        n += 1;
    }
    x
}

/// Spreads a sum over all bits (the finalizer of `SplitMix64`).
const fn mixed(sum: u64) -> u64 {
    let sum = (sum ^ (sum >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let sum = (sum ^ (sum >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    sum ^ (sum >> 31)
}

/// Where a hash stands in the filter.
const fn slot(hash: u64) -> usize {
    (hash >> (u64::BITS - SLOT_BITS)) as usize
}

/// In which drawer a hash is filed.
const fn drawer(hash: u64) -> usize {
    (hash >> (u64::BITS - DRAWER_BITS)) as usize
}

/// Whether the word is the name with one slip inside it. What the word adds or lacks at its ends is an
/// ending («پاکستانی»), not a slip.
fn is_slip(word: &[Code], name: &[Code]) -> bool {
    let same = word.iter().zip(name).take_while(|(a, b)| a == b).count();
    if same == 0 || word == name {
        return false;
    }
    let (word_rest, name_rest) = (&word[same..], &name[same..]);
    match (word_rest, name_rest) {
        // A letter too many or too few, followed by at least one right one.
        ([_, rest @ ..], name_rest) if !rest.is_empty() && rest == name_rest => true,
        (word_rest, [_, rest @ ..]) if !rest.is_empty() && rest == word_rest => true,
        // Another letter makes another word of a short name.
        ([_, a @ ..], [_, b @ ..]) if a == b => name.len() > LEAST,
        ([a, b, rest @ ..], [c, d, others @ ..]) => a == d && b == c && rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn nearby(names: &[&[Code]]) -> Nearby {
        let mut out = Nearby::default();
        for (n, name) in names.iter().enumerate() {
            out.file((*name).into(), n as u32);
        }
        out.sort();
        out
    }

    const NAME: &[Code] = &[40, 41, 42, 43, 44, 45, 46, 47];

    #[test]
    fn endings_are_no_slips() {
        let index = nearby(&[NAME]);
        assert_eq!(index.find(&[40, 41, 42, 43, 44, 45, 46, 47, 68]), None);
        assert_eq!(index.find(&[40, 41, 42, 43, 44, 45, 46]), None);
        assert_eq!(index.find(NAME), None);
    }

    #[test]
    fn another_letter_in_a_short_name_is_another_word() {
        let index = nearby(&[&NAME[..7]]);
        assert_eq!(index.find(&[40, 41, 50, 43, 44, 45, 46]), None);
        assert_eq!(index.find(&[40, 42, 41, 43, 44, 45, 46]), Some(0));
    }

    #[test]
    fn two_names_as_near_are_none() {
        let index = nearby(&[NAME, &[40, 41, 42, 43, 50, 45, 46, 47]]);
        assert_eq!(index.find(&[40, 41, 42, 43, 51, 45, 46, 47]), None);
    }

    proptest! {
        #[test]
        fn every_slip_inside_a_name_is_found(at in 1_usize..7, other in 37_u8..39, way in 0..4) {
            let mut word = NAME.to_vec();
            match way {
                0 => word[at] = other,
                1 => { word.insert(at, other); }
                2 if at < 7 => { word.remove(at); }
                _ => word.swap(at, at - 1 + usize::from(at == 1) * 2),
            }
            prop_assert_eq!(nearby(&[NAME]).find(&word), Some(0));
        }
    }
}
