//! How a document lays out its paragraphs on lines.

use super::line::{WIDEST, begins_item, is_finished};
use super::wrapped::within;
use memchr::memchr_iter;

/// Whether a line end is an end of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Layout {
    /// Every line is a paragraph of its own, as word processors and web pages give.
    #[default]
    LinePerParagraph,
    /// Paragraphs are broken at a fixed width, given in bytes; blank lines stand between them.
    HardWrapped(usize),
    /// Some paragraphs are broken at a width among lines that are paragraphs: where the line ends stand, in bytes, that end none.
    Within(Vec<u32>),
}

/// Lines shorter than this are not evidence of a fixed width.
const NARROWEST: usize = 80;

impl Layout {
    /// Decides by the lines themselves: a wrapped text has blank lines between runs of lines of which
    /// most are long and end in the middle of a sentence, and none is longer than a page is wide. In other texts a paragraph is
    /// wrapped whose lines have no room for the words that the next ones begin with.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        if let Some(width) = wrapped_throughout(text) {
            return Self::HardWrapped(width);
        }
        let ends = within(text);
        if ends.is_empty() { Self::LinePerParagraph } else { Self::Within(ends) }
    }

    /// Whether the line `start..end`, whose line end reaches to `next`, ends a paragraph.
    pub(crate) fn ends_paragraph(&self, text: &str, start: usize, end: usize, next: usize) -> bool {
        let width = match self {
            Self::LinePerParagraph => return true,
            Self::Within(ends) => return ends.binary_search(&(end as u32)).is_err(),
            Self::HardWrapped(width) => width,
        };
        let line = text.get(start..end).unwrap_or("").trim();
        let rest = text.get(next..).unwrap_or("");
        let following = rest.split(['\n', '\r']).next().unwrap_or("").trim();
        line.is_empty() || following.is_empty() || line.len() * 10 < width * 7 || begins_item(following)
    }
}

/// The width at which all of a text is wrapped, in bytes.
fn wrapped_throughout(text: &str) -> Option<usize> {
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
            return None;
        }
        lines += 1;
        longest = longest.max(line.len());
        full += usize::from(line.len() > NARROWEST);
        unfinished += usize::from(!is_finished(line));
    }
    // The empty piece after the last line end is no blank line.
    let wrapped = lines >= 4 && blank > 1 && full * 2 > lines && unfinished * 2 > lines;
    wrapped.then_some(longest)
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
}
