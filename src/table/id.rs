//! Row ids: short strings that are a function of content.
//!
//! An id is the prefix of its table and thirteen characters over the document, the words of the span and, where
//! these are few, the letters and digits around it on the same line. An expression therefore keeps its id when other parts of the
//! document change; among equal keys a count tells the rows apart.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::schema::Table;
use crate::text::Span;

/// How many letters and digits on each side take part in an id.
const CONTEXT: usize = 12;

/// How many bytes of its own make a span known without what stands around it: whole sentences.
const SPEAKING: u32 = 128;

/// Crockford's base 32: no letter that can be taken for a digit.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of an id behind its hyphen.
const ID_DIGITS: usize = 13;

/// Length of the longest id: a table's name, a hyphen, and thirteen characters.
const LONGEST: usize = 31;

/// A row's id. Rows are many and ids short, so none has memory of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowId {
    bytes: [u8; LONGEST],
    length: u8,
}

impl RowId {
    fn new(prefix: &str, hash: u64) -> Self {
        let mut digits = [b'-'; 1 + ID_DIGITS];
        for (n, place) in digits.iter_mut().rev().take(ID_DIGITS).enumerate() {
            *place = DIGITS[((hash >> (5 * n)) & 31) as usize];
        }
        let mut bytes = [0; LONGEST];
        let name = prefix.len().min(LONGEST - digits.len());
        bytes[..name].copy_from_slice(&prefix.as_bytes()[..name]);
        bytes[name..name + digits.len()].copy_from_slice(&digits);
        Self { bytes, length: (name + digits.len()) as u8 }
    }

    pub(crate) fn as_str(&self) -> &str {
        let written = self.bytes.get(..usize::from(self.length)).unwrap_or(&[]);
        std::str::from_utf8(written).unwrap_or_default()
    }
}

/// Gives the rows of one document their ids.
#[derive(Debug, Default)]
pub(crate) struct RowIds {
    seen: FxHashMap<u64, u64>,
    key: Vec<u8>,
}

impl RowIds {
    /// Forgets the counts; the next rows belong to another document.
    pub(crate) fn next_document(&mut self) {
        self.seen.clear();
    }

    /// The id of the row of `table` that stands at `span`. Rows that may share a span are told apart by
    /// `aspect`, a word of the row's own.
    pub(crate) fn of_span(
        &mut self,
        table: &Table,
        doc_id: &str,
        aspect: &str,
        text: &str,
        span: Span,
    ) -> RowId {
        let prefix = table.id_prefix.unwrap_or(table.name);
        self.of_span_in(table.name, prefix, doc_id, aspect, text, span)
    }

    /// The same for groups of rows that have an id but no table.
    fn of_span_in(
        &mut self,
        space: &str,
        prefix: &str,
        doc_id: &str,
        aspect: &str,
        text: &str,
        span: Span,
    ) -> RowId {
        self.key.clear();
        for part in [space, doc_id, aspect, text.get(span.range()).unwrap_or_default()] {
            self.push(part);
        }
        if span.len() < SPEAKING {
            push_context(&mut self.key, text.get(..span.start as usize).unwrap_or_default(), Side::Before);
            push_context(&mut self.key, text.get(span.end as usize..).unwrap_or_default(), Side::Behind);
        }
        self.finish(prefix)
    }

    /// The id of the list or instrument whose first clause stands at `span`.
    pub(crate) fn of_list(&mut self, doc_id: &str, text: &str, span: Span) -> RowId {
        self.of_span_in("lists", "l", doc_id, "", text, span)
    }

    /// The id of a row that is about another row.
    pub(crate) fn of_row(&mut self, table: &Table, doc_id: &str, aspect: &str, row_id: &str) -> RowId {
        self.key.clear();
        for part in [table.name, doc_id, aspect, row_id] {
            self.push(part);
        }
        self.finish(table.id_prefix.unwrap_or(table.name))
    }

    fn push(&mut self, part: &str) {
        self.key.extend_from_slice(part.as_bytes());
        self.key.push(0);
    }

    fn finish(&mut self, prefix: &str) -> RowId {
        let mut hash = xxh3_64(&self.key);
        let count = self.seen.entry(hash).or_insert(0);
        if *count > 0 {
            hash = xxh3_64_with_seed(&self.key, *count);
        }
        *count += 1;
        RowId::new(prefix, hash)
    }
}

/// The column whose word tells rows of one span apart in their ids.
pub(crate) fn aspect(table: &Table) -> Option<&'static str> {
    match table.name {
        "segments" => Some("kind"),
        "clause_references" => Some("target"),
        "findings" => Some("check"),
        _ => None,
    }
}

