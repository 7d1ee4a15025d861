//! The sheets of an Excel file.

use super::super::package::{Package, resolve};
use super::super::xml::{Node, Tag, Xml};
use super::style;
use super::value::{Shown, number};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::sheet::{COLUMNS, Sheet};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

const WORKBOOK: &str = "xl/workbook.xml";

/// Reads a file, whose parts may come to `limit` bytes.
///
/// # Errors
/// `encrypted`, `too-large`, `broken-file`; `unsupported-format` for sheets that are not XML.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    limit: u64,
    allowance: &Allowance<'_>,
) -> Result<Vec<Sheet>, Defect> {
    let mut package = Package::open(bytes, limit, allowance)?;
    let Some(workbook) = package.part(WORKBOOK)? else {
        let message =
            "expected an Excel file with a part xl/workbook.xml, found none; save it as .xlsx first";
        return Err(Defect::new("unsupported-format", message));
    };
    let targets = targets(&mut package, allowance)?;
    let strings = match package.part("xl/sharedStrings.xml")? {
        Some(text) => {
            let strings = strings(&text, allowance)?;
            package.dropped(text);
            strings
        }
        None => Vec::new(),
    };
    let styles = match package.part("xl/styles.xml")? {
        Some(text) => style::read(&text, "xl/styles.xml", allowance)?,
        None => Vec::new(),
    };
    let (mut xml, mut late, mut named) = (Xml::new(&workbook, WORKBOOK, allowance), false, Vec::new());
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        match tag.name().as_str() {
            "workbookPr" => late = matches!(tag.get("date1904").as_deref(), Some("1" | "true")),
            "sheet" => {
                allowance.hold(2 * size_of::<(String, String)>() + size_of::<Sheet>());
                named.push((tag.get("name").unwrap_or_default(), tag.get("id").unwrap_or_default()));
            }
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    for (name, id) in named {
        let Some(part) = targets.get(&id) else { continue };
        if let Some(text) = package.part(part)? {
            let reader = Reader { strings: &strings, styles: &styles, late, allowance };
            sheets.push(reader.sheet(&text, part, name)?);
            package.dropped(text);
        }
    }
    Ok(sheets)
}

/// The parts that the workbook's relations name, by their ids.
fn targets(
    package: &mut Package<'_>,
    allowance: &Allowance<'_>,
) -> Result<FxHashMap<String, String>, Defect> {
    const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
    let text = package.part(RELATIONS)?.unwrap_or_default();
    let (mut xml, mut out) = (Xml::new(&text, RELATIONS, allowance), FxHashMap::default());
    while let Some(node) = xml.next()? {
        if let Node::Start(tag) = node
            && tag.get("Type").is_some_and(|of| of.ends_with("/worksheet"))
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            allowance.hold(2 * size_of::<(String, String)>() + id.len() + target.len());
            out.insert(id, resolve(WORKBOOK, &target));
        }
    }
    Ok(out)
}

/// The strings that cells share.
fn strings(text: &str, allowance: &Allowance<'_>) -> Result<Vec<String>, Defect> {
    let mut xml = Xml::new(text, "xl/sharedStrings.xml", allowance);
    let (mut out, mut in_text, mut aside) = (Vec::<String>::new(), false, false);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => match tag.name().as_str() {
                "si" => {
                    allowance.hold(2 * size_of::<String>());
                    out.push(String::new());
                }
                "t" => in_text = true,
                // How it is spoken, in East Asia.
                "rPh" => aside = true,
                _ => {}
            },
            Node::End(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => aside = false,
                _ => {}
            },
            Node::Text(text) if in_text && !aside => {
                if let Some(last) = out.last_mut() {
                    allowance.hold(text.len());
                    last.push_str(&text);
                }
            }
            Node::Text(_) => {}
        }
    }
    Ok(out)
}

struct Reader<'w> {
    strings: &'w [String],
    styles: &'w [Shown],
    late: bool,
    allowance: &'w Allowance<'w>,
}

/// A cell as it is read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    shown: Shown,
    value: String,
}

