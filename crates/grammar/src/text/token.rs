//! Tokens: one pass over the characters gives words, digit runs and punctuation, and their codes.

use super::aside::{Aside, AsideKind, asides};
use super::fold::{
    BARRIER, Class, Code, FOREIGN, Folding, STOP, TATWEEL, TOGETHER, is_digit, is_latin, ligature,
};
use super::token_kind::TokenKind;
use super::word_index::WordIndex;
use super::{Layout, Span, Waiting};

/// A word, a run of digits, one punctuation character or an end of a line. A text has one for every eight bytes or
/// so, hence its own small size; a word of more than 64 KiB is several tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    /// Where its codes begin in [`Tokens::codes`].
    pub code: u32,
    /// Its number in the index of words that the text was cut with; 0 where it has none, as few tokens have.
    pub word: u32,
    length: u16,
    /// What it is.
    pub kind: TokenKind,
    /// What stands between it and the token before.
    pub gap: Gap,
}

impl Token {
    /// What stands where one will be.
    const NONE: Self = Self { start: 0, code: 0, word: 0, length: 0, kind: TokenKind::Line, gap: Gap::None };

    /// Its place; marks are inside, bidi controls at the edges are not.
    #[must_use]
    #[inline]
    pub const fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.length as u32 }
    }
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing.
    None,
    /// A ZWNJ: the two are parts of one word.
    Joiner,
    /// Space, or a line end within a hard-wrapped paragraph.
    Space,
}

/// A document's tokens and its folded view.
#[derive(Debug, Default)]
pub struct Tokens {
    /// The tokens in order.
    pub list: Vec<Token>,
    /// The codes of all tokens, one after the other.
    pub codes: Vec<Code>,
    /// The first tag or entity that a conversion from HTML left in the text.
    pub markup: Option<Span>,
}

impl Tokens {
    /// Becomes a word of an index, by itself.
    pub(crate) fn become_word(&mut self, index: &WordIndex, number: u32) {
        let kind = index.kind(number).unwrap_or(TokenKind::Line);
        let length = index.bytes(number) as u16;
        self.list.clear();
        self.list.push(Token { start: 0, code: 0, word: number, length, kind, gap: Gap::Space });
        self.codes.clear();
        self.codes.extend_from_slice(index.codes(number));
    }

    /// Bytes that they hold.
    pub(crate) fn bytes(&self) -> u64 {
        (self.list.len() * size_of::<Token>() + self.codes.len()) as u64
    }

    /// The codes of token `at`.
    #[must_use]
    #[inline]
    pub fn codes_of(&self, at: usize) -> &[Code] {
        let end = self.list.get(at + 1).map_or(self.codes.len(), |next| next.code as usize);
        self.list.get(at).and_then(|token| self.codes.get(token.code as usize..end)).unwrap_or(&[])
    }

    /// The codes of tokens `first..last`; none where there are none.
    #[must_use]
    #[inline]
    pub fn codes_between(&self, first: u32, last: u32) -> &[Code] {
        let at = |token: u32| self.list.get(token as usize).map_or(self.codes.len(), |t| t.code as usize);
        self.codes.get(at(first)..at(last)).unwrap_or(&[])
    }

    /// The place of tokens `first..last`; empty at the start where there are none.
    #[must_use]
    pub fn span(&self, first: usize, last: usize) -> Span {
        match (self.list.get(first), last.checked_sub(1).and_then(|n| self.list.get(n))) {
            (Some(a), Some(b)) if first < last => Span::new(a.span().start, b.span().end),
            _ => Span::new(0, 0),
        }
    }

