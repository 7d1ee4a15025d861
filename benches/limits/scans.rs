//! What scans that do nothing else come to.

use super::report::rate_of_each;
use aho_corasick::{AhoCorasick, MatchKind};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use jadval::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// The rates of the reference scans, in MB/s.
pub(super) struct Scans {
    /// Forms that the dictionary scans look for.
    pub(super) forms: usize,
    pub(super) utf8: f64,
    pub(super) aho_corasick: f64,
    pub(super) daachorse: f64,
    pub(super) words: f64,
}

pub(super) fn run(texts: &[&str], lexicon: &Lexicon) -> Scans {
    let mut forms: Vec<&str> =
        lexicon.entries().iter().flat_map(|entry| &entry.forms).map(|form| form.as_str()).collect();
    forms.sort_unstable();
    forms.dedup();
    let aho_corasick =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).expect("an automaton");
    let daachorse: CharwiseDoubleArrayAhoCorasick<u32> = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(daachorse::MatchKind::LeftmostLongest)
        .build(&forms)
        .expect("an automaton");
    let mut numbers: FxHashMap<&[u8], u32> = FxHashMap::default();
    for text in texts {
        words(text.as_bytes(), |word| {
            let next = numbers.len() as u32;
            numbers.entry(word).or_insert(next);
        });
    }
    Scans {
        forms: forms.len(),
        utf8: rate_of_each(texts, |text| simdutf8::basic::from_utf8(text.as_bytes()).is_ok()),
        aho_corasick: rate_of_each(texts, |text| aho_corasick.find_iter(text).count()),
        daachorse: rate_of_each(texts, |text| daachorse.leftmost_find_iter(text).count()),
        words: rate_of_each(texts, |text| {
            let mut sum = 0_u64;
            words(text.as_bytes(), |word| sum += u64::from(numbers.get(word).copied().unwrap_or_default()));
            sum
        }),
    }
}

/// Reports each run of bytes between white space and ASCII punctuation.
fn words<'t>(text: &'t [u8], mut report: impl FnMut(&'t [u8])) {
    let mut from = 0;
    for (at, byte) in text.iter().enumerate() {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            if from < at {
                report(&text[from..at]);
            }
            from = at + 1;
        }
    }
    if from < text.len() {
        report(&text[from..]);
    }
}
