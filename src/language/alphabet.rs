//! Letters by which alphabets that share most of their letters are told apart.
//!
//! Facts: Unicode Character Database, and the alphabets of CLDR (exemplar characters of ur, ps, ckb, ar, fa).

use super::model::Language;
use crate::rule::View;
use crate::text::{ArabicBlock, Gap, Token, TokenKind, TokenRange};
use std::sync::LazyLock;

/// Letters that one alphabet has and Persian does not.
const OWN: [(Language, &str); 4] = [
    (Language::Urdu, "ٹڈڑںے"),
    (Language::Pashto, "ټډړږښځڅڼېۍ"),
    (Language::Sorani, "ێۆڕڵڤە"),
    (Language::Arabic, "ةىأإ"),
];

/// The Arabic article, alone and behind the particles that are written with it, and the fewest letters of a word with it:
/// shorter ones are Persian words or stand in Persian names.
const ARTICLES: [&str; 4] = ["ال", "وال", "بال", "لل"];
const ARTICLE_WORD: usize = 5;

/// Whether a word begins as Arabic words with their article do.
pub(super) fn begins_with_article(word: &str) -> bool {
    let begins = ARTICLES.iter().any(|article| word.starts_with(article));
    begins
        && word.chars().filter(|c| c.is_alphabetic()).count() >= ARTICLE_WORD
        && !word.contains(|c| NOT_ARABIC.contains(c))
}

/// Whether a word has two short vowels written, as Arabic words of the Koran have.
pub(super) fn is_vocalised(word: &str) -> bool {
    word.chars().filter(|c| matches!(c, '\u{64B}'..='\u{652}')).count() > 1
}

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

/// What was counted so far, and the bits of the letters of the word that may go on.
#[derive(Default)]
struct Count {
    letters: Letters,
    word: u8,
}

impl Letters {
    /// Counts the letters of a document. `note` says of a word by itself what is known of it ([`note_of`]), for those words
    /// that are counted as they were counted before.
    pub(super) fn of(view: &View<'_>, note: impl FnMut(usize, &Token) -> Option<u64>) -> Self {
        Self::between(view, TokenRange::new(0, view.tokens.list.len() as u32), view.text.len(), note)
    }

    /// Counts the letters of some tokens by themselves.
    pub(super) fn within(view: &View<'_>, tokens: TokenRange) -> Self {
        let end = view.span(tokens.first, tokens.end).end as usize;
        Self::between(view, tokens, end, |_, _| None)
    }

    fn between(
        view: &View<'_>,
        tokens: TokenRange,
        last: usize,
        mut note: impl FnMut(usize, &Token) -> Option<u64>,
    ) -> Self {
        let mut count = Count::default();
        let text = view.text.as_bytes();
        let marked = view.tokens.markup.is_some();
        let list = view.tokens.list.get(..tokens.end as usize).unwrap_or_default();
        let mut end = match tokens.first {
            0 => 0,
            first => list.get(first as usize).map_or(0, |token| token.span().start as usize),
        };
        for (at, token) in list.iter().enumerate().skip(tokens.first as usize) {
            let span = token.span();
            let start = span.start as usize;
            let known = match token.kind {
                TokenKind::Word => note(at, token),
                // The letters of tags stand between tokens, and are those of no language.
                _ if marked => None,
                TokenKind::Punctuation | TokenKind::Stop => None,
                // The letters of an address are those of no language.
                TokenKind::Foreign if view.tokens.is_opaque(at) => None,
                _ => continue,
            };
            // What stands between tokens is a space, mostly.
            if end < start && (marked || end + 1 == start && text.get(end) == Some(&b' ')) {
                count.end();
            } else if end < start {
                count.read(view.text.get(end..start).unwrap_or_default());
            }
            end = span.end as usize;
            match known {
                Some(known) => {
                    let part = |begin: u32| (known >> begin & 0xFF) as usize;
                    count.letters.arabic += part(ARABIC_LETTERS);
                    count.letters.not_arabic += part(NOT_ARABIC_LETTERS);
                    count.word |= part(LETTER_BITS) as u8;
                }
                None if token.kind == TokenKind::Word
                    || marked && is_letters(token.kind) && !view.tokens.is_opaque(at) =>
                {
                    count.read(view.text.get(start..end).unwrap_or_default());
                }
                None => count.end(),
            }
        }
        if !marked {
            count.read(view.text.get(end..last).unwrap_or_default());
        }
        count.end();
        count.letters
    }

    /// How many words have letters that one language has alone.
    pub(super) fn own(&self, language: Language) -> usize {
        own_of(&self.own, language)
    }

    pub(super) const fn all(&self) -> usize {
        self.arabic + self.latin + self.other
    }
}

/// What a text has of letters, at least or at most, as its words by themselves say: much quicker to find than [`Letters`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// Letters of the Arabic script, at least.
    pub(super) arabic: usize,
    /// Letters of [`NOT_ARABIC`], at least.
    pub(super) not_arabic: usize,
    /// Letters that are not among the former, at most.
    pub(super) other: usize,
    /// Words with Arabic letters, at least.
    pub(super) words: usize,
    /// Words with letters of one alphabet alone, at most, by [`OWN`].
    own: [usize; OWN.len()],
    /// Bytes of Latin words.
    pub(super) latin: usize,
    /// Bytes of words of which a note says all.
    noted: usize,
}

