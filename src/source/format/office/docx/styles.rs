//! Styles: what paragraphs have from them.

use super::super::xml::{Node, Xml};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use rustc_hash::FxHashMap;

/// How far styles may be based on each other.
const CHAIN: usize = 16;

/// Bytes of the longest name that Word lets a style have, of two bytes a letter: what is longer names nothing.
const LONGEST: usize = 506;

/// The styles of a document, by id.
#[derive(Default)]
pub(super) struct Styles {
    by_id: FxHashMap<String, Style>,
    default: String,
}

/// What a paragraph has of a style.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    pub(super) list: Option<String>,
    pub(super) list_level: Option<usize>,
    pub(super) outline: Option<u8>,
    pub(super) is_bidi: Option<bool>,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// `broken-file`.
    pub(super) fn read(text: &str, allowance: &Allowance<'_>) -> Result<Self, Defect> {
        let (mut styles, mut xml) = (Self::default(), Xml::new(text, "styles.xml", allowance));
        let mut id = String::new();
        while let Some(node) = xml.next()? {
            let Node::Start(tag) = node else { continue };
            let name = tag.name();
            if name == "w:style" {
                id = tag.get("styleId").unwrap_or_default();
                let is_paragraph = tag.get("type").as_deref() == Some("paragraph");
                if is_paragraph && matches!(tag.get("default").as_deref(), Some("1" | "true")) {
                    styles.default.clone_from(&id);
                }
                allowance.hold(2 * size_of::<(String, Style)>() + id.len());
                styles.by_id.insert(id.clone(), Style::default());
                continue;
            }
            let Some(style) = styles.by_id.get_mut(&id) else { continue };
            let value = tag.get("val").filter(|value| value.len() <= LONGEST);
            match name.as_str() {
                "w:name" => style.name = value.unwrap_or_default().to_lowercase(),
                "w:basedOn" => style.based_on = value,
                "w:outlineLvl" => style.outline = value.and_then(|value| value.parse().ok()),
                "w:ilvl" => style.list_level = value.and_then(|value| value.parse().ok()),
                "w:numId" => style.list = value,
                "w:bidi" => style.is_bidi = Some(tag.is_on()),
                _ => {}
            }
        }
        Ok(styles)
    }

    /// What a paragraph of this style has, from it and those that it is based on.
    pub(super) fn resolve(&self, id: &str) -> Style {
        let mut out = Style::default();
        let mut next = Some(if id.is_empty() { self.default.as_str() } else { id });
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            if out.name.is_empty() {
                out.name.clone_from(&style.name);
            }
            out.list = out.list.or_else(|| style.list.clone());
            out.list_level = out.list_level.or(style.list_level);
            out.outline = out.outline.or(style.outline).or_else(|| level_of(&style.name));
            out.is_bidi = out.is_bidi.or(style.is_bidi);
            next = style.based_on.as_deref();
        }
        out
    }
}

impl Style {
    pub(super) fn is_title(&self) -> bool {
        self.name == "title"
    }

    pub(super) fn is_caption(&self) -> bool {
        self.name == "caption"
    }
}

/// The depth, from 0, of a heading style by its name, which Word keeps in English.
fn level_of(name: &str) -> Option<u8> {
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    level.checked_sub(1)
}
