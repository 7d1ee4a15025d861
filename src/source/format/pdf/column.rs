//! Columns: a page is cut where nothing stands, from right to left and from top to foot.

use super::glyph::median;
use super::page::PrintedLine;
use crate::source::allowance::Allowance;

/// How often a page is cut.
const CUTS: usize = 60;

/// What looking at a line weighs, as bytes that are read.
const LINE: usize = 256;

/// Cuts lines into blocks in the order in which they are read. Each line learns the bounds of its column.
pub(super) fn cut(lines: Vec<PrintedLine>, allowance: &Allowance<'_>) -> Vec<Vec<PrintedLine>> {
    let bounds = bounds(&lines);
    let mut out = Vec::new();
    cut_on(lines, CUTS, bounds, (&mut out, allowance));
    out
}

fn bounds(lines: &[PrintedLine]) -> (f64, f64) {
    let left = lines.iter().map(|line| line.left).fold(f64::MAX, f64::min);
    (left, lines.iter().map(|line| line.right).fold(f64::MIN, f64::max))
}

fn cut_on(
    mut lines: Vec<PrintedLine>,
    cuts: usize,
    column: (f64, f64),
    (out, allowance): (&mut Vec<Vec<PrintedLine>>, &Allowance<'_>),
) {
    if allowance.is_over_after(lines.len().saturating_mul(LINE)) {
        return;
    }
    let mut last = |mut lines: Vec<PrintedLine>| {
        lines.iter_mut().for_each(|line| line.column = column);
        out.extend((!lines.is_empty()).then_some(lines));
    };
    let Some(cuts) = cuts.checked_sub(1).filter(|_| lines.len() > 1) else { return last(lines) };
    let (left, right) = bounds(&lines);
    if let Some((from, to)) = gutter(&lines) {
        let middle = (from + to) / 2.0;
        let (at_right, at_left): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.left > middle);
        cut_on(at_right, cuts, (to, column.1.min(right)), (out, allowance));
        return cut_on(at_left, cuts, (column.0.max(left), from), (out, allowance));
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    match widest_gap(&lines) {
        Some(at) => {
            let below = lines.split_off(at);
            cut_on(lines, cuts, column, (out, allowance));
            cut_on(below, cuts, column, (out, allowance));
        }
        None => last(lines),
    }
}

/// The place between two columns: where no line stands, and both sides are filled as columns are.
fn gutter(lines: &[PrintedLine]) -> Option<(f64, f64)> {
    let size = median(lines.iter().map(|line| line.size).collect())?;
    let (left, right) = bounds(lines);
    let mut places: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut end, mut best) = (places.first()?.1, (0.0, 0.0, 0.0));
    for (from, to) in places.iter().skip(1) {
        if from - end > best.0 {
            best = (from - end, end, *from);
        }
        end = end.max(*to);
    }
    let (width, from, to) = best;
    if width <= 0.6 * size {
        return None;
    }
    let middle = (from + to) / 2.0;
    let is_column = |at_right: bool| {
        let width = if at_right { right - to } else { from - left };
        let side: Vec<&PrintedLine> = lines.iter().filter(|line| (line.left > middle) == at_right).collect();
        let mut heights: Vec<i64> = side.iter().map(|line| line.y as i64).collect();
        heights.dedup();
        let filled = median(side.iter().map(|line| (line.right - line.left) / width).collect());
        heights.len() >= 3 && filled.is_some_and(|filled| filled > 0.72) && width > 8.0 * size
    };
    (is_column(true) && is_column(false)).then_some((from, to))
}

/// The line above which the widest gap is, of lines from the top.
fn widest_gap(lines: &[PrintedLine]) -> Option<usize> {
    let (mut best, mut bottom) = ((0.0, None), lines.first()?.y);
    for (at, line) in lines.iter().enumerate().skip(1) {
        let gap = line.y - 0.8 * line.size - bottom;
        if gap > best.0 && line.y - bottom > 0.3 * line.size {
            best = (gap, Some(at));
        }
        bottom = bottom.max(line.y);
    }
    best.1
}
