//! Numbered headings: those of reports, «۱. زمینه», and those without a mark of encyclopaedias, «۱ نام», «۱٫۱ ریشه».

use super::kind::{Marker, MarkerKind};
use super::line::{has_words, is_short, is_title};
use super::marker::Markers;
use crate::rule::View;

/// Longest heading of this kind, in tokens.
const LONGEST: usize = 12;
/// Fewest lines of a table of contents.
const CONTENTS: usize = 3;

/// The numbered headings of a report: «۱. زمینه», a paragraph below it.
#[derive(Debug, Default)]
pub(super) struct Sections {
    last: Option<(MarkerKind, i64)>,
    /// The same for their parts: «۱٫۲ مسیر».
    last_part: Option<(MarkerKind, i64)>,
}

impl Sections {
    /// Whether a marker numbers a section: the first one where `opens` says so, then those that count on.
    pub(super) fn goes_on(&mut self, marker: &Marker, opens: impl Fn() -> bool) -> bool {
        let Some(number) = marker.number.filter(|_| marker.kind.head_rank().is_none()) else { return false };
        let part = matches!(marker.kind, MarkerKind::Part(_));
        if part && self.last.is_none() {
            return false;
        }
        let last = if part { &mut self.last_part } else { &mut self.last };
        let next = match last {
            Some((kind, last)) if *kind == marker.kind && number == *last + 1 => true,
            _ => number == 1 && opens(),
        };
        if next {
            *last = Some((marker.kind.clone(), number));
        }
        next
    }
}

/// Whether numbered headings are those of rules, where most lines oblige, permit or forbid: «۲- رطوبت», and below it «رطوبت نباید از ۱۲
/// درصد بیشتر باشد.». Those of a report stand over paragraphs that tell something.
pub(super) fn provide(
    view: &View<'_>,
    markers: &Markers,
    found: &[Option<Box<Marker>>],
    blocks: &[(usize, usize)],
) -> bool {
    let (mut headings, mut ruling, mut lines, mut ruled) = (0, 0, 0, 0);
    for (n, (marker, &(_, last))) in found.iter().zip(blocks).enumerate() {
        let marker = marker.as_deref().filter(|marker| marker.kind.head_rank().is_none());
        if marker.is_none_or(|marker| !is_short(view, marker.body as usize, last)) {
            continue;
        }
        let behind = (found.get(n + 1..).unwrap_or_default(), blocks.get(n + 1..).unwrap_or_default());
        let text = behind.0.iter().zip(behind.1).take_while(|(marker, _)| marker.is_none());
        let (mut below, mut rules) = (0, 0);
        for (_, block) in text.take(LINES) {
            below += 1;
            rules += usize::from(markers.rules(view, *block));
        }
        headings += usize::from(below > 0);
        ruling += usize::from(rules > 0);
        lines += below;
        ruled += rules;
    }
    // Of headings over a line or two, most do; of others, most lines.
    ruling > 1 && (2 * ruled > lines || 2 * ruling > headings && lines <= FEW * headings)
}

/// Lines that few headings of rules have more of.
const FEW: usize = 2;

/// Most lines below a heading that are looked at.
const LINES: usize = 6;

/// Whether a marker is a number without a mark.
fn is_plain(marker: &Marker) -> bool {
    marker.kind == MarkerKind::Number(' ')
}

fn is_part(marker: &Marker) -> bool {
    matches!(marker.kind, MarkerKind::Part(_))
}

/// Keeps those numbers without a mark that head sections: they count on from 1, and text stands below each of them, or
/// the first of its parts. Lines of such numbers, one below the other, are a table of contents.
pub(super) fn keep(view: &View<'_>, found: &mut [Option<Box<Marker>>], blocks: &[(usize, usize)]) {
    let is = |marker: Option<&Option<Box<Marker>>>, what: fn(&Marker) -> bool| {
        marker.is_some_and(|marker| marker.as_deref().is_some_and(what))
    };
    if !found.iter().any(|marker| is(Some(marker), is_plain)) {
        return;
    }
    // «۱-۱ میز را باز کنید.»: what a table of contents has no line of, and what stands below a heading.
    let told: Vec<bool> = found
        .iter()
        .zip(blocks)
        .map(|(marker, &(_, last))| {
            let part = marker.as_deref().filter(|marker| is_part(marker));
            part.is_some_and(|marker| !is_title(view, marker.body as usize, last))
        })
        .collect();
    let tells = |n: usize| told.get(n).is_some_and(|told| *told);
    let mut from = 0;
    while from < found.len() {
        let listed = |marker: &Marker| is_plain(marker) || is_part(marker);
        let run = found[from..].iter().take_while(|marker| is(Some(marker), listed)).count();
        let plain = found[from..from + run].iter().filter(|marker| is(Some(marker), is_plain)).count();
        // The last one may stand over the text.
        let of_text = usize::from(plain > 1 && ends_over_text(view, found, blocks, from + run));
        let contents = !(from..from + run).any(tells);
        if contents && plain > of_text + 1 && run - of_text >= CONTENTS {
            found[from..from + run - of_text].fill(None);
        }
        from += run.max(1);
    }
    let text = |n: usize| found.get(n).is_some_and(Option::is_none) && is_text(view, blocks.get(n));
    let heads = |n: usize| {
        let line = blocks.get(n).zip(found.get(n).and_then(Option::as_deref));
        line.is_some_and(|(&(_, last), marker)| {
            let body = marker.body as usize;
            last - body <= LONGEST && is_short(view, body, last) && is_title(view, body, last)
        })
    };
    let listed = |marker: &Marker| !is_plain(marker) && !is_part(marker);
    let opens = |n: usize| {
        text(n + 1)
            || is(found.get(n + 1), is_part) && (tells(n + 1) || text(n + 2))
            || is(found.get(n + 1), listed)
    };
    let mut sections: Vec<usize> = Vec::new();
    for n in 0..found.len() {
        let Some(marker) = found.get(n).and_then(Option::as_deref).filter(|marker| is_plain(marker)) else {
            continue;
        };
        let expected = sections.len() as i64 + 1;
        let goes_on = expected > 1 && !is(found.get(n + 1), is_plain);
        if marker.number == Some(expected) && heads(n) && (goes_on || opens(n)) {
            sections.push(n);
        }
    }
    if sections.len() < 2 {
        sections.clear();
    }
    for (n, marker) in found.iter_mut().enumerate() {
        if is(Some(marker), is_plain) && sections.binary_search(&n).is_err() {
            *marker = None;
        }
    }
}

/// Whether the line before `end` stands over text.
fn ends_over_text(
    view: &View<'_>,
    found: &[Option<Box<Marker>>],
    blocks: &[(usize, usize)],
    end: usize,
) -> bool {
    found.get(end).is_some_and(Option::is_none) && is_text(view, blocks.get(end))
}

/// Whether a block is a paragraph, longer than a heading is.
fn is_text(view: &View<'_>, block: Option<&(usize, usize)>) -> bool {
    block.is_some_and(|&(first, last)| has_words(view, first, last) && !is_short(view, first, last))
}
