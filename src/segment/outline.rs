//! The tree of list items: which list a marker goes on with, and what holds it.
//!
//! A list is recognised by its style. A marker that counts on goes on with its list, also behind
//! paragraphs that interrupt it; one that begins again, or is of a new style, opens a list inside the
//! item before it. Provisions of laws («فصل», «ماده», «تبصره») nest by the rank of their head.

use super::around::{Around, Holder, Interruption};
use super::kind::{ARTICLE_RANK, Marker, MarkerKind, NOTE_RANK};
use super::list::{List, counts_on, follows, is_further_in};

/// A list item's place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Index of its segment.
    pub segment: u32,
    /// How it begins.
    pub marker: Marker,
    /// The list or instrument it belongs to, with all its parts: number in the document, from 0.
    pub list: u32,
    /// Depth, from 1.
    pub level: u8,
    /// Index of the item that holds it.
    pub parent: Option<u32>,
    /// 1-based position in its parent.
    pub ordinal: u32,
    /// The number that would have gone on with the list, where another one stands.
    pub expected: Option<i64>,
    /// Whether it is a numbered heading that names a law or agreement, whose text the list below it is: «۴. بیانیه دو شهر».
    pub is_title: bool,
}

/// Largest gap in a numbering that still goes on with the list.
const LARGEST_GAP: i64 = 5;

/// Rank of an article that another law's article quotes.
const QUOTED_RANK: u8 = ARTICLE_RANK + 1;

/// The lists that are open while a document is read.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) items: Vec<Item>,
    /// Outermost first; each list's parent is the last item of the list before it.
    open: Vec<List>,
    /// Lists that a note interrupted.
    parked: Vec<List>,
    /// The last number of each head in the instrument.
    heads: Vec<(String, i64)>,
    lists: u32,
    /// Whether a paragraph stands between the last item and here.
    suspended: bool,
    /// Whether a heading does, or what looks like one.
    headed: bool,
    /// Whether items that give their holder's number («۳-۱») were there.
    parted: bool,
}

impl Outline {
    /// Places a marker, or refuses it: then its block is a paragraph.
    pub(super) fn place(&mut self, marker: &Marker, segment: u32, around: Around<'_>) -> bool {
        let mut marker = marker.clone();
        if let MarkerKind::Head { rank, .. } = &mut marker.kind
            && *rank == ARTICLE_RANK
            && marker.number.is_none()
            && !around.titled
            && self.open.iter().any(|list| list.kind.head_rank() == Some(ARTICLE_RANK))
        {
            // Another law's only article, quoted in an article.
            *rank = QUOTED_RANK;
        }
        let expected = match &marker.kind {
            MarkerKind::Head { id, rank } => self.open_head(&marker, id, *rank, around),
            _ => self.open_list(&marker, around),
        };
        let Some(expected) = expected else { return false };
        let at = self.items.len() as u32;
        let level = self.open.len().min(255) as u8;
        let Some(list) = self.open.last_mut() else { return false };
        list.add(&marker, at, around);
        let (parent, ordinal) = (list.parent, list.count);
        let number = parent.and_then(|parent| self.items.get(parent as usize)).map(|item| item.list);
        let list = number.unwrap_or_else(|| {
            // Items of one list at the top share its number.
            if ordinal == 1 {
                self.lists += 1;
            }
            self.lists.saturating_sub(1)
        });
        self.items.push(Item { segment, marker, list, level, parent, ordinal, expected, is_title: false });
        (self.suspended, self.headed) = (false, false);
        true
    }

    /// A paragraph or heading stands behind the last item.
    pub(super) fn interrupt(&mut self, by: Interruption) {
        self.suspended = true;
        self.headed |= matches!(by, Interruption::Heading | Interruption::Line);
        self.open.iter_mut().for_each(|list| list.interrupt(by));
    }

    /// The innermost provision of a law that is open.
    pub(super) fn provision(&self) -> Option<u32> {
        self.open.iter().rev().find(|list| list.kind.head_rank().is_some()).map(|list| list.last)
    }

