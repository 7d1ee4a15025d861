//! Letters by which alphabets that share most of their letters are told apart.
//!
//! Facts: Unicode Character Database, and the alphabets of CLDR (exemplar characters of ur, ps, ckb, ar, fa).

use super::Language;

/// Letters that one alphabet has and Persian does not.
const OWN: [(Language, &str); 4] = [
    (Language::Urdu, "ٹڈڑںے"),
    (Language::Pashto, "ټډړږښځڅڼېۍ"),
    (Language::Sorani, "ێۆڕڵڤە"),
    (Language::Arabic, "ةىأإ"),
];

/// Letters that Persian and its neighbours have and Arabic does not.
const NOT_ARABIC: &str = "پچژگ";

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
        let mut letters = Self::default();
        let mut word = Word::default();
        for c in text.chars() {
            match c {
                '\u{620}'..='\u{64A}'
                | '\u{66E}'..='\u{66F}'
                | '\u{671}'..='\u{6D3}'
                | '\u{6D5}'
                | '\u{FB50}'..='\u{FEFC}' => {
                    letters.arabic += 1;
                    letters.not_arabic += usize::from(NOT_ARABIC.contains(c));
                    word.take(c);
                }
                // What stands inside words: ZWNJ, and marks over letters.
                '\u{200C}' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
                _ => {
                    letters.end(&mut word);
                    letters.count_other(c);
                }
            }
        }
        letters.end(&mut word);
        letters
    }

    fn count_other(&mut self, c: char) {
        match c {
            'a'..='z' | 'A'..='Z' => self.latin += 1,
            '\0'..='\u{7F}' => {}
            '\u{80}'..='\u{24F}' if c.is_alphabetic() => self.latin += 1,
            _ if c.is_alphabetic() && !('\u{600}'..='\u{6FF}').contains(&c) => self.other += 1,
            _ => {}
        }
    }

    fn end(&mut self, word: &mut Word) {
        self.words += usize::from(word.any);
        for (count, own) in self.own.iter_mut().zip(word.own) {
            *count += usize::from(own);
        }
        *word = Word::default();
    }

    /// How many words have letters that one language has alone.
    pub(super) fn own(&self, language: Language) -> usize {
        OWN.iter().zip(self.own).find(|((known, _), _)| *known == language).map_or(0, |(_, count)| count)
    }

    pub(super) const fn all(&self) -> usize {
        self.arabic + self.latin + self.other
    }
}

/// A word of Arabic letters on its way.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    any: bool,
    own: [bool; OWN.len()],
}

impl Word {
    fn take(&mut self, c: char) {
        self.any = true;
        // The letters of Persian and Arabic that tell nothing are nearly all.
        if matches!(c, '\u{627}'..='\u{628}' | '\u{62A}'..='\u{648}') {
            return;
        }
        for ((_, letters), own) in OWN.iter().zip(&mut self.own) {
            *own |= letters.contains(c);
        }
    }
}
