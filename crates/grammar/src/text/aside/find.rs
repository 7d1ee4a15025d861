//! All that stands beside the prose of a text, in text order.

use super::{address, code, markup, timecode};

/// A part of a text that is no prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) struct Aside {
    /// Its first byte.
    pub(in crate::text) start: u32,
    /// One past its last byte.
    pub(in crate::text) end: u32,
    /// What is to be made of it.
    pub(in crate::text) kind: AsideKind,
}

/// What is to be made of an aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::text) enum AsideKind {
    /// An address, a path, code, a time of a subtitle: one thing in which no words are looked for.
    Opaque,
    /// A tag within a line, which is nothing.
    Tag,
    /// A tag at which a line ends.
    Break,
    /// An entity, and the character that it stands for.
    Character(char),
}

impl Aside {
    pub(super) const fn new(start: usize, end: usize, kind: AsideKind) -> Self {
        Self { start: start as u32, end: end as u32, kind }
    }
}

/// The asides of a text, none of which overlaps another: of two that do, the one that begins first.
pub(in crate::text) fn asides(text: &str) -> Vec<Aside> {
    let mut found = Vec::new();
    markup::find(text, &mut found);
    address::find(text, &mut found);
    code::find(text, &mut found);
    timecode::find(text, &mut found);
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
        ] {
            assert!(asides(&unit.repeat(400_000 / unit.len())).len() <= 400_000);
        }
    }
}