impl Bounds {
    /// Those of a document; `note` says of a word by itself what is known of it ([`note_of`]).
    pub(super) fn of(view: &View<'_>, mut note: impl FnMut(usize, &Token) -> Option<u64>) -> Self {
        let mut out = Self::default();
        for (at, token) in view.tokens.list.iter().enumerate() {
            match token.kind {
                TokenKind::Word => match note(at, token) {
                    Some(known) => {
                        out.noted += token.span().len() as usize;
                        out.arabic += (known >> ARABIC_LETTERS & 0xFF) as usize;
                        out.not_arabic += (known >> NOT_ARABIC_LETTERS & 0xFF) as usize;
                        // Of what stands close to other letters nobody knows here.
                        out.words += usize::from(token.gap == Gap::Space);
                        if (known & 0xFF) as u8 >= FIRST_OWN {
                            out.add_own(view.slice(token.span()));
                        }
                    }
                    None => out.add_own(view.slice(token.span())),
                },
                // The letters of an address are those of no language.
                TokenKind::Foreign if !view.tokens.is_opaque(at) => out.add_own(view.slice(token.span())),
                TokenKind::Latin => out.latin += token.span().len() as usize,
                _ => {}
            }
        }
        out.other = view.text.len() - out.noted.min(view.text.len());
        out
    }

    /// Adds the words of a token by itself.
    #[inline(never)] // Hardly a word has letters of one alphabet.
    fn add_own(&mut self, written: &str) {
        let mut count = Count::default();
        count.read(written);
        count.end();
        self.own.iter_mut().zip(count.letters.own).for_each(|(own, more)| *own += more);
    }

    /// How many words have letters that one language has alone, at most.
    pub(super) fn own(&self, language: Language) -> usize {
        own_of(&self.own, language)
    }
}

/// The count of a language, of those of all by [`OWN`].
fn own_of(counts: &[usize; OWN.len()], language: Language) -> usize {
    OWN.iter().zip(counts).find(|((known, _), _)| *known == language).map_or(0, |(_, count)| *count)
}

const fn is_letters(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Latin | TokenKind::Foreign)
}

/// Where the parts of a note begin, of a byte each: the bits of a word's letters, how many they are, and how many of them
/// Arabic does not have.
const LETTER_BITS: u32 = 0;
const ARABIC_LETTERS: u32 = 8;
const NOT_ARABIC_LETTERS: u32 = 16;

/// Whether a note says that a word has letters that one language has alone.
pub(super) const fn has_own_letters(note: u64) -> bool {
    note >> LETTER_BITS & 0xFF >= FIRST_OWN as u64
}

/// Bits of a note of a word, which is not 0.
pub(super) const NOTE: u32 = 32;

/// The counts of a short word, all of whose letters are of the Arabic block, in [`NOTE`] bits.
pub(super) fn note_of(word: &str) -> u64 {
    let mut count = Count::default();
    count.read(word);
    let part = |count: usize, begin: u32| (count as u64 & 0xFF) << begin;
    let Count { letters, word } = count;
    1 << (NOTE - 1)
        | part(usize::from(word), LETTER_BITS)
        | part(letters.arabic, ARABIC_LETTERS)
        | part(letters.not_arabic, NOT_ARABIC_LETTERS)
}

impl Count {
    /// Counts the letters of a piece of text.
    fn read(&mut self, text: &str) {
        let table = &*ARABIC;
        let mut bytes = text.as_bytes();
        loop {
            let (mut arabic, mut not_arabic) = (0, 0);
            while let [lead, next, others @ ..] = bytes
                && let Some(bits) = table.get(*lead, *next)
            {
                arabic += usize::from(bits & LETTER);
                not_arabic += usize::from(bits & PERSIAN);
                self.word |= bits & !INSIDE;
                // A digit or a mark.
                if bits == 0 {
                    self.end();
                }
                bytes = others;
            }
            self.letters.arabic += arabic;
            self.letters.not_arabic += not_arabic / usize::from(PERSIAN);
            match bytes {
                // ZWNJ stands inside words.
                [0xE2, 0x80, 0x8C, others @ ..] => bytes = others,
                [ascii @ 0..=0x7F, others @ ..] => {
                    self.end();
                    self.letters.latin += usize::from(ascii.is_ascii_alphabetic());
                    bytes = others;
                }
                _ => {
                    let rest = text.get(text.len() - bytes.len()..).unwrap_or_default();
                    let Some(c) = rest.chars().next() else { break };
                    self.read_rare(c);
                    bytes = &bytes[c.len_utf8()..];
                }
            }
        }
    }

    /// Counts a character outside ASCII and the Arabic block.
    fn read_rare(&mut self, c: char) {
        match c {
            // Letters in the form that they have at their place in a word.
            '\u{FB50}'..='\u{FEFC}' => {
                self.letters.arabic += 1;
                self.word |= LETTER;
            }
            _ => {
                self.end();
                match c {
                    '\u{80}'..='\u{24F}' => self.letters.latin += usize::from(c.is_alphabetic()),
                    _ => self.letters.other += usize::from(c.is_alphabetic()),
                }
            }
        }
    }

    #[inline]
    fn end(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word == 0 {
            return;
        }
        self.letters.words += 1;
        // Hardly a word has letters of one alphabet.
        if word < FIRST_OWN {
            return;
        }
        for (n, count) in self.letters.own.iter_mut().enumerate() {
            *count += usize::from(word & FIRST_OWN << n != 0);
        }
    }
}
