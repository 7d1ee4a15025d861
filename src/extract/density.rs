//! What the analysis of a text may hold in memory: by its numbers of tokens and matches, which are the same everywhere.
//!
//! A text of running sentences or laws takes about eight to ten times its bytes, and one of numbers alone up to four hundred
//! times. What is counted is about what is held, as measured for texts of one kind of thing over and over.

use crate::rule::MatchSize;
use crate::text::Span;

/// What rows take until they are written, with remarks beside them; and matches with their drafts while a sentence, which may
/// be all of a text, is read. What is said and done becomes rows far more seldom than it matches; they are counted then.
pub(super) const SIZES: [MatchSize; 4] = [
    MatchSize { table: "dates", row: 350, reading: 400 },
    MatchSize { table: "figures", row: 700, reading: 600 },
    MatchSize { table: "actors", row: 150, reading: 350 },
    MatchSize { table: "clauses", row: 250, reading: 0 },
];

/// A token, and a number with what can begin at it, while all of a text are looked up.
const TOKEN: u64 = 40;
const NUMBER: u64 = 200;
/// What a line takes that is a paragraph.
const LINE: u64 = 240;

/// Shorter texts hold little, whatever they are of.
pub(crate) const DENSE: usize = 128 << 10;

/// From here on a document is alone in memory, after what waits to be written.
pub(super) const LARGE: usize = 8 << 20;

/// What the analysis of a text of so many bytes may hold, where nobody has said: a little more than running text and laws do
/// of large ones, and many times that of others.
pub(crate) fn room(bytes: usize) -> u64 {
    if bytes < LARGE { 224 << 20 } else { (384 << 20).max((bytes as u64).saturating_mul(TIMES)) }
}

const TIMES: u64 = 8;

/// Bytes of text beside which no other is let in: all that may be in work.
const ALONE: usize = 16 << 20;

/// What a byte of running text takes at least.
const RUNNING: u64 = 8;

/// What tokens and numbers of a text hold at least, but for the marks in addresses: told by its bytes, before there are any.
pub(crate) fn least(text: &str) -> u64 {
    // A block with the two bytes before it and the one behind it; a block of one length is counted many bytes at a time.
    let mut block = [b' '; BEFORE + BLOCK + 1];
    let (mut marks, mut numbers, mut lines) = (0_u64, 0_u64, 0_u64);
    let bytes = text.as_bytes();
    for start in (0..bytes.len()).step_by(BLOCK) {
        block.copy_within(BLOCK..BLOCK + BEFORE, 0);
        let rest = bytes.get(start..).unwrap_or_default();
        let rest = rest.get(..=BLOCK).unwrap_or(rest);
        block[BEFORE..].fill(b' ');
        block[BEFORE..][..rest.len()].copy_from_slice(rest);
        let (mut mark, mut number, mut line) = (0_u8, 0_u8, 0_u8);
        for at in BEFORE..BEFORE + BLOCK {
            let (before, byte, next) = (block[at - 1], block[at], block[at + 1]);
            let digit = byte.is_ascii_digit() || is_persian_digit(byte, next);
            let behind_digit = before.is_ascii_digit() || is_persian_digit(block[at - 2], before);
            let inside = before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
            number += u8::from(digit & !behind_digit);
            mark += u8::from(byte.is_ascii_punctuation() & !inside);
            line += u8::from((byte == b'\n') & (before != b'\n'));
        }
        marks += u64::from(mark);
        numbers += u64::from(number);
        lines += u64::from(line);
    }
    marks * TOKEN + numbers * NUMBER + lines * LINE
}

/// Bytes that are counted together: as many as a sum of one byte holds.
const BLOCK: usize = 192;
/// A digit of two bytes.
const BEFORE: usize = 2;

/// Whether two bytes are a digit of Persian or Arabic.
const fn is_persian_digit(byte: u8, next: u8) -> bool {
    (byte == 0xDB) & (next.wrapping_sub(0xB0) < 10) | (byte == 0xD9) & (next.wrapping_sub(0xA0) < 10)
}

/// Bytes of running text that take as much memory as this one.
pub(crate) fn weight(text: &str) -> usize {
    if text.len() < DENSE {
        return text.len();
    }
    let least = usize::try_from(least(text) / RUNNING).unwrap_or(usize::MAX);
    // Numbers are figures too, and of two large texts each may take all the room that it has.
    let alone = if text.len() < LARGE { 0 } else { ALONE };
    text.len().max(least.saturating_mul(4)).max(alone)
}

/// Why there is no analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GivenUp {
    /// Who asked for it did not want it any more.
    Asked,
    /// It would have held more than there is room for.
    TooDense {
        /// Bytes that it was counted to hold when it was given up.
        held: u64,
        /// Bytes that there was room for.
        room: u64,
    },
}

/// Bytes of what is found.
pub(super) const fn of_findings(count: usize) -> u64 {
    const MESSAGE: usize = 120;
    (count * (size_of::<Span>() + MESSAGE)) as u64
}

/// Bytes of the texts of clauses, each of which holds those of the clauses in it: where there are many times the text, all
/// of it is one clause in another.
pub(super) fn of_clauses(spans: impl Iterator<Item = Span>) -> u64 {
    spans.map(|span| u64::from(span.end.saturating_sub(span.start))).sum::<u64>() / CLAUSES
}

/// What clauses hold of a text is written in parts, and is never there as a whole.
const CLAUSES: u64 = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_weigh_and_words_do_not() {
        assert_eq!(least("یک دو سه"), 0);
        assert_eq!(least("۱۲ 34 ٥"), 3 * NUMBER);
        assert_eq!(least("(((«"), 3 * TOKEN);
        assert_eq!(least("یک\n\nدو\n"), 2 * LINE);
        assert_eq!(least("http://a.b/c-d_e"), 3 * TOKEN);
        // Wherever a block ends.
        for shift in 0..2 * BLOCK {
            let text = format!("{}۱۲ 34،٥۶ a.b «(\n\n", "x".repeat(shift));
            assert_eq!(least(&text), 3 * NUMBER + TOKEN + LINE, "{shift}");
        }
        assert_eq!(weight(&"5,".repeat(100)), 200);
        let prose = "در ۲۰ آبان ۱۳۹۹ ده نفر به تهران آمدند و از راه‌های دیگر برگشتند. ".repeat(DENSE / 100);
        assert!(weight(&prose) < 3 * prose.len());
        assert!(weight(&"5,".repeat(DENSE)) > 50 * DENSE);
        assert_eq!((weight(&"x".repeat(LARGE - 1)), weight(&"x".repeat(LARGE))), (LARGE - 1, ALONE));
    }
}
