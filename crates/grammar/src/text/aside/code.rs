//! Code: between the signs that Markdown puts round it, and lines that end as those of programs do.

use super::model::{Aside, AsideKind};
use memchr::{memchr, memchr2, memmem, memrchr2};

/// Longest code within a line, in bytes.
const LONGEST: usize = 300;
/// What stands above and below lines of code.
const FENCE: &str = "```";

/// Finds the code of a text, from its beginning on.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// Where the last code between signs, or what only looks so, ends.
    behind: usize,
    /// How far lines were read.
    line: usize,
    /// Whether no fence stands any more.
    unclosed: bool,
}

impl Code {
    /// Reads the line around a semicolon at a byte: one that has letters of ASCII alone and ends with a semicolon or a curly
    /// bracket is code.
    pub(super) fn line(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        let Some(rest) = text.get(at..).filter(|_| at >= self.line) else { return };
        let end = at + memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        let start = memrchr2(b'\n', b'\r', text.as_bytes().get(self.line..at).unwrap_or_default());
        let start = start.map_or(self.line, |n| self.line + n + 1);
        self.line = end;
        let Some(whole) = text.get(start..end) else { return };
        let line = whole.trim();
        let letters = line.bytes().any(|b| b.is_ascii_alphabetic());
        if line.is_ascii() && letters && line.ends_with([';', '{', '}']) && !line.starts_with(['<', '&']) {
            let from = start + whole.len() - whole.trim_start().len();
            found.push(Aside::new(from, from + line.len(), AsideKind::Opaque));
        }
    }

    /// Reads what stands between signs, the first of which stands at a byte.
    pub(super) fn quoted(&mut self, text: &str, at: usize, found: &mut Vec<Aside>) {
        let Some(rest) = text.get(at..).filter(|_| at >= self.behind) else { return };
        if let Some(inside) = rest.strip_prefix(FENCE) {
            self.behind = at + FENCE.len();
            let end = if self.unclosed { None } else { memmem::find(inside.as_bytes(), FENCE.as_bytes()) };
            self.unclosed |= end.is_none();
            if let Some(end) = end {
                self.behind += end + FENCE.len();
                found.push(Aside::new(at, self.behind, AsideKind::Opaque));
            }
            return;
        }
        let inside = rest.as_bytes().get(1..rest.len().min(LONGEST)).unwrap_or_default();
        let Some(end) = memchr(b'`', inside) else { return };
        // Words in such signs are quoted.
        if inside.get(..end).is_some_and(|code| !code.is_empty() && code.is_ascii() && !code.contains(&b'\n'))
        {
            self.behind = at + end + 2;
            found.push(Aside::new(at, self.behind, AsideKind::Opaque));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_no_quoted_words() {
        let found = |text: &str| {
            let (mut found, mut code) = (Vec::new(), Code::default());
            for (at, sign) in text.bytes().enumerate() {
                match sign {
                    b'`' => code.quoted(text, at, &mut found),
                    b';' => code.line(text, at, &mut found),
                    _ => {}
                }
            }
            found
                .iter()
                .map(|aside| text[aside.start as usize..aside.end as usize].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("فرمان `x = 1399` را بنویسید"), ["`x = 1399`"]);
        assert_eq!(found("نمونه:\n```\nراه = ۱۲\n```\nپایان"), ["```\nراه = ۱۲\n```"]);
        assert_eq!(
            found("نمونه:\nfor(i=0;i<10;i++) {\n  x = 20;\n}\nپایان"),
            ["for(i=0;i<10;i++) {", "x = 20;"]
        );
        assert!(found("نمونه x = 20; است\n&nbsp;\n12;").is_empty());
        assert!(found("واژه `راه` را بنویسید").is_empty());
        assert!(found("`x\n12` و ```").is_empty());
    }
}
