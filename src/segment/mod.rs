//! Segments: headings, paragraphs, list items, and the sentences inside them.
//!
//! A *block* is a paragraph's worth of tokens (a line, or a run of hard-wrapped lines). It is a
//! heading, a list item (it begins with a [`Marker`]) or a paragraph; all but headings are cut into
//! sentences, which are what rules match over.

mod around;
mod behind;
mod hashes;
mod headings;
mod inline;
mod kind;
mod line;
mod list;
mod mark;
mod marker;
mod midline;
mod model;
mod notes;
mod outline;
mod sections;
mod sentence;
mod table;

pub(crate) use kind::{ARTICLE_RANK, NOTE_RANK};
pub use kind::{Marker, MarkerKind};
use marker::Beginning;
pub use marker::Markers;
pub(crate) use marker::{LABEL_RULES, LABEL_TABLE};
pub use model::{Segment, SegmentKind};
pub use outline::Item;

use crate::rule::{TokenSet, View};
use crate::text::{BlockRole, Span, TokenKind, TokenRange, block_at};
use around::{Around, Interruption};
use behind::Behind;
use line::{
    asks, further_signs, gap, has_words, indent, introduces, introduces_shortly, is_doubtful,
    is_followed_by_blank, is_heading, is_marked_heading, is_of_contents, is_short, is_title, told_heading,
};
use list::DEEPER;
use outline::Outline;
use sections::Sections;
use std::cell::OnceCell;

/// A document's segments, and the tree of its list items.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// In document order, each block before its sentences.
    pub list: Vec<Segment>,
    /// The list items in document order, each before its parts.
    pub items: Vec<Item>,
    /// Paragraphs and headings that belong to a list item before them: segment and item, by segment.
    pub owned: Vec<(u32, u32)>,
    /// The segments that are titles of laws and agreements.
    pub titles: Vec<u32>,
    /// The paragraphs over signatures.
    pub closings: Vec<u32>,
    /// The numbers of items that stand side by side in a line, in text order.
    pub inline: Vec<TokenRange>,
}

impl Segments {
    /// What rules match over, with its place in the list: sentences, and headings, which are none.
    pub fn sentences(&self) -> impl Iterator<Item = (u32, &Segment)> {
        let numbered = (0..).zip(&self.list);
        numbered.filter(|(_, segment)| matches!(segment.kind, SegmentKind::Sentence | SegmentKind::Heading))
    }
}

impl Segments {
    /// The number of the innermost segment that holds a span; the first where none does.
    #[must_use]
    pub fn innermost(&self, span: Span) -> u32 {
        let behind = self.list.partition_point(|segment| segment.span.start <= span.start);
        let holds = |&at: &usize| self.list.get(at).is_some_and(|segment| segment.span.contains(span));
        (0..behind).rev().find(holds).and_then(|at| u32::try_from(at).ok()).unwrap_or_default()
    }
}