    /// Makes two tokens of each of some words, which are in order: the first one has so many of its codes, and nothing
    /// stands between the two.
    pub(crate) fn part(&mut self, text: &str, words: &[(usize, usize)]) {
        // In place and from the end on: a second list would take as much memory as the first.
        let mut from = self.list.len();
        self.list.resize(from + words.len(), Token::NONE);
        let mut to = self.list.len();
        for &(at, codes) in words.iter().rev() {
            let Some(&token) = self.list.get(at).filter(|_| at < from) else { continue };
            let behind = from - (at + 1);
            self.list.copy_within(at + 1..from, to - behind);
            (from, to) = (at, to - behind - 2);
            let bytes = bytes_of(text.get(token.span().range()).unwrap_or_default(), codes);
            let second = Token {
                start: token.start + u32::from(bytes),
                code: token.code + codes as u32,
                word: 0,
                length: token.length - bytes,
                gap: Gap::None,
                ..token
            };
            if let Some(both) = self.list.get_mut(to..to + 2) {
                both.copy_from_slice(&[Token { word: 0, length: bytes, ..token }, second]);
            }
        }
        // What stood before the first of them stands there still, and a word that there is not leaves no gap.
        self.list.drain(from..to);
    }

    /// Whether token `at` is an address, a path, code or a time of a subtitle, in which no words are.
    #[must_use]
    #[inline]
    pub fn is_opaque(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|token| token.kind == TokenKind::Foreign)
            && self.codes_of(at).first() == Some(&BARRIER)
    }

    /// Whether token `at` begins a word: no ZWNJ joins it to the one before.
    #[must_use]
    #[inline]
    pub fn begins_word(&self, at: usize) -> bool {
        self.list.get(at).is_none_or(|token| token.gap != Gap::Joiner)
    }
}

/// Cuts texts into tokens.
pub struct Tokenizer {
    folding: &'static Folding,
}

