//! Letters by which alphabets that share most of their letters are told apart.
//!
//! Facts: Unicode Character Database, and the alphabets of CLDR (exemplar characters of ur, ps, ckb, ar, fa).

use super::model::Language;
use crate::text::ArabicBlock;
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

/// What the characters of the Arabic block are.
static ARABIC: LazyLock<ArabicBlock<u8>> = LazyLock::new(|| {
    ArabicBlock::new(|c| {
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
        let mut bytes = text.as_bytes();
        // The bits of the letters of the word so far.
        let mut word = 0;
        loop {
            let (mut arabic, mut not_arabic) = (0, 0);
            while let [lead, next, others @ ..] = bytes
                && let Some(bits) = table.get(*lead, *next)
            {
                arabic += usize::from(bits & LETTER);
                not_arabic += usize::from(bits & PERSIAN);
                word |= bits & !INSIDE;
                // A digit or a mark.
                if bits == 0 {
                    letters.end(&mut word);
                }
                bytes = others;
            }
            letters.arabic += arabic;
            letters.not_arabic += not_arabic / usize::from(PERSIAN);
            match bytes {
                // ZWNJ stands inside words.
                [0xE2, 0x80, 0x8C, others @ ..] => bytes = others,
                [ascii @ 0..=0x7F, others @ ..] => {
                    letters.end(&mut word);
                    letters.latin += usize::from(ascii.is_ascii_alphabetic());
                    bytes = others;
                }
                _ => {
                    let rest = text.get(text.len() - bytes.len()..).unwrap_or_default();
                    let Some(c) = rest.chars().next() else { break };
                    letters.count_rare(c, &mut word);
                    bytes = &bytes[c.len_utf8()..];
                }
            }
        }
        letters.end(&mut word);
        letters
    }

    /// Counts a character outside ASCII and the Arabic block.
    fn count_rare(&mut self, c: char, word: &mut u8) {
        match c {
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
    }

    #[inline]
    fn end(&mut self, word: &mut u8) {
        if *word == 0 {
            return;
        }
        self.words += 1;
        // Hardly a word has letters of one alphabet.
        if *word < FIRST_OWN {
            *word = 0;
            return;
        }
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
