//! Automatic numbers: how lists count, and the label of each item.

use super::super::xml::{Node, Tag, Xml};
use crate::source::Defect;
use crate::source::allowance::Allowance;
use crate::source::format::numbering::{self as numerals, BULLET, Digits};
use rustc_hash::{FxHashMap, FxHashSet};

/// Levels that a list can have.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    /// The label with `%1` to `%9` for the numbers of the levels.
    text: String,
    /// After which level it begins anew; 0 for never.
    restart: Option<usize>,
    behind: &'static str,
    /// Whether all numbers are in digits, whatever their levels say.
    is_legal: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, text, restart: None, behind: " ", is_legal: false, style: None }
    }
}

#[derive(Default)]
struct Abstract {
    levels: Vec<Level>,
    /// The list style that it is, and the one that it stands for.
    is_style: Option<String>,
    of_style: Option<String>,
}

#[derive(Default)]
struct List {
    of: String,
    starts: FxHashMap<usize, i64>,
    levels: FxHashMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    abstracts: FxHashMap<String, Abstract>,
    lists: FxHashMap<String, List>,
    counts: FxHashMap<(String, usize), i64>,
    begun: FxHashSet<(String, usize)>,
    /// Whether the document is in Persian, whose alphabet is another than the Arabic one.
    pub(super) is_persian: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// `broken-file`.
    pub(super) fn read(text: &str, allowance: &Allowance<'_>) -> Result<Self, Defect> {
        let (mut out, mut xml) = (Self::default(), Xml::new(text, "numbering.xml", allowance));
        let (mut of, mut list, mut level) = (String::new(), None::<String>, 0);
        while let Some(node) = xml.next()? {
            let Node::Start(tag) = node else { continue };
            let value = tag.get("val");
            let number =
                |name| tag.number(name).and_then(|n| usize::try_from(n).ok()).unwrap_or(0).min(LEVELS - 1);
            match tag.name().as_str() {
                "w:abstractNum" => {
                    allowance.hold(2 * size_of::<(String, Abstract)>());
                    of = tag.get("abstractNumId").unwrap_or_default();
                    out.abstracts.insert(of.clone(), Abstract::default());
                    list = None;
                }
                "w:styleLink" => set(&mut out.abstracts, &of, |found| found.is_style = value),
                "w:numStyleLink" => set(&mut out.abstracts, &of, |found| found.of_style = value),
                "w:num" => {
                    allowance.hold(2 * size_of::<(String, List)>());
                    let id = tag.get("numId").unwrap_or_default();
                    out.lists.insert(id.clone(), List::default());
                    list = Some(id);
                }
                "w:abstractNumId" => {
                    if let Some(list) = list.as_ref().and_then(|id| out.lists.get_mut(id)) {
                        list.of = value.unwrap_or_default();
                    }
                }
                "w:lvlOverride" => level = number("ilvl"),
                "w:startOverride" => {
                    if let Some(list) = list.as_ref().and_then(|id| out.lists.get_mut(id)) {
                        list.starts.insert(level, value.and_then(|value| value.parse().ok()).unwrap_or(1));
                    }
                }
                "w:lvl" => {
                    // The levels above it are there too.
                    allowance.hold(LEVELS * size_of::<Level>());
                    level = number("ilvl");
                    match &list {
                        Some(id) => set(&mut out.lists, id, |list| {
                            list.levels.insert(level, Level::default());
                        }),
                        None => set(&mut out.abstracts, &of, |found| {
                            found.levels.resize(found.levels.len().max(level + 1), Level::default());
                        }),
                    }
                }
                name => {
                    let found = match &list {
                        Some(id) => out.lists.get_mut(id).and_then(|list| list.levels.get_mut(&level)),
                        None => out.abstracts.get_mut(&of).and_then(|found| found.levels.get_mut(level)),
                    };
                    if let Some(found) = found {
                        found.take(name, &tag, value);
                    }
                }
            }
        }
        Ok(out)
    }

