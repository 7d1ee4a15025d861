//! Offsets in code points as offsets in UTF-16 code units, which JavaScript counts in.

/// Where the characters of a text stand that take two code units.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    /// Their offsets in code points, in order.
    wide: Vec<u32>,
}

impl Units {
    pub(super) fn of(text: &str) -> Self {
        let wide = text.chars().zip(0_u32..).filter(|(c, _)| c.len_utf16() > 1).map(|(_, at)| at);
        Self { wide: wide.collect() }
    }

    /// The offset of a character in code units.
    pub(super) fn offset(&self, char: i32) -> i64 {
        let before = self.wide.partition_point(|&at| i64::from(at) < i64::from(char));
        i64::from(char) + before as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_are_those_of_utf_16(text in "(\\PC|[😀𐎠])*") {
            let units = Units::of(&text);
            let mut expected = 0;
            for (c, at) in text.chars().zip(0..) {
                prop_assert_eq!(units.offset(at), expected);
                expected += c.len_utf16() as i64;
            }
        }
    }
}
