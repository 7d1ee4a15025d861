//! The cells of tables in plain text: lines whose parts stand between tabs or bars, below one that has words alone, or words and
//! years.

use crate::text::{Span, TableCell, is_frame};
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// Fewest years in a line that are heads, and no numbers below some.
const YEARS: usize = 2;
/// The years that heads of columns are, of the solar and the Gregorian calendar.
const OF_OUR_TIME: [std::ops::RangeInclusive<u32>; 2] = [1281..=1419, 1851..=2049];

/// The cells of a text, as far as nobody has said which ones there are.
pub(super) fn cells_of<'a>(text: &str, told: &'a [TableCell], has_blocks: bool) -> Cow<'a, [TableCell]> {
    if has_blocks || !told.is_empty() || memchr2(b'\t', b'|', text.as_bytes()).is_none() {
        return Cow::Borrowed(told);
    }
    let (mut cells, mut heads, mut start) = (Vec::new(), Vec::<Span>::new(), 0);
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        // Most lines of a text with a table are of none.
        let has = |border: u8| memchr(border, line.as_bytes()).is_some();
        // «+------+------+» around the lines of a table
        if is_frame(line) {
            continue;
        }
        let border = match (has(b'\t'), has(b'|')) {
            (true, _) => '\t',
            (false, true) => '|',
            (false, false) => {
                heads.clear();
                continue;
            }
        };
        // «|---|:--|» under the heads
        if border == '|' && line.chars().all(|sign| " |-:\r\n".contains(sign)) {
            continue;
        }
        let parts = parts(line, at, border);
        let slice = |span: &Span| text.get(span.range()).unwrap_or_default();
        // A bar may stand between any two words: a table has as many of them in each of its lines.
        if parts.len() < 2 || border == '|' && !heads.is_empty() && heads.len() != parts.len() {
            heads.clear();
        } else if heads.is_empty() {
            let worded = |span: &Span| span.is_empty() || slice(span).chars().any(char::is_alphabetic);
            let year = |span: &Span| is_year(slice(span));
            // «استان | ۱۳۹۸ | ۱۳۹۹»
            let years = parts.iter().filter(|span| year(span)).count() >= YEARS;
            let begins = parts.first().is_some_and(worded);
            if parts.iter().all(|span| worded(span) || years && begins && year(span)) {
                heads = parts;
            }
        } else {
            let below =
                parts.into_iter().zip(&heads).filter(|(span, head)| !span.is_empty() && !head.is_empty());
            cells.extend(below.map(|(span, head)| TableCell { span, head: *head }));
        }
    }
    Cow::Owned(cells)
}

/// Whether a cell holds a year and nothing else.
fn is_year(cell: &str) -> bool {
    let digit = |c: char| match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '۰'..='۹' => Some(u32::from(c) - u32::from('۰')),
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        _ => None,
    };
    let digits: Option<Vec<u32>> = cell.chars().map(digit).collect();
    let year =
        digits.filter(|digits| digits.len() == 4).map(|digits| digits.iter().fold(0, |n, d| n * 10 + d));
    year.is_some_and(|year| OF_OUR_TIME.iter().any(|years| years.contains(&year)))
}

/// The parts of a line that begins at a place.
fn parts(line: &str, start: usize, border: char) -> Vec<Span> {
    let mut at = start;
    let mut parts: Vec<Span> = line
        .split(border)
        .map(|part| {
            let from = at + part.len() - part.trim_start().len();
            at += part.len() + 1;
            let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Span::new(place(from), place(from + part.trim().len()))
        })
        .collect();
    // Bars stand at the edges of a line, too, and nothing beyond them.
    if border == '|' && parts.len() > 2 {
        if parts.last().is_some_and(|part| part.is_empty()) {
            parts.pop();
        }
        if parts.first().is_some_and(|part| part.is_empty()) {
            parts.remove(0);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_below_words_with_tabs_between_are_a_table() {
        let text = "فهرست\nباغ\tوزن (تن)\nشمالی\t ۵\n\t۷\n\nپایان\t۳\n";
        let cells = cells_of(text, &[], false);
        let shown: Vec<_> =
            cells.iter().map(|cell| (&text[cell.span.range()], &text[cell.head.range()])).collect();
        assert_eq!(shown, [("شمالی", "باغ"), ("۵", "وزن (تن)"), ("۷", "وزن (تن)")]);
        assert!(cells_of(text, &[], true).is_empty());
    }

    #[test]
    fn lines_between_bars_are_a_table_where_each_has_as_many() {
        let shown = |text: &str| {
            let cells = cells_of(text, &[], false);
            let slice = |span: Span| text[span.range()].to_owned();
            cells.iter().map(|cell| (slice(cell.span), slice(cell.head))).collect::<Vec<_>>()
        };
        let pair = |cell: &str, head: &str| (cell.to_owned(), head.to_owned());
        let table = "| باغ | وزن (تن) |\n|---|---:|\n| شمالی | ۵ |\n\n";
        assert_eq!(shown(table), [pair("شمالی", "باغ"), pair("۵", "وزن (تن)")]);
        assert_eq!(shown("خانه | تماس با ما\nصفحهٔ ۵ | باغ | ۷\n"), []);
        let framed = "+------+----------+\n| باغ | وزن (تن) |\n+======+==========+\n| شمالی | ۵ |\n+------+----------+\n| جنوبی | ۷ |\n";
        assert_eq!(
            shown(framed),
            [pair("شمالی", "باغ"), pair("۵", "وزن (تن)"), pair("جنوبی", "باغ"), pair("۷", "وزن (تن)")]
        );
        assert_eq!(shown("| باغ | وزن (تن) |\nپایان\n| شمالی | ۵ |\n"), []);
        let years = "استان | ۱۳۹۸ | ۱۳۹۹\nفارس | ۱۲ | ۱۴\n";
        assert_eq!(shown(years), [pair("فارس", "استان"), pair("۱۲", "۱۳۹۸"), pair("۱۴", "۱۳۹۹")]);
        assert_eq!(shown("فارس | ۱۳۹۸ | ۱۲\nقم | ۱۳۹۹ | ۱۴\n"), []);
    }
}
