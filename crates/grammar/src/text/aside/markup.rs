//! Tags and entities that a conversion from HTML left in a text.

use super::model::{Aside, AsideKind};
use memchr::{memchr_iter, memchr2_iter, memmem};

/// Tags within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins",
    "kbd", "mark", "nowiki", "q", "ref", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "tt", "u", "var", "wbr", "label",
];
/// Tags at which a line ends.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements whose content is no text.
const CODE: [&str; 2] = ["script", "style"];
/// Longest tag with its attributes, in bytes.
const LONGEST_TAG: usize = 2000;
/// Longest name or number of an entity.
const LONGEST_ENTITY: usize = 10;

/// Entities and the characters that they stand for.
const ENTITIES: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("shy", '\u{AD}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("times", '×'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("copy", '©'),
    ("reg", '®'),
];

/// Finds the tags and entities of a text, from its beginning on.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// Where the last one ends.
    behind: usize,
    /// What is not there behind one place is not there behind a later one.
    unclosed: [bool; CODE.len() + 1],
}

impl Tags {
    /// Reads what begins with «<» or «&» at a byte.
    pub(super) fn read(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        let Some(rest) = text.get(at..).filter(|_| at >= self.behind) else { return };
        let aside = if rest.starts_with('<') { tag(rest, &mut self.unclosed) } else { entity(rest) };
        if let Some((length, kind)) = aside {
            self.behind = at + length;
            found.push(Aside::new(at, self.behind, kind));
        }
    }
}

/// The tag that a text begins with, with the content of what is no text.
fn tag(text: &str, unclosed: &mut [bool; CODE.len() + 1]) -> Option<(usize, AsideKind)> {
    let mut close = |which: usize, end: &str| {
        let known = unclosed.get_mut(which).filter(|unclosed| !**unclosed)?;
        let at = memmem::find(text.as_bytes(), end.as_bytes());
        *known = at.is_none();
        Some(at? + end.len())
    };
    if text.starts_with("<!--") {
        return Some((close(CODE.len(), "-->")?, AsideKind::Break));
    }
    let inside = text.as_bytes().get(1..)?;
    let closing = inside.first() == Some(&b'/');
    let declared = inside.starts_with(b"!DOCTYPE") || inside.starts_with(b"!doctype");
    let name = inside.get(usize::from(closing)..)?;
    let length = name.iter().take(LONGEST_ENTITY + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let (name, rest) = name.split_at_checked(length)?;
    let is = |names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let code = CODE.iter().position(|known| name.eq_ignore_ascii_case(known.as_bytes()));
    let kind = match () {
        () if is(INLINE) => AsideKind::Tag,
        () if declared || code.is_some() || is(BLOCK) => AsideKind::Break,
        () => return None,
    };
    if !declared && !matches!(rest.first(), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r')) {
        return None;
    }
    // Names of attributes are Latin: «x <i» before Persian words and a «>» far behind is no tag.
    let attributes = rest.trim_ascii_start().first();
    if !declared && attributes.is_some_and(|byte| !byte.is_ascii_alphabetic() && !matches!(byte, b'>' | b'/'))
    {
        return None;
    }
    let inside = text.as_bytes().get(1..text.len().min(LONGEST_TAG))?;
    let end = memchr2_iter(b'>', b'<', inside).next().filter(|&end| inside.get(end) == Some(&b'>'))? + 2;
    // Nor does one go on in the next paragraph.
    let written = inside.get(..end - 2).unwrap_or_default();
    if memmem::find(written, b"\n\n").or_else(|| memmem::find(written, b"\n\r\n")).is_some() {
        return None;
    }
    let end = match code.filter(|_| !closing) {
        Some(which) => close(which, &format!("</{}>", CODE.get(which)?)).unwrap_or(end),
        None => end,
    };
    Some((end, kind))
}

/// The entity that a text begins with.
fn entity(text: &str) -> Option<(usize, AsideKind)> {
    // «&amp;nbsp;» was written as text twice.
    let twice = text.strip_prefix("&amp;").and_then(|rest| one(rest).filter(|(_, c)| *c != '&'));
    let found = match twice {
        Some((length, c)) => ("&amp;".len() + length, c),
        None => one(text.get(1..)?).map(|(length, c)| (length + 1, c))?,
    };
    Some((found.0, AsideKind::Character(found.1)))
}

/// The name or number of an entity that a text begins with, its bytes with the semicolon, and its character.
fn one(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes().get(..text.len().min(LONGEST_ENTITY + 1))?;
    let end = memchr_iter(b';', bytes).next();
    if let Some(end) = end {
        let name = text.get(..end)?;
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            return Some((end + 1, char::from_u32(code).filter(|c| *c != '\0')?));
        }
        if let Some((_, c)) = ENTITIES.iter().find(|(known, _)| *known == name) {
            return Some((end + 1, *c));
        }
    }
    // The two that Persian pages are full of are left without their semicolon too.
    let bare = ENTITIES.iter().filter(|(known, _)| matches!(*known, "nbsp" | "zwnj"));
    let (name, c) = bare.into_iter().find(|(known, _)| text.starts_with(known))?;
    let ends = !text.as_bytes().get(name.len()).is_some_and(u8::is_ascii_alphanumeric);
    ends.then_some((name.len(), *c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, AsideKind)> {
        let (mut found, mut tags) = (Vec::new(), Tags::default());
        memchr2_iter(b'<', b'&', text.as_bytes()).for_each(|at| tags.read(text, at, &mut found));
        let part = |aside: &Aside| &text[aside.start as usize..aside.end as usize];
        found.iter().map(|aside| (part(aside), aside.kind)).collect()
    }

    #[test]
    fn known_tags_and_entities_alone() {
        use AsideKind::{Break, Character, Tag};
        assert_eq!(found("<p class='x'>نان<br/>"), [("<p class='x'>", Break), ("<br/>", Break)]);
        assert_eq!(found("<B>نان</B>"), [("<B>", Tag), ("</B>", Tag)]);
        assert_eq!(found("نان<script>var a = 1399;</script>"), [("<script>var a = 1399;</script>", Break)]);
        assert_eq!(found("<!-- ۱۲ نفر --> آمدند"), [("<!-- ۱۲ نفر -->", Break)]);
        assert_eq!(
            found("&nbsp;۵&#1776;&#x6F1;&amp;nbsp;"),
            [
                ("&nbsp;", Character('\u{A0}')),
                ("&#1776;", Character('۰')),
                ("&#x6F1;", Character('۱')),
                ("&amp;nbsp;", Character('\u{A0}'))
            ]
        );
        assert_eq!(found("&nbspنان"), [("&nbsp", Character('\u{A0}'))]);
        for none in [
            "x<5 و y>3",
            "a < b",
            "<علی>",
            "<نشانی@>",
            "<page>",
            "<b",
            "<p <q",
            "<i نان >",
            "<i\n\nb>",
            "AT&T",
            "&x;",
            "&#0;",
            "&#99999999;",
        ] {
            assert!(found(none).is_empty(), "{none}");
        }
    }
}
