//! The encoding of a web page: what it says of itself, unless its bytes say otherwise.

use crate::source::allowance::Allowance;
use crate::source::{Decoded, Defect, Encoding, decode_within};

/// How far into a page its encoding stands at most.
const HEAD: usize = 4096;

/// Decodes a page.
///
/// # Errors
/// Those of [`decode_within`].
pub(super) fn text_of(
    bytes: &[u8],
    forced: Option<Encoding>,
    allowance: &Allowance<'_>,
) -> Result<Decoded, Defect> {
    if forced.is_some() || simdutf8::basic::from_utf8(bytes).is_ok() {
        return decode_within(bytes, forced, allowance);
    }
    // Where a page says UTF-8 its bytes break it, and the decoder says where.
    let told = told(bytes).and_then(|label| Encoding::from_name(&label));
    decode_within(bytes, told.filter(|told| !told.name().starts_with("utf")), allowance)
}

/// The encoding that a page names.
fn told(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default().to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=").map(|at| at + 8);
    let at = at.or_else(|| memchr::memmem::find(&head, b"encoding=").map(|at| at + 9))?;
    let rest = head.get(at..)?.iter().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    let name: Vec<u8> =
        rest.copied().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(byte)).collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn a_page_is_what_its_bytes_are_and_then_what_it_says() {
        let page = |charset: &str| format!("<html><meta charset=\"{charset}\"><p>بازار شهر ما بزرگ است</p>");
        let allowance = Allowance::of(Limits::default(), 0);
        let text = page("windows-1256").replace('ی', "ي");
        let (legacy, ..) = encoding_rs::WINDOWS_1256.encode(&text);
        assert_eq!(text_of(&legacy, None, &allowance).expect("a page").text, text);
        // UTF-8 that says that it is something else.
        let page = page("windows-1256");
        assert_eq!(text_of(page.as_bytes(), None, &allowance).expect("a page").text, page);
    }
}
