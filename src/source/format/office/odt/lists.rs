//! Lists: their styles, and how far each has counted.

use super::super::xml::{Node, Tag, Xml};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::numbering::{self as numerals, BULLET, Digits};
use rustc_hash::FxHashMap;

/// Levels that a list can have.
const LEVELS: usize = 10;

/// A level of a list style.
#[derive(Clone, Debug, Default)]
struct Level {
    is_bullet: bool,
    format: String,
    prefix: String,
    suffix: String,
    start: i64,
    /// How many levels its label shows.
    shown: usize,
}

/// The counts of a list.
type Counts = [Option<i64>; LEVELS];

/// The list styles of a document, and its lists so far.
#[derive(Default)]
pub(super) struct Lists {
    styles: FxHashMap<String, Vec<Level>>,
    outline: Vec<Level>,
    outline_counts: Counts,
    by_id: FxHashMap<String, Counts>,
    by_style: FxHashMap<String, Counts>,
    /// Lists that are open: id, style, and whether the next paragraph begins an item.
    open: Vec<(Option<String>, Option<String>)>,
    counts: Counts,
    begins: bool,
    /// Whether the document is in Persian.
    pub(super) is_persian: bool,
}

impl Lists {
    /// Reads the list styles of a part.
    ///
    /// # Errors
    /// `broken-file`.
    pub(super) fn read(&mut self, text: &str, part: &str, allowance: &Allowance<'_>) -> Result<(), Defect> {
        let mut xml = Xml::new(text, part, allowance);
        let mut style: Option<String> = None;
        while let Some(node) = xml.next()? {
            let Node::Start(tag) = node else { continue };
            let name = tag.name();
            match name.as_str() {
                "text:list-style" => style = tag.get("name"),
                "text:outline-style" => style = None,
                "text:list-level-style-number"
                | "text:list-level-style-bullet"
                | "text:outline-level-style" => {
                    allowance.hold(LEVELS * size_of::<Level>());
                    let levels = match &style {
                        Some(style) if name != "text:outline-level-style" => {
                            self.styles.entry(style.clone()).or_default()
                        }
                        _ => &mut self.outline,
                    };
                    let at =
                        tag.number("level").and_then(|level| usize::try_from(level - 1).ok()).unwrap_or(0);
                    levels.resize(levels.len().max(at.min(LEVELS - 1) + 1), Level::default());
                    if let Some(level) = levels.get_mut(at) {
                        *level = Level::of(&tag, name.ends_with("bullet"));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    pub(super) fn open_list(&mut self, tag: &Tag<'_>) {
        let outer = self.open.last().and_then(|(_, style)| style.clone());
        let style = tag.get("style-name").or(outer);
        if self.open.is_empty() {
            let before = tag.get("continue-list").and_then(|id| self.by_id.get(&id));
            let goes_on = tag.get("continue-numbering").as_deref() == Some("true");
            let of_style = style.as_ref().filter(|_| goes_on).and_then(|style| self.by_style.get(style));
            self.counts = before.or(of_style).copied().unwrap_or_default();
        }
        self.open.push((tag.get("id"), style));
    }

    pub(super) fn close_list(&mut self) {
        let depth = self.open.len();
        let Some((id, style)) = self.open.pop() else { return };
        if let Some(below) = self.counts.get_mut(depth..) {
            below.fill(None);
        }
        if depth == 1 {
            id.map(|id| self.by_id.insert(id, self.counts));
            style.map(|style| self.by_style.insert(style, self.counts));
        }
    }

    pub(super) fn open_item(&mut self, start: Option<i64>) {
        self.begins = true;
        let at = self.open.len().saturating_sub(1).min(LEVELS - 1);
        if let (Some(start), Some(count)) = (start, self.counts.get_mut(at)) {
            *count = Some(start - 1);
        }
    }

    /// How deep lists are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The label of a paragraph that begins an item.
    pub(super) fn label(&mut self) -> Option<String> {
        if !std::mem::take(&mut self.begins) {
            return None;
        }
        let at = self.open.len().checked_sub(1)?.min(LEVELS - 1);
        let style = self.open.last()?.1.as_ref()?;
        let levels = self.styles.get(style)?;
        count(&mut self.counts, levels, at);
        label(levels, &self.counts, at, self.is_persian)
    }

    /// The label of a heading that stands in no list.
    pub(super) fn heading(&mut self, level: usize) -> Option<String> {
        let at = level.checked_sub(1)?.min(LEVELS - 1);
        count(&mut self.outline_counts, &self.outline, at);
        label(&self.outline, &self.outline_counts, at, self.is_persian)
    }
}

impl Level {
    fn of(tag: &Tag<'_>, is_bullet: bool) -> Self {
        let get = |name| tag.get(name).unwrap_or_default();
        Self {
            is_bullet,
            format: get("num-format"),
            prefix: get("num-prefix"),
            suffix: get("num-suffix"),
            start: tag.number("start-value").unwrap_or(1),
            shown: tag.number("display-levels").and_then(|levels| usize::try_from(levels).ok()).unwrap_or(1),
        }
    }

    fn number(&self, number: i64, is_persian: bool) -> String {
        let digits = numerals::digits(number, if is_persian { Digits::Persian } else { Digits::Western });
        // What is no letter or digit of a format that everybody has is the beginning of an alphabet: «أ, ب, ت, ...».
        match self.format.as_str() {
            "1" => digits,
            "a" => numerals::latin(number, false),
            "A" => numerals::latin(number, true),
            "i" => numerals::roman(number, false),
            "I" => numerals::roman(number, true),
            format => {
                let third = format.split(',').nth(2).map(str::trim).unwrap_or_default();
                let is_abjad = ["arabic-abjad", "persian-abjad"]
                    .iter()
                    .any(|alphabet| numerals::letter(3, alphabet).as_deref() == Some(third));
                let alphabet = match (is_persian, is_abjad) {
                    (true, true) => "persian-abjad",
                    (true, false) => "persian",
                    (false, true) => "arabic-abjad",
                    (false, false) => "arabic",
                };
                numerals::letter(number, alphabet).unwrap_or(digits)
            }
        }
    }
}

fn count(counts: &mut Counts, levels: &[Level], at: usize) {
    let start = levels.get(at).map_or(1, |level| level.start);
    if let Some(count) = counts.get_mut(at) {
        *count = Some(count.map_or(start, |count| count.saturating_add(1)));
    }
    if let Some(below) = counts.get_mut(at + 1..) {
        below.fill(None);
    }
}

fn label(levels: &[Level], counts: &Counts, at: usize, is_persian: bool) -> Option<String> {
    let level = levels.get(at)?;
    if level.is_bullet {
        return Some(BULLET.to_owned());
    }
    if level.format.is_empty() {
        return None;
    }
    let first = (at + 1).saturating_sub(level.shown.max(1));
    let numbers = (first..=at).filter_map(|at| {
        let level = levels.get(at).filter(|level| !level.format.is_empty())?;
        Some(level.number(counts.get(at).copied().flatten().unwrap_or(level.start), is_persian))
    });
    let numbers: Vec<String> = numbers.collect();
    let label = format!("{}{}{}", level.prefix, numbers.join("."), level.suffix);
    Some(label.trim().to_owned()).filter(|label| !label.is_empty())
}
