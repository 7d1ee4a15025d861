//! Numbers of items as documents count them: digits, letters, Roman numerals.

/// What stands before the items of a list that is not counted.
pub(super) const BULLET: &str = "•";

/// Alphabets by which items are counted, as `name: letters`.
const ALPHABETS: &str = include_str!("alphabets.txt");

/// A set of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    Western,
    Arabic,
    Persian,
}

/// A number in digits.
pub(super) fn digits(number: i64, digits: Digits) -> String {
    let zero = match digits {
        Digits::Western => return number.to_string(),
        Digits::Arabic => 0x660,
        Digits::Persian => 0x6F0,
    };
    let digit = |c: char| c.to_digit(10).and_then(|value| char::from_u32(zero + value)).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

/// The letter of a number in an alphabet of that name; behind the last letter each is doubled, then tripled. `None` where there is
/// no such alphabet, and for numbers below 1.
pub(super) fn letter(number: i64, alphabet: &str) -> Option<String> {
    let line = ALPHABETS.lines().find_map(|line| line.strip_prefix(alphabet)?.strip_prefix(':'))?;
    let letters: Vec<&str> = line.split_whitespace().collect();
    let at = usize::try_from(number.checked_sub(1)?).ok()?;
    let times = (at / letters.len().max(1) + 1).min(16);
    Some(letters.get(at % letters.len().max(1))?.repeat(times))
}

/// The Latin letter of a number: `a` to `z`, then `aa`.
pub(super) fn latin(number: i64, upper: bool) -> String {
    let letters = letter(number, "latin").unwrap_or_else(|| number.to_string());
    if upper { letters.to_uppercase() } else { letters }
}

/// A Roman numeral; digits for what has none.
pub(super) fn roman(number: i64, upper: bool) -> String {
    const VALUES: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, letters) in VALUES {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    if upper { out.to_uppercase() } else { out }
}

/// Whether a text has letters that Persian has and Arabic has not.
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "only lists of documents of offices ask"))]
pub(super) fn is_persian(text: &str) -> bool {
    text.contains(['\u{67E}', '\u{686}', '\u{698}', '\u{6A9}', '\u{6AF}', '\u{6CC}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_each_way() {
        assert_eq!(digits(1390, Digits::Persian), "۱۳۹۰");
        assert_eq!(digits(-4, Digits::Western), "-4");
        assert_eq!(letter(1, "persian").as_deref(), Some("الف"));
        assert_eq!(letter(3, "persian").as_deref(), Some("پ"));
        assert_eq!(letter(3, "persian-abjad").as_deref(), Some("ج"));
        assert_eq!(letter(28, "arabic").as_deref(), Some("ي"));
        assert_eq!(letter(0, "arabic"), None);
        assert_eq!(letter(1, "klingon"), None);
        assert_eq!([latin(2, false), latin(27, true), roman(14, false)], ["b", "AA", "xiv"]);
    }
}