/// Cuts a document into segments; into those of its beginning, once nobody waits for its analysis any more.
#[must_use]
pub fn segment(view: &View<'_>, markers: &Markers) -> Segments {
    let blocks = midline::cut(view, markers, blocks(view));
    let (labels, blocks) = inline::cut(view, markers, blocks);
    let (found, closings) = read_markers(view, markers, &blocks);
    let next = next_markers(&found);
    let mut out = Segments { inline: labels, ..Segments::default() };
    // A sentence has twenty words or more.
    out.list.reserve(blocks.len() + view.tokens.list.len() / 20);
    let mut outline = Outline::default();
    let mut behind = Behind::default();
    let mut sections = Sections::default();
    let provides = OnceCell::new();
    let mut counts = [0_u32; 2];
    let mut usual = 0;
    let mut held = 0;
    // A list that grows has room for as much again.
    let mut hold = |now: usize| {
        view.watch.hold((now.saturating_sub(held) * 2 * size_of::<Segment>()) as u64);
        held = now;
    };
    for (n, &(first, last)) in blocks.iter().enumerate() {
        hold(out.list.len());
        if view.watch.ended() {
            break;
        }
        let tokens = TokenRange::new(first as u32, last as u32);
        let span = view.span(tokens.first, tokens.end);
        let at = out.list.len() as u32;
        let before = n.checked_sub(1).and_then(|n| blocks.get(n)).copied();
        if let Some(marker) = found.get(n).and_then(Option::as_deref) {
            // «مسئله ۹۰۱» goes on with «مسئله ۹۰۲», whatever lists stand below it.
            let following = if marker.is_step() { next_step(&found, n) } else { None };
            let following = following.or(next.get(n).copied().flatten());
            let below = following.and_then(|m| found.get(m)).and_then(Option::as_deref);
            let adjacent = following == Some(n + 1);
            let gap = before.map_or("", |before| gap(view, before, span.start));
            let around = Around {
                next: below,
                next_adjacent: adjacent,
                named: adjacent
                    && below.is_some_and(|below| holds(marker, below))
                    && is_title(view, marker.body as usize, last)
                    && !markers.end_with_verb(view, marker.body as usize, last),
                introduced: before.is_some_and(|before| introduces(view, before)),
                apart: gap.matches('\n').count() > 1 && gap.ends_with('\n'),
                indent: indent(gap) + DEEPER * further_signs(view, marker),
                headed: before.is_some_and(|(first, last)| is_marked_heading(view, first, last)),
                titled: behind.titled,
                signed: behind.signed,
                brief: !(adjacent && below.is_some_and(|below| below.kind == marker.kind))
                    && (is_short(view, marker.body as usize, last)
                        || asks(view, marker.body as usize, last)
                        || !adjacent && introduces_shortly(view, (marker.body as usize, last))),
                alone: is_followed_by_blank(view, last),
                doubtful: is_doubtful(view, marker.body as usize, last),
                opens: adjacent
                    && introduces(view, (first, last))
                    && below.is_some_and(|below| below.number == Some(1) && below.kind.head_rank().is_none()),
            };
            let holder = outline.holder();
            // A heading of the source that counts is one, and no clause; «ماده ۵» may be both.
            let section = told_heading(view, span) && marker.kind.head_rank().is_none() && !marker.is_step();
            // «۱. زمینه» is a clause that holds lists below it, and a heading of the prose there.
            let heads = outline.provision().is_none()
                && out.titles.is_empty()
                && !around.introduced
                && sections.goes_on(marker, || {
                    found.get(n + 1).is_some_and(Option::is_none)
                        && is_heading(view, marker.body as usize, last, blocks.get(n + 1))
                })
                && is_title(view, marker.body as usize, last)
                && !*provides.get_or_init(|| sections::provide(view, markers, &found, &blocks));
            if !section && outline.place(marker, at, around) {
                if let (Some(holder), Some(item)) = (holder, outline.items.last()) {
                    behind.settle(
                        &out.list,
                        holder,
                        Some(item.list),
                        &outline.items,
                        &mut out.owned,
                        &mut usual,
                    );
                }
                behind = Behind::default();
                if let Some(item) = outline.items.last_mut() {
                    item.is_title = heads && markers.is_title(view, item.marker.body as usize);
                }
                if let Some(item) = outline.items.last() {
                    // Under a heading stands what is below it; it holds no blocks.
                    let holds = |at: &u32| {
                        out.list.get(*at as usize).is_some_and(|block| block.kind == SegmentKind::ListItem)
                    };
                    let parent = item.parent.and_then(|p| outline.items.get(p as usize));
                    let parent = parent.map(|p| p.segment).filter(holds);
                    let (level, ordinal) = (item.level, item.ordinal);
                    out.list.push(Segment {
                        kind: if heads { SegmentKind::Heading } else { SegmentKind::ListItem },
                        span,
                        tokens,
                        parent,
                        heading: None,
                        level,
                        ordinal,
                    });
                    if !heads {
                        sentences(view, &out.inline, item.marker.body as usize, last, at, &mut out.list);
                    }
                }
                continue;
            }
        }
        let told = block_at(view.blocks, span.start);
        let heading = match told {
            Some(block) => block.role.heads(),
            None => is_heading(view, first, last, blocks.get(n + 1)),
        };
        let kind = match told.map(|block| block.role) {
            _ if heading => SegmentKind::Heading,
            Some(BlockRole::TableRow) => SegmentKind::TableRow,
            _ => SegmentKind::Paragraph,
        };
        let Some(count) = counts.get_mut(usize::from(heading)) else { continue };
        *count += 1;
        let level = if heading { told.map_or(1, |block| block.level.max(1)) } else { 0 };
        out.list.push(Segment { kind, span, tokens, parent: None, heading: None, level, ordinal: *count });
        let title = told.is_some_and(|block| block.role == BlockRole::Title)
            || markers.is_title(view, first) && is_title(view, first, last);
        let closing = closings.get(n).copied().unwrap_or(false);
        let ends = heading || title || !has_words(view, first, last) || closing;
        if closing {
            out.closings.push(at);
        }
        if title {
            out.titles.push(at);
        }
        let apart = || before.is_some_and(|(_, end)| is_followed_by_blank(view, end));
        behind.add(at, apart, (title, closing), ends);
        // «نکات مهم:» behind the steps of a course of action.
        let over = || apart() && (is_short(view, first, last) || introduces(view, (first, last)));
        let interruption = if heading && told.is_some() || is_marked_heading(view, first, last) {
            Interruption::Heading
        } else if !has_words(view, first, last) {
            Interruption::Rule
        } else if over() {
            Interruption::Title
        } else if heading {
            Interruption::Line
        } else {
            Interruption::Text
        };
        outline.interrupt(interruption);
        if !heading {
            sentences(view, &out.inline, first, last, at, &mut out.list);
        }
    }
    hold(out.list.len());
    if let Some(holder) = outline.holder().filter(|holder| holder.law || holder.headed) {
        behind.settle(&out.list, holder, None, &outline.items, &mut out.owned, &mut usual);
    }
    out.items = outline.items;
    // What grew has room for as much again, and all of it stays to the end.
    out.items.shrink_to_fit();
    out.list.shrink_to_fit();
    headings::tell(&mut out.list);
    out
}

