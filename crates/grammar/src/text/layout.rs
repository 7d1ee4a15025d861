//! How a document lays out its paragraphs on lines.

use memchr::memchr_iter;

/// Whether a line end is an end of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Layout {
    /// Every line is a paragraph of its own, as word processors and web pages give.
    #[default]
    LinePerParagraph,
    /// Paragraphs are broken at a fixed width, given in bytes; blank lines stand between them.
    HardWrapped(usize),
}

/// Longest line, in bytes, that a hard-wrapped text can have: 120 Persian letters.
const WIDEST: usize = 240;
/// Lines shorter than this are not evidence of a fixed width.
const NARROWEST: usize = 80;
/// What ends a sentence at the end of a line.
const SENTENCE_ENDS: [char; 7] = ['.', '؟', '!', ':', '؛', '»', '۔'];
/// What a list item can begin with.
const BULLETS: [char; 6] = ['-', '•', '*', '–', '—', '▪'];

/// What stands behind the number or letter of a list item.
const MARKS: [char; 7] = ['-', ')', '.', '–', '—', 'ـ', ':'];

impl Layout {
    /// Decides by the lines themselves: a wrapped text has blank lines between runs of lines of which
    /// most are long and end in the middle of a sentence, and none is longer than a page is wide.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        let (mut lines, mut full, mut unfinished, mut blank, mut longest) =
            (0_usize, 0_usize, 0_usize, 0_usize, 0);
        let mut start = 0;
        for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
            let line = text[start..end].trim();
            start = (end + 1).min(text.len());
            if line.is_empty() {
                blank += 1;
                continue;
            }
            if line.len() > WIDEST {
                return Self::LinePerParagraph;
            }
            lines += 1;
            longest = longest.max(line.len());
            full += usize::from(line.len() > NARROWEST);
            unfinished += usize::from(!line.ends_with(SENTENCE_ENDS));
        }
        // The empty piece after the last line end is no blank line.
        let wrapped = lines >= 4 && blank > 1 && full * 2 > lines && unfinished * 2 > lines;
        if wrapped { Self::HardWrapped(longest) } else { Self::LinePerParagraph }
    }

    /// Whether the line `start..end`, whose line end reaches to `next`, ends a paragraph.
    pub(crate) fn ends_paragraph(self, text: &str, start: usize, end: usize, next: usize) -> bool {
        let Self::HardWrapped(width) = self else { return true };
        let line = text.get(start..end).unwrap_or("").trim();
        let rest = text.get(next..).unwrap_or("");
        let following = rest.split(['\n', '\r']).next().unwrap_or("").trim();
        line.is_empty() || following.is_empty() || line.len() * 10 < width * 7 || begins_item(following)
    }
}

/// Whether a line begins like a list item: a bullet, a number or single letter and its mark, or a word
/// and a number and their mark («ماده ۵ -», «تبصره ۲ـ»).
fn begins_item(line: &str) -> bool {
    if line.starts_with(BULLETS) || numbered(line) {
        return true;
    }
    let word = line.split([' ', '\u{200C}', '\u{A0}']).next().unwrap_or("");
    let rest = line.get(word.len()..).unwrap_or("").trim_start();
    let letters = word.trim_end_matches(MARKS);
    let letter = letters.chars().count() == 1 || letters == "الف";
    let lettered = letter && (letters.len() < word.len() || rest.starts_with(MARKS));
    lettered || (word.chars().all(char::is_alphabetic) && numbered(rest))
}

/// A number, in brackets or not, and a mark or the line's end.
fn numbered(line: &str) -> bool {
    let line = line.trim_start_matches('(');
    let after = line.trim_start_matches(|c: char| c.is_numeric());
    let mark = after.trim_start();
    let decimal = mark.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric()));
    after.len() < line.len() && (mark.is_empty() || mark.starts_with(MARKS)) && !decimal
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "این سطر در پهنای ثابت شکسته شده و جملهٔ آن در سطر بعدی ادامه پیدا می‌کند و";

    #[test]
    fn a_line_per_paragraph() {
        assert_eq!(Layout::detect("یک.\nدو.\n\nسه."), Layout::LinePerParagraph);
    }

    #[test]
    fn lines_broken_at_a_width() {
        let text = format!("{LINE}\n{LINE}\n{LINE}\nپایان.\n\n{LINE}\n{LINE}\nتمام.\n");
        let layout = Layout::detect(&text);
        assert_eq!(layout, Layout::HardWrapped(LINE.len()));
        assert!(!layout.ends_paragraph(&text, 0, LINE.len(), LINE.len() + 1));
    }

    #[test]
    fn a_list_item_begins_a_paragraph() {
        for item in ["۲- ", "(۳) ", "الف) ", "ب - ", "ماده ۵ - ", "تبصره ۲ـ ", "• "] {
            let text = format!("{LINE}\n{item}{LINE}");
            assert!(
                Layout::HardWrapped(LINE.len()).ends_paragraph(&text, 0, LINE.len(), LINE.len() + 1),
                "{item}"
            );
        }
    }

    #[test]
    fn a_line_that_goes_on_with_words_begins_none() {
        for line in ["۴۴.۸ درصد", "سال ۱۳۹۹ بود", "و رفت"] {
            assert!(!begins_item(line), "{line}");
        }
    }
}
