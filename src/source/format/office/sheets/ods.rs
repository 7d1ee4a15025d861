//! The sheets of an OpenDocument spreadsheet.

use super::super::package::Package;
use super::super::xml::{Node, Tag, Xml};
use super::value::{Shown, number};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::sheet::{COLUMNS, Sheet};
use std::sync::Arc;

/// Rows that a row may stand for, where it has something in it; empty ones to the end of a sheet are no rows.
const REPEATED: usize = 1000;

/// Reads a file, whose parts may come to `limit` bytes.
///
/// # Errors
/// `encrypted`, `too-large`, `broken-file`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    limit: u64,
    allowance: &Allowance<'_>,
) -> Result<Vec<Sheet>, Defect> {
    let mut package = Package::open(bytes, limit, allowance)?;
    let content = package.open_document("a spreadsheet", false)?;
    let sheets = sheets_of(&content, allowance)?;
    package.dropped(content);
    Ok(sheets)
}

/// A cell as it is read.
#[derive(Default)]
struct Open {
    /// What its attributes say that it is.
    value: Option<String>,
    text: String,
    paragraphs: usize,
    times: usize,
}

fn sheets_of(content: &str, allowance: &Allowance<'_>) -> Result<Vec<Sheet>, Defect> {
    let mut xml = Xml::new(content, "content.xml", allowance);
    let (mut sheets, mut row, mut cells) = (Vec::<Sheet>::new(), 0_u32, Vec::<Arc<str>>::new());
    let (mut cell, mut times, mut aside) = (Open::default(), 1, 0_usize);
    let mut room = content.len().saturating_mul(4);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => match tag.name().as_str() {
                "table:table" => {
                    allowance.hold(2 * size_of::<Sheet>());
                    sheets.push(Sheet::named(tag.get("name").unwrap_or_default()));
                    row = 0;
                }
                "table:table-row" => {
                    cells.clear();
                    times = repeated(&tag, "number-rows-repeated");
                }
                "table:table-cell" | "table:covered-table-cell" => cell = open(&tag),
                "office:annotation" => aside += 1,
                "text:p" if aside == 0 => {
                    if cell.paragraphs > 0 {
                        cell.text.push(' ');
                    }
                    cell.paragraphs += 1;
                }
                "text:s" if aside == 0 => cell.text.push(' '),
                _ => {}
            },
            Node::End(name) => match name.as_str() {
                "office:annotation" => aside = aside.saturating_sub(1),
                "table:table-cell" | "table:covered-table-cell" => {
                    let Open { value, text, times, .. } = std::mem::take(&mut cell);
                    let value = Arc::from(value.unwrap_or(text));
                    let end = cells.len().saturating_add(times).min(COLUMNS);
                    cells.resize(end, value);
                }
                "table:table-row" => {
                    let last = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
                    cells.truncate(last);
                    // A cell takes some bytes to write, and what is said to stand in thousands is no table.
                    room = room.checked_sub(last.saturating_mul(times.min(REPEATED))).ok_or_else(|| {
                        let message =
                            "expected a spreadsheet, found one with far more cells than are written in it";
                        Defect::new("too-large", message)
                    })?;
                    if let Some(sheet) = sheets.last_mut().filter(|_| last > 0) {
                        for n in (1..).take(times.min(REPEATED)) {
                            sheet.begin_row(row.saturating_add(n), allowance);
                            for (column, cell) in cells.iter().enumerate() {
                                sheet.push(column, cell, allowance)?;
                            }
                        }
                    }
                    row = row.saturating_add(u32::try_from(times).unwrap_or(u32::MAX));
                }
                _ => {}
            },
            Node::Text(text) if cell.paragraphs > 0 && aside == 0 => cell.text.push_str(&text),
            Node::Text(_) => {}
        }
    }
    Ok(sheets)
}

fn open(tag: &Tag<'_>) -> Open {
    let value = || tag.get("value")?.trim().parse::<f64>().ok();
    let value = match tag.get("value-type").as_deref() {
        Some("float" | "currency") => value().map(|value| number(value, Shown::Number, false)),
        Some("percentage") => value().map(|value| number(value, Shown::Percent, false)),
        Some("date") => tag.get("date-value").map(|moment| moment.replacen('T', " ", 1)),
        _ => None,
    };
    Open { value, times: repeated(tag, "number-columns-repeated"), ..Open::default() }
}

fn repeated(tag: &Tag<'_>, name: &str) -> usize {
    tag.number(name).and_then(|times| usize::try_from(times).ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn values_and_texts_of_cells_are_read_where_they_stand() {
        let content = r#"<office:spreadsheet><table:table table:name="آمار">
            <table:table-row><table:table-cell><text:p>شهر</text:p></table:table-cell><table:table-cell
              table:number-columns-repeated="2"/><table:table-cell><office:annotation><text:p>یادداشت</text:p></office:annotation>
              <text:p>تن</text:p><text:p>در ماه</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>۵۰٪</text:p>
              </table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-11-09"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048570"><table:table-cell
              table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>"#;
        let sheets = sheets_of(content, &Allowance::of(Limits::default(), 0)).expect("sheets");
        assert_eq!(&*sheets[0].name, "آمار");
        let expected = [(1, vec!["شهر", "", "", "تن در ماه"]), (6, vec!["50%", "2020-11-09"])];
        let rows: Vec<_> = sheets[0].rows().map(|row| (row.number, row.all())).collect();
        assert_eq!(rows, expected);
    }
}
