//! The known name that a mistyped one was probably meant to be.

/// How many letters of a name one slip is allowed for.
const LETTERS_PER_SLIP: usize = 3;

/// The known name that differs least from an unknown one; none where all differ by more than a slip in every three
/// letters. Of names that differ alike the first in the alphabet is taken.
pub fn nearest<'n>(unknown: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let most = unknown.chars().count().div_ceil(LETTERS_PER_SLIP);
    known
        .into_iter()
        .map(|name| (slips(unknown, name), name))
        .filter(|(slips, _)| *slips <= most)
        .min()
        .map(|(_, name)| name)
}

/// A message about an unknown name, with the name that was probably meant: «…; did you mean X?».
pub fn with_nearest<'n>(message: String, unknown: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    match nearest(unknown, known) {
        Some(name) => format!("{message}; did you mean {name:?}?"),
        None => message,
    }
}

/// The Damerau-Levenshtein distance of adjacent transpositions: how many letters are added, left out, replaced, or
/// swapped with their neighbour.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(x != y);
            let mut least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, count) in [
            ("year", "year", 0),
            ("yaer", "year", 1),
            ("", "day", 3),
            ("colour", "color", 1),
            ("kitten", "sitting", 3),
            ("سال", "سالها", 2),
        ] {
            assert_eq!(slips(a, b), count, "{a} {b}");
            assert_eq!(slips(b, a), count, "{b} {a}");
        }
    }

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let known = ["weekday", "year", "day", "month"];
        assert_eq!(nearest("yaer", known), Some("year"));
        assert_eq!(nearest("mont", known), Some("month"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("dax", ["day", "dam"]), Some("dam"));
        assert_eq!(
            with_nearest("unknown slot".into(), "yaer", known),
            "unknown slot; did you mean \"year\"?"
        );
        assert_eq!(with_nearest("unknown slot".into(), "colour", known), "unknown slot");
    }
}