impl std::fmt::Debug for Tokenizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokenizer")
    }
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// A tokenizer; making one builds a table, so keep it.
    #[must_use]
    pub fn new() -> Self {
        Self { folding: Folding::shared() }
    }

    /// The letters of some words by themselves: what the words of the lexicon and of texts are compared by.
    #[must_use]
    pub fn codes(&self, words: &str) -> Box<[Code]> {
        self.tokens(words, Layout::LinePerParagraph).codes.into_boxed_slice()
    }

    /// The tokens of a text, without numbers of words.
    #[must_use]
    pub fn tokens(&self, text: &str, layout: Layout) -> Tokens {
        self.cut(text, layout, None, Waiting::ALWAYS)
    }

    /// The tokens of a text, whose words get numbers; the first of them where nobody waits for all.
    #[must_use]
    pub fn numbered(
        &self,
        text: &str,
        layout: Layout,
        words: &mut WordIndex,
        waiting: Waiting<'_>,
    ) -> Tokens {
        self.cut(text, layout, Some(words), waiting)
    }

    fn cut(&self, text: &str, layout: Layout, words: Option<&mut WordIndex>, waiting: Waiting<'_>) -> Tokens {
        let mut run = Run::new(text.len(), words);
        let asides = asides(text);
        let mut aside = asides.iter().peekable();
        let (mut at, mut line) = (0_u32, 0_usize);
        for step in 1.. {
            if waiting.ended_at(step) {
                break;
            }
            let rest = text.as_bytes().get(at as usize..).unwrap_or_default();
            // Most of a text is words with single spaces between them.
            if run.open.is_none() {
                let mut bytes = run.met(rest, at);
                if bytes == 0 {
                    bytes = run.word(self.folding, rest, at);
                }
                if bytes > 0 {
                    if rest.get(bytes) == Some(&b' ') {
                        run.gap(Gap::Space);
                        bytes += 1;
                    }
                    at += bytes as u32;
                    continue;
                }
            }
            let Some(mut c) = text.get(at as usize..).and_then(|rest| rest.chars().next()) else { break };
            let mut end = at + c.len_utf8() as u32;
            if let Some(aside) = aside.next_if(|aside| aside.start <= at) {
                if let Some(character) = run.aside(text, *aside) {
                    c = character;
                    end = aside.end;
                } else {
                    at = aside.end;
                    line = if aside.kind == AsideKind::Break { at as usize } else { line };
                    continue;
                }
            }
            match self.folding.class(c) {
                Class::Letter(code) => {
                    let kind = kind_of(code);
                    run.letter(kind, at, end, code);
                    if kind == TokenKind::Word {
                        // Letters behind a mark.
                        let rest = text.as_bytes().get(end as usize..).unwrap_or_default();
                        end += run.more(self.folding, rest, end) as u32;
                    }
                }
                Class::Several => {
                    let mut first = true;
                    ligature(c, |code| {
                        if std::mem::take(&mut first) {
                            run.letter(TokenKind::Word, at, end, code);
                        } else {
                            run.out.codes.push(code);
                        }
                    });
                }
                // A tatweel apart from letters is written for a dash.
                Class::Mark if c == TATWEEL && matches!(run.open, None | Some(TokenKind::Digits)) => {
                    if let Some(dash) = dash(text, self.folding, at) {
                        end = dash;
                        run.single(TokenKind::Hyphen, text, (at, end), None);
                    } else {
                        run.extend(end);
                    }
                }
                // A mark belongs to the letter before it; one without a letter is nothing.
                Class::Mark => run.extend(end),
                Class::Invisible => {}
                // It joins two parts of a word, or nothing: «۱\u{200c}-».
                Class::Joiner if run.open.is_none() => {}
                Class::Joiner if joins(text, self.folding, end) => run.gap(Gap::Joiner),
                Class::Joiner => run.open = None,
                Class::Space => run.gap(Gap::Space),
                Class::Hyphen => run.single(TokenKind::Hyphen, text, (at, end), None),
                Class::Stop if run.spells(text, self.folding, at, end) => run.gap(Gap::Joiner),
                Class::Stop => run.single(TokenKind::Stop, text, (at, end), Some(STOP)),
                Class::NameMark(code) => run.single(TokenKind::Punctuation, text, (at, end), Some(code)),
                Class::Punctuation if c == '_' && is_in_hashtag(text, at, end) => run.gap(Gap::Space),
                Class::Punctuation => run.single(TokenKind::Punctuation, text, (at, end), Some(BARRIER)),
                // CR LF is one line end.
                Class::Line if c == '\r' && text.as_bytes().get(end as usize) == Some(&b'\n') => {}
                Class::Line => {
                    if layout.ends_paragraph(text, line, at as usize, end as usize) {
                        run.single(TokenKind::Line, text, (at, end), Some(BARRIER));
                    }
                    run.gap(Gap::Space);
                    line = end as usize;
                }
            }
            at = end;
        }
        run.out
    }
}

const fn kind_of(code: Code) -> TokenKind {
    if is_digit(code) {
        TokenKind::Digits
    } else if is_latin(code) {
        TokenKind::Latin
    } else if code == FOREIGN {
        TokenKind::Foreign
    } else {
        TokenKind::Word
    }
}

/// How many bytes of a token's letters have so many codes, with the marks behind them.
fn bytes_of(word: &str, codes: usize) -> u16 {
    let (folding, mut left) = (Folding::shared(), codes);
    let end = word.char_indices().find(|(_, c)| match folding.class(*c) {
        Class::Letter(_) | Class::Several if left == 0 => true,
        Class::Letter(_) => {
            left -= 1;
            false
        }
        Class::Several => {
            ligature(*c, |_| left = left.saturating_sub(1));
            false
        }
        _ => false,
    });
    end.map_or(word.len(), |(byte, _)| byte) as u16
}

/// Whether a ZWNJ that ends at a place stands before a part of a word, and not before a mark.
#[inline]
fn joins(text: &str, folding: &Folding, end: u32) -> bool {
    // Letters stand behind most of them.
    let rest = text.get(end as usize..).unwrap_or_default();
    rest.chars().next().is_some_and(|c| match folding.class(c) {
        Class::Hyphen | Class::Stop | Class::NameMark(_) | Class::Punctuation | Class::Line => false,
        Class::Mark if c == TATWEEL => dash(text, folding, end).is_none(),
        _ => true,
    })
}

