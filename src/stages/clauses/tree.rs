//! From list items to clause rows: spans, headings, identifiers, and remarks on the numbering.

use super::model::{Clause, ClauseKind, ClauseRow};
use super::table::CLAUSES;
use crate::finding::{Finding, RowRef, Severity};
use crate::rule::{Review, View};
use crate::segment::{ARTICLE_RANK, Item, MarkerKind, Segment, SegmentKind, Segments};
use crate::text::{Span, TokenRange};
use rustc_hash::FxHashMap;

/// Longest heading of an article, in words.
const HEADING_WORDS: u32 = 14;
/// How many lines that end with a colon may stand before a list («متن بیانیه …:», «ما … اعلام می‌کنیم:»).
const INTRODUCTIONS: usize = 3;

/// Longest line that introduces a list, in tokens; a longer one is a paragraph of the text itself.
const INTRODUCTION: u32 = 30;

/// How far down the title of a whole document may stand, in segments.
const FIRST_LINES: u32 = 4;

/// The clauses of a document, parents before their parts.
pub(super) fn clauses(
    view: &View<'_>,
    segments: &Segments,
    speaks: impl Fn(TokenRange) -> bool,
    findings: &mut Vec<Finding>,
) -> Vec<ClauseRow> {
    let owned = owned(segments);
    let ends = ends(segments, &owned);
    let mut instruments: FxHashMap<u32, Option<Span>> = FxHashMap::default();
    let mut eids: FxHashMap<(u32, String), u32> = FxHashMap::default();
    let mut rows: Vec<ClauseRow> = Vec::with_capacity(segments.items.len());
    for (n, item) in segments.items.iter().enumerate() {
        let Some(segment) = segments.list.get(item.segment as usize) else { continue };
        let above = item.parent.and_then(|at| rows.get(at as usize));
        let holder = item.parent.and_then(|at| segments.items.get(at as usize));
        let instrument = match (holder.filter(|holder| holder.is_title), above) {
            // An agreement that a section of a report gives the text of.
            (Some(holder), _) => segments
                .list
                .get(holder.segment as usize)
                .map(|heading| view.span(holder.marker.body, heading.tokens.end)),
            (None, Some(above)) => above.value.instrument,
            (None, None) => *instruments.entry(item.list).or_insert_with(|| instrument(view, segments, item)),
        };
        let mut eid = above.map(|row| format!("{}__", row.value.eid)).unwrap_or_default();
        push_name(view, item, &mut eid);
        let seen = eids.entry((item.list, eid.clone())).or_insert(0);
        *seen += 1;
        if *seen > 1 {
            eid.push_str(&format!("-{seen}"));
        }
        let label = label(view, item);
        if let Some(expected) = item.expected {
            findings.push(numbering(n, item, expected, label));
        }
        let owned = owned.get(n).map_or(&[][..], Vec::as_slice);
        rows.push(ClauseRow {
            span: Span::new(segment.span.start, ends.get(n).copied().unwrap_or(segment.span.end)),
            segment: item.segment,
            rule: item.marker.rule,
            review: Review::None,
            value: Clause {
                kind: ClauseKind::Item,
                instrument,
                list: item.list,
                label,
                ordinal: item.ordinal,
                level: item.level,
                parent: item.parent.map(|at| at as usize),
                eid,
                heading: heading(view, segments, n, item, owned, &speaks),
            },
        });
    }
    rows
}

/// The segments that each item owns beside its own block.
pub(super) fn owned(segments: &Segments) -> Vec<Vec<u32>> {
    let mut owned = vec![Vec::new(); segments.items.len()];
    for &(segment, item) in &segments.owned {
        if let Some(list) = owned.get_mut(item as usize) {
            list.push(segment);
        }
    }
    owned
}

/// Where each clause ends: at the end of its block, what it owns and its parts.
fn ends(segments: &Segments, owned: &[Vec<u32>]) -> Vec<u32> {
    let end = |at: u32| segments.list.get(at as usize).map_or(0, |segment| segment.span.end);
    let mut ends: Vec<u32> = segments
        .items
        .iter()
        .zip(owned)
        .map(|(item, owned)| owned.iter().map(|&at| end(at)).fold(end(item.segment), u32::max))
        .collect();
    for (n, item) in segments.items.iter().enumerate().rev() {
        let own = ends.get(n).copied().unwrap_or(0);
        if let Some(parent) = item.parent.and_then(|at| ends.get_mut(at as usize)) {
            *parent = (*parent).max(own);
        }
    }
    ends
}

/// The label without the tatweel that may stand for its dash («۳ـ»).
fn label(view: &View<'_>, item: &Item) -> Span {
    let span = view.span(item.marker.label.first, item.marker.label.end);
    // «ـ راه»: where it is a bullet, it is all that there is.
    let trimmed = match view.slice(span).trim_end_matches('ـ').len() {
        0 => span.len(),
        length => length as u32,
    };
    Span::new(span.start, span.start + trimmed)
}

