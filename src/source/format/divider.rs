//! What stands between the cells of tables that are text.

/// What stands between the cells of a table whose first line this is: of the usual marks the one that it has most of, outside
/// quotes; `None` where it has none.
pub(in crate::source) fn divider(line: &[u8]) -> Option<u8> {
    const MARKS: [u8; 4] = [b',', b';', b'\t', b'|'];
    let (mut quoted, mut counts) = (false, [0_usize; 4]);
    for byte in line.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')) {
        quoted ^= *byte == b'"';
        if let Some(at) = MARKS.iter().position(|mark| mark == byte).filter(|_| !quoted) {
            counts[at] += 1;
        }
    }
    let most = *counts.iter().max()?;
    let at = counts.iter().position(|count| *count == most && most > 0)?;
    MARKS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dividers_are_told_outside_quotes() {
        for (line, expected) in
            [("a,b;c", Some(b',')), ("\"a,b,c\";d\n,,,", Some(b';')), ("a\tb", Some(b'\t')), ("a", None)]
        {
            assert_eq!(divider(line.as_bytes()), expected, "{line}");
        }
    }
}