/// Most tatweels that are written for a dash; a line of more is an ornament.
const DASH: usize = 2;

/// Where the tatweels at a place end that are written for a dash: none before letters, and behind or before a number only
/// where both stand («۵ـ۱۰»); «۵ـ» is a label.
#[inline(never)] // Few tatweels stand apart from letters.
fn dash(text: &str, folding: &Folding, at: u32) -> Option<u32> {
    let rest = text.get(at as usize..)?;
    let behind = rest.trim_start_matches(TATWEEL);
    let length = rest.len() - behind.len();
    let code = |c: Option<char>| match folding.class(c?) {
        Class::Letter(code) => Some(code),
        _ => None,
    };
    let before = text.get(..at as usize)?.chars().next_back();
    let digits = |code: Option<Code>| code.is_some_and(is_digit);
    let (last, next) = (code(before), code(behind.chars().next()));
    let between = digits(last) == digits(next) && (next.is_none() || digits(next));
    (before != Some(TATWEEL) && between && length <= DASH * TATWEEL.len_utf8()).then(|| at + length as u32)
}

/// Longest hashtag, in bytes.
const HASHTAG: usize = 200;

/// Whether the low line at a place joins two words of a hashtag: «#شهر_من».
#[inline(never)] // Low lines are rare.
fn is_in_hashtag(text: &str, at: u32, end: u32) -> bool {
    let from = (at as usize).saturating_sub(HASHTAG);
    let from = (from..=at as usize).find(|&from| text.is_char_boundary(from)).unwrap_or_default();
    let before = text.get(from..at as usize).unwrap_or_default();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tag = word.rsplit_once('#').is_some_and(|(_, tag)| tag.starts_with(char::is_alphanumeric));
    tag && text.get(end as usize..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}

/// Whether a text goes on with what no word has inside; for what is rare it is enough to say no.
#[inline]
const fn ends_word(rest: &[u8]) -> bool {
    matches!(
        rest,
        [] | [b' '..=b'~' | b'\n', ..]
            // ZWNJ, guillemets, the Arabic comma, semicolon and question mark.
            | [0xE2, 0x80, 0x8C, ..]
            | [0xC2, 0xAB | 0xBB, ..]
            | [0xD8, 0x8C | 0x9B | 0x9F, ..]
    )
}

struct Run<'w> {
    out: Tokens,
    words: Option<&'w mut WordIndex>,
    /// The kind of the word that may go on.
    open: Option<TokenKind>,
    gap: Gap,
}

impl<'w> Run<'w> {
    fn new(bytes: usize, words: Option<&'w mut WordIndex>) -> Self {
        let mut out = Tokens::default();
        // Persian words have about five letters of two bytes; growing would copy what is there.
        out.list.reserve(bytes / 7);
        out.codes.reserve(bytes / 2 + bytes / 8 + TOGETHER);
        Self { out, words, open: None, gap: Gap::Space }
    }

    /// Adds the word that a text goes on with, where it was met before and a character of ASCII ends it; gives its bytes.
    #[inline]
    fn met(&mut self, text: &[u8], at: u32) -> usize {
        let Some((number, word, bytes)) = self.words.as_ref().and_then(|words| words.find(text)) else {
            return 0;
        };
        let (codes, count, kind) = (word.codes, usize::from(word.count), word.kind);
        if !matches!(text.get(bytes), Some(b' '..=b'~' | b'\n')) {
            return 0;
        }
        self.push(kind, at, at + bytes as u32, number);
        self.take(&codes, count);
        // An entity may go on with it: «کتاب&zwnj;ها».
        self.open = (kind == TokenKind::Word).then_some(kind);
        bytes
    }

    /// Adds the first of some codes.
    #[inline]
    fn take(&mut self, codes: &[Code; TOGETHER], count: usize) {
        // A copy of a fixed size, and what is too much of it taken back, is quicker than one of any size.
        let before = self.out.codes.len();
        self.out.codes.extend_from_slice(codes);
        self.out.codes.truncate(before + count);
    }

