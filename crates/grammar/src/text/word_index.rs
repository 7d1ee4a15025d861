//! Numbers for the words of texts, so that what holds of a word by itself is found out once.

use super::fold::{Code, TOGETHER};
use super::token_kind::TokenKind;

/// Most bytes of a word that gets a number: nearly all words have fewer.
const LONGEST: usize = 2 * TOGETHER;

/// Most words that get numbers: a text of more has seen all that are common.
const MOST: usize = 1 << 16;

/// How many places are looked at for a word before it goes without a number.
const PROBES: usize = 8;

/// Places of an index that is new.
const FIRST_PLACES: usize = 1 << 10;

/// The letters of a word as they are written, from the lowest byte on, with zeros behind them.
type Key = [u64; LONGEST / 8];

/// A word of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Indexed {
    key: Key,
    /// Its folded letters, with zeros behind them.
    pub(super) codes: [Code; TOGETHER],
    /// How many they are.
    pub(super) count: u8,
    /// Bytes of the letters as they are written.
    bytes: u8,
    /// What it is as a token.
    pub(super) kind: TokenKind,
}

/// Words by number, in the order in which they were met: those that are common stand together.
///
/// Numbers begin with 1 and depend on what was read before, so nothing that is written may depend on them.
#[derive(Debug, Default)]
pub struct WordIndex {
    /// For each hash, the number of a word, or 0.
    places: Vec<u32>,
    /// By number, from 1.
    words: Vec<Indexed>,
}

impl WordIndex {
    /// One more than the last number that was given.
    #[must_use]
    pub const fn end(&self) -> u32 {
        self.words.len() as u32 + 1
    }

    /// Hands the letters of a number, as they are written, to `read`.
    pub fn with_word<T>(&self, number: u32, read: impl FnOnce(&str) -> T) -> T {
        let mut letters = [0; LONGEST];
        if let Some(word) = self.get(number) {
            for (to, lane) in letters.chunks_exact_mut(8).zip(word.key) {
                to.copy_from_slice(&lane.to_le_bytes());
            }
        }
        read(std::str::from_utf8(letters.get(..self.bytes(number)).unwrap_or_default()).unwrap_or_default())
    }

    /// How many bytes the letters of a number take, as they are written.
    #[must_use]
    pub fn bytes(&self, number: u32) -> usize {
        self.get(number).map_or(0, |word| usize::from(word.bytes))
    }

    /// The folded letters of a number.
    #[must_use]
    pub fn codes(&self, number: u32) -> &[Code] {
        self.get(number).and_then(|word| word.codes.get(..usize::from(word.count))).unwrap_or(&[])
    }

    /// What a number is as a token.
    #[must_use]
    pub fn kind(&self, number: u32) -> Option<TokenKind> {
        Some(self.get(number)?.kind)
    }

    #[inline]
    fn get(&self, number: u32) -> Option<&Indexed> {
        self.words.get((number as usize).wrapping_sub(1))
    }

    /// The word that all letters are which a text begins with, up to a character of ASCII, with its number and its bytes;
    /// nothing where it was not met before.
    #[inline]
    pub(super) fn find(&self, text: &[u8]) -> Option<(u32, &Indexed, usize)> {
        let (key, bytes) = letters(text.first_chunk::<LONGEST>()?)?;
        let hash = hash(&key);
        let mask = self.places.len().wrapping_sub(1);
        for probe in 0..PROBES {
            let number = *self.places.get((hash + probe) & mask)?;
            let word = self.get(number)?;
            if word.key == key {
                return Some((number, word, bytes));
            }
        }
        None
    }

    /// The number of the word that a text begins with and that has so many bytes; 0 where it has none. It is such a token,
    /// and these are its codes.
    pub(super) fn number(&mut self, text: &[u8], bytes: usize, kind: TokenKind, codes: &[Code]) -> u32 {
        let Some(key) = text.get(..bytes).and_then(key) else { return 0 };
        let hash = hash(&key);
        let mask = self.places.len().wrapping_sub(1);
        for probe in 0..PROBES {
            let at = (hash + probe) & mask;
            match self.places.get(at).copied() {
                Some(number) if number != 0 => {
                    if self.get(number).is_some_and(|word| word.key == key) {
                        return number;
                    }
                }
                _ => return self.add(key, at, kind, codes),
            }
        }
        self.grow_for(key, kind, codes)
    }

    /// Gives a word a number at a place that is free, as long as there are any.
    #[inline(never)] // Words are new once.
    fn add(&mut self, key: Key, at: usize, kind: TokenKind, codes: &[Code]) -> u32 {
        if self.words.len() >= MOST {
            return 0;
        }
        if 2 * self.words.len() >= self.places.len() {
            return self.grow_for(key, kind, codes);
        }
        let number = self.end();
        if let Some(place) = self.places.get_mut(at) {
            *place = number;
            self.push(key, kind, codes);
        }
        number
    }

    fn push(&mut self, key: Key, kind: TokenKind, codes: &[Code]) {
        let bytes = (LONGEST - zeros_behind(&key)) as u8;
        let mut word = Indexed { key, codes: [0; TOGETHER], count: 0, bytes, kind };
        for (to, from) in word.codes.iter_mut().zip(codes) {
            *to = *from;
            word.count += 1;
        }
        self.words.push(word);
    }

