//! Text for XML.

/// The name of a mark that cannot stand for itself, in XML and HTML.
pub(crate) const fn name_of(mark: char) -> Option<&'static str> {
    Some(match mark {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => return None,
    })
}

/// Text as XML 1.0 has it: its marks by name, without the characters that it does not allow at all.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (name_of(c), c) {
            (Some(name), _) => out.push_str(name),
            (None, '\t' | '\n' | '\r') => out.push(c),
            (None, c) if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            (None, c) => out.push(c),
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