    /// Begins a word with the letters that a text begins with; gives their bytes.
    fn word(&mut self, folding: &Folding, text: &[u8], at: u32) -> usize {
        let (codes, count) = folding.word(text);
        // Of the Arabic block, and yet no word begins with it.
        if count == 0 || codes[0] == FOREIGN {
            return 0;
        }
        let number = match &mut self.words {
            Some(words) if ends_word(text.get(2 * count..).unwrap_or_default()) => {
                words.number(text, 2 * count, TokenKind::Word, &codes[..count])
            }
            _ => 0,
        };
        self.push(TokenKind::Word, at, at + 2 * count as u32, number);
        self.open = Some(TokenKind::Word);
        self.take(&codes, count);
        if count < TOGETHER {
            return 2 * count;
        }
        let bytes = 2 * count;
        bytes + self.more(folding, text.get(bytes..).unwrap_or_default(), at + bytes as u32)
    }

    /// Goes on with the word that ends at `end`, by the letters of the text behind it; gives their bytes.
    #[inline(never)] // Few words get here, and the others are quicker without it.
    fn more(&mut self, folding: &Folding, text: &[u8], end: u32) -> usize {
        let room = text.len().min(self.room(end));
        let more = folding.persian(&text[..room], &mut self.out.codes);
        self.extend(end + more as u32);
        more
    }

    fn letter(&mut self, kind: TokenKind, start: u32, end: u32, code: Code) {
        if self.open != Some(kind) || self.room(end) == 0 {
            self.push(kind, start, end, 0);
            self.open = Some(kind);
        } else {
            self.extend(end);
        }
        self.out.codes.push(code);
    }

    /// How many bytes the word that may go on has room for behind `end`.
    fn room(&self, end: u32) -> usize {
        let length = self.out.list.last().map_or(0, |last| end - last.start);
        usize::from(u16::MAX).saturating_sub(length as usize)
    }

    /// The word that may go on ends here; what it has no room for does not belong to it.
    fn extend(&mut self, end: u32) {
        if self.open.is_some()
            && let Some(last) = self.out.list.last_mut()
        {
            match u16::try_from(end - last.start) {
                Ok(length) if length == last.length => {}
                // A longer word is another one.
                Ok(length) => (last.length, last.word) = (length, 0),
                Err(_) => self.open = None,
            }
        }
    }

    /// Whether a stop joins the names of letters of an abbreviation: «بی.بی.سی».
    #[inline]
    fn spells(&self, text: &str, folding: &Folding, at: u32, end: u32) -> bool {
        let behind = text.as_bytes().get(end as usize..).unwrap_or_default();
        // Behind most stops a space stands, or the text ends.
        matches!(behind, [0xD8..=0xDB, ..]) && self.spells_before(text, folding.word(behind), (at, end))
    }

    fn spells_before(
        &self,
        text: &str,
        (codes, count): ([Code; TOGETHER], usize),
        (at, end): (u32, u32),
    ) -> bool {
        let Some(last) = self.out.list.last() else { return false };
        let named = |letters: usize| (2..=3).contains(&letters);
        let letters = self.out.codes.len() - last.code as usize;
        let goes_on = text.as_bytes().get(end as usize + 2 * count) == Some(&b'.');
        let went_on = last.gap == Gap::Joiner
            && text.as_bytes().get((last.start as usize).wrapping_sub(1)) == Some(&b'.');
        last.kind == TokenKind::Word
            && last.span().end == at
            && named(letters)
            && named(count)
            && !codes.contains(&FOREIGN)
            && (goes_on || went_on)
    }

