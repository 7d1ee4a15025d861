//! Where in a text a quotation belongs.
//!
//! Texts are compared by the letters that take part in row ids, so that other spellings of them, other line ends and other
//! formats make no difference.

use super::model::Quote;
use crate::table::{ends_sentence, push_placed, push_words};
use crate::text::{CharIndex, Span};
use memchr::memmem;

/// Letters beside a place that tell it from others: fewer could stand there by chance.
const TELLING: usize = 8;

/// Letters of words that are told from others by themselves: those of a whole document have nothing beside them.
const LONG: usize = 24;

/// A run of letters of a text, by their numbers.
pub(crate) type LetterRange = (u32, u32);

/// A text as the letters that it has, with their places.
pub(crate) struct Letters<'t> {
    codes: Vec<u8>,
    places: Vec<(u32, u32)>,
    chars: CharIndex<'t>,
}

/// Where a quotation belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Located {
    /// Here.
    At(LetterRange),
    /// Here or there, by what stands around alone.
    Several,
    /// Perhaps in one of these places: not all stands around them that did.
    Near(Vec<LetterRange>),
    /// The words are not there.
    Nowhere,
}

impl<'t> Letters<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let (mut codes, mut places) = (Vec::with_capacity(text.len() / 2), Vec::new());
        push_placed(&mut codes, &mut places, text);
        Self { codes, places, chars: CharIndex::new(text) }
    }

    /// The letters of a span.
    pub(crate) fn of(&self, span: Span) -> LetterRange {
        let before = |byte: u32| self.places.partition_point(|(start, _)| *start < byte) as u32;
        (before(span.start), before(span.end))
    }

    /// The span of some letters, from the first to the last.
    pub(crate) fn span(&self, (first, end): LetterRange) -> Option<Span> {
        let (start, _) = self.places.get(first as usize)?;
        let (_, end) = self.places.get((end as usize).checked_sub(1)?)?;
        Some(Span::new(*start, *end))
    }

    /// Where a quotation belongs. `same_source`: it was taken from this very text.
    pub(crate) fn locate(&self, quote: &Quote, same_source: bool) -> Located {
        let letters = |text: &str| {
            let mut key = Vec::new();
            push_words(&mut key, text);
            key
        };
        let (exact, before, behind) = (letters(&quote.exact), letters(&quote.prefix), letters(&quote.suffix));
        if exact.is_empty() {
            return Located::Nowhere;
        }
        let byte = |char: u32| self.chars.byte(char);
        let written = self.of(Span::new(byte(quote.char_start), byte(quote.char_end)));
        if same_source && self.codes.get(written.0 as usize..written.1 as usize) == Some(&*exact) {
            return Located::At(written);
        }
        let (mut whole, mut part) = (Vec::new(), Vec::new());
        let mut from = 0;
        while let Some(at) = memmem::find(self.codes.get(from..).unwrap_or_default(), &exact) {
            let (first, end) = (from + at, from + at + exact.len());
            from = first + 1;
            let range = (first as u32, end as u32);
            let common_before = common(self.codes[..first].iter().rev(), before.iter().rev());
            let common_behind = common(self.codes[end..].iter(), behind.iter());
            let (all_before, all_behind) = (common_before == before.len(), common_behind == behind.len());
            let telling = before.len() + behind.len() >= TELLING || exact.len() >= LONG;
            if all_before && all_behind && telling {
                whole.push(range);
                continue;
            }
            // Of one side all is there, and of the other what belongs to the sentence.
            let told = |all: bool, side: &[u8]| all && side.len() >= TELLING;
            let sentence_before = before.iter().rev().take(common_before).any(|code| ends_sentence(*code));
            let sentence_behind = behind.iter().take(common_behind).any(|code| ends_sentence(*code));
            if told(all_before, &before) && sentence_behind || told(all_behind, &behind) && sentence_before {
                part.push(range);
            }
        }
        match whole[..] {
            [only] => Located::At(only),
            [] if part.is_empty() && from == 0 => Located::Nowhere,
            [] => Located::Near(part),
            _ => Located::Several,
        }
    }
}

/// The place of some words of a text that is nearest to another place, of those in a range; how they are spelt makes no
/// difference. Words outside of that place go before words inside of it.
pub(crate) fn nearest(text: &str, range: Span, words: &str, to: Span) -> Option<Span> {
    let slice = text.get(range.range())?;
    let letters = Letters::new(slice);
    let mut wanted = Vec::new();
    push_words(&mut wanted, words);
    if wanted.is_empty() {
        return None;
    }
    let mut best: Option<((bool, u32), Span)> = None;
    for at in memmem::find_iter(&letters.codes, &wanted) {
        let found = letters.span((at as u32, (at + wanted.len()) as u32))?;
        let found = Span::new(found.start + range.start, found.end + range.start);
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '\u{200c}');
        let before = text.get(..found.start as usize).and_then(|text| text.chars().next_back());
        let behind = text.get(found.end as usize..).and_then(|text| text.chars().next());
        if part(before) || part(behind) {
            continue;
        }
        let distance = to.start.saturating_sub(found.end).max(found.start.saturating_sub(to.end));
        let order = (found.start < to.end && to.start < found.end, distance);
        if best.is_none_or(|(known, _)| order < known) {
            best = Some((order, found));
        }
    }
    best.map(|(_, found)| found)
}

