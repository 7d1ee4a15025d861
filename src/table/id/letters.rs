//! What of a text takes part in ids: the letters of the folded view, and the punctuation between them.
//!
//! Which of the letters of one sound is written, which set of digits, with or without diacritics, ZWNJ, tatweel, and
//! where lines end are accidents of a copy. None of them is to be seen here, and neither is a space, which may stand
//! for a ZWNJ.

use crate::text::ArabicBlock;
use crate::text::fold::{BARRIER, Class, FOREIGN, Folding, ligature};
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::LazyLock;

/// Letters and digits before and behind a span that take part in its id.
const BEFORE: usize = 12;
/// Of both together: what a sentence does not have before a span is taken behind it.
const AROUND: usize = 24;

/// Nothing to an id: a mark, a joiner, a space.
const NOTHING: u8 = 0;
/// The highest code of a letter or digit.
const LAST_LETTER: u8 = FOREIGN;
/// A hyphen or dash.
const HYPHEN: u8 = 250;
/// What ends a sentence, or a part of one with words of its own.
const END: u8 = 251;
/// The end of a line.
const LINE: u8 = 252;
/// What is looked at by itself: letters of other blocks, and characters that stand for several letters.
const APART: u8 = 253;

/// The Arabic block.
const ARABIC: Range<char> = '\u{600}'..'\u{700}';

/// [`code`] of the characters of Persian texts, looked up.
static CODES: LazyLock<Box<Codes>> = LazyLock::new(|| {
    let short: [u8; 0x700] = std::array::from_fn(|at| char::from_u32(at as u32).map_or(NOTHING, code));
    Box::new(Codes {
        arabic: ArabicBlock::new(|c| short.get(c as usize).copied().unwrap_or(NOTHING)),
        short,
        punctuation: std::array::from_fn(|at| char::from_u32(PUNCTUATION + at as u32).map_or(NOTHING, code)),
        forms: std::array::from_fn(|at| char::from_u32(FORMS + at as u32).map_or(NOTHING, code)),
    })
});

struct Codes {
    /// Letters, nearly all.
    arabic: ArabicBlock<u8>,
    /// Below U+0700: what UTF-8 writes in one byte or two.
    short: [u8; 0x700],
    /// Dashes, quotation marks, joiners.
    punctuation: [u8; 0x70],
    /// Letters in the form that they have at the beginning, the middle or the end of a word.
    forms: [u8; 0x3B0],
}

/// Where General Punctuation begins, and where the presentation forms of the Arabic script do.
const PUNCTUATION: u32 = 0x2000;
const FORMS: u32 = 0xFB50;

impl Codes {
    fn of(&self, c: char) -> u8 {
        let at = |first: u32| (c as u32).checked_sub(first).map(|at| at as usize);
        let known = self.short.get(c as usize);
        let known = known.or_else(|| self.punctuation.get(at(PUNCTUATION)?));
        known.or_else(|| self.forms.get(at(FORMS)?)).copied().unwrap_or_else(|| code(c))
    }
}

/// What a character is to an id.
fn code(c: char) -> u8 {
    match Folding::shared().class(c) {
        Class::Letter(FOREIGN) if !ARABIC.contains(&c) => APART,
        Class::Several => APART,
        Class::Letter(code) => code,
        Class::Mark | Class::Invisible | Class::Joiner | Class::Space => NOTHING,
        // Pages end where they may, and a line may end in two characters.
        Class::Line if matches!(c, '\r' | '\u{0B}' | '\u{0C}') => NOTHING,
        Class::Line => LINE,
        Class::Hyphen => HYPHEN,
        Class::Stop => END,
        Class::NameMark(code) => code,
        Class::Punctuation if matches!(c, '؟' | '?' | '!' | '…' | ':' | '؛' | ';') => END,
        Class::Punctuation => BARRIER,
    }
}

