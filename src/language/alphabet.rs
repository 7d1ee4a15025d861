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

/// How many letters of which script and alphabet a text has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    pub(super) arabic: usize,
    pub(super) latin: usize,
    pub(super) other: usize,
    /// Those of [`NOT_ARABIC`].
    pub(super) not_arabic: usize,
    own: [usize; OWN.len()],
}

impl Letters {
    /// Counts the letters of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => letters.latin += 1,
                '\0'..='\u{7F}' => {}
                '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}' | '\u{FB50}'..='\u{FEFC}' => {
                    letters.arabic += 1;
                    letters.tell(c);
                }
                '\u{80}'..='\u{24F}' if c.is_alphabetic() => letters.latin += 1,
                _ if c.is_alphabetic() && !('\u{600}'..='\u{6FF}').contains(&c) => letters.other += 1,
                _ => {}
            }
        }
        letters
    }

    fn tell(&mut self, c: char) {
        // The letters of Persian and Arabic that tell nothing are nearly all.
        if matches!(c, '\u{627}'..='\u{628}' | '\u{62A}'..='\u{648}') {
            return;
        }
        self.not_arabic += usize::from(NOT_ARABIC.contains(c));
        for ((_, own), count) in OWN.iter().zip(&mut self.own) {
            *count += usize::from(own.contains(c));
        }
    }

    /// How many letters are those of one language alone.
    pub(super) fn own(&self, language: Language) -> usize {
        OWN.iter().zip(self.own).find(|((known, _), _)| *known == language).map_or(0, |(_, count)| count)
    }

    pub(super) const fn all(&self) -> usize {
        self.arabic + self.latin + self.other
    }
}
