//! What stands behind the last item of a list.

use super::around::Holder;
use super::model::{Segment, SegmentKind};
use super::outline::Item;

/// Most paragraphs of the last provision of a law whose provisions before it have fewer than half as many.
const TAIL: usize = 12;

/// The paragraphs and headings since the last list item.
#[derive(Debug, Default)]
pub(super) struct Behind {
    segments: Vec<u32>,
    /// How many of them stand before the first that ends a law: a heading, a title, the signatures.
    before_end: Option<usize>,
    /// The same but for the very first.
    before_next_end: Option<usize>,
    /// How many of them stand before the first that an empty line parts from the one before.
    before_gap: Option<usize>,
    pub(super) titled: bool,
    /// Whether the first of them is such a title.
    titled_first: bool,
    pub(super) signed: bool,
}

impl Behind {
    /// Adds a paragraph or heading: whether an empty line stands before it, whether it is a title or the signatures, and whether it ends
    /// a law.
    pub(super) fn add(
        &mut self,
        segment: u32,
        apart: impl FnOnce() -> bool,
        (title, signed): (bool, bool),
        ends: bool,
    ) {
        let before = self.segments.len();
        if before > 0 && self.before_gap.is_none() && apart() {
            self.before_gap = Some(before);
        }
        if ends && self.before_end.is_none() {
            self.before_end = Some(before);
        }
        if ends && before > 0 && self.before_next_end.is_none() {
            self.before_next_end = Some(before);
        }
        self.titled_first |= title && before == 0;
        self.titled |= title;
        self.signed |= signed;
        self.segments.push(segment);
    }

    /// Gives them to the item before, where it is no heading: all but the headings of what comes next where the list goes
    /// on; where it does not, a provision of a law keeps what stands before the law's end, if that is not far more than
    /// provisions before it have (`usual`), a heading as much as those before it, and any other item of a plain list nothing.
    pub(super) fn settle(
        &self,
        list: &[Segment],
        Holder { item: holder, law, headed }: Holder,
        next: Option<u32>,
        items: &[Item],
        owned: &mut Vec<(u32, u32)>,
        usual: &mut usize,
    ) {
        let item = items.get(holder as usize);
        let goes_on = item.is_some_and(|item| Some(item.list) == next);
        let segment = item.and_then(|item| list.get(item.segment as usize));
        // «ماده ۴» on a line of its own.
        let alone = item.zip(segment).is_some_and(|(item, segment)| segment.tokens.end == item.marker.body);
        let mut kept = self.segments.as_slice();
        if segment.is_some_and(|segment| segment.kind == SegmentKind::Heading) {
            kept = &[];
        } else if goes_on {
            // The name of a chapter may stand below its number.
            let named = alone && items.len().checked_sub(2) == Some(holder as usize);
            while kept.len() > usize::from(named)
                && let Some((&last, rest)) = kept.split_last()
                && list.get(last as usize).is_some_and(|segment| segment.kind == SegmentKind::Heading)
            {
                kept = rest;
            }
        } else if law {
            // The first line below it is its name.
            let first = kept.first().and_then(|&at| list.get(at as usize));
            let named =
                alone && first.is_some_and(|first| first.kind == SegmentKind::Heading) && !self.titled_first;
            let end = if named { self.before_next_end } else { self.before_end };
            kept = kept.get(..end.unwrap_or(kept.len())).unwrap_or(kept);
            // The last article of a law is none of the text behind it.
            if kept.len() > TAIL.max(2 * *usual) {
                kept = kept.get(..*usual).unwrap_or(kept);
            }
        } else if alone || headed && *usual > 0 {
            // «مرحله سوم»: as much as the items before it have, and of a heading's text no more than stands together.
            let gap = self.before_gap.filter(|_| headed).unwrap_or(kept.len());
            let end = self.before_end.unwrap_or(kept.len()).min(gap);
            kept = kept.get(..end.min(1.max(*usual))).unwrap_or(kept);
        } else {
            kept = &[];
        }
        *usual = kept.len().max(*usual);
        owned.extend(kept.iter().map(|&segment| (segment, holder)));
    }
}
