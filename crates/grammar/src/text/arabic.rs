//! The Arabic block, in which nearly all letters of Persian texts are.

/// What the characters from U+0600 to U+06FF are, looked up by the two bytes that UTF-8 writes them with.
#[derive(Clone, Copy, Debug)]
pub struct ArabicBlock<T>([T; PAIRS]);

/// The first pair of bytes, and how many there are up to the last one; one in four is none of UTF-8.
const FIRST: u16 = 0xD880;
const PAIRS: usize = 0xDBBF - FIRST as usize + 1;

impl<T: Copy> ArabicBlock<T> {
    /// The table of what `value` says of each character.
    pub fn new(mut value: impl FnMut(char) -> T) -> Self {
        Self(std::array::from_fn(|at| {
            let [lead, next] = (FIRST + at as u16).to_be_bytes();
            value(char::from_u32(u32::from(lead & 0x1F) << 6 | u32::from(next & 0x3F)).unwrap_or_default())
        }))
    }

    /// What the character of two bytes is; nothing where they are none of the block.
    #[must_use]
    #[inline]
    pub fn get(&self, lead: u8, next: u8) -> Option<T> {
        self.0.get(usize::from(u16::from_be_bytes([lead, next]).wrapping_sub(FIRST))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_characters_of_the_block_are_found_and_no_others() {
        let table = ArabicBlock::new(|c| c);
        for c in '\0'..='\u{FFFF}' {
            let mut bytes = [0; 4];
            let found = match c.encode_utf8(&mut bytes).as_bytes() {
                [lead, next, ..] => table.get(*lead, *next),
                _ => None,
            };
            assert_eq!(found, ('\u{600}'..='\u{6FF}').contains(&c).then_some(c), "{c:?}");
        }
    }
}
