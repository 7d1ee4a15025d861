//! All that stands beside the prose of a text, in text order.

use super::address::Addresses;
use super::code::Code;
use super::link::Links;
use super::markup::Tags;
use super::model::Aside;
use super::timecode::Times;
use memchr::{memchr_iter, memchr3_iter};

/// The asides of a text, none of which overlaps another: of two that do, the one that begins first.
pub(in crate::text) fn asides(text: &str) -> Vec<Aside> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let (mut tags, mut code, mut times) = (Tags::default(), Code::default(), Times::default());
    let (mut addresses, mut escapes) = (Addresses::default(), Addresses::default());
    // Each pass looks for as many bytes as can be looked for at one time.
    for at in memchr3_iter(b'<', b'&', b'`', bytes) {
        match bytes.get(at) {
            Some(b'`') => code.quoted(text, at, &mut found),
            _ => tags.read(text, at, &mut found),
        }
    }
    let mut links = Links::default();
    memchr_iter(b'[', bytes).for_each(|at| links.read(text, at, &mut found));
    for at in memchr3_iter(b'/', b'\\', b'@', bytes) {
        addresses.read(text, at, &mut found);
    }
    for at in memchr3_iter(b':', b'%', b';', bytes) {
        match bytes.get(at) {
            Some(b':') => times.read(text, at, &mut found),
            Some(b'%') => escapes.read(text, at, &mut found),
            _ => code.line(text, at, &mut found),
        }
    }
    if found.len() > 1 {
        found.sort_by_key(|aside| (aside.start, std::cmp::Reverse(aside.end)));
        let mut end = 0;
        found.retain(|aside| {
            let apart = aside.start >= end;
            end = if apart { aside.end } else { end };
            apart
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::AsideKind;
    use super::*;
    use proptest::prelude::*;

    /// The asides of a text, as they are written.
    pub(in super::super) fn written(text: &str) -> Vec<(&str, AsideKind)> {
        let part = |aside: &Aside| &text[aside.start as usize..aside.end as usize];
        asides(text).iter().map(|aside| (part(aside), aside.kind)).collect()
    }

    #[test]
    fn an_address_in_a_tag_belongs_to_it() {
        let text = "<a href=\"https://example.ir/1399/2\">راه</a>";
        assert_eq!(
            written(text),
            [("<a href=\"https://example.ir/1399/2\">", AsideKind::Tag), ("</a>", AsideKind::Tag)]
        );
    }

    proptest! {
        #[test]
        fn asides_are_in_order_and_on_character_boundaries(text in "[<>/&;:@%`\\\\\\.#\\[\\]\\-=a-bwpn0-9ش۱ \n]{0,200}") {
            let mut end = 0;
            for aside in asides(&text) {
                prop_assert!(aside.start >= end && aside.end > aside.start);
                prop_assert!(text.get(aside.start as usize..aside.end as usize).is_some());
                end = aside.end;
            }
        }
    }

    /// Text made of what begins an aside takes time that grows with its size alone.
    #[test]
    fn what_never_ends_is_read_once() {
        for unit in [
            "<!--",
            "<b ",
            "&amp;",
            "http://",
            "/a",
            "a@",
            "%D9",
            "`",
            "```",
            "00:00:00,000 ",
            "C:\\",
            "<script>",
            "[[",
            "[[a|",
        ] {
            assert!(asides(&unit.repeat(400_000 / unit.len())).len() <= 400_000);
        }
    }
}