impl Reader<'_> {
    fn sheet(&self, text: &str, part: &str, name: String) -> Result<Sheet, Defect> {
        let mut xml = Xml::new(text, part, self.allowance);
        let (mut sheet, mut cell, mut in_value) = (Sheet::named(name), Open::default(), false);
        // The cells of the row that is read, which may be named in any order, and the number of that row.
        let (mut cells, mut row) = (BTreeMap::<usize, String>::new(), 0);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => match tag.name().as_str() {
                    "row" => {
                        self.end_row(row, &mut cells, &mut sheet)?;
                        let told = tag.number("r").and_then(|row| u32::try_from(row).ok());
                        row = told.filter(|told| *told > row).unwrap_or(row.saturating_add(1));
                    }
                    "c" => cell = self.open(&tag, cells.last_key_value().map_or(0, |(last, _)| last + 1)),
                    "v" | "t" => in_value = true,
                    _ => {}
                },
                Node::End(name) => match name.as_str() {
                    "v" | "t" => in_value = false,
                    "c" => {
                        let value = self.value(std::mem::take(&mut cell.value), &cell);
                        if row > 0 && cell.column < COLUMNS && !value.is_empty() {
                            // A string that cells share is held once for each of them.
                            self.allowance.hold(value.len());
                            cells.insert(cell.column, value);
                        }
                    }
                    "sheetData" => break,
                    _ => {}
                },
                Node::Text(text) if in_value => cell.value.push_str(&text),
                Node::Text(_) => {}
            }
        }
        self.end_row(row, &mut cells, &mut sheet)?;
        Ok(sheet)
    }

    /// Puts the cells of a row into the sheet, if there are any.
    fn end_row(
        &self,
        row: u32,
        cells: &mut BTreeMap<usize, String>,
        sheet: &mut Sheet,
    ) -> Result<(), Defect> {
        if !cells.is_empty() {
            sheet.begin_row(row, self.allowance);
        }
        for (column, cell) in std::mem::take(cells) {
            self.allowance.free(cell.len());
            sheet.push(column, &cell, self.allowance)?;
        }
        Ok(())
    }

    fn open(&self, tag: &Tag<'_>, next: usize) -> Open {
        let style = tag.number("s").and_then(|style| usize::try_from(style).ok());
        Open {
            column: tag.get("r").and_then(|name| column(&name)).unwrap_or(next),
            kind: tag.get("t").unwrap_or_default(),
            shown: style.and_then(|style| self.styles.get(style)).copied().unwrap_or_default(),
            value: String::new(),
        }
    }

    fn value(&self, raw: String, cell: &Open) -> String {
        match cell.kind.as_str() {
            "s" => {
                let at: Option<usize> = raw.trim().parse().ok();
                at.and_then(|at| self.strings.get(at)).cloned().unwrap_or_default()
            }
            "e" => String::new(),
            "str" | "inlineStr" | "d" => raw,
            "b" => if raw.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            _ => raw.trim().parse().map_or(raw, |value: f64| number(value, cell.shown, self.late)),
        }
    }
}

/// The column of a cell's name, from 0: that of `AB12` is 27.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters
        .take(4)
        .fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    #[test]
    fn cells_stand_where_their_names_say() {
        assert_eq!(["A1", "Z9", "AB12", "7"].map(column), [Some(0), Some(25), Some(27), None]);
        let strings = ["تن".to_owned()];
        let allowance = Allowance::of(Limits::default(), 0);
        let styles = [Shown::Number, Shown::Percent];
        let reader = Reader { strings: &strings, styles: &styles, late: false, allowance: &allowance };
        let sheet = r#"<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c t="b"><v>1</v></c></row>
            <row><c r="A3" s="1"><f>1/4</f><v>0.25</v></c><c t="inlineStr"><is><t>قم</t></is></c></row><row/>
            </sheetData><t>5</t></worksheet>"#;
        let read = reader.sheet(sheet, "xl/worksheets/sheet1.xml", String::new()).expect("rows");
        let rows: Vec<_> = read.rows().map(|row| (row.number, row.all())).collect();
        assert_eq!(rows, [(2, vec!["", "تن", "TRUE"]), (3, vec!["25%", "قم"])]);
    }
}
