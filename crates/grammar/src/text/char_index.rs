//! Byte offsets to character offsets.

/// Bytes between two remembered positions.
const STRIDE: usize = 64;

/// Counts the characters before any byte of a text, in constant time and a little memory.
#[derive(Debug)]
pub struct CharIndex<'a> {
    bytes: &'a [u8],
    /// Characters before each multiple of [`STRIDE`].
    marks: Vec<u32>,
}

impl<'a> CharIndex<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut chars = 0;
        for block in bytes.chunks(STRIDE) {
            marks.push(chars);
            chars += starts(block);
        }
        Self { bytes, marks }
    }

    /// Number of characters (code points) before byte `at`; `at` beyond the end counts them all.
    #[must_use]
    #[inline]
    pub fn chars(&self, at: u32) -> u32 {
        let at = (at as usize).min(self.bytes.len());
        let block = (at / STRIDE).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(block).copied().unwrap_or(0);
        before + starts(&self.bytes[block * STRIDE..at])
    }

    /// The byte at which character `chars` begins; beyond the end, the length of the text.
    #[must_use]
    pub fn byte(&self, chars: u32) -> u32 {
        // The last mark that counts no more than this.
        let block = self.marks.partition_point(|&before| before <= chars).saturating_sub(1);
        let start = block * STRIDE;
        let mut left = chars - self.marks.get(block).copied().unwrap_or(0).min(chars);
        for (at, &byte) in self.bytes.iter().enumerate().skip(start) {
            if starts(&[byte]) == 1 {
                if left == 0 {
                    return u32::try_from(at).unwrap_or(u32::MAX);
                }
                left -= 1;
            }
        }
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }
}

/// Number of bytes that begin a character, of at most [`STRIDE`].
fn starts(bytes: &[u8]) -> u32 {
    let (words, rest) = bytes.as_chunks();
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    let words = words.iter().map(|word| continuations(u64::from_le_bytes(*word)));
    // Each byte of the sum counts one place in the words, and multiplying adds them up in the highest.
    let counts = words.fold(continuations(rest), |sum, word| sum + word);
    bytes.len() as u32 - (counts.wrapping_mul(ONES) >> 56) as u32
}

/// A one in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;

/// A one in each byte that goes on with a character: its two highest bits are 10.
const fn continuations(word: u64) -> u64 {
    word >> 7 & !(word >> 6) & ONES
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "\\PC{0,400}") {
            let index = CharIndex::new(&text);
            for (n, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.chars(at as u32), n as u32);
                prop_assert_eq!(index.byte(n as u32), at as u32);
            }
            prop_assert_eq!(index.chars(u32::MAX), text.chars().count() as u32);
            prop_assert_eq!(index.byte(text.chars().count() as u32), text.len() as u32);
            prop_assert_eq!(index.byte(u32::MAX), text.len() as u32);
        }
    }
}
