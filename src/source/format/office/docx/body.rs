//! The text of a part: paragraphs and tables, boxes beside them, fields, revisions.

use super::super::item::{Item, Row};
use super::super::xml::{Node as Event, Tag, Xml};
use super::numbering::Numbering;
use super::paragraph::OpenParagraph;
use super::styles::Styles;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::NodePath;
use crate::source::format::layer::Node;
use crate::source::format::structure::EditKind;
use crate::source::format::taking::Revisions;
use crate::text::Span;
use std::sync::Arc;

/// How deep paragraphs, tables and boxes may stand in each other.
const DEPTH: usize = 256;

/// What parts are read with.
pub(super) struct Reader<'d> {
    pub(super) styles: &'d Styles,
    pub(super) numbering: &'d mut Numbering,
    pub(super) revisions: Revisions,
    pub(super) allowance: &'d Allowance<'d>,
}

/// What a part holds.
#[derive(Default)]
pub(super) struct Part {
    pub(super) items: Vec<Item>,
    /// Notes by id, of parts that hold notes.
    pub(super) notes: Vec<(String, Vec<Item>)>,
    /// The notes that it refers to, in order.
    pub(super) references: Vec<(&'static str, String)>,
}

/// The state of reading.
struct Walk<'d, 'x> {
    reader: &'d mut Reader<'x>,
    /// What its paragraphs and tables stand in.
    document: NodePath,
    part: Arc<str>,
    paragraphs: Vec<OpenParagraph>,
    /// Where paragraphs go: the part, and each cell, box and note that is open.
    sinks: Vec<Vec<Item>>,
    tables: Vec<(Vec<Row>, Option<u32>)>,
    out: Part,
    /// Deleted text, text that nobody sees, and what older programs are to show instead, as counts of what is open.
    deleted: usize,
    fallback: usize,
    is_hidden: bool,
    in_text: bool,
    fields: Fields,
    /// The properties that are open: of a paragraph or of a row.
    properties: Option<&'static str>,
    numbers: [u32; 2],
    note: Option<String>,
    /// The text of a paragraph whose end is deleted.
    carried: Option<OpenParagraph>,
    footnote: bool,
}

impl Reader<'_> {
    /// Whether what an element marks is on the side of revisions that is not read.
    fn leaves_out(&self, element: &str) -> bool {
        match self.revisions {
            Revisions::Final => matches!(element, "w:del" | "w:moveFrom"),
            Revisions::Original => matches!(element, "w:ins" | "w:moveTo"),
        }
    }

    /// Reads a part; `footnote`: its paragraphs are notes.
    ///
    /// # Errors
    /// `broken-file`.
    pub(super) fn read(&mut self, text: &str, part: &str, footnote: bool) -> Result<Part, Defect> {
        let mut xml = Xml::new(text, part, self.allowance);
        let document = NodePath::new(None, "w:document", 0).below("w:body", 0);
        let mut walk = Walk {
            reader: self,
            document,
            part: part.into(),
            paragraphs: Vec::new(),
            sinks: vec![Vec::new()],
            tables: Vec::new(),
            out: Part::default(),
            deleted: 0,
            fallback: 0,
            is_hidden: false,
            in_text: false,
            fields: Fields::default(),
            properties: None,
            numbers: [0, 0],
            note: None,
            carried: None,
            footnote,
        };
        loop {
            let start = xml.at();
            match xml.next()? {
                None => break,
                Some(Event::Start(tag)) => walk.open(&tag, start),
                Some(Event::End(name)) => walk.close(&name, xml.at()),
                Some(Event::Text(text)) => walk.text(&text),
            }
        }
        while walk.sinks.len() > 1 {
            walk.pour();
        }
        walk.out.items = walk.sinks.pop().unwrap_or_default();
        Ok(walk.out)
    }
}

