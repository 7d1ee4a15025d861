//! The text of a line: clusters from right to left, numbers and Latin words put back, spaces and joiners by where letters stand.

use super::glyph::Glyph;
use super::letters::{
    Kind, ZWNJ, is_arabic_letter, is_eastern_digit, is_mark, is_unknown, joins_on, kind, mirrored, opens,
};
use super::line::Line;
use crate::source::format::structure::EditKind;

/// A gap between words, in sizes of the font: of Latin letters, of letters of two scripts, and of others.
const LATIN_GAP: f64 = 0.09;
const SCRIPTS_GAP: f64 = 0.05;
const GAP: f64 = 0.12;

/// What is read of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) text: String,
    /// Joiners that shapes show, and glyphs without a letter, by their place in the text.
    pub(super) edits: Vec<(usize, EditKind)>,
}

/// What stands between two clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    Space,
    /// A joiner that the file has.
    Joiner,
    /// One that the shapes of the letters show.
    Shown,
    /// Of a cluster itself: its letters are guessed.
    Guessed,
}

/// How a line is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Direction {
    /// Whether the document runs from right to left.
    pub(super) is_rtl: bool,
    /// Whether brackets in text that does are drawn as they look, and not as they are meant.
    pub(super) is_mirrored: bool,
}

/// Reads a line.
pub(super) fn read(line: &Line, direction: Direction) -> Read {
    let (clusters, joiners, spaces) = clusters(line);
    let mut items: Vec<(String, Kind, Between)> = Vec::with_capacity(clusters.len() * 2);
    for (n, cluster) in clusters.iter().enumerate() {
        let own = if cluster.is_guessed { Between::Guessed } else { Between::Nothing };
        items.push((drawn(cluster), kind(&cluster.text), own));
        if let Some(next) = clusters.get(n + 1) {
            match between(cluster, next, line, &joiners, &spaces) {
                Between::Nothing | Between::Guessed => {}
                Between::Space => items.push((" ".to_owned(), Kind::Space, Between::Space)),
                joiner => items.push((ZWNJ.to_string(), Kind::Right, joiner)),
            }
        }
    }
    let has = |wanted: Kind| items.iter().any(|(text, kind, _)| *kind == wanted && !text.starts_with(ZWNJ));
    let order = if !direction.is_rtl || has(Kind::Left) && !has(Kind::Right) {
        (0..items.len()).map(|at| (at, false)).collect()
    } else {
        logical(&items)
    };
    written(&items, &order, direction.is_mirrored)
}

/// The clusters of a line from left to right, each base with its marks; places of joiners, and of spaces.
fn clusters(line: &Line) -> (Vec<Glyph>, Vec<f64>, Vec<(f64, f64)>) {
    let mut glyphs: Vec<&Glyph> = line.glyphs.iter().collect();
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)));
    let (mut bases, mut marks, mut joiners, mut spaces) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for glyph in glyphs {
        let lies_over = glyph.width() < 0.02 * glyph.size
            && glyph.ink.is_some()
            && glyph.text.chars().any(is_arabic_letter);
        if glyph.text.chars().all(is_mark) || lies_over {
            marks.push(glyph);
        } else if glyph.text.chars().eq([ZWNJ]) {
            joiners.push(glyph.origin);
        } else if glyph.is_blank() {
            spaces.push((glyph.left, glyph.right));
        } else {
            bases.push(glyph.clone());
        }
    }
    for mark in marks {
        let (low, high) = match &mark.ink {
            Some(ink) => {
                let (low, high) = ink.width();
                (mark.origin + low * mark.scale, mark.origin + high * mark.scale)
            }
            None => (mark.left, mark.right),
        };
        if let Some(base) = nearest(&mut bases, (low + high) / 2.0) {
            let is_there = base.text.ends_with(&mark.text) && mark.text.chars().any(is_arabic_letter);
            if !is_there {
                base.text.push_str(&mark.text);
            }
        }
    }
    joiners.sort_by(f64::total_cmp);
    (bases, joiners, spaces)
}

