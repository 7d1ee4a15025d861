//! Walking through a page: elements open and close, and what stands between becomes parts of its text.

use super::append::append_all;
use super::charset::text_of;
use super::cleaning;
use super::element::{self, Attributes, Counting, Element, Left, VOID, is_block};
use super::head::Head;
use super::piece::{Piece, Place, Prose};
use super::table::OpenTable;
use super::token::{Tag, Token, tokens};
use crate::language::Language;
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::NodePath;
use crate::source::format::layer::{Layer, LayerBuilder};
use crate::source::format::numbering::{self, Digits};
use crate::source::format::taking::Taking;
use crate::text::{BlockRole, Span};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Elements that may be open at once; those inside of the innermost are read as if they stood in it.
const DEPTH: usize = 512;

/// Reads a page.
///
/// # Errors
/// A [`Defect`] for what is no text, `timeout` and `too-dense`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let decoded = text_of(bytes, taking.encoding, allowance)?;
    allowance.hold(decoded.text.len());
    let Walk { mut pieces, regions, head, .. } = Walk::through(&decoded.text, allowance)?;
    allowance.free(decoded.text.len());
    drop(decoded.text);
    let mut pieces = pieces.pop().unwrap_or_default();
    cleaning::mark(&mut pieces, regions + 1, allowance);
    let mut layer = LayerBuilder::of(taking.parts, allowance);
    append_all(&mut layer, pieces, None, allowance);
    let mut layer = layer.finish()?;
    layer.title = head.document_title();
    layer.published = head.published();
    layer.structure.language = head.language;
    layer.producer = head.generator;
    layer.encoding = decoded.encoding;
    Ok(layer)
}

/// Appends the chapter of a book, as a page.
///
/// # Errors
/// `timeout` and `too-dense`.
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "books are archives"))]
pub(in crate::source::format) fn chapter(
    text: &str,
    part: &Arc<str>,
    layer: &mut LayerBuilder<'_>,
    allowance: &Allowance<'_>,
) -> Result<(), Defect> {
    let Walk { mut pieces, regions, .. } = Walk::through(text, allowance)?;
    let mut pieces = pieces.pop().unwrap_or_default();
    cleaning::mark(&mut pieces, regions + 1, allowance);
    append_all(layer, pieces, Some(part), allowance);
    allowance.ask()
}

/// The state of a walk.
struct Walk<'a> {
    allowance: &'a Allowance<'a>,
    open: Vec<Element>,
    /// Parts so far: of the page, and of each table's cell that is open.
    pieces: Vec<Vec<Piece>>,
    tables: Vec<OpenTable>,
    /// What stands in the block that is open, and where that began and ended.
    current: String,
    linked: usize,
    source: Option<(usize, usize)>,
    /// The label of the item that begins.
    label: Option<String>,
    regions: usize,
    head: Head,
    is_rtl: bool,
    data: String,
}

impl<'a> Walk<'a> {
    fn new(allowance: &'a Allowance<'a>) -> Self {
        Self {
            allowance,
            open: Vec::new(),
            pieces: vec![Vec::new()],
            tables: Vec::new(),
            current: String::new(),
            linked: 0,
            source: None,
            label: None,
            regions: 0,
            head: Head::default(),
            is_rtl: false,
            data: String::new(),
        }
    }

    /// Walks through a page.
    ///
    /// # Errors
    /// `timeout` and `too-dense`.
    fn through(text: &str, allowance: &'a Allowance<'a>) -> Result<Self, Defect> {
        let mut walk = Self::new(allowance);
        for token in tokens(text, allowance) {
            // Looking at what is open takes longer the deeper it is.
            allowance.ask_after(walk.open.len())?;
            match token {
                Token::Start(tag) => walk.open(tag),
                Token::End(name) => walk.end(&name),
                Token::Text(text, start, end) => walk.text(&text, start, end),
                Token::Over => {}
            }
        }
        walk.close_to(0);
        allowance.ask()?;
        Ok(walk)
    }

    fn open(&mut self, tag: Tag) {
        let attributes = self.attributes(&tag);
        let name = tag.name;
        self.end_implied(&name);
        match name.as_str() {
            "br" => return self.current.push('\u{1}'),
            "hr" => return self.flush(),
            "body" => {
                if let Some(head) = self.open.iter().position(|element| element.name == "head") {
                    self.close_to(head);
                }
            }
            _ => {}
        }
        if is_block(&name) {
            self.flush();
        }
        if self.open.len() >= DEPTH {
            return;
        }
        let index = self.open.last_mut().map_or(1, |parent| {
            if let Some(count) = parent.children.get_mut(&name) {
                *count += 1;
                return *count;
            }
            // While a map of them grows there are two of it.
            self.allowance.hold(3 * size_of::<(String, u32)>() + name.len());
            parent.children.insert(name.clone(), 1);
            1
        });
        if VOID.contains(&name.as_str()) {
            return;
        }
        self.push(name, index, attributes);
    }