/// The side of a span that a context is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// Appends the nearest letters and digits of the same line, the nearest first. Spaces, punctuation and the marks
/// that come and go between editors are skipped.
fn push_context(key: &mut Vec<u8>, mut text: &str, side: Side) {
    let arabic = &*ARABIC;
    let mut letters = [0_u8; 4 * CONTEXT];
    let (mut count, mut length) = (0, 0);
    while count < CONTEXT {
        // Nearly all characters are of two bytes, in the Arabic block, or spaces.
        let mut bytes = text.as_bytes();
        while count < CONTEXT {
            let (lead, next, rest) = match (side, bytes) {
                (_, []) => break,
                (Side::Before, [rest @ .., b' ']) | (Side::Behind, [b' ', rest @ ..]) => {
                    bytes = rest;
                    continue;
                }
                (Side::Before, [rest @ .., lead @ 0xD8..=0xDB, next]) => (*lead, *next, rest),
                (Side::Behind, [lead @ 0xD8..=0xDB, next, rest @ ..]) => (*lead, *next, rest),
                _ => break,
            };
            if arabic[usize::from(lead & 3) << 6 | usize::from(next & 0x3F)] {
                (letters[length], letters[length + 1]) = (lead, next);
                (count, length) = (count + 1, length + 2);
            }
            bytes = rest;
        }
        let rest = match side {
            Side::Before => text.get(..bytes.len()),
            Side::Behind => text.get(text.len() - bytes.len()..),
        };
        let mut chars = rest.unwrap_or_default().chars();
        let next = match side {
            Side::Before => chars.next_back(),
            Side::Behind => chars.next(),
        };
        let Some(c) = next.filter(|_| count < CONTEXT) else { break };
        text = chars.as_str();
        if c != ' ' && is_letter_or_digit(c) {
            length += c.encode_utf8(&mut letters[length..]).len();
            count += 1;
        } else if matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            break;
        }
    }
    key.extend_from_slice(&letters[..length]);
    key.push(0);
}

/// [`is_letter_or_digit`] of the characters from U+0600 to U+06FF.
static ARABIC: LazyLock<[bool; 0x100]> = LazyLock::new(|| {
    let mut letters = [false; 0x100];
    for (letter, code) in letters.iter_mut().zip(0x600..) {
        *letter = char::from_u32(code).is_some_and(is_letter_or_digit);
    }
    letters
});

fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !is_arabic_mark(c)
}

/// Diacritics and tatweel, which Unicode counts as alphabetic.
fn is_arabic_mark(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}')
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;
    use proptest::prelude::*;

    fn ids(text: &str, spans: &[Span]) -> Vec<String> {
        let table = table("dates").unwrap();
        let mut ids = RowIds::default();
        spans.iter().map(|&span| ids.of_span(table, "doc", "", text, span).as_str().to_owned()).collect()
    }

    /// The words of a text as spans.
    fn words(text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut start = 0;
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            if !word.is_empty() {
                spans.push(Span::new(start as u32, (start + word.len()) as u32));
            }
            start += part.len();
        }
        spans
    }

    fn shifted(spans: &[Span], by: usize) -> Vec<Span> {
        let by = by as u32;
        spans.iter().map(|span| Span::new(span.start + by, span.end + by)).collect()
    }

    proptest! {
        #[test]
        fn a_context_is_the_nearest_letters_of_the_line(text in "[\\PC\n\u{64b}\u{200c}ا-ی۰-۹ ]{0,60}") {
            let near = |chars: &mut dyn Iterator<Item = char>| {
                let line = chars.take_while(|&c| !matches!(c, '\n' | '\u{85}' | '\u{2028}' | '\u{2029}'));
                line.filter(|&c| is_letter_or_digit(c)).take(CONTEXT).collect::<String>() + "\0"
            };
            for (side, expected) in [
                (Side::Behind, near(&mut text.chars())),
                (Side::Before, near(&mut text.chars().rev())),
            ] {
                let mut key = Vec::new();
                push_context(&mut key, &text, side);
                prop_assert_eq!(String::from_utf8(key).unwrap(), expected);
            }
        }
    }

    proptest! {
        #[test]
        fn no_two_rows_share_an_id(text in "[ابپ۱۲ \n.]{0,80}") {
            let mut found = ids(&text, &words(&text));
            let count = found.len();
            found.sort();
            found.dedup();
            prop_assert_eq!(found.len(), count);
        }

        #[test]
        fn a_paragraph_before_or_after_changes_no_id(
            text in "[ابپ۱۲ \n.]{1,80}",
            extra in "[a-z ۳]{0,40}",
        ) {
            let spans = words(&text);
            let head = format!("{extra}\n");
            let grown = format!("{head}{text}\n{extra}");
            prop_assert_eq!(ids(&text, &spans), ids(&grown, &shifted(&spans, head.len())));
        }

        #[test]
        fn ids_have_the_form_of_their_table(text in "\\PC{1,40}") {
            for id in ids(&text, &words(&text)) {
                prop_assert_eq!(id.len(), 15);
                prop_assert!(id.starts_with("d-"));
                prop_assert!(id.bytes().skip(2).all(|b| DIGITS.contains(&b)));
            }
        }
    }

    #[test]
    fn marks_and_spaces_around_do_not_matter() {
        let plain = "در سال ۱۳۹۹ بود";
        let marked = "در  سالِ، ۱۳۹۹ «بو\u{640}د»";
        let at = |text: &str| {
            let start = text.find('۱').unwrap() as u32;
            ids(text, &[Span::new(start, start + 8)])
        };
        assert_eq!(at(plain), at(marked));
    }

    #[test]
    fn document_and_neighbours_do_matter() {
        let table = table("dates").unwrap();
        let span = Span::new(0, 4);
        let id = |doc: &str, text: &str| RowIds::default().of_span(table, doc, "", text, span);
        assert_ne!(id("one", "2020"), id("two", "2020"));
        assert_ne!(id("one", "2020 a"), id("one", "2020 b"));
    }
}