/// The title that a list belongs to: of a law the nearest title above; of an agreement in a text the
/// line that introduces it.
fn instrument(view: &View<'_>, segments: &Segments, item: &Item) -> Option<Span> {
    let before = segments.list.get(..item.segment as usize)?;
    let title = segments.titles.partition_point(|&at| at < item.segment);
    let title = title.checked_sub(1).and_then(|n| segments.titles.get(n));
    let title = title.and_then(|&at| segments.list.get(at as usize).map(|segment| (at, segment.span)));
    let mut blocks = before.iter().rev().filter(|segment| segment.kind != SegmentKind::Sentence).peekable();
    let above = blocks.peek().copied();
    let introductions: Vec<&Segment> = blocks
        .clone()
        .take(INTRODUCTIONS)
        .take_while(|s| s.kind != SegmentKind::ListItem && view.slice(s.span).ends_with(':'))
        .collect();
    let introduction = introductions.last().map(|segment| segment.span);
    // A paragraph before the list is no title; the heading that it stands under is.
    let paragraph =
        introductions.last().is_some_and(|line| line.tokens.end - line.tokens.first > INTRODUCTION);
    let over = blocks
        .nth(introductions.len())
        .filter(|segment| paragraph && segment.kind == SegmentKind::Heading)
        .map(|segment| segment.span);
    let heading = above.filter(|segment| segment.kind == SegmentKind::Heading).map(|segment| segment.span);
    if item.marker.kind.head_rank().is_some() {
        title.map(|(_, span)| span).or(introduction).or(heading)
    } else {
        // Of an agreement without articles only the document's own title counts.
        let title = title.filter(|(at, _)| *at < FIRST_LINES).map(|(_, span)| span);
        over.or(introduction).or(title).or(heading)
    }
}

/// The last part of an identifier, after Akoma Ntoso's naming convention: `art_5`, `point_b`.
fn push_name(view: &View<'_>, item: &Item, eid: &mut String) {
    let marker = &item.marker;
    eid.push_str(match &marker.kind {
        MarkerKind::Head { id, .. } => id,
        MarkerKind::Number(_) | MarkerKind::Part(_) | MarkerKind::Word(_) | MarkerKind::Letter(_) => "point",
        MarkerKind::Bullet(_) => "indent",
    });
    eid.push('_');
    match marker.letter.and_then(|at| view.grammar.lexicon.entry(at)) {
        Some(letter) => eid.push_str(&letter.id),
        None => eid.push_str(&marker.number.unwrap_or_else(|| i64::from(item.ordinal)).to_string()),
    }
    if marker.repeated {
        eid.push_str("bis");
    }
}

fn numbering(n: usize, item: &Item, expected: i64, label: Span) -> Finding {
    let found = item.marker.number.unwrap_or(0);
    let gap = found > expected;
    Finding {
        check: if gap { "numbering-gap" } else { "numbering-repeat" },
        severity: Severity::Warning,
        row: Some(RowRef { table: CLAUSES.name, index: n }),
        span: label,
        message: format!(
            "the numbering {}: expected {expected}, found {found}",
            if gap { "leaves numbers out" } else { "goes back" }
        ),
    }
}

/// The heading beside the label («ماده ۲ - تعریف‌ها») or on the line below it.
fn heading(
    view: &View<'_>,
    segments: &Segments,
    n: usize,
    item: &Item,
    owned: &[u32],
    speaks: &impl Fn(TokenRange) -> bool,
) -> Option<Span> {
    let rank = item.marker.kind.head_rank()?;
    let segment = segments.list.get(item.segment as usize)?;
    let body = TokenRange::new(item.marker.body, segment.tokens.end);
    let first = owned.first().and_then(|&at| segments.list.get(at as usize));
    let child = segments.items.get(n + 1).filter(|next| next.parent == Some(n as u32));
    if body.is_empty() {
        let named = |line: &&Segment| {
            let before_child = child.is_none_or(|child| line.span.end <= start(segments, child));
            before_child
                && (line.kind == SegmentKind::Heading || rank < ARTICLE_RANK)
                && brief(view, line.tokens)
        };
        return first.filter(named).map(|line| line.span);
    }
    if rank < ARTICLE_RANK {
        return Some(view.span(body.first, body.end));
    }
    let listed = child.is_some_and(|child| child.marker.kind.head_rank().is_none());
    let headed = rank == ARTICLE_RANK && brief(view, body) && (listed || first.is_some()) && !speaks(body);
    headed.then(|| view.span(body.first, body.end))
}

fn start(segments: &Segments, item: &Item) -> u32 {
    segments.list.get(item.segment as usize).map_or(0, |segment| segment.span.start)
}

/// A few words without a sentence's end.
fn brief(view: &View<'_>, tokens: TokenRange) -> bool {
    tokens.end - tokens.first <= HEADING_WORDS
        && !view.slice(view.span(tokens.first, tokens.end)).ends_with(['.', ':', '؛', '،', '؟', '!'])
}
