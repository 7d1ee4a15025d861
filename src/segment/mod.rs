//! Segments: headings, paragraphs, list items, and the sentences inside them.
//!
//! A *block* is a paragraph's worth of tokens (a line, or a run of hard-wrapped lines). It is a
//! heading, a list item (it begins with a [`Marker`]) or a paragraph; all but headings are cut into
//! sentences, which are what rules match over.

mod marker;
mod model;
mod sentence;

pub use marker::{Marker, MarkerKind, Markers};
pub use model::{Segment, SegmentKind};

use crate::rule::Scene;
use crate::text::TokenKind;

/// Longest heading, in words.
const HEADING_WORDS: usize = 14;

/// A document's segments, and the markers of its list items.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// In document order, each block before its sentences.
    pub list: Vec<Segment>,
    /// The marker of each list item: index of the segment, and the marker.
    pub markers: Vec<(u32, Marker)>,
}

/// Cuts a document into segments.
#[must_use]
pub fn segment(scene: &Scene<'_>, markers: &Markers) -> Segments {
    let blocks = blocks(scene);
    let mut out = Segments::default();
    let mut lists = Lists::default();
    let mut counts = [0_u32; 3];
    for (n, &(first, last)) in blocks.iter().enumerate() {
        let tokens = (first as u32, last as u32);
        let span = scene.span(tokens.0, tokens.1);
        let at = out.list.len() as u32;
        if let Some(marker) = markers.read(scene, first, last) {
            let (level, parent, ordinal) = lists.place(&marker, at);
            out.list.push(Segment { kind: SegmentKind::ListItem, span, tokens, parent, level, ordinal });
            let body = marker.body as usize;
            out.markers.push((at, marker));
            sentences(scene, body, last, at, &mut out.list);
            continue;
        }
        let kind = if is_heading(scene, first, last, blocks.get(n + 1)) {
            SegmentKind::Heading
        } else {
            SegmentKind::Paragraph
        };
        let count = &mut counts[usize::from(kind == SegmentKind::Heading)];
        *count += 1;
        let level = u8::from(kind == SegmentKind::Heading);
        out.list.push(Segment { kind, span, tokens, parent: None, level, ordinal: *count });
        if kind == SegmentKind::Heading {
            lists = Lists::default();
        } else {
            sentences(scene, first, last, at, &mut out.list);
        }
    }
    out
}

/// The token ranges between the ends of paragraphs.
fn blocks(scene: &Scene<'_>) -> Vec<(usize, usize)> {
    let tokens = &scene.tokens.list;
    let mut blocks = Vec::new();
    let mut first = 0;
    for at in 0..=tokens.len() {
        if tokens.get(at).is_none_or(|token| token.kind == TokenKind::Line) {
            if at > first {
                blocks.push((first, at));
            }
            first = at + 1;
        }
    }
    blocks
}

fn sentences(scene: &Scene<'_>, first: usize, last: usize, parent: u32, out: &mut Vec<Segment>) {
    let mut ordinal = 0;
    sentence::split(scene, first, last, |a, b| {
        ordinal += 1;
        let tokens = (a as u32, b as u32);
        let span = scene.span(tokens.0, tokens.1);
        out.push(Segment {
            kind: SegmentKind::Sentence,
            span,
            tokens,
            parent: Some(parent),
            level: 0,
            ordinal,
        });
    });
}

/// A short line without a sentence's end, before a longer one.
fn is_heading(scene: &Scene<'_>, first: usize, last: usize, next: Option<&(usize, usize)>) -> bool {
    let Some(&(next_first, next_last)) = next else { return false };
    let tokens = &scene.tokens.list;
    let words = tokens[first..last]
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Latin))
        .count();
    let end = tokens.get(last.saturating_sub(1)).map(|token| scene.slice(token.span)).unwrap_or("");
    (1..=HEADING_WORDS).contains(&words)
        && !matches!(end, "." | "؟" | "!" | "?" | ":" | "؛" | "،" | "…")
        && next_last - next_first > (last - first).min(HEADING_WORDS)
}

/// The lists that are open, outermost first: a marker of a known style goes on with its list, one of a
/// new style opens a list below.
#[derive(Default)]
struct Lists {
    open: Vec<(MarkerKind, u32, u32)>,
    top: u32,
}

impl Lists {
    fn place(&mut self, marker: &Marker, at: u32) -> (u8, Option<u32>, u32) {
        let depth = self.open.iter().position(|(kind, ..)| kind.same_list(&marker.kind));
        match depth {
            Some(depth) => self.open.truncate(depth + 1),
            None => {
                while self.open.last().is_some_and(|(kind, ..)| marker.kind.rank() < kind.rank()) {
                    self.open.pop();
                }
                self.open.push((marker.kind.clone(), 0, at));
            }
        }
        let level = self.open.len().min(255) as u8;
        let parent = self.open.len().checked_sub(2).map(|n| self.open[n].2);
        let Some(list) = self.open.last_mut() else { return (level, parent, self.top) };
        list.1 += 1;
        list.2 = at;
        (level, parent, list.1)
    }
}
