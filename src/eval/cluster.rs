//! Whether mentions of one entity are known to be of one: B³ (Bagga and Baldwin).

use std::collections::BTreeMap;

/// How well mentions are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clusters {
    /// Of the mentions that are put with one, the share that belong there; averaged over mentions.
    pub precision: f64,
    /// Of the mentions that belong with one, the share that are put there.
    pub recall: f64,
}

impl Clusters {
    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

/// B³ over mentions: each has the entity that people say it is of, and the one that the program says; none where one of
/// them has no such mention. `None` where there is no mention.
#[must_use]
pub fn b_cubed(mentions: &[(Option<&str>, Option<&str>)]) -> Option<Clusters> {
    let (mut gold, mut found, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (want, have) in mentions {
        if let Some(want) = want {
            *gold.entry(*want).or_insert(0_usize) += 1;
        }
        if let Some(have) = have {
            *found.entry(*have).or_insert(0_usize) += 1;
        }
        if let (Some(want), Some(have)) = (want, have) {
            *both.entry((*want, *have)).or_insert(0_usize) += 1;
        }
    }
    let all = |of: &BTreeMap<&str, usize>| of.values().sum::<usize>();
    let (all_gold, all_found) = (all(&gold), all(&found));
    if all_gold == 0 || all_found == 0 {
        return None;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    // Each mention of a pair of clusters has the same share, so they are added up together.
    for ((want, have), count) in &both {
        let together = (count * count) as f64;
        precision += together / found.get(have).copied().unwrap_or(1) as f64;
        recall += together / gold.get(want).copied().unwrap_or(1) as f64;
    }
    Some(Clusters { precision: precision / all_found as f64, recall: recall / all_gold as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_bagga_and_baldwin() {
        // Twelve mentions in clusters of 5, 2 and 5; the program puts the last two clusters together.
        let of = |n: usize| {
            (["a", "b", "c"][usize::from(n > 4) + usize::from(n > 6)], ["a", "b"][usize::from(n > 4)])
        };
        let mentions: Vec<_> = (0..12).map(|n| (Some(of(n).0), Some(of(n).1))).collect();
        let found = b_cubed(&mentions).unwrap();
        assert!((found.precision - 0.7619).abs() < 1e-4 && (found.recall - 1.0).abs() < 1e-9, "{found:?}");
        assert!(b_cubed(&[]).is_none());
    }

    #[test]
    fn names_of_clusters_do_not_matter_and_missing_mentions_do() {
        let right = [(Some("x"), Some("1")), (Some("x"), Some("1")), (Some("y"), Some("2"))];
        assert_eq!(b_cubed(&right), Some(Clusters { precision: 1.0, recall: 1.0 }));
        let missed = [(Some("x"), Some("1")), (Some("x"), None)];
        let found = b_cubed(&missed).unwrap();
        assert_eq!((found.precision, found.recall), (1.0, 0.25));
    }
}