/// The cluster that stands nearest to a place.
fn nearest(bases: &mut [Glyph], at: f64) -> Option<&mut Glyph> {
    let next = bases.partition_point(|base| base.left <= at);
    let around = bases.get_mut(next.saturating_sub(4)..(next + 4).min(bases.len()))?;
    let distance = |base: &Glyph| (base.left - at).max(at - base.right).max(0.0);
    around.iter_mut().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// The bracket that is drawn, told by its outline.
fn drawn(glyph: &Glyph) -> String {
    let mut chars = glyph.text.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return glyph.text.clone() };
    let bulges = opens(c).and_then(|opens| Some((opens, glyph.ink.as_ref()?.bulges_left()?)));
    match bulges {
        Some((opens, bulges_left)) if opens != bulges_left => mirrored(c).to_string(),
        _ => glyph.text.clone(),
    }
}

/// What stands between two clusters, of which the first is at the left.
fn between(left: &Glyph, right: &Glyph, line: &Line, joiners: &[f64], spaces: &[(f64, f64)]) -> Between {
    let size = left.size.max(right.size);
    let mut gap = right.left - left.right;
    for (from, to, _) in &line.holes {
        let hole = to.min(right.left) - from.max(left.right);
        if hole > 0.0 {
            gap -= hole + GAP * size;
        }
    }
    let least = match (kind(&left.text), kind(&right.text)) {
        (Kind::Left, Kind::Left) => LATIN_GAP,
        (Kind::Left, Kind::Right) | (Kind::Right, Kind::Left) => SCRIPTS_GAP,
        _ => GAP,
    };
    if gap > least * size {
        return Between::Space;
    }
    let has_space = space_between(left, right, spaces);
    let is_arabic = |glyph: &Glyph| glyph.text.chars().any(is_arabic_letter);
    if !(is_arabic(left) && is_arabic(right)) {
        return if has_space && gap > 0.05 * size { Between::Space } else { Between::Nothing };
    }
    let middle = (left.right + right.left) / 2.0;
    let reach = GAP * size + gap.abs() / 2.0;
    let first = joiners.partition_point(|at| *at <= middle - reach);
    if joiners.get(first).is_some_and(|at| *at < middle + reach) {
        return Between::Joiner;
    }
    if has_space {
        return if gap < 0.06 * size { Between::Shown } else { Between::Space };
    }
    // The one at the right comes first.
    let would_join = right.text.chars().rev().find(|c| !is_mark(*c)).is_some_and(joins_on)
        && left.text.chars().next().is_some_and(|c| is_arabic_letter(c) && c != '\u{621}');
    if would_join && touch(right, left) == Some(false) { Between::Shown } else { Between::Nothing }
}

/// Whether a glyph of a space stands between two clusters.
fn space_between(left: &Glyph, right: &Glyph, spaces: &[(f64, f64)]) -> bool {
    let (from, to) = ((left.left + left.right) / 2.0, (right.left + right.right) / 2.0);
    let first = spaces.partition_point(|space| space.0 < left.left);
    let inside = |space: &&(f64, f64)| {
        let middle = (space.0 + space.1) / 2.0;
        space.1 <= right.right + 0.01 && middle > from && middle < to
    };
    spaces.iter().skip(first).take_while(|space| space.0 <= right.right + 0.01).any(|space| inside(&space))
}

/// Whether the ink of a letter touches that of the one at its left.
fn touch(right: &Glyph, left: &Glyph) -> Option<bool> {
    let (own, other) = (right.ink.as_ref()?, left.ink.as_ref()?);
    let distance = own.distance((right.origin, right.scale), other, (left.origin, left.scale));
    Some(distance < 0.018 * right.size)
}

/// The order in which items are read from right to left, and whether each faces the other way.
fn logical(items: &[(String, Kind, Between)]) -> Vec<(usize, bool)> {
    let is_ltr = left_to_right(items);
    let mut out = Vec::with_capacity(items.len());
    let mut end = items.len();
    while end > 0 {
        let run = is_ltr.get(..end).unwrap_or_default().iter().rev().take_while(|ltr| **ltr).count();
        if run > 0 {
            out.extend((end - run..end).map(|at| (at, false)));
            end -= run;
        } else {
            end -= 1;
            out.push((end, true));
        }
    }
    out
}

