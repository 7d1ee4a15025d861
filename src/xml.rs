//! Text for XML.

/// Text as XML 1.0 has it: its marks by name, without the characters that it does not allow at all.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn marks_get_names_and_what_xml_forbids_goes() {
        assert_eq!(super::escape("a<b>&\"\u{1}\u{FFFE}\n«ب»"), "a&lt;b&gt;&amp;&quot;\n«ب»");
    }
}
