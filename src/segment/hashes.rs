//! «#», which numbers the lines of a list in a wiki and marks headings in Markdown.

use super::kind::Marker;
use super::line::{further_signs, gap};
use crate::rule::View;

/// Drops the markers of lines that are headings, those of a run of lines close below each other, no two of which stand
/// equally deep one behind the other; and of the remarks that a file of data begins with.
pub(super) fn drop_headings(view: &View<'_>, found: &mut [Option<Box<Marker>>], blocks: &[(usize, usize)]) {
    let mut from = 0;
    while let Some(next) =
        found[from..].iter().position(|marker| marker.as_deref().is_some_and(Marker::is_hash))
    {
        from += next;
        let close = |n: usize| {
            let (Some(&before), Some(block)) = (blocks.get(n - 1), blocks.get(n)) else { return false };
            let start = view.span(block.0 as u32, block.1 as u32).start;
            gap(view, before, start).matches('\n').count() == 1
        };
        let depth = |marker: &Option<Box<Marker>>| {
            marker.as_deref().filter(|marker| marker.is_hash()).map(|marker| further_signs(view, marker))
        };
        let below = (from + 1..found.len()).take_while(|n| close(*n) && depth(&found[*n]).is_some()).count();
        let run = &mut found[from..=from + below];
        if from == 0 || !run.windows(2).any(|pair| depth(&pair[0]) == depth(&pair[1])) {
            run.fill(None);
        }
        from += below + 1;
    }
}