/// Which items run from left to right: numbers with a separator between their digits, and Latin words with what is theirs.
fn left_to_right(items: &[(String, Kind, Between)]) -> Vec<bool> {
    let kind_at = |at: usize| items.get(at).map(|item| item.1);
    let before = |at: usize| at.checked_sub(1).and_then(kind_at);
    let mut is_ltr: Vec<bool> = (0..items.len())
        .map(|at| match kind_at(at) {
            Some(Kind::Digit) => true,
            Some(Kind::Separator) => before(at) == Some(Kind::Digit) && kind_at(at + 1) == Some(Kind::Digit),
            Some(Kind::Sign) => before(at) == Some(Kind::Digit) && kind_at(at + 1) != Some(Kind::Digit),
            _ => false,
        })
        .collect();
    let mut at = 0;
    while at < items.len() {
        if kind_at(at) != Some(Kind::Left) {
            at += 1;
            continue;
        }
        let (mut last, mut next) = (at, at + 1);
        while let Some((text, kind, _)) = items.get(next).filter(|item| item.1 != Kind::Right) {
            let is_eastern = *kind == Kind::Digit && text.starts_with(is_eastern_digit);
            // Persian digits behind a space are those of the sentence.
            if is_eastern && before(next) == Some(Kind::Space) {
                break;
            }
            // A stop at a Latin word, and with no word at its other side, is of the Latin text: in Persian it stood at the other
            // end of the word.
            let stops = matches!(text.as_str(), "." | "," | ":" | ";" | "!" | "?")
                && !matches!(kind_at(next + 1), Some(Kind::Right | Kind::Digit));
            let sticks = next == last + 1 && (stops || matches!(text.as_str(), "+" | "#" | "™" | "®"));
            if matches!(kind, Kind::Left | Kind::Digit) || sticks {
                last = next;
            }
            next += 1;
        }
        is_ltr.iter_mut().take(last + 1).skip(at).for_each(|ltr| *ltr = true);
        at = last + 1;
    }
    is_ltr
}

/// The text of items in an order.
fn written(items: &[(String, Kind, Between)], order: &[(usize, bool)], is_mirrored: bool) -> Read {
    let mut read = Read::default();
    for (at, turned) in order {
        let Some((text, _, between)) = items.get(*at) else { continue };
        if read.text.is_empty() && text.trim().is_empty() {
            continue;
        }
        match between {
            Between::Shown => read.edits.push((read.text.len(), EditKind::ZwnjFromShape)),
            Between::Guessed => read.edits.push((read.text.len(), EditKind::LetterGuessed)),
            _ => {}
        }
        for c in text.chars() {
            if is_unknown(c) {
                read.edits.push((read.text.len(), EditKind::LetterGuessed));
                read.text.push(c);
            } else {
                read.text.push(if *turned && is_mirrored { mirrored(c) } else { c });
            }
        }
    }
    let length = read.text.trim_end().len();
    read.text.truncate(length);
    read.edits.retain(|(at, _)| *at < length);
    read
}

/// How well the brackets of a text fit together: pairs count for it, and ends without a beginning against it.
pub(super) fn balance(text: &str) -> i64 {
    let (mut open, mut votes) = (0, 0);
    for c in text.chars() {
        match opens(c) {
            Some(true) => open += 1,
            Some(false) if open > 0 => (open, votes) = (open - 1, votes + 1),
            Some(false) => votes -= 1,
            None => {}
        }
    }
    votes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of which each character is a glyph of half an em, from left to right.
    fn printed(visual: &str) -> Line {
        let mut x = 0.0;
        let mut glyphs = Vec::new();
        for c in visual.chars() {
            let left = x;
            x += 5.0;
            if c != ' ' {
                glyphs.push(Glyph {
                    text: c.to_string(),
                    left,
                    right: x,
                    y: 0.0,
                    size: 10.0,
                    ink: None,
                    origin: left,
                    scale: 0.01,
                    actual: None,
                    font: 0,
                    is_unseen: false,
                    alias: None,
                    is_guessed: false,
                });
            }
        }
        Line::new(glyphs, 0.0, 10.0, Vec::new())
    }

    #[test]
    fn lines_are_read_from_right_to_left_with_numbers_and_latin_words_put_back() {
        let rtl = Direction { is_rtl: true, is_mirrored: true };
        let lines: Vec<_> =
            include_str!("printed.txt").lines().filter_map(|line| line.split_once('\t')).collect();
        assert_eq!(lines.len(), 10);
        for (visual, logical) in lines {
            assert_eq!(read(&printed(visual), rtl).text, logical);
        }
        assert_eq!(read(&printed("دش"), Direction { is_rtl: false, is_mirrored: true }).text, "دش");
        assert!(balance("(a) «b»") > balance(")a( »b«"));
    }
}
