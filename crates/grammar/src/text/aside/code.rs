//! Code between the signs that Markdown puts round it.

use super::find::{Aside, AsideKind};
use memchr::{memchr, memchr_iter, memmem};

/// Longest code within a line, in bytes.
const LONGEST: usize = 300;
/// What stands above and below lines of code.
const FENCE: &str = "```";

/// Finds the code of a text.
pub(super) fn find(text: &str, found: &mut Vec<Aside>) {
    let mut behind = 0;
    let mut unclosed = false;
    for at in memchr_iter(b'`', text.as_bytes()) {
        let Some(rest) = text.get(at..).filter(|_| at >= behind) else { continue };
        if let Some(inside) = rest.strip_prefix(FENCE) {
            behind = at + FENCE.len();
            let end = if unclosed { None } else { memmem::find(inside.as_bytes(), FENCE.as_bytes()) };
            unclosed |= end.is_none();
            if let Some(end) = end {
                behind += end + FENCE.len();
                found.push(Aside::new(at, behind, AsideKind::Opaque));
            }
            continue;
        }
        let inside = rest.as_bytes().get(1..rest.len().min(LONGEST)).unwrap_or_default();
        let Some(end) = memchr(b'`', inside) else { continue };
        // Words in such signs are quoted.
        if inside.get(..end).is_some_and(|code| !code.is_empty() && code.is_ascii() && !code.contains(&b'\n'))
        {
            behind = at + end + 2;
            found.push(Aside::new(at, behind, AsideKind::Opaque));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_no_quoted_words() {
        let found = |text: &str| {
            let mut found = Vec::new();
            find(text, &mut found);
            found
                .iter()
                .map(|aside| text[aside.start as usize..aside.end as usize].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("فرمان `x = 1399` را بنویسید"), ["`x = 1399`"]);
        assert_eq!(found("نمونه:\n```\nراه = ۱۲\n```\nپایان"), ["```\nراه = ۱۲\n```"]);
        assert!(found("واژه `راه` را بنویسید").is_empty());
        assert!(found("`x\n12` و ```").is_empty());
    }
}