    /// What may hold the paragraphs behind the last item: that provision, or the last item of the outermost list.
    pub(super) fn holder(&self) -> Option<Holder> {
        let law = self.provision().map(|item| Holder { item, law: true, headed: false });
        law.or_else(|| {
            self.open.first().map(|list| Holder {
                item: list.last,
                law: false,
                headed: list.is_of_headings(),
            })
        })
    }

    fn push(&mut self, kind: MarkerKind, indent: u32) {
        let parent = self.open.last().map(|list| list.last);
        self.open.push(List::new(kind, parent, indent));
    }

    fn restart(&mut self) {
        self.open.clear();
        self.parked.clear();
        self.heads.clear();
    }

    /// `Some(expected number if another one stands)` where the marker is placed.
    fn open_head(&mut self, marker: &Marker, id: &str, rank: u8, around: Around<'_>) -> Option<Option<i64>> {
        let last = self.heads.iter().find(|(known, _)| known == id).map(|(_, last)| *last);
        let goes_on =
            marker.closed || counts_on(last, marker.number) || first_of(marker, around) || around.named;
        if !goes_on && !self.is_noted(marker) {
            return None;
        }
        // «پیوست: دارد» over a letter.
        if marker.bare && rank <= ARTICLE_RANK && self.provision().is_none() {
            return None;
        }
        // A law's only article, or the first of another law.
        let begins = marker.number.is_none_or(|n| n == 1);
        let outermost = self.open.first().and_then(|list| list.kind.head_rank());
        let another = outermost.is_none_or(|known| rank <= known) || (rank == ARTICLE_RANK && last.is_some());
        if rank <= ARTICLE_RANK && around.titled && begins && another {
            self.restart();
        }
        let at = self.open.iter().position(|list| list.kind == marker.kind);
        if let Some(at) = at {
            let list = &self.open[at];
            if list.parent.is_none() && marker.number == Some(1) && list.number.is_none_or(|n| n > 1) {
                self.restart();
                self.push(marker.kind.clone(), around.indent);
            } else {
                self.open.truncate(at + 1);
            }
        } else {
            let holder = |list: &List| match list.kind.head_rank() {
                Some(known) => known < rank,
                // A note to an item of an agreement without articles.
                None => false,
            };
            let keep = match self.open.iter().rposition(holder) {
                Some(at) => at + 1,
                // «مصوبات» over «بند ۱:», behind the order of the day.
                None if rank > ARTICLE_RANK
                    && !(self.headed && marker.number == Some(1))
                    && self.open.first().is_some_and(|l| l.kind.head_rank().is_none()) =>
                {
                    1
                }
                None => 0,
            };
            self.parked.extend(self.open.drain(keep..).filter(|list| list.kind.head_rank().is_none()));
            if keep == 0 {
                self.restart();
            }
            self.push(marker.kind.clone(), around.indent);
        }
        if rank <= ARTICLE_RANK {
            self.parked.clear();
        }
        let local = self.open.last().and_then(|list| list.number);
        let before = if rank > ARTICLE_RANK { local } else { local.or(last) };
        let expected = match (before, marker.number) {
            (Some(before), Some(now)) if !marker.repeated && now != before.saturating_add(1) && now != 1 => {
                Some(before.saturating_add(1))
            }
            (Some(before), Some(1)) if local.is_some() && !marker.repeated => Some(before.saturating_add(1)),
            _ => None,
        };
        // A note without number is the first one where another counts on from it.
        let only = (rank == NOTE_RANK && local.is_none()).then_some(1);
        if let Some(number) = marker.last_number().or(only) {
            match self.heads.iter_mut().find(|(known, _)| known == id) {
                Some((_, last)) => *last = number,
                None => self.heads.push((id.to_owned(), number)),
            }
        }
        Some(expected)
    }

    /// Whether a marker, of the first number or of none, is a note to an article that is open.
    fn is_noted(&self, marker: &Marker) -> bool {
        marker.number.is_none_or(|number| number == 1)
            && marker.kind.head_rank() == Some(NOTE_RANK)
            && self.open.iter().any(|list| list.kind.head_rank() == Some(ARTICLE_RANK))
    }