    /// Makes room, and gives the word a number where there is some then.
    #[inline(never)]
    fn grow_for(&mut self, key: Key, kind: TokenKind, codes: &[Code]) -> u32 {
        if self.words.len() >= MOST || self.places.len() >= 4 * MOST {
            return 0;
        }
        let mut places = vec![0; (2 * self.places.len()).max(FIRST_PLACES)];
        for (number, word) in (1..).zip(&self.words) {
            // A word that finds no place is met as a new one, and has a second number then.
            let _ = place(&mut places, hash(&word.key), number);
        }
        let number = self.end();
        let found = place(&mut places, hash(&key), number);
        self.places = places;
        if found.is_none() {
            return 0;
        }
        self.push(key, kind, codes);
        number
    }
}

/// Puts a number where it is looked for.
fn place(places: &mut [u32], hash: usize, number: u32) -> Option<()> {
    let mask = places.len() - 1;
    let free = (0..PROBES).map(|probe| (hash + probe) & mask).find(|at| places[*at] == 0)?;
    places[free] = number;
    Some(())
}

/// The key of all that a text begins with up to a character of ASCII, and its bytes; nothing for none and for too many.
#[inline]
fn letters(text: &[u8; LONGEST]) -> Option<(Key, usize)> {
    let mut key = [0; LONGEST / 8];
    for (n, (lane, bytes)) in key.iter_mut().zip(text.chunks_exact(8)).enumerate() {
        let word = u64::from_le_bytes(*bytes.first_chunk()?);
        // The first byte whose highest bit is not set.
        let ascii = !word & 0x8080_8080_8080_8080;
        if ascii != 0 {
            let bytes = ascii.trailing_zeros() / 8;
            // Those behind it are taken away.
            *lane = word & ((1 << (8 * bytes)) - 1);
            let bytes = 8 * n + bytes as usize;
            return (bytes > 0).then_some((key, bytes));
        }
        *lane = word;
    }
    None
}

/// The key of a word.
fn key(word: &[u8]) -> Option<Key> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    let mut lanes = bytes.chunks_exact(8).filter_map(|lane| Some(u64::from_le_bytes(*lane.first_chunk()?)));
    Some(std::array::from_fn(|_| lanes.next().unwrap_or(0)))
}

/// How many zeros stand behind the letters of a key.
fn zeros_behind(key: &Key) -> usize {
    let lanes = key.iter().rev().take_while(|lane| **lane == 0).count();
    let last = key.iter().rev().nth(lanes).map_or(0, |lane| lane.leading_zeros() / 8);
    8 * lanes + last as usize
}

/// A hash of all of a key's bytes; the places depend on its lowest bits.
#[inline]
fn hash(&[a, b, c, d]: &Key) -> usize {
    // Constants of the fractional part of the golden ratio and of pi.
    let left = (a ^ 0x9E37_79B9_7F4A_7C15) ^ c.rotate_left(29);
    let right = (b ^ 0x2436_A885_A308_D313) ^ d.rotate_left(17);
    let product = u128::from(left) * u128::from(right);
    let folded = (product as u64) ^ (product >> 64) as u64;
    (folded ^ folded >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_keeps_its_number(words in proptest::collection::vec("[ابپت]{1,16}", 1..300), behind in "[ ابپ]{0,40}") {
            let mut index = WordIndex::default();
            let mut number = |word: &str, behind: &str| {
                let text = format!("{word}{behind}");
                index.number(text.as_bytes(), word.len(), TokenKind::Word, &[1, 2])
            };
            let first: Vec<u32> = words.iter().map(|word| number(word, "")).collect();
            let again: Vec<u32> = words.iter().map(|word| number(word, &behind)).collect();
            prop_assert_eq!(&first, &again);
            for (word, number) in words.iter().zip(first) {
                prop_assert_eq!(&index.with_word(number, str::to_owned), word);
                prop_assert_eq!((index.codes(number), index.kind(number)), (&[1, 2][..], Some(TokenKind::Word)));
                let text = format!("{word} {behind}{:40}", "");
                let found = index.find(text.as_bytes()).map(|(number, _, bytes)| (number, bytes));
                prop_assert_eq!(found, (word.len() < LONGEST).then_some((number, word.len())));
            }
        }
    }

    #[test]
    fn what_was_not_met_is_not_found() {
        let mut index = WordIndex::default();
        let behind = " ".repeat(LONGEST);
        assert!(index.find(format!("سال{behind}").as_bytes()).is_none());
        index.number("سال".as_bytes(), 6, TokenKind::Word, &[]);
        for other in ["سالم", "سا", "", "سال»"] {
            assert!(index.find(format!("{other}{behind}").as_bytes()).is_none(), "{other}");
        }
        assert!(index.find(format!("سال{behind}").as_bytes()).is_some());
    }

    #[test]
    fn there_are_not_more_numbers_than_the_index_has_room_for() {
        let mut index = WordIndex::default();
        let words: Vec<String> = (0..2 * MOST).map(|n| n.to_string()).collect();
        let mut number = |word: &String| index.number(word.as_bytes(), word.len(), TokenKind::Digits, &[]);
        let first: Vec<u32> = words.iter().map(&mut number).collect();
        assert!(first.iter().filter(|number| **number != 0).count() > MOST / 2);
        assert!(index.words.len() <= MOST && index.places.len() <= 4 * MOST);
        for (word, number) in words.iter().zip(first).filter(|(_, number)| *number != 0) {
            assert_eq!(&index.with_word(number, str::to_owned), word);
        }
    }
}
