//! The sheets of an Excel file.

use super::super::package::{Package, resolve};
use super::super::xml::{Node, Tag, Xml};
use super::style;
use super::value::{Shown, number};
use crate::source::Defect;
use crate::source::format::sheet::{COLUMNS, Sheet};
use rustc_hash::FxHashMap;

const WORKBOOK: &str = "xl/workbook.xml";

/// Reads a file, whose parts may come to `limit` bytes.
///
/// # Errors
/// `encrypted`, `too-large`, `broken-file`; `unsupported-format` for sheets that are not XML.
pub(in crate::source::format) fn read(bytes: &[u8], limit: u64) -> Result<Vec<Sheet>, Defect> {
    let mut package = Package::open(bytes, limit)?;
    let Some(workbook) = package.part(WORKBOOK)? else {
        let message =
            "expected an Excel file with a part xl/workbook.xml, found none; save it as .xlsx first";
        return Err(Defect::new("unsupported-format", message));
    };
    let targets = targets(&mut package)?;
    let strings = match package.part("xl/sharedStrings.xml")? {
        Some(text) => strings(&text)?,
        None => Vec::new(),
    };
    let styles = match package.part("xl/styles.xml")? {
        Some(text) => style::read(&text, "xl/styles.xml")?,
        None => Vec::new(),
    };
    let (mut xml, mut late, mut named) = (Xml::new(&workbook, WORKBOOK), false, Vec::new());
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        match tag.name().as_str() {
            "workbookPr" => late = matches!(tag.get("date1904").as_deref(), Some("1" | "true")),
            "sheet" => named.push((tag.get("name").unwrap_or_default(), tag.get("id").unwrap_or_default())),
            _ => {}
        }
    }
    let mut sheets = Vec::new();
    for (name, id) in named {
        let Some(part) = targets.get(&id) else { continue };
        if let Some(text) = package.part(part)? {
            let reader = Reader { strings: &strings, styles: &styles, late };
            sheets.push(Sheet { name: name.into(), rows: reader.rows(&text, part)? });
        }
    }
    Ok(sheets)
}

/// The parts that the workbook's relations name, by their ids.
fn targets(package: &mut Package<'_>) -> Result<FxHashMap<String, String>, Defect> {
    const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
    let text = package.part(RELATIONS)?.unwrap_or_default();
    let (mut xml, mut out) = (Xml::new(&text, RELATIONS), FxHashMap::default());
    while let Some(node) = xml.next()? {
        if let Node::Start(tag) = node
            && tag.get("Type").is_some_and(|of| of.ends_with("/worksheet"))
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            out.insert(id, resolve(WORKBOOK, &target));
        }
    }
    Ok(out)
}

/// The strings that cells share.
fn strings(text: &str) -> Result<Vec<String>, Defect> {
    let mut xml = Xml::new(text, "xl/sharedStrings.xml");
    let (mut out, mut in_text, mut aside) = (Vec::<String>::new(), false, false);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(tag) => match tag.name().as_str() {
                "si" => out.push(String::new()),
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
    fn rows(&self, text: &str, part: &str) -> Result<Vec<(u32, Vec<String>)>, Defect> {
        let mut xml = Xml::new(text, part);
        let (mut rows, mut cell, mut in_value) = (Vec::<(u32, Vec<String>)>::new(), Open::default(), false);
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(tag) => match tag.name().as_str() {
                    "row" => {
                        let next = rows.last().map_or(1, |(row, _)| row + 1);
                        let row = tag.number("r").and_then(|row| u32::try_from(row).ok());
                        rows.push((row.filter(|row| *row >= next).unwrap_or(next), Vec::new()));
                    }
                    "c" => cell = self.open(&tag, rows.last().map_or(0, |(_, cells)| cells.len())),
                    "v" | "t" => in_value = true,
                    _ => {}
                },
                Node::End(name) => match name.as_str() {
                    "v" | "t" => in_value = false,
                    "c" => {
                        let value = self.value(std::mem::take(&mut cell.value), &cell);
                        if let Some((_, cells)) =
                            rows.last_mut().filter(|_| cell.column < COLUMNS && !value.is_empty())
                        {
                            if cells.len() <= cell.column {
                                cells.resize(cell.column + 1, String::new());
                            }
                            cells[cell.column] = value;
                        }
                    }
                    "sheetData" => break,
                    _ => {}
                },
                Node::Text(text) if in_value => cell.value.push_str(&text),
                Node::Text(_) => {}
            }
        }
        rows.retain(|(_, cells)| !cells.is_empty());
        Ok(rows)
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

    #[test]
    fn cells_stand_where_their_names_say() {
        assert_eq!(["A1", "Z9", "AB12", "7"].map(column), [Some(0), Some(25), Some(27), None]);
        let strings = ["تن".to_owned()];
        let reader = Reader { strings: &strings, styles: &[Shown::Number, Shown::Percent], late: false };
        let sheet = r#"<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c t="b"><v>1</v></c></row>
            <row><c r="A3" s="1"><f>1/4</f><v>0.25</v></c><c t="inlineStr"><is><t>قم</t></is></c></row><row/>
            </sheetData><t>5</t></worksheet>"#;
        let rows = reader.rows(sheet, "xl/worksheets/sheet1.xml").expect("rows");
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(rows, [(2, row(&["", "تن", "TRUE"])), (3, row(&["25%", "قم"]))]);
    }
}