    /// Adds what stands beside the prose; gives the character that is read in its place, if one is.
    #[inline(never)] // Hardly a text has any.
    fn aside(&mut self, text: &str, aside: Aside) -> Option<char> {
        let span = (aside.start, aside.end);
        if aside.kind != AsideKind::Opaque {
            self.out.markup = self.out.markup.or(Some(Span::new(aside.start, aside.end)));
        }
        match aside.kind {
            AsideKind::Character(c) => return Some(c),
            AsideKind::Tag => {}
            AsideKind::Break => {
                self.single(TokenKind::Line, text, span, Some(BARRIER));
                self.gap(Gap::Space);
            }
            AsideKind::Opaque => {
                let mut rest = text.get(aside.start as usize..aside.end as usize).unwrap_or_default();
                let mut start = aside.start;
                while !rest.is_empty() {
                    let most = (1..=rest.len().min(usize::from(u16::MAX))).rev();
                    let length = most.into_iter().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
                    self.push(TokenKind::Foreign, start, start + length as u32, 0);
                    self.out.codes.push(BARRIER);
                    start += length as u32;
                    rest = rest.get(length..).unwrap_or_default();
                }
            }
        }
        self.open = None;
        None
    }

    /// A token of one character. A hyphen may stand between the parts of a name, so it has no code.
    fn single(&mut self, kind: TokenKind, text: &str, (start, end): (u32, u32), code: Option<Code>) {
        let rest = text.get(start as usize..).unwrap_or_default();
        // What a tatweel is depends on what stands around it.
        let words = self.words.as_mut().filter(|_| !rest.starts_with(TATWEEL));
        let number = words
            .map_or(0, |words| words.number(rest.as_bytes(), (end - start) as usize, kind, code.as_slice()));
        self.push(kind, start, end, number);
        self.open = None;
        self.out.codes.extend(code);
    }

    fn gap(&mut self, gap: Gap) {
        self.open = None;
        self.gap = self.gap.max(gap);
    }

