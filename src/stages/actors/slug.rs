//! Ids of entities that no lexicon knows: the Persian name in Latin letters.
//!
//! The transliteration is a table, letter by letter, the same in every document and release; it aims
//! at a readable id, not at pronunciation (short vowels are not written in Persian).

use crate::text::fold::{self, PERSIAN_FIRST, VAV};
use crate::text::{Layout, TokenKind, Tokenizer};

/// The Latin letters of the folded Persian ones, in the order of the Persian alphabet.
const LETTERS: [&str; 32] = [
    "a", "b", "p", "t", "s", "j", "ch", "h", "kh", "d", "z", "r", "z", "zh", "s", "sh", "s", "z", "t", "z",
    "a", "gh", "f", "gh", "k", "g", "l", "m", "n", "v", "h", "i",
];

/// A lower-case ASCII slug: words joined by hyphens, joints within a word closed.
pub(super) fn slug(tokenizer: &Tokenizer, name: &str) -> String {
    let tokens = tokenizer.tokens(name, Layout::LinePerParagraph);
    let mut out = String::with_capacity(name.len());
    for (at, token) in tokens.list.iter().enumerate() {
        if !matches!(token.kind, TokenKind::Word | TokenKind::Latin | TokenKind::Digits) {
            continue;
        }
        if tokens.begins_word(at) && !out.is_empty() {
            out.push('-');
        }
        let codes = tokens.codes_of(at);
        for (n, &code) in codes.iter().enumerate() {
            let vowel = code == VAV && n > 0;
            if vowel { out.push('u') } else { push(&mut out, code) }
        }
    }
    if out.is_empty() { "unnamed".to_owned() } else { out }
}

fn push(out: &mut String, code: u8) {
    if fold::is_digit(code) {
        out.push(char::from(b'0' + (code - fold::DIGIT_ZERO)));
    } else if fold::is_latin(code) {
        out.push(char::from(b'a' + (code - fold::LATIN_A)));
    } else if let Some(letters) = code.checked_sub(PERSIAN_FIRST).and_then(|n| LETTERS.get(n as usize)) {
        out.push_str(letters);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_accidents_do_not_change_the_id() {
        let tokenizer = Tokenizer::new();
        assert_eq!(slug(&tokenizer, "کریم خطیب‌زاده"), "krim-khtibzadh");
        assert_eq!(slug(&tokenizer, "كريم خطيبزاده"), "krim-khtibzadh");
        assert_eq!(slug(&tokenizer, "برونو ۲"), "brunu-2");
    }
}
