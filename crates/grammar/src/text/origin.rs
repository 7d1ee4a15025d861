//! Where in its source each part of the text layer comes from.

use super::Span;
use super::span::part_at;
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter, Write};
use std::sync::Arc;

/// A part of the text layer, and where in the source it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its place in the text layer.
    pub span: Span,
    /// Its place in the source.
    pub place: OriginPlace,
}

/// A place in a source. It displays as people write it: `page 3`, `/body/p[2]`, `Sheet1!B3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OriginPlace {
    /// A page, from 1.
    Page(u32),
    /// A node of a tree.
    Path {
        /// The file inside a package that the tree is of (`word/document.xml`); `None` where the source is one tree.
        part: Option<Arc<str>>,
        /// An XPath, or a JSON Pointer (RFC 6901).
        path: Arc<str>,
    },
    /// A value of a record of JSON lines.
    Record {
        /// The line of the record, from 1.
        line: u64,
        /// The JSON Pointer (RFC 6901) of the value in the record.
        pointer: Cow<'static, str>,
    },
    /// A cell of a spreadsheet or a table.
    Cell {
        /// The name of the sheet or table; empty where it has none.
        sheet: Arc<str>,
        /// The row, from 1.
        row: u32,
        /// The column, from 1, which is written `A`.
        column: u32,
    },
}

impl Display for OriginPlace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => write!(f, "page {page}"),
            Self::Path { part: None, path } => f.write_str(path),
            Self::Path { part: Some(part), path } => write!(f, "{part}#{path}"),
            Self::Record { line, pointer } => write!(f, "line {line}, {pointer}"),
            Self::Cell { sheet, row, column } => {
                write_sheet(sheet, f)?;
                write_column(*column, f)?;
                write!(f, "{row}")
            }
        }
    }
}

/// Writes the name of a sheet before a cell, between apostrophes where spreadsheets want them.
fn write_sheet(sheet: &str, f: &mut Formatter<'_>) -> fmt::Result {
    if sheet.is_empty() {
        return Ok(());
    }
    let is_word = sheet.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
        && !sheet.starts_with(|c: char| c.is_numeric() || c == '.');
    if is_word && !looks_like_a_cell(sheet) {
        write!(f, "{sheet}!")
    } else {
        write!(f, "'{}'!", sheet.replace('\'', "''"))
    }
}

/// Whether a name could be read as a cell itself: no column has more than three letters.
fn looks_like_a_cell(sheet: &str) -> bool {
    let row = sheet.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = sheet.len() - row.len();
    (1..=3).contains(&letters) && !row.is_empty() && row.bytes().all(|b| b.is_ascii_digit())
}

/// Writes the letters of a column: `A` to `Z`, then `AA`.
fn write_column(column: u32, f: &mut Formatter<'_>) -> fmt::Result {
    let Some(rest) = column.checked_sub(1) else { return Ok(()) };
    write_column(rest / 26, f)?;
    f.write_char(char::from(b'A' + (rest % 26) as u8))
}

/// Returns the origin of the byte at `offset`, of origins in text order that do not overlap.
///
/// Where they overlap, the one that begins last before the offset is asked. Where they are not in order, one may be missed, but
/// an origin whose span does not hold the offset is never returned.
#[must_use]
pub fn origin_at(origins: &[Origin], offset: u32) -> Option<&Origin> {
    part_at(origins, |origin| origin.span, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(spans: &[(u32, u32)]) -> Vec<Origin> {
        let page =
            |(&(start, end), page)| Origin { span: Span::new(start, end), place: OriginPlace::Page(page) };
        spans.iter().zip(1..).map(page).collect()
    }

    fn page_at(origins: &[Origin], offset: u32) -> Option<u32> {
        origin_at(origins, offset).and_then(|origin| match origin.place {
            OriginPlace::Page(page) => Some(page),
            _ => None,
        })
    }

    #[test]
    fn the_origin_of_a_byte_is_the_one_whose_span_holds_it() {
        let origins = pages(&[(0, 10), (10, 20), (25, 30)]);
        for (offset, page) in [
            (0, Some(1)),
            (9, Some(1)),
            (10, Some(2)),
            (19, Some(2)),
            (20, None),
            (24, None),
            (29, Some(3)),
            (30, None),
            (u32::MAX, None),
        ] {
            assert_eq!(page_at(&origins, offset), page, "{offset}");
        }
        assert_eq!(origin_at(&[], 0), None);
    }

    #[test]
    fn spans_that_overlap_are_empty_or_out_of_order_give_no_wrong_origin() {
        let overlapping = pages(&[(0, 10), (5, 20)]);
        assert_eq!([4, 5, 12].map(|offset| page_at(&overlapping, offset)), [Some(1), Some(2), Some(2)]);
        for spans in [&[(20, 30), (0, 10), (40, 35)][..], &[(5, 5), (5, 5)], &[(9, 0), (3, u32::MAX), (1, 2)]]
        {
            let origins = pages(spans);
            for offset in (0..50).chain([u32::MAX]) {
                let found = origin_at(&origins, offset);
                assert!(
                    found.is_none_or(|origin| origin.span.range().contains(&(offset as usize))),
                    "{offset}"
                );
            }
        }
    }

    #[test]
    fn places_are_written_as_people_write_them() {
        let cell = |sheet: &str, row, column| OriginPlace::Cell { sheet: sheet.into(), row, column };
        let path = |part: Option<&str>, path: &str| OriginPlace::Path {
            part: part.map(Into::into),
            path: path.into(),
        };
        for (place, written) in [
            (OriginPlace::Page(3), "page 3"),
            (path(None, "/body/p[2]"), "/body/p[2]"),
            (path(Some("word/document.xml"), "/w:body/w:p[2]"), "word/document.xml#/w:body/w:p[2]"),
            (OriginPlace::Record { line: 17, pointer: "/text".into() }, "line 17, /text"),
            (cell("Sheet1", 3, 2), "Sheet1!B3"),
            (cell("برگه", 1, 26), "برگه!Z1"),
            (cell("My sheet", 12, 27), "'My sheet'!AA12"),
            (cell("Ali's", 1, 702), "'Ali''s'!ZZ1"),
            (cell("1400", 1, 703), "'1400'!AAA1"),
            (cell("AB12", 1, 16_384), "'AB12'!XFD1"),
            (cell("", 7, 1), "A7"),
        ] {
            assert_eq!(place.to_string(), written);
        }
    }
}
