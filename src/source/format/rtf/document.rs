//! A document in Rich Text Format, group by group.

use super::charset;
use super::token::{Token, Tokens};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::joiners::{Edits, with_joiners};
use crate::source::format::layer::{Cell, Layer, LayerBuilder, Node, heads};
use crate::source::format::numbering::{Digits, digits};
use crate::source::format::structure::EditKind;
use crate::source::format::taking::{Revisions, Taking};
use crate::text::{BlockRole, Span};
use encoding_rs::Encoding;
use rustc_hash::FxHashMap;

/// Groups that may be open; more are read as if they were not there.
const DEPTH: usize = 2000;

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Body,
    /// The label before an item, as a program has counted it.
    Label,
    Note,
    /// Heads and feet of pages.
    Furniture,
    Fonts,
    Styles,
    Title,
    Nothing,
}

/// What a group changes until it ends.
#[derive(Clone, Copy, Default)]
struct State {
    target: Target,
    /// Bytes that stand for a character that programs without Unicode would show instead.
    fallback: usize,
    font: i32,
    /// Whether it is on the side of revisions that is not read.
    is_deleted: bool,
    is_hidden: bool,
    /// Whether the group began with `\*`: a reader that does not know it passes over it.
    is_optional: bool,
}

/// A paragraph as it is read.
#[derive(Default)]
struct Open {
    text: String,
    label: String,
    edits: Edits,
    style: i32,
    outline: Option<i32>,
    is_rtl: bool,
    in_table: bool,
}

/// The state of reading.
struct Walk<'a> {
    state: State,
    stack: Vec<State>,
    page: &'static Encoding,
    fonts: FxHashMap<i32, &'static Encoding>,
    /// Depths of heading styles.
    headings: FxHashMap<i32, i32>,
    style_id: i32,
    style_name: String,
    bytes: Vec<u8>,
    /// Characters that still stand for the last one.
    skip: usize,
    surrogate: Option<u16>,
    open: Open,
    cells: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
    furniture: String,
    title: String,
    revisions: Revisions,
    layer: LayerBuilder<'a>,
    allowance: &'a Allowance<'a>,
}

/// Reads a document.
///
/// # Errors
/// A text that is too long, `timeout` and `too-dense`.
pub(in crate::source::format) fn read(
    bytes: &[u8],
    taking: &Taking<'_>,
    allowance: &Allowance<'_>,
) -> Result<Layer, Defect> {
    let mut walk = Walk {
        state: State { fallback: 1, ..State::default() },
        stack: Vec::new(),
        page: encoding_rs::WINDOWS_1252,
        fonts: FxHashMap::default(),
        headings: FxHashMap::default(),
        style_id: 0,
        style_name: String::new(),
        bytes: Vec::new(),
        skip: 0,
        surrogate: None,
        open: Open::default(),
        cells: Vec::new(),
        rows: Vec::new(),
        notes: Vec::new(),
        furniture: String::new(),
        title: String::new(),
        revisions: taking.revisions,
        layer: LayerBuilder::of(taking.parts, allowance),
        allowance,
    };
    for token in Tokens::new(bytes) {
        allowance.ask_shortly()?;
        walk.take(token);
    }
    walk.finish()
}

