//! What characters are, for putting lines together.

use unicode_normalization::UnicodeNormalization;

/// The joiner that keeps letters apart.
pub(super) const ZWNJ: char = '\u{200C}';

/// The first of the codes that stand for glyphs whose letter the file does not tell.
pub(super) const UNKNOWN: u32 = 0xE000;
const LAST_UNKNOWN: u32 = 0xF8FF;

/// What a cluster is for the order of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters that run from right to left.
    Right,
    /// Letters that run from left to right.
    Left,
    Digit,
    /// What may stand between digits.
    Separator,
    /// What may stand behind digits.
    Sign,
    Space,
    Other,
}

pub(super) fn is_unknown(c: char) -> bool {
    (UNKNOWN..=LAST_UNKNOWN).contains(&u32::from(c))
}

/// Letters of the Arabic script, and glyphs of unknown letters, which are nearly always such.
pub(super) fn is_arabic_letter(c: char) -> bool {
    is_unknown(c)
        || matches!(u32::from(c), 0x620..=0x64A | 0x66E..=0x6D3 | 0x6D5 | 0x6EE..=0x6EF | 0x6FA..=0x6FF
            | 0x750..=0x77F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC)
            && !is_mark(c)
}

/// Marks above and below Arabic letters.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7 | 0x6E8
        | 0x6EA..=0x6ED)
}

/// Letters that join the next one.
pub(super) fn joins_on(c: char) -> bool {
    // Hamza, alef, dal, zal, re, ze, zhe, vav and teh marbuta with their variants do not.
    const APART: [u32; 20] = [
        0x621, 0x622, 0x623, 0x624, 0x625, 0x627, 0x629, 0x62F, 0x630, 0x631, 0x632, 0x648, 0x649, 0x671,
        0x688, 0x691, 0x698, 0x6C0, 0x6D5, 0x654,
    ];
    is_arabic_letter(c) && !APART.contains(&u32::from(c))
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || is_eastern_digit(c)
}

pub(super) fn is_eastern_digit(c: char) -> bool {
    matches!(u32::from(c), 0x660..=0x669 | 0x6F0..=0x6F9)
}

/// The letters of a ligature of lam and alef of whose codes a writer has kept the lower halves alone, as one code: Ghostscript
/// does so. The lam may stand before it already.
fn mended(c: char, before: Option<char>) -> Option<impl Iterator<Item = char>> {
    let [0, 0, high, low] = u32::from(c).to_be_bytes() else { return None };
    let letter = |half: u8| char::from_u32(0x600 | u32::from(half));
    let is_ligature = high == 0x44 && matches!(low, 0x22 | 0x23 | 0x25 | 0x27);
    let lam = letter(high).filter(|lam| before != Some(*lam));
    is_ligature.then(|| lam.into_iter().chain(letter(low)))
}

/// Whether [`typed`] guesses letters of a text.
pub(super) fn is_guessed(text: &str) -> bool {
    text.chars().any(|c| mended(c, None).is_some())
}

/// What a glyph stands for, in the letters that people type: without forms, directions and control characters.
pub(super) fn typed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            0xFB50..=0xFDFF | 0xFE70..=0xFEFC => out.extend(c.nfkc().filter(|c| *c != ' ')),
            0xA0 => out.push(' '),
            0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF | 0xAD | 0..=8 | 0xB..=0x1F => {}
            _ => match mended(c, out.chars().next_back()) {
                Some(letters) => out.extend(letters),
                None => out.push(c),
            },
        }
    }
    out
}

pub(super) fn kind(cluster: &str) -> Kind {
    let first = cluster.chars().find(|c| !is_mark(*c) && *c != ZWNJ).unwrap_or(' ');
    match first {
        c if is_digit(c) => Kind::Digit,
        c if is_arabic_letter(c) => Kind::Right,
        ' ' => Kind::Space,
        '/' | '.' | ',' | ':' | '\u{60C}' | '\u{66B}' | '\u{66C}' => Kind::Separator,
        '%' | '\u{66A}' | '$' | '€' | '°' => Kind::Sign,
        c if c.is_alphabetic() => Kind::Left,
        _ => Kind::Other,
    }
}

/// The bracket that faces the other way, or the character itself.
pub(super) fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('<', '>'), ('‹', '›')];
    let found = PAIRS.iter().find_map(|(open, close)| match c {
        _ if c == *open => Some(*close),
        _ if c == *close => Some(*open),
        _ => None,
    });
    found.unwrap_or(c)
}

/// Whether a bracket opens, of those that are mirrored.
pub(super) fn opens(c: char) -> Option<bool> {
    match c {
        '(' | '[' | '{' | '«' | '<' | '‹' => Some(true),
        ')' | ']' | '}' | '»' | '>' | '›' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_letters_and_letters_are_told() {
        assert_eq!(typed("\u{FEFB}\u{200F}\u{FB58}\u{A0}x"), "لاپ x");
        assert!(joins_on('ب') && !joins_on('ا') && !joins_on('x') && joins_on('\u{E001}'));
        assert_eq!(
            ["۵", "ش", "a", " ", "/", "٪", "("].map(kind),
            [Kind::Digit, Kind::Right, Kind::Left, Kind::Space, Kind::Separator, Kind::Sign, Kind::Other]
        );
        assert_eq!(
            (typed("\u{4427}"), typed("ل\u{4427}"), is_guessed("\u{4428}")),
            ("لا".into(), "لا".into(), false)
        );
        assert_eq!((mirrored('«'), mirrored('>'), mirrored('x')), ('»', '<', 'x'));
    }
}