    fn push(&mut self, name: String, index: u32, attributes: Attributes) {
        let parent = self.open.last();
        let in_article = self.open.iter().any(|element| element.is_article);
        let is_article = element::is_article(&name, &attributes);
        let outer = parent.and_then(|parent| parent.left);
        let left = outer.or_else(|| element::left(&name, &attributes, in_article));
        let mut region = parent.map_or(0, |parent| parent.region);
        if is_article || attributes.is_body {
            self.regions += 1;
            region = self.regions;
        }
        let is_link = parent.is_some_and(|parent| parent.is_link) || name == "a";
        let is_pre = parent.is_some_and(|parent| parent.is_pre) || name == "pre";
        let counting = element::counting(&name, &attributes);
        let next = attributes.start.unwrap_or(1);
        match name.as_str() {
            "li" => self.begin_item(attributes.start),
            "table" => {
                let place = self.place_at(region, left);
                self.tables.push(OpenTable::new(place));
            }
            "tr" => {
                self.allowance.hold(2 * size_of::<Vec<Piece>>());
                self.tables.iter_mut().rev().take(1).for_each(OpenTable::begin_row);
            }
            "td" | "th" if !self.tables.is_empty() => {
                self.allowance.hold(2 * size_of::<(Vec<Piece>, u32, u32)>());
                self.pieces.push(Vec::new());
            }
            _ => {}
        }
        let is_cell = matches!(name.as_str(), "td" | "th");
        // What a cell takes of columns and rows is asked when it closes.
        let (next, counting) =
            if is_cell { (attributes.cell(), Counting::Nothing) } else { (next, counting) };
        let children = FxHashMap::default();
        self.open.push(Element {
            name,
            path: None,
            index,
            children,
            left,
            is_link,
            region,
            is_pre,
            is_article,
            counting,
            next,
        });
    }

    /// Reads attributes, and what only the tag itself tells.
    fn attributes(&mut self, tag: &Tag) -> Attributes {
        let get = |key: &str| tag.get(key);
        let number = |key: &str| get(key).and_then(|value| value.trim().parse::<i64>().ok());
        let name = tag.name.as_str();
        match name {
            "meta" => {
                let named = get("property").or_else(|| get("name")).or_else(|| get("itemprop"));
                if let (Some(name), Some(content)) = (named, get("content")) {
                    self.head.meta(name, content);
                }
            }
            "time" => {
                if let Some(written) = get("datetime") {
                    self.head.time(written);
                }
            }
            "html" | "body" => {
                let language =
                    get("lang").or_else(|| get("xml:lang")).unwrap_or_default().to_ascii_lowercase();
                let is_rtl = get("dir").is_some_and(|dir| dir.eq_ignore_ascii_case("rtl"));
                self.head.language = self.head.language.or_else(|| Language::of_tag(&language));
                self.is_rtl |= is_rtl || language.starts_with("fa") || language.starts_with("prs");
            }
            _ => {}
        }
        let lower = |key: &str| get(key).unwrap_or_default().to_ascii_lowercase();
        Attributes {
            class: format!("{} {}", get("class").unwrap_or_default(), get("id").unwrap_or_default()),
            style: lower("style").replace(' ', ""),
            role: lower("role"),
            is_hidden: get("hidden").is_some() || lower("aria-hidden") == "true",
            is_body: lower("itemprop") == "articlebody",
            kind: get("type").unwrap_or_default().to_owned(),
            start: if name == "li" { number("value") } else { number("start") },
            cell: (number("colspan").unwrap_or(1), number("rowspan").unwrap_or(1)),
        }
    }

    /// Closes what the start of an element ends without saying so.
    fn end_implied(&mut self, name: &str) {
        let (ended, scope) = element::ended_by(name);
        let reached = self.open.iter().enumerate().rev();
        let reached = reached.take_while(|(_, element)| !scope.contains(&element.name.as_str()));
        let last = reached.filter(|(_, element)| ended.contains(&element.name.as_str())).last();
        if let Some((at, _)) = last {
            self.close_to(at);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            self.close_to(at);
        }
    }