/// Calls `push` for each letter of a character that is looked at by itself, with the bytes that stand for it.
fn apart(c: char, mut push: impl FnMut(&[u8])) {
    match Folding::shared().class(c) {
        Class::Several => ligature(c, |code| push(&[code])),
        // They have one code together, so they stand as they are.
        _ => push(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// Codes that are written together.
const RUN: usize = 64;

/// Appends the letters and the punctuation of a span. Those of two that stand side by side are those of both together.
pub(crate) fn push_words(key: &mut Vec<u8>, text: &str) {
    let codes = &**CODES;
    let (mut run, mut length, mut bytes) = ([0; RUN], 0, text.as_bytes());
    loop {
        // Most of a text is words of the Arabic block with one space between them.
        while let [lead, next, others @ ..] = bytes
            && let Some(code) = codes.arabic.get(*lead, *next)
            && let Some(place) = run.get_mut(length)
        {
            *place = code;
            length += usize::from(code != NOTHING);
            bytes = others;
        }
        if length == RUN {
            key.extend_from_slice(&run);
            length = 0;
        }
        match bytes {
            [b' ', others @ ..] => bytes = others,
            _ => {
                let rest = text.get(text.len() - bytes.len()..).unwrap_or_default();
                let Some(c) = rest.chars().next() else { break };
                match codes.of(c) {
                    NOTHING | LINE => {}
                    code => {
                        key.extend_from_slice(&run[..length]);
                        length = 0;
                        match code {
                            APART => apart(c, |letter| key.extend_from_slice(letter)),
                            _ => key.push(code),
                        }
                    }
                }
                bytes = &bytes[c.len_utf8()..];
            }
        }
    }
    key.extend_from_slice(&run[..length]);
}

/// Whether what [`push_words`] appends stands for the end of a sentence.
pub(crate) const fn ends_sentence(code: u8) -> bool {
    code == END
}

/// Appends what [`push_words`] does, and for each byte of it where in the text its character begins and ends.
pub(crate) fn push_placed(key: &mut Vec<u8>, places: &mut Vec<(u32, u32)>, text: &str) {
    let codes = &**CODES;
    for (at, c) in text.char_indices() {
        match codes.of(c) {
            NOTHING | LINE => continue,
            APART => apart(c, |letter| key.extend_from_slice(letter)),
            code => key.push(code),
        }
        places.resize(key.len(), (at as u32, (at + c.len_utf8()) as u32));
    }
}

/// Appends the letters and digits around a span of a sentence, on each side the nearest first, whatever stands between
/// them. They end with the sentence and at an empty line; the end of a line alone is a space.
pub(super) fn push_context(key: &mut Vec<u8>, before: &str, behind: &str) {
    let taken = push_near(key, before, Side::Before, BEFORE);
    key.push(0);
    push_near(key, behind, Side::Behind, AROUND - taken);
    key.push(0);
}

/// The side of a span that a context is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// Appends the nearest letters of one side, at most so many; says how many they are. It is compiled once for each side.
#[inline(always)]
fn push_near(key: &mut Vec<u8>, text: &str, side: Side, most: usize) -> usize {
    let codes = &**CODES;
    let mut near = Near { letters: [0; 4 * AROUND], length: 0, left: most, lines: 0 };
    let mut rest = text;
    loop {
        let mut bytes = rest.as_bytes();
        // Letters of the Arabic block, with spaces between them.
        while near.left > 0 {
            let (lead, next, others) = match (side, bytes) {
                (Side::Before, [others @ .., b' ']) | (Side::Behind, [b' ', others @ ..]) => {
                    bytes = others;
                    continue;
                }
                (Side::Before, [others @ .., lead, next]) | (Side::Behind, [lead, next, others @ ..]) => {
                    (*lead, *next, others)
                }
                _ => break,
            };
            match (codes.arabic.get(lead, next), near.letters.get_mut(near.length)) {
                (Some(NOTHING), _) => {}
                (Some(code @ 1..=LAST_LETTER), Some(place)) => {
                    *place = code;
                    near.length += 1;
                    near.left -= 1;
                    near.lines = 0;
                }
                _ => break,
            }
            bytes = others;
        }
        rest = match side {
            Side::Before => rest.get(..bytes.len()),
            Side::Behind => rest.get(rest.len() - bytes.len()..),
        }
        .unwrap_or_default();
        if near.left == 0 {
            break;
        }
        let mut chars = rest.chars();
        let next = match side {
            Side::Before => chars.next_back(),
            Side::Behind => chars.next(),
        };
        match next {
            Some(c) if near.takes_any(c, codes.of(c), side) => rest = chars.as_str(),
            _ => break,
        }
    }
    key.extend_from_slice(&near.letters[..near.length]);
    most - near.left
}

/// A context in the making.
struct Near {
    /// The bytes of its letters, four for each at most.
    letters: [u8; 4 * AROUND],
    length: usize,
    /// Letters that are to come.
    left: usize,
    /// Ends of lines since the last character that is seen.
    lines: u32,
}

impl Near {
    /// Takes a character by its code, or leaves it, where the context ends with it or it is looked at by itself.
    fn takes(&mut self, code: u8) -> bool {
        match code {
            NOTHING => true,
            1..=LAST_LETTER => self.letter(&[code]),
            END | APART => false,
            LINE => {
                self.lines += 1;
                self.lines < 2
            }
            _ => {
                self.lines = 0;
                true
            }
        }
    }

    /// Takes any character, but for one that ends the context.
    fn takes_any(&mut self, c: char, code: u8, side: Side) -> bool {
        if code != APART {
            return self.takes(code);
        }
        let mut letters: SmallVec<[SmallVec<[u8; 4]>; 8]> = SmallVec::new();
        apart(c, |letter| letters.push(SmallVec::from_slice(letter)));
        if side == Side::Before {
            letters.reverse();
        }
        letters.iter().all(|letter| self.letter(letter))
    }

    /// Takes a letter, if one is to come.
    fn letter(&mut self, letter: &[u8]) -> bool {
        let place = self.letters.get_mut(self.length..self.length + letter.len());
        let Some(place) = place.filter(|_| self.left > 0) else { return false };
        place.copy_from_slice(letter);
        self.length += letter.len();
        self.left -= 1;
        self.lines = 0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<u8> {
        let mut key = Vec::new();
        push_words(&mut key, text);
        key
    }

    fn context(before: &str, behind: &str) -> Vec<u8> {
        let mut key = Vec::new();
        push_context(&mut key, before, behind);
        key
    }

    /// The letters of a character, one by one.
    fn letters_of(c: char) -> Vec<Vec<u8>> {
        match code(c) {
            APART => {
                let mut letters = Vec::new();
                apart(c, |letter| letters.push(letter.to_vec()));
                letters
            }
            code @ 1..=LAST_LETTER => vec![vec![code]],
            _ => Vec::new(),
        }
    }

    /// What [`push_near`] does, without any shortcut.
    fn near(chars: impl Iterator<Item = char>, backwards: bool, most: usize) -> Vec<Vec<u8>> {
        let (mut out, mut lines) = (Vec::new(), 0);
        for c in chars {
            match code(c) {
                END => break,
                LINE => lines += 1,
                NOTHING => {}
                _ => lines = 0,
            }
            if lines == 2 {
                break;
            }
            let mut letters = letters_of(c);
            if backwards {
                letters.reverse();
            }
            out.extend(letters);
        }
        out.truncate(most);
        out
    }

    const TEXTS: &str =
        "[\\PC\n\r\u{b}\u{c}\u{85}\u{2028}\u{2029}\u{64b}\u{200c}\u{200f}آ-ی۰-۹0-9a-zﺍ-ﻼЖ .،؟-]{0,80}";

    proptest! {
        #[test]
        fn shortcuts_change_nothing(before in TEXTS, behind in TEXTS) {
            let expected: Vec<u8> = before
                .chars()
                .flat_map(|c| match code(c) {
                    NOTHING | LINE => Vec::new(),
                    code if code <= LAST_LETTER || code == APART => letters_of(c).concat(),
                    code => vec![code],
                })
                .collect();
            prop_assert_eq!(words(&before), expected);
            let one = near(before.chars().rev(), true, BEFORE);
            let other = near(behind.chars(), false, AROUND - one.len());
            let expected = [one.concat(), vec![0], other.concat(), vec![0]].concat();
            prop_assert_eq!(context(&before, &behind), expected);
        }

        #[test]
        fn accidents_of_a_copy_are_not_seen(
            text in "[ابپکیه۱۲۳ .،\n\u{200c}]{0,60}",
            noise in proptest::collection::vec(0_usize..7, 60),
        ) {
            let copied: String = text
                .chars()
                .zip(noise.iter().cycle())
                .map(|(c, noise)| match (c, noise) {
                    ('ک', 1) => "ك".to_owned(),
                    ('ی', 1) => "ي".to_owned(),
                    ('ه', 1) => "ۀ".to_owned(),
                    ('ا', 1) => "ﺎ".to_owned(),
                    ('۱', 1) => "1".to_owned(),
                    ('۲', 1) => "٢".to_owned(),
                    ('ا'..='ی', 2) => format!("{c}\u{64b}"),
                    ('ا'..='ی', 3) => format!("{c}\u{640}"),
                    ('ا'..='ی', 4) => format!("{c}\u{200c}"),
                    ('\u{200c}', 5) => String::new(),
                    ('\u{200c}', 6) => "\u{a0}".to_owned(),
                    (' ', 5) => "\u{a0}".to_owned(),
                    _ => c.to_string(),
                })
                .collect();
            prop_assert_eq!(words(&text), words(&copied));
            prop_assert_eq!(context(&text, &text), context(&copied, &copied));
        }
    }

    #[test]
    fn what_is_looked_up_is_what_is_so() {
        for c in (0..0x11000).filter_map(char::from_u32) {
            assert_eq!(CODES.of(c), code(c), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn ligatures_are_their_letters() {
        assert_eq!(words("ﻻله"), words("لاله"));
        let (long, short) = ("یازدهمین لاله", "یازدهمین ﻻله");
        assert_eq!(context(long, long), context(short, short));
    }

    #[test]
    fn what_a_value_may_hang_on_stays() {
        for (a, b) in
            [("۱۵", "۱.۵"), ("۱/۵", "۱.۵"), ("۱-۵", "۱۵"), ("کار", "گار"), ("США", "ФРГ"), ("%۵", "۵")]
        {
            assert_ne!(words(a), words(b), "{a} {b}");
        }
    }

    #[test]
    fn a_context_goes_over_ends_of_lines_and_ends_with_its_sentence() {
        let behind = |text| context("", text);
        assert_eq!(behind("در\nتهران بود"), behind("در تهران بود"));
        assert_eq!(behind("در\r\nتهران بود"), behind("در تهران\nبود"));
        for (text, as_far_as) in [
            ("در تهران.\nفردا", "در تهران"),
            ("در تهران؟ فردا", "در تهران"),
            ("در تهران: فردا", "در تهران"),
            ("در تهران\n\nفردا", "در تهران"),
            ("در تهران\r\n \u{200f}\r\nفردا", "در تهران"),
            ("در تهران، «فردا»", "در تهران فردا"),
        ] {
            assert_eq!(behind(text), behind(as_far_as), "{text}");
        }
        // What one side lacks, the other gives.
        let long = "یک نشست بلند در تهران بود که تا شب";
        assert_eq!(behind(long).len(), AROUND + 2);
        assert_eq!(context(long, long).len(), AROUND + 2);
        assert_eq!(context(long, "").len(), BEFORE + 2);
    }
}