    fn open_list(&mut self, marker: &Marker, around: Around<'_>) -> Option<Option<i64>> {
        if around.signed {
            self.restart();
        }
        // Numbering begins again in every article.
        let scope = self
            .open
            .iter()
            .rposition(|list| list.kind.head_rank().is_some_and(|rank| rank <= ARTICLE_RANK))
            .map_or(0, |at| at + 1);
        if matches!(marker.kind, MarkerKind::Bullet(_)) {
            return self.open_bullets(marker, around);
        }
        let found = self.innermost(scope, around, |list| list.goes_on(marker));
        // «۱- … ۲- … ۳) …»: the mark may change.
        let similar = || (scope..self.open.len()).rev().find(|&at| self.open[at].goes_on_otherwise(marker));
        if let Some(at) = found.or_else(|| similar().filter(|_| !self.suspended)) {
            self.open.truncate(at + 1);
            return Some(None);
        }
        // A list that a note interrupted goes on where its holder is still open.
        let holder = |list: &List| self.open.iter().position(|open| Some(open.last) == list.parent);
        let parked = self.parked.iter().enumerate().rev().filter(|(_, list)| list.goes_on(marker));
        if let Some((at, depth)) = parked.filter_map(|(at, list)| Some((at, holder(list)?))).next() {
            let list = self.parked.remove(at);
            self.open.truncate(depth + 1);
            self.open.push(list);
            return Some(None);
        }
        let first = marker.number == Some(1);
        let same = (scope..self.open.len()).rev().find(|&at| self.open[at].kind == marker.kind);
        if let (Some(at), Some(now)) = (same, marker.number)
            && let Some(last) = self.open[at].number
            && !first
            && now <= last + LARGEST_GAP
            && (!self.suspended || (scope > 0 && now > last))
        {
            self.open.truncate(at + 1);
            return Some(Some(last.saturating_add(1)));
        }
        if let MarkerKind::Part(outer) = &marker.kind {
            return self.open_parts(marker, outer, scope, around);
        }
        let begins = first && marker.closed && !around.doubtful;
        if !begins && !around.next.is_some_and(|next| follows(marker, next)) {
            return None;
        }
        // «۱ - شروع بازی» over «۱۲ - گل»: minutes, say.
        let leaps = |next: &Marker| {
            next.kind == marker.kind
                && next.number.zip(marker.number).is_some_and(|(b, a)| b > a + LARGEST_GAP)
        };
        if matches!(marker.kind, MarkerKind::Number(_))
            && around.next_adjacent
            && around.next.is_some_and(leaps)
        {
            return None;
        }
        self.leave_beside(around);
        let same = same.filter(|at| *at < self.open.len());
        match same {
            // «… موارد زیر:» opens a list inside an item, whatever its style.
            _ if around.introduced && !self.suspended => {}
            Some(at) if self.is_deeper(at, around) => {}
            // The same below a heading that counts: «۳. برآیند».
            Some(at) if around.introduced && self.open[at].heads && at + 1 == self.open.len() => {}
            Some(at) => self.open.truncate(at),
            None if self.suspended => self.leave_lists(),
            None => {}
        }
        self.push(marker.kind.clone(), around.indent);
        Some(None)
    }

    /// The innermost list from `scope` on that `is` what is looked for: one whose items stand further in than a marker only where
    /// there is no other.
    fn innermost(&self, scope: usize, around: Around<'_>, is: impl Fn(&List) -> bool) -> Option<usize> {
        let beside = |list: &List| is(list) && !is_further_in(list.indent, around.indent);
        let mut lists = (scope..self.open.len()).rev();
        lists.clone().find(|&at| beside(&self.open[at])).or_else(|| lists.find(|&at| is(&self.open[at])))
    }

    /// Whether an item stands further in than a list of its style, whose item it follows.
    fn is_deeper(&self, at: usize, around: Around<'_>) -> bool {
        !self.suspended && at + 1 == self.open.len() && is_further_in(around.indent, self.open[at].indent)
    }

