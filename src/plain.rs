//! What others wrote, on lines that are ours: without signs that a screen or the reader of a log would heed.

/// A name or an id on one line.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || c == '\t' || is_sign(c) { line.extend(c.escape_unicode()) } else { line.push(c) }
    }
    line
}

/// Whether a character does something to a screen or to the order of a line, and is no letter, mark or joiner. What isolates
/// a cell stays: it ends what it begins.
pub(crate) const fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x08' | '\x0B'..='\x1F' | '\x7F'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}'
            | '\u{2066}' | '\u{2067}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_stays_one() {
        assert_eq!(super::on_one_line("a\nerror: b\u{1b}"), "a\\u{a}error: b\\u{1b}");
        assert_eq!(super::on_one_line("سه\u{200C}شنبه"), "سه\u{200C}شنبه");
    }
}
