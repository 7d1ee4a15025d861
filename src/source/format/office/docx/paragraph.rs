//! A paragraph while it is read.

use super::super::item::{Item, Paragraph};
use super::numbering::Numbering;
use super::styles::Styles;
use crate::source::format::joiners::{Edits, with_joiners};
use crate::source::format::layer::Node;
use crate::source::format::structure::EditKind;
use crate::text::BlockRole;

/// What has been read of a paragraph.
#[derive(Default)]
pub(super) struct OpenParagraph {
    pub(super) text: String,
    pub(super) style: String,
    pub(super) list: Option<String>,
    pub(super) list_level: Option<usize>,
    pub(super) outline: Option<u8>,
    pub(super) is_bidi: Option<bool>,
    /// Whether its end is deleted: it goes on in the next one.
    pub(super) goes_on: bool,
    pub(super) edits: Edits,
    /// What stands in boxes beside it.
    pub(super) beside: Vec<Item>,
    pub(super) start: u32,
}

impl OpenParagraph {
    /// Takes text that is left out.
    pub(super) fn leave_out(&mut self, kind: EditKind, text: &str) {
        let here = self.text.len();
        match self.edits.last_mut() {
            Some((at, last, words)) if *at == here && *last == kind => words.push_str(text),
            _ => self.edits.push((here, kind, text.to_owned())),
        }
    }

    /// What it is, with its number where it has one.
    pub(super) fn close(
        self,
        styles: &Styles,
        numbering: &mut Numbering,
        (footnote, node): (bool, Node),
    ) -> (Paragraph, Vec<Item>) {
        let style = styles.resolve(&self.style);
        let list = self.list.or(style.list.clone()).filter(|list| list != "0");
        let is_bidi = self.is_bidi.or(style.is_bidi).unwrap_or(false);
        let has_text = !self.text.trim().is_empty();
        let level_of_style = |list: &String| numbering.level_of_style(list, &self.style);
        let level =
            self.list_level.or(style.list_level).or_else(|| level_of_style(list.as_ref()?)).unwrap_or(0);
        // Word counts empty paragraphs too, but shows nothing there that a sentence could go with.
        let label = list.as_ref().and_then(|list| numbering.label(list, level, is_bidi)).filter(|_| has_text);
        let outline = self.outline.or(style.outline).filter(|outline| *outline < 9);
        let deep = |level: usize| u8::try_from(level).unwrap_or(u8::MAX).saturating_add(1);
        let (role, level) = match outline {
            _ if footnote => (BlockRole::Footnote, 0),
            _ if style.is_title() => (BlockRole::Title, 1),
            Some(outline) => (BlockRole::Heading, outline.saturating_add(1)),
            None if style.is_caption() => (BlockRole::Caption, 0),
            None if label.is_some() => (BlockRole::ListItem, deep(level)),
            None => (BlockRole::Paragraph, 0),
        };
        let (text, edits) = with_joiners(&self.text, self.edits);
        (Paragraph { role, level, label, text, edits, node }, self.beside)
    }
}