    fn push(&mut self, kind: TokenKind, start: u32, end: u32, word: u32) {
        let code = self.out.codes.len() as u32;
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        // Of one character.
        let length = (end - start) as u16;
        self.out.list.push(Token { start, code, word, length, kind, gap });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;

    fn words(text: &str) -> Vec<&str> {
        let tokens = Tokenizer::new().tokens(text, Layout::LinePerParagraph);
        tokens.list.iter().map(|token| &text[token.span().range()]).collect()
    }

    #[test]
    fn digits_letters_and_marks() {
        assert_eq!(words("مالکیت۷۶/۱۳ صَدَرَک"), ["مالکیت", "۷۶", "/", "۱۳", "صَدَرَک"]);
        assert_eq!(words("FSB روسیه"), ["FSB", "روسیه"]);
        assert_eq!(words("الف\r\nب"), ["الف", "\n", "ب"]);
        // Letters that no Persian word has begin none, and break none, however long.
        let long = format!("{}ۿب", "ب".repeat(3 * TOGETHER));
        assert_eq!(words("ۿسال"), ["ۿ", "سال"]);
        assert_eq!(words(&long), [long.as_str()]);
    }

    #[test]
    fn words_are_parted_in_their_places() {
        let text = "ab thoutoman va dah milion\u{200c}nafar thouva";
        let whole = Tokenizer::new().tokens(text, Layout::LinePerParagraph);
        let part = |words: &[(usize, usize)]| {
            let mut tokens = Tokenizer::new().tokens(text, Layout::LinePerParagraph);
            tokens.part(text, words);
            tokens.list.iter().map(|token| &text[token.span().range()]).collect::<Vec<_>>().join("|")
        };
        assert_eq!(whole.list.len(), 7);
        assert_eq!(part(&[(1, 4)]), "ab|thou|toman|va|dah|milion|nafar|thouva");
        assert_eq!(part(&[(1, 4), (6, 4)]), "ab|thou|toman|va|dah|milion|nafar|thou|va");
        assert_eq!(part(&[(0, 1), (1, 4), (6, 4)]), "a|b|thou|toman|va|dah|milion|nafar|thou|va");
        // A word that there is not leaves all others as they are.
        assert_eq!(part(&[(1, 4), (9, 1)]), "ab|thou|toman|va|dah|milion|nafar|thouva");
        assert_eq!(part(&[]), "ab|thoutoman|va|dah|milion|nafar|thouva");
    }

    #[test]
    fn a_joiner_splits_and_is_remembered() {
        let tokens = Tokenizer::new().tokens("می‌رود", Layout::LinePerParagraph);
        assert_eq!(tokens.list[1].gap, Gap::Joiner);
        assert!(!tokens.begins_word(1));
    }

    #[test]
    fn a_word_without_end_is_several_tokens() {
        let most = usize::from(u16::MAX);
        for (unit, kind) in [("ب", TokenKind::Word), ("۷", TokenKind::Digits), ("x", TokenKind::Latin)] {
            let text = unit.repeat(3 * most / unit.len());
            let tokens = Tokenizer::new().tokens(&text, Layout::LinePerParagraph);
            assert_eq!(tokens.codes.len(), text.chars().count());
            assert!((3..=4).contains(&tokens.list.len()), "{}", tokens.list.len());
            let mut end = 0;
            for token in &tokens.list {
                assert_eq!((token.span().start, token.kind), (end, kind));
                assert!(text.is_char_boundary(token.span().end as usize));
                end = token.span().end;
            }
            assert_eq!(end as usize, text.len());
        }
        // Marks without end belong to a letter as far as there is room.
        let marked = format!("ب{} ب", "\u{64b}".repeat(most));
        let tokens = Tokenizer::new().tokens(&marked, Layout::LinePerParagraph);
        assert_eq!((tokens.list.len(), tokens.codes.len()), (2, 2));
        assert_eq!(tokens.list[0].span().end as usize, most - 1);
    }

    proptest! {
        /// A word that was met before is read as one that was not, and a number is always the same letters.
        #[test]
        fn words_with_numbers_are_read_as_those_without(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "کتاب", "ها", "م", "ص", " ", "&zwnj;", "&#1740;", "&#1614;", "&nbsp;", "&lt;", "<b>", "</b>", "<br>",
                    "\u{200c}", "\u{64b}", "ـ", "_", "#", ".", "-", "«", "»", "۵", "x", "\n",
                ]),
                0..30,
            )
        ) {
            let text = parts.concat();
            let (tokenizer, mut words) = (Tokenizer::new(), WordIndex::default());
            let plain = tokenizer.tokens(&text, Layout::LinePerParagraph);
            let mut met = FxHashMap::default();
            for _ in 0..2 {
                let numbered = tokenizer.numbered(&text, Layout::LinePerParagraph, &mut words, Waiting::ALWAYS);
                prop_assert_eq!(&numbered.codes, &plain.codes);
                prop_assert_eq!(numbered.list.len(), plain.list.len());
                for (at, (a, b)) in numbered.list.iter().zip(&plain.list).enumerate() {
                    prop_assert_eq!((a.span(), a.code, a.kind, a.gap), (b.span(), b.code, b.kind, b.gap));
                    if a.word != 0 {
                        let letters = (a.kind, numbered.codes_of(at).to_vec());
                        prop_assert_eq!(met.entry(a.word).or_insert_with(|| letters.clone()), &letters);
                    }
                }
            }
        }

        #[test]
        fn letters_taken_together_are_letters(text in "[ابپ]{0,50}[\u{64b}x۳ \u{200c}]?[ابپ]{0,50} ?") {
            let tokens = Tokenizer::new().tokens(&text, Layout::LinePerParagraph);
            // With a bidi mark, which is nothing, before each letter they are taken one by one.
            let apart: String = text.chars().flat_map(|c| ['\u{200f}', c]).collect();
            let one_by_one = Tokenizer::new().tokens(&apart, Layout::LinePerParagraph);
            prop_assert_eq!(&tokens.codes, &one_by_one.codes);
            prop_assert_eq!(tokens.list.len(), one_by_one.list.len());
            for (a, b) in tokens.list.iter().zip(&one_by_one.list) {
                prop_assert_eq!((a.code, a.kind, a.gap), (b.code, b.kind, b.gap));
                let bare = apart[b.span().range()].replace('\u{200f}', "");
                prop_assert_eq!(&text[a.span().range()], bare);
            }
        }
    }

    #[test]
    fn a_tatweel_apart_from_letters_is_a_dash() {
        for (text, tokens) in [
            ("ماده ۱ ـ نان", &["ماده", "۱", "ـ", "نان"][..]),
            ("ماده ۱ ــ نان", &["ماده", "۱", "ــ", "نان"]),
            ("(۱)ـ نان", &["(", "۱", ")", "ـ", "نان"]),
            ("۱\u{200c}ـ نان ۱\u{200c}ـ", &["۱", "ـ", "نان", "۱", "ـ"]),
            ("۱ـ کتـاب ـها", &["۱ـ", "کتـاب", "ها"]),
            ("۵ـ۱۰ ۵ ـ ۱۰ ماده ـ۱ـ", &["۵", "ـ", "۱۰", "۵", "ـ", "۱۰", "ماده", "۱ـ"]),
            ("ـــــ نان ـــ", &["نان"]),
        ] {
            assert_eq!(words(text), tokens, "{text}");
        }
    }

    #[test]
    fn a_joiner_joins_words_alone() {
        let tokens =
            Tokenizer::new().tokens("۱\u{200c}-\u{200c}نان\u{200c}\u{200c}ها", Layout::LinePerParagraph);
        let gaps: Vec<Gap> = tokens.list.iter().map(|token| token.gap).collect();
        assert_eq!(gaps, [Gap::Space, Gap::None, Gap::None, Gap::Joiner]);
    }

    #[test]
    fn stops_join_the_names_of_letters() {
        assert_eq!(words("بی.بی.سی. گفت"), ["بی", "بی", "سی", ".", "گفت"]);
        assert_eq!(words("رفت.شب شد. ه.ش"), ["رفت", ".", "شب", "شد", ".", "ه", ".", "ش"]);
    }

    #[test]
    fn the_words_of_a_hashtag_are_words() {
        assert_eq!(words("#نان_تازه_۱۲ و a_b"), ["#", "نان", "تازه", "۱۲", "و", "a", "_", "b"]);
        assert_eq!(words("# نان_تازه نان_#آب"), ["#", "نان", "_", "تازه", "نان", "_", "#", "آب"]);
    }

    #[test]
    fn what_is_no_prose_has_no_words() {
        let tokens = Tokenizer::new().tokens("نان https://example.ir/1399/ن آب", Layout::LinePerParagraph);
        assert_eq!(tokens.list.len(), 3);
        assert!(tokens.is_opaque(1) && !tokens.is_opaque(0) && tokens.markup.is_none());
        assert_eq!(words("<b>نان</b>&nbsp;آب<br>&#1776;۱"), ["نان", "آب", "<br>", "&#1776;۱"]);
        let long = format!("https://{}", "ن".repeat(100_000));
        assert_eq!(words(&long).concat(), long);
    }

    #[test]
    fn bidi_marks_are_no_part_of_a_token() {
        assert_eq!(words("\u{200f}۱۳۹۹\u{200f}/\u{202c}۸"), ["۱۳۹۹", "/", "۸"]);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_on_character_boundaries(text in "[\\PC\n\r\u{200c}\u{64b}آ-ی۰-۹ .-]{0,120}") {
            for layout in [Layout::LinePerParagraph, Layout::HardWrapped(90)] {
                let tokens = Tokenizer::new().tokens(&text, layout);
                let mut last = 0;
                for token in &tokens.list {
                    prop_assert!(token.span().start >= last && !token.span().is_empty());
                    prop_assert!(text.get(token.span().range()).is_some());
                    last = token.span().end;
                }
            }
        }
    }
}
