//! Folding: which characters the matcher takes for the same letter.
//!
//! The folded view is one byte per letter ([`Code`]) and exists for matching only; it is never
//! written. Facts: Unicode Character Database (compatibility decompositions of the Arabic
//! presentation forms), and the Persian orthography of the Academy (Dastur-e Khatt) for which letters
//! are spelling variants of one another.

use super::ArabicBlock;
use std::sync::LazyLock;
use unicode_normalization::char::decompose_compatible;

/// A letter or digit of the folded view, never 0.
pub type Code = u8;

/// Codes 1 to 10 are the digits 0 to 9, whichever of the three sets they are written in.
pub const DIGIT_ZERO: Code = 1;
/// Codes 11 to 36 are the Latin letters a to z.
pub const LATIN_A: Code = 11;
/// The first Persian letter; the others follow in the order of the alphabet.
pub const PERSIAN_FIRST: Code = 37;
/// «ا».
pub const ALEF: Code = PERSIAN_FIRST;
/// «و».
pub const VAV: Code = 66;
/// «ه».
pub const HEH: Code = 67;
/// «ی».
pub const YEH: Code = 68;
/// Any letter of another script.
pub const FOREIGN: Code = 100;
/// A full stop, which abbreviations contain.
pub const STOP: Code = 101;
/// Marks that a few names and units contain.
const NAME_MARKS: [(&str, Code); 9] = [
    (",،", 102),
    ("+", 103),
    ("&", 104),
    ("'’", 105),
    ("²", 106),
    ("³", 107),
    ("°", 108),
    ("/", 109),
    ("$", 110),
];
/// What no name or word runs across: other punctuation, and ends of lines.
pub const BARRIER: Code = 255;

/// The Persian alphabet after folding, in code order.
const PERSIAN: [char; 32] = [
    'ا', 'ب', 'پ', 'ت', 'ث', 'ج', 'چ', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع',
    'غ', 'ف', 'ق', 'ک', 'گ', 'ل', 'م', 'ن', 'و', 'ه', 'ی',
];

/// Letters that are spelling variants of another one.
const VARIANTS: [(&str, char); 9] = [
    ("آأإٱٲٳٵ", 'ا'),
    ("ؤۆۇۈۋٶٷ", 'و'),
    ("ئىيېێےۍٸ", 'ی'),
    ("كڪڬګ", 'ک'),
    ("ةۀۂھہەۃ", 'ه'),
    ("ڤ", 'ف'),
    ("ڵ", 'ل'),
    ("ڕ", 'ر'),
    ("ڭڠ", 'گ'),
];

/// «ـ», which draws a letter out, and is written for a dash.
pub(crate) const TATWEEL: char = '\u{640}';

/// What a mark is to patterns: a tatweel by itself is a hyphen.
#[inline]
pub(crate) const fn as_mark(c: char) -> char {
    match c {
        TATWEEL => '-',
        c => c,
    }
}

/// «ˏ», which is a letter to Unicode, and is written for the slash of a date.
pub(crate) const LOW_SLASH: char = '\u{2CF}';

/// Most letters of a word that are taken together.
pub(crate) const TOGETHER: usize = 16;

/// What a character is to the tokenizer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A digit, Latin or Persian letter, with its code.
    Letter(Code),
    /// A mark that belongs to the letter before it: diacritics, tatweel, hamza.
    Mark,
    /// A character without width or meaning: bidi marks, ZWJ, soft hyphen, byte order mark.
    Invisible,
    /// ZWNJ: parts of one word.
    Joiner,
    /// Any space within a line.
    Space,
    /// An end of a line.
    Line,
    /// A hyphen or dash, which may stand between the parts of a name.
    Hyphen,
    /// A full stop.
    Stop,
    /// Punctuation that names may contain, with its code.
    NameMark(Code),
    /// Any other punctuation or symbol.
    Punctuation,
    /// A presentation form that stands for several letters.
    Several,
}

const fn is_digit_code(code: Code) -> bool {
    code >= DIGIT_ZERO && code < LATIN_A
}

/// Whether a code is a digit's.
#[must_use]
pub const fn is_digit(code: Code) -> bool {
    is_digit_code(code)
}

/// Whether a code is a Latin letter's.
#[must_use]
pub const fn is_latin(code: Code) -> bool {
    code >= LATIN_A && code < PERSIAN_FIRST
}

/// The classes of the characters below U+0700, looked up without branching.
pub struct Folding {
    table: Box<[Class; 0x700]>,
    /// The codes of the letters from U+0600 to U+06FF; 0 for what is none.
    letters: ArabicBlock<Code>,
}

/// What all texts are folded by.
static FOLDING: LazyLock<Folding> = LazyLock::new(Folding::new);

impl Folding {
    /// The one that there is; it is made once.
    #[must_use]
    pub fn shared() -> &'static Self {
        &FOLDING
    }

    fn new() -> Self {
        let mut table = Box::new([Class::Punctuation; 0x700]);
        for (i, class) in table.iter_mut().enumerate() {
            *class = char::from_u32(i as u32).map_or(Class::Punctuation, classify);
        }
        let letters = ArabicBlock::new(|c| match classify(c) {
            Class::Letter(code) if !is_digit(code) => code,
            _ => 0,
        });
        Self { table, letters }
    }
}

impl Folding {
    /// The codes of the letters of the Arabic block that UTF-8 text begins with, as many as are taken together, and
    /// how many they are.
    #[inline]
    pub(crate) fn word(&self, text: &[u8]) -> ([Code; TOGETHER], usize) {
        let (mut codes, mut count) = ([0; TOGETHER], 0);
        for (code, pair) in codes.iter_mut().zip(text.chunks_exact(2)) {
            *code = self.letter(pair);
            if *code == 0 {
                break;
            }
            count += 1;
        }
        (codes, count)
    }