/// The next block behind this one that counts a step.
fn next_step(found: &[Option<Box<Marker>>], n: usize) -> Option<usize> {
    let is_step = |at: &usize| found.get(*at).and_then(Option::as_deref).is_some_and(Marker::is_step);
    (n + 1..found.len()).find(is_step)
}

/// The marker of every block (few have one, which has ten times the size of where it would stand), of which tables of contents and rules of stars have none; and whether it stands over the
/// signatures.
fn read_markers(
    view: &View<'_>,
    markers: &Markers,
    blocks: &[(usize, usize)],
) -> (Vec<Option<Box<Marker>>>, Vec<bool>) {
    let mut taken = TokenSet::new(view.tokens.list.len());
    let mut closings = Vec::with_capacity(blocks.len());
    let mut found: Vec<Option<Box<Marker>>> = blocks
        .iter()
        .take_while(|_| !view.watch.ended())
        .map(|&(first, last)| {
            let Beginning { marker, closing } = markers.read(view, first, last, &mut taken);
            closings.push(closing);
            let bare = |marker: &Marker| {
                matches!(marker.kind, MarkerKind::Bullet(_)) && !has_words(view, marker.body as usize, last)
            };
            let start = view.span(first as u32, last as u32).start;
            let prose = block_at(view.blocks, start).is_none_or(|block| block.role.can_be_labelled());
            marker.filter(|marker| prose && !bare(marker) && !is_of_contents(view, first, last)).map(Box::new)
        })
        .collect();
    // A bulleted list that names chapters or links is the menu of a page, with all its lines.
    let bulleted = |marker: &Option<Box<Marker>>| {
        marker.as_ref().filter(|marker| matches!(marker.kind, MarkerKind::Bullet(_))).map(|m| m.body as usize)
    };
    let mut from = 0;
    while from < found.len() {
        let length = found[from..].iter().take_while(|marker| bulleted(marker).is_some()).count();
        let run = &mut found[from..from + length];
        let menu = run.iter().filter_map(bulleted).any(|body| {
            markers.numbered_head_at(view, body) || view.slice(view.span(body as u32, body as u32 + 1)) == "#"
        });
        let introduced =
            from.checked_sub(1).and_then(|n| blocks.get(n)).is_some_and(|&b| introduces(view, b));
        let run_of = blocks.get(from..from + length).unwrap_or_default();
        if menu || !introduced && is_talk(view, run, run_of) {
            run.fill(None);
        }
        // Dashes close to their words are a list behind «:», and among others that are not.
        let close = |marker: &Option<Box<Marker>>| marker.as_ref().is_some_and(|marker| !marker.closed);
        if run.iter().all(close) && (!introduced || length == 1) {
            run.fill(None);
        }
        from += length + 1;
    }
    hashes::drop_headings(view, &mut found, blocks);
    drop_contents(&mut found);
    notes::drop_notes(view, &mut found);
    notes::drop_headed(view, markers, &mut found, blocks);
    turn_parts(view, &mut found);
    sections::keep(view, &mut found, blocks);
    (found, closings)
}

/// Turns the numbers of parts round where the document writes the holder's number last: «۱-۵، ۲-۵، ۳-۵».
fn turn_parts(view: &View<'_>, found: &mut [Option<Box<Marker>>]) {
    // «۲.۵» that is turned round is a decimal.
    let dashed =
        |marker: &Marker| !view.slice(view.span(marker.label.first, marker.label.end)).contains(['.', '٫']);
    let path = |marker: &Marker| match &marker.kind {
        MarkerKind::Part(outer) if dashed(marker) => {
            Some(outer.iter().copied().chain(marker.number).collect::<Vec<i64>>())
        }
        _ => None,
    };
    let paths: Vec<Vec<i64>> = found.iter().flatten().filter_map(|marker| path(marker)).collect();
    let (mut kept, mut turned) = (0, 0);
    for next in paths.windows(2) {
        let [one, other] = next else { continue };
        let ([a, above @ .., b], [c, over @ .., d]) = (one.as_slice(), other.as_slice()) else { continue };
        if above == over {
            kept += usize::from(a == c && b + 1 == *d);
            turned += usize::from(b == d && a + 1 == *c);
        }
    }
    if turned <= kept {
        return;
    }
    for marker in found.iter_mut().flatten() {
        if let Some(mut path) = path(marker) {
            path.reverse();
            marker.number = path.pop();
            marker.kind = MarkerKind::Part(path);
        }
    }
}

