//! The known name that a mistyped one was probably meant to be.

/// How many letters of a name one slip is allowed for.
const LETTERS_PER_SLIP: usize = 3;

/// Most letters of a name that others are compared with, which takes time by the square of them.
const LONGEST: usize = 100;

/// The known name that differs least from an unknown one; none where all differ by more than a slip in every three
/// letters. Of names that differ alike the first in the alphabet is taken.
pub fn nearest<'n>(unknown: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let letters = unknown.chars().count();
    let most = letters.div_ceil(LETTERS_PER_SLIP);
    let alike = |name: &&str| letters <= LONGEST && name.chars().count().abs_diff(letters) <= most;
    known
        .into_iter()
        .filter(alike)
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

/// A message of a reader of TOML or JSON about an unknown name, «unknown variant `x`, expected `y` or `z`», with the name
/// that was probably meant; any other message as it is.
pub fn with_nearest_listed(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    match quoted.next() {
        Some(unknown) if message.starts_with("unknown ") && message.contains(", expected ") => {
            with_nearest(message.to_owned(), unknown, quoted)
        }
        _ => message.to_owned(),
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
    fn a_name_that_a_reader_lists_is_suggested() {
        for (message, expected) in [
            ("unknown field `nmae`, expected one of `name`, `raw`", "; did you mean \"name\"?"),
            ("unknown variant `cvs`, expected `parquet` or `csv`", "; did you mean \"csv\"?"),
            ("unknown variant `xlsx`, expected `parquet` or `csv`", ""),
            ("unknown field `a`, there are no fields", ""),
            ("missing field `name`", ""),
        ] {
            assert_eq!(with_nearest_listed(message), format!("{message}{expected}"));
        }
        let long = "x".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
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
