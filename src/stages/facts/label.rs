//! What the label of a figure, or the heading of its list, tells.

use super::property::Cue;
use super::reader::Reader;
use crate::segment::SegmentKind;
use crate::stages::figures::{FigureRow, Kind};
use crate::syntax::VerbGroup;
use crate::text::TokenRange;

/// Longest label of a figure, in tokens.
const LABEL: u32 = 8;
/// How far behind the colon of a label its figure begins, in tokens: two prices may stand there.
const BEHIND_LABEL: u32 = 8;
/// Most segments of a list that are passed on the way to its heading.
const LIST: u32 = 64;

impl Reader<'_> {
    /// What stands behind a label in a list or beside one: «نان: ۵۰ افغانی» under «نرخ خوراک». The heading says what all of
    /// them are, the label whose it is.
    pub(super) fn labelled(
        &self,
        row: &FigureRow,
        sentence: TokenRange,
        groups: &[VerbGroup],
        figure: TokenRange,
    ) -> Option<(Cue, TokenRange)> {
        let scene = self.scene;
        // The label begins behind the last «؛».
        let before = sentence.first..figure.first;
        let first =
            before.clone().rev().find(|&at| scene.mark(at) == Some("؛")).map_or(before.start, |at| at + 1);
        let colon = (first..figure.first).rev().find(|&at| scene.mark(at) == Some(":"))?;
        let told = |group: &VerbGroup| group.tokens.first < figure.end;
        let beside = scene.dates_in(TokenRange::new(first, colon)).next().is_some();
        if figure.first > colon + BEHIND_LABEL || beside || groups.iter().any(told) {
            return None;
        }
        let label = scene.trimmed(self.named_by(TokenRange::new(first, colon)));
        if label.is_empty() || label.len() > LABEL {
            return None;
        }
        // «مساحت زمین: ۲۰۰ متر مربع»: the label itself says so.
        if let Some(cue) = self.word_in(label, row.value.kind) {
            let behind = scene.trimmed(TokenRange::new(cue.tokens.end, label.end));
            let before = scene.trimmed(TokenRange::new(label.first, cue.tokens.first));
            return Some((cue, if behind.is_empty() { before } else { behind }));
        }
        Some((self.word_in(self.heading(row.segment)?, row.value.kind)?, label))
    }

    /// The first word of some tokens that can say what a figure of a kind is of.
    pub(super) fn word_in(&self, tokens: TokenRange, kind: Kind) -> Option<Cue> {
        let scene = self.scene;
        let fits =
            |property: usize| scene.words.list.get(property).is_some_and(|known| known.kinds.contains(&kind));
        tokens.positions().find_map(|at| {
            let mut words = scene.view.meanings_at(&scene.words.properties, at).filter(|(_, p)| fits(**p));
            let (edge, &property) = words.next()?;
            Some(Cue { property, tokens: TokenRange::new(at, at + u32::from(edge.length)) })
        })
    }

    /// The words of a label that name a thing: no number, unit or classifier before it, nothing behind a comma or bracket.
    fn named_by(&self, label: TokenRange) -> TokenRange {
        let scene = self.scene;
        let mut first = label.first;
        let mut inside = self.figures.within(label);
        if let Some(figure) = inside.next().filter(|figure| figure.first == label.first) {
            // «یک دالر امریکایی»: what is one of something is the unit itself.
            let words = (figure.first + 1).min(figure.end);
            first = if figure.end < label.end { figure.end } else { words };
        }
        let ends = |at: &u32| matches!(scene.mark(*at), Some("،" | "," | "("));
        TokenRange::new(first, (first..label.end).find(ends).unwrap_or(label.end))
    }

    /// The heading or the line above the list that a sentence stands in.
    fn heading(&self, sentence: u32) -> Option<TokenRange> {
        let list = &self.input.segments.list;
        let block = list.get(sentence as usize)?.parent.unwrap_or(sentence);
        let mut at = block;
        // A list has its heading above the first of its items.
        for _ in 0..LIST {
            at = at.checked_sub(1)?;
            let segment = list.get(at as usize)?;
            let inside = segment.kind == SegmentKind::Sentence
                && segment
                    .parent
                    .and_then(|parent| list.get(parent as usize))
                    .is_some_and(|parent| parent.kind == SegmentKind::ListItem);
            if segment.kind == SegmentKind::ListItem || inside {
                continue;
            }
            return Some(segment.tokens);
        }
        None
    }
}
