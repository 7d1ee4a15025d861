//! Letters by which alphabets that share most of their letters are told apart.
//!
//! Facts: Unicode Character Database, and the alphabets of CLDR (exemplar characters of ur, ps, ckb, ar, fa).

use super::Language;
use std::sync::LazyLock;

/// Letters that one alphabet has and Persian does not.
const OWN: [(Language, &str); 4] = [
    (Language::Urdu, "ٹڈڑںے"),
    (Language::Pashto, "ټډړږښځڅڼېۍ"),
    (Language::Sorani, "ێۆڕڵڤە"),
    (Language::Arabic, "ةىأإ"),
];

/// Letters that Persian and its neighbours have and Arabic does not.
const NOT_ARABIC: &str = "پچژگ";

/// What a character of the Arabic block is, in bits: a letter, one of [`NOT_ARABIC`], what stands inside words (a mark
/// over a letter), and, from [`FIRST_OWN`] on, a letter of one alphabet of [`OWN`].
const LETTER: u8 = 1;
const PERSIAN: u8 = 2;
const INSIDE: u8 = 4;
const FIRST_OWN: u8 = 8;

/// The characters from U+0600 to U+06FF, which UTF-8 writes with one of four bytes and another one.
static ARABIC: LazyLock<[u8; 0x100]> = LazyLock::new(|| {
    std::array::from_fn(|at| {
        let c = char::from_u32(0x600 + at as u32).unwrap_or_default();
        let own = (0..).zip(OWN).filter(|(_, (_, letters))| letters.contains(c));
        let own = own.fold(0, |bits, (n, _)| bits | FIRST_OWN << n);
        let persian = if NOT_ARABIC.contains(c) { PERSIAN } else { 0 };
        match c {
            '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{66F}' | '\u{671}'..='\u{6D3}' | '\u{6D5}' => {
                LETTER | persian | own
            }
            '\u{64B}'..='\u{65F}' | '\u{670}' => INSIDE,
            _ => 0,
        }
    })
});

/// How many letters and words of which script and alphabet a text has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) arabic: usize,
    pub(super) latin: usize,
    pub(super) other: usize,
    /// Words with Arabic letters.
    pub(super) words: usize,
    /// Letters of [`NOT_ARABIC`].
    pub(super) not_arabic: usize,
    /// Words with letters of one alphabet alone, by [`OWN`].
    own: [usize; OWN.len()],
}

impl Letters {
    /// Counts the letters of a text.
    pub(super) fn of(text: &str) -> Self {
        let (table, mut letters) = (&*ARABIC, Self::default());
        // The bits of the letters of the word so far.
        let mut word = 0;
        let (bytes, mut at) = (text.as_bytes(), 0);
        while let Some(&lead) = bytes.get(at) {
            at += match (lead, bytes.get(at + 1)) {
                (0xD8..=0xDB, Some(next)) => {
                    let bits = table[usize::from(lead & 3) << 6 | usize::from(next & 0x3F)];
                    letters.arabic += usize::from(bits & LETTER);
                    letters.not_arabic += usize::from(bits & PERSIAN != 0);
                    word |= bits & !INSIDE;
                    if bits == 0 {
                        letters.end(&mut word);
                    }
                    2
                }
                (0..=0x7F, _) => {
                    letters.end(&mut word);
                    letters.latin += usize::from(lead.is_ascii_alphabetic());
                    1
                }
                _ => {
                    let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
                    letters.count_rare(c, &mut word)
                }
            };
        }
        letters.end(&mut word);
        letters
    }

    /// Counts a character outside ASCII and the Arabic block, and gives its length.
    fn count_rare(&mut self, c: char, word: &mut u8) -> usize {
        match c {
            // ZWNJ stands inside words.
            '\u{200C}' => {}
            // Letters in the form that they have at their place in a word.
            '\u{FB50}'..='\u{FEFC}' => {
                self.arabic += 1;
                *word |= LETTER;
            }
            _ => {
                self.end(word);
                match c {
                    '\u{80}'..='\u{24F}' => self.latin += usize::from(c.is_alphabetic()),
                    _ => self.other += usize::from(c.is_alphabetic()),
                }
            }
        }
        c.len_utf8()
    }

    fn end(&mut self, word: &mut u8) {
        if *word == 0 {
            return;
        }
        self.words += 1;
        for (n, count) in self.own.iter_mut().enumerate() {
            *count += usize::from(*word & FIRST_OWN << n != 0);
        }
        *word = 0;
    }

    /// How many words have letters that one language has alone.
    pub(super) fn own(&self, language: Language) -> usize {
        OWN.iter().zip(self.own).find(|((known, _), _)| *known == language).map_or(0, |(_, count)| count)
    }

    pub(super) const fn all(&self) -> usize {
        self.arabic + self.latin + self.other
    }
}