impl Walk<'_, '_> {
    fn open(&mut self, tag: &Tag<'_>, start: u32) {
        let name = tag.name();
        if name == "mc:Fallback" {
            self.fallback += 1;
        }
        if self.fallback > 0 {
            return;
        }
        let value = || tag.get("val");
        match name.as_str() {
            "w:p" if self.paragraphs.len() < DEPTH => {
                if self.sinks.len() == 1 {
                    self.numbers[0] += 1;
                }
                let carried = self.carried.take();
                self.paragraphs.push(OpenParagraph { start, ..carried.unwrap_or_default() });
            }
            "w:tbl" if self.tables.len() < DEPTH => {
                if self.sinks.len() == 1 {
                    self.numbers[1] += 1;
                }
                self.tables.push((Vec::new(), Some(start)));
            }
            "w:tr" => {
                self.hold::<Row>();
                self.row(|rows| rows.push(Row::default()));
            }
            "w:tc" => {
                self.hold::<(Vec<Item>, u32)>();
                self.sinks.push(Vec::new());
                self.row(|rows| {
                    if let Some(row) = rows.last_mut() {
                        row.cells.push((Vec::new(), 1));
                    }
                });
            }
            "w:gridSpan" => {
                let columns =
                    tag.number("val").and_then(|n| u32::try_from(n).ok()).unwrap_or(1).clamp(1, 1024);
                self.last_row(|row| row.cells.iter_mut().rev().take(1).for_each(|cell| cell.1 = columns));
            }
            "w:tblHeader" => {
                let is_on = tag.is_on();
                self.last_row(|row| row.is_head = is_on);
            }
            "w:txbxContent" => {
                self.hold::<Vec<Item>>();
                self.sinks.push(Vec::new());
            }
            "w:footnote" | "w:endnote" => {
                self.hold::<(String, Vec<Item>)>();
                self.sinks.push(Vec::new());
                // Those with a type are the lines between text and notes.
                self.note =
                    tag.get("id").filter(|_| matches!(tag.get("type").as_deref(), None | Some("normal")));
            }
            "w:footnoteReference" | "w:endnoteReference" => {
                let kind = if name == "w:footnoteReference" { "footnotes" } else { "endnotes" };
                if let Some(id) = tag.get("id").filter(|_| self.deleted == 0) {
                    self.hold::<(&str, String)>();
                    self.out.references.push((kind, id));
                }
            }
            "w:pPr" => self.properties = Some("paragraph"),
            "w:trPr" => self.properties = Some("row"),
            "w:r" => self.is_hidden = false,
            "w:t" | "w:delText" => self.in_text = true,
            name if self.reader.leaves_out(name) => match self.properties {
                Some("paragraph") => self.paragraph(|paragraph| paragraph.goes_on = true),
                Some(_) => self.last_row(|row| row.is_deleted = true),
                None => self.deleted += 1,
            },
            "w:vanish" if self.properties.is_none() => self.is_hidden = tag.is_on(),
            "w:fldChar" => match tag.get("fldCharType").as_deref() {
                Some("begin") => self.fields.begin(),
                Some("separate") => self.fields.end_instruction(),
                Some("end") => self.fields.end(),
                _ => {}
            },
            "w:tab" if self.properties.is_none() => self.text_of("\t"),
            // A new page or column is none of the text's.
            "w:br" if matches!(tag.get("type").as_deref(), None | Some("textWrapping")) => self.text_of("\n"),
            "w:cr" => self.text_of("\n"),
            "w:noBreakHyphen" => self.text_of("-"),
            "w:softHyphen" => self.text_of("\u{AD}"),
            "w:pStyle" => self.paragraph(|paragraph| paragraph.style = value().unwrap_or_default()),
            "w:numId" => self.paragraph(|paragraph| paragraph.list = value()),
            "w:ilvl" => {
                self.paragraph(|paragraph| paragraph.list_level = value().and_then(|v| v.parse().ok()))
            }
            "w:outlineLvl" => {
                self.paragraph(|paragraph| paragraph.outline = value().and_then(|v| v.parse().ok()))
            }
            "w:bidi" => self.paragraph(|paragraph| paragraph.is_bidi = Some(tag.is_on())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, end: u32) {
        if name == "mc:Fallback" {
            self.fallback = self.fallback.saturating_sub(1);
            return;
        }
        if self.fallback > 0 {
            return;
        }
        match name {
            "w:p" => self.close_paragraph(end),
            "w:tbl" => {
                self.hold::<Item>();
                if let Some((rows, start)) = self.tables.pop() {
                    let node = self.node("w:tbl", self.numbers[1], start.unwrap_or(end), end);
                    self.add(Item::Table { rows, node });
                }
            }
            "w:tc" if self.sinks.len() > 1 => {
                let mut items = self.sinks.pop().unwrap_or_default();
                // Most cells have one paragraph, and a list begins with room for four.
                items.shrink_to_fit();
                self.last_row(|row| {
                    if let Some(cell) = row.cells.last_mut() {
                        cell.0 = items;
                    }
                });
            }
            "w:txbxContent" => self.pour(),
            "w:footnote" | "w:endnote" if self.sinks.len() > 1 => {
                let items = self.sinks.pop().unwrap_or_default();
                if let Some(id) = self.note.take() {
                    self.out.notes.push((id, items));
                }
            }
            "w:pPr" | "w:trPr" => self.properties = None,
            "w:t" | "w:delText" => self.in_text = false,
            name if self.reader.leaves_out(name) && self.properties.is_none() => {
                self.deleted = self.deleted.saturating_sub(1)
            }
            _ => {}
        }
    }

    fn close_paragraph(&mut self, end: u32) {
        let Some(mut paragraph) = self.paragraphs.pop() else { return };
        if std::mem::take(&mut paragraph.goes_on) && self.carried.is_none() {
            self.carried = Some(paragraph);
            return;
        }
        let node = self.node("w:p", self.numbers[0], paragraph.start, end);
        let (styles, footnote) = (self.reader.styles, self.footnote);
        let (closed, beside) = paragraph.close(styles, self.reader.numbering, (footnote, node));
        self.reader.allowance.free(closed.text.len());
        self.reader.allowance.hold(closed.bytes());
        self.add(Item::Paragraph(closed));
        beside.into_iter().for_each(|item| self.add(item));
    }

    fn node(&self, name: &str, number: u32, start: u32, end: u32) -> Node {
        let xpath = (self.sinks.len() == 1 && !self.footnote).then(|| self.document.below(name, number));
        Node { part: Some(Arc::clone(&self.part)), xpath, source: Some(Span::new(start, end)) }
    }

    /// Counts something that is put into a list.
    fn hold<T>(&self) {
        self.reader.allowance.hold(2 * size_of::<T>());
    }

    fn add(&mut self, item: Item) {
        if let Some(sink) = self.sinks.last_mut() {
            sink.push(item);
        }
    }

    /// A box ends: what stands in it comes behind the paragraph that holds it.
    fn pour(&mut self) {
        if self.sinks.len() < 2 {
            return;
        }
        let items = self.sinks.pop().unwrap_or_default();
        match self.paragraphs.last_mut() {
            Some(paragraph) => paragraph.beside.extend(items),
            None => items.into_iter().for_each(|item| self.add(item)),
        }
    }

    fn row(&mut self, change: impl FnOnce(&mut Vec<Row>)) {
        if let Some((rows, _)) = self.tables.last_mut() {
            change(rows);
        }
    }

    fn last_row(&mut self, change: impl FnOnce(&mut Row)) {
        self.row(|rows| {
            if let Some(row) = rows.last_mut() {
                change(row);
            }
        });
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut OpenParagraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.properties == Some("paragraph")) {
            change(paragraph);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.text_of(text);
        }
    }

    fn text_of(&mut self, text: &str) {
        let is_instruction = self.fields.instructions > 0;
        let (deleted, hidden) = (self.deleted > 0, self.is_hidden);
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| self.fallback == 0 && !is_instruction)
        else {
            return;
        };
        self.reader.allowance.hold(text.len());
        if deleted {
            paragraph.leave_out(EditKind::RevisionDropped, text);
        } else if hidden {
            paragraph.leave_out(EditKind::FurnitureDropped, text);
        } else {
            paragraph.text.push_str(text);
        }
    }
}

/// The fields that are open, in each other.
#[derive(Default)]
struct Fields {
    /// For each, whether what it says is still its instruction.
    open: Vec<bool>,
    /// How many of them are in their instructions.
    instructions: usize,
}

impl Fields {
    fn begin(&mut self) {
        self.open.push(true);
        self.instructions += 1;
    }

    /// What follows is the result of the innermost.
    fn end_instruction(&mut self) {
        if let Some(instruction) = self.open.last_mut() {
            self.instructions -= usize::from(std::mem::take(instruction));
        }
    }

    fn end(&mut self) {
        self.end_instruction();
        self.open.pop();
    }
}