    /// Closes elements until so many are open.
    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            if self.open.last().is_some_and(|element| is_block(&element.name)) {
                self.flush();
            }
            let Some(element) = self.open.pop() else { return };
            match element.name.as_str() {
                "li" => self.label = None,
                "script" => {
                    let data = std::mem::take(&mut self.data);
                    self.head.linked_data(&data);
                    self.allowance.free(data.len());
                }
                "td" | "th" if !self.tables.is_empty() && self.pieces.len() > 1 => {
                    let mut pieces = self.pieces.pop().unwrap_or_default();
                    // Most cells have one part, and a list begins with room for four.
                    pieces.shrink_to_fit();
                    let (columns, rows) = (element.next & 0xFFFF, element.next >> 16);
                    if let Some(table) = self.tables.last_mut() {
                        table.add(pieces, columns as u32, rows as u32, element.name == "th");
                    }
                }
                "table" => {
                    let closed =
                        self.tables.pop().map(|table| table.close(self.allowance)).unwrap_or_default();
                    self.add(closed);
                }
                _ => {}
            }
        }
    }

    /// The item of a list begins: its label is counted.
    fn begin_item(&mut self, value: Option<i64>) {
        let is_rtl = self.is_rtl;
        let list =
            self.open.iter_mut().rev().find(|element| matches!(element.name.as_str(), "ol" | "ul" | "menu"));
        let Some(list) = list else { return };
        if let Some(value) = value {
            list.next = value;
        }
        let number = list.next;
        list.next = list.next.saturating_add(1);
        let digits = |digits| Some(format!("{}.", numbering::digits(number, digits)));
        self.label = match list.counting {
            Counting::Nothing => None,
            Counting::Bullets => Some(numbering::BULLET.to_owned()),
            Counting::Numbers => digits(if is_rtl { Digits::Persian } else { Digits::Western }),
            Counting::PersianDigits => digits(Digits::Persian),
            Counting::ArabicDigits => digits(Digits::Arabic),
            Counting::WesternDigits => digits(Digits::Western),
            Counting::Letters(upper) => Some(format!("{}.", numbering::latin(number, upper))),
            Counting::Roman(upper) => Some(format!("{}.", numbering::roman(number, upper))),
        };
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        let Some(innermost) = self.open.last() else { return self.append(text, start, end) };
        match innermost.name.as_str() {
            "title" if !self.open.iter().any(|element| element.name == "body" || element.name == "svg") => {
                self.allowance.hold(text.len());
                self.head.title.push_str(text);
            }
            "script" => {
                self.allowance.hold(text.len());
                self.data.push_str(text);
            }
            _ if innermost.left == Some(Left::Unseen) => {}
            _ => self.append(text, start, end),
        }
    }

    fn append(&mut self, text: &str, start: usize, end: usize) {
        if !text.trim().is_empty() {
            let (first, _) = self.source.unwrap_or((start, end));
            self.source = Some((first, end));
        }
        if self.open.last().is_some_and(|element| element.is_link) {
            self.linked += text.trim().chars().count();
        }
        if self.open.last().is_some_and(|element| element.is_pre) {
            self.current.extend(text.chars().map(|c| if c == '\n' { '\u{1}' } else { c }));
        } else {
            self.current.extend(text.chars().map(|c| if c == '\u{1}' { ' ' } else { c }));
        }
    }

    /// Ends the block that is open.
    fn flush(&mut self) {
        let text = lines(&std::mem::take(&mut self.current));
        let (linked, source) = (std::mem::take(&mut self.linked), self.source.take());
        if text.is_empty() {
            return;
        }
        let innermost = self.open.iter().rev().find(|element| is_block(&element.name));
        let name = innermost.map_or("body", |element| element.name.as_str());
        let lists =
            self.open.iter().filter(|element| matches!(element.name.as_str(), "ol" | "ul" | "menu")).count();
        let is_item = self.open.iter().any(|element| element.name == "li");
        let (role, level) = match name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => (BlockRole::Heading, digit - b'0'),
            b"pre" => (BlockRole::Code, 0),
            b"figcaption" | b"caption" => (BlockRole::Caption, 0),
            _ if is_item => (BlockRole::ListItem, u8::try_from(lists).unwrap_or(u8::MAX)),
            _ => (BlockRole::Paragraph, 0),
        };
        let (region, left) = self.open.last().map_or((0, None), |element| (element.region, element.left));
        let mut place = self.place_at(region, left);
        let (start, end) = source.unwrap_or_default();
        place.source = Span::new(start as u32, end as u32);
        let label = self.label.take();
        let piece = Piece::Block(Prose { role, level, label, text, linked, place });
        self.allowance.hold(piece.bytes());
        self.add(vec![piece]);
    }

    fn add(&mut self, pieces: Vec<Piece>) {
        if let Some(sink) = self.pieces.last_mut() {
            sink.extend(pieces);
        }
    }

    fn place_at(&mut self, region: usize, left: Option<Left>) -> Place {
        let mut above: Option<NodePath> = None;
        // Those above one that has been asked for have been asked for too.
        let known = self.open.iter().rposition(|element| element.path.is_some());
        for element in self.open.iter_mut().skip(known.unwrap_or(0)) {
            let path = element.path.get_or_insert_with(|| {
                let path = NodePath::new(above.as_ref(), &element.name, element.index);
                self.allowance.hold(path.step_bytes());
                path
            });
            above = Some(path.clone());
        }
        let xpath = above.unwrap_or_else(|| NodePath::new(None, "", 0));
        Place { xpath, source: Span::new(0, 0), region, left }
    }
}

/// White space as a browser shows it: one space for any, a line where the page ends one.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\u{1}') {
        let words = line.split([' ', '\n', '\t', '\r', '\u{c}', '\u{a0}']).filter(|word| !word.is_empty());
        for (n, word) in words.enumerate() {
            match n {
                0 if out.is_empty() => {}
                0 => out.push('\n'),
                _ => out.push(' '),
            }
            out.push_str(word);
        }
    }
    out.shrink_to_fit();
    out
}
