//! What stands around the articles of a law or treaty: the preamble above them, the signatures below.

use super::model::{Clause, ClauseKind, ClauseRow};
use crate::rule::{Match, Review, View};
use crate::segment::{LABEL_TABLE, Segment, SegmentKind, Segments};
use crate::text::{Span, TokenRange};

/// The readings of its rules that are about preambles and signatures.
const PREAMBLE: &str = "preamble";
const SIGNATURE: &str = "signature";
/// How many paragraphs of any length go with the one over the signatures, how long a line is that names
/// who signs, and how many of those there are.
const SIGNED: usize = 2;
const SIGNATORY: u32 = 12;
const SIGNATORIES: usize = 8;

/// A clause that is no item, and the item before which it comes.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) before: usize,
    pub(super) row: ClauseRow,
}

/// The preambles and signature parts of the laws and treaties of a document, in text order.
pub(super) fn frames(view: &View<'_>, segments: &Segments, clauses: &[ClauseRow]) -> Vec<Frame> {
    let mut out = Vec::new();
    let mut from = 0;
    for list in clauses.chunk_by(|a, b| a.value.list == b.value.list) {
        let until = from + list.len();
        let head = segments.items.get(from).is_some_and(|item| item.marker.kind.head_rank().is_some());
        if let Some(first) = list.first().filter(|_| head) {
            out.extend(preamble(view, segments, first).map(|row| Frame { before: from, row }));
            let next = clauses.get(until).map_or(u32::MAX, |next| next.span.start);
            out.extend(signature(view, segments, list, next).map(|row| Frame { before: until, row }));
        }
        from = until;
    }
    out
}

/// The first match of a rule of this sense in some tokens.
fn said(view: &View<'_>, sense: &str, tokens: TokenRange) -> Option<Match> {
    let mut first = None;
    view.matches(LABEL_TABLE, tokens, |found| {
        let rule = view.grammar.rules.rule(found.rule);
        if first.is_none() && rule.is_some_and(|rule| rule.sense.as_deref() == Some(sense)) {
            first = Some(found);
        }
    });
    first
}

fn preamble(view: &View<'_>, segments: &Segments, article: &ClauseRow) -> Option<ClauseRow> {
    let before = segments.list.get(..article.segment as usize)?;
    let title =
        segments.titles.get(segments.titles.partition_point(|&at| at < article.segment).checked_sub(1)?)?;
    // Blocks from the title on, without the headings that belong to what follows.
    let mut blocks: Vec<(usize, &Segment)> = Vec::new();
    for (at, block) in before.iter().enumerate().rev() {
        if at == *title as usize {
            break;
        }
        match block.kind {
            SegmentKind::ListItem | SegmentKind::TableRow => return None,
            SegmentKind::Heading if blocks.is_empty() => {}
            SegmentKind::Sentence => {}
            SegmentKind::Heading | SegmentKind::Paragraph => blocks.push((at, block)),
        }
    }
    let end = blocks.first()?.1.span.end;
    blocks.reverse();
    let opening = |block: &Segment| {
        said(view, PREAMBLE, block.tokens).filter(|found| view.slot(found, "opening").is_some())
    };
    let opened = blocks.iter().position(|(_, block)| opening(block).is_some());
    let last = blocks.last().and_then(|(_, block)| said(view, PREAMBLE, block.tokens));
    let start = match (opened, &last) {
        (Some(at), _) => at,
        // A date of passage above the preamble is none of it.
        (None, Some(_)) => blocks.iter().position(|(_, block)| block.kind == SegmentKind::Paragraph)?,
        (None, None) => return None,
    };
    let (segment, block) = *blocks.get(start)?;
    let found = opening(block).or(last)?;
    let heading = opened.map(|_| block.span);
    let span = Span::new(block.span.start, end.max(block.span.end));
    Some(row(article, ClauseKind::Preamble, segment, span, heading, &found))
}

/// What is signed behind a list, up to where the next one begins.
fn signature(view: &View<'_>, segments: &Segments, list: &[ClauseRow], next: u32) -> Option<ClauseRow> {
    let (first, last) = list.first().zip(list.last())?;
    let end = list.iter().map(|row| row.span.end).max()?;
    let closing = |at: usize| segments.closings.binary_search(&(at as u32)).is_ok();
    let worded = |block: &Segment| view.slice(block.span).contains(char::is_alphanumeric);
    let from = last.segment as usize + 1;
    let behind = segments.list.get(from..)?.iter().enumerate().map(|(n, block)| (from + n, block));
    // Right behind the last article, but for headings and rules of stars.
    let mut blocks = behind
        .filter(|(_, block)| block.kind != SegmentKind::Sentence && block.span.start >= end)
        .take_while(|(at, block)| {
            block.kind != SegmentKind::ListItem
                && block.span.end <= next
                && segments.titles.binary_search(&(*at as u32)).is_err()
        })
        .skip_while(|(_, block)| block.kind == SegmentKind::Heading || !worded(block));
    let (segment, block) = blocks.next().filter(|(at, _)| closing(*at))?;
    let found = said(view, SIGNATURE, block.tokens)?;
    let follows = blocks.take(SIGNATORIES).enumerate().take_while(|(n, (at, block))| {
        let brief = block.tokens.end - block.tokens.first <= SIGNATORY;
        worded(block) && (closing(*at) || brief || *n < SIGNED)
    });
    let end = follows.last().map_or(block.span.end, |(_, (_, block))| block.span.end);
    Some(row(first, ClauseKind::Signature, segment, Span::new(block.span.start, end), None, &found))
}

/// A clause of the same list as `of`, at the top.
fn row(
    of: &ClauseRow,
    kind: ClauseKind,
    segment: usize,
    span: Span,
    heading: Option<Span>,
    found: &Match,
) -> ClauseRow {
    let eid = if kind == ClauseKind::Preamble { "preamble" } else { "conclusions" };
    let value = Clause {
        kind,
        instrument: of.value.instrument,
        list: of.value.list,
        label: Span::new(span.start, span.start),
        ordinal: 1,
        level: 1,
        parent: None,
        eid: eid.to_owned(),
        heading,
    };
    ClauseRow { span, segment: segment as u32, rule: found.rule, review: Review::None, value }
}