    /// Opens a list of items that give their holder's number, «۳-۱», inside the holder where that is open.
    fn open_parts(
        &mut self,
        marker: &Marker,
        outer: &[i64],
        scope: usize,
        around: Around<'_>,
    ) -> Option<Option<i64>> {
        let part = |list: &List| matches!(list.kind, MarkerKind::Part(_));
        let holds = |list: &List| match &list.kind {
            MarkerKind::Part(path) => {
                outer.split_last().is_some_and(|(last, above)| above == path && list.number == Some(*last))
            }
            _ => list.number.is_some_and(|number| outer == [number]),
        };
        let holder = self.open.iter().rposition(holds);
        let divided = |next: &Marker| {
            matches!(&next.kind, MarkerKind::Part(path)
                if path.split_last().is_some_and(|(last, above)| above == outer && Some(*last) == marker.number))
        };
        let follows = around.next.is_some_and(|next| follows(marker, next) || divided(next));
        // «۳٫۱ رنگ خاک», a heading; and the only part of an item, where others have parts.
        // «۱-۱- …، ۱-۲- …، ۲-۱- …»: parts of items that stand nowhere, the next of which has one alone.
        let next = |list: &List| matches!(&list.kind, MarkerKind::Part(path) if is_next(path, outer));
        let sure = holder.is_some() && (marker.closed || around.brief || self.parted)
            || marker.closed && self.open.iter().skip(scope).any(next);
        if marker.number != Some(1) || !follows && !sure {
            return None;
        }
        let sibling = self.open.iter().skip(scope).position(part).map(|at| at + scope);
        match holder.map(|at| at + 1).or(sibling) {
            Some(keep) => self.open.truncate(keep),
            None if self.suspended => self.leave_lists(),
            None => {}
        }
        self.parted = true;
        self.push(marker.kind.clone(), around.indent);
        Some(None)
    }

    fn open_bullets(&mut self, marker: &Marker, around: Around<'_>) -> Option<Option<i64>> {
        let at = self.innermost(0, around, |list| list.kind == marker.kind);
        // A list of headings goes on behind what stands below them.
        let goes_on = |at: &usize| !self.suspended || around.brief && self.open[*at].heads;
        if let Some(at) = at.filter(goes_on) {
            if self.is_deeper(at, around) {
                self.push(marker.kind.clone(), around.indent);
            } else {
                self.open.truncate(at + 1);
            }
            return Some(None);
        }
        let several = around.next_adjacent && around.next.is_some_and(|next| next.kind == marker.kind);
        let plain = !marker.kind.needs_company();
        // «* مهلت:» over «۱. …»
        let opens = around.opens && !matches!(marker.kind, MarkerKind::Bullet('■' | '□'));
        if !several && !around.introduced && !around.headed && !plain && !opens {
            return None;
        }
        self.leave_beside(around);
        if self.suspended {
            self.leave_lists();
        } else if around.apart && !around.introduced {
            // A list of another sign behind an empty line stands beside the one before it.
            let beside = |list: &List| matches!(list.kind, MarkerKind::Bullet(_)) && !list.heads;
            let keep = self.open.iter().rposition(|list| !beside(list)).map_or(0, |at| at + 1);
            self.open.truncate(keep);
        }
        self.push(marker.kind.clone(), around.indent);
        Some(None)
    }

    /// Closes the lists whose items no empty line parts, where one parts them from a new list.
    fn leave_beside(&mut self, around: Around<'_>) {
        if self.suspended || !around.apart || around.introduced {
            return;
        }
        while self.open.last().is_some_and(|list| list.is_beside(around)) {
            self.open.pop();
        }
    }

    /// Closes the lists that no provision of a law and no heading holds back.
    fn leave_lists(&mut self) {
        let keep = self.open.iter().rposition(List::is_held).map_or(0, |at| at + 1);
        self.open.truncate(keep);
    }
}

/// Whether a path of numbers leads to the item behind the one that another leads to.
fn is_next(path: &[i64], other: &[i64]) -> bool {
    match (path.split_last(), other.split_last()) {
        (Some((last, above)), Some((next, over))) => above == over && last.checked_add(1) == Some(*next),
        _ => false,
    }
}

/// Whether an unclosed head («ماده ۱ متن») begins a numbering that the next marker goes on with.
fn first_of(marker: &Marker, around: Around<'_>) -> bool {
    marker.number == Some(1) && around.next.is_some_and(|next| follows(marker, next))
}
