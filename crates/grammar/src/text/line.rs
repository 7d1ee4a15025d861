//! What a line of plain text begins and ends with.

/// Longest line, in bytes, that a hard-wrapped text can have: 120 Persian letters.
pub(super) const WIDEST: usize = 240;
/// What ends a sentence at the end of a line.
const SENTENCE_ENDS: [char; 7] = ['.', '؟', '!', ':', '؛', '»', '۔'];
/// What a list item can begin with.
const BULLETS: [char; 6] = ['-', '•', '*', '–', '—', '▪'];

/// What stands behind the number or letter of a list item.
const MARKS: [char; 7] = ['-', ')', '.', '–', '—', 'ـ', ':'];

/// Whether a line ends with a sentence.
pub(super) fn is_finished(line: &str) -> bool {
    line.ends_with(SENTENCE_ENDS)
}

/// Whether a line begins like a list item: a bullet, a number or single letter and its mark, or a word
/// and a number and their mark («ماده ۵ -», «تبصره ۲ـ»).
pub(super) fn begins_item(line: &str) -> bool {
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

    #[test]
    fn a_line_that_goes_on_with_words_begins_none() {
        for line in ["۴۴.۸ درصد", "سال ۱۳۹۹ بود", "و رفت"] {
            assert!(!begins_item(line), "{line}");
        }
    }
}
