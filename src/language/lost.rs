//! Letters that were lost before a text came here: an encoding that has none of them writes question marks, and a reader of a
//! wrong encoding the replacement character.

use crate::finding::{Finding, Severity};
use crate::text::Span;
use memchr::{memchr, memmem};

/// Words of question marks alone in a line from which letters were lost there; fewer are somebody's surprise.
const WORDS: usize = 3;

/// What there is to say of the letters that a text has lost; nothing where it has lost none.
pub fn lost_letters(text: &str) -> Option<Finding> {
    let replaced = memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes());
    let (span, what) = match (replaced, questions(text)) {
        (Some(at), asked) if asked.is_none_or(|span| at < span.start as usize) => {
            (word_at(text, at), "U+FFFD REPLACEMENT CHARACTER")
        }
        (_, Some(span)) => (span, "question marks"),
        _ => return None,
    };
    Some(Finding {
        check: "lost-letters",
        severity: Severity::Warning,
        row: None,
        span,
        message: format!(
            "expected letters, found {what}: \
             the text was written or read in an encoding that has not all of its letters, \
             and what stood here is in no row"
        ),
    })
}

/// The first line that has words of question marks alone, as many as letters that were lost leave.
fn questions(text: &str) -> Option<Span> {
    let mut from = 0;
    while let Some(found) = memchr(b'?', text.as_bytes().get(from..)?) {
        let at = from + found;
        let begin = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let end = at + text.get(at..)?.find('\n').unwrap_or(text.len() - at);
        let line = text.get(begin..end)?;
        // A word of one mark stands between others, where it was of one letter.
        let is_lost = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte == b'?');
        if line.split_ascii_whitespace().filter(is_lost).count() >= WORDS {
            let begin = begin + line.len() - line.trim_start().len();
            let end = begin + line.trim().len();
            return Some(Span::new(u32::try_from(begin).ok()?, u32::try_from(end).ok()?));
        }
        from = end;
    }
    None
}

/// The word around a place.
fn word_at(text: &str, at: usize) -> Span {
    let begin = text[..at].rfind(char::is_whitespace);
    let begin = begin.map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    Span::new(u32::try_from(begin).unwrap_or(0), u32::try_from(end).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::lost_letters;

    fn found(text: &str) -> Option<&str> {
        lost_letters(text).map(|finding| &text[finding.span.range()])
    }

    #[test]
    fn letters_that_became_marks_are_told() {
        assert_eq!(found("باران آمد.\n  ?? ??? ???? ?? 1399 ?\n"), Some("?? ??? ???? ?? 1399 ?"));
        assert_eq!(found("در سا\u{FFFD} ۱۳۹۹ آمد."), Some("سا\u{FFFD}"));
        assert_eq!(found("\u{FFFD}\n?? ?? ??"), Some("\u{FFFD}"));
        assert_eq!(found("?? ?? ??\n\u{FFFD}"), Some("?? ?? ??"));
    }

    #[test]
    fn questions_are_none() {
        for text in ["", "چرا؟", "رفتی?? چرا???? نگفتی??", "؟؟؟ ؟؟؟ ؟؟؟", "آمد ?? یا نه ??\n?? بله"]
        {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