/// How many letters are the same from the beginning.
fn common<'l>(some: impl Iterator<Item = &'l u8>, others: impl Iterator<Item = &'l u8>) -> usize {
    some.zip(others).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(text: &str, exact: &str, nth: usize) -> Quote {
        let (at, _) = text.match_indices(exact).nth(nth).unwrap();
        let before: Vec<char> = text[..at].chars().collect();
        let prefix = before[before.len().saturating_sub(32)..].iter().collect();
        let suffix = text[at + exact.len()..].chars().take(32).collect();
        let char_start = before.len() as u32;
        let char_end = char_start + exact.chars().count() as u32;
        Quote { exact: exact.to_owned(), prefix, suffix, char_start, char_end }
    }

    fn found(text: &str, quote: &Quote) -> Option<String> {
        let letters = Letters::new(text);
        match letters.locate(quote, false) {
            Located::At(range) => letters.span(range).map(|span| text[span.range()].to_owned()),
            _ => None,
        }
    }

    const TEXT: &str = "دولت در سال ۱۳۹۹ برنامه را نوشت. مجلس در سال ۱۳۹۹ آن را تصویب کرد و رفت.";

    #[test]
    fn the_place_survives_spellings_lines_and_what_stands_before() {
        let quote = quote(TEXT, "۱۳۹۹", 1);
        for (other, expected) in [
            (TEXT.to_owned(), "۱۳۹۹"),
            (TEXT.replace('ی', "ي").replace('ک', "ك").replace("۱۳۹۹", "1399"), "1399"),
            (TEXT.replace(' ', "\n"), "۱۳۹۹"),
            (format!("تیتر\n\n{TEXT}\nپایان"), "۱۳۹۹"),
        ] {
            assert_eq!(found(&other, &quote).as_deref(), Some(expected), "{other}");
        }
    }

    #[test]
    fn the_nearest_whole_words_outside_of_a_place_are_found() {
        let text = "او گفت که گفتگو خوب بود و علي گفت: برويم گفت آمد.";
        let to = |words: &str| {
            let at = text.find(words).unwrap();
            Span::new(at as u32, (at + words.len()) as u32)
        };
        let all = Span::new(0, text.len() as u32);
        let found = |words, place| nearest(text, all, words, to(place)).map(|span| span.start as usize);
        assert_eq!(found("گفت", "گفتگو خوب بود"), text.find("گفت که"));
        assert_eq!(found("گفت", "برويم گفت آمد"), text.find("گفت: "));
        assert_eq!(found("علی", "برويم"), text.find("علي"));
        assert_eq!(found("گفتند", "برويم"), None);
        assert_eq!(nearest(text, Span::new(0, 4), "گفت", to("برويم")), None);
    }

    #[test]
    fn the_words_of_a_whole_document_are_found_by_themselves() {
        let asked = quote(TEXT, TEXT, 0);
        assert_eq!(found(&format!("تیتر.\n\n{TEXT}\n\nپایان."), &asked).as_deref(), Some(TEXT));
        assert_eq!(Letters::new(&format!("{TEXT}\n{TEXT}")).locate(&asked, false), Located::Several);
        let short = quote("سال ۱۳۹۹", "سال ۱۳۹۹", 0);
        assert!(matches!(Letters::new(TEXT).locate(&short, false), Located::Near(_)));
    }

    #[test]
    fn a_place_that_is_there_twice_or_not_at_all_is_said() {
        let asked = quote(TEXT, "۱۳۹۹", 1);
        let locate = |text: &str| Letters::new(text).locate(&asked, false);
        assert_eq!(locate(&format!("{TEXT}\n{TEXT}\n{TEXT}")), Located::Several);
        assert_eq!(locate("هیچ"), Located::Nowhere);
        assert!(matches!(locate("سال ۱۳۹۹ بود"), Located::Near(some) if some.is_empty()));
        let twice = format!("{TEXT}\n{TEXT}\n{TEXT}");
        let letters = Letters::new(&twice);
        let first = quote(&twice, "۱۳۹۹", 3);
        assert!(matches!(letters.locate(&first, true), Located::At(_)));
        assert_eq!(letters.locate(&first, false), Located::Several);
    }
}
