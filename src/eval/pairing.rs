//! Rows of two sides, one to one.

use crate::text::Span;

/// Pairs with their likeness, from 0 to 1, of which those are taken first that have the most in common; none is taken twice.
pub(super) fn one_to_one(
    mut candidates: Vec<(f64, usize, usize)>,
    (gold, found): (usize, usize),
) -> Vec<(usize, usize)> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut of_gold, mut of_found) = (vec![false; gold], vec![false; found]);
    let mut out = Vec::new();
    for (_, g, f) in candidates {
        if let (Some(free), Some(other)) = (of_gold.get_mut(g), of_found.get_mut(f))
            && !*free
            && !*other
        {
            (*free, *other) = (true, true);
            out.push((g, f));
        }
    }
    out
}

/// How much of two spans is common to both, from 0 to 1.
pub(super) fn common(one: Span, other: Span) -> f64 {
    let common = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let whole = one.end.max(other.end) - one.start.min(other.start);
    f64::from(common) / f64::from(whole.max(1))
}

/// Pairs of places in two lists of spans that overlap, one to one, those first that have the most in common. Takes time by the
/// number of pairs that do.
#[must_use]
pub fn overlapping(gold: &[Span], found: &[Span]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    let at = |n: &usize| found.get(*n).copied().unwrap_or(Span::new(0, 0));
    order.sort_by_key(|n| at(n).start);
    let longest = found.iter().map(|span| span.end - span.start).max().unwrap_or_default();
    let mut candidates = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        let from = order.partition_point(|n| at(n).start < want.start.saturating_sub(longest));
        let near = order.get(from..).unwrap_or_default().iter().take_while(|n| at(n).start < want.end);
        candidates.extend(near.map(|&n| (common(*want, at(&n)), g, n)).filter(|(common, ..)| *common > 0.0));
    }
    one_to_one(candidates, (gold.len(), found.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn two_rows_on_one_are_one_pair_and_the_closer_one_is_taken() {
        let span = Span::new;
        assert_eq!(overlapping(&[span(0, 10)], &[span(0, 4), span(2, 10)]), [(0, 1)]);
        assert_eq!(overlapping(&[span(0, 4), span(5, 9)], &[span(0, 9)]).len(), 1);
        assert!(overlapping(&[span(0, 4)], &[span(4, 9)]).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_is_paired_twice_and_nothing_that_overlaps_stays_alone_on_both_sides(
            gold in proptest::collection::vec((0..60_u32, 1..9_u32), 0..12),
            found in proptest::collection::vec((0..60_u32, 1..9_u32), 0..12),
        ) {
            let spans = |some: &[(u32, u32)]| some.iter().map(|(at, length)| Span::new(*at, at + length)).collect::<Vec<_>>();
            let (gold, found) = (spans(&gold), spans(&found));
            let pairs = overlapping(&gold, &found);
            for (g, want) in gold.iter().enumerate() {
                prop_assert!(pairs.iter().filter(|(one, _)| *one == g).count() <= 1);
                for (f, have) in found.iter().enumerate() {
                    prop_assert!(pairs.iter().filter(|(_, one)| *one == f).count() <= 1);
                    let alone = !pairs.iter().any(|(one, other)| *one == g || *other == f);
                    prop_assert!(!alone || common(*want, *have) == 0.0);
                }
            }
        }
    }
}
