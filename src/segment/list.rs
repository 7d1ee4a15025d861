//! A list that is open: its style, its last number, and how its items stand.

use super::around::{Around, Interruption};
use super::kind::{Marker, MarkerKind};

/// Blanks more than those before the items of a list that make an item one of a list inside.
pub(super) const DEEPER: u32 = 2;

/// A list that is open.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) kind: MarkerKind,
    /// The item that holds the list.
    pub(super) parent: Option<u32>,
    /// Its last item.
    pub(super) last: u32,
    pub(super) number: Option<i64>,
    abjad: Option<i64>,
    pub(super) count: u32,
    /// Whether all its items are headings, which hold what stands below them.
    pub(super) heads: bool,
    /// Whether its last item does so.
    holds: bool,
    /// Whether no empty line stands between its items.
    tight: bool,
    /// Whether an empty line stands behind the line of its first item, and whether one does behind each like that.
    spaced: bool,
    evenly: bool,
    /// How far in its items stand, in blanks.
    pub(super) indent: u32,
    /// Whether a word that counts steps stands in their labels.
    steps: bool,
}

impl List {
    /// One without items yet.
    pub(super) const fn new(kind: MarkerKind, parent: Option<u32>, indent: u32) -> Self {
        Self {
            kind,
            parent,
            last: 0,
            number: None,
            abjad: None,
            count: 0,
            heads: true,
            holds: true,
            tight: true,
            spaced: false,
            evenly: true,
            indent,
            steps: false,
        }
    }

    /// Adds an item, by its number among all.
    pub(super) fn add(&mut self, marker: &Marker, at: u32, around: Around<'_>) {
        self.last = at;
        self.count += 1;
        self.heads &= around.brief;
        // Over an empty line a bullet is an item like any other.
        self.holds = match marker.kind {
            MarkerKind::Bullet(sign) => {
                !around.alone && !matches!(sign, '-' | '–' | '—' | '*' | '·' | '•' | '+')
            }
            _ => true,
        };
        self.tight &= self.count == 1 || !around.apart;
        if self.count == 1 {
            self.spaced = around.alone;
        }
        self.evenly &= around.alone == self.spaced;
        self.steps = marker.is_step();
        if marker.number.is_some() {
            (self.number, self.abjad) = (marker.last_number(), marker.abjad);
        }
    }

    /// Whether a marker counts on, and is of its style.
    pub(super) fn goes_on(&self, marker: &Marker) -> bool {
        self.kind == marker.kind && self.is_counted_on(marker)
    }

    /// The same where the mark behind the label is another one.
    pub(super) fn goes_on_otherwise(&self, marker: &Marker) -> bool {
        let alike = matches!(
            (&self.kind, &marker.kind),
            (MarkerKind::Number(_), MarkerKind::Number(_))
                | (MarkerKind::Word(_), MarkerKind::Word(_))
                | (MarkerKind::Letter(_), MarkerKind::Letter(_))
        );
        alike && self.is_counted_on(marker)
    }

    fn is_counted_on(&self, marker: &Marker) -> bool {
        is_behind((self.number, self.abjad), marker)
    }

    /// Whether a list behind an empty line stands beside this one, whose items no empty line parts.
    pub(super) fn is_beside(&self, around: Around<'_>) -> bool {
        self.kind.head_rank().is_none()
            && self.tight
            && self.count > 1
            && !is_further_in(around.indent, self.indent)
    }

    /// Whether what stands below its last item is held by it, also where it is no provision of a law.
    pub(super) const fn is_held(&self) -> bool {
        self.kind.head_rank().is_some() || self.heads && self.holds
    }

    /// Whether its items are headings that stand over their text in one way, so that the last one stands over what is below it.
    pub(super) const fn is_of_headings(&self) -> bool {
        self.heads && self.evenly && self.count > 1 && !matches!(self.kind, MarkerKind::Bullet(_))
    }

    /// Below a heading that the source tells no other list that headings made goes on, below a rule none of bullets, below
    /// a title none of steps.
    pub(super) const fn interrupt(&mut self, by: Interruption) {
        let ends = match by {
            Interruption::Text | Interruption::Line => false,
            Interruption::Rule => matches!(self.kind, MarkerKind::Bullet(_)),
            Interruption::Title => self.steps,
            Interruption::Heading => true,
        };
        self.heads &= !ends;
    }
}

/// Whether an item stands in a list inside of the one with these blanks.
pub(super) const fn is_further_in(indent: u32, than: u32) -> bool {
    indent >= than + DEEPER
}

/// Whether a number is the one behind another.
pub(super) fn counts_on(last: Option<i64>, now: Option<i64>) -> bool {
    now.is_some() && last.and_then(|last| last.checked_add(1)) == now
}

/// Whether a marker is of the style of another, and counts on from it.
pub(super) fn follows(marker: &Marker, next: &Marker) -> bool {
    next.kind == marker.kind && is_behind((marker.number, marker.abjad), next)
}

/// Whether a marker counts on from a number, as it is counted, or as its letters are.
fn is_behind((number, abjad): (Option<i64>, Option<i64>), next: &Marker) -> bool {
    counts_on(number, next.number) || counts_on(abjad, next.abjad)
}
