//! Numbers that are stored in order, and where each stands among them.

/// Bits of a number that say among which it stands.
const BITS: u32 = 16;
/// How many groups of numbers of the same first bits there are.
pub(super) const GROUPS: usize = 1 << BITS;
/// Bytes of what follows those bits.
pub(super) const REST: usize = 2;

/// Where numbers of the same first bits stand among others.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookup {
    /// Where each group begins, and where the last one ends.
    starts: Vec<u32>,
}

impl Lookup {
    /// Those of groups of which each has so many numbers.
    pub(super) fn new(counts: &[u8]) -> Self {
        let mut start = 0;
        let ends = counts.iter().map(|count| {
            start += u32::from(*count);
            start
        });
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Where a number stands among those whose other bits are `rests`.
    #[inline]
    pub(super) fn find(&self, rests: &[u8], number: u32) -> Option<usize> {
        let group = (number >> BITS) as usize;
        let [first, end] = *self.starts.get(group..)?.first_chunk::<2>()?;
        let rest = (number as u16).to_le_bytes();
        let group = rests.as_chunks::<REST>().0.get(first as usize..end as usize)?;
        Some(first as usize + group.iter().position(|other| *other == rest)?)
    }
}

/// How many numbers each group has, and the other bits of all, of numbers in order. They are hashes: no group has as many of them as
/// a byte cannot tell.
pub(super) fn write(numbers: impl IntoIterator<Item = u32>) -> (Vec<u8>, Vec<u8>) {
    let (mut counts, mut rests) = (vec![0_u8; GROUPS], Vec::new());
    for number in numbers {
        if let Some(count) = counts.get_mut((number >> BITS) as usize) {
            *count = count.saturating_add(1);
        }
        rests.extend((number as u16).to_le_bytes());
    }
    (counts, rests)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn each_number_is_found_where_it_stands(numbers: BTreeSet<u32>, others: Vec<u32>) {
            let (counts, rests) = write(numbers.iter().copied());
            let lookup = Lookup::new(&counts);
            for (at, number) in numbers.iter().enumerate() {
                prop_assert_eq!(lookup.find(&rests, *number), Some(at));
            }
            for other in others.iter().chain(&[0, u32::MAX]) {
                prop_assert_eq!(lookup.find(&rests, *other).is_some(), numbers.contains(other));
            }
        }

        #[test]
        fn other_bytes_are_read_too(counts: Vec<u8>, rests: Vec<u8>, number: u32) {
            let _ = Lookup::new(&counts).find(&rests, number);
        }
    }
}