impl Walk<'_> {
    fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(_) | Token::Symbol(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Open => {
                self.flush();
                self.skip = 0;
                if self.stack.len() < DEPTH {
                    self.stack.push(self.state);
                }
                self.state.is_optional = false;
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                let before = self.state.target;
                self.state = self.stack.pop().unwrap_or_default();
                if before == Target::Furniture && self.state.target != Target::Furniture {
                    self.furniture.push('\n');
                }
            }
            Token::Symbol(b'*') => self.state.is_optional = true,
            Token::Symbol(symbol) => {
                let text = match symbol {
                    b'~' => " ",
                    b'-' => "\u{AD}",
                    b'_' => "-",
                    b'{' => "{",
                    b'}' => "}",
                    b'\\' => "\\",
                    _ => return,
                };
                self.flush();
                self.append(text);
            }
            Token::Word(b"u", Some(code)) => {
                self.flush();
                self.unicode(code);
                self.skip = self.state.fallback;
            }
            Token::Word(name, number) => {
                self.flush();
                self.word(name, number);
            }
        }
    }

    /// Takes a UTF-16 unit, which is written as a signed number.
    fn unicode(&mut self, code: i32) {
        let unit = code as u16;
        let units = [self.surrogate.take().unwrap_or(unit), unit];
        if (0xD800..0xDC00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let units = if units[0] == unit { &units[1..] } else { &units[..] };
        let text: String = char::decode_utf16(units.iter().copied()).flatten().collect();
        self.append(&text);
    }

    fn word(&mut self, name: &[u8], number: Option<i32>) {
        let is_on = number != Some(0);
        let is_optional = std::mem::take(&mut self.state.is_optional);
        match (self.state.target, name) {
            // What is passed over says nothing but the title, which stands among what is.
            (Target::Nothing, b"title" | b"uc" | b"f") => {}
            (Target::Nothing, _) => return,
            (Target::Styles, b"s") => {
                self.style_id = number.unwrap_or(0);
                return self.style_name.clear();
            }
            (Target::Styles, _) => return,
            _ => {}
        }
        match name {
            b"uc" => self.state.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            b"ansicpg" => self.page = number.and_then(charset::of_page).unwrap_or(self.page),
            b"f" => self.state.font = number.unwrap_or(0),
            b"fcharset" if self.state.target == Target::Fonts => {
                if let Some(encoding) = number.and_then(charset::of_font) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            b"fonttbl" => self.state.target = Target::Fonts,
            b"stylesheet" => self.state.target = Target::Styles,
            b"title" => self.state.target = Target::Title,
            b"listtext" | b"pntext" => self.state.target = Target::Label,
            b"footnote" => {
                self.state.target = Target::Note;
                self.allowance.hold(2 * size_of::<String>());
                self.notes.push(String::new());
            }
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr"
            | b"footerf" => {
                self.state.target = Target::Furniture;
            }
            b"colortbl" | b"pict" | b"fldinst" | b"listtable" | b"listoverridetable" | b"rsidtbl"
            | b"annotation" | b"shprslt" | b"nonshppict" | b"themedata" | b"datastore" | b"info"
            | b"xmlnstbl" | b"sp" | b"ftnsep" => {
                self.state.target = Target::Nothing;
            }
            b"shpinst" | b"shptxt" => {}
            b"plain" => (self.state.is_deleted, self.state.is_hidden) = (false, false),
            b"deleted" if self.revisions == Revisions::Final => self.state.is_deleted = is_on,
            b"revised" if self.revisions == Revisions::Original => self.state.is_deleted = is_on,
            b"v" => self.state.is_hidden = is_on,
            b"pard" if self.state.target == Target::Body => {
                let Open { text, label, edits, .. } = std::mem::take(&mut self.open);
                self.open = Open { text, label, edits, ..Open::default() };
            }
            b"s" => self.open.style = number.unwrap_or(0),
            b"outlinelevel" => self.open.outline = number,
            b"rtlpar" => self.open.is_rtl = true,
            b"ltrpar" => self.open.is_rtl = false,
            b"intbl" => self.open.in_table = true,
            b"par" | b"sect" | b"page" => self.end_paragraph(),
            b"cell" => self.end_cell(),
            b"row" => {
                self.allowance.hold(2 * size_of::<Vec<Cell>>());
                self.rows.extend((!self.cells.is_empty()).then(|| std::mem::take(&mut self.cells)));
            }
            b"line" | b"softline" => self.append("\n"),
            b"tab" => self.append("\t"),
            b"emdash" => self.append("—"),
            b"endash" => self.append("–"),
            b"lquote" => self.append("‘"),
            b"rquote" => self.append("’"),
            b"ldblquote" => self.append("“"),
            b"rdblquote" => self.append("”"),
            b"bullet" => self.append("•"),
            b"zwnj" => self.append("\u{200C}"),
            b"zwj" => self.append("\u{200D}"),
            _ if is_optional => self.state.target = Target::Nothing,
            _ => {}
        }
    }

    /// Decodes the bytes so far by their font.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.fonts.get(&self.state.font).copied().unwrap_or(self.page);
        self.append(&encoding.decode_without_bom_handling(&bytes).0);
    }

    fn append(&mut self, text: &str) {
        let State { target, is_deleted, is_hidden, .. } = self.state;
        let is_edit = target == Target::Body && (is_deleted || is_hidden);
        self.allowance
            .hold(text.len() + if is_edit { 2 * size_of::<(usize, EditKind, String)>() } else { 0 });
        match target {
            Target::Body if is_deleted => {
                self.open.edits.push((self.open.text.len(), EditKind::RevisionDropped, text.into()))
            }
            Target::Body if is_hidden => {
                self.open.edits.push((self.open.text.len(), EditKind::FurnitureDropped, text.into()))
            }
            Target::Body => self.open.text.push_str(text),
            Target::Label => self.open.label.push_str(text),
            Target::Note => {
                if let Some(note) = self.notes.last_mut() {
                    note.push_str(text);
                }
            }
            Target::Furniture => self.furniture.push_str(text),
            Target::Title => self.title.push_str(text),
            Target::Styles => self.style(text),
            Target::Fonts | Target::Nothing => {}
        }
    }

    /// Takes the name of a style.
    fn style(&mut self, text: &str) {
        self.style_name.push_str(text);
        if !text.contains(';') {
            return;
        }
        let name = std::mem::take(&mut self.style_name).to_lowercase();
        let depth = name
            .trim()
            .trim_end_matches(';')
            .strip_prefix("heading ")
            .and_then(|depth| depth.trim().parse().ok());
        if let Some(depth) = depth {
            self.headings.insert(self.style_id, depth);
        }
    }

    fn end_paragraph(&mut self) {
        match self.state.target {
            Target::Body if self.open.in_table => self.open.text.push(' '),
            Target::Body => {
                self.end_table();
                self.close();
            }
            Target::Note => self.append(" "),
            Target::Furniture => self.append("\n"),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let label = std::mem::take(&mut self.open.label);
        let label = label.trim();
        let text = std::mem::take(&mut self.open.text).replace(['\n', '\t'], " ");
        let text = if label.is_empty() { text } else { format!("{label} {text}") };
        let (text, edits) = with_joiners(&text, std::mem::take(&mut self.open.edits));
        edits.iter().for_each(|(_, kind, source)| self.layer.leave_out(*kind, source));
        self.allowance.hold(2 * size_of::<Cell>());
        self.cells.push(Cell { text, columns: 1 });
    }

    /// Appends the rows so far as a table.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let Some(first) = rows.first() else { return };
        let names = heads(first, rows.len(), false);
        let table = self.layer.table();
        for (n, row) in (1..).zip(&rows) {
            if self.allowance.is_over() {
                return;
            }
            self.layer.row(table, n, row, if n == 1 { &[] } else { &names }, Node::default());
        }
    }

    fn close(&mut self) {
        let Open { text, label, edits, style, outline, is_rtl, .. } = &mut self.open;
        let (text, edits) = with_joiners(&std::mem::take(text), std::mem::take(edits));
        let label = std::mem::take(label);
        // Programs write the label for readers that cannot count, in Western digits.
        let label: String = label.trim().chars().map(|c| localized(c, *is_rtl)).collect();
        let heading = outline.map(|level| level + 1).filter(|level| *level <= 9);
        let heading = heading.or_else(|| self.headings.get(style).copied());
        let kind = match heading {
            Some(level) => (BlockRole::Heading, u8::try_from(level).unwrap_or(1)),
            None if !label.is_empty() => (BlockRole::ListItem, 1),
            None => (BlockRole::Paragraph, 0),
        };
        let told = (!label.is_empty()).then_some((label.as_str(), " "));
        // The layer has it from now on.
        self.allowance.free(text.len());
        let begins = self.layer.block(kind, told, &text, Node::default()).unwrap_or_else(|| self.layer.len());
        let (lead, end) = (text.len() - text.trim_start().len(), self.layer.len());
        for (at, kind, source) in edits {
            let at = u32::try_from((begins + at.saturating_sub(lead)).min(end)).unwrap_or(u32::MAX);
            let length = if kind == EditKind::ZwnjFromShape { 3 } else { 0 };
            self.layer.edit_at(Span::new(at, at + length), kind, &source);
        }
    }

    fn finish(mut self) -> Result<Layer, Defect> {
        self.flush();
        self.rows.extend((!self.cells.is_empty()).then(|| std::mem::take(&mut self.cells)));
        self.end_table();
        self.close();
        for note in std::mem::take(&mut self.notes) {
            let (text, _) = with_joiners(&note, Vec::new());
            self.layer.block((BlockRole::Footnote, 0), None, &text, Node::default());
        }
        for line in self.furniture.lines().filter(|line| !line.trim().is_empty()) {
            self.layer.furniture(line);
        }
        let title = self.title.trim().to_owned();
        let mut layer = self.layer.finish()?;
        layer.title = (!title.is_empty()).then_some(title);
        Ok(layer)
    }
}

