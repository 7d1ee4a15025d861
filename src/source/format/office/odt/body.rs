//! The text of a document: paragraphs, headings, lists, tables, notes, revisions.

use super::super::item::{Item, Paragraph, Row};
use super::super::xml::{Node as Event, Tag, Xml};
use super::lists::Lists;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::NodePath;
use crate::source::format::joiners::{Edits, with_joiners};
use crate::source::format::layer::Node;
use crate::source::format::structure::EditKind;
use crate::source::format::taking::Revisions;
use crate::text::{BlockRole, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// How deep paragraphs, tables and boxes may stand in each other.
const DEPTH: usize = 256;

/// What is read of a document.
#[derive(Default)]
pub(super) struct Body {
    pub(super) items: Vec<Item>,
    pub(super) notes: Vec<Item>,
}

/// A paragraph as it is read.
struct Open {
    text: String,
    edits: Edits,
    role: BlockRole,
    level: u8,
    label: Option<(String, &'static str)>,
    start: u32,
    /// What stands in boxes beside it.
    beside: Vec<Item>,
}

struct Walk<'l> {
    lists: &'l mut Lists,
    allowance: &'l Allowance<'l>,
    /// What its paragraphs and tables stand in.
    document: NodePath,
    part: Arc<str>,
    open: Vec<Open>,
    sinks: Vec<Vec<Item>>,
    tables: Vec<(Vec<Row>, u32)>,
    notes: Vec<Item>,
    in_notes: usize,
    /// Elements whose text is none of the document's, open inside each other.
    passed: usize,
    /// Deleted text by the id of its change, and the one that is read.
    deleted: FxHashMap<String, String>,
    change: Option<String>,
    in_changes: bool,
    revisions: Revisions,
    /// The changes that insert something, and how many of them the text is in.
    insertions: FxHashSet<String>,
    inserted: usize,
    numbers: [u32; 3],
}

/// Reads `content.xml`.
///
/// # Errors
/// `broken-file`.
pub(super) fn read(
    text: &str,
    lists: &mut Lists,
    revisions: Revisions,
    allowance: &Allowance<'_>,
) -> Result<Body, Defect> {
    let mut xml = Xml::new(text, "content.xml", allowance);
    let mut walk = Walk {
        lists,
        allowance,
        document: NodePath::new(None, "/office:text", 0),
        part: "content.xml".into(),
        open: Vec::new(),
        sinks: vec![Vec::new()],
        tables: Vec::new(),
        notes: Vec::new(),
        in_notes: 0,
        passed: 0,
        deleted: FxHashMap::default(),
        change: None,
        in_changes: false,
        revisions,
        insertions: FxHashSet::default(),
        inserted: 0,
        numbers: [0; 3],
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
    Ok(Body { items: walk.sinks.pop().unwrap_or_default(), notes: walk.notes })
}

/// Whether the text of an element is none of the document's.
fn is_passed(name: &str) -> bool {
    matches!(
        name,
        "text:note-citation" | "office:annotation" | "svg:title" | "svg:desc" | "text:sequence-decls"
    ) || matches!(
        name,
        "office:forms" | "office:automatic-styles" | "office:font-face-decls" | "office:scripts"
    )
}

impl Walk<'_> {
    fn open(&mut self, tag: &Tag<'_>, start: u32) {
        let name = tag.name();
        if self.in_changes {
            match name.as_str() {
                "text:changed-region" => self.change = tag.get("id"),
                "text:insertion" => self.insertions.extend(self.change.clone()),
                _ => {}
            }
            return;
        }
        if self.passed > 0 || is_passed(&name) {
            self.passed += 1;
            return;
        }
        match name.as_str() {
            "text:tracked-changes" => self.in_changes = true,
            "text:change" => {
                let text =
                    tag.get("change-id").and_then(|id| self.deleted.get(&id)).cloned().unwrap_or_default();
                self.allowance.hold(text.len() + 2 * size_of::<(usize, EditKind, String)>());
                match (self.open.last_mut(), self.revisions) {
                    (Some(open), Revisions::Final) => {
                        open.edits.push((open.text.len(), EditKind::RevisionDropped, text));
                    }
                    (Some(open), Revisions::Original) => open.text.push_str(&text),
                    (None, _) => {}
                }
            }
            "text:change-start" | "text:change-end"
                if tag.get("change-id").is_some_and(|id| self.insertions.contains(&id)) =>
            {
                self.inserted = match name.as_str() {
                    "text:change-start" => self.inserted + 1,
                    _ => self.inserted.saturating_sub(1),
                };
            }
            "text:p" | "text:h" if self.open.len() < DEPTH => self.begin(tag, &name, start),
            "text:list" => self.lists.open_list(tag),
            "text:list-item" => self.lists.open_item(tag.number("start-value")),
            "text:s" => {
                let count =
                    tag.number("c").and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(1000);
                self.append(&" ".repeat(count));
            }
            "text:tab" => self.append("\t"),
            "text:line-break" => self.append("\n"),
            "text:note-body" => {
                self.hold::<Vec<Item>>();
                self.sinks.push(Vec::new());
                self.in_notes += 1;
            }
            "draw:text-box" => {
                self.hold::<Vec<Item>>();
                self.sinks.push(Vec::new());
            }
            "table:table" if self.tables.len() < DEPTH => {
                if self.sinks.len() == 1 {
                    self.numbers[2] += 1;
                }
                self.tables.push((Vec::new(), start));
            }
            "table:table-row" => {
                self.hold::<Row>();
                if let Some((rows, _)) = self.tables.last_mut() {
                    rows.push(Row::default());
                }
            }
            "table:table-cell" => {
                self.hold::<(Vec<Item>, u32)>();
                self.sinks.push(Vec::new());
                let columns =
                    tag.number("number-columns-spanned").and_then(|n| u32::try_from(n).ok()).unwrap_or(1);
                if let Some(row) = self.row() {
                    row.cells.push((Vec::new(), columns.clamp(1, 1024)));
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag<'_>, name: &str, start: u32) {
        let is_heading = name == "text:h";
        if self.sinks.len() == 1 {
            self.numbers[usize::from(is_heading)] += 1;
        }
        let outline = tag.number("outline-level").and_then(|level| u8::try_from(level).ok()).unwrap_or(1);
        let style = tag.get("style-name").unwrap_or_default();
        let listed = self.lists.label();
        let label = match listed {
            None if is_heading && self.lists.depth() == 0 => self.lists.heading(usize::from(outline)),
            listed => listed,
        };
        let (role, level) = match () {
            () if self.in_notes > 0 => (BlockRole::Footnote, 0),
            () if is_heading => (BlockRole::Heading, outline),
            () if style == "Title" => (BlockRole::Title, 1),
            () if label.is_some() => {
                (BlockRole::ListItem, u8::try_from(self.lists.depth()).unwrap_or(u8::MAX))
            }
            () => (BlockRole::Paragraph, 0),
        };
        let label = label.map(|label| (label, " "));
        self.open.push(Open {
            text: String::new(),
            edits: Vec::new(),
            role,
            level,
            label,
            start,
            beside: Vec::new(),
        });
    }

    fn close(&mut self, name: &str, end: u32) {
        if self.in_changes {
            match name {
                "text:tracked-changes" => self.in_changes = false,
                "text:changed-region" => self.change = None,
                _ => {}
            }
            return;
        }
        if self.passed > 0 {
            self.passed -= 1;
            return;
        }
        match name {
            "text:p" | "text:h" => self.end(name, end),
            "text:list" => self.lists.close_list(),
            "text:note-body" if self.sinks.len() > 1 => {
                self.in_notes = self.in_notes.saturating_sub(1);
                self.notes.extend(self.sinks.pop().unwrap_or_default());
            }
            "draw:text-box" => self.pour(),
            "table:table-cell" if self.sinks.len() > 1 => {
                let mut items = self.sinks.pop().unwrap_or_default();
                // Most cells have one paragraph, and a list begins with room for four.
                items.shrink_to_fit();
                if let Some(cell) = self.row().and_then(|row| row.cells.last_mut()) {
                    cell.0 = items;
                }
            }
            "table:table" => {
                self.hold::<Item>();
                if let Some((rows, start)) = self.tables.pop() {
                    let node = self.node("table:table", self.numbers[2], start, end);
                    self.add(Item::Table { rows, node });
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, end: u32) {
        let Some(open) = self.open.pop() else { return };
        let number = self.numbers[usize::from(name == "text:h")];
        let node = self.node(name, number, open.start, end);
        let Open { text, edits, role, level, label, beside, .. } = open;
        let (text, edits) = with_joiners(&text, edits);
        let closed = Paragraph { role, level, label, text, edits, node };
        self.allowance.free(closed.text.len());
        self.allowance.hold(closed.bytes());
        self.add(Item::Paragraph(closed));
        beside.into_iter().for_each(|item| self.add(item));
    }

    fn node(&self, name: &str, number: u32, start: u32, end: u32) -> Node {
        let xpath = (self.sinks.len() == 1).then(|| self.document.below(&format!("/{name}"), number));
        Node { part: Some(Arc::clone(&self.part)), xpath, source: Some(Span::new(start, end)) }
    }

    /// Counts something that is put into a list.
    fn hold<T>(&self) {
        self.allowance.hold(2 * size_of::<T>());
    }

    fn row(&mut self) -> Option<&mut Row> {
        self.tables.last_mut()?.0.last_mut()
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
        match self.open.last_mut() {
            Some(open) => open.beside.extend(items),
            None => items.into_iter().for_each(|item| self.add(item)),
        }
    }

    /// Text of an element: white space is one space, and none at the beginning.
    fn text(&mut self, text: &str) {
        self.allowance.hold(text.len());
        if let Some(change) = &self.change {
            self.deleted.entry(change.clone()).or_default().push_str(text.trim());
            return;
        }
        if self.passed > 0 || self.in_changes {
            return;
        }
        let Some(open) = self.open.last_mut() else { return };
        if self.inserted > 0 && self.revisions == Revisions::Original {
            let here = open.text.len();
            open.edits.push((here, EditKind::RevisionDropped, text.trim().to_owned()));
            return;
        }
        for c in text.chars() {
            if !matches!(c, ' ' | '\n' | '\r' | '\t') {
                open.text.push(c);
            } else if !open.text.is_empty() && !open.text.ends_with([' ', '\n', '\t']) {
                open.text.push(' ');
            }
        }
    }

    fn append(&mut self, text: &str) {
        self.allowance.hold(text.len());
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }
}