    /// The code of a letter of the Arabic block; 0 for anything else.
    #[inline]
    fn letter(&self, pair: &[u8]) -> Code {
        match *pair {
            [lead, next] => self.letters.get(lead, next).unwrap_or(0),
            _ => 0,
        }
    }

    /// Appends the codes of the letters of the Arabic block that UTF-8 text begins with; gives their bytes.
    pub(crate) fn persian(&self, text: &[u8], codes: &mut Vec<Code>) -> usize {
        let before = codes.len();
        for pair in text.chunks_exact(2) {
            let code = self.letter(pair);
            if code == 0 {
                break;
            }
            codes.push(code);
        }
        2 * (codes.len() - before)
    }

    #[inline]
    /// What a character is.
    pub fn class(&self, c: char) -> Class {
        match self.table.get(c as usize) {
            Some(class) => *class,
            None => classify(c),
        }
    }
}

/// The codes of one presentation form (U+FB50-FDFF, U+FE70-FEFF) that is a ligature.
pub fn ligature(c: char, mut emit: impl FnMut(Code)) {
    decompose_compatible(c, |part| {
        if let Class::Letter(code) = classify(part) {
            emit(code);
        }
    });
}

fn classify(c: char) -> Class {
    match c {
        '0'..='9' => Class::Letter(DIGIT_ZERO + (c as u8 - b'0')),
        '۰'..='۹' => Class::Letter(DIGIT_ZERO + (c as u32 - '۰' as u32) as u8),
        '٠'..='٩' => Class::Letter(DIGIT_ZERO + (c as u32 - '٠' as u32) as u8),
        'a'..='z' => Class::Letter(LATIN_A + (c as u8 - b'a')),
        'A'..='Z' => Class::Letter(LATIN_A + (c as u8 - b'A')),
        '\u{200C}' => Class::Joiner,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        '\u{200B}'
        | '\u{200D}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{AD}'
        | '\u{FEFF}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{FE00}'..='\u{FE0F}' => Class::Invisible,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Hyphen,
        '.' | '۔' => Class::Stop,
        'ء'
        | '\u{640}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{674}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{8D3}'..='\u{8FF}'
        | '\u{300}'..='\u{36F}' => Class::Mark,
        _ => classify_rare(c),
    }
}

fn classify_rare(c: char) -> Class {
    if let Some(at) = PERSIAN.iter().position(|&p| p == c) {
        return Class::Letter(PERSIAN_FIRST + at as u8);
    }
    if let Some((_, base)) = VARIANTS.iter().find(|(variants, _)| variants.contains(c)) {
        return classify_rare(*base);
    }
    if let Some((_, code)) = NAME_MARKS.iter().find(|(marks, _)| marks.contains(c)) {
        return Class::NameMark(*code);
    }
    if matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{FF10}'..='\u{FF5A}') {
        return presentation_form(c);
    }
    if c == LOW_SLASH {
        return Class::Punctuation;
    }
    if c.is_whitespace() {
        return Class::Space;
    }
    if c.is_control() {
        return Class::Invisible;
    }
    if c.is_alphabetic() {
        return Class::Letter(latin_base(c).unwrap_or(FOREIGN));
    }
    Class::Punctuation
}

fn presentation_form(c: char) -> Class {
    let mut parts = Vec::with_capacity(4);
    decompose_compatible(c, |part| parts.push(part));
    match parts.as_slice() {
        [only] if *only == c => Class::Punctuation,
        [only] => classify(*only),
        _ if parts.iter().any(|&p| matches!(classify(p), Class::Letter(_))) => Class::Several,
        _ => Class::Mark,
    }
}

/// The plain letter of an accented Latin one (é, ş), so that names match with and without accents.
fn latin_base(c: char) -> Option<Code> {
    let mut base = None;
    decompose_compatible(c, |part| {
        if base.is_none() && part.is_ascii_alphabetic() {
            base = Some(LATIN_A + (part.to_ascii_lowercase() as u8 - b'a'));
        }
    });
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_letters_have_their_codes() {
        for (code, letter) in [(ALEF, 'ا'), (VAV, 'و'), (HEH, 'ه'), (YEH, 'ی')] {
            assert_eq!(PERSIAN[usize::from(code - PERSIAN_FIRST)], letter);
        }
    }

    #[test]
    fn spelling_variants_share_a_code() {
        for (a, b) in
            [('ي', 'ی'), ('ئ', 'ی'), ('ك', 'ک'), ('ة', 'ه'), ('ۀ', 'ه'), ('آ', 'ا'), ('ﮎ', 'ک'), ('ﯼ', 'ی')]
        {
            assert_eq!(classify(a), classify(b), "{a} {b}");
        }
        assert_ne!(classify('ک'), classify('گ'));
    }

    #[test]
    fn the_three_digit_sets_are_one() {
        assert_eq!(classify('7'), classify('۷'));
        assert_eq!(classify('٧'), classify('۷'));
    }

    #[test]
    fn ligatures_give_their_letters() {
        let mut codes = Vec::new();
        assert_eq!(classify('ﻻ'), Class::Several);
        ligature('ﻻ', |code| codes.push(Class::Letter(code)));
        assert_eq!(codes, [classify('ل'), classify('ا')]);
    }

    #[test]
    fn the_table_agrees_with_the_function() {
        let folding = Folding::shared();
        for c in (0..0x10000).filter_map(char::from_u32) {
            assert_eq!(folding.class(c), classify(c), "U+{:04X}", c as u32);
        }
    }
}