    /// The level of a list at which paragraphs of a style stand.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<usize> {
        let levels = &self.source(&self.lists.get(list)?.of)?.1.levels;
        levels.iter().position(|level| level.style.as_deref() == Some(style))
    }

    /// Counts on, and gives the label of the next item of a list at a level, and what stands between it and the item.
    pub(super) fn label(
        &mut self,
        list: &str,
        level: usize,
        is_bidi: bool,
    ) -> Option<(String, &'static str)> {
        let level = level.min(LEVELS - 1);
        let found = self.lists.get(list)?;
        let of = self.source(&found.of)?.0.to_owned();
        let own = self.level(list, &of, level)?.clone();
        let key = (of.clone(), level);
        let is_first = !self.begun.contains(&(list.to_owned(), level));
        let begins = found.starts.get(&level).copied().filter(|_| is_first);
        let next = self.counts.get(&key).map_or(own.start, |count| count.saturating_add(1));
        let next = begins.unwrap_or(next);
        self.counts.insert(key, next);
        self.begun.insert((list.to_owned(), level));
        for deeper in level + 1..LEVELS {
            let restart = self.level(list, &of, deeper).and_then(|level| level.restart);
            if restart.is_none_or(|after| level < after) {
                self.counts.remove(&(of.clone(), deeper));
            }
        }
        if own.format == "bullet" {
            return (!own.text.is_empty()).then(|| (BULLET.to_owned(), own.behind));
        }
        let mut label = own.text.clone();
        for at in 0..LEVELS {
            let place = format!("%{}", at + 1);
            if label.contains(&place) {
                let shown = self.level(list, &of, at).cloned().unwrap_or_default();
                let count = self.counts.get(&(of.clone(), at)).copied().unwrap_or(shown.start);
                let format = if own.is_legal { "decimal" } else { &shown.format };
                label = label.replace(&place, &self.number(count, format, is_bidi));
            }
        }
        let label = label.trim().to_owned();
        (!label.is_empty()).then_some((label, own.behind))
    }

    /// The definition that a list counts by: where it stands for a list style, that of the style.
    fn source(&self, of: &str) -> Option<(&str, &Abstract)> {
        let (id, found) = self.abstracts.get_key_value(of)?;
        let Some(style) = &found.of_style else { return Some((id, found)) };
        let mut named: Vec<_> =
            self.abstracts.iter().filter(|(_, other)| other.is_style.as_ref() == Some(style)).collect();
        named.sort_by_key(|(id, _)| *id);
        named.first().map(|(id, found)| (id.as_str(), *found)).or(Some((id, found)))
    }

    fn level(&self, list: &str, of: &str, level: usize) -> Option<&Level> {
        let own = self.lists.get(list).and_then(|list| list.levels.get(&level));
        own.or_else(|| self.abstracts.get(of)?.levels.get(level))
    }

    fn number(&self, number: i64, format: &str, is_bidi: bool) -> String {
        let digits = numerals::digits(number, if is_bidi { Digits::Persian } else { Digits::Western });
        let letter = |alphabet: &str| numerals::letter(number, alphabet).unwrap_or_else(|| digits.clone());
        match format {
            "none" => String::new(),
            "arabicAlpha" => letter(if self.is_persian { "persian" } else { "arabic" }),
            "arabicAbjad" => letter(if self.is_persian { "persian-abjad" } else { "arabic-abjad" }),
            "lowerLetter" => numerals::latin(number, false),
            "upperLetter" => numerals::latin(number, true),
            "lowerRoman" => numerals::roman(number, false),
            "upperRoman" => numerals::roman(number, true),
            "decimalZero" if (0..10).contains(&number) => {
                let zero = numerals::digits(0, if is_bidi { Digits::Persian } else { Digits::Western });
                zero + &digits
            }
            _ => digits,
        }
    }
}

impl Level {
    fn take(&mut self, name: &str, tag: &Tag<'_>, value: Option<String>) {
        let number = || value.as_deref().and_then(|value| value.parse::<i64>().ok());
        match name {
            "w:start" => self.start = number().unwrap_or(1),
            "w:lvlRestart" => self.restart = number().and_then(|after| usize::try_from(after).ok()),
            "w:isLgl" => self.is_legal = tag.is_on(),
            "w:suff" => self.behind = if value.as_deref() == Some("nothing") { "" } else { " " },
            "w:numFmt" => self.format = value.unwrap_or_default(),
            "w:lvlText" => self.text = value.unwrap_or_default(),
            "w:pStyle" => self.style = value,
            _ => {}
        }
    }
}

fn set<T>(all: &mut FxHashMap<String, T>, id: &str, change: impl FnOnce(&mut T)) {
    if let Some(found) = all.get_mut(id) {
        change(found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::allowance::Limits;

    const LISTS: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="فصل %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="arabicAlpha"/><w:lvlText w:val="%1-%2)"/><w:suff w:val="nothing"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%3."/><w:lvlRestart w:val="0"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"#;

    #[test]
    fn items_are_counted_as_word_counts_them() {
        let mut lists = Numbering::read(LISTS, &Allowance::of(Limits::default(), 0)).expect("lists");
        lists.is_persian = true;
        let steps = [
            ("7", 0),
            ("7", 1),
            ("7", 2),
            ("7", 1),
            ("7", 0),
            ("7", 1),
            ("7", 2),
            ("8", 0),
            ("8", 0),
            ("7", 0),
        ];
        let labels: Vec<String> = steps
            .iter()
            .filter_map(|(list, level)| lists.label(list, *level, true))
            .map(|(label, _)| label)
            .collect();
        assert_eq!(
            labels,
            ["فصل ۳", "۳-الف)", "i.", "۳-ب)", "فصل ۴", "۴-الف)", "ii.", "فصل ۱", "فصل ۲", "فصل ۳"]
        );
        assert_eq!(lists.label("7", 1, true).map(|(_, behind)| behind), Some(""));
        assert_eq!(lists.label("9", 0, true), None);
        assert_eq!(lists.label("7", 0, false).map(|(label, _)| label).as_deref(), Some("فصل 4"));
    }
}
