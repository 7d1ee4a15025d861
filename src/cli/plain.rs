//! Printing what others wrote: texts, ids, names of files. None of it may move a cursor, colour a screen, turn a line round
//! or speak to the program that reads the log.

use crate::plain::is_sign;
use std::io::{self, Write};

/// What switches bold letters on and off, the only signs for a screen that are our own.
pub(super) const BOLD: [&str; 2] = ["\x1b[1m", "\x1b[0m"];

/// What begins a line that continuous integration takes for an order.
const ORDERS: [&str; 2] = ["::", "##["];

/// A stream for people. Signs for screens come out as `\u{1b}`, and a line that would be an order to GitHub or Azure does not
/// begin with it any more.
pub(super) struct Plain<W> {
    out: W,
    at_start: bool,
}

/// Standard output, for people.
pub(super) fn results() -> Plain<io::StdoutLock<'static>> {
    Plain::new(io::stdout().lock())
}

/// Standard error, likewise.
pub(super) fn remarks() -> Plain<io::StderrLock<'static>> {
    Plain::new(io::stderr().lock())
}

impl<W: Write> Plain<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, at_start: true }
    }

    fn put(&mut self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some(own) = BOLD.into_iter().find(|own| rest.starts_with(own)) {
                plain.push_str(own);
                rest = rest.get(own.len()..).unwrap_or_default();
                continue;
            }
            if self.at_start && ORDERS.iter().any(|order| rest.starts_with(order)) {
                plain.push('\\');
            }
            if is_sign(c) {
                plain.extend(c.escape_unicode());
            } else {
                plain.push(c);
            }
            // Blanks before an order do not hide it.
            self.at_start = c == '\n' || self.at_start && c.is_whitespace();
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        plain
    }
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let plain = self.put(&text);
        self.out.write_all(plain.as_bytes()).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(text: &str) -> String {
        let mut out = Plain::new(Vec::new());
        out.write_all(text.as_bytes()).expect("memory");
        String::from_utf8(out.out).expect("UTF-8")
    }

    #[test]
    fn signs_are_spelled_and_letters_stay() {
        for (text, expected) in [
            ("سه\u{200C}شنبه\n\tx", "سه\u{200C}شنبه\n\tx"),
            ("\x1b]0;owned\x07", "\\u{1b}]0;owned\\u{7}"),
            ("\x1b[31mred", "\\u{1b}[31mred"),
            ("\u{9b}31m \u{202e}txt.exe", "\\u{9b}31m \\u{202e}txt.exe"),
            ("a\r\x08b", "a\\u{d}\\u{8}b"),
            ("::error::x\n  ::warning::y a::b", "\\::error::x\n  \\::warning::y a::b"),
            ("##[error]x", "\\##[error]x"),
            ("\x1b[1mdates\x1b[0m", "\x1b[1mdates\x1b[0m"),
        ] {
            assert_eq!(printed(text), expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_printed_is_a_sign(text in any::<String>()) {
            let printed = printed(&text).replace(BOLD[0], "").replace(BOLD[1], "");
            prop_assert!(!printed.chars().any(is_sign));
            prop_assert!(!printed.lines().any(|line| line.trim_start().starts_with("::")));
        }
    }
}