/// A digit as a paragraph from right to left shows it.
fn localized(c: char, is_rtl: bool) -> char {
    match c.to_digit(10).filter(|_| is_rtl) {
        Some(digit) => digits(digit.into(), Digits::Persian).chars().next().unwrap_or(c),
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> Layer {
        let taking = Taking::up_to(1 << 20);
        read(rtf.as_bytes(), &taking, &Allowance::of(taking.limits, rtf.len())).expect("a document")
    }

    #[test]
    fn letters_labels_tables_revisions_and_notes_are_read() {
        let layer = text(
            "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}{\\f1\\fcharset178 B;}}{\\stylesheet{\\s1 Heading 1;}}\
             {\\info{\\title T}}{\\header\\pard head\\par}\\pard\\s1 \\u1587\\'3f\\uc0\\u1585 \\par\
             \\pard\\rtlpar{\\listtext 12-\\tab}{\\f1\\'c8}\\-{\\f1\\'e5\\'c7}{\\deleted 30}45{\\super\\chftn{\\footnote n.}}\\par\
             \\trowd\\intbl a\\cell b\\cell\\row\\trowd\\intbl c\\cell 5\\cell\\row\\pard end{\\*\\unknown x}\\par}",
        );
        assert_eq!(layer.text, "سر\n\n۱۲- ب\u{200C}ها45\n\na\tb\nc\t5\n\nend\n\nn.\n");
        assert_eq!(layer.title.as_deref(), Some("T"));
        let kinds: Vec<BlockRole> = layer.structure.blocks.iter().map(|block| block.block.role).collect();
        assert_eq!(kinds[..2], [BlockRole::Heading, BlockRole::ListItem]);
        assert_eq!(
            kinds[2..],
            [BlockRole::TableRow, BlockRole::TableRow, BlockRole::Paragraph, BlockRole::Footnote]
        );
        let edits: Vec<EditKind> = layer.structure.edits.iter().map(|edit| edit.kind).collect();
        assert!(
            edits.contains(&EditKind::RevisionDropped) && edits.contains(&EditKind::FurnitureDropped),
            "{edits:?}"
        );
        assert_eq!(layer.structure.cells.last().and_then(|cell| cell.header.as_deref()), Some("b"));
    }

    #[test]
    fn what_is_cut_off_or_nested_without_end_is_read_as_far_as_it_goes() {
        assert_eq!(text("{\\rtf1 abc").text, "abc\n");
        assert_eq!(text(&format!("{{\\rtf1 {}x", "{".repeat(10_000))).text, "x\n");
        assert_eq!(text("{\\rtf1 \\u55357\\'3f\\u56832\\'3f}").text, "\u{1F600}\n");
    }
}