/// Whether lines that begin with dashes are what people say to each other: some of them ask, and others answer.
fn is_talk(view: &View<'_>, run: &[Option<Box<Marker>>], blocks: &[(usize, usize)]) -> bool {
    let dashed = |marker: &Option<Box<Marker>>| {
        marker.as_ref().is_some_and(|marker| matches!(marker.kind, MarkerKind::Bullet('-' | '–' | '—')))
    };
    let asks = |at: usize| matches!(view.token(at as u32), "؟" | "?");
    run.len() > 1
        && run.iter().all(dashed)
        && blocks.iter().any(|&(first, last)| (first..last).any(asks))
        && !blocks.iter().all(|&(_, last)| last.checked_sub(1).is_some_and(asks))
}

/// Chapters that stand one below the other without a word between them are a table of contents, up to
/// where the first of them comes again.
fn drop_contents(found: &mut [Option<Box<Marker>>]) {
    let chapter = |marker: &Option<Box<Marker>>| {
        marker.as_ref().is_some_and(|m| m.kind.head_rank().is_some_and(|rank| rank < ARTICLE_RANK))
    };
    let same = |a: &Option<Box<Marker>>, b: &Option<Box<Marker>>| match (a, b) {
        (Some(a), Some(b)) => a.kind == b.kind && a.number == b.number,
        _ => false,
    };
    let mut from = 0;
    while from < found.len() {
        let rest = &mut found[from..];
        let mut length = rest.iter().take_while(|marker| chapter(marker)).count();
        if let Some((first, others)) = rest.get(..length).and_then(<[_]>::split_first) {
            length = others.iter().position(|other| same(first, other)).map_or(length, |at| at + 1);
        }
        let run = &mut rest[..length];
        let kind = |marker: &Option<Box<Marker>>| marker.as_ref().map(|m| m.kind.clone());
        if run.windows(2).any(|pair| kind(&pair[0]) == kind(&pair[1])) {
            run.fill(None);
        }
        from += length.max(1);
    }
}

/// For every block, the next one with a marker.
fn next_markers(found: &[Option<Box<Marker>>]) -> Vec<Option<usize>> {
    let mut next = vec![None; found.len()];
    let mut known = None;
    for (n, marker) in found.iter().enumerate().rev() {
        if let Some(slot) = next.get_mut(n) {
            *slot = known;
        }
        if marker.is_some() {
            known = Some(n);
        }
    }
    next
}

/// Whether a chapter holds a provision or a smaller chapter.
fn holds(chapter: &Marker, below: &Marker) -> bool {
    let (Some(rank), Some(lower)) = (chapter.kind.head_rank(), below.kind.head_rank()) else { return false };
    rank < ARTICLE_RANK && lower > rank && chapter.number.is_some()
}

/// The token ranges between the ends of paragraphs.
fn blocks(view: &View<'_>) -> Vec<(usize, usize)> {
    let mut blocks = Vec::new();
    let mut first = 0;
    for block in view.tokens.list.split(|token| token.kind == TokenKind::Line) {
        let end = first + block.len();
        if end > first {
            blocks.push((first, end));
        }
        first = end + 1;
    }
    blocks
}

fn sentences(
    view: &View<'_>,
    inline: &[TokenRange],
    first: usize,
    last: usize,
    parent: u32,
    out: &mut Vec<Segment>,
) {
    // A text may be one paragraph, of sentences of four tokens.
    let most = (last.saturating_sub(first) / 4 * 2 * size_of::<Segment>()) as u64;
    let admitted = view.watch.hold(most);
    view.watch.release(most);
    if !admitted {
        return;
    }
    let mut ordinal = 0;
    sentence::split(view, inline, first, last, |a, b| {
        ordinal += 1;
        let tokens = TokenRange::new(a as u32, b as u32);
        let span = view.span(tokens.first, tokens.end);
        out.push(Segment {
            kind: SegmentKind::Sentence,
            span,
            tokens,
            parent: Some(parent),
            heading: None,
            level: 0,
            ordinal,
        });
    });
}
