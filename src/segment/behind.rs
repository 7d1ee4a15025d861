//! What stands behind the last item of a list, and the numbered headings of reports.

use super::marker::{Marker, MarkerKind};
use super::model::{Segment, SegmentKind};
use super::outline::Item;

/// Most paragraphs of the last provision of a law whose provisions before it have fewer than half as many.
const TAIL: usize = 12;

/// The numbered headings of a report: «۱. زمینه», a paragraph below it.
#[derive(Debug, Default)]
pub(super) struct Sections {
    last: Option<(MarkerKind, i64)>,
}

impl Sections {
    /// Whether a marker numbers a section: the first one where `opens` says so, then those that count on.
    pub(super) fn goes_on(&mut self, marker: &Marker, opens: impl Fn() -> bool) -> bool {
        let Some(number) = marker.number.filter(|_| marker.kind.head_rank().is_none()) else { return false };
        let next = match &self.last {
            Some((kind, last)) if *kind == marker.kind && number == last + 1 => true,
            _ => number == 1 && opens(),
        };
        if next {
            self.last = Some((marker.kind.clone(), number));
        }
        next
    }
}

/// The paragraphs and headings since the last list item.
#[derive(Debug, Default)]
pub(super) struct Behind {
    segments: Vec<u32>,
    /// How many of them stand before the first that ends a law: a heading, a title, the signatures.
    before_end: Option<usize>,
    pub(super) titled: bool,
    pub(super) signed: bool,
}

impl Behind {
    pub(super) fn add(&mut self, segment: u32, (title, signed): (bool, bool), ends: bool) {
        if ends && self.before_end.is_none() {
            self.before_end = Some(self.segments.len());
        }
        self.titled |= title;
        self.signed |= signed;
        self.segments.push(segment);
    }

    /// Gives them to the item before, where it is no heading: all but the headings of what comes next where the list goes
    /// on; where it does not, a provision of a law keeps what stands before the law's end, if that is not far more than
    /// provisions before it have (`usual`), and an item of a plain list nothing.
    pub(super) fn settle(
        &self,
        list: &[Segment],
        (holder, law): (u32, bool),
        next: Option<u32>,
        items: &[Item],
        owned: &mut Vec<(u32, u32)>,
        usual: &mut usize,
    ) {
        let goes_on = items.get(holder as usize).is_some_and(|item| Some(item.list) == next);
        let segment = items.get(holder as usize).and_then(|item| list.get(item.segment as usize));
        let mut kept = self.segments.as_slice();
        if segment.is_some_and(|segment| segment.kind == SegmentKind::Heading) {
            kept = &[];
        } else if goes_on {
            // The name of a chapter may stand below its number.
            let named = items.len().checked_sub(2) == Some(holder as usize)
                && items.get(holder as usize).is_some_and(|item| {
                    list.get(item.segment as usize)
                        .is_some_and(|segment| segment.tokens.end == item.marker.body)
                });
            while kept.len() > usize::from(named)
                && let Some((&last, rest)) = kept.split_last()
                && list.get(last as usize).is_some_and(|segment| segment.kind == SegmentKind::Heading)
            {
                kept = rest;
            }
        } else if law {
            kept = kept.get(..self.before_end.unwrap_or(kept.len())).unwrap_or(kept);
            // The last article of a law is none of the text behind it.
            if kept.len() > TAIL.max(2 * *usual) {
                kept = kept.get(..*usual).unwrap_or(kept);
            }
        } else {
            kept = &[];
        }
        *usual = kept.len().max(*usual);
        owned.extend(kept.iter().map(|&segment| (segment, holder)));
    }
}
