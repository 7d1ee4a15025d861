//! Places as tools count them, checked against the text.

use crate::error::{Error, Result};
use crate::text::Span;
use serde_json::{Map, Value};

/// A span as a file has it.
#[derive(Clone, Debug, Default)]
pub(super) struct RawSpan {
    /// Where it is written, for messages.
    pub(super) place: String,
    /// Its label, where no table is named.
    pub(super) label: String,
    /// Its table.
    pub(super) table: Option<String>,
    pub(super) start: u64,
    pub(super) end: u64,
    /// The words that stand there, where the file says so.
    pub(super) words: Option<String>,
    pub(super) cells: Map<String, Value>,
}

/// What places are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode code points, as Python counts.
    Char,
    /// Units of UTF-16, as JavaScript and Java count.
    Utf16,
}

/// The spans of a document in bytes of its text. All are counted in one unit: that in which their words stand there, or,
/// where no words are given, in which more of them begin and end with words.
///
/// # Errors
/// The first span that is not what the text has there in any unit.
pub(super) fn placed(text: &str, spans: &[RawSpan]) -> Result<Vec<Span>> {
    let units = [Unit::Char, Unit::Utf16].map(|unit| starts(text, unit));
    let read =
        |starts: &[u32]| -> Vec<Option<Span>> { spans.iter().map(|span| read(text, starts, span)).collect() };
    let [chars, utf16] = [read(&units[0]), read(&units[1])];
    let whole = |spans: &[Option<Span>]| spans.iter().all(Option::is_some);
    let sound = |spans: &[Option<Span>]| spans.iter().flatten().filter(|span| is_word(text, **span)).count();
    let chosen = match (whole(&chars), whole(&utf16)) {
        (true, true) if sound(&utf16) > sound(&chars) => utf16,
        (true, _) => chars,
        (false, true) => utf16,
        (false, false) => {
            let at = chars.iter().position(Option::is_none).unwrap_or_default();
            return Err(spans
                .get(at)
                .map_or_else(|| Error::configuration("no span"), |span| wrong(text, &units[0], span)));
        }
    };
    Ok(chosen.into_iter().flatten().collect())
}

/// The byte at which each unit of a text begins, and its end.
fn starts(text: &str, unit: Unit) -> Vec<u32> {
    let mut starts = Vec::with_capacity(text.len() / 2 + 1);
    for (at, c) in text.char_indices() {
        starts.push(at as u32);
        if unit == Unit::Utf16 && c.len_utf16() == 2 {
            // No span begins or ends in the middle of a character.
            starts.push(u32::MAX);
        }
    }
    starts.push(text.len() as u32);
    starts
}

fn read(text: &str, starts: &[u32], span: &RawSpan) -> Option<Span> {
    let at = |unit: u64| {
        usize::try_from(unit).ok().and_then(|at| starts.get(at)).copied().filter(|at| *at != u32::MAX)
    };
    let (start, end) = (at(span.start)?, at(span.end)?);
    if start >= end {
        return None;
    }
    let slice = text.get(start as usize..end as usize)?;
    // Tools show line ends as spaces.
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = span.words.as_ref().is_none_or(|words| words == slice || plain(words) == plain(slice));
    fits.then(|| Span::new(start, end))
}

/// Whether a span begins and ends with words.
fn is_word(text: &str, span: Span) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (before, behind) = (text.get(..span.start as usize), text.get(span.end as usize..));
    let slice = text.get(span.range()).unwrap_or_default();
    let inside = |edge: Option<char>, outer: Option<char>| letter(edge) && letter(outer);
    let first = inside(slice.chars().next(), before.and_then(|text| text.chars().next_back()));
    let last = inside(slice.chars().next_back(), behind.and_then(|text| text.chars().next()));
    !first && !last && slice.trim() == slice
}

fn wrong(text: &str, starts: &[u32], span: &RawSpan) -> Error {
    let last = starts.len() - 1;
    let part = |at: u64| {
        usize::try_from(at).ok().and_then(|at| starts.get(at)).copied().unwrap_or(text.len() as u32)
    };
    let found = text.get(part(span.start) as usize..part(span.end) as usize).unwrap_or_default();
    let found: String = found.chars().take(60).collect();
    let expected = match &span.words {
        Some(words) => format!("«{words}»"),
        None => format!("a place within its {last} characters"),
    };
    let message = format!("expected {expected} in the text at {}..{}, found «{found}»", span.start, span.end);
    Error::configuration(message).at(&span.place)
}
